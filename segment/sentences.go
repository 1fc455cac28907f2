package segment

import (
	"strings"
	"unicode/utf8"

	"wenjian/corpus"
	"wenjian/internal/zh"
)

// Sentences returns the sentences of text, in order, without surrounding
// white space. A sentence ends behind 。！？；… or their half-width forms
// (zh.FullStops for the dot) with the closing quotes and brackets that follow,
// at a line break, and where a heading begins or ends.
func Sentences(text string) []corpus.Span { return SentencesIn(text, Sections(text)) }

// SentencesIn is Sentences for a text whose sections, as Sections returns
// them, are known already: to find them is most of the work.
func SentencesIn(text string, sections []corpus.Section) []corpus.Span {
	var cuts []int
	for _, s := range sections {
		if !s.Heading.Empty() {
			cuts = append(cuts, s.Heading.Start, s.Heading.End)
		}
	}
	return sentences(text, cuts)
}

// sentences cuts text, also at the given places, which are in order.
func sentences(text string, cuts []int) []corpus.Span {
	var out []corpus.Span
	start := 0
	emit := func(end int) {
		from := trimLeft(text, start, end)
		if to := trimRight(text, from, end); from < to {
			out = append(out, corpus.Span{Start: from, End: to})
		}
		start = end
	}
	dots := zh.FullStops(text)
	straight := false // inside straight quotes, which do not tell their direction
	for i := 0; i < len(text); {
		for len(cuts) > 0 && cuts[0] <= i {
			if cuts[0] == i {
				emit(i)
			}
			cuts = cuts[1:]
		}
		r, size := utf8.DecodeRuneInString(text[i:])
		stop := len(dots) > 0 && dots[0] == i
		if stop {
			dots = dots[1:]
		}
		i += size
		switch {
		case r == '\n' || r == '\r' || r == '\u2028' || r == '\u2029':
			emit(i)
			straight = false
		case r == '"' || r == '＂':
			straight = !straight
		case stop || zh.IsSentenceEnd(r):
			i, straight = behindEnd(text, i, straight)
			emit(i)
		}
	}
	emit(len(text))
	return out
}

// behindEnd moves i over further sentence ends and the closing quotes and
// brackets behind them; straight says whether a straight quote is open.
func behindEnd(text string, i int, straight bool) (int, bool) {
	for i < len(text) {
		r, size := utf8.DecodeRuneInString(text[i:])
		switch {
		case (r == '"' || r == '＂') && straight:
			straight = false
		case zh.IsSentenceEnd(r), strings.ContainsRune("”’」』〞）)]】〕》〉﹂﹄", r):
		default:
			return i, straight
		}
		i += size
	}
	return i, straight
}
