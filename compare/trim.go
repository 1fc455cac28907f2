package compare

import (
	"cmp"
	"slices"
)

const (
	clauseShare = 0.3 // of a clause that is matched: the clause belongs to the passage
	ownStretch  = 20  // symbols of clauses that do not: they part a passage in two
	partialRun  = 10  // matched symbols that count although their clause does not belong
	edgeReach   = 14  // symbols an edge may move to the end of its clause
)

// A piece is a passage between clause boundaries: runs in the order of the
// later document, and the symbols it spans in both.
type piece struct {
	runs           []run // as aligned, for slots
	a0, a1, b0, b1 int32
	bits           float64
}

// trim cuts passage p where the later document goes on in its own words, and
// moves the edges of what remains to the ends of their clauses, where most
// of the clause is shared: a sentence copied with a new name at its head is
// copied as a whole.
func (p *passage) trim(ca, cb []clause, cum []float64, share, least float64) []piece {
	var runs []run
	for i := range p.chains {
		runs = append(runs, p.chains[i].runs...)
	}
	slices.SortFunc(runs, func(x, y run) int { return cmp.Or(cmp.Compare(x.a, y.a), cmp.Compare(x.b, y.b)) })
	var out []piece
	for _, s := range stretches(runs, ca, share) {
		c := piece{a0: s.from, a1: s.to}
		for _, r := range runs {
			from, to := max(r.a, s.from), min(r.a+r.n, s.to)
			if from >= to {
				continue
			}
			cut := run{from, r.b + from - r.a, to - from}
			c.runs = append(c.runs, cut)
		}
		if len(c.runs) == 0 {
			continue
		}
		if c.sum(core(c.runs, cum), cum); c.bits < least {
			continue
		}
		c.a0, c.a1 = widen(c.runs[0].a, c.runs[len(c.runs)-1].a+c.runs[len(c.runs)-1].n, s.from, s.to, ca)
		c.b0, c.b1 = widen(c.b0, c.b1, c.b0-edgeReach, c.b1+edgeReach, cb)
		c.toSentences(ca, cb)
		out = append(out, c)
	}
	return out
}

// sum makes runs the runs of c, and adds up what they span and say.
func (c *piece) sum(runs []run, cum []float64) {
	c.runs, c.b0, c.b1, c.bits = runs, runs[0].b, runs[0].b+runs[0].n, 0
	for i, r := range runs {
		c.b0, c.b1 = min(c.b0, r.b), max(c.b1, r.b+r.n)
		// Words of the earlier document that the later one has twice were taken once.
		if !slices.ContainsFunc(runs[:i], func(p run) bool { return min(p.b+p.n, r.b+r.n)-max(p.b, r.b) > r.n/2 }) {
			c.bits += cum[r.a+r.n] - cum[r.a]
		}
	}
}

// stretches returns the parts of the later document that the runs make up,
// from clause to clause.
func stretches(runs []run, ca []clause, share float64) []clause {
	var out []clause
	own := int32(0) // symbols since the last clause that belongs
	next := 0
	for _, c := range ca {
		matched, first, last := int32(0), c.to, c.from
		for next < len(runs) && runs[next].a+runs[next].n <= c.from {
			next++
		}
		for k := next; k < len(runs) && runs[k].a < c.to; k++ {
			from, to := max(runs[k].a, c.from), min(runs[k].a+runs[k].n, c.to)
			if from < to {
				matched += to - from
				first, last = min(first, from), max(last, to)
			}
		}
		switch belongs := float64(matched) >= share*float64(c.to-c.from); {
		case !belongs && matched < partialRun:
			own += c.to - c.from
			continue
		case !belongs:
			c.from, c.to = first, last
		}
		if n := len(out); n > 0 && own < ownStretch {
			out[n-1].to = c.to
		} else {
			out = append(out, c)
		}
		own = 0
	}
	return out
}

// widen moves the edges of [from, to) outwards to clause boundaries, at most
// edgeReach symbols and not beyond [least, most).
func widen(from, to, least, most int32, cs []clause) (int32, int32) {
	i, _ := slices.BinarySearchFunc(cs, from, func(c clause, x int32) int { return cmp.Compare(c.to, x+1) })
	if i < len(cs) && from-cs[i].from <= edgeReach && cs[i].from >= least {
		from = cs[i].from
	}
	i, _ = slices.BinarySearchFunc(cs, to-1, func(c clause, x int32) int { return cmp.Compare(c.to, x+1) })
	if i < len(cs) && cs[i].to-to <= edgeReach && cs[i].to <= most {
		to = cs[i].to
	}
	return from, to
}

// toSentences moves an edge on to the end of its sentence where both
// documents have a few symbols of their own there: a new date at the head, a
// new turn at the tail of a copied sentence.
func (c *piece) toSentences(ca, cb []clause) {
	sa, ea := sentenceOf(c.a0, c.a1, ca)
	sb, eb := sentenceOf(c.b0, c.b1, cb)
	if x, y := c.a0-sa, c.b0-sb; x > 0 && y > 0 && max(x, y) <= edgeReach {
		c.a0, c.b0 = sa, sb
	}
	if x, y := ea-c.a1, eb-c.b1; x > 0 && y > 0 && max(x, y) <= edgeReach {
		c.a1, c.b1 = ea, eb
	}
}

// sentenceOf returns where the sentence of symbol from begins and that of
// symbol to-1 ends.
func sentenceOf(from, to int32, cs []clause) (start, end int32) {
	i, _ := slices.BinarySearchFunc(cs, from, func(c clause, x int32) int { return cmp.Compare(c.to, x+1) })
	for i = min(i, len(cs)-1); i > 0 && !cs[i-1].last; i-- {
	}
	j, _ := slices.BinarySearchFunc(cs, to-1, func(c clause, x int32) int { return cmp.Compare(c.to, x+1) })
	for j = min(j, len(cs)-1); j+1 < len(cs) && !cs[j].last; j++ {
	}
	return cs[i].from, cs[j].to
}

// density returns the part of the longer side of c that is equal.
func (c *piece) density() float64 {
	n := int32(0)
	for _, r := range c.runs {
		n += r.n
	}
	return float64(n) / float64(max(1, c.a1-c.a0, c.b1-c.b0))
}
