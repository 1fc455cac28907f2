package pipeline

import (
	"fmt"
	"maps"
	"slices"
	"testing"

	"wenjian/corpus"
	"wenjian/corpus/store"
	"wenjian/index/memindex"
	"wenjian/register"
)

// putUnit stores a document of that unit and returns its ID.
func putUnit(t *testing.T, s *store.Store, path, unit, superior, text string) string {
	t.Helper()
	d := &corpus.Document{Ordinal: 1, Text: text, Unit: corpus.Unit{Name: unit}, Superior: corpus.Label{Value: superior}}
	ids, err := s.Put(t.Context(), corpus.Source{Path: path}, []byte(text), []*corpus.Document{d}, "v")
	if err != nil {
		t.Fatal(err)
	}
	return ids[0]
}

// linked returns rule and unit of every link, by document.
func linked(t *testing.T, w *Workspace) map[string]string {
	t.Helper()
	if err := w.link(t.Context()); err != nil {
		t.Fatal(err)
	}
	links, err := w.Store.Links(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]string{}
	for id, l := range links {
		out[id] = fmt.Sprint(l.Rule, " ", l.Unit, l.Candidates, l.Owner)
	}
	return out
}

func seqOf(t *testing.T, s *store.Store) int64 {
	t.Helper()
	c, err := s.Changes(t.Context(), 0)
	if err != nil {
		t.Fatal(err)
	}
	return c.Seq
}

// TestLink: links follow the register and the documents, and only what
// changed is done again.
func TestLink(t *testing.T) {
	w := workspace(t, memindex.New())
	s := w.Store
	a := putUnit(t, s, "a.txt", "中共柏川县教育局党组", "柏川县委", passageText(1, 200))
	b := putUnit(t, s, "b.txt", "县教育局", "柏川县委", passageText(2, 200))
	c := putUnit(t, s, "c.txt", "石桥村党支部", "", passageText(3, 200))
	if got := linked(t, w); len(got) != 0 {
		t.Fatalf("links without a register: %v", got)
	}
	put := func(entries ...corpus.RegisterEntry) {
		t.Helper()
		if err := s.PutRegister(t.Context(), entries, nil); err != nil {
			t.Fatal(err)
		}
	}
	put(corpus.RegisterEntry{Name: "柏川县教育局", Superior: "柏川县委"}, corpus.RegisterEntry{Name: "石桥村", Superior: "桃溪镇"}, corpus.RegisterEntry{Name: "石桥村", Superior: "青石乡"})
	want := map[string]string{a: "body 1[]1", b: "place 1[]1", c: "ambiguous [2 3]"}
	if got := linked(t, w); !maps.Equal(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
	seq := seqOf(t, s)
	if got := linked(t, w); !maps.Equal(got, want) || seqOf(t, s) != seq {
		t.Errorf("again: %v at %d, want the same at %d", got, seqOf(t, s), seq)
	}
	d := putUnit(t, s, "青石乡/d.txt", "石桥村党支部", "", passageText(4, 200))
	want[d] = "body+context 3[]3"
	if got := linked(t, w); !maps.Equal(got, want) {
		t.Errorf("one more: %v, want %v", got, want)
	}
	if err := s.ChooseUnit(t.Context(), c, "2"); err != nil {
		t.Fatal(err)
	}
	want[c] = "manual 2[]2"
	if got := linked(t, w); !maps.Equal(got, want) {
		t.Errorf("chosen: %v, want %v", got, want)
	}
	entries, err := s.Register(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	put(slices.Delete(entries, 0, 1)...)
	want[a], want[b] = "unknown []", "unknown []"
	if got := linked(t, w); !maps.Equal(got, want) {
		t.Errorf("unit gone: %v, want %v", got, want)
	}
	if err := s.UnchooseUnit(t.Context(), c); err != nil {
		t.Fatal(err)
	}
	if want[c] = "ambiguous [2 3]"; !maps.Equal(linked(t, w), want) {
		t.Errorf("taken back: %v, want %v", linked(t, w), want)
	}
}

// TestLinkAndCompare: what one registered unit writes under two names is its
// own earlier text; two units of one name copy from each other.
func TestLinkAndCompare(t *testing.T) {
	w := workspace(t, memindex.New())
	shared := passageText(9, 150)
	putUnit(t, w.Store, "国税/a.txt", "县国税局", "", passageText(1, 200)+shared)
	putUnit(t, w.Store, "国税/b.txt", "国家税务局柏川分局", "", passageText(2, 200)+shared)
	classes := func() (out []string) {
		t.Helper()
		if err := w.CatchUp(t.Context()); err != nil {
			t.Fatal(err)
		}
		for m, err := range w.Store.AllMatches(t.Context()) {
			if err != nil {
				t.Fatal(err)
			}
			out = append(out, m.Class)
		}
		return out
	}
	if got := classes(); len(got) == 0 || slices.Contains(got, "self") {
		t.Fatalf("without a register: %v", got)
	}
	if err := w.Store.PutRegister(t.Context(), []corpus.RegisterEntry{{Name: "国家税务局柏川分局", Aliases: []string{"县国税局"}}}, nil); err != nil {
		t.Fatal(err)
	}
	if got := classes(); len(got) == 0 || slices.ContainsFunc(got, func(c string) bool { return c != "self" }) {
		t.Errorf("with it: %v", got)
	}
	names, err := w.Store.RegisteredNames(t.Context(), "1")
	if want := []string{"国家税务局柏川分局", "县国税局"}; err != nil || !slices.Equal(names, want) {
		t.Errorf("names %v, %v", names, err)
	}
}

func TestLearnRegister(t *testing.T) {
	w := workspace(t, memindex.New())
	for i, unit := range []string{"中共柏川县教育局党组", "柏川县教育局", "县教育局", "桃溪镇党委", ""} {
		putUnit(t, w.Store, fmt.Sprintf("%d.txt", i), unit, "柏川县委", passageText(uint64(i), 100))
	}
	got, err := LearnRegister(t.Context(), w.Store)
	if err != nil {
		t.Fatal(err)
	}
	if len(got) != 3 || got[2].Name != "柏川县委" || got[2].Documents != 0 || got[0].Name != "柏川县教育局" || got[0].Documents != 3 || len(got[0].Aliases) != 2 || got[0].Superior != "柏川县委" {
		t.Errorf("%+v", got)
	}
	entries := []corpus.RegisterEntry{got[0].RegisterEntry, got[1].RegisterEntry}
	if bad := register.New(entries, register.Options{}).Check(); len(bad) != 2 { // both superiors lack a row
		t.Errorf("%v", bad)
	}
	if err := w.Store.PutRegister(t.Context(), []corpus.RegisterEntry{{Name: "柏川县教育局"}, {Name: "柏川县委"}}, nil); err != nil {
		t.Fatal(err)
	}
	if err := w.link(t.Context()); err != nil {
		t.Fatal(err)
	}
	if got, err = LearnRegister(t.Context(), w.Store); err != nil || len(got) != 1 || got[0].Name != "桃溪镇党委" {
		t.Errorf("beside a register: %+v, %v", got, err)
	}
}
