package report

import (
	"cmp"
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strings"

	"wenjian/corpus"
	"wenjian/internal/zh"
)

// schemeParams are the choices of the report scheme-diff.
func schemeParams() []Param {
	return []Param{
		{ID: "document-a", Label: "甲方案", Help: "甲方案的材料编号，如 2；不写则取最早的方案"},
		{ID: "document-b", Label: "乙方案", Help: "乙方案的材料编号；不写则取另一个单位的方案"},
		{ID: "only", Label: "只列", Help: "只列哪种情况，如 只有甲", Choices: func(Options) []Choice {
			return []Choice{{"", "全部"}, {inBoth, inBoth}, {onlyInA, onlyInA}, {onlyInB, onlyInB}}
		}},
	}
}

// A schemePoint is one thing that a scheme says: a section, an activity it
// asks for, a norm.
type schemePoint struct {
	aspect string // 环节, 活动, 指标
	key    string // points with one key are the same thing; empty: only their words tell
	label  string
	words  string // folded, what is compared where keys do not decide
	at     corpus.Span
	rank   int // place among its aspect
	level  int // of a section's heading
}

// schemeNorm is the aspect of figures that units are to reach.
const schemeNorm = "指标"

// A scheme is a document with its points.
type scheme struct {
	head
	body   string
	points []schemePoint
}

// schemeDiff sets two schemes side by side: what both ask, and what only one.
func schemeDiff(ctx context.Context, q Querier, o Options) (Table, error) {
	fail := func(err error) (Table, error) { return Table{}, fmt.Errorf("对照两份方案：%w", err) }
	t := Table{Title: "方案对照", List: true, Columns: []Column{{"方面", Text}, {"内容", Text}, {"比较", Text}, {"甲", Text}, {"乙", Text}}}
	pair, err := schemePair(ctx, q, o)
	if err != nil {
		return Table{}, err
	}
	if pair[0] == nil || pair[1] == nil {
		t.Notes = []string{"统计范围里不足两份方案。请写明两份材料的编号，编号见“材料清单”（wenjian list）。"}
		return t, nil
	}
	var s [2]*scheme
	for i, h := range pair {
		if s[i], err = readScheme(ctx, q, *h, o.Taxonomy); err != nil {
			return fail(err)
		}
	}
	counts := make(map[string]int)
	for _, x := range alignPoints(s[0].points, s[1].points) {
		state := compared(x[0] != nil, x[1] != nil)
		counts[state]++
		if o.Ask["only"] != "" && o.Ask["only"] != state {
			continue
		}
		p := x[0]
		if p == nil {
			p = x[1]
		}
		if state == inBoth && p.aspect == schemeNorm && x[0].words != x[1].words {
			state = "都有，说法不同"
		}
		row := []Cell{{Value: p.aspect}, {Value: p.label}, {Value: state}, {}, {}}
		for i := range x {
			if x[i] != nil {
				row[3+i] = s[i].quote(x[i].says(s[i].body))
			}
		}
		t.Rows = append(t.Rows, row)
	}
	t.Title += fmt.Sprintf("（甲 %s，乙 %s）", documentName(s[0].title, s[0].path), documentName(s[1].title, s[1].path))
	t.Notes = []string{
		fmt.Sprintf("甲：编号 %d，%s，%s；乙：编号 %d，%s，%s。", s[0].id, cmp.Or(s[0].unit, "单位不明"), cmp.Or(s[0].date, "日期不明"), s[1].id, cmp.Or(s[1].unit, "单位不明"), cmp.Or(s[1].date, "日期不明")),
		fmt.Sprintf("两者都有 %d 项，只有甲 %d 项，只有乙 %d 项。", counts[inBoth], counts[onlyInA], counts[onlyInB]),
		"环节按类别对齐，同类有几段的按标题的相近程度对齐；活动按种类，指标按数据种类和说法对齐。两者都有的，文字可能不同，原文并列；逐字比较用“比对”（wenjian compare 甲 乙）。",
	}
	return t, nil
}

