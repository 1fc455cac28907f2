package report

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"slices"

	"wenjian/corpus"
)

// Ways to make one number of several that one unit tells.
const (
	takeSum  = "sum"  // donations: every one counts
	takeMost = "most" // members: 52 members, of whom 21 women, are 52
)

func takeParam() Param {
	return oneOf("take", "取数", "一个单位写了几个不同的数时怎么办：合计或取最大", Choice{takeSum, "合计"}, Choice{takeMost, "取最大"})
}

// figureUnitsParams are the choices of the report figures-by-unit.
func figureUnitsParams() []Param {
	per := kindParam("per", "除以", "再除以哪种数据求平均，如 捐款人数", "不除", func(t corpus.Taxonomy) []corpus.Kind { return t.Measures })
	return []Param{measureParam(), takeParam(), per}
}

// unitFigures is what one unit tells of one measure.
type unitFigures struct {
	unitKey, unit, unitKind, measure string
	first                            int64
	norms, masked, orders            int
	highest                          float64      // ordinal
	counted                          []unitFigure // different ones, in the order told
}

// count adds a figure that was not told before.
func (u *unitFigures) count(f unitFigure) {
	i := slices.IndexFunc(u.counted, func(x unitFigure) bool { return x.value == f.value && x.of == f.of })
	if i < 0 {
		u.counted = append(u.counted, f)
		return
	}
	u.counted[i].inexact = u.counted[i].inexact || f.inexact
}

type unitFigure struct {
	value   float64
	of      string // unit of measurement
	inexact bool
}

// total returns what the counted figures come to.
func (u *unitFigures) total(take string) (t total) {
	byUnit := make(map[string]*unitTotal)
	for _, f := range u.counted {
		x := byUnit[f.of]
		if x == nil {
			x = &unitTotal{unit: f.of, least: f.value, most: f.value}
			byUnit[f.of] = x
		}
		x.n++
		if f.inexact {
			x.inexact++
		}
		x.sum, x.least, x.most = x.sum+f.value, min(x.least, f.value), max(x.most, f.value)
	}
	t = summed(unitTotals(byUnit))
	if take == takeMost {
		t.sum = t.most
	}
	return t
}

// unitTotals orders totals by frequency.
func unitTotals(m map[string]*unitTotal) (out []unitTotal) {
	for _, x := range m {
		out = append(out, *x)
	}
	slices.SortFunc(out, func(a, b unitTotal) int { return cmp.Or(cmp.Compare(b.n, a.n), cmp.Compare(a.unit, b.unit)) })
	return out
}

// figuresOfUnits counts the figures of a measure, empty for all, in every unit
// and, where that is unknown, in every document.
func figuresOfUnits(ctx context.Context, q Querier, measure string) ([]*unitFigures, error) {
	type key struct {
		unit     string
		document int64 // of an unknown unit
		measure  string
	}
	list, err := readFigures(ctx, q, measure)
	if err != nil {
		return nil, err
	}
	byKey := make(map[key]*unitFigures)
	for _, x := range list {
		k := key{x.unitKey, 0, x.measure}
		if x.unitKey == "" {
			k.document = x.document
		}
		u := byKey[k]
		if u == nil {
			u = &unitFigures{unitKey: x.unitKey, unit: x.unit, unitKind: x.unitKind, measure: x.measure, first: x.document}
			byKey[k] = u
		}
		switch x.nature {
		case natureNorm:
			u.norms++
		case natureMasked:
			u.masked++
		case natureOrder:
			u.orders++
			u.highest = max(u.highest, x.value)
		default:
			u.count(unitFigure{x.value, x.of, x.inexact})
		}
	}
	return slices.SortedFunc(maps.Values(byKey), func(a, b *unitFigures) int {
		return cmp.Or(cmp.Compare(a.first, b.first), cmp.Compare(a.unitKey, b.unitKey), cmp.Compare(a.measure, b.measure))
	}), nil
}

