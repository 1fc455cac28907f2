package index

import (
	"cmp"
	"context"
	"database/sql"
	"slices"

	"wenjian/index/query"
	"wenjian/internal/zh"
)

// leastAlike is how alike two names must be for one to be suggested in the
// place of the other.
const leastAlike = 0.3

// Suggest returns those of the known names that are most like name, at most
// n, the best first: by the pairs of neighbouring characters that both have
// (Dice, 1945), folded. The name itself is not among them.
func Suggest(name string, known []string, n int) []string {
	type scored struct {
		name  string
		alike float64
	}
	var list []scored
	want := bigrams(name)
	for _, k := range known {
		if zh.Fold(k) == zh.Fold(name) {
			continue
		}
		if a := dice(want, bigrams(k)); a >= leastAlike {
			list = append(list, scored{k, a})
		}
	}
	slices.SortFunc(list, func(a, b scored) int {
		return cmp.Or(cmp.Compare(b.alike, a.alike), cmp.Compare(a.name, b.name))
	})
	list = slices.CompactFunc(list, func(a, b scored) bool { return a.name == b.name })
	var out []string
	for _, s := range list[:min(n, len(list))] {
		out = append(out, s.name)
	}
	return out
}

// NamesIn returns what a reader may have meant as the name of a unit in n:
// values of conditions on the unit, and words of three characters or more.
func NamesIn(n query.Node) []string {
	const leastName = 3
	var names []string
	switch n := n.(type) {
	case query.Field:
		if n.Name == unitField && n.Value != "" {
			names = append(names, n.Value)
		}
	case query.Text:
		if zh.HanCount(n.Value) >= leastName {
			names = append(names, n.Value)
		}
	case query.And:
		for _, c := range n {
			names = append(names, NamesIn(c)...)
		}
	case query.Or:
		for _, c := range n {
			names = append(names, NamesIn(c)...)
		}
	}
	return names
}

func bigrams(s string) map[string]int {
	set := map[string]int{}
	r := []rune(zh.Fold(s))
	for i := 0; i+1 < len(r); i++ {
		set[string(r[i:i+2])]++
	}
	return set
}

// dice is the share of pairs that both have.
func dice(a, b map[string]int) float64 {
	both, all := 0, 0
	for g, n := range a {
		both += min(n, b[g])
		all += n
	}
	for _, n := range b {
		all += n
	}
	if all == 0 {
		return 0
	}
	return 2 * float64(both) / float64(all)
}

// UnitNames returns the names of units that documents or the register hold,
// in order.
func UnitNames(ctx context.Context, q Querier) ([]string, error) {
	var names []string
	err := each(ctx, q, "读取单位", func(rows *sql.Rows) error {
		var name string
		err := rows.Scan(&name)
		names = append(names, name)
		return err
	}, `SELECT unit FROM documents WHERE unit <> '' UNION SELECT unit FROM counted WHERE unit <> '' ORDER BY 1`)
	return names, err
}
