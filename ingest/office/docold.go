package office

import (
	"context"

	"wenjian/ingest/page"
)

// Word 6 and Word 95 keep everything in the stream WordDocument. Characters
// are bytes of the code page of the system that wrote them, or UTF-16 in Word
// 95 of the Far East. Of the properties of characters and paragraphs, which
// have another form than in Word 97, nothing is read: hidden text and numbers
// that Word computes are not told.
// From the file information block (Word 6 Binary File Format, Microsoft 1994):
//
//	10   flags    0x0004 saved in pieces, 0x1000 characters are UTF-16
//	24   fcMin    where the text begins; 28 fcMac, where it ends
//	52   lengths of the eight sub-documents, in characters
//	352  fcClx, lcbClx: the piece table, of use when saved in pieces
const (
	oldLengths  = 52
	oldClx      = 352
	flagComplex = 0x0004
	flagExtChar = 0x1000
)

// readOldFIB reads what Word 6 and 95 have in other places.
func readOldFIB(f fib, b block) (fib, *page.Failure) {
	if len(b) < oldClx+8 {
		return f, failDamagedOLE()
	}
	for i := range f.lengths {
		f.lengths[i] = min(max(0, b.i32(oldLengths+4*i)), len(b))
	}
	return f, nil
}

// oldPieces returns the pieces of the text: one, unless the file was saved in pieces.
func oldPieces(f fib, stream block) []piece {
	wide := f.flags&flagExtChar != 0
	if f.flags&flagComplex != 0 {
		return readPieces(stream.part(stream.u32(oldClx), stream.u32(oldClx+4)), stream, func(p *piece) {
			p.narrow, p.props = !wide, nil // property modifiers are others than in Word 97
		})
	}
	all := f.start(subDocuments)
	p := piece{to: all, at: f.fcMin, narrow: !wide || stream.u32(28)-f.fcMin < 2*all}
	if p.to = min(p.to, max(0, (len(stream)-p.at)/p.width())); p.to == 0 {
		return nil
	}
	return []piece{p}
}

// readOldWord reads a document of Word 6 or 95: the text, then the notes and
// text boxes, whose places are not told. Headers and comments are cut.
func readOldWord(ctx context.Context, f fib, stream block) (page.Page, error) {
	pieces := oldPieces(f, stream)
	if len(pieces) == 0 {
		return page.Page{}, failDamagedOLE()
	}
	r := &docReader{
		ctx: ctx, fib: f, text: newDocText(stream, pieces),
		chars: newCharRuns(stream, nil), paras: newParaRuns(stream, nil),
		lists: readLists(nil, f), notes: map[int]*docNote{}, boxes: map[int]*docNote{},
	}
	out := &page.Flow{}
	for _, part := range []struct {
		sub int
		why string
	}{{docHeaders, page.WhyHeader}, {docMain, ""}, {docFootnotes, ""}, {docEndnotes, ""}, {docBoxes, ""}, {docComments, page.WhyComment}, {docHeaderBoxes, page.WhyHeader}} {
		addStory(out, r.walk(f.start(part.sub), f.start(part.sub+1), part.why, "", false))
	}
	if r.err != nil {
		return page.Page{}, r.err
	}
	settleContents(out, r.lost)
	p, err := out.Page(r.text.charset())
	if err != nil {
		return page.Page{}, err
	}
	if lost := f.missing(pieces); lost > 0 {
		p.Warnings = append(p.Warnings, warnMissing(lost))
	}
	return p, nil
}
