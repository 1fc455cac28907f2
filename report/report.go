package report

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"wenjian/corpus"
)

// A Querier runs a read-only query over the tables of package store;
// *store.Store is one. The caller closes the rows.
type Querier interface {
	Query(ctx context.Context, query string, args ...any) (*sql.Rows, error)
}

// Options tell a report what it needs besides the store.
type Options struct {
	Taxonomy corpus.Taxonomy // labels, order and parents of kinds
}

// A Report is one way to count a workspace.
type Report struct {
	ID    string // what the command line and the address of the page call it
	Title string // in Chinese
	Help  string // one Chinese line: which question it answers
	Build func(context.Context, Querier, Options) (Table, error)
}

// Reports returns all reports, in the order they are offered.
func Reports() []Report {
	return []Report{
		{"activities", "活动开展情况", "每项活动有多少单位已开展、多少只是计划", Activities},
		{"sections", "段落结构", "每个环节有多少材料、多少单位写到", Sections},
		{"units", "单位情况", "每个单位交了什么、开展了多少活动、有多少雷同", Units},
		{"kinds", "文种构成", "各种材料各有多少份", Kinds},
		{"figures", "数据汇总", "捐款、走访、学习等数字合计多少，哪些没有计入", Figures},
		{"citations", "引用文件", "各单位引用了哪些文件，各有多少单位引用", Citations},
		{"exceptions", "疑点", "哪些材料的说法前后不符、或与本单位不相称，需要核对", Exceptions},
		{"leaks", "串名", "哪些材料里留着别的单位的名称", Leaks},
		{"overlaps", "雷同材料", "哪两份材料有相同段落、占多少", Overlaps},
	}
}

// Find returns the report with that ID.
func Find(id string) (Report, bool) {
	for _, r := range Reports() {
		if r.ID == id {
			return r, true
		}
	}
	return Report{}, false
}

// each runs query and calls row for every row of its result.
func each(ctx context.Context, q Querier, row func(*sql.Rows) error, query string, args ...any) (err error) {
	rows, err := q.Query(ctx, query, args...)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	for rows.Next() {
		if err := row(rows); err != nil {
			return err
		}
	}
	return rows.Err()
}

// one runs query, whose result is one row, and scans it.
func one(ctx context.Context, q Querier, query string, to ...any) error {
	return each(ctx, q, func(rows *sql.Rows) error { return rows.Scan(to...) }, query)
}

// totals are the denominators that several reports share.
type totals struct {
	documents, units int
	nameless         int // documents whose unit is unknown
}

func countAll(ctx context.Context, q Querier) (t totals, err error) {
	err = one(ctx, q, `SELECT count(*), count(DISTINCT nullif(unit_key, '')), count(*) FILTER (WHERE unit_key = '') FROM counted`,
		&t.documents, &t.units, &t.nameless)
	return t, err
}

// note says what the totals are, and which documents no unit count holds.
func (t totals) note() string {
	s := fmt.Sprintf("共 %d 份材料、%d 个单位。", t.documents, t.units)
	if t.nameless > 0 {
		s += fmt.Sprintf("其中 %d 份看不出单位，计入材料数，不计入单位数。", t.nameless)
	}
	return s
}

// share returns n of all as a cell; of nothing it is unknown.
func share(n, all int) Cell {
	if all == 0 {
		return Cell{}
	}
	return Cell{Value: float64(n) / float64(all)}
}

func texts(s ...string) []Cell {
	cells := make([]Cell, len(s))
	for i, v := range s {
		cells[i].Value = v
	}
	return cells
}

func counts(n ...int) []Cell {
	cells := make([]Cell, len(n))
	for i, v := range n {
		cells[i].Value = v
	}
	return cells
}

// known returns s as a cell; empty is unknown.
func known(s string) Cell {
	if s == "" {
		return Cell{}
	}
	return Cell{Value: s}
}
