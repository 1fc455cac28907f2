package web

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"wenjian/classify"
	"wenjian/corpus"
	"wenjian/corpus/store"
	reading "wenjian/ingest/page"
)

// A documentView is the page of one document.
type documentView struct {
	ID         string
	Query      string // that found the document, or empty
	Hits       int    // of the query's words in the text
	Title      string
	Meta       []string // unit, kind, date, length: what is known
	Labels     []labelView
	Source     corpus.Source
	Sightings  []sightingView
	Identical  []identicalView
	Properties []store.Property
	Outline    []outlineEntry
	Paragraphs []paragraph
	Events     []eventView
	Mentions   int // of all events
	Figures    []factView
	Persons    []personView
	Pairs      []pairView
	Leaks      []factView
	Exceptions []exceptionView
	Citations  []citationView
	Removals   []removalView
	Reuse      reuseView
}

// A labelView is one value of the whole document, with the reason for it.
type labelView struct {
	Name, Value, Why string
}

// An outlineEntry is a line of the outline.
type outlineEntry struct {
	Heading, Kinds, Anchor string
	Depth                  int
}

// A factView is a figure or leak beside the text.
type factView struct {
	Anchor string // of its place in the text
	Label  string
	Detail string
	Quote  string
	Why    string
}

// A personView is a person with the number of mentions.
type personView struct {
	Name, Post string
	N          int
}

// A pairView leads to the comparison with another document.
type pairView struct {
	URL, Title, Unit, Class, Shade string
	Passages, Characters           int
	Share                          float64 // of this document's characters
}

// A removalView is something that was taken out of the text or repaired.
type removalView struct {
	Text, Now, Why string
}

// titleOf is never empty: a document without a title is named by its file.
func titleOf(d *corpus.Document) string {
	if d.Title.Value != "" {
		return d.Title.Value
	}
	return untitled(d.Source.Path, d.Ordinal)
}

func untitled(path string, ordinal int) string {
	return fmt.Sprintf("（无标题）%s 第 %d 份", path, ordinal)
}

// newDocumentView shows d as found by the query q, which may be empty; related
// are the passages it shares with others. why may be nil.
func newDocumentView(d *corpus.Document, tax corpus.Taxonomy, why Why, related []relation, q string) documentView {
	because := reasons{d, why}
	hits := hitsOf(d.Text, q)
	v := documentView{ID: d.ID, Query: q, Hits: len(hits), Title: titleOf(d), Source: d.Source, Labels: labelsOf(d, tax, because)}
	for _, s := range []string{d.Unit.Name, corpus.LabelOf(tax.Documents, d.Kind.Value), d.Date.Value, fmt.Sprintf("%d 字", utf8.RuneCountInString(d.Text))} {
		if s != "" {
			v.Meta = append(v.Meta, s)
		}
	}
	marks := slices.Concat(runIns(d), v.addRelations(d, related), v.addEvents(d, tax, because), v.addFacts(d, tax, because), v.addReview(d, tax, because), hitMarks(hits))
	v.Paragraphs = paragraphs(d.Text, marks)
	dress(v.Paragraphs, d)
	v.Outline = outline(d, tax, v.Paragraphs)
	v.Persons = persons(d.Persons)
	for _, r := range d.Removals {
		v.Removals = append(v.Removals, removalView{Text: r.Text, Now: r.At.Of(d.Text), Why: reading.ReasonLabel(r.Why)})
	}
	return v
}

func labelsOf(d *corpus.Document, tax corpus.Taxonomy, because reasons) []labelView {
	return []labelView{
		{"单位", d.Unit.Name, because.of(classify.UnitFact, d.Unit.Evidence, d.Unit.By)},
		{"类别", corpus.LabelOf(tax.Units, d.Unit.Kind), ""},
		{"层级", corpus.LabelOf(tax.Levels, d.Unit.Level), ""},
		{"文种", corpus.LabelOf(tax.Documents, d.Kind.Value), because.label(classify.KindFact, d.Kind)},
		{"日期", d.Date.Value, because.label(classify.DateFact, d.Date)},
		{"上级", d.Superior.Value, because.label(classify.SuperiorFact, d.Superior)},
		{"主题", corpus.LabelOf(tax.Campaigns, d.Campaign.Value), because.label(classify.CampaignFact, d.Campaign)},
	}
}

// addFacts lists figures and leaks and returns their marks.
func (v *documentView) addFacts(d *corpus.Document, tax corpus.Taxonomy, because reasons) []mark {
	var marks []mark
	for i, f := range d.Figures {
		label, class := corpus.LabelOf(tax.Measures, f.Measure), "fig"
		fv := factView{Anchor: "fig-" + strconv.Itoa(i+1), Label: label, Quote: f.Of(d.Text), Why: because.of(classify.FigureFact, f.Span, f.By), Detail: figureValue(f)}
		if f.Norm {
			class += " norm"
			fv.Detail += "（指标或计划数）"
		}
		v.Figures = append(v.Figures, fv)
		marks = append(marks, mark{Span: f.Span, Class: class, Title: label + " " + fv.Detail, ID: fv.Anchor})
	}
	for i, l := range d.Leaks {
		id, from, why := "leak-"+strconv.Itoa(i+1), "", because.of(classify.LeakFact, l.Span, l.By)
		if l.From != "" {
			from = "见于 " + l.From
		}
		v.Leaks = append(v.Leaks, factView{Anchor: id, Label: l.Name, Quote: around(d.Text, l.Span), Detail: from, Why: why})
		marks = append(marks, mark{Span: l.Span, Class: "leak", Title: "疑为他单位名称",
			After: &badge{ID: id, Label: "串名", Class: "b-leak", Title: strings.TrimSpace(from + " " + why)}})
	}
	return marks
}

// figureValue prints a figure's number; a masked one is unknown, never zero.
func figureValue(f corpus.Figure) string {
	if f.Masked {
		return "未填"
	}
	s := strconv.FormatFloat(f.Value, 'f', -1, 64) + " " + f.Unit
	switch f.Op {
	case corpus.AtLeast:
		return "不少于 " + s
	case corpus.AtMost:
		return "不超过 " + s
	case corpus.Approximate:
		return "约 " + s
	}
	return s
}

// contextRunes is how many characters are shown on either side of a quote.
const contextRunes = 16

// around returns the characters of s with a little of the same line on both sides.
func around(text string, s corpus.Span) string {
	before, after := []rune(text[:s.Start]), []rune(text[s.End:])
	if i := slices.Index(after, '\n'); i >= 0 {
		after = after[:i]
	}
	for i := len(before) - 1; i >= 0; i-- {
		if before[i] == '\n' {
			before = before[i+1:]
			break
		}
	}
	lead, tail := "", ""
	if len(before) > contextRunes {
		before, lead = before[len(before)-contextRunes:], "…"
	}
	if len(after) > contextRunes {
		after, tail = after[:contextRunes], "…"
	}
	return lead + strings.TrimSpace(string(before)) + s.Of(text) + strings.TrimSpace(string(after)) + tail
}

func persons(ps []corpus.Person) []personView {
	var out []personView
	for _, p := range ps {
		i := slices.IndexFunc(out, func(v personView) bool { return v.Name == p.Name })
		if i < 0 {
			i = len(out)
			out = append(out, personView{Name: p.Name})
		}
		if out[i].Post == "" {
			out[i].Post = p.Post
		}
		out[i].N++
	}
	return out
}
