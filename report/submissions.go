package report

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"wenjian/corpus"
	"wenjian/corpus/store"
	"wenjian/register"
)

// What is wrong with what a unit handed in, the gravest first.
const (
	dueMissing = "未报送"
	dueKind    = "文种不符"
	duePartly  = "未报齐"
	dueLate    = "逾期"
	dueUndated = "日期不明"
	dueDone    = "已报送"
	dueExempt  = "不需报送"
	dueOutside = "名册以外"
)

func dueStates() []string {
	return []string{dueMissing, dueKind, duePartly, dueLate, dueUndated, dueDone, dueOutside, dueExempt}
}

// submissionParams are the choices of the report submissions.
func submissionParams() []Param {
	return []Param{
		{ID: "due", Label: "截止日期", Help: "如 2010-08-31：应当何时以前报送；不写则不判断逾期"},
		kindParam("expect", "应报文种", "要求报送哪种材料，如 阶段总结", "不限", func(t corpus.Taxonomy) []corpus.Kind { return t.Documents }),
		{ID: "state", Label: "只列", Help: "只列哪种情况，如 未报送", Choices: func(Options) []Choice {
			out := []Choice{{"", "全部"}}
			for _, s := range dueStates() {
				out = append(out, Choice{s, s})
			}
			return out
		}},
	}
}

// A dueUnit is a unit with what it handed in.
type dueUnit struct {
	name, kind, above, due string
	documents              []head // all of it
	right                  []head // of the kind expected
	state                  string
}

// submissions says who handed in and who did not, what came late and what is
// of another kind than asked, against the register; those with gaps stand first.
func submissions(ctx context.Context, q Querier, o Options) (Table, error) {
	fail := func(err error) (Table, error) { return Table{}, fmt.Errorf("统计报送情况：%w", err) }
	if due := o.Ask["due"]; due != "" && !date.MatchString(due) {
		return Table{}, AskError(fmt.Sprintf("截止日期“%s”不对，写法如 2010-08-31。", due))
	}
	entries, err := readRegister(ctx, q)
	if err != nil {
		return fail(err)
	}
	byUnit, order := make(map[string][]head), []string(nil)
	err = eachHead(ctx, q, func(h head) {
		if byUnit[h.unitKey] == nil {
			order = append(order, h.unitKey)
		}
		byUnit[h.unitKey] = append(byUnit[h.unitKey], h)
	}, headQuery+` WHERE d.unit_key <> '' ORDER BY d.id`)
	if err != nil {
		return fail(err)
	}
	units := expected(entries, byUnit, o)
	for _, key := range order {
		if docs := byUnit[key]; !strings.HasPrefix(key, "@") {
			u := &dueUnit{name: docs[0].unit, kind: docs[0].unitKind, documents: docs, state: dueOutside}
			u.judge(o, 1, len(entries) == 0)
			units = append(units, u)
		}
	}
	t := submissionTable(units, o)
	if len(entries) == 0 {
		t.Notes = append(t.Notes, "还没有单位名册，看不出谁没有报送；导入名册：wenjian units import 名册.xlsx。")
	}
	all, err := countAll(ctx, q)
	t.Notes = append(t.Notes, all.note())
	return t, err
}

// expected returns the units of the register that the filter leaves in, in the
// order of the tree, with their documents by key of unit.
func expected(entries []corpus.RegisterEntry, byUnit map[string][]head, o Options) (out []*dueUnit) {
	reg := register.New(entries, register.Options{})
	counts := make(map[string]store.UnitCount)
	for _, e := range entries {
		counts[e.ID] = store.UnitCount{Documents: len(byUnit["@"+e.ID])}
	}
	for _, s := range Submissions(reg, counts) {
		if f := o.Filter; f.Unit != "" && f.Unit != s.Name || f.UnitKind != "" && f.UnitKind != s.Kind || f.Level != "" && f.Level != s.Level {
			continue
		}
		n, stated := register.Expected(s.Due)
		if !stated {
			n = 1
		}
		u := &dueUnit{name: s.Name, kind: s.Kind, above: s.Superior, due: s.Due, documents: byUnit["@"+s.ID]}
		if len(u.documents) == 0 && (s.State == Exempt || s.State == Unspecified) {
			u.state = dueExempt
		} else {
			u.judge(o, n, true)
		}
		out = append(out, u)
	}
	return out
}

