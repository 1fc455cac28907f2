package compare

import (
	"cmp"
	"slices"
)

// A closer look at pairs tells those that cannot have a passage in common,
// however their fingerprints are linked: what all of them together say falls
// short of what a pair needs to be looked at at all.
type closer struct {
	u      *updating
	prints map[uint32][]record // by slot: fingerprints, by hash and position
	bits   weigher
	e      *engine // of the later document alone
	slot   uint32
	runs   []run
}

// lookCloser wants those later documents of pairs found anew that may share
// a passage with the earlier one. The others share none, neither before nor
// now, so nothing follows from what is linked.
func (u *updating) lookCloser() {
	var pairs [][2]uint32
	for p := range u.pairs {
		if !u.wanted[p[0]] {
			pairs = append(pairs, p)
		}
	}
	slices.SortFunc(pairs, func(p, q [2]uint32) int { return cmp.Or(cmp.Compare(p[0], q[0]), cmp.Compare(p[1], q[1])) })
	c := &closer{u: u, prints: map[uint32][]record{}}
	for _, p := range pairs {
		if !u.wanted[p[0]] && c.may(p[0], p[1]) {
			u.wanted[p[0]] = true
		}
	}
}

// may reports whether documents a and b, the earlier one, may share a passage.
// It is aligner.pair up to its first refusal, with every fingerprint that they
// share as a seed: fewer seeds say less.
func (c *closer) may(a, b uint32) bool {
	x := c.u.x
	gate := gateBits(x.size)
	fa, fb := c.of(a), c.of(b)
	sa, sb := c.u.symbols(a), c.u.symbols(b)
	c.runs = c.runs[:0]
	length := int32(0)
	for i, j := 0, 0; i < len(fa) && j < len(fb); {
		switch h := fa[i].hash(); {
		case h < fb[j].hash():
			i++
		case h > fb[j].hash():
			j++
		default:
			for k := j; k < len(fb) && fb[k].hash() == h; k++ {
				r, ok := extend(sa, sb, int32(fa[i].pos), int32(fb[k].pos))
				if ok && !slices.Contains(c.runs, r) {
					c.runs = append(c.runs, r)
					length += r.n
				}
			}
			i++
		}
	}
	if float64(length*symbolBits) < gate {
		return false
	}
	if c.e == nil || c.slot != a {
		c.e, c.slot = x.engineOf([]uint32{a}, c.u.symbols), a
		c.e.exemptSanctioned(0)
		c.bits.start(c.e, 0)
	}
	said := 0.0
	for _, r := range c.runs {
		said += c.bits.sum(r.a, r.a+r.n)
	}
	return said >= gate
}

// of returns the fingerprints of a document, by hash and position.
func (c *closer) of(slot uint32) []record {
	f, ok := c.prints[slot]
	if !ok {
		f = slices.Clone(c.u.x.fingerprints(&c.u.read, c.u.symbols(slot), slot))
		slices.SortFunc(f, byHash)
		c.prints[slot] = f
	}
	return f
}

// byHash orders the fingerprints of one document by hash and position.
func byHash(x, y record) int {
	if x.hash() != y.hash() {
		return cmp.Compare(x.hash(), y.hash())
	}
	return cmp.Compare(x.pos, y.pos)
}
