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

// measureCount is what was counted for one measure.
type measureCount struct {
	measure                    string
	units, documents, mentions int
	norms, masked              int         // figures left out
	counted                    []unitTotal // the others, told twice counted once; the most frequent unit first
}

// unitTotal is what was counted for one measure in one unit of measurement.
type unitTotal struct {
	unit        string // 次, 人, % …
	n, inexact  int
	sum         float64
	least, most float64 // smallest and largest value
}

// Figures sums the figures of each measure, in the order of the taxonomy, and
// says what was left out of the sums.
func Figures(ctx context.Context, q Querier, o Options) (Table, error) {
	found, err := countFigures(ctx, q)
	if err != nil {
		return Table{}, fmt.Errorf("统计数据：%w", err)
	}
	all, err := countAll(ctx, q)
	if err != nil {
		return Table{}, fmt.Errorf("统计数据：%w", err)
	}
	rank := ranks(o.Taxonomy.Measures)
	slices.SortFunc(found, func(a, b *measureCount) int {
		return cmp.Or(cmp.Compare(rank(a.measure), rank(b.measure)), cmp.Compare(a.measure, b.measure))
	})
	t := Table{Title: "数据汇总", Columns: []Column{
		{"数据", Text}, {"量词", Text}, {"单位数", Count}, {"材料数", Count}, {"处数", Count}, {"计入", Count},
		{"合计", Number}, {"最小", Number}, {"最大", Number}, {"其中概数", Count}, {"计划指标", Count}, {"隐去", Count},
	}}
	for _, m := range found {
		t.Rows = append(t.Rows, m.row(corpus.LabelOf(o.Taxonomy.Measures, m.measure), o.Filter))
	}
	t.Notes = []string{
		"合计只含实数：计划指标和隐去的数字（XX、**）单列，不计入。“—”表示没有可计的数字，不是零。",
		"同一单位的同一数据（名称、数值、量词都相同）多次写到只计一次；看不出单位的按材料计。",
		"比率不能相加，只列最小、最大；量词太杂（最常用的三种不足三分之二）的不合计。",
		"概数（近、余、约）按写出的数值计入。合计未剔除总数与分项重复的情形，引用前请核对原文。",
		all.note(),
	}
	return t, nil
}

// shownUnits is how many units of measurement a row names. A measure whose
// figures are not to two thirds in these is a mixture that has no sum; 场, 堂
// and 次 of one measure are synonyms that have.
const shownUnits = 3

func (m *measureCount) row(label string, f Filter) []Cell {
	x := summed(m.counted)
	of := func(v Cell, nature string) Cell {
		if v.Value != nil && v.Value != 0 {
			v.View = view("figure-list", f, "measure", m.measure, "nature", nature)
		}
		return v
	}
	n := func(n int, nature string) Cell { return of(Cell{Value: n}, nature) }
	return []Cell{
		known(label), known(x.units), n(m.units, ""), n(m.documents, ""), n(m.mentions, ""), n(x.n, natureCount),
		of(x.sum, natureCount), of(x.least, natureCount), of(x.most, natureCount), n(x.inexact, natureCount), n(m.norms, natureNorm), n(m.masked, natureMasked),
	}
}

// A total is what figures in one or several units of measurement come to.
type total struct {
	units            string // of measurement, the most frequent first
	n, inexact       int
	sum, least, most Cell // nil values where figures are a mixture; no sum of ratios
}

// summed adds up; counted are the most frequent unit first.
func summed(counted []unitTotal) (t total) {
	var names []string
	shown := 0
	for i, u := range counted {
		if i < shownUnits {
			names = append(names, u.unit)
			shown += u.n
		}
		t.n, t.inexact = t.n+u.n, t.inexact+u.inexact
	}
	if len(counted) > shownUnits {
		names = append(names, "…")
	}
	t.units = strings.Join(names, "、")
	if t.n == 0 || 3*shown < 2*t.n {
		return t
	}
	all, ratio := counted[0], isRatio(counted[0].unit)
	for _, u := range counted[1:] {
		all.sum += u.sum
		all.least, all.most = min(all.least, u.least), max(all.most, u.most)
		ratio = ratio || isRatio(u.unit)
	}
	t.least, t.most = Cell{Value: all.least}, Cell{Value: all.most}
	if !ratio {
		t.sum = Cell{Value: all.sum}
	}
	return t
}

// isRatio reports whether figures in this unit are parts of something, which
// do not add up.
func isRatio(unit string) bool {
	return strings.ContainsAny(unit, "%‰％") || strings.Contains(unit, "百分")
}

func countFigures(ctx context.Context, q Querier) (out []*measureCount, err error) {
	byMeasure := make(map[string]*measureCount)
	err = each(ctx, q, func(rows *sql.Rows) error {
		var m measureCount
		err := rows.Scan(&m.measure, &m.units, &m.documents, &m.mentions, &m.norms, &m.masked)
		byMeasure[m.measure] = &m
		out = append(out, &m)
		return err
	}, `SELECT f.measure, count(DISTINCT nullif(d.unit_key, '')), count(DISTINCT d.id), count(*),
			count(*) FILTER (WHERE f.norm AND NOT f.masked), count(*) FILTER (WHERE f.masked)
		FROM figures f JOIN counted d ON d.id = f.document_id GROUP BY f.measure`)
	if err != nil {
		return nil, err
	}
	err = each(ctx, q, func(rows *sql.Rows) error {
		var measure string
		var u unitTotal
		err := rows.Scan(&measure, &u.unit, &u.n, &u.inexact, &u.sum, &u.least, &u.most)
		if m := byMeasure[measure]; m != nil {
			m.counted = append(m.counted, u)
		}
		return err
	}, `WITH once AS (
			SELECT f.measure, f.unit, f.value, max(f.op <> 'eq') AS inexact
			FROM figures f JOIN counted d ON d.id = f.document_id
			WHERE NOT f.norm AND NOT f.masked AND f.value IS NOT NULL
			GROUP BY f.measure, CASE d.unit_key WHEN '' THEN d.id ELSE d.unit_key END, f.value, f.unit)
		SELECT measure, unit, count(*), sum(inexact), sum(value), min(value), max(value)
		FROM once GROUP BY measure, unit ORDER BY measure, count(*) DESC, unit`)
	return out, err
}
