package store_test

import (
	"errors"
	"path/filepath"
	"testing"

	"wenjian/corpus/store"
)

func TestSavedSearches(t *testing.T) {
	ctx := t.Context()
	s, err := store.Open(ctx, filepath.Join(t.TempDir(), "w"))
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	for _, q := range [][2]string{{"乙", "宣誓"}, {"甲", "党课"}, {"甲", "讲党课"}} {
		if err := s.SaveSearch(ctx, q[0], q[1]); err != nil {
			t.Fatal(err)
		}
	}
	if err := s.ForgetSearch(ctx, "乙"); err != nil {
		t.Fatal(err)
	}
	if err := s.ForgetSearch(ctx, "乙"); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("forgetting twice: %v", err)
	}
	got, err := s.SavedSearches(ctx)
	if err != nil || len(got) != 1 || got[0].Query != "讲党课" || got[0].At.IsZero() {
		t.Errorf("%+v, %v", got, err)
	}
}
