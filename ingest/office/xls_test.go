package office

import (
	"bytes"
	"context"
	"crypto/md5"
	"encoding/binary"
	"errors"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf16"

	"golang.org/x/text/encoding/simplifiedchinese"

	"wenjian/ingest/page"
)

// An xlsStream is a stream of records being written.
type xlsStream struct{ bytes.Buffer }

func (s *xlsStream) record(kind int, parts ...any) *xlsStream {
	var body bytes.Buffer
	for _, p := range parts {
		if err := binary.Write(&body, binary.LittleEndian, p); err != nil {
			panic(err)
		}
	}
	for _, v := range []uint16{uint16(kind), uint16(body.Len())} {
		s.Write(binary.LittleEndian.AppendUint16(nil, v))
	}
	s.Write(body.Bytes())
	return s
}

func wide(s string) []uint16 { return utf16.Encode([]rune(s)) }

// xlsWith returns a workbook of one sheet with the given records, its shared
// strings 党支部总结 (in two parts, of two widths) and abc.
func xlsWith(version int, sheet func(*xlsStream)) *xlsStream {
	s := &xlsStream{}
	s.record(xlsBOF, uint16(version), uint16(5))
	bound := s.Len() + 4
	if version < 0x600 {
		s.record(xlsCodePage, uint16(936))
		bound = s.Len() + 4
		s.record(xlsBoundSheet, uint32(0), uint16(0), uint8(1), uint8('S'))
	} else {
		s.record(xlsBoundSheet, uint32(0), uint16(0), uint8(2), uint8(1), wide("报表"))
	}
	s.record(xlsFormat, uint16(164), uint16(11), uint8(0), []byte(`yyyy"-"mm  `))
	s.record(xlsXF, uint16(0), uint16(0), make([]byte, 16))
	s.record(xlsXF, uint16(0), uint16(10), make([]byte, 16)) // 0.00%
	s.record(xlsXF, uint16(0), uint16(164), make([]byte, 16))
	s.record(xlsSST, uint32(2), uint32(2), uint16(7), uint8(1|8), uint16(1), wide("党支部总"))
	s.record(xlsContinue, uint8(1), wide("结"))
	s.record(xlsContinue, uint8(0), []byte("OK"), uint32(0), uint16(3), uint8(0), []byte("abc"))
	s.record(xlsEOF)
	binary.LittleEndian.PutUint32(s.Bytes()[bound:], uint32(s.Len()))
	s.record(xlsBOF, uint16(version), uint16(0x10))
	sheet(s)
	s.record(xlsEOF)
	return s
}

// rowsOf reads a workbook down to the cells that the sheet reader gets.
func rowsOf(t *testing.T, stream []byte) (string, error) {
	t.Helper()
	b := &xlsBook{ctx: context.Background(), stream: stream, page: 1252, formats: map[int]string{}}
	if err := b.read(); err != nil {
		return "", err
	}
	data, err := b.workbook()
	if err != nil {
		return "", err
	}
	drafts, broken, err := readSheets(context.Background(), data)
	if err != nil || broken {
		t.Fatalf("the workbook made of it: %v, broken %v", err, broken)
	}
	return page.Joined(drafts).Text, nil
}

func TestXLSCells(t *testing.T) {
	at := func(row, col, xf int) []uint16 { return []uint16{uint16(row), uint16(col), uint16(xf)} }
	got, err := rowsOf(t, xlsWith(0x600, func(s *xlsStream) {
		s.record(xlsLabelSST, at(1, 1, 0), uint32(1)) // out of order
		s.record(xlsLabelSST, at(0, 0, 0), uint32(0))
		s.record(xlsNumber, at(0, 1, 1), 0.125)
		s.record(xlsRK, at(0, 2, 0), uint32(30000<<2|2|1))
		s.record(xlsRK, at(0, 3, 0), uint32(math.Float64bits(1.5)>>32))
		s.record(xlsMulRK, uint16(1), uint16(2), uint16(0), uint32(7<<2|2), uint16(0), uint32(8<<2|2), uint16(3))
		s.record(xlsBoolErr, at(2, 0, 0), uint8(1), uint8(0)).record(xlsBoolErr, at(2, 1, 0), uint8(0x2A), uint8(1))
		s.record(xlsFormula, at(3, 0, 2), 40391.0, make([]byte, 8))
		s.record(xlsFormula, at(3, 1, 0), []byte{0, 0, 0, 0, 0, 0, 0xFF, 0xFF}, make([]byte, 8)).record(xlsString, uint16(2), uint8(1), wide("合计"))
		s.record(xlsFormula, at(3, 2, 0), []byte{1, 0, 0, 0, 0, 0, 0xFF, 0xFF}, make([]byte, 8))
		s.record(xlsFormula, at(3, 3, 0), []byte{3, 0, 0, 0, 0, 0, 0xFF, 0xFF}, make([]byte, 8))
		s.record(xlsBOF, uint16(0x600), uint16(0x20)).record(xlsLabel, at(0, 9, 0), uint16(1), uint8(0), uint8('x')).record(xlsEOF) // a chart
		s.record(xlsLabel, at(4, 0, 0), uint16(2), uint8(0), []byte("<&"))
		s.record(xlsNumber, at(5, 0, 0), 110101199001011000.0)
	}).Bytes())
	want := "党支部总结OK\t12.50%\t300\t1.5\n\tabc\t7\t8\nTRUE\t#N/A\n2010-08\t合计\tFALSE\n<&\n110101199001011000\n"
	if err != nil || strings.ReplaceAll(got, " ", "") != want {
		t.Errorf("got %q, %v\nwant %q", got, err, want)
	}
}

