package report

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"sort"

	"wenjian/corpus"
)

// What became of a plan.
const (
	promiseKept   = "kept"   // a later document of the unit reports it held
	promiseOpen   = "open"   // later documents of the unit do not
	promiseNoNews = "nonews" // the unit handed in no later document
)

// promiseParams are the choices of the report promises.
func promiseParams() []Param {
	return []Param{activityParam(), {ID: "outcome", Label: "结果", Help: "只列哪种结果，如 后来没有写到", Choices: func(Options) []Choice {
		return []Choice{{"", "全部"}, {promiseOpen, promiseLabel(promiseOpen)}, {promiseKept, promiseLabel(promiseKept)}, {promiseNoNews, promiseLabel(promiseNoNews)}}
	}}}
}

func promiseLabel(outcome string) string {
	switch outcome {
	case promiseKept:
		return "后来写到已开展"
	case promiseOpen:
		return "后来没有写到"
	}
	return "没有更晚的材料"
}

// A promise is an activity that a document plans.
type promise struct {
	planned *telling
	kept    *telling // nil: not reported
	outcome string
}

// promises holds the plans of every unit against what its later documents
// report.
func promises(ctx context.Context, q Querier, o Options) (Table, error) {
	fail := func(err error) (Table, error) { return Table{}, fmt.Errorf("核对计划与落实：%w", err) }
	list, signed, err := readPromises(ctx, q, o)
	if err != nil {
		return fail(err)
	}
	counts := make(map[string]int)
	for _, p := range list {
		counts[p.outcome]++
	}
	if only := o.Ask["outcome"]; only != "" {
		list = slices.DeleteFunc(list, func(p *promise) bool { return p.outcome != only })
	}
	order := []string{promiseOpen, promiseKept, promiseNoNews}
	slices.SortStableFunc(list, func(a, b *promise) int {
		return cmp.Compare(slices.Index(order, a.outcome), slices.Index(order, b.outcome))
	})
	shown, more := readable(list)
	t, err := promiseTable(ctx, q, o, shown, signed)
	if err != nil {
		return fail(err)
	}
	t.Notes = appendNotes([]string{
		fmt.Sprintf("共 %d 项计划：后来写到已开展 %d 项，后来没有写到 %d 项，没有更晚的材料可核对 %d 项。",
			counts[promiseKept]+counts[promiseOpen]+counts[promiseNoNews], counts[promiseKept], counts[promiseOpen], counts[promiseNoNews]),
		"按单位、活动和计划它的材料计：同一材料里几处计划同一项活动的，列第一处。计划后由同一单位日期更晚的材料写到已开展（含它的下级活动），算后来写到。",
		"早晚按材料的日期；日期不明的材料不参加核对，看不出单位的也不列。",
	}, more)
	return t, nil
}

// readPromises returns what counted documents plan, in their order, and the
// date of each of them.
func readPromises(ctx context.Context, q Querier, o Options) ([]*promise, map[int64]string, error) {
	signed, last := make(map[int64]string), make(map[string]string)
	err := eachHead(ctx, q, func(h head) {
		signed[h.id] = h.date
		last[h.unitKey] = max(last[h.unitKey], h.date)
	}, headQuery+` WHERE d.unit_key <> '' AND d.date <> ''`)
	if err != nil {
		return nil, nil, err
	}
	var kinds []string
	if kind := o.Ask["activity"]; kind != "" {
		kinds = below(o.Taxonomy.Activities, kind)
	}
	plans, err := tellings(ctx, q, which{status: corpus.Planned, kinds: kinds})
	if err != nil {
		return nil, nil, err
	}
	held, err := tellings(ctx, q, which{status: corpus.Held, kinds: kinds})
	if err != nil {
		return nil, nil, err
	}
	reported := reportsOf(held, signed, lineage(o.Taxonomy.Activities))
	type once struct {
		document int64
		kind     string
	}
	seen := make(map[once]bool)
	var out []*promise
	for _, t := range plans {
		date := signed[t.document]
		if at := (once{t.document, t.Kind}); date == "" || seen[at] {
			continue
		} else {
			seen[at] = true
		}
		p := &promise{planned: t, outcome: promiseOpen}
		if last[t.unitKey] <= date {
			p.outcome = promiseNoNews
		}
		later := reported[unitActivity{t.unitKey, t.Kind}]
		if i := sort.Search(len(later), func(i int) bool { return signed[later[i].document] > date }); i < len(later) {
			p.kept, p.outcome = later[i], promiseKept
		}
		out = append(out, p)
	}
	return out, signed, nil
}

// A unitActivity is an activity of a unit.
type unitActivity struct{ unit, kind string }

// reportsOf returns what is held of each activity in each unit, parts
// included, by the dates of the documents that tell it; up names what includes
// a kind.
func reportsOf(held []*telling, signed map[int64]string, up map[string][]string) map[unitActivity][]*telling {
	out := make(map[unitActivity][]*telling)
	for _, t := range held {
		if signed[t.document] == "" {
			continue
		}
		line := up[t.Kind]
		if line == nil {
			line = []string{t.Kind} // not in this taxonomy
		}
		for _, k := range line {
			at := unitActivity{t.unitKey, k}
			out[at] = append(out[at], t)
		}
	}
	for _, list := range out {
		slices.SortStableFunc(list, func(a, b *telling) int { return cmp.Compare(signed[a.document], signed[b.document]) })
	}
	return out
}

func promiseTable(ctx context.Context, q Querier, o Options, list []*promise, signed map[int64]string) (Table, error) {
	docs, spots := make(map[int64]bool), make([]spot, 0, 2*len(list))
	for _, p := range list {
		reported := spot{}
		if docs[p.planned.document] = true; p.kept != nil {
			docs[p.kept.document], reported = true, p.kept.spot()
		}
		spots = append(spots, p.planned.spot(), reported)
	}
	named, err := heads(ctx, q, docs)
	if err != nil {
		return Table{}, err
	}
	texts, err := quotes(ctx, q, spots)
	if err != nil {
		return Table{}, err
	}
	t := Table{Title: "计划与落实", List: true, Columns: []Column{
		{"单位", Text}, {"活动", Text}, {"结果", Text}, {"计划材料", Text}, {"计划日期", Text}, {"计划原文", Text}, {"报告材料", Text}, {"报告日期", Text}, {"报告原文", Text},
	}}
	for i, p := range list {
		h := named[p.planned.document]
		row := []Cell{
			known(p.planned.unit), {Value: corpus.LabelOf(o.Taxonomy.Activities, p.planned.Kind)}, {Value: promiseLabel(p.outcome)},
			h.cell(), known(signed[p.planned.document]), h.quote(texts[2*i]), {}, {}, {},
		}
		if p.kept != nil {
			later := named[p.kept.document]
			row[6], row[7], row[8] = later.cell(), known(signed[p.kept.document]), later.quote(texts[2*i+1])
		}
		t.Rows = append(t.Rows, row)
	}
	return t, nil
}
