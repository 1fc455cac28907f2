package report

import (
	"cmp"
	"context"
	"database/sql"
	"fmt"
	"slices"

	"wenjian/corpus"
)

// Sections counts the documents and units that have each kind of section, in
// the order of the taxonomy; kinds that nobody wrote are shown with zero.
func Sections(ctx context.Context, q Querier, o Options) (Table, error) {
	all, err := countAll(ctx, q)
	if err != nil {
		return Table{}, fmt.Errorf("统计段落结构：%w", err)
	}
	type count struct{ documents, units int }
	found := make(map[string]count)
	order := make([]string, 0, len(o.Taxonomy.Sections))
	for _, k := range o.Taxonomy.Sections {
		found[k.ID] = count{}
		order = append(order, k.ID)
	}
	err = each(ctx, q, func(rows *sql.Rows) error {
		var kind string
		var c count
		if err := rows.Scan(&kind, &c.documents, &c.units); err != nil {
			return err
		}
		if _, ok := found[kind]; !ok {
			order = append(order, kind)
		}
		found[kind] = c
		return nil
	}, `SELECT k.kind, count(DISTINCT k.document_id), count(DISTINCT nullif(d.unit_key, ''))
		FROM section_kinds k JOIN counted d ON d.id = k.document_id GROUP BY k.kind`)
	if err != nil {
		return Table{}, fmt.Errorf("统计段落结构：%w", err)
	}
	rank := ranks(o.Taxonomy.Sections)
	slices.SortStableFunc(order, func(a, b string) int { return cmp.Or(cmp.Compare(rank(a), rank(b)), cmp.Compare(a, b)) })
	t := Table{Title: "段落结构", Columns: []Column{
		{"段落结构", Text}, {"材料数", Count}, {"占材料", Share}, {"单位数", Count}, {"占单位", Share}, {"未写到的单位", Count},
	}}
	for _, kind := range order {
		c, search := found[kind], ""
		if c.documents > 0 {
			search = o.Filter.search(kindNode("section", kind, o.Taxonomy.Sections))
		}
		t.Rows = append(t.Rows, []Cell{
			{Value: corpus.LabelOf(o.Taxonomy.Sections, kind), Query: search},
			opens(c.documents, search), share(c.documents, all.documents),
			opens(c.units, search), share(c.units, all.units), lists(all.units-c.units, "presence", o.Filter, "section", kind, "only", unsaid),
		})
	}
	t.Notes = []string{
		"同一材料里有几个同类段落只计一次；一个标题兼两类（如“存在的问题和今后打算”）两类都计。",
		"单位数按单位计：一个单位有一份材料写到即计入。",
		all.note(),
	}
	return t, nil
}
