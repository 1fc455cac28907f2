package compare

import (
	"context"
	"math/bits"
)

// An engine holds the documents of one comparison in chronological order:
// document d of the engine is texts[order[d]] of the caller.
type engine struct {
	texts []Text
	order []int
	unit  []int32 // by document; negative when unknown
	size  int     // number of documents as it enters thresholds; those held may be fewer
	names *nameTable
	lang  *sketch
	known *phrases

	docs   [][]symbol
	at     []uint64 // where the bits of a document begin in exempt: no two share a word
	exempt []uint64 // one bit for each symbol: sanctioned wording

	reference string // names the options that decide what is found
	exactOnly bool
	least     float64 // bits a passage needs to be reported
	gate      float64 // bits the exact runs of a pair need for a close look
}

// newEngine reads the texts into symbols.
func newEngine(ctx context.Context, texts []Text, opt Options) (*engine, error) {
	lang, known, err := opt.reference()
	if err != nil {
		return nil, err
	}
	texts = telling(texts)
	size := max(len(texts), opt.atLeast)
	e := &engine{texts: texts, order: chronology(texts), size: size, lang: lang, known: known, least: leastBits(size), gate: gateBits(size), exactOnly: opt.ExactOnly, reference: opt.name()}
	var names []string
	e.unit, names = unitIDs(texts, e.order)
	e.names = newNameTable(names)
	e.docs = make([][]symbol, len(texts))
	err = e.parallel(ctx, len(texts), func(int) func(int) {
		var s, room []symbol // many documents share an allocation
		return func(d int) {
			s = e.names.mask(appendSymbols(s[:0], texts[e.order[d]].Text))
			if len(s) > len(room) {
				room = make([]symbol, max(len(s), 1<<16))
			}
			e.docs[d] = room[:copy(room, s):len(s)]
			room = room[len(s):]
		}
	})
	if err != nil {
		return nil, err
	}
	e.makeExempt()
	return e, e.parallel(ctx, e.count(), func(int) func(int) { return e.exemptSanctioned })
}

// makeExempt makes room for what is sanctioned of all documents.
func (e *engine) makeExempt() {
	e.at = make([]uint64, len(e.docs)+1)
	for d, s := range e.docs {
		e.at[d+1] = e.at[d] + uint64(len(s)+63)/64*64
	}
	e.exempt = make([]uint64, e.total()/64)
}

// total returns the number of symbols of all documents, or little more.
func (e *engine) total() int { return int(e.at[len(e.docs)]) }

// exemptSanctioned notes the sanctioned wording of document d.
func (e *engine) exemptSanctioned(d int) {
	e.known.find(e.doc(d), func(from, to int) {
		for i := e.at[d] + uint64(from); i < e.at[d]+uint64(to); i++ {
			e.exempt[i>>6] |= 1 << (i & 63)
		}
	})
}

// leastBits is the surprise a passage needs among n documents: the chance of
// some pair sharing that much falls with the surprise, the number of pairs
// grows with n. The size enters as a power of two, so that a few more
// documents change nothing. The reference is of more general language than
// what units write about a campaign, and finds that more surprising than it
// is; domainFactor makes up for it (measured on documents whose copying is
// known).
func leastBits(n int) float64 {
	return domainFactor * (23 + float64(generation(n)))
}

const domainFactor = 2.7

func generation(n int) int { return bits.Len(uint(max(1, n) - 1)) }

// gateBits is what the exact runs of a pair among n documents have to say for
// the pair to be looked at closely. Few documents are, for little; among many
// half of what is reported in the end is asked: at 25 % of the characters
// edited that costs one passage in fifty and saves nine of ten close looks.
func gateBits(n int) float64 {
	if n <= fewDocuments {
		return seedBits
	}
	return leastBits(n) / 2
}

func (e *engine) count() int         { return len(e.order) }
func (e *engine) doc(d int) []symbol { return e.docs[d] }
func (e *engine) text(d int) *Text   { return &e.texts[e.order[d]] }

func (e *engine) sanctioned(d int, i int) bool {
	k := e.at[d] + uint64(i)
	return e.exempt[k>>6]>>(k&63)&1 != 0
}

func (e *engine) allSanctioned(d, from, to int) bool {
	for i := from; i < to; i++ {
		if !e.sanctioned(d, i) {
			return false
		}
	}
	return true
}

const (
	symbolBits = 6   // most surprise one symbol may count: a rare word is no copy
	numberBits = 0.5 // a masked number or name says little
)

// surpriseOf returns the surprise of symbol i of document d; sanctioned
// wording counts nothing.
func (e *engine) surpriseOf(d, i int) float64 {
	s := e.doc(d)
	switch {
	case e.sanctioned(d, i):
		return 0
	case s[i] == numberSymbol || s[i] == unitSymbol:
		return numberBits
	}
	return min(symbolBits, e.lang.surprise(s, i))
}

// surprises fills cum with the cumulated surprise of the symbols of d.
func (e *engine) surprises(d int, cum []float64) []float64 {
	cum = append(cum[:0], 0)
	for i := range e.doc(d) {
		cum = append(cum, cum[i]+e.surpriseOf(d, i))
	}
	return cum
}

// A weigher knows the surprise of the symbols of one document. It asks the
// reference only for what is wanted: most documents share too little to be
// weighed as a whole.
type weigher struct {
	e   *engine
	d   int
	one []float64 // by symbol; negative when not asked for yet
	cum []float64 // cumulated; empty until wanted
}

// start begins document d.
func (s *weigher) start(e *engine, d int) {
	s.e, s.d = e, d
	s.one = resize(s.one, len(e.doc(d)))
	for i := range s.one {
		s.one[i] = -1
	}
	s.cum = s.cum[:0]
}

func (s *weigher) at(i int) float64 {
	if s.one[i] < 0 {
		s.one[i] = s.e.surpriseOf(s.d, i)
	}
	return s.one[i]
}

// sum returns the surprise of symbols from to to.
func (s *weigher) sum(from, to int32) float64 {
	if len(s.cum) > 0 {
		return s.cum[to] - s.cum[from]
	}
	bits := 0.0
	for i := from; i < to; i++ {
		bits += s.at(int(i))
	}
	return bits
}

// all returns the cumulated surprise of the document: that of symbols i to j
// is all()[j]-all()[i].
func (s *weigher) all() []float64 {
	if len(s.cum) == 0 {
		s.cum = append(s.cum, 0)
		for i := range s.one {
			s.cum = append(s.cum, s.cum[i]+s.at(i))
		}
	}
	return s.cum
}
