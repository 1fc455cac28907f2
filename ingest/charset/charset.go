// Package charset turns bytes into text: by byte order mark, by evidence, and
// where the content leaves a choice by what the file says of itself.
package charset

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/encoding/unicode/utf32"

	"wenjian/ingest/page"
)

// Decoded is the text of a file and how it was read.
type Decoded struct {
	Text     string // valid UTF-8, line ends are \n
	Charset  string // IANA name; "mixed" when parts of the file differ
	Warnings []page.Failure
}

// Decode turns bytes into text. The evidence, in order: a byte order mark,
// the pattern of UTF-16, HZ escapes, valid UTF-8, and for the two-byte
// encodings which reading yields common characters (GB18030 or Big5).
// declared is what the file says of itself; it decides only where the content
// leaves a choice, because pages lie about it. gb2312 and gbk are read as
// GB18030, of which they are parts.
func Decode(data []byte, declared string) (Decoded, *page.Failure) {
	d, fail := decodeBytes(data, declared)
	if fail != nil {
		return Decoded{}, fail
	}
	d.Text = strings.ReplaceAll(d.Text, "\r\n", "\n")
	d.Text = strings.ReplaceAll(d.Text, "\r", "\n")
	d = unmojibake(d)
	if share := damage(d.Text); share > 0.2 {
		return Decoded{}, page.FailUndecodable()
	} else if share > 0.002 {
		d.Warnings = append(d.Warnings, page.WarnDamaged(share))
	}
	return d, nil
}

func decodeBytes(data []byte, declared string) (Decoded, *page.Failure) {
	if d, ok := decodeMarked(data); ok {
		return d, nil
	}
	if d, ok := decodeUTF16(data); ok {
		return d, nil
	}
	data = bytes.TrimRight(data, "\x00") // padding of a bad copy
	if isBinary(data) {
		return Decoded{}, page.FailBinary()
	}
	if d, ok := decodeHZ(data); ok {
		return d, nil
	}
	gb, gbCut := DecodeGB18030(data)
	if utf8.Valid(data) {
		if s := string(data); !strings.Contains(gb, "\uFFFD") && !gbCut && looksLikeGB(s, gb) {
			return Decoded{Text: gb, Charset: "gb18030"}, nil
		}
		return Decoded{Text: string(data), Charset: "utf-8"}, nil
	}
	if head, ok := cutUTF8(data); ok {
		return Decoded{Text: head, Charset: "utf-8", Warnings: []page.Failure{page.WarnTruncated("utf-8")}}, nil
	}
	if mixed, ok := decodeMixed(data); ok {
		return mixed, nil
	}
	big5, _ := traditionalchinese.Big5.NewDecoder().String(string(data)) // never fails: bad bytes become U+FFFD
	gs, bs := Plausibility(gb), Plausibility(big5)
	if declared == "big5" {
		bs += 0.05
	}
	best := Decoded{Text: gb, Charset: "gb18030"}
	if gbCut {
		best.Warnings = []page.Failure{page.WarnTruncated("gb18030")}
	}
	if bs > gs {
		best, gs = Decoded{Text: big5, Charset: "big5"}, bs
		if body := strings.TrimSuffix(big5, "\uFFFD"); body != big5 {
			best.Text, best.Warnings = body, []page.Failure{page.WarnTruncated("big5")}
		}
	}
	if gs < MinPlausible {
		return Decoded{}, page.FailUndecodable()
	}
	return best, nil
}

// MinPlausible is the plausibility below which no reading is believed. Text
// in a right encoding scores above 0.5, in a wrong one below 0.15.
const MinPlausible = 0.25

// decodeMarked reads text that begins with a byte order mark.
func decodeMarked(data []byte) (Decoded, bool) {
	for _, m := range []struct {
		mark, charset string
		enc           encoding.Encoding
	}{
		{"\xef\xbb\xbf", "utf-8", unicode.UTF8},
		{"\xff\xfe\x00\x00", "utf-32le", utf32.UTF32(utf32.LittleEndian, utf32.IgnoreBOM)},
		{"\x00\x00\xfe\xff", "utf-32be", utf32.UTF32(utf32.BigEndian, utf32.IgnoreBOM)},
		{"\xff\xfe", "utf-16le", unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM)},
		{"\xfe\xff", "utf-16be", unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM)},
		{"\x84\x31\x95\x33", "gb18030", nil},
	} {
		body, ok := bytes.CutPrefix(data, []byte(m.mark))
		if !ok {
			continue
		}
		d := Decoded{Charset: m.charset}
		switch {
		case m.enc == nil:
			var cut bool
			if d.Text, cut = DecodeGB18030(body); cut {
				d.Warnings = append(d.Warnings, page.WarnTruncated("gb18030"))
			}
		case m.charset == "utf-8":
			head, cut := cutUTF8(body)
			if cut {
				d.Warnings = append(d.Warnings, page.WarnTruncated("utf-8"))
			} else if !utf8.Valid(body) {
				return Decoded{}, false // the mark lies
			} else {
				head = string(body)
			}
			d.Text = head
		default:
			d.Text, _ = m.enc.NewDecoder().String(string(body)) // bad units become U+FFFD
		}
		return d, true
	}
	return Decoded{}, false
}

