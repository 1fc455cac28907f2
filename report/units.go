package report

import (
	"cmp"
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strings"

	"wenjian/corpus"
)

// unitCount is what was counted for one unit; key is empty for documents
// whose unit is unknown.
type unitCount struct {
	key, name, kind string
	first           int // ID of its first document
	documents       int
	kinds           []string
	held, planned   int // different activities
	figures         int
	shared, leaks   int
}

// Units says of each unit what it handed in. Units stand by their kind, then
// in the order in which their first document came.
func Units(ctx context.Context, q Querier, o Options) (Table, error) {
	units, err := countUnits(ctx, q)
	if err != nil {
		return Table{}, fmt.Errorf("统计单位：%w", err)
	}
	all, err := countAll(ctx, q)
	if err != nil {
		return Table{}, fmt.Errorf("统计单位：%w", err)
	}
	rank, kindRank := ranks(o.Taxonomy.Units), ranks(o.Taxonomy.Documents)
	slices.SortFunc(units, func(a, b *unitCount) int {
		if (a.key == "") != (b.key == "") {
			return cmp.Compare(b.key, a.key) // unknown last
		}
		return cmp.Or(cmp.Compare(rank(a.kind), rank(b.kind)), cmp.Compare(a.first, b.first))
	})
	t := Table{Title: "单位情况", Columns: []Column{
		{"单位", Text}, {"单位类别", Text}, {"材料数", Count}, {"文种", Text}, {"已开展活动", Count}, {"计划活动", Count}, {"数据", Count}, {"雷同段落", Count}, {"串名", Count},
	}}
	for _, u := range units {
		slices.SortFunc(u.kinds, func(a, b string) int { return cmp.Or(cmp.Compare(kindRank(a), kindRank(b)), cmp.Compare(a, b)) })
		labels := make([]string, len(u.kinds))
		for i, k := range u.kinds {
			labels[i] = corpus.LabelOf(o.Taxonomy.Documents, k)
		}
		f := o.Filter.ofUnit(u.name)
		row := []Cell{named(u.name, o.Filter), known(corpus.LabelOf(o.Taxonomy.Units, u.kind)), opens(u.documents, o.Filter.search(unitNode(u.name))), known(strings.Join(labels, "、"))}
		if u.key == "" {
			row[1] = Cell{} // several units, not one kind
		}
		row = append(row, opens(u.held, o.Filter.search(unitNode(u.name), statusNode(corpus.Held))), opens(u.planned, o.Filter.search(unitNode(u.name), statusNode(corpus.Planned))))
		if u.key == "" { // no filter names those without a unit
			t.Rows = append(t.Rows, append(row, lists(u.figures, "figure-list", o.Filter), lists(u.shared, "overlaps", o.Filter), lists(u.leaks, "leaks", o.Filter)))
			continue
		}
		t.Rows = append(t.Rows, append(row, lists(u.figures, "figure-list", f), lists(u.shared, "overlaps", f), lists(u.leaks, "leaks", f)))
	}
	t.Notes = []string{
		"已开展活动、计划活动按种类计，同一活动多次提及计一次；既计划又开展的两栏都计。",
		"数据按处计，含计划指标和隐去的数字。",
		"雷同段落指与其他单位材料相同的段落；本单位旧稿、上级文件、规范用语和套话不计。",
		"名称的繁简、全半角不同视为同一单位。",
		all.note(),
	}
	if n := registered(units); n > 0 {
		t.Notes = append(t.Notes, fmt.Sprintf("其中 %d 个是名册里的单位，它的各种叫法合在一起；其余按材料上的名称。", n))
	}
	return t, nil
}

// named returns the name of a unit as a cell that its documents stand behind.
func named(unit string, f Filter) Cell {
	c := known(unit)
	if unit != "" {
		c.Query = f.search(unitNode(unit))
	}
	return c
}

// registered returns how many of the units are those of the register.
func registered(units []*unitCount) (n int) {
	for _, u := range units {
		if strings.HasPrefix(u.key, "@") { // as the view counted has them
			n++
		}
	}
	return n
}

// countUnits counts every unit's documents and facts, and under the empty key
// those of unknown units.
func countUnits(ctx context.Context, q Querier) ([]*unitCount, error) {
	byKey := make(map[string]*unitCount)
	var out []*unitCount
	err := each(ctx, q, func(rows *sql.Rows) error {
		var u unitCount
		err := rows.Scan(&u.key, &u.first, &u.name, &u.documents)
		byKey[u.key] = &u
		out = append(out, &u)
		return err
	}, `SELECT unit_key, min(id), unit, count(*) FROM counted GROUP BY unit_key`)
	if err != nil {
		return nil, err
	}
	err = each(ctx, q, func(rows *sql.Rows) error { // the kind that most documents have, the earliest of several
		var key, kind string
		err := rows.Scan(&key, &kind)
		if u := byKey[key]; u != nil && u.kind == "" {
			u.kind = kind
		}
		return err
	}, `SELECT unit_key, unit_kind FROM counted WHERE unit_kind <> '' GROUP BY unit_key, unit_kind ORDER BY unit_key, count(*) DESC, min(id)`)
	if err != nil {
		return nil, err
	}
	err = each(ctx, q, func(rows *sql.Rows) error {
		var key, kind string
		err := rows.Scan(&key, &kind)
		if u := byKey[key]; u != nil {
			u.kinds = append(u.kinds, kind)
		}
		return err
	}, `SELECT DISTINCT unit_key, kind FROM counted WHERE kind <> ''`)
	if err != nil {
		return nil, err
	}
	copied, err := classes(ctx, q, fromOthers)
	if err != nil {
		return nil, err
	}
	for _, c := range []struct {
		to    func(*unitCount) *int
		query string
		args  []any
	}{
		{func(u *unitCount) *int { return &u.held }, activitiesOfUnits, []any{string(corpus.Held)}},
		{func(u *unitCount) *int { return &u.planned }, activitiesOfUnits, []any{string(corpus.Planned)}},
		{func(u *unitCount) *int { return &u.figures }, `SELECT d.unit_key, count(*) FROM figures f JOIN counted d ON d.id = f.document_id GROUP BY d.unit_key`, nil},
		{func(u *unitCount) *int { return &u.leaks }, `SELECT unit_key, count(*) FROM (SELECT DISTINCT d.unit_key, l.document_id, l.start, l.stop
			FROM leaks l JOIN counted d ON d.id = l.document_id) GROUP BY unit_key`, nil},
		{func(u *unitCount) *int { return &u.shared }, sharedOfUnits, []any{copied}},
	} {
		if err := each(ctx, q, func(rows *sql.Rows) error {
			var key string
			var n int
			err := rows.Scan(&key, &n)
			if u := byKey[key]; u != nil {
				*c.to(u) = n
			}
			return err
		}, c.query, c.args...); err != nil {
			return nil, err
		}
	}
	return out, nil
}

const activitiesOfUnits = `SELECT d.unit_key, count(DISTINCT a.kind) FROM activities a JOIN counted d ON d.id = a.document_id WHERE a.status = ? GROUP BY d.unit_key`

// sharedOfUnits counts each match once for either unit, and once for a unit
// on both sides.
const sharedOfUnits = `SELECT unit_key, count(*) FROM (
	SELECT DISTINCT d.unit_key, m.id FROM matches m JOIN counted d ON d.id IN (m.a, m.b) WHERE m.class IN (SELECT value FROM json_each(?))) GROUP BY unit_key`
