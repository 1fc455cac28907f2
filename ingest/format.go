package ingest

import (
	"bytes"
	"context"
	"encoding/json"
	"path"
	"slices"
	"strings"

	"wenjian/ingest/office"
	"wenjian/ingest/page"
	"wenjian/ingest/pdf"
)

// A Format is one kind of file that can be read.
type Format struct {
	ID         string   // stable, as Source.Format keeps it
	Label      string   // Chinese name as the interface shows it
	Extensions []string // lower case, with the dot
	// Detect reports whether data is of this format. ext is the lower-case
	// extension of the file's name, a hint that breaks ties only.
	Detect func(ext string, data []byte) bool
	// Read returns the page. An input that cannot become text is a *Failure.
	Read func(ctx context.Context, data []byte) (page.Page, error)
}

// Formats returns the formats in the order in which they are tried; the last
// one takes every text.
func Formats() []Format {
	return []Format{
		{"docx", "Word 文档", office.DocxExtensions(), office.DetectDocx, readWordDocument},
		{"xlsx", "电子表格", office.XLSXExtensions(), office.DetectXLSX, office.ReadXLSX},
		{"xls", "旧版电子表格", []string{".xls", ".xlt"}, office.DetectXLS, office.ReadXLS},
		{"doc", "Word 97-2003 文档", []string{".doc", ".dot", ".wps", ".wpt"}, office.DetectOLE, office.ReadOLE},
		{"pdf", "PDF 文档", pdf.Extensions(), pdf.Detect, pdf.Read},
		{"wordxml", "Word XML 文档", []string{".xml"}, office.DetectWordXML, office.ReadWordXML},
		{"mht", "网页存档", []string{".mht", ".mhtml"}, detectMHT, readMHT},
		{"rtf", "RTF 文档", []string{".rtf"}, office.DetectRTF, office.ReadRTF},
		{"odt", "ODF 文字文档", []string{".odt", ".ott", ".fodt", ".sxw"}, office.DetectODT, office.ReadODT},
		{"html", "网页", []string{".html", ".htm", ".shtml", ".xhtml"}, detectHTML, readHTML},
		{"txt", "纯文本", []string{".txt", ".text", ".md"}, detectText, readText},
	}
}

// readWordDocument reads a Word document; what lies whole inside it may have any format.
func readWordDocument(ctx context.Context, data []byte) (page.Page, error) {
	return office.ReadDocx(ctx, data, func(ctx context.Context, name string, data []byte) (page.Page, error) {
		f, fail := detect(name, data)
		if fail != nil {
			return page.Page{}, fail
		}
		return f.Read(ctx, data)
	})
}

// detect finds the format of data, or says why there is none.
func detect(name string, data []byte) (Format, *page.Failure) {
	ext := strings.ToLower(path.Ext(name))
	for _, f := range Formats() {
		if f.Detect(ext, data) {
			return f, nil
		}
	}
	return Format{}, page.FailUnsupported(foreignLabel(ext, data))
}

// foreign lists the file signatures that are known but cannot be read (yet).
// A format that learns to read one of them stands in Formats and so is asked
// before this table is.
var foreign = []struct {
	offset int
	magic  string
	label  string
}{
	{0, "PK\x03\x04", "压缩包或 Office 文档"},
	{0, "PK\x05\x06", "空的压缩包"},
	{0, "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "旧版 Office 文档"},
	{0, "%PDF-", "PDF 文档"},
	{0, `{\rtf`, "RTF 文档"},
	{0, "Rar!\x1a\x07", "RAR 压缩包"},
	{0, "7z\xbc\xaf\x27\x1c", "7z 压缩包"},
	{0, "\x1f\x8b", "gzip 压缩包"},
	{0, "BZh", "bzip2 压缩包"},
	{0, "\xfd7zXZ\x00", "xz 压缩包"},
	{0, "\xff\xd8\xff", "图片"},
	{0, "\x89PNG\r\n\x1a\n", "图片"},
	{0, "GIF8", "图片"},
	{0, "II*\x00", "图片"},
	{0, "MM\x00*", "图片"},
	{8, "WEBP", "图片"},
	{8, "WAVE", "音频"},
	{4, "ftyp", "音视频"},
	{0, "ID3", "音频"},
	{0, "MZ\x90", "程序"},
	{0, "\x7fELF", "程序"},
	{0, "SQLite format 3\x00", "数据库"},
	{257, "ustar", "tar 压缩包"},
}

// packed names, by extension, what a zip or compound file holds.
var packed = []struct {
	exts  []string
	label string
}{
	{[]string{".docx", ".docm", ".dotx", ".doc", ".dot"}, "Word 文档"},
	{[]string{".wps", ".wpt"}, "WPS 文字文档"},
	{[]string{".xlsx", ".xlsm", ".xls", ".et"}, "电子表格"},
	{[]string{".pptx", ".ppt", ".dps"}, "演示文稿"},
	{[]string{".odt", ".ods", ".odp"}, "ODF 文档"},
	{[]string{".ofd"}, "OFD 版式文档"},
	{[]string{".epub"}, "电子书"},
	{[]string{".msg"}, "邮件"},
	{[]string{".zip"}, "压缩包"},
}

// isForeign reports whether data begins like a known file that is no text.
func isForeign(data []byte) bool {
	return slices.ContainsFunc(foreign, func(m struct {
		offset int
		magic  string
		label  string
	}) bool {
		return hasAt(data, m.offset, m.magic)
	})
}

// isJSON reports whether data is a JSON object or list of objects: what a
// program wrote for programs, no submission.
func isJSON(data []byte) bool {
	data = bytes.TrimSpace(bytes.TrimPrefix(data, []byte("\xef\xbb\xbf")))
	if len(data) == 0 || data[0] != '{' && data[0] != '[' {
		return false
	}
	return bytes.Contains(data, []byte(`"`)) && json.Valid(data)
}

func foreignLabel(ext string, data []byte) string {
	if isJSON(data) {
		return "JSON 数据"
	}
	for _, p := range packed {
		if slices.Contains(p.exts, ext) {
			return p.label
		}
	}
	for _, m := range foreign {
		if hasAt(data, m.offset, m.magic) {
			return m.label
		}
	}
	return "未知格式"
}

func hasAt(data []byte, offset int, magic string) bool {
	return len(data) >= offset && bytes.HasPrefix(data[offset:], []byte(magic))
}
