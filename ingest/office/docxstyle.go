package office

import "encoding/xml"

// docxStyles is what the styles of word/styles.xml say about the text, by id.
type docxStyles map[string]docxStyle

type docxStyle struct {
	base   string
	num    string // "" says nothing, "0" takes numbering away
	level  int    // -1: the level that names the style
	hidden int    // 1 hidden, -1 shown, 0 says nothing
}

// read reads word/styles.xml. The style of paragraphs that name none is kept under "".
func (s docxStyles) read(x *xmlReader) error {
	return x.descend(func(e xml.StartElement) error {
		if e.Name.Local != "style" {
			return nil
		}
		v := docxStyle{level: -1}
		err := x.descend(func(e xml.StartElement) error {
			switch e.Name.Local {
			case "basedOn":
				v.base = attr(e, "val")
			case "numId", "ilfo":
				v.num = attr(e, "val")
			case "ilvl":
				v.level = clampInt(attr(e, "val"), -1)
			case "vanish":
				v.hidden = -1
				if isOn(e) {
					v.hidden = 1
				}
			}
			return nil
		})
		id := attr(e, "styleId")
		if len(s) < maxDefined {
			s[id] = v
		}
		if attr(e, "type") == "paragraph" && attr(e, "default") != "" && attr(e, "default") != "0" {
			s[""] = v
		}
		return err
	})
}

// isOn reads an on/off property: it is on unless it says otherwise.
func isOn(e xml.StartElement) bool {
	switch attr(e, "val") {
	case "0", "false", "off", "none":
		return false
	}
	return true
}

// numbering returns the list that a style puts its paragraphs in, "" for
// none, and the level, -1 for the one that names the style.
func (s docxStyles) numbering(id string) (num string, level int, owner string) {
	level = -1
	for range maxStyleChain {
		v, ok := s[id]
		if !ok {
			break
		}
		if level < 0 {
			level = v.level
		}
		if v.num != "" {
			return v.num, level, id
		}
		if v.base == "" {
			break
		}
		id = v.base
	}
	return "", -1, ""
}

// hidden reports whether text of a style is hidden.
func (s docxStyles) hidden(id string) bool {
	for range maxStyleChain {
		v, ok := s[id]
		if !ok || v.hidden != 0 || v.base == "" {
			return v.hidden > 0
		}
		id = v.base
	}
	return false
}
