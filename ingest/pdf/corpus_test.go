package pdf

import (
	"context"
	"encoding/csv"
	"errors"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"
	"unicode"

	"wenjian/corpus"
	"wenjian/ingest/page"
	"wenjian/internal/eval"
	"wenjian/internal/zh"
)

// The folders of files that nobody here wrote.
const (
	printedCorpus = "../../../shared/corpora/office/derived_from_real_text"
	pdfCorpus     = "../../../shared/corpora/pdf"
)

// TestKeepsEveryCharacter reads official reports that LibreOffice printed and
// compares them with their exact text. PDF_GOLD names a folder with more:
// X.pdf beside X.txt.
func TestKeepsEveryCharacter(t *testing.T) {
	files, _ := filepath.Glob(filepath.Join(printedCorpus, "pdf", "*.pdf"))
	if more := os.Getenv("PDF_GOLD"); more != "" {
		own, _ := filepath.Glob(filepath.Join(more, "*.pdf"))
		files = append(files, own...)
	}
	if len(files) == 0 {
		t.Skip("no files under", printedCorpus)
	}
	r := shared()
	for _, name := range files {
		base := strings.TrimSuffix(filepath.Base(name), ".pdf") + ".txt"
		gold, err := os.ReadFile(filepath.Join(filepath.Dir(name), base))
		if err != nil {
			if gold, err = os.ReadFile(filepath.Join(printedCorpus, "gold", base)); err != nil {
				t.Fatal(err)
			}
		}
		p, _ := read(t, r, name)
		got := eval.CompareReading(string(gold), p.Text)
		t.Logf("%-28s %5d Han, lost %d, extra %d, paragraphs right %.4f, %d removals", filepath.Base(name), got.Han, got.Lost, got.Extra, got.RightShare(), len(p.Removals))
		if strings.HasPrefix(name, printedCorpus) && (got.Lost > 0 || got.Extra > 0 || got.RightShare() < 0.99) {
			t.Errorf("%s: %d Han characters lost, %d extra, paragraphs right %.4f", name, got.Lost, got.Extra, got.RightShare())
		}
		if dir := os.Getenv("PDF_OUT"); dir != "" {
			_ = os.WriteFile(filepath.Join(dir, base), []byte(p.Text), 0o644)
		}
	}
}

// read reads a file and checks the laws of what comes of it. What is no
// failure in words is an error.
func read(t *testing.T, r *Reader, name string) (page.Page, *page.Failure) {
	t.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	p, err := r.Read(context.Background(), data)
	var fail *page.Failure
	if err != nil && (!errors.As(err, &fail) || fail.Code == "" || fail.Reason == "" || fail.Advice == "") {
		t.Fatalf("%s: no failure in words: %v", name, err)
	}
	d := corpus.Document{Text: p.Text, Removals: p.Removals}
	if err := d.Check(); err != nil {
		t.Errorf("%s: %v", name, err)
	}
	return p, fail
}

// TestCorpusEndsInWords reads every file of the corpus of difficult files:
// each ends in text or in a Failure that says why, in time. Of what another
// program sees in a file (column han of MANIFEST.tsv) nearly all must be
// there. PDF_LIST=1 lists the outcomes.
func TestCorpusEndsInWords(t *testing.T) {
	manifest, err := os.ReadFile(filepath.Join(pdfCorpus, "MANIFEST.tsv"))
	if err != nil {
		t.Skip("no files under", pdfCorpus)
	}
	rows := csv.NewReader(strings.NewReader(string(manifest)))
	rows.Comma, rows.LazyQuotes, rows.FieldsPerRecord = '\t', true, -1
	all, err := rows.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	r := shared()
	texts, slowest, han, seen := 0, time.Duration(0), 0, 0
	for _, row := range all[1:] {
		start := time.Now()
		p, fail := read(t, r, filepath.Join(pdfCorpus, row[0]))
		took := time.Since(start)
		slowest = max(slowest, took)
		if fail == nil {
			texts++
		}
		wantHan, _ := strconv.Atoi(row[8])
		gotHan := zh.HanCount(p.Text)
		han, seen = han+wantHan, seen+min(gotHan, wantHan)
		if os.Getenv("PDF_LIST") != "" {
			what := strings.Join(strings.Fields(p.Text), " ")
			if fail != nil {
				what = fail.Code
			}
			if r := []rune(what); len(r) > 60 {
				what = string(r[:60])
			}
			t.Logf("%v\t%s\tchars %s → %d\tHan %d → %d\t%d warnings\t%s", took.Round(time.Millisecond), row[0], row[7], visibleCount(p.Text), wantHan, gotHan, len(p.Warnings), what)
		}
	}
	t.Logf("%d files: %d texts, %d named failures, slowest %v; Han of the other program found %d of %d", len(all)-1, texts, len(all)-1-texts, slowest, seen, han)
	if slowest > 30*time.Second || seen*1000 < han*995 {
		t.Errorf("slowest %v, %d of %d Han characters", slowest, seen, han)
	}
}

func visibleCount(s string) int {
	n := 0
	for _, r := range s {
		if !unicode.IsSpace(r) {
			n++
		}
	}
	return n
}
