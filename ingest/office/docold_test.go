package office

import (
	"context"
	"encoding/binary"
	"testing"
	"unicode/utf16"

	"golang.org/x/text/encoding/simplifiedchinese"

	"wenjian/ingest/page"
)

// oldWord returns the stream of a Word 6 or 95 document whose text begins at
// byte 1024; footnote characters at its end are footnotes.
func oldWord(version, flags, footnote int, text []byte) []byte {
	b := make([]byte, 1024, 1024+len(text))
	put := binary.LittleEndian
	put.PutUint16(b, identWord6)
	put.PutUint16(b[2:], uint16(version))
	put.PutUint16(b[10:], uint16(flags))
	put.PutUint32(b[24:], 1024)
	put.PutUint32(b[28:], uint32(1024+len(text)))
	put.PutUint32(b[oldLengths:], uint32(len(text)-footnote))
	put.PutUint32(b[oldLengths+4:], uint32(footnote))
	return append(b, text...)
}

func readOld(t *testing.T, stream []byte) (page.Page, error) {
	t.Helper()
	f, fail := readFIB(stream)
	if fail != nil {
		return page.Page{}, fail
	}
	p, err := readWord(context.Background(), f, stream, nil)
	lawfulPage(t, p, err)
	return p, err
}

func TestReadOldWord(t *testing.T) {
	gbk := func(s string) []byte { return encode(t, simplifiedchinese.GBK, s) }
	text := gbk("党支部总结\r见\x13 REF x \x14附件一\x15。\r姓名\a职务\a\a注：全年数据\r")
	note := len(gbk("注：全年数据\r"))

	p, err := readOld(t, oldWord(104, 0, note, text))
	if want := "党支部总结\n见附件一。\n姓名\t职务\n注：全年数据\n"; err != nil || p.Text != want || p.Charset != "gb18030" {
		t.Errorf("got %q (%s), %v\nwant %q", p.Text, p.Charset, err, want)
	}

	var wide []byte
	for _, u := range utf16.Encode([]rune("党支部\r")) {
		wide = binary.LittleEndian.AppendUint16(wide, u)
	}
	stream := oldWord(104, 0x1000, 0, wide)
	binary.LittleEndian.PutUint32(stream[oldLengths:], 4)
	if p, err := readOld(t, stream); err != nil || p.Text != "党支部\n" {
		t.Errorf("two bytes to a character: %q, %v", p.Text, err)
	}

	if p, err := readOld(t, oldWord(101, 0, 0, text)[:1040]); err != nil || len(p.Warnings) != 1 || p.Warnings[0].Code != page.CodeDamaged {
		t.Errorf("cut off: %q, %v, %v", p.Text, p.Warnings, err)
	}
}

// A file that was saved in pieces has its characters in another order.
func TestReadOldWordInPieces(t *testing.T) {
	stream := oldWord(104, flagComplex, 0, encode(t, simplifiedchinese.GBK, "在后的党员\r支部在前的"))
	put := binary.LittleEndian
	clx := []byte{2, 28, 0, 0, 0}
	for _, n := range []uint32{0, 10, 21} {
		clx = put.AppendUint32(clx, n)
	}
	for _, at := range []uint32{1024 + 11, 1024} {
		clx = append(clx, 0, 0)
		clx = put.AppendUint32(clx, at)
		clx = append(clx, 0, 0)
	}
	put.PutUint32(stream[oldClx:], uint32(len(stream)))
	put.PutUint32(stream[oldClx+4:], uint32(len(clx)))
	if p, err := readOld(t, append(stream, clx...)); err != nil || p.Text != "支部在前的在后的党员\n" {
		t.Errorf("%q, %v", p.Text, err)
	}
}

func TestReadOldWordLocked(t *testing.T) {
	if _, fail := readFIB(oldWord(104, flagEncrypted, 0, []byte("x\r"))); fail == nil || fail.Code != page.CodeEncrypted {
		t.Errorf("got %v", fail)
	}
}
