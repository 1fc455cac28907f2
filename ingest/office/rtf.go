package office

import (
	"bytes"
	"context"
	"strconv"

	"wenjian/ingest/page"
)

// Rich Text Format (specification 1.9.1, Microsoft 2008):
//
//	file    = group
//	group   = { … }                       holds settings to itself
//	control = \word[-]digits[space] | \symbol | \'hh
//
// Text is bytes in the code page of the current font, or \uN with a fallback
// of \ucN bytes behind it. A group may begin with a control that makes it a
// destination: a font table, a header, a note. \* before one means: pass over
// the group when the control is not known.

// DetectRTF recognises RTF by its first characters.
func DetectRTF(_ string, data []byte) bool {
	return bytes.HasPrefix(bytes.TrimLeft(data[:min(len(data), 64)], "\xef\xbb\xbf \t\r\n\x00"), []byte(`{\rtf`))
}

// ReadRTF reads a document in Rich Text Format. Page.Text is made as that of
// ReadDocx; numbers of lists are those that the writing program left in the file.
func ReadRTF(ctx context.Context, data []byte) (page.Page, error) {
	r := newRTFReader(ctx, data)
	if err := r.read(); err != nil {
		return page.Page{}, officeError(err, "文档")
	}
	all := &r.headers
	all.Add(&r.body.out)
	all.EndLine()
	all.Add(&r.footers)
	all.EndLine()
	all.Add(&r.comments)
	settleContents(all, r.cut)
	p, err := all.Page(r.charset())
	if err != nil {
		return page.Page{}, err
	}
	p.Properties = r.props
	if r.cut {
		p.Warnings = append(p.Warnings, page.WarnBroken())
	}
	return p, nil
}

// maxRTFDepth is the deepest nesting of groups that is told apart.
const maxRTFDepth = 4096

// An rtfReader carries the reading of one document.
type rtfReader struct {
	ctx   context.Context
	data  []byte
	at    int
	state rtfState
	stack []rtfState
	over  int  // groups open beyond maxRTFDepth
	skip  int  // bytes of fallback still to pass over
	star  bool // \* was read, the control word comes
	fresh bool // the group has just begun
	cut   bool // the file ends inside a group

	fonts       map[int]*rtfFont
	defining    *rtfFont
	defaultFont int
	ansi        int // code page of the document
	seen        map[int]int

	pending rtfBytes
	high    rune // first half of a surrogate pair

	body                       *rtfStory
	headers, footers, comments page.Flow
	props                      map[string]string
	lists                      *rtfLists // nil when numbers are not to be computed
	noted                      int
	written                    int
}

// rtfState is what a group sets for itself and restores at its end.
type rtfState struct {
	dest     rtfDest
	story    *rtfStory
	opens    bool // this group began story
	why      string
	uc       int
	font     int
	doubles  int // font for double-byte characters, -1 none
	dbch     bool
	hidden   bool
	deleted  bool
	inTable  bool
	field    *rtfField
	property *rtfProperty
	list     int // use of a list, 0 none, and level in it
	level    int
	outer    rtfDest // of the group around \upr
}

type rtfDest int

const (
	rtfText rtfDest = iota
	rtfSkip
	rtfFontTable
	rtfInstruction
	rtfLabel
	rtfInfo
	rtfListTable
	rtfLevelText
)

// An rtfField is a field: instruction and result are groups of their own.
type rtfField struct{ code []byte }

// An rtfProperty is a document property being read.
type rtfProperty struct {
	key  string
	text string
	time [5]int // year, month, day, hour, minute
}

// An rtfStory is a text of its own: the body, a header, a note, a text box.
type rtfStory struct {
	out   page.Flow
	why   string // reason for cutting all of it
	end   func(*rtfStory)
	para  page.Flow
	label string
	cell  page.Cell
	row   []page.Cell
	inner []page.Cell // row of a table in a cell
	boxes page.Flow   // due after the paragraph
	notes page.Flow   // due after the paragraph or table
}

func newRTFReader(ctx context.Context, data []byte) *rtfReader {
	r := &rtfReader{ctx: ctx, data: data, fonts: map[int]*rtfFont{}, ansi: 1252, seen: map[int]int{}, props: map[string]string{}, body: &rtfStory{}, lists: newRTFLists(data)}
	r.state = rtfState{story: r.body, uc: 1, doubles: -1}
	return r
}

