package compare

import (
	"cmp"
	"math"
	"slices"
)

// A run is a stretch of equal symbols of two documents: a in the later one,
// b in the earlier one.
type run struct {
	a, b, n int32
}

const (
	maxGap      = 40  // symbols between two runs of one passage
	maxDiagonal = 20  // difference of the two gaps
	joinCost    = 8   // bits for going on after a gap at all,
	gapCost     = 0.4 // for each symbol of the longer side,
	skewCost    = 0.3 // and of the difference, besides the choice among places
	runLength   = 3   // shortest run the dense pass looks at
	maxLookBack = 400 // runs a run looks back for one to follow

	// What bounds the work on texts that repeat themselves.
	maxRuns    = 1 << 14 // runs of one pair that are chained: the longest
	maxLookups = 1 << 19 // places looked at in one dense pass,
	mostPlaces = 256     // of them for one symbol at most
	leastPlace = 8       // and at least
	maxCompare = 1 << 25 // symbols compared in one dense pass
)

// A chain is a passage before it is mapped to text: runs in order in both
// documents, never overlapping, and the surprise of what they hold.
type chain struct {
	runs []run
	bits float64 // of the runs, costs of the gaps not deducted
	net  float64 // costs deducted
}

func (c *chain) a() (int32, int32) {
	return c.runs[0].a, c.runs[len(c.runs)-1].a + c.runs[len(c.runs)-1].n
}
func (c *chain) b() (int32, int32) {
	return c.runs[0].b, c.runs[len(c.runs)-1].b + c.runs[len(c.runs)-1].n
}

// A chainer joins runs to chains; it holds scratch space for one worker.
type chainer struct {
	score []float64
	back  []int32
	end   []int32 // largest end of the runs up to here
	order []int32
	used  []bool
	head  []int32
	next  []int32
	done  []int32
}

// chains returns the best local chains of runs with a net score of at least
// least, best first; each symbol of a belongs to one chain at most. cum holds
// the cumulated surprise of document a. A chain scores the surprise of its
// runs less a cost for every symbol of its gaps, so it ends where the shared
// text ends (local chaining as in Abouelhoda & Ohlebusch 2005, with the
// surprise as weight).
func (c *chainer) chains(runs []run, cum []float64, least float64) []chain {
	if len(runs) > maxRuns {
		slices.SortFunc(runs, func(x, y run) int {
			return cmp.Or(cmp.Compare(y.n, x.n), cmp.Compare(x.a, y.a), cmp.Compare(x.b, y.b))
		})
		runs = runs[:maxRuns]
	}
	slices.SortFunc(runs, func(x, y run) int {
		return cmp.Or(cmp.Compare(x.a, y.a), cmp.Compare(x.b, y.b), cmp.Compare(x.n, y.n))
	})
	n := len(runs)
	c.score, c.back, c.order, c.used = resize(c.score, n), resize(c.back, n), c.order[:0], resize(c.used, n)
	c.end = resize(c.end, n)
	clear(c.used)
	for j, r := range runs {
		own := cum[r.a+r.n] - cum[r.a]
		c.score[j], c.back[j] = own, -1
		c.end[j] = r.a + r.n
		if j > 0 {
			c.end[j] = max(c.end[j], c.end[j-1])
		}
		for i := j - 1; i >= 0 && i >= j-maxLookBack && c.end[i]+maxGap >= r.a; i-- {
			p := runs[i]
			overlap, cost, ok := join(p, r)
			if !ok {
				continue
			}
			if s := c.score[i] + own - (cum[r.a+overlap] - cum[r.a]) - cost; s > c.score[j] {
				c.score[j], c.back[j] = s, int32(i)
			}
		}
		if c.score[j] >= least {
			c.order = append(c.order, int32(j))
		}
	}
	slices.SortFunc(c.order, func(x, y int32) int {
		return cmp.Or(cmp.Compare(c.score[y], c.score[x]), cmp.Compare(x, y))
	})
	var out []chain
	for _, j := range c.order {
		if ch, ok := c.take(runs, cum, j, out); ok && ch.net >= least {
			out = append(out, ch)
		}
	}
	return out
}

