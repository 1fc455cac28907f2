package office

import (
	"encoding/xml"
	"regexp"
	"strconv"
	"strings"

	"wenjian/ingest/page"
)

// A docxField is a field being read: begin, instruction, separator, result, end.
type docxField struct {
	code   string
	result bool
	why    string // reason for which its result is no reading text
}

// maxInstruction is how much of an instruction is kept, in bytes.
const maxInstruction = 256

// endFields drops fields begun in a paragraph whose instruction never ended:
// they must not swallow the rest of the document.
func (s *docxStory) endFields(depth int) {
	for i := min(depth, len(s.fields)); i < len(s.fields); i++ {
		if !s.fields[i].result {
			s.fields = s.fields[:i]
			return
		}
	}
}

// inline reads what stands in a paragraph: runs, wrappers around them, and
// the content of runs.
func (s *docxStory) inline(e xml.StartElement, p *docxPara, why string) error {
	switch e.Name.Local {
	case "pPr":
		return s.properties(p)
	case "r":
		return s.run(p, why)
	case "del", "moveFrom":
		return s.inlines(p, page.WhyRevision)
	case "annotation":
		return s.inlines(p, annotation2003(e, why))
	case "rt":
		return s.inlines(p, page.WhyPhonetic)
	case "fldSimple":
		s.fields = append(s.fields, docxField{result: true, why: resultReason(attr(e, "instr"))})
		depth := len(s.fields)
		err := s.inlines(p, why)
		s.fields = s.fields[:min(depth-1, len(s.fields))]
		return err
	case "sdt":
		return s.control(why, func(why string) error { return s.inlines(p, why) })
	case "AlternateContent":
		return s.alternate(func() error { return s.inlines(p, why) })
	case "p", "tbl", "altChunk": // a text box's own paragraphs, or a table in a run, which Word forgives
		return s.block(e, why, p.anchor)
	case "txbxContent":
		return s.box(p, why)
	case "textpath": // letters drawn along a line
		if t := page.OneLine(attr(e, "string")); t != "" {
			box := &docxPara{}
			err := s.put(box, t, why)
			p.anchor(&box.Flow)
			return err
		}
		return nil
	case "sdtPr", "sdtEndPr", "customXmlPr", "smartTagPr", "rPr", "rubyPr", "fldData", "binData", "ffData", "objectEmbed", "OLEObject":
		return nil
	}
	return s.content(e, p, why)
}

func (s *docxStory) inlines(p *docxPara, why string) error {
	return s.x.each(func(e xml.StartElement) error { return s.inline(e, p, why) })
}

// anchor takes in a block that stands after the paragraph.
func (p *docxPara) anchor(f *page.Flow) {
	if !page.IsBlank(string(f.Text)) {
		p.after = append(p.after, f)
	}
}

// box reads a text box. Its tables and fields are its own.
func (s *docxStory) box(p *docxPara, why string) error {
	fields, tables, carry := s.fields, s.tables, s.carry
	s.fields, s.tables, s.carry = nil, 0, nil
	notes := s.notes
	s.notes = nil
	err := s.blocks(why, p.anchor)
	s.flush(p.anchor)
	s.fields, s.tables, s.carry, s.notes = fields, tables, carry, notes
	return err
}

// run reads a run. Its properties stand before its text.
func (s *docxStory) run(p *docxPara, why string) error {
	return s.x.each(func(e xml.StartElement) error {
		if e.Name.Local != "rPr" {
			return s.inline(e, p, why)
		}
		return s.x.each(func(e xml.StartElement) error {
			hidden := e.Name.Local == "vanish" && isOn(e) || e.Name.Local == "rStyle" && s.d.styles.hidden(attr(e, "val"))
			if hidden && why == "" {
				why = page.WhyHidden
			}
			return nil
		})
	})
}

