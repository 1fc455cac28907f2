package report

import (
	"cmp"
	"context"
	"database/sql"
	"fmt"
	"maps"
	"slices"
	"strings"

	"wenjian/corpus"
)

// activityCount is what was counted for one activity, children included.
type activityCount struct {
	kind     string
	byStatus map[corpus.Status]*statusCount
}

// statusCount is what was counted for one activity in one status.
type statusCount struct {
	events, documents int
	last              int64            // the document counted last: documents come one after the other
	told              []int            // events of that document, as it numbers them
	repeated          map[int]struct{} // occasions that several documents tell
	units             map[string]struct{}
}

// of returns the count of a status, an empty one when it does not occur.
func (a *activityCount) of(s corpus.Status) *statusCount {
	c := a.byStatus[s]
	if c == nil {
		c = &statusCount{units: make(map[string]struct{})}
		a.byStatus[s] = c
	}
	return c
}

// plannedOnly counts the units that planned it and nowhere report it as held.
func (a *activityCount) plannedOnly() (n int) {
	held := a.of(corpus.Held).units
	for u := range a.of(corpus.Planned).units {
		if _, ok := held[u]; !ok {
			n++
		}
	}
	return n
}

// add counts a mention; event is 0 where the mention is an event of its own,
// occasion is not where other documents tell the event, too.
func (c *statusCount) add(document int64, unit string, event, occasion int) {
	if c.last != document { // IDs begin with 1
		c.documents++
		c.last, c.told = document, c.told[:0]
	}
	_, again := c.repeated[occasion]
	switch {
	case occasion != 0 && again:
	case occasion != 0:
		if c.repeated == nil {
			c.repeated = make(map[int]struct{})
		}
		c.repeated[occasion] = struct{}{}
		c.events++
	case event == 0:
		c.events++
	case !slices.Contains(c.told, event):
		c.events++
		c.told = append(c.told, event)
	}
	if unit != "" {
		c.units[unit] = struct{}{}
	}
}

// Activities counts, for each activity, who held, planned, was required to
// hold and mentioned it. Places of one document that tell one event count once
// in a status, and so do documents that tell one event (see occasions). The
// most widely held stand first.
func Activities(ctx context.Context, q Querier, o Options) (Table, error) {
	repeated, merged, err := repeatedEvents(ctx, q)
	if err != nil {
		return Table{}, fmt.Errorf("统计活动：%w", err)
	}
	counted, err := countActivities(ctx, q, o.Taxonomy.Activities, repeated)
	if err != nil {
		return Table{}, fmt.Errorf("统计活动：%w", err)
	}
	all, err := countAll(ctx, q)
	if err != nil {
		return Table{}, fmt.Errorf("统计活动：%w", err)
	}
	foreign, err := countForeign(ctx, q)
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
		t.Rows = append(t.Rows, slices.Concat([]Cell{
			{Value: corpus.LabelOf(o.Taxonomy.Activities, a.kind), Query: o.Filter.search(activityNode(o.Taxonomy, a.kind, ""))}, {Value: parent},
		}, a.cells(o)))
	}
	t.Notes = []string{
		"已开展、计划、上级要求、提及分开统计，看开展情况以“已开展”为准。",
		"单位数按单位计，材料数按材料计：同一单位、同一材料多次提及计一次。",
		"处数按活动计：同一材料里几处写的是同一次活动的，只计一处；开展情况不同的（如先写计划、后写已开展）各栏分别计。",
		fmt.Sprintf("%s共合并 %d 处。", mergedNote, merged),
		"“仅计划单位”指写了计划而没有一份材料写到已开展的单位。",
		"下级活动同时计入它所属的活动，所以各行不能相加。",
		all.note(),
	}
	if foreign > 0 {
		t.Notes = append(t.Notes, fmt.Sprintf("已开展的活动中有 %d 处写明由上级或其他单位开展，也计入。", foreign))
	}
	if missing := absent(o.Taxonomy.Activities, counted); len(missing) > 0 {
		t.Notes = append(t.Notes, "没有材料写到："+strings.Join(missing, "、")+"。")
	}
	return t, nil
}

// cells returns the numbers of one row, each with what shows it.
func (a *activityCount) cells(o Options) []Cell {
	of := func(s corpus.Status) (*statusCount, string) {
		return a.of(s), o.Filter.search(activityNode(o.Taxonomy, a.kind, s))
	}
	held, h := of(corpus.Held)
	planned, p := of(corpus.Planned)
	required, r := of(corpus.Required)
	mentioned, m := of(corpus.Mentioned)
	return []Cell{
		opens(len(held.units), h), opens(held.documents, h), opens(held.events, h),
		opens(len(planned.units), p), lists(a.plannedOnly(), "presence", o.Filter, "activity", a.kind, "only", string(corpus.Planned)), opens(planned.events, p),
		opens(len(required.units), r), opens(required.events, r), opens(len(mentioned.units), m), opens(mentioned.events, m),
	}
}

// countActivities counts the activities that occur, children rolled up into
// their parents; the most widely held first. repeated is what repeatedEvents
// found.
func countActivities(ctx context.Context, q Querier, kinds []corpus.Kind, repeated map[eventAt]int) ([]*activityCount, error) {
	by, err := writers(ctx, q)
	if err != nil {
		return nil, err
	}
	up, same := lineage(kinds), make(words)
	byKind := make(map[string]*activityCount)
	// Counted here, not by GROUP BY and count(DISTINCT): the rows come in the
	// order of documents, so nothing need be sorted (45 times as fast with
	// 100,000 mentions).
	err = each(ctx, q, func(rows *sql.Rows) error {
		var document int64
		var kind, status sql.RawBytes
		var ord, event, occasion int
		if err := rows.Scan(&document, &kind, &status, &ord, &event); err != nil {
			return err
		}
		unit, counted := by[document]
		if !counted {
			return nil
		}
		k, s := same.of(kind), corpus.Status(same.of(status))
		if s == corpus.Held && len(repeated) > 0 {
			occasion = repeated[eventOf(document, event, ord)]
		}
		line := up[k]
		if line == nil {
			line = []string{k} // not in this taxonomy
		}
		for _, k := range line {
			a := byKind[k]
			if a == nil {
				a = &activityCount{k, make(map[corpus.Status]*statusCount)}
				byKind[k] = a
			}
			a.of(s).add(document, unit.key, event, occasion)
		}
		return nil
	}, `SELECT document_id, kind, status, ord, event FROM activities ORDER BY document_id`)
	if err != nil {
		return nil, err
	}
	out := slices.Collect(maps.Values(byKind))
	rank := ranks(kinds)
	slices.SortFunc(out, func(a, b *activityCount) int {
		x, y := a.of(corpus.Held), b.of(corpus.Held)
		return cmp.Or(cmp.Compare(len(y.units), len(x.units)), cmp.Compare(y.documents, x.documents), cmp.Compare(y.events, x.events),
			cmp.Compare(rank(a.kind), rank(b.kind)), cmp.Compare(a.kind, b.kind))
	})
	return out, nil
}

// countForeign counts the events that were held by a superior or another unit.
func countForeign(ctx context.Context, q Querier) (n int, err error) {
	err = one(ctx, q, `SELECT count(*) FROM (SELECT DISTINCT document_id, CASE event WHEN 0 THEN -1 - ord ELSE event END
		FROM activities WHERE status = 'held' AND actor IN ('superior', 'other') AND document_id IN (SELECT id FROM counted))`, &n)
	return n, err
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
