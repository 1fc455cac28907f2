package classify

import (
	"strings"
	"unicode/utf8"

	"wenjian/internal/zh"
)

// placeRules are the words of events.yaml about places.
type placeRules struct {
	to, links []string
	ends      *wordFinder
}

const maxPlaceRunes = 16 // a place's name is no longer

// place returns where s takes place, as the document prints it: behind the
// last 在, 到, 赴 … of its clause before its end, up to a word that names a
// place. Empty when its clause does not tell.
func (p *placeRules) place(r *reading, s *scene) string {
	text := s.clause.Of(r.view.Text)
	text = text[:max(0, s.at.End-s.clause.Start)]
	for end := len(text); end > 0; {
		at, size := -1, 0
		for _, w := range p.to {
			if i := strings.LastIndex(text[:end], w); i > at || i == at && len(w) > size {
				at, size = i, len(w)
			}
		}
		if at < 0 {
			break
		}
		if n := p.len(text[at+size:]); n > 0 {
			from := s.clause.Start + at + size
			return r.span(from, from+n).Of(r.doc.Text)
		}
		end = at
	}
	return ""
}

// len returns the length of the place's name that s begins with, 0 for none.
func (p *placeRules) len(s string) int {
	n := 0
	for i := 0; i < maxPlaceRunes && n < len(s); i++ {
		c, size := utf8.DecodeRuneInString(s[n:])
		if !zh.IsHan(c) && !(c < 0x80 && (isDigit(byte(c)) || c >= 'a' && c <= 'z')) && c != '"' {
			break
		}
		n += size
	}
	s = s[:n]
	best, home := 0, 0
	for i := range s {
		size := p.ends.at(s[i:])
		switch {
		case best > 0 && i > best+p.link(s[best:]):
			return best
		case size > len("家"):
			best = max(best, i+size)
		case size > 0 && i > 0 && home == 0:
			home = i + size
		}
	}
	if best == 0 {
		return home
	}
	return best
}

// link returns the length of a word at the beginning of s that may join a
// place to the one inside it: 延安革命纪念馆.
func (p *placeRules) link(s string) int {
	for _, w := range p.links {
		if strings.HasPrefix(s, w) {
			return len(w)
		}
	}
	return 0
}
