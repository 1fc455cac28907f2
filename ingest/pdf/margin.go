package pdf

import (
	"math"
	"slices"
)

// Margins say how the text of a page, a column or a cell is set, as far as
// its lines show it.
type margins struct {
	left, right float64
	size        float64      // of most of the text
	pitch       float64      // between the base lines of neighbours within a paragraph; 0 unknown
	indents     bool         // paragraphs begin indented
	spaced      bool         // paragraphs stand apart
	justified   bool         // lines inside a paragraph reach the right margin exactly
	centred     bool         // cells: every line is centred
	top, bottom float64      // base lines of the first and last lines of full pages
	starts      map[int]bool // kinds of marks (see markKind) that begin paragraphs for certain
}

// measure finds the margins of lines that stand in one column. The size and
// habits of the whole document are given by doc; nil when these lines are all
// there is.
func measure(ls []*line, doc *margins) margins {
	m := margins{size: bodySize(ls)}
	if doc != nil {
		m = *doc
	}
	var body []*line
	for _, l := range ls {
		if math.Abs(l.size-m.size) <= 0.12*m.size {
			body = append(body, l)
		}
	}
	if len(body) == 0 {
		body = ls
	}
	if len(body) == 0 {
		return m
	}
	left, right := leftMargin(body, m.size), rightMargin(body, m.size)
	if doc == nil {
		m.left, m.right = left, right
		m.pitch = pitchOf(body)
		m.indents = m.indented(body)
		m.justified = m.isJustified(body)
		m.starts = m.sureStarts(ls)
		m.spaced = m.isSpaced(ls)
		return m
	}
	// Few lines show little: what the document's margins explain is not
	// measured anew. A page with mirrored margins shows it by full lines.
	if full := right - left; len(body) >= 5 && math.Abs(full-(doc.right-doc.left)) < 3*m.size {
		m.left, m.right = left, right
	}
	return m
}

// bodySize returns the size that most glyphs have, weighed by number.
func bodySize(ls []*line) float64 {
	count := map[int]int{}
	best := 0
	for _, l := range ls {
		k := int(math.Round(l.size * 4))
		count[k] += len(l.glyphs)
		if count[k] > count[best] || count[k] == count[best] && k < best {
			best = k
		}
	}
	if best == 0 {
		return 12
	}
	return float64(best) / 4
}

// leftMargin returns where lines begin that are not indented: the leftmost
// place at which a tenth of the lines, or three, begin.
func leftMargin(ls []*line, size float64) float64 {
	lefts := make([]float64, len(ls))
	for i, l := range ls {
		lefts[i] = l.left
	}
	slices.Sort(lefts)
	need := min(3, max(1, len(ls)/10))
	for i := range lefts {
		if i+need <= len(lefts) && lefts[i+need-1]-lefts[i] <= 0.4*size {
			return lefts[i]
		}
	}
	return lefts[0]
}

// rightMargin returns where full lines end: the place, near the rightmost,
// where most lines end. A mark that hangs beyond it does not move it.
func rightMargin(ls []*line, size float64) float64 {
	rights := make([]float64, len(ls))
	far := math.Inf(-1)
	for i, l := range ls {
		rights[i] = l.right
		far = max(far, l.right)
	}
	slices.Sort(rights)
	best, most, to := far, 0, 0
	for i, r := range rights {
		for to < len(rights) && rights[to]-r <= 0.3*size {
			to++
		}
		if n := to - i; r >= far-2.2*size && n >= most && n > 1 {
			best, most = r+0.15*size, n
		}
	}
	if most < 3 {
		return far
	}
	return max(best, far-1.1*size)
}

// pitchOf returns the distance of base lines that is most common.
func pitchOf(ls []*line) float64 {
	count := map[int]int{}
	best := 0
	for i := 1; i < len(ls); i++ {
		d := ls[i-1].base - ls[i].base
		if d <= 0.5*ls[i].size || d > 4*ls[i].size {
			continue
		}
		k := int(math.Round(d * 2))
		count[k]++
	}
	for k, n := range count {
		n += count[k-1] + count[k+1]
		b := count[best] + count[best-1] + count[best+1]
		if n > b || n == b && k < best {
			best = k
		}
	}
	return float64(best) / 2
}

const (
	minIndent = 1.4 // sizes: the least that an indent has
	maxIndent = 2.9
)

// indent returns how far, in sizes, l begins inside the left margin.
func (m *margins) indent(l *line) float64 { return (l.left - m.left) / m.size }

// indented reports whether paragraphs of ls begin indented: a fair share of
// the lines do, and unindented lines are not the rule for short ones.
func (m *margins) indented(ls []*line) bool {
	in, full := 0, 0
	for _, l := range ls {
		if i := m.indent(l); i >= minIndent && i <= maxIndent {
			in++
		} else if i < 0.5 && m.right-l.right < 2*m.size {
			full++
		}
	}
	return in >= 2 && in*12 >= len(ls) && full > 0
}

