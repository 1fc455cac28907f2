package pattern

import (
	"regexp/syntax"
	"slices"
	"strings"
	"unicode/utf8"
)

// A Pattern is a regular expression that knows what a text must hold to match
// it: most lines are told from most patterns by that alone, which is many
// times faster than to run them (the idea of RE2's FilteredRE2 and of Cox,
// "Regular Expression Matching with a Trigram Index", 2012). Its matches are
// those of the expression itself.
type Pattern struct {
	*Regexp
	first    []rune // ranges of the runes that a match can begin with, where it can only begin at the text's beginning; nil for any
	literals []literal
}

// A literal is one of the strings of which a match holds at least one.
type literal struct {
	text string
	sign Signature
}

// Must compiles a pattern of the program; one that is wrong panics, as
// MustCompile does.
func Must(expr string) *Pattern {
	p := &Pattern{Regexp: MustCompile(expr)}
	parsed, err := syntax.Parse(expr, syntax.Perl)
	if err != nil {
		return p // never: it compiled
	}
	if anchoredAt(parsed, false) {
		if set, empty := edgeRunes(parsed, false); !empty && runesIn(set) < manyRunes {
			p.first = set
		}
	}
	for _, w := range leastStrings(fewest(parsed)) {
		p.literals = append(p.literals, literal{w, Signed(w)})
	}
	return p
}

// Matches is MatchString for a text whose signature is known.
func (p *Pattern) Matches(s string, sign Signature) bool {
	return p.canBegin(s) && p.canHold(s, sign) && p.Regexp.MatchString(s)
}

// canBegin reports whether a match of p can begin with what s begins with.
func (p *Pattern) canBegin(s string) bool {
	if p.first == nil {
		return true
	}
	r, n := utf8.DecodeRuneInString(s)
	return n > 0 && inRanges(p.first, r)
}

// canHold reports whether s, whose signature is sign, holds what a match of p must hold.
func (p *Pattern) canHold(s string, sign Signature) bool {
	return len(p.literals) == 0 || slices.ContainsFunc(p.literals, func(l literal) bool { return sign.Holds(l.sign) && strings.Contains(s, l.text) })
}

// Possible reports whether p can match s; when not, it does not.
func (p *Pattern) Possible(s string) bool {
	switch {
	case !p.canBegin(s):
		return false
	case len(p.literals) > 3:
		return p.canHold(s, Signed(s))
	}
	return len(p.literals) == 0 || slices.ContainsFunc(p.literals, func(l literal) bool { return strings.Contains(s, l.text) })
}

// The methods of Regexp that lines are put to; what s cannot match is not tried.

// MatchString is that of the expression.
func (p *Pattern) MatchString(s string) bool { return p.Possible(s) && p.Regexp.MatchString(s) }

// FindStringIndex is that of the expression.
func (p *Pattern) FindStringIndex(s string) []int {
	if !p.Possible(s) {
		return nil
	}
	return p.Regexp.FindStringIndex(s)
}

// FindStringSubmatch is that of the expression.
func (p *Pattern) FindStringSubmatch(s string) []string {
	if !p.Possible(s) {
		return nil
	}
	return p.Regexp.FindStringSubmatch(s)
}

// FindStringSubmatchIndex is that of the expression.
func (p *Pattern) FindStringSubmatchIndex(s string) []int {
	if !p.Possible(s) {
		return nil
	}
	return p.Regexp.FindStringSubmatchIndex(s)
}

// FindAllStringIndex is that of the expression.
func (p *Pattern) FindAllStringIndex(s string, n int) [][]int {
	if !p.Possible(s) {
		return nil
	}
	return p.Regexp.FindAllStringIndex(s, n)
}

// FindAllStringSubmatchIndex is that of the expression.
func (p *Pattern) FindAllStringSubmatchIndex(s string, n int) [][]int {
	if !p.Possible(s) {
		return nil
	}
	return p.Regexp.FindAllStringSubmatchIndex(s, n)
}

// Split is that of the expression.
func (p *Pattern) Split(s string, n int) []string {
	if n < 0 && !p.Possible(s) {
		return []string{s}
	}
	return p.Regexp.Split(s, n)
}

// A Signature is a small set of runes that may hold others besides.
type Signature [4]uint64

// Signed returns the signature of the runes of s.
func Signed(s string) (sign Signature) {
	for i := 0; i < len(s); {
		r, size := runeAt(s, i)
		i += size
		h := uint32(r) * 0x9E3779B1 >> 24
		sign[h>>6] |= 1 << (h & 63)
	}
	return sign
}

// Holds reports whether all of other is in s.
func (s Signature) Holds(other Signature) bool {
	return other[0]&^s[0] == 0 && other[1]&^s[1] == 0 && other[2]&^s[2] == 0 && other[3]&^s[3] == 0
}

// fewest returns strings of which every match of re holds at least one, nil
// when nothing is known: few strings rather than long ones, because a line is
// asked for each of them.
func fewest(re *syntax.Regexp) []string {
	best := literalsOf(re).words
	switch re.Op {
	case syntax.OpCapture, syntax.OpPlus:
		best = fewer(best, fewest(re.Sub[0]))
	case syntax.OpRepeat:
		if re.Min > 0 {
			best = fewer(best, fewest(re.Sub[0]))
		}
	case syntax.OpConcat:
		for _, s := range re.Sub {
			best = fewer(best, fewest(s))
		}
	case syntax.OpAlternate:
		var all []string
		for _, s := range re.Sub {
			part := fewest(s)
			if len(part) == 0 || len(all)+len(part) > maxLiterals {
				all = nil
				break
			}
			all = append(all, part...)
		}
		best = fewer(best, all)
	}
	if shortest(best) == 0 {
		return nil
	}
	return best
}

// fewer returns which of two sets tells more at less cost: that of strings of
// two runes and more, of equals the smaller.
func fewer(a, b []string) []string {
	la, lb := min(shortest(a), 2), min(shortest(b), 2)
	if la > lb || la == lb && len(a) <= len(b) {
		return a
	}
	return b
}

// shortest returns the length in runes of the shortest string, 0 for none.
func shortest(set []string) int {
	n := 0
	for i, s := range set {
		if l := utf8.RuneCountInString(s); i == 0 || l < n {
			n = l
		}
	}
	return n
}

// leastStrings leaves out of set what holds another string of it.
func leastStrings(set []string) []string {
	set = slices.Clone(set)
	slices.SortFunc(set, func(a, b string) int { return len(a) - len(b) })
	var out []string
	for _, s := range set {
		if !slices.ContainsFunc(out, func(short string) bool { return strings.Contains(s, short) }) {
			out = append(out, s)
		}
	}
	return out
}
