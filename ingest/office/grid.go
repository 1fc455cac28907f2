package office

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/xuri/excelize/v2"

	"wenjian/ingest/page"
)

// A Grid is a sheet of a workbook as people see it: for who reads a table and
// not a text.
type Grid struct {
	Sheet string
	Rows  []GridRow // those that hold something
}

// A GridRow is one row of a Grid.
type GridRow struct {
	Number int // in the sheet, counted from 1
	Cells  []string
}

// Limits on merged cells that are filled.
const (
	maxMerged     = 1 << 16 // merged areas of a sheet
	maxMergedArea = 1 << 12 // cells of one of them; a larger one is decoration
)

// ReadGrids reads the sheets of a workbook (xlsx and its kin, xls). Cells read
// as they show in Chinese Excel; what stands in merged cells stands in each of
// them. The error is a *page.Failure, or the context's.
func ReadGrids(ctx context.Context, data []byte) ([]Grid, error) {
	if DetectXLS("", data) {
		c, err := openCompound(data)
		if err != nil {
			return nil, failDamagedOLE()
		}
		if data, err = xlsOf(ctx, c); err != nil {
			return nil, officeError(err, "电子表格")
		}
	}
	if isEncryptedPackage(data) {
		return nil, failEncrypted()
	}
	pkg := openPackage(ctx, data)
	switch {
	case pkg == nil:
		return nil, page.FailBroken("电子表格")
	case pkg.has("xl/workbook.bin"):
		return nil, failUnsupportedSheet("Excel 二进制工作簿 xlsb")
	}
	if fail := pkg.overgrown(); fail != nil {
		return nil, fail
	}
	out, err := readGrids(ctx, data)
	if err != nil {
		return nil, officeError(err, "电子表格")
	}
	return out, nil
}

// xlsOf returns the workbook in a compound file as one of today.
func xlsOf(ctx context.Context, c *compound) ([]byte, error) {
	stream := block(c.stream("Workbook"))
	if len(stream) == 0 {
		stream = c.stream("Book")
	}
	b := &xlsBook{ctx: ctx, stream: stream, page: 1252, formats: map[int]string{}}
	if err := b.read(); err != nil {
		return nil, err
	}
	return b.workbook()
}

// readGrids reads the cells of a workbook. A panic of the library counts as
// damage: the bytes are foreign.
func readGrids(ctx context.Context, data []byte) (out []Grid, err error) {
	defer func() {
		if r := recover(); r != nil {
			out, err = nil, fmt.Errorf("excelize: %v", r)
		}
	}()
	f, err := excelize.OpenReader(bytes.NewReader(data), excelize.Options{
		UnzipSizeLimit: maxWorkbook, UnzipXMLSizeLimit: maxWorkbook,
		CultureInfo: excelize.CultureNameZhCN, ShortDatePattern: "yyyy/m/d", LongDatePattern: `yyyy"年"m"月"d"日"`,
	})
	if err != nil {
		if strings.Contains(err.Error(), "unzip size") {
			err = page.ErrFlood
		}
		return nil, err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	s := &sheetReader{ctx: ctx, file: f}
	for _, name := range f.GetSheetList() {
		rows, err := s.numbered(name)
		if err != nil {
			if !isChart(err) {
				return nil, err
			}
			continue
		}
		g := Grid{Sheet: strings.ToValidUTF8(name, "\uFFFD")}
		for _, r := range rows {
			g.Rows = append(g.Rows, GridRow{r.n, r.cells})
		}
		if err := g.fill(f, name); err != nil {
			return nil, err
		}
		out = append(out, g)
	}
	return out, nil
}

// fill writes what merged cells hold into each of them.
func (g *Grid) fill(f *excelize.File, sheet string) error {
	merged, err := f.GetMergeCells(sheet, true)
	if err != nil {
		return err
	}
	at := make(map[int]int, len(g.Rows))
	for i, r := range g.Rows {
		at[r.Number] = i
	}
	for _, m := range merged[:min(len(merged), maxMerged)] {
		c1, r1, err := excelize.CellNameToCoordinates(m.GetStartAxis())
		if err != nil {
			continue // damage to one area is none to the cells
		}
		c2, r2, err := excelize.CellNameToCoordinates(m.GetEndAxis())
		if err != nil || c2 > maxSheetColumns || (c2-c1+1)*(r2-r1+1) > maxMergedArea {
			continue
		}
		i, ok := at[r1]
		if !ok || c1 > len(g.Rows[i].Cells) {
			continue
		}
		value := g.Rows[i].Cells[c1-1]
		for n := r1; n <= r2; n++ {
			if i, ok := at[n]; ok {
				g.Rows[i].set(c1, c2, value)
			}
		}
	}
	return nil
}

// set writes value into the columns from c1 to c2, counted from 1, that are empty.
func (r *GridRow) set(c1, c2 int, value string) {
	for len(r.Cells) < c2 {
		r.Cells = append(r.Cells, "")
	}
	for c := c1; c <= c2; c++ {
		if r.Cells[c-1] == "" {
			r.Cells[c-1] = value
		}
	}
}
