package store_test

import (
	"errors"
	"reflect"
	"slices"
	"testing"

	"wenjian/corpus"
	"wenjian/corpus/store"
)

func TestComparison(t *testing.T) {
	s := open(t)
	put(t, s, "a.txt", "甲", "v1", full(t))
	put(t, s, "b.txt", "乙", "v1", full(t))
	put(t, s, "c.txt", "丙", "v1", &corpus.Document{Ordinal: 1, Text: fullText})
	if _, ok, err := s.LastComparison(t.Context()); ok || err != nil {
		t.Errorf("compared before the first time: %v, %v", ok, err)
	}
	changes, err := s.Changes(t.Context(), 0)
	if err != nil {
		t.Fatal(err)
	}
	at := func(part string) corpus.Span { return span(t, fullText, part) }
	by := corpus.By{Rule: "slot", Confidence: 1}
	want := []store.Match{
		{ID: 1<<24 + 1, A: "3", B: "1", SpanA: at("七一前夕"), SpanB: at("七一前夕"), Class: "whole", Bits: 99},
		{ID: 2<<24 + 1, A: "1", B: "2", SpanA: at("七一前夕"), SpanB: at("捐款1200元"), Class: "passage", Bits: 31.5,
			Slots: []store.Slot{{A: at("七一"), B: at("捐款"), TextA: "七一", TextB: "捐款"}, {A: at("前夕"), B: at("1200"), TextA: "前夕", TextB: "1200"}}},
	}
	// The first leak is one that reading the document found, too, a little wider.
	leaks := []store.NameLeak{
		{Document: "2", Leak: corpus.Leak{Span: corpus.Span{Start: at("我院").Start, End: at("我院").Start + 3}, Name: "白杨敬老院", From: "a.txt", By: by}},
		{Document: "3", Leak: corpus.Leak{Span: at("王大川"), Name: "王大川", From: "a.txt", By: by}},
	}
	for range 2 { // the second replaces the first
		if err := s.PutComparison(t.Context(), store.Comparison{Seq: changes.Seq, Stamp: "c1", Matches: want, Leaks: leaks}); err != nil {
			t.Fatal(err)
		}
	}
	if state, ok, err := s.LastComparison(t.Context()); !ok || err != nil || state.Seq != 3 || state.Stamp != "c1" || state.Matches != 2 || state.Leaks != 2 || state.At.IsZero() {
		t.Errorf("state %+v, %v, %v", state, ok, err)
	}
	if got := allMatches(t, s); !reflect.DeepEqual(got, want) {
		t.Errorf("got  %+v\nwant %+v", got, want)
	}
	if got, err := s.Matches(t.Context(), "1"); err != nil || len(got) != 2 {
		t.Errorf("matches of 1: %+v, %v", got, err)
	}
	if got, err := s.PairMatches(t.Context(), "2", "1"); err != nil || !reflect.DeepEqual(got, want[1:]) {
		t.Errorf("matches of 2 and 1: %+v, %v", got, err)
	}
	if d, err := s.Document(t.Context(), "2"); err != nil || len(d.Leaks) != 1 || d.Leaks[0].From != "a.txt" || d.Leaks[0].Rule != "l" {
		t.Errorf("leaks of 2: %+v, %v", d.Leaks, err)
	}
	if n, err := s.Counts(t.Context()); err != nil || n.Leaks != 3 {
		t.Errorf("%d leaks counted, want one in each document (%v)", n.Leaks, err)
	}
	if d, err := s.Document(t.Context(), "3"); err != nil || !reflect.DeepEqual(d.Leaks, []corpus.Leak{leaks[1].Leak}) {
		t.Errorf("leaks of 3: %+v, %v", d.Leaks, err)
	}

	t.Run("refused whole", func(t *testing.T) {
		for name, m := range map[string]store.Match{
			"unknown document": {A: "1", B: "77"},
			"outside the text": {A: "1", B: "2", SpanA: corpus.Span{Start: 0, End: 1 << 20}},
			"no number":        {A: "x", B: "2"},
		} {
			err := s.PutComparison(t.Context(), store.Comparison{Matches: []store.Match{want[0], m}})
			if err == nil || name == "unknown document" && !errors.Is(err, store.ErrNotFound) {
				t.Errorf("%s: error %v", name, err)
			}
		}
		if got := allMatches(t, s); !reflect.DeepEqual(got, want) {
			t.Errorf("a refused comparison changed the matches: %+v", got)
		}
	})
	t.Run("same text keeps matches, other text drops them", func(t *testing.T) {
		put(t, s, "b.txt", "乙", "v2", full(t))
		if got := allMatches(t, s); len(got) != 2 {
			t.Errorf("%d matches", len(got))
		}
		put(t, s, "b.txt", "乙", "v3", &corpus.Document{Ordinal: 1, Text: "短"})
		if got := allMatches(t, s); !reflect.DeepEqual(got, want[:1]) {
			t.Errorf("%+v", got)
		}
		if d, err := s.Document(t.Context(), "2"); err != nil || len(d.Leaks) != 0 {
			t.Errorf("%+v, %v", d, err)
		}
	})
}

func allMatches(t *testing.T, s *store.Store) (out []store.Match) {
	t.Helper()
	for m, err := range s.AllMatches(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, m)
	}
	return out
}

