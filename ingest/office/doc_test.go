package office

import (
	"context"
	"encoding/binary"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf16"

	"golang.org/x/text/encoding/simplifiedchinese"

	"wenjian/corpus"
	"wenjian/ingest/page"
)

// A wordFile builds the two streams of a Word document for tests.
type wordFile struct {
	stream []byte // the head, then the text
	table  []byte
	cps    int
	pcds   []byte
	ends   []int
}

const testHead = 154 + 8*93

func newWordFile() *wordFile {
	w := &wordFile{stream: make([]byte, testHead)}
	put := binary.LittleEndian
	put.PutUint16(w.stream, identWord97)
	put.PutUint16(w.stream[2:], 0x00C1)
	put.PutUint16(w.stream[32:], 14)
	put.PutUint16(w.stream[62:], 22)
	put.PutUint16(w.stream[152:], 93)
	return w
}

// wide adds a piece of UTF-16 text, narrow one of bytes.
func (w *wordFile) wide(s string) *wordFile {
	at := len(w.stream)
	units := utf16.Encode([]rune(s))
	for _, u := range units {
		w.stream = binary.LittleEndian.AppendUint16(w.stream, u)
	}
	return w.piece(uint32(at), len(units))
}

func (w *wordFile) narrow(b []byte) *wordFile {
	at := len(w.stream)
	w.stream = append(w.stream, b...)
	return w.piece(uint32(2*at)|1<<30, len(b))
}

func (w *wordFile) piece(fc uint32, n int) *wordFile {
	w.cps += n
	w.ends = append(w.ends, w.cps)
	w.pcds = append(w.pcds, 0, 0)
	w.pcds = binary.LittleEndian.AppendUint32(w.pcds, fc)
	w.pcds = append(w.pcds, 0, 0)
	return w
}

// pair adds data to the table stream and names it in the head.
func (w *wordFile) pair(i int, data []byte) *wordFile {
	binary.LittleEndian.PutUint32(w.stream[154+8*i:], uint32(len(w.table)))
	binary.LittleEndian.PutUint32(w.stream[158+8*i:], uint32(len(data)))
	w.table = append(w.table, data...)
	return w
}

// charRun gives the bytes from and to of the text, counted from its
// beginning, the properties grpprl.
func (w *wordFile) charRun(from, to int, grpprl ...byte) *wordFile {
	put := binary.LittleEndian
	for len(w.stream)%512 != 0 {
		w.stream = append(w.stream, 0)
	}
	page := make([]byte, 512)
	put.PutUint32(page[0:], uint32(testHead+from))
	put.PutUint32(page[4:], uint32(testHead+to))
	page[8] = 200 // words
	page[400] = byte(len(grpprl))
	copy(page[401:], grpprl)
	page[511] = 1
	var b []byte
	b = put.AppendUint32(b, uint32(testHead+from))
	b = put.AppendUint32(b, uint32(testHead+to))
	b = put.AppendUint32(b, uint32(len(w.stream)/512))
	w.stream = append(w.stream, page...)
	return w.pair(fcCharRuns, b)
}

// read reads what was built.
func (w *wordFile) read(t *testing.T) (page.Page, error) {
	t.Helper()
	clx := []byte{2}
	clx = binary.LittleEndian.AppendUint32(clx, uint32(4+4*len(w.ends)+len(w.pcds)))
	clx = binary.LittleEndian.AppendUint32(clx, 0)
	for _, e := range w.ends {
		clx = binary.LittleEndian.AppendUint32(clx, uint32(e))
	}
	w.pair(fcPieces, append(clx, w.pcds...))
	binary.LittleEndian.PutUint32(w.stream[64+12:], uint32(w.cps))
	f, fail := readFIB(w.stream)
	if fail != nil {
		return page.Page{}, fail
	}
	return readWord(context.Background(), f, w.stream, w.table)
}

