package compare

import (
	"cmp"
	"context"
	"fmt"
	"slices"
)

// engineOf returns an engine of some documents of x, in the order of slots,
// that takes itself to be of all of them. Their texts are not loaded.
func (x *Index) engineOf(slots []uint32, symbols func(slot uint32) []symbol) *engine {
	e := &engine{
		texts: make([]Text, len(slots)), order: make([]int, len(slots)), size: x.size, names: x.roster.table, lang: x.lang, known: x.known,
		exactOnly: x.opt.ExactOnly, least: leastBits(x.size), gate: gateBits(x.size),
	}
	e.docs = make([][]symbol, len(slots))
	for d, slot := range slots {
		e.texts[d].ID, e.order[d] = x.entries[slot].id, d
		e.docs[d] = symbols(slot)
	}
	e.makeExempt()
	return e
}

// A shared is a fingerprint of a wanted document with the places in earlier
// documents that it links to.
type shared struct {
	doc, pos uint32 // slot of the wanted document
	star     bool
	places   []record
}

// find compares the wanted documents with the earlier ones.
func (u *updating) find(ctx context.Context, fetch Fetch) (Updated, error) {
	x := u.x
	var wanted []uint32
	for slot := range u.wanted {
		if !x.entries[slot].dead {
			wanted = append(wanted, slot)
		}
	}
	if len(wanted) == 0 {
		return Updated{}, nil
	}
	byTime := func(a, b uint32) int { return x.entries[a].chronological(&x.entries[b]) }
	slices.SortFunc(wanted, byTime)
	slots := slices.Clone(wanted)
	var all []shared
	for _, slot := range wanted {
		some := u.sharedOf(slot)
		for _, s := range some {
			for _, r := range s.places {
				slots = append(slots, r.doc)
			}
		}
		all = append(all, some...)
		slots = append(slots, u.equalOf(slot)...)
	}
	slices.Sort(slots)
	slots = slices.Compact(slots)
	slices.SortFunc(slots, byTime)
	e := x.engineOf(slots, u.symbols)
	f := &refinder{u: u, e: e, slots: slots, fetch: fetch}
	f.group(all)
	return f.find(ctx, wanted)
}

// sharedOf returns what a document shares with earlier ones, as group would,
// but what leads nowhere.
func (u *updating) sharedOf(slot uint32) []shared {
	x := u.x
	found := slices.Clone(x.fingerprints(&u.read, u.symbols(slot), slot))
	slices.SortFunc(found, byHash)
	var out []shared
	seeds := map[uint32]tally{}
	for i := 0; i < len(found); {
		j := i
		for j < len(found) && found[j].hash() == found[i].hash() {
			j++
		}
		star, places := u.linked(found[i].hash(), slot)
		for _, r := range found[i:min(j, i+perDocument)] {
			if len(places) == 0 {
				break
			}
			out = append(out, shared{slot, r.pos, star, places})
			for _, p := range places {
				t := seeds[p.doc]
				t.seeds++
				t.grown = t.grown || !neither(uint16(r.key), uint16(p.key))
				seeds[p.doc] = t
			}
		}
		i = j
	}
	gate := gateBits(x.size)
	weak := func(r record) bool {
		t := seeds[r.doc]
		return !t.grown && float64(t.seeds*gramLength*symbolBits) < gate
	}
	for i := range out {
		if slices.ContainsFunc(out[i].places, weak) {
			out[i].places = slices.DeleteFunc(slices.Clone(out[i].places), weak)
		}
	}
	return slices.DeleteFunc(out, func(s shared) bool { return len(s.places) == 0 })
}

// A tally counts the fingerprints that a document shares with an earlier one.
type tally struct {
	seeds int
	grown bool // one of them is part of a longer run
}

// linked returns the places in documents before slot that a fingerprint
// links slot to, and whether many units share it.
func (u *updating) linked(hash uint64, slot uint32) (star bool, places []record) {
	g, ok := u.groups[hash]
	if !ok {
		g = u.groupOf(hash)
		u.groups[hash] = g
	}
	places = u.places[g.from:g.to]
	if g.cut {
		places = u.places[g.from:g.links]
	}
	for i := range places {
		if places[i].doc == slot {
			places = places[:i]
			break
		}
	}
	return g.star, slices.Clip(places)
}

// groupOf returns what a fingerprint links. Where it links to the earliest
// documents only, the others are not gone through.
func (u *updating) groupOf(hash uint64) group {
	x := u.x
	var all side
	g := group{from: len(u.places)}
	x.grams.walk(&x.walker, hash, func(slot uint32, at []record) bool {
		if x.entries[slot].dead {
			return true
		}
		all.count(slot, u.org(slot, false))
		u.places = append(u.places, at[:min(len(at), perDocument)]...)
		if all.docs <= starLinks {
			g.links = len(u.places)
		}
		return !all.star()
	})
	g.to, g.star, g.cut = len(u.places), all.star(), all.cut()
	return g
}

