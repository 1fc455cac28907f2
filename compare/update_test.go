package compare

import (
	"context"
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"
)

// A shelf holds what is known of texts by ID, as a store does.
type shelf struct {
	keys    map[string]Key
	matches map[string][]Match // by ID of the later text, A and B taken out
	leaks   map[string][]NameLeak
	pairs   map[string][]string // IDs of the earlier texts
	anew    int                 // findings of the last update that were not kept
}

func (s *shelf) update(t *testing.T, texts []Text) {
	t.Helper()
	found, err := Update(context.Background(), texts, Options{}, func(i int) (Key, bool) {
		k, ok := s.keys[texts[i].ID]
		return k, ok
	})
	if err != nil {
		t.Fatal(err)
	}
	old := *s
	*s = shelf{keys: map[string]Key{}, matches: map[string][]Match{}, leaks: map[string][]NameLeak{}, pairs: map[string][]string{}}
	for _, f := range found {
		id := texts[f.Text].ID
		s.keys[id] = f.Key
		if f.Same {
			s.matches[id], s.leaks[id], s.pairs[id] = old.matches[id], old.leaks[id], old.pairs[id]
			continue
		}
		s.anew++
		for _, m := range f.Matches {
			s.pairs[id] = append(s.pairs[id], texts[m.A].ID)
			m.A, m.B, m.earlier = 0, 0, 0
			s.matches[id] = append(s.matches[id], m)
		}
		for _, l := range f.Leaks {
			l.Text = 0
			s.leaks[id] = append(s.leaks[id], l)
		}
	}
}

func (s *shelf) equal(other *shelf) bool {
	return reflect.DeepEqual(s.keys, other.keys) && equalBy(s.pairs, other.pairs) && equalBy(s.matches, other.matches) && equalBy(s.leaks, other.leaks)
}

func equalBy[T any](x, y map[string][]T) bool {
	for id := range x {
		if len(x[id])+len(y[id]) > 0 && !reflect.DeepEqual(x[id], y[id]) {
			return false
		}
	}
	return true
}

// TestUpdateEqualsCompare adds, replaces and deletes documents at random:
// what is kept and what is found anew are together what a comparison from
// the start finds, and a document added and deleted leaves no trace.
func TestUpdateEqualsCompare(t *testing.T) {
	g := generate(t, 80, 300, 11)
	r := rand.New(rand.NewPCG(5, 5))
	now := slices.Clone(g.texts[:48])
	kept := &shelf{}
	kept.update(t, now)
	before := *kept
	for _, x := range g.texts[48:51] { // never crosses a generation: 48 to 64
		kept.update(t, append(slices.Clone(now), x))
		if kept.anew == 0 || kept.anew > 40 {
			t.Errorf("one more document: %d of %d found anew", kept.anew, len(now)+1)
		}
		kept.update(t, now)
		if !kept.equal(&before) {
			t.Fatal("a document added and deleted left a trace")
		}
	}
	for step := range 12 {
		switch k := r.IntN(len(now)); step % 3 {
		case 0:
			now = append(now, g.texts[51+step])
		case 1:
			now = slices.Delete(now, k, k+1)
		case 2: // another text, of another unit, under the same number
			id := now[k].ID
			now[k] = g.texts[65+step]
			now[k].ID = id
		}
		r.Shuffle(len(now), func(i, j int) { now[i], now[j] = now[j], now[i] })
		kept.update(t, now)
		fresh := &shelf{}
		fresh.update(t, now)
		if !kept.equal(fresh) {
			t.Fatalf("step %d: kept and new findings differ from a comparison from the start", step)
		}
	}
	kept.update(t, now)
	if kept.anew != 0 {
		t.Errorf("nothing changed, yet %d were found anew", kept.anew)
	}
}
