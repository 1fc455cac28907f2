package compare

import (
	"context"
	"errors"
	"fmt"
	"hash/crc32"
	"os"
	"path/filepath"
	"slices"
)

// An Index remembers on disk what comparison read of a corpus: the symbols of
// every document and the places of all fingerprints. With it a document that
// is added, altered or deleted costs what it shares with others, not the
// corpus: Update reads only what it touches, and returns to the last bit what
// Compare would find.
//
// It is a projection: whatever is wrong with it, it can be made again from
// the texts (Build). It survives a kill at any point: what was not committed
// is forgotten when it is opened again. It is for one goroutine at a time, and
// for one process: see Current.
//
// Folder: log (indexlog.go), symbols (uint16, little-endian, of one document
// after another: as they stand in the text, then with names masked),
// grams-FROM-TO and names-FROM-TO (runfile.go).
type Index struct {
	dir     string
	opt     Options
	lang    *sketch
	known   *phrases
	log     *indexLog
	entries []entry // by slot
	living  int
	byID    map[string]uint32
	byText  map[Key][]uint32 // living documents, by text
	roster  *roster
	parties *parties
	grams   *postings
	names   *postings
	walker  walker
	aligner aligner  // for its scratch space
	file    *os.File // symbols
	mapped  []byte
	release func() error
	late    [][]byte // symbols of the slots from from on, as they are on disk
	from    uint32
	end     uint64   // symbols in file that are committed
	died    []uint32 // slots that are not committed as dead
	dirty   bool     // holds what is not committed
	broken  bool     // an update failed half way
	size    int      // as it enters thresholds, when it was built
}

// ErrBuild says that an Index cannot go on from what it remembers: the corpus
// has grown or shrunk into another generation, or it remembers nothing of it
// that can be trusted. Build makes it anew.
var ErrBuild = errors.New("compare index has to be built anew")

// OpenIndex opens the index in folder dir, made when there is none, for
// comparisons with these options. One made with others, by another version of
// the program, or damaged is empty when it is opened: its Mark is "".
func OpenIndex(dir string, opt Options) (*Index, error) {
	lang, known, err := opt.reference()
	if err != nil {
		return nil, err
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, fmt.Errorf("open compare index: %w", err)
	}
	x := &Index{dir: dir, opt: opt, lang: lang, known: known}
	if err := x.open(); err != nil {
		return nil, fmt.Errorf("open compare index: %w", errors.Join(err, x.Close()))
	}
	return x, nil
}

// open reads what is committed.
func (x *Index) open() error {
	if err := clean(x.dir); err != nil {
		return err
	}
	log, err := openLog(filepath.Join(x.dir, "log"), x.opt.name())
	if err != nil {
		return err
	}
	x.log = log
	x.reset()
	x.size = log.size
	x.replay(log.entries)
	log.entries = nil
	if err := x.openFiles(); err != nil {
		return err
	}
	if x.log.mark != "" && uint64(len(x.mapped)) < 2*x.end || max(x.grams.covered(), x.names.covered()) > uint32(len(x.entries)) {
		return x.empty() // files were lost
	}
	return x.recall()
}

// reset forgets all documents.
func (x *Index) reset() {
	x.entries, x.living, x.byID, x.byText = nil, 0, map[string]uint32{}, map[Key][]uint32{}
	x.roster, x.parties = newRoster(func(func(string) bool) {}), newParties()
	x.late, x.from, x.end, x.size, x.died = nil, 0, 0, 0, nil
}

// replay takes in the documents that are known by their entries.
func (x *Index) replay(entries []entry) {
	x.entries = entries
	for slot := range x.entries {
		e := &x.entries[slot]
		e.at = x.end
		x.end += e.length()
		if e.dead {
			continue
		}
		x.living++
		x.byID[e.id] = uint32(slot)
		x.byText[e.text] = append(x.byText[e.text], uint32(slot))
		e.pair, _ = x.parties.add(e.unit, e.owner)
	}
	x.parties.settle()
	x.roster = newRoster(func(yield func(string) bool) {
		for i := range x.entries {
			if e := &x.entries[i]; !e.dead && !yield(e.unit) {
				return
			}
		}
	})
}

