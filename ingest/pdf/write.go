package pdf

import (
	"bytes"

	"wenjian/ingest/page"
)

// whyWatermark is the reason for cutting what is written across the page.
const whyWatermark = "watermark"

// A writer puts what the pages show into one flow of text: a paragraph that
// runs over the end of a page stays whole, with the page number cut inside it.
type writer struct {
	flow    page.Flow
	para    *page.Flow // open paragraph, nil when there is none
	last    *line      // its last line
	margins margins    // and how that was set
	where   *column    // the column of last
	cuts    []*line    // what stands between last and what comes next
	notes   []note     // due after the open paragraph
	pending []note     // notes of the page whose mark has not come yet
}

// sheet writes one page.
func (w *writer) sheet(s *sheet, doc margins) {
	notes := s.takeNotes(doc)
	columns := s.columns(doc)
	w.cutLines(s, true)
	marks := map[string]bool{}
	for _, n := range notes {
		if n.mark != "" {
			marks[n.mark] = true
		}
	}
	w.pending = append(w.pending, notes...)
	tables := s.tables
	for i := range columns {
		c := &columns[i]
		for _, l := range c.lines {
			for len(tables) > 0 && tables[0].box.Top > l.base && (i == len(columns)-1 || tables[0].box.Left < c.margins.right) {
				w.table(tables[0])
				tables = tables[1:]
			}
			w.line(l, c, marks)
		}
	}
	for _, t := range tables {
		w.table(t)
	}
	w.notes = append(w.notes, w.pending...)
	w.pending = nil
	for _, l := range s.aside {
		w.notes = append(w.notes, note{lines: []*line{l}})
	}
	if w.para == nil {
		w.writeNotes()
	}
	for _, l := range lines(s.marks) {
		l.why = whyWatermark
		w.cuts = append(w.cuts, l)
	}
	w.cutLines(s, false)
}

// cutLines takes note of the running lines above or below the text of s.
func (w *writer) cutLines(s *sheet, above bool) {
	top := true
	for _, l := range s.lines {
		if l.why == "" {
			top = false
		} else if top == above {
			w.cuts = append(w.cuts, l)
		}
	}
	if above && top { // a page of nothing but running lines: they all came now
		s.lines = nil
	}
	if w.para == nil {
		w.flushCuts()
	}
}

// flushCuts writes the running lines as lines of their own.
func (w *writer) flushCuts() {
	for _, l := range w.cuts {
		f := &page.Flow{}
		l.writeTo(f, nil)
		f.Cut(l.why)
		w.flow.AddLine(f)
	}
	w.cuts = nil
}

// line writes the next line of text.
func (w *writer) line(l *line, c *column, marks map[string]bool) {
	if w.para != nil && w.continues(l, c) {
		join(w.para, w.last, l)
		for i, cut := range w.cuts {
			if i == 0 {
				w.para.Write("\n", cut.why)
			}
			w.para.Write(cut.text()+"\n", cut.why)
		}
		w.cuts = nil
	} else {
		w.end()
		w.para = &page.Flow{}
	}
	l.writeTo(w.para, marks)
	w.last, w.where, w.margins = l, c, c.margins
	for _, mark := range l.marks() {
		for i, n := range w.pending {
			if n.mark == mark {
				w.notes = append(w.notes, n)
				w.pending = append(w.pending[:i:i], w.pending[i+1:]...)
				break
			}
		}
	}
}

// continues reports whether l goes on with the open paragraph.
func (w *writer) continues(l *line, c *column) bool {
	if c == w.where {
		return c.margins.continues(w.last, l)
	}
	// On another page the text may stand elsewhere: it is compared as if it
	// stood here.
	if !w.margins.indents && !isInner(w.last.last()) && !neverFirst(l.first()) && w.margins.parted(w.last, l) {
		return false
	}
	moved := *l
	moved.left += w.margins.left - c.margins.left
	moved.right += w.margins.left - c.margins.left
	return w.margins.sameSetting(w.last, &moved) && w.margins.runsOn(w.last, &moved)
}

// end closes the open paragraph and writes what was waiting for that.
func (w *writer) end() {
	if w.para != nil {
		w.flow.AddLine(w.para)
		w.para, w.last, w.where = nil, nil, nil
	}
	w.writeNotes()
	w.flushCuts()
}

func (w *writer) writeNotes() {
	for _, n := range w.notes {
		m := measure(n.lines, nil)
		f := &page.Flow{}
		for i, l := range n.lines {
			if i > 0 {
				if m.continues(n.lines[i-1], l) {
					join(f, n.lines[i-1], l)
				} else {
					w.flow.AddLine(f)
					f = &page.Flow{}
				}
			}
			l.writeTo(f, nil)
			if i == 0 {
				f = spacedMark(f, n.mark)
			}
		}
		w.flow.AddLine(f)
	}
	w.notes = nil
}

func (w *writer) table(t *table) {
	w.end()
	for _, f := range t.flows() {
		w.flow.AddLine(f)
	}
}

// spacedMark returns f, a note, with a blank behind its mark, which the page
// sets apart by raising it.
func spacedMark(f *page.Flow, mark string) *page.Flow {
	rest, ok := bytes.CutPrefix(f.Text, []byte(mark))
	if !ok || mark == "" || len(f.Drops) > 0 {
		return f
	}
	return (&page.Flow{Text: rest}).Numbered(mark)
}
