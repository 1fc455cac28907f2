package office

// setting carries out a control word that changes how what follows is read.
func (r *rtfReader) setting(name string, n int, given bool) bool {
	s := &r.state
	on := !given || n != 0
	if s.dest == rtfListTable {
		r.lists.word(name, n, given)
		return true
	}
	switch name {
	case "uc":
		s.uc = min(max(n, 0), 16)
	case "u":
		if s.dest != rtfSkip && given {
			r.unicode(n)
		} else {
			r.skip = s.uc
		}
	case "ansicpg":
		if n > 0 {
			r.ansi = n
		}
	case "mac":
		r.ansi = 10000
	case "pc":
		r.ansi = 437
	case "pca":
		r.ansi = 850
	case "deff":
		r.defaultFont, s.font = n, n
	case "f":
		r.font(n)
	case "af":
		if s.dbch {
			s.doubles = n
		}
	case "dbch":
		s.dbch = true
	case "loch", "hich":
		s.dbch = false
	case "fcharset":
		if r.defining != nil {
			r.defining.charset = n
			r.defining.page = charsetPages[n]
		}
	case "cpg":
		if r.defining != nil && n > 0 {
			r.defining.page = n
		}
	case "plain":
		s.font, s.hidden, s.deleted = r.defaultFont, false, false
	case "v":
		s.hidden = on
	case "deleted", "mvf":
		s.deleted = on
	case "pard":
		s.inTable, s.list, s.level = false, 0, 0
	case "ls":
		s.list = n
	case "ilvl":
		s.level = n
	case "intbl":
		s.inTable = on
	default:
		return s.dest == rtfInfo && r.timePart(name, n)
	}
	return true
}

// maxFonts bounds the font table.
const maxFonts = 1 << 14

// font chooses a font, or begins its definition.
func (r *rtfReader) font(n int) {
	s := &r.state
	if s.dest == rtfFontTable {
		r.flush()
		r.defining = &rtfFont{}
		if len(r.fonts) < maxFonts {
			r.fonts[n] = r.defining
		}
		return
	}
	if s.dbch {
		s.doubles = n
	}
	s.font = n
}

// Text carries out a control word that stands for text.
func (r *rtfReader) text(name string) {
	switch name {
	case "tab":
		if r.state.dest == rtfText {
			r.char("\t")
		}
	case "line", "lbr", "softline":
		r.char("\n")
	case "emdash":
		r.char("—")
	case "endash":
		r.char("–")
	case "lquote":
		r.char("‘")
	case "rquote":
		r.char("’")
	case "ldblquote":
		r.char("“")
	case "rdblquote":
		r.char("”")
	case "bullet":
		r.char("•")
	case "emspace", "enspace", "qmspace":
		r.char(" ")
	}
	if r.state.dest != rtfText {
		return
	}
	story := r.state.story
	switch name {
	case "par", "sect", "page", "column":
		if name == "page" || name == "column" {
			if r.flush(); len(story.para.Text) == 0 {
				return
			}
		}
		r.paragraph()
	case "cell", "nestcell":
		r.flush()
		r.number()
		r.written += propertyWeight
		story.endCell(name == "nestcell")
	case "row":
		r.flush()
		story.endRow()
	case "nestrow":
		r.flush()
		story.endInnerRow()
	}
}

// paragraph ends a paragraph.
func (r *rtfReader) paragraph() {
	if r.state.dest != rtfText {
		return
	}
	r.flush()
	r.number()
	r.written += propertyWeight
	r.state.story.endParagraph(r.state.inTable)
}
