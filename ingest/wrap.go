package ingest

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"wenjian/corpus"
	"wenjian/ingest/page"
	"wenjian/internal/pattern"
	"wenjian/internal/zh"
)

const (
	whyHardWrap     = "hard-wrap"
	whyFalseHeading = "false-heading" // a wrap that made 星期⏎二、 look like a heading
)

// wraps finds line ends that stand inside a sentence. Four kinds occur: text
// wrapped at a fixed width, where a full line without a sentence end goes on;
// page breaks inside a paragraph, where a page number was taken out; a break
// inside a word or number; and a break before a numeral, which makes a false
// heading. Text with one sentence to a line is left alone.
func wraps(d page.Draft) []corpus.Edit {
	ls := splitLines(d.Text)
	j := joiner{width: wrapWidth(ls), words: newBreaks(ls), expect: 1}
	var edits []corpus.Edit
	join := func(a, b line, why string) {
		glue := ""
		if isASCIIWord(a.last()) && isASCIIWord(first(b.text)) {
			glue = " "
		}
		edits = append(edits, corpus.Edit{Span: corpus.Span{Start: a.End, End: b.Start}, New: glue, Why: why})
	}
	pages := pageBreaks(d.Removals)
	above := -1 // the last line that is not blank
	for i, l := range ls {
		if l.blank() {
			continue
		}
		why := ""
		if i > 0 {
			why = j.joins(ls[i-1], l)
		}
		if why != "" {
			join(ls[i-1], l, why)
		} else if above > 0 && pages.between(ls[above].End, l.Start) && j.acrossPages(ls[above], l) {
			join(ls[above], l, whyHardWrap)
		} else if n := headingNumber(l.fold); n > 0 {
			j.expect = n + 1
		}
		above, j.joined = i, why != ""
	}
	return edits
}

// A pageBreakList holds, in order, where lines that are no part of the text
// were taken out.
type pageBreakList []int

// breaking are the reasons for which whole lines are taken out.
var breaking = map[string]bool{whyPager: true, whyRunning: true, whyChunk: true, whyAd: true, whyCopyright: true, whyNavigation: true, whySiteMeta: true, whySpam: true}

func pageBreaks(rs []corpus.Removal) pageBreakList {
	var out pageBreakList
	for _, r := range rs {
		if breaking[r.Why] {
			out = append(out, r.At.Start)
		}
	}
	return out
}

func (p pageBreakList) between(from, to int) bool {
	i, _ := slices.BinarySearch(p, from+1)
	return i < len(p) && p[i] <= to
}

// A joiner decides which lines of one text belong together.
type joiner struct {
	width  wrapping
	words  *breaks
	expect int  // the number the next top-level heading should have
	joined bool // the line above continued the one above it
}

// acrossPages reports whether b continues the sentence of a beyond a page break.
func (j *joiner) acrossPages(a, b line) bool {
	return !closesParagraph(a.text) && !endsSentence(a.last()) && flowing.MatchString(a.fold) && !isMarked(b.fold) && !signOff.MatchString(b.fold) && !labelled.MatchString(b.fold)
}

// A wrapping is the width at which a text was wrapped, and how it was
// measured: editors count characters, or half-width ones as half.
type wrapping struct {
	width   int
	measure func(string) int
	slack   int  // how far a full line may fall short: no line begins with punctuation, numbers stay whole
	indents bool // paragraphs begin indented, so that a full line before one that does not goes on
	blanks  bool // paragraphs are parted by blank lines, so that a full line with none below goes on
}

// full reports whether l fills the width.
func (w wrapping) full(l line) bool {
	return w.width > 0 && !l.blank() && w.of(l) >= w.width-w.slack
}

// of measures l with its indentation, which a full line fills too.
func (w wrapping) of(l line) int { return w.measure(l.indent + l.text) }

