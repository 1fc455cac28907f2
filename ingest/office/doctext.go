package office

import (
	"context"
	"unicode"
	"unicode/utf8"

	"wenjian/corpus"
	"wenjian/ingest/page"
)

// A docReader turns the characters of a Word document into text.
type docReader struct {
	ctx     context.Context
	fib     fib
	text    docText
	chars   *runTable
	paras   *runTable
	styles  docStyles
	lists   *docLists
	notes   map[int]*docNote // by position of the reference
	boxes   map[int]*docNote // by shape: the text boxes
	anchors plc              // shapes by position of their anchor
	breaks  plc              // sections
	lost    bool             // a table of contents has no end
	err     error
}

// A docNote is a footnote, an endnote or a text box: characters that stand
// apart in the file and belong behind a paragraph.
type docNote struct {
	corpus.Span        // character positions
	label       string // "[1]", "" for none
}

// A story is one walk over a run of characters: the main text, one header,
// one note.
type story struct {
	*docReader
	out    *page.Flow
	why    string // reason for which nothing of it is reading text
	label  string // of the note that this story is, until it is written
	main   bool   // anchors, notes and numbers count
	props  charProps
	fields []docField
	para   *page.Flow
	cell   page.Cell   // paragraphs of the cell so far
	row    []page.Cell // cells of the row so far
	inner  []page.Cell // the same of a table inside the cell
	marks  int         // Cell marks one behind the other
	after  []docNote
	lead   bool // white space that comes now belongs to the mark of the note
}

// walk returns the text of the characters from position from up to to.
func (r *docReader) walk(from, to int, why, label string, main bool) *page.Flow {
	s := &story{docReader: r, out: &page.Flow{}, why: why, label: label, main: main, para: &page.Flow{}}
	n := 0
	r.text.each(from, to, func(g glyph) bool {
		if n++; n%4096 == 0 && r.err == nil {
			r.err = r.ctx.Err()
			if len(s.out.Text) > page.MaxFlow {
				r.err = page.FailFlood()
			}
		}
		if r.err != nil {
			return false
		}
		s.glyph(g)
		return true
	})
	for len(s.fields) > 0 { // their ends were lost
		r.lost = r.lost || s.fields[len(s.fields)-1].why == WhyContents
		s.unfield()
	}
	s.endRow()
	addStory(s.out, s.para) // a last paragraph without its mark
	s.endAfter()
	if why != "" && len(s.out.Text) > 0 {
		s.out.Drops = []corpus.Edit{{Span: corpus.Span{End: len(s.out.Text)}, Why: why}}
	}
	return s.out
}

// reason says why the character with the current properties is no reading text.
func (s *story) reason() string {
	switch {
	case s.props.deleted:
		return page.WhyRevision
	case s.props.hidden:
		return page.WhyHidden
	}
	for i := range s.fields {
		if s.fields[i].why != "" {
			return s.fields[i].why
		}
	}
	return ""
}

// glyph takes one character.
func (s *story) glyph(g glyph) {
	if b, same := s.chars.at(g.fc); !same || len(g.p.props) > 0 {
		s.props = charProps{}
		s.props.apply(b)
		s.props.apply(g.p.props)
	}
	switch g.r {
	case '\r', '\a':
		s.mark(g)
	case '\f':
		if s.main && s.breaks.has(g.cp+1) {
			s.mark(g) // ends a section and with it a paragraph
		} else {
			s.write("\n", "")
		}
	case '\v', 0x0E:
		s.write("\n", "")
	case 0x02:
		s.note(g.cp)
	case 0x08:
		s.anchor(g.cp)
	case 0x13, 0x14, 0x15:
		s.fieldMark(g.r)
	case 0x1E:
		s.write("-", "")
	case '(':
		if s.props.special && s.props.symbol != 0 {
			s.write(symbolText(s.props.symbol), "")
		} else {
			s.write("(", "")
		}
	default:
		if g.r < 0x20 && g.r != '\t' {
			return
		}
		why := ""
		if s.lead = s.lead && unicode.IsSpace(g.r); s.lead {
			why = page.WhyNoteMark
		}
		var b [utf8.UTFMax]byte
		s.write(string(utf8.AppendRune(b[:0], g.r)), why)
	}
}

// symbolText returns what a code of a symbol font shows. Which font it is the
// file tells by a number only; Wingdings is the one that forms use. Unknown
// codes stay as they are.
func symbolText(code rune) string {
	for _, font := range []string{"wingdings", "wingdings2", "symbol"} {
		if s := symbol(font, code); s != "" {
			return s
		}
	}
	return string(code)
}

// Write adds text to the code of the field that is being read, or else to the
// paragraph; why is a reason of its own for cutting it.
func (s *story) write(text, why string) {
	if text == "" {
		return
	}
	for i := len(s.fields) - 1; i >= 0; i-- {
		if f := &s.fields[i]; !f.result {
			f.code = append(f.code, text...)
			if len(f.code) > maxFieldCode {
				for len(s.fields) > i {
					s.unfield()
				}
			}
			return
		}
	}
	if r := s.reason(); r != "" {
		why = r
	}
	s.para.Write(text, why)
}

