package office

import (
	"strings"
	"unicode/utf16"
)

// A workbook of Excel 97 to 2003 is a stream of records ([MS-XLS] 2.1.4):
// kind16 length16 body. What does not fit into a record goes on in Continue
// records behind it.
const (
	xlsFormula    = 0x0006
	xlsEOF        = 0x000A
	xlsDateMode   = 0x0022
	xlsFilePass   = 0x002F
	xlsContinue   = 0x003C
	xlsCodePage   = 0x0042
	xlsBoundSheet = 0x0085
	xlsMulRK      = 0x00BD
	xlsRString    = 0x00D6
	xlsXF         = 0x00E0
	xlsSST        = 0x00FC
	xlsLabelSST   = 0x00FD
	xlsNumber     = 0x0203
	xlsLabel      = 0x0204
	xlsBoolErr    = 0x0205
	xlsString     = 0x0207
	xlsRK         = 0x027E
	xlsFormat     = 0x041E
	xlsBOF        = 0x0809
)

// An xlsRecord is a record with what follows it in Continue records.
type xlsRecord struct {
	kind  int
	body  block
	parts []block // body first
}

// xlsRecords calls yield for the records from byte at on, until it returns false.
func xlsRecords(stream block, at int, yield func(xlsRecord) bool) {
	for at >= 0 && at+4 <= len(stream) {
		r := xlsRecord{kind: stream.u16(at), body: stream.part(at+4, stream.u16(at+2))}
		at += 4 + stream.u16(at+2)
		r.parts = []block{r.body}
		for stream.u16(at) == xlsContinue && at+4 <= len(stream) {
			r.parts = append(r.parts, stream.part(at+4, stream.u16(at+2)))
			at += 4 + stream.u16(at+2)
		}
		if !yield(r) {
			return
		}
	}
}

// An xlsReader reads strings that may run over the parts of a record.
type xlsReader struct {
	parts []block
	at    int // in parts[0]
}

// left reports whether anything is left.
func (r *xlsReader) left() bool {
	for len(r.parts) > 0 && r.at >= len(r.parts[0]) {
		r.parts, r.at = r.parts[1:], 0
	}
	return len(r.parts) > 0
}

func (r *xlsReader) u8() int {
	if !r.left() {
		return 0
	}
	r.at++
	return r.parts[0].u8(r.at - 1)
}

func (r *xlsReader) u16() int { return r.u8() | r.u8()<<8 }

func (r *xlsReader) u32() int { return r.u16() | r.u16()<<16 }

func (r *xlsReader) skip(n int) {
	for n > 0 && r.left() {
		step := min(n, len(r.parts[0])-r.at)
		r.at += step
		n -= step
	}
}

// text reads a string of n characters ([MS-XLS] 2.5.294): flags that say
// whether characters have one byte or two, and what follows them. Where it
// goes on in another part, the flag of the width stands again.
func (r *xlsReader) text(n int) string {
	flags := r.u8()
	runs, more := 0, 0
	if flags&8 != 0 {
		runs = r.u16()
	}
	if flags&4 != 0 {
		more = r.u32()
	}
	units := make([]uint16, 0, min(n, 1<<10))
	for wide := flags&1 != 0; n > 0 && r.left(); {
		if r.at == 0 && len(units) > 0 { // a new part
			wide = r.u8()&1 != 0
			if !r.left() || r.at == 0 {
				continue
			}
		}
		part := r.parts[0][r.at:]
		for n > 0 && len(part) > 0 {
			if wide {
				units = append(units, uint16(part.u16(0)))
				part = part[min(2, len(part)):]
			} else {
				units = append(units, uint16(part[0]))
				part = part[1:]
			}
			n--
		}
		r.at = len(r.parts[0]) - len(part)
	}
	r.skip(4*runs + max(0, more))
	return string(utf16.Decode(units))
}

// readSST reads the table of strings that the sheets share.
func readSST(rec xlsRecord) []string {
	r := &xlsReader{parts: rec.parts}
	r.skip(8) // how many there are is not believed
	var out []string
	for r.left() {
		out = append(out, r.text(r.u16()))
	}
	return out
}

// xlsBytes returns n bytes as text of a code page: strings of Excel 5 and 95.
func xlsBytes(b block, n, page int) string {
	s, err := codePage(page).NewDecoder().String(string(b.part(0, n)))
	if err != nil {
		return strings.ToValidUTF8(string(b.part(0, n)), "\uFFFD")
	}
	return s
}
