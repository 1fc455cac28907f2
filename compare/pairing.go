package compare

import "slices"

// A pairing holds the wordings of two documents against each other: how much
// of what some sentences of the later one tell some sentences of the earlier
// one tell too. Words count as the same as far as their meanings are near.
type pairing struct {
	least          float64 // score asked of a likeness
	later, earlier *wording
	bitsB, bitsA   []float64   // by term, as things are among the neighbours
	near           []float32   // by term of later, then of earlier
	one            []float32   // by sentence of earlier, then term of later: bits of the term that the sentence tells
	blocksB        []block     // of later
	blocksA        []block     // of earlier
	told           [][]float32 // sentence of later, block of earlier: bits of the sentence that the block tells
	best           []float32
	all            []float32 // by sentence of later: bits that any sentences of earlier tell
	total          float64   // bits of the earlier sentences
	terms          []float64 // by block of earlier: terms that tell something
	net            []float64 // by block of earlier: bits of the block of later at hand that it tells, less their cost
	chain          []float32
	seqA, seqB     []int32 // terms of the blocks at hand in order,
	onceA, onceB   []int32 // and each once
	gains          []float32
}

// A block is sentences from up to to.
type block struct {
	from, to int
	bits     float64
}

// after reports whether b begins where a ends, or little further on.
func (b block) after(a block, reach int) bool { return b.from >= a.to-1 && b.from <= a.to+reach }

// apart reports whether a and b have no sentence in common.
func (b block) apart(a block) bool { return b.from >= a.to || a.from >= b.to }

const (
	widestLater   = 4    // sentences of the later document that are held
	widestEarlier = 6    // against so many of the earlier one: a summary condenses
	leastNear     = 0.12 // nearness of words that says something
	slackBits     = 3    // that a word may tell more than one it stands for
	termCost      = 0.35 // bits that each term of the earlier block takes off what it tells: much text tells more by chance
	leastTerm     = 1    // bits of a term that costs
	leastTold     = 4    // bits that say something at all
	mostPairs     = 4e4  // pairs of sentences looked at for one pair of documents
)

// fill makes p the pairing of two wordings. Only blocks of sentences that
// are free are looked at. It reports whether there are any, and not too many.
func (p *pairing) fill(later, earlier *wording, freeB, freeA []bool, u *usage) bool {
	p.later, p.earlier = later, earlier
	p.bitsB, p.bitsA = later.bits(u, p.bitsB), earlier.bits(u, p.bitsA)
	p.blocksB = blocksOf(later, p.bitsB, freeB, widestLater, p.blocksB)
	p.blocksA = blocksOf(earlier, p.bitsA, freeA, widestEarlier, p.blocksA)
	if len(p.blocksA) == 0 || len(p.blocksB) == 0 || len(later.ss)*len(earlier.ss) > mostPairs {
		return false
	}
	p.nearness()
	p.link()
	p.tell(freeB)
	return true
}

// bits returns what the terms of w tell where u is what is usual.
func (w *wording) bits(u *usage, out []float64) []float64 {
	out = resize(out, len(w.terms))
	for i, t := range w.terms {
		out[i] = u.bits(t)
	}
	return out
}

// nearness fills near with the products of the meanings of all terms.
func (p *pairing) nearness() {
	nA := len(p.earlier.terms)
	p.near = resize(p.near, nA*len(p.later.terms))
	clear(p.near)
	fb, fa := p.later.features, p.earlier.features
	for i, j := 0, 0; i < len(fb) && j < len(fa); {
		c := fb[i] >> conceptShift
		switch d := fa[j] >> conceptShift; {
		case c < d:
			i++
			continue
		case c > d:
			j++
			continue
		}
		first := j
		for ; i < len(fb) && fb[i]>>conceptShift == c; i++ {
			b, x := p.later.feature(fb[i])
			row := p.near[b*nA : (b+1)*nA]
			for j = first; j < len(fa) && fa[j]>>conceptShift == c; j++ {
				a, y := p.earlier.feature(fa[j])
				row[a] += x * y
			}
		}
	}
}

// gain returns how many bits of term b of the later document term a of the
// earlier one tells.
func (p *pairing) gain(b, a int32) float32 {
	n := p.near[int(b)*len(p.earlier.terms)+int(a)]
	if n < leastNear {
		return 0
	}
	return n * float32(min(p.bitsB[b], p.bitsA[a]+slackBits))
}

