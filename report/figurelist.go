package report

import (
	"bytes"
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strings"

	"wenjian/corpus"
)

// The natures of a figure.
const (
	natureCount  = "count"  // counted
	natureNorm   = "norm"   // a quota or plan
	natureMasked = "masked" // blotted out
	natureOrder  = "order"  // 第12期: which, not how many
)

func natureLabel(nature string) string {
	switch nature {
	case natureNorm:
		return "计划指标"
	case natureMasked:
		return "隐去"
	case natureOrder:
		return "序数"
	}
	return "实数"
}

func natureParam() Param {
	return Param{ID: "nature", Label: "性质", Help: "只列哪种数字，如 计划指标", Choices: func(Options) []Choice {
		out := []Choice{{"", "全部"}}
		for _, n := range []string{natureCount, natureNorm, natureMasked, natureOrder} {
			out = append(out, Choice{n, natureLabel(n)})
		}
		return out
	}}
}

// A told figure is one number as one document writes it.
type toldFigure struct {
	spot
	unitKey, unit, unitKind string
	measure, of             string // of: unit of measurement
	value                   float64
	nature                  string
	inexact                 bool
}

// readFigures returns the figures of a measure, empty for all, in the order of
// documents and of their texts.
func readFigures(ctx context.Context, q Querier, measure string) (list []toldFigure, err error) {
	err = each(ctx, q, func(rows *sql.Rows) error {
		var x toldFigure
		var value sql.NullFloat64
		var norm, masked bool
		err := rows.Scan(&x.document, &x.unitKey, &x.unit, &x.unitKind, &x.measure, &x.of, &value, &x.start, &x.stop, &norm, &masked, &x.inexact)
		x.value = value.Float64
		switch {
		case masked || !value.Valid:
			x.nature = natureMasked
		case norm:
			x.nature = natureNorm
		default:
			x.nature = natureCount
		}
		list = append(list, x)
		return err
	}, `SELECT d.id, d.unit_key, d.unit, d.unit_kind, f.measure, f.unit, f.value, f.start, f.stop, f.norm, f.masked, f.op <> 'eq'
		FROM counted d CROSS JOIN figures f ON f.document_id = d.id WHERE ? IN ('', f.measure) ORDER BY d.id, f.start`, measure)
	if err != nil {
		return nil, err
	}
	return list, findOrders(ctx, q, list)
}

// orderMark makes a number say which one it is, not how many there are: 第12期.
const orderMark = "第"

// findOrders marks the figures that are ordinals: those with 第 before them or
// at their beginning. Every document is read once.
func findOrders(ctx context.Context, q Querier, list []toldFigure) error {
	of := make(map[int64][]*toldFigure)
	for i := range list {
		if x := &list[i]; x.nature == natureCount {
			of[x.document] = append(of[x.document], x)
		}
	}
	return each(ctx, q, func(rows *sql.Rows) error {
		var id int64
		var body sql.RawBytes
		if err := rows.Scan(&id, &body); err != nil {
			return err
		}
		for _, x := range of[id] {
			if x.start < 0 || x.stop < x.start || x.stop > len(body) {
				continue
			}
			if bytes.HasSuffix(body[:x.start], []byte(orderMark)) || bytes.HasPrefix(body[x.start:x.stop], []byte(orderMark)) {
				x.nature = natureOrder
			}
		}
		return nil
	}, `SELECT document_id, body FROM texts WHERE document_id IN (SELECT value FROM json_each(?))`, idList(of))
}

// figureList lists every figure with its place.
func figureList(ctx context.Context, q Querier, o Options) (Table, error) {
	fail := func(err error) (Table, error) { return Table{}, fmt.Errorf("列数据：%w", err) }
	list, err := readFigures(ctx, q, o.Ask["measure"])
	if err != nil {
		return fail(err)
	}
	byNature := make(map[string]int)
	list = slices.DeleteFunc(list, func(x toldFigure) bool {
		if o.Ask["nature"] != "" && o.Ask["nature"] != x.nature {
			return true
		}
		byNature[x.nature]++
		return false
	})
	read, err := readPlaces(ctx, q, list, func(x toldFigure) spot { return x.spot })
	if err != nil {
		return fail(err)
	}
	t := Table{Title: "数据逐处", List: true, Columns: []Column{
		{"单位", Text}, {"数据", Text}, {"数值", Number}, {"量词", Text}, {"性质", Text}, {"概数", Text}, {"材料", Text}, {"原文", Text},
	}}
	for i, x := range read.shown {
		h := read.named[x.document]
		value, about := Cell{}, Cell{}
		if x.nature != natureMasked {
			value.Value = x.value
		}
		if x.inexact {
			about.Value = "概数"
		}
		t.Rows = append(t.Rows, []Cell{known(x.unit), {Value: corpus.LabelOf(o.Taxonomy.Measures, x.measure)}, value, known(x.of), {Value: natureLabel(x.nature)}, about, h.cell(), h.quote(read.texts[i])})
	}
	var parts []string
	for _, n := range []string{natureCount, natureNorm, natureMasked, natureOrder} {
		if byNature[n] > 0 {
			parts = append(parts, fmt.Sprintf("%s %d 处", natureLabel(n), byNature[n]))
		}
	}
	t.Notes = appendNotes([]string{
		strings.TrimSuffix(fmt.Sprintf("共 %d 处：%s", len(list), strings.Join(parts, "、")), "：") + "。",
		"逐处列出，同一数字写了几次就列几行；隐去的数字（XX、**）没有数值，“第12期”一类是序数，不是数量。",
	}, read.more)
	return t, nil
}
