package report

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"wenjian/internal/concept"
	"wenjian/internal/zh"
)

// annotatedThemes reads testdata/problems.txt.
func annotatedThemes(t *testing.T) (texts []themeText, gold []string) {
	t.Helper()
	b, err := os.ReadFile(filepath.Join("testdata", "problems.txt"))
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(b)) {
		if name, s, ok := strings.Cut(strings.TrimSpace(line), "\t"); ok && !strings.HasPrefix(line, "#") {
			texts, gold = append(texts, themeText{text: zh.Fold(s)}), append(gold, name)
		}
	}
	return texts, gold
}

// pairScores compares the pairs that are put together with those that should be.
func pairScores(got []int, gold []string) (precision, recall float64) {
	var both, put, should float64
	for i := range got {
		for j := range i {
			same, want := got[i] == got[j], gold[i] == gold[j]
			both += float64(truth(same && want))
			put += float64(truth(same))
			should += float64(truth(want))
		}
	}
	return both / max(1, put), both / max(1, should)
}

// Items about one thing come together: the pairwise F1 on the annotated set
// does not fall below its floor.
func TestThemesOfAnnotatedProblems(t *testing.T) {
	const floor = 0.85
	texts, gold := annotatedThemes(t)
	d, err := concept.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	got := group(themeReader{d}.read(texts))
	p, r := pairScores(got, gold)
	f1 := 2 * p * r / max(1e-9, p+r)
	t.Logf("%d items: pairs precision %.3f, recall %.3f, F1 %.3f", len(texts), p, r, f1)
	if f1 < floor {
		t.Errorf("F1 %.3f is below %.2f", f1, floor)
	}
	for range 3 { // the same input gives the same themes
		for i, x := range group(themeReader{d}.read(texts)) {
			if x != got[i] {
				t.Fatalf("item %d is of theme %d, then of %d", i, got[i], x)
			}
		}
	}
}
