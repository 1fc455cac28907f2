package ingest

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"wenjian/ingest/page"
)

const officeCorpus = "../../shared/corpora/office"

func mustRead(t testing.TB, name string) []byte {
	t.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// TestOfficeCorpusEnds reads every old Word file and every spreadsheet of two
// collections of broken and hostile files: each ends in text or in a failure
// with a name, soon, in bounded memory. OFFICE_LIST=1 lists them.
func TestOfficeCorpusEnds(t *testing.T) {
	if _, err := os.Stat(officeCorpus); err != nil {
		t.Skip("no corpus at " + officeCorpus)
	}
	exts := []string{".doc", ".dot", ".wps", ".xls", ".xlsx", ".xlsm", ".xlsb", ".et"}
	codes := map[string]int{}
	for _, dir := range []string{"poi", "tika"} {
		err := filepath.WalkDir(filepath.Join(officeCorpus, dir), func(file string, d fs.DirEntry, err error) error {
			if err != nil || !slices.Contains(exts, strings.ToLower(filepath.Ext(file))) {
				return err
			}
			codes[readsSoon(t, file)]++
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	t.Log(codes)
}

// readsSoon reads a file and returns its format or the code of its failure.
func readsSoon(t *testing.T, file string) string {
	ctx, cancel := context.WithTimeout(context.Background(), 30*time.Second)
	defer cancel()
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	start := time.Now()
	p, err := Read(ctx, filepath.Base(file), mustRead(t, file))
	took := time.Since(start)
	runtime.ReadMemStats(&after)
	verdict := p.Format
	if err != nil {
		var f *page.Failure
		if !errors.As(err, &f) {
			t.Errorf("%s: %v", file, err)
			return "error"
		}
		verdict = f.Code
	} else {
		lawful(t, p)
	}
	spent := (after.TotalAlloc - before.TotalAlloc) >> 20
	if took > 30*time.Second || spent > 1000 {
		t.Errorf("%s: %v, %d MB allocated", file, took, spent)
	}
	if os.Getenv("OFFICE_LIST") == "1" {
		t.Logf("%-20s %6d characters %8v %5d MB %s %v", verdict, len([]rune(p.Text)), took.Round(time.Millisecond), spent, file, err)
	}
	return verdict
}
