package pdf

import (
	"cmp"
	"math"
	"slices"
	"sort"
	"strings"

	"wenjian/internal/zh"
)

// A line is what stands on one base line, from left to right.
type line struct {
	glyphs      []glyph
	left, right float64 // of what shows
	base, size  float64
	raised      []bool // glyphs that stand high and small; nil when there are none
	why         string // reason to cut the line, "" for text
}

func (l *line) top() float64    { return l.base + 0.88*l.size } // of an ideographic em box
func (l *line) bottom() float64 { return l.base - 0.12*l.size }

// A fragment is a stretch of glyphs that were drawn one after the other on
// one base line without a gap.
type fragment struct {
	glyphs      []glyph
	left, right float64 // of what shows
	base, size  float64
	shows       bool
}

const (
	sameBase  = 0.15 // of the size: glyphs whose base lines differ by less stand on one line
	sameLine  = 0.35 // fragments likewise: fonts side by side do not agree to the point
	breakGap  = 1.2  // of the size: a gap that ends a fragment
	stepBack  = 0.5  // of the size: a glyph this far behind the end of the one before begins anew
	smallMark = 0.82 // of the size of its line: the most a superscript has
)

// fragments cuts glyphs, in the order of the file, where the pen jumps.
func fragments(gs []glyph) []*fragment {
	var out []*fragment
	var f *fragment
	for _, g := range gs {
		if f != nil {
			last := f.glyphs[len(f.glyphs)-1]
			left, _ := g.ink()
			_, right := last.ink()
			if math.Abs(g.y-last.y) > sameBase*min(g.size, last.size) || g.left-last.right > breakGap*g.size || left-right < -stepBack*g.size || g.size > 1.3*f.size || g.size < smallMark*f.size {
				f = nil
			}
		}
		if f == nil {
			f = &fragment{base: g.y, left: g.left, right: g.right, size: g.size}
			out = append(out, f)
		}
		f.add(g)
	}
	return slices.DeleteFunc(out, func(f *fragment) bool { return !f.shows })
}

func (f *fragment) add(g glyph) {
	f.glyphs = append(f.glyphs, g)
	if g.blank() {
		return
	}
	if !f.shows {
		f.shows, f.left, f.right, f.size, f.base = true, g.left, g.right, g.size, g.y
	}
	f.left, f.right = min(f.left, g.left), max(f.right, g.right)
	f.size = max(f.size, g.size)
}

// lines puts fragments together that stand side by side, top down, small
// raised or lowered ones beside what they belong to.
func lines(gs []glyph) []*line {
	fs := fragments(gs)
	slices.SortStableFunc(fs, func(a, b *fragment) int { return cmp.Compare(b.base, a.base) })
	var out []*line
	var small []*fragment
	for _, f := range fs {
		if l := beside(out, f); l != nil {
			l.add(f, false)
			continue
		}
		out = append(out, &line{base: f.base, size: f.size, left: f.left, right: f.right})
		out[len(out)-1].add(f, false)
	}
	out, small = apartSmall(out)
	for _, f := range small {
		host := hostOf(out, f)
		if host == nil {
			l := &line{base: f.base, size: f.size, left: f.left, right: f.right}
			l.add(f, false)
			out = append(out, l)
			continue
		}
		host.add(f, f.base > host.base)
	}
	for _, l := range out {
		l.sort()
	}
	slices.SortStableFunc(out, func(a, b *line) int { return cmp.Compare(b.base, a.base) })
	return out
}

// beside returns the line that f continues. Lines come top down, so only the
// last ones can be level with f.
func beside(ls []*line, f *fragment) *line {
	for i := len(ls) - 1; i >= 0 && i >= len(ls)-12; i-- {
		l := ls[i]
		if l.base-f.base > 2*max(l.size, f.size) {
			return nil
		}
		if math.Abs(l.base-f.base) <= sameLine*min(l.size, f.size) && !l.overlaps(f, stepBack*f.size) {
			return l
		}
	}
	return nil
}

// overlaps reports whether f would show where l shows, by more than slack.
func (l *line) overlaps(f *fragment, slack float64) bool {
	left, _ := f.firstShown().ink()
	_, right := f.lastShown().ink()
	if right <= l.left+slack || left >= l.right-slack {
		return false
	}
	for _, g := range l.glyphs {
		if from, to := g.ink(); !g.blank() && from < right-slack && to > left+slack {
			return true
		}
	}
	return false
}

func (f *fragment) firstShown() glyph {
	for _, g := range f.glyphs {
		if !g.blank() {
			return g
		}
	}
	return f.glyphs[0]
}

func (f *fragment) lastShown() glyph {
	for i := len(f.glyphs) - 1; i > 0; i-- {
		if !f.glyphs[i].blank() {
			return f.glyphs[i]
		}
	}
	return f.glyphs[0]
}

func (l *line) add(f *fragment, raised bool) {
	if raised && l.raised == nil {
		l.raised = make([]bool, len(l.glyphs), len(l.glyphs)+len(f.glyphs))
	}
	l.glyphs = append(l.glyphs, f.glyphs...)
	if l.raised != nil {
		for range f.glyphs {
			l.raised = append(l.raised, raised)
		}
	}
	l.left, l.right = min(l.left, f.left), max(l.right, f.right)
	l.size = max(l.size, f.size)
}

