package ingest

import (
	"bufio"
	"context"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"

	"wenjian/ingest/page"
)

// TestCharsetCorpus measures decoding on files nobody here wrote.
func TestCharsetCorpus(t *testing.T) {
	dir := filepath.Join("..", "..", "shared", "corpora", "charset", "derived_encodings")
	f, err := os.Open(filepath.Join(dir, "GOLD.tsv"))
	if err != nil {
		t.Skip("charset corpus absent: " + err.Error())
	}
	defer f.Close()
	read := func(name string) (page.Page, error) {
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
