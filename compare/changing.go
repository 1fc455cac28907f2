package compare

import (
	"context"
	"fmt"
	"hash/crc32"
	"slices"
)

// Changes are what happened to a corpus since the last Update.
type Changes struct {
	Put     []Text   // new or altered, each ID once; one that is as it was is found anew all the same
	Deleted []string // IDs; others than the index knows are passed over
	Again   []string // IDs of texts that are found anew although nothing is known to have changed
}

// A Fetch returns the texts with these IDs, in their order, as they are in
// the corpus after the changes.
type Fetch func(ctx context.Context, ids []string) ([]Text, error)

// An Updated is what Update found anew. Texts of findings and matches are
// indexes into Texts, which holds no others. Findings have no key.
type Updated struct {
	Texts    []Text
	Findings []Finding // from the earliest to the latest
}

// Update applies changes and finds anew what they touch: the texts put, those
// named again, and every later text that shares with a text put or deleted
// what may count. All other texts share now what they shared before. The
// error wraps ErrBuild when the corpus passes into another generation; after
// any error x is of no use until it is opened again.
func (x *Index) Update(ctx context.Context, ch Changes, fetch Fetch) (Updated, error) {
	u := &updating{
		x: x, given: map[string]*Text{}, old: map[uint32][]symbol{}, masked: map[uint32][]symbol{}, stay: map[uint32][]symbol{}, oldOrg: map[*unitPair]int32{},
		dying: map[uint32]bool{}, groups: map[uint64]group{}, wanted: map[uint32]bool{}, pairs: map[[2]uint32]bool{}, base: uint32(len(x.entries)),
	}
	out, err := u.update(ctx, ch, fetch)
	if err != nil {
		x.broken = true
		return Updated{}, fmt.Errorf("update compare index: %w", err)
	}
	return out, nil
}

// An updating is one Update under way.
type updating struct {
	x      *Index
	read   reader
	given  map[string]*Text
	base   uint32 // slots from here on are new
	dying  map[uint32]bool
	old    map[uint32][]symbol // of the documents that go, masked as they were
	masked map[uint32][]symbol // of those that come
	stay   map[uint32][]symbol // of others, as far as they were asked for
	oldOrg map[*unitPair]int32 // of pairs of which something else is said now
	wanted map[uint32]bool     // documents to be found anew
	groups map[uint64]group    // by hash, of those that were looked at
	places []record            // of groups
	pairs  map[[2]uint32]bool  // a later and an earlier document of which a fingerprint may link others than before
}

// An arrival is a document that comes in.
type arrival struct {
	entry
	raw []symbol
}

func (u *updating) update(ctx context.Context, ch Changes, fetch Fetch) (out Updated, err error) {
	x := u.x
	if x.broken || x.log.mark == "" && !x.dirty {
		return out, ErrBuild
	}
	leaving, arriving, again := u.resolve(ch)
	if n := max(x.living-len(leaving)+len(arriving), x.opt.atLeast); generation(n) != generation(x.size) {
		return out, ErrBuild
	}
	x.dirty = true
	u.enter(leaving, arriving)
	for _, id := range again {
		if slot, ok := x.byID[id]; ok {
			u.wanted[slot] = true
		}
	}
	u.touch()
	if err := ctx.Err(); err != nil {
		return out, err
	}
	u.lookCloser()
	return u.find(ctx, fetch)
}

// resolve tells which documents leave, which come, and which are the same.
func (u *updating) resolve(ch Changes) (leaving []uint32, arriving []arrival, again []string) {
	x, h := u.x, newKeyHash()
	again = ch.Again
	seen := map[string]bool{}
	leave := func(id string) {
		if slot, ok := x.byID[id]; ok && !seen[id] {
			leaving = append(leaving, slot)
		}
		seen[id] = true
	}
	for i := range ch.Put {
		t := &ch.Put[i]
		u.given[t.ID] = t
		e := newEntry(t, h)
		if slot, ok := x.byID[t.ID]; ok && x.entries[slot].all == e.all {
			again, seen[t.ID] = append(again, t.ID), true
			continue
		}
		leave(t.ID)
		u.read.reading.read(t.Text, nil)
		arriving = append(arriving, arrival{e, slices.Clone(u.read.reading.syms)})
	}
	for _, id := range ch.Deleted {
		leave(id)
	}
	return leaving, arriving, again
}

