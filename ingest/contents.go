package ingest

import (
	"strings"

	"wenjian/corpus"
	"wenjian/internal/pattern"
	"wenjian/internal/zh"
)

// A contents is a table of contents: its lines and the titles it lists.
type contents struct {
	from, to int // lines, half open
	entries  []string
}

func (c contents) holds(line int) bool { return line >= c.from && line < c.to }

var (
	contentsHead = pattern.Must(`^目[ 　]*[录次]$`)
	// leader matches what parts a title from its unit and page in a table of contents.
	leader = pattern.Must(`(?:…{2,}|\.{4,}|·{4,}|-{5,}|_{5,}|⋯{2,}).*$|[ \t]*[(\[]?\d{1,3}[)\]]?$`)
	dotted = pattern.Must(`(?:…{2,}|\.{4,}|·{4,}|⋯{2,}) ?[^。]{0,20}?[(\[]?\d{1,3}[)\]]?$`)
	// entryNumber matches the number of an entry in a list of pieces; headings of
	// one document (一、, 第一章) are no such numbers.
	entryNumber = pattern.Must(`^(?:\d{1,3}[.、)] ?|[(\[]\d{1,3}[)\]] ?|第[一二三四五六七八九十\d]{1,3}篇 ?[:、.]? ?|[①-⑳] ?)`)
)

// maxContents is the most lines a table of contents is followed over.
const maxContents = 300

// findContents returns the table of contents of a page, if there is one: the
// lines below 目录, or three lines or more with leaders and page numbers.
func findContents(ls []line) (contents, bool) {
	for i, l := range ls {
		if l.blank() {
			continue
		}
		if contentsHead.MatchString(l.fold) {
			return readContents(ls, i, i+1)
		}
		if dotted.MatchString(l.fold) {
			return readContents(ls, i, i)
		}
		if i > maxContents {
			break
		}
	}
	return contents{}, false
}

// readContents reads entries from line i on, up to the first line that is none.
func readContents(ls []line, head, i int) (contents, bool) {
	c := contents{from: head}
	seen := map[string]bool{}
	for ; i < len(ls) && i-head < maxContents; i++ {
		l := ls[i]
		if l.blank() {
			continue
		}
		entry := bare(leader.ReplaceAllString(l.fold, ""))
		if l.runes() > 80 || entry == "" || closesParagraph(l.text) || seen[entry] {
			break
		}
		seen[entry] = true
		c.entries = append(c.entries, entry)
		c.to = i + 1
	}
	return c, len(c.entries) >= 2
}

// withContents adds the documents that a table of contents lists: their
// titles stand again, in the same order, alone on a line. A table of headings
// (第一章, 一、) lists parts of one document and cuts nothing.
func (s *splitter) withContents(ms []mark) []mark {
	if len(ms) > 0 || s.contents.to == 0 {
		return ms
	}
	var found []mark
	matched := 0
	next := s.contents.to
	for _, e := range s.contents.entries {
		if isMarked(e) && !entryNumber.MatchString(e) {
			return ms
		}
		i, ok := s.titled(e, next)
		if !ok {
			continue
		}
		l := s.lines[i]
		found = append(found, mark{at: l.from, family: "contents", ordinal: len(found) + 1, marker: corpus.Span{Start: l.Start, End: l.Start}})
		matched++
		next = i + 1
	}
	if matched < 2 || 2*matched <= len(s.contents.entries) || s.bodies(found) < matched {
		return ms
	}
	return found
}

// titled returns the first line from line i on that bears the title of a
// contents entry; the unit may stand behind the title in the entry, and a long
// title may run over two lines.
func (s *splitter) titled(entry string, i int) (int, bool) {
	plain := entryNumber.ReplaceAllString(entry, "")
	for ; i < len(s.lines); i++ {
		l := s.lines[i]
		if l.blank() || l.runes() > 60 || closesParagraph(l.text) {
			continue
		}
		got := bare(entryNumber.ReplaceAllString(l.fold, ""))
		switch {
		case zh.HanCount(got) < 4:
		case got == plain, strings.HasPrefix(plain, got) && unitTail.MatchString(plain[len(got):]):
			return i, true
		case strings.HasPrefix(plain, got) && i+1 < len(s.lines) && strings.HasPrefix(plain, got+bare(s.lines[i+1].fold)) && !s.lines[i+1].blank():
			return i, true
		}
	}
	return 0, false
}

// unitTail matches the unit that a contents entry names behind the title.
var unitTail = pattern.Must(`^[-—(]*[^。,;:]{2,24}` + unitEnd + `[)]?$`)

// bare returns s without white space.
func bare(s string) string { return strings.Join(strings.Fields(s), "") }
