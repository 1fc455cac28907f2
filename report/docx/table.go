package docx

import (
	"bytes"
	"fmt"
	"io"
	"slices"
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

// drawn returns the columns that a chart of t shows: the sum of each row where
// there is one, else the first that counts; none for lists.
func drawn(t report.Table) []string {
	if len(t.Rows) < 2 {
		return nil
	}
	var counts []string
	for i, c := range t.Columns {
		if i > 0 && c.Kind == report.Count {
			counts = append(counts, c.Name)
		}
	}
	switch {
	case len(counts) == 0 || slices.ContainsFunc(t.Rows, func(r []report.Cell) bool { return r[0].Document != "" }):
		return nil
	case slices.Contains(counts, "合计"):
		return []string{"合计"}
	}
	return counts[:1]
}

// Table adds a table with its head repeated on every page.
func (d *Document) Table(t report.Table) {
	share := widths(t)
	all, across := sum(share), d.across()
	grid := make([]int, len(share))
	for i, s := range share {
		grid[i] = across * s / max(1, all)
	}
	b := &d.body
	fmt.Fprintf(b, `<w:tbl><w:tblPr><w:tblStyle w:val="Grid"/><w:tblW w:w="%d" w:type="dxa"/><w:jc w:val="center"/><w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>`, across)
	for _, g := range grid {
		fmt.Fprintf(b, `<w:gridCol w:w="%d"/>`, g)
	}
	b.WriteString(`</w:tblGrid>`)
	head := make([]string, len(t.Columns))
	for i, c := range t.Columns {
		head[i] = c.Name
	}
	row(b, t, grid, head, topRow)
	for r := range t.Rows[:min(len(t.Rows), mostRows)] {
		line := make([]string, len(t.Columns))
		for c := range t.Columns {
			line[c] = t.Print(r, c)
		}
		row(b, t, grid, line, dataRow)
	}
	if t.Total != nil {
		line := make([]string, len(t.Columns))
		for c := range t.Columns {
			line[c] = t.PrintTotal(c)
		}
		row(b, t, grid, line, totalRow)
	}
	b.WriteString(`</w:tbl><w:p><w:pPr><w:pStyle w:val="Note"/></w:pPr></w:p>`)
}

// A rowKind says what a row of a table is.
type rowKind int

const (
	dataRow rowKind = iota
	topRow
	totalRow
)

func row(b *bytes.Buffer, t report.Table, grid []int, line []string, kind rowKind) {
	bold := kind != dataRow
	b.WriteString(`<w:tr><w:trPr><w:cantSplit/>`)
	if kind == topRow {
		b.WriteString(`<w:tblHeader/>`)
	}
	b.WriteString(`</w:trPr>`)
	for c, s := range line {
		fmt.Fprintf(b, `<w:tc><w:tcPr><w:tcW w:w="%d" w:type="dxa"/>`, grid[c])
		if bold {
			b.WriteString(`<w:shd w:val="clear" w:color="auto" w:fill="F3EDE7"/>`)
		}
		b.WriteString(`<w:vAlign w:val="center"/></w:tcPr>`)
		align := "left"
		switch {
		case kind == topRow:
			align = "center"
		case t.Columns[c].Kind.Numeric():
			align = "right"
		}
		paragraph(b, cell, align, []Run{{Text: s, Bold: bold}})
		b.WriteString(`</w:tc>`)
	}
	b.WriteString(`</w:tr>`)
}

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
