package compare

import (
	"cmp"
	"slices"

	"wenjian/corpus"
)

// A Link is a match as a cluster sees it: two places in documents that carry
// the same model text. From is the earlier document.
type Link struct {
	From, To         string // IDs
	SpanFrom, SpanTo corpus.Span
}

// A Place is a stretch of a document.
type Place struct {
	ID string
	corpus.Span
}

// sameModel is the part of the shorter of two places of one document that
// they have to share to be the same model text.
const sameModel = 0.5

// Clusters groups the places that links join, directly or by way of others:
// one cluster for every model text that goes round. The largest cluster comes
// first; within one, documents stand in the order in which they first appear
// in order, each once with the widest of its places. It is linear in the
// number of links but for those of one document.
func Clusters(links []Link, order func(id string) int) [][]Place {
	var places []Place
	var parent []int
	byDoc := map[string][]int{}
	find := func(i int) int {
		for parent[i] != i {
			parent[i] = parent[parent[i]]
			i = parent[i]
		}
		return i
	}
	add := func(id string, s corpus.Span) int {
		for _, i := range byDoc[id] {
			if o := places[i].Overlap(s); float64(o) >= sameModel*float64(min(s.Len(), places[i].Len())) && o > 0 {
				places[i].Span = corpus.Span{Start: min(places[i].Start, s.Start), End: max(places[i].End, s.End)}
				return i
			}
		}
		places, parent = append(places, Place{id, s}), append(parent, len(places))
		byDoc[id] = append(byDoc[id], len(places)-1)
		return len(places) - 1
	}
	links = slices.Clone(links)
	slices.SortFunc(links, func(x, y Link) int {
		return cmp.Or(cmp.Compare(order(x.From), order(y.From)), cmp.Compare(x.SpanFrom.Start, y.SpanFrom.Start), cmp.Compare(y.SpanFrom.End, x.SpanFrom.End),
			cmp.Compare(order(x.To), order(y.To)), cmp.Compare(x.SpanTo.Start, y.SpanTo.Start))
	})
	for _, l := range links {
		i, j := find(add(l.From, l.SpanFrom)), find(add(l.To, l.SpanTo))
		parent[max(i, j)] = min(i, j)
	}
	groups := map[int][]Place{}
	for i, p := range places {
		groups[find(i)] = append(groups[find(i)], p)
	}
	out := make([][]Place, 0, len(groups))
	for _, g := range groups {
		slices.SortFunc(g, func(x, y Place) int {
			return cmp.Or(cmp.Compare(order(x.ID), order(y.ID)), cmp.Compare(y.Len(), x.Len()), cmp.Compare(x.Start, y.Start))
		})
		out = append(out, slices.CompactFunc(g, func(x, y Place) bool { return x.ID == y.ID }))
	}
	slices.SortFunc(out, func(x, y []Place) int {
		return cmp.Or(cmp.Compare(len(y), len(x)), cmp.Compare(order(x[0].ID), order(y[0].ID)), cmp.Compare(x[0].Start, y[0].Start))
	})
	return out
}
