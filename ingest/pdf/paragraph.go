package pdf

import (
	"math"
	"regexp"
	"strings"
	"unicode"

	"wenjian/ingest/page"
	"wenjian/internal/zh"
)

const (
	sameSize   = 0.1  // relative: lines whose sizes differ by more are of two paragraphs
	wider      = 1.2  // times the pitch: the gap that parts paragraphs
	slack      = 0.12 // of the size: what a full line may leave free beyond its next word
	strictFree = 0.3  // of the size: likewise for justified lines
)

// continues reports whether b, the next line, goes on with the paragraph of a.
func (m *margins) continues(a, b *line) bool {
	if !m.sameSetting(a, b) {
		return false
	}
	gap := a.base - b.base
	if m.pitch > 0 && gap > wider*m.pitch && (gap > 1.6*m.pitch || !isInner(a.last())) {
		return false
	}
	if m.spaced && m.indent(b) < 0.5 && m.full(a, b) {
		return true // were it a new one, it would stand apart
	}
	return m.runsOn(a, b)
}

// sameSetting reports whether a and b are of one size, and neither is a row
// of columns nor a line of a table of contents.
func (m *margins) sameSetting(a, b *line) bool {
	if math.Abs(a.size-b.size) > sameSize*max(a.size, b.size) {
		return false
	}
	return !a.columns() && !b.columns() && !leader.MatchString(a.text())
}

// runsOn reports whether b goes on with the paragraph of a, whatever stands
// between them: they may be on two pages.
func (m *margins) runsOn(a, b *line) bool {
	if neverFirst(b.first()) {
		return m.free(a, b) < 6*m.size
	}
	if !m.full(a, b) {
		return false
	}
	in := m.indent(b)
	switch {
	case m.centredPair(a, b):
		return true
	case m.indents && in >= minIndent-0.2 && in <= maxIndent+0.3:
		// The second line of something that is indented as a whole.
		return math.Abs(a.left-b.left) < 0.3*m.size && isInner(a.last()) && !m.isMarked(a.text()) && !m.isMarked(b.text())
	case in > 4:
		return false // set to the right
	case m.indents:
		return true
	}
	return isInner(a.last()) || !m.isMarked(b.text())
}

// centredPair reports whether a and b are lines of one heading that was too
// wide for the page.
func (m *margins) centredPair(a, b *line) bool {
	mid := (m.left + m.right) / 2
	if large := a.size > 1.1*m.size; !large && (m.indent(a) < 1 || m.indents) {
		return false
	}
	return m.indent(b) > 1 && math.Abs((b.left+b.right)/2-mid) < 0.6*m.size && math.Abs((a.left+a.right)/2-mid) < 0.8*m.size && b.size >= m.size*0.95
}

// full reports whether a has no room for the word that b begins with.
func (m *margins) full(a, b *line) bool {
	free := m.free(a, b)
	if m.justified && math.Abs(a.size-m.size) <= sameSize*m.size {
		return free <= strictFree*a.size
	}
	return free < b.firstWord()+slack*a.size
}

// free returns the room that a leaves on its line.
func (m *margins) free(a, b *line) float64 {
	right := m.right - a.right
	mid := (m.left + m.right) / 2
	switch {
	case m.centred, m.centredPair(a, b), a.size > 1.15*m.size && math.Abs((a.left+a.right)/2-mid) < 0.8*m.size:
		return right + max(0, a.left-m.left)
	case m.indent(a) > 4.5:
		return right + a.left - m.left
	}
	return right
}

// firstWord returns the width of what must stay together at the beginning of
// l: a Latin word or number, or a character with the marks that cannot begin
// a line.
func (l *line) firstWord() float64 {
	gs := l.glyphs
	for len(gs) > 0 && gs[0].blank() {
		gs = gs[1:]
	}
	end := 0.0
	for i, g := range gs {
		if i > 0 {
			p := gs[i-1].r
			if !(unbroken(p) && unbroken(g.r)) && !clings(g.r) && !opens(p) && !quotes(p) && !quotes(g.r) {
				break
			}
		}
		end = g.right
		if i > 60 {
			break
		}
	}
	return max(end-l.left, 0)
}

// unbroken reports whether r belongs to a word or number that is not broken
// at the end of a line.
func unbroken(r rune) bool {
	return r > ' ' && r < 0x250 && r != '-' && r != '/'
}

// clings reports whether r stays with what it follows: it begins no line, but
// some of these begin paragraphs.
func clings(r rune) bool { return neverFirst(r) || strings.ContainsRune("·‧•∶～—…", r) }

// quotes reports whether r is a quotation mark that Latin text has as well:
// browsers break lines on neither side of it (Unicode annex 14, class QU).
func quotes(r rune) bool { return strings.ContainsRune("“”‘’\"'", r) }

// columns reports whether l has a gap that parts columns.
func (l *line) columns() bool {
	return strings.ContainsRune(strings.Trim(l.text(), "\t "), '\t')
}

// leader matches a line of a table of contents.
var leader = regexp.MustCompile(`(?:[.·．]{4,}|…{2,}|─{4,}|_{4,})\s*[(（-]?\d{1,4}[)）-]?$`)

