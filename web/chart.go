package web

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"wenjian/corpus"
	"wenjian/report"
)

// Measures of the bar chart in units of its viewBox.
const (
	chartWidth = 1000
	chartLabel = 160 // left margin, for the names
	chartTotal = 60  // right margin, for the totals
	chartBar   = 18
	chartStep  = 26
	chartTop   = 26
	chartRows  = 15
)

// A chartView is a bar chart drawn on the server, so that it needs no script,
// no inline style, and prints. Every bar is a link to what it counts.
type chartView struct {
	Caption       string
	Width, Height int
	Left, Bottom  int
	Series        []seriesView // with more than one, bars are stacked
	Bars          []barView
	Ticks         []tickView
	Hidden        int // rows that have no bar
}

// A seriesView is an entry of the legend.
type seriesView struct{ Name, Class string }

// A barView is one row of a chart.
type barView struct {
	Label           string
	Y, TextY, Total int
	TotalX          int
	Parts           []barPart
}

// A barPart is one stretch of a bar.
type barPart struct {
	X, Y, W, H   int
	Class, Title string
	URL          string
}

// A tickView is a line of the scale.
type tickView struct{ X, Value int }

// mentions is how columns end that count places in texts. Places add up;
// units and documents, which may have several statuses, do not.
const mentions = "处数"

// chartColumns returns the columns to draw and what they count: one for each
// status when the table tells something by status, mentions before all else,
// or the first column that counts. Where the table says which, it is that one;
// a list has none.
func chartColumns(t report.Table) (columns []int, what string) {
	if t.List {
		return nil, ""
	}
	if i := slices.IndexFunc(t.Columns, func(c report.Column) bool { return c.Name == t.Chart && c.Kind.Numeric() }); i >= 0 {
		return []int{i}, t.Chart
	}
	groups := map[string][]int{}
	var ends []string
	for _, s := range corpus.Statuses() {
		for i, c := range t.Columns {
			if end, ok := strings.CutPrefix(c.Name, s.Label()); ok && c.Kind == report.Count {
				ends = appendNew(ends, end)
				groups[end] = append(groups[end], i)
			}
		}
	}
	for _, end := range append([]string{mentions}, ends...) {
		if len(groups[end]) > 1 {
			return groups[end], end
		}
	}
	for i, c := range t.Columns {
		if c.Kind == report.Count {
			return []int{i}, c.Name
		}
	}
	return nil, ""
}

// newChart draws t, the longest bar first; nil when there is nothing to draw.
func newChart(t report.Table, link linker) *chartView {
	columns, what := chartColumns(t)
	order := longestFirst(t, columns)
	if len(order) == 0 {
		return nil
	}
	rows := min(chartRows, len(order))
	most := sum(t, order[0], columns)
	step := niceStep(most)
	top := (most + step - 1) / step * step
	v := &chartView{
		Caption: chartCaption(t.Title, what, len(columns), len(order)), Width: chartWidth, Left: chartLabel, Height: chartTop + rows*chartStep + 8,
		Bottom: chartTop + rows*chartStep, Hidden: len(order) - rows,
	}
	scale := func(n int) int { return n * (chartWidth - chartLabel - chartTotal) / top }
	for n := 0; n <= top; n += step {
		v.Ticks = append(v.Ticks, tickView{chartLabel + scale(n), n})
	}
	for i, c := range columns {
		if len(columns) == 1 {
			v.Series = append(v.Series, seriesView{what, "f0"})
			break
		}
		v.Series = append(v.Series, seriesView{strings.TrimSuffix(t.Columns[c].Name, what), fmt.Sprintf("f%d", i)})
	}
	for i, r := range order[:rows] {
		name := t.Print(r, 0)
		if t.Rows[r][0].Value == nil {
			name = "不明"
		}
		b := barView{Label: shorten(name, 11), Y: chartTop + i*chartStep, Total: sum(t, r, columns)}
		b.TextY = b.Y + chartBar - 4
		x := chartLabel
		for i, c := range columns {
			n := whole(t.Rows[r][c])
			if n == 0 {
				continue
			}
			p := barPart{X: x, Y: b.Y, W: max(1, scale(n)), H: chartBar, Class: fmt.Sprintf("f%d", i),
				Title: fmt.Sprintf("%s，%s：%d", name, v.Series[i].Name, n)}
			if link != nil {
				p.URL = link(t, r, c)
			}
			b.Parts = append(b.Parts, p)
			x += p.W
		}
		b.TotalX = x + 6
		v.Bars = append(v.Bars, b)
	}
	return v
}

// longestFirst returns the rows that have a bar, the longest first.
func longestFirst(t report.Table, columns []int) []int {
	var order []int
	for r := range t.Rows {
		if sum(t, r, columns) > 0 {
			order = append(order, r)
		}
	}
	slices.SortStableFunc(order, func(a, b int) int { return sum(t, b, columns) - sum(t, a, columns) })
	return order
}

func chartCaption(title, what string, series, rows int) string {
	s := title + " · " + what
	if series > 1 {
		s += "（按开展情况）"
	}
	if rows > chartRows {
		s += fmt.Sprintf("，前 %d 项", chartRows)
	}
	return s
}

func sum(t report.Table, r int, columns []int) (n int) {
	for _, c := range columns {
		n += whole(t.Rows[r][c])
	}
	return n
}

// whole returns the number in a cell without its fraction, 0 where it is
// unknown or below zero.
func whole(c report.Cell) int {
	switch v := c.Value.(type) {
	case int:
		return max(0, v)
	case float64:
		if v > 0 && v < math.MaxInt32 {
			return int(v + 0.5)
		}
	}
	return 0
}

// niceStep returns 1, 2 or 5 times a power of ten, so that a scale up to most
// has at most nine lines.
func niceStep(most int) int {
	for p := 1; ; p *= 10 {
		for _, m := range []int{1, 2, 5} {
			if most <= 8*m*p {
				return m * p
			}
		}
	}
}

// shorten cuts s to n characters, the last of them an ellipsis.
func shorten(s string, n int) string {
	if r := []rune(s); len(r) > n {
		return string(r[:n-1]) + "…"
	}
	return s
}