// sort brings the glyphs of l from left to right.
func (l *line) sort() {
	order := make([]int, len(l.glyphs))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(l.glyphs[a].left, l.glyphs[b].left) })
	gs, raised := make([]glyph, len(order)), make([]bool, len(order))
	for to, from := range order {
		gs[to] = l.glyphs[from]
		raised[to] = l.raised != nil && l.raised[from]
	}
	l.glyphs = gs
	if l.raised != nil {
		l.raised = raised
	}
}

const maxMark = 8 // glyphs of a superscript

// apartSmall takes the short lines out that may be super- or subscripts of
// their neighbours.
func apartSmall(ls []*line) (rest []*line, small []*fragment) {
	for i, l := range ls {
		near := func(k int) bool {
			if k < 0 || k >= len(ls) {
				return false
			}
			n := ls[k]
			return l.size <= smallMark*n.size && math.Abs(l.base-n.base) < 0.8*n.size
		}
		if len(l.glyphs) <= maxMark*4 && (near(i-1) || near(i+1)) {
			small = append(small, fragments(l.glyphs)...)
			continue
		}
		rest = append(rest, l)
	}
	return rest, small
}

// nearLines is how many lines above and below a superscript may be its own.
const nearLines = 12

// hostOf returns the line, of those that come top down, that the small
// fragment f stands in.
func hostOf(ls []*line, f *fragment) *line {
	var best *line
	at := sort.Search(len(ls), func(i int) bool { return ls[i].base <= f.base })
	for _, l := range ls[max(0, at-nearLines):min(len(ls), at+nearLines)] {
		off := f.base - l.base
		if f.size > smallMark*l.size || off > 0.7*l.size || off < -0.35*l.size || len(f.glyphs) > maxMark || l.overlaps(f, 0.3*f.size) {
			continue
		}
		if f.left > l.right+l.size || f.right < l.left-l.size {
			continue
		}
		if best == nil || math.Abs(off) < math.Abs(f.base-best.base) {
			best = l
		}
	}
	return best
}

const (
	wordGap   = 0.22 // of the size: parts Latin words, and signs from Chinese
	mixedGap  = 0.42 // parts Latin from Chinese, which typesetting sets apart by itself
	hanGap    = 0.17 // parts Chinese words that are set apart: 附件　名单
	ocrGap    = 0.5  // likewise where a machine guessed the places
	wideGap   = 0.8  // parts anything
	columnGap = 2.0  // parts columns
)

// text returns what l says. Gaps between Latin words become spaces, wide
// ones tabs; glyphs that are blank stay what they are.
func (l *line) text() string {
	var b strings.Builder
	l.write(func(s string, _ bool) { b.WriteString(s) })
	return b.String()
}

// write passes the text of l on, piece by piece; raised says that the piece
// is a superscript.
func (l *line) write(sink func(s string, raised bool)) {
	even := l.spacing()
	for i, g := range l.glyphs {
		if i > 0 {
			if s := l.between(i, even); s != "" {
				sink(s, false)
			}
		}
		r := g.r
		if r == '\n' || r == '\r' || r == 0xA0 {
			r = ' '
		}
		sink(string(r), l.raised != nil && l.raised[i])
	}
}

// between returns what stands between glyph i-1 and glyph i of l.
func (l *line) between(i int, even float64) string {
	a, b := l.glyphs[i-1], l.glyphs[i]
	if a.blank() || b.blank() {
		return ""
	}
	gap := b.left - a.right - even
	size := min(a.size, b.size)
	switch {
	case gap > columnGap*size:
		return "\t"
	case a.hidden && b.hidden && gap < ocrGap*size:
		return ""
	case gap > wideGap*size, gap > leastGap(a.r, b.r)*size:
		return " "
	}
	return ""
}

// leastGap returns the gap, in sizes, that parts a and b as words.
func leastGap(a, b rune) float64 {
	x, y := kindOf(a), kindOf(b)
	switch {
	case x == otherKind || y == otherKind:
		return wideGap
	case x == hanKind && y == hanKind:
		return hanGap
	case x == latinKind && y == latinKind, x == signKind && y == hanKind:
		return wordGap
	case x == hanKind || y == hanKind:
		return mixedGap
	}
	return wideGap
}

// The kinds of characters that differ in how they are spaced.
const (
	otherKind = iota // Chinese punctuation: part of its place is blank
	hanKind
	latinKind
	signKind // ASCII punctuation
)

func kindOf(r rune) int {
	switch {
	case zh.IsHan(r):
		return hanKind
	case isWord(r):
		return latinKind
	case r > ' ' && r < 0x7F:
		return signKind
	}
	return otherKind
}

// spacing returns the gap that stands between all ideographs of a line that
// is justified or set wide, such as a letterhead; 0 for others.
func (l *line) spacing() float64 {
	var gaps []float64
	for i := 1; i < len(l.glyphs); i++ {
		a, b := l.glyphs[i-1], l.glyphs[i]
		if kindOf(a.r) == hanKind && kindOf(b.r) == hanKind {
			gaps = append(gaps, b.left-a.right)
		}
	}
	if len(gaps) < 2 {
		return 0
	}
	slices.Sort(gaps)
	return max(0, gaps[len(gaps)/2])
}

// isWord reports whether r belongs to a word that blanks part from the next.
func isWord(r rune) bool {
	return r >= '0' && r <= '9' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= 0xC0 && r < 0x250 && r != '×' && r != '÷' || r >= 0x370 && r < 0x590
}
