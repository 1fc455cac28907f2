package store_test

import (
	"errors"
	"reflect"
	"slices"
	"testing"

	"wenjian/corpus"
	"wenjian/corpus/store"
)

// paths returns the paths under which a document came; those it no longer
// has are in brackets.
func paths(t testing.TB, s *store.Store, id string) (out []string) {
	t.Helper()
	list, err := s.Sightings(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	for _, g := range list {
		if g.At.IsZero() {
			t.Errorf("%s was seen at no time", g.Path)
		}
		if g.Gone {
			g.Path = "(" + g.Path + ")"
		}
		out = append(out, g.Path)
	}
	return out
}

// TestSightings follows one file that comes under several paths: the paths
// share its documents, one may leave them, and the last one takes them along.
func TestSightings(t *testing.T) {
	s := open(t)
	bring := func(path, data, stamp string, same int64, run int64) (store.Fate, []string) {
		t.Helper()
		out, err := s.PutAll(t.Context(), store.Submission{Source: corpus.Source{Path: path, Format: "txt"}, Data: []byte(data), Stamp: stamp,
			Documents: []*corpus.Document{{Ordinal: 1, Text: data}}, SameAs: same, Run: run})
		if err != nil {
			t.Fatal(err)
		}
		return out[0].Fate, out[0].IDs
	}
	twin := func(data string) int64 {
		t.Helper()
		twins, err := s.Twins(t.Context(), hash([]byte(data)))
		if err != nil || len(twins) == 0 {
			t.Fatalf("twins %+v, %v", twins, err)
		}
		return twins[0].Source
	}
	type step struct {
		name, path, data, stamp string
		same                    bool
		fate                    store.Fate
		id                      string
	}
	for i, c := range []step{
		{"new", "a.txt", "甲", "v1", false, store.Added, "1"},
		{"another source of it", "b.txt", "甲", "v1", true, store.Sighted, "1"},
		{"nothing new", "b.txt", "甲", "v1", true, store.Unchanged, "1"},
		{"a submission of its own", "c.txt", "甲", "v1", false, store.Added, "2"},
		{"it stays that even when thought the same later", "c.txt", "甲", "v1", true, store.Unchanged, "2"},
		{"seen by a newer program first", "d.txt", "甲", "v2", true, store.Sighted, "1"},
		{"which understood all paths anew", "a.txt", "甲", "v2", false, store.Unchanged, "1"},
		{"no longer thought the same", "b.txt", "甲", "v3", false, store.Added, "3"},
		{"understood anew", "a.txt", "甲", "v3", false, store.Reread, "1"},
		{"the first path gets other bytes, another path still has them", "a.txt", "乙", "v3", false, store.Updated, "4"},
		{"the last path gets other bytes", "d.txt", "乙", "v3", false, store.Updated, "5"},
	} {
		same := int64(0)
		if c.same {
			same = twin(c.data)
		}
		fate, ids := bring(c.path, c.data, c.stamp, same, int64(i+1))
		if fate != c.fate || !slices.Equal(ids, []string{c.id}) {
			t.Errorf("%s: %s %v, want %s %s", c.name, fate, ids, c.fate, c.id)
		}
		if fresh, err := s.Fresh(t.Context(), c.path, hash([]byte(c.data)), c.stamp); err != nil || !fresh {
			t.Errorf("%s: not fresh afterwards, %v", c.name, err)
		}
		switch c.name {
		case "understood anew":
			if got, want := paths(t, s, "1"), []string{"a.txt", "(b.txt)", "d.txt"}; !slices.Equal(got, want) {
				t.Errorf("%s: paths %v, want %v", c.name, got, want)
			}
		case "the first path gets other bytes, another path still has them":
			if d, err := s.Document(t.Context(), "1"); err != nil || d.Source.Path != "d.txt" {
				t.Errorf("%s: %+v, %v", c.name, d, err)
			}
			if got, want := paths(t, s, "1"), []string{"(a.txt)", "(b.txt)", "d.txt"}; !slices.Equal(got, want) {
				t.Errorf("%s: paths %v, want %v", c.name, got, want)
			}
		}
	}
	if _, err := s.Document(t.Context(), "1"); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("no path shows document 1 any more: %v", err)
	}
	if problems, err := s.Check(t.Context()); err != nil || len(problems) > 0 {
		t.Errorf("check: %v, %v", problems, err)
	}
	rows, err := s.List(t.Context(), store.Filter{Source: "d.txt"})
	if err != nil || len(rows) != 1 || rows[0].ID != "5" {
		t.Errorf("documents of d.txt: %+v, %v", rows, err)
	}
}

