package office

import (
	"context"
	"maps"
	"slices"
	"strconv"

	"wenjian/corpus"
	"wenjian/ingest/page"
)

// readDoc reads a Word binary document (Word 97 to 2003, and what WPS saves
// as .wps or .doc), after [MS-DOC]. Text boxes and notes stand behind the
// paragraph they hang at. Headers, footers, marks of notes, comments, tables
// of contents, hidden text and tracked deletions become Removals. Rows of
// tables are lines with tabs; numbers that Word computes stand in the text.
func readDoc(ctx context.Context, c *compound) (page.Page, error) {
	stream := block(c.stream("WordDocument"))
	f, fail := readFIB(stream)
	if fail != nil {
		return page.Page{}, fail
	}
	table := block(c.stream(f.tableName()))
	p, err := readWord(ctx, f, stream, table)
	if err != nil {
		return page.Page{}, err
	}
	p.Properties = documentProperties(c)
	page.SetProperty(p.Properties, page.PropertySavedBy, savedBy(f.table(table, fcSavedBy)))
	return p, nil
}

// maxDocChars is the most characters a document may hold: thirty times the
// longest novel. Word itself stops at 32 MB of text.
const maxDocChars = 16 << 20

// readWord reads the two streams that hold the text.
func readWord(ctx context.Context, f fib, stream, table block) (page.Page, error) {
	if f.version < versionWord8 {
		return readOldWord(ctx, f, stream)
	}
	pieces := readPieces(f.table(table, fcPieces), stream, nil)
	if len(pieces) == 0 {
		return page.Page{}, failDamagedOLE()
	}
	if pieces[len(pieces)-1].to > maxDocChars || len(pieces) == maxPieces {
		return page.Page{}, page.FailFlood()
	}
	r := &docReader{
		ctx: ctx, fib: f,
		text:    newDocText(stream, pieces),
		chars:   newCharRuns(stream, f.table(table, fcCharRuns)),
		paras:   newParaRuns(stream, f.table(table, fcParaRuns)),
		styles:  readStyles(f.table(table, fcStyles)),
		lists:   readLists(table, f),
		anchors: newPlc(f.table(table, fcAnchors), 26),
		breaks:  newPlc(f.table(table, fcSections), 12),
		notes:   map[int]*docNote{},
		boxes:   map[int]*docNote{},
	}
	w := r.whole(table)
	if r.err != nil {
		return page.Page{}, r.err
	}
	settleContents(w, r.lost)
	p, err := w.Page(r.text.charset())
	if err != nil {
		return page.Page{}, err
	}
	if lost := f.missing(pieces); lost > 0 {
		p.Warnings = append(p.Warnings, warnMissing(lost))
	}
	return p, nil
}

func warnMissing(chars int) page.Failure {
	return page.Failure{Code: page.CodeDamaged, Reason: "文件不完整，缺少约 " + strconv.Itoa(chars) + " 个字符", Advice: "已保留能读出的文字；请向报送单位索取原件。"}
}

func (f fib) tableName() string {
	if f.flags&flagTable1 != 0 {
		return "1Table"
	}
	return "0Table"
}

// missing returns how many characters of the main text no piece holds.
func (f fib) missing(pieces []piece) int {
	n := f.lengths[docMain]
	for _, p := range pieces {
		n -= max(0, min(p.to, f.lengths[docMain])-min(p.from, f.lengths[docMain]))
	}
	return max(0, n)
}

// maxStories bounds the notes, boxes and headers of each sort that are told
// from each other; no real document comes near.
const maxStories = 1 << 16

// whole returns the document with everything that is no reading text marked.
func (r *docReader) whole(table block) *page.Flow {
	r.findNotes(docFootnotes, newPlc(r.fib.table(table, fcFootnoteRefs), 2), newPlc(r.fib.table(table, fcFootnotes), 0), "decimal")
	r.findNotes(docEndnotes, newPlc(r.fib.table(table, fcEndnoteRefs), 2), newPlc(r.fib.table(table, fcEndnotes), 0), "lowerRoman")
	boxes := newPlc(r.fib.table(table, fcBoxes), 22)
	for i, s := range r.stories(docBoxes, boxes) {
		if shape := boxes.record(i).u32(14); !s.Empty() && r.boxes[shape] == nil {
			r.boxes[shape] = &docNote{Span: s}
		}
	}
	out := &page.Flow{}
	headers := r.stories(docHeaders, newPlc(r.fib.table(table, fcHeaders), 0))
	r.headers(out, headers, page.WhyHeader)
	addStory(out, r.walk(0, r.fib.lengths[docMain], "", "", true))
	r.leftovers(out, r.boxes)
	r.leftovers(out, r.notes)
	addStory(out, r.walk(r.fib.start(docComments), r.fib.start(docComments+1), page.WhyComment, "", false))
	r.headers(out, headers, page.WhyFooter)
	addStory(out, r.walk(r.fib.start(docHeaderBoxes), r.fib.start(docHeaderBoxes+1), page.WhyHeader, "", false))
	return out
}

// stories returns the character positions of the parts of sub-document sub,
// which at gives relative to its start; they are in order and do not overlap,
// those that would are empty.
func (r *docReader) stories(sub int, at plc) []corpus.Span {
	start, next, end := r.fib.start(sub), 0, r.fib.lengths[sub]
	var out []corpus.Span
	for i := range min(at.n, maxStories) {
		from, to := max(next, at.at(i)), min(end, at.at(i+1))
		if from >= to {
			out = append(out, corpus.Span{})
			continue
		}
		next = to
		out = append(out, corpus.Span{Start: start + from, End: start + to})
	}
	return out
}

// findNotes notes by their references the notes of a sub-document.
// References with a mark of their own do not count.
func (r *docReader) findNotes(sub int, refs, texts plc, format string) {
	n := 0
	for i, s := range r.stories(sub, texts) {
		if i >= refs.n || s.Empty() {
			continue
		}
		note := &docNote{Span: s}
		if refs.record(i).u16(0) != 0 {
			n++
			note.label = "[" + listNumber(format, n) + "]"
		}
		r.notes[refs.at(i)] = note
	}
}

// leftovers writes the notes or boxes whose place in the text was not met.
func (r *docReader) leftovers(out *page.Flow, left map[int]*docNote) {
	for _, at := range slices.Sorted(maps.Keys(left)) {
		n := left[at]
		addStory(out, r.walk(n.Start, n.End, "", n.label, false))
	}
}

// headers writes the headers or the footers. The first six stories separate
// notes from the text; then each section has even and odd headers, even and
// odd footers, and a first one of each ([MS-DOC] 2.3.3).
func (r *docReader) headers(out *page.Flow, stories []corpus.Span, which string) {
	kinds := [6]string{page.WhyHeader, page.WhyHeader, page.WhyFooter, page.WhyFooter, page.WhyHeader, page.WhyFooter}
	for i := 6; i < len(stories); i++ {
		if s := stories[i]; kinds[i%6] == which && !s.Empty() {
			addStory(out, r.walk(s.Start, s.End, which, "", false))
		}
	}
}

// Charset names the encoding of the characters.
func (t docText) charset() string {
	for _, p := range t.pieces {
		if !p.narrow {
			return "utf-16le"
		}
	}
	if t.ansi {
		return "gb18030"
	}
	return "windows-1252"
}
