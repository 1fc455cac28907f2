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
	"wenjian/internal/eval"
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
	for _, format := range []string{"docx", "doc", "odt", "rtf", "html"} {
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
			r := eval.CompareReading(string(gold), p.Text)
			t.Logf("%-14s %5d Han, lost %d, extra %d, paragraphs right %.4f", name, r.Han, r.Lost, r.Extra, r.RightShare())
			if r.Lost > 0 || r.Extra > 0 || r.RightShare() < 0.99 {
				t.Errorf("%s: %d Han characters lost, %d extra, paragraphs right %.4f", name, r.Lost, r.Extra, r.RightShare())
			}
		}
	}
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
