package compare

import (
	"slices"
	"strings"

	"wenjian/corpus"
)

const (
	identicalLeast = 20 // symbols below which equal texts are a form or a heading, no finding
	identicalPairs = 12 // texts of one wording up to which every pair is reported; of more, each with the earliest
)

// identical reports texts that are equal to the last character as what they
// are: one match that covers the whole of both, whatever else was found
// between them. Set phrases and model texts count here too: a whole report
// that two units hand in word for word is the plainest finding there is.
func (e *engine) identical(found []docResult) {
	groups := map[string][]int{} // by text, in chronological order
	for d := range e.count() {
		if len(e.doc(d)) >= identicalLeast && e.text(d).Text != "" { // empty: not loaded
			groups[e.text(d).Text] = append(groups[e.text(d).Text], d)
		}
	}
	var cum []float64
	for _, group := range groups { // in whatever order: each document is in one of them
		for i, d := range group[1:] {
			earlier := group[:i+1]
			if len(group) > identicalPairs {
				earlier = group[:1]
			}
			found[d].matches = slices.DeleteFunc(found[d].matches, func(m Match) bool { return e.text(m.earlier).Text == e.text(d).Text })
			cum = e.surprises(d, cum)
			for _, b := range earlier {
				found[d].matches = append(found[d].matches, e.wholeMatch(d, b, cum[len(cum)-1]))
			}
		}
	}
}

// wholeMatch matches document d with the earlier document b of the same text.
func (e *engine) wholeMatch(d, b int, bits float64) Match {
	text := e.text(d).Text
	body := strings.TrimSpace(text)
	start := strings.Index(text, body)
	whole := corpus.Span{Start: start, End: start + len(body)}
	m := Match{A: e.order[b], B: e.order[d], SpanA: whole, SpanB: whole, Class: Whole, Bits: bits, earlier: b, density: 1}
	if sameOwner(e.text(d), e.text(b)) {
		m.Class = Self
	}
	return m
}
