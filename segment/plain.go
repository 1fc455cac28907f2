package segment

import (
	_ "embed"
	"slices"
	"strings"
	"unicode/utf8"

	"wenjian/corpus"
	"wenjian/internal/pattern"
	"wenjian/internal/zh"
)

//go:embed headings.txt
var headingsList string

// headingPhrases holds the phrases of headings.txt; the value says whether one
// is a heading without a number.
var headingPhrases = func() map[string]bool {
	m := map[string]bool{}
	for l := range strings.Lines(headingsList) {
		if l = strings.TrimSpace(l); l != "" && !strings.HasPrefix(l, "#") {
			phrase, numbered := strings.CutPrefix(l, "~")
			m[zh.Fold(phrase)] = !numbered
		}
	}
	return m
}()

// fillers are words that headings add at will, see headings.txt.
var fillers = strings.NewReplacer("活动", "", "工作", "", "主要", "", "的", "", "本次", "", "目前", "", "关于", "", " ", "", ":", "", "。", "")

// knownHeading reports whether a phrase is a heading by itself.
func knownHeading(s string) bool {
	if runes(s) > 16 {
		return false
	}
	return headingPhrases[fillers.Replace(s)]
}

// knownPrefix returns the length of the longest phrase of headings.txt that s
// begins with, when it has at least four characters. Fillers before and inside
// the phrase are part of it, those behind it are not.
func knownPrefix(s string) int {
	best, phrase := 0, ""
	for n, i := 0, 0; n <= 12; n++ {
		short := fillers.Replace(s[:i])
		if _, ok := headingPhrases[short]; ok && n >= 4 && short != phrase {
			best, phrase = i, short
		}
		r, size := utf8.DecodeRuneInString(s[i:])
		if !zh.IsHan(r) {
			break
		}
		i += size
	}
	return best
}

// A plainForm is how an unnumbered heading stands in its paragraph.
type plainForm int

const (
	notPlain   plainForm = iota
	plainLine            // a short line of its own above a paragraph
	plainRunIn           // short phrase, 。 and then prose
	plainLabel           // short phrase, : and then prose
)

// A plainCandidate is a paragraph that may begin with an unnumbered heading.
type plainCandidate struct {
	line
	headEnd int
	form    plainForm
}

var (
	// wordHead matches 在"快"字上做文章, 突出一个"实"字.
	wordHead = pattern.MustCompile(`"[^"]{1,3}" ?字|字当头|字诀`)
	// stageHead matches 公开承诺阶段(4月至5月)。
	stageHead = pattern.MustCompile(`(?:阶段|环节)(?:\([^)]*\))?[。:]?$`)
	// noLabel matches labels of forms and tables, which are no headings.
	noLabel = pattern.MustCompile(`^(?:联系|电话|传真|邮箱|电子|地址|时间|地点|日期|组 *长|副 *组|成 *员|主 *任|委 *员|承诺|签|编|报|送|抄|发|主题词|通讯员|记者|姓名|性别|主持|出席|参加|列席|记录|备注|注|其中|例如|比如|附|同志们|各位|尊敬|单位|责任|网址|来源|作者|党支部书记)|(?:同志们|领导|来宾|朋友们|如下|方面|工作|是|有|为|说|道|问|求|题|点|项|事|话)$`)
	// finite matches what a sentence holds and a theme does not.
	finite = pattern.MustCompile(`[了是有说我你他她这那很都也就在]|\d`)
	// personLabel matches a person with his post before a colon.
	personLabel = pattern.MustCompile(`^\p{Han}{2,4} ?\([^)\d]{2,12}\)$`)
	// tagged matches a phrase in heavy brackets before a body: 【学在前头】…
	tagged = pattern.MustCompile(`^[\[【]\p{Han}[^\[\]【】。,;:]{1,12}[\]】]`)
	// spanHead matches 承诺兑现(4月至10月)。 and 启动(九月下旬):, a stage named by what is
	// done in it and when.
	spanHead = pattern.MustCompile(`^[\p{Han}、,]{2,14} ?\([^()]{0,16}(?:[\dx*一二三四五六七八九十]+ ?[月日]|月[上中下]旬|[月季年]底|年初|季度)[^()]{0,10}\)[。:]?$`)
	// yearOpens matches the year a scheme speaks of, as its headings name it: 今年目标.
	yearOpens      = pattern.MustCompile(`^[今去明来]年的?`)
	attachmentHead = pattern.MustCompile(`^附 ?(?:件|表|录)? ?(?:` + hanDigits + `|\d{1,2})? ?(?::|$)`)
)