// figuresByUnit ranks the units by what they tell of a measure; of equal
// numbers the rank is equal.
func figuresByUnit(ctx context.Context, q Querier, o Options) (Table, error) {
	list, err := figuresOfUnits(ctx, q, o.Ask["measure"])
	if err != nil {
		return Table{}, fmt.Errorf("统计各单位数据：%w", err)
	}
	per := make(map[string]float64)
	if o.Ask["per"] != "" {
		by, err := figuresOfUnits(ctx, q, o.Ask["per"])
		if err != nil {
			return Table{}, fmt.Errorf("统计各单位数据：%w", err)
		}
		for _, u := range by {
			if v, ok := u.total(takeMost).sum.Value.(float64); ok && u.unitKey != "" {
				per[u.unitKey] = v
			}
		}
	}
	all, err := countAll(ctx, q)
	if err != nil {
		return Table{}, fmt.Errorf("统计各单位数据：%w", err)
	}
	ranked := rankFigures(list, o)
	t := figureUnitsTable(ranked, o, per)
	t.Notes = append(t.Notes, all.note())
	return t, nil
}

// A rankedFigures is a unit with its total and rank; 0 where it has no total.
type rankedFigures struct {
	*unitFigures
	total
	rank int
}

// rankFigures sorts by measure, then by total; what has none stands last.
func rankFigures(list []*unitFigures, o Options) []rankedFigures {
	out := make([]rankedFigures, len(list))
	for i, u := range list {
		out[i] = rankedFigures{unitFigures: u, total: u.total(o.Ask["take"])}
	}
	value := func(r rankedFigures) float64 {
		if v, ok := r.sum.Value.(float64); ok {
			return v
		}
		return -1
	}
	order := ranks(o.Taxonomy.Measures)
	slices.SortStableFunc(out, func(a, b rankedFigures) int {
		return cmp.Or(cmp.Compare(order(a.measure), order(b.measure)), cmp.Compare(a.measure, b.measure), cmp.Compare(value(b), value(a)))
	})
	place := 0
	for i := range out {
		if i == 0 || out[i].measure != out[i-1].measure {
			place = 0
		}
		if place++; out[i].sum.Value == nil {
			continue
		}
		out[i].rank = place
		if i > 0 && out[i-1].measure == out[i].measure && value(out[i-1]) == value(out[i]) {
			out[i].rank = out[i-1].rank
		}
	}
	return out
}

func figureUnitsTable(list []rankedFigures, o Options, per map[string]float64) Table {
	label := func(id string) string { return corpus.LabelOf(o.Taxonomy.Measures, id) }
	sum := "合计"
	if o.Ask["take"] == takeMost {
		sum = "取最大"
	}
	t := Table{Title: "各单位数据", Chart: sum, List: o.Ask["measure"] == "", Columns: []Column{
		{"单位", Text}, {"单位类别", Text}, {"数据", Text}, {"名次", Count}, {sum, Number}, {"量词", Text}, {"计入", Count}, {"其中概数", Count}, {"计划指标", Count}, {"隐去", Count}, {"序数", Count},
	}}
	if o.Ask["measure"] != "" {
		t.Title += "（" + label(o.Ask["measure"]) + "）"
	}
	if o.Ask["per"] != "" {
		t.Columns = append(t.Columns, Column{label(o.Ask["per"]), Number}, Column{"平均", Number})
	}
	shown, more := readable(list)
	for _, u := range shown {
		f := o.Filter.ofUnit(u.unit)
		of := func(v Cell, nature string) Cell {
			if v.Value != nil && v.Value != 0 {
				v.View = view("figure-list", f, "measure", u.measure, "nature", nature)
			}
			return v
		}
		unit := known(u.unit)
		if u.unitKey == "" { // no filter names it; it is one document
			unit.Document = head{id: u.first}.ref()
			of = func(v Cell, _ string) Cell { return v }
		}
		rank := Cell{}
		if u.rank > 0 {
			rank.Value = u.rank
		}
		row := []Cell{
			unit, known(corpus.LabelOf(o.Taxonomy.Units, u.unitKind)), known(label(u.measure)), of(rank, natureCount), of(u.sum, natureCount), known(u.units),
			of(Cell{Value: u.n}, natureCount), of(Cell{Value: u.inexact}, natureCount), of(Cell{Value: u.norms}, natureNorm), of(Cell{Value: u.masked}, natureMasked), of(Cell{Value: u.orders}, natureOrder),
		}
		if o.Ask["per"] != "" {
			by, mean := Cell{}, Cell{}
			if n := per[u.unitKey]; n > 0 {
				by.Value, by.View = n, view("figure-list", f, "measure", o.Ask["per"], "nature", natureCount)
				if v, ok := u.sum.Value.(float64); ok {
					mean = of(Cell{Value: v / n}, natureCount)
				}
			}
			row = append(row, by, mean)
		}
		t.Rows = append(t.Rows, row)
	}
	if o.Ask["measure"] != "" {
		t.Total = figuresTotal(list, t.Columns)
	}
	t.Notes = appendNotes([]string{
		"实数计入；计划指标、隐去的数字（XX、**）、序数（如第12期）单列，不计入。同一单位的同一数值多次写到只计一次；“—”是没有可计的数字，不是零。",
		"数值相同的名次相同。比率不合计；看不出单位的按材料分别列。",
	}, more)
	if o.Ask["per"] != "" {
		t.Notes = append(t.Notes, "平均是"+sum+"除以同一单位写到的"+label(o.Ask["per"])+"（取最大的一个）；没有写的不算平均。")
	}
	return t
}

