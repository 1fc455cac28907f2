package classify

import (
	"strings"
	"unicode/utf8"

	"wenjian/internal/pattern"
	"wenjian/internal/zh"
)

const (
	rowRunes  = 60 // a row of a list of names is no longer
	freeNames = 3  // so many names fill a line and need no head above it
)

// rowMark numbers a row: 1. · (2) · 3、.
var rowMark = pattern.MustCompile(`^(?:\(?[0-9]{1,2}[.、)] ?|\([一二三四五六七八九十]+\))`)

// lastBracket matches the bracket that ends a line.
var lastBracket = pattern.MustCompile(`\(([^()\n]{2,40})\)[ 。]*$`)

// A rosterRow is a line of a list of names.
type rosterRow struct {
	names []namePlace
	alone bool // nothing but names
}

// rosters finds names in lists that no post before each of them tells: rows of
// 姓名 单位职务, or of names alone, under a head or beside other such rows.
func (s *nameSearch) rosters() []namePlace {
	var out []namePlace
	lines := textLines(s.text)
	rows := make([]rosterRow, len(lines))
	for i, l := range lines {
		rows[i] = s.row(l.start, l.end)
	}
	headed := false
	for i, l := range lines {
		if len(rows[i].names) == 0 {
			headed = s.roster.MatchString(s.text[l.start:l.end])
			continue
		}
		near := i > 0 && len(rows[i-1].names) > 0 || i+1 < len(rows) && len(rows[i+1].names) > 0
		if headed || len(rows[i].names) >= freeNames || near && !rows[i].alone {
			out = append(out, rows[i].names...)
		}
	}
	return out
}

// row reads the line from start to end as a row: names set apart by white
// space or 、, each with a remark in brackets or not, or one name and what its
// bearer is.
func (s *nameSearch) row(start, end int) rosterRow {
	end = start + len(strings.TrimSuffix(s.text[start:end], "等"))
	line := s.text[start:end]
	if runes(line) > rowRunes || strings.Contains(line, "。") {
		return rosterRow{}
	}
	at := start + len(rowMark.FindString(line))
	var names []namePlace
	for at < end {
		n, ok := s.rowName(at, end)
		if !ok {
			break
		}
		names = append(names, n)
		at = n.end
		if rest := s.text[at:end]; strings.HasPrefix(rest, "(") {
			if i := strings.IndexByte(rest, ')'); i >= 0 {
				at += i + 1
			}
		}
		at += len(s.text[at:end]) - len(strings.TrimLeft(s.text[at:end], " \t、,;"))
	}
	switch {
	case len(names) == 0:
		return rosterRow{}
	case at >= end:
		return rosterRow{names, true}
	}
	if len(names) == 1 && at > names[0].end && s.isBearer(s.text[at:end]) {
		return rosterRow{names, false}
	}
	return rosterRow{}
}

// isBearer reports whether what follows a name in its row tells who that is:
// 男 · 城关镇工会干事 · 法律援助站.
func (s *nameSearch) isBearer(rest string) bool {
	rest = strings.TrimRight(rest, " \t;,)")
	return s.posts.MatchString(rest) || s.organ.MatchString(rest) || s.before.ends(rest) || s.people.ends(rest) || s.intro.MatchString(","+rest)
}

// likelyRow is the rating from which a word of the language is a name in a row.
const likelyRow = 0.8

// rowName returns the name that begins at byte at and ends before white space,
// a bracket, a stop or the end of the line.
func (s *nameSearch) rowName(at, end int) (namePlace, bool) {
	if !s.startsLikeName(s.text[at:end]) {
		return namePlace{}, false
	}
	for _, n := range s.lengths(s.text[at:end]) {
		name := s.text[at : at+n]
		if rest := s.text[at+n : end]; s.common[name] || s.common[firstRunes(name, 2)] || rest != "" && !strings.ContainsAny(rest[:1], " \t(,;") && !strings.HasPrefix(rest, "、") {
			continue
		}
		return namePlace{at, at + n, 0.75}, !s.doubtful(at, at+n) || n > 2*len("王") && s.stat.rate(name) > likelyRow
	}
	return namePlace{}, false
}

// bylines finds those who report: (通讯员 甲 乙) behind the text, (某某社区 甲),
// and the names behind 供稿: or 记者 anywhere.
func (s *nameSearch) bylines() []namePlace {
	var out, told []namePlace
	for _, l := range textLines(s.text) {
		line := s.text[l.start:l.end]
		if strings.HasSuffix(strings.TrimRight(line, " 。"), ")") {
			if m := lastBracket.FindStringSubmatchIndex(line); m != nil {
				out = append(out, s.bracketNames(l.start+m[0], l.start+m[2], l.start+m[3])...)
			}
		}
		if !s.byline.PossibleSigned(line, pattern.Signed(line)) {
			continue
		}
		for _, m := range s.byline.Re.FindAllStringIndex(line, -1) {
			told = append(told, s.names(l.start+m[1], len(s.text), true)...)
		}
	}
	return append(out, told...)
}

// bracketNames returns the names in the bracket from start to end that opens
// at open: behind a stop a name alone, or behind the unit of its bearers.
func (s *nameSearch) bracketNames(open, start, end int) []namePlace {
	before, _ := utf8.DecodeLastRuneInString(strings.TrimRight(s.text[:open], " \n"))
	if zh.IsHan(before) || strings.ContainsRune(":,、)0123456789", before) {
		return nil
	}
	for at := start; at < end; {
		if names := s.names(at, end, false); len(names) > 0 && strings.TrimSpace(s.text[names[len(names)-1].end:end]) == "" {
			told := len(names) == 1 && s.stat.rate(s.text[names[0].start:names[0].end]) > likelyName && s.text[at-1] == ' '
			if at > start && !told && !s.organ.MatchString(strings.TrimRight(s.text[start:at], " :")) {
				return nil
			}
			return names
		}
		i := strings.IndexAny(s.text[at:end], " :")
		if i < 0 {
			return nil
		}
		at = end - len(strings.TrimLeft(s.text[at+i:end], " :"))
	}
	return nil
}

// names returns the names that stand one behind the other from start on, set
// apart by white space or 、. told says that a word before them calls them
// names; a doubtful one alone is none without it.
func (s *nameSearch) names(start, end int, told bool) []namePlace {
	var out []namePlace
	for at := start; at < end; {
		n, ok := s.rowName(at, end)
		if ok && n.end < end && !s.ended(s.text[n.end:]) {
			ok = false
		}
		if !ok {
			break
		}
		out = append(out, n)
		gap := len(s.text[n.end:end]) - len(strings.TrimLeft(s.text[n.end:end], " 、"))
		if gap == 0 {
			break
		}
		at = n.end + gap
	}
	if !told && len(out) == 1 && out[0].end-out[0].start <= 2*len("王") && !s.clear.Has(firstRune(s.text[out[0].start:])) && s.stat.rate(s.text[out[0].start:out[0].end]) < likelyName {
		return nil
	}
	return out
}