// plainHeadings finds headings without a number: attachments, known phrases
// on their own line, and series of parallel phrases at the start of
// consecutive paragraphs.
func plainHeadings(text string, lines []line, signoff corpus.Span, numbered []heading) []heading {
	f := plainFinder{text: text, lines: lines, numbered: numbered}
	for i, l := range lines {
		for len(numbered) > 0 && numbered[0].start < l.start {
			numbered = numbered[1:]
		}
		switch {
		case signoff.Start <= l.start && l.start < signoff.End:
			f.flush()
		case len(numbered) > 0 && numbered[0].start < l.end:
			f.flush()
		default:
			f.line(i)
		}
	}
	f.flush()
	f.ownLines()
	if len(f.shapes) > 1 {
		f.accept(f.shapes, plain, 0.85)
	}
	return f.out
}

// lostNumber reports whether c stands apart, short, between two headings of one
// style that are lines of their own: one more of them, without its number.
func (f *plainFinder) lostNumber(c plainCandidate) bool {
	if !c.afterBlank || runes(c.of(f.text)) > 14 {
		return false
	}
	i, _ := slices.BinarySearchFunc(f.numbered, c.start, func(h heading, at int) int { return h.start - at })
	if i == 0 || i == len(f.numbered) {
		return false
	}
	before, behind := f.numbered[i-1], f.numbered[i]
	return before.style == behind.style && ownsLine(f.text, before) && ownsLine(f.text, behind)
}

// ownsLine reports whether nothing stands behind h in its line.
func ownsLine(text string, h heading) bool {
	return strings.HasPrefix(strings.TrimLeft(text[h.end:], " "), "\n")
}

type plainFinder struct {
	text   string
	lines  []line
	series []plainCandidate // consecutive paragraphs of one form
	single []plainCandidate // plainLine candidates of the whole text
	shapes []plainCandidate // run-ins of the whole text that have the shape of a heading
	out    []heading
	inside bool // behind an attachment heading

	numbered []heading // those of the text that have a number
}

func (f *plainFinder) line(i int) {
	l := f.lines[i]
	s := l.of(f.text)
	if m := attachmentHead.FindStringIndex(s); m != nil && l.start > len(f.text)/3 {
		f.flush()
		if !f.inside || i > 0 && !attachmentHead.MatchString(f.lines[i-1].of(f.text)) {
			f.attachment(l, m[1])
		}
		f.inside = true
		return
	}
	if _, ok := markerAt(s); ok {
		f.flush()
		return
	}
	c := f.candidate(i)
	if c.form == plainRunIn || c.form == plainLabel {
		if shaped(f.text[c.start:c.headEnd]) {
			f.shapes = append(f.shapes, c)
			c.form = notPlain
		}
	}
	if len(f.series) > 0 && (c.form != f.series[0].form || c.form == plainLine) {
		f.flush()
	}
	switch c.form {
	case plainLine:
		f.single = append(f.single, c)
	case plainRunIn, plainLabel:
		f.series = append(f.series, c)
	}
}

func (f *plainFinder) attachment(l line, colon int) {
	end := l.end
	rest := strings.TrimSpace(f.text[l.start+colon : l.end])
	if _, marked := markerAt(rest); marked || runes(rest) > longestOwn {
		end = l.start + colon
	}
	f.out = append(f.out, heading{start: l.start, end: end, style: attachment,
		by: corpus.By{Rule: styleRules[attachment], Confidence: 0.9}})
}

// candidate looks how line i begins.
func (f *plainFinder) candidate(i int) plainCandidate {
	l := f.lines[i]
	s := l.of(f.text)
	stop, n := firstStop(s)
	switch colon := labelColon(s); {
	case stop >= 0 && tagged.MatchString(s) && zh.HanCount(s) >= 15:
		return plainCandidate{l, l.start + len(tagged.FindString(s)), plainLabel}
	case colon > 0 && runes(s[:colon]) <= 14 && (stop < 0 || colon < stop):
		if len(s) == colon+1 || noLabel.MatchString(s[:colon]) && !knownHeading(s[:colon]) && !spanHead.MatchString(s[:colon]) || tellsFact(s[:colon]) || personLabel.MatchString(s[:colon]) {
			break
		}
		if stop >= 0 && zh.HanCount(s[colon:]) >= 8 {
			return plainCandidate{l, l.start + colon + 1, plainLabel}
		}
		if stop < 0 && f.standsAlone(i) {
			return plainCandidate{l, l.end, plainLine} // 学风:勤字当头
		}
	case stop > 0 && stop+n < len(s) && strings.HasPrefix(s[stop:], "。") && runes(s[:stop]) <= 24 && zh.HanCount(s[:stop]) >= leastTheme && !tellsFact(s[:stop]) && zh.HanCount(s[stop:]) >= 10:
		return plainCandidate{l, l.start + stop + n, plainRunIn}
	case stop > 0 && stop+n == len(s) && runes(s) <= 24 && shaped(s) && i+1 < len(f.lines):
		return plainCandidate{l, l.end, plainLine}
	case (stop < 0 || stop+n == len(s) && s[stop] == '?') && f.standsAlone(i):
		return plainCandidate{l, l.end, plainLine}
	}
	return plainCandidate{line: l}
}

