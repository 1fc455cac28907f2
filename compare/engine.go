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
	names *nameTable
	lang  *sketch
	known *phrases

	syms   []symbol
	at     []uint64 // document d is syms[at[d]:at[d+1]]
	exempt []uint64 // one bit for each of syms: sanctioned wording

	least float64 // bits a passage needs to be reported
}

// newEngine reads the texts into symbols.
func newEngine(ctx context.Context, texts []Text, opt Options) (*engine, error) {
	lang, known, err := opt.reference()
	if err != nil {
		return nil, err
	}
	e := &engine{texts: texts, order: chronology(texts), lang: lang, known: known, least: leastBits(len(texts))}
	var names []string
	e.unit, names = unitIDs(texts, e.order)
	e.names = newNameTable(names)
	read := make([][]symbol, len(texts))
	err = e.parallel(ctx, len(texts), func(int) func(int) {
		var r reading
		return func(d int) {
			r.read(texts[e.order[d]].Text, e.names)
			read[d] = append(make([]symbol, 0, len(r.syms)), r.syms...)
		}
	})
	if err != nil {
		return nil, err
	}
	e.at = make([]uint64, len(texts)+1)
	for d, s := range read {
		e.at[d+1] = e.at[d] + uint64(len(s))
	}
	e.syms = make([]symbol, 0, e.at[len(texts)])
	for d, s := range read {
		e.syms = append(e.syms, s...)
		read[d] = nil
	}
	e.exempt = make([]uint64, len(e.syms)/64+1)
	for d := range e.count() {
		e.known.find(e.doc(d), func(from, to int) {
			for i := e.at[d] + uint64(from); i < e.at[d]+uint64(to); i++ {
				e.exempt[i>>6] |= 1 << (i & 63)
			}
		})
	}
	return e, nil
}

// leastBits is the surprise a passage needs among n documents: the chance of
// some pair sharing that much falls with the surprise, the number of pairs
// grows with n. The size enters as a power of two, so that a few more
// documents change nothing. The reference is of more general language than
// what units write about a campaign, and finds that more surprising than it
// is; domainFactor makes up for it (measured on documents whose copying is
// known).
func leastBits(n int) float64 {
	return domainFactor * (23 + float64(bits.Len(uint(max(1, n)-1))))
}

const domainFactor = 2.7

func (e *engine) count() int         { return len(e.order) }
func (e *engine) doc(d int) []symbol { return e.syms[e.at[d]:e.at[d+1]] }
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

// surprises fills cum with the cumulated surprise of the symbols of d;
// sanctioned wording counts nothing.
func (e *engine) surprises(d int, cum []float64) []float64 {
	s := e.doc(d)
	cum = append(cum[:0], 0)
	for i, c := range s {
		b := 0.0
		switch {
		case e.sanctioned(d, i):
		case c == numberSymbol || c == unitSymbol:
			b = numberBits
		default:
			b = min(symbolBits, e.lang.surprise(s, i))
		}
		cum = append(cum, cum[i]+b)
	}
	return cum
}
