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

// TestCharsetCorpus measures decoding on files nobody here wrote, row by row
// of the table beside them.
func TestCharsetCorpus(t *testing.T) {
	dir := filepath.Join("..", "..", "shared", "corpora", "charset", "derived_encodings")
	f, err := os.Open(filepath.Join(dir, "GOLD.tsv"))
	if err != nil {
		t.Skip("charset corpus absent: " + err.Error())
	}
	defer f.Close()
	c := charsetCorpus{t, dir, map[string]string{}}
	total, right := 0, 0
	for rows := bufio.NewScanner(f); rows.Scan(); {
		col := strings.Split(rows.Text(), "\t")
		if len(col) < 5 || col[0] == "file" {
			continue
		}
		total++
		if why := c.judge(col[0], col[2], col[4]); why == "" {
			right++
		} else {
			t.Logf("wrong: %s (%s): %s", col[0], col[4], why)
		}
	}
	t.Logf("charset corpus: %d of %d files right (%.1f%%)", right, total, 100*float64(right)/float64(max(1, total)))
	if right*100 < total*95 {
		t.Errorf("fewer than 95%% right")
	}
}

type charsetCorpus struct {
	t      *testing.T
	dir    string
	truths map[string]string // by base name, the text of the copy that loses nothing
}

// judge returns what is wrong with how a file is read, "" when nothing is.
func (c charsetCorpus) judge(file, gold, note string) string {
	p, err := c.read(file)
	if strings.Contains(note, "irreversible; must be reported") {
		if err != nil || len(p.Warnings) > 0 {
			return ""
		}
		return "the damage is not reported"
	}
	if err != nil {
		return err.Error()
	}
	want := c.truth(gold)
	if strings.HasPrefix(file, "rare_") {
		_, want, _ = strings.Cut("expected text: 𠮷野家、𪚥、㐂、䶮、𬭊𫓧𬬭、ǹ、€、①②③㈠、㎡、℃、“十五五”——《规划》…、龘", ": ")
	}
	got := squeeze(p.Text)
	switch same, wrong := compareRunes(got, squeeze(want)); {
	case strings.Contains(note, "truncated"):
		if !strings.HasPrefix(want, p.Text) || len(p.Text) < 3000 {
			return "text lost before the cut"
		}
	case strings.Contains(note, "mostly reversible"), strings.Contains(note, "partly irreversible"):
		// What cannot be brought back is marked, what is brought back is right.
		if same < 0.97 || wrong > 0.003 || len(p.Warnings) == 0 {
			return "same " + percent(same) + ", wrong " + percent(wrong)
		}
	case strings.Contains(note, "became ?"), strings.Contains(note, "replaced by ?"), strings.HasSuffix(file, ".html"):
		if same < 0.95 {
			return "same " + percent(same)
		}
	case got != squeeze(want):
		return "same " + percent(same)
	}
	return ""
}

func (c charsetCorpus) read(file string) (page.Page, error) {
	c.t.Helper()
	data, err := os.ReadFile(filepath.Join(c.dir, file))
	if err != nil {
		c.t.Fatal(err)
	}
	return Read(context.Background(), file, data)
}

// truth returns the text that gold names: a file, or a part of it in characters.
func (c charsetCorpus) truth(gold string) string {
	base, cut, isCut := strings.Cut(gold, "[")
	base = strings.TrimSuffix(base, ".txt")
	if _, ok := c.truths[base]; !ok {
		name := base + ".utf8.txt"
		if strings.HasPrefix(base, "左傳") {
			name = base + ".utf-16.txt"
		}
		if _, err := os.Stat(filepath.Join(c.dir, name)); err != nil {
			return ""
		}
		p, err := c.read(name)
		if err != nil {
			c.t.Fatal(err)
		}
		c.truths[base] = p.Text
	}
	rs := []rune(c.truths[base])
	if isCut {
		from, to, _ := strings.Cut(strings.TrimSuffix(cut, "]"), ":")
		a, _ := strconv.Atoi(from)
		b, _ := strconv.Atoi(to)
		rs = rs[a:min(b, len(rs))]
	}
	return string(rs)
}

func squeeze(s string) string { return strings.Join(strings.Fields(s), "") }

func percent(share float64) string { return strconv.FormatFloat(100*share, 'f', 2, 64) + "%" }

// compareRunes returns the share of characters of want that got has at the
// same place, or a ? where the encoding had none, and of those where it has
// another character, U+FFFD not counted.
func compareRunes(got, want string) (same, wrong float64) {
	n, good, bad := 0, 0, 0
	for _, w := range want {
		g, size := utf8.DecodeRuneInString(got)
		got = got[size:]
		n++
		switch {
		case g == w || g == '?':
			good++
		case size > 0 && g != utf8.RuneError:
			bad++
		}
	}
	return float64(good) / float64(max(1, n)), float64(bad) / float64(max(1, n))
}