func (s *story) fieldMark(r rune) {
	n := len(s.fields)
	switch {
	case r == 0x13 && n < maxFieldDepth:
		s.fields = append(s.fields, docField{})
	case r == 0x14 && n > 0 && !s.fields[n-1].result:
		f := &s.fields[n-1]
		f.result, f.why = true, resultReason(string(f.code))
	case r == 0x15 && n > 0:
		f := s.fields[n-1]
		s.fields = s.fields[:n-1]
		if !f.result {
			s.write(shownCode(string(f.code)), "")
		}
	}
}

// unfield ends the last field as though it had been none.
func (s *story) unfield() {
	f := s.fields[len(s.fields)-1]
	s.fields = s.fields[:len(s.fields)-1]
	if !f.result {
		s.write(string(f.code), "")
	}
}

// note takes the mark of a note: at its reference, or at its own beginning.
func (s *story) note(cp int) {
	if n := s.notes[cp]; n != nil && s.main {
		s.write(n.label, page.WhyNoteMark)
		s.after = append(s.after, *n)
		delete(s.notes, cp)
	} else if s.label != "" {
		s.write(s.label, page.WhyNoteMark)
		s.label, s.lead = "", true
	}
}

// anchor notes the text box that hangs at position cp.
func (s *story) anchor(cp int) {
	if i, ok := s.anchors.find(cp); ok && s.main {
		if shape := s.anchors.record(i).u32(0); s.boxes[shape] != nil {
			s.after = append(s.after, *s.boxes[shape])
			delete(s.boxes, shape)
		}
	}
}

// maxWordRow is where a row is ended whose own end was lost; Word allows 63
// cells.
const maxWordRow = 1000

// mark ends a paragraph or a cell.
func (s *story) mark(g glyph) {
	if n := len(s.fields); n > 0 && !s.fields[n-1].result {
		s.write("\n", "") // a paragraph inside a field's code
		return
	}
	var p paraProps
	b, _ := s.paras.at(g.fc)
	p.style = b.u16(0)
	if len(b) > 2 {
		p.apply(b[2:])
	}
	p.apply(g.p.props)
	if g.r != '\a' {
		s.marks = 0
	} else {
		s.marks++
	}
	switch {
	case g.r == '\a' && (p.rowEnd || s.paras.pages.n == 0 && s.marks > 1 && len(s.para.Text) == 0):
		s.endRow()
		s.marks = 0
	case p.innerRow:
		s.cell = append(s.cell, page.RowLines(s.inner)...)
		s.inner = nil
	case s.props.deleted:
		s.write("\n", page.WhyRevision) // the paragraph goes on
	case p.innerCell:
		s.inner = append(s.inner, page.Cell{s.paragraph(p)})
	case g.r == '\a':
		s.cell = append(s.cell, s.paragraph(p))
		s.row = append(s.row, s.cell)
		s.cell = nil
		if len(s.row) > maxWordRow {
			s.endRow()
		}
	case p.inTable:
		s.cell = append(s.cell, s.paragraph(p))
	default:
		s.endRow()
		s.endParagraph(p)
	}
}

// paragraph returns the paragraph with its number and begins the next.
func (s *story) paragraph(p paraProps) *page.Flow {
	f := s.para
	s.para = &page.Flow{}
	if s.main {
		return f.Numbered(s.number(p))
	}
	return f
}

func (s *story) endParagraph(p paraProps) {
	s.out.AddLine(s.paragraph(p))
	s.endAfter()
}

// endRow writes the row of a table, if one has begun.
func (s *story) endRow() {
	if s.inner != nil {
		s.cell = append(s.cell, page.RowLines(s.inner)...)
	}
	if s.cell != nil {
		s.row = append(s.row, s.cell)
	}
	for _, line := range page.RowLines(s.row) {
		s.out.AddLine(line)
	}
	if s.row != nil {
		s.row, s.cell, s.inner = nil, nil, nil
		s.endAfter()
	}
}

// endAfter writes the notes and boxes that hang at what has just been written.
func (s *story) endAfter() {
	after := s.after
	s.after = nil
	for _, n := range after {
		addStory(s.out, s.walk(n.Start, n.End, s.why, n.label, false))
	}
}

// addStory appends the lines of g, unless it is blank.
func addStory(f *page.Flow, g *page.Flow) {
	if page.IsBlank(string(g.Text)) {
		return
	}
	f.EndLine()
	f.Add(g)
	f.EndLine()
}

// number returns the number that Word shows before a paragraph.
func (s *story) number(p paraProps) string {
	list, level := s.styles.numbering(p.style)
	if p.hasList {
		list = p.list
	}
	if p.hasLevel {
		level = p.level
	}
	if list == 0 {
		return ""
	}
	return s.lists.next(list, level)
}
