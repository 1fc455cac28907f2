package classify

import (
	"os"
	"strings"
	"testing"

	"wenjian/corpus"
)

// TestOutlines holds the outlines of testdata/headings.txt, which is written as
// it says itself. Bodies say nothing, so headings and places decide.
func TestOutlines(t *testing.T) {
	c := load(t)
	data, err := os.ReadFile("testdata/headings.txt")
	if err != nil {
		t.Fatal(err)
	}
	for n, outline := range strings.Split(string(data), "== ")[1:] {
		lines := strings.Split(strings.TrimSpace(outline), "\n")
		var text strings.Builder
		r := &reading{}
		for _, l := range lines[1:] {
			_, h, _ := strings.Cut(l, "\t")
			at := text.Len()
			text.WriteString(h + "\n有关工作。\n")
			r.Sections = append(r.Sections, corpus.Section{Span: corpus.Span{Start: at, End: text.Len()}, Heading: corpus.Span{Start: at, End: at + len(h)}, Level: 1, Parent: -1})
		}
		r.doc = &corpus.Document{Text: text.String()}
		r.Kind.Value, r.Title.Value, _ = strings.Cut(lines[0], " ")
		c.With(Models{}).sections(r)
		for i, s := range r.Sections {
			want, h, _ := strings.Cut(lines[i+1], "\t")
			if !overlap(strings.Fields(want), s.Kinds) {
				t.Errorf("outline %d, %s: %s is %v by %s, want %s", n+1, lines[0], h, s.Kinds, s.Rule, want)
			}
		}
	}
}