// equalOf returns the documents of the same text that identical asks for.
func (u *updating) equalOf(slot uint32) []uint32 {
	slots := u.x.equal(u.x.entries[slot].text)
	return slots[:min(len(slots), identicalPairs+1)]
}

// A refinder finds what some documents share with earlier ones, in an engine
// that holds no others.
type refinder struct {
	u     *updating
	e     *engine
	g     sharedGrams
	slots []uint32 // by document of the engine
	fetch Fetch
}

// group makes all the shared fingerprints of the engine.
func (f *refinder) group(all []shared) {
	at := make(map[uint32]uint32, len(f.slots))
	for d, slot := range f.slots {
		at[slot] = uint32(d)
	}
	slices.SortStableFunc(all, func(x, y shared) int { return cmp.Compare(at[x.doc], at[y.doc]) })
	f.g = sharedGrams{groupAt: []uint64{0}, occAt: make([]uint64, len(f.slots)+1)}
	for i, s := range all {
		for _, r := range s.places {
			f.g.postings = append(f.g.postings, posting{at[r.doc], r.pos, uint16(r.key)})
		}
		f.g.groupAt = append(f.g.groupAt, uint64(len(f.g.postings)))
		f.g.star = append(f.g.star, s.star)
		f.g.occs = append(f.g.occs, occurrence{uint32(i), s.pos})
		f.g.occAt[at[s.doc]+1]++
	}
	for d := range f.slots {
		f.g.occAt[d+1] += f.g.occAt[d]
	}
}

// find describes the wanted documents.
func (f *refinder) find(ctx context.Context, wanted []uint32) (Updated, error) {
	is := make([]bool, len(f.slots))
	for _, slot := range wanted {
		is[slices.Index(f.slots, slot)] = true
	}
	passages := make([][]passage, len(f.slots))
	w := &f.u.x.aligner
	w.e, w.g = f.e, &f.g
	defer func() { w.e, w.g, w.bits.e = nil, nil, nil }()
	load := slices.Clone(is)
	for d := range f.slots {
		if !is[d] {
			continue
		}
		f.e.exemptSanctioned(d)
		passages[d] = w.passages(d)
		for _, p := range passages[d] {
			load[p.b] = true
		}
		for _, slot := range f.u.equalOf(f.slots[d]) {
			load[slices.Index(f.slots, slot)] = true
		}
	}
	if err := f.load(ctx, load, is); err != nil {
		return Updated{}, err
	}
	found := make([]docResult, len(f.slots))
	for d := range f.slots {
		if is[d] && len(passages[d]) > 0 {
			w.bits.start(f.e, d)
			found[d] = w.describe(d, passages[d])
		}
	}
	if err := f.e.complete(ctx, found, func(d int) bool { return is[d] }); err != nil {
		return Updated{}, err
	}
	out := Updated{Texts: f.e.texts}
	for d, slot := range f.slots {
		out.Texts[d].Owner = f.u.x.entries[slot].owner
	}
	for d := range f.slots {
		if is[d] {
			out.Findings = append(out.Findings, Finding{Text: d, Matches: found[d].matches, Leaks: found[d].leaks})
		}
	}
	return out, nil
}

// load fetches the texts of documents, but those the caller gave already.
func (f *refinder) load(ctx context.Context, load, done []bool) error {
	x := f.u.x
	var ids []string
	var at []int
	for d, slot := range f.slots {
		if !load[d] {
			continue
		}
		if !done[d] {
			f.e.exemptSanctioned(d)
		}
		if t := f.u.given[x.entries[slot].id]; t != nil {
			f.e.texts[d] = *t
		} else {
			ids, at = append(ids, x.entries[slot].id), append(at, d)
		}
	}
	if len(ids) > 0 {
		texts, err := f.fetch(ctx, ids)
		if err != nil {
			return err
		}
		if len(texts) != len(ids) {
			return fmt.Errorf("%d texts asked for, %d given", len(ids), len(texts))
		}
		for i, d := range at {
			f.e.texts[d] = texts[i]
		}
	}
	h := newKeyHash()
	for d, slot := range f.slots {
		if !load[d] {
			continue
		}
		entry := &x.entries[slot]
		if got := newEntry(&f.e.texts[d], h); got.id != entry.id || got.all != entry.all {
			return fmt.Errorf("text %s is not as the index knows it: %w", entry.id, ErrBuild)
		}
		f.e.texts[d].Owner = entry.pair.owner
	}
	return nil
}
