package compare

import (
	"cmp"
	"context"
	"runtime"
	"slices"
	"sync"
)

const (
	starUnits   = 9       // from so many units on, a fingerprint links to the earliest documents only
	starDocs    = 32      // the same for so many documents of fewer units
	starLinks   = 2       // how many of the earliest
	perDocument = 4       // places of one fingerprint in one document that are kept
	maxRecords  = 1 << 25 // fingerprints held at once; more are grouped in several passes
	ranges      = 256     // parts of the hash space grouped apart
	tagBits     = 16      // of a record's key that tell the neighbours of the gram
)

// A posting is a place of a shared fingerprint.
type posting struct {
	doc, pos uint32
	tag      uint16 // see contextTag
}

// An occurrence is a fingerprint of a document that others share.
type occurrence struct {
	group, pos uint32
}

// sharedGrams are the fingerprints that at least two documents hold, in flat
// arrays both ways: group → postings and document → occurrences.
type sharedGrams struct {
	groupAt  []uint64
	postings []posting // by group, then document, then position
	star     []bool    // by group
	occAt    []uint64
	occs     []occurrence // by document, then group
}

// A record is a fingerprint on its way to its group.
type record struct {
	key      uint64 // hash of the gram, its lowest tagBits replaced by the context tag
	doc, pos uint32
}

func (r record) hash() uint64 { return r.key >> tagBits }

// compare orders records by hash, document and position.
func (r record) compare(o record) int {
	switch x, y := r.hash(), o.hash(); {
	case x != y:
		return cmp.Compare(x, y)
	case r.doc != o.doc:
		return cmp.Compare(r.doc, o.doc)
	}
	return cmp.Compare(r.pos, o.pos)
}

// contextTag tells the symbols beside the gram at pos, eight bits for each:
// two grams whose tags differ in both halves are the whole of what they share.
func contextTag(s []symbol, pos int) uint16 {
	var tag uint16
	if pos > 0 {
		tag = uint16(uint32(s[pos-1])*40503>>8) << 8
	}
	if pos+gramLength < len(s) {
		tag |= uint16(uint32(s[pos+gramLength])*40503>>8) & 0xff
	}
	return tag
}

// neither reports whether the tags differ on both sides of the gram.
func neither(x, y uint16) bool { return (x^y)&0xff != 0 && (x^y)>>8 != 0 }

// group finds the shared fingerprints of the documents of e. Memory beyond
// the result is bounded by maxRecords: the hash space is taken in as many
// passes as that needs.
func (e *engine) group(ctx context.Context) (*sharedGrams, error) {
	total := 0
	for d := range e.count() {
		total += len(e.doc(d))*2/(windowFor(e.size)+1) + 1
	}
	passes := total/maxRecords + 1
	g := &sharedGrams{groupAt: []uint64{0}, occAt: make([]uint64, e.count()+1)}
	type place struct {
		doc uint32
		occurrence
	}
	var places []place
	for pass := range passes {
		parts, err := e.records(ctx, pass, passes)
		if err != nil {
			return nil, err
		}
		for _, part := range parts {
			for i := 0; i < len(part); {
				j := i
				for j < len(part) && part[j].hash() == part[i].hash() {
					j++
				}
				if part[i].doc != part[j-1].doc {
					id := uint32(len(g.star))
					e.addGroup(g, part[i:j])
					inDoc, last := 0, ^uint32(0)
					for _, r := range part[i:j] {
						if r.doc != last {
							last, inDoc = r.doc, 0
						}
						if inDoc++; inDoc <= perDocument {
							places = append(places, place{r.doc, occurrence{id, r.pos}})
							g.occAt[r.doc+1]++
						}
					}
				}
				i = j
			}
		}
	}
	for d := range e.count() {
		g.occAt[d+1] += g.occAt[d]
	}
	g.occs = make([]occurrence, len(places))
	next := slices.Clone(g.occAt)
	for _, p := range places {
		g.occs[next[p.doc]] = p.occurrence
		next[p.doc]++
	}
	return g, nil
}

