// Package indextest holds the tests that every index must pass: hand-picked
// cases, and thousands of random queries whose answers are compared with
// those of memindex.
package indextest

import (
	"context"
	"errors"
	"slices"
	"testing"

	"wenjian/corpus"
	"wenjian/index"
	"wenjian/index/query"
)

// Run tests the index that open returns. Each call of open must return an
// empty one and see to it that it is closed when the test ends.
func Run(t *testing.T, open func(*testing.T) index.Index) {
	for _, test := range []struct {
		name string
		run  func(*testing.T, index.Index)
	}{
		{"Empty", testEmpty},
		{"Matches", testMatches},
		{"Places", testPlaces},
		{"Parts", testParts},
		{"Fields", testFields},
		{"Ranking", testRanking},
		{"Ties", testTies},
		{"Facets", testFacets},
		{"Replace", testReplace},
		{"Cancel", testCancel},
		{"Refuse", testRefuse},
		{"Substrings", testSubstrings},
		{"Random", testRandom},
		{"Pages", testPages},
		{"Concurrent", testConcurrent},
	} {
		t.Run(test.name, func(t *testing.T) { test.run(t, open(t)) })
	}
}

// Put puts entries and fails the test when that fails.
func Put(t testing.TB, x index.Index, entries ...index.Entry) {
	t.Helper()
	if err := x.Put(t.Context(), entries...); err != nil {
		t.Fatalf("Put: %v", err)
	}
}

// search runs a request that must succeed.
func search(t testing.TB, x index.Index, r index.Request) index.Result {
	t.Helper()
	res, err := x.Search(t.Context(), r)
	if err != nil {
		t.Fatalf("Search(%s): %v", query.String(r.Query), err)
	}
	return res
}

// parse parses a query that must be right.
func parse(t testing.TB, s string) query.Node {
	t.Helper()
	n, err := query.Parse(s)
	if err != nil {
		t.Fatalf("Parse(%q): %v", s, err)
	}
	return n
}

// ids returns the IDs of hits in their order.
func ids(res index.Result) []string {
	list := []string{}
	for _, h := range res.Hits {
		list = append(list, h.ID)
	}
	return list
}

// find returns the sorted IDs of all documents that match the query s.
func find(t testing.TB, x index.Index, s string) []string {
	t.Helper()
	list := ids(search(t, x, index.Request{Query: parse(t, s)}))
	slices.Sort(list)
	return list
}

func testEmpty(t *testing.T, x index.Index) {
	for _, q := range []string{"", "党", "-党", "单位:甲", `单位=""`, "年份:2010-2012"} {
		res := search(t, x, index.Request{Query: parse(t, q), Facets: []string{"kind"}})
		if res.Total != 0 || len(res.Hits) != 0 || len(res.Facets["kind"]) != 0 {
			t.Errorf("%q in an empty index: %+v", q, res)
		}
	}
}

func testReplace(t *testing.T, x index.Index) {
	entry := func(id, text string) index.Entry { return index.Entry{ID: id, Text: text} }
	Put(t, x, entry("1", "旧的文字"), entry("2", "别的"), entry("2", "后来的"))
	Put(t, x, entry("1", "新的文字"))
	if n, err := x.Count(t.Context()); n != 2 || err != nil {
		t.Errorf("Count = %d, %v; want 2", n, err)
	}
	for q, want := range map[string][]string{"旧": {}, "新": {"1"}, "别": {}, "后来": {"2"}} {
		if got := find(t, x, q); !slices.Equal(got, want) {
			t.Errorf("after replacing, %q finds %v, want %v", q, got, want)
		}
	}
	if err := x.Delete(t.Context(), "1", "unknown", ""); err != nil {
		t.Fatal(err)
	}
	if got := find(t, x, ""); !slices.Equal(got, []string{"2"}) {
		t.Errorf("after deleting: %v", got)
	}
}

func testCancel(t *testing.T, x index.Index) {
	Put(t, x, index.Entry{ID: "1", Text: "文字"})
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := x.Put(ctx, index.Entry{ID: "2"}); !errors.Is(err, context.Canceled) {
		t.Errorf("Put: %v", err)
	}
	if err := x.Delete(ctx, "1"); !errors.Is(err, context.Canceled) {
		t.Errorf("Delete: %v", err)
	}
	if _, err := x.Search(ctx, index.Request{}); !errors.Is(err, context.Canceled) {
		t.Errorf("Search: %v", err)
	}
	if got := find(t, x, ""); !slices.Equal(got, []string{"1"}) {
		t.Errorf("a cancelled call changed the index: %v", got)
	}
}

func testRefuse(t *testing.T, x index.Index) {
	err := x.Put(t.Context(), index.Entry{ID: "1"}, index.Entry{Text: "没有编号"})
	if !errors.Is(err, index.ErrNoID) {
		t.Errorf("Put without ID: %v", err)
	}
	if got := find(t, x, ""); len(got) != 0 {
		t.Errorf("a refused batch was partly put: %v", got)
	}
	for _, r := range []index.Request{
		{Facets: []string{"nosuch"}},
		{Facets: []string{"title"}},
		{Query: query.Not{Node: query.Field{Name: "nosuch", Value: "x"}}},
	} {
		if _, err := x.Search(t.Context(), r); err == nil {
			t.Errorf("Search(%+v) succeeded", r)
		}
	}
}

// part returns the span of the first occurrence of quote in text.
func part(t testing.TB, text, quote, kind string, status corpus.Status) index.Part {
	t.Helper()
	return index.Part{Span: span(t, text, quote), Kind: kind, Status: status}
}