// AllMatches pages past gaps.
func TestAllMatchesPages(t *testing.T) {
	s := open(t)
	put(t, s, "a.txt", "甲", "v1", full(t))
	put(t, s, "b.txt", "乙", "v1", full(t))
	put(t, s, "c.txt", "丙", "v1", full(t))
	var ms []store.Match
	for i := range 5000 {
		m := store.Match{A: "1", B: "2", Class: "passage"}
		if i >= 4000 {
			m.B = "3"
		}
		ms = append(ms, m)
	}
	if err := s.PutComparison(t.Context(), store.Comparison{Matches: ms}); err != nil {
		t.Fatal(err)
	}
	if n := len(allMatches(t, s)); n != 5000 {
		t.Errorf("%d matches, want 5000", n)
	}
	if err := s.Delete(t.Context(), "2"); err != nil {
		t.Fatal(err)
	}
	if n := len(allMatches(t, s)); n != 1000 {
		t.Errorf("%d matches after a deletion, want 1000", n)
	}
}

func TestDelete(t *testing.T) {
	s := open(t)
	put(t, s, "a.txt", "旧", "v1", full(t))
	two := full(t)
	two.Ordinal = 2
	put(t, s, "a.txt", "甲", "v1", full(t), two) // supersedes
	put(t, s, "b.txt", "甲", "v1", full(t))
	if err := s.Delete(t.Context(), "2", "99"); !errors.Is(err, store.ErrNotFound) || len(all(t, s)) != 3 {
		t.Errorf("unknown ID: %v", err)
	}
	if err := s.Delete(t.Context(), "2"); err != nil {
		t.Fatal(err)
	}
	if fresh, err := s.Fresh(t.Context(), "a.txt", hash([]byte("甲")), "v1"); err != nil || !fresh {
		t.Errorf("the rest of the compilation: %v, %v", fresh, err)
	}
	if err := s.Delete(t.Context(), "3"); err != nil {
		t.Fatal(err)
	}
	if c, err := s.Counts(t.Context()); err != nil || c.Sources != 1 || c.Documents != 1 || c.Bytes != 3 {
		t.Errorf("counts %+v, %v: bytes of the deleted path and its old version must be gone", c, err)
	}
	if c, err := s.Changes(t.Context(), 0); err != nil || !slices.Equal(c.Put, []string{"4"}) || !slices.Equal(c.Deleted, []string{"1", "2", "3"}) {
		t.Errorf("changes %+v, %v", c, err)
	}
	if ids := put(t, s, "a.txt", "甲", "v1", full(t)); !slices.Equal(ids, []string{"5"}) {
		t.Errorf("an ID was given twice: %v", ids)
	}
	if p, err := s.Check(t.Context()); err != nil || len(p) > 0 {
		t.Errorf("check: %v, %v", p, err)
	}
}

func TestNotFound(t *testing.T) {
	s := open(t)
	put(t, s, "a.txt", "甲", "v1", full(t))
	for _, id := range []string{"", "0", "-1", "01", "2", "x", "1 ", "99999999999999999999"} {
		if _, err := s.Document(t.Context(), id); !errors.Is(err, store.ErrNotFound) {
			t.Errorf("document %q: %v", id, err)
		}
		if _, _, err := s.SourceBytes(t.Context(), id); !errors.Is(err, store.ErrNotFound) {
			t.Errorf("source of %q: %v", id, err)
		}
	}
}

func TestList(t *testing.T) {
	s := open(t)
	d := full(t)
	put(t, s, "a.txt", "甲", "v1", d)
	put(t, s, "b.txt", "乙", "v1", &corpus.Document{Ordinal: 1, Text: "无", Unit: corpus.Unit{Name: "柳河鎮敬老院党支部"}})
	row := store.Row{ID: "1", Source: "a.txt", Ordinal: 1, Title: d.Title.Value, Kind: "阶段总结", Unit: "柳河镇敬老院党支部", UnitKind: "事业单位",
		Date: "2010-07", Campaign: "创先争优", Characters: len([]rune(fullText)), Sections: 3, Activities: 2, Figures: 2, Leaks: 1}
	for _, c := range []struct {
		name string
		f    store.Filter
		want []string
	}{
		{"all", store.Filter{}, []string{"1", "2"}},
		{"limit", store.Filter{Limit: 1, Offset: 1}, []string{"2"}},
		{"unit in either script", store.Filter{Unit: "柳河镇敬老院党支部"}, []string{"1", "2"}},
		{"kind", store.Filter{Kind: "阶段总结"}, []string{"1"}},
		{"source", store.Filter{Source: "b.txt"}, []string{"2"}},
		{"IDs", store.Filter{IDs: []string{"2", "7", "x"}}, []string{"2"}},
		{"no ID", store.Filter{IDs: []string{}}, nil},
	} {
		rows, err := s.List(t.Context(), c.f)
		var got []string
		for _, r := range rows {
			got = append(got, r.ID)
			if r.ID == "1" && r != row {
				t.Errorf("%s: row %+v, want %+v", c.name, r, row)
			}
		}
		if err != nil || !slices.Equal(got, c.want) {
			t.Errorf("%s: %v, %v, want %v", c.name, got, err, c.want)
		}
	}
}
