package office

import (
	"archive/zip"
	"bufio"
	"bytes"
	"encoding/xml"
	"fmt"
	"io"
	"maps"
	"math"
	"slices"
	"strconv"
	"strings"
)

// workbook returns b as a workbook of today (ECMA-376), just enough of one
// for the reader of such: cells, styles with their formats of numbers, names
// of sheets.
func (b *xlsBook) workbook() ([]byte, error) {
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	write := func(name string, body func(io.Writer)) error {
		w, err := z.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Store})
		if err != nil {
			return err
		}
		part := bufio.NewWriter(w)
		body(part)
		return part.Flush()
	}
	parts := []struct {
		name string
		body func(io.Writer)
	}{{"[Content_Types].xml", b.types}, {"_rels/.rels", topRelations}, {"xl/workbook.xml", b.main}, {"xl/_rels/workbook.xml.rels", b.relations}, {"xl/styles.xml", b.styles}}
	for _, p := range parts {
		if err := write(p.name, p.body); err != nil {
			return nil, err
		}
	}
	for i, s := range b.sheets {
		if err := b.ctx.Err(); err != nil {
			return nil, err
		}
		if err := write(fmt.Sprintf("xl/worksheets/sheet%d.xml", i+1), func(w io.Writer) { b.cellsOf(w, s) }); err != nil {
			return nil, err
		}
		b.sheets[i].rows = nil // their memory is wanted for the other half
	}
	if err := z.Close(); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}

const (
	nsSheet = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
	nsRel   = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
	nsPkg   = "http://schemas.openxmlformats.org/package/2006"
)

func (b *xlsBook) types(w io.Writer) {
	fmt.Fprintf(w, `<Types xmlns="%s/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/>`, nsPkg)
	for i := range b.sheets {
		fmt.Fprintf(w, `<Override PartName="/xl/worksheets/sheet%d.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>`, i+1)
	}
	fmt.Fprint(w, `</Types>`)
}

func topRelations(w io.Writer) {
	fmt.Fprintf(w, `<Relationships xmlns="%s/relationships"><Relationship Id="rId1" Type="%s/officeDocument" Target="xl/workbook.xml"/></Relationships>`, nsPkg, nsRel)
}

func (b *xlsBook) main(w io.Writer) {
	date := 0
	if b.from04 {
		date = 1
	}
	fmt.Fprintf(w, `<workbook xmlns="%s" xmlns:r="%s"><workbookPr date1904="%d"/><sheets>`, nsSheet, nsRel, date)
	seen := map[string]bool{}
	for i, s := range b.sheets {
		name := s.name
		for seen[strings.ToLower(name)] || name == "" { // a damaged file
			name += "_" + strconv.Itoa(i+1)
		}
		seen[strings.ToLower(name)] = true
		fmt.Fprintf(w, `<sheet name="%s" sheetId="%d" r:id="rId%d"/>`, escaped(name), i+1, i+2)
	}
	fmt.Fprint(w, `</sheets></workbook>`)
}

func (b *xlsBook) relations(w io.Writer) {
	fmt.Fprintf(w, `<Relationships xmlns="%s/relationships"><Relationship Id="rId1" Type="%s/styles" Target="styles.xml"/>`, nsPkg, nsRel)
	for i := range b.sheets {
		fmt.Fprintf(w, `<Relationship Id="rId%d" Type="%s/worksheet" Target="worksheets/sheet%d.xml"/>`, i+2, nsRel, i+1)
	}
	fmt.Fprint(w, `</Relationships>`)
}

// styles writes the formats of numbers; their indexes are those of the old
// workbook, the built-in ones are the same in both.
func (b *xlsBook) styles(w io.Writer) {
	fmt.Fprintf(w, `<styleSheet xmlns="%s"><numFmts count="%d">`, nsSheet, len(b.formats))
	for _, id := range slices.Sorted(maps.Keys(b.formats)) {
		fmt.Fprintf(w, `<numFmt numFmtId="%d" formatCode="%s"/>`, id, escaped(b.formats[id]))
	}
	fmt.Fprintf(w, `</numFmts><cellXfs count="%d">`, len(b.xfs))
	for _, id := range b.xfs {
		fmt.Fprintf(w, `<xf numFmtId="%d" applyNumberFormat="1"/>`, id)
	}
	fmt.Fprint(w, `</cellXfs></styleSheet>`)
}

// cellsOf writes the cells of a sheet in order; of several in one place the
// last counts.
func (b *xlsBook) cellsOf(w io.Writer, s xlsSheet) {
	fmt.Fprintf(w, `<worksheet xmlns="%s"><sheetData>`, nsSheet)
	for _, n := range slices.Sorted(maps.Keys(s.rows)) {
		fmt.Fprintf(w, `<row r="%d">`, n+1)
		cells := s.rows[n]
		slices.SortStableFunc(cells, func(a, b xlsCell) int { return int(a.col) - int(b.col) })
		for i, c := range cells {
			if i+1 < len(cells) && cells[i+1].col == c.col || c.col > 255 {
				continue
			}
			at := columnName(int(c.col)) + strconv.Itoa(n+1)
			switch {
			case c.isText:
				fmt.Fprintf(w, `<c r="%s" t="inlineStr"><is><t xml:space="preserve">%s</t></is></c>`, at, escaped(c.text))
			case !math.IsNaN(c.number) && !math.IsInf(c.number, 0):
				fmt.Fprintf(w, `<c r="%s"%s><v>%s</v></c>`, at, b.style(int(c.xf)), stored(c.number))
			}
		}
		fmt.Fprint(w, `</row>`)
	}
	fmt.Fprint(w, `</sheetData></worksheet>`)
}

// stored writes a number as workbooks have it: whole ones, which may be the
// numbers of persons, with all their digits.
func stored(v float64) string {
	if v == math.Trunc(v) && math.Abs(v) < 1e18 {
		return strconv.FormatFloat(v, 'f', -1, 64)
	}
	return strconv.FormatFloat(v, 'G', -1, 64)
}

func (b *xlsBook) style(xf int) string {
	if xf >= len(b.xfs) {
		return ""
	}
	return ` s="` + strconv.Itoa(xf) + `"`
}

// columnName returns the letters of column i, 0 to 255.
func columnName(i int) string {
	if i < 26 {
		return string(rune('A' + i))
	}
	return string(rune('A'+i/26-1)) + string(rune('A'+i%26))
}

// escaped returns s as text of XML; what XML does not know is a line end or left out.
func escaped(s string) string {
	s = strings.Map(func(r rune) rune {
		if r < 0x20 && r != '\n' && r != '\t' || r == 0xFFFE || r == 0xFFFF {
			return -1
		}
		return r
	}, strings.ReplaceAll(s, "\r\n", "\n"))
	var b strings.Builder
	_ = xml.EscapeText(&b, []byte(s)) // a Builder never fails
	return b.String()
}
