package compare

import "wenjian/corpus"

// slots lists where the two sides of a passage differ: between runs that
// follow each other in both documents, and inside them where a masked number
// or name reads differently. Text that is equal has to stand on both sides:
// two numbers at the end of a common phrase were not exchanged.
func slots(runs []run, a, b *reading, textA, textB string) []Slot {
	var out []Slot
	add := func(later, earlier corpus.Span) {
		s := Slot{A: earlier, B: later, TextA: earlier.Of(textB), TextB: later.Of(textA)}
		if s.TextA != s.TextB {
			out = append(out, s)
		}
	}
	for k, r := range runs {
		before, after := k > 0 && follows(runs[k-1], r), k+1 < len(runs) && follows(r, runs[k+1])
		for n := range r.n {
			if c := a.syms[r.a+n]; c != numberSymbol && c != unitSymbol || n < slotContext && !before || r.n-1-n < slotContext && !after {
				continue
			}
			add(a.span(r.a+n, r.a+n+1), b.span(r.b+n, r.b+n+1))
		}
		if after && r.n >= slotContext && runs[k+1].n >= slotContext {
			add(a.span(r.a+r.n, runs[k+1].a), b.span(r.b+r.n, runs[k+1].b))
		}
	}
	return out
}

// follows reports whether r follows p in both documents, with no more
// between them than a slot holds.
func follows(p, r run) bool {
	x, y := r.a-(p.a+p.n), r.b-(p.b+p.n)
	return x >= 0 && y >= 0 && max(x, y) <= slotGap
}

// span returns the bytes of symbols from to to; an empty range lies after
// the symbol before it.
func (r *reading) span(from, to int32) corpus.Span {
	if from < to {
		return corpus.Span{Start: int(r.start[from]), End: int(r.end[to-1])}
	}
	if from == 0 {
		return corpus.Span{}
	}
	return corpus.Span{Start: int(r.end[from-1]), End: int(r.end[from-1])}
}