func (x *Index) openFiles() (err error) {
	before := func(a, b uint32) bool { return x.before(a, b) }
	if x.grams, err = openPostings(x.dir, "grams", uint32(len(x.entries)), before); err != nil {
		return err
	}
	if x.names, err = openPostings(x.dir, "names", uint32(len(x.entries)), nil); err != nil {
		return err
	}
	if x.file, err = os.OpenFile(filepath.Join(x.dir, "symbols"), os.O_RDWR|os.O_CREATE, 0o600); err != nil {
		return err
	}
	return x.mapSymbols()
}

// mapSymbols maps the symbols of all slots that are committed.
func (x *Index) mapSymbols() (err error) {
	if x.release != nil {
		if err := x.release(); err != nil {
			return err
		}
	}
	x.mapped, x.release, err = mapFile(x.file)
	x.late, x.from = x.late[:0], uint32(len(x.entries))
	return err
}

// recall brings the latest documents, which no run holds yet, into memory.
func (x *Index) recall() error {
	var r reader
	for slot := min(x.grams.covered(), x.names.covered()); slot < uint32(len(x.entries)); slot++ {
		if x.entries[slot].dead {
			continue
		}
		if crc32.ChecksumIEEE(x.stored(slot)) != x.entries[slot].sum { // the machine went down before they were on disk
			return x.empty()
		}
		if slot >= x.grams.covered() {
			for _, f := range x.fingerprints(&r, x.masked(slot), slot) {
				x.grams.add(f)
			}
		}
		if slot >= x.names.covered() {
			x.addNames(&r, symbolsIn(x.raw(slot), nil), slot)
		}
	}
	return nil
}

// before reports whether document a comes before b.
func (x *Index) before(a, b uint32) bool { return x.entries[a].chronological(&x.entries[b]) < 0 }

// Mark returns the mark of the last Commit, "" when nothing is remembered.
func (x *Index) Mark() string {
	if x.broken {
		return ""
	}
	return x.log.mark
}

// Current reports whether no other process has changed the index since it was
// opened here. One that is not current has to be closed and opened again.
func (x *Index) Current() bool { return x.log.current() }

// For reports whether the index is for comparisons with these options.
func (x *Index) For(opt Options) bool { return x.opt.name() == opt.name() }

// Len returns the number of documents.
func (x *Index) Len() int { return x.living }

// Owners yields the documents and the owners they were compared with.
func (x *Index) Owners(yield func(id, owner string) bool) {
	for i := range x.entries {
		if e := &x.entries[i]; !e.dead && !yield(e.id, e.owner) {
			return
		}
	}
}

// Close gives back files and memory; what was not committed is forgotten.
func (x *Index) Close() error {
	var err error
	if x.log != nil {
		err = errors.Join(err, x.log.close())
	}
	for _, p := range []*postings{x.grams, x.names} {
		if p != nil {
			err = errors.Join(err, p.close())
		}
	}
	if x.release != nil {
		err = errors.Join(err, x.release())
		x.release, x.mapped = nil, nil
	}
	if x.file != nil {
		err = errors.Join(err, x.file.Close())
	}
	x.log, x.grams, x.names, x.file = nil, nil, nil, nil
	return err
}

// empty forgets everything, on disk too.
func (x *Index) empty() error {
	if err := x.Close(); err != nil {
		return err
	}
	for _, pattern := range []string{"log", "symbols", "grams-*", "names-*", "new-*"} {
		paths, err := filepath.Glob(filepath.Join(x.dir, pattern))
		for _, p := range paths {
			err = errors.Join(err, os.Remove(p))
		}
		if err != nil {
			return err
		}
	}
	x.broken, x.dirty = false, false
	return x.open()
}

