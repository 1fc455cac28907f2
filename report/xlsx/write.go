package xlsx

import (
	"errors"
	"fmt"
	"io"

	"github.com/xuri/excelize/v2"

	"wenjian/report"
)

// ErrTooLong says that a table has more rows than a sheet can hold.
var ErrTooLong = errors.New("表格超过 1048576 行，一张工作表放不下，请先筛选，或导出为 csv")

// Options tune Write; the zero value is the recommended setting.
type Options struct {
	Sheet string // name of the sheet; empty means the table's title
	Info  string // put before the 口径: who made the table, and when
}

// The rows of a sheet.
const (
	titleRow  = 1
	notesRow  = 2
	headRow   = 3
	firstRow  = 4
	mostRows  = 1 << 20
	mostRunes = 32767 // of a cell
)

// Write writes t as a workbook with one sheet. The same table and options
// give the same bytes. The error wraps ErrTooLong for a table that no sheet
// can hold; any other is of w.
func Write(w io.Writer, t report.Table, opt Options) (err error) {
	if len(t.Rows)+firstRow > mostRows {
		return fmt.Errorf("导出 %s：%w", t.Title, ErrTooLong)
	}
	f := excelize.NewFile()
	defer func() { err = errors.Join(err, f.Close()) }()
	s := sheet{f: f, t: t, name: sheetName(opt.Sheet, t.Title), widths: columnWidths(t), info: opt.Info}
	if err := s.write(); err != nil {
		return fmt.Errorf("导出 %s：%w", t.Title, err)
	}
	if err := repack(w, f); err != nil {
		return fmt.Errorf("导出 %s：%w", t.Title, err)
	}
	return nil
}

// A sheet is a table on its way into a workbook.
type sheet struct {
	f      *excelize.File
	t      report.Table
	name   string
	info   string
	widths []float64
	style  styles
}

// write fills the sheet. What belongs to the sheet as a whole comes before
// the rows are streamed: excelize loses it without a word when it comes after.
func (s *sheet) write() (err error) {
	if err := s.f.SetSheetName("Sheet1", s.name); err != nil {
		return err
	}
	if s.style, err = newStyles(s.f); err != nil {
		return err
	}
	if err := s.setUp(); err != nil {
		return err
	}
	out, err := s.f.NewStreamWriter(s.name)
	if err != nil {
		return err
	}
	for i, width := range s.widths {
		if err := out.SetColWidth(i+1, i+1, width); err != nil {
			return err
		}
	}
	if err := out.SetPanes(&excelize.Panes{Freeze: true, XSplit: 1, YSplit: headRow, TopLeftCell: cell(2, firstRow), ActivePane: "bottomRight"}); err != nil {
		return err
	}
	if err := s.head(out); err != nil {
		return err
	}
	if err := s.body(out); err != nil {
		return err
	}
	return out.Flush()
}

// last returns the number of the last column.
func (s *sheet) last() int { return max(1, len(s.t.Columns)) }

// head writes title, 口径 and headings.
func (s *sheet) head(out *excelize.StreamWriter) error {
	for _, row := range []int{titleRow, notesRow} {
		if s.last() > 1 {
			if err := out.MergeCell(cell(1, row), cell(s.last(), row)); err != nil {
				return err
			}
		}
	}
	if err := out.SetRow(cell(1, titleRow), []any{excelize.Cell{StyleID: s.style.title, Value: clean(s.t.Title)}}, excelize.RowOpts{Height: 32}); err != nil {
		return err
	}
	notes := notesText(s.info, s.t.Notes)
	if err := out.SetRow(cell(1, notesRow), []any{excelize.Cell{StyleID: s.style.notes, Value: notes}}, excelize.RowOpts{Height: s.notesHeight(notes)}); err != nil {
		return err
	}
	heads := make([]any, len(s.t.Columns))
	for i, c := range s.t.Columns {
		heads[i] = excelize.Cell{StyleID: s.style.head, Value: clean(c.Name)}
	}
	return out.SetRow(cell(1, headRow), heads, excelize.RowOpts{Height: 30})
}

// body writes the rows and the row 合计.
func (s *sheet) body(out *excelize.StreamWriter) error {
	row := make([]any, len(s.t.Columns))
	for r, cells := range s.t.Rows {
		for c := range s.t.Columns {
			row[c] = s.cell(cells[c], s.t.Columns[c].Kind)
		}
		if err := out.SetRow(cell(1, firstRow+r), row); err != nil {
			return err
		}
	}
	if s.t.Total == nil {
		return nil
	}
	for c := range s.t.Columns {
		row[c] = s.total(c)
	}
	return out.SetRow(cell(1, firstRow+len(s.t.Rows)), row, excelize.RowOpts{Height: 20})
}

// cell returns a cell of a column of kind k; what is unknown is a dash.
func (s *sheet) cell(c report.Cell, k report.ColumnKind) excelize.Cell {
	switch v := c.Value.(type) {
	case string:
		return s.text(v)
	case int:
		return excelize.Cell{StyleID: s.style.count, Value: v}
	case float64:
		if k == report.Share {
			return excelize.Cell{StyleID: s.style.share, Value: v}
		}
		return excelize.Cell{StyleID: s.style.number, Value: v}
	}
	return excelize.Cell{StyleID: s.style.dash, Value: "—"}
}

// text returns a text cell. One that begins as formulas do is marked as text
// (quotePrefix), so that it stays one when someone edits it.
func (s *sheet) text(v string) excelize.Cell {
	v = clean(v)
	if report.Harmless(v) != v {
		return excelize.Cell{StyleID: s.style.quoted, Value: v}
	}
	return excelize.Cell{StyleID: s.style.text, Value: v}
}

// total returns the cell of the row 合计 in column c. Where it is the sum of
// its column it is a formula that follows the filter, with the value beside
// it for programs that do not calculate.
func (s *sheet) total(c int) excelize.Cell {
	v := s.t.Total[c].Value
	if v == nil {
		return excelize.Cell{StyleID: s.style.total}
	}
	if text, ok := v.(string); ok {
		return excelize.Cell{StyleID: s.style.total, Value: clean(text)}
	}
	x := excelize.Cell{StyleID: s.style.total, Value: v}
	if s.t.Columns[c].Kind == report.Share {
		x.StyleID = s.style.totalShare
	}
	if n := len(s.t.Rows); n > 0 && s.isSum(c) {
		x.Formula = fmt.Sprintf("SUBTOTAL(109,%s:%s)", cell(c+1, firstRow), cell(c+1, firstRow+n-1))
	}
	return x
}

// isSum reports whether the total of column c is the sum of its cells.
func (s *sheet) isSum(c int) bool {
	sum := 0
	for _, row := range s.t.Rows {
		n, _ := row[c].Value.(int) // unknown adds nothing
		sum += n
	}
	want, ok := s.t.Total[c].Value.(int)
	return ok && want == sum
}

// cell names the cell in that column and row, both from 1.
func cell(col, row int) string {
	name, err := excelize.CoordinatesToCellName(col, row)
	if err != nil {
		return "A1" // columns and rows are checked: a sheet takes more than any table has
	}
	return name
}
