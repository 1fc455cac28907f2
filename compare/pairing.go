package compare

import "math"

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
	best, all      []float32
	cover          []float64 // by block of earlier
	chain          []float32
	seqA, seqB     []int32
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

// A likeness sets a block of the later document against the one of an earlier
// document that tells most of it.
type likeness struct {
	b, a    block
	doc     int
	told    float64 // bits of b that a tells
	inOrder float64 // bits that both tell in the same order
	rarity  float64 // how much more of b it tells than the next best place does
	chance  float64 // bits that some two blocks of the documents tell in the same order
}

// score returns how surprising l is where only part of the usual is asked.
func (l *likeness) score(part float64) float64 {
	return l.rarity * math.Pow(max(0, l.inOrder-min(1, part)*l.chance), orderPower) / part
}

const (
	widestLater   = 4     // sentences of the later document that are held
	widestEarlier = 10    // against so many of the earlier one: a summary condenses
	leastNear     = 0.12  // nearness of words that says something
	slackBits     = 3     // that a word may tell more than one it stands for
	smoothBits    = 20    // keeps little text from being much alike
	chanceShare   = 1.0   // of what the whole document tells, as part of it by chance
	widthCost     = 0.015 // of what is told, for each sentence it takes to tell it
	usualPairs    = 900   // sentences of two documents, multiplied, up to which
	leastInOrder  = 18    // bits in the same order tell nothing; among more pairs more bits
	orderPower    = 0.7   // what more of them is worth
	rivalShare    = 0.7   // weight of the next best place
	mostPairs     = 4e4   // pairs of sentences looked at for one pair of documents
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
	for k, s := range p.blocksA {
		if k == 0 || p.blocksA[k-1].from != s.from {
			clear(p.best)
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

// tellAll fills all: the most that any free sentence tells.
func (p *pairing) tellAll() {
	n := len(p.later.terms)
	clear(p.best)
	for _, s := range p.blocksA {
		if s.to == s.from+1 {
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
// document doc, the earlier. What makes it surprising is how much more of
// the block it tells than the next best place of the same document does,
// which is about the same things, and how much of that in the same order.
// What cannot be accepted beside anchors is left out.
func (p *pairing) likest(doc int, anchors, out []likeness) []likeness {
	p.cover = resize(p.cover, len(p.blocksA))
	pairs := float64(len(p.later.ss)*len(p.earlier.ss)) / usualPairs
	chance, total := leastInOrder+domainFactor*math.Log2(max(1, pairs)), 0.0
	for _, a := range p.blocksA {
		if a.to == a.from+1 {
			total += a.bits
		}
	}
	for _, b := range p.blocksB {
		best, top := likeness{b: b, doc: doc, chance: chance}, 0.0
		all := 0.0
		for i := b.from; i < b.to; i++ {
			all += float64(p.all[i])
		}
		for k, a := range p.blocksA {
			told := 0.0
			for i := b.from; i < b.to; i++ {
				told += float64(p.told[i][k])
			}
			p.cover[k] = (told-chanceShare*all*math.Sqrt(a.bits/total))/(b.bits+smoothBits) - widthCost*float64(a.to-a.from)
			if p.cover[k] > top {
				top, best.a, best.told = p.cover[k], a, told
			}
		}
		if top == 0 {
			continue
		}
		second := 0.0
		for k, a := range p.blocksA {
			if p.cover[k] > second && a.apart(best.a) {
				second = p.cover[k]
			}
		}
		best.rarity = top - rivalShare*second
		part := nearPart * best.asked(anchors) // what is found meanwhile may lie beside it
		if best.inOrder = best.told; best.score(part) < p.least {
			continue
		}
		if best.inOrder = p.inOrder(b, best.a); best.score(part) >= p.least {
			out = append(out, best)
		}
	}
	return out
}

// inOrder returns how many bits the blocks tell in the same order: the
// weight of the heaviest common subsequence of their terms.
func (p *pairing) inOrder(b, a block) float64 {
	p.seqB, p.seqA = p.later.sequence(b, p.seqB), p.earlier.sequence(a, p.seqA)
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
