package office

import (
	"context"
	"errors"
	"math"

	"wenjian/ingest/page"
)

// DetectXLS recognises a workbook of Excel 5 to 2003 in a compound file.
func DetectXLS(_ string, data []byte) bool {
	if !DetectOLE("", data) {
		return false
	}
	c, err := openCompound(data)
	return err == nil && !c.has("WordDocument") && (c.has("Workbook") || c.has("Book"))
}

// ReadXLS reads a workbook of Excel 5 to 2003 ([MS-XLS]) as ReadXLSX does: its
// cells are put into a workbook of today, which that function's reader takes,
// so that both read alike. Formulas read as what they last came to.
func ReadXLS(ctx context.Context, data []byte) (page.Page, error) {
	c, err := openCompound(data)
	if err != nil {
		return page.Page{}, failDamagedOLE()
	}
	stream := block(c.stream("Workbook"))
	if len(stream) == 0 {
		stream = c.stream("Book")
	}
	b := &xlsBook{ctx: ctx, stream: stream, page: 1252, formats: map[int]string{}}
	if err := b.read(); err != nil {
		return page.Page{}, officeError(err, "电子表格")
	}
	today, err := b.workbook()
	if err != nil {
		return page.Page{}, officeError(err, "电子表格")
	}
	drafts, broken, err := readSheets(ctx, today)
	if err != nil {
		return page.Page{}, officeError(err, "电子表格")
	}
	p := page.Joined(drafts)
	switch {
	case page.IsBlank(p.Text) && (broken || b.broken):
		return page.Page{}, page.FailBroken("电子表格")
	case page.IsBlank(p.Text):
		return page.Page{}, page.FailNoText()
	}
	p.Charset = "utf-16le"
	if b.old {
		p.Charset = "windows-1252"
		if b.page == 936 {
			p.Charset = "gb18030"
		}
	}
	p.Properties = documentProperties(c)
	if broken || b.broken {
		p.Warnings = append(p.Warnings, page.WarnBroken())
	}
	return p, nil
}

// An xlsBook is a workbook while it is read.
type xlsBook struct {
	ctx     context.Context
	stream  block
	old     bool // Excel 5 or 95: strings are bytes of a code page
	page    int  // the code page
	from04  bool // dates count from 1904
	sheets  []xlsSheet
	strings []string
	formats map[int]string // of numbers, by index
	xfs     []int          // index of the format, by style
	cells   int
	bytes   int
	broken  bool
}

type xlsSheet struct {
	name string
	at   int // of its first record
	rows map[int][]xlsCell
}

// An xlsCell is a cell: text, or a number and the style it shows in.
type xlsCell struct {
	text    string
	number  float64
	col, xf uint16
	isText  bool
}

const (
	maxXLSSheets = 4096
	maxXLSStyles = 1 << 16
	maxXLSCells  = 1 << 20 // a full sheet of 16 columns
)

var errNoWorkbook = errors.New("office: no records of a workbook")

// read reads the globals, then the sheets.
func (b *xlsBook) read() error {
	if b.stream.u16(0) != xlsBOF {
		return errNoWorkbook
	}
	b.old = b.stream.u16(4) < 0x0600
	ended, locked := false, false
	xlsRecords(b.stream, 0, func(r xlsRecord) bool {
		if r.kind == xlsFilePass && !locked {
			locked = true
			if b.stream = unlocked(b.stream, r.body); b.stream == nil {
				return false
			}
		}
		return true
	})
	if b.stream == nil {
		return failEncrypted()
	}
	xlsRecords(b.stream, 0, func(r xlsRecord) bool {
		b.global(r)
		ended = r.kind == xlsEOF
		return !ended
	})
	b.broken = !ended
	for i := range b.sheets {
		if err := b.sheet(&b.sheets[i]); err != nil {
			return err
		}
	}
	return nil
}

// global takes a record that concerns the whole workbook.
func (b *xlsBook) global(r xlsRecord) {
	switch r.kind {
	case xlsCodePage:
		b.page = r.body.u16(0)
	case xlsDateMode:
		b.from04 = r.body.u16(0) == 1
	case xlsBoundSheet:
		if r.body.u8(5) == 0 && len(b.sheets) < maxXLSSheets { // a sheet of cells
			b.sheets = append(b.sheets, xlsSheet{name: b.short(r.parts, 6), at: r.body.u32(0), rows: map[int][]xlsCell{}})
		}
	case xlsFormat:
		if len(b.formats) < maxXLSStyles {
			if b.old {
				b.formats[r.body.u16(0)] = b.short(r.parts, 2)
			} else {
				b.formats[r.body.u16(0)] = b.long(r.parts, 2)
			}
		}
	case xlsXF:
		if len(b.xfs) < maxXLSStyles {
			b.xfs = append(b.xfs, r.body.u16(2))
		}
	case xlsSST:
		b.strings = readSST(r)
	}
}

