package docx

import (
	"bytes"
	"fmt"
	"io"
	"strings"

	"wenjian/report"
)

// How wide a table may be, in columns of the body's characters, before the
// page is laid on its side, and how many rows a document takes: a reader of
// paper is better served by a spreadsheet.
const (
	upright  = 60
	mostRows = 5000
)

// Options tune Write; the zero value is the recommended setting.
type Options struct {
	Info string // who made the document, and when
}

// Write writes t as a document: title, table, chart, 口径. The same table and
// options give the same bytes. Rows beyond mostRows are left out, and a note
// says so.
func Write(w io.Writer, t report.Table, opt Options) error {
	d := Document{Info: opt.Info}
	if sum(widths(t)) > upright {
		d.Wide()
	}
	d.Text(Title, t.Title)
	d.Table(t)
	if len(t.Rows) > mostRows {
		d.Text(Note, fmt.Sprintf("只列出前 %d 行，共 %d 行；全部内容请导出为 Excel。", mostRows, len(t.Rows)))
	}
	for i, n := range t.Notes {
		if i == 0 {
			n = "口径：" + n
		}
		d.Text(Note, n)
	}
	if opt.Info != "" {
		d.Paragraph(Note, Run{Text: opt.Info, Faint: true})
	}
	if columns := drawn(t); len(columns) > 0 {
		if err := d.Chart(t, columns...); err != nil {
			return fmt.Errorf("导出 %s：%w", t.Title, err)
		}
	}
	_, err := d.WriteTo(w)
	return err
}

// drawn returns the columns that a chart of t shows: the one that t names, else
// the first that counts; none for lists.
func drawn(t report.Table) []string {
	if len(t.Rows) < 2 || t.List {
		return nil
	}
	if t.Chart != "" {
		return []string{t.Chart}
	}
	for i, c := range t.Columns {
		if i > 0 && c.Kind == report.Count {
			return []string{c.Name}
		}
	}
	return nil
}

// Table adds a table with its head repeated on every page.
func (d *Document) Table(t report.Table) {
	head := make([]string, len(t.Columns))
	for i, c := range t.Columns {
		head[i] = c.Name
	}
	g := d.grid(widths(t))
	g.head(head)
	line := func(bold bool, print func(c int) string) {
		for c, col := range t.Columns {
			align := "left"
			if col.Kind.Numeric() {
				align = "right"
			}
			g.cell(c, align, bold, Run{Text: print(c), Bold: bold})
		}
	}
	for r := range t.Rows[:min(len(t.Rows), mostRows)] {
		g.row(false, func() { line(false, func(c int) string { return t.Print(r, c) }) })
	}
	if t.Total != nil {
		g.row(false, func() { line(true, t.PrintTotal) })
	}
	g.end()
}

// Rows adds a table of texts: widths are relative, rows have a list of runs for
// each column. A head that is nil is left out, and the first column then looks
// like one.
func (d *Document) Rows(widths []int, head []string, rows ...[][]Run) {
	g := d.grid(widths)
	if head != nil {
		g.head(head)
	}
	for _, r := range rows {
		g.row(false, func() {
			for c, runs := range r {
				g.cell(c, "left", head == nil && c == 0, runs...)
			}
		})
	}
	g.end()
}

// A grid is a table on its way into a document.
type grid struct {
	b    *bytes.Buffer
	wide []int // of the columns, in twentieths of a point
}

func (d *Document) grid(share []int) *grid {
	all, across := sum(share), d.across()
	g := &grid{b: &d.body}
	fmt.Fprintf(g.b, `<w:tbl><w:tblPr><w:tblStyle w:val="Grid"/><w:tblW w:w="%d" w:type="dxa"/><w:jc w:val="center"/><w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>`, across)
	for _, s := range share {
		g.wide = append(g.wide, across*s/max(1, all))
		fmt.Fprintf(g.b, `<w:gridCol w:w="%d"/>`, g.wide[len(g.wide)-1])
	}
	g.b.WriteString(`</w:tblGrid>`)
	return g
}

func (g *grid) head(names []string) {
	g.row(true, func() {
		for c, name := range names {
			g.cell(c, "center", true, Run{Text: name, Bold: true})
		}
	})
}

// row writes a row whose cells cells writes; a head is repeated on every page.
func (g *grid) row(head bool, cells func()) {
	g.b.WriteString(`<w:tr><w:trPr><w:cantSplit/>`)
	if head {
		g.b.WriteString(`<w:tblHeader/>`)
	}
	g.b.WriteString(`</w:trPr>`)
	cells()
	g.b.WriteString(`</w:tr>`)
}

func (g *grid) cell(c int, align string, shaded bool, runs ...Run) {
	fmt.Fprintf(g.b, `<w:tc><w:tcPr><w:tcW w:w="%d" w:type="dxa"/>`, g.wide[c])
	if shaded {
		g.b.WriteString(`<w:shd w:val="clear" w:color="auto" w:fill="F3EDE7"/>`)
	}
	g.b.WriteString(`<w:vAlign w:val="center"/></w:tcPr>`)
	paragraph(g.b, cell, align, runs)
	g.b.WriteString(`</w:tc>`)
}

// end closes the table; a paragraph keeps it from the next one.
func (g *grid) end() { g.b.WriteString(`</w:tbl><w:p><w:pPr><w:pStyle w:val="Note"/></w:pPr></w:p>`) }

// widths returns how wide each column wants to be, in halves of a 汉字: as its
// longest value, within bounds, so that one long text does not starve others.
func widths(t report.Table) []int {
	const narrowest, widest, looked = 5, 36, 300
	out := make([]int, len(t.Columns))
	for c, col := range t.Columns {
		out[c] = min(widest, max(narrowest, report.Width(col.Name)+2))
		for r := range t.Rows[:min(len(t.Rows), looked)] {
			for line := range strings.SplitSeq(t.Print(r, c), "\n") {
				out[c] = min(widest, max(out[c], report.Width(line)+2))
			}
		}
	}
	return out
}

func sum(n []int) (s int) {
	for _, v := range n {
		s += v
	}
	return s
}
