package compare

import (
	"cmp"
	"errors"
	"fmt"
	"iter"
	"os"
	"path/filepath"
	"slices"
	"sort"
	"strings"
)

// postings are the places of hashes in the documents of an Index: a few
// immutable runs of consecutive slots on disk, each a fraction of the one
// before (a log-structured merge tree: O'Neil et al. 1996), and those of the
// latest documents in memory.
type postings struct {
	dir, kind string
	runs      []*runFile
	recent    map[uint64][]record // by hash, in no order
	before    func(x, y uint32) bool
}

// Records are sorted by hash, and of one hash by the chronology of their
// documents, as before tells, and position; where before is nil by key, tag
// and all, and document.

const (
	recentDocs = 1 << 12 // documents whose postings are held in memory
	runGrowth  = 4       // a run is merged with the next one unless it is so many times as long
)

// openPostings opens the runs of a kind in dir that cover the slots from 0 on
// and end at or before most. Files that do not belong to them, left by a
// process that was killed, are removed.
func openPostings(dir, kind string, most uint32, before func(x, y uint32) bool) (*postings, error) {
	p := &postings{dir: dir, kind: kind, recent: map[uint64][]record{}, before: before}
	paths, err := filepath.Glob(filepath.Join(dir, kind+"-*-*"))
	if err != nil {
		return nil, fmt.Errorf("open fingerprints: %w", err)
	}
	var all []*runFile
	for _, path := range paths {
		r, err := openRun(path)
		if err != nil {
			return nil, errors.Join(err, p.close(), closeRuns(all))
		}
		all = append(all, r)
	}
	slices.SortFunc(all, func(x, y *runFile) int { return cmp.Or(cmp.Compare(x.from, y.from), cmp.Compare(y.to, x.to)) })
	for _, r := range all {
		if r.from == p.covered() && r.to > r.from && r.to <= most {
			p.runs = append(p.runs, r)
			continue
		}
		if err := r.remove(); err != nil {
			return nil, errors.Join(err, p.close())
		}
	}
	return p, nil
}

func closeRuns(rs []*runFile) (err error) {
	for _, r := range rs {
		err = errors.Join(err, r.release())
	}
	return err
}

// remove gives the file back and deletes it.
func (r *runFile) remove() error {
	if err := errors.Join(r.release(), os.Remove(r.path)); err != nil {
		return fmt.Errorf("remove run: %w", err)
	}
	return nil
}

func (p *postings) close() error {
	err := closeRuns(p.runs)
	p.runs = nil
	return err
}

// covered returns the first slot that no run holds.
func (p *postings) covered() uint32 {
	if len(p.runs) == 0 {
		return 0
	}
	return p.runs[len(p.runs)-1].to
}

// add holds a record of one of the latest documents.
func (p *postings) add(r record) { p.recent[r.hash()] = append(p.recent[r.hash()], r) }

// A cursor stands at one record of a run, or of those in memory.
type cursor struct {
	run      *runFile
	at, stop int
	recent   []record
	head     record
	ok       bool
}

func (c *cursor) next(hash uint64) {
	if c.run != nil {
		if c.ok = c.at < c.stop; c.ok {
			c.head = c.run.record(c.at)
			c.ok = c.head.hash() == hash
		}
	} else if c.ok = c.at < len(c.recent); c.ok {
		c.head = c.recent[c.at]
	}
	c.at++
}

// A walker goes through the places of hashes; it holds scratch space.
type walker struct {
	cursors []cursor
	recent  []record
	places  []record
}

// walk calls do with every document that holds hash, by chronology, and its
// places in it, by position, until do returns false. The places are good
// until do returns.
func (p *postings) walk(w *walker, hash uint64, do func(slot uint32, places []record) bool) {
	w.cursors = w.cursors[:0]
	for _, r := range p.runs {
		c := cursor{run: r}
		if c.at, c.stop = r.find(hash << tagBits); c.at < c.stop {
			if c.next(hash); c.ok {
				w.cursors = append(w.cursors, c)
			}
		}
	}
	if recent := p.recent[hash]; len(recent) > 0 {
		w.recent = append(w.recent[:0], recent...)
		p.sort(w.recent)
		c := cursor{recent: w.recent}
		c.next(hash)
		w.cursors = append(w.cursors, c)
	}
	for {
		best := -1
		for i := range w.cursors {
			if w.cursors[i].ok && (best < 0 || p.before(w.cursors[i].head.doc, w.cursors[best].head.doc)) {
				best = i
			}
		}
		if best < 0 {
			return
		}
		c := &w.cursors[best]
		w.places = w.places[:0]
		for slot := c.head.doc; c.ok && c.head.doc == slot; c.next(hash) {
			w.places = append(w.places, c.head)
		}
		if !do(w.places[0].doc, w.places) {
			return
		}
	}
}

