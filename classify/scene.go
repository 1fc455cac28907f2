package classify

import (
	"sort"

	"wenjian/corpus"
)

// A scene is one mention of an activity with what stands around it, for rules
// that look at several mentions together. Offsets are bytes of the folded text.
type scene struct {
	*corpus.Activity
	at       corpus.Span
	clause   corpus.Span // from the stop before the mention's begin to the one behind its end
	sentence corpus.Span // the same for full stops and semicolons
	section  int         // the innermost section around it, or -1
	heading  bool        // stands in that section's heading
	title    bool        // stands in the document's title
	listed   bool        // is an item of a list of acts, see markListed
	ordinal  string      // 第一次, 第二批 …: which one of several; empty when not told
	subject  string      // who acts, folded, as printed; empty when not told

	figures []corpus.Figure // those of its clause and behind it, up to the next mention or the end of the sentence
	inside  []corpus.Figure // those among its words

	opens, total, sum, series, definite, again, among bool // what its clause holds, see events.yaml
}

// scenes returns the mentions of r, in their order.
func (r *reading) scenes() []scene {
	out := make([]scene, len(r.Activities))
	for i := range r.Activities {
		a, text := &r.Activities[i], r.view.Text
		s := scene{Activity: a, at: corpus.Span{Start: r.toView(a.Start), End: r.toView(a.End)}, section: -1}
		s.clause = corpus.Span{Start: stopBefore(text, s.at.Start, false), End: stopBehind(text, s.at.End, false)}
		s.sentence = corpus.Span{Start: stopBefore(text, s.at.Start, true), End: stopBehind(text, s.at.End, true)}
		s.title = r.Title.Evidence.Overlap(a.Span) > 0
		for n, sec := range r.Facts.Sections {
			if sec.Start <= a.Start && a.Start < sec.End {
				s.section, s.heading = n, sec.Heading.Overlap(a.Span) > 0
			}
		}
		out[i] = s
	}
	for i := range out {
		s := &out[i]
		from, to := s.clause.Start, s.sentence.End
		for j := i - 1; j >= 0 && out[j].at.End > from; j-- {
			if out[j].at.End <= s.at.Start {
				from = out[j].at.End
			}
		}
		for j := i + 1; j < len(out) && out[j].at.Start < to; j++ {
			if out[j].at.Start >= s.at.End { // 12人参加 before another act is its own
				to = max(out[j].clause.Start, s.at.End)
			}
		}
		s.figures = r.figuresIn(corpus.Span{Start: r.view.At(from), End: r.view.At(to)})
		s.inside = r.figuresIn(s.Span)
	}
	return out
}

// figuresIn returns the figures that begin in a span of the document.
func (r *reading) figuresIn(in corpus.Span) []corpus.Figure {
	from := sort.Search(len(r.Figures), func(i int) bool { return r.Figures[i].Start >= in.Start })
	to := from
	for to < len(r.Figures) && r.Figures[to].Start < in.End {
		to++
	}
	return r.Figures[from:to]
}

// stopBefore returns where the clause, or with full the sentence, around byte
// i of a folded text begins.
func stopBefore(text string, i int, full bool) int {
	for j := i; j > 0; j-- {
		if isStop(text, j-1, full) {
			return j
		}
	}
	return 0
}

// stopBehind returns where the clause, or with full the sentence, around byte
// i of a folded text ends.
func stopBehind(text string, i int, full bool) int {
	for j := i; j < len(text); j++ {
		if isStop(text, j, full) {
			if text[j] < 0x80 {
				return j
			}
			return j - len("。") + 1
		}
	}
	return len(text)
}

// isStop reports whether a stop ends with byte i of a folded text. A comma
// between digits is none.
func isStop(text string, i int, full bool) bool {
	switch text[i] {
	case '\n', ';', '!', '?':
		return true
	case ':':
		return !full
	case ',':
		return !full && !(i > 0 && i+1 < len(text) && isDigit(text[i-1]) && isDigit(text[i+1]))
	case 0x82: // the last byte of 。
		return i >= 2 && text[i-2:i+1] == "。"
	}
	return false
}

func isDigit(c byte) bool { return '0' <= c && c <= '9' }