// schemePair returns the documents asked for, else the first two schemes of
// different units; nil where there is none.
func schemePair(ctx context.Context, q Querier, o Options) (pair [2]*head, err error) {
	for i, p := range schemeParams()[:2] {
		if pair[i], err = askedDocument(ctx, q, o, p.ID, p.Label); err != nil {
			return pair, err
		}
	}
	if pair[0] != nil && pair[1] != nil {
		if pair[0].id == pair[1].id {
			return pair, AskError("甲、乙是同一份材料，请写两份不同的材料的编号。")
		}
		return pair, nil
	}
	plans := make(map[string]bool)
	for _, k := range o.Taxonomy.Documents {
		plans[k.ID] = strings.Contains(k.Label, "方案")
	}
	var list []*head
	if err := eachHead(ctx, q, func(h head) {
		if plans[h.kind] {
			list = append(list, &h)
		}
	}, headQuery+` ORDER BY d.id`); err != nil {
		return pair, err
	}
	for i := range pair {
		for _, h := range list {
			y := pair[1-i]
			if pair[i] == nil && (y == nil || h.id != y.id && (h.unitKey != y.unitKey || h.unitKey == "")) {
				pair[i] = h
			}
		}
	}
	return pair, nil
}

// readScheme reads the points of a document.
func readScheme(ctx context.Context, q Querier, h head, t corpus.Taxonomy) (*scheme, error) {
	s := &scheme{head: h}
	if err := each(ctx, q, func(rows *sql.Rows) error { return rows.Scan(&s.body) }, `SELECT body FROM texts WHERE document_id = ?`, h.id); err != nil {
		return nil, err
	}
	rank := ranks(t.Sections)
	err := each(ctx, q, func(rows *sql.Rows) error {
		var kind string
		var heading corpus.Span
		var start, stop, level int
		if err := rows.Scan(&kind, &heading.Start, &heading.End, &start, &stop, &level); err != nil {
			return err
		}
		title := onOneLine(cutText(s.body, heading))
		if title == "" {
			return nil
		}
		if n := len(s.points); n > 0 && s.points[n-1].at.End > start { // what stands under one heading, without the ones below it
			s.points[n-1].at.End = start
		}
		s.points = append(s.points, schemePoint{
			aspect: "环节：" + corpus.LabelOf(t.Sections, kind), label: title, words: headingWords(title), at: corpus.Span{Start: start, End: stop}, rank: rank(kind), level: level,
		})
		return nil
	}, `SELECT k.kind, s.heading_start, s.heading_stop, s.start, s.stop, s.level FROM sections s JOIN section_kinds k ON k.document_id = s.document_id AND k.section = s.ord AND k.ord = 0
		WHERE s.document_id = ? ORDER BY s.ord`, h.id)
	if err != nil {
		return nil, err
	}
	first := len(t.Sections) + 1 // behind all sections
	acts := ranks(t.Activities)
	err = each(ctx, q, func(rows *sql.Rows) error {
		var kind string
		var at corpus.Span
		err := rows.Scan(&kind, &at.Start, &at.End)
		if !slices.ContainsFunc(s.points, func(p schemePoint) bool { return p.key == "activity "+kind }) {
			s.points = append(s.points, schemePoint{aspect: "活动", key: "activity " + kind, label: corpus.LabelOf(t.Activities, kind), at: at, rank: first + acts(kind)})
		}
		return err
	}, `SELECT kind, start, stop FROM main.activities WHERE document_id = ? ORDER BY ord`, h.id)
	if err != nil {
		return nil, err
	}
	first += len(t.Activities) + 1
	norms := ranks(t.Measures)
	return s, each(ctx, q, func(rows *sql.Rows) error {
		var kind string
		var at corpus.Span
		err := rows.Scan(&kind, &at.Start, &at.End)
		clause := clauseAt(s.body, at)
		s.points = append(s.points, schemePoint{aspect: schemeNorm, label: clause, words: headingWords(clause), at: at, rank: first + norms(kind)})
		return err
	}, `SELECT measure, start, stop FROM main.figures WHERE document_id = ? AND norm ORDER BY ord`, h.id)
}

// says returns what a document's text says of p.
func (p *schemePoint) says(body string) string {
	if strings.HasPrefix(p.aspect, "环节") {
		return shorten(onOneLine(cutText(body, p.at)), shownSection)
	}
	return sentenceAt(body, p.at.Start, p.at.End)
}

