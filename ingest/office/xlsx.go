package office

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"

	"wenjian/ingest/page"
)

// Limits against workbooks made to exhaust memory or time. Sheets are read as
// streams; the other parts of the markup become trees in memory.
const (
	maxWorkbook     = 128 << 20 // bytes unpacked
	maxWorkbookTags = 2 << 20   // elements and attributes in a part that becomes a tree
	maxSheetCells   = 8 << 20   // cells, empty ones before others in their row included
	maxSheetColumns = 256       // columns beyond which empty cells are not kept apart
)

// DetectXLSX recognises a workbook in a zip container by what it holds.
func DetectXLSX(ext string, data []byte) bool {
	if isEncryptedPackage(data) {
		return isSheetName(ext)
	}
	if !bytes.HasPrefix(data, []byte("PK\x03\x04")) {
		return false
	}
	p := openPackage(context.Background(), data)
	if p == nil {
		return slices.Contains(XLSXExtensions(), ext)
	}
	if p.has("xl/workbook.xml") || p.has("xl/workbook.bin") {
		return true
	}
	types, _ := p.read("[Content_Types].xml", 1<<20)
	return bytes.Contains(types, []byte("spreadsheetml.sheet.main+xml")) || bytes.Contains(types, []byte("ms-excel.sheet"))
}

// XLSXExtensions returns the extensions that such files have.
func XLSXExtensions() []string { return []string{".xlsx", ".xlsm", ".xltx", ".xltm", ".et", ".xlsb"} }

// ReadXLSX reads a workbook. Each row of a table of submissions (one column
// holds running text, see sheetTable) becomes a document; any other sheet
// that is not empty becomes one, a row to a line, cells parted by tabs. Cells
// read as they show in Chinese Excel. Hidden sheets, rows and columns are read
// like the others. More than one document makes Page.Parts.
func ReadXLSX(ctx context.Context, data []byte) (page.Page, error) {
	if isEncryptedPackage(data) {
		return readEncrypted(ctx, data, nil)
	}
	pkg := openPackage(ctx, data)
	if pkg == nil {
		return page.Page{}, page.FailBroken("电子表格")
	}
	if pkg.has("xl/workbook.bin") {
		return page.Page{}, failUnsupportedSheet("Excel 二进制工作簿 xlsb")
	}
	if fail := pkg.overgrown(); fail != nil {
		return page.Page{}, fail
	}
	drafts, broken, err := readSheets(ctx, data)
	if err != nil {
		return page.Page{}, officeError(err, "电子表格")
	}
	p := page.Joined(drafts)
	if page.IsBlank(p.Text) {
		if broken {
			return page.Page{}, page.FailBroken("电子表格")
		}
		return page.Page{}, page.FailNoText()
	}
	if p.Properties, err = pkg.properties(); err != nil {
		return page.Page{}, officeError(err, "电子表格")
	}
	p.Charset = "utf-8"
	if broken {
		p.Warnings = append(p.Warnings, page.WarnBroken())
	}
	return p, nil
}

func failUnsupportedSheet(label string) *page.Failure {
	return &page.Failure{Code: page.CodeUnsupported, Reason: "格式暂不支持（" + label + "）", Advice: "请用 Excel 或 WPS 打开，另存为 xlsx 再导入。"}
}

// overgrown refuses workbooks whose trees would not fit into memory.
func (p *zipPackage) overgrown() *page.Failure {
	for name, f := range p.parts {
		if f.Flags&1 != 0 {
			return failEncrypted()
		}
		if !strings.HasSuffix(name, ".xml") && !strings.HasSuffix(name, ".rels") && !strings.HasSuffix(name, ".vml") || strings.HasPrefix(name, "xl/worksheets/sheet") {
			continue
		}
		r, err := p.open(name)
		if err != nil {
			continue // what cannot be opened costs nothing
		}
		tags := countTags(r)
		_ = r.Close() // only read
		if tags > maxWorkbookTags {
			return page.FailFlood()
		}
	}
	return nil
}

func countTags(r interface{ Read([]byte) (int, error) }) int {
	buf := make([]byte, 32<<10)
	tags := 0
	for {
		n, err := r.Read(buf)
		tags += bytes.Count(buf[:n], []byte("<")) + bytes.Count(buf[:n], []byte("="))
		if errors.Is(err, page.ErrFlood) {
			return maxWorkbookTags + 1
		}
		if err != nil || tags > maxWorkbookTags {
			return tags
		}
	}
}

