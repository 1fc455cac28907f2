package ingest

import (
	"regexp"
	"regexp/syntax"
	"slices"
	"strings"
	"unicode/utf8"
)

// A pattern is a regular expression that knows what a text must hold to match
// it: most lines are told from most patterns by that alone, which is many
// times faster than to run them (the idea of RE2's FilteredRE2 and of Cox,
// "Regular Expression Matching with a Trigram Index", 2012). Its matches are
// those of the expression itself.
type pattern struct {
	*regexp.Regexp
	first    []rune // ranges of the runes that a match can begin with, where it can only begin at the text's beginning; nil for any
	literals []literal
}

// A literal is one of the strings of which a match holds at least one.
type literal struct {
	text string
	sign signature
}

// re compiles a pattern.
func re(expr string) *pattern {
	p := &pattern{Regexp: regexp.MustCompile(expr)}
	parsed, err := syntax.Parse(expr, syntax.Perl)
	if err != nil {
		return p // never: it compiled
	}
	if begins(parsed) {
		if set, empty := firstRunes(parsed); !empty && runesIn(set) < 1<<12 {
			p.first = set
		}
	}
	for _, s := range leastStrings(required(parsed)) {
		p.literals = append(p.literals, literal{s, signed(s)})
	}
	return p
}

// matches is MatchString for a text whose signature is known.
func (p *pattern) matches(s string, sign signature) bool {
	return p.canBegin(s) && p.canHold(s, sign) && p.Regexp.MatchString(s)
}

// canBegin reports whether a match of p can begin with what s begins with.
func (p *pattern) canBegin(s string) bool {
	if p.first == nil {
		return true
	}
	r, n := utf8.DecodeRuneInString(s)
	return n > 0 && inRanges(p.first, r)
}

// canHold reports whether s, whose signature is sign, holds what a match of p must hold.
func (p *pattern) canHold(s string, sign signature) bool {
	return len(p.literals) == 0 || slices.ContainsFunc(p.literals, func(l literal) bool { return sign.holds(l.sign) && strings.Contains(s, l.text) })
}

// possible reports whether p can match s; when not, it does not.
func (p *pattern) possible(s string) bool {
	switch {
	case !p.canBegin(s):
		return false
	case len(p.literals) > 3:
		return p.canHold(s, signed(s))
	}
	return len(p.literals) == 0 || slices.ContainsFunc(p.literals, func(l literal) bool { return strings.Contains(s, l.text) })
}

// The methods of Regexp that lines are put to; what s cannot match is not tried.

func (p *pattern) MatchString(s string) bool { return p.possible(s) && p.Regexp.MatchString(s) }

func (p *pattern) FindStringIndex(s string) []int {
	if !p.possible(s) {
		return nil
	}
	return p.Regexp.FindStringIndex(s)
}

func (p *pattern) FindStringSubmatch(s string) []string {
	if !p.possible(s) {
		return nil
	}
	return p.Regexp.FindStringSubmatch(s)
}

func (p *pattern) FindStringSubmatchIndex(s string) []int {
	if !p.possible(s) {
		return nil
	}
	return p.Regexp.FindStringSubmatchIndex(s)
}

func (p *pattern) FindAllStringIndex(s string, n int) [][]int {
	if !p.possible(s) {
		return nil
	}
	return p.Regexp.FindAllStringIndex(s, n)
}

func (p *pattern) FindAllStringSubmatchIndex(s string, n int) [][]int {
	if !p.possible(s) {
		return nil
	}
	return p.Regexp.FindAllStringSubmatchIndex(s, n)
}

func (p *pattern) Split(s string, n int) []string {
	if n < 0 && !p.possible(s) {
		return []string{s}
	}
	return p.Regexp.Split(s, n)
}

// A signature is a small set of runes that may hold others besides.
type signature [4]uint64

func signed(s string) (sign signature) {
	for _, r := range s {
		h := uint32(r) * 0x9E3779B1 >> 24
		sign[h>>6] |= 1 << (h & 63)
	}
	return sign
}

// holds reports whether all of other is in s.
func (s signature) holds(other signature) bool {
	return other[0]&^s[0] == 0 && other[1]&^s[1] == 0 && other[2]&^s[2] == 0 && other[3]&^s[3] == 0
}

// begins reports whether a match of re can only begin where the text does.
func begins(re *syntax.Regexp) bool {
	switch re.Op {
	case syntax.OpBeginText:
		return true
	case syntax.OpCapture, syntax.OpPlus:
		return begins(re.Sub[0])
	case syntax.OpConcat:
		return begins(re.Sub[0])
	case syntax.OpAlternate:
		return !slices.ContainsFunc(re.Sub, func(s *syntax.Regexp) bool { return !begins(s) })
	}
	return false
}

// anyRune is the set of all runes.
var anyRune = []rune{0, utf8.MaxRune}

