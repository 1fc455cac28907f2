package office

import (
	"bytes"
	"context"
	"errors"
	"io"
	"strings"

	"github.com/richardlehane/mscfb"

	"wenjian/ingest/page"
)

const oleMagic = "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

// DetectOLE recognises a compound file (OLE2, [MS-CFB]), the container of the
// Office formats before 2007; what is inside, ReadOLE finds out.
func DetectOLE(_ string, data []byte) bool { return bytes.HasPrefix(data, []byte(oleMagic)) }

// ReadOLE reads a compound file by the streams it holds: Word 97 and later
// and WPS documents are read, everything else is named.
func ReadOLE(ctx context.Context, data []byte) (page.Page, error) {
	c, err := openCompound(data)
	if err != nil {
		return page.Page{}, failDamagedOLE()
	}
	switch {
	case c.has("WordDocument"):
		return readDoc(ctx, c)
	case c.has("Workbook"), c.has("Book"):
		return ReadXLS(ctx, data)
	}
	for _, k := range oleKinds {
		if c.has(k.stream) {
			return page.Page{}, k.failure()
		}
	}
	return page.Page{}, page.FailUnsupported("未知的旧版 Office 文档")
}

// oleKinds lists what else a compound file can be, by a stream at its root.
var oleKinds = []struct {
	stream  string
	failure func() *page.Failure
}{
	{"EncryptedPackage", failEncrypted},
	{"PowerPoint Document", func() *page.Failure { return page.FailUnsupported("旧版演示文稿 ppt") }},
	{"__properties_version1.0", func() *page.Failure { return page.FailUnsupported("Outlook 邮件 msg") }},
	{"VisioDocument", func() *page.Failure { return page.FailUnsupported("Visio 图") }},
	{"MatOST", failWorks},
	{"MN0", failWorks},
	{"SPELLING", failWorks},
	{"CONTENTS", failWorks},
}

func failWorks() *page.Failure {
	return &page.Failure{Code: page.CodeUnsupported, Reason: "格式暂不支持（Works 文档，与金山 WPS 不是同一种格式）", Advice: "请用 Word 或 WPS 打开，另存为 docx 再导入。"}
}

func failDamagedOLE() *page.Failure {
	return &page.Failure{Code: page.CodeUnreadable, Reason: "文件已损坏或不完整（旧版 Office 文档）", Advice: "请用原来的软件打开核对并重新保存，或向报送单位重新索取。"}
}

// A compound is an opened compound file.
type compound struct {
	data  []byte
	files map[string]*mscfb.File // by path from the root, lower case, / between
}

// openCompound opens a compound file. The reader panics on nothing known, but
// the bytes are foreign and the library is not ours: a panic counts as damage.
func openCompound(data []byte) (c *compound, err error) {
	defer func() {
		if recover() != nil {
			c, err = nil, errCompound
		}
	}()
	src := &sectorReader{data: data, budget: maxDirectory}
	r, err := mscfb.New(src)
	if err != nil {
		return nil, err
	}
	src.budget = -1
	c = &compound{data: data, files: map[string]*mscfb.File{}}
	for f, err := r.Next(); err == nil; f, err = r.Next() {
		if f.FileInfo().IsDir() {
			continue
		}
		name := strings.ToLower(strings.Join(append(f.Path[:len(f.Path):len(f.Path)], f.Name), "/"))
		if c.files[name] == nil {
			c.files[name] = f
		}
	}
	return c, nil
}

func (c *compound) has(name string) bool { return c.files[strings.ToLower(name)] != nil }

// stream returns the bytes of a stream, as many as there are before damage;
// nil when there is no such stream. It is never longer than the file, whatever
// the directory says of it.
func (c *compound) stream(name string) (data []byte) {
	f := c.files[strings.ToLower(name)]
	if f == nil {
		return nil
	}
	defer func() {
		if recover() != nil { // as openCompound
			data = nil
		}
	}()
	var b bytes.Buffer
	b.Grow(int(min(f.Size, int64(len(c.data)))))
	// In pieces: the time of one read grows with the square of its length.
	_, _ = io.CopyBuffer(struct{ io.Writer }{&b}, io.LimitReader(f, int64(len(c.data))), make([]byte, 32<<10))
	return b.Bytes()
}

var errCompound = errors.New("ingest: damaged compound file")

// maxDirectory bounds the bytes of directory read on opening: the library
// keeps for each entry the names of all storages above it, so that a directory
// of storages nested in each other costs the square of its length in memory.
const maxDirectory = 512 << 10

// A sectorReader reads from data as though zeros followed its end up to a
// whole sector (files are cut there), and refuses more whole sectors than its
// budget of bytes allows; a negative budget allows all.
type sectorReader struct {
	data   []byte
	budget int
}

// ReadAt implements io.ReaderAt.
func (r *sectorReader) ReadAt(p []byte, off int64) (int, error) {
	if r.budget >= 0 && len(p) >= 512 {
		if r.budget -= len(p); r.budget < 0 {
			return 0, errCompound
		}
	}
	if off < 0 || off >= int64(len(r.data)) {
		return 0, io.EOF
	}
	n := copy(p, r.data[off:])
	if n < len(p) && off+int64(len(p)) > int64(len(r.data))+4096 {
		return n, io.EOF
	}
	clear(p[n:])
	return len(p), nil
}
