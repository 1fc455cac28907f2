package compare

import (
	"cmp"
	"context"
	"math"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"

	"wenjian/internal/concept"
)

// A library makes the wordings of the documents of one comparison, and keeps
// those of a small one: a document that many took from is asked for often.
type library struct {
	e      *engine
	g      *sharedGrams
	lexers []lexer // by worker
	kept   []atomic.Pointer[wording]

	mu    sync.RWMutex
	terms map[termKey]*term // numbered as they came
}

// Of a document's neighbours, which share fingerprints with it, those that
// share most tell what is usual around it.
const (
	usualFrom    = 32   // neighbours
	usualTrust   = 12   // neighbours from which on they outweigh the reference
	neighbourMax = 1024 // documents of a comparison in which neighbours are asked
)

// library returns the library of e, empty as yet.
func (e *engine) library(ctx context.Context) (*library, error) {
	words, err := concept.Builtin()
	if err != nil {
		return nil, err
	}
	weights, err := builtInWeights()
	if err != nil {
		return nil, err
	}
	lib := &library{e: e, lexers: make([]lexer, runtime.GOMAXPROCS(0)), terms: map[termKey]*term{}}
	if e.size <= neighbourMax {
		g, err := e.group(ctx)
		if err != nil {
			return nil, err
		}
		lib.g, lib.kept = g, make([]atomic.Pointer[wording], e.count())
	}
	for i := range lib.lexers {
		lib.lexers[i] = lexer{e: e, lib: lib, words: words, weights: weights, known: map[termKey]*term{}}
	}
	return lib, nil
}

// wording returns the wording of document d, for a worker.
func (lib *library) wording(d, worker int) *wording {
	if lib.kept == nil {
		return lib.lexers[worker].wording(d)
	}
	w := lib.kept[d].Load()
	if w == nil {
		w = lib.lexers[worker].wording(d)
		lib.kept[d].Store(w) // two workers may make it; both make the same
	}
	return w
}

// term returns the term of key, which fresh makes when it is new.
func (lib *library) term(key termKey, fresh func() *term) *term {
	lib.mu.RLock()
	t, ok := lib.terms[key]
	lib.mu.RUnlock()
	if ok {
		return t
	}
	made := fresh()
	lib.mu.Lock()
	defer lib.mu.Unlock()
	if t, ok := lib.terms[key]; ok {
		return t
	}
	made.number = int32(len(lib.terms))
	lib.terms[key] = made
	return made
}

// neighbours returns the documents before d that share fingerprints with it,
// those that share most first. What it says depends on d and on them alone:
// however many documents are compared, see Update.
func (lib *library) neighbours(d int) []int {
	if lib.g == nil {
		return nil
	}
	shared := map[uint32]int{}
	for _, o := range lib.g.occs[lib.g.occAt[d]:lib.g.occAt[d+1]] {
		for _, p := range lib.g.postings[lib.g.groupAt[o.group]:lib.g.groupAt[o.group+1]] {
			if int(p.doc) >= d {
				break
			}
			shared[p.doc]++
		}
	}
	out := make([]int, 0, len(shared))
	for doc := range shared {
		out = append(out, int(doc))
	}
	slices.SortFunc(out, func(x, y int) int {
		return cmp.Or(cmp.Compare(shared[uint32(y)], shared[uint32(x)]), cmp.Compare(x, y))
	})
	return out
}

// A usage tells how many of a document and its neighbours use a word. What
// many of them use is what all write about, and tells nothing of who wrote
// after whom.
type usage struct {
	documents float64
	holding   []int32 // by number of the term
}

// count makes u the usage of documents.
func (u *usage) count(ws []*wording) {
	u.documents = float64(len(ws))
	clear(u.holding)
	for _, w := range ws {
		for _, t := range w.terms {
			if int(t.number) >= len(u.holding) {
				u.holding = append(u.holding, make([]int32, int(t.number)+1-len(u.holding)+1024)...)
			}
			u.holding[t.number]++
		}
	}
}

// bits returns what t tells where u is what is usual.
func (u *usage) bits(t *term) float64 {
	n := 0.0
	if int(t.number) < len(u.holding) {
		n = float64(u.holding[t.number])
	}
	if n <= 2 || t.key.word == 0 { // the two documents that are compared
		return t.bits
	}
	trust := u.documents / (u.documents + usualTrust)
	rare := math.Log2((u.documents+1)/(n+0.5)) / math.Log2((u.documents+1)/2.5)
	return t.bits * (1 - trust + trust*max(0, min(1, rare)))
}