// decodeUTF16 reads UTF-16 without a mark: one of the two byte orders yields
// almost only Chinese characters, ASCII and common punctuation, the line ends
// or stops among them. Bytes of GB18030 paired so give Hangul and private
// characters; a pair of ASCII bytes gives a Chinese character, so ASCII files
// are left out beforehand.
func decodeUTF16(data []byte) (Decoded, bool) {
	if len(data) < 4 || utf8.Valid(data) && bytes.IndexByte(data, 0) < 0 {
		return Decoded{}, false
	}
	sample := data[:min(len(data), 8192)&^1]
	for _, o := range []struct {
		charset string
		order   unicode.Endianness
		hi      int
	}{{"utf-16le", unicode.LittleEndian, 1}, {"utf-16be", unicode.BigEndian, 0}} {
		good, marks := 0, 0
		for i := 0; i+1 < len(sample); i += 2 {
			r := rune(sample[i+o.hi])<<8 | rune(sample[i+1-o.hi])
			switch {
			case r == '\n' || r == ' ' || r == '。' || r == '，':
				good++
				marks++
			case r == '\r' || r == '\t' || r >= 0x20 && r < 0x7F || r >= 0x4E00 && r < 0xA000 || r >= 0x3000 && r < 0x3020 || r >= 0xFF01 && r < 0xFF5F || r >= 0x2010 && r < 0x2030 || r == 0xB7 || r == 0xD7:
				good++
			}
		}
		if marks > 0 && float64(good) >= 0.9*float64(len(sample)/2) {
			text, _ := unicode.UTF16(o.order, unicode.IgnoreBOM).NewDecoder().String(string(data))
			d := Decoded{Text: text, Charset: o.charset}
			if len(data)%2 != 0 {
				d.Text = strings.TrimSuffix(text, "\uFFFD")
				d.Warnings = []page.Failure{page.WarnTruncated(o.charset)}
			}
			return d, true
		}
	}
	return Decoded{}, false
}

// isBinary reports whether data holds NUL or more control characters than
// any text does.
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
	text, _ := simplifiedchinese.HZGB2312.NewDecoder().String(string(data))
	if Plausibility(text) < MinPlausible {
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

// mixedRun is how many Chinese characters in a row must be valid UTF-8 before
// a stretch of an otherwise GB18030 file is believed to be UTF-8. Two-byte
// Text hits the pattern of one such character by chance about once in 40.
const mixedRun = 8

// decodeMixed reads files pasted together from parts in GB18030 and UTF-8.
func decodeMixed(data []byte) (Decoded, bool) {
	var b strings.Builder
	found := false
	for from := 0; from < len(data); {
		at, end := utf8Run(data, from)
		gb, _ := DecodeGB18030(data[from:at])
		if at < end && strings.HasSuffix(gb, "\uFFFD") {
			gb = strings.TrimSuffix(gb, "\uFFFD")
		}
		b.WriteString(gb)
		b.Write(data[at:end])
		found = found || at < end
		from = max(end, at)
		if at == end {
			break
		}
	}
	text := b.String()
	if !found || Plausibility(text) < MinPlausible {
		return Decoded{}, false
	}
	return Decoded{Text: text, Charset: "mixed"}, true
}

// utf8Run returns the first stretch of data, at or after from, that is UTF-8
// with a run of Chinese characters in it; at == end when there is none.
func utf8Run(data []byte, from int) (at, end int) {
	for i := from; i < len(data); i++ {
		if data[i] < 0x80 {
			continue
		}
		run, j := 0, i
		for j < len(data) {
			r, n := utf8.DecodeRune(data[j:])
			if r == utf8.RuneError || r >= 0x80 && r < 0x2000 {
				break
			}
			if r >= 0x4E00 {
				run++
			}
			j += n
		}
		if run >= mixedRun {
			return i, j
		}
		// A two-byte character: step over both bytes, so as to stay in step.
		if i+1 < len(data) && data[i+1] >= 0x40 {
			i++
		}
	}
	return len(data), len(data)
}
