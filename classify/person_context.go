package classify

import (
	"strings"
	"unicode/utf8"

	"wenjian/internal/pattern"
	"wenjian/internal/zh"
)

// A wordSet answers whether a text begins or ends with one of its words.
type wordSet struct {
	words       map[string]bool
	longest     int              // characters
	first, last *pattern.RuneSet // what words begin and end with: most places are refused by one look
}

func newWordSet(words []string) wordSet {
	w := wordSet{words: map[string]bool{}, first: new(pattern.RuneSet), last: new(pattern.RuneSet)}
	for _, s := range words {
		w.words[s] = true
		w.longest = max(w.longest, runes(s))
		w.first.Add(firstRune(s))
		w.last.Add(lastRune(s))
	}
	return w
}

// ends reports whether s ends with a word of w.
func (w wordSet) ends(s string) bool {
	if w.longest == 0 || !mayHave(w.last, lastRune(s)) {
		return false
	}
	at := len(s)
	for n := 0; n < w.longest && at > 0; n++ {
		_, size := utf8.DecodeLastRuneInString(s[:at])
		at -= size
		if w.words[s[at:]] {
			return true
		}
	}
	return false
}

// begins reports whether s begins with a word of w.
func (w wordSet) begins(s string) bool {
	if w.longest == 0 || !mayHave(w.first, firstRune(s)) {
		return false
	}
	at := 0
	for n := 0; n < w.longest && at < len(s); n++ {
		_, size := utf8.DecodeRuneInString(s[at:])
		at += size
		if w.words[s[:at]] {
			return true
		}
	}
	return false
}

// mayHave reports whether r, for which a RuneSet may be too small, can be in set.
func mayHave(set *pattern.RuneSet, r rune) bool { return set.Has(r) || r >= 1<<16 }

// ended reports whether a name can end before rest: at a stop, a bracket,
// white space or the end.
func (p *personRules) ended(rest string) bool {
	r, _ := utf8.DecodeRuneInString(rest)
	return rest == "" || strings.ContainsRune("、,。;:()《\"\n\t !?]", r)
}

// signs reports whether left ends with 承诺人: or 书记(签字): and the like.
func (p *personRules) signs(left string) bool {
	s := strings.TrimRight(left, " ")
	if !strings.HasSuffix(s, ":") {
		return false
	}
	s = strings.TrimRight(s[:len(s)-1], " ")
	if i := strings.LastIndexByte(s, '('); i >= 0 && strings.HasSuffix(s, ")") {
		s = strings.TrimRight(s[:i], " ")
	}
	return p.heads.ends(s) || p.before.ends(s) || p.heads.ends(strings.ReplaceAll(lastRunes(s, 6), " ", ""))
}

// open reports whether a name can begin behind left: behind a stop or a
// particle.
func (p *personRules) open(left string) bool {
	r, _ := utf8.DecodeLastRuneInString(left)
	return left == "" || !zh.IsHan(r) || strings.ContainsRune("和及与由为对向请让给以如像记任有了的是过彻习达帮替陪助访看以着", r)
}

// listed reports whether the place behind left stands in a list of names that
// a post or a list's head begins: 组长甲、乙, 成员:甲、乙、丙, a column of names.
func (p *personRules) listed(left, all string) bool {
	r, size := utf8.DecodeLastRuneInString(left)
	switch {
	case r == '、' || r == ',' || r == '和':
		return p.behindName(left[:len(left)-size])
	case r == ' ' || r == '\n':
		return p.column(all)
	}
	return false
}

// behindName reports whether left ends with a name that a post, a head or
// another listed name precedes.
func (p *personRules) behindName(left string) bool {
	for range 12 {
		found := false
		for _, n := range []int{3, 2, 4} {
			name := lastRunes(left, n)
			rest := left[:len(left)-len(name)]
			if runes(name) != n || !p.startsLikeName(name) || strings.ContainsAny(name, "、,。:; ") {
				continue
			}
			if p.before.ends(rest) || p.signs(rest) {
				return true
			}
			if r, size := utf8.DecodeLastRuneInString(rest); r == '、' || r == ',' {
				left, found = rest[:len(rest)-size], true
				break
			}
		}
		if !found {
			return false
		}
	}
	return false
}

const columnBytes = 400 // a list of names in lines or columns is no longer

