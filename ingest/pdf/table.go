package pdf

import (
	"math"
	"slices"
	"strings"

	"wenjian/ingest/page"
	"wenjian/ingest/pdf/pdfium"
)

// A table is a grid with text in it.
type table struct {
	box  pdfium.Box
	rows []tableRow
	size float64 // of its text

	single bool // only one cell has text: a frame, or the rest of a row
}

// A tableRow is the cells of a row from left to right. A cell that spans rows
// stands in its first; the rows below have an empty one in its place.
type tableRow struct {
	cells []tableCell
	why   string // reason to cut the row, "" for text
}

type tableCell struct {
	box   pdfium.Box
	lines []*line
}

// takeTables moves the glyphs that stand in grids into tables. A grid of one
// cell is a frame around text, no table.
func (s *sheet) takeTables() {
	for _, g := range grids(s.rules) {
		spaces := g.spaces()
		frame := g.frame()
		if len(spaces) < 2 || frame.Height() < 8 || frame.Width() < 20 {
			continue
		}
		inside, rest := s.parted(frame)
		if t := newTable(g, spaces, inside); t != nil {
			s.tables = append(s.tables, t)
			s.glyphs = rest
		}
	}
	slices.SortStableFunc(s.tables, func(a, b *table) int {
		if a.box.Top > b.box.Top {
			return -1
		}
		return 1
	})
}

// parted splits the glyphs of s by whether they stand inside b.
func (s *sheet) parted(b pdfium.Box) (inside, rest []glyph) {
	for _, g := range s.glyphs {
		if within(g, b) {
			inside = append(inside, g)
		} else {
			rest = append(rest, g)
		}
	}
	return inside, rest
}

// within reports whether the middle of g lies in b.
func within(g glyph, b pdfium.Box) bool {
	x, y := (g.left+g.right)/2, g.y+0.38*g.size
	return x >= b.Left && x < b.Right && y > b.Bottom && y <= b.Top
}

// newTable puts glyphs into the cells of a grid. It returns nil when there
// are none.
func newTable(g *grid, spaces []space, gs []glyph) *table {
	t := &table{box: g.frame(), rows: make([]tableRow, len(g.ys)-1)}
	byCell := make([][]glyph, len(spaces))
	at := map[[2]int]int{}
	for i, s := range spaces {
		for y := s.top; y <= s.bottom; y++ {
			for x := s.left; x <= s.right; x++ {
				at[[2]int{y, x}] = i
			}
		}
	}
	for _, q := range gs {
		row, column := g.field((q.left+q.right)/2, q.y+0.38*q.size)
		if i, ok := at[[2]int{row, column}]; ok {
			byCell[i] = append(byCell[i], q)
		}
	}
	filled := 0
	for i, s := range spaces {
		c := tableCell{box: g.box(s), lines: lines(byCell[i])}
		if len(c.lines) > 0 {
			filled++
			t.size = max(t.size, c.lines[0].size)
		}
		t.rows[s.top].cells = append(t.rows[s.top].cells, c)
		for y := s.top + 1; y <= s.bottom; y++ {
			t.rows[y].cells = append(t.rows[y].cells, tableCell{box: pdfium.Box{Left: c.box.Left, Right: c.box.Right}})
		}
	}
	if filled == 0 {
		return nil
	}
	t.single = filled == 1
	for i := range t.rows {
		slices.SortStableFunc(t.rows[i].cells, func(a, b tableCell) int {
			if a.box.Left < b.box.Left {
				return -1
			}
			return 1
		})
	}
	return t
}

// field returns the row and column of g that a point lies in.
func (g *grid) field(x, y float64) (row, column int) {
	for row = 0; row+2 < len(g.ys) && y < g.ys[row+1]; row++ {
	}
	for column = 0; column+2 < len(g.xs) && x >= g.xs[column+1]; column++ {
	}
	return row, column
}

