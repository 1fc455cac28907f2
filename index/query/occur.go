package query

import (
	"cmp"
	"slices"

	"wenjian/corpus"
)

// A Range is a piece of a list of terms, half open.
type Range struct{ From, To int }

// Span returns the text that the range covers.
func (r Range) Span(terms []Term) corpus.Span {
	return corpus.Span{Start: terms[r.From].Start, End: terms[r.To-1].End}
}

// Occurrences returns where n, a Text, Wild, Near or Or of those, occurs in
// terms, by beginning; they may overlap. Any other node occurs nowhere.
func Occurrences(n Node, terms []Term) []Range {
	var found []Range
	switch n := n.(type) {
	case Text:
		for _, phrase := range Phrases(n.Value) {
			found = append(found, findRanges(terms, phrase)...)
		}
	case Wild:
		found = findSteps(terms, n.Steps())
	case Near:
		found = findNear(Occurrences(n.A, terms), Occurrences(n.B, terms), n.Within)
	case Or:
		for _, c := range n {
			found = append(found, Occurrences(c, terms)...)
		}
	}
	slices.SortFunc(found, func(a, b Range) int { return cmp.Or(cmp.Compare(a.From, b.From), cmp.Compare(a.To, b.To)) })
	return slices.Compact(found)
}

// findNear returns the pieces that begin with one of a and end with one of b,
// or the other way round, with at most within terms between the two.
func findNear(a, b []Range, within int) []Range {
	var found []Range
	for _, sides := range [2][2][]Range{{a, b}, {b, a}} {
		second := sides[1]
		for _, x := range sides[0] {
			i, _ := slices.BinarySearchFunc(second, x.To, func(y Range, at int) int { return cmp.Compare(y.From, at) })
			for ; i < len(second) && second[i].From-x.To <= within; i++ {
				found = append(found, Range{x.From, second[i].To})
			}
		}
	}
	return found
}

// Holds reports whether terms, by themselves, satisfy n, which has no fields
// in it.
func Holds(n Node, terms []Term) bool {
	switch n := n.(type) {
	case And:
		return !slices.ContainsFunc(n, func(c Node) bool { return !Holds(c, terms) })
	case Or:
		return slices.ContainsFunc(n, func(c Node) bool { return Holds(c, terms) })
	case Not:
		return !Holds(n.Node, terms)
	}
	return len(Occurrences(n, terms)) > 0
}

// Words appends to to the nodes of n that occur in texts and that make a
// document match: Text, Wild and Near. What is negated is left out.
func Words(n Node, to []Node) []Node {
	switch n := n.(type) {
	case Text, Wild, Near:
		return append(to, n)
	case In:
		return Words(n.Node, to)
	case And:
		for _, c := range n {
			to = Words(c, to)
		}
	case Or:
		for _, c := range n {
			to = Words(c, to)
		}
	}
	return to
}
