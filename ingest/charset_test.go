package ingest

import (
	"bufio"
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
	"golang.org/x/text/encoding/unicode"
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
		{"cut utf-8", []byte(charsetSample)[:len(charsetSample)-3], charsetSample[:len(charsetSample)-4], "utf-8", CodeTruncated},
		{"cut gb18030", encode(t, gb, charsetSample+"党")[:len(encode(t, gb, charsetSample))+1], charsetSample, "gb18030", "truncated-gb18030"},
		{"gb18030, then utf-8", append(encode(t, gb, charsetSample), charsetSample...), charsetSample + charsetSample, "mixed", ""},
		{"gb18030 once read as Latin-1", latin1(encode(t, gb, charsetSample)), charsetSample, "gb18030", CodeDamaged},
		{"lost for good", []byte("根据县委统一安排，锟斤拷锟斤拷各支部要认真组织学习，按时完成各项任务"), "根据县委统一安排，锟斤拷锟斤拷各支部要认真组织学习，按时完成各项任务", "utf-8", CodeDamaged},
		{"english", []byte("plain ASCII\n"), "plain ASCII\n", "utf-8", ""},
	} {
		d, fail := decode(c.data, "")
		switch {
		case fail != nil:
			t.Errorf("%s: %v", c.name, fail)
		case d.text != c.text || d.charset != c.charset:
			t.Errorf("%s: got %q as %s, want %q as %s", c.name, d.text, d.charset, c.text, c.charset)
		case c.warning == "" && len(d.warnings) > 0 || c.warning != "" && (len(d.warnings) == 0 || d.warnings[0].Code != c.warning):
			t.Errorf("%s: warnings %v, want %q", c.name, d.warnings, c.warning)
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
		if d, fail := decode(data, ""); fail == nil {
			t.Errorf("%s: read as %s", name, d.charset)
		}
	}
}

// TestCharsetCorpus measures decoding on files nobody here wrote.
func TestCharsetCorpus(t *testing.T) {
	dir := filepath.Join("..", "..", "shared", "corpora", "charset", "derived_encodings")
	f, err := os.Open(filepath.Join(dir, "GOLD.tsv"))
	if err != nil {
		t.Skip("charset corpus absent: " + err.Error())
	}
	defer f.Close()
	read := func(name string) (Page, error) {
		data, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil {
			t.Fatal(err)
		}
		return Read(context.Background(), name, data)
	}
	truths := map[string]string{}
	truth := func(gold string) (string, bool) {
		if gold == "" {
			return "", false
		}
		base, cut, _ := strings.Cut(gold, "[")
		base = strings.TrimSuffix(base, ".txt")
		name := base + ".utf8.txt"
		if strings.HasPrefix(base, "左傳") {
			name = base + ".utf-16.txt"
		}
		if _, ok := truths[base]; !ok {
			p, err := read(name)
			if err != nil {
				return "", false
			}
			truths[base] = p.Text
		}
		rs := []rune(truths[base])
		from, to, isCut := strings.Cut(strings.TrimSuffix(cut, "]"), ":")
		if isCut {
			a, _ := strconv.Atoi(from)
			b, _ := strconv.Atoi(to)
			rs = rs[a:min(b, len(rs))]
		}
		return string(rs), true
	}
	total, right := 0, 0
	for sc := bufio.NewScanner(f); sc.Scan(); {
		col := strings.Split(sc.Text(), "\t")
		if len(col) < 5 || col[0] == "file" || strings.HasPrefix(col[0], "rare_") {
			continue
		}
		total++
		p, err := read(col[0])
		want, ok := truth(col[2])
		note := col[4]
		good := false
		switch {
		case strings.Contains(note, "irreversible") || strings.Contains(note, "mostly reversible"):
			good = err != nil || len(p.Warnings) > 0 // said, not hidden
		case err != nil || !ok:
		case strings.Contains(note, "truncated"):
			good = strings.HasPrefix(want, p.Text) && len(p.Text) > 3000
		case strings.Contains(note, "became ?") || strings.Contains(note, "replaced by ?"):
			good = agreement(p.Text, want) > 0.95
		case strings.HasSuffix(col[0], ".html"):
			good = agreement(squeeze(p.Text), squeeze(want)) > 0.95
		default:
			good = squeeze(p.Text) == squeeze(want)
		}
		if good {
			right++
		} else {
			t.Logf("wrong: %s (%s) as %s, %v", col[0], note, p.Charset, err)
		}
	}
	t.Logf("charset corpus: %d of %d right (%.1f%%)", right, total, 100*float64(right)/float64(max(1, total)))
	if right*100 < total*95 {
		t.Errorf("fewer than 95%% right")
	}
}

func squeeze(s string) string { return strings.Join(strings.Fields(s), "") }

// agreement is the share of characters of want that got has at the same place,
// or a ? where the encoding had none.
func agreement(got, want string) float64 {
	n, same := 0, 0
	for _, w := range want {
		g, size := utf8.DecodeRuneInString(got)
		got = got[size:]
		n++
		if g == w || g == '?' {
			same++
		}
	}
	return float64(same) / float64(max(1, n))
}