// continued joins what the end of a page cut: a row that runs over it becomes
// one row again, and a head that is repeated on the next page is marked.
// u is the first thing on the page after the one that t ends.
func (t *table) continued(u *table) {
	if len(t.rows) == 0 || len(u.rows) == 0 || !sameColumns(t, u) {
		return
	}
	first := 0
	if len(t.rows) > 1 && t.rows[0].text() == u.rows[0].text() && len(u.rows) > 1 {
		u.rows[0].why = page.WhyHeader
		first = 1
	}
	last := &t.rows[len(t.rows)-1]
	if !last.goesOn(u.rows[first]) {
		return
	}
	for i := range last.cells {
		last.cells[i].lines = append(last.cells[i].lines, u.rows[first].cells[i].lines...)
	}
	u.rows = slices.Delete(u.rows, first, first+1)
}

// lastTable returns the table that s ends with, nil when text follows it.
func (s *sheet) lastTable() *table {
	if len(s.tables) == 0 {
		return nil
	}
	t := s.tables[len(s.tables)-1]
	for _, l := range s.lines {
		if l.why == "" && l.base < t.box.Bottom {
			return nil
		}
	}
	return t
}

// firstTable returns the table that s begins with, nil when text precedes it.
func (s *sheet) firstTable() *table {
	if len(s.tables) == 0 {
		return nil
	}
	t := s.tables[0]
	for _, l := range s.lines {
		if l.why == "" && l.base > t.box.Top {
			return nil
		}
	}
	return t
}

// sameColumns reports whether the rows of two tables where one page ends and
// the next begins have their borders at the same places.
func sameColumns(t, u *table) bool {
	a, b := t.rows[len(t.rows)-1].cells, u.rows[0].cells
	if len(a) != len(b) || len(a) < 2 {
		return false
	}
	for i := range a {
		if math.Abs(a[i].box.Left-b[i].box.Left) > touch || math.Abs(a[i].box.Right-b[i].box.Right) > touch {
			return false
		}
	}
	return true
}

func (r tableRow) text() string {
	var b strings.Builder
	for _, c := range r.cells {
		for _, l := range c.lines {
			b.WriteString(l.text())
		}
		b.WriteByte('\t')
	}
	return b.String()
}

// goesOn reports whether next is the rest of r: whatever it has goes on with
// a cell of r that was full, and not every cell has more.
func (r tableRow) goesOn(next tableRow) bool {
	more, done := 0, 0
	if len(r.cells) != len(next.cells) {
		return false
	}
	for i, c := range next.cells {
		was := r.cells[i]
		if len(c.lines) == 0 {
			if len(was.lines) > 0 {
				done++
			}
			continue
		}
		if len(was.lines) == 0 {
			return false
		}
		both := tableCell{box: was.box, lines: append(slices.Clone(was.lines), c.lines...)}
		m := cellMargins(both)
		if !m.runsOn(was.lines[len(was.lines)-1], c.lines[0]) {
			return false
		}
		more++
	}
	return more > 0 && done > 0
}

// flows returns the lines of text that t makes.
func (t *table) flows() []*page.Flow {
	var out []*page.Flow
	for _, r := range t.rows {
		var cells []page.Cell
		for _, c := range r.cells {
			if len(c.lines) > 0 || !t.single {
				cells = append(cells, c.paragraphs())
			}
		}
		ls := page.RowLines(cells)
		for _, l := range ls {
			if r.why != "" {
				l.Cut(r.why)
			}
		}
		out = append(out, ls...)
	}
	return out
}

// padding is the least room, in points, that word processors leave between a
// cell's border and its text.
const padding = 1.5

// paragraphs returns the text of a cell.
func (c tableCell) paragraphs() page.Cell {
	if len(c.lines) == 0 {
		return page.Cell{&page.Flow{}}
	}
	m := cellMargins(c)
	var out page.Cell
	var p *page.Flow
	for i, l := range c.lines {
		if i == 0 || !m.continues(c.lines[i-1], l) {
			p = &page.Flow{}
			out = append(out, p)
			l.writeTo(p, nil)
			continue
		}
		join(p, c.lines[i-1], l)
		l.writeTo(p, nil)
	}
	return out
}
