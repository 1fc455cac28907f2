package office

import "sort"

// The properties of characters and paragraphs that bear on the text, as
// property modifiers (Sprm, [MS-DOC] 2.6).
const (
	propDeleted   = 0x0800 // a tracked deletion
	propHidden    = 0x083C
	propSpecial   = 0x0855 // the character stands for something else
	propSymbol    = 0x6A09 // font and code of a symbol
	propStyle     = 0x4600
	propListLevel = 0x260A
	propList      = 0x460B
	propInTable   = 0x2416
	propRowEnd    = 0x2417
	propInnerCell = 0x244B
	propInnerRow  = 0x244C
)

// eachProp calls yield for the modifiers in b, in order.
func eachProp(b block, yield func(op int, arg block)) {
	for len(b) >= 2 {
		op := b.u16(0)
		b = b[2:]
		n := 0
		switch op >> 13 {
		case 0, 1:
			n = 1
		case 2, 4, 5:
			n = 2
		case 3:
			n = 4
		case 7:
			n = 3
		case 6:
			switch {
			case op == 0xD608: // a table's definition: two bytes of length, counting one too many
				n = 1 + b.u16(0)
			case op == 0xC615 && b.u8(0) == 255: // tab stops, more than fit a byte
				del := b.u8(1)
				n = 2 + 4*del + 1 + 3*b.u8(2+4*del)
			default:
				n = 1 + b.u8(0)
			}
		}
		yield(op, b.part(0, n))
		b = b[min(n, len(b)):]
	}
}

// charProps is what the text needs to know of a run of characters.
type charProps struct {
	deleted, hidden, special bool
	symbol                   rune // when special: the character shown in place of U+0028
}

func (p *charProps) apply(b block) {
	eachProp(b, func(op int, arg block) {
		switch op {
		case propDeleted:
			p.deleted = arg.u8(0)&1 == 1
		case propHidden:
			p.hidden = arg.u8(0) == 1
		case propSpecial:
			p.special = arg.u8(0) == 1
		case propSymbol:
			p.symbol = rune(arg.u16(2))
		}
	})
}

// paraProps is what the text needs to know of a paragraph.
type paraProps struct {
	style             int
	list, level       int // use of a list (1-based, 0 none) and level in it
	inTable           bool
	rowEnd            bool // the paragraph is the mark at the end of a table row
	innerCell         bool // the paragraph ends a cell of a table inside a table
	innerRow          bool
	hasList, hasLevel bool
}

func (p *paraProps) apply(b block) {
	eachProp(b, func(op int, arg block) {
		switch op {
		case propStyle:
			p.style = arg.u16(0)
		case propList:
			p.list, p.hasList = arg.u16(0), true
		case propListLevel:
			p.level, p.hasLevel = arg.u8(0), true
		case propInTable:
			p.inTable = arg.u8(0) == 1
		case propRowEnd:
			p.rowEnd = arg.u8(0) == 1
		case propInnerCell:
			p.innerCell = arg.u8(0) == 1
		case propInnerRow:
			p.innerRow = arg.u8(0) == 1
		}
	})
}

// A runTable finds the properties that belong to a byte offset of the text.
// They lie in pages of 512 bytes of the WordDocument stream ([MS-DOC] 2.9.33,
// 2.9.175): ascending offsets, then for each run the place of its properties
// in the page, the number of runs in the last byte.
type runTable struct {
	stream   block
	pages    plc
	stride   int                              // bytes of a run's record in a page
	props    func(page block, word int) block // the properties at twice word
	from, to int                              // the run found last
	found    block
}

func newCharRuns(stream, table block) *runTable {
	return &runTable{stream: stream, pages: newPlc(table, 4), stride: 1, props: func(page block, word int) block {
		return page.part(2*word+1, page.u8(2*word))
	}}
}

func newParaRuns(stream, table block) *runTable {
	return &runTable{stream: stream, pages: newPlc(table, 4), stride: 13, props: func(page block, word int) block {
		if n := page.u8(2 * word); n != 0 {
			return page.part(2*word+1, 2*n-1)
		}
		return page.part(2*word+2, 2*page.u8(2*word+1))
	}}
}

// At returns the properties at offset fc, and whether they are the same as
// those of the last call.
func (t *runTable) at(fc int) (props block, same bool) {
	if fc >= t.from && fc < t.to {
		return t.found, true
	}
	t.from, t.to, t.found = fc, fc+1, nil
	i := sort.Search(t.pages.n, func(i int) bool { return t.pages.at(i+1) > fc })
	if i == t.pages.n || t.pages.at(i) > fc {
		return nil, false
	}
	page := t.stream.part((t.pages.record(i).u32(0)&0x3FFFFF)*512, 512)
	n := page.u8(511)
	if len(page) < 512 || n == 0 || 4*(n+1)+n*t.stride > 511 {
		return nil, false
	}
	k := sort.Search(n, func(k int) bool { return page.u32(4*(k+1)) > fc })
	if k == n || page.u32(4*k) > fc {
		return nil, false
	}
	t.from, t.to = page.u32(4*k), page.u32(4*(k+1))
	if word := page.u8(4*(n+1) + k*t.stride); word != 0 {
		t.found = t.props(page[:511], word)
	}
	return t.found, false
}
