package ingest

import (
	"context"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"wenjian/corpus"
	"wenjian/ingest/page"
)

func clip(s string, n int) string {
	if rs := []rune(s); len(rs) > n {
		return string(rs[:n])
	}
	return s
}

// drafts reads, splits and cleans a file, and checks the laws on the way.
func drafts(t *testing.T, name string) []page.Draft {
	t.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	p, err := Read(context.Background(), name, data)
	if err != nil {
		t.Fatal(err)
	}
	return lawful(t, p)
}

// lawful splits and cleans p and checks that nothing is lost: the originals
// of the drafts, joined, are the original of the page, before and after
// cleaning, and every removal lies where Check wants it.
func lawful(t *testing.T, p page.Page) []page.Draft {
	t.Helper()
	out := Split(p)
	if len(out) == 0 {
		t.Fatal("no draft")
	}
	var split, cleaned strings.Builder
	for i := range out {
		split.WriteString(corpus.Original(out[i].Text, out[i].Removals))
		out[i] = Clean(out[i])
		cleaned.WriteString(corpus.Original(out[i].Text, out[i].Removals))
		d := corpus.Document{Text: out[i].Text, Removals: out[i].Removals}
		if err := d.Check(); err != nil {
			t.Fatalf("draft %d: %v", i, err)
		}
		for _, r := range out[i].Removals {
			if page.ReasonLabel(r.Why) == r.Why {
				t.Fatalf("draft %d: reason %q has no label", i, r.Why)
			}
		}
		if !utf8.ValidString(out[i].Title) {
			t.Fatalf("draft %d: title %q", i, out[i].Title)
		}
	}
	want := corpus.Original(p.Text, p.Removals)
	if split.String() != want {
		t.Fatalf("split loses text:\n%q\nwant\n%q", split.String(), want)
	}
	if cleaned.String() != want {
		t.Fatalf("clean loses text:\n%q\nwant\n%q", cleaned.String(), want)
	}
	return out
}

// TestSeeds splits the founding files, whose numbers of documents are known.
func TestSeeds(t *testing.T) {
	dir := filepath.Join("..", "..", "shared", "seeds")
	if _, err := os.Stat(dir); err != nil {
		t.Skip("seeds absent: " + err.Error())
	}
	for prefix, want := range map[string]int{"000": 5, "001": 5, "002": 1, "003": 1, "004": 11} {
		files, _ := filepath.Glob(filepath.Join(dir, prefix+"_*.txt"))
		if len(files) != 1 {
			t.Errorf("seed %s: files %v", prefix, files)
			continue
		}
		if got := len(drafts(t, files[0])); got != want {
			t.Errorf("seed %s: %d documents, want %d", prefix, got, want)
		}
	}
}

// TestNothingLost cuts and cleans random concatenations of the lines of all
// test texts: documents and removals together are the source, whatever comes
// to stand beside what.
func TestNothingLost(t *testing.T) {
	var lines []string
	for _, folder := range []string{"compilations", "noise"} {
		for _, name := range inputs(t, folder) {
			data, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			lines = append(lines, strings.SplitAfter(string(data), "\n")...)
		}
	}
	random := rand.New(rand.NewPCG(1, 2))
	for range 300 {
		var b strings.Builder
		at := random.IntN(len(lines))
		for range 5 + random.IntN(60) {
			if random.IntN(4) == 0 {
				at = random.IntN(len(lines))
			}
			l := lines[at%len(lines)]
			switch random.IntN(12) {
			case 0:
				l = strings.TrimSuffix(l, "\n")
			case 1:
				l = " \u3000" + l
			case 2:
				l += "\n\n"
			}
			b.WriteString(l)
			at++
		}
		lawful(t, page.Page{Text: b.String()})
	}
}

func FuzzSplitClean(f *testing.F) {
	files, _ := filepath.Glob(filepath.Join("..", "testdata", "compilations", "*.txt"))
	for _, name := range files {
		if data, err := os.ReadFile(name); err == nil {
			f.Add(string(data))
		}
	}
	f.Add("第一篇：\x00a&nbsp;b\u200b\n第二篇：\u2028黨(dǎng)\n1 2 3 4 5二是\n")
	f.Fuzz(func(t *testing.T, s string) {
		p, err := Read(context.Background(), "x.txt", []byte(s))
		if err != nil {
			return
		}
		lawful(t, p)
	})
}
