package compare

import (
	"bufio"
	"cmp"
	"context"
	"hash/crc32"
	"iter"
	"runtime"
	"slices"
)

// build is Build. The documents take slots in chronological order.
func (x *Index) build(ctx context.Context, texts []Text) (Result, error) {
	if err := x.empty(); err != nil {
		return Result{}, err
	}
	e, err := newEngine(ctx, texts, x.opt)
	if err != nil {
		return Result{}, err
	}
	r, err := e.compare(ctx)
	if err != nil {
		return Result{}, err
	}
	x.size, x.dirty = e.size, true
	h := newKeyHash()
	x.entries = make([]entry, e.count())
	for d, i := range e.order {
		x.entries[d] = newEntry(&texts[i], h)
	}
	if err := x.writeSymbols(e); err != nil {
		return Result{}, err
	}
	x.replay(x.entries)
	return r, x.writeRuns(ctx, e)
}

// writeSymbols writes the symbols of all documents.
func (x *Index) writeSymbols(e *engine) error {
	w := bufio.NewWriterSize(x.file, 1<<20)
	var b []byte
	var r reading
	if _, err := x.file.Seek(0, 0); err != nil {
		return err
	}
	for d := range x.entries {
		r.read(e.text(d).Text, nil)
		b = symbolBytes(e.doc(d), symbolBytes(r.syms, b[:0]))
		entry := &x.entries[d]
		entry.size, entry.shown, entry.sum = uint64(len(r.syms)), uint64(len(e.doc(d))), crc32.ChecksumIEEE(b)
		if _, err := w.Write(b); err != nil {
			return err
		}
	}
	if err := w.Flush(); err != nil {
		return err
	}
	return x.file.Sync()
}

// writeRuns writes all postings, as many ranges of hashes at a time as
// memory is to hold.
func (x *Index) writeRuns(ctx context.Context, e *engine) error {
	if err := x.mapSymbols(); err != nil {
		return err
	}
	x.from = uint32(len(x.entries))
	grams := func(r *reader, d int, add func(record)) {
		for _, f := range x.fingerprints(r, e.doc(d), uint32(d)) {
			add(f)
		}
	}
	names := func(r *reader, d int, add func(record)) {
		r.raw = symbolsIn(x.raw(uint32(d)), r.raw[:0])
		r.keys = namePlaces(r.raw, r.keys)
		for _, key := range r.keys {
			add(record{key, uint32(d), 0})
		}
	}
	for _, p := range []struct {
		*postings
		of    func(*reader, int, func(record))
		order func(x, y record) int
	}{{x.grams, grams, record.compare /* slots are chronological */}, {x.names, names, x.names.compare}} {
		var failed error
		if err := p.append(0, uint32(len(x.entries)), e.total()*2/(windowFor(e.size)+1), e.sorted(ctx, p.of, p.order, &failed)); err != nil || failed != nil {
			return cmp.Or(failed, err)
		}
	}
	return nil
}

// sorted yields the records that of adds for all documents, in order.
func (e *engine) sorted(ctx context.Context, of func(r *reader, d int, add func(record)), order func(x, y record) int, failed *error) iter.Seq[record] {
	return func(yield func(record) bool) {
		passes := uint64(e.total()*2/(windowFor(e.size)+1)/maxRecords + 1)
		for pass := range passes {
			parts, err := e.partition(ctx, of, order, pass, passes)
			if err != nil {
				*failed = err
				return
			}
			for _, part := range parts {
				for _, r := range part {
					if !yield(r) {
						return
					}
				}
			}
		}
	}
}

// partition returns the records of one pass, cut into ranges of the hash
// space, each sorted.
func (e *engine) partition(ctx context.Context, of func(r *reader, d int, add func(record)), order func(x, y record) int, pass, passes uint64) ([][]record, error) {
	found := make([][][]record, runtime.GOMAXPROCS(0))
	err := e.parallel(ctx, e.count(), func(w int) func(int) {
		found[w] = make([][]record, ranges)
		var r reader
		add := func(f record) {
			if n := f.key >> 56; n*passes/ranges == pass {
				found[w][n] = append(found[w][n], f)
			}
		}
		return func(d int) { of(&r, d, add) }
	})
	if err != nil {
		return nil, err
	}
	parts := make([][]record, ranges)
	return parts, e.parallel(ctx, ranges, func(int) func(int) {
		return func(n int) {
			for w := range found {
				if found[w] != nil {
					parts[n] = append(parts[n], found[w][n]...)
					found[w][n] = nil
				}
			}
			slices.SortFunc(parts[n], order)
		}
	})
}