// enter takes documents out and in. One whose symbols, unit or owner other
// documents change leaves and comes in again.
func (u *updating) enter(leaving []uint32, arriving []arrival) {
	x := u.x
	for _, slot := range leaving {
		u.leave(slot)
	}
	again := u.otherParties(leaving, arriving)
	var come, gone []string
	for i := range arriving {
		come = append(come, arriving[i].unit)
	}
	for _, slot := range leaving {
		gone = append(gone, x.entries[slot].unit)
	}
	fresh, lost := x.roster.change(come, gone)
	named := map[uint32]bool{}
	for _, names := range [][][]symbol{fresh, lost} {
		for _, name := range names {
			for _, slot := range x.naming(name) {
				named[slot] = named[slot] || !u.dying[slot]
			}
		}
	}
	x.roster.apply(fresh, lost)
	for slot, stays := range named {
		if stays && !slices.Equal(x.masked(slot), x.roster.table.mask(symbolsIn(x.raw(slot), nil))) {
			u.leave(slot)
			again = append(again, slot)
		}
	}
	slices.Sort(again)
	for _, slot := range again {
		e := x.entries[slot]
		arriving = append(arriving, arrival{e, symbolsIn(x.raw(slot), nil)})
	}
	for slot := range u.dying {
		u.bury(slot)
	}
	for i := range arriving {
		u.arrive(&arriving[i])
	}
}

// leave notes that a document goes, with the symbols it has.
func (u *updating) leave(slot uint32) {
	u.old[slot], u.dying[slot] = u.x.masked(slot), true
}

// otherParties counts the units and owners of documents, and returns those
// documents whose unit or owner is another one now; they leave.
func (u *updating) otherParties(leaving []uint32, arriving []arrival) (again []uint32) {
	x, other := u.x, false
	for _, slot := range leaving {
		other = x.parties.drop(x.entries[slot].pair) || other
	}
	for i := range arriving {
		var fresh bool
		a := &arriving[i]
		a.pair, fresh = x.parties.add(a.unit, a.owner)
		other = other || fresh
	}
	if !other {
		return nil
	}
	if u.oldOrg = x.parties.settle(); len(u.oldOrg) == 0 {
		return nil
	}
	for slot := range u.base {
		e := &x.entries[slot]
		if _, ok := u.oldOrg[e.pair]; ok && !e.dead && !u.dying[slot] {
			u.leave(slot)
			again = append(again, slot)
		}
	}
	return again
}

// bury takes a document out.
func (u *updating) bury(slot uint32) {
	x := u.x
	e := &x.entries[slot]
	e.dead = true
	x.living--
	x.died = append(x.died, slot)
	delete(x.byID, e.id)
	x.byText[e.text] = slices.DeleteFunc(x.byText[e.text], func(s uint32) bool { return s == slot })
	if len(x.byText[e.text]) == 0 {
		delete(x.byText, e.text)
	}
}

// arrive takes a document in.
func (u *updating) arrive(a *arrival) {
	x, slot := u.x, uint32(len(u.x.entries))
	e := a.entry
	b := symbolBytes(a.raw, make([]byte, 0, 4*len(a.raw)))
	s := x.roster.table.mask(slices.Clone(a.raw))
	b = symbolBytes(s, b)
	e.dead, e.at, e.size, e.shown, e.sum = false, 0, uint64(len(a.raw)), uint64(len(s)), crc32.ChecksumIEEE(b)
	if slot > 0 {
		last := &x.entries[slot-1]
		e.at = last.at + last.length()
	}
	x.entries, x.late = append(x.entries, e), append(x.late, b)
	x.living++
	x.byID[e.id] = slot
	x.byText[e.text] = append(x.byText[e.text], slot)
	u.masked[slot] = s
	for _, r := range x.fingerprints(&u.read, s, slot) {
		x.grams.add(r)
	}
	x.addNames(&u.read, a.raw, slot)
	u.wanted[slot] = true
}
