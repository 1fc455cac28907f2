package classify

import (
	"strings"
	"unicode/utf8"

	"wenjian/internal/pattern"
	"wenjian/internal/zh"
)

// judge returns the confidence that the text from start to end is a name in
// context c, 0 for none.
func (s *nameSearch) judge(c *nameContext, start, end int) float64 {
	name, rest := s.text[start:end], s.text[end:]
	ended := s.ended(rest)
	shown := c.post || c.person || c.listed
	short := runes(name) <= givenMax
	word := s.doubtful(start, end)
	// 华为 is a word, 甲乙华|为组长 is not.
	cut := !s.words.crosses(start) && (!s.words.crosses(end) || strings.HasSuffix(name, "华") && strings.HasPrefix(rest, "为"))
	switch masked := strings.ContainsAny(name, "*×x") || strings.HasSuffix(name, "某"); {
	case s.titles.begins(rest) && (shown || c.open && (!word || !zh.IsHan(lastRune(c.left)) && s.strong.begins(rest)) || s.strong.begins(rest) && !short):
		return 0.9
	case shown && ended && !s.words.crosses(start) && !(c.person && (word || !s.clear.Has(firstRune(name)) && (short || !s.fallsApart(start, end)))):
		return 0.85
	case shown && cut && !word && s.after.begins(rest) && !s.notLast.Has(lastRune(name)):
		return 0.85
	case shown && cut && !word && !short && dated(rest) && (s.fallsApart(start, end) || s.stat.rate(name) > likelyName):
		return 0.75
	case c.open && !zh.IsHan(lastRune(c.left)) && cut && !word && strings.HasPrefix(rest, "等") && s.clear.Has(firstRune(name)) && s.several.MatchString(firstRunes(rest, postAhead)):
		return 0.75
	case !short && cut && !word && s.placed(c, rest) && s.clear.Has(firstRune(name)) && s.fallsApart(start, end):
		return 0.7
	case c.by && cut && s.duty.begins(rest):
		return 0.85
	case s.several.MatchString(firstRunes(rest, postAhead)) && s.isChosen(c):
		return 0.8
	case joined(rest) && (c.open && postBehind.MatchString(firstRunes(rest, postAhead)) || cut && !word && (c.open || s.isChosen(c)) && s.oneOfSeveral(end)):
		return 0.8
	case s.signed(c.left, rest):
		return 0.7
	case masked && (c.open || shown) && (ended || s.after.begins(rest)), masked && shown && s.blottedOut(name, rest):
		return 0.75
	case !word && s.told(c, start, end):
		return 0.7
	case !short && s.unheard(start, end) && (s.organ.MatchString(c.left) || c.open && s.after.begins(rest)),
		!short && cut && s.clear.Has(firstRune(name)) && atLine(c.left) && s.presented(rest):
		return 0.65
	case short && (c.post || c.person) && s.clear.Has(firstRune(name)) && s.fallsApart(start, end) && cut && verbBehind(rest):
		return 0.6
	}
	return 0
}

// verbBehind reports whether rest begins with a verb of one character that an
// aspect marks: 发着, 凑了.
func verbBehind(rest string) bool {
	two := []rune(firstRunes(rest, 2))
	return len(two) == 2 && strings.ContainsRune(aspects, two[1])
}

// aspects stand behind a verb.
const aspects = "了着过"

// unheard reports whether the text from start to end is a surname that begins
// hardly any word and two characters that make none: little else in a text
// falls apart like that.
func (s *nameSearch) unheard(start, end int) bool {
	first, size := utf8.DecodeRuneInString(s.text[start:])
	_, second := utf8.DecodeRuneInString(s.text[start+size:])
	return s.words.known() && s.clear.Has(first) && s.words.one(start, start+size) && s.words.one(start+size, start+size+second) &&
		s.words.one(start+size+second, end) && !s.notLast.Has(lastRune(s.text[start:end]))
}

// atLine reports whether left ends where a line or a sentence begins.
func atLine(left string) bool {
	return left == "" || strings.HasSuffix(left, "\n") || strings.HasSuffix(left, " ") || strings.HasSuffix(left, "。")
}

// presented reports whether what follows a name at the beginning of a line
// presents its bearer: 甲,隔离病区护士长, · 甲:我承诺 · 甲、乙、丙,分别来自.
func (s *nameSearch) presented(rest string) bool {
	switch r, size := utf8.DecodeRuneInString(rest); r {
	case ':':
		return true
	case '、':
		return s.oneOfSeveral(len(s.text) - len(rest))
	case ',':
		said := firstRunes(rest[size:], personContext)
		if i := strings.IndexAny(said, ",;\n"); i > 0 {
			return s.isBearer(said[:i])
		}
	}
	return false
}

