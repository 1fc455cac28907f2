package compare

import (
	"cmp"
	"slices"
)

// A passage is a stretch of text that document a (the later one) shares with
// document b, in symbols: one or more chains that lie together in both.
type passage struct {
	a, b   int // documents
	chains []chain
	bits   float64
	star   bool // most of its fingerprints are shared by many units
}

const (
	seedBits    = 14  // a pair of few documents whose best exact runs say less is not looked at closely
	relatedBits = 30  // what a further passage needs in a pair that already shares one
	nearBits    = 9   // what a piece needs that lies beside a passage in both documents
	pieceBits   = 38  // what must remain of a passage when it is cut at its clauses
	nearGap     = 45  // symbols between neighbours
	leastRun    = 6   // symbols one run of a passage must reach
	window      = 600 // symbols around a coarse chain that the dense pass looks at
	manyWindow  = 150 // the same among many documents
	wholeWindow = 4e6 // of few documents those whose sizes multiply to less are looked at as a whole
)

type seed struct {
	doc   uint32
	diag  int32
	pos   uint32
	star  bool
	alone bool // no symbol beside the gram is equal: the run is the gram
}

// An aligner finds the passages of one document after another; it holds the
// scratch space of one worker.
type aligner struct {
	e     *engine
	g     *sharedGrams
	chain chainer
	bits  weigher
	seeds []seed
	runs  []run
	dense []run

	later, earlier               reading
	laterClauses, earlierClauses []clause
}

// passages returns what document d shares with earlier documents.
func (w *aligner) passages(d int) []passage {
	w.seeds = w.seeds[:0]
	s := w.e.doc(d)
	for _, o := range w.g.occs[w.g.occAt[d]:w.g.occAt[d+1]] {
		for _, p := range w.g.postings[w.g.groupAt[o.group]:w.g.groupAt[o.group+1]] {
			if int(p.doc) >= d {
				break
			}
			w.seeds = append(w.seeds, seed{p.doc, int32(o.pos) - int32(p.pos), o.pos, w.g.star[o.group], neither(contextTag(s, int(o.pos)), p.tag)})
		}
	}
	if len(w.seeds) == 0 {
		return nil
	}
	sortSeeds(w.seeds)
	w.bits.start(w.e, d)
	var out []passage
	for i := 0; i < len(w.seeds); {
		j := i
		for j < len(w.seeds) && w.seeds[j].doc == w.seeds[i].doc {
			j++
		}
		out = append(out, w.pair(d, int(w.seeds[i].doc), w.seeds[i:j])...)
		i = j
	}
	return out
}

// sortSeeds sorts seeds by document, diagonal and position.
func sortSeeds(seeds []seed) {
	slices.SortFunc(seeds, func(x, y seed) int {
		switch {
		case x.doc != y.doc:
			return cmp.Compare(x.doc, y.doc)
		case x.diag != y.diag:
			return cmp.Compare(x.diag, y.diag)
		}
		return cmp.Compare(x.pos, y.pos)
	})
}

// pair returns the passages of documents a and b that the seeds lead to.
func (w *aligner) pair(a, b int, seeds []seed) []passage {
	if w.weak(seeds) {
		return nil
	}
	sa, sb := w.e.doc(a), w.e.doc(b)
	w.runs = w.runs[:0]
	length := int32(0)
	diag, end := int32(0), int32(-1)
	for _, s := range seeds {
		if s.diag == diag && int32(s.pos) < end {
			continue
		}
		if r, ok := extend(sa, sb, int32(s.pos), int32(s.pos)-s.diag); ok {
			w.runs = append(w.runs, r)
			diag, end = s.diag, r.a+r.n
			length += r.n
		}
	}
	if float64(length*symbolBits) < w.e.gate || w.said(w.runs) < w.e.gate {
		return nil
	}
	cum := w.bits.all()
	coarse := w.chain.chains(w.runs, cum, w.e.gate)
	if len(coarse) == 0 {
		return nil
	}
	w.dense = append(w.dense[:0], w.runs...) // a dense pass may not see all of a text that repeats itself
	if windowFor(w.e.size) == 1 && float64(len(sa))*float64(len(sb)) <= wholeWindow {
		w.dense = w.chain.dense(sa, sb, 0, int32(len(sa)), 0, int32(len(sb)), w.dense)
	} else {
		window := int32(window)
		if windowFor(w.e.size) > 1 {
			window = manyWindow
		}
		for i := range coarse {
			a0, a1 := coarse[i].a()
			b0, b1 := coarse[i].b()
			w.dense = w.chain.dense(sa, sb, max(0, a0-window), min(int32(len(sa)), a1+window), max(0, b0-window), min(int32(len(sb)), b1+window), w.dense)
		}
	}
	slices.SortFunc(w.dense, func(x, y run) int {
		return cmp.Or(cmp.Compare(x.a, y.a), cmp.Compare(x.b, y.b), cmp.Compare(y.n, x.n))
	})
	w.dense = slices.CompactFunc(w.dense, func(x, y run) bool { return x.a == y.a && x.b == y.b })
	chains := w.chain.chains(w.dense, cum, nearBits)
	return w.gather(a, b, chains, seeds)
}

