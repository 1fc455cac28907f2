package ingest

import (
	"strings"

	"wenjian/corpus"
	"wenjian/internal/pattern"
)

// minLetter is the length in Chinese characters of the shortest letter,
// promise or bulletin in a series.
const minLetter = 30

// withSeries adds the documents of a series that has no markers but shows
// itself in what they have in common: the masthead of a bulletin, the title
// of a form letter, titles of the same build over different units, reports of
// other bodies handed in as attachments. Each kind asks for two documents at
// least and for an end before each new beginning.
func (s *splitter) withSeries(ms []mark) []mark {
	if len(ms) > 0 {
		return ms
	}
	for _, find := range []func() []mark{s.mastheads, s.letters, s.titledApart, s.foreignAttachments} {
		if found := find(); len(found) > 0 {
			return found
		}
	}
	return ms
}

// plainMark makes a mark before line i that takes nothing out of the text.
func (s *splitter) plainMark(i int, family string, ordinal int) mark {
	l := s.lines[i]
	return mark{at: l.from, family: family, ordinal: ordinal, marker: corpus.Span{Start: l.Start, End: l.Start}}
}

var (
	masthead = pattern.Must(`^[^。,;:!?]{0,30}(?:简报|快报|专报|动态|工作信息|信息专刊|简讯|通讯|专刊|要情)$`)
	issueNo  = pattern.Must(`^(?:[^。,;:!?]{0,30}(?:简报|快报|专报|动态|工作信息|信息专刊|简讯|通讯|专刊|要情))? ?[(\[]?(?:\d{4} ?年 ?)?(?:总 ?)?第 ?(\d{1,4}|[一二三四五六七八九十]{1,4}) ?期`)
)

// mastheads finds the issues of a bulletin: its name, then 第N期.
func (s *splitter) mastheads() []mark {
	var found []mark
	name, issues := "", map[string]bool{}
	for i, l := range s.lines {
		if l.blank() || l.runes() > 60 {
			continue
		}
		head, issue := l.fold, issueNo.FindStringSubmatch(l.fold)
		if issue == nil && masthead.MatchString(l.fold) {
			if below := s.below(l.from, 1); len(below) > 0 && below[0].runes() <= 60 {
				issue = issueNo.FindStringSubmatch(below[0].fold)
			}
		} else if issue != nil {
			head = l.fold[:strings.Index(l.fold, "第")]
		}
		head = bare(head)
		if issue == nil || !masthead.MatchString(head) || issues[issue[1]] || name != "" && head != name {
			continue
		}
		if name == "" && s.prose(0, l.from) >= minUnmarked {
			return nil
		}
		name = head
		issues[issue[1]] = true
		found = append(found, s.plainMark(i, "masthead", len(found)+1))
	}
	return s.longEnough(found)
}

// longEnough returns ms if they are two or more and each has a body.
func (s *splitter) longEnough(ms []mark) []mark {
	if len(ms) < 2 || s.minBody(ms) < minLetter {
		return nil
	}
	return ms
}

// signer matches the line by which a person signs.
var signer = pattern.Must(`^(?:承诺人|签名|签字|述职人|汇报人|倡议人|申请人|保证人|署名|党员签名)[^:]{0,8}: ?[^。,;]{0,12}$`)

func isSigned(l line) bool { return isDateLine(l) || l.runes() <= 24 && signer.MatchString(l.fold) }

// letters finds documents with one and the same title: the first stands at the
// head of the page, below no more than its cover.
func (s *splitter) letters() []mark {
	for i, l := range s.lines[:s.attachments()] {
		if s.prose(0, l.from) >= minUnmarked {
			break
		}
		if l.blank() || s.noisy[i] || !titleLike(l) || !kindEnd.MatchString(l.fold) {
			continue
		}
		if found := s.longEnough(s.lettersOf(i)); len(found) > 0 {
			return found
		}
	}
	return nil
}

