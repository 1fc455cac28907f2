package index

import (
	"slices"
	"strings"

	"wenjian/corpus"
	"wenjian/index/query"
	"wenjian/internal/zh"
)

// The fields that have parts of the text.
const (
	sectionField  = "section"
	activityField = "activity"
	statusField   = "status"
)

// Within reports whether one piece of e, as large as in says, holds by itself
// what in asks for. Backends that find candidates in another way ask it.
func Within(e Entry, in query.In) bool {
	if in.Scope != query.Part && query.Holds(in.Node, query.Terms(e.Title)) && e.Title != "" {
		return true
	}
	terms := query.Terms(e.Text)
	return slices.ContainsFunc(pieces(e, in), func(s corpus.Span) bool { return query.Holds(in.Node, termsIn(terms, s)) })
}

// pieces returns the pieces of e's text that in speaks of, in no order.
func pieces(e Entry, in query.In) []corpus.Span {
	switch in.Scope {
	case query.Sentence:
		return cutText(e.Text, sentenceEnd)
	case query.Paragraph:
		return cutText(e.Text, lineEnd)
	}
	list := partsNamed(e, in.Of)
	if in.Of.Name == activityField {
		for i, s := range list {
			last := runeStart(e.Text, max(s.Start, s.End-1))
			list[i] = corpus.Span{Start: sentenceStart(e.Text, s.Start), End: max(s.End, sentenceEnd(e.Text, last))}
		}
	}
	return list
}

// partsNamed returns the sections and activities of e that satisfy f; the
// value of f is an ID.
func partsNamed(e Entry, f query.Field) []corpus.Span {
	var spans []corpus.Span
	value := zh.Fold(f.Value)
	switch f.Name {
	case activityField, statusField:
		for _, a := range e.Acts {
			if f.Name == activityField && zh.Fold(a.Kind) == value && (f.Status == "" || f.Status == a.Status) || f.Name == statusField && string(a.Status) == value {
				spans = append(spans, a.Span)
			}
		}
	case sectionField:
		for _, s := range e.Sections {
			if zh.Fold(s.Kind) == value {
				spans = append(spans, s.Span)
			}
		}
	}
	return spans
}

// cutText cuts text at the places that end returns.
func cutText(text string, end func(string, int) int) []corpus.Span {
	var list []corpus.Span
	for at := 0; at < len(text); {
		to := end(text, at)
		list = append(list, corpus.Span{Start: at, End: to})
		at = to
	}
	return list
}

// lineEnd returns where the paragraph that goes on at byte at ends.
func lineEnd(text string, at int) int {
	if i := strings.IndexByte(text[at:], '\n'); i >= 0 {
		return at + i + 1
	}
	return len(text)
}

// termsIn returns those of terms, which are in order, that lie in s.
func termsIn(terms []query.Term, s corpus.Span) []query.Term {
	from, _ := slices.BinarySearchFunc(terms, s.Start, func(t query.Term, at int) int { return t.Start - at })
	to := from
	for to < len(terms) && terms[to].End <= s.End {
		to++
	}
	return terms[from:to]
}
