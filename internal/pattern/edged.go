package pattern

import (
	"regexp"
	"regexp/syntax"
	"unicode/utf8"
)

// An Edged is a regexp that is anchored to the beginning or the end of the
// text and knows the characters that can stand there: most texts are refused
// by one look. The zero Edged must not be used.
type Edged struct {
	*regexp.Regexp
	first, last map[rune]bool // nil: any character, or no anchor
}

// NewEdged prepares re.
func NewEdged(re *regexp.Regexp) Edged {
	e := Edged{Regexp: re}
	tree, err := syntax.Parse(re.String(), syntax.Perl)
	if err != nil {
		return e
	}
	tree = tree.Simplify()
	if anchoredAt(tree, false) {
		e.first = edgeRunes(tree, false)
	}
	if anchoredAt(tree, true) {
		e.last = edgeRunes(tree, true)
	}
	return e
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

// anchoredAt reports whether every match of re begins where the text does,
// or, at the end, ends where it does.
func anchoredAt(re *syntax.Regexp, end bool) bool {
	switch re.Op {
	case syntax.OpBeginText:
		return !end
	case syntax.OpEndText:
		return end
	case syntax.OpCapture:
		return anchoredAt(re.Sub[0], end)
	case syntax.OpConcat:
		i := 0
		if end {
			i = len(re.Sub) - 1
		}
		return anchoredAt(re.Sub[i], end)
	case syntax.OpAlternate:
		for _, sub := range re.Sub {
			if !anchoredAt(sub, end) {
				return false
			}
		}
		return true
	}
	return false
}

// edgeRunes returns the characters that a match of re can begin with, or end
// with; nil when that is not known or the match can be empty.
func edgeRunes(re *syntax.Regexp, end bool) map[rune]bool {
	set := map[rune]bool{}
	if open, ok := addEdge(set, re, end); open || !ok {
		return nil
	}
	return set
}

// addEdge adds to set what a match of re can begin or end with; open says
// that it can be empty, ok that nothing is missing.
func addEdge(set map[rune]bool, re *syntax.Regexp, end bool) (open, ok bool) {
	switch re.Op {
	case syntax.OpEmptyMatch, syntax.OpBeginText, syntax.OpEndText:
		return true, true
	case syntax.OpLiteral:
		r := re.Rune[0]
		if end {
			r = re.Rune[len(re.Rune)-1]
		}
		set[r] = true
		return false, re.Flags&syntax.FoldCase == 0
	case syntax.OpCharClass:
		words := classLiterals(re.Rune).words
		for _, w := range words {
			for _, r := range w {
				set[r] = true
			}
		}
		return false, len(words) > 0
	case syntax.OpCapture, syntax.OpPlus:
		return addEdge(set, re.Sub[0], end)
	case syntax.OpQuest, syntax.OpStar:
		_, ok = addEdge(set, re.Sub[0], end)
		return true, ok
	case syntax.OpAlternate:
		ok = true
		for _, sub := range re.Sub {
			o, k := addEdge(set, sub, end)
			open, ok = open || o, ok && k
		}
		return open, ok
	case syntax.OpConcat:
		for i := range re.Sub {
			sub := re.Sub[i]
			if end {
				sub = re.Sub[len(re.Sub)-1-i]
			}
			if open, ok = addEdge(set, sub, end); !open || !ok {
				return open, ok
			}
		}
		return true, true
	}
	return false, false
}
