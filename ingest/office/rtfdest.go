package office

import (
	"fmt"
	"strconv"
	"strings"

	"wenjian/ingest/page"
)

// rtfProperties names the destinations of {\info} that are kept.
var rtfProperties = map[string]string{
	"title": page.PropertyTitle, "subject": page.PropertySubject, "author": page.PropertyAuthor, "operator": page.PropertyLastSavedBy, "keywords": page.PropertyKeywords,
	"company": page.PropertyCompany, "manager": page.PropertyManager, "template": page.PropertyTemplate, "generator": page.PropertyApplication,
	"creatim": page.PropertyCreated, "revtim": page.PropertyModified, "printim": page.PropertyPrinted,
}

// rtfSkipped lists destinations without \* whose text is no text of the document.
var rtfSkipped = map[string]bool{
	"colortbl": true, "stylesheet": true, "pict": true, "objdata": true, "revtbl": true, "rsidtbl": true,
	"nonshppict": true, "shprslt": true, "nonesttables": true, "filetbl": true, "bkmkstart": true, "bkmkend": true, "xe": true, "tc": true, "tcn": true, "rxe": true,
	"txe": true, "comment": true, "doccomm": true, "hlinkbase": true, "objclass": true, "objname": true, "atnid": true, "atnauthor": true, "atntime": true, "atnref": true, "atnicn": true, "atnparent": true, "atndate": true,
	"pntxta": true, "pntxtb": true, "pnseclvl": true, "levelnumbers": true, "listname": true, "ftnsep": true, "ftnsepc": true, "ftncn": true, "aftnsep": true, "aftnsepc": true, "aftncn": true,
	"sp": true, "template": false, "private": true, "themedata": true, "colorschememapping": true, "latentstyles": true, "datastore": true, "mmathPict": true, "falt": true, "panose": true, "fontemb": true, "datafield": true, "formfield": true, "background": true, "bkmkcolf": true, "userprops": true, "xmlnstbl": true, "vern": true,
}

// destination begins the destination called name, if there is one.
func (r *rtfReader) destination(name string) bool {
	if r.state.dest == rtfSkip {
		if name == "ud" && r.state.outer != rtfSkip {
			r.state.dest = r.state.outer
			return true
		}
		return false
	}
	if skip, known := rtfSkipped[name]; known && skip {
		r.flush()
		r.state.dest, r.state.outer = rtfSkip, rtfSkip
		return true
	}
	if key := rtfProperties[name]; key != "" && (r.state.dest == rtfInfo || name == "generator" || name == "template") {
		r.flush()
		r.state.dest, r.state.property = rtfInfo, &rtfProperty{key: key}
		return true
	}
	switch name {
	case "fonttbl":
		r.begin(rtfFontTable)
	case "listtable", "listoverridetable":
		if r.begin(rtfListTable); r.lists == nil {
			r.state.dest, r.state.outer = rtfSkip, rtfSkip
		}
	case "leveltext":
		if r.begin(rtfLevelText); r.lists == nil {
			r.state.dest, r.state.outer = rtfSkip, rtfSkip
		}
	case "info":
		r.begin(rtfInfo)
	case "upr":
		r.flush()
		r.state.outer = r.state.dest
		r.state.dest = rtfSkip
	case "ud":
	case "field":
		r.state.field = &rtfField{}
	case "fldinst":
		r.begin(rtfInstruction)
	case "fldrslt":
		if f := r.state.field; f != nil {
			if why := resultReason(string(f.code)); why != "" {
				r.state.why = why
			}
		}
	case "listtext", "pntext":
		r.begin(rtfLabel)
	case "header", "headerl", "headerr", "headerf":
		r.edge(&r.headers, page.WhyHeader)
	case "footer", "footerl", "footerr", "footerf":
		r.edge(&r.footers, page.WhyFooter)
	case "annotation":
		r.edge(&r.comments, page.WhyComment)
	case "footnote":
		r.note()
	case "shptxt", "dptxbxtext":
		outer := r.state.story
		r.story("", func(s *rtfStory) { addStory(&outer.boxes, &s.out) })
	case "nesttableprops", "shpinst", "do", "shp", "shpgrp", "object", "result", "shppict", "moMath", "mmath", "ftnalt":
	default:
		return false
	}
	return true
}

func (r *rtfReader) begin(d rtfDest) {
	r.flush()
	r.state.dest = d
}

