package ingest

import (
	"archive/zip"
	"bytes"
	"cmp"
	"compress/flate"
	"errors"
	"fmt"
	"io"
	"path"
	"slices"
	"strings"
	"unicode/utf8"

	"wenjian/ingest/charset"
	"wenjian/ingest/office"
	"wenjian/ingest/page"
)

// Limits against archives made to exhaust memory, disk or patience. They hold
// for an archive with all archives inside it.
const (
	maxArchiveDepth   = 3
	maxArchiveEntries = 10000
	maxArchiveTotal   = 1 << 30 // bytes unpacked
	maxArchiveRatio   = 300     // unpacked to packed, for entries above minRatioSize
	minRatioSize      = 8 << 20
)

// A budget counts what one archive has cost so far.
type budget struct {
	entries int
	bytes   int64
}

// isOffice reports whether an archive is a document in a zip container
// (OOXML, ODF, OFD, EPUB) rather than a bundle of files.
func isOffice(z *zip.Reader) bool {
	return slices.ContainsFunc(z.File, func(f *zip.File) bool {
		return f.Name == "[Content_Types].xml" || f.Name == "mimetype" || f.Name == "OFD.xml"
	})
}

// bundle reports whether data is an archive of files, and opens it; z is nil
// when it is broken.
func bundle(data []byte) (z *zip.Reader, ok bool) {
	r := bytes.NewReader(data)
	if !office.IsZip(r) {
		return nil, false
	}
	z = office.OpenZip(r, r.Size())
	return z, z == nil || !isOffice(z)
}

// archive yields the files of an archive; z is nil when it is broken.
func (w *walker) archive(p string, z *zip.Reader, depth int, b *budget) {
	if z == nil {
		w.emit(Input{Path: p, Err: failBroken().At(p)})
		return
	}
	type entry struct {
		name string
		*zip.File
	}
	var entries []entry
	read := 0
	for _, f := range z.File {
		if name := entryName(f.Name); !strings.HasSuffix(name, "/") {
			entries = append(entries, entry{name, f})
			if hiddenWithin(name) == nil {
				read++
			}
		}
	}
	slices.SortStableFunc(entries, func(a, b entry) int { return cmp.Compare(a.name, b.name) })
	if read == 0 {
		w.emit(Input{Path: p, Err: page.FailEmpty().At(p)})
	}
	for _, e := range entries {
		if w.done() {
			return
		}
		if b.entries++; b.entries > maxArchiveEntries {
			w.emit(Input{Path: p, Err: bomb(p, fmt.Sprintf("文件超过 %d 个", maxArchiveEntries))})
			return
		}
		inner := p + "!" + e.name
		if f := hiddenWithin(e.name); f != nil {
			w.emit(Input{Path: inner, Skipped: f.At(inner)})
			continue
		}
		if !w.entry(inner, e.File, depth, b) {
			w.emit(Input{Path: p, Err: bomb(p, "解压后的内容异常庞大")})
			return
		}
	}
}

// entry yields one file of an archive; it returns false when the budget is spent.
func (w *walker) entry(p string, f *zip.File, depth int, b *budget) bool {
	if f.Flags&1 != 0 {
		w.emit(Input{Path: p, Err: &page.Failure{Path: p, Code: page.CodeEncrypted, Reason: "压缩包内的文件有密码", Advice: "请解除密码后重新打包，或解压后导入文件夹。"}})
		return true
	}
	r, err := f.Open()
	if err != nil {
		w.emit(Input{Path: p, Err: zipFailure(p, err)})
		return true
	}
	data, err := readAll(r)
	_ = r.Close() // only read
	b.bytes += int64(len(data))
	if b.bytes > maxArchiveTotal || len(data) > minRatioSize && uint64(len(data)) > maxArchiveRatio*max(1, f.CompressedSize64) {
		return false
	}
	if err != nil {
		w.emit(Input{Path: p, Err: zipFailure(p, err)})
		return true
	}
	switch z, ok := bundle(data); {
	case !ok:
		w.emit(Input{Path: p, Data: data})
	case z == nil:
		w.emit(Input{Path: p, Data: data, Err: failBroken().At(p)})
	case depth == maxArchiveDepth:
		w.emit(Input{Path: p, Data: data, Err: &page.Failure{Path: p, Code: page.CodeArchive, Reason: fmt.Sprintf("压缩包嵌套超过 %d 层", maxArchiveDepth), Advice: "请解压后导入文件夹。"}})
	default:
		w.archive(p, z, depth+1, b)
	}
	return true
}

func failBroken() *page.Failure {
	return &page.Failure{Code: page.CodeArchive, Reason: "压缩包已损坏或不完整", Advice: "请重新索取压缩包，或解压后导入文件夹。"}
}

func bomb(p, why string) *page.Failure {
	return &page.Failure{Path: p, Code: page.CodeBomb, Reason: "压缩包异常（" + why + "），其余内容没有导入", Advice: "请确认压缩包来源可靠，解压后分批导入。"}
}

func zipFailure(p string, err error) *page.Failure {
	var corrupt flate.CorruptInputError
	switch {
	case errors.Is(err, zip.ErrAlgorithm):
		return &page.Failure{Path: p, Code: page.CodeUnsupported, Reason: "格式暂不支持（压缩包使用了少见的压缩方法）", Advice: "请解压后导入文件夹。"}
	case errors.Is(err, zip.ErrFormat), errors.Is(err, zip.ErrChecksum), errors.Is(err, io.ErrUnexpectedEOF), errors.As(err, &corrupt):
		return failBroken().At(p)
	}
	return openFailure(p, err)
}

// entryName decodes the name of an archive's entry. The flag that says UTF-8
// is not to be trusted either way: Chinese Windows writes GBK, WPS and others
// UTF-8 without the flag.
func entryName(raw string) string {
	name := raw
	if !utf8.ValidString(name) {
		name, _ = charset.DecodeGB18030([]byte(raw))
		name = strings.ToValidUTF8(name, "\uFFFD")
	}
	name = strings.ReplaceAll(name, `\`, "/")
	clean := path.Clean("/" + name)[1:]
	if strings.HasSuffix(name, "/") {
		return clean + "/" // a folder
	}
	return clean
}
