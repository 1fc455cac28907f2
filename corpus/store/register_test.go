package store

import (
	"database/sql"
	"errors"
	"fmt"
	"maps"
	"path/filepath"
	"reflect"
	"slices"
	"testing"

	"wenjian/corpus"
)

// registered opens a workspace with three documents and a register of two units.
func registered(t *testing.T) *Store {
	t.Helper()
	s, err := Open(t.Context(), filepath.Join(t.TempDir(), "w"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	for i, unit := range []string{"县教育局", "柏川縣教育局党组", "柏川县卫生局"} {
		d := &corpus.Document{Ordinal: 1, Text: unit, Unit: corpus.Unit{Name: unit, Kind: "机关", Level: "县级"}, Superior: corpus.Label{Value: "县委"}, Date: corpus.Label{Value: fmt.Sprintf("2010-0%d", i+1)}}
		if _, err := s.Put(t.Context(), corpus.Source{Path: fmt.Sprintf("%d.txt", i)}, []byte(unit), []*corpus.Document{d}, "v"); err != nil {
			t.Fatal(err)
		}
	}
	put(t, s, nil, corpus.RegisterEntry{
		Name: "柏川县教育局", Superior: "柏川县委", Kind: "政府部门", Level: "县级", Aliases: []string{"县教体局"}, Former: []string{"柏川县文教局"},
		Due: "2", Contact: "张某", Phone: "12345", Others: []corpus.RegisterField{{Name: "地址", Value: "城关"}},
	}, corpus.RegisterEntry{Name: "柏川县卫生局"})
	return s
}

func put(t *testing.T, s *Store, moved map[string]string, entries ...corpus.RegisterEntry) {
	t.Helper()
	if err := s.PutRegister(t.Context(), entries, moved); err != nil {
		t.Fatal(err)
	}
}

func register(t *testing.T, s *Store) []corpus.RegisterEntry {
	t.Helper()
	entries, err := s.Register(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return entries
}

// link links documents to units, "" to none.
func link(t *testing.T, s *Store, units map[string]string) {
	t.Helper()
	var links []Link
	for _, d := range slices.Sorted(maps.Keys(units)) {
		l := Link{UnitLink: corpus.UnitLink{Document: d, Unit: units[d], By: corpus.By{Rule: "name", Confidence: 1}}, Owner: units[d]}
		if l.Unit == "" {
			l.By, l.Candidates = corpus.By{Rule: "ambiguous"}, []string{"1", "2"}
		}
		links = append(links, l)
	}
	c, err := s.Changes(t.Context(), 0)
	if err == nil {
		err = s.PutLinks(t.Context(), links, LinkState{Stamp: "v", Home: "柏川县", Seq: c.Seq})
	}
	if err != nil {
		t.Fatal(err)
	}
}

// What goes into the register comes out of it, IDs stay with their units, and
// every change raises the version.
func TestRegister(t *testing.T) {
	s := registered(t)
	first := register(t, s)
	if len(first) != 2 || first[0].ID != "1" || first[1].ID != "2" || first[0].Others[0].Value != "城关" || !slices.Equal(first[0].Former, []string{"柏川县文教局"}) || first[0].Due != "2" {
		t.Fatalf("%+v", first)
	}
	v, err := s.RegisterVersion(t.Context())
	if err != nil || v != 1 {
		t.Errorf("version %d, %v", v, err)
	}
	first[1].Name = "柏川县卫生健康局"
	put(t, s, nil, first[1], corpus.RegisterEntry{Name: "柏川县财政局"}, first[0])
	second := register(t, s)
	if names := []string{second[0].Name + second[0].ID, second[1].Name + second[1].ID, second[2].Name + second[2].ID}; !slices.Equal(names, []string{"柏川县卫生健康局2", "柏川县财政局3", "柏川县教育局1"}) {
		t.Errorf("%v", names)
	}
	if !reflect.DeepEqual(second[2], first[0]) {
		t.Errorf("%+v became %+v", first[0], second[2])
	}
	if v, err = s.RegisterVersion(t.Context()); err != nil || v != 2 {
		t.Errorf("version %d, %v", v, err)
	}
	if err := s.PutRegister(t.Context(), []corpus.RegisterEntry{{ID: "77", Name: "甲"}}, nil); !errors.Is(err, ErrNoUnit) {
		t.Errorf("unknown ID: %v", err)
	}
	if err := s.PutRegister(t.Context(), []corpus.RegisterEntry{second[0], second[0]}, nil); !errors.Is(err, ErrNoUnit) {
		t.Errorf("one ID twice: %v", err)
	}
	if got := register(t, s); !reflect.DeepEqual(got, second) {
		t.Errorf("after failures: %+v", got)
	}
}

// Lists, counts and the view of reports follow the links; what a document
// prints stays.
func TestLinks(t *testing.T) {
	s := registered(t)
	link(t, s, map[string]string{"1": "1", "2": "1", "3": ""})
	links, err := s.Links(t.Context())
	if err != nil || len(links) != 3 || links["2"].Owner != "1" || !slices.Equal(links["3"].Candidates, []string{"1", "2"}) || links["3"].Unit != "" {
		t.Errorf("%+v, %v", links, err)
	}
	if one, err := s.Links(t.Context(), "2"); err != nil || len(one) != 1 {
		t.Errorf("%+v, %v", one, err)
	}
	if home, err := s.RegisterHome(t.Context()); err != nil || home != "柏川县" {
		t.Errorf("home %q, %v", home, err)
	}
	for unit, want := range map[string][]string{"县教育局": {"1"}, "县教体局": {"1", "2"}, "柏川縣文教局": {"1", "2"}, "柏川县教育局": {"1", "2"}, "柏川县卫生局": {"3"}, "甲": nil} {
		rows, err := s.List(t.Context(), Filter{Unit: unit})
		var ids []string
		for _, r := range rows {
			ids = append(ids, r.ID)
		}
		if err != nil || !slices.Equal(ids, want) {
			t.Errorf("%s: %v, want %v (%v)", unit, ids, want, err)
		}
		if len(rows) > 0 && (rows[0].Registered == "") != (rows[0].ID == "3") {
			t.Errorf("%+v", rows[0])
		}
	}
	counts, err := s.UnitCounts(t.Context())
	if want := (map[string]UnitCount{"1": {2, "2010-02"}}); err != nil || !maps.Equal(counts, want) {
		t.Errorf("%v, %v", counts, err)
	}
	if n, err := s.Counts(t.Context()); err != nil || n.Units != 2 {
		t.Errorf("%d units, %v", n.Units, err)
	}
	var seen []string
	err = each(t.Context(), s.reader, func(rows *sql.Rows) error {
		var key, unit, kind string
		err := rows.Scan(&key, &unit, &kind)
		seen = append(seen, key+" "+unit+" "+kind)
		return err
	}, `SELECT unit_key, unit, unit_kind FROM counted ORDER BY id`)
	if want := []string{"@1 柏川县教育局 政府部门", "@1 柏川县教育局 政府部门", "柏川县卫生局 柏川县卫生局 机关"}; err != nil || !slices.Equal(seen, want) {
		t.Errorf("%q, %v", seen, err)
	}
	names, err := s.RegisteredNames(t.Context(), "1")
	if want := []string{"柏川县教育局", "县教体局", "柏川县文教局", "县教育局", "柏川縣教育局党组"}; err != nil || !slices.Equal(names, want) {
		t.Errorf("%q, %v", names, err)
	}
	prints, err := s.UnitPrints(t.Context(), []string{"2"})
	if want := (UnitPrint{"2", "柏川縣教育局党组", "机关", "县级", "县委", "", "1.txt"}); err != nil || len(prints) != 1 || prints[0] != want {
		t.Errorf("%+v, %v", prints, err)
	}
	x, err := s.External(t.Context(), "2")
	if want := (ExternalLink{"1", "柏川县教育局", "name", 1, []string{}}); err != nil || x.Register == nil || !reflect.DeepEqual(*x.Register, want) {
		t.Errorf("%+v, %v", x.Register, err)
	}
	if problems, err := s.Check(t.Context()); err != nil || len(problems) > 0 {
		t.Errorf("check: %v, %v", problems, err)
	}
}

// Where an owner changes, or goes, a comparison does not know it yet; the
// documents themselves have not changed.
func TestOwners(t *testing.T) {
	s := registered(t)
	seq, err := s.Changes(t.Context(), 0)
	if err != nil {
		t.Fatal(err)
	}
	stale := func() bool {
		t.Helper()
		v, compared, err := s.Owners(t.Context())
		if err == nil {
			err = s.OwnersCompared(t.Context(), v)
		}
		if err != nil {
			t.Fatal(err)
		}
		return !compared
	}
	if stale() {
		t.Error("stale before the first link")
	}
	for _, c := range []struct {
		name string
		do   func()
		want bool
	}{
		{"linked", func() { link(t, s, map[string]string{"1": "1", "2": "2", "3": ""}) }, true},
		{"linked again", func() { link(t, s, map[string]string{"1": "1", "3": ""}) }, false},
		{"linked to another", func() { link(t, s, map[string]string{"1": "2"}) }, true},
		{"renamed", func() { e := register(t, s); e[0].Name = "甲"; put(t, s, nil, e...) }, false},
		{"gone", func() { put(t, s, nil, register(t, s)[0]) }, true},
	} {
		if c.do(); stale() != c.want {
			t.Errorf("%s: stale is not %v", c.name, c.want)
		}
	}
	links, err := s.Links(t.Context())
	if err != nil || links["1"].Unit != "" || links["2"].Unit != "" {
		t.Errorf("%+v, %v", links, err)
	}
	if now, err := s.Changes(t.Context(), 0); err != nil || now.Seq != seq.Seq {
		t.Errorf("documents count as changed: %v", err)
	}
}

func TestChooseUnit(t *testing.T) {
	s := registered(t)
	for _, c := range []struct {
		document, unit string
		want           error
	}{{"1", "1", nil}, {"2", "", nil}, {"3", "2", nil}, {"9", "1", ErrNotFound}, {"x", "1", ErrNotFound}, {"1", "9", ErrNoUnit}} {
		if err := s.ChooseUnit(t.Context(), c.document, c.unit); !errors.Is(err, c.want) {
			t.Errorf("%+v: %v", c, err)
		}
	}
	if err := s.UnchooseUnit(t.Context(), "9"); !errors.Is(err, ErrNotFound) {
		t.Errorf("%v", err)
	}
	entries := register(t, s)
	put(t, s, map[string]string{"2": "1"}, entries[0]) // merged
	chosen, err := s.UnitChoices(t.Context())
	if want := (map[string]string{"1": "1", "2": "", "3": "1"}); err != nil || !maps.Equal(chosen, want) {
		t.Errorf("%v, %v", chosen, err)
	}
	if err := s.UnchooseUnit(t.Context(), "1"); err != nil {
		t.Fatal(err)
	}
	put(t, s, nil)
	if chosen, err = s.UnitChoices(t.Context()); err != nil || !maps.Equal(chosen, map[string]string{"2": ""}) {
		t.Errorf("%v, %v", chosen, err)
	}
	if v, err := s.RegisterVersion(t.Context()); err != nil || v != 7 {
		t.Errorf("version %d, %v", v, err)
	}
}