// Commit makes what Build or Update did last, and gives it a mark that is not
// empty. Until then it is not on disk for good: a caller that keeps results
// elsewhere stores them first, then commits, so that the index is never ahead.
func (x *Index) Commit(mark string) error {
	if x.broken {
		return ErrBuild
	}
	if err := x.commit(mark); err != nil {
		x.broken = true
		return fmt.Errorf("commit compare index: %w", err)
	}
	return nil
}

func (x *Index) commit(mark string) error {
	var b []byte
	for slot := x.log.slots; slot < uint32(len(x.entries)); slot++ {
		if slot >= x.from {
			b = append(b, x.late[slot-x.from]...)
		}
	}
	if len(b) > 0 {
		if _, err := x.file.WriteAt(b, int64(2*x.end)); err != nil {
			return err
		}
	}
	x.end += uint64(len(b) / 2)
	if err := x.log.commit(x, mark); err != nil {
		return err
	}
	x.dirty = false
	if uint32(len(x.entries))-x.grams.covered() < recentDocs {
		return nil
	}
	return x.flush()
}

// flush writes the latest documents' postings as runs.
func (x *Index) flush() error {
	if err := x.file.Sync(); err != nil {
		return err
	}
	dead := func(slot uint32) bool { return x.entries[slot].dead }
	for _, p := range []*postings{x.grams, x.names} {
		if err := p.put(uint32(len(x.entries)), dead); err != nil {
			return err
		}
	}
	return x.mapSymbols()
}

// stored returns the symbols of a document as they are on disk: as they
// stand in the text, then with names masked.
func (x *Index) stored(slot uint32) []byte {
	if slot >= x.from {
		return x.late[slot-x.from]
	}
	e := &x.entries[slot]
	return x.mapped[2*e.at : 2*(e.at+e.length())]
}

// raw returns the first part of that.
func (x *Index) raw(slot uint32) []byte { return x.stored(slot)[:2*x.entries[slot].size] }

// masked returns the symbols of a document, names masked.
func (x *Index) masked(slot uint32) []symbol {
	e := &x.entries[slot]
	return symbolsIn(x.stored(slot)[2*e.size:], make([]symbol, 0, e.shown))
}

// A reader reads documents into fingerprints; it holds scratch space.
type reader struct {
	reading reading
	hashes  []uint64
	exempt  []bool
	found   []record
	keys    []uint64
	raw     []symbol
}

// fingerprints returns the fingerprints of masked symbols s, those wholly
// inside sanctioned wording left out, by position. The slice is good until
// the next call.
func (x *Index) fingerprints(r *reader, s []symbol, slot uint32) []record {
	r.found, r.exempt = r.found[:0], resize(r.exempt, len(s))
	clear(r.exempt)
	x.known.find(s, func(from, to int) {
		for i := from; i < to; i++ {
			r.exempt[i] = true
		}
	})
	r.hashes = winnow(s, windowFor(x.size), r.hashes, func(h uint64, pos int) {
		if slices.Contains(r.exempt[pos:pos+gramLength], false) {
			r.found = append(r.found, record{h>>tagBits<<tagBits | uint64(contextTag(s, pos)), slot, uint32(pos)})
		}
	})
	return r.found
}

// addNames notes where names may end in the unmasked symbols of a document.
func (x *Index) addNames(r *reader, raw []symbol, slot uint32) {
	r.keys = namePlaces(raw, r.keys)
	for _, key := range r.keys {
		x.names.add(record{key, slot, 0})
	}
}

// Build forgets what x remembers and makes it anew from all texts. It returns
// what Compare finds.
func (x *Index) Build(ctx context.Context, texts []Text) (Result, error) {
	r, err := x.build(ctx, texts)
	if err != nil {
		x.broken = true
		return Result{}, fmt.Errorf("build compare index of %d texts: %w", len(texts), err)
	}
	return r, nil
}
