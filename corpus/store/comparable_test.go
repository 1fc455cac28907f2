package store_test

import (
	"slices"
	"testing"

	"wenjian/corpus"
	"wenjian/corpus/store"
)

// TestComparables: comparison gets what the documents say and what people
// said of them, of all documents or of some.
func TestComparables(t *testing.T) {
	s, err := store.Open(t.Context(), t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() }) // the test is over
	var ids []string
	for _, name := range []string{"江湾小学", "江湾中学"} {
		d := &corpus.Document{Ordinal: 1, Text: name + "党员学习。", Unit: corpus.Unit{Name: name}, Date: corpus.Label{Value: "2010-07"}}
		got, err := s.Put(t.Context(), corpus.Source{Path: name + ".txt"}, []byte(name), []*corpus.Document{d}, "v")
		if err != nil {
			t.Fatal(err)
		}
		ids = append(ids, got[0])
	}
	if err := s.MarkDocument(t.Context(), ids[1], store.Superior); err != nil {
		t.Fatal(err)
	}
	all, err := s.Comparables(t.Context())
	if err != nil || len(all) != 2 || all[0].Superior || !all[1].Superior {
		t.Fatalf("all: %+v, %v", all, err)
	}
	some, err := s.Comparables(t.Context(), ids[1], "99")
	if err != nil || len(some) != 1 || some[0] != all[1] {
		t.Fatalf("one: %+v, %v", some, err)
	}
	if c := some[0]; c.ID != ids[1] || c.Path != "江湾中学.txt" || c.Unit != "江湾中学" || c.Date != "2010-07" || c.Text != "江湾中学党员学习。" || c.SHA256 == "" {
		t.Errorf("%+v", c)
	}
	if n, err := s.Len(t.Context()); n != 2 || err != nil {
		t.Errorf("%d documents, %v", n, err)
	}
}

// TestComparisonMarked: a mark is good as long as every comparison since then
// goes on from it, and what is dropped in between is listed.
func TestComparisonMarked(t *testing.T) {
	s, err := store.Open(t.Context(), t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() }) // the test is over
	var ids []string
	for _, name := range []string{"甲", "乙", "丙"} {
		d := &corpus.Document{Ordinal: 1, Text: name + "单位党员学习。"}
		got, err := s.Put(t.Context(), corpus.Source{Path: name}, []byte(name), []*corpus.Document{d}, "v")
		if err != nil {
			t.Fatal(err)
		}
		ids = append(ids, got[0])
	}
	span := corpus.Span{Start: 0, End: 3}
	c := store.Comparison{
		Seq: 3, Stamp: "c", Generation: 2, Mark: "first", Keys: map[string][]byte{ids[0]: {1}, ids[1]: {1}, ids[2]: {1}},
		Matches: []store.Match{{A: ids[0], B: ids[1], SpanA: span, SpanB: span, Class: "passage"}},
	}
	if err := s.PutComparison(t.Context(), c); err != nil {
		t.Fatal(err)
	}
	dropped := func(want ...string) {
		t.Helper()
		if got, err := s.Uncompared(t.Context()); err != nil || !slices.Equal(got, want) {
			t.Errorf("dropped %v, want %v (%v)", got, want, err)
		}
	}
	dropped()
	if err := s.Delete(t.Context(), ids[0]); err != nil { // its match with the second goes
		t.Fatal(err)
	}
	dropped(ids[1])
	update := func(mark string, generation int) {
		t.Helper()
		err := s.UpdateComparison(t.Context(), store.Comparison{Seq: 4, Stamp: "c", Generation: generation, Mark: mark, Keys: map[string][]byte{ids[1]: {1}}})
		if err != nil {
			t.Fatal(err)
		}
	}
	marked := func(mark string, want bool) {
		t.Helper()
		if state, ok, err := s.ComparisonMarked(t.Context(), mark); ok != want || err != nil || ok && state.Stamp != "c" {
			t.Errorf("mark %q: %+v %v, want %v (%v)", mark, state, ok, want, err)
		}
	}
	update("second", 2)
	dropped()
	marked("first", true)
	marked("second", true)
	marked("", false)
	marked("none", false)
	update("", 2) // without an index
	marked("second", false)
	update("third", 2)
	marked("third", true)
	update("fourth", 3)
	marked("third", false)
	marked("fourth", true)
}