// short reads a string whose length is a byte at offset at of a record, long
// one whose length are two.
func (b *xlsBook) short(parts []block, at int) string {
	if b.old {
		return xlsBytes(parts[0].part(at+1, len(parts[0])), parts[0].u8(at), b.page)
	}
	r := &xlsReader{parts: parts, at: at}
	return r.text(r.u8())
}

func (b *xlsBook) long(parts []block, at int) string {
	if b.old {
		return xlsBytes(parts[0].part(at+2, len(parts[0])), parts[0].u16(at), b.page)
	}
	r := &xlsReader{parts: parts, at: at}
	return r.text(r.u16())
}

// sheet reads the cells of a sheet. Charts that lie in it are streams of
// records of their own, with their own beginning and end.
func (b *xlsBook) sheet(s *xlsSheet) error {
	depth, n := 0, 0
	var fail error
	var pending *xlsCell // a formula whose text comes in the next record
	row := 0
	xlsRecords(b.stream, s.at, func(r xlsRecord) bool {
		if n++; n%4096 == 0 && b.ctx.Err() != nil {
			fail = b.ctx.Err()
			return false
		}
		switch {
		case r.kind == xlsBOF:
			depth++
		case depth == 0:
			b.broken = true // no sheet here
			return false
		case r.kind == xlsEOF:
			depth--
			return depth > 0
		case depth > 1:
		case r.kind == xlsString && pending != nil:
			pending.text, pending.isText = b.long(r.parts, 0), true
			fail = b.put(s, row, *pending)
			pending = nil
		default:
			row = r.body.u16(0)
			pending, fail = b.cell(s, row, r)
		}
		return fail == nil
	})
	b.broken = b.broken || fail == nil && depth > 0
	return fail
}

// cell takes a record of a cell, or of several. It returns the cell of a
// formula that came to a text, which is still to be read.
func (b *xlsBook) cell(s *xlsSheet, row int, r xlsRecord) (*xlsCell, error) {
	c := xlsCell{col: uint16(r.body.u16(2)), xf: uint16(r.body.u16(4))}
	switch r.kind {
	case xlsLabelSST:
		if i := r.body.u32(6); i < len(b.strings) {
			c.text, c.isText = b.strings[i], true
		} else {
			b.broken = true
			return nil, nil
		}
	case xlsLabel, xlsRString:
		c.text, c.isText = b.long(r.parts, 6), true
	case xlsNumber:
		c.number = r.body.f64(6)
	case xlsRK:
		c.number = rkNumber(r.body.u32(6))
	case xlsMulRK:
		for i := range max(0, len(r.body)-6) / 6 {
			at := 4 + 6*i
			if err := b.put(s, row, xlsCell{col: c.col + uint16(i), xf: uint16(r.body.u16(at)), number: rkNumber(r.body.u32(at + 2))}); err != nil {
				return nil, err
			}
		}
		return nil, nil
	case xlsBoolErr:
		c.text, c.isText = boolOrError(r.body.u8(6), r.body.u8(7) != 0), true
	case xlsFormula:
		if r.body.u16(12) != 0xFFFF {
			c.number = r.body.f64(6)
			break
		}
		switch r.body.u8(6) {
		case 0:
			return &c, nil
		case 1, 2:
			c.text, c.isText = boolOrError(r.body.u8(8), r.body.u8(6) == 2), true
		default:
			return nil, nil
		}
	default:
		return nil, nil
	}
	return nil, b.put(s, row, c)
}

// put keeps a cell.
func (b *xlsBook) put(s *xlsSheet, row int, c xlsCell) error {
	b.cells++
	if b.bytes += len(c.text); b.cells > maxXLSCells || b.bytes > page.MaxFlow {
		return page.ErrFlood
	}
	s.rows[row] = append(s.rows[row], c)
	return nil
}

// boolOrError returns what Excel shows for a truth value or an error.
func boolOrError(v int, isError bool) string {
	if isError {
		if s := map[int]string{0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?", 0x24: "#NUM!", 0x2A: "#N/A"}[v]; s != "" {
			return s
		}
		return "#N/A"
	}
	if v != 0 {
		return "TRUE"
	}
	return "FALSE"
}

// rkNumber reads a number in 32 bits ([MS-XLS] 2.5.217): the upper 30 bits of
// a double or a whole number, perhaps in hundredths.
func rkNumber(rk int) float64 {
	v := math.Float64frombits(uint64(uint32(rk)&^3) << 32)
	if rk&2 != 0 {
		v = float64(int32(uint32(rk)) >> 2)
	}
	if rk&1 != 0 {
		v /= 100
	}
	return v
}

func (b block) f64(at int) float64 {
	return math.Float64frombits(uint64(uint32(b.u32(at))) | uint64(uint32(b.u32(at+4)))<<32)
}