// lettersOf returns the documents that bear the title in line first: each is
// signed before the next begins, or tells below the title whose it is, or is
// set apart by a blank line or by numbering that begins anew. One such line in
// the middle of a sentence, and all are the running head of one document.
func (s *splitter) lettersOf(first int) []mark {
	title := bare(s.lines[first].fold)
	at := []int{first}
	for i := first + 1; i < s.attachments(); i++ {
		l := s.lines[i]
		if len(l.fold) < len(title) || bare(l.fold) != title {
			continue
		}
		last := at[len(at)-1]
		if s.prose(s.lines[last].to, l.from) < minLetter { // the title printed twice
			if last == first {
				at[0] = i
			}
			continue
		}
		from := s.unitAbove(i)
		above := s.above(from)
		if !endsWell(above) && !isSigned(above) {
			return nil
		}
		owner := s.owner(i)
		apart := above.to != s.lines[from].from || s.numbersAnew(s.lines[last].from, l.to) && !s.gluesTitles()
		if isSigned(above) || owner != "" && owner != s.owner(last) || apart && s.startsText(i) {
			at = append(at, i)
		}
	}
	found := make([]mark, 0, len(at))
	for n, i := range at {
		found = append(found, s.plainMark(s.unitAbove(i), "letter", n+1))
	}
	return found
}

// unitAbove returns the index of the line right above line i when that names
// the unit, the first half of a title in two lines; else i.
func (s *splitter) unitAbove(i int) int {
	if i > 0 && !s.noisy[i-1] && unitLine.MatchString(s.lines[i-1].fold) && titleLike(s.lines[i-1]) {
		return i - 1
	}
	return i
}

// gluesTitles reports whether the page has lost the line ends behind its titles.
func (s *splitter) gluesTitles() bool {
	if s.glue == nil {
		s.glue = new(bool)
		for i := 0; i < len(s.lines) && !*s.glue; i++ {
			m, ok := s.titleMark(i)
			*s.glue = ok && m.glued
		}
	}
	return *s.glue
}

// ownerLine matches the line below a title that says whose a document is: a
// unit, a person, or a unit and a person; the head of a form; a subtitle.
var ownerLine = pattern.Must(`^(?:姓 *名|单位|部门|所在(?:支部|单位)|支部(?:名称)?|承诺人|汇报人|报告人|作者) ?: ?[^ 。;].{0,40}$|^-{1,2}[^-。;:!?]{4,40}$|^[(\[]?(?:[^。,;:!?]{2,24}(?:` + unitEnd + `|[科处室部组班])(?: +\p{Han}{2,4}| +\p{Han} +\p{Han})?|\p{Han}{2,3}|\p{Han} +\p{Han})[)\]]?$`)

// owner returns whom the line below line i names, "" when it names nobody or
// no text follows.
func (s *splitter) owner(i int) string {
	below := s.below(s.lines[i].from, 2)
	if len(below) < 2 || !ownerLine.MatchString(below[0].fold) || below[0].fold[0] != '-' && kindEnd.MatchString(below[0].fold) || len(below[1].text) < len("各位领导：") && !salutation.MatchString(below[1].fold) {
		return ""
	}
	return bare(below[0].fold)
}

var (
	attachmentNo = pattern.Must(`^附件? ?(?:\d{1,2}|[一二三四五六七八九十]{1,2})[:.、]?$`)
	// reported matches titles of what a unit reports about itself, which no
	// superior hands out as a form or a scheme.
	reported = pattern.Must(`(?:总结|小结|汇报|汇报材料|情况报告|自查报告|事迹|事迹材料|交流材料|经验材料|体会)$`)
)

// foreignAttachments finds reports that other bodies signed and that a
// covering letter hands on: 附件N alone on its line, the title of a report,
// and a date at its end. One attachment of another kind, and all stay with
// the letter.
func (s *splitter) foreignAttachments() []mark {
	var found []mark
	for i, l := range s.lines {
		if !attachmentNo.MatchString(l.fold) {
			continue
		}
		below := s.below(l.from, 1)
		if len(below) == 0 || !named(below[0]) || !reported.MatchString(below[0].fold) {
			return nil
		}
		m := s.plainMark(i, "attachment", len(found)+1)
		m.marker.End = l.End
		found = append(found, m)
	}
	if len(found) == 0 || s.prose(0, found[0].at) < minLetter || s.minBody(found) < minRestartBody {
		return nil
	}
	for i := range found {
		if !isSigned(s.above(s.lineAt(s.end(found, i)))) {
			return nil
		}
	}
	return append([]mark{s.plainMark(0, "attachment", 0)}, found...)
}