// weak reports that the seeds of a pair cannot say enough, without looking
// at the other document.
func (w *aligner) weak(seeds []seed) bool {
	if slices.ContainsFunc(seeds, func(s seed) bool { return !s.alone }) {
		return false
	}
	if float64(len(seeds)*gramLength*symbolBits) < w.e.gate {
		return true // whatever they say
	}
	said := 0.0
	for _, s := range seeds {
		if said += w.bits.sum(int32(s.pos), int32(s.pos)+gramLength); said >= w.e.gate {
			return false
		}
	}
	return true
}

// said returns the surprise of runs.
func (w *aligner) said(runs []run) float64 {
	bits := 0.0
	for _, r := range runs {
		bits += w.bits.sum(r.a, r.a+r.n)
	}
	return bits
}

// extend returns the maximal run through a[i], b[j].
func extend(a, b []symbol, i, j int32) (run, bool) {
	x, y := i, j
	for x > 0 && y > 0 && a[x-1] == b[y-1] {
		x, y = x-1, y-1
	}
	n := i - x
	for x+n < int32(len(a)) && y+n < int32(len(b)) && a[x+n] == b[y+n] {
		n++
	}
	return run{x, y, n}, n >= gramLength && x+n > i
}

// gather keeps the chains that are evidence: one alone has to reach the
// engine's threshold; beside it weaker ones count, the weakest only where
// they touch a kept one in both documents. Neighbours make one passage.
func (w *aligner) gather(a, b int, chains []chain, seeds []seed) []passage {
	if len(chains) == 0 || chains[0].net < w.e.least || longest(&chains[0]) < leastRun {
		return nil
	}
	var out []passage
	for round := range 2 {
		for _, c := range chains {
			if strong := c.net >= relatedBits && longest(&c) >= leastRun; strong != (round == 0) {
				continue
			}
			near := -1
			for k := range out {
				if out[k].near(&c) {
					near = k
					break
				}
			}
			switch {
			case near >= 0:
				out[near].chains = append(out[near].chains, c)
			case round == 0:
				out = append(out, passage{a: a, b: b, chains: []chain{c}})
			}
		}
	}
	out = merge(out)
	for k := range out {
		out[k].finish(seeds)
	}
	return out
}

// merge joins passages that came to lie together.
func merge(ps []passage) []passage {
	for again := true; again; {
		again = false
		for i := 0; i < len(ps) && !again; i++ {
			for j := i + 1; j < len(ps) && !again; j++ {
				if slices.ContainsFunc(ps[j].chains, func(c chain) bool { return ps[i].near(&c) }) {
					ps[i].chains = append(ps[i].chains, ps[j].chains...)
					ps = slices.Delete(ps, j, j+1)
					again = true
				}
			}
		}
	}
	return ps
}

func longest(c *chain) int32 {
	n := int32(0)
	for _, r := range c.runs {
		n = max(n, r.n)
	}
	return n
}

// near reports whether c lies beside a chain of p in both documents.
func (p *passage) near(c *chain) bool {
	a0, a1 := c.a()
	b0, b1 := c.b()
	closeA, closeB := false, false
	for i := range p.chains {
		x0, x1 := p.chains[i].a()
		y0, y1 := p.chains[i].b()
		closeA = closeA || max(x0-a1, a0-x1) <= nearGap
		closeB = closeB || max(y0-b1, b0-y1) <= nearGap
	}
	return closeA && closeB
}

// finish orders the chains and sums up what the passage says.
func (p *passage) finish(seeds []seed) {
	slices.SortFunc(p.chains, func(x, y chain) int {
		return cmp.Or(cmp.Compare(x.runs[0].a, y.runs[0].a), cmp.Compare(x.runs[0].b, y.runs[0].b))
	})
	for i := range p.chains {
		p.bits += p.chains[i].bits
	}
	a0, a1 := p.hullA()
	all, many := 0, 0
	for _, s := range seeds {
		if int32(s.pos) >= a0 && int32(s.pos) < a1 {
			all++
			many += boolInt(s.star)
		}
	}
	p.star = many > 0 && many*2 >= all
}

// hullA returns the symbols of the later document the passage spans.
func (p *passage) hullA() (from, to int32) {
	from, to = p.chains[0].a()
	for i := range p.chains {
		x, y := p.chains[i].a()
		from, to = min(from, x), max(to, y)
	}
	return from, to
}
