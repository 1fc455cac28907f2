package ingest

import (
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// TestHTMLCorpus measures how well the main part of real pages is found: the
// characters that the text kept and the body marked by people have in common,
// in order (their longest common subsequence), as F1, and the same of their
// 4-grams.
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
	var chars, grams float64
	n := 0
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
		var text strings.Builder
		for _, d := range Split(p) {
			text.WriteString(Clean(d).Text)
		}
		got, body := []rune(bare(text.String())), []rune(bare(want.Body))
		f := f1Of(common(got, body), len(got), len(body))
		if f < 0.9 {
			t.Logf("%s: F1 %.3f, %d characters kept, %d in the body", id, f, len(got), len(body))
		}
		chars += f
		grams += gramF1(string(got), string(body))
	}
	if n == 0 {
		t.Skip("html corpus holds no page")
	}
	t.Logf("html corpus: %d pages, mean F1 of characters %.3f, of 4-grams %.3f", n, chars/float64(n), grams/float64(n))
	floor(t, "html characters", chars/float64(n))
	floor(t, "html 4-grams", grams/float64(n))
}

func f1Of(same, a, b int) float64 { return 2 * float64(same) / float64(max(1, a+b)) }

// common returns the length of the longest common subsequence of a and b
// (Hyyrö: Bit-Parallel LCS-length Computation Revisited, 2004).
func common(a, b []rune) int {
	words := (len(a) + 63) / 64
	at := map[rune][]uint64{}
	for i, r := range a {
		if at[r] == nil {
			at[r] = make([]uint64, words)
		}
		at[r][i/64] |= 1 << (i % 64)
	}
	v := slices.Repeat([]uint64{^uint64(0)}, words)
	for _, r := range b {
		m := at[r]
		if m == nil {
			continue
		}
		var carry uint64
		for w := range v {
			u := v[w] & m[w]
			sum := v[w] + u + carry
			if sum < v[w] || carry == 1 && sum == v[w] {
				carry = 1
			} else {
				carry = 0
			}
			v[w] = sum | v[w]&^m[w]
		}
	}
	n := 0
	for i := range a {
		if v[i/64]>>(i%64)&1 == 0 {
			n++
		}
	}
	return n
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
	return f1Of(same, total, 0)
}