func TestXLSOfExcel95(t *testing.T) {
	gbk := encode(t, simplifiedchinese.GBK, "党支部")
	got, err := rowsOf(t, xlsWith(0x500, func(s *xlsStream) {
		s.record(xlsLabel, []uint16{0, 0, 0, uint16(len(gbk))}, gbk).record(xlsNumber, []uint16{0, 1, 0}, 3.0)
	}).Bytes())
	if err != nil || got != "党支部\t3\n" {
		t.Errorf("%q, %v", got, err)
	}
}

func TestXLSRefusals(t *testing.T) {
	locked := &xlsStream{}
	locked.record(xlsBOF, uint16(0x600), uint16(5)).record(xlsFilePass, uint16(1))
	_, err := rowsOf(t, locked.Bytes())
	var fail *page.Failure
	if !errors.As(err, &fail) || fail.Code != page.CodeEncrypted {
		t.Errorf("locked: %v", err)
	}
	if _, err := rowsOf(t, []byte("什么也不是")); !errors.Is(err, errNoWorkbook) {
		t.Errorf("no workbook: %v", err)
	}
	long := strings.Repeat("字", 30000)
	flood := xlsWith(0x600, func(s *xlsStream) {
		s.record(xlsLabel, []uint16{0, 0, 0, 30000}, uint8(1), wide(long))
	})
	var again []byte // the same cell, thousands of times
	all := flood.Bytes()
	one := all[len(all)-4-60013 : len(all)-4]
	for range 2 * page.MaxFlow / len(one) {
		again = append(again, one...)
	}
	if _, err := rowsOf(t, slices.Concat(all[:len(all)-4], again)); !errors.Is(err, page.ErrFlood) {
		t.Errorf("flood: %v", err)
	}
}

// A workbook that is protected against changes opens without asking.
func TestXLSUnlocks(t *testing.T) {
	salt := bytes.Repeat([]byte{3}, 16)
	key := newPassKey(passwordBytes(), salt)
	plain, sum := bytes.Repeat([]byte{4}, 16), md5.Sum(bytes.Repeat([]byte{4}, 16))
	c := key.stream(0)
	c.XORKeyStream(plain, plain)
	c.XORKeyStream(sum[:], sum[:])
	pass := (&xlsStream{}).record(xlsFilePass, uint16(1), uint16(1), uint16(1), salt, plain, sum[:]).Bytes()

	open := xlsWith(0x600, func(s *xlsStream) {
		for i := range 200 {
			s.record(xlsLabelSST, []uint16{uint16(i), 0, 0}, uint32(0))
		}
	}).Bytes()
	stream := slices.Concat(open[:8], pass, open[8:]) // behind the first record
	binary.LittleEndian.PutUint32(stream[8+len(pass)+4:], binary.LittleEndian.Uint32(open[8+4:])+uint32(len(pass)))
	want, err := rowsOf(t, open)
	if err != nil || !strings.HasPrefix(want, "党支部总结OK\n") {
		t.Fatalf("%q, %v", want, err)
	}
	locked := unlocked(stream, pass[4:]) // encrypting is decrypting
	if got, err := rowsOf(t, locked); err != nil || got != want {
		t.Errorf("%q, %v", got, err)
	}
	pass[20]++
	if unlocked(locked, pass[4:]) != nil {
		t.Error("opened with another salt")
	}
}

// What Excel saved in either of its formats reads the same.
func TestXLSReadsAsXLSX(t *testing.T) {
	old, err := read(context.Background(), "a.xls", sample(t, "submissions.xls"))
	if err != nil {
		t.Fatal(err)
	}
	today, err := read(context.Background(), "a.xlsx", sample(t, "submissions.xlsx"))
	if err != nil || old.Text != today.Text || len(old.Parts) != len(today.Parts) {
		t.Errorf("%q\n%q, %v", old.Text, today.Text, err)
	}
}

// FuzzXLS fuzzes the records of a workbook.
func FuzzXLS(f *testing.F) {
	f.Add(xlsWith(0x600, func(s *xlsStream) { s.record(xlsLabelSST, []uint16{0, 0, 0}, uint32(0)) }).Bytes())
	f.Add(xlsWith(0x500, func(s *xlsStream) { s.record(xlsNumber, []uint16{0, 1, 2}, 40000.0) }).Bytes())
	if data, err := os.ReadFile(filepath.Join("..", "..", "testdata", "ingest", "submissions.xls")); err == nil {
		if c, err := openCompound(data); err == nil {
			f.Add(c.stream("Workbook"))
		}
	}
	eachSeed(f, func(data []byte) {
		if c, err := openCompound(data); err == nil && c.has("Workbook") {
			f.Add(c.stream("Workbook"))
		}
	}, ".xls")
	f.Fuzz(func(t *testing.T, stream []byte) {
		b := &xlsBook{ctx: context.Background(), stream: stream, page: 1252, formats: map[int]string{}}
		if b.read() != nil {
			return
		}
		data, err := b.workbook()
		if err != nil {
			t.Fatal(err)
		}
		checkRead(t, func() (page.Page, error) { return ReadXLSX(context.Background(), data) })
	})
}
