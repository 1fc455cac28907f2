package web

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"wenjian/corpus"
)

// show prints paragraphs in one line each: [class:text], badges in braces.
func show(ps []paragraph) string {
	var b strings.Builder
	for _, p := range ps {
		for _, q := range p.Pieces {
			for _, x := range q.Before {
				b.WriteString("{" + x.Label + "}")
			}
			if q.Class != "" {
				b.WriteString("[" + q.Class + ":" + q.Text + "]")
			} else {
				b.WriteString(q.Text)
			}
			for _, x := range q.After {
				b.WriteString("{" + x.Label + "}")
			}
		}
		b.WriteString("\n")
	}
	return b.String()
}

func TestParagraphs(t *testing.T) {
	span := func(text, part string) corpus.Span { return at(t, text, part) }
	for _, c := range []struct {
		name, text string
		marks      func(string) []mark
		want       string
	}{
		{"plain", "　　甲乙\n\n丙\n", nil, "甲乙\n丙\n"},
		{"one mark", "甲乙丙", func(s string) []mark {
			return []mark{{Span: span(s, "乙"), Class: "x", Before: &badge{Label: "1"}, After: &badge{Label: "2"}}}
		}, "甲{1}[x:乙]{2}丙\n"},
		{"overlapping", "甲乙丙丁", func(s string) []mark {
			return []mark{{Span: span(s, "甲乙丙"), Class: "x"}, {Span: span(s, "乙丙丁"), Class: "y"}}
		}, "[x:甲][x y:乙丙][y:丁]\n"},
		{"over two lines", "甲乙\n　丙丁", func(s string) []mark {
			return []mark{{Span: span(s, "乙\n　丙"), Class: "x", Before: &badge{Label: "1"}, After: &badge{Label: "2"}}}
		}, "甲{1}[x:乙]\n[x:丙]{2}丁\n"},
		{"ends in a line break", "甲\n乙", func(s string) []mark {
			return []mark{{Span: span(s, "甲\n"), Class: "x", Before: &badge{Label: "1"}, After: &badge{Label: "2"}}}
		}, "{1}[x:甲]{2}\n乙\n"},
		{"white space only", "甲\n　\n乙", func(s string) []mark { return []mark{{Span: span(s, "\n　\n"), Class: "x"}} }, "甲\n乙\n"},
	} {
		t.Run(c.name, func(t *testing.T) {
			var marks []mark
			if c.marks != nil {
				marks = c.marks(c.text)
			}
			if got := show(paragraphs(c.text, marks)); got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

// TestAnchors: marks that begin at one place all have their anchor.
func TestAnchors(t *testing.T) {
	ps := paragraphs("甲乙丙", []mark{{Span: corpus.Span{Start: 0, End: 6}, ID: "x"}, {Span: corpus.Span{Start: 0, End: 3}, ID: "y"}})
	if got := strings.Join(ps[0].Pieces[0].IDs, " "); got != "x y" || ps[0].Pieces[1].IDs != nil {
		t.Errorf("anchors %q", got)
	}
}

func TestMarked(t *testing.T) {
	for _, c := range []struct {
		text   string
		ranges [][2]int
		want   string
	}{
		{"甲乙丙", [][2]int{{1, 2}}, "甲[hit:乙]丙\n"},
		{"甲乙丙", [][2]int{{0, 1}, {2, 3}}, "[hit:甲]乙[hit:丙]\n"},
		{"甲乙丙", nil, "甲乙丙\n"},
		{"甲", [][2]int{{0, 9}, {5, 2}, {-1, 1}}, "甲\n"},
		{"", [][2]int{{0, 1}}, "\n"},
	} {
		if got := show([]paragraph{{Pieces: marked(c.text, c.ranges)}}); got != c.want {
			t.Errorf("marked(%q, %v) = %q, want %q", c.text, c.ranges, got, c.want)
		}
	}
}

// FuzzParagraphs: whatever the marks, nothing of the text is lost or doubled
// but the white space at the ends of lines, and every badge stands once.
func FuzzParagraphs(f *testing.F) {
	f.Add("甲乙\n丙丁", 0, 6, 3, 9)
	f.Add("　甲\n\n乙　", 0, 3, 0, 12)
	f.Fuzz(func(t *testing.T, text string, a, b, c, d int) {
		if !utf8.ValidString(text) {
			t.Skip()
		}
		var marks []mark
		want := 0
		for _, s := range []corpus.Span{{Start: a, End: b}, {Start: c, End: d}} {
			if s.Start < 0 || s.End > len(text) || s.Empty() || !utf8.ValidString(text[s.Start:s.End]) {
				continue
			}
			if strings.TrimSpace(s.Of(text)) != "" {
				want++
			}
			marks = append(marks, mark{Span: s, Class: "x", Before: &badge{Label: "b"}, After: &badge{Label: "a"}})
		}
		var kept strings.Builder
		before, after := 0, 0
		for _, p := range paragraphs(text, marks) {
			for _, q := range p.Pieces {
				kept.WriteString(q.Text)
				before += len(q.Before)
				after += len(q.After)
			}
		}
		if before != want || after != want {
			t.Errorf("%d and %d badges for %d marks", before, after, want)
		}
		if inkOf(kept.String()) != inkOf(text) {
			t.Errorf("text became %q", kept.String())
		}
	})
}

// inkOf returns s without white space.
func inkOf(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return -1
		}
		return r
	}, s)
}