// isJustified reports whether the lines that break off inside a sentence end
// exactly at the right margin, whatever stands on them, or hang a mark beyond
// it. Lines of nothing but ideographs do so anyway and prove nothing.
func (m *margins) isJustified(ls []*line) bool {
	exact, mixed, all := 0, 0, 0
	for i, l := range ls {
		rest := (m.right - l.right) / m.size
		if rest > 1.3 || i+1 == len(ls) || l.base-ls[i+1].base > 1.4*m.pitch || l.base < ls[i+1].base || m.indent(ls[i+1]) > 0.5 {
			continue
		}
		if !isInner(l.last()) && !(rest < -0.3 && neverFirst(l.last())) {
			continue
		}
		all++
		if math.Abs(rest) <= strictFree || rest < 0 && neverFirst(l.last()) {
			exact++
			if l.mixed() {
				mixed++
			}
		}
	}
	return all >= 12 && mixed >= 3 && exact*25 >= all*24
}

// isSpaced reports whether what follows a line that has room left, and so
// ends a paragraph, nearly always stands farther below it than usual.
func (m *margins) isSpaced(ls []*line) bool {
	apart, all := 0, 0
	for i := 1; i < len(ls); i++ {
		gap := ls[i-1].base - ls[i].base
		if gap <= 0 || m.pitch == 0 || m.full(ls[i-1], ls[i]) {
			continue
		}
		all++
		if gap > wider*m.pitch {
			apart++
		}
	}
	return all >= 5 && 10*apart >= 9*all
}

// sureStarts returns the kinds of marks with which lines begin that start a
// paragraph for certain: the line before has room left.
func (m *margins) sureStarts(ls []*line) map[int]bool {
	out := map[int]bool{}
	for i := 1; i < len(ls); i++ {
		if k := markKind(ls[i].text()); k > 0 && !m.full(ls[i-1], ls[i]) {
			out[k] = true
		}
	}
	return out
}

// pageEdges finds the base lines at which full pages begin and end.
func (m *margins) pageEdges(sheets []*sheet) {
	m.top, m.bottom = math.Inf(-1), math.Inf(1)
	for _, s := range sheets {
		for _, l := range s.lines {
			if l.why == "" {
				m.top, m.bottom = max(m.top, l.base), min(m.bottom, l.base)
			}
		}
	}
}

// parted reports whether blank room at the end of a page or at the beginning
// of the next parts a, the last line, from b, the first.
func (m *margins) parted(a, b *line) bool {
	room := 0.8 * m.pitch
	return room > 0 && (a.base-m.bottom > room || m.top-b.base > room)
}

// mixed reports whether l holds characters that are no ideographs wide.
func (l *line) mixed() bool {
	for _, g := range l.glyphs {
		if !g.blank() && g.r < 0x2000 {
			return true
		}
	}
	return false
}

// first returns the first rune of l that shows, last the last one.
func (l *line) first() rune {
	for _, g := range l.glyphs {
		if !g.blank() {
			return g.r
		}
	}
	return 0
}

func (l *line) last() rune {
	for i := len(l.glyphs) - 1; i >= 0; i-- {
		if !l.glyphs[i].blank() {
			return l.glyphs[i].r
		}
	}
	return 0
}

// isInner reports whether a sentence goes on after r for certain: it is a
// character of a word or a comma.
func isInner(r rune) bool {
	return !endsSentence(r) && !closes(r) && r != '：' && r != ':'
}

// cellMargins finds how the text of a cell is set.
func cellMargins(c tableCell) margins {
	m := margins{size: bodySize(c.lines), left: c.box.Left + padding, right: c.box.Right - padding}
	m.centred = len(c.lines) > 1
	mid := (c.box.Left + c.box.Right) / 2
	minLeft, maxRight := math.Inf(1), math.Inf(-1)
	for _, l := range c.lines {
		minLeft, maxRight = min(minLeft, l.left), max(maxRight, l.right)
		if math.Abs((l.left+l.right)/2-mid) > 0.6*m.size {
			m.centred = false
		}
	}
	if !m.centred {
		// What is left free on the left is free on the right as well.
		m.left = minLeft
		m.right = max(maxRight, min(m.right, c.box.Right-min(minLeft-c.box.Left, 8)))
	} else {
		// Nothing says how wide the padding is but the widest line.
		free := min(minLeft-c.box.Left, c.box.Right-maxRight, 8)
		m.left, m.right = c.box.Left+free, c.box.Right-free
	}
	m.pitch = pitchOf(c.lines)
	if len(c.lines) > 3 {
		m.indents = m.indented(c.lines)
	}
	return m
}
