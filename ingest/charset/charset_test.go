package charset

import (
	"bytes"
	"strings"
	"testing"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
	"golang.org/x/text/encoding/unicode"

	"wenjian/ingest/page"
)

const charsetSample = "关于开展党员承诺活动的通知\n各党支部：\n　　根据县委统一安排，现就有关事项通知如下。\n"

const charsetSampleTraditional = "關於開展黨員承諾活動的通知\n各黨支部：\n　　根據縣委統一安排，現就有關事項通知如下。\n"

func encode(t *testing.T, e encoding.Encoding, s string) []byte {
	t.Helper()
	b, err := e.NewEncoder().Bytes([]byte(s))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestDecode(t *testing.T) {
	gb := simplifiedchinese.GB18030
	le := unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM)
	be := unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM)
	for _, c := range []struct {
		name    string
		data    []byte
		text    string
		charset string
		warning string
	}{
		{"utf-8", []byte(charsetSample), charsetSample, "utf-8", ""},
		{"utf-8 with mark", []byte("\xef\xbb\xbf" + charsetSample), charsetSample, "utf-8", ""},
		{"windows line ends", []byte(strings.ReplaceAll(charsetSample, "\n", "\r\n")), charsetSample, "utf-8", ""},
		{"gb18030", encode(t, gb, charsetSample), charsetSample, "gb18030", ""},
		{"one short word that is valid UTF-8 too", encode(t, gb, "通知"), "通知", "gb18030", ""},
		{"traditional in gb18030", encode(t, gb, charsetSampleTraditional), charsetSampleTraditional, "gb18030", ""},
		{"big5", encode(t, traditionalchinese.Big5, charsetSampleTraditional), charsetSampleTraditional, "big5", ""},
		{"utf-16le", encode(t, le, charsetSample), charsetSample, "utf-16le", ""},
		{"utf-16be", encode(t, be, charsetSample), charsetSample, "utf-16be", ""},
		{"utf-16 with mark", append([]byte("\xff\xfe"), encode(t, le, charsetSample)...), charsetSample, "utf-16le", ""},
		{"utf-32 with mark", []byte("\xff\xfe\x00\x00\x1a\x90\x00\x00\xe5\x77\x00\x00"), "通知", "utf-32le", ""},
		{"hz", encode(t, simplifiedchinese.HZGB2312, charsetSample), charsetSample, "hz-gb-2312", ""},
		{"padded with NUL", append(encode(t, gb, charsetSample), make([]byte, 600)...), charsetSample, "gb18030", ""},
		{"later codes of gb18030", append(encode(t, gb, "党员名册："), 0xA8, 0xBF, 0xFE, 0x59), "党员名册：ǹ\u9fb4", "gb18030", ""},
		{"cut utf-8", []byte(charsetSample)[:len(charsetSample)-3], charsetSample[:len(charsetSample)-4], "utf-8", page.CodeTruncated},
		{"cut gb18030", encode(t, gb, charsetSample+"党")[:len(encode(t, gb, charsetSample))+1], charsetSample, "gb18030", "truncated-gb18030"},
		{"gb18030, then utf-8", append(encode(t, gb, charsetSample), charsetSample...), charsetSample + charsetSample, "mixed", CodeMixed},
		{"gb18030 once read as Latin-1", latin1(encode(t, gb, charsetSample)), charsetSample, "utf-8", CodeRepaired},
		{"utf-8 mark on gb18030", append([]byte("\xef\xbb\xbf"), encode(t, gb, charsetSample)...), charsetSample, "gb18030", ""},
		{"utf-32 without mark", []byte("\x1a\x90\x00\x00\xe5\x77\x00\x00"), "通知", "utf-32le", ""},
		{"utf-8 with a bad byte", []byte(charsetSample + "\xb5" + charsetSample), charsetSample + "\uFFFD" + charsetSample, "utf-8", ""},
		{"gb18030 with a bad byte", append(append(encode(t, gb, charsetSample), 0xFF), encode(t, gb, charsetSample)...), charsetSample + "\uFFFD" + charsetSample, "gb18030", ""},
		{"lines of utf-8 among gb18030", append(append(encode(t, gb, charsetSample), "县委组织部\n"...), encode(t, gb, charsetSample)...), charsetSample + "县委组织部\n" + charsetSample, "mixed", CodeMixed},
		{"big5, then utf-8", append(encode(t, traditionalchinese.Big5, charsetSampleTraditional), charsetSample...), charsetSampleTraditional + charsetSample, "mixed", CodeMixed},
		{"accents", []byte("r\xe9sum\xe9, na\xefve\n"), "résumé, naïve\n", "windows-1252", ""},
		{"hong kong supplement", encode(t, traditionalchinese.Big5, "黨員嘅會議喺社區舉行，居民都嚟參加，佢哋話好滿意。"), "黨員嘅會議喺社區舉行，居民都嚟參加，佢哋話好滿意。", "big5", ""},
		{"english", []byte("plain ASCII\n"), "plain ASCII\n", "utf-8", ""},
	} {
		d, fail := Decode(c.data, "")
		switch {
		case fail != nil:
			t.Errorf("%s: %v", c.name, fail)
		case d.Text != c.text || d.Charset != c.charset:
			t.Errorf("%s: got %q as %s, want %q as %s", c.name, d.Text, d.Charset, c.text, c.charset)
		case c.warning == "" && len(d.Warnings) > 0 || c.warning != "" && (len(d.Warnings) == 0 || d.Warnings[0].Code != c.warning):
			t.Errorf("%s: warnings %v, want %q", c.name, d.Warnings, c.warning)
		}
	}
}

func latin1(b []byte) []byte {
	rs := make([]rune, len(b))
	for i, c := range b {
		rs[i] = rune(c)
	}
	return []byte(string(rs))
}

func TestDecodeRefuses(t *testing.T) {
	noise := make([]byte, 4000)
	x := uint32(1)
	for i := range noise {
		x = x*1664525 + 1013904223
		noise[i] = byte(x >> 24)
	}
	for name, data := range map[string][]byte{"random bytes": noise, "counting bytes": bytes.Repeat([]byte{1, 2, 3, 4, 5, 6, 0}, 40)} {
		if d, fail := Decode(data, ""); fail == nil {
			t.Errorf("%s: read as %s", name, d.Charset)
		}
	}
}
