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

// activityCount is what was counted for one activity, children included.
type activityCount struct {
	kind        string
	documents   map[corpus.Status]int
	units       map[corpus.Status]int
	mentions    map[corpus.Status]int
	plannedOnly int // units that planned it and report it nowhere as held
}

// Activities counts, for each activity, who held, planned, was required to
// hold and mentioned it. The most widely held stand first.
func Activities(ctx context.Context, q Querier, o Options) (Table, error) {
	counted, err := countActivities(ctx, q, o.Taxonomy.Activities)
	if err != nil {
		return Table{}, fmt.Errorf("统计活动：%w", err)
	}
	all, err := countAll(ctx, q)
	if err != nil {
		return Table{}, fmt.Errorf("统计活动：%w", err)
	}
	t := Table{Title: "活动开展情况", Columns: []Column{
		{"活动", Text}, {"属于", Text}, {"已开展单位", Count}, {"已开展材料", Count}, {"已开展处数", Count},
		{"计划单位", Count}, {"仅计划单位", Count}, {"计划处数", Count},
		{"上级要求单位", Count}, {"上级要求处数", Count}, {"提及单位", Count}, {"提及处数", Count},
	}}
	for _, a := range counted {
		kind, _ := corpus.Find(o.Taxonomy.Activities, a.kind)
		parent := ""
		if kind.Parent != "" {
			parent = corpus.LabelOf(o.Taxonomy.Activities, kind.Parent)
		}
		t.Rows = append(t.Rows, slices.Concat(texts(corpus.LabelOf(o.Taxonomy.Activities, a.kind), parent), counts(
			a.units[corpus.Held], a.documents[corpus.Held], a.mentions[corpus.Held],
			a.units[corpus.Planned], a.plannedOnly, a.mentions[corpus.Planned],
			a.units[corpus.Required], a.mentions[corpus.Required],
			a.units[corpus.Mentioned], a.mentions[corpus.Mentioned])))
	}
	t.Notes = []string{
		"已开展、计划、上级要求、提及分开统计，看开展情况以“已开展”为准。",
		"单位数按单位计，材料数按材料计：同一单位、同一材料多次提及计一次；处数逐处计。",
		"“仅计划单位”指写了计划而没有一份材料写到已开展的单位。",
		"下级活动同时计入它所属的活动，所以各行不能相加。",
		all.note(),
	}
	if missing := absent(o.Taxonomy.Activities, counted); len(missing) > 0 {
		t.Notes = append(t.Notes, "没有材料写到："+strings.Join(missing, "、")+"。")
	}
	return t, nil
}

// countActivities counts activities that occur, children rolled up into their
// parents, by units that held them, then mentions, then taxonomy order.
func countActivities(ctx context.Context, q Querier, kinds []corpus.Kind) ([]*activityCount, error) {
	up, err := ancestry(kinds)
	if err != nil {
		return nil, err
	}
	const rolled = `WITH up AS (SELECT value ->> 0 AS kind, value ->> 1 AS ancestor FROM json_each(?)),
		rolled AS (SELECT coalesce(up.ancestor, a.kind) AS kind, a.status, a.document_id, nullif(d.unit_key, '') AS unit
			FROM activities a JOIN documents d ON d.id = a.document_id LEFT JOIN up ON up.kind = a.kind) `
	byKind := make(map[string]*activityCount)
	err = each(ctx, q, func(rows *sql.Rows) error {
		var kind, status string
		var documents, units, mentions int
		if err := rows.Scan(&kind, &status, &documents, &units, &mentions); err != nil {
			return err
		}
		a := byKind[kind]
		if a == nil {
			a = &activityCount{kind, map[corpus.Status]int{}, map[corpus.Status]int{}, map[corpus.Status]int{}, 0}
			byKind[kind] = a
		}
		s := corpus.Status(status)
		a.documents[s], a.units[s], a.mentions[s] = documents, units, mentions
		return nil
	}, rolled+`SELECT kind, status, count(DISTINCT document_id), count(DISTINCT unit), count(*) FROM rolled GROUP BY kind, status`, up)
	if err != nil {
		return nil, err
	}
	err = each(ctx, q, func(rows *sql.Rows) error {
		var kind string
		var units int
		err := rows.Scan(&kind, &units)
		if a := byKind[kind]; a != nil {
			a.plannedOnly = units
		}
		return err
	}, rolled+`SELECT kind, count(*) FROM (
			SELECT kind, unit FROM rolled WHERE status = 'planned' AND unit IS NOT NULL
			EXCEPT SELECT kind, unit FROM rolled WHERE status = 'held') GROUP BY kind`, up)
	if err != nil {
		return nil, err
	}
	out := make([]*activityCount, 0, len(byKind))
	for _, a := range byKind {
		out = append(out, a)
	}
	rank := ranks(kinds)
	slices.SortFunc(out, func(a, b *activityCount) int {
		return cmp.Or(cmp.Compare(b.units[corpus.Held], a.units[corpus.Held]), cmp.Compare(b.documents[corpus.Held], a.documents[corpus.Held]),
			cmp.Compare(b.mentions[corpus.Held], a.mentions[corpus.Held]), cmp.Compare(rank(a.kind), rank(b.kind)), cmp.Compare(a.kind, b.kind))
	})
	return out, nil
}

// absent returns the labels of kinds that were not counted.
func absent(kinds []corpus.Kind, counted []*activityCount) (labels []string) {
	for _, k := range kinds {
		if !slices.ContainsFunc(counted, func(a *activityCount) bool { return a.kind == k.ID }) {
			labels = append(labels, k.Label)
		}
	}
	return labels
}
