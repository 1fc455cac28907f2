// Package charset turns bytes into text: by byte order mark, by evidence, and
// where the content leaves a choice by what the file says of itself.
package charset

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"

	"wenjian/corpus"
	"wenjian/ingest/mojibake"
	"wenjian/ingest/page"
)

// Decoded is the text of a file and how it was read.
type Decoded struct {
	Text     string           // valid UTF-8, line ends are \n
	Removals []corpus.Removal // passages that had been saved in a wrong encoding and are repaired
	Charset  string           // IANA name; "mixed" when parts of the file differ
	Warnings []page.Failure
}

// Decode turns bytes into text. The evidence, in order: a byte order mark that
// does not lie, the pattern of UTF-16 and UTF-32, HZ escapes, valid UTF-8, and
// for the two-byte encodings which reading is likeliest to be Chinese. declared
// is what the file says of itself; it decides only where the content leaves a
// choice, because pages lie about it. gb2312 and gbk are read as GB18030, of
// which they are parts. Text that had been decoded wrongly and saved so is
// repaired (mojibake.Misread). A file without a likely reading is a Failure.
func Decode(data []byte, declared string) (Decoded, *page.Failure) {
	d, fail := decodeBytes(data, declared)
	if fail != nil {
		return Decoded{}, fail
	}
	d.Text = strings.ReplaceAll(d.Text, "\r\n", "\n")
	d.Text = strings.ReplaceAll(d.Text, "\r", "\n")
	if edits := mojibake.Misread(d.Text); len(edits) > 0 {
		if text, removals, err := corpus.Apply(d.Text, nil, edits); err == nil {
			d.Text, d.Removals = text, removals
			d.Warnings = append(d.Warnings, warnRepaired(len(edits)))
		}
	}
	if destroyed(d.Text) > mostDamage {
		return Decoded{}, failDestroyed()
	}
	return d, nil
}

// mostDamage is the share of characters that may be damaged in a text that is
// worth reading.
const mostDamage = 0.2

// destroyed returns the share of characters that stand where one was lost:
// U+FFFD, and 锟斤拷, what two of them become when UTF-8 is read as GBK.
func destroyed(text string) float64 {
	bad := strings.Count(text, lost) + 3*strings.Count(text, "锟斤拷")
	if bad == 0 {
		return 0
	}
	return float64(bad) / float64(utf8.RuneCountInString(text))
}

func decodeBytes(data []byte, declared string) (Decoded, *page.Failure) {
	if d, ok := decodeMarked(data); ok {
		return d, nil
	}
	data = bytes.TrimPrefix(data, []byte("\xef\xbb\xbf")) // it lies
	if d, ok := decodeWide(data); ok {
		return d, nil
	}
	data = bytes.TrimRight(data, "\x00") // padding of a bad copy
	if isBinary(data) {
		return Decoded{}, page.FailBinary()
	}
	if d, ok := decodeHZ(data); ok {
		return d, nil
	}
	if utf8.Valid(data) {
		if gb, ok := looksLikeGB(data); ok {
			return Decoded{Text: gb, Charset: "gb18030"}, nil
		}
		return Decoded{Text: string(data), Charset: "utf-8"}, nil
	}
	if head, ok := cutUTF8(data); ok {
		return Decoded{Text: head, Charset: "utf-8", Warnings: []page.Failure{page.WarnTruncated("utf-8")}}, nil
	}
	best := likeliest(data, declared)
	if d, ok := decodeMixed(data, best); ok {
		return d, nil
	}
	d := best.decode(data)
	if !believed(d) {
		return Decoded{}, page.FailUndecodable()
	}
	return d, nil
}

// lost is the character that stands for bytes without meaning.
const lost = string(mojibake.Lost)

// isBinary reports whether data holds more control characters than any text
// does.
func isBinary(data []byte) bool {
	controls := 0
	for _, b := range data {
		if b < 0x20 && b != '\t' && b != '\n' && b != '\r' && b != '\f' && b != '\v' && b != 0x1A {
			controls++
		}
	}
	return controls > 4 && controls*50 > len(data)
}

// decodeHZ reads HZ (RFC 1843): seven-bit text with GB2312 between ~{ and ~}.
func decodeHZ(data []byte) (Decoded, bool) {
	if !bytes.Contains(data, []byte("~{")) || !bytes.Contains(data, []byte("~}")) {
		return Decoded{}, false
	}
	for _, b := range data {
		if b >= 0x80 {
			return Decoded{}, false
		}
	}
	text, _ := simplifiedchinese.HZGB2312.NewDecoder().String(string(data)) // never fails: bad bytes become U+FFFD
	if !isChinese(text) {
		return Decoded{}, false
	}
	return Decoded{Text: text, Charset: "hz-gb-2312"}, true
}

// cutUTF8 returns data without an incomplete character at its end, when that
// is all that is wrong with it.
func cutUTF8(data []byte) (string, bool) {
	for n := 1; n <= 3 && n < len(data); n++ {
		tail := data[len(data)-n:]
		if utf8.RuneStart(tail[0]) {
			head := data[:len(data)-n]
			ok := tail[0] >= 0xC2 && !utf8.FullRune(tail) && utf8.Valid(head) && hasHan(head)
			return string(head), ok
		}
	}
	return "", false
}

// hasHan reports whether valid UTF-8 data holds a three-byte Chinese
// character, or nothing but ASCII: a lone lead byte after ASCII is GB18030
// just as well, and both readings keep the same text.
func hasHan(data []byte) bool {
	ascii := true
	for _, b := range data {
		if b >= 0xE4 && b <= 0xE9 {
			return true
		}
		ascii = ascii && b < 0x80
	}
	return ascii
}