// wrapWidth returns the wrapping of a text; its width is 0 when it was not
// wrapped: many lines of nearly the same width, hardly any wider, and at
// least half of them ending inside a sentence. Of two measures that fit, the
// one is right by which more open lines are full.
func wrapWidth(ls []line) wrapping {
	best, most := wrapping{}, 0
	for _, w := range []wrapping{{measure: cells, slack: 6}, {measure: utf8.RuneCountInString, slack: 3}} {
		if open := w.fit(ls); open > most {
			best, most = w, open
		}
	}
	return best
}

// fit sets the width of w by the lines and returns how many of them are full
// and end inside a sentence, 0 when the text is not wrapped by this measure.
func (w *wrapping) fit(ls []line) int {
	var widths []int
	for _, l := range ls {
		if !l.blank() {
			widths = append(widths, w.of(l))
		}
	}
	if len(widths) < 6 {
		return 0
	}
	slices.Sort(widths)
	w.width = widths[len(widths)-1-len(widths)/20]
	narrow := w.width < 8*w.slack
	if narrow {
		w.slack = w.slack * 2 / 3
	}
	// Below that width titles and lists look like wrapped text.
	if w.width < 8*w.slack || w.width > 160 || narrow && widths[len(widths)-1] > w.width+w.slack {
		return 0
	}
	full, open := 0, 0
	for _, l := range ls {
		if w.full(l) {
			full++
			if !closesParagraph(l.text) && (flowing.MatchString(l.fold) || !narrow && inner.MatchString(l.fold)) {
				open++
			}
		}
	}
	if full < 4 || full*5 < len(widths) || open*2 < full || narrow && full*3 < len(widths) {
		return 0
	}
	w.paragraphs(ls)
	return open
}

// paragraphs learns how paragraphs are parted, from what follows the lines
// that end one: those that are not full.
func (w *wrapping) paragraphs(ls []line) {
	ends, indents, blank := 0, 0, 0
	for i, l := range ls[:len(ls)-1] {
		if l.blank() || w.full(l) || !closesParagraph(l.text) {
			continue
		}
		ends++
		switch next := ls[i+1]; {
		case next.blank():
			blank++
		case indented(next):
			indents++
		}
	}
	w.indents = ends >= 2 && 5*indents >= 4*ends
	w.blanks = ends >= 2 && 10*blank >= 9*ends
}

// closesParagraph reports whether s ends with a sentence end, closing marks
// behind it included, or with a colon.
func closesParagraph(s string) bool {
	r, _ := utf8.DecodeLastRuneInString(strings.TrimRight(s, "”’\"）)】》」』"))
	return zh.IsSentenceEnd(r) || r == '：' || r == ':'
}

// endsSentence reports whether a paragraph can end with r.
func endsSentence(r rune) bool {
	return zh.IsSentenceEnd(r) || strings.ContainsRune("：:”\"’）)】》.", r)
}

// minBroken is the length in characters of a line that is taken for a
// paragraph cut by a page break when it lacks a sentence end.
const minBroken = 40

// joins returns the reason for which b continues the sentence of a, the line
// above it, or "".
func (j *joiner) joins(a, b line) string {
	w := j.width
	full := w.full(a)
	if full && b.from == a.to && (w.blanks || w.indents && !indented(b)) && !isMarked(b.fold) && !signOff.MatchString(b.fold) {
		return whyHardWrap
	}
	if zh.HanCount(a.text) < 4 && !full {
		return "" // a figure, a label, another language
	}
	if !a.blank() && b.from == a.to && (flowing.MatchString(a.fold) || j.joined || w.width > 0 && isRunning(a)) && splitsNumber(a, b) {
		return whyHardWrap
	}
	if a.blank() || b.from != a.to || closesParagraph(a.text) || endsSentence(a.last()) && !full || !full && signOff.MatchString(b.fold) {
		return ""
	}
	if kindEnd.MatchString(a.fold) && !flowing.MatchString(a.fold) && opener.MatchString(b.fold) {
		return "" // a title and the text below
	}
	n := headingNumber(b.fold)
	if n > 0 || runsOn.MatchString(b.fold) {
		if falseHeading(a, b, n, j.expect, full) {
			return whyFalseHeading
		}
		if n > 0 {
			return ""
		}
	}
	if isMarked(b.fold) || indented(b) && !full {
		return ""
	}
	if full || j.words.inWord(a, b) {
		return whyHardWrap
	}
	if (w.width == 0 && a.runes() >= minBroken || a.runes() >= minBroken/2 && dangling.MatchString(a.fold)) && flowing.MatchString(a.fold) && !labelled.MatchString(b.fold) {
		return whyHardWrap
	}
	return ""
}

