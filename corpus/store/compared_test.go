package store_test

import (
	"reflect"
	"testing"

	"wenjian/corpus"
	"wenjian/corpus/store"
)

// TestUpdateComparison: an update replaces what it names and nothing else,
// and whatever drops matches or leaks of comparison drops the key with them.
func TestUpdateComparison(t *testing.T) {
	s := open(t)
	put(t, s, "a.txt", "甲", "v1", full(t))
	put(t, s, "b.txt", "乙", "v1", full(t))
	put(t, s, "c.txt", "丙", "v1", full(t))
	at := corpus.Span{Start: 0, End: 3}
	match := func(a, b string, bits float64) store.Match {
		return store.Match{A: a, B: b, SpanA: at, SpanB: at, Class: "passage", Bits: bits}
	}
	leak := func(id string) store.NameLeak {
		return store.NameLeak{Document: id, Leak: corpus.Leak{Span: corpus.Span{Start: 3, End: 6}, Name: "某", From: "a.txt"}}
	}
	all := store.Comparison{Seq: 3, Stamp: "c", Generation: 2,
		Matches: []store.Match{match("1", "2", 1), match("1", "3", 2), match("2", "3", 3)}, Leaks: []store.NameLeak{leak("2"), leak("3")},
		Keys: map[string][]byte{"1": {1}, "2": {2}, "3": {3}}}
	if err := s.PutComparison(t.Context(), all); err != nil {
		t.Fatal(err)
	}
	want := allMatches(t, s)
	again := store.Comparison{Seq: 4, Stamp: "c", Generation: 2, Matches: all.Matches[1:], Leaks: all.Leaks[1:], Keys: map[string][]byte{"3": {4}}}
	if err := s.UpdateComparison(t.Context(), again); err != nil {
		t.Fatal(err)
	}
	if got := allMatches(t, s); !reflect.DeepEqual(got, want) {
		t.Errorf("got  %+v\nwant %+v", got, want)
	}
	if state, _, err := s.LastComparison(t.Context()); err != nil || state.Matches != 3 || state.Leaks != 2 || state.Anew != 1 || state.Generation != 2 {
		t.Errorf("state %+v, %v", state, err)
	}
	keys := func(want ...string) {
		t.Helper()
		got, err := s.ComparisonKeys(t.Context())
		if err != nil || len(got) != len(want) {
			t.Errorf("keys %v, %v; want those of %v", got, err, want)
		}
		for _, id := range want {
			if got[id] == nil {
				t.Errorf("document %s has no key", id)
			}
		}
	}
	keys("1", "2", "3")
	if err := s.Delete(t.Context(), "1"); err != nil { // both others shared something with it
		t.Fatal(err)
	}
	keys()
	if got := allMatches(t, s); len(got) != 1 || got[0].Bits != 3 {
		t.Errorf("got %+v", got)
	}
}