// told reports whether the words themselves set a full name apart: who is
// introduced, speaks or is chosen, or does anything behind what he is.
func (s *nameSearch) told(c *nameContext, start, end int) bool {
	rest := firstRunes(s.text[end:], personContext)
	short := end-start <= 2*len("王")
	switch {
	case !s.words.cut(start, end) || s.notLast.Has(lastRune(s.text[start:end])) || strings.ContainsRune(aspects, firstRune(rest)):
		return false
	case (c.open && !zh.IsHan(lastRune(c.left)) || c.post || c.person) && s.intro.MatchString(rest):
		return true
	case short || !s.fallsApart(start, end):
		return false
	}
	return c.post || c.person || c.open && !zh.IsHan(lastRune(c.left)) && s.spoken.MatchString(rest)
}

// oneOfSeveral reports whether more names follow the one that ends at end,
// and then what says that they are persons: 、乙和丙等3名.
func (s *nameSearch) oneOfSeveral(end int) bool {
	for at, n := end, 0; at < len(s.text); n++ {
		r, size := utf8.DecodeRuneInString(s.text[at:])
		if r != '、' && r != '和' {
			return n > 0 && s.several.MatchString(firstRunes(s.text[at:], postAhead))
		}
		at += size
		if !s.startsLikeName(s.text[at:]) {
			return false
		}
		next := 0
		for _, l := range s.lengths(s.text[at:]) {
			rest := s.text[at+l:]
			if (strings.HasPrefix(rest, "、") || strings.HasPrefix(rest, "和") || s.several.MatchString(rest)) && (strings.HasPrefix(rest, "同志") || !s.doubtful(at, at+l)) {
				next = l
			}
		}
		if next == 0 {
			return false
		}
		at += next
	}
	return false
}

// doubtful reports whether a name is, or begins with, a word of the language:
// 高尚, 车辆; a surname that begins few words is trusted.
func (s *nameSearch) doubtful(start, end int) bool {
	r, size := utf8.DecodeRuneInString(s.text[start:])
	if s.clear.Has(r) {
		return false
	}
	if s.double[firstRunes(s.text[start:end], 2)] {
		return s.words.one(start, end)
	}
	_, second := utf8.DecodeRuneInString(s.text[start+size:])
	return s.words.one(start, end) || s.words.one(start, min(start+size+second, len(s.text))) && end-start <= 3*len("王")
}

// fallsApart reports whether the surname is a word by itself, and where it
// begins other words, every character of the given name too.
func (s *nameSearch) fallsApart(start, end int) bool {
	if s.double[firstRunes(s.text[start:], 2)] {
		return true
	}
	for at := start; at < end; {
		r, size := utf8.DecodeRuneInString(s.text[at:])
		if !s.words.one(at, at+size) {
			return false
		}
		if at == start && s.clear.Has(r) {
			return true
		}
		at += size
	}
	return true
}

// remarked matches who a name's bearer is, in brackets behind the name.
var remarked = pattern.MustCompile(`^\((?:男|女)?[^()\n]{0,40}\)`)

// goesOn reports whether gap, which stands between two names, leads from one
// to the next of a list: 、 or a remark in brackets and 、.
func goesOn(gap string) bool {
	return strings.TrimPrefix(gap, remarked.FindString(gap)) == "、"
}

// placed reports whether what stands around a name of three characters says
// that it is one: its unit before it and a stop behind (县医院甲,), a remark on
// its bearer behind it (甲(外科主任)), 向 and 学习.
func (s *nameSearch) placed(c *nameContext, rest string) bool {
	if !c.post && !c.person && s.organ.MatchString(c.left) && (rest == "" || strings.ContainsAny(rest[:1], ",;\n") || strings.HasPrefix(rest, "。") || strings.HasPrefix(rest, "、")) {
		return true
	}
	if strings.HasSuffix(c.left, "向") && strings.HasPrefix(rest, "学习") {
		return true
	}
	m := remarked.FindString(rest)
	return m != "" && c.open && s.isBearer(m[1:len(m)-1])
}

// dated reports whether rest begins with a number: 教师甲 11月代表学校参赛.
func dated(rest string) bool {
	return rest != "" && rest[0] >= '0' && rest[0] <= '9'
}
