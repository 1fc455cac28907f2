package report

import (
	"context"
	"database/sql"
	_ "embed"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"wenjian/corpus"
	"wenjian/internal/zh"
)

// What a superior's text can ask for.
type demandSort string

const (
	askedActivity demandSort = "活动"
	askedSection  demandSort = "环节"
	askedFigure   demandSort = "数据"
	askedLength   demandSort = "篇幅"
)

// A demand is one thing that a superior's text asks of units.
type demand struct {
	sort  demandSort
	kind  string   // ID of an activity, a section or a measure
	kinds []string // it and its parts
	label string
	least float64 // characters, of askedLength
	at    spot    // where the text asks for it, first
}

// A notice is a superior's text, read for what it asks.
type notice struct {
	head
	demands []demand
	due     string // YYYY-MM-DD; empty: none told
	dueAt   spot
}

// other is the measure of figures that no other one fits: it says nothing of
// what is asked.
const other = "其他"

// askWords says which words a notice has for kinds of sections: lines of an ID
// and its words, # begins a comment.
//
//go:embed asks.txt
var askWords string

var (
	// asking is what a sentence says that asks for parts of a text.
	asking = regexp.MustCompile(`报送|上报|总结|反映|汇报|报告|撰写|写明|说明|列出|提出|内容|包括`)
	// handing is what a sentence says that asks for a text to be handed in.
	handing = regexp.MustCompile(`报|送交|交至|提交`)
	// dueBegins is what stands before the last day.
	dueBegins = regexp.MustCompile(`(?:截止|截至|时限|期限)(?:时间|日期)?(?:为|是|:|到|至)?$`)
	// dueEnd is what stands behind the last day.
	dueEnd = regexp.MustCompile(`^(?:\(?星期[一二三四五六日]\)?)?(?:下班|上午|下午|[0-9]+[时点])?(?:之前|以前|前|止|截止)`)
)

// readNotice reads what a document asks: activities it requires or plans,
// sections and figures, a length and a date.
func readNotice(ctx context.Context, q Querier, h head, t corpus.Taxonomy) (*notice, error) {
	n := &notice{head: h}
	if err := n.addActivities(ctx, q, t); err != nil {
		return nil, err
	}
	var body string
	if err := each(ctx, q, func(rows *sql.Rows) error { return rows.Scan(&body) }, `SELECT body FROM texts WHERE document_id = ?`, h.id); err != nil {
		return nil, err
	}
	n.addSections(body, t)
	n.addDue(body)
	return n, n.addFigures(ctx, q, t)
}

// add adds a demand unless the same is asked already.
func (n *notice) add(d demand) {
	if !slices.ContainsFunc(n.demands, func(x demand) bool { return x.sort == d.sort && x.kind == d.kind }) {
		n.demands = append(n.demands, d)
	}
}

func (n *notice) addActivities(ctx context.Context, q Querier, t corpus.Taxonomy) error {
	var passing []demand
	err := each(ctx, q, func(rows *sql.Rows) error {
		d, status := demand{sort: askedActivity, at: spot{document: n.id}}, ""
		if err := rows.Scan(&d.kind, &status, &d.at.start, &d.at.stop); err != nil {
			return err
		}
		if _, ok := corpus.Find(t.Activities, d.kind); !ok {
			return nil
		}
		d.kinds, d.label = below(t.Activities, d.kind), corpus.LabelOf(t.Activities, d.kind)
		switch corpus.Status(status) {
		case corpus.Required, corpus.Planned:
			n.add(d)
		case corpus.Mentioned:
			passing = append(passing, d)
		}
		return nil
	}, `SELECT kind, status, start, stop FROM main.activities WHERE document_id = ? ORDER BY ord`, n.id)
	if len(n.demands) == 0 { // a text that requires nothing outright still names what it is about
		for _, d := range passing {
			n.add(d)
		}
	}
	return err
}

// addSections finds the sections that a sentence of body asks for.
func (n *notice) addSections(body string, t corpus.Taxonomy) {
	view := zh.NewView(body)
	eachSentence(view.Text, func(from, to int) {
		s := view.Text[from:to]
		if !asking.MatchString(s) || strings.HasPrefix(s, "为") { // 为全面掌握…情况 says why, not what
			return
		}
		for line := range strings.Lines(askWords) {
			f := strings.Fields(line)
			if len(f) < 2 {
				continue
			}
			k, ok := corpus.Find(t.Sections, f[0])
			if !ok {
				continue
			}
			for _, w := range f[1:] {
				if i := strings.Index(s, w); i >= 0 {
					at := spot{n.id, view.At(from + i), view.At(from + i + len(w))}
					n.add(demand{sort: askedSection, kind: k.ID, kinds: below(t.Sections, k.ID), label: k.Label, at: at})
					break
				}
			}
		}
	})
}

// addDue finds the day by which body wants to be answered. A day without a
// year is of the year of the notice.
func (n *notice) addDue(body string) {
	view := zh.NewView(body)
	eachSentence(view.Text, func(from, to int) {
		s := view.Text[from:to]
		if n.due != "" || !handing.MatchString(s) {
			return
		}
		for _, d := range zh.FindDates(s) {
			if d.Day == 0 || !dueEnd.MatchString(s[d.End:]) && !dueBegins.MatchString(s[:d.Start]) {
				continue
			}
			when := fmt.Sprintf("%04d-%02d-%02d", d.Year, d.Month, d.Day)
			if d.Year == 0 {
				if year(n.date) == "" {
					continue
				}
				when = year(n.date) + when[4:]
			}
			n.due, n.dueAt = when, spot{n.id, view.At(from + d.Start), view.At(from + d.End)}
			return
		}
	})
}

// addFigures adds the figures that n sets as a norm.
func (n *notice) addFigures(ctx context.Context, q Querier, t corpus.Taxonomy) error {
	return each(ctx, q, func(rows *sql.Rows) error {
		d, unit := demand{sort: askedFigure, at: spot{document: n.id}}, ""
		if err := rows.Scan(&d.kind, &d.least, &unit, &d.at.start, &d.at.stop); err != nil {
			return err
		}
		k, ok := corpus.Find(t.Measures, d.kind)
		switch {
		case unit == "字" && d.least >= 100: // fewer are no text
			d.sort, d.kind, d.label = askedLength, "", fmt.Sprintf("不少于 %.0f 字", d.least)
		case !ok || k.Label == other:
			return nil
		default:
			d.kinds, d.label = below(t.Measures, k.ID), k.Label
		}
		n.add(d)
		return nil
	}, `SELECT measure, coalesce(value, 0.0), unit, start, stop FROM main.figures WHERE document_id = ? AND norm AND NOT masked AND op <> 'le' ORDER BY ord`, n.id)
}

// eachSentence calls f with the bytes of every sentence of s, which ends at a
// line break, too.
func eachSentence(s string, f func(from, to int)) {
	from := 0
	for i, r := range s {
		if r == '\n' || zh.IsSentenceEnd(r) || r == ';' || r == '；' {
			to := i + len(string(r))
			if i > from {
				f(from, to)
			}
			from = to
		}
	}
	if from < len(s) {
		f(from, len(s))
	}
}
