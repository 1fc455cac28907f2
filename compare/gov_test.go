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
// runs: what one author handed in twice is found, and no two authors' reports
// are one.
func TestGovernmentReports(t *testing.T) {
	dir := os.Getenv("GOV")
	if dir == "" {
		t.Skip("GOV names the folder of government work reports: make peers-compare unpacks them and runs this")
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
	r := compareGenerated(t, &generated{texts: texts}, Options{ExactOnly: true})
	type pair struct{ a, b int }
	chars := map[pair]int{}
	same, above, other, otherChars := 0, 0, 0, 0
	for _, m := range r.Matches {
		a, b := texts[m.A], texts[m.B]
		n := utf8.RuneCountInString(m.SpanB.Of(b.Text))
		chars[pair{m.A, m.B}] += n
		switch {
		case m.Class == Self:
			same++
			continue
		case strings.Contains(a.Unit+b.Unit, "国务院"):
			above++
		default:
			other, otherChars = other+1, otherChars+n
		}
		t.Logf("%s %.0f bits, %d characters: %s | %s\n    %s", m.Class, m.Bits, n, base(a), base(b), strings.Join(strings.Fields(m.SpanB.Of(b.Text)), " "))
	}
	t.Logf("%d texts, passages: %d within one author, %d shared with 国务院, %d between other authors (%d characters)", len(texts), same, above, other, otherChars)
	repeats := 0
	for p, n := range chars {
		size := utf8.RuneCountInString(texts[p.b].Text)
		if 2*n <= size {
			continue
		}
		t.Logf("half the same: %s | %s: %d of %d characters", base(texts[p.a]), base(texts[p.b]), n, size)
		if texts[p.a].Unit == texts[p.b].Unit {
			repeats++
		} else {
			t.Errorf("two authors, one report: %s | %s", base(texts[p.a]), base(texts[p.b]))
		}
	}
	if repeats == 0 {
		t.Error("the same report twice was not found")
	}
}

func base(t Text) string { return t.Unit + "/" + filepath.Base(t.Source) }
