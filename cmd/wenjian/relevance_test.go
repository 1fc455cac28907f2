package main

import (
	"bytes"
	"encoding/json"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// relevanceDepth is how many hits a reader looks at.
const relevanceDepth = 10

// TestRelevance scores the order of hits against judged queries: nDCG@10
// (Järvelin and Kekäläinen, 2002), as `make eval` quotes it.
func TestRelevance(t *testing.T) {
	files, _ := filepath.Glob("../../../shared/reuse/dev/*.txt")
	if len(files) == 0 {
		t.Skip("no documents to search at ../shared/reuse/dev")
	}
	if testing.Short() {
		t.Skip("sixty queries over a workspace of sixty documents; not in -short")
	}
	var set struct {
		Judged map[string]map[string]int `json:"judged"`
	}
	readJSON(t, "../../testdata/relevance.json", &set)
	var floor map[string]float64
	readJSON(t, "../../testdata/floors/search.json", &floor)
	dir := filepath.Join(t.TempDir(), "w")
	var out, errs bytes.Buffer
	if code := run(t.Context(), append([]string{"import", "--data", dir}, files...), &out, &errs); code != exitOK && code != exitPartly {
		t.Fatalf("exit code %d: %s", code, errs.String())
	}
	a := &app{data: dir, out: &out, err: &errs}
	w, err := a.existing(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = w.Close() })
	sum := 0.0
	for text, judged := range set.Judged {
		q, err := w.question(t.Context(), searchAsk{expression: text})
		if err != nil {
			t.Fatalf("%s: %v", text, err)
		}
		res, _, err := w.findOrRelax(t.Context(), q, relevanceDepth, false)
		if err != nil {
			t.Fatal(err)
		}
		var got []int
		for _, h := range res.Hits {
			got = append(got, judged[strings.TrimSuffix(filepath.Base(h.Source), ".txt")])
		}
		score := ndcg(got, judged)
		t.Logf("%.3f %s: %d hits %v", score, text, res.Total, got)
		sum += score
	}
	mean := sum / float64(len(set.Judged))
	t.Logf("search: nDCG@%d %.4f over %d queries, floor %.3f", relevanceDepth, mean, len(set.Judged), floor["ndcg10"])
	if mean < floor["ndcg10"] {
		t.Errorf("nDCG@%d %.4f is below its floor %.3f", relevanceDepth, mean, floor["ndcg10"])
	}
}

// ndcg is the gain of the grades in their order against that of the best order.
func ndcg(got []int, judged map[string]int) float64 {
	best := make([]int, 0, len(judged))
	for _, g := range judged {
		best = append(best, g)
	}
	slices.SortFunc(best, func(a, b int) int { return b - a })
	return gain(got) / gain(best)
}

func gain(grades []int) float64 {
	sum := 0.0
	for i, g := range grades[:min(relevanceDepth, len(grades))] {
		sum += (math.Exp2(float64(g)) - 1) / math.Log2(float64(i)+2)
	}
	return sum
}

func readJSON(t *testing.T, file string, v any) {
	t.Helper()
	raw, err := os.ReadFile(file)
	if err == nil {
		err = json.Unmarshal(raw, v)
	}
	if err != nil {
		t.Fatal(err)
	}
}
