package charset

import (
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"

	"wenjian/ingest/mojibake"
)

// DecodeGB18030 decodes data after GB18030-2022; bytes that are no character
// become U+FFFD, one to a byte, and decoding goes on with the next. A lone 80
// is the € of Microsoft's code page. cut says that the last character was
// incomplete and has been left out.
func DecodeGB18030(data []byte) (text string, cut bool) {
	out := make([]byte, 0, len(data)+len(data)/2)
	for i := 0; i < len(data); {
		c := data[i]
		switch {
		case c < 0x80:
			out = append(out, c)
			i++
		case c == 0x80:
			out = append(out, "€"...)
			i++
		case c == 0xFF:
			out = utf8.AppendRune(out, mojibake.Lost)
			i++
		case i+1 == len(data):
			return string(out), true
		case data[i+1] >= '0' && data[i+1] <= '9':
			r, n := fourBytes(data[i:])
			if n == 0 {
				return string(out), true
			}
			out = utf8.AppendRune(out, r)
			i += n
		default:
			if r := mojibake.GBK(c, data[i+1]); r != 0 {
				out = utf8.AppendRune(out, r)
				i += 2
			} else {
				out = utf8.AppendRune(out, mojibake.Lost)
				i++
			}
		}
	}
	return string(out), false
}

// fourBytes decodes the four-byte code at the head of b and returns how many
// bytes it takes: 0 when b ends inside it, 1 when there is none.
func fourBytes(b []byte) (rune, int) {
	switch {
	case len(b) > 2 && (b[2] < 0x81 || b[2] > 0xFE), len(b) > 3 && (b[3] < '0' || b[3] > '9'):
		return mojibake.Lost, 1
	case len(b) < 4:
		return 0, 0
	}
	out, err := simplifiedchinese.GB18030.NewDecoder().Bytes(b[:4])
	if r, n := utf8.DecodeRune(out); err == nil && n == len(out) && r != mojibake.Lost {
		return r, 4
	}
	return mojibake.Lost, 1
}
