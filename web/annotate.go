package web

import (
	"slices"
	"strings"
	"unicode"

	"wenjian/corpus"
)

// A mark is a span of a text that a page shows in its own way.
type mark struct {
	corpus.Span
	ID     string // anchor of the first marked character, or empty
	Class  string // CSS classes of the marked characters
	Data   string // data-m of the marked characters: which passage they belong to
	Title  string // tooltip; says in words what the style says
	Before *badge // shown in front of the first marked character
	After  *badge // shown behind the last one
}

// A badge is a small label inside a text: a passage's number, an activity's
// name and status.
type badge struct {
	ID    string // anchor, or empty
	Label string
	Href  string // empty for plain text
	Class string
	Title string // read aloud instead of the label; may be empty
	Data  string
}

// A piece is a run of characters under the same marks.
type piece struct {
	Text          string
	IDs           []string // anchors of the marks that begin here
	Class         string
	Data          string
	Title         string
	Before, After []badge
}

// A paragraph is one line of the reading text, cut into pieces.
type paragraph struct {
	corpus.Span
	Class  string
	ID     string
	Level  int // of the heading it is, 0 for running text
	Pieces []piece
}

// paragraphs cuts text into its lines and every line into pieces. Marks may
// overlap and may run over several lines; a piece carries the classes of all
// marks it is under, and badges stand only where a mark begins or ends.
// Blank lines are left out.
func paragraphs(text string, marks []mark) []paragraph {
	marks = slices.Clone(marks)
	for i, m := range marks {
		marks[i].Span = trimmed(text, m.Span)
	}
	slices.SortStableFunc(marks, func(a, b mark) int {
		if a.Start != b.Start {
			return a.Start - b.Start
		}
		return b.End - a.End
	})
	var out []paragraph
	for at := 0; at < len(text); {
		end := len(text)
		if i := strings.IndexByte(text[at:], '\n'); i >= 0 {
			end = at + i
		}
		line := trimmed(text, corpus.Span{Start: at, End: end})
		if !line.Empty() {
			out = append(out, paragraph{Span: line, Pieces: pieces(text, line, marks)})
		}
		at = end + 1
	}
	return out
}

// trimmed returns s without the white space at its ends: the page indents
// paragraphs itself, and a mark that ends in a line break has its badge on
// the line before.
func trimmed(text string, s corpus.Span) corpus.Span {
	t := s.Of(text)
	s.Start += len(t) - len(strings.TrimLeftFunc(t, unicode.IsSpace))
	s.End = s.Start + len(strings.TrimSpace(t))
	return s
}

// pieces cuts line wherever a mark begins or ends.
func pieces(text string, line corpus.Span, marks []mark) []piece {
	var here []mark
	cuts := []int{line.Start, line.End}
	for _, m := range marks {
		if m.Start >= line.End {
			break
		}
		if m.Overlap(line) == 0 {
			continue
		}
		here = append(here, m)
		cuts = append(cuts, max(m.Start, line.Start), min(m.End, line.End))
	}
	slices.Sort(cuts)
	cuts = slices.Compact(cuts)
	out := make([]piece, 0, len(cuts)-1)
	for i := 1; i < len(cuts); i++ {
		out = append(out, pieceOf(text, corpus.Span{Start: cuts[i-1], End: cuts[i]}, here))
	}
	return out
}

func pieceOf(text string, s corpus.Span, marks []mark) piece {
	p := piece{Text: s.Of(text)}
	var classes, data, titles []string
	for _, m := range marks {
		if !m.Contains(s) {
			continue
		}
		classes = appendNew(classes, m.Class)
		data = appendNew(data, m.Data)
		titles = appendNew(titles, m.Title)
		if m.Start == s.Start {
			p.IDs = appendNew(p.IDs, m.ID)
		}
		if m.Before != nil && m.Start == s.Start {
			p.Before = append(p.Before, *m.Before)
		}
		if m.After != nil && m.End == s.End {
			p.After = append(p.After, *m.After)
		}
	}
	p.Class, p.Data, p.Title = strings.Join(classes, " "), strings.Join(data, " "), strings.Join(titles, "；")
	return p
}

func appendNew(list []string, s string) []string {
	if s == "" || slices.Contains(list, s) {
		return list
	}
	return append(list, s)
}

// marked cuts a short text at code-point ranges, as search reports them:
// in order and not overlapping. Ranges outside the text are ignored.
func marked(text string, ranges [][2]int) []piece {
	r := []rune(text)
	var out []piece
	at := 0
	for _, m := range ranges {
		if m[0] < at || m[1] <= m[0] || m[1] > len(r) {
			continue
		}
		if m[0] > at {
			out = append(out, piece{Text: string(r[at:m[0]])})
		}
		out = append(out, piece{Text: string(r[m[0]:m[1]]), Class: "hit"})
		at = m[1]
	}
	if at < len(r) {
		out = append(out, piece{Text: string(r[at:])})
	}
	return out
}
