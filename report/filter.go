package report

import (
	"context"
	"database/sql"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"wenjian/corpus"
	"wenjian/index/query"
)

// A Filter says which documents are counted, and which of their facts. The
// zero Filter leaves out nothing. Documents of which the asked is unknown are
// left out.
type Filter struct {
	Unit     string // as a table prints it: a name of the register, or as the text has it
	UnitKind string // ID
	Level    string // ID
	Kind     string // ID of a document kind
	Campaign string // ID
	From, To string // dates, or their beginnings (2010, 2010-07), both included; empty: open
	// Own leaves out activities and figures told in passages that the unit took
	// from another one's text.
	Own bool
}

// date is what From and To may be.
var date = regexp.MustCompile(`^\d{4}(-\d{2}(-\d{2})?)?$`)

// Check returns an error in words for the user when f asks for what cannot be.
func (f Filter) Check(tax corpus.Taxonomy) error {
	for _, k := range []struct {
		id, what string
		kinds    []corpus.Kind
	}{
		{f.UnitKind, "单位类别", tax.Units}, {f.Level, "级别", tax.Levels}, {f.Kind, "文种", tax.Documents}, {f.Campaign, "主题活动", tax.Campaigns},
	} {
		if _, ok := corpus.Find(k.kinds, k.id); k.id != "" && !ok {
			return fmt.Errorf("没有“%s”这种%s", k.id, k.what)
		}
	}
	for _, d := range []string{f.From, f.To} {
		if d != "" && !date.MatchString(d) {
			return fmt.Errorf("日期“%s”不对，写法如 2010、2010-07、2010-07-01", d)
		}
	}
	if f.From != "" && f.To != "" && f.From > f.To && !strings.HasPrefix(f.From, f.To) {
		return fmt.Errorf("起始日期 %s 晚于截止日期 %s", f.From, f.To)
	}
	return nil
}

// Note says in Chinese what is counted; empty where nothing is left out.
func (f Filter) Note(tax corpus.Taxonomy) string {
	var parts []string
	add := func(what, value string) {
		if value != "" {
			parts = append(parts, what+value)
		}
	}
	add("单位 ", f.Unit)
	add("单位类别 ", corpus.LabelOf(tax.Units, f.UnitKind))
	add("级别 ", corpus.LabelOf(tax.Levels, f.Level))
	add("文种 ", corpus.LabelOf(tax.Documents, f.Kind))
	add("主题活动 ", corpus.LabelOf(tax.Campaigns, f.Campaign))
	switch {
	case f.From != "" && f.To != "":
		add("材料日期 ", f.From+" 至 "+f.To)
	case f.From != "":
		add("材料日期 ", f.From+" 起")
	case f.To != "":
		add("材料日期 ", "截至 "+f.To)
	}
	s := ""
	if len(parts) > 0 {
		s = "只统计：" + strings.Join(parts, "；") + "。"
	}
	if f.Own {
		s += "与其他单位在先材料雷同的段落里写的活动和数据没有计入。"
	}
	return s
}

// nodes returns the conditions of a search for the documents that f leaves in,
// and false where a search cannot say it.
func (f Filter) nodes() ([]query.Node, bool) {
	if f.Own || f.Level != "" || len(f.From) > 4 || len(f.To) > 4 {
		return nil, false
	}
	var out []query.Node
	for field, value := range map[string]string{"unit": f.Unit, "unitkind": f.UnitKind, "kind": f.Kind, "campaign": f.Campaign} {
		if value != "" {
			out = append(out, query.Field{Name: field, Value: value, Exact: true})
		}
	}
	slices.SortFunc(out, func(a, b query.Node) int { return strings.Compare(query.String(a), query.String(b)) })
	switch {
	case f.From != "" && f.From == f.To:
		out = append(out, query.Field{Name: "year", Value: f.From, Exact: true})
	case f.From != "" || f.To != "":
		return nil, false
	}
	return out, true
}

// narrow returns a Querier over what f leaves in. Queries must read documents
// from counted, activities and figures from the tables of these names.
func narrow(ctx context.Context, q Querier, f Filter) (Querier, error) {
	n := &narrowed{Querier: q}
	where := []string{"1"}
	add := func(condition, value string) {
		if value != "" {
			where = append(where, condition)
			n.args = append(n.args, value)
		}
	}
	add(`c.unit = ?`, f.Unit)
	add(`c.unit_kind = ?`, f.UnitKind)
	add(`d.unit_level = ?`, f.Level)
	add(`c.kind = ?`, f.Kind)
	add(`c.campaign = ?`, f.Campaign)
	add(`c.date >= ?`, f.From)
	if f.To != "" {
		add(`c.date <> '' AND c.date <= ?`, f.To+"\x7f") // 2010-07 includes 2010-07-31
	}
	n.with = `counted AS (SELECT c.*, d.unit_level FROM main.counted c JOIN main.documents d ON d.id = c.id WHERE ` + strings.Join(where, " AND ") + `)`
	if !f.Own {
		return n, nil
	}
	copied, err := classes(ctx, q, fromOthers)
	if err != nil {
		return nil, err
	}
	for _, table := range []string{"activities", "figures"} {
		n.with += `, ` + table + ` AS (SELECT x.* FROM main.` + table + ` x WHERE NOT EXISTS (SELECT 1 FROM main.matches m
			WHERE m.b = x.document_id AND m.class IN (SELECT value FROM json_each(?)) AND x.start >= m.b_start AND x.stop <= m.b_stop))`
		n.args = append(n.args, copied)
	}
	return n, nil
}

// narrowed puts what is left in the place of the tables, for every query.
type narrowed struct {
	Querier
	with string // common table expressions
	args []any  // for them
}

func (n *narrowed) Query(ctx context.Context, query string, args ...any) (*sql.Rows, error) {
	rest, more := strings.CutPrefix(strings.TrimSpace(query), "WITH ")
	sep := " "
	if more {
		sep = ", "
	}
	return n.Querier.Query(ctx, "WITH "+n.with+sep+rest, slices.Concat(n.args, args)...)
}
