package web

import (
	"slices"
	"strings"
	"unicode/utf8"

	"wenjian/report"
)

// shortCell is the longest text, in characters, that is kept on one line.
const shortCell = 10 // a date

// A tableView is a report's table on a page.
type tableView struct {
	Title   string
	Columns []columnView
	Rows    []rowView
	Total   []cellView // the row 合计; nil where there is none
	Notes   []string
}

// A columnView is the head of a column.
type columnView struct {
	Name    string
	Numeric bool
}

// A rowView is one row. Pair leads to the comparison of the two documents
// that the row is about, when it is about two.
type rowView struct {
	Cells []cellView
	Pair  string
}

// A cellView is one cell.
type cellView struct {
	Text    string
	Pieces  []piece // Text with the place that is meant marked; empty where none is
	URL     string  // to the document or the search behind the value, or empty
	Numeric bool
	Zero    bool // zero, which is drawn faintly
	Unknown bool
	Short   bool // not worth a line break
}

// A linker returns where the value in row r and column c leads, or empty.
type linker func(t report.Table, r, c int) string

// newTableView shows t; a cell about one document leads there, any other
// cell to where link says. link may be nil.
func newTableView(t report.Table, link linker) tableView {
	v := tableView{Title: t.Title, Notes: t.Notes}
	for _, c := range t.Columns {
		v.Columns = append(v.Columns, columnView{c.Name, c.Kind.Numeric()})
	}
	for r := range t.Rows {
		v.Rows = append(v.Rows, newRowView(t, r, link))
	}
	for c := range t.Total {
		v.Total = append(v.Total, cellView{Text: t.PrintTotal(c), Numeric: t.Columns[c].Kind.Numeric()})
	}
	return v
}

func newRowView(t report.Table, r int, link linker) rowView {
	var v rowView
	var docs []string
	quote := -1
	for c, cell := range t.Rows[r] {
		x := cellView{Text: t.Print(r, c), Numeric: t.Columns[c].Kind.Numeric(), Unknown: cell.Value == nil}
		x.Zero = cell.Value == 0 || cell.Value == 0.0
		x.Short = utf8.RuneCountInString(x.Text) <= shortCell
		if slices.Contains(docs, cell.Document) {
			quote = c // a second cell about the same document quotes it
		} else if cell.Document != "" {
			x.URL = "/docs/" + cell.Document
			docs = append(docs, cell.Document)
		} else if link != nil && !x.Zero && !x.Unknown {
			x.URL = link(t, r, c)
		}
		v.Cells = append(v.Cells, x)
	}
	if quote >= 0 {
		markQuoted(v.Cells, quote)
	}
	if len(docs) == 2 {
		v.Pair = compareURL(docs[0], docs[1])
	}
	return v
}

// markQuoted marks in a quoted cell what another cell of the row names: the
// foreign name in its sentence.
func markQuoted(cells []cellView, quote int) {
	c := &cells[quote]
	for i, name := range cells {
		at := strings.Index(c.Text, name.Text)
		if i == quote || name.URL != "" || name.Numeric || name.Unknown || name.Text == "" || at < 0 {
			continue
		}
		from := utf8.RuneCountInString(c.Text[:at])
		c.Pieces = marked(c.Text, [][2]int{{from, from + utf8.RuneCountInString(name.Text)}})
	}
}

// narrowed returns the first n rows of t with the columns of those names only,
// in t's order.
func narrowed(t report.Table, n int, link linker, columns ...string) []rowView {
	var out []rowView
	for r := range t.Rows[:min(n, len(t.Rows))] {
		row := newRowView(t, r, link)
		kept := row.Cells[:0]
		for c, cell := range row.Cells {
			if slices.Contains(columns, t.Columns[c].Name) {
				kept = append(kept, cell)
			}
		}
		row.Cells = kept
		out = append(out, row)
	}
	return out
}

// firstRows returns the first n rows of t.
func firstRows(t report.Table, n int) []rowView {
	var out []rowView
	for r := range t.Rows[:min(n, len(t.Rows))] {
		out = append(out, newRowView(t, r, nil))
	}
	return out
}
