package index

import (
	"cmp"
	"maps"
	"slices"

	"wenjian/index/query"
	"wenjian/internal/zh"
)

// Without returns n without the conditions that a facet of the field ignores:
// those parts of the outermost AND that speak of nothing but this field. nil
// when nothing is left.
func Without(n query.Node, field string) query.Node {
	if n == nil || only(n, field) {
		return nil
	}
	and, ok := n.(query.And)
	if !ok {
		return n
	}
	var kept query.And
	for _, c := range and {
		if c = Without(c, field); c != nil {
			kept = append(kept, c)
		}
	}
	if len(kept) == 1 {
		return kept[0]
	}
	return kept
}

// only reports whether every leaf of n is a condition on field.
func only(n query.Node, field string) bool {
	all := func(list []query.Node) bool {
		return !slices.ContainsFunc(list, func(c query.Node) bool { return !only(c, field) })
	}
	switch n := n.(type) {
	case query.Field:
		return n.Name == field
	case query.Not:
		return only(n.Node, field)
	case query.And:
		return all(n)
	case query.Or:
		return all(n)
	}
	return false
}

// Counts turns counted values into the order of facets: most documents first,
// ties by value. Values that fold alike are one row, shown in the form that
// most documents have.
func Counts(counted map[string]int) []Count {
	byFold := map[string]Count{}
	best := map[string]int{}
	for _, v := range slices.Sorted(maps.Keys(counted)) {
		f, n := zh.Fold(v), counted[v]
		c := byFold[f]
		if n > best[f] {
			best[f], c.Value = n, v
		}
		c.N += n
		byFold[f] = c
	}
	list := make([]Count, 0, len(byFold))
	for _, c := range byFold {
		list = append(list, c)
	}
	slices.SortFunc(list, func(a, b Count) int {
		return cmp.Or(cmp.Compare(b.N, a.N), cmp.Compare(a.Value, b.Value))
	})
	return list
}
