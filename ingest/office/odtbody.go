package office

import (
	"encoding/xml"
	"strconv"
	"strings"

	"wenjian/ingest/page"
)

// An odtStory walks the blocks of a part.
type odtStory struct {
	d      *odt
	x      *xmlReader
	notes  []*page.Flow // due after this paragraph, or after the table it is in
	tables int
}

func (s *odtStory) blocks(why string, sink func(*page.Flow)) error {
	return s.x.each(func(e xml.StartElement) error { return s.block(e, nil, why, sink) })
}

// block reads a paragraph, list or table; l is the entry of a list it is in.
func (s *odtStory) block(e xml.StartElement, l *odtList, why string, sink func(*page.Flow)) error {
	switch e.Name.Local {
	case "p", "h":
		return s.paragraph(e, l, why, sink)
	case "list", "ordered-list", "unordered-list":
		return s.list(e, l, why, sink)
	case "table":
		s.tables++
		err := s.rows(why, sink)
		if s.tables--; s.tables == 0 {
			s.sinkNotes(sink)
		}
		return err
	case "tracked-changes":
		return s.d.keepDeleted(s.x)
	case "change":
		p := &odtPara{}
		err := s.deletion(e, p)
		if len(p.Text) > 0 {
			sink(&p.Flow)
		}
		return err
	case "annotation":
		return s.annotation(sink)
	case "forms", "sequence-decls", "variable-decls", "user-field-decls", "title", "desc", "binary-data", "object", "table-columns", "table-column", "event-listeners", "math":
		return nil
	case "index-title-template", "table-of-content-source", "illustration-index-source", "table-index-source", "object-index-source":
		return nil
	case "table-of-content", "illustration-index", "table-index", "object-index":
		if why == "" {
			why = WhyContents
		}
	}
	return s.x.each(func(e xml.StartElement) error { return s.block(e, l, why, sink) })
}

func (s *odtStory) sinkNotes(sink func(*page.Flow)) {
	for _, n := range s.notes {
		sink(n)
	}
	s.notes = nil
}

func (s *odtStory) rows(why string, sink func(*page.Flow)) error {
	return s.x.each(func(e xml.StartElement) error {
		switch e.Name.Local {
		case "table-row":
			cells, err := s.cells(why)
			for _, l := range page.RowLines(cells) {
				sink(l)
			}
			return err
		case "table-column", "table-columns", "table-source", "desc", "title":
			return nil
		}
		return s.rows(why, sink)
	})
}

// cells reads a row. What a cell spans to the right is stated again as
// covered cells, which are no columns of the text.
func (s *odtStory) cells(why string) ([]page.Cell, error) {
	var out []page.Cell
	covered := 0
	err := s.x.each(func(e xml.StartElement) error {
		switch e.Name.Local {
		case "table-cell":
			covered = clampInt(attr(e, "number-columns-spanned"), 1) - 1
		case "covered-table-cell":
			if covered > 0 {
				covered--
				return nil
			}
		default:
			return nil
		}
		var c page.Cell
		err := s.blocks(why, func(p *page.Flow) { c = append(c, p) })
		out = append(out, c)
		if s.d.written += propertyWeight; s.d.written > page.MaxFlow {
			return page.ErrFlood
		}
		return err
	})
	return out, err
}

// An odtPara is a paragraph while it is read.
type odtPara struct {
	page.Flow
	after []*page.Flow
	space bool // white space was read that shows once something follows it
}

func (p *odtPara) anchor(f *page.Flow) {
	if !page.IsBlank(string(f.Text)) {
		p.after = append(p.after, f)
	}
}

func (s *odtStory) paragraph(e xml.StartElement, l *odtList, why string, sink func(*page.Flow)) error {
	label := s.label(e, l)
	if why == "" && s.d.hidden("paragraph", attr(e, "style-name")) {
		why = page.WhyHidden
	}
	p := &odtPara{}
	err := s.inlines(p, why)
	if s.d.written += len(label) + propertyWeight; s.d.written > page.MaxFlow {
		return page.ErrFlood
	}
	if why == "" {
		sink(p.Numbered(label))
	} else {
		sink(&p.Flow)
	}
	for _, a := range p.after {
		sink(a)
	}
	if s.tables == 0 {
		s.sinkNotes(sink)
	}
	return err
}

func (s *odtStory) inlines(p *odtPara, why string) error {
	return s.x.mixed(func(e xml.StartElement) error { return s.inline(e, p, why) }, func(b []byte) error { return s.chars(p, b, why) })
}

