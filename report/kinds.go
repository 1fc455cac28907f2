package report

import (
	"cmp"
	"context"
	"database/sql"
	"fmt"
	"slices"

	"wenjian/corpus"
)

// Kinds counts the documents of each kind, the most frequent first.
func Kinds(ctx context.Context, q Querier, o Options) (Table, error) {
	all, err := countAll(ctx, q)
	if err != nil {
		return Table{}, fmt.Errorf("统计文种：%w", err)
	}
	type count struct {
		kind             string
		documents, units int
		characters       float64
	}
	var found []count
	err = each(ctx, q, func(rows *sql.Rows) error {
		var c count
		err := rows.Scan(&c.kind, &c.documents, &c.units, &c.characters)
		found = append(found, c)
		return err
	}, `SELECT kind, count(*), count(DISTINCT nullif(unit_key, '')), avg(characters) FROM counted GROUP BY kind`)
	if err != nil {
		return Table{}, fmt.Errorf("统计文种：%w", err)
	}
	rank := ranks(o.Taxonomy.Documents)
	slices.SortFunc(found, func(a, b count) int {
		return cmp.Or(cmp.Compare(b.documents, a.documents), cmp.Compare(rank(a.kind), rank(b.kind)), cmp.Compare(a.kind, b.kind))
	})
	t := Table{Title: "文种构成", Columns: []Column{{"文种", Text}, {"材料数", Count}, {"占比", Share}, {"单位数", Count}, {"平均字数", Count}}}
	for _, c := range found {
		search := o.Filter.search(kindNode("kind", c.kind, o.Taxonomy.Documents))
		t.Rows = append(t.Rows, []Cell{
			known(corpus.LabelOf(o.Taxonomy.Documents, c.kind)), opens(c.documents, search), share(c.documents, all.documents), opens(c.units, search),
			opens(int(c.characters+0.5), search),
		})
	}
	t.Notes = []string{"一份汇编按其中的各份材料分别计；字数含标点。", "“—”表示看不出文种。", all.note()}
	return t, nil
}