// leastTheme is how many characters the phrase of a run-in has at least: 强党性.
const leastTheme = 3

// shaped reports whether a phrase has the shape of a heading by itself.
func shaped(s string) bool {
	return wordHead.MatchString(s) || stageHead.MatchString(s) || spanHead.MatchString(s)
}

// standsAlone reports whether line i is short, ends without punctuation, and
// stands between the end of a paragraph and the beginning of another.
func (f *plainFinder) standsAlone(i int) bool {
	s := f.lines[i].of(f.text)
	if runes(s) > 26 || zh.HanCount(s) < 4 && !knownHeading(s) || strings.ContainsAny(s, ";*_") || tellsFact(yearOpens.ReplaceAllString(s, "")) || dateLine.MatchString(s) || i+1 >= len(f.lines) {
		return false
	}
	if strings.HasPrefix(s, "(") || strings.HasSuffix(s, ",") || strings.HasSuffix(s, "、") {
		return false
	}
	if r := strings.TrimRight(s, ":"); r != s && !knownHeading(r) && (runes(r) > 10 || strings.Contains(r, ",") || noLabel.MatchString(r)) {
		return false
	}
	if i > 0 {
		before := f.lines[i-1].of(f.text)
		_, marked := markerAt(before) // directly below a heading it is the first of those inside
		if countStops(before) == 0 && !strings.HasSuffix(before, ":") && !marked {
			return false
		}
	}
	next, least := f.lines[i+1].of(f.text), 30
	if f.lines[i].afterBlank && runes(s) <= 12 {
		least = 15 // set off from what stands above it
	}
	_, marked := markerAt(next)
	return marked && knownHeading(s) || runes(next) >= least && countStops(next) > 0
}

// flush judges the series collected so far.
func (f *plainFinder) flush() {
	if f.parallel() {
		f.accept(f.series, plain, 0.8)
	}
	f.series = nil
}

func (f *plainFinder) accept(cs []plainCandidate, st style, confidence float64) {
	for _, c := range cs {
		f.out = append(f.out, heading{start: c.start, end: c.headEnd, style: st,
			by: corpus.By{Rule: styleRules[st], Confidence: confidence}})
	}
}

// parallel reports whether the phrases of the series are alike enough to be
// headings and not just short sentences.
func (f *plainFinder) parallel() bool {
	n := len(f.series)
	if n == 0 {
		return false
	}
	var known, quoted int
	seen := map[string]bool{}
	shortest, longest := 99, 0
	told := 0 // bodies of several sentences
	for _, c := range f.series {
		head := strings.TrimRight(f.text[c.start:c.headEnd], "。:!?")
		first, _, _ := strings.Cut(head, ",")
		first = strings.ReplaceAll(first, `"`, "") // 做实"三个一" is as long as 架起连心桥
		shortest, longest = min(shortest, runes(first)), max(longest, runes(first))
		if countStops(f.text[c.headEnd:c.end]) > 1 && !finite.MatchString(head) {
			told++
		}
		if seen[head] {
			return false // speakers of a dialogue, rows of a form
		}
		seen[head] = true
		if strings.HasPrefix(head, `"`) || strings.HasPrefix(head, "[") {
			quoted++
		}
		if knownHeading(head) {
			known++
		}
	}
	switch {
	case known == n:
		return n > 1 || len(f.numbered) == 0 || f.series[0].form != plainLabel // 不足之处:… under 四、不足和打算 is a sentence
	case f.series[0].form == plainLabel:
		return n >= 3 && longest > 4 || n >= 2 && quoted == n // 张大山:… is who promises it
	}
	if n < 3 || longest > 12 {
		return false
	}
	return longest-shortest <= 1 || longest-shortest <= 3 && shortest >= 5 && told == n
}

// ownLines accepts lines that stand alone: known phrases, and others when
// there are at least two of their kind in the text, with a shape or without.
func (f *plainFinder) ownLines() {
	if len(f.single) == 1 && f.lostNumber(f.single[0]) {
		f.accept(f.single, loose, 0.7)
		return
	}
	count := map[bool]int{}
	for _, c := range f.single {
		count[shaped(c.of(f.text))]++
	}
	for _, c := range f.single {
		if s := c.of(f.text); knownHeading(s) || count[shaped(s)] >= 2 {
			f.accept([]plainCandidate{c}, loose, 0.75)
		}
	}
}
