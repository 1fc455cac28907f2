package report

import (
	"fmt"
	"slices"

	"wenjian/corpus"
	"wenjian/corpus/store"
)

// Documents lists documents as rows of the store, with where they came from;
// a document that origins lacks came once and has no identical submission.
func Documents(rows []store.Row, origins map[string]store.Origin, tax corpus.Taxonomy) Table {
	linked := slices.ContainsFunc(rows, func(r store.Row) bool { return r.Registered != "" })
	t := Table{Title: "材料清单", Columns: []Column{
		{"编号", Text}, {"标题", Text}, {"单位", Text}, {"类别", Text}, {"文种", Text}, {"日期", Text}, {"字数", Count},
		{"来源数", Count}, {"相同文件", Count}, {"来源路径", Text},
	}}
	characters := 0
	for _, r := range rows {
		o := origins[r.ID]
		t.Rows = append(t.Rows, []Cell{
			{Value: r.ID, Document: r.ID}, known(r.Title), known(r.Unit), known(corpus.LabelOf(tax.Units, r.UnitKind)), known(corpus.LabelOf(tax.Documents, r.Kind)), known(r.Date),
			{Value: r.Characters}, {Value: max(1, o.Sightings)}, {Value: o.Identical}, {Value: r.Source},
		})
		characters += r.Characters
	}
	t.Total = []Cell{{Value: "合计"}, {Value: fmt.Sprintf("%d 份", len(rows))}, {}, {}, {}, {}, {Value: characters}, {}, {}, {}}
	if linked {
		addRegistered(&t, rows)
	}
	t.Notes = []string{
		"“来源数”是同一份材料从几个路径收到；“相同文件”是各自报送、内容完全相同的其他文件数。",
		"“—”表示看不出。",
	}
	return t
}

// addRegistered puts the unit of the register behind the unit that the
// document prints.
func addRegistered(t *Table, rows []store.Row) {
	const at = 3
	t.Columns = slices.Insert(t.Columns, at, Column{"名册单位", Text})
	for i, r := range rows {
		t.Rows[i] = slices.Insert(t.Rows[i], at, known(r.Registered))
	}
	t.Total = slices.Insert(t.Total, at, Cell{})
}
