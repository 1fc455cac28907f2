package charset

import (
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"

	"wenjian/corpus"
)

// FuzzDecode feeds any bytes: no panic, and what comes back is valid UTF-8
// with clean line ends whose removals rebuild an original.
func FuzzDecode(f *testing.F) {
	gb, _ := simplifiedchinese.GB18030.NewEncoder().Bytes([]byte(charsetSample))
	big5, _ := traditionalchinese.Big5.NewEncoder().Bytes([]byte(charsetSampleTraditional))
	for _, seed := range [][]byte{
		gb, big5, []byte(charsetSample), append(gb[:len(gb):len(gb)], charsetSample...), latin1(gb), latin1([]byte(charsetSample)),
		[]byte("\xff\xfe\x1a\x90\xe5\x77\n\x00"), []byte("~{V*VX~}~~\n"), []byte("\x84\x31\x95\x33\x81\x30\x81\x30"), []byte("\x80\xff\xfe"), gb[:len(gb)-1],
	} {
		f.Add(seed, "")
		f.Add(seed, "big5")
	}
	f.Fuzz(func(t *testing.T, data []byte, declared string) {
		d, fail := Decode(data, declared)
		if fail != nil {
			return
		}
		doc := corpus.Document{Text: d.Text, Removals: d.Removals}
		if err := doc.Check(); err != nil {
			t.Fatal(err)
		}
		if strings.Contains(d.Text, "\r") || !utf8.ValidString(corpus.Original(d.Text, d.Removals)) {
			t.Fatalf("%q", d.Text)
		}
	})
}

// FuzzGB18030 compares the decoder with the encoder of golang.org/x/text.
func FuzzGB18030(f *testing.F) {
	f.Add(charsetSample)
	f.Add("𠮷野家、㐂、ǹ、€、“十五五”")
	f.Fuzz(func(t *testing.T, text string) {
		data, err := simplifiedchinese.GB18030.NewEncoder().Bytes([]byte(text))
		if err != nil {
			return
		}
		if got, cut := DecodeGB18030(data); cut || got != text {
			again, _ := simplifiedchinese.GB18030.NewDecoder().String(string(data))
			if again == text && !strings.ContainsRune(text, utf8.RuneError) && !hasPrivate(text) {
				t.Fatalf("got %q, want %q", got, text)
			}
		}
	})
}

// hasPrivate reports whether the 2022 edition of GB18030 moved a character of text.
func hasPrivate(text string) bool {
	return strings.ContainsFunc(text, func(r rune) bool {
		return r >= 0xE000 && r < 0xF900 || r >= 0x9FB4 && r <= 0x9FBB || r >= 0xFE10 && r < 0xFE20
	})
}