// chars writes characters of the markup: any white space is one space, and
// none at the beginning of a paragraph (ODF 1.2 part 1, 6.1.2).
func (s *odtStory) chars(p *odtPara, b []byte, why string) error {
	from := -1
	for i := 0; i <= len(b); i++ {
		blank := i < len(b) && (b[i] == ' ' || b[i] == '\t' || b[i] == '\n' || b[i] == '\r')
		if i < len(b) && !blank {
			if from < 0 {
				from = i
			}
			continue
		}
		if from >= 0 {
			if err := s.put(p, string(b[from:i]), why); err != nil {
				return err
			}
			from = -1
		}
		if blank && len(p.Text) > 0 {
			p.space = true
		}
	}
	return nil
}

func (s *odtStory) put(p *odtPara, text, why string) error {
	if p.space {
		p.space = false
		p.Write(" ", why)
	}
	p.Write(text, why)
	if why != "" {
		s.d.written += propertyWeight
	}
	if s.d.written += len(text) + 1; s.d.written > page.MaxFlow {
		return page.ErrFlood
	}
	return nil
}

func (s *odtStory) inline(e xml.StartElement, p *odtPara, why string) error {
	switch e.Name.Local {
	case "s":
		return s.put(p, strings.Repeat(" ", min(max(1, clampInt(attr(e, "c"), 1)), 200)), why)
	case "tab", "tab-stop":
		return s.put(p, "\t", why)
	case "line-break":
		return s.put(p, "\n", why)
	case "span":
		if why == "" && s.d.hidden("text", attr(e, "style-name")) {
			why = page.WhyHidden
		}
	case "page-number", "page-count", "page-continuation":
		why = page.WhyPageNumber
	case "placeholder":
		why = page.WhyPlaceholder
	case "hidden-text", "hidden-paragraph":
		why = page.WhyHidden
	case "ruby-text":
		why = page.WhyPhonetic
	case "note", "footnote", "endnote":
		return s.note(p, why)
	case "change":
		return s.deletion(e, p)
	case "annotation":
		return s.annotation(func(f *page.Flow) {
			f.Write("\n", page.WhyComment)
			p.Add(f)
		})
	case "p", "h", "list", "table", "text-box": // Text boxes and shapes
		notes, tables := s.notes, s.tables
		s.notes, s.tables = nil, 0
		err := s.block(e, nil, why, p.anchor)
		s.sinkNotes(p.anchor)
		s.notes, s.tables = notes, tables
		return err
	case "title", "desc", "binary-data", "event-listeners", "object", "object-ole", "script", "math":
		return nil
	case "frame", "custom-shape", "g", "rect", "ellipse", "line", "connector", "polygon", "path", "image", "plugin", "applet", "a11y":
		return s.x.each(func(e xml.StartElement) error { return s.inline(e, p, why) })
	}
	return s.inlines(p, why)
}

// deletion writes what a tracked change took out here.
func (s *odtStory) deletion(e xml.StartElement, p *odtPara) error {
	id := attr(e, "change-id")
	text := s.d.deleted[id]
	delete(s.d.deleted, id)
	return s.put(p, text, page.WhyRevision)
}

// annotation reads a comment: its text, without who wrote it and when.
func (s *odtStory) annotation(sink func(*page.Flow)) error {
	return s.x.each(func(e xml.StartElement) error {
		switch e.Name.Local {
		case "creator", "date", "date-string", "creator-initials":
			return nil
		}
		return s.block(e, nil, page.WhyComment, sink)
	})
}

// note reads a note where it is referred to; it follows the paragraph.
func (s *odtStory) note(p *odtPara, why string) error {
	s.d.noted++
	mark := "[" + strconv.Itoa(s.d.noted) + "]"
	markWhy, outer := why, s.notes
	if why == "" {
		markWhy = page.WhyNoteMark
	}
	s.notes = nil
	var ps []*page.Flow
	err := s.x.each(func(e xml.StartElement) error {
		switch e.Name.Local {
		case "note-body", "footnote-body", "endnote-body":
			return s.blocks(why, func(f *page.Flow) {
				if page.IsBlank(string(f.Text)) {
					return
				}
				if len(ps) == 0 {
					line := &page.Flow{}
					line.Write(mark+" ", why)
					line.Add(f.Unindented())
					f = line
				}
				ps = append(ps, f)
			})
		}
		return nil
	})
	s.notes = append(outer, ps...)
	if perr := s.put(p, mark, markWhy); perr != nil {
		return perr
	}
	return err
}