// judge says what is wrong with u's documents, of which n are expected; a unit
// that is not judged keeps its state.
func (u *dueUnit) judge(o Options, n int, judged bool) {
	kind, due := o.Ask["expect"], o.Ask["due"]
	late, undated := false, false
	for _, h := range u.documents {
		if kind != "" && h.kind != kind {
			continue
		}
		u.right = append(u.right, h)
		late = late || due != "" && h.date > due+"\x7f"
		undated = undated || due != "" && h.date == ""
	}
	if !judged {
		return
	}
	switch {
	case len(u.documents) == 0:
		u.state = dueMissing
	case len(u.right) == 0:
		u.state = dueKind
	case len(u.right) < n:
		u.state = duePartly
	case late:
		u.state = dueLate
	case undated:
		u.state = dueUndated
	default:
		u.state = dueDone
	}
}

func submissionTable(units []*dueUnit, o Options) Table {
	t := Table{Title: "报送情况", List: true, Columns: []Column{
		{"情况", Text}, {"单位", Text}, {"单位类别", Text}, {"上级", Text}, {"应报送", Text}, {"材料数", Count}, {"合要求", Count}, {"文种", Text}, {"日期", Text}, {"材料", Text},
	}}
	counts := make(map[string]int)
	for _, u := range units {
		counts[u.state]++
	}
	total := len(units)
	if only := o.Ask["state"]; only != "" {
		units = slices.DeleteFunc(units, func(u *dueUnit) bool { return u.state != only })
	}
	slices.SortStableFunc(units, func(a, b *dueUnit) int {
		return cmp.Compare(slices.Index(dueStates(), a.state), slices.Index(dueStates(), b.state))
	})
	shown, more := readable(units)
	for _, u := range shown {
		var kinds []string
		for _, h := range u.documents {
			kinds = append(kinds, corpus.LabelOf(o.Taxonomy.Documents, h.kind))
		}
		row := []Cell{
			{Value: u.state}, {Value: u.name}, known(corpus.LabelOf(o.Taxonomy.Units, u.kind)), known(u.above), known(u.due),
			opens(len(u.documents), o.Filter.search(unitNode(u.name))), u.rightCell(o), known(joined(kinds, shownTellers)), {}, {},
		}
		if docs := append(slices.Clone(u.right), u.documents...); len(docs) > 0 {
			row[8], row[9] = known(docs[0].date), docs[0].cell()
		}
		t.Rows = append(t.Rows, row)
	}
	t.Notes = appendNotes([]string{submissionNote(counts, total)}, dueNote(o), more)
	return t
}

func (u *dueUnit) rightCell(o Options) Cell {
	if kind := o.Ask["expect"]; kind != "" {
		return opens(len(u.right), o.Filter.search(unitNode(u.name), kindNode("kind", kind, o.Taxonomy.Documents)))
	}
	return opens(len(u.right), o.Filter.search(unitNode(u.name)))
}

func submissionNote(counts map[string]int, total int) string {
	var parts []string
	for _, s := range dueStates() {
		if counts[s] > 0 {
			parts = append(parts, fmt.Sprintf("%s %d 个", s, counts[s]))
		}
	}
	if len(parts) == 0 {
		return "没有单位。"
	}
	return fmt.Sprintf("共 %d 个单位：%s。", total, strings.Join(parts, "，"))
}

func dueNote(o Options) string {
	s := "应报送几份以名册为准，没有写的按一份算。一个单位有几种情况的，列最重的一种。"
	if kind := o.Ask["expect"]; kind != "" {
		s += "要求报送“" + corpus.LabelOf(o.Taxonomy.Documents, kind) + "”，交了别的材料而没有交这种的是“文种不符”。"
	}
	if due := o.Ask["due"]; due != "" {
		s += "日期按材料的落款日期，晚于 " + due + " 的是“逾期”；没有落款日期的是“日期不明”。"
	}
	return s
}
