package office

import (
	"encoding/xml"
	"strconv"
	"strings"
	"unicode/utf8"
)

// Numbering that Word computes (ECMA-376 part 1, 17.9). A paragraph, or its
// style, names a w:num and a level; the num names an abstractNum, whose
// levels say how a number looks, and may override them. Counters belong to
// the abstractNum: all nums of it count on together.
type docxLists struct {
	abstract map[string]*docxAbstract
	nums     map[string]*docxNum
	styles   docxStyles
}

type docxAbstract struct {
	levels    [docxLevels]docxLevel
	styleLink string // a list style whose num has the levels of this one
	counts    [docxLevels]int
	begun     [docxLevels]bool // the level has counted since it last began
}

type docxNum struct {
	abstract string
	levels   map[int]docxLevel // replaced whole
	starts   map[int]int
	applied  map[int]bool // starts that have had their effect
}

type docxLevel struct {
	start   int
	format  string
	text    string
	suffix  string
	style   string // paragraphs of this style are of this level
	restart int    // begins again after this level, 1-based; 0 never, -1 any higher one
	legal   bool   // all numbers in Arabic digits
	font    string
}

const (
	docxLevels    = 9
	maxLabel      = 64 // characters in the text of a level, more than Word's dialog takes
	maxStyleChain = 24
	maxDefined    = 20000 // styles, lists and the like that are told apart
)

// readDocxLists reads word/numbering.xml.
func (l *docxLists) read(x *xmlReader) error {
	return x.descend(func(e xml.StartElement) error {
		switch e.Name.Local {
		case "abstractNum", "listDef":
			return l.readAbstract(x, e)
		case "num", "list":
			return l.readNum(x, e)
		}
		return nil
	})
}

func (l *docxLists) readAbstract(x *xmlReader, e xml.StartElement) error {
	a := &docxAbstract{}
	for i := range a.levels {
		a.levels[i] = docxLevel{start: 1, restart: -1}
	}
	id := attr(e, "abstractNumId")
	if id == "" {
		id = attr(e, "listDefId")
	}
	if len(l.abstract) < maxDefined {
		l.abstract[id] = a
	}
	return x.each(func(e xml.StartElement) error {
		switch e.Name.Local {
		case "lvl":
			i, v, err := readDocxLevel(x, e)
			if i >= 0 {
				a.levels[i] = v
			}
			return err
		case "numStyleLink", "listStyleLink":
			a.styleLink = attr(e, "val")
		}
		return nil
	})
}

// readDocxLevel returns the number of the level, -1 when there is no such. A
// level that states no start begins at 0 (17.9.25).
func readDocxLevel(x *xmlReader, e xml.StartElement) (int, docxLevel, error) {
	v := docxLevel{restart: -1, format: "decimal"}
	i, err := strconv.Atoi(attr(e, "ilvl"))
	if err != nil || i < 0 || i >= docxLevels {
		i = -1
	}
	return i, v, x.descend(func(e xml.StartElement) error {
		val := attr(e, "val")
		switch e.Name.Local {
		case "start":
			v.start = clampInt(val, 1)
		case "numFmt":
			if attr(e, "format") == "" { // a Choice with a format of its own has a Fallback
				v.format = val
			}
		case "nfc": // WordprocessingML 2003
			v.format = nfcNames[clampInt(val, 0)]
		case "lvlText":
			v.text = val
			if r := []rune(val); len(r) > maxLabel {
				v.text = string(r[:maxLabel])
			}
		case "suff":
			v.suffix = val
		case "pStyle":
			v.style = val
		case "lvlRestart":
			v.restart = clampInt(val, -1)
		case "isLgl":
			v.legal = val != "0" && val != "false" && val != "off"
		case "rFonts":
			v.font = attr(e, "ascii")
		}
		return nil
	})
}

func (l *docxLists) readNum(x *xmlReader, e xml.StartElement) error {
	n := &docxNum{levels: map[int]docxLevel{}, starts: map[int]int{}, applied: map[int]bool{}}
	id := attr(e, "numId")
	if id == "" {
		id = attr(e, "ilfo")
	}
	if len(l.nums) < maxDefined {
		l.nums[id] = n
	}
	return x.each(func(e xml.StartElement) error {
		switch e.Name.Local {
		case "abstractNumId", "ilst":
			n.abstract = attr(e, "val")
		case "lvlOverride":
			i := clampInt(attr(e, "ilvl"), -1)
			if i < 0 || i >= docxLevels {
				return nil
			}
			return x.each(func(e xml.StartElement) error {
				switch e.Name.Local {
				case "startOverride":
					n.starts[i] = clampInt(attr(e, "val"), 1)
				case "lvl":
					_, v, err := readDocxLevel(x, e)
					n.levels[i] = v
					return err
				}
				return nil
			})
		}
		return nil
	})
}

