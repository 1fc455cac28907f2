package compare

import "wenjian/corpus"

// slots lists where the two sides of a passage differ: between runs that
// follow each other in both documents, and inside them where a masked number
// or name reads differently.
func slots(runs []run, a, b *reading, textA, textB string) []Slot {
	var out []Slot
	add := func(later, earlier corpus.Span) {
		s := Slot{A: earlier, B: later, TextA: earlier.Of(textB), TextB: later.Of(textA)}
		if s.TextA != s.TextB {
			out = append(out, s)
		}
	}
	for k, r := range runs {
		for n := range r.n {
			if c := a.syms[r.a+n]; c == numberSymbol || c == unitSymbol {
				add(a.span(r.a+n, r.a+n+1), b.span(r.b+n, r.b+n+1))
			}
		}
		if k+1 == len(runs) {
			break
		}
		next := runs[k+1]
		if gap := next.b - (r.b + r.n); gap >= 0 && gap <= maxGap && next.a-(r.a+r.n) <= maxGap {
			add(a.span(r.a+r.n, next.a), b.span(r.b+r.n, next.b))
		}
	}
	return out
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
