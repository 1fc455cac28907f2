package pipeline

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

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
