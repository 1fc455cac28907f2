package classify

import (
	"iter"
	"strings"

	"wenjian/corpus"
	"wenjian/internal/pattern"
)

// inSentences calls do with each match of g in text, as FindAllSubmatchIndex
// gives it. The regexp must not match a 。: it is run only on the stretches
// between two of them that it can match in.
func inSentences(g pattern.Guarded, text string, do func(m []int)) {
	if !g.Possible(text) {
		return
	}
	for s := range stops(text) {
		inStretch(g, text, s, do)
	}
}

// inStretches is inSentences for some of the stretches.
func inStretches(g pattern.Guarded, text string, some []corpus.Span, do func(m []int)) {
	for _, s := range some {
		inStretch(g, text, s, do)
	}
}

func inStretch(g pattern.Guarded, text string, at corpus.Span, do func(m []int)) {
	s := at.Of(text)
	if !g.Possible(s) {
		return
	}
	for _, m := range g.Re.FindAllStringSubmatchIndex(s, -1) {
		for i := range m {
			if m[i] >= 0 {
				m[i] += at.Start
			}
		}
		do(m)
	}
}

// stops yields the stretches of text that end with a 。, and the rest.
func stops(text string) iter.Seq[corpus.Span] {
	return func(yield func(corpus.Span) bool) {
		for at := 0; at < len(text); {
			end := len(text)
			if n := strings.Index(text[at:], "。"); n >= 0 {
				end = at + n + len("。")
			}
			if !yield(corpus.Span{Start: at, End: end}) {
				return
			}
			at = end
		}
	}
}
