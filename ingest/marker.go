package ingest

import (
	"strings"
	"unicode/utf8"

	"wenjian/corpus"
	"wenjian/internal/pattern"
	"wenjian/internal/zh"
)

// A mark is a place where a compilation begins a new document.
type mark struct {
	at       int         // byte offset in the page where the document begins
	marker   corpus.Span // what the compiler wrote, without a title worth keeping
	title    corpus.Span // the title beside the marker, or empty
	family   string      // marks of one family count together
	ordinal  int
	drop     bool // the title is the compiler's too, whatever follows
	closing  int  // end of the bracket that closes marker and title, or 0
	glued    bool // Text follows the title without a line end
	empty    bool // no document follows
	numbered bool // glued, and what follows is the first heading's number
	prose    bool // the document's first paragraph follows on the marker's line
}

// A markerRule recognises the markers of one family at the beginning of a
// folded line, or, with inline, after the end of a sentence too.
// Submatches: n ordinal, t title after the marker, p title before it, which
// is the compiler's own.
type markerRule struct {
	family string
	inline bool
	sure   bool // needs no other evidence
	re     *pattern.Pattern
}

const (
	num = `(?P<n>[一二三四五六七八九十]{1,3}|\d{1,3})`
	sep = ` ?[:、.,;|-]? ?`
)

// markerRules is asked in order; the first match of a line counts.
var markerRules = []markerRule{
	{"范文第", true, true, pattern.Must(`^(?P<p>[^。;!?]{0,40}?)范[文本]第` + num + `[篇则]` + sep + `(?P<t>[^。]{0,60})$`)},
	{"精选", false, true, pattern.Must(`^(?P<p>[^。;!?]{2,80}?(?:\d{1,2}|[一二三四五六七八九十]{1,2})[篇则])[\[(]` + num + `[\])]` + sep)},
	{"第篇", true, false, pattern.Must(`^第 ?` + num + ` ?[篇则](?: ?[:、.,|-] ?| |$)(?P<t>[^。]{0,60})$`)},
	{"第篇", true, false, pattern.Must(`^[\[(] ?第 ?` + num + ` ?[篇则] ?[\])]?[:、 ]? ?(?P<t>[^。\])]{0,60})[\])]?$`)},
	{"第篇", true, false, pattern.Must(`^第 ?` + num + ` ?篇(?P<t>[^。,;:!?]{2,40}(?:总结|小结|方案|汇报|报告|材料|体会|讲话|发言|发言稿|承诺书|事迹|计划|倡议书|演讲稿|致辞|述职|通知|简报))$`)},
	{"篇", true, false, pattern.Must(`^[\[(]?篇` + num + `[\])]?(?: ?[:、.,|-] ?| |$)(?P<t>[^。]{0,60}?)$`)},
	{"篇", false, false, pattern.Must(`^(?:\d{1,2}[.、] ?)?(?P<p>[^。;:!?]{2,50}?) ?[\[(]? ?第?篇` + num + `[\])]?:?$`)},
	{"题第篇", false, false, pattern.Must(`^(?P<p>[^。;:!?]{2,50}?) ?[\[(]?第 ?` + num + ` ?[篇则份][\])]?:?$`)},
	{"范文", true, false, pattern.Must(`^[\[(]?(?:例文|范例|范文|样本|样例|模板|范本|参考范文)` + num + `[\])]?(?: ?[:、.,|-] ?| |$)(?P<t>[^。]{0,60})$`)},
	{"范文", false, false, pattern.Must(`^(?P<p>[^。;:!?]{4,40}?)[ -]*(?:范文|样本|模板|例文|范本)[\[(]?` + num + `[\])]?:?$`)},
	{"例", false, false, pattern.Must(`^[\[(]?(?:案例|实例)` + num + `[\])]?(?: ?[:、.,|-] ?| |$)(?P<t>[^。]{0,60})$`)},
	{"之", false, false, pattern.Must(`^[\[(]?(?P<p>[^。;:!?]{0,40}?(?:材料|文件|资料|发言|讲话))[\[(]?之` + num + `[\])]?:?[\])]?$`)},
	{"短", false, false, pattern.Must(`^[\[(]?(?:总结|方案|汇报|心得|体会|发言|讲话|演讲|计划|承诺|倡议|事迹|述职|典型|人物|经验|报告)[稿书]?` + num + `[\])]?(?: ?[:、.] ?|$)(?P<t>[^。]{0,60})$`)},
	{"file", false, false, pattern.Must(`^(?:[\[(]?` + num + `[\])]?[.、]? ?)?(?P<p>[^。;:!?]{2,60}?)\.(?:docx?|wps|txt|rtf|pdf|odt)$`)},
}