// readSheets returns the documents of all sheets, in order, and whether a
// sheet was damaged. A panic of the library counts as damage: the bytes are
// foreign.
func readSheets(ctx context.Context, data []byte) (drafts []page.Draft, broken bool, err error) {
	defer func() {
		if r := recover(); r != nil {
			drafts, err = nil, fmt.Errorf("excelize: %v", r)
		}
	}()
	f, err := excelize.OpenReader(bytes.NewReader(data), excelize.Options{
		UnzipSizeLimit: maxWorkbook, UnzipXMLSizeLimit: maxWorkbook, // no temporary files
		CultureInfo: excelize.CultureNameZhCN, ShortDatePattern: "yyyy/m/d", LongDatePattern: `yyyy"年"m"月"d"日"`,
	})
	if err != nil {
		if strings.Contains(err.Error(), "unzip size") {
			err = page.ErrFlood
		}
		return nil, false, err
	}
	defer func() { _ = f.Close() }() // only read
	s := &sheetReader{ctx: ctx, file: f}
	for _, name := range f.GetSheetList() {
		rows, err := s.rows(name)
		if err != nil {
			if sheetFatal(err) {
				return nil, false, err
			}
			broken = broken || len(rows) > 0 || !isChart(err)
		}
		drafts = append(drafts, sheetDrafts(name, rows)...)
	}
	return drafts, broken, nil
}

// isChart reports whether a sheet holds no cells by its nature.
func isChart(err error) bool {
	return strings.Contains(err.Error(), "is not a worksheet")
}

// sheetFatal tells errors that end the reading from damage to one sheet.
func sheetFatal(err error) bool {
	return errors.Is(err, page.ErrFlood) || errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded)
}

type sheetReader struct {
	ctx   context.Context
	file  *excelize.File
	cells int
	bytes int
}

// rows returns the rows of a sheet that hold something, as they show.
func (s *sheetReader) rows(sheet string) ([][]string, error) {
	rows, err := s.numbered(sheet)
	out := make([][]string, 0, len(rows))
	for _, r := range rows {
		out = append(out, r.cells)
	}
	return out, err
}

// numbered is rows with the number of each.
func (s *sheetReader) numbered(sheet string) ([]sheetRow, error) {
	numbers := false
	rows, err := s.read(sheet, false, func(_ int, row []string) {
		for _, c := range row {
			numbers = numbers || longNumber.MatchString(c)
		}
	})
	if numbers && err == nil { // a second reading gives the digits that 1.1E+17 hides
		raw := map[int][]string{}
		_, err = s.read(sheet, true, func(i int, row []string) { raw[i] = row })
		for i := range rows {
			rows[i].restore(raw[rows[i].n])
		}
	}
	return rows, err
}

type sheetRow struct {
	n     int // 1-based
	cells []string
}

// longNumber matches how a number of more digits than a cell shows is shown:
// numbers of persons and accounts, not measurements.
var longNumber = regexp.MustCompile(`^-?\d(\.\d+)?E\+\d{1,2}$`)

// restore puts the stored digits where a whole number shows as a power.
func (r *sheetRow) restore(raw []string) {
	for i, c := range r.cells {
		if i < len(raw) && longNumber.MatchString(c) {
			if _, err := strconv.ParseInt(raw[i], 10, 64); err == nil {
				r.cells[i] = raw[i]
			}
		}
	}
}

// read reads a sheet; see is called with every row that is kept.
func (s *sheetReader) read(sheet string, raw bool, see func(int, []string)) ([]sheetRow, error) {
	rows, err := s.file.Rows(sheet)
	if err != nil {
		return nil, err
	}
	defer func() { _ = rows.Close() }() // only read
	opts := excelize.Options{RawCellValue: raw, UnzipSizeLimit: maxWorkbook, UnzipXMLSizeLimit: maxWorkbook, CultureInfo: excelize.CultureNameZhCN, ShortDatePattern: "yyyy/m/d", LongDatePattern: `yyyy"年"m"月"d"日"`}
	var out []sheetRow
	for n := 1; rows.Next(); n++ {
		if n%64 == 0 {
			if err := s.ctx.Err(); err != nil {
				return nil, err
			}
		}
		cells, err := rows.Columns(opts)
		if err != nil {
			return out, err
		}
		size := 0
		for _, c := range cells {
			size += len(c)
		}
		s.cells += len(cells)
		s.bytes += size
		if s.cells > maxSheetCells || s.bytes > page.MaxFlow {
			return nil, page.ErrFlood
		}
		if size == 0 {
			continue
		}
		if len(cells) > maxSheetColumns {
			cells = slices.DeleteFunc(slices.Clone(cells), func(c string) bool { return c == "" })
		}
		see(n, cells)
		out = append(out, sheetRow{n, cells})
	}
	return out, rows.Error()
}
