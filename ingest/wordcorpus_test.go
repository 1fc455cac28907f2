package ingest

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"wenjian/corpus"
	"wenjian/ingest/page"
	"wenjian/internal/zh"
)

// wordCorpus is a folder of files that nobody here wrote, many of them broken
// on purpose.
const wordCorpus = "../../shared/corpora/office"

// TestWordFormatsKeepEveryCharacter reads official reports that LibreOffice
// saved in several formats and compares them with their exact text.
func TestWordFormatsKeepEveryCharacter(t *testing.T) {
	golds, _ := filepath.Glob(filepath.Join(wordCorpus, "derived_from_real_text", "gold", "*.txt"))
	if len(golds) == 0 {
		t.Skip("no texts under", wordCorpus)
	}
	for _, format := range []string{"docx", "odt", "rtf"} {
		for _, g := range golds {
			gold, err := os.ReadFile(g)
			if err != nil {
				t.Fatal(err)
			}
			name := strings.TrimSuffix(filepath.Base(g), ".txt") + "." + format
			data, err := os.ReadFile(filepath.Join(wordCorpus, "derived_from_real_text", format, name))
			if err != nil {
				t.Fatal(err)
			}
			p, err := Read(context.Background(), name, data)
			if err != nil {
				t.Errorf("%v", err)
				continue
			}
			lost, extra := hanDifference(string(gold), p.Text)
			right := paragraphsRight(string(gold), p.Text)
			t.Logf("%-14s %5d Han, lost %d, extra %d, paragraphs right %.4f", name, zh.HanCount(string(gold)), lost, extra, right)
			if lost > 0 || extra > 0 || right < 0.99 {
				t.Errorf("%s: %d Han characters lost, %d extra, paragraphs right %.4f", name, lost, extra, right)
			}
		}
	}
}

// hanDifference counts the Chinese characters that got has too few and too many of.
func hanDifference(want, got string) (lost, extra int) {
	n := map[rune]int{}
	for _, r := range want {
		if zh.IsHan(r) {
			n[r]++
		}
	}
	for _, r := range got {
		if zh.IsHan(r) {
			n[r]--
		}
	}
	for _, k := range n {
		lost += max(0, k)
		extra += max(0, -k)
	}
	return lost, extra
}

// paragraphsRight returns the share of the paragraphs of want that are found
// in got, whole and in order (longest common subsequence).
func paragraphsRight(want, got string) float64 {
	a, b := filledLines(want), filledLines(got)
	row := make([]int, len(b)+1)
	for _, p := range a {
		diagonal := 0
		for j, q := range b {
			up := row[j+1]
			if p == q {
				row[j+1] = diagonal + 1
			} else {
				row[j+1] = max(row[j+1], row[j])
			}
			diagonal = up
		}
	}
	return float64(row[len(b)]) / float64(len(a))
}

func filledLines(s string) []string {
	var out []string
	for _, l := range strings.Split(s, "\n") {
		if l = strings.Join(strings.Fields(l), " "); l != "" {
			out = append(out, l)
		}
	}
	return out
}

// TestWordCorpusEndsInWords reads every file of these formats: each ends in
// Text or in a Failure that says why, in time, and what is read keeps the
// laws. OFFICE_LIST=1 lists the outcomes, OFFICE_OUT names a folder for the texts.
func TestWordCorpusEndsInWords(t *testing.T) {
	var files []string
	for _, sub := range []string{"poi", "tika"} {
		_ = filepath.WalkDir(filepath.Join(wordCorpus, sub), func(p string, d fs.DirEntry, err error) error {
			if err == nil && d.Type().IsRegular() && slices.Contains([]string{".docx", ".docm", ".dotx", ".odt", ".sxw", ".rtf", ".mht", ".mhtml"}, strings.ToLower(filepath.Ext(p))) {
				files = append(files, p)
			}
			return nil
		})
	}
	if len(files) == 0 {
		t.Skip("no files under", wordCorpus)
	}
	texts, slowest := 0, time.Duration(0)
	for _, f := range files {
		data, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		ctx, cancel := context.WithTimeout(context.Background(), 30*time.Second)
		start := time.Now()
		p, err := Read(ctx, f, data)
		took := time.Since(start)
		cancel()
		slowest = max(slowest, took)
		name := strings.TrimPrefix(f, wordCorpus)
		var fail *page.Failure
		switch {
		case err == nil:
			texts++
			d := corpus.Document{Text: p.Text, Removals: p.Removals}
			if err := d.Check(); err != nil {
				t.Errorf("%s: %v", name, err)
			}
			if dir := os.Getenv("OFFICE_OUT"); dir != "" {
				_ = os.WriteFile(filepath.Join(dir, filepath.Base(f)+".txt"), []byte(printed(p, []page.Draft{{Text: p.Text, Removals: p.Removals}})), 0o644)
			}
		case !errors.As(err, &fail) || fail.Code == "" || fail.Reason == "":
			t.Errorf("%s: no failure in words: %v", name, err)
		}
		if os.Getenv("OFFICE_LIST") != "" {
			if fail != nil {
				t.Logf("%v\t%s\t%s", took.Round(time.Millisecond), name, fail.Code)
			} else {
				t.Logf("%v\t%s\t%s\t%d characters\t%d Han\t%d removals", took.Round(time.Millisecond), name, p.Format, len([]rune(strings.Join(strings.Fields(p.Text), ""))), zh.HanCount(p.Text), len(p.Removals))
			}
		}
	}
	t.Logf("%d files: %d texts, %d named failures, slowest %v", len(files), texts, len(files)-texts, slowest)
}