// proseRules match a marker with the first paragraph of its document behind
// it. Headings of one document look much the same (第一篇：抓学习。…), so the
// paragraph must begin (o) as documents do.
var proseRules = []markerRule{
	{"第篇", true, false, pattern.Must(`^[\[(]?第 ?` + num + ` ?篇[\])]?[:、 ] ?(?P<o>` + openings + `)`)},
	{"篇", true, false, pattern.Must(`^[\[(]?篇` + num + `[\])]?[:、 ] ?(?P<o>` + openings + `)`)},
}

// bareMark is an ordinal alone on its line; it is a marker only where the
// Page says how many pieces it holds.
var bareMark = pattern.Must(`^(?:其|之)?[\[(]?` + num + `[\])]?[.、:]?$`)

// announced matches the page title of a compilation: … 三篇, 精选5篇, 心得体会六则.
var announced = pattern.Must(`(?:[2-9]|[1-9]\d|[两二三四五六七八九十]{1,2}) ?[篇则例](?:$|[)\] :,]|范文|汇编|合集|大全|精选|材料)`)

// serial matches a title that ends in an ordinal: …情况小结二.
var serial = pattern.Must(`^(?P<p>[^。;:!?]{4,40}?)[\[( ]?` + num + `[\])]?$`)

// marks returns the markers of a page, whose lines are given, in text order.
func marks(ls []line) []mark {
	isAnnounced := false
	var out []mark
	seen := 0
	for i, l := range ls {
		if l.blank() {
			continue
		}
		if seen++; seen <= 4 && kindWord.MatchString(l.fold) && announced.MatchString(l.fold) {
			isAnnounced = true
		}
		if m, ok := lineMark(l, isAnnounced && i > 0); ok {
			out = append(out, m)
			continue
		}
		out = append(out, inlineMarks(l)...)
	}
	return out
}

func lineMark(l line, announced bool) (mark, bool) {
	full := l
	if l = l.plain(); l.blank() {
		return mark{}, false
	}
	m, ok := plainMarkOf(l, announced)
	if ok && m.glued && m.marker.End == l.End { // nothing but ornaments follow
		m.glued = false
	}
	if ok && full.End > l.End && !m.glued {
		if m.drop || m.title.Empty() {
			m.marker.End = full.End
		} else {
			m.closing = full.End
		}
	}
	return m, ok
}

// plain returns l without the ornaments that a site puts around a marker: ★篇一★.
func (l line) plain() line {
	fold := strings.TrimLeft(l.fold, markOrnaments)
	lead := utf8.RuneCountInString(l.fold) - utf8.RuneCountInString(fold)
	fold = strings.TrimRight(fold, markOrnaments)
	if len(fold) == len(l.fold) {
		return l
	}
	rs := []rune(l.text)
	text := string(rs[lead : lead+utf8.RuneCountInString(fold)])
	l.Start += len(string(rs[:lead]))
	l.End = l.Start + len(text)
	l.text, l.fold = text, fold
	return l
}

const markOrnaments = "★☆■□●○◆◇▲△※#=*~—-… "

