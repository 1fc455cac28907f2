package ingest

import (
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"wenjian/corpus"
	"wenjian/ingest/page"
)

// A truth lists the documents of a compilation: how each begins and ends,
// once markers and noise are gone.
type truth struct {
	Documents []struct{ Title, First, Last string }
}

// TestCompilations reports how many of the documents in testdata/compilations
// are found whole, as the F1 of their boundaries.
func TestCompilations(t *testing.T) {
	files, err := filepath.Glob(filepath.Join("..", "testdata", "compilations", "*.txt"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no compilations: %v", err)
	}
	found, predicted, wanted := 0, 0, 0
	for _, name := range files {
		var want truth
		b, err := os.ReadFile(strings.TrimSuffix(name, ".txt") + ".json")
		if err == nil {
			err = json.Unmarshal(b, &want)
		}
		if err != nil {
			t.Fatal(err)
		}
		drafts := drafts(t, name)
		predicted += len(drafts)
		wanted += len(want.Documents)
		if len(drafts) != len(want.Documents) {
			t.Errorf("%s: %d documents, want %d", filepath.Base(name), len(drafts), len(want.Documents))
		}
		for i, d := range drafts {
			if i >= len(want.Documents) {
				break
			}
			w := want.Documents[i]
			text := strings.TrimSpace(d.Text)
			if strings.HasPrefix(text, w.First) && strings.HasSuffix(text, w.Last) {
				found++
			} else {
				t.Errorf("%s, document %d: %q … %q, want %q … %q", filepath.Base(name), i+1, clip(text, 24), text[max(0, len(text)-60):], w.First, w.Last)
			}
			if w.Title != "" && d.Title != w.Title {
				t.Errorf("%s, document %d: title %q, want %q", filepath.Base(name), i+1, d.Title, w.Title)
			}
		}
	}
	t.Logf("compilations: %d files, boundary F1 %.3f", len(files), 2*float64(found)/float64(predicted+wanted))
}

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
