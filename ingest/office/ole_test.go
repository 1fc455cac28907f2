package office

import (
	"context"
	"encoding/binary"
	"errors"
	"runtime"
	"strconv"
	"testing"
	"unicode/utf16"

	"wenjian/ingest/page"
	"wenjian/internal/zh"
)

// compoundFile returns a compound file with empty entries of the given names:
// streams beside each other, or storages each inside the one before.
func compoundFile(nested bool, names ...string) []byte {
	const none, end, fatSector = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
	put := binary.LittleEndian
	dirs := (len(names) + 1 + 3) / 4
	fats := 1
	for fats*128 < dirs+fats {
		fats++
	}
	b := make([]byte, 512*(1+fats+dirs))
	copy(b, oleMagic)
	put.PutUint16(b[24:], 0x3E)
	put.PutUint16(b[26:], 3)
	put.PutUint16(b[28:], 0xFFFE)
	put.PutUint16(b[30:], 9)
	put.PutUint16(b[32:], 6)
	put.PutUint32(b[44:], uint32(fats))
	put.PutUint32(b[48:], uint32(fats)) // the directory lies behind the FAT
	put.PutUint32(b[56:], 4096)
	put.PutUint32(b[60:], end)
	put.PutUint32(b[68:], end)
	for i := range 109 {
		put.PutUint32(b[76+4*i:], none)
		if i < fats {
			put.PutUint32(b[76+4*i:], uint32(i))
		}
	}
	for i := range fats * 128 {
		next := uint32(none)
		switch {
		case i < fats:
			next = fatSector
		case i < fats+dirs-1:
			next = uint32(i + 1)
		case i == fats+dirs-1:
			next = end
		}
		put.PutUint32(b[512+4*i:], next)
	}
	for i, name := range append([]string{"Root Entry"}, names...) {
		e := b[512*(1+fats)+128*i:]
		units := utf16.Encode([]rune(name))
		for j, u := range units {
			put.PutUint16(e[2*j:], u)
		}
		put.PutUint16(e[64:], uint16(2*len(units)+2))
		left, right, child := uint32(none), uint32(none), uint32(none)
		e[66] = 2
		switch {
		case i == 0:
			e[66], child = 5, 1
		case nested && i < len(names):
			e[66], child = 1, uint32(i+1)
		case i < len(names):
			right = uint32(i + 1)
		}
		put.PutUint32(e[68:], left)
		put.PutUint32(e[72:], right)
		put.PutUint32(e[76:], child)
		put.PutUint32(e[116:], end)
	}
	return b
}

func TestOLEKinds(t *testing.T) {
	for _, c := range []struct{ stream, code string }{
		{"EncryptedPackage", page.CodeEncrypted}, {"Workbook", page.CodeArchive}, {"Book", page.CodeArchive}, {"PowerPoint Document", page.CodeUnsupported},
		{"__properties_version1.0", page.CodeUnsupported}, {"CONTENTS", page.CodeUnsupported}, {"别的", page.CodeUnsupported}, {"WordDocument", page.CodeUnreadable},
	} {
		_, err := read(context.Background(), "a.doc", compoundFile(false, "其他", c.stream))
		var f *page.Failure
		if !errors.As(err, &f) || f.Code != c.code || zh.HanCount(f.Advice) == 0 {
			t.Errorf("%s: got %v, want %s", c.stream, err, c.code)
		}
	}
}

func TestOLENestedTooDeep(t *testing.T) {
	names := make([]string, 40000)
	for i := range names {
		names[i] = strconv.Itoa(i)
	}
	data := compoundFile(true, names...)
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	_, err := read(context.Background(), "a.doc", data)
	runtime.ReadMemStats(&after)
	var f *page.Failure
	if spent := (after.TotalAlloc - before.TotalAlloc) >> 20; !errors.As(err, &f) || f.Code != page.CodeUnreadable || spent > 100 {
		t.Errorf("got %v, %d MB", err, spent)
	}
	if _, err := openCompound(compoundFile(true, names[:1000]...)); err != nil {
		t.Errorf("a deep but honest file: %v", err)
	}
}

func TestOLEPropertyValues(t *testing.T) {
	for _, c := range []struct {
		in   string
		page int
		want string
	}{
		{"\x1e\x00\x00\x00\x05\x00\x00\x00abcd\x00", 1252, "abcd"},
		{"\x1e\x00\x00\x00\x05\x00\x00\x00\xb5\xb3\xd4\xb1\x00", 936, "党员"},
		{"\x1e\x00\x00\x00\x05\x00\x00\x00\xb5\xb3\xd4\xb1\x00", 1252, "党员"},
		{"\x1e\x00\x00\x00\x04\x00\x00\x00\x5a\x51\x00\x00", 1200, "党"},
		{"\x1f\x00\x00\x00\x02\x00\x00\x00\x5a\x51\x00\x00", 0, "党"},
		{"\x40\x00\x00\x00\x00\x80\x3e\xd5\xde\xb1\x9d\x01", 0, "1970-01-01T00:00:01Z"},
		{"\x03\x00\x00\x00\xff\xff\xff\xff", 0, "-1"},
		{"\x40\x00", 0, ""},
		{"", 0, ""},
	} {
		in := []byte(c.in)
		if c.want == "1970-01-01T00:00:01Z" {
			binary.LittleEndian.PutUint64(in[4:], (11_644_473_600+1)*10_000_000)
		}
		if got := oleValue(in, c.page, false); got != c.want {
			t.Errorf("%q: got %q, want %q", c.in, got, c.want)
		}
	}
}
