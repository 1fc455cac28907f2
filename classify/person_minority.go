package classify

import (
	"unicode/utf8"

	"wenjian/internal/zh"
)

// Names of Mongols, Tibetans, Uyghurs and others have no surname; they are
// made of given names that many bear (乌云其其格, 扎西次仁), term name_parts, or
// two names joined by a dot (阿迪力·买买提).

const (
	maxParts  = 4 // given names that one name is made of
	dotRunes  = 6 // characters on either side of the dot
	middleDot = '·'
)

// given returns the place of a name made of given names that begins at byte
// at: one where the context shows a person, several where they stand free.
func (s *nameSearch) given(c *nameContext, at int) (namePlace, bool) {
	end, parts := s.dotted(at)
	if parts == 0 {
		end = at
		for ; parts < maxParts; parts++ {
			n := s.parts.prefix(s.text[end:])
			if n == 0 {
				break
			}
			end += n
		}
	}
	rest := s.text[end:]
	shown := c.post || c.person || c.listed || s.titles.begins(rest)
	told := s.ended(rest) || s.after.begins(rest) || verbBehind(rest) || s.titles.begins(rest)
	switch {
	case parts == 0 || s.words.crosses(at) || s.words.crosses(end) || s.places.begins(rest) || s.counted(c.left, s.text[at:end]):
	case shown && told, parts > 1 && (shown || c.open && told):
		return namePlace{at, end, 0.7}, true
	}
	return namePlace{}, false
}

// dotted reads two runs of characters joined by a dot, of which one is made of
// given names; parts is 0 for none.
func (s *nameSearch) dotted(at int) (end, parts int) {
	left := han(s.text[at:], dotRunes)
	dot, size := utf8.DecodeRuneInString(s.text[at+left:])
	if left == 0 || dot != middleDot {
		return at, 0
	}
	start := at + left + size
	right := han(s.text[start:], dotRunes)
	for n := s.parts.prefix(s.text[start:]); n > 0 && n <= right; {
		end = start + n // 买买提 of 买买提带头
		more := s.parts.prefix(s.text[end:])
		if more == 0 || n+more > right {
			break
		}
		n += more
	}
	switch {
	case end > 0:
		return end, 2
	case s.parts.prefix(s.text[at:]) > 0 && right > 0 && s.ended(s.text[start+right:]):
		return start + right, 2
	}
	return at, 0
}

// han returns the length of the Chinese characters that s begins with, of at
// most n.
func han(s string, n int) int {
	at := 0
	for ; n > 0 && at < len(s); n-- {
		r, size := utf8.DecodeRuneInString(s[at:])
		if !zh.IsHan(r) {
			break
		}
		at += size
	}
	return at
}

// prefix returns the length of the longest word of w that s begins with.
func (w wordSet) prefix(s string) (longest int) {
	at := 0
	for n := 0; n < w.longest && at < len(s); n++ {
		_, size := utf8.DecodeRuneInString(s[at:])
		at += size
		if w.words[s[:at]] {
			longest = at
		}
	}
	return longest
}