func plainMarkOf(l line, announced bool) (mark, bool) {
	if l.runes() > 120 && !strings.Contains(l.fold[:min(len(l.fold), 300)], "篇") {
		return mark{}, false
	}
	for _, r := range markerRules {
		if m := r.re.FindStringSubmatchIndex(l.fold); m != nil && !isProse(l.fold) {
			return newMark(l, r, m), true
		}
	}
	for _, r := range proseRules {
		if m := r.re.FindStringSubmatchIndex(l.fold); m != nil {
			mk := newMark(l, r, m)
			mk.marker.End = l.Start + zh.NewView(l.text).At(m[2*r.re.SubexpIndex("o")])
			mk.prose, mk.glued = true, true
			return mk, true
		}
	}
	if m := bareMark.FindStringSubmatchIndex(l.fold); m != nil && announced {
		return newMark(l, markerRule{family: "bare", re: bareMark}, m), true
	}
	if m := serial.FindStringSubmatchIndex(l.fold); m != nil && kindWord.MatchString(l.fold[m[2]:m[3]]) {
		mk := newMark(l, markerRule{family: "serial " + l.fold[m[2]:m[3]], re: serial}, m)
		return mk, true
	}
	return mark{}, false
}

var prose = pattern.Must(`^第[一二三四五六七八九十\d]+篇(?:章|文章|报道|论文|稿|日记|作文)`)

// isProse tells the beginnings of sentences that look like markers.
func isProse(fold string) bool { return prose.MatchString(fold) }

// newMark makes a mark of a match m of rule r in the folded text of l.
func newMark(l line, r markerRule, m []int) mark {
	v := zh.NewView(l.text)
	span := func(name string) corpus.Span {
		if i := r.re.SubexpIndex(name); i >= 0 && m[2*i] >= 0 {
			return corpus.Span{Start: l.Start + v.At(m[2*i]), End: l.Start + v.At(m[2*i+1])}
		}
		return corpus.Span{}
	}
	mk := mark{at: l.from, family: r.family, marker: corpus.Span{Start: l.Start, End: l.Start + v.At(m[1])}}
	mk.ordinal = 1
	if n := r.re.SubexpIndex("n"); m[2*n] >= 0 {
		mk.ordinal = ordinal(v.Text[m[2*n]:m[2*n+1]])
	}
	mk.title = span("t")
	switch {
	case mk.title.Empty():
		mk.title, mk.drop = span("p"), true
	case salutation.MatchString(zh.Fold(l.text[mk.title.Start-l.Start : mk.title.End-l.Start])):
		mk.marker.End, mk.title = mk.title.Start, corpus.Span{} // the text itself
	default:
		mk.marker.End = mk.title.Start
	}
	mk.glued = mk.marker.End < l.End && mk.title.End < l.End
	if rest := l.Start + v.At(m[1]); !mk.title.Empty() && mk.title.End < rest && !mk.drop {
		mk.closing, mk.glued = rest, rest < l.End
	}
	return mk
}

var inlineMark = pattern.Must(`(?:^|[。!?;)\]"日] ?)(?P<m>(?:第(?P<n>[一二三四五六七八九十]{1,3}|\d{1,2})篇 ?: ?|篇(?P<k>[一二三四五六七八九十]{1,3}|\d{1,2}) ?: ?|[^。;!?,:]{0,30}范文第(?P<l>[一二三四五六七八九十]{1,3}|\d{1,2})篇(?: ?: ?)?))`)

// inlineMarks finds markers inside the lines of a page that lost its line ends.
func inlineMarks(l line) []mark {
	if l.runes() < 200 {
		return nil
	}
	var out []mark
	v := zh.NewView(l.text)
	for _, m := range inlineMark.FindAllStringSubmatchIndex(v.Text, -1) {
		mk := mark{at: l.Start + v.At(m[2]), glued: true}
		mk.marker = corpus.Span{Start: mk.at, End: l.Start + v.At(m[3])}
		for i, family := range []string{"第篇", "篇", "范文第"} {
			if n := m[4+2*i:]; n[0] >= 0 {
				mk.family, mk.ordinal = family, ordinal(v.Text[n[0]:n[1]])
			}
		}
		out = append(out, mk)
	}
	return out
}

// ordinal reads 一 … 九十九 or digits; 0 when s is neither.
func ordinal(s string) int {
	n, digit := 0, 0
	for _, r := range s {
		switch {
		case r >= '0' && r <= '9':
			n = n*10 + int(r-'0')
		case r == '十':
			n += 10 * max(1, digit)
			digit = 0
		default:
			digit = strings.IndexRune("一二三四五六七八九", r)/3 + 1
		}
	}
	return n + digit
}
