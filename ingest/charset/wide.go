package charset

import (
	"bytes"
	"encoding/binary"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/encoding/unicode/utf32"

	"wenjian/ingest/page"
)

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
		if body, ok := bytes.CutPrefix(data, []byte(m.mark)); ok {
			return decodeBehindMark(body, m.charset, m.enc)
		}
	}
	return Decoded{}, false
}

// decodeBehindMark reads body as its mark says; false when the mark lies.
func decodeBehindMark(body []byte, charset string, enc encoding.Encoding) (Decoded, bool) {
	d := Decoded{Charset: charset}
	cut := false
	switch charset {
	case "gb18030":
		d.Text, cut = DecodeGB18030(body)
	case "utf-8":
		body = bytes.TrimRight(body, "\x00")
		if d.Text, cut = cutUTF8(body); !cut {
			if !utf8.Valid(body) {
				return Decoded{}, false
			}
			d.Text = string(body)
		}
	default:
		d.Text, _ = enc.NewDecoder().String(string(body)) // never fails: bad units become U+FFFD
		if unit := 2 + 2*strings.Count(charset, "32"); len(body)%unit != 0 {
			d.Text, cut = strings.TrimSuffix(d.Text, lost), true
		}
		d.Text = strings.TrimRight(d.Text, "\x00")
	}
	if cut {
		d.Warnings = append(d.Warnings, page.WarnTruncated(charset))
	}
	return d, true
}

// decodeWide reads UTF-16 and UTF-32 without a mark: by their pattern, and
// UTF-16 without line ends and blanks where it is by far the likeliest reading.
func decodeWide(data []byte) (Decoded, bool) {
	if len(data) < 4 || utf8.Valid(data) && !hasControls(data) {
		return Decoded{}, false
	}
	if d, ok := decodeUTF32(data); ok {
		return d, true
	}
	if d, ok := decodeUTF16(data); ok {
		return d, true
	}
	if len(data)%2 != 0 {
		return Decoded{}, false
	}
	sample := data[:min(len(data), sampleSize)]
	for _, o := range byteOrders() {
		text, _ := readUTF16(sample, o.order)
		if Plausibility(text) < plainly || !hasHan([]byte(text)) {
			continue
		}
		if narrow, _ := DecodeGB18030(sample); hasControls(sample) || merit(text) > merit(narrow)+wideGain {
			text, _ = readUTF16(data, o.order)
			return Decoded{Text: text, Charset: o.charset}, true
		}
	}
	return Decoded{}, false
}

// wideGain is how much likelier per character UTF-16 must be than GB18030.
const wideGain = 2.0

// hasControls reports whether data holds bytes that no text in one or two
// bytes a character has.
func hasControls(data []byte) bool {
	for _, b := range data {
		if b < 0x20 && b != '\t' && b != '\n' && b != '\r' && b != '\f' && b != '\v' && b != 0x1A {
			return true
		}
	}
	return false
}

// A byteOrder is one of the two of UTF-16; hi is where the high byte stands.
type byteOrder struct {
	charset string
	order   unicode.Endianness
	hi      int
}

func byteOrders() []byteOrder {
	return []byteOrder{{"utf-16le", unicode.LittleEndian, 1}, {"utf-16be", unicode.BigEndian, 0}}
}

// decodeUTF16 reads UTF-16 without a mark: one of the two byte orders yields
// almost only Chinese characters, ASCII and common punctuation, the line ends
// or stops among them. Bytes of GB18030 paired so give Hangul and private
// characters; a pair of ASCII bytes gives a Chinese character, so ASCII files
// are left out beforehand.
func decodeUTF16(data []byte) (Decoded, bool) {
	sample := data[:min(len(data), 8192)&^1]
	for _, o := range byteOrders() {
		good, marks := 0, 0
		for i := 0; i+1 < len(sample); i += 2 {
			r := rune(sample[i+o.hi])<<8 | rune(sample[i+1-o.hi])
			switch {
			case r == '\n' || r == ' ' || r == '。' || r == '，':
				good++
				marks++
			case isCommonUnit(r):
				good++
			}
		}
		if marks > 0 && float64(good) >= 0.9*float64(len(sample)/2) {
			text, cut := readUTF16(data, o.order)
			d := Decoded{Text: text, Charset: o.charset}
			if cut {
				d.Warnings = []page.Failure{page.WarnTruncated(o.charset)}
			}
			return d, true
		}
	}
	return Decoded{}, false
}

// isCommonUnit reports whether r is a UTF-16 unit that Chinese text is made of.
func isCommonUnit(r rune) bool {
	return r == '\r' || r == '\t' || r >= 0x20 && r < 0x7F || r >= 0x4E00 && r < 0xA000 || r >= 0x3000 && r < 0x3020 ||
		r >= 0xFF01 && r < 0xFF5F || r >= 0x2010 && r < 0x2030 || r == 0xB7 || r == 0xD7
}

// readUTF16 reads UTF-16 in the given byte order.
func readUTF16(data []byte, order unicode.Endianness) (string, bool) {
	text, _ := unicode.UTF16(order, unicode.IgnoreBOM).NewDecoder().String(string(data)) // never fails: bad units become U+FFFD
	if len(data)%2 != 0 {
		return strings.TrimSuffix(text, lost), true
	}
	return strings.TrimRight(text, "\x00"), false
}

// decodeUTF32 reads UTF-32 without a mark: every unit is a character, and none
// but some hundred thousand of four billion numbers are.
func decodeUTF32(data []byte) (Decoded, bool) {
	if len(data) < 8 || len(data)%4 != 0 {
		return Decoded{}, false
	}
	for _, o := range []struct {
		charset string
		order   binary.ByteOrder
		enc     utf32.Endianness
	}{{"utf-32le", binary.LittleEndian, utf32.LittleEndian}, {"utf-32be", binary.BigEndian, utf32.BigEndian}} {
		ok := true
		for i := 0; i < len(data) && ok; i += 4 {
			u := o.order.Uint32(data[i:])
			ok = u < 0x30000 && (u >= 0x20 || u == '\n' || u == '\r' || u == '\t')
		}
		if ok {
			text, _ := utf32.UTF32(o.enc, utf32.IgnoreBOM).NewDecoder().String(string(data)) // never fails: bad units become U+FFFD
			return Decoded{Text: text, Charset: o.charset}, true
		}
	}
	return Decoded{}, false
}
