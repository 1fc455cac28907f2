package compare

import (
	"cmp"
	"slices"
	"strconv"

	"wenjian/corpus"
)

// A Group is documents that carry the same text, whoever had it first: the
// copies of one 母本, the text they all go back to.
type Group struct {
	ID        string    // of its earliest document; of several groups with the same one all but the first get a number, 12-2
	Members   []string  // IDs, the earliest first
	Stretches [][]Place // what they share, in text order of the document that has most of it; each document once in a stretch
}

// Grouped reports whether matches of class c are links of Groups: text that
// another unit has too, word for word.
func (c Class) Grouped() bool { return c == Passage || c == Whole || c == Circulating }

// Groups gathers what Clusters joins: stretches that for the most part the
// same documents share belong together. The group of most documents comes
// first. Two documents that share different texts with a third are in two
// groups, so that a chain of copies does not swallow the corpus. order ranks
// documents by time, as for Clusters.
func Groups(links []Link, order func(id string) int) []Group {
	clusters := Clusters(links, order)
	parent := make([]int, len(clusters))
	for i := range parent {
		parent[i] = i
	}
	var find func(i int) int
	find = func(i int) int {
		if parent[i] != i {
			parent[i] = find(parent[i])
		}
		return parent[i]
	}
	for pair, n := range commonDocuments(clusters) {
		// Clusters come the largest first, so that the second is the smaller.
		if n >= 2 && 2*n > len(clusters[pair[1]]) {
			i, j := find(pair[0]), find(pair[1])
			parent[max(i, j)] = min(i, j)
		}
	}
	joined := map[int][][]Place{}
	for i, c := range clusters {
		joined[find(i)] = append(joined[find(i)], c)
	}
	out := make([]Group, 0, len(joined))
	for _, stretches := range joined {
		out = append(out, newGroup(stretches, order))
	}
	slices.SortFunc(out, func(x, y Group) int {
		return cmp.Or(cmp.Compare(len(y.Members), len(x.Members)), cmp.Compare(order(x.Members[0]), order(y.Members[0])), comparePlaces(x.Stretches[0], y.Stretches[0]))
	})
	seen := map[string]int{}
	for i := range out {
		first := out[i].Members[0]
		out[i].ID = first
		if seen[first]++; seen[first] > 1 {
			out[i].ID += "-" + strconv.Itoa(seen[first])
		}
	}
	return out
}

// commonDocuments counts for pairs of clusters, by index and the lower first,
// the documents that are in both.
func commonDocuments(clusters [][]Place) map[[2]int]int {
	in := map[string][]int{}
	for i, c := range clusters {
		for _, p := range c {
			in[p.ID] = append(in[p.ID], i)
		}
	}
	common := map[[2]int]int{}
	for _, at := range in {
		for i, x := range at {
			for _, y := range at[i+1:] {
				common[[2]int{x, y}]++
			}
		}
	}
	return common
}

// newGroup puts stretches in the order of the document that has most text in
// them; those it does not have follow.
func newGroup(stretches [][]Place, order func(id string) int) Group {
	var g Group
	held := map[string]int{}
	for _, s := range stretches {
		for _, p := range s {
			if held[p.ID] == 0 {
				g.Members = append(g.Members, p.ID)
			}
			held[p.ID] += max(1, p.Len())
		}
	}
	slices.SortFunc(g.Members, func(x, y string) int { return cmp.Compare(order(x), order(y)) })
	leader := slices.MaxFunc(g.Members, func(x, y string) int {
		return cmp.Or(cmp.Compare(held[x], held[y]), cmp.Compare(order(y), order(x)))
	})
	at := func(s []Place) (Place, bool) {
		i := slices.IndexFunc(s, func(p Place) bool { return p.ID == leader })
		if i < 0 {
			return Place{}, false
		}
		return s[i], true
	}
	slices.SortFunc(stretches, func(x, y []Place) int {
		p, inX := at(x)
		q, inY := at(y)
		return cmp.Or(cmp.Compare(boolInt(!inX), boolInt(!inY)), cmp.Compare(p.Start, q.Start), cmp.Compare(len(y), len(x)), comparePlaces(x, y))
	})
	var taken []corpus.Span
	for _, s := range stretches {
		if p, ok := at(s); ok { // told already, as part of a longer one
			if 2*within(p.Span, taken) > p.Len() {
				continue
			}
			taken = append(taken, p.Span)
		}
		g.Stretches = append(g.Stretches, s)
	}
	return g
}

// comparePlaces orders stretches that nothing else tells apart.
func comparePlaces(x, y []Place) int {
	return slices.CompareFunc(x, y, func(p, q Place) int {
		return cmp.Or(cmp.Compare(p.ID, q.ID), cmp.Compare(p.Start, q.Start), cmp.Compare(p.End, q.End))
	})
}
