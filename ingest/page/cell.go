package page

import (
	"strings"
	"unicode/utf8"
)

// A Cell is the paragraphs of one cell of a table.
type Cell []*Flow

// maxCellLine is how many characters several paragraphs of a cell may have
// together to share the line of their row. Tables of data stay below; forms
// that hold a whole report in one cell are far above.
const maxCellLine = 100

// RowLines returns the lines of a row of a table: one line, cells parted by
// tabs, unless a cell holds running text, whose paragraphs stay lines.
func RowLines(cells []Cell) []*Flow {
	var out []*Flow
	line, open := &Flow{}, false
	for _, c := range cells {
		if c.runs() {
			if open && !IsBlank(string(line.Text)) {
				out = append(out, line)
			}
			out = append(out, c...)
			line, open = &Flow{}, false
			continue
		}
		if open {
			line.Write("\t", "")
		}
		open = true
		c.joinTo(line)
	}
	if open && (len(out) == 0 || !IsBlank(string(line.Text))) {
		out = append(out, line)
	}
	for _, l := range out {
		if l.isCut() { // the tabs go with the cells
			l.Cut(l.Drops[0].Why)
		}
	}
	return out
}

// runs reports whether c holds running text.
func (c Cell) runs() bool {
	filled, chars := 0, 0
	for _, p := range c {
		if s := string(p.Text); !IsBlank(s) {
			filled++
			chars += utf8.RuneCountInString(s)
		}
	}
	return filled > 1 && chars > maxCellLine
}

// joinTo appends the paragraphs of c to line, parted by a space where both
// sides are words, by nothing between Chinese characters of a cell that is
// too narrow for its word.
func (c Cell) joinTo(line *Flow) {
	for _, p := range c {
		s := strings.TrimSpace(string(p.Text))
		if s == "" {
			line.Add(p)
			continue
		}
		if t := line.Text; len(t) > 0 && t[len(t)-1] != '\t' && t[len(t)-1] != ' ' {
			line.Write(" ", "")
		}
		for _, r := range string(p.Text) {
			if r == '\n' {
				p = p.oneLine()
				break
			}
		}
		line.Add(p)
	}
}

// OneLine returns f with its line ends made spaces.
func (f *Flow) oneLine() *Flow {
	g := &Flow{Text: append([]byte(nil), f.Text...), Drops: f.Drops}
	for i, b := range g.Text {
		if b == '\n' {
			g.Text[i] = ' '
		}
	}
	return g
}
