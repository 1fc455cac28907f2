package report

import (
	"cmp"
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"wenjian/corpus"
)

// labelOfKind returns the label of a document kind.
func labelOfKind(o Options, kind string) string { return corpus.LabelOf(o.Taxonomy.Documents, kind) }

// defaultPicks is how many documents a shortlist has.
const defaultPicks = 10

// experienceParams are the choices of the report experiences.
func experienceParams() []Param {
	return []Param{
		{ID: "top", Label: "选几份", Help: "选几份，如 10", Default: strconv.Itoa(defaultPicks)},
		kindParam("section", "要有的环节", "材料里要写到的环节，如 取得成效；写到的加分", "成效、体会一类", func(t corpus.Taxonomy) []corpus.Kind { return t.Sections }),
	}
}

// A candidate is a document that could be shown to others.
type candidate struct {
	head
	own               float64 // share of its text that no earlier one has
	held, dated, both int     // events: held, of these with a day or number, with both
	figures           int     // counted ones
	sections          int     // of the kinds asked for
	score             float64
}

// The parts of a candidate's score, from 0 to 1 each before weighing: what is
// one's own counts most, then evidence, then told results. Ten proven events
// and twenty figures are plenty.
const (
	scoreOwn, scoreProven, scoreFigures, scoreSection = 40, 35, 15, 10
	plentyEvents, plentyFigures                       = 10, 20
)

// rate sets the score of c.
func (c *candidate) rate() {
	part := func(n, plenty int) float64 { return min(1, float64(n)/float64(plenty)) }
	c.score = scoreOwn*c.own + scoreProven*part(c.dated+c.both, 2*plentyEvents) + scoreFigures*part(c.figures, plentyFigures)
	if c.sections > 0 {
		c.score += scoreSection
	}
}

// why says in words what speaks for c.
func (c *candidate) why() string {
	parts := []string{fmt.Sprintf("%.0f%% 是自己的文字", 100*c.own)}
	if c.dated > 0 {
		parts = append(parts, fmt.Sprintf("%d 项活动写明日期或人数", c.dated))
	}
	if c.figures > 0 {
		parts = append(parts, fmt.Sprintf("%d 个数字", c.figures))
	}
	if c.sections > 0 {
		parts = append(parts, "写到成效")
	}
	return strings.Join(parts, "，")
}

// experiences shortlists documents that others could learn from, one of a
// unit, with what speaks for each.
func experiences(ctx context.Context, q Querier, o Options) (Table, error) {
	top, err := strconv.Atoi(o.Ask["top"])
	if err != nil || top < 1 || top > listed {
		return Table{}, AskError(fmt.Sprintf("“选几份”要写 1 到 %d 的数，不是“%s”。", listed, o.Ask["top"]))
	}
	list, err := candidates(ctx, q, o)
	if err != nil {
		return Table{}, fmt.Errorf("挑选典型经验：%w", err)
	}
	slices.SortStableFunc(list, func(a, b *candidate) int { return cmp.Compare(b.score, a.score) })
	t := Table{Title: "典型经验候选", List: true, Columns: []Column{
		{"名次", Count}, {"材料", Text}, {"单位", Text}, {"文种", Text}, {"日期", Text}, {"自写占比", Share}, {"已开展活动", Count}, {"有日期或人数", Count}, {"实数", Count}, {"写到成效", Text}, {"得分", Number}, {"理由", Text},
	}}
	seen := make(map[string]bool)
	for _, c := range list {
		if len(t.Rows) == top {
			break
		}
		if c.held == 0 || c.unitKey != "" && seen[c.unitKey] {
			continue
		}
		seen[c.unitKey] = true
		section := "没有"
		if c.sections > 0 {
			section = "有"
		}
		t.Rows = append(t.Rows, []Cell{
			{Value: len(t.Rows) + 1}, c.cell(), known(c.unit), known(labelOfKind(o, c.kind)), known(c.date), {Value: c.own}, {Value: c.held}, {Value: c.dated}, {Value: c.figures},
			{Value: section}, {Value: float64(int(c.score*10+0.5)) / 10}, {Value: c.why()},
		})
	}
	t.Notes = []string{
		fmt.Sprintf("得分满分 100：自写占比 %d，写明日期或人数的活动 %d，实数 %d，写到成效、体会的环节 %d。只作挑选的参考，定稿请看原文。", scoreOwn, scoreProven, scoreFigures, scoreSection),
		"自写占比是去掉与更早的其他单位材料、上级文件相同的文字后所占的份额；查重没有做过的，都算自写。",
		"每个单位只选一份；没有写到已开展活动的不选。",
	}
	return t, nil
}

// candidates returns the counted documents with what speaks for them.
func candidates(ctx context.Context, q Querier, o Options) ([]*candidate, error) {
	own, err := ownShares(ctx, q)
	if err != nil {
		return nil, err
	}
	var list []*candidate
	byID := make(map[int64]*candidate)
	err = eachHead(ctx, q, func(h head) {
		c := &candidate{head: h, own: 1}
		if share, ok := own[h.id]; ok {
			c.own = share
		}
		list, byID[h.id] = append(list, c), c
	}, headQuery+` ORDER BY d.id`)
	if err != nil {
		return nil, err
	}
	held, err := tellings(ctx, q, which{status: corpus.Held})
	if err != nil {
		return nil, err
	}
	for _, t := range held {
		c := byID[t.document]
		if c == nil {
			continue
		}
		c.held++
		if t.When != "" || t.Participants > 0 {
			c.dated++
		}
		if t.When != "" && t.Participants > 0 {
			c.both++
		}
	}
	count := func(to func(*candidate) *int, query string, args ...any) error {
		return each(ctx, q, func(rows *sql.Rows) error {
			var id int64
			var n int
			err := rows.Scan(&id, &n)
			if c := byID[id]; c != nil {
				*to(c) = n
			}
			return err
		}, query, args...)
	}
	if err := count(func(c *candidate) *int { return &c.figures }, `SELECT f.document_id, count(*) FROM figures f WHERE NOT f.norm AND NOT f.masked GROUP BY 1`); err != nil {
		return nil, err
	}
	kinds, err := json.Marshal(resultSections(o))
	if err != nil {
		return nil, err
	}
	err = count(func(c *candidate) *int { return &c.sections }, `SELECT document_id, count(*) FROM section_kinds WHERE kind IN (SELECT value FROM json_each(?)) GROUP BY 1`, string(kinds))
	for _, c := range list {
		c.rate()
	}
	return list, err
}

// resultSections returns the kinds of sections that tell results: the one
// asked for, or those whose name says so.
func resultSections(o Options) []string {
	if kind := o.Ask["section"]; kind != "" {
		return below(o.Taxonomy.Sections, kind)
	}
	ids := []string{}
	for _, k := range o.Taxonomy.Sections {
		if strings.Contains(k.Label, "成效") || strings.Contains(k.Label, "体会") || strings.Contains(k.Label, "经验") {
			ids = append(ids, k.ID)
		}
	}
	return ids
}