// marks are the beginnings of headings and items of lists, each kind with
// whether it begins a paragraph wherever it begins a line. The others also
// occur in running text: they count where a document uses them for paragraphs.
var marks = []struct {
	form   *regexp.Regexp
	always bool
}{
	{regexp.MustCompile(`^[一二三四五六七八九十]{1,3}\s*[、.．]`), true},
	{regexp.MustCompile(`^[（(][一二三四五六七八九十]{1,3}[)）]`), true},
	{regexp.MustCompile(`^第[一二三四五六七八九十百\d]{1,4}[章节条部篇]`), true},
	{regexp.MustCompile(`^附件|^附[:：]`), true},
	{regexp.MustCompile(`^[●■◆▪•➢]`), true},
	{regexp.MustCompile(`^\d{1,2}\s*[、.．)）]\D`), false},
	{regexp.MustCompile(`^[（(]\d{1,2}[)）]`), false},
	{regexp.MustCompile(`^[①-⑳⑴-⒇㈠-㈩]`), false},
	{regexp.MustCompile(`^[一二三四五六七八九十]{1,2}[是要]`), false},
	{regexp.MustCompile(`^第[一二三四五六七八九十]{1,2}[，、]`), false},
	{regexp.MustCompile(`^其[一二三四五六七八九十][，、]`), false},
	{regexp.MustCompile(`^——`), false},
}

// markKind returns the number, from 1, of the kind of mark that s begins
// with, 0 when it begins with none.
func markKind(s string) int {
	s = strings.TrimLeft(s, " \t　")
	for i, m := range marks {
		if m.form.MatchString(s) {
			return i + 1
		}
	}
	return 0
}

// isMarked reports whether a paragraph begins with s, by its mark.
func (m *margins) isMarked(s string) bool {
	k := markKind(s)
	return k > 0 && (marks[k-1].always || m.starts[k])
}

func endsSentence(r rune) bool { return zh.IsSentenceEnd(r) || strings.ContainsRune("；;.…", r) }

// closes reports whether r closes a quotation or bracket.
func closes(r rune) bool { return strings.ContainsRune("”’)）】》」』〉〕］\"", r) }

// opens reports whether r opens one, so that no line ends with it.
func opens(r rune) bool { return strings.ContainsRune("“‘(（【《「『〈〔［", r) }

// neverFirst reports whether no line begins with r (GB/T 15834: marks that
// end or close do not stand at the head of a line), let alone a paragraph.
func neverFirst(r rune) bool {
	return strings.ContainsRune("，。、；：！？,;:!?”’)）】》」』〉〕］%％‰℃", r)
}

// join writes what stands between the lines a and b of one paragraph: Chinese
// lines join without a blank, Latin words with one.
func join(p *page.Flow, a, b *line) {
	x, y := a.last(), b.first()
	trailing := a.glyphs[len(a.glyphs)-1].blank()
	switch {
	case b.glyphs[0].blank():
		p.Write(" ", "") // somebody typed it: nothing sets one at the head of a line
	case x == '-' && unicode.IsLetter(y):
		return
	case isWord(x) && isWord(y):
		if !trailing && (isDigit(x) || isDigit(y) || unicode.IsUpper(x) && unicode.IsUpper(y)) {
			return // a number or an abbreviation that was broken: 20|11年, 5|G, G|DP
		}
		p.Write(" ", "")
	case isDigit(y) && strings.ContainsRune(".,", x) && !trailing:
		return // likewise
	case x < 0x80 && y < 0x80 && (isWord(x) || isWord(y)) && (trailing || strings.ContainsRune(",;:.!?)", x) || strings.ContainsRune("([", y)):
		p.Write(" ", "")
	}
}

func isDigit(r rune) bool { return r >= '0' && r <= '9' }

// writeTo appends the text of l to p without the blanks at its ends, but with
// those that a paragraph is indented by. A superscript that cut names is cut
// as the mark of a note.
func (l *line) writeTo(p *page.Flow, cut map[string]bool) {
	end := len(l.glyphs)
	for end > 0 && l.glyphs[end-1].blank() {
		end--
	}
	start := 0
	if len(p.Text) > 0 && p.Text[len(p.Text)-1] != '\n' {
		for start < end && l.glyphs[start].blank() {
			start++
		}
	}
	even := l.spacing()
	for i := start; i < end; i++ {
		if i > start {
			p.Write(l.between(i, even), "")
		}
		if n := l.markAt(i, end, cut); n > 0 {
			for k := i; k < i+n; k++ {
				p.Write(string(l.glyphs[k].r), page.WhyNoteMark)
			}
			i += n - 1
			continue
		}
		p.Write(string(shown(l.glyphs[i].r)), "")
	}
}

// shown returns r as a text has it: no line ends, no hard blanks.
func shown(r rune) rune {
	if r == '\n' || r == '\r' || r == 0xA0 {
		return ' '
	}
	return r
}

// markAt returns the number of glyphs from i on that are a superscript named
// by cut.
func (l *line) markAt(i, end int, cut map[string]bool) int {
	if l.raised == nil || !l.raised[i] || len(cut) == 0 || i > 0 && l.raised[i-1] {
		return 0
	}
	n := 0
	var b strings.Builder
	for i+n < end && l.raised[i+n] {
		b.WriteRune(l.glyphs[i+n].r)
		n++
	}
	if cut[markOf(b.String())] {
		return n
	}
	return 0
}