// falseHeading decides whether b, which begins like a heading with number n,
// is the rest of the sentence in a: a is prose without an end, and b's number
// has been used, or is one of a list of numerals, or follows a word that
// numerals complete (星期, 每月第, 农历).
func falseHeading(a, b line, n, expect int, full bool) bool {
	if !inner.MatchString(a.fold) && !full && !completes.MatchString(a.fold) {
		return false
	}
	if isMarked(a.fold) && !inner.MatchString(a.fold) {
		return false // a heading above a heading
	}
	if full && n > expect+1 && flowing.MatchString(a.fold) {
		return true // no heading has been left out by two
	}
	return n > 0 && n < expect || runsOn.MatchString(b.fold) || completes.MatchString(a.fold)
}

var (
	// inner matches prose: punctuation inside the line.
	inner = pattern.Must(`[,。;!?、].*.`)
	// flowing matches prose that has got beyond one clause.
	flowing = pattern.Must(`[,。;!?].*.`)
	// labelled matches the beginning of an entry: 成员: , 优秀共产党员: .
	labelled = pattern.Must(`^[^,。;:]{1,16}:`)
	// dangling matches words that no sentence or heading ends with.
	dangling = pattern.Must(`[,、以在对为把将从向被使与和及或的地于并而]$`)
	// runsOn matches a list of numerals or weekdays: 三、六、九赶场日; 二、星期四; 一、三两个班.
	runsOn = pattern.Must(`^[一二三四五六七八九十日]{1,3}、(?:[一二三四五六七八九十日]{1,3}(?:、|[^、,。]{0,2}[月日周年班级季号次个期]|赶|两|学)|星期|周|礼拜|第[一二三四五六七八九十])`)
	// completes matches words that want a numeral.
	completes = pattern.Must(`(?:星期|礼拜|周|每周|农历|每月第?|第|年级|今年|明年|去年|本月|逢|初|[(]|[一二三四五六七八九十]、?|至|到|和|与)$`)
	// marked matches the beginnings of headings and list items other than 一、.
	marked = pattern.Must(`^(?:\||#{1,6} |[(\[](?:[一二三四五六七八九十]{1,3}|\d{1,2})[)\]]|\d{1,2}[.、](?:[^\d]|$)|\d{1,2}\)|[①-⑳⑴-⒇㈠-㈩]|第[一二三四五六七八九十\d]{1,3}(?:阶段|步|环节|章|条|部分|项|篇)|[一二三四五六七八九十]{1,2}(?:是|要)|附件|附:|附表|抄[送报]:|主题词:|报:|送:|联系人)`)
	// signOff matches the last lines of a document: a date, or a body with a date.
	signOff = pattern.Must(`^.{0,40}?(?:(?:19|20)\d\d|[二一][〇零九0-9一二三四五六七八九o]{3}) ?年.{1,4}月(?:.{1,4}日)?\)?$|^.{4,40}(?:委员会|党支部|总支|党委|党组|支部|办公室|领导小组)$`)
)

func isMarked(fold string) bool { return marked.MatchString(fold) || headingNumber(fold) > 0 }

var headingMark = pattern.Must(`^([一二三四五六七八九十]{1,3}) ?[、.,]`)

// headingNumber returns the number of a heading 一、, 0 when there is none.
func headingNumber(fold string) int {
	m := headingMark.FindStringSubmatch(fold)
	if m == nil {
		return 0
	}
	return ordinal(m[1])
}

// indented reports whether a paragraph begins with l.
func indented(l line) bool { return l.Start-l.from >= 2 }

func first(s string) rune {
	r, _ := utf8.DecodeRuneInString(s)
	return r
}

func isASCIIWord(r rune) bool { return r < 0x80 && unicode.IsLetter(r) }
