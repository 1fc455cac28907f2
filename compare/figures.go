package compare

import (
	"strings"
	"unicode/utf8"

	"wenjian/corpus"
	"wenjian/internal/zh"
)

// figureContext is how many characters beside a figure have to be the same in
// both texts for the figure to be the same one.
const figureContext = 2

// EqualFigures returns the numbers of span b of textB that stand unchanged in
// span a of textA, between the same words: of two units, or of one unit in
// two years, the same figure is worth a look. Years, the numbers of headings
// and single digits say nothing and are passed over. Spans are bytes of textB.
func EqualFigures(textA, textB string, a, b corpus.Span) []corpus.Span {
	earlier := zh.Fold(a.Of(textA))
	view := zh.NewView(textB)
	var out []corpus.Span
	for from := 0; from < len(view.Text); {
		n := digitRun(view.Text[from:])
		if n == 0 {
			_, w := utf8.DecodeRuneInString(view.Text[from:])
			from += w
			continue
		}
		to := from + n
		s := corpus.Span{Start: view.At(from), End: view.At(to)}
		if b.Contains(s) && n >= 2 && !isYear(view.Text[from:to]) && standsIn(view.Text, from, to, earlier) {
			out = append(out, s)
		}
		from = to
	}
	return out
}

// digitRun returns the bytes of the number s begins with, with its decimals.
func digitRun(s string) int {
	n := 0
	for n < len(s) && (s[n] >= '0' && s[n] <= '9' || n > 0 && s[n] == '.' && n+1 < len(s) && s[n+1] >= '0' && s[n+1] <= '9') {
		n++
	}
	return n
}

// standsIn reports whether text[from:to] stands in other between the same
// characters.
func standsIn(text string, from, to int, other string) bool {
	before, after := from, to
	for range figureContext {
		_, n := utf8.DecodeLastRuneInString(text[:before])
		_, m := utf8.DecodeRuneInString(text[after:])
		before, after = before-n, after+m
	}
	return strings.Contains(other, text[before:to]) && strings.Contains(other, text[from:after])
}
