package office

import (
	"encoding/xml"
	"strconv"
	"strings"

	"wenjian/ingest/page"
)

// A docxStory walks the blocks of one part: paragraphs and tables in any
// number of wrappers.
type docxStory struct {
	d      *docx
	x      *xmlReader
	rels   map[string]relation
	fields []docxField
	carry  *page.Flow   // Text of a paragraph whose mark was deleted: it goes on in the next one
	notes  []*page.Flow // due after this paragraph, or after the table it is in
	tables int          // depth of tables
}

// blocks reads the blocks in the element entered last and hands every
// paragraph or row of a table to sink. What it holds is cut for the reason
// why, unless that is empty.
func (s *docxStory) blocks(why string, sink func(*page.Flow)) error {
	return s.x.each(func(e xml.StartElement) error { return s.block(e, why, sink) })
}

func (s *docxStory) block(e xml.StartElement, why string, sink func(*page.Flow)) error {
	switch e.Name.Local {
	case "p":
		return s.paragraph(why, sink)
	case "tbl":
		return s.table(why, sink)
	case "del", "moveFrom":
		return s.blocks(page.WhyRevision, sink)
	case "annotation":
		return s.blocks(annotation2003(e, why), sink)
	case "sdt":
		return s.control(why, func(why string) error { return s.blocks(why, sink) })
	case "AlternateContent":
		return s.alternate(func() error { return s.blocks(why, sink) })
	case "altChunk":
		lines, err := s.d.chunk(s.rels[attr(e, "id")].target)
		for _, l := range lines {
			sink(l)
		}
		return err
	case "sectPr":
		return s.section()
	case "sdtPr", "sdtEndPr", "customXmlPr", "smartTagPr", "binData", "docSuppData", "background":
		return nil
	}
	return s.blocks(why, sink)
}

// flush ends a story whose last paragraph mark was deleted.
func (s *docxStory) flush(sink func(*page.Flow)) {
	for _, f := range s.fields {
		s.d.lost = s.d.lost || f.why == WhyContents
	}
	if s.carry != nil {
		sink(s.carry)
		s.carry = nil
	}
	s.sinkNotes(sink)
}

func (s *docxStory) sinkNotes(sink func(*page.Flow)) {
	for _, n := range s.notes {
		sink(n)
	}
	s.notes = nil
}

// control reads a content control (sdt). One that shows its prompt was not
// filled in.
func (s *docxStory) control(why string, content func(why string) error) error {
	return s.x.each(func(e xml.StartElement) error {
		switch e.Name.Local {
		case "sdtPr":
			return s.x.descend(func(e xml.StartElement) error {
				switch {
				case why != "":
				case e.Name.Local == "showingPlcHdr" && isOn(e):
					why = page.WhyPlaceholder
				case e.Name.Local == "docPartGallery" && attr(e, "val") == "Table of Contents":
					why = WhyContents
				}
				return nil
			})
		case "sdtContent":
			return content(why)
		}
		return nil
	})
}

// alternate reads the first branch of an mc:AlternateContent that shows text:
// the branches are the same thing for newer and older programs.
func (s *docxStory) alternate(branch func() error) error {
	done := false
	return s.x.each(func(xml.StartElement) error {
		if done {
			return nil
		}
		before := s.d.written
		err := branch()
		done = s.d.written > before
		return err
	})
}

// section notes the headers and footers that a section uses.
func (s *docxStory) section() error {
	return s.x.each(func(e xml.StartElement) error {
		why := page.WhyHeader
		switch e.Name.Local {
		case "footerReference":
			why = page.WhyFooter
		case "headerReference":
		case "hdr":
			return s.edge(&s.d.headers, page.WhyHeader)
		case "ftr":
			return s.edge(&s.d.footers, page.WhyFooter)
		default:
			return nil
		}
		part := s.rels[attr(e, "id")].target
		if part != "" && s.d.pkg.has(part) && s.d.first(part) {
			s.d.edges = append(s.d.edges, docxEdge{why, part})
		}
		return nil
	})
}

// edge reads a header or footer that stands in the body.
func (s *docxStory) edge(to *page.Flow, why string) error {
	own := &docxStory{d: s.d, x: s.x, rels: s.rels}
	return own.blocks(why, func(p *page.Flow) {
		if !page.IsBlank(string(p.Text)) {
			p.Cut(why)
			to.AddLine(p)
		}
	})
}

// table reads a table, a row at a time.
func (s *docxStory) table(why string, sink func(*page.Flow)) error {
	s.tables++
	err := s.rows(why, sink)
	if s.tables--; s.tables == 0 {
		s.sinkNotes(sink)
	}
	return err
}

func (s *docxStory) rows(why string, sink func(*page.Flow)) error {
	return s.x.each(func(e xml.StartElement) error {
		switch e.Name.Local {
		case "tr":
			var cells []page.Cell
			err := s.cells(why, &cells)
			for _, l := range page.RowLines(cells) {
				sink(l)
			}
			return err
		case "tblPr", "tblGrid", "tblPrEx", "sdtPr":
			return nil
		case "del", "moveFrom":
			return s.rows(page.WhyRevision, sink)
		}
		return s.rows(why, sink)
	})
}

