package office

import (
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/korean"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"

	"wenjian/ingest/charset"
	"wenjian/ingest/page"
)

// An rtfFont is an entry of the font table.
type rtfFont struct {
	name    string
	charset int
	page    int // code page, 0 unknown
}

// charsetSymbol is the charset of fonts whose codes are signs of their own.
const charsetSymbol = 2

// charsetPages gives the code page of a charset of Windows.
var charsetPages = map[int]int{
	77: 10000, 128: 932, 129: 949, 130: 949, 134: 936, 136: 950, 161: 1253, 162: 1254, 163: 1258,
	177: 1255, 178: 1256, 186: 1257, 204: 1251, 222: 874, 238: 1250, 254: 437, 255: 850,
}

func codePage(n int) encoding.Encoding {
	switch n {
	case 936, 54936, 20936:
		return simplifiedchinese.GB18030
	case 950:
		return traditionalchinese.Big5
	case 932:
		return japanese.ShiftJIS
	case 949, 1361:
		return korean.EUCKR
	case 874:
		return charmap.Windows874
	case 1250:
		return charmap.Windows1250
	case 1251:
		return charmap.Windows1251
	case 1253:
		return charmap.Windows1253
	case 1254:
		return charmap.Windows1254
	case 1255:
		return charmap.Windows1255
	case 1256:
		return charmap.Windows1256
	case 1257:
		return charmap.Windows1257
	case 1258:
		return charmap.Windows1258
	case 437:
		return charmap.CodePage437
	case 850:
		return charmap.CodePage850
	case 852:
		return charmap.CodePage852
	case 866:
		return charmap.CodePage866
	case 10000:
		return charmap.Macintosh
	}
	return charmap.Windows1252
}

func isDouble(page int) bool {
	switch page {
	case 936, 54936, 20936, 950, 932, 949, 1361:
		return true
	}
	return false
}

// pageSymbol stands for the codes of a font of symbols, pageUTF8 for UTF-8.
const (
	pageSymbol = -1
	pageUTF8   = 65001
)

// Page returns the code page of the text that is being read.
func (r *rtfReader) page() int {
	f := r.fonts[r.state.font]
	if r.state.dest == rtfFontTable {
		f = r.defining
	}
	switch {
	case f == nil:
		return r.ansi
	case f.charset == charsetSymbol && r.state.dest != rtfFontTable:
		return pageSymbol
	case f.page > 0:
		return f.page
	}
	// A Western font, and bytes that may still be Chinese: the font for
	// double-byte characters stands beside it, or the whole document is Chinese.
	if d := r.fonts[r.state.doubles]; d != nil && isDouble(d.page) {
		return d.page
	}
	return r.ansi
}

// rtfBytes are bytes of one code page that wait to be decoded together: a
// character may be spread over escapes and groups.
type rtfBytes struct {
	b     []byte
	page  int
	font  string
	why   string
	story *rtfStory
	dest  rtfDest
	lead  bool // the last byte begins a double-byte character
}

// reason returns why the text that is being read is to be cut, or "".
func (r *rtfReader) reason() string {
	switch s := &r.state; {
	case s.deleted:
		return page.WhyRevision
	case s.why != "":
		return s.why
	case s.hidden:
		return page.WhyHidden
	}
	return ""
}

// byte takes a byte of text as it stands in the file. The second byte of a
// double-byte character may look like a brace or backslash.
func (r *rtfReader) byte(c byte) {
	r.fresh, r.star = false, false
	if r.hexByte(c); c >= 0x81 && r.at < len(r.data) && strings.IndexByte(`\{}`, r.data[r.at]) >= 0 && r.pending.lead && isDouble(r.page()) && r.data[r.at-1] == c {
		r.hexByte(r.data[r.at])
		r.at++
	}
}

// maxPending is how many bytes wait before the next one that cannot be the
// second half of a character has them decoded.
const maxPending = 1 << 12

func (r *rtfReader) hexByte(c byte) {
	r.fresh = false
	if r.skip > 0 {
		r.skip--
		return
	}
	if r.state.dest == rtfSkip {
		return
	}
	r.surrogate()
	page, why, font := r.page(), r.reason(), ""
	if page == pageSymbol {
		font = r.fonts[r.state.font].name
	}
	if p := &r.pending; len(p.b) > 0 && (p.page != page || p.why != why || p.story != r.state.story || p.dest != r.state.dest || p.font != font || len(p.b) > maxPending && (c < 0x30 || len(p.b) > 64*maxPending && !p.lead)) {
		r.flush()
	}
	r.pending.page, r.pending.why, r.pending.font = page, why, font
	r.pending.story, r.pending.dest = r.state.story, r.state.dest
	r.pending.b = append(r.pending.b, c)
	r.pending.lead = !r.pending.lead && c >= 0x81
}

