package mojibake

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestCleanTextStays runs every repair over sound text that nobody here wrote:
// not one edit, not one mark.
func TestCleanTextStays(t *testing.T) {
	size := 0
	for _, pattern := range []string{"gold/dev/*.txt", "seeds/*.txt", "reuse/dev/*.txt", "corpora/office/derived_from_real_text/gold/*.txt", "corpora/gov/*.jsonl"} {
		files, _ := filepath.Glob(filepath.Join("..", "..", "..", "shared", pattern))
		for _, f := range files {
			if strings.HasPrefix(filepath.Base(f), "003_") {
				continue // damaged, see TestSeed
			}
			b, err := os.ReadFile(f)
			if err != nil {
				t.Fatal(err)
			}
			text := string(b)
			size += len(text)
			for _, e := range append(append(Misread(text), LostLeads(text)...), Pinyin(text)...) {
				t.Errorf("%s: %q became %q (%s)", filepath.Base(f), e.Of(text), e.New, e.Why)
			}
			for _, m := range Marks(text) {
				t.Errorf("%s: %q is marked as %s", filepath.Base(f), m.Of(text), m.Kind)
			}
		}
	}
	if size == 0 {
		t.Skip("../shared absent: no foreign text to leave alone")
	}
	t.Logf("%d bytes of sound text left as they are", size)
}

// TestSeed repairs the one founding document that is damaged.
func TestSeed(t *testing.T) {
	files, _ := filepath.Glob(filepath.Join("..", "..", "..", "shared", "seeds", "003_*.txt"))
	if len(files) == 0 {
		t.Skip("../shared absent")
	}
	b, err := os.ReadFile(files[0])
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, e := range LostLeads(string(b)) {
		got = append(got, e.New)
	}
	if want := "保活動快速部署|保活動不走過"; strings.Join(got, "|") != want {
		t.Errorf("got %q, want %q", got, want)
	}
}
