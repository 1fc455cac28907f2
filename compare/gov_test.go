package compare

import (
	"bytes"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"
)

// TestGovernmentReports compares real official texts as if they were peers'
// and prints what is found: GOV=DIR names the folder of unpacked government
// work reports, one subfolder to an author. It is what make peers-compare
// runs; it asserts only that no two authors' reports are one whole copy.
func TestGovernmentReports(t *testing.T) {
	dir := os.Getenv("GOV")
	if dir == "" {
		t.Skip("GOV names the folder of government work reports")
	}
	var texts []Text
	err := filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() || filepath.Ext(path) != ".md" {
			return err
		}
		b, err := os.ReadFile(path)
		name := filepath.Base(path)
		texts = append(texts, Text{ID: path, Source: path, Unit: filepath.Base(filepath.Dir(path)), Date: name[:min(4, len(name))], Text: string(bytes.ToValidUTF8(b, nil))})
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, opt := range []Options{{ExactOnly: true}} {
		r := compareGenerated(t, &generated{texts: texts}, opt)
		type pair struct{ a, b int }
		chars := map[pair]int{}
		same, other := 0, 0
		for _, m := range r.Matches {
			n := utf8.RuneCountInString(m.SpanB.Of(texts[m.B].Text))
			chars[pair{m.A, m.B}] += n
			if m.Class == Self {
				same++
			} else {
				other++
			}
			if m.Class != Self && !opt.NoReference {
				t.Logf("%s %.0f bits, %d characters: %s | %s\n    %s", m.Class, m.Bits, n, base(texts[m.A]), base(texts[m.B]), strings.Join(strings.Fields(m.SpanB.Of(texts[m.B].Text)), " "))
			}
		}
		t.Logf("reference %t: %d texts, %d passages within one author, %d between authors", !opt.NoReference, len(texts), same, other)
		for p, n := range chars {
			if size := utf8.RuneCountInString(texts[p.b].Text); 2*n > size {
				t.Logf("half the same: %s | %s: %d of %d characters", base(texts[p.a]), base(texts[p.b]), n, size)
				if texts[p.a].Unit != texts[p.b].Unit && !opt.NoReference {
					t.Errorf("two authors, one report: %s | %s", base(texts[p.a]), base(texts[p.b]))
				}
			}
		}
	}
}

func base(t Text) string { return t.Unit + "/" + filepath.Base(t.Source) }
