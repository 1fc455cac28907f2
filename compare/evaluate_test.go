package compare

import (
	"fmt"
	"math"
	"slices"
	"strings"
)

// A verdict is how well a result agrees with what was planted. Characters are
// counted in bytes of the later document.
type verdict struct {
	documents         int
	precision, recall float64
	granularity       float64 // of passages in one piece
	plagdet           float64
	alarms            int       // matches that share nothing but set phrases and chance
	cases, found      int       // planted copies
	byChange          [7][2]int // found and planted bytes, of passages
}

// score is the plagdet of PAN 2014 (Potthast et al.).
func (v *verdict) score() {
	if v.precision+v.recall > 0 {
		f1 := 2 * v.precision * v.recall / (v.precision + v.recall)
		v.plagdet = f1 / math.Log2(1+max(1, v.granularity))
	}
}

func (v verdict) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "plagdet %.3f  precision %.3f  recall %.3f  granularity %.2f  found %d/%d  false alarms per 1,000: %.2f",
		v.plagdet, v.precision, v.recall, v.granularity, v.found, v.cases, 1000*float64(v.alarms)/float64(max(1, v.documents)))
	b.WriteString("\n  recall of passages:")
	for i, c := range v.byChange {
		fmt.Fprintf(&b, "  %s %.3f", changeNames[i], float64(c[0])/float64(max(1, c[1])))
	}
	return b.String()
}

// evaluate holds r against what was planted in g. A match is true where both
// sides hold sentences of the same origin: a copy of a copy is one too.
func evaluate(g *generated, r Result) verdict {
	v := verdict{documents: len(g.texts)}
	byText := map[int][]Match{}
	detected, right := 0, 0
	for _, m := range r.Matches {
		if !m.Class.Claims() {
			continue
		}
		n := trueBytes(g, m)
		detected, right = detected+m.SpanB.Len(), right+n
		if n == 0 {
			v.alarms++
		}
		byText[m.B] = append(byText[m.B], m)
	}
	v.precision = float64(right) / float64(max(1, detected))
	all, covered, pieces, whole := 0, 0, 0, 0
	for _, p := range g.planted {
		want, got, parts := coverage(g, p, byText[p.dst])
		if want == 0 {
			continue // the first of its kind
		}
		v.cases++
		all, covered = all+want, covered+got
		if 2*got >= want {
			v.found++
		}
		if got > 0 && p.kind == plantedPassage && p.change <= mediumEdit {
			whole++
			pieces += parts
		}
		if p.kind == plantedPassage {
			v.byChange[p.change][0] += got
			v.byChange[p.change][1] += want
		}
	}
	v.recall = float64(covered) / float64(max(1, all))
	v.granularity = float64(pieces) / float64(max(1, whole))
	v.score()
	return v
}

// trueBytes returns how much of the later side of m has its origin in the
// earlier side. Set phrases between two such sentences are part of the copy.
func trueBytes(g *generated, m Match) int {
	origins := map[int32]bool{}
	for _, s := range g.stretches[m.A] {
		if s.from < m.SpanA.End && s.to > m.SpanA.Start {
			origins[s.origin] = true
		}
	}
	n, set, own := 0, 0, false
	for _, s := range g.stretches[m.B] {
		size := min(s.to, m.SpanB.End) - max(s.from, m.SpanB.Start)
		if size <= 0 || !origins[s.origin] {
			continue
		}
		if s.set {
			set += size
		} else {
			n, own = n+size, true
		}
	}
	if own {
		n += set
	}
	return n
}

// coverage returns the bytes of planted copy p that no set phrase holds, how
// many of them true matches cover, and by how many matches to one document.
func coverage(g *generated, p planted, ms []Match) (want, got, pieces int) {
	var related []Match
	parts := map[int]int{}
	for _, m := range ms {
		if m.SpanB.Start < p.to && m.SpanB.End > p.from && trueBytes(g, m) > 0 {
			related = append(related, m)
			parts[m.A]++
		}
	}
	for _, s := range g.stretches[p.dst] {
		if s.set || s.from >= p.to || s.to <= p.from {
			continue
		}
		if !g.copied(s.origin, p.dst) {
			continue // a sentence of its own inside a recycled document
		}
		want += s.to - s.from
		var spans [][2]int
		for _, m := range related {
			if from, to := max(s.from, m.SpanB.Start), min(s.to, m.SpanB.End); from < to {
				spans = append(spans, [2]int{from, to})
			}
		}
		slices.SortFunc(spans, func(x, y [2]int) int { return x[0] - y[0] })
		end := 0
		for _, x := range spans {
			got += max(0, x[1]-max(x[0], end))
			end = max(end, x[1])
		}
	}
	pieces = math.MaxInt
	for _, n := range parts {
		pieces = min(pieces, n)
	}
	return want, got, pieces
}
