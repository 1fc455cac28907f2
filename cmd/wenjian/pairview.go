package main

import (
	"context"
	"strings"

	"wenjian/compare"
	"wenjian/corpus"
	"wenjian/corpus/store"
	"wenjian/report"
)

// leastColumns is the width from which two texts fit side by side.
const leastColumns = 60

// A piece is a stretch of a matched passage; changed says that the other side
// reads differently there.
type piece struct {
	text    string
	changed bool
}

// pieces cuts a span at the places where the two sides differ. side picks the
// span of a slot that lies in text.
func pieces(text string, span corpus.Span, slots []store.Slot, side func(store.Slot) corpus.Span) []piece {
	var out []piece
	at := span.Start
	for _, s := range slots {
		x := side(s)
		if x.Start < at || x.End > span.End || x.Empty() {
			continue // out of order: the passage was re-ordered
		}
		out = append(out, piece{text[at:x.Start], false}, piece{x.Of(text), true})
		at = x.End
	}
	return append(out, piece{text[at:span.End], false})
}

func sideA(s store.Slot) corpus.Span { return s.A }
func sideB(s store.Slot) corpus.Span { return s.B }

// printPair shows the shared passages of two documents: side by side where
// there is room, else one under the other.
func (a *app) printPair(ctx context.Context, w *workspace, o overlaps, width int) error {
	if len(o.matches) == 0 {
		a.printf("［%s］与［%s］没有雷同。\n", o.docs[0].ID, o.docs[1].ID)
		return nil
	}
	if width == 0 {
		width = a.width()
	}
	for _, p := range o.pairs() {
		a.printf("%s\n\n", pairTitle(p))
		if d, ok, err := w.direction(ctx, p); err != nil {
			return err
		} else if ok {
			a.printDirection(d, p)
		}
		for i, m := range p.matches {
			a.printf("%d. %s　%d 字\n", i+1, a.classLabel(m, p), len([]rune(m.SpanB.Of(p.b.Text))))
			if width >= leastColumns {
				a.printSides(p, m, width)
			} else {
				a.printf("  ［%s］%s\n", p.a.ID, oneLine(m.SpanA.Of(p.a.Text)))
				a.printf("  ［%s］%s\n", p.b.ID, oneLine(m.SpanB.Of(p.b.Text)))
			}
			for _, s := range m.Slots {
				a.printf("  改动：“%s”→“%s”\n", oneLine(s.TextA), oneLine(s.TextB))
			}
			if same := compare.EqualFigures(p.a.Text, p.b.Text, m.SpanA, m.SpanB); len(same) > 0 {
				a.printf("  数字未变：%s\n", strings.Join(quotes(p.b.Text, same), "、"))
			}
			a.printf("\n")
		}
	}
	return nil
}

// coloured returns s in a colour where the output is a terminal.
func (a *app) coloured(code, s string) string {
	if !terminal(a.out) {
		return s
	}
	return code + s + colourOff
}

// highlight marks s on a terminal.
func (a *app) highlight(s string) string { return a.coloured(colourOn, s) }

func quotes(text string, spans []corpus.Span) []string {
	out := make([]string, 0, len(spans))
	for _, s := range spans {
		out = append(out, s.Of(text))
	}
	return out
}

// printSides prints the two sides of m in two columns.
func (a *app) printSides(p pair, m store.Match, width int) {
	const gap = " │ "
	column := (width - report.Width(gap)) / 2
	colour := terminal(a.out)
	left := columnLines("［"+p.a.ID+"］", pieces(p.a.Text, m.SpanA, m.Slots, sideA), column, colour)
	right := columnLines("［"+p.b.ID+"］", pieces(p.b.Text, m.SpanB, m.Slots, sideB), column, colour)
	for i := range max(len(left), len(right)) {
		var l, r line
		if i < len(left) {
			l = left[i]
		}
		if i < len(right) {
			r = right[i]
		}
		a.printf("%s%s%s%s\n", l.text, strings.Repeat(" ", max(0, column-l.width)), gap, r.text)
	}
}

// A line is a line of a column with the columns it takes on the screen.
type line struct {
	text  string
	width int
}

// Marks of what differs: colour on a terminal, brackets elsewhere.
const (
	colourOn  = "\x1b[1;33m"
	colourOff = "\x1b[0m"
)

// columnLines breaks pieces into lines of at most width columns; what was
// changed is marked.
func columnLines(head string, ps []piece, width int, colour bool) []line {
	var out []line
	var b strings.Builder
	at := 0
	flush := func() {
		out = append(out, line{b.String(), at})
		b.Reset()
		at = 0
	}
	put := func(s string, on bool) {
		for _, r := range s {
			w := report.Width(string(r))
			if at+w > width {
				flush()
			}
			if on && colour {
				b.WriteString(colourOn + string(r) + colourOff)
			} else {
				b.WriteRune(r)
			}
			at += w
		}
	}
	put(head, false)
	for _, p := range ps {
		text := strings.Join(strings.Fields(p.text), " ")
		if p.changed && !colour {
			text = "【" + text + "】"
		}
		put(text, p.changed)
	}
	if at > 0 {
		flush()
	}
	return out
}