// logOf is log₂(1+n): how many bits it takes to choose where a run goes on.
var logOf = func() (t [maxGap + 1]float64) {
	for n := range t {
		t[n] = math.Log2(1 + float64(n))
	}
	return t
}()

// join says whether run r can follow run p, how much of r p already covers
// and what the gap costs.
func join(p, r run) (overlap int32, cost float64, ok bool) {
	ga, gb := r.a-(p.a+p.n), r.b-(p.b+p.n)
	if o := -min(ga, gb); o > 0 {
		if o >= r.n || o >= p.n {
			return 0, 0, false
		}
		overlap, ga, gb = o, ga+o, gb+o
	}
	skew := max(ga, gb) - min(ga, gb)
	if max(ga, gb) > maxGap || skew > maxDiagonal {
		return 0, 0, false
	}
	return overlap, joinCost + logOf[ga] + logOf[gb] + gapCost*float64(max(ga, gb)) + skewCost*float64(skew), true
}

// take follows the chain that ends in run j, as far as its runs are free.
func (c *chainer) take(runs []run, cum []float64, j int32, taken []chain) (chain, bool) {
	var ch chain
	last := j
	for i := j; i >= 0 && !c.used[i] && !covered(runs[i], taken); i = c.back[i] {
		c.used[i] = true
		ch.runs = append(ch.runs, runs[i])
		last = i
	}
	if len(ch.runs) == 0 {
		return ch, false
	}
	ch.net = c.score[j]
	if p := c.back[last]; p >= 0 {
		ch.net -= c.score[p] // an upper bound: the cost of the cut gap is forgiven
	}
	slices.Reverse(ch.runs)
	for i := range ch.runs { // give what two runs share to the first
		r := &ch.runs[i]
		if i > 0 {
			o, _, _ := join(ch.runs[i-1], *r)
			r.a, r.b, r.n = r.a+o, r.b+o, r.n-o
		}
		ch.bits += cum[r.a+r.n] - cum[r.a]
	}
	return ch, true
}

// covered reports whether half of run r lies in the a side of a taken chain.
func covered(r run, taken []chain) bool {
	for i := range taken {
		from, to := taken[i].a()
		if min(to, r.a+r.n)-max(from, r.a) > r.n/2 {
			return true
		}
	}
	return false
}

// dense returns the maximal runs of at least runLength equal symbols in the
// window a[a0:a1] × b[b0:b1]. Of a text that repeats itself it returns only
// some, so that the work stays in proportion to the length.
func (c *chainer) dense(a, b []symbol, a0, a1, b0, b1 int32, out []run) []run {
	if a1-a0 < runLength || b1-b0 < runLength {
		return out
	}
	const buckets = 1 << 12
	c.head, c.next = resize(c.head, buckets), resize(c.next, int(b1-b0))
	for i := range c.head {
		c.head[i] = -1
	}
	key := func(s []symbol, i int32) uint64 {
		return (uint64(s[i]) | uint64(s[i+1])<<16 | uint64(s[i+2])<<32) * 0x9E3779B97F4A7C15 >> 52
	}
	for j := b1 - runLength; j >= b0; j-- {
		k := key(b, j)
		c.next[j-b0], c.head[k] = c.head[k], j
	}
	c.done = resize(c.done, int(a1-a0+b1-b0)) // by diagonal: how far a is already part of a run
	clear(c.done)
	zero := b1 - a0 // makes diagonals count from 0
	places := min(mostPlaces, max(leastPlace, maxLookups/int(a1-a0)))
	compared := int32(0)
	for i := a0; i+runLength <= a1 && compared < maxCompare; i++ {
		seen := 0
		for j := c.head[key(a, i)]; j >= 0 && seen < places; j = c.next[j-b0] {
			seen++
			if a[i] != b[j] || i < c.done[i-j+zero] {
				continue
			}
			n := int32(1)
			for i+n < a1 && j+n < b1 && a[i+n] == b[j+n] {
				n++
			}
			compared += n
			if n >= runLength {
				c.done[i-j+zero] = i + n
				out = append(out, run{i, j, n})
			}
		}
	}
	return out
}

func resize[T any](s []T, n int) []T {
	if cap(s) < n {
		return make([]T, n, n+n/2+64)
	}
	return s[:n]
}
