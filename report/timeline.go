package report

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"wenjian/corpus"
	"wenjian/index/query"
)

// shownTellers is how many units a row of a list names.
const shownTellers = 3

// timeline lists the held events whose day or month is told, in the order of
// time; an event that several documents tell is one row.
func timeline(ctx context.Context, q Querier, o Options) (Table, error) {
	fail := func(err error) (Table, error) { return Table{}, fmt.Errorf("编排大事记：%w", err) }
	p, err := askedPeriod(o)
	if err != nil {
		return Table{}, err
	}
	w := which{status: corpus.Held, dated: true}
	if kind := o.Ask["activity"]; kind != "" {
		w.kinds = below(o.Taxonomy.Activities, kind)
	}
	list, err := tellings(ctx, q, w)
	if err != nil {
		return fail(err)
	}
	above, err := superiors(ctx, q)
	if err != nil {
		return fail(err)
	}
	all := occasions(slices.DeleteFunc(list, func(t *telling) bool { return !p.holds(t.When) }), above)
	slices.SortStableFunc(all, func(a, b *occasion) int { return cmp.Compare(a.tellings[0].When, b.tellings[0].When) })
	shown, more := readable(all)
	t, err := eventTable(ctx, q, o, shown)
	if err != nil {
		return fail(err)
	}
	t.Title = "大事记"
	t.Notes = []string{
		fmt.Sprintf("共 %d 次活动，写明日期或月份、已开展的才列。", len(all)),
		fmt.Sprintf("%s共合并 %d 处。", mergedNote, told(all)),
		"参加人数是原文写的人或人次，“—”是没有写。",
	}
	t.Notes = appendNotes(t.Notes, p.note(), more)
	return t, nil
}

// appendNotes appends the notes that say something.
func appendNotes(notes []string, more ...string) []string {
	for _, n := range more {
		if n != "" {
			notes = append(notes, n)
		}
	}
	return notes
}

// eventTable has a row for each occasion, with the place that tells it.
func eventTable(ctx context.Context, q Querier, o Options, list []*occasion) (Table, error) {
	docs, spots := make(map[int64]bool), make([]spot, len(list))
	for i, x := range list {
		docs[x.tellings[0].document], spots[i] = true, x.tellings[0].spot()
	}
	named, err := heads(ctx, q, docs)
	if err != nil {
		return Table{}, err
	}
	texts, err := quotes(ctx, q, spots)
	if err != nil {
		return Table{}, err
	}
	t := Table{List: true, Columns: []Column{
		{"日期", Text}, {"活动", Text}, {"单位", Text}, {"开展情况", Text}, {"地点", Text}, {"参加人数", Count}, {"写到的材料", Count}, {"材料", Text}, {"原文", Text},
	}}
	for i, x := range list {
		first := x.tellings[0]
		h := named[first.document]
		var units []string
		var place string
		people := 0
		for _, y := range x.tellings {
			units = append(units, y.unit)
			place, people = cmp.Or(place, y.Place), cmp.Or(people, y.Participants)
		}
		n := Cell{Value: len(x.tellings)}
		if len(x.tellings) > 1 {
			n.Query = o.Filter.search(unitsNode(units), activityNode(o.Taxonomy, first.Kind, first.Status))
		}
		took := Cell{}
		if people > 0 {
			took.Value = people
		}
		t.Rows = append(t.Rows, []Cell{
			known(first.When), {Value: corpus.LabelOf(o.Taxonomy.Activities, first.Kind)}, known(joined(units, shownTellers)), {Value: first.Status.Label()},
			known(place), took, n, h.cell(), h.quote(texts[i]),
		})
	}
	return t, nil
}

// unitsNode asks for the documents of any of these units.
func unitsNode(units []string) query.Node {
	units = slices.Compact(slices.Sorted(slices.Values(units)))
	if len(units) == 1 {
		return unitNode(units[0])
	}
	var or query.Or
	for _, u := range units {
		or = append(or, unitNode(u))
	}
	return or
}

// events lists every event of an activity, unit by unit, whether its date is
// told or not.
func events(ctx context.Context, q Querier, o Options) (Table, error) {
	fail := func(err error) (Table, error) { return Table{}, fmt.Errorf("列活动清单：%w", err) }
	p, err := askedPeriod(o)
	if err != nil {
		return Table{}, err
	}
	w := which{}
	if s := o.Ask["status"]; s != anyStatus {
		w.status = corpus.Status(s)
	}
	if kind := o.Ask["activity"]; kind != "" {
		w.kinds = below(o.Taxonomy.Activities, kind)
	}
	list, err := tellings(ctx, q, w)
	if err != nil {
		return fail(err)
	}
	above, err := superiors(ctx, q)
	if err != nil {
		return fail(err)
	}
	list = slices.DeleteFunc(list, func(t *telling) bool { return !p.holds(t.When) })
	all := occasions(list, above)
	came := map[string]int{"": len(list) + 1} // units in the order in which they came, the unknown last
	for i, t := range list {
		if _, ok := came[t.unitKey]; !ok {
			came[t.unitKey] = i
		}
	}
	slices.SortStableFunc(all, func(a, b *occasion) int {
		x, y := a.tellings[0], b.tellings[0]
		return cmp.Or(cmp.Compare(came[x.unitKey], came[y.unitKey]), cmp.Compare(x.When, y.When))
	})
	dated, people, sum := 0, 0, 0
	for _, x := range all {
		if month(x.tellings[0].When) != "" {
			dated++
		}
		if n := x.tellings[0].Participants; n > 0 {
			people, sum = people+1, sum+n
		}
	}
	shown, more := readable(all)
	t, err := eventTable(ctx, q, o, shown)
	if err != nil {
		return fail(err)
	}
	t.Title = "活动清单"
	if kind := o.Ask["activity"]; kind != "" {
		t.Title += "（" + corpus.LabelOf(o.Taxonomy.Activities, kind) + "）"
	}
	t.Notes = []string{
		fmt.Sprintf("共 %d 次活动，其中 %d 次写明日期或月份，%d 次写明参加人数（合计 %d 人次）。", len(all), dated, people, sum),
		fmt.Sprintf("同一材料里几处写的是同一次活动的，只列一次。%s共合并 %d 处。", mergedNote, told(all)),
	}
	t.Notes = appendNotes(t.Notes, p.note(), more)
	return t, nil
}
