package ingest

import (
	"slices"
	"strings"

	"wenjian/corpus"
	"wenjian/internal/pattern"
	"wenjian/internal/zh"
)

// restart is the family of marks that have no marker: a title, and numbering
// that begins anew behind it.
const restart = "restart"

// minRestartBody is the length in Chinese characters of the shortest document
// that is cut off without a marker.
const minRestartBody = 100

// A number is a top-level heading number: 一、 or 1. at the start of a line or sentence.
type number struct {
	at, n int
}

var numberMark = pattern.Must(`(?m)(?:^[ ]*|[。!?;:)"\]] ?)((?:[一二三四五六七八九十]{1,3}、|\d{1,2}[.、])) ?[^\d]`)

// numbers returns the heading numbers of a text; offsets are of the text itself.
func numbers(text string) []number {
	v := zh.NewView(text)
	var out []number
	for _, m := range numberMark.FindAllStringSubmatchIndex(v.Text, -1) {
		out = append(out, number{v.At(m[2]), ordinal(strings.TrimRight(v.Text[m[2]:m[3]], "、."))})
	}
	return out
}

// titlePhrase matches a title at the beginning of a line, and the editor's
// words that aggregators hang on it.
var titlePhrase = pattern.Must(`^"?[^。,;:!?]{2,40}?(?:实施方案|实施意见|活动方案|工作方案|推进方案|争优方案|工作计划|活动计划|工作总结|活动总结|阶段总结|情况总结|情况小结|情况汇报|汇报材料|情况报告|自查报告|述职报告|交流材料|经验材料|典型材料|事迹材料|先进事迹|心得体会|学习体会|讲话稿?|发言稿?|演讲稿|承诺书|倡议书|主持词|工作要点|工作安排|安排意见|方案|总结|汇报|计划)(?:标准|样本|范本|模板|范文|优秀|精选|\d{1,2}[篇则])*`)

// numbers returns the heading numbers of the page.
func (s *splitter) numbers() []number {
	if s.beyond == nil {
		s.nums = numbers(s.text)
		s.beyond = make([]int, len(s.nums)+1)
		for i, n := range s.nums {
			s.beyond[i+1] = s.beyond[i]
			if n.n >= 2 {
				s.beyond[i+1]++
			}
		}
	}
	return s.nums
}

// withRestarts adds the documents that stand in a compilation without a
// marker. One such place alone is believed only beside markers, or when a
// signed document ends before it.
func (s *splitter) withRestarts(ms []mark) []mark {
	nums := s.numbers()
	limit, last := s.attachments(), s.lastDate()
	var found []mark
	signed := 0
	k, begin := 0, 0 // marks passed; start of the document that would end at the next mark
	for i, l := range s.lines[:limit] {
		for k < len(ms) && ms[k].at <= l.from {
			begin = max(begin, ms[k].at)
			k++
		}
		m, ok := s.titleMark(i)
		if !ok || begin == l.from || s.attached(i) {
			continue
		}
		if !renumbers(nums, begin, m) || s.prose(begin, l.from) < minRestartBody || s.prose(l.to, len(s.text)) < minRestartBody/2 && !m.glued {
			continue
		}
		if isDateLine(s.above(i)) && last > i {
			signed++
		} else if !endsWell(s.above(i)) {
			continue
		}
		found = append(found, m)
		begin = l.from
	}
	sure := len(ms) > 1 || len(found) > 1 && gluedOrRepeated(found) || len(found) == signed
	if len(found) == 0 || !sure {
		return ms
	}
	all := append(slices.Clone(ms), found...)
	slices.SortFunc(all, func(a, b mark) int { return a.at - b.at })
	if first, ok := s.firstTitle(all[0].at); ok {
		all = append([]mark{first}, all...)
	}
	return all
}

// renumbers reports whether numbering that had come to two or more between
// begin and m starts again with one behind m.
func renumbers(nums []number, begin int, m mark) bool {
	reached := false
	i := firstNumberFrom(nums, begin)
	for _, n := range nums[i:] {
		if n.at >= m.at {
			return reached && (m.numbered || n.n == 1)
		}
		reached = reached || n.n >= 2
	}
	return reached && m.numbered
}

// titleMark makes a mark of line i when it begins with a title.
func (s *splitter) titleMark(i int) (mark, bool) {
	l := s.lines[i]
	if l.blank() || s.noisy[i] || strings.HasPrefix(l.fold, "附") || numberMark.MatchString(l.fold) {
		return mark{}, false
	}
	m := titlePhrase.FindStringIndex(l.fold)
	if m == nil {
		return mark{at: l.from, family: restart}, s.repeatsHead(i)
	}
	v := zh.NewView(l.text)
	mk := mark{at: l.from, family: restart, title: corpus.Span{Start: l.Start, End: l.Start + v.At(m[1])}}
	mk.marker = corpus.Span{Start: l.Start, End: l.Start}
	rest := v.Text[m[1]:]
	// A title printed twice or three times in a row is one title.
	for again := titlePhrase.FindStringIndex(rest); again != nil && again[1] <= m[1]+6 && strings.HasPrefix(rest, v.Text[:min(12, m[1])]); again = titlePhrase.FindStringIndex(rest) {
		m[1] += again[1]
		mk.title.End = l.Start + v.At(m[1])
		rest = v.Text[m[1]:]
	}
	mk.glued, mk.numbered = rest != "", firstNumber.MatchString(rest)
	if mk.glued && (!opener.MatchString(rest) || !mk.numbered && !fullKind.MatchString(v.Text[:m[1]])) {
		return mark{}, false
	}
	return mk, true
}