// A source whose bytes are not those that were said to be the same is a
// submission of its own.
func TestWrongTwin(t *testing.T) {
	s := open(t)
	put(t, s, "a.txt", "甲", "v", &corpus.Document{Ordinal: 1, Text: "甲"})
	for path, same := range map[string]int64{"b.txt": 1, "c.txt": 77} {
		out, err := s.PutAll(t.Context(), store.Submission{Source: corpus.Source{Path: path}, Data: []byte("乙"), Stamp: "v",
			Documents: []*corpus.Document{{Ordinal: 1, Text: "乙"}}, SameAs: same})
		if err != nil || out[0].Fate != store.Added {
			t.Errorf("%s: %+v, %v", path, out, err)
		}
	}
	if n := len(all(t, s)); n != 3 {
		t.Errorf("%d documents, want 3", n)
	}
}

// When a path leaves, the projections hear of the new path.
func TestHeirIsAChange(t *testing.T) {
	s := open(t)
	put(t, s, "a.txt", "甲", "v", &corpus.Document{Ordinal: 1, Text: "甲"})
	if _, err := s.PutAll(t.Context(), store.Submission{Source: corpus.Source{Path: "b.txt"}, Data: []byte("甲"), Stamp: "v",
		Documents: []*corpus.Document{{Ordinal: 1, Text: "甲"}}, SameAs: 1}); err != nil {
		t.Fatal(err)
	}
	before, err := s.Changes(t.Context(), 0)
	if err != nil || len(before.Put) != 1 {
		t.Fatalf("a sighting must change no document: %+v, %v", before, err)
	}
	put(t, s, "a.txt", "乙", "v", &corpus.Document{Ordinal: 1, Text: "乙"})
	after, err := s.Changes(t.Context(), before.Seq)
	if err != nil || !slices.Equal(after.Put, []string{"1", "2"}) || len(after.Deleted) > 0 {
		t.Errorf("changes %+v, %v", after, err)
	}
}

func TestIdenticalTo(t *testing.T) {
	s := open(t)
	two := func() []*corpus.Document {
		return []*corpus.Document{{Ordinal: 1, Text: "一"}, {Ordinal: 2, Text: "二"}}
	}
	put(t, s, "a.txt", "甲", "v", two()...)
	put(t, s, "b.txt", "甲", "v", two()...)
	put(t, s, "c.txt", "丙", "v", two()...)
	for id, want := range map[string][]string{"1": {"3"}, "4": {"2"}, "5": nil, "9": nil} {
		rows, err := s.IdenticalTo(t.Context(), id)
		var got []string
		for _, r := range rows {
			got = append(got, r.ID)
		}
		if err != nil || !slices.Equal(got, want) {
			t.Errorf("identical to %s: %v, %v, want %v", id, got, err, want)
		}
	}
	twins, err := s.Twins(t.Context(), hash([]byte("甲")))
	if err != nil || len(twins) != 2 || !slices.Equal(twins[1].Paths, []string{"b.txt"}) {
		t.Errorf("twins %+v, %v", twins, err)
	}
	if _, err := s.Sightings(t.Context(), "9"); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("sightings of a document that is not there: %v", err)
	}
}

