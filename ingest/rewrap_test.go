package ingest

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"wenjian/ingest/page"
)

// TestRewrap wraps sound texts at many widths and in three layouts, as
// editors, mailers and printers to a file do, and measures how many of the
// line ends so made are joined, and of the joined ones how many were so made.
func TestRewrap(t *testing.T) {
	files, err := filepath.Glob(filepath.Join("..", "testdata", "sample", "*.txt"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no samples: %v", err)
	}
	var sum count
	for _, name := range files {
		b, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		p, err := readText(t.Context(), b)
		if err != nil {
			t.Fatal(err)
		}
		d := Clean(page.Draft{Text: p.Text})
		for _, width := range []int{36, 40, 60, 72, 76, 80} {
			for _, layout := range []struct{ indent, part string }{{"", ""}, {"　　", ""}, {"    ", ""}, {"", "\n"}} {
				sum.add(rewrapped(d.Text, width, layout.indent, layout.part))
			}
		}
	}
	t.Logf("line ends of rewrapped text: %v", sum)
	floor(t, "rewrapped precision", sum.precision())
	floor(t, "rewrapped recall", sum.recall())
}

// rewrapped wraps the lines of text at a width in cells and scores what Clean
// joins again.
func rewrapped(text string, width int, indent, part string) count {
	var b strings.Builder
	made := map[int]bool{} // offsets of line ends, and whether the wrap made them
	for l := range strings.Lines(text) {
		l = strings.TrimSpace(l)
		if l == "" {
			continue
		}
		w := 0
		for _, r := range indent + l {
			n := cells(string(r))
			if w+n > width && !strings.ContainsRune("，。；：、！？”》）", r) { // those hang over
				made[b.Len()] = true
				b.WriteByte('\n')
				w = 0
			}
			w += n
			b.WriteRune(r)
		}
		made[b.Len()] = false
		b.WriteString("\n" + part)
	}
	return joinsFound(Clean(page.Draft{Text: b.String()}), made)
}

// joinsFound counts the line ends of the source that d has no more.
func joinsFound(d page.Draft, made map[int]bool) count {
	var c count
	for _, m := range made {
		if m {
			c.wanted++
		}
	}
	at, source := 0, 0
	for _, r := range d.Removals {
		source += r.At.Start - at
		if i := strings.Index(r.Text, "\n"); i >= 0 && strings.TrimSpace(r.Text) == "" && !strings.Contains(r.At.Of(d.Text), "\n") {
			c.found++
			if made[source+i] {
				c.right++
			}
		}
		source += len(r.Text)
		at = r.At.End
	}
	return c
}
