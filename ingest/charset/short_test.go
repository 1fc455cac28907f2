package charset

import (
	"testing"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
	"golang.org/x/text/encoding/unicode"
)

// TestDecodeShort reads the pieces of the samples, eight characters each, in
// every encoding: a title alone must be enough.
func TestDecodeShort(t *testing.T) {
	for _, c := range []struct {
		name string
		enc  encoding.Encoding
		text string
	}{
		{"gb18030", simplifiedchinese.GB18030, charsetSample},
		{"gb18030", simplifiedchinese.GB18030, charsetSampleTraditional},
		{"big5", traditionalchinese.Big5, charsetSampleTraditional},
		{"utf-16le", unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM), charsetSample},
		{"utf-16be", unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM), charsetSample},
		{"utf-8", unicode.UTF8, charsetSample},
	} {
		rs := []rune(c.text)
		for i := 0; i+8 <= len(rs); i++ {
			text := string(rs[i : i+8])
			if d, fail := Decode(encode(t, c.enc, text), ""); fail != nil || d.Text != text || d.Charset != c.name {
				t.Errorf("%q in %s: got %q as %s, %v", text, c.name, d.Text, d.Charset, fail)
			}
		}
	}
}