// find returns the counters and the levels of a num, following its link to a
// list style once.
func (l *docxLists) find(id string) (*docxNum, *docxAbstract) {
	n := l.nums[id]
	if n == nil {
		return nil, nil
	}
	a := l.abstract[n.abstract]
	if a != nil && a.styleLink != "" {
		if s, ok := l.styles[a.styleLink]; ok {
			if linked := l.nums[s.num]; linked != nil && l.abstract[linked.abstract] != nil {
				return n, l.abstract[linked.abstract]
			}
		}
	}
	return n, a
}

// next counts a paragraph of list id at level, or at the level that belongs
// to its style when level is -1, and returns its number as text.
func (l *docxLists) next(id string, level int, style string) string {
	n, a := l.find(id)
	if a == nil {
		return ""
	}
	at := func(i int) docxLevel {
		v := a.levels[i]
		if o, ok := n.levels[i]; ok {
			v = o
		}
		if s, ok := n.starts[i]; ok {
			v.start = s
		}
		return v
	}
	if level < 0 {
		level = 0
		for i := range docxLevels {
			if s := at(i).style; s != "" && s == style {
				level = i
			}
		}
	}
	level = min(level, docxLevels-1)
	if _, ok := n.starts[level]; ok && !n.applied[level] {
		n.applied[level] = true
		a.begun[level] = false
	}
	v := at(level)
	if a.begun[level] {
		a.counts[level]++
	} else {
		a.counts[level], a.begun[level] = v.start, true
	}
	for i := range level {
		if !a.begun[i] { // passed over: it counts as if it had been there
			a.counts[i], a.begun[i] = at(i).start, true
		}
	}
	for i := level + 1; i < docxLevels; i++ {
		if r := at(i).restart; r < 0 || r > 0 && level < r {
			a.begun[i] = false
		}
	}
	return v.label(func(i int) (string, int) {
		if !a.begun[i] { // a level below this one
			return at(i).format, at(i).start
		}
		return at(i).format, a.counts[i]
	})
}

// label writes the number of a paragraph of level v; at gives format and
// count of a level.
func (v docxLevel) label(at func(int) (string, int)) string {
	if v.format == "bullet" {
		return bullet(v.font, v.text)
	}
	if v.format == "none" && !strings.Contains(v.text, "%") {
		return v.text
	}
	var b strings.Builder
	for i := 0; i < len(v.text); i++ {
		if c := v.text[i]; c != '%' || i+1 == len(v.text) || v.text[i+1] < '1' || v.text[i+1] > '9' {
			b.WriteByte(c)
			continue
		}
		i++
		format, n := at(int(v.text[i] - '1'))
		if v.legal && format != "none" {
			format = "decimal"
		}
		b.WriteString(listNumber(format, n))
	}
	return strings.TrimRight(b.String(), " ")
}

// bullet returns the sign before the entries of a list without numbers. Signs
// of fonts that Unicode does not know become a plain dot.
func bullet(font, text string) string {
	text = strings.TrimSpace(text)
	if text == "" {
		return ""
	}
	r, _ := utf8.DecodeRuneInString(text)
	if s := symbol(font, r); s != "" {
		return s
	}
	if _, signs := symbolFonts[fontKey(font)]; signs || r >= 0xE000 && r <= 0xF8FF || r < 0x20 {
		return "•"
	}
	return text
}

// clampInt reads a number that a file states; or is taken for what is none.
func clampInt(s string, or int) int {
	n, err := strconv.Atoi(strings.TrimSpace(s))
	if err != nil || n < -1<<30 || n > 1<<30 {
		return or
	}
	return n
}

// nfcNames names the formats that binary Word files and WordprocessingML 2003
// know by number ([MS-OSHARED] 2.2.1.3 MSONFC).
var nfcNames = map[int]string{
	0: "decimal", 1: "upperRoman", 2: "lowerRoman", 3: "upperLetter", 4: "lowerLetter", 5: "ordinal",
	10: "ideographDigital", 11: "japaneseCounting", 14: "decimalFullWidth", 16: "japaneseLegal", 17: "japaneseDigitalTenThousand", 18: "decimalEnclosedCircle",
	22: "decimalZero", 23: "bullet", 26: "decimalEnclosedFullstop", 27: "decimalEnclosedParen", 28: "decimalEnclosedCircleChinese", 29: "ideographEnclosedCircle",
	30: "ideographTraditional", 31: "ideographZodiac", 32: "ideographZodiacTraditional", 33: "taiwaneseCounting", 34: "ideographLegalTraditional",
	35: "taiwaneseCountingThousand", 36: "taiwaneseDigital", 37: "chineseCounting", 38: "chineseLegalSimplified", 39: "chineseCountingThousand", 57: "numberInDash", 255: "none",
}
