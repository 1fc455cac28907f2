package compare

import "slices"

// A side is what a fingerprint's documents came to, before or after a change.
type side struct {
	docs  int
	units []int32  // distinct ones, up to starUnits
	first []uint32 // the earliest, up to starDocs: more are never linked to
}

func (s *side) count(slot uint32, org int32) {
	s.docs++
	if len(s.units) < starUnits && !slices.Contains(s.units, org) {
		s.units = append(s.units, org)
	}
	if len(s.first) < starDocs {
		s.first = append(s.first, slot)
	}
}

// star reports whether many units share the fingerprint; cut, whether it
// links to the earliest documents only. As addGroup has it.
func (s *side) star() bool { return len(s.units) >= starUnits }
func (s *side) cut() bool  { return s.star() || s.docs > starDocs }

// linked returns the documents that the fingerprint links the one to that n
// others are ahead of.
func (s *side) linked(n int) []uint32 {
	if s.cut() {
		n = min(n, starLinks)
	}
	return s.first[:min(n, len(s.first))]
}

// A group is what one fingerprint links now: places[from:to] of an updating,
// those of the earliest documents up to links, which is all it links to when
// it is cut.
type group struct {
	from, links, to int
	star, cut       bool
}

// A sharer is a document that holds a fingerprint, on one side or both.
type sharer struct {
	slot          uint32
	before, after bool
	nBefore, nNow int // documents ahead of it on each side
}

// org returns the organisation of a document, as it was before the change or
// is now. Unknown ones are all different.
func (u *updating) org(slot uint32, before bool) int32 {
	pair := u.x.entries[slot].pair
	org := pair.org
	if was, ok := u.oldOrg[pair]; ok && before {
		org = was
	}
	if org < 0 {
		return -int32(slot) - 1
	}
	return org
}

// touch finds the documents that share with those that go or come what may
// count: they go into wanted, or into pairs with what they share.
func (u *updating) touch() {
	var hashes []uint64
	for slot, s := range u.old {
		for _, r := range u.x.fingerprints(&u.read, s, slot) {
			hashes = append(hashes, r.hash())
		}
	}
	for slot, s := range u.masked {
		for _, r := range u.x.fingerprints(&u.read, s, slot) {
			hashes = append(hashes, r.hash())
		}
	}
	slices.Sort(hashes)
	var all []sharer
	for _, h := range slices.Compact(hashes) {
		all = u.touchOf(h, all[:0])
	}
	u.touchEqual()
}

// touchOf does that for one fingerprint. Where it links the same documents
// as before for all that stay, nothing follows.
func (u *updating) touchOf(hash uint64, all []sharer) []sharer {
	x := u.x
	var before, now side
	same := false
	g := group{from: len(u.places)}
	x.grams.walk(&x.walker, hash, func(slot uint32, places []record) bool {
		s := sharer{slot: slot, nBefore: before.docs, nNow: now.docs}
		s.before = slot < u.base && (!x.entries[slot].dead || u.dying[slot])
		s.after = !x.entries[slot].dead
		if !s.before && !s.after {
			return true
		}
		if s.before {
			before.count(slot, u.org(slot, true))
		}
		if s.after {
			now.count(slot, u.org(slot, false))
			u.places = append(u.places, places[:min(len(places), perDocument)]...)
			if now.docs <= starLinks {
				g.links = len(u.places)
			}
		}
		all = append(all, s)
		same = before.star() && now.star() && slices.Equal(before.linked(starLinks), now.linked(starLinks))
		return !same
	})
	g.to, g.star, g.cut = len(u.places), now.star(), now.cut()
	u.groups[hash] = g
	if same || len(all) < 2 {
		return all
	}
	alike := before.star() == now.star() && before.cut() == now.cut()
	for i := range all {
		s := &all[i]
		switch {
		case !s.before || !s.after || u.wanted[s.slot]:
		case alike && !now.cut(): // it links to those before, of which some go or come
			for k := range all[:i] {
				if e := &all[k]; !e.before || !e.after {
					u.pairs[[2]uint32{s.slot, e.slot}] = true
				}
			}
		default:
			u.relinked(s, &before, &now, alike)
		}
	}
	return all
}

// relinked notes the pairs of s that one fingerprint links before or now,
// unless it links the same ones in the same way.
func (u *updating) relinked(s *sharer, before, now *side, alike bool) {
	was, is := before.linked(s.nBefore), now.linked(s.nNow)
	if alike && slices.Equal(was, is) {
		return
	}
	for _, linked := range [][]uint32{was, is} {
		for _, slot := range linked {
			u.pairs[[2]uint32{s.slot, slot}] = true
		}
	}
}

// touchEqual finds the documents whose text another one that goes or comes
// has, to the last character: see identical.
func (u *updating) touchEqual() {
	x := u.x
	texts := map[Key]int{} // how many more there are now
	for slot := range u.dying {
		texts[x.entries[slot].text]--
	}
	for slot := range u.masked {
		texts[x.entries[slot].text]++
	}
	for text := range texts {
		slots := x.equal(text)
		if len(slots) < 2 && texts[text] >= 0 {
			continue
		}
		many := len(slots) > identicalPairs
		if many && len(slots)-texts[text] > identicalPairs && !slices.ContainsFunc(u.changedOf(text), func(s uint32) bool { return x.before(s, slots[1]) }) {
			continue // all are set against the earliest one, and it stays
		}
		for _, slot := range slots {
			u.wanted[slot] = true
		}
	}
}

// changedOf returns the documents of a text that go or come.
func (u *updating) changedOf(text Key) (slots []uint32) {
	for slot := range u.dying {
		if u.x.entries[slot].text == text {
			slots = append(slots, slot)
		}
	}
	for slot := range u.masked {
		if u.x.entries[slot].text == text {
			slots = append(slots, slot)
		}
	}
	return slots
}

// equal returns the documents of a text, by chronology.
func (x *Index) equal(text Key) []uint32 {
	slots := slices.Clone(x.byText[text])
	slices.SortFunc(slots, func(a, b uint32) int { return x.entries[a].chronological(&x.entries[b]) })
	return slots
}

// symbols returns the symbols of a document, masked: of one that goes, as
// they were.
func (u *updating) symbols(slot uint32) []symbol {
	if s, ok := u.old[slot]; ok {
		return s
	}
	if s, ok := u.masked[slot]; ok {
		return s
	}
	s, ok := u.stay[slot]
	if !ok {
		s = u.x.masked(slot)
		u.stay[slot] = s
	}
	return s
}
