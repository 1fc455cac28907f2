package report

import (
	"context"
	"database/sql"
	"fmt"
	"maps"
	"slices"

	"wenjian/corpus"
	"wenjian/index/query"
)

// most is how many columns a cross table may have: a spreadsheet takes more,
// a reader does not.
const most = 200

// anyStatus is the choice of a parameter that leaves the status open.
const anyStatus = "all"

// crossParams are the choices of the report cross.
func crossParams() []Param {
	divided := func(Options) (out []Choice) {
		for _, d := range dimensions() {
			out = append(out, d.Choice)
		}
		return out
	}
	return []Param{
		{ID: "rows", Label: "行", Help: "按什么分行", Default: "unit-kind", Choices: divided},
		{ID: "columns", Label: "列", Help: "按什么分列", Default: "activity", Choices: divided},
		{ID: "count", Label: "计数", Help: "数什么", Default: "units", Choices: func(Options) []Choice {
			return []Choice{{"units", "单位数"}, {"documents", "材料数"}, {"events", "活动次数"}}
		}},
		statusParam(),
	}
}

// statusParam chooses the status of the activities that a report counts.
func statusParam() Param {
	return Param{ID: "status", Label: "活动状态", Help: "统计哪种活动", Default: string(corpus.Held), Choices: func(Options) []Choice {
		out := []Choice{}
		for _, k := range statusKinds() {
			out = append(out, Choice{k.ID, k.Label})
		}
		return append(out, Choice{anyStatus, "不限"})
	}}
}

// A crossing counts things by two dimensions.
type crossing struct {
	rows, cols dimension
	count      string // units, documents or events
	status     string // of the activities counted; anyStatus: all
	tax        corpus.Taxonomy
	rowsAbove  map[string][]string // of a value: itself and what includes it
	colsAbove  map[string][]string
	cells      map[[2]string]*tally
	byRow      map[string]*tally
	byCol      map[string]*tally
	all        tally
	repeated   map[eventAt]int // events that several documents tell; nil where events are not counted
	merged     int             // how many tellings of one repeat another
}

// A tally counts different things that come in order: what belongs to one
// unit, and in it to one document, stands together.
type tally struct {
	n    int
	last int64
	told []int            // events of the document last counted
	seen map[int]struct{} // occasions that several documents tell
}

// crossTable divides documents, activities or sections by two dimensions.
func crossTable(ctx context.Context, q Querier, o Options) (Table, error) {
	x := &crossing{
		rows: dimensionOf(o.Ask["rows"]), cols: dimensionOf(o.Ask["columns"]), count: o.Ask["count"], status: o.Ask["status"],
		tax: o.Taxonomy, rowsAbove: map[string][]string{}, colsAbove: map[string][]string{}, cells: map[[2]string]*tally{}, byRow: map[string]*tally{}, byCol: map[string]*tally{},
	}
	if err := x.check(); err != nil {
		return Table{}, err
	}
	all, err := countAll(ctx, q)
	if err == nil && x.count == "events" {
		x.repeated, x.merged, err = repeatedEvents(ctx, q)
	}
	if err == nil {
		err = x.fill(ctx, q)
	}
	if err != nil {
		return Table{}, fmt.Errorf("交叉统计：%w", err)
	}
	if len(x.byCol) > most {
		return Table{}, AskError(fmt.Sprintf("“%s”有 %d 种，作列太多（最多 %d 列）。请把它放在行上。", x.cols.Label, len(x.byCol), most))
	}
	t := x.table(o.Filter)
	t.Notes = append(x.notes(), all.note())
	return t, nil
}

// check refuses what cannot be counted.
func (x *crossing) check() error {
	of := max(x.rows.of, x.cols.of)
	switch {
	case x.rows.ID == x.cols.ID:
		return AskError("行和列不能是同一项。")
	case x.rows.of != x.cols.of && x.rows.of != ofDocument && x.cols.of != ofDocument:
		return AskError("活动和环节不能互相交叉：一项活动不一定写在环节里。请分别与单位、文种等交叉。")
	case x.count == "events" && of != ofActivity:
		return AskError("“活动次数”要有一项是活动、开展情况或活动月份。")
	}
	if x.rows.ID == "status" || x.cols.ID == "status" {
		x.status = anyStatus
	}
	return nil
}

// A mention is one activity or section as a crossing counts it; its strings
// are those of the document's other mentions wherever equal.
type mention struct {
	kind, status, when string
	ord, event         int
}