// link fills one.
func (p *pairing) link() {
	nB := len(p.later.terms)
	p.one = resize(p.one, nB*len(p.earlier.ss))
	clear(p.one)
	for b := range int32(nB) {
		for a := range int32(len(p.earlier.terms)) {
			g := p.gain(b, a)
			if g == 0 {
				continue
			}
			for _, s := range p.earlier.in[a] {
				o := &p.one[int(s)*nB+int(b)]
				*o = max(*o, g)
			}
		}
	}
}

// blocksOf returns the blocks of at most widest free sentences.
func blocksOf(w *wording, bits []float64, free []bool, widest int, out []block) []block {
	out = out[:0]
	for from := range w.ss {
		sum := 0.0
		for to := from + 1; to <= min(len(w.ss), from+widest) && free[to-1]; to++ {
			for _, t := range w.ss[to-1].terms {
				sum += bits[t]
			}
			out = append(out, block{from, to, sum})
		}
	}
	return out
}

// tell fills told: of each term the most that any sentence of the block
// tells.
func (p *pairing) tell(free []bool) {
	p.told = resize(p.told, len(p.later.ss))
	for i := range p.told {
		p.told[i] = resize(p.told[i], len(p.blocksA))
	}
	n := len(p.later.terms)
	p.best = resize(p.best, n)
	p.tellAll()
	p.terms = resize(p.terms, len(p.blocksA))
	for k, s := range p.blocksA {
		if k == 0 || p.blocksA[k-1].from != s.from {
			clear(p.best)
			p.terms[k] = 0
		} else {
			p.terms[k] = p.terms[k-1]
		}
		for _, t := range p.earlier.ss[s.to-1].terms {
			if p.bitsA[t] >= leastTerm {
				p.terms[k]++
			}
		}
		for t, g := range p.one[(s.to-1)*n : s.to*n] {
			p.best[t] = max(p.best[t], g)
		}
		for i := range p.later.ss {
			if !free[i] {
				continue
			}
			sum := float32(0)
			for _, t := range p.later.ss[i].terms {
				sum += p.best[t]
			}
			p.told[i][k] = sum
		}
	}
}

// tellAll fills all and total.
func (p *pairing) tellAll() {
	n := len(p.later.terms)
	clear(p.best)
	p.total = 0
	for _, s := range p.blocksA {
		if s.to == s.from+1 {
			p.total += s.bits
			for t, g := range p.one[s.from*n : s.to*n] {
				p.best[t] = max(p.best[t], g)
			}
		}
	}
	p.all = resize(p.all, len(p.later.ss))
	for i := range p.later.ss {
		p.all[i] = 0
		for _, t := range p.later.ss[i].terms {
			p.all[i] += p.best[t]
		}
	}
}

// likest appends for each block of the later document its likest one of
// document doc, the earlier: the one that tells most of it, and how
// surprising that is. What cannot be accepted beside anchors is left out.
func (p *pairing) likest(doc int, anchors, out []likeness) []likeness {
	p.net = resize(p.net, len(p.blocksA))
	for _, b := range p.blocksB {
		best, top := likeness{b: b, doc: doc}, 0.0
		for k, a := range p.blocksA {
			told := 0.0
			for i := b.from; i < b.to; i++ {
				told += float64(p.told[i][k])
			}
			p.net[k] = told - termCost*p.terms[k]
			if p.net[k] > top {
				top, best.a, best.told = p.net[k], a, told
			}
		}
		if top < leastTold {
			continue
		}
		for k, a := range p.blocksA {
			if p.net[k] > best.rival && a.apart(best.a) {
				best.rival = p.net[k]
			}
		}
		least := p.least + best.asked(anchors) - nearScore // what is found meanwhile may lie beside it
		if best.score = p.surprise(&best, least); best.score >= least {
			out = append(out, best)
		}
	}
	return out
}

// inOrder returns how many bits the sequences at hand tell in the same order:
// the weight of their heaviest common subsequence.
func (p *pairing) inOrder() float64 {
	p.chain = resize(p.chain, len(p.seqA)+1)
	clear(p.chain)
	for _, tb := range p.seqB {
		before := float32(0)
		for j, ta := range p.seqA {
			up := p.chain[j+1]
			p.chain[j+1] = max(up, p.chain[j], before+p.gain(tb, ta))
			before = up
		}
	}
	return float64(p.chain[len(p.seqA)])
}

// sequence returns the terms of a block in the order of the text.
func (w *wording) sequence(b block, out []int32) []int32 {
	out = out[:0]
	for _, s := range w.ss[b.from:b.to] {
		out = append(out, s.order...)
	}
	return out
}

// onceEach returns the terms of s, each once, in ascending order, in out.
func onceEach(s, out []int32) []int32 {
	out = append(out[:0], s...)
	slices.Sort(out)
	return slices.Compact(out)
}
