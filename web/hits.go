package web

import (
	"fmt"
	"net/url"

	"wenjian/corpus"
	"wenjian/index/query"
)

// hitsOf returns where the words of the query q stand in text, in order and
// not overlapping. A query that cannot be read, as a stale link may hold, has
// no hits.
func hitsOf(text, q string) []corpus.Span {
	n, err := query.Parse(q)
	if err != nil || n == nil {
		return nil
	}
	terms := query.Terms(text)
	var found []corpus.Span
	for _, words := range query.Words(n, nil) {
		for _, r := range query.Occurrences(words, terms) {
			found = append(found, r.Span(terms))
		}
	}
	return union(found)
}

// hitMarks marks hits; each can be reached as #hit-N.
func hitMarks(hits []corpus.Span) []mark {
	out := make([]mark, len(hits))
	for i, s := range hits {
		out[i] = mark{Span: s, Class: "hit", ID: fmt.Sprintf("hit-%d", i+1)}
	}
	return out
}

// documentURL returns the page of a document; q, the query that found it, may
// be empty.
func documentURL(id, q string) string {
	if q == "" {
		return "/docs/" + id
	}
	return "/docs/" + id + "?" + url.Values{"q": {q}}.Encode()
}