// fill reads everything that is counted, unit by unit.
func (x *crossing) fill(ctx context.Context, q Querier) error {
	inner := max(x.rows.of, x.cols.of)
	mentions, err := x.mentions(ctx, q, inner)
	if err != nil {
		return err
	}
	units, name := map[string]int64{}, ""
	return each(ctx, q, func(rows *sql.Rows) error {
		var i item
		if err := rows.Scan(&i.document, &i.unitKey, &i.unit, &i.unitKind, &i.level, &i.kind, &i.campaign, &i.date); err != nil {
			return err
		}
		if _, ok := units[i.unitKey]; !ok && i.unitKey != "" {
			units[i.unitKey], name = int64(len(units)+1), i.unit
		}
		if i.unitKey != "" {
			i.unit = name // one unit, however its documents spell it
		}
		unit, list := units[i.unitKey], mentions[i.document]
		if len(list) == 0 {
			x.add(&i, unit)
		}
		for _, m := range list {
			if inner == ofSection {
				i.section = m.kind
			} else {
				i.activity, i.status, i.when, i.event, i.occasion = m.kind, m.status, m.when, m.event, 0
			}
			if m.status == string(corpus.Held) && len(x.repeated) > 0 {
				i.occasion = x.repeated[eventOf(i.document, m.event, m.ord)]
			}
			x.add(&i, unit)
		}
		return nil
	}, `SELECT id, unit_key, unit, unit_kind, unit_level, kind, campaign, date FROM counted ORDER BY unit_key, id`)
}

// mentions returns the activities or sections of each document. They are read
// apart from the documents, in the order in which they lie, and no more of
// them than is asked for: joined and sorted, 2,000,000 of them take thrice as
// long.
func (x *crossing) mentions(ctx context.Context, q Querier, inner of) (map[int64][]mention, error) {
	var query string
	switch when, event := "''", "0, 0"; inner {
	case ofDocument:
		return nil, nil
	case ofSection:
		query = `SELECT document_id, kind, '', '', 0, 0 FROM section_kinds ORDER BY document_id`
	default:
		if x.rows.ID == "when" || x.cols.ID == "when" {
			when = "occurred"
		}
		if x.count == "events" {
			event = "ord, event"
		}
		query = `SELECT document_id, kind, status, ` + when + `, ` + event + ` FROM activities ORDER BY document_id`
	}
	out, w := make(map[int64][]mention), make(words)
	var now int64
	var list []mention
	err := each(ctx, q, func(rows *sql.Rows) error {
		var id int64
		var m mention
		var kind, status, when sql.RawBytes
		if err := rows.Scan(&id, &kind, &status, &when, &m.ord, &m.event); err != nil {
			return err
		}
		m.kind, m.status, m.when = w.of(kind), w.of(status), w.of(when)
		if id != now {
			out[now], now, list = slices.Clip(list), id, nil
		}
		list = append(list, m)
		return nil
	}, query)
	out[now] = list
	return out, err
}

// add counts one item of a unit (0: unknown).
func (x *crossing) add(i *item, unit int64) {
	rows, cols := x.values(&x.rows, x.rowsAbove, i), x.values(&x.cols, x.colsAbove, i)
	// A document without any activity or section is not counted, but its unit,
	// kind … has a row all the same: who wrote nothing is to be seen.
	counts := true
	switch max(x.rows.of, x.cols.of) {
	case ofActivity:
		counts = i.activity != "" && (x.status == anyStatus || i.status == x.status)
	case ofSection:
		counts = i.section != ""
	}
	for _, r := range rows {
		x.byRow[r] = counted(x.byRow[r], x.count, i, unit, counts)
	}
	for _, c := range cols {
		x.byCol[c] = counted(x.byCol[c], x.count, i, unit, counts)
	}
	if !counts {
		return
	}
	counted(&x.all, x.count, i, unit, true)
	for _, r := range rows {
		for _, c := range cols {
			at := [2]string{r, c}
			x.cells[at] = counted(x.cells[at], x.count, i, unit, true)
		}
	}
}

// values returns the parts of d that the item is counted in, those above
// included, and keeps in above what was found. Of a dimension of its own an
// item that has no such thing is in none; of a document's property that is
// unknown, in the part without name.
func (x *crossing) values(d *dimension, above map[string][]string, i *item) []string {
	v := d.value(i)
	if v == "" {
		if d.of == ofDocument || d.ID == "when" && i.activity != "" {
			return []string{""}
		}
		return nil
	}
	line, ok := above[v]
	if !ok {
		line = d.above(x.tax, v)
		above[v] = line
	}
	return line
}

