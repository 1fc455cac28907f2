package pdf

import (
	"math"
	"slices"
)

// A column is a stretch of lines that are read one after the other.
type column struct {
	lines   []*line
	margins margins
}

const (
	gutterLines = 6   // lines side by side that make columns evident
	gutterMin   = 1.0 // sizes: the least width of the space between columns
)

// columns parts the lines of s into what is read one after the other. A page
// has columns only when it is evident: many lines leave the same gap and both
// sides are filled like running text.
func (s *sheet) columns(doc margins) []column {
	var body []*line
	for _, l := range s.lines {
		if l.why == "" {
			body = append(body, l)
		}
	}
	at, ok := gutter(body, doc)
	if !ok {
		return []column{{body, measure(body, &doc)}}
	}
	var out []column
	var left, right []*line
	flush := func() {
		for _, ls := range [][]*line{left, right} {
			if len(ls) > 0 {
				out = append(out, column{ls, measure(ls, nil)})
			}
		}
		left, right = nil, nil
	}
	for _, l := range body {
		a, b, split := l.splitAt(at)
		if !split && l.left < at && l.right > at { // across both columns
			flush()
			out = append(out, column{[]*line{l}, measure([]*line{l}, &doc)})
			continue
		}
		if a != nil {
			left = append(left, a)
		}
		if b != nil {
			right = append(right, b)
		}
	}
	flush()
	return out
}

// gutter returns the place of the space between two columns.
func gutter(ls []*line, doc margins) (float64, bool) {
	if len(ls) < gutterLines {
		return 0, false
	}
	lo, hi := math.Inf(1), math.Inf(-1)
	for _, l := range ls {
		lo, hi = min(lo, l.left), max(hi, l.right)
	}
	var mids []float64
	for _, l := range ls {
		for i := 1; i < len(l.glyphs); i++ {
			a, b := l.glyphs[i-1], l.glyphs[i]
			mid := (a.right + b.left) / 2
			if b.left-a.right > gutterMin*doc.size && mid > lo+(hi-lo)/4 && mid < hi-(hi-lo)/4 {
				mids = append(mids, mid)
			}
		}
	}
	if len(mids) < gutterLines {
		return 0, false
	}
	slices.Sort(mids)
	at := mids[len(mids)/2]
	return at, evident(ls, at, lo, hi)
}

// evident reports whether lines side by side are parted at, and filled like
// running text.
func evident(ls []*line, at, lo, hi float64) bool {
	both, crossing, full := 0, 0, 0
	for _, l := range ls {
		a, b, split := l.splitAt(at)
		switch {
		case !split && l.left < at && l.right > at:
			crossing++
		case a != nil && b != nil:
			both++
			if a.right-a.left > 0.7*(at-lo) && b.right-b.left > 0.7*(hi-at) {
				full++
			}
		}
	}
	return both >= gutterLines && 2*both > len(ls) && 5*crossing < len(ls) && 2*full > both
}

// splitAt returns the parts of l on both sides of x; split reports whether l
// has no glyph there.
func (l *line) splitAt(x float64) (left, right *line, split bool) {
	cut := len(l.glyphs)
	for i, g := range l.glyphs {
		if g.blank() {
			continue
		}
		if g.left < x && g.right > x {
			return l, nil, false
		}
		if g.left >= x {
			cut = i
			break
		}
	}
	return l.part(0, cut), l.part(cut, len(l.glyphs)), true
}

// part returns glyphs i to j of l as a line, nil when they show nothing.
func (l *line) part(i, j int) *line {
	p := &line{glyphs: l.glyphs[i:j:j], base: l.base, left: math.Inf(1), right: math.Inf(-1), why: l.why}
	if l.raised != nil {
		p.raised = l.raised[i:j:j]
	}
	for _, g := range p.glyphs {
		if !g.blank() {
			p.left, p.right, p.size = min(p.left, g.left), max(p.right, g.right), max(p.size, g.size)
		}
	}
	if math.IsInf(p.left, 0) {
		return nil
	}
	return p
}
