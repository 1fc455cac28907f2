package ingest

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"wenjian/corpus"
	"wenjian/internal/zh"
)

const (
	whyHardWrap     = "hard-wrap"
	whyFalseHeading = "false-heading" // a wrap that made 星期⏎二、 look like a heading
)

// wraps finds line ends that stand inside a sentence. Three kinds occur: text
// wrapped at a fixed width, where a full line without a sentence end goes on;
// Page breaks inside a long paragraph; and a break before a numeral, which
// makes a false heading. Text with one sentence to a line is left alone.
func wraps(text string) []corpus.Edit {
	ls := splitLines(text)
	w := wrapWidth(ls)
	var edits []corpus.Edit
	expect := 1 // the number the next top-level heading should have
	for i, l := range ls {
		if l.blank() {
			continue
		}
		if i > 0 {
			if why := joins(ls[i-1], l, w, expect); why != "" {
				glue := ""
				if isASCIIWord(ls[i-1].last()) && isASCIIWord(first(l.text)) {
					glue = " "
				}
				edits = append(edits, corpus.Edit{Span: corpus.Span{Start: ls[i-1].End, End: l.Start}, New: glue, Why: why})
				continue
			}
		}
		if n := headingNumber(l.fold); n > 0 {
			expect = n + 1
		}
	}
	return edits
}

// A wrapping is the width at which a text was wrapped, and how it was
// measured: editors count characters, or half-width ones as half.
type wrapping struct {
	width   int
	measure func(string) int
	slack   int  // how far a full line may fall short: no line begins with punctuation, numbers stay whole
	indents bool // paragraphs begin indented, so that a full line before one that does not goes on
}

// full reports whether l fills the width.
func (w wrapping) full(l line) bool {
	return w.width > 0 && !l.blank() && w.measure(l.text) >= w.width-w.slack
}

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
			widths = append(widths, w.measure(l.text))
		}
	}
	if len(widths) < 6 {
		return 0
	}
	slices.Sort(widths)
	w.width = widths[len(widths)-1-len(widths)/20]
	if w.width < 8*w.slack || w.width > 160 {
		return 0
	}
	full, open, indents := 0, 0, 0
	for _, l := range ls {
		if indented(l) && !l.blank() {
			indents++
		}
		if w.full(l) {
			full++
			if !closesParagraph(l.text) && inner.MatchString(l.fold) {
				open++
			}
		}
	}
	if full < 4 || full*5 < len(widths) || open*2 < full {
		return 0
	}
	w.indents = indents*5 >= len(widths)
	return open
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

// joins returns the reason for which b continues the sentence of a, or "".
func joins(a, b line, w wrapping, expect int) string {
	full := w.full(a)
	if full && b.from == a.to && w.indents && !indented(b) && !isMarked(b.fold) && !signOff.MatchString(b.fold) {
		return whyHardWrap
	}
	if a.blank() || b.from != a.to || closesParagraph(a.text) || endsSentence(a.last()) && !full || !full && signOff.MatchString(b.fold) {
		return ""
	}
	n := headingNumber(b.fold)
	if n > 0 || runsOn.MatchString(b.fold) {
		if falseHeading(a, b, n, expect, full) {
			return whyFalseHeading
		}
		if n > 0 {
			return ""
		}
	}
	if isMarked(b.fold) || indented(b) && !full {
		return ""
	}
	if full {
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
	return n > 0 && n < expect || runsOn.MatchString(b.fold) || completes.MatchString(a.fold)
}

var (
	// inner matches prose: punctuation inside the line.
	inner = re(`[,。;!?、].*.`)
	// flowing matches prose that has got beyond one clause.
	flowing = re(`[,。;!?].*.`)
	// labelled matches the beginning of an entry: 成员: , 优秀共产党员: .
	labelled = re(`^[^,。;:]{1,16}:`)
	// dangling matches words that no sentence or heading ends with.
	dangling = re(`[,、以在对为把将从向被使与和及或的地于并而]$`)
	// runsOn matches a list of numerals or weekdays: 三、六、九赶场日; 二、星期四; 一、三两个班.
	runsOn = re(`^[一二三四五六七八九十日]{1,3}、(?:[一二三四五六七八九十日]{1,3}(?:、|[^、,。]{0,2}[月日周年班级季号次个期]|赶|两|学)|星期|周|礼拜|第[一二三四五六七八九十])`)
	// completes matches words that want a numeral.
	completes = re(`(?:星期|礼拜|周|每周|农历|每月第?|第|年级|今年|明年|去年|本月|逢|初|[(]|[一二三四五六七八九十]、?|至|到|和|与)$`)
	// marked matches the beginnings of headings and list items other than 一、.
	marked = re(`^(?:\||[(\[](?:[一二三四五六七八九十]{1,3}|\d{1,2})[)\]]|\d{1,2}[.、](?:[^\d]|$)|\d{1,2}\)|[①-⑳⑴-⒇㈠-㈩]|第[一二三四五六七八九十\d]{1,3}(?:阶段|步|环节|章|条|部分|项|篇)|[一二三四五六七八九十]{1,2}(?:是|要)|附件|附:|附表|抄[送报]:|主题词:|报:|送:|联系人)`)
	// signOff matches the last lines of a document: a date, or a body with a date.
	signOff = re(`^.{0,40}?(?:(?:19|20)\d\d|[二一][〇零九0-9一二三四五六七八九o]{3}) ?年.{1,4}月(?:.{1,4}日)?\)?$|^.{4,40}(?:委员会|党支部|总支|党委|党组|支部|办公室|领导小组)$`)
)

func isMarked(fold string) bool { return marked.MatchString(fold) || headingNumber(fold) > 0 }

var headingMark = re(`^([一二三四五六七八九十]{1,3}) ?[、.,]`)

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