// counted adds the item to t, a new one if nil, unless it is not to count.
func counted(t *tally, count string, i *item, unit int64, counts bool) *tally {
	if t == nil {
		t = &tally{}
	}
	if !counts {
		return t
	}
	thing := i.document
	switch count {
	case "units":
		if thing = unit; thing == 0 {
			return t
		}
	case "events":
		if i.occasion != 0 {
			return t.once(i.occasion)
		}
		if t.last != thing {
			t.last, t.told = thing, t.told[:0]
		}
		if i.event != 0 && slices.Contains(t.told, i.event) {
			return t
		}
		t.n, t.told = t.n+1, append(t.told, i.event)
		return t
	}
	if t.last != thing {
		t.n, t.last = t.n+1, thing
	}
	return t
}

// once counts an occasion that several documents tell.
func (t *tally) once(occasion int) *tally {
	if _, again := t.seen[occasion]; again {
		return t
	}
	if t.seen == nil {
		t.seen = make(map[int]struct{})
	}
	t.seen[occasion] = struct{}{}
	t.n++
	return t
}

func (x *crossing) table(f Filter) Table {
	rows, cols := slices.Collect(maps.Keys(x.byRow)), slices.Collect(maps.Keys(x.byCol))
	x.rows.order(x.tax, rows)
	x.cols.order(x.tax, cols)
	t := Table{Title: "交叉统计（" + x.rows.Label + "×" + x.cols.Label + "）", Columns: []Column{{x.rows.Label, Text}}, Total: []Cell{{Value: "合计"}}, Chart: "合计"}
	for _, c := range cols {
		t.Columns = append(t.Columns, Column{x.cols.label(x.tax, c), Count})
		t.Total = append(t.Total, x.cell(x.byCol[c].n, f, whole, c))
	}
	t.Columns = append(t.Columns, Column{"合计", Count})
	t.Total = append(t.Total, x.cell(x.all.n, f, whole, whole))
	for _, r := range rows {
		row := []Cell{{Value: x.rows.label(x.tax, r)}}
		for _, c := range cols {
			cell := Cell{Value: 0}
			if n := x.cells[[2]string{r, c}]; n != nil {
				cell = x.cell(n.n, f, r, c)
			}
			row = append(row, cell)
		}
		t.Rows = append(t.Rows, append(row, x.cell(x.byRow[r].n, f, r, whole)))
	}
	return t
}

// whole stands in the place of a value where a total is meant; the empty value
// is the unknown part.
const whole = "\x00"

// query returns the search that shows what a cell counts, or empty: r or c is
// whole for a total.
func (x *crossing) query(f Filter, r, c string) string {
	nodes, ok := f.nodes()
	if !ok {
		return ""
	}
	status := corpus.Status("")
	inner := max(x.rows.of, x.cols.of)
	if x.status != anyStatus && inner == ofActivity {
		status = corpus.Status(x.status)
	}
	told := false                               // an activity, whose status is part of its condition
	part := inner == ofDocument || status != "" // the search asks for what is counted, not for any document
	for _, p := range []struct {
		d dimension
		v string
	}{{x.rows, r}, {x.cols, c}} {
		if p.v == whole {
			continue
		}
		n, ok := p.d.node(p.v)
		if !ok {
			return ""
		}
		if field, is := n.(query.Field); is && p.d.ID == "activity" {
			field.Value, field.Status, told = p.d.label(x.tax, p.v), status, true
			n = field
		}
		nodes, part = append(nodes, n), part || p.d.of == inner
	}
	if !part {
		return ""
	}
	if status != "" && !told {
		nodes = append(nodes, query.Field{Name: "status", Value: string(status), Exact: true})
	}
	if len(nodes) == 0 {
		return ""
	}
	return query.String(query.And(nodes))
}

// notes say what was counted.
func (x *crossing) notes() []string {
	what := map[string]string{
		"units": "单位数按单位计，看不出单位的材料不计；一个单位可以在几格里，所以各格相加不等于合计。", "documents": "材料数按材料计；一份材料可以在几格里，所以各格相加可能大于合计。",
		"events": "活动次数按活动计：同一材料里几处写的是同一次活动的，只计一次。",
	}
	notes := []string{what[x.count]}
	if x.count == "events" {
		notes = append(notes, fmt.Sprintf("%s合计里共合并 %d 次；几个单位都写到的，各单位的格里都计。", mergedNote, x.merged))
	}
	if max(x.rows.of, x.cols.of) == ofActivity {
		if x.status != anyStatus {
			notes = append(notes, "只计“"+corpus.Status(x.status).Label()+"”的活动。")
		}
		notes = append(notes, "下级活动同时计入它所属的活动。")
	}
	return append(notes, "“—”表示看不出；没有写到的单位、类别也列出，为 0。")
}