// story makes the group a story of its own; end takes it when it is finished.
func (r *rtfReader) story(why string, end func(*rtfStory)) {
	r.flush()
	if why == "" {
		why = r.state.why
	}
	r.state.story, r.state.opens, r.state.why = &rtfStory{why: why, end: end}, true, why
	r.state.inTable, r.state.field = false, nil
}

// edge begins a story that is no reading text.
func (r *rtfReader) edge(to *page.Flow, why string) {
	r.story(why, func(s *rtfStory) {
		s.out.Cut(why)
		addStory(to, &s.out)
	})
}

// note begins a foot- or endnote: a mark in the text, the note after the paragraph.
func (r *rtfReader) note() {
	outer, why := r.state.story, r.reason()
	r.story(why, func(s *rtfStory) {
		if page.IsBlank(string(s.out.Text)) {
			return
		}
		r.noted++
		r.written += 2 * propertyWeight
		mark := "[" + strconv.Itoa(r.noted) + "]"
		line := &page.Flow{}
		line.Write(mark+" ", why)
		line.Add(s.out.Unindented())
		addStory(&outer.notes, line)
		if why == "" {
			why = page.WhyNoteMark
		}
		outer.para.Write(mark, why)
	})
}

// setProperty keeps a property of the document.
func (r *rtfReader) setProperty(p *rtfProperty) {
	if t := p.time; t[0] > 1900 && t[0] < 10000 {
		p.text = fmt.Sprintf("%04d-%02d-%02dT%02d:%02d:00", t[0], clamp(t[1]), clamp(t[2]), clamp(t[3]), clamp(t[4]))
	}
	page.SetProperty(r.props, p.key, strings.TrimSuffix(p.text, ";"))
}

func clamp(n int) int { return min(max(n, 0), 99) }

// timePart keeps a part of a time in {\info}.
func (r *rtfReader) timePart(name string, n int) bool {
	i := map[string]int{"yr": 1, "mo": 2, "dy": 3, "hr": 4, "min": 5}[name]
	if i == 0 || r.state.property == nil {
		return false
	}
	r.state.property.time[i-1] = n
	return true
}

// finish ends the last paragraph of a story.
func (s *rtfStory) finish() {
	s.endRow()
	if len(s.para.Text) > 0 || s.label != "" || len(s.boxes.Text) > 0 {
		s.endParagraph(false)
	}
	addStory(&s.out, &s.notes)
	s.notes = page.Flow{}
}

// takePara returns the paragraph with its number and begins the next one.
func (s *rtfStory) takePara() *page.Flow {
	p := s.para
	s.para = page.Flow{}
	label := s.label
	s.label = ""
	if s.why != "" {
		return &p
	}
	return p.Numbered(label)
}

// endParagraph ends a paragraph of running text, or of a cell.
func (s *rtfStory) endParagraph(inTable bool) {
	p := s.takePara()
	if inTable {
		s.cell = append(s.cell, p)
		if len(s.boxes.Text) > 0 {
			box := s.boxes
			s.boxes = page.Flow{}
			s.cell = append(s.cell, &box)
		}
		return
	}
	s.endRow()
	s.out.AddLine(p)
	addStory(&s.out, &s.boxes)
	addStory(&s.out, &s.notes)
	s.boxes, s.notes = page.Flow{}, page.Flow{}
}

// maxRowCells bounds a row; Word takes 63.
const maxRowCells = 4096

// endCell ends a cell; inner says that it is one of a table in a cell.
func (s *rtfStory) endCell(inner bool) {
	c := s.cell
	if p := s.takePara(); len(p.Text) > 0 || len(c) == 0 {
		c = append(c, p)
	}
	if len(s.boxes.Text) > 0 {
		box := s.boxes
		c = append(c, &box)
	}
	s.cell, s.boxes = nil, page.Flow{}
	if inner {
		s.inner = append(s.inner, c)
		return
	}
	if s.row = append(s.row, c); len(s.row) >= maxRowCells {
		s.endRow()
	}
}

// endInnerRow makes a row of a table in a cell a paragraph of that cell.
func (s *rtfStory) endInnerRow() {
	s.cell = append(s.cell, page.RowLines(s.inner)...)
	s.inner = nil
}

// endRow writes the row that was read, if any.
func (s *rtfStory) endRow() {
	if len(s.inner) > 0 {
		s.endInnerRow()
	}
	if len(s.cell) > 0 {
		s.row = append(s.row, s.cell)
	}
	for _, l := range page.RowLines(s.row) {
		s.out.AddLine(l)
	}
	s.cell, s.row = nil, nil
}
