package mojibake

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"wenjian/internal/zh"
)

// A slot is a place in a text: the character there, or those possible.
type slot struct {
	one  rune   // the character, where there is no choice
	many []rune // else the choice
}

// first returns a character possible at s.
func (s slot) first() rune {
	if s.many != nil {
		return s.many[0]
	}
	return s.one
}

// minCertainty is the share of the likelihood of all characters possible at a
// place that one of them must have to be believed.
const minCertainty = 0.92

// A choice says how decide chooses.
type choice struct {
	traditional   bool    // traditional characters are to be expected
	mark          float64 // what minCertainty is for all but Chinese characters
	ahead, behind rune    // the second characters before and after the slots; 0 for a blank
}

// decide returns one character for each slot: where there is a choice, the one
// that the characters around make nearly certain, or Lost. before and after
// stand around the slots. The second result is the logarithm of the likelihood
// of the whole, after included. The chain of pairs has no memory beyond one
// character, so each stretch of choices is decided between its neighbours.
func (m model) decide(before rune, slots []slot, after rune, c choice) ([]rune, float64) {
	out := make([]rune, 0, len(slots))
	sum, a := 0.0, m.idOf(before)
	for i := 0; i < len(slots); i++ {
		from := i
		for i < len(slots) && slots[i].many != nil {
			i++
		}
		next := after
		if i < len(slots) {
			next = slots[i].one
		}
		b := m.idOf(next)
		if i == from {
			sum += m.follows(a, b)
		} else {
			l := newLattice(m, a, slots[from:i], b, c.traditional)
			sum += l.log
			z, y := m.idOf(c.ahead), m.idOf(c.behind)
			if from > 1 {
				z = m.idOf(out[from-2])
			} else if from == 1 {
				z = m.idOf(before)
			}
			if i+1 < len(slots) {
				y = m.idOf(slots[i+1].one)
			} else if i+1 == len(slots) {
				y = m.idOf(after)
			}
			l.refine(m, [4]uint16{z, a, b, y}, slots[from:i], c.traditional)
			for k, s := range slots[from:i] {
				out = append(out, pick(s.many, l.share[k], c))
			}
		}
		if i < len(slots) {
			out = append(out, next)
		} else {
			return out, sum
		}
		a = b
	}
	return out, sum + m.follows(a, m.idOf(after))
}

// A lattice holds, for a stretch of choices between two characters, the
// likelihood of each candidate, as a share of all at its place, and the
// logarithm of the likelihood of the whole (forward-backward, Baum 1972).
type lattice struct {
	share [][]float64
	log   float64
}

func newLattice(m model, before uint16, slots []slot, after uint16, traditional bool) lattice {
	n := len(slots)
	l := lattice{share: make([][]float64, n)}
	steps := make([][]float64, n+1) // steps[i]: from each candidate of i-1 to each of i, row by row
	ids := []uint16{before}
	column := []float64{1}
	for i := range n + 1 {
		next, weights := []uint16{after}, []float64{1}
		if i < n {
			next, weights = m.candidatesOf(slots[i].many, traditional)
		}
		steps[i] = make([]float64, len(ids)*len(next))
		sums := make([]float64, len(next))
		for j, a := range ids {
			for k, b := range next {
				p := m.chanceOf(a, b) * weights[k]
				steps[i][j*len(next)+k] = p
				sums[k] += column[j] * p
			}
		}
		l.log += math.Log(normalise(sums))
		if i < n {
			l.share[i] = sums
		}
		ids, column = next, sums
	}
	back := []float64{1}
	for i := n; i > 0; i-- {
		here := l.share[i-1]
		earlier := make([]float64, len(here))
		for j := range here {
			for k, p := range back {
				earlier[j] += steps[i][j*len(back)+k] * p
			}
			here[j] *= earlier[j]
		}
		normalise(here)
		normalise(earlier)
		back = earlier
	}
	return l
}

const (
	maxRefined  = 2  // choices side by side that are looked at more closely
	maxShortest = 12 // candidates of each that are
)

// refine weighs the best candidates again by triples of characters. around are
// the two characters before the stretch and the two behind it.
func (l lattice) refine(m model, around [4]uint16, slots []slot, traditional bool) {
	if len(slots) > maxRefined {
		return
	}
	short := make([][]int, len(slots))
	for i, s := range l.share {
		for k := range s {
			short[i] = append(short[i], k)
		}
		slices.SortStableFunc(short[i], func(a, b int) int { return cmp.Compare(s[b], s[a]) })
		short[i] = short[i][:min(len(short[i]), maxShortest)]
	}
	ids := make([]uint16, 0, len(slots)+4)
	refined := make([][]float64, len(slots))
	for i := range slots {
		refined[i] = make([]float64, len(l.share[i]))
	}
	chosen := make([]int, len(slots))
	var weigh func(i int, weight float64)
	weigh = func(i int, weight float64) {
		if i < len(slots) {
			for _, k := range short[i] {
				chosen[i] = k
				weigh(i+1, weight*share(slots[i].many[k], traditional))
			}
			return
		}
		ids = append(ids[:0], around[0], around[1])
		for j, k := range chosen {
			ids = append(ids, m.idOf(slots[j].many[k]))
		}
		ids = append(ids, around[2], around[3])
		for j := 2; j < len(ids); j++ {
			weight *= m.chanceAfter(ids[j-2], ids[j-1], ids[j])
		}
		for j, k := range chosen {
			refined[j][k] += weight
		}
	}
	weigh(0, 1)
	for i, s := range l.share {
		mass := 0.0
		for _, k := range short[i] {
			mass += s[k]
		}
		normalise(refined[i])
		for _, k := range short[i] {
			s[k] = mass * refined[i][k]
		}
	}
}

// candidatesOf returns the identities of the characters possible at a place
// and what each weighs.
func (m model) candidatesOf(many []rune, traditional bool) (ids []uint16, weights []float64) {
	for _, r := range many {
		ids = append(ids, m.idOf(r))
		weights = append(weights, share(r, traditional))
	}
	return ids, weights
}

// normalise makes the numbers add up to one and returns what they added up to.
func normalise(p []float64) float64 {
	sum := 0.0
	for _, x := range p {
		sum += x
	}
	if sum > 0 {
		for i := range p {
			p[i] /= sum
		}
	}
	return max(sum, math.SmallestNonzeroFloat64)
}

// pick returns the character of s whose share stands out, or Lost.
func pick(s []rune, shares []float64, c choice) rune {
	for k, r := range s {
		least := minCertainty
		if !zh.IsHan(r) {
			least = c.mark
		}
		if shares[k] >= least && prose().idOf(r) != 0 {
			return r
		}
	}
	return Lost
}

// standardMarks are the forms of marks that Chinese text is written with.
const standardMarks = "，。、；：？！“”‘’（）《》〈〉【】〔〕—…·～％　"

// share returns how often r stands for the class of characters that are
// counted as one with it.
func share(r rune, traditional bool) float64 {
	switch c := classOf(r); {
	case zh.IsHan(r):
		if traditional || !isTraditional(r) {
			return 1
		}
		return rareForm
	case c == '0':
		return 1.0 / 10
	case c == 'a':
		return 1.0 / 52
	case c == '\'' && strings.ContainsRune(standardMarks, r):
		return 1.0 / 2 // opening or closing
	case strings.ContainsRune(standardMarks, r):
		return 1
	}
	return rareForm
}

// rareForm is share for forms that hardly occur.
const rareForm = 0.0025

// isTraditional reports whether r has a simplified form of its own.
func isTraditional(r rune) bool { return zh.IsHan(r) && zh.FoldRune(r) != r }
