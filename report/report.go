package report

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"strings"

	"wenjian/corpus"
)

// A Querier runs a read-only query over the tables of package store;
// *store.Store is one. The caller closes the rows.
type Querier interface {
	Query(ctx context.Context, query string, args ...any) (*sql.Rows, error)
}

// Options tell a report what it needs besides the store.
type Options struct {
	Taxonomy corpus.Taxonomy   // labels, order and parents of kinds
	Filter   Filter            // what is counted
	Ask      map[string]string // values of the report's parameters, by their IDs; one that is missing has its default
}

// A Param is a choice that a report offers.
type Param struct {
	ID      string // as the command line and addresses name it
	Label   string // in Chinese
	Help    string // one Chinese line
	Default string
	Choices func(Options) []Choice // nil where any text will do
}

// A Choice is one value of a Param.
type Choice struct{ ID, Label string }

// A Report is one way to count a workspace.
type Report struct {
	ID     string // what the command line and the address of the page call it
	Title  string // in Chinese
	Help   string // one Chinese line: which question it answers
	build  func(context.Context, Querier, Options) (Table, error)
	Params []Param // nil: none
}

// An AskError says in Chinese what is wrong with what was asked of a report.
type AskError string

func (e AskError) Error() string { return string(e) }

// Build makes the table. The error is an AskError when o asks for something
// that there is not.
func (r Report) Build(ctx context.Context, q Querier, o Options) (Table, error) {
	if err := o.Filter.Check(o.Taxonomy); err != nil {
		return Table{}, AskError(err.Error())
	}
	ask := make(map[string]string, len(r.Params))
	for _, p := range r.Params {
		v, said := o.Ask[p.ID]
		if !said || v == "" {
			v = p.Default
		}
		if p.Choices != nil && v != "" {
			choices := p.Choices(o)
			i := slices.IndexFunc(choices, func(c Choice) bool { return c.ID == v || c.Label == v })
			if i < 0 {
				return Table{}, AskError(fmt.Sprintf("“%s”没有“%s”。可写：%s", p.Label, v, labels(choices)))
			}
			v = choices[i].ID
		}
		ask[p.ID] = v
	}
	o.Ask = ask
	counted, err := narrow(ctx, q, o.Filter)
	if err != nil {
		return Table{}, fmt.Errorf("%s：%w", r.Title, err)
	}
	t, err := r.build(ctx, counted, o)
	if err != nil {
		return Table{}, err
	}
	if note := o.Filter.Note(o.Taxonomy); note != "" {
		t.Notes = append([]string{note}, t.Notes...)
	}
	return t, nil
}

func labels(choices []Choice) string {
	var names []string
	for _, c := range choices {
		names = append(names, c.Label)
	}
	return strings.Join(names, "、")
}

// Reports returns all reports, in the order they are offered.
func Reports() []Report {
	return []Report{
		{ID: "activities", Title: "活动开展情况", Help: "每项活动有多少单位已开展、多少只是计划", build: Activities},
		{ID: "cross", Title: "交叉统计", Help: "任选两项交叉：单位、单位类别、级别、文种、主题活动、时间、活动、开展情况、环节", build: crossTable, Params: crossParams()},
		{ID: "sections", Title: "段落结构", Help: "每个环节有多少材料、多少单位写到", build: Sections},
		{ID: "units", Title: "单位情况", Help: "每个单位交了什么、开展了多少活动、有多少雷同", build: Units},
		{ID: "kinds", Title: "文种构成", Help: "各种材料各有多少份", build: Kinds},
		{ID: "figures", Title: "数据汇总", Help: "捐款、走访、学习等数字合计多少，哪些没有计入", build: Figures},
		{ID: "citations", Title: "引用文件", Help: "各单位引用了哪些文件，各有多少单位引用", build: Citations},
		{ID: "exceptions", Title: "疑点", Help: "哪些材料的说法前后不符、或与本单位不相称，需要核对", build: Exceptions},
		{ID: "leaks", Title: "串名", Help: "哪些材料里留着别的单位的名称", build: Leaks},
		{ID: "overlaps", Title: "雷同材料", Help: "哪两份材料有相同段落、占多少", build: Overlaps},
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
