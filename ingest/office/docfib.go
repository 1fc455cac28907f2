package office

import (
	"sort"

	"wenjian/ingest/page"
)

// The file information block at the head of the WordDocument stream, after
// [MS-DOC] 2.5. Only what the text needs is read:
//
//	0    wIdent   0xA5EC
//	2    nFib     0x00C1 from Word 97 on; smaller for Word 6 and 95
//	6    lid      language of the program that made the file
//	10   flags    0x0100 encrypted, 0x0200 table stream is 1Table, 0x1000 Unicode
//	24   fcMin    where the text begins (of use only without a piece table)
//	32   csw      count of 16-bit fields that follow
//	…    cslw     count of 32-bit fields; fields 3 to 10 are the lengths of the sub-documents
//	…    cbRgFcLcb count of (offset, length) pairs into the table stream
type fib struct {
	version    int
	flags      int
	lengths    [subDocuments]int // characters of each sub-document
	pairs      block             // offsets and lengths in the table stream
	fcMin, lid int
}

// The sub-documents, in the order in which their characters follow each other.
const (
	docMain = iota
	docFootnotes
	docHeaders
	docMacros
	docComments
	docEndnotes
	docBoxes
	docHeaderBoxes
	subDocuments
)

// Indexes of pairs, [MS-DOC] 2.5.6.
const (
	fcStyles       = 1
	fcFootnoteRefs = 2
	fcFootnotes    = 3
	fcSections     = 6
	fcHeaders      = 11
	fcCharRuns     = 12
	fcParaRuns     = 13
	fcPieces       = 33
	fcAnchors      = 40
	fcEndnoteRefs  = 46
	fcEndnotes     = 47
	fcBoxes        = 56
	fcSavedBy      = 71
	fcLists        = 73
	fcListUses     = 74
)

const (
	identWord97  = 0xA5EC
	identWord6   = 0xA5DC
	identFarEast = 0xA697 // and the four behind it: Word 6 and 95 of the Far East
	versionWord8 = 0x00C0 // 0x00C1 but for some early right-to-left builds
	versionWord6 = 101    // Word 95 has 103 and 104
)

const (
	flagEncrypted = 0x0100
	flagTable1    = 0x0200
	flagObfuscate = 0x8000
)

// readFIB reads the block, or says why the document cannot be read.
func readFIB(b block) (fib, *page.Failure) {
	f := fib{version: b.u16(2), lid: b.u16(6), flags: b.u16(10), fcMin: b.u32(24)}
	switch ident := b.u16(0); {
	case ident != identWord97 && ident != identWord6 && ident != 0xA5DB && ident != 0xA59B && ident != 0xA59C && (ident < identFarEast || ident > identFarEast+4):
		return f, failDamagedOLE()
	case f.version < versionWord6:
		return f, &page.Failure{Code: page.CodeUnsupported, Reason: "格式暂不支持（Word 2 或更早版本的文档）", Advice: "请用 Word 或 WPS 打开，另存为 docx 再导入。"}
	case f.flags&flagEncrypted != 0, f.version >= versionWord8 && f.flags&flagObfuscate != 0:
		return f, failEncrypted()
	case f.version < versionWord8:
		return readOldFIB(f, b)
	}
	at := 34 + 2*b.u16(32)
	longs := b.part(at+2, 4*b.u16(at))
	for i := range f.lengths {
		f.lengths[i] = max(0, longs.i32(4*(3+i)))
	}
	at += 2 + len(longs)
	f.pairs = b.part(at+2, 8*b.u16(at))
	if len(f.pairs) < 8*(fcPieces+1) {
		return f, failDamagedOLE()
	}
	return f, nil
}

// table returns the part of the table stream that pair i names.
func (f fib) table(stream block, i int) block {
	return stream.part(f.pairs.u32(8*i), f.pairs.u32(8*i+4))
}

// start returns the position of the first character of sub-document i.
func (f fib) start(i int) int {
	at := 0
	for _, n := range f.lengths[:i] {
		at += n
	}
	return at
}

// A plc is an array of n+1 ascending positions followed by n fixed-size
// records, [MS-DOC] 2.2.2.
type plc struct {
	b    block
	n    int
	size int
}

func newPlc(b block, size int) plc {
	return plc{b, max(0, (len(b)-4)/(4+size)), size}
}

// At returns position i, 0 to n.
func (p plc) at(i int) int { return p.b.u32(4 * i) }

// record returns record i.
func (p plc) record(i int) block { return p.b.part(4*(p.n+1)+i*p.size, p.size) }

// find returns the index of the record at position cp, and whether there is one.
func (p plc) find(cp int) (int, bool) {
	i := sort.Search(p.n, func(i int) bool { return p.at(i) >= cp })
	return i, i < p.n && p.at(i) == cp
}

// has reports whether cp is one of the positions.
func (p plc) has(cp int) bool {
	if len(p.b) < 4 {
		return false
	}
	_, ok := p.find(cp)
	return ok || p.at(p.n) == cp
}
