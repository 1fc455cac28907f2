package office

// The style sheet ([MS-DOC] 2.9.271): a header, then a length and a
// definition for each style. A paragraph style can hold the numbering of its
// paragraphs, and a base style from which it takes what it does not say.
type docStyles []docStyle

type docStyle struct {
	base      int
	list      int
	level     int
	hasList   bool
	hasLevel  bool
	paragraph bool
}

const (
	maxStyles   = 4095
	noBaseStyle = 0xFFF
)

func readStyles(b block) docStyles {
	head := b.u16(0)
	count, baseSize := min(b.u16(2), maxStyles), b.u16(4)
	at := 2 + head
	var out docStyles
	for range count {
		if at+2 > len(b) {
			break
		}
		n := b.u16(at)
		out = append(out, readStyle(b.part(at+2, n), baseSize))
		at += 2 + n + n&1
	}
	return out
}

func readStyle(b block, baseSize int) docStyle {
	s := docStyle{base: noBaseStyle}
	if len(b) == 0 || b.u16(2)&0xF != 1 { // empty, or no paragraph style
		return s
	}
	s.paragraph = true
	s.base = b.u16(2) >> 4
	name := baseSize + baseSize&1
	at := name + 2 + 2*b.u16(name) + 2
	at += at & 1
	n := b.u16(at)
	var p paraProps
	p.apply(b.part(at+4, n-2)) // the style's own index stands before its properties
	s.list, s.hasList, s.level, s.hasLevel = p.list, p.hasList, p.level, p.hasLevel
	return s
}

// numbering returns the use of a list and the level that style i gives its
// paragraphs, 0 when none.
func (ss docStyles) numbering(i int) (list, level int) {
	haveList, haveLevel := false, false
	for range 12 { // base styles form a chain of at most eleven
		if i < 0 || i >= len(ss) || !ss[i].paragraph {
			break
		}
		if !haveList && ss[i].hasList {
			list, haveList = ss[i].list, true
		}
		if !haveLevel && ss[i].hasLevel {
			level, haveLevel = ss[i].level, true
		}
		i = ss[i].base
	}
	return list, level
}
