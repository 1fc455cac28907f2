package web

import (
	"cmp"
	"slices"
	"strconv"
	"unicode/utf8"

	"wenjian/compare"
	"wenjian/corpus"
	"wenjian/corpus/store"
)

// palette is the number of colours that tell passages apart; they repeat
// after that, the numbers do not.
const palette = 7

// shade says in which family of colours a class of matches is shown: copied
// between units, the unit's own, or never counted.
func shade(c compare.Class) string {
	switch {
	case !c.Claims():
		return "grey"
	case c == compare.Self:
		return "self"
	}
	return "copy"
}

// A shared is one match as seen from the left document of a comparison.
type shared struct {
	N           int // from 1, by place in the earlier document: its number on every page
	Left, Right corpus.Span
	Class       compare.Class
	Bits        float64
	Slots       []sharedSlot
}

// A sharedSlot is a place where the two halves of a match differ.
type sharedSlot struct {
	Left, Right         corpus.Span
	LeftText, RightText string
}

// sharedFrom numbers the matches of one pair and turns them round so that
// the left half belongs to the document left.
func sharedFrom(ms []store.Match, left string) []shared {
	ms = slices.Clone(ms)
	slices.SortStableFunc(ms, func(a, b store.Match) int {
		return cmp.Or(a.SpanA.Start-b.SpanA.Start, a.SpanB.Start-b.SpanB.Start, a.SpanA.End-b.SpanA.End)
	})
	out := make([]shared, len(ms))
	for i, m := range ms {
		s := shared{N: i + 1, Left: m.SpanA, Right: m.SpanB, Class: compare.Class(m.Class), Bits: m.Bits}
		for _, x := range m.Slots {
			s.Slots = append(s.Slots, sharedSlot{x.A, x.B, x.TextA, x.TextB})
		}
		if m.A != left {
			s.Left, s.Right = s.Right, s.Left
			for k, x := range s.Slots {
				s.Slots[k] = sharedSlot{x.Right, x.Left, x.RightText, x.LeftText}
			}
		}
		out[i] = s
	}
	return out
}

// foremost returns the class that stands for all of list: the one with most
// shared text, counted classes before those that are not.
func foremost(list []shared) compare.Class {
	size := map[compare.Class]int{}
	for _, s := range list {
		size[s.Class] += s.Left.Len()
	}
	var best compare.Class
	for _, s := range list { // in order, so that ties do not depend on the map
		c := s.Class
		if best == "" || c.Claims() && !best.Claims() || c.Claims() == best.Claims() && size[c] > size[best] {
			best = c
		}
	}
	return best
}

// countedSpans returns the left spans that count as shared text.
func countedSpans(list []shared) []corpus.Span {
	var out []corpus.Span
	for _, s := range list {
		if s.Class.Claims() {
			out = append(out, s.Left)
		}
	}
	return out
}

// union merges overlapping and touching spans; the result is in order.
func union(spans []corpus.Span) []corpus.Span {
	spans = slices.Clone(spans)
	slices.SortFunc(spans, func(a, b corpus.Span) int { return cmp.Or(a.Start-b.Start, a.End-b.End) })
	var out []corpus.Span
	for _, s := range spans {
		if n := len(out); n > 0 && s.Start <= out[n-1].End {
			out[n-1].End = max(out[n-1].End, s.End)
			continue
		}
		out = append(out, s)
	}
	return out
}

// characters counts the code points of text under spans, each once.
func characters(text string, spans []corpus.Span) int {
	n := 0
	for _, s := range union(spans) {
		n += utf8.RuneCountInString(s.Of(text))
	}
	return n
}

// size returns the bytes under spans, each once.
func size(spans []corpus.Span) int {
	n := 0
	for _, s := range union(spans) {
		n += s.Len()
	}
	return n
}

// share returns n out of total, 0 when there is nothing. Shares of a text
// are shares of its bytes on every page, so that they agree.
func share(n, total int) float64 {
	if total == 0 {
		return 0
	}
	return float64(n) / float64(total)
}

// colour returns the CSS class of passage n; what never counts stays grey.
func colour(n int, c compare.Class) string {
	if !c.Claims() {
		return "c0"
	}
	return "c" + strconv.Itoa((n-1)%palette+1)
}

// compareURL returns the page of two documents, the earlier first.
func compareURL(a, b string) string { return "/compare/" + a + "/" + b }
