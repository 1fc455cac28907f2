package charset

import (
	"bytes"
	"strings"
	"testing"

	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
	"golang.org/x/text/encoding/unicode"
)

// BenchmarkDecode measures how fast sound and damaged files are decoded, in
// bytes of the file.
func BenchmarkDecode(b *testing.B) {
	text := strings.Repeat(charsetSample, 2000)
	gb, _ := simplifiedchinese.GB18030.NewEncoder().Bytes([]byte(text))
	big5, _ := traditionalchinese.Big5.NewEncoder().Bytes([]byte(strings.Repeat(charsetSampleTraditional, 2000)))
	wide, _ := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().Bytes([]byte(text))
	for _, c := range []struct {
		name string
		data []byte
	}{
		{"utf-8", []byte(text)},
		{"gb18030", gb},
		{"big5", big5},
		{"utf-16", wide},
		{"mixed", append(bytes.Clone(gb), text...)},
		{"misread", latin1([]byte(strings.Repeat(charsetSample, 200)))},
	} {
		b.Run(c.name, func(b *testing.B) {
			b.SetBytes(int64(len(c.data)))
			for b.Loop() {
				if _, fail := Decode(c.data, ""); fail != nil {
					b.Fatal(fail)
				}
			}
		})
	}
}
