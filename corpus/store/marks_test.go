package store_test

import (
	"errors"
	"testing"

	"wenjian/corpus/store"
)

func TestMarks(t *testing.T) {
	s := open(t)
	put(t, s, "a.txt", "甲县组织部", "v1", full(t))
	put(t, s, "b.txt", "乙", "v1", full(t))
	unit := func() string {
		d, err := s.Document(t.Context(), "1")
		if err != nil {
			t.Fatal(err)
		}
		return d.Unit.Name
	}()
	superiors := func(want ...string) {
		t.Helper()
		got, err := s.Superiors(t.Context())
		if err != nil || len(got) != len(want) {
			t.Errorf("superiors %v, %v; want %v", got, err, want)
		}
		for _, id := range want {
			if !got[id] {
				t.Errorf("document %s is not a superior's", id)
			}
		}
	}
	mark := func(id string, m store.Mark) {
		t.Helper()
		if err := s.MarkDocument(t.Context(), id, m); err != nil {
			t.Fatal(err)
		}
	}
	superiors()
	before, err := s.Changes(t.Context(), 0)
	if err != nil {
		t.Fatal(err)
	}
	mark("2", store.Superior)
	superiors("2")
	if c, err := s.Changes(t.Context(), before.Seq); err != nil || len(c.Put) != 1 || c.Put[0] != "2" {
		t.Errorf("changes %+v, %v: a marked document is to be compared again", c, err)
	}
	mark("2", "")
	superiors()
	if n, err := s.MarkUnit(t.Context(), unit, true); err != nil || n == 0 {
		t.Errorf("%d documents, %v", n, err)
	}
	mark("2", store.Ordinary)
	superiors("1")
	if _, err := s.MarkUnit(t.Context(), unit, false); err != nil {
		t.Error(err)
	}
	superiors()
	if err := s.MarkDocument(t.Context(), "77", store.Superior); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("unknown document: %v", err)
	}
}

func TestWhitelist(t *testing.T) {
	s := open(t)
	id, err := s.AddWhitelist(t.Context(), "推动全县党建工作再上新台阶", "县委〔2011〕5号")
	if err != nil {
		t.Fatal(err)
	}
	if l, err := s.Whitelist(t.Context()); err != nil || len(l) != 1 || l[0].Added.IsZero() || !l[0].Removed.IsZero() || l[0].Source == "" {
		t.Errorf("%+v, %v", l, err)
	}
	if err := s.RemoveWhitelist(t.Context(), id); err != nil {
		t.Fatal(err)
	}
	if l, err := s.Whitelist(t.Context()); err != nil || len(l) != 1 || l[0].Removed.IsZero() {
		t.Errorf("%+v, %v: an entry taken back stays in the list", l, err)
	}
	if err := s.RemoveWhitelist(t.Context(), id); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("taken back twice: %v", err)
	}
}