// figuresTotal adds up the rows of one measure.
func figuresTotal(list []rankedFigures, columns []Column) []Cell {
	out := make([]Cell, len(columns))
	out[0].Value = "合计"
	sum, some := 0.0, false
	var n, inexact, norms, masked, orders int
	for _, u := range list {
		if v, ok := u.sum.Value.(float64); ok {
			sum, some = sum+v, true
		}
		n, inexact, norms, masked, orders = n+u.n, inexact+u.inexact, norms+u.norms, masked+u.masked, orders+u.orders
	}
	if some {
		out[4].Value = sum
	}
	for i, v := range []int{n, inexact, norms, masked, orders} {
		out[6+i].Value = v
	}
	return out
}

// figuresByKind crosses the kinds of units with measures.
func figuresByKind(ctx context.Context, q Querier, o Options) (Table, error) {
	list, err := figuresOfUnits(ctx, q, o.Ask["measure"])
	if err != nil {
		return Table{}, fmt.Errorf("统计各类单位数据：%w", err)
	}
	all, err := countAll(ctx, q)
	if err != nil {
		return Table{}, fmt.Errorf("统计各类单位数据：%w", err)
	}
	type key struct{ kind, measure string }
	sums, telling := make(map[key]float64), make(map[key]int)
	units, kinds, measures := make(map[string]map[string]bool), make(map[string]bool), make(map[string]bool)
	for _, u := range list {
		if units[u.unitKind] == nil {
			units[u.unitKind] = make(map[string]bool)
		}
		if kinds[u.unitKind] = true; u.unitKey != "" {
			units[u.unitKind][u.unitKey] = true
		}
		if v, ok := u.total(o.Ask["take"]).sum.Value.(float64); ok {
			sums[key{u.unitKind, u.measure}] += v
			telling[key{u.unitKind, u.measure}]++
			measures[u.measure] = true
		}
	}
	rows, cols := slices.Collect(maps.Keys(kinds)), slices.Collect(maps.Keys(measures))
	dimensionOf("unit-kind").order(o.Taxonomy, rows)
	rank := ranks(o.Taxonomy.Measures)
	slices.SortFunc(cols, func(a, b string) int { return cmp.Or(cmp.Compare(rank(a), rank(b)), cmp.Compare(a, b)) })
	t := Table{Title: "各类单位数据", Chart: corpus.LabelOf(o.Taxonomy.Measures, o.Ask["measure"]), List: o.Ask["measure"] == "", Columns: []Column{{"单位类别", Text}, {"写到数据的单位", Count}}, Total: []Cell{{Value: "合计"}, {}}}
	for _, m := range cols {
		t.Columns = append(t.Columns, Column{corpus.LabelOf(o.Taxonomy.Measures, m), Number})
		sum := 0.0
		for _, k := range rows {
			sum += sums[key{k, m}]
		}
		t.Total = append(t.Total, Cell{Value: sum})
	}
	for _, k := range rows {
		f := o.Filter
		f.UnitKind = k
		row := []Cell{known(corpus.LabelOf(o.Taxonomy.Units, k)), lists(len(units[k]), "figures-by-unit", f, "measure", o.Ask["measure"], "take", o.Ask["take"])}
		for _, m := range cols {
			c := Cell{}
			if at := (key{k, m}); telling[at] > 0 {
				c = Cell{Value: sums[at], View: view("figures-by-unit", f, "measure", m, "take", o.Ask["take"])}
			}
			row = append(row, c)
		}
		t.Rows = append(t.Rows, row)
	}
	t.Notes = []string{
		"每格是这类单位各自的数相加；一个单位写了几个不同的数，按“取数”合计或取最大的一个。党员数、支部数一类写法常有总数又有分项，宜取最大。",
		"计划指标、隐去的数字、序数、比率不计入；“—”是没有可计的数字，不是零。",
		all.note(),
	}
	return t, nil
}
