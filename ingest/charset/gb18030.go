package charset

import (
	"strings"

	"golang.org/x/text/encoding/simplifiedchinese"
)

// gb18030Later maps the two-byte codes that golang.org/x/text decodes to
// U+FFFD or to private characters to what GB 18030-2022 says they are.
var gb18030Later = map[uint16]rune{
	0xA8BC: 'ḿ', 0xA8BF: 'ǹ',
	0xA6D9: 0xFE10, 0xA6DA: 0xFE12, 0xA6DB: 0xFE11, 0xA6DC: 0xFE13, 0xA6DD: 0xFE14, 0xA6DE: 0xFE15, 0xA6DF: 0xFE16,
	0xA6EC: 0xFE17, 0xA6ED: 0xFE18, 0xA6F3: 0xFE19,
	0xFE51: 0x20087, 0xFE52: 0x20089, 0xFE53: 0x200CC, 0xFE59: 0x9FB4, 0xFE61: 0x9FB5, 0xFE66: 0x9FB6, 0xFE67: 0x9FB7,
	0xFE6C: 0x215D7, 0xFE6D: 0x9FB8, 0xFE76: 0x2298F, 0xFE7E: 0x9FB9, 0xFE90: 0x9FBA, 0xFE91: 0x241FE, 0xFEA0: 0x9FBB,
}

// DecodeGB18030 decodes data; bytes that are no character become U+FFFD.
// Cut says that the last character was incomplete and has been left out.
func DecodeGB18030(data []byte) (text string, cut bool) {
	var b strings.Builder
	dec := simplifiedchinese.GB18030.NewDecoder()
	from, i := 0, 0
	flush := func(to int) {
		if to > from {
			s, err := dec.String(string(data[from:to]))
			if err != nil {
				s = "\uFFFD"
			}
			b.WriteString(s)
		}
	}
	for i < len(data) {
		c := data[i]
		switch {
		case c < 0x81 || c == 0xFF:
			i++
		case i+1 == len(data):
			cut = true
			data = data[:i]
		case data[i+1] >= '0' && data[i+1] <= '9':
			if i+4 > len(data) {
				cut = true
				data = data[:i]
				continue
			}
			i += 4
		default:
			if r, ok := gb18030Later[uint16(c)<<8|uint16(data[i+1])]; ok {
				flush(i)
				b.WriteRune(r)
				from = i + 2
			}
			i += 2
		}
	}
	flush(len(data))
	return b.String(), cut
}
