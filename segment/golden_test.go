package segment

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"wenjian/corpus"
	"wenjian/internal/golden"
)

// outlinePage prints the sections of a text for people: nesting as
// indentation, level, heading, and the beginning of the body.
func outlinePage(text string, sections []corpus.Section) string {
	var b strings.Builder
	depth := make([]int, len(sections))
	for i, s := range sections {
		if s.Parent >= 0 {
			depth[i] = depth[s.Parent] + 1
		}
		indent := strings.Repeat("    ", depth[i])
		if s.Heading.Empty() {
			fmt.Fprintf(&b, "%s[%s] %s\n", indent, strings.Join(s.Kinds, " "), begin(s.Of(text)))
			continue
		}
		body := strings.TrimSpace(text[s.Heading.End:s.End])
		fmt.Fprintf(&b, "%s%d %s | %s\n", indent, s.Level, s.Heading.Of(text), begin(body))
	}
	return b.String()
}

// begin returns the first and, of a longer text, the last characters.
func begin(s string) string {
	rs := []rune(strings.ReplaceAll(s, "\n", "⏎"))
	if len(rs) <= 24 {
		return string(rs)
	}
	return string(rs[:12]) + " … " + string(rs[len(rs)-8:])
}

func TestGolden(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatal("no testdata", err)
	}
	for _, name := range files {
		t.Run(filepath.Base(name), func(t *testing.T) {
			data, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			text := string(data)
			d := corpus.Document{Text: text, Sections: Sections(text), Sentences: Sentences(text)}
			if err := d.Check(); err != nil {
				t.Fatal(err)
			}
			got := outlinePage(text, d.Sections)
			golden.Check(t, strings.TrimSuffix(name, ".txt")+".golden", got)
		})
	}
}