// content reads the elements that stand for characters.
func (s *docxStory) content(e xml.StartElement, p *docxPara, why string) error {
	switch e.Name.Local {
	case "t", "delText":
		text, err := s.x.text()
		if attr(e, "space") != "preserve" && !s.d.keepSpace {
			text = strings.Trim(text, " \t\r\n")
		}
		if e.Name.Local == "delText" {
			why = page.WhyRevision
		}
		if perr := s.put(p, spaced.Replace(text), why); perr != nil {
			return perr
		}
		return err
	case "tab", "ptab":
		return s.put(p, "\t", why)
	case "br", "cr":
		if attr(e, "type") == "page" && len(p.Text) == 0 {
			return nil
		}
		return s.put(p, "\n", why)
	case "noBreakHyphen":
		return s.put(p, "-", why)
	case "softHyphen":
		return s.put(p, "\u00ad", why)
	case "sym":
		return s.put(p, docxSymbol(e), why)
	case "footnoteReference", "endnoteReference":
		return s.note(e, p, why)
	case "footnote", "endnote": // WordprocessingML 2003 has them in place
		return s.noteHere(p, why)
	case "fldChar":
		return s.put(p, s.field(attr(e, "fldCharType")), why)
	case "instrText", "delInstrText":
		text, err := s.x.text()
		if k := len(s.fields) - 1; k >= 0 && !s.fields[k].result && len(s.fields[k].code) < maxInstruction {
			s.fields[k].code += text
		}
		return err
	}
	return s.inlines(p, why)
}

// spaced makes the line ends of the markup spaces.
var spaced = strings.NewReplacer("\r\n", " ", "\n", " ", "\r", " ")

// field follows the parts of a field. It returns what one without a result
// shows at its end.
func (s *docxStory) field(part string) (shown string) {
	k := len(s.fields) - 1
	switch {
	case part == "begin" && k < maxXMLDepth:
		s.fields = append(s.fields, docxField{})
	case part == "separate" && k >= 0:
		s.fields[k].result, s.fields[k].why = true, resultReason(s.fields[k].code)
	case part == "end" && k >= 0:
		if !s.fields[k].result {
			shown = overstruck(s.fields[k].code)
		}
		s.fields = s.fields[:k]
	}
	return shown
}

var overstrike = regexp.MustCompile(`(?i)^\s*EQ\s+\\o(?:\s*\\a[clrd])*\s*\(([^,，;]*)[,，;]([^()]*)\)\s*$`)

// overstruck returns the character that an EQ field prints over another one:
// Word's way to put a number or character into a circle.
func overstruck(code string) string {
	m := overstrike.FindStringSubmatch(code)
	if m == nil {
		return ""
	}
	frame, inner := strings.TrimSpace(m[1]), strings.TrimSpace(m[2])
	if n, err := strconv.Atoi(inner); err == nil && n > 0 && n <= 50 && (frame == "○" || frame == "〇" || frame == "") {
		return listNumber("decimalEnclosedCircle", n)
	}
	return inner
}

// docxSymbol returns the character of a w:sym, a code in a font of symbols.
func docxSymbol(e xml.StartElement) string {
	var code rune
	for _, c := range strings.ToLower(attr(e, "char")) {
		switch {
		case c >= '0' && c <= '9':
			code = code<<4 | (c - '0')
		case c >= 'a' && c <= 'f':
			code = code<<4 | (c - 'a' + 10)
		}
		if code > 0xFFFF {
			return ""
		}
	}
	if t := symbol(attr(e, "font"), code); t != "" {
		return t
	}
	if code == 0 || code >= 0xD800 && code < 0xE000 {
		return ""
	}
	return string(code)
}

// noteHere reads a note that stands where it is referred to.
func (s *docxStory) noteHere(p *docxPara, why string) error {
	var ps []*page.Flow
	outer := s.notes
	s.notes = nil
	err := s.blocks("", func(f *page.Flow) { ps = append(ps, f) })
	s.notes = outer
	s.d.notes["inline"] = ps
	e := xml.StartElement{Name: xml.Name{Local: ""}, Attr: []xml.Attr{{Name: xml.Name{Local: "id"}, Value: "inline"}}}
	if nerr := s.note(e, p, why); nerr != nil {
		return nerr
	}
	return err
}
