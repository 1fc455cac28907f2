package ingest

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/net/html"
	"golang.org/x/text/encoding/simplifiedchinese"

	"wenjian/ingest/charset"
	"wenjian/internal/zh"
)

// TestDecodePages decodes pages whose main text people have written out. A
// page is right when at least 99 % of the runs of four Chinese characters of
// that text stand in it, apart from runs that its bytes hold in no encoding
// (what a script adds), and when it holds no more U+FFFD than another decoder
// finds in the same bytes.
func TestDecodePages(t *testing.T) {
	shared := filepath.Join("..", "..", "shared", "corpora", "html")
	files, _ := filepath.Glob(filepath.Join(shared, "cwced", "original", "*.html"))
	if len(files) == 0 {
		t.Skip("html corpus absent: " + shared)
	}
	right := 0
	for _, f := range files {
		id := strings.TrimSuffix(filepath.Base(f), ".html")
		body, err := os.ReadFile(filepath.Join(shared, "cwced", "cleaned", id+".txt"))
		if err != nil {
			t.Fatal(err)
		}
		data, d := decodePage(t, f)
		share := bodyShare(data, d.Text, string(body))
		if lost := strings.Count(d.Text, "\uFFFD"); share >= 0.99 && lost <= lostBytes(data) {
			right++
		} else {
			t.Logf("%s as %s: %.2f%% of the body found, %d characters lost", id, d.Charset, 100*share, lost)
		}
	}
	t.Logf("cwced: %d of %d pages decoded right (%.1f%%)", right, len(files), 100*float64(right)/float64(len(files)))
	if right*100 < len(files)*97 {
		t.Errorf("fewer than 97%% of the pages right")
	}
	// These have no body beside them: decoding must lose nothing and read as Chinese.
	more, _ := filepath.Glob(filepath.Join(shared, "trafilatura_zh", "*", "*.html"))
	for _, f := range more {
		_, d := decodePage(t, f)
		if strings.Contains(d.Text, "\uFFFD") || charset.Plausibility(shownText(d.Text)) < charset.MinPlausible {
			t.Errorf("%s as %s: %d characters lost, plausibility %.2f", filepath.Base(f), d.Charset, strings.Count(d.Text, "\uFFFD"), charset.Plausibility(shownText(d.Text)))
		}
	}
}

func decodePage(t *testing.T, file string) ([]byte, charset.Decoded) {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	declared := ""
	if m := metaCharset.FindSubmatch(data[:min(len(data), 4096)]); m != nil {
		declared = string(m[1])
	}
	d, fail := charset.Decode(data, declared)
	if fail != nil {
		t.Errorf("%s: %v", filepath.Base(file), fail)
	}
	return data, d
}

// bodyShare returns the share of the runs of four characters of body that the
// decoded page shows, of those that its bytes hold.
func bodyShare(data []byte, page, body string) float64 {
	shown := map[string]bool{}
	for i, rs := 0, []rune(onlyHan(shownText(page))); i+4 <= len(rs); i++ {
		shown[string(rs[i:i+4])] = true
	}
	all, found := 0, 0
	for line := range strings.Lines(body) {
		han := []rune(onlyHan(line))
		for i := 0; i+4 <= len(han); i++ {
			run := string(han[i : i+4])
			if shown[run] {
				found++
				all++
				continue
			}
			gb, err := simplifiedchinese.GB18030.NewEncoder().String(run)
			if bytes.Contains(data, []byte(run)) || err == nil && bytes.Contains(data, []byte(gb)) {
				all++
			}
		}
	}
	return float64(found) / float64(max(1, all))
}

// lostBytes returns how many U+FFFD the decoder of golang.org/x/text makes of data.
func lostBytes(data []byte) int {
	text, err := simplifiedchinese.GB18030.NewDecoder().String(string(data))
	if err != nil {
		return 0
	}
	return strings.Count(text, "\uFFFD")
}

// shownText returns the text between the tags of a page.
func shownText(page string) string {
	var b strings.Builder
	z := html.NewTokenizer(strings.NewReader(page))
	for {
		switch z.Next() {
		case html.ErrorToken:
			return b.String()
		case html.TextToken:
			b.Write(z.Text())
		}
	}
}

func onlyHan(s string) string {
	return strings.Map(func(r rune) rune {
		if zh.IsHan(r) {
			return r
		}
		return -1
	}, s)
}