// column reports whether the place behind all stands in lines or columns that
// a head begins, as lists of a leading group do: 组 长:甲 (职务) 乙 (职务).
func (p *personRules) column(all string) bool {
	from := max(0, len(all)-columnBytes)
	s := all[from:]
	if i := strings.LastIndexAny(s, "。;!?"); i >= 0 {
		s = s[i:]
	}
	i := strings.LastIndexByte(s, ':')
	return i >= 0 && p.heads.ends(strings.ReplaceAll(lastRunes(s[:i], 8), " ", ""))
}

// lengths returns the lengths in bytes that a name at the start of s may
// have, the shortest first; 甘  露 is set in columns and has one length.
func (p *personRules) lengths(s string) []int {
	var at int
	if first := firstRunes(s, 2); p.double[first] {
		at = len(first)
	} else {
		_, at = utf8.DecodeRuneInString(s)
	}
	if gap := spaces(s[at:]); gap > 0 && gap <= 3 {
		r, size := utf8.DecodeRuneInString(s[at+gap:])
		if zh.IsHan(r) && !p.never.Has(r) && p.ended(s[at+gap+size:]) {
			return []int{at + gap + size}
		}
		return nil
	}
	var out []int
	for range givenMax {
		r, size := utf8.DecodeRuneInString(s[at:])
		if mask := r == '×' || r == '*' || r == 'x'; !mask && (!zh.IsHan(r) || p.never.Has(r)) {
			break
		}
		rest := s[at+size:]
		if len(out) > 0 && zh.IsHan(r) && strings.ContainsRune(masks, lastRune(s[:at])) && !p.ended(rest) && ratio(p.stat.second, r) <= 0 {
			break // 李× 募捐
		}
		if joins := r == '和' || r == '为' || r == '其'; joins && (len(out) == 0 && r != '其' || !p.ended(rest) && !p.after.begins(rest) && r != '其') {
			break // 米志和 tells, but not 米志 和
		}
		at += size
		out = append(out, at)
	}
	return out
}

// signed reports whether a name that ends a line signs the text: its unit
// stands before it, or it has the line to itself and a date follows.
func (p *personRules) signed(left, rest string) bool {
	if rest != "" && rest[0] != '\n' {
		return false
	}
	if strings.HasSuffix(left, "\n") {
		_, n := zh.ReadDate(strings.TrimLeft(rest, "\n "))
		return n > 0
	}
	return strings.HasSuffix(left, " ") && p.organ.MatchString(strings.TrimRight(left, " "))
}

// role reports whether left ends with what somebody does, by its last
// character: 测流员, 值长, 钢筋工.
func (s *nameSearch) role(left string) bool {
	three := []rune(lastRunes(left, 3))
	if len(three) < 3 || !zh.IsHan(three[0]) || !zh.IsHan(three[1]) {
		return false
	}
	return s.roleEnd.Has(three[2]) && !s.noRole[string(three[1:])]
}

func (p *personRules) startsLikeName(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return p.single.Has(r) || p.doubleFirst.Has(r) && p.double[firstRunes(s, 2)]
}

// inTheory reports whether the place is part of a theory or a title of a
// work: 邓小平理论, 《毛泽东选集》.
func (p *personRules) inTheory(text string, n namePlace) bool {
	rest := text[n.end:]
	for _, w := range []string{"理论", "思想", "论", "精神", "式", "文选", "选集", "新时代", "有关", "纪念"} {
		if strings.HasPrefix(rest, w) {
			return true
		}
	}
	open := strings.LastIndex(text[:n.start], "《")
	return open >= 0 && !strings.Contains(text[open:n.start], "》") && !strings.Contains(text[open:n.start], "\n")
}

// post returns the posts printed beside a name.
func (p *personRules) post(text string, n namePlace) string {
	left := strings.TrimRight(lastRunes(text[:n.start], personContext), ": ")
	if m := p.postTail.FindStringIndex(left); m != nil {
		return left[m[0]:m[1]]
	}
	right := firstRunes(text[n.end:], 10)
	right = strings.TrimPrefix(strings.TrimPrefix(strings.TrimPrefix(right, "同志"), "担"), "任")
	if m := p.posts.FindStringIndex(right); m != nil && m[0] == 0 {
		return right[:m[1]]
	}
	return ""
}

// spaceless returns s without white space.
func spaceless(s string) string { return strings.Join(strings.Fields(s), "") }

// lastRunes returns the last n characters of s, or all of it.
func lastRunes(s string, n int) string {
	at := len(s)
	for ; n > 0 && at > 0; n-- {
		_, size := utf8.DecodeLastRuneInString(s[:at])
		at -= size
	}
	return s[at:]
}