func TestDocCharacters(t *testing.T) {
	for _, c := range []struct{ name, in, want, original string }{
		{"paragraphs", "一\r二\v三\r", "一\n二\n三\n", ""},
		{"field result", "见\x13 HYPERLINK \"http://x\" \x14简报\x15。\r", "见简报。\n", ""},
		{"nested fields", "\x13 REF \x13 PAGE \x141\x15 \x14甲\x13 DATE \x14乙\x15丙\x15\r", "甲乙丙\n", ""},
		{"enclosed character", "\x13 EQ \\o\\ac(○,党)\x15员\r", "党员\n", ""},
		{"pronunciation", "\x13 EQ \\* jc2 \\* hps10 \\o\\ad(\\s\\up 9(dǎng),党)\x15员\r", "党员\n", ""},
		{"button", "\x13 MACROBUTTON NoMacro 单击此处\x15。\r", "单击此处。\n", ""},
		{"lost field end", "甲\x13乙丙\r丁\r", "甲乙丙\n丁\n", ""},
		{"lost field begin", "甲\x14乙\x15丙\r", "甲乙丙\n", ""},
		{"contents", "目录\r\x13 TOC \\o \x14一、做法\t1\r\x15正文\r", "正文\n", "目录\n一、做法\t1\n正文\n"},
		{"hyphens", "甲\x1e乙\x1f丙\r", "甲-乙丙\n", ""},
		{"controls", "甲\x01\x05\x03\x00乙\r", "甲乙\n", ""},
		{"surrogates", "𠮷\r", "𠮷\n", ""},
		{"table without properties", "姓名\a职务\a\a张三\a书记\a\a后文\r", "姓名\t职务\n张三\t书记\n后文\n", ""},
		{"no last mark", "甲\r乙", "甲\n乙\n", ""},
	} {
		p, err := newWordFile().wide(c.in).read(t)
		if err != nil || p.Text != c.want {
			t.Errorf("%s: got %q, %v, want %q", c.name, p.Text, err, c.want)
		}
		if got := corpus.Original(p.Text, p.Removals); c.original != "" && got != c.original {
			t.Errorf("%s: original %q, want %q", c.name, got, c.original)
		}
	}
}

func TestDocPieces(t *testing.T) {
	gbk, err := simplifiedchinese.GBK.NewEncoder().String("党支部组织学习讨论\r")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name    string
		file    *wordFile
		want    string
		charset string
	}{
		{"mixed", newWordFile().wide("支部").narrow([]byte("QQ\x93x\x94\r")).wide("党员\r"), "支部QQ“x”\n党员\n", "utf-16le"},
		{"Western", newWordFile().narrow([]byte("caf\xe9 \x93x\x94\r")), "café “x”\n", "windows-1252"},
		{"GBK in 8-bit pieces", newWordFile().narrow([]byte(gbk)), "党支部组织学习讨论\n", "gb18030"},
	} {
		p, err := c.file.read(t)
		if err != nil || p.Text != c.want || p.Charset != c.charset {
			t.Errorf("%s: got %q in %s, %v", c.name, p.Text, p.Charset, err)
		}
	}
}

func TestDocCharacterProperties(t *testing.T) {
	for _, c := range []struct {
		name, in string
		from, to int // bytes
		grpprl   []byte
		want     string
		why      string
	}{
		{"deleted", "甲乙丙\r", 2, 4, []byte{0x00, 0x08, 1}, "甲丙\n", page.WhyRevision},
		{"deleted paragraph mark", "甲\r乙\r", 2, 4, []byte{0x00, 0x08, 1}, "甲乙\n", page.WhyRevision},
		{"hidden", "甲乙丙\r", 2, 4, []byte{0x3C, 0x08, 1}, "甲丙\n", page.WhyHidden},
		{"not deleted", "甲乙丙\r", 2, 4, []byte{0x00, 0x08, 0}, "甲乙丙\n", ""},
		{"symbol", "甲(丙\r", 2, 4, []byte{0x55, 0x08, 1, 0x09, 0x6A, 3, 0, 0xFE, 0xF0}, "甲☑丙\n", ""},
		{"property behind others", "甲乙丙\r", 2, 4, []byte{0x35, 0x08, 1, 0x43, 0x4A, 24, 0, 0x00, 0x08, 1}, "甲丙\n", page.WhyRevision},
	} {
		p, err := newWordFile().wide(c.in).charRun(c.from, c.to, c.grpprl...).read(t)
		if err != nil || p.Text != c.want {
			t.Errorf("%s: got %q, %v, want %q", c.name, p.Text, err, c.want)
		}
		if c.why != "" && (len(p.Removals) != 1 || p.Removals[0].Why != c.why) {
			t.Errorf("%s: removals %+v", c.name, p.Removals)
		}
	}
}

func TestDocRefusals(t *testing.T) {
	for _, c := range []struct {
		name string
		edit func(b []byte)
		code string
	}{
		{"encrypted", func(b []byte) { b[11] |= flagEncrypted >> 8 }, page.CodeEncrypted},
		{"Word 2", func(b []byte) { b[0], b[2] = 0xDB, 45 }, page.CodeUnsupported},
		{"another stream", func(b []byte) { b[0] = 0 }, page.CodeUnreadable},
		{"cut head", func(b []byte) { b[152] = 3 }, page.CodeUnreadable},
	} {
		w := newWordFile().wide("甲\r")
		c.edit(w.stream)
		_, err := w.read(t)
		var f *page.Failure
		if !errors.As(err, &f) || f.Code != c.code {
			t.Errorf("%s: got %v, want %s", c.name, err, c.code)
		}
	}
}