// addGroup keeps the postings of one fingerprint: all of them, or those of
// the earliest documents when many share it.
func (e *engine) addGroup(g *sharedGrams, part []record) {
	var seen [starUnits]int32
	units, docs, last := seen[:0], 0, ^uint32(0)
	for _, r := range part {
		if r.doc == last {
			continue
		}
		docs, last = docs+1, r.doc
		if u := e.unit[r.doc]; len(units) < starUnits && !slices.Contains(units, u) {
			units = append(units, u)
		}
	}
	star := len(units) >= starUnits
	kept, inDoc, last := 0, 0, ^uint32(0)
	for _, r := range part {
		if r.doc != last {
			if last, inDoc = r.doc, 0; kept == starLinks && (star || docs > starDocs) {
				break
			}
			kept++
		}
		if inDoc++; inDoc <= perDocument {
			g.postings = append(g.postings, posting{r.doc, r.pos, uint16(r.key & (1<<tagBits - 1))})
		}
	}
	g.groupAt = append(g.groupAt, uint64(len(g.postings)))
	g.star = append(g.star, star)
}

// records returns the fingerprints of one pass that two documents hold, cut
// into ranges of the hash space, each sorted. Those wholly inside sanctioned
// wording are left out.
func (e *engine) records(ctx context.Context, pass, passes int) ([][]record, error) {
	workers, window := runtime.GOMAXPROCS(0), windowFor(e.size)
	found := make([][][]record, workers)
	each := e.total() * 2 / ((window + 1) * passes * workers * ranges)
	err := e.parallel(ctx, e.count(), func(w int) func(int) {
		found[w] = make([][]record, ranges)
		for r := range found[w] {
			found[w][r] = make([]record, 0, each+each/4)
		}
		var hashes []uint64
		return func(d int) {
			s := e.doc(d)
			hashes = winnow(s, window, hashes, func(h uint64, pos int) {
				if int(h%uint64(passes)) == pass && !e.allSanctioned(d, pos, pos+gramLength) {
					r := h >> 56
					found[w][r] = append(found[w][r], record{h>>tagBits<<tagBits | uint64(contextTag(s, pos)), uint32(d), uint32(pos)})
				}
			})
		}
	})
	if err != nil {
		return nil, err
	}
	parts := make([][]record, ranges)
	err = e.parallel(ctx, ranges, func(int) func(int) {
		var table []firstSeen
		return func(r int) {
			var some [][]record
			for w := range found {
				if found[w] != nil {
					some = append(some, found[w][r])
					found[w][r] = nil
				}
			}
			var part []record
			part, table = sharedOf(some, table)
			slices.SortFunc(part, record.compare)
			parts[r] = part
		}
	})
	return parts, err
}

// firstSeen is a place of the table by which sharedOf tells what is shared.
type firstSeen struct {
	hash uint64
	doc  uint32
	used bool
	more bool // another document holds it
}

// sharedOf returns the records whose hash another document holds, too: most
// are alone and need no sorting. table is scratch space; the grown one is
// returned.
func sharedOf(some [][]record, table []firstSeen) ([]record, []firstSeen) {
	n := 0
	for _, rs := range some {
		n += len(rs)
	}
	size := 16
	for size < 2*n {
		size <<= 1
	}
	if len(table) < size {
		table = make([]firstSeen, size)
	}
	places := table[:size]
	clear(places)
	find := func(h uint64) *firstSeen {
		for i := h * 0x9E3779B97F4A7C15 >> 20; ; i++ {
			if f := &places[i&uint64(size-1)]; !f.used || f.hash == h {
				return f
			}
		}
	}
	shared := 0
	for _, rs := range some {
		for _, r := range rs {
			f := find(r.hash())
			switch {
			case !f.used:
				*f = firstSeen{hash: r.hash(), doc: r.doc, used: true}
			case f.doc != r.doc && !f.more:
				f.more, shared = true, shared+1
			}
		}
	}
	out := make([]record, 0, 3*shared)
	for _, rs := range some {
		for _, r := range rs {
			if find(r.hash()).more {
				out = append(out, r)
			}
		}
	}
	return out, table
}

// parallel calls the functions that start makes, one for each worker, for
// every number below n. It stops early when ctx ends.
func (e *engine) parallel(ctx context.Context, n int, start func(worker int) func(i int)) error {
	workers := min(runtime.GOMAXPROCS(0), max(1, n))
	const chunk = 16
	if n <= chunk { // not worth sharing
		do := start(0)
		for i := 0; i < n && ctx.Err() == nil; i++ {
			do(i)
		}
		return ctx.Err()
	}
	next := make(chan int)
	var wg sync.WaitGroup
	for w := range workers {
		wg.Add(1)
		go func() {
			defer wg.Done()
			do := start(w)
			for from := range next {
				for i := from; i < min(from+chunk, n) && ctx.Err() == nil; i++ {
					do(i)
				}
			}
		}()
	}
	for from := 0; from < n && ctx.Err() == nil; from += chunk {
		next <- from
	}
	close(next)
	wg.Wait()
	return ctx.Err()
}
