package report

import (
	"cmp"
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
	Group  Group   // what it is about; empty is AboutContents
}

// A Group is what reports are about, by its Chinese name.
type Group string

// The groups of reports.
const (
	AboutActivities Group = "活动"
	AboutUnits      Group = "单位"
	AboutFigures    Group = "数据"
	AboutTexts      Group = "材料"
	AboutQuality    Group = "材料质量"
	AboutContents   Group = "写法与内容"
)

// Groups returns all groups, in the order they are offered.
func Groups() []Group {
	return []Group{AboutActivities, AboutUnits, AboutFigures, AboutTexts, AboutQuality, AboutContents}
}

// In returns the reports of a group, in the order they are offered.
func In(g Group) (out []Report) {
	for _, r := range Reports() {
		if cmp.Or(r.Group, AboutContents) == g {
			out = append(out, r)
		}
	}
	return out
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
		{ID: "activities", Group: AboutActivities, Title: "活动开展情况", Help: "每项活动有多少单位已开展、多少只是计划", build: Activities},
		{ID: "cross", Group: AboutActivities, Title: "交叉统计", Help: "任选两项交叉：单位、单位类别、级别、文种、主题活动、时间、活动、开展情况、环节", build: crossTable, Params: crossParams()},
		{ID: "timeline", Group: AboutActivities, Title: "大事记", Help: "什么时间、哪个单位开展了什么活动，按日期排列", build: timeline, Params: append([]Param{activityParam()}, whenParams()...)},
		{ID: "events", Group: AboutActivities, Title: "活动清单", Help: "某项活动各单位何时、何地、多少人参加，逐次列出", build: events, Params: append([]Param{activityParam(), statusParam()}, whenParams()...)},
		{ID: "presence", Group: AboutActivities, Title: "写到与没有写到", Help: "哪些单位写到某项活动或环节，哪些从来没有写到", build: presence, Params: presenceParams()},
		{ID: "promises", Group: AboutActivities, Title: "计划与落实", Help: "各单位计划的活动，后来的材料有没有写到已开展", build: promises, Params: promiseParams()},
		{ID: "units", Group: AboutUnits, Title: "单位情况", Help: "每个单位交了什么、开展了多少活动、有多少雷同", build: Units},
		{ID: "profile", Group: AboutUnits, Title: "两单位对照", Help: "两个单位的文种、环节、活动、数据和相同文字，逐项对照", build: profile, Params: profileParams()},
		{ID: "submissions", Group: AboutUnits, Title: "报送情况", Help: "对照名册，谁没有报送、谁迟交、谁交错了文种", build: submissions, Params: submissionParams()},
		{ID: "unnamed", Group: AboutUnits, Title: "未具名材料", Help: "哪些材料看不出单位，可能是谁的", build: unnamed},
		{ID: "leaders", Group: AboutUnits, Title: "领导小组", Help: "哪些单位成立了领导小组，由谁负责", build: leaders, Params: []Param{bodyParam()}},
		{ID: "persons", Group: AboutUnits, Title: "人员", Help: "某人在哪些材料里写到、是什么职务", build: persons, Params: []Param{{ID: "name", Label: "姓名", Help: "姓名；不写则列写到最多的人"}}},
		{ID: "figures", Group: AboutFigures, Title: "数据汇总", Help: "捐款、走访、学习等数字合计多少，哪些没有计入", build: Figures},
		{ID: "figures-by-unit", Group: AboutFigures, Title: "各单位数据", Help: "某种数据各单位是多少，排名次，可求人均", build: figuresByUnit, Params: figureUnitsParams()},
		{ID: "figures-by-kind", Group: AboutFigures, Title: "各类单位数据", Help: "各类单位的党员、支部、捐款等各是多少", build: figuresByKind, Params: []Param{measureParam(), takeParam()}},
		{ID: "figure-list", Group: AboutFigures, Title: "数据逐处", Help: "某种数据在哪些材料里怎么写，逐处列出", build: figureList, Params: []Param{measureParam(), natureParam()}},
		{ID: "kinds", Group: AboutTexts, Title: "文种构成", Help: "各种材料各有多少份", build: Kinds},
		{ID: "summary", Group: AboutTexts, Title: "事实摘要", Help: "每份材料一行：有实据的活动、数字，缺少的环节", build: factSummaries},
		{ID: "sections", Group: AboutTexts, Title: "段落结构", Help: "每个环节有多少材料、多少单位写到", build: Sections},
		{ID: "citations", Group: AboutTexts, Title: "引用文件", Help: "各单位引用了哪些文件，各有多少单位引用", build: Citations},
		{ID: "citing", Group: AboutTexts, Title: "引用与没有引用", Help: "某个文件哪些单位引用了，哪些没有", build: citing, Params: citingParams()},
		{ID: "coverage", Group: AboutQuality, Title: "通知落实情况", Help: "上级通知要求的，各单位有事例、只有口号，还是缺项", build: coverage, Params: coverageParams()},
		{ID: "evidence-free", Group: AboutQuality, Title: "没有实据的材料", Help: "哪些材料写的活动没有日期、没有数字", build: evidenceFree},
		{ID: "exceptions", Group: AboutQuality, Title: "疑点", Help: "哪些材料的说法前后不符、或与本单位不相称，需要核对", build: Exceptions},
		{ID: "leaks", Group: AboutQuality, Title: "串名", Help: "哪些材料里留着别的单位的名称", build: Leaks},
		{ID: "overlaps", Group: AboutQuality, Title: "雷同材料", Help: "哪两份材料有相同段落、占多少", build: Overlaps},
		{ID: "sources", Group: AboutQuality, Title: "文字来源", Help: "材料有多少是自写，多少来自上级文件、往年、范本、其他单位", build: sources, Params: originParams()},
		{ID: "copying", Group: AboutQuality, Title: "各单位雷同", Help: "各单位的文字有多少与更早的其他单位相同，有多少被后来的用去", build: copying},
		{ID: "experiences", Group: AboutQuality, Title: "典型经验候选", Help: "自己写的、有实据的材料，供编交流材料挑选", build: experiences, Params: experienceParams()},
		{ID: "problems", Group: AboutContents, Title: "共性问题", Help: "各单位“存在问题”里写得最多的是哪些问题", build: commonProblems, Params: problemParams()},
		{ID: "sections-text", Group: AboutContents, Title: "环节原文", Help: "某个环节各单位怎么写，并列原文", build: sectionTexts, Params: sectionTextParams()},
		{ID: "scheme-diff", Group: AboutContents, Title: "方案对照", Help: "两份方案按环节对齐，哪些两者都有，哪些只有一方有", build: schemeDiff, Params: schemeParams()},
		{ID: "carriers", Group: AboutContents, Title: "特色载体", Help: "哪些载体是哪个单位首先用的，多少单位在用", build: carriers, Params: carrierParams()},
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

// known returns s as a cell; empty is unknown.
func known(s string) Cell {
	if s == "" {
		return Cell{}
	}
	return Cell{Value: s}
}