// char takes a character that is given as such.
func (r *rtfReader) char(s string) {
	if r.skip > 0 {
		r.skip--
		return
	}
	r.flush()
	r.put(s, r.reason())
}

// unicode takes \uN: a UTF-16 unit as a signed number.
func (r *rtfReader) unicode(n int) {
	r.flushBytes()
	if n < 0 {
		n += 0x10000
	}
	r.skip = r.state.uc
	c := rune(n)
	switch {
	case n < 0 || n > utf8.MaxRune:
		return
	case utf16.IsSurrogate(c) && c < 0xDC00:
		r.surrogate()
		r.high = c
		return
	case utf16.IsSurrogate(c):
		c = utf16.DecodeRune(r.high, c)
		r.high = 0
	default:
		r.surrogate()
	}
	if f := r.fonts[r.state.font]; c >= 0xF000 && c <= 0xF0FF && f != nil {
		if s := symbol(f.name, c); s != "" {
			r.put(s, r.reason())
			return
		}
	}
	r.put(string(c), r.reason())
}

// surrogate writes the mark of a pair whose second half did not come.
func (r *rtfReader) surrogate() {
	if r.high != 0 {
		r.high = 0
		r.put("\uFFFD", r.reason())
	}
}

func (r *rtfReader) flush() {
	r.surrogate()
	r.flushBytes()
}

// flushBytes decodes the pending bytes and writes them.
func (r *rtfReader) flushBytes() {
	p := r.pending
	if len(p.b) == 0 {
		return
	}
	r.pending.b, r.pending.lead = p.b[:0], false
	var text string
	switch p.page {
	case pageSymbol:
		var b strings.Builder
		for _, c := range p.b {
			switch s := symbol(p.font, rune(c)); {
			case s != "":
				b.WriteString(s)
			case c < 0x80:
				b.WriteByte(c)
			default:
				b.WriteString("•")
			}
		}
		text = b.String()
	case pageUTF8:
		text = strings.ToValidUTF8(string(p.b), "\uFFFD")
	default:
		text = r.decode(p.b, p.page)
	}
	story, dest := r.state.story, r.state.dest
	r.state.story, r.state.dest = p.story, p.dest
	r.put(text, p.why)
	r.state.story, r.state.dest = story, dest
}

// Decode decodes bytes of a code page. A document that says Western while
// its bytes are Chinese is read as Chinese.
func (r *rtfReader) decode(b []byte, page int) string {
	high := 0
	for _, c := range b {
		if c >= 0x80 {
			high++
		}
	}
	if high == 0 {
		return string(b)
	}
	if high >= 4 && !isDouble(page) {
		if utf8.Valid(b) && high%3 == 0 && charset.Plausibility(string(b)) > charset.MinPlausible {
			r.seen[pageUTF8] += high
			return string(b)
		}
		if s, cut := charset.DecodeGB18030(b); !cut && !strings.Contains(s, "\uFFFD") && charset.Plausibility(s) > 2*charset.MinPlausible {
			r.seen[936] += high
			return s
		}
	}
	r.seen[page] += high
	s, _ := codePage(page).NewDecoder().String(string(b)) // never fails: bad bytes become U+FFFD
	return s
}

// Charset names the encoding most text was in.
func (r *rtfReader) charset() string {
	best, name := 0, "us-ascii"
	for _, c := range []struct {
		page int
		name string
	}{{936, "gb18030"}, {950, "big5"}, {932, "shift_jis"}, {949, "euc-kr"}, {1252, "windows-1252"}, {pageUTF8, "utf-8"}} {
		if r.seen[c.page] > best {
			best, name = r.seen[c.page], c.name
		}
	}
	return name
}

// put writes text to where it belongs.
func (r *rtfReader) put(s, why string) {
	if s == "" {
		return
	}
	st := &r.state
	switch st.dest {
	case rtfText:
		st.story.para.Write(s, why)
		r.written += len(s)
		if why != "" {
			r.written += propertyWeight
		}
	case rtfLabel:
		if s = strings.TrimSpace(s); len(st.story.label) < maxLabel && why != page.WhyRevision {
			st.story.label += s
		}
	case rtfLevelText:
		if len(r.lists.text) < 4*maxLabel {
			r.lists.text += s
		}
	case rtfInstruction:
		if f := st.field; f != nil && len(f.code) < maxInstruction {
			f.code = append(f.code, s...)
		}
	case rtfInfo:
		if st.property != nil && len(st.property.text) < page.MaxProperty {
			st.property.text += s
		}
	case rtfFontTable:
		if r.defining != nil && len(r.defining.name) < 100 {
			r.defining.name = strings.TrimSuffix(r.defining.name+s, ";")
		}
	}
}

// propertyWeight is what a piece of markup counts towards maxFlow: it costs
// memory even where it brings no text.
const propertyWeight = 32
