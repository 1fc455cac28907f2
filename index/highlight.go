package index

import (
	"cmp"
	"slices"

	"wenjian/corpus"
	"wenjian/index/query"
)

// A Highlighter finds what to mark in the documents that a query matches. It
// is safe for concurrent use.
type Highlighter struct {
	words  []query.Node  // Text, Wild and Near
	within []query.In    // words that count only there
	title  []query.Node  // of conditions on the title
	fields []query.Field // conditions on activities, statuses and sections
}

// NewHighlighter prepares to mark what makes documents match n: what is
// negated is not marked.
func NewHighlighter(n query.Node) *Highlighter {
	h := new(Highlighter)
	h.collect(n)
	return h
}

func (h *Highlighter) collect(n query.Node) {
	switch n := n.(type) {
	case query.Text, query.Wild, query.Near:
		h.words = append(h.words, n)
	case query.In:
		h.within = append(h.within, n)
	case query.Field:
		if n.Name == "title" {
			h.title = append(h.title, query.Text{Value: n.Value})
		} else {
			h.fields = append(h.fields, n)
		}
	case query.And:
		for _, c := range n {
			h.collect(c)
		}
	case query.Or:
		for _, c := range n {
			h.collect(c)
		}
	}
}

// Hit returns e as a hit with its marks and snippets.
func (h *Highlighter) Hit(e Entry, score float64) Hit {
	return Hit{
		ID: e.ID, Source: e.Source, Ordinal: e.Ordinal, Title: e.Title, Unit: e.Unit, UnitKind: e.UnitKind, Kind: e.Kind, Date: e.Date,
		Score: score, Snippets: snippets(e.Text, h.spans(e)), TitleMarks: h.titleMarks(e.Title),
	}
}

// A mark is a span of text that answers one part of the query.
type mark struct {
	corpus.Span
	part int // which part: phrases first, then fields
}

// spans returns what to mark in e.Text, in order.
func (h *Highlighter) spans(e Entry) []mark {
	var found []mark
	parts := 0
	add := func(terms []query.Term, list []query.Node) {
		for i, n := range list {
			for _, r := range query.Occurrences(n, terms) {
				found = append(found, mark{r.Span(terms), parts + i})
			}
		}
	}
	if len(h.words)+len(h.within) > 0 {
		terms := query.Terms(e.Text)
		add(terms, h.words)
		parts += len(h.words)
		for _, in := range h.within {
			words := query.Words(in.Node, nil)
			for _, piece := range pieces(e, in) {
				if t := termsIn(terms, piece); query.Holds(in.Node, t) {
					add(t, words)
				}
			}
			parts += len(words)
		}
	}
	for i, f := range h.fields {
		for _, s := range partsOf(e, f) {
			found = append(found, mark{s, parts + i})
		}
	}
	found = slices.DeleteFunc(found, func(m mark) bool { return m.Empty() })
	slices.SortFunc(found, func(a, b mark) int {
		return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(b.End, a.End), cmp.Compare(a.part, b.part))
	})
	return found
}

// partsOf returns the spans of e that satisfy f: clauses of activities,
// headings of sections.
func partsOf(e Entry, f query.Field) []corpus.Span {
	spans := partsNamed(e, f)
	if f.Name != sectionField {
		return spans
	}
	var heads []corpus.Span
	for _, s := range spans {
		if i := slices.IndexFunc(e.Headings, func(h corpus.Span) bool { return h.Start >= s.Start && s.Contains(h) }); i >= 0 {
			heads = append(heads, e.Headings[i])
		}
	}
	return heads
}

// titleMarks returns the code points of title that phrases cover.
func (h *Highlighter) titleMarks(title string) [][2]int {
	var found []mark
	terms := query.Terms(title)
	list := slices.Concat(h.words, h.title)
	for _, in := range h.within {
		if in.Scope != query.Part && query.Holds(in.Node, terms) {
			list = query.Words(in.Node, list)
		}
	}
	for _, n := range list {
		for _, r := range query.Occurrences(n, terms) {
			found = append(found, mark{Span: r.Span(terms)})
		}
	}
	slices.SortFunc(found, func(a, b mark) int { return cmp.Compare(a.Start, b.Start) })
	return marksIn(title, corpus.Span{End: len(title)}, found)
}

// marksIn returns the parts of found inside window as merged code-point
// ranges of the window's text. found is ordered by Start.
func marksIn(text string, window corpus.Span, found []mark) [][2]int {
	var list [][2]int
	points := corpus.NewCodePoints(window.Of(text))
	for _, m := range found {
		start, end := max(m.Start, window.Start), min(m.End, window.End)
		if start >= end {
			continue
		}
		r := [2]int{points.At(start - window.Start), points.At(end - window.Start)}
		if n := len(list); n > 0 && r[0] <= list[n-1][1] {
			list[n-1][1] = max(list[n-1][1], r[1])
			continue
		}
		list = append(list, r)
	}
	return list
}
