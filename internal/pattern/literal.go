package pattern

import "regexp/syntax"

// maxLiterals bounds how many literals stand for one pattern.
const maxLiterals = 256

// literalSet is a set of strings; exact says that the expression matches one
// of them and nothing else, otherwise every match contains one of them.
// An empty set says nothing is known.
type literalSet struct {
	words []string
	exact bool
}

// Literals returns the strings that re matches when these are all it matches;
// nil when it matches others or too many.
func Literals(re *Regexp) []string {
	tree, err := syntax.Parse(re.String(), syntax.Perl)
	if err != nil {
		return nil
	}
	if s := literalsOf(tree); s.exact {
		return s.words
	}
	return nil
}

// literalsOf returns what is known of the strings that re matches.
func literalsOf(re *syntax.Regexp) literalSet {
	switch re.Op {
	case syntax.OpLiteral:
		if re.Flags&syntax.FoldCase == 0 {
			return literalSet{[]string{string(re.Rune)}, true}
		}
	case syntax.OpCharClass:
		return classLiterals(re.Rune)
	case syntax.OpCapture:
		return literalsOf(re.Sub[0])
	case syntax.OpPlus:
		return literalSet{words: literalsOf(re.Sub[0]).words}
	case syntax.OpRepeat:
		if re.Min > 0 {
			return literalSet{words: literalsOf(re.Sub[0]).words}
		}
	case syntax.OpQuest:
		if s := literalsOf(re.Sub[0]); s.exact && len(s.words) < maxLiterals {
			return literalSet{append([]string{""}, s.words...), true}
		}
	case syntax.OpEmptyMatch, syntax.OpBeginText, syntax.OpEndText, syntax.OpBeginLine, syntax.OpEndLine:
		return literalSet{[]string{""}, true}
	case syntax.OpAlternate:
		return alternateLiterals(re.Sub)
	case syntax.OpConcat:
		return concatLiterals(re.Sub)
	}
	return literalSet{}
}

// classLiterals turns a small character class into its characters.
func classLiterals(ranges []rune) literalSet {
	var words []string
	for i := 0; i+1 < len(ranges); i += 2 {
		if int(ranges[i+1]-ranges[i])+len(words) >= 32 {
			return literalSet{}
		}
		for r := ranges[i]; r <= ranges[i+1]; r++ {
			words = append(words, string(r))
		}
	}
	return literalSet{words, true}
}

func alternateLiterals(subs []*syntax.Regexp) literalSet {
	out := literalSet{exact: true}
	for _, sub := range subs {
		s := literalsOf(sub)
		if len(s.words) == 0 || !s.exact && s.weight() == 0 {
			return literalSet{}
		}
		out.words = append(out.words, s.words...)
		out.exact = out.exact && s.exact
	}
	if len(out.words) > maxLiterals {
		return literalSet{}
	}
	return out
}

// concatLiterals joins neighbours that are exact and keeps the best part.
func concatLiterals(subs []*syntax.Regexp) literalSet {
	best, run, all := literalSet{}, literalSet{[]string{""}, true}, true
	keep := func(s literalSet) {
		if s.weight() > best.weight() {
			best = literalSet{words: s.words}
		}
	}
	for _, sub := range subs {
		s := literalsOf(sub)
		if s.exact && len(run.words)*len(s.words) <= maxLiterals {
			run = literalSet{product(run.words, s.words), true}
			continue
		}
		all = false
		keep(run)
		keep(s)
		run = literalSet{[]string{""}, true}
		if s.exact {
			run = s
		}
	}
	if all {
		return run
	}
	keep(run)
	return best
}

func product(a, b []string) []string {
	out := make([]string, 0, len(a)*len(b))
	for _, x := range a {
		for _, y := range b {
			out = append(out, x+y)
		}
	}
	return out
}

// weight says how telling a set is: the length of its shortest word, in
// thirds of a rune, less a little for each word.
func (s literalSet) weight() int {
	if len(s.words) == 0 {
		return 0
	}
	n := shortest(s.words)
	if n == 0 {
		return 0
	}
	return 1000*min(n, 4) - len(s.words)
}