// fullKind matches titles whose last words can hardly end anything else; 计划 or 总结 alone can.
var fullKind = pattern.Must(`(?:[^a-z](?:实施|活动|工作|推进|阶段|情况|争优)(?:方案|意见|总结|小结|汇报|计划|报告|安排|要点)|材料|事迹|体会|承诺书|倡议书|样本|模板|范文|[篇则]|"活动的?方案)$`)

var firstNumber = pattern.Must(`^ ?[一1][、.]`)

// opener matches the words with which the body of a document can begin right
// behind its title; anything else makes the title part of a sentence.
var opener = pattern.Must(`^ ?(?:[一1][、.]|[(\[]|` + openings + `)`)

const openings = `(?:为(?:了|进一步|深入|认真|贯彻|切实|巩固|全面|推动|扎实|充分|加强)|近年来|近期|今年|去年|自|根据|按照|遵照|依据|嘿|大家好|你好|各位|尊敬|同志们|亲爱|话说|随着|在[^《]{2,20}(?:下|中|之际)[,,]|我[们国校局院公是]|作为|本|当前|目前|(?:19|20)\d\d年|一年来|半年来|现将|现就)`

// repeatsHead reports whether line i, with the next one, is the page's first line again.
func (s *splitter) repeatsHead(i int) bool {
	head := ""
	for _, l := range s.lines {
		if !l.blank() {
			head = l.fold
			break
		}
	}
	l := s.lines[i]
	return l.from > 0 && l.runes() >= 8 && strings.HasPrefix(head, l.fold) && kindWord.MatchString(head)
}

// attached reports whether line i is the title of an attachment: 附件2 stands above it.
func (s *splitter) attached(i int) bool {
	for k, n := i-1, 0; k >= 0 && n < 3; k-- {
		if s.lines[k].blank() {
			continue
		}
		if n++; strings.HasPrefix(s.lines[k].fold, "附") {
			return true
		}
	}
	return false
}

// attachments returns the index of the first line that announces attachments
// or hands out another document, len(s.lines) when there is none: from there
// on a title does not begin a document of its own.
func (s *splitter) attachments() int {
	if s.limit == 0 {
		s.limit = s.firstAttachment()
	}
	return s.limit
}

func (s *splitter) firstAttachment() int {
	for i, l := range s.lines {
		if strings.HasPrefix(l.fold, "附件:") || strings.HasPrefix(l.fold, "附:") || issued.MatchString(l.fold) {
			return i + 1
		}
	}
	return len(s.lines)
}

// issued matches the sentence of a notice that hands out another document.
var issued = pattern.Must(`(?:印发|下发|转发|发)给你们|关于(?:印发|转发|下发)`)

// above returns the last non-blank line before line i.
func (s *splitter) above(i int) line {
	for k := i - 1; k >= 0; k-- {
		if !s.lines[k].blank() {
			return s.lines[k]
		}
	}
	return line{}
}

// endsWell reports whether a document can end with l.
func endsWell(l line) bool {
	return l.blank() || zh.IsSentenceEnd(l.last()) || strings.ContainsRune("”\"）)", l.last()) || dateLine.MatchString(l.fold)
}

var dateLine = pattern.Must(`(?:(?:19|20)\d\d|[二一][〇零九0-9一二三四五六七八九]{3}) ?年.{1,4}月(?:.{1,4}日)?\)?$`)

// isDateLine reports whether l is the last line of a signed document.
func isDateLine(l line) bool { return l.runes() <= 50 && dateLine.MatchString(l.fold) }

// lastDate returns the index of the last date line, -1 when there is none.
func (s *splitter) lastDate() int {
	for i := len(s.lines) - 1; i >= 0; i-- {
		if isDateLine(s.lines[i]) {
			return i
		}
	}
	return -1
}

// gluedOrRepeated reports whether the pages' own habits show in marks without
// marker: titles with text glued to them, or the page title again.
func gluedOrRepeated(ms []mark) bool {
	for _, m := range ms {
		if m.glued || m.title.Empty() {
			return true
		}
	}
	return false
}

// firstTitle returns the title of the first document, when the page's own
// head stands above it.
func (s *splitter) firstTitle(before int) (mark, bool) {
	n := 0
	for i, l := range s.lines {
		if l.blank() {
			continue
		}
		if l.from >= before || n == 6 || l.runes() > 45 && n == 0 {
			return mark{}, false
		}
		if m, ok := s.titleMark(i); ok && m.glued && n > 0 {
			return m, true
		}
		n++
	}
	return mark{}, false
}