// cells reads the cells of a row. A row whose insertion was taken back says
// so in its properties, which stand before the cells.
func (s *docxStory) cells(why string, out *[]page.Cell) error {
	return s.x.each(func(e xml.StartElement) error {
		switch e.Name.Local {
		case "tc":
			var c page.Cell
			sink := func(p *page.Flow) { c = append(c, p) }
			err := s.blocks(why, sink)
			if s.carry != nil {
				sink(s.carry)
				s.carry = nil
			}
			*out = append(*out, c)
			if s.d.written += propertyWeight; s.d.written > page.MaxFlow {
				return page.ErrFlood
			}
			return err
		case "trPr":
			return s.x.each(func(e xml.StartElement) error {
				if e.Name.Local == "del" {
					why = page.WhyRevision
				}
				return nil
			})
		case "tblPrEx", "sdtPr":
			return nil
		}
		return s.cells(why, out)
	})
}

// A docxPara is a paragraph while it is read.
type docxPara struct {
	page.Flow
	after  []*page.Flow // Text boxes and tables anchored in it
	style  string
	num    string
	level  int
	label  string // the number itself, where the file states it
	joined bool   // its mark is deleted
}

// paragraph reads a paragraph and hands it to sink, then what is anchored in it.
func (s *docxStory) paragraph(why string, sink func(*page.Flow)) error {
	carry := s.carry
	s.carry = nil
	p := &docxPara{level: -1}
	depth := len(s.fields)
	err := s.x.each(func(e xml.StartElement) error { return s.inline(e, p, why) })
	s.endFields(depth)
	if len(p.Text) > 0 {
		if n := len(p.Text); p.Text[n-1] == '\n' && len(p.Drops) == 0 {
			p.Text = p.Text[:n-1] // a break at the end of a paragraph shows as nothing
		}
	}
	whole := &p.Flow
	if carry != nil {
		carry.Add(whole)
		whole = carry
	}
	if p.joined {
		s.carry = whole
	} else {
		label := s.number(p)
		if s.d.written += len(label) + propertyWeight; s.d.written > page.MaxFlow {
			return page.ErrFlood
		}
		if why != "" {
			labelled := &page.Flow{}
			labelled.Write(label, why)
			labelled.Add(whole)
			whole = labelled
		} else {
			whole = whole.Numbered(label)
		}
		sink(whole)
	}
	for _, a := range p.after {
		sink(a)
	}
	if s.tables == 0 && !p.joined {
		s.sinkNotes(sink)
	}
	return err
}

// number returns the number that Word computes for p, "" for none.
func (s *docxStory) number(p *docxPara) string {
	if p.label != "" {
		return p.label
	}
	num, level, style := p.num, p.level, p.style
	if num == "" {
		var from int
		if num, from, style = s.d.styles.numbering(p.style); level < 0 {
			level = from
		}
	}
	if num == "" || num == "0" {
		return ""
	}
	return s.d.lists.next(num, level, style)
}

// properties reads the pPr of a paragraph.
func (s *docxStory) properties(p *docxPara) error {
	return s.x.each(func(e xml.StartElement) error {
		switch e.Name.Local {
		case "pStyle":
			p.style = attr(e, "val")
		case "numPr", "listPr":
			return s.x.each(func(e xml.StartElement) error {
				switch e.Name.Local {
				case "numId", "ilfo":
					p.num = attr(e, "val")
				case "ilvl":
					p.level = max(0, clampInt(attr(e, "val"), 0))
				case "t": // wx:t of WordprocessingML 2003
					p.label = strings.TrimRight(attr(e, "val"), " ")
				}
				return nil
			})
		case "rPr":
			return s.x.each(func(e xml.StartElement) error {
				if e.Name.Local == "del" || e.Name.Local == "moveFrom" {
					p.joined = true
				}
				return nil
			})
		case "sectPr":
			return s.section()
		}
		return nil
	})
}

// put writes text into p unless a field's instruction hides it.
func (s *docxStory) put(p *docxPara, text, why string) error {
	for _, f := range s.fields {
		if !f.result {
			return nil
		}
		if f.why != "" {
			why = f.why
		}
	}
	p.Write(text, why)
	if why != "" {
		s.d.written += propertyWeight
	}
	if s.d.written += len(text); s.d.written > page.MaxFlow {
		return page.ErrFlood
	}
	return nil
}

// note puts a reference to a note into p and the note itself after p.
func (s *docxStory) note(e xml.StartElement, p *docxPara, why string) error {
	key := strings.TrimSuffix(e.Name.Local, "Reference") + attr(e, "id")
	ps, ok := s.d.notes[key]
	if !ok {
		return nil
	}
	delete(s.d.notes, key) // once, however often a file refers to it
	mark := ""
	if m := attr(e, "customMarkFollows"); m == "" || m == "0" || m == "false" {
		s.d.noted++
		mark = "[" + strconv.Itoa(s.d.noted) + "]"
	}
	if why == "" {
		why = page.WhyNoteMark
	}
	first := true
	for _, n := range ps {
		if page.IsBlank(string(n.Text)) {
			continue
		}
		line := &page.Flow{}
		if first && mark != "" {
			line.Write(mark+" ", "")
			n = n.Unindented()
		}
		first = false
		if why == page.WhyNoteMark {
			line.Add(n)
		} else {
			line.Write(string(n.Text), why)
		}
		s.notes = append(s.notes, line)
	}
	return s.put(p, mark, why)
}