func TestSightingsKnowTheRuns(t *testing.T) {
	s := open(t)
	first, second := begin(t, s), begin(t, s)
	if _, err := s.PutAll(t.Context(), store.Submission{Source: corpus.Source{Path: "a.txt"}, Data: []byte("甲"), Stamp: "v", Run: first,
		Documents: []*corpus.Document{{Ordinal: 1, Text: "甲"}}}); err != nil {
		t.Fatal(err)
	}
	for run, fate := range map[int64]store.Fate{first: store.Added, second: store.Unchanged} {
		record(t, s, run, store.FileResult{Path: "a.txt", Fate: fate, SHA256: hash([]byte("甲"))}, "")
	}
	list, err := s.Sightings(t.Context(), "1")
	if err != nil || len(list) != 1 || list[0].Run != first || list[0].Last != second {
		t.Errorf("sightings %+v, %v", list, err)
	}
	files, err := s.RunFiles(t.Context(), second)
	if err != nil || len(files) != 1 || files[0].Documents != 1 {
		t.Errorf("an unchanged file must say how many documents it has: %+v, %v", files, err)
	}
}

func TestProperties(t *testing.T) {
	s := open(t)
	src := corpus.Source{Path: "a.docx", Properties: map[string]string{"company": "白河镇", "author": "王芳", "z-own": "其他", "title": ""}}
	if _, err := s.Put(t.Context(), src, []byte("甲"), []*corpus.Document{{Ordinal: 1, Text: "甲"}, {Ordinal: 2, Text: "乙"}}, "v"); err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, p := range store.PropertiesOf(src) {
		got = append(got, p.Label+"="+p.Value)
	}
	if want := []string{"作者=王芳", "单位=白河镇", "z-own=其他"}; !slices.Equal(got, want) {
		t.Errorf("properties %v, want %v", got, want)
	}
	if ids, err := s.DocumentsWith(t.Context(), "author", "王芳"); err != nil || !slices.Equal(ids, []string{"1", "2"}) {
		t.Errorf("documents by the author: %v, %v", ids, err)
	}
	src.Properties = map[string]string{"author": "李明"}
	if _, err := s.Put(t.Context(), src, []byte("甲"), []*corpus.Document{{Ordinal: 1, Text: "甲"}}, "v2"); err != nil {
		t.Fatal(err)
	}
	if ids, err := s.DocumentsWith(t.Context(), "author", "王芳"); err != nil || len(ids) > 0 {
		t.Errorf("documents by the former author: %v, %v", ids, err)
	}
	d, err := s.Document(t.Context(), "1")
	if err != nil || !reflect.DeepEqual(d.Source.Properties, src.Properties) {
		t.Errorf("document %+v, %v", d, err)
	}
}

// A file is known by where it lies, whatever path it was given under.
func TestPlaces(t *testing.T) {
	s := open(t)
	for _, x := range []struct{ path, location, data string }{{"a.txt", "/七月/a.txt", "甲"}, {"/八月/a.txt", "/八月/a.txt", "乙"}, {"c.txt", "", "丙"}, {"d.txt", "/七月/d.txt", "丁"}, {"d.txt", "/九月/d.txt", "新"}} {
		if _, err := s.PutAll(t.Context(), store.Submission{Source: corpus.Source{Path: x.path}, Data: []byte(x.data), Location: x.location, Stamp: "v"}); err != nil {
			t.Fatal(err)
		}
	}
	for _, c := range []struct{ path, location, known, taken string }{
		{"a.txt", "/七月/a.txt", "a.txt", "/七月/a.txt"},
		{"../七月/a.txt", "/七月/a.txt", "a.txt", ""},
		{"a.txt", "/八月/a.txt", "/八月/a.txt", "/七月/a.txt"},
		{"a.txt", "/十月/a.txt", "", "/七月/a.txt"},
		{"c.txt", "", "", ""},
		{"new.txt", "/七月/new.txt", "", ""},
		{"d.txt", "/七月/d.txt", "", "/九月/d.txt"}, // the path went on to another file
	} {
		known, taken, err := s.Places(t.Context(), c.path, c.location)
		if err != nil || known != c.known || taken != c.taken {
			t.Errorf("%s at %s: %q, %q, %v; want %q, %q", c.path, c.location, known, taken, err, c.known, c.taken)
		}
	}
}
