package ingest

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"
)

// floorsFile holds the figures below which the tests of this file fail.
var floorsFile = filepath.Join("..", "testdata", "floors", "splitting.json")

// A truth lists the documents of a compilation: how each begins and ends once
// markers and noise are gone, and its title where it has one.
type truth struct {
	Documents []struct{ Title, First, Last string }
}

// A count is what a measure found, what of it is right, and what is wanted.
type count struct{ right, found, wanted int }

func (c count) precision() float64 { return ratio(c.right, c.found) }
func (c count) recall() float64    { return ratio(c.right, c.wanted) }
func (c count) f1() float64        { return ratio(2*c.right, c.found+c.wanted) }

func (c *count) add(o count) {
	c.right += o.right
	c.found += o.found
	c.wanted += o.wanted
}

func (c count) String() string {
	return fmt.Sprintf("P %.3f R %.3f F1 %.3f (%d of %d)", c.precision(), c.recall(), c.f1(), c.right, c.wanted)
}

func ratio(a, b int) float64 {
	if b == 0 {
		return 1
	}
	return float64(a) / float64(b)
}

// floor fails the test if got is below the floor of that name.
func floor(t *testing.T, name string, got float64) {
	t.Helper()
	var floors map[string]float64
	b, err := os.ReadFile(floorsFile)
	if err == nil {
		err = json.Unmarshal(b, &floors)
	}
	want, ok := floors[name]
	switch {
	case err != nil:
		t.Error(err)
	case !ok:
		t.Errorf("%s has no floor %q", floorsFile, name)
	case got < want:
		t.Errorf("%s %.3f is below its floor %.3f", name, got, want)
	}
}

// TestCompilations measures how many documents of testdata/compilations are
// found whole, and how many of those have their title.
func TestCompilations(t *testing.T) {
	var bounds, titles count
	for _, name := range inputs(t, "compilations") {
		var want truth
		readTruth(t, name, &want)
		b, ti := scoreBounds(t, filepath.Base(name), drafts(t, name), want)
		bounds.add(b)
		titles.add(ti)
	}
	t.Logf("boundaries %v; titles %v", bounds, titles)
	floor(t, "boundaries", bounds.f1())
	floor(t, "titles", titles.recall())
}

// scoreBounds compares the drafts of a file with its truth, in order.
func scoreBounds(t *testing.T, name string, got []Draft, want truth) (bounds, titles count) {
	bounds.found, bounds.wanted = len(got), len(want.Documents)
	next := 0
	for _, w := range want.Documents {
		found := false
		for i := next; i < len(got) && !found; i++ {
			text := strings.TrimSpace(got[i].Text)
			if !strings.HasPrefix(text, w.First) || !strings.HasSuffix(text, w.Last) {
				continue
			}
			found, next = true, i+1
			bounds.right++
			if w.Title != "" {
				titles.found++
				titles.wanted++
				if hasTitle(got[i], w.Title) {
					titles.right++
				} else {
					t.Logf("%s: title %q, want %q", name, got[i].Title, w.Title)
				}
			}
		}
		if !found {
			t.Logf("%s: not found: %q … %q", name, w.First, w.Last)
		}
	}
	if bounds.right < bounds.found || bounds.right < bounds.wanted {
		for i, d := range got {
			text := strings.TrimSpace(d.Text)
			t.Logf("%s: got %d: %q … %q", name, i+1, clip(text, 16), tail(text, 12))
		}
	}
	return bounds, titles
}

// hasTitle reports whether d bears the title: as its own, or, where it has
// none from a marker, as whole lines among its first.
func hasTitle(d Draft, title string) bool {
	title = bare(title)
	if d.Title != "" {
		return bare(d.Title) == title
	}
	var head string
	for i, l := range strings.Split(strings.TrimSpace(d.Text), "\n") {
		if l = bare(l); l == title || i > 0 && head+l == title {
			return true
		} else if i > 5 {
			break
		} else if l != "" {
			head = l
		}
	}
	return false
}