// clauseAt returns the clause around a place.
func clauseAt(body string, at corpus.Span) string {
	const stops = "，。；：、！？\n,;:"
	if at.Start < 0 || at.End > len(body) || at.Start > at.End {
		return ""
	}
	from, to := 0, len(body)
	if i := strings.LastIndexAny(body[:at.Start], stops); i >= 0 {
		from = i + len(string([]rune(body[i : i+min(4, len(body)-i)])[0]))
	}
	if i := strings.IndexAny(body[at.End:], stops); i >= 0 {
		to = at.End + i
	}
	return onOneLine(body[from:to])
}

// headingWords returns a heading folded, without number and punctuation.
func headingWords(s string) string {
	s = zh.Fold(s)
	if m := itemNumber.FindStringSubmatchIndex(s); m != nil && m[2] == 0 {
		s = s[m[3]:]
	}
	return strings.Map(func(r rune) rune {
		if zh.IsHan(r) || r >= '0' && r <= '9' || r >= 'a' && r <= 'z' {
			return r
		}
		return -1
	}, s)
}

// alike is how much of two headings has to be equal for them to be of one thing.
const alike = 0.4

// alignPoints pairs the points of two documents, in the order of ranks: by
// their keys, else the most alike of one aspect first; two sections that are the
// only ones of their kind and level are paired, too.
func alignPoints(a, b []schemePoint) (out [][2]*schemePoint) {
	type match struct {
		i, j int
		like float64
	}
	var matches []match
	for i, x := range a {
		for j, y := range b {
			switch {
			case x.aspect != y.aspect || (x.key == "") != (y.key == ""):
			case x.key != "" && x.key == y.key:
				matches = append(matches, match{i, j, 2})
			case x.key == "":
				if d := pairsInCommon(x.words, y.words); d >= alike {
					matches = append(matches, match{i, j, d})
				}
			}
		}
	}
	slices.SortStableFunc(matches, func(x, y match) int { return cmp.Compare(y.like, x.like) })
	ofA, ofB := make(map[int]int), make(map[int]bool)
	take := func(i, j int) {
		if _, used := ofA[i]; !used && !ofB[j] {
			ofA[i], ofB[j] = j, true
		}
	}
	for _, m := range matches {
		take(m.i, m.j)
	}
	only := func(list []schemePoint, x schemePoint) int {
		at := -1
		for i, p := range list {
			if p.aspect == x.aspect && p.level == x.level && strings.HasPrefix(p.aspect, "环节") {
				if at >= 0 {
					return -1
				}
				at = i
			}
		}
		return at
	}
	for i, x := range a {
		if j := only(b, x); j >= 0 && only(a, x) == i {
			take(i, j)
		}
	}
	for i := range a {
		x := [2]*schemePoint{&a[i], nil}
		if j, ok := ofA[i]; ok {
			x[1] = &b[j]
		}
		out = append(out, x)
	}
	for j := range b {
		if !ofB[j] {
			out = append(out, [2]*schemePoint{nil, &b[j]})
		}
	}
	rank := func(x [2]*schemePoint) int {
		if x[0] != nil {
			return x[0].rank
		}
		return x[1].rank
	}
	slices.SortStableFunc(out, func(x, y [2]*schemePoint) int { return cmp.Compare(rank(x), rank(y)) })
	return out
}

// pairsInCommon returns which part of the character pairs of two texts is in
// both (Dice, 1945), from 0 to 1.
func pairsInCommon(a, b string) float64 {
	x, y := []rune(a), []rune(b)
	if len(x) < 2 || len(y) < 2 {
		return float64(truth(a == b && a != ""))
	}
	have := make(map[[2]rune]int)
	for i := range len(x) - 1 {
		have[[2]rune{x[i], x[i+1]}]++
	}
	n := 0
	for i := range len(y) - 1 {
		if p := [2]rune{y[i], y[i+1]}; have[p] > 0 {
			have[p]--
			n++
		}
	}
	return 2 * float64(n) / float64(len(x)+len(y)-2)
}
