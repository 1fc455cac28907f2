package pattern

import (
	"regexp/syntax"
	"sort"
	"strings"
)

const (
	maxGuards  = 64 // literals of one set worth looking for before a regexp is run
	maxDemands = 4  // sets of them
)

// A Guarded regexp is run only on texts that hold, of each of its sets of
// literals, one without which it cannot match: most rules meet mostly texts
// that they say nothing about.
type Guarded struct {
	Re    *Regexp
	need  [][]literal // empty: always run
	plain bool        // a text that holds a literal of need[0] matches: the regexp need not be run
}

// Guard prepares re.
func Guard(re *Regexp) Guarded {
	tree, err := syntax.Parse(re.String(), syntax.Perl)
	if err != nil {
		return Guarded{Re: re}
	}
	if s := literalsOf(tree); s.exact && s.weight() > 0 && !anchored(tree) {
		return Guarded{re, [][]literal{signedAll(s.words)}, true}
	}
	var sets []literalSet
	for _, s := range demands(tree) {
		if s.weight() > 0 && len(s.words) <= maxGuards {
			sets = append(sets, s)
		}
	}
	// The set that rules out most stands first.
	sort.SliceStable(sets, func(i, j int) bool { return sets[i].weight() > sets[j].weight() })
	g := Guarded{Re: re}
	for _, s := range sets[:min(len(sets), maxDemands)] {
		g.need = append(g.need, signedAll(s.words))
	}
	return g
}

// signedAll returns the words with their signatures.
func signedAll(words []string) []literal {
	out := make([]literal, len(words))
	for i, w := range words {
		out[i] = literal{w, Signed(w)}
	}
	return out
}

// demands returns sets of literals: every match holds one of each set.
func demands(re *syntax.Regexp) []literalSet {
	switch {
	case re.Op == syntax.OpCapture, re.Op == syntax.OpPlus, re.Op == syntax.OpRepeat && re.Min > 0:
		return demands(re.Sub[0])
	case re.Op != syntax.OpConcat:
		return []literalSet{literalsOf(re)}
	}
	var out []literalSet
	run := literalSet{[]string{""}, true}
	for _, sub := range re.Sub {
		s := literalsOf(sub)
		if s.exact && len(run.words)*len(s.words) <= maxGuards {
			run = literalSet{product(run.words, s.words), true}
			continue
		}
		out = append(out, run)
		run = literalSet{[]string{""}, true}
		if s.exact {
			run = s
		} else {
			out = append(out, demands(sub)...)
		}
	}
	return append(out, run)
}

// anchored reports whether re looks at where in the text it stands.
func anchored(re *syntax.Regexp) bool {
	switch re.Op {
	case syntax.OpBeginText, syntax.OpEndText, syntax.OpBeginLine, syntax.OpEndLine, syntax.OpWordBoundary, syntax.OpNoWordBoundary:
		return true
	}
	for _, sub := range re.Sub {
		if anchored(sub) {
			return true
		}
	}
	return false
}

// GuardAll prepares res for MatchAny: each alternative of each is a guarded
// regexp of its own, so that one that can match does not make all others run.
func GuardAll(res []*Regexp) []Guarded {
	var out []Guarded
	for _, re := range res {
		if g := Guard(re); g.plain {
			out = append(out, g)
			continue
		}
		for _, part := range outermost(re) {
			out = append(out, Guard(part))
		}
	}
	return out
}

// Tests are regexps among many that look at the same texts: one walk over a
// text (Triggers.Mark) tells which of all can match.
type Tests struct {
	list []Guarded
	from int // number of the first
}

// Match reports whether one of t matches in s, given which of all can.
func (t Tests) Match(can []bool, s string) bool {
	for i := range t.list {
		if can[t.from+i] && (t.list[i].plain || t.list[i].Re.MatchString(s)) {
			return true
		}
	}
	return false
}

// A TestSet numbers the tests of many rows; Patterns are theirs, for NewTriggers.
type TestSet struct{ Patterns []string }

// Add numbers the tests of res behind those added before.
func (a *TestSet) Add(res []*Regexp) Tests {
	t := Tests{GuardAll(res), len(a.Patterns)}
	for _, g := range t.list {
		a.Patterns = append(a.Patterns, g.Re.String())
	}
	return t
}

// Match reports whether the regexp matches in s.
func (g Guarded) Match(s string) bool {
	return g.Possible(s) && (g.plain || g.Re.MatchString(s))
}

// MatchSigned is Match for a text whose signature is known: a few operations
// where most texts say nothing.
func (g *Guarded) MatchSigned(s string, sign Signature) bool {
	return g.PossibleSigned(s, sign) && (g.plain || g.Re.MatchString(s))
}

// Possible reports whether a match in s cannot be ruled out.
func (g Guarded) Possible(s string) bool {
	for _, set := range g.need {
		if !holdsAny(s, set) {
			return false
		}
	}
	return true
}

// PossibleSigned is Possible for a text whose signature is known.
func (g *Guarded) PossibleSigned(s string, sign Signature) bool {
	for _, set := range g.need {
		if !holdsAnySigned(s, sign, set) {
			return false
		}
	}
	return true
}

func holdsAny(s string, set []literal) bool {
	for i := range set {
		if strings.Contains(s, set[i].text) {
			return true
		}
	}
	return false
}

func holdsAnySigned(s string, sign Signature, set []literal) bool {
	for i := range set {
		if sign.Holds(set[i].sign) && strings.Contains(s, set[i].text) {
			return true
		}
	}
	return false
}

// ContainsAny reports whether s holds one of words.
func ContainsAny(s string, words []string) bool {
	for _, w := range words {
		if strings.Contains(s, w) {
			return true
		}
	}
	return false
}

// MatchAny reports whether one of gs matches in s.
func MatchAny(gs []Guarded, s string) bool {
	if len(gs) == 0 {
		return false
	}
	sign := Signed(s)
	for i := range gs {
		if gs[i].MatchSigned(s, sign) {
			return true
		}
	}
	return false
}