// A noiseTruth lists what is noise in a page, and the line breaks that are
// none of the document's own, in code points.
type noiseTruth struct {
	Noise []struct{ Start, End int }
	Joins []struct{ At int }
}

// TestNoise measures, by the characters of testdata/noise, how much noise is
// removed and how much of what is removed is noise; and how many of the line
// breaks inside sentences are joined.
func TestNoise(t *testing.T) {
	var noise, joins count
	for _, name := range inputs(t, "noise") {
		var want noiseTruth
		readTruth(t, name, &want)
		n, j := scoreNoise(t, name, want)
		noise.add(n)
		joins.add(j)
	}
	t.Logf("noise %v; joins %v", noise, joins)
	floor(t, "noise precision", noise.precision())
	floor(t, "noise recall", noise.recall())
	floor(t, "joins", joins.f1())
}

func scoreNoise(t *testing.T, name string, want noiseTruth) (noise, joins count) {
	out := drafts(t, name)
	base := filepath.Base(name)
	if len(out) != 1 {
		t.Logf("%s: split into %d", base, len(out))
	}
	isNoise, isJoin := map[int]bool{}, map[int]bool{}
	for _, n := range want.Noise {
		for i := n.Start; i < n.End; i++ {
			isNoise[i] = true
		}
	}
	for _, j := range want.Joins {
		isJoin[j.At] = true
	}
	var missed, lost strings.Builder
	joined, broken, some, begun := false, false, false, false // in the gap since the last kept character
	for i, c := range provenance(out) {
		joined = joined || isJoin[i]
		broken = broken || c.r == '\n' && c.kept
		some = some || c.r == '\n'
		if unicode.IsSpace(c.r) {
			continue
		}
		if isNoise[i] {
			noise.wanted++
		}
		if !c.kept {
			noise.found++
			if isNoise[i] {
				noise.right++
			} else {
				lost.WriteRune(c.r)
			}
			continue
		} else if isNoise[i] {
			missed.WriteRune(c.r)
			continue
		}
		some, begun = some && begun, true // no gap before the first character
		if joined {
			joins.wanted++
		}
		if some && !broken {
			joins.found++
			if joined {
				joins.right++
			}
		}
		if some && joined == broken {
			t.Logf("%s: before %c at %d: joined %v, want %v", base, c.r, i, !broken, joined)
		}
		joined, broken, some = false, false, false
	}
	if missed.Len()+lost.Len() > 0 {
		t.Logf("%s: left %q, lost %q", base, missed.String(), lost.String())
	}
	return noise, joins
}

// A sourceRune is a character of a file and whether it, or what repairs it,
// is in the text of a document.
type sourceRune struct {
	r    rune
	kept bool
}

func provenance(ds []Draft) []sourceRune {
	var out []sourceRune
	put := func(s string, kept bool) {
		for _, r := range s {
			out = append(out, sourceRune{r, kept})
		}
	}
	for _, d := range ds {
		at := 0
		for _, r := range d.Removals {
			put(d.Text[at:r.At.Start], true)
			put(r.Text, !r.At.Empty())
			at = r.At.End
		}
		put(d.Text[at:], true)
	}
	return out
}

func inputs(t *testing.T, folder string) []string {
	t.Helper()
	files, err := filepath.Glob(filepath.Join("..", "testdata", folder, "*.txt"))
	if err != nil || len(files) == 0 {
		t.Fatalf("nothing in testdata/%s: %v", folder, err)
	}
	return files
}

func readTruth(t *testing.T, name string, v any) {
	t.Helper()
	b, err := os.ReadFile(strings.TrimSuffix(name, ".txt") + ".json")
	if err == nil {
		err = json.Unmarshal(b, v)
	}
	if err != nil {
		t.Fatal(err)
	}
}

func tail(s string, n int) string {
	if k := utf8.RuneCountInString(s); k > n {
		return string([]rune(s)[k-n:])
	}
	return s
}