// firstRunes returns, as ranges, the runes that a match of re can begin with,
// and whether it can be empty.
func firstRunes(re *syntax.Regexp) (set []rune, empty bool) {
	switch re.Op {
	case syntax.OpLiteral:
		if re.Flags&syntax.FoldCase != 0 {
			return anyRune, false
		}
		return []rune{re.Rune[0], re.Rune[0]}, false
	case syntax.OpCharClass:
		return re.Rune, false
	case syntax.OpEmptyMatch, syntax.OpBeginLine, syntax.OpEndLine, syntax.OpBeginText, syntax.OpEndText, syntax.OpWordBoundary, syntax.OpNoWordBoundary:
		return nil, true
	case syntax.OpCapture, syntax.OpPlus:
		return firstRunes(re.Sub[0])
	case syntax.OpStar, syntax.OpQuest:
		set, _ = firstRunes(re.Sub[0])
		return set, true
	case syntax.OpRepeat:
		set, empty = firstRunes(re.Sub[0])
		return set, empty || re.Min == 0
	case syntax.OpConcat:
		for _, s := range re.Sub {
			part, can := firstRunes(s)
			set = append(set[:len(set):len(set)], part...)
			if !can {
				return set, false
			}
		}
		return set, true
	case syntax.OpAlternate:
		for _, s := range re.Sub {
			part, can := firstRunes(s)
			set = append(set[:len(set):len(set)], part...)
			empty = empty || can
		}
		return set, empty
	}
	return anyRune, false
}

func inRanges(set []rune, r rune) bool {
	for i := 0; i+1 < len(set); i += 2 {
		if r >= set[i] && r <= set[i+1] {
			return true
		}
	}
	return false
}

func runesIn(set []rune) int {
	n := 0
	for i := 0; i+1 < len(set); i += 2 {
		n += int(set[i+1]-set[i]) + 1
	}
	return n
}

// maxStrings bounds the sets of strings that are kept of an expression.
const maxStrings = 256

// exact returns all strings that re matches, nil when they are too many.
func exact(re *syntax.Regexp) []string {
	switch re.Op {
	case syntax.OpEmptyMatch, syntax.OpBeginLine, syntax.OpEndLine, syntax.OpBeginText, syntax.OpEndText, syntax.OpWordBoundary, syntax.OpNoWordBoundary:
		return []string{""}
	case syntax.OpLiteral:
		if re.Flags&syntax.FoldCase != 0 {
			return nil
		}
		return []string{string(re.Rune)}
	case syntax.OpCharClass:
		if runesIn(re.Rune) > 12 {
			return nil
		}
		var out []string
		for i := 0; i+1 < len(re.Rune); i += 2 {
			for r := re.Rune[i]; r <= re.Rune[i+1]; r++ {
				out = append(out, string(r))
			}
		}
		return out
	case syntax.OpCapture:
		return exact(re.Sub[0])
	case syntax.OpQuest:
		if sub := exact(re.Sub[0]); sub != nil {
			return append([]string{""}, sub...)
		}
	case syntax.OpConcat:
		out := []string{""}
		for _, s := range re.Sub {
			if out = crossed(out, exact(s)); out == nil {
				return nil
			}
		}
		return out
	case syntax.OpAlternate:
		var out []string
		for _, s := range re.Sub {
			part := exact(s)
			if part == nil || len(out)+len(part) > maxStrings {
				return nil
			}
			out = append(out, part...)
		}
		return out
	}
	return nil
}

// crossed returns every string of a followed by every one of b; nil when they
// are too many.
func crossed(a, b []string) []string {
	if len(a)*len(b) > maxStrings {
		return nil
	}
	var out []string
	for _, s := range a {
		for _, t := range b {
			out = append(out, s+t)
		}
	}
	return out
}

// required returns strings of which every match of re holds at least one; nil
// when nothing is known.
func required(re *syntax.Regexp) []string {
	best := exact(re)
	switch re.Op {
	case syntax.OpCapture, syntax.OpPlus:
		best = better(best, required(re.Sub[0]))
	case syntax.OpRepeat:
		if re.Min > 0 {
			best = better(best, required(re.Sub[0]))
		}
	case syntax.OpConcat:
		run := []string{""} // of parts beside each other that are known wholly
		for _, s := range re.Sub {
			part := exact(s)
			next := crossed(run, part)
			if next == nil {
				best = better(best, run)
				if next = part; next == nil {
					next = []string{""}
				}
			}
			run = next
			best = better(best, required(s))
		}
		best = better(best, run)
	case syntax.OpAlternate:
		var all []string
		for _, s := range re.Sub {
			part := required(s)
			if shortest(part) == 0 || len(all)+len(part) > maxStrings {
				all = nil
				break
			}
			all = append(all, part...)
		}
		best = better(best, all)
	}
	if shortest(best) == 0 {
		return nil
	}
	return best
}

// better returns which of two sets tells more: that of the longer strings, of
// equals the smaller.
func better(a, b []string) []string {
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
