package mojibake

import "math"

// A model says how likely a character is after another: from the evidence of
// Chinese prose at large and, for a document whose own pairs were counted,
// from them too, since a document repeats its terms (a cache model, Kuhn and
// De Mori 1990).
type model struct {
	*evidence
	own   map[uint32]float64
	heads map[uint16]float64 // by first character of pairs
}

// general returns the model of prose at large.
func general() model { return model{evidence: prose()} }

// ownModel returns the model of the document text.
func ownModel(text string) model {
	m := model{prose(), map[uint32]float64{}, map[uint16]float64{}}
	a := m.idOf(' ')
	for _, r := range text {
		b := m.idOf(r)
		m.own[pairOf(a, b)]++
		m.heads[a]++
		a = b
	}
	return m
}

// ownWeight is how much the document's own pairs can weigh, ownHalf how often
// it must use a character for half of that. A pair seen once proves nothing.
const (
	ownWeight = 0.3
	ownHalf   = 4.0
)

// chanceOf returns the likelihood of b after a.
func (m model) chanceOf(a, b uint16) float64 {
	if a == b && a == m.id[' '] {
		return indent
	}
	n := m.heads[a]
	if n == 0 {
		return m.chance(a, b)
	}
	w := ownWeight * n / (n + ownHalf)
	return (1-w)*m.chance(a, b) + w*max(0, m.own[pairOf(a, b)]-1)/n
}

// chanceAfter returns the likelihood of b after z and a.
func (m model) chanceAfter(z, a, b uint16) float64 {
	p := m.chanceOf(a, b)
	n := m.evidence.pairs(z, a)
	switch {
	case n < fewPairs:
		return p
	case n < manyPairs:
		return (1-tripleWeight/2)*p + tripleWeight/2*min(1, m.triples(z, a, b)/n)
	}
	return (1-tripleWeight)*p + tripleWeight*min(1, m.triples(z, a, b)/n)
}

const (
	fewPairs     = 4.0  // a pair seen less often says nothing of what follows it
	manyPairs    = 40.0 // of one seen more often the triples are known
	tripleWeight = 0.7
)

// follows returns the natural logarithm of the likelihood of b after a.
func (m model) follows(a, b uint16) float64 { return math.Log(m.chanceOf(a, b)) }

func pairOf(a, b uint16) uint32 { return uint32(a)<<16 | uint32(b) }

// text returns the logarithm of the likelihood of text after the character
// before, and the number of characters in it.
func (m model) text(before rune, text string) (sum float64, n int) {
	a := m.idOf(before)
	for _, r := range text {
		b := m.idOf(r)
		sum += m.follows(a, b)
		a = b
		n++
	}
	return sum, n
}
