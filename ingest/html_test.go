package ingest

import (
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"testing"
)

// TestHTMLCorpus measures how well the main part of real pages is found: F1
// of the character 4-grams of the text kept against that marked by people.
func TestHTMLCorpus(t *testing.T) {
	dir := filepath.Join("..", "..", "shared", "corpora", "html", "cwced")
	b, err := os.ReadFile(filepath.Join(dir, "eval", "cleaned_ground.json"))
	if err != nil {
		t.Skip("html corpus absent: " + err.Error())
	}
	var truth map[string]struct {
		Body string `json:"articleBody"`
	}
	if err := json.Unmarshal(b, &truth); err != nil {
		t.Fatal(err)
	}
	sum, n := 0.0, 0
	for id, want := range truth {
		data, err := os.ReadFile(filepath.Join(dir, "original", id+".html"))
		if err != nil {
			continue // kept apart
		}
		n++
		p, err := Read(context.Background(), id+".html", data)
		if err != nil {
			t.Logf("%s: %v", id, err)
			continue
		}
		sum += gramF1(squeeze(p.Text), squeeze(want.Body))
	}
	t.Logf("html corpus: mean F1 %.3f of %d pages", sum/float64(max(1, n)), n)
	if sum < 0.90*float64(n) {
		t.Errorf("mean F1 below 0.90")
	}
}

// gramF1 returns the F1 of the character 4-grams that a and b share.
func gramF1(a, b string) float64 {
	grams := func(s string) map[string]int {
		m := map[string]int{}
		rs := []rune(s)
		for i := 0; i+4 <= len(rs); i++ {
			m[string(rs[i:i+4])]++
		}
		return m
	}
	x, y := grams(a), grams(b)
	same, total := 0, 0
	for g, n := range x {
		same += min(n, y[g])
		total += n
	}
	for _, n := range y {
		total += n
	}
	return 2 * float64(same) / float64(max(1, total))
}
