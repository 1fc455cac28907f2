package pipeline

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"wenjian/compare"
	"wenjian/corpus"
	"wenjian/corpus/store"
)

// passageText returns sentences nobody else writes.
func passageText(seed uint64, n int) string {
	stock := []rune("山河湖海风云雨雪春夏秋冬东西南北花草道路桥梁田间茶叶果树牛羊马匹笔墨纸砚灯火车船来去走坐看听说写唱跳做想知行")
	r := rand.New(rand.NewPCG(seed, 3))
	var b strings.Builder
	for i := range n {
		b.WriteRune(stock[r.IntN(len(stock))])
		if i%23 == 22 {
			b.WriteString("。")
		}
	}
	return b.String()
}

// stored prints all that comparison keeps.
func stored(t *testing.T, s *store.Store) string {
	t.Helper()
	var b strings.Builder
	for m, err := range s.AllMatches(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprintf(&b, "%+v\n", m)
	}
	keys, err := s.ComparisonKeys(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	fmt.Fprintln(&b, keys) // in the order of the IDs
	return b.String()
}

// TestCompareCatchesUp: adding, replacing and deleting documents leaves in
// the store what a comparison from the start puts there, and compares no
// more than what shares something with them.
func TestCompareCatchesUp(t *testing.T) {
	s, err := store.Open(t.Context(), t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() }) // the test is over
	w := &Workspace{Store: s}
	put := func(i int, text string) string {
		t.Helper()
		d := &corpus.Document{Ordinal: 1, Text: text, Unit: corpus.Unit{Name: fmt.Sprintf("第%d中学", i)}}
		ids, err := s.Put(t.Context(), corpus.Source{Path: fmt.Sprintf("%02d.txt", i)}, []byte(text), []*corpus.Document{d}, "v")
		if err != nil {
			t.Fatal(err)
		}
		return ids[0]
	}
	catchUp := func(most int) string {
		t.Helper()
		if err := w.compare(t.Context()); err != nil {
			t.Fatal(err)
		}
		state, _, err := s.LastComparison(t.Context())
		if err != nil || state.Anew > most {
			t.Errorf("%d documents compared, want at most %d (%v)", state.Anew, most, err)
		}
		kept := stored(t, s)
		if err := s.PutComparison(t.Context(), store.Comparison{Stamp: "other"}); err != nil {
			t.Fatal(err)
		}
		if err := w.compare(t.Context()); err != nil {
			t.Fatal(err)
		}
		if fresh := stored(t, s); fresh != kept {
			t.Errorf("kept:\n%s\nfrom the start:\n%s", kept, fresh)
		}
		return kept
	}
	shared := passageText(1, 120)
	for i := range 10 {
		text := passageText(uint64(10+i), 200)
		if i%3 == 0 {
			text += shared
		}
		put(i, text)
	}
	first := catchUp(10)
	if strings.Count(first, "passage") < 3 {
		t.Fatalf("too few matches to say anything:\n%s", first)
	}
	id := put(10, passageText(99, 150)+shared)
	if catchUp(5) == first {
		t.Error("one more copy changed nothing")
	}
	put(1, passageText(98, 200))
	before := catchUp(1)
	if err := s.Delete(t.Context(), id); err != nil {
		t.Fatal(err)
	}
	if catchUp(4) == before {
		t.Error("a deletion changed nothing")
	}
}

// TestCompareIndexed: among many documents the index beside the store leads
// to what a comparison from the start puts there, also when a run was killed
// between the two, and when the index was lost.
func TestCompareIndexed(t *testing.T) {
	s, err := store.Open(t.Context(), t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() }) // the test is over
	w := &Workspace{Store: s, Fingerprints: t.TempDir()}
	t.Cleanup(func() { _ = w.Close() })
	submission := func(i int, text string) store.Submission {
		d := &corpus.Document{Ordinal: 1, Text: text, Unit: corpus.Unit{Name: fmt.Sprintf("第%d中学", i)}}
		return store.Submission{Source: corpus.Source{Path: fmt.Sprintf("%04d.txt", i)}, Data: []byte(text), Documents: []*corpus.Document{d}, Stamp: "v"}
	}
	put := func(subs ...store.Submission) []store.Stored {
		t.Helper()
		out, err := s.PutAll(t.Context(), subs...)
		if err != nil {
			t.Fatal(err)
		}
		return out
	}
	shared := passageText(1, 150)
	text := func(i int) string {
		if i%201 == 7 {
			return passageText(uint64(100+i), 60) + shared
		}
		return passageText(uint64(100+i), 60)
	}
	many := compare.FewTexts + 40
	var subs []store.Submission
	for i := range many {
		subs = append(subs, submission(i, text(i)))
	}
	put(subs...)
	catchUp := func(what string, most int) string {
		t.Helper()
		if err := w.compare(t.Context()); err != nil {
			t.Fatalf("%s: %v", what, err)
		}
		state, _, err := s.LastComparison(t.Context())
		if err != nil || state.Anew > most {
			t.Errorf("%s: %d documents compared, want at most %d (%v)", what, state.Anew, most, err)
		}
		kept := stored(t, s)
		fresh := &Workspace{Store: s, Fingerprints: t.TempDir()}
		if err := fresh.buildPrints(t.Context(), compare.Options{}, compareStamp); err != nil {
			t.Fatal(err)
		}
		if again := stored(t, s); again != kept {
			t.Errorf("%s: kept:\n%s\nfrom the start:\n%s", what, kept, again)
		}
		if err := fresh.Close(); err != nil {
			t.Fatal(err)
		}
		return kept
	}
	first := catchUp("at first", many)
	if strings.Count(first, "whole") < 3 {
		t.Fatalf("too few matches to say anything:\n%.2000s", first)
	}
	out := put(submission(many, passageText(9, 50)+shared))
	second := catchUp("one more", 9)
	if second == first {
		t.Error("one more copy changed nothing")
	}
	if err := s.Delete(t.Context(), out[0].IDs[0]); err != nil {
		t.Fatal(err)
	}
	if catchUp("one less", 15) != first {
		t.Error("a copy that came and went left a trace")
	}

	// Killed after the store was written: the index is behind.
	put(submission(many+1, passageText(10, 50)+shared))
	lost := copyDir(t, w.Fingerprints)
	before := catchUp("one more", 9)
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	w.Fingerprints = lost
	put(submission(5, passageText(11, 50)+shared))
	if catchUp("after a kill", 16) == before {
		t.Error("another text changed nothing")
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	w.Fingerprints = t.TempDir()
	put(submission(6, text(6)+"又及。"))
	catchUp("without an index", many+2)
}

// copyDir returns a folder with what is in dir.
func copyDir(t *testing.T, dir string) string {
	t.Helper()
	to := filepath.Join(t.TempDir(), "copy")
	if err := os.CopyFS(to, os.DirFS(dir)); err != nil {
		t.Fatal(err)
	}
	return to
}