// scan calls do with every document that has a place whose key begins as key
// does, but for the lowest free bits of it; free is at most tagBits. The
// postings must be sorted by key. A document may come more than once.
func (p *postings) scan(key uint64, free int, do func(slot uint32)) {
	first := key >> free << free
	for _, r := range p.runs {
		i, stop := r.find(first)
		for ; i < stop; i++ {
			f := r.record(i)
			if f.key>>free != key>>free {
				break
			}
			do(f.doc)
		}
	}
	for _, f := range p.recent[key>>tagBits] {
		if f.key>>free == key>>free {
			do(f.doc)
		}
	}
}

// count returns how many places scan would go through, about.
func (p *postings) count(key uint64, free int) int {
	n := len(p.recent[key>>tagBits])
	for _, r := range p.runs {
		first, stop := r.find(key >> free << free)
		n += sort.Search(stop-first, func(i int) bool { return r.key(first+i)>>free > key>>free })
	}
	return n
}

// compare orders records.
func (p *postings) compare(x, y record) int {
	switch {
	case p.before == nil:
		return cmp.Or(cmp.Compare(x.key, y.key), cmp.Compare(x.doc, y.doc))
	case x.hash() != y.hash():
		return cmp.Compare(x.hash(), y.hash())
	case x.doc == y.doc:
		return cmp.Compare(x.pos, y.pos)
	case p.before(x.doc, y.doc):
		return -1
	}
	return 1
}

func (p *postings) sort(rs []record) { slices.SortFunc(rs, p.compare) }

// path names the file of a run.
func (p *postings) path(from, to uint32) string {
	return filepath.Join(p.dir, fmt.Sprintf("%s-%d-%d", p.kind, from, to))
}

// put writes what is in memory as the run that ends before slot to, leaving
// out the documents that are dead, and merges runs as far as they have
// grown alike.
func (p *postings) put(to uint32, dead func(slot uint32) bool) error {
	var rs []record
	for _, some := range p.recent {
		for _, r := range some {
			if !dead(r.doc) {
				rs = append(rs, r)
			}
		}
	}
	p.sort(rs)
	if err := p.append(p.covered(), to, len(rs), slices.Values(rs)); err != nil {
		return err
	}
	clear(p.recent)
	for n := len(p.runs); n >= 2 && p.runs[n-2].n < runGrowth*p.runs[n-1].n; n = len(p.runs) {
		if err := p.merge(p.runs[n-2], p.runs[n-1], dead); err != nil {
			return err
		}
	}
	return nil
}

// append writes a run and opens it as the last one.
func (p *postings) append(from, to uint32, n int, sorted iter.Seq[record]) error {
	path := p.path(from, to)
	if err := writeRun(path, from, to, n, sorted); err != nil {
		return err
	}
	r, err := openRun(path)
	if err == nil {
		p.runs = append(p.runs, r)
	}
	return err
}

// merge makes one run of the last two.
func (p *postings) merge(x, y *runFile, dead func(slot uint32) bool) error {
	both := func(yield func(record) bool) {
		i, j := 0, 0
		for i < x.n || j < y.n {
			var r record
			if j == y.n || i < x.n && p.compare(x.record(i), y.record(j)) < 0 {
				r, i = x.record(i), i+1
			} else {
				r, j = y.record(j), j+1
			}
			if !dead(r.doc) && !yield(r) {
				return
			}
		}
	}
	p.runs = p.runs[:len(p.runs)-2]
	err := p.append(x.from, y.to, x.n+y.n, both)
	return errors.Join(err, x.remove(), y.remove())
}

// clean removes what a process that was killed left half written.
func clean(dir string) error {
	paths, err := filepath.Glob(filepath.Join(dir, "new-*"))
	for _, path := range paths {
		err = errors.Join(err, os.Remove(path))
	}
	if err != nil {
		return fmt.Errorf("clean %s: %w", strings.TrimSuffix(dir, "/"), err)
	}
	return nil
}