func TestDocCutShortWarns(t *testing.T) {
	w := newWordFile().wide("支部党员名册\r")
	w.ends[0], w.cps = 1000, 1000
	p, err := w.read(t)
	if err != nil || !strings.HasPrefix(p.Text, "支部党员名册\n") || len(p.Warnings) != 1 || p.Warnings[0].Code != page.CodeDamaged {
		t.Errorf("got %q, %v, %v", p.Text, p.Warnings, err)
	}
}

func TestDocLists(t *testing.T) {
	han := docLevel{start: 1, format: 39, text: []rune("\x00、")}
	sub := docLevel{start: 1, format: 39, text: []rune("（\x01）")}
	dec := docLevel{start: 1, format: 0, text: []rune("\x00.\x01.\x02"), legal: true}
	l := &docLists{
		levels: map[int][]docLevel{7: {han, sub, dec}},
		uses:   []listUse{{list: 7}, {list: 7}, {list: 7, overrides: map[int]levelOverride{0: {start: 5, hasStart: true}}}, {list: 99}},
		counts: map[int]*[9]int{}, begun: map[int]bool{},
	}
	for i, c := range []struct {
		use, level int
		want       string
	}{
		{1, 0, "一、"}, {1, 1, "（一）"}, {1, 1, "（二）"}, {2, 0, "二、"}, {1, 1, "（一）"}, {1, 2, "2.1.1"}, {1, 2, "2.1.2"},
		{3, 0, "五、"}, {3, 0, "六、"}, {4, 0, ""}, {5, 0, ""}, {0, 0, ""}, {1, 8, ""}, {1, -1, ""},
	} {
		if got := l.next(c.use, c.level); got != c.want {
			t.Errorf("step %d: got %q, want %q", i, got, c.want)
		}
	}
}

func TestDocNameDecidesNothing(t *testing.T) {
	data := sample(t, "numbered.doc")
	for _, name := range []string{"总结.wps", "总结.txt", "总结.docx", "总结"} {
		p, err := read(context.Background(), name, data)
		if err != nil || p.Format != "doc" {
			t.Errorf("%s: %s, %v", name, p.Format, err)
		}
	}
}

func FuzzDoc(f *testing.F) {
	if data, err := os.ReadFile(filepath.Join("..", "..", "testdata", "ingest", "numbered.doc")); err == nil {
		f.Add(data)
	}
	f.Add([]byte(oleMagic))
	eachSeed(f, func(data []byte) { f.Add(data) }, ".doc", ".dot", ".wps", ".xls", ".ppt")
	f.Fuzz(func(t *testing.T, data []byte) {
		checkRead(t, func() (page.Page, error) { return ReadOLE(context.Background(), data) })
	})
}

// FuzzWord fuzzes what is inside the container.
func FuzzWord(f *testing.F) {
	if data, err := os.ReadFile(filepath.Join("..", "..", "testdata", "ingest", "numbered.doc")); err == nil {
		if c, err := openCompound(data); err == nil {
			f.Add(c.stream("WordDocument"), c.stream("1Table"))
		}
	}
	w := newWordFile().wide("甲\x13 EQ \\o(乙,丙)\x15\a\a\r")
	f.Add(w.stream, w.table)
	f.Add(oldWord(104, 0, 4, []byte("甲\x13 TOC \x14乙\x15\a\a\r")), []byte{})
	eachSeed(f, func(data []byte) {
		if c, err := openCompound(data); err == nil {
			stream := block(c.stream("WordDocument"))
			head, _ := readFIB(stream)
			f.Add([]byte(stream), c.stream(head.tableName()))
		}
	}, ".doc", ".dot", ".wps")
	f.Fuzz(func(t *testing.T, stream, table []byte) {
		head, fail := readFIB(stream)
		if fail != nil {
			return
		}
		checkRead(t, func() (page.Page, error) { return readWord(context.Background(), head, stream, table) })
	})
}

// checkRead calls read: it ends in a lawful page or in a failure in words.
func checkRead(t *testing.T, read func() (page.Page, error)) {
	t.Helper()
	p, err := read()
	if err != nil {
		var fail *page.Failure
		if !errors.As(err, &fail) || fail.Code == "" || fail.Reason == "" {
			t.Fatalf("not a failure in words: %v", err)
		}
		return
	}
	d := corpus.Document{Text: p.Text, Removals: p.Removals}
	if err := d.Check(); err != nil {
		t.Fatal(err)
	}
	lawfulPage(t, p, nil)
}

func BenchmarkDoc(b *testing.B) {
	data, err := os.ReadFile(filepath.Join("..", "..", "testdata", "ingest", "numbered.doc"))
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if _, err := read(context.Background(), "a.doc", data); err != nil {
			b.Fatal(err)
		}
	}
}
