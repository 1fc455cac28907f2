package pattern

import (
	"regexp/syntax"
	"unicode/utf8"
)

// An Edged is a regexp that is anchored to the beginning or the end of the
// text and knows the characters that can stand there: most texts are refused
// by one look. The zero Edged must not be used.
type Edged struct {
	*Regexp
	first, last map[rune]bool // nil: any character, or no anchor
}

// NewEdged prepares re.
func NewEdged(re *Regexp) Edged {
	e := Edged{Regexp: re}
	tree, err := syntax.Parse(re.String(), syntax.Perl)
	if err != nil {
		return e
	}
	tree = tree.Simplify()
	if anchoredAt(tree, false) {
		e.first = runeMap(edgeRunes(tree, false))
	}
	if anchoredAt(tree, true) {
		e.last = runeMap(edgeRunes(tree, true))
	}
	return e
}

// runeMap returns the runes of ranges; nil when they are too many, or when
// empty says that nothing need stand there.
func runeMap(ranges []rune, empty bool) map[rune]bool {
	if empty || runesIn(ranges) >= manyRunes {
		return nil
	}
	set := map[rune]bool{}
	for i := 0; i+1 < len(ranges); i += 2 {
		for r := ranges[i]; r <= ranges[i+1]; r++ {
			set[r] = true
		}
	}
	return set
}

// MatchString is that of the regexp.
func (e Edged) MatchString(s string) bool {
	if e.first != nil {
		if r, _ := utf8.DecodeRuneInString(s); !e.first[r] {
			return false
		}
	}
	if e.last != nil {
		if r, _ := utf8.DecodeLastRuneInString(s); !e.last[r] {
			return false
		}
	}
	return e.Regexp.MatchString(s)
}

// FindStringIndex is that of the regexp.
func (e Edged) FindStringIndex(s string) []int {
	if e.last != nil {
		if r, _ := utf8.DecodeLastRuneInString(s); !e.last[r] {
			return nil
		}
	}
	return e.Regexp.FindStringIndex(s)
}