// read walks the file.
func (r *rtfReader) read() error {
	for steps := 0; r.at < len(r.data); steps++ {
		if steps%4096 == 0 {
			if err := r.ctx.Err(); err != nil {
				return err
			}
		}
		if r.written > page.MaxFlow {
			return page.ErrFlood
		}
		c := r.data[r.at]
		r.at++
		switch c {
		case '{':
			r.open()
		case '}':
			if r.close() {
				r.finish()
				return nil // what follows the outermost group is no part of it
			}
		case '\\':
			r.control()
		case '\r', '\n', 0:
		default:
			r.byte(c)
		}
	}
	r.cut = true
	for len(r.stack) > 0 {
		r.close()
	}
	r.finish()
	return nil
}

func (r *rtfReader) finish() {
	r.flush()
	r.body.finish()
}

func (r *rtfReader) open() {
	r.skip = 0
	if len(r.stack) >= maxRTFDepth {
		r.over++
		return
	}
	r.stack = append(r.stack, r.state)
	r.state.opens = false
	r.fresh = true
}

// close ends a group and reports whether it was the outermost one.
func (r *rtfReader) close() bool {
	r.skip, r.fresh, r.star = 0, false, false
	if r.over > 0 {
		r.over--
		return false
	}
	if len(r.stack) == 0 {
		return false
	}
	inner, outer := r.state, r.stack[len(r.stack)-1]
	if inner.dest != outer.dest || inner.opens || inner.property != outer.property {
		r.flush()
	}
	if inner.opens {
		inner.story.finish()
		inner.story.end(inner.story)
	}
	if inner.property != nil && inner.property != outer.property {
		r.setProperty(inner.property)
	}
	if inner.dest == rtfLevelText && outer.dest != rtfLevelText {
		r.lists.endText()
	}
	r.state = outer
	r.stack = r.stack[:len(r.stack)-1]
	return len(r.stack) == 0
}

// control reads what follows a backslash.
func (r *rtfReader) control() {
	if r.at >= len(r.data) {
		return
	}
	c := r.data[r.at]
	if c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' {
		r.word()
		return
	}
	r.at++
	switch c {
	case '\'':
		if r.at+2 <= len(r.data) {
			if b, err := strconv.ParseUint(string(r.data[r.at:r.at+2]), 16, 8); err == nil {
				r.at += 2
				r.hexByte(byte(b))
			}
		}
	case '*':
		r.star = true
	case '\\', '{', '}':
		r.byte(c)
	case '~':
		r.char("\u00a0")
	case '_':
		r.char("-")
	case '-':
		r.char("\u00ad")
	case '\r', '\n':
		r.paragraph()
	case '\t':
		r.char("\t")
	}
}

// word reads a control word with its number.
func (r *rtfReader) word() {
	from := r.at
	for r.at < len(r.data) && r.at-from < 32 && (r.data[r.at]|0x20 >= 'a' && r.data[r.at]|0x20 <= 'z') {
		r.at++
	}
	name := string(r.data[from:r.at])
	n, given := 0, false
	if digits := r.at; digits < len(r.data) {
		end := digits
		if r.data[end] == '-' {
			end++
		}
		for end < len(r.data) && end-digits < 12 && r.data[end] >= '0' && r.data[end] <= '9' {
			end++
		}
		if v, err := strconv.Atoi(string(r.data[digits:end])); err == nil {
			n, given = v, true
			r.at = end
		}
	}
	if r.at < len(r.data) && r.data[r.at] == ' ' {
		r.at++
	}
	star, fresh := r.star, r.fresh
	r.star, r.fresh = false, false
	if name == "bin" {
		r.at += min(max(0, n), len(r.data)-r.at)
		return
	}
	if name != "u" {
		r.skip = 0
	}
	if (star || fresh) && r.destination(name) {
		return
	}
	if r.setting(name, n, given) || r.state.dest == rtfSkip {
		return
	}
	if star {
		r.state.dest = rtfSkip
		return
	}
	r.text(name)
}
