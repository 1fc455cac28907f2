package mojibake

import (
	"regexp"
	"slices"
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"

	"wenjian/corpus"
	"wenjian/internal/zh"
)

// A Mark is a place where text is lost: no rule brings it back.
type Mark struct {
	corpus.Span
	Kind Kind
}

// Kind says what stands where text was lost.
type Kind string

// The kinds of marks.
const (
	Replaced     Kind = "replacement"   // U+FFFD
	Destroyed    Kind = "destroyed"     // 锟斤拷: U+FFFD in UTF-8 that was read as GBK
	Unset        Kind = "uninitialised" // 烫烫烫, 屯屯屯: memory never written to, read as GBK
	Questioned   Kind = "questioned"    // ????: characters that an encoding did not have
	Private      Kind = "private-use"   // characters that only one computer could show
	Binary       Kind = "binary"        // the bytes of a file that is no text
	Unrecognised Kind = "unrecognised"  // characters that form no words in any reading
)

// lostPatterns says how each kind looks; no text without one of the hints
// matches, and texts with one are rare.
var lostPatterns = []struct {
	kind  Kind
	hints []string
	re    *regexp.Regexp
}{
	{Replaced, []string{"\uFFFD"}, regexp.MustCompile(`\x{FFFD}+`)},
	{Destroyed, []string{"锟斤拷"}, regexp.MustCompile(`[锟斤拷]{0,2}(?:锟斤拷)+[锟斤]{0,2}`)},
	{Unset, []string{"烫烫烫", "屯屯屯", "葺葺葺", "铪铪铪", "ÿÿÿ"}, regexp.MustCompile(`烫{3,}|屯{3,}|葺{3,}|铪{3,}|ÿ{3,}`)},
	{Binary, []string{"ࡱ>", "ÐÏ", "邢唷", "PK\x03\x04", "%PDF-1."}, regexp.MustCompile(`ࡱ>|ÐÏ\x{11}?à¡±|邢唷|PK\x{3}\x{4}|%PDF-1\.`)},
	{Questioned, []string{"??", "?,?", "?;?", "?:?"}, regexp.MustCompile(`\?(?:[?;,:]*\?){2,}`)},
}

// private matches private characters; F0xx are the bullets of symbol fonts.
var private = regexp.MustCompile(`[\x{E000}-\x{EFFF}\x{F100}-\x{F8FF}\x{F0000}-\x{10FFFD}]+`)

func isPrivate(r rune) bool {
	return r >= 0xE000 && r < 0xF000 || r >= 0xF100 && r < 0xF900 || r >= 0xF0000
}

// Marks returns the places where text is lost, in order and not overlapping.
// Call it after the repairs. Question marks count where they stand inside a
// sentence, not where somebody asks; private characters where they stand among
// others, not the bullets and icons of symbol fonts. Text that is not valid UTF-8 has no marks.
func Marks(text string) []Mark {
	if !utf8.ValidString(text) {
		return nil
	}
	var marks []Mark
	find := func(kind Kind, re *regexp.Regexp) {
		for _, m := range re.FindAllStringIndex(text, -1) {
			if kind != Questioned && kind != Private || isInside(kind, text, m[0], m[1]) {
				marks = append(marks, Mark{corpus.Span{Start: m[0], End: m[1]}, kind})
			}
		}
	}
	for _, p := range lostPatterns {
		if slices.ContainsFunc(p.hints, func(h string) bool { return strings.Contains(text, h) }) {
			find(p.kind, p.re)
		}
	}
	if strings.ContainsFunc(text, isPrivate) {
		find(Private, private)
	}
	marks = append(marks, unrecognised(text)...)
	sort.SliceStable(marks, func(i, j int) bool { return marks[i].Start < marks[j].Start })
	k := 0
	for _, m := range marks {
		if k == 0 || m.Start >= marks[k-1].End {
			marks[k] = m
			k++
		}
	}
	return marks[:k]
}

// Share returns how much of text the marks cover, 0 to 1, counted in
// characters other than white space.
func Share(text string, marks []Mark) float64 {
	if len(marks) == 0 {
		return 0
	}
	all, lost := 0, 0
	for _, r := range text {
		if r > ' ' && r != '\u3000' {
			all++
		}
	}
	for _, m := range marks {
		lost += utf8.RuneCountInString(m.Of(text))
	}
	return min(1, float64(lost)/float64(max(1, all)))
}

// isInside reports whether text[from:to] stands inside a sentence. Question
// marks do between characters, or as a run too long to be a question; private
// characters do where no blank parts them from the text: else they are the
// icons of a page.
func isInside(kind Kind, text string, from, to int) bool {
	before, _ := utf8.DecodeLastRuneInString(text[:from])
	after, _ := utf8.DecodeRuneInString(text[to:])
	if kind == Private {
		return (zh.IsHan(before) || zh.IsHan(after)) && !isGap(before) && !isGap(after)
	}
	if strings.ContainsRune("吗呢么吧啊呀何", before) {
		return false
	}
	return zh.IsHan(before) && zh.IsHan(after) || to-from > 5 && (zh.IsHan(before) || zh.IsHan(after) || from == 0)
}

// isGap reports whether r is a blank or no character at all.
func isGap(r rune) bool { return r <= ' ' || r == Lost || unicode.IsSpace(r) }

const (
	minUnrecognised = 12  // characters that a run must have to be judged
	unlikely        = -12 // Likelihood below which a run is no Chinese; verse stays above -9
	cleared         = 4   // common characters in a row that end a run
)

// unrecognised returns the runs of strange characters that are no words.
func unrecognised(text string) []Mark {
	if !hasStrange(text) {
		return nil
	}
	var marks []Mark
	t := strange()
	start, end, common := -1, 0, 0
	closeRun := func() {
		if start >= 0 {
			if run := text[start:end]; utf8.RuneCountInString(run) >= minUnrecognised && Likelihood(run) < unlikely && isGarbled(run) {
				marks = append(marks, Mark{corpus.Span{Start: start, End: end}, Unrecognised})
			}
		}
		start, common = -1, 0
	}
	for i, r := range text {
		switch {
		case r == '\n':
			closeRun()
		case r >= 0x80 && (r >= 0x10000 || t[r]):
			if start < 0 {
				start = i
			}
			end, common = i+utf8.RuneLen(r), 0
		case start >= 0:
			if common++; common > cleared {
				closeRun()
			}
		}
	}
	closeRun()
	return marks
}

// isGarbled tells garbled Chinese from another language: a third of it and
// more are strange Chinese characters, or half are letters beyond ASCII of
// Western Europe, which no language sets so close together.
func isGarbled(run string) bool {
	han, western, all := 0, 0, 0
	for _, r := range run {
		all++
		switch {
		case zh.IsHan(r) && IsStrange(r):
			han++
		case r >= 0x80 && r < 0x180 || strings.ContainsRune("€‚ƒ„…†‡ˆ‰‹‘’“”•–—˜™›", r):
			western++
		}
	}
	return 3*han > all || 2*western > all
}
