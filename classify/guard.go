package classify

import (
	"iter"
	"regexp"
	"regexp/syntax"
	"sort"
	"strings"

	"wenjian/corpus"
)

const (
	maxGuards  = 64 // literals of one set worth looking for before a regexp is run
	maxDemands = 4  // sets of them
)

// A guarded regexp is run only on texts that hold, of each of its sets of
// literals, one without which it cannot match: most rules meet mostly texts
// that they say nothing about.
type guarded struct {
	re    *regexp.Regexp
	need  [][]string // empty: always run
	plain bool       // a text that holds a literal of need[0] matches: the regexp need not be run
}

// guard prepares re.
func guard(re *regexp.Regexp) guarded {
	tree, err := syntax.Parse(re.String(), syntax.Perl)
	if err != nil {
		return guarded{re: re}
	}
	if s := literalsOf(tree); s.exact && s.weight() > 0 && !anchored(tree) {
		return guarded{re, [][]string{s.words}, true}
	}
	var need [][]string
	for _, s := range demands(tree) {
		if s.weight() > 0 && len(s.words) <= maxGuards {
			need = append(need, s.words)
		}
	}
	// The set that rules out most stands first.
	sort.SliceStable(need, func(i, j int) bool {
		return literalSet{words: need[i]}.weight() > literalSet{words: need[j]}.weight()
	})
	return guarded{re: re, need: need[:min(len(need), maxDemands)]}
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

// guardAll prepares res for matchAny: each alternative of each is a guarded
// regexp of its own, so that one that can match does not make all others run.
func guardAll(res []*regexp.Regexp) []guarded {
	var out []guarded
	for _, re := range res {
		if g := guard(re); g.plain {
			out = append(out, g)
			continue
		}
		for _, part := range outermost(re) {
			out = append(out, guard(part))
		}
	}
	return out
}

// tests are regexps among many that look at the same texts: one walk over a
// text (triggers.mark) tells which of all can match.
type tests struct {
	list []guarded
	from int // number of the first
}

// match reports whether one of t matches in s, given which of all can.
func (t tests) match(can []bool, s string) bool {
	for i := range t.list {
		if can[t.from+i] && t.list[i].match(s) {
			return true
		}
	}
	return false
}

// A testSet numbers the tests of many rows.
type testSet struct{ patterns []string }

func (a *testSet) add(res []*regexp.Regexp) tests {
	t := tests{guardAll(res), len(a.patterns)}
	for _, g := range t.list {
		a.patterns = append(a.patterns, g.re.String())
	}
	return t
}

// match reports whether the regexp matches in s.
func (g guarded) match(s string) bool {
	return g.possible(s) && (g.plain || g.re.MatchString(s))
}

// possible reports whether a match in s cannot be ruled out.
func (g guarded) possible(s string) bool {
	for _, set := range g.need {
		if !containsAny(s, set) {
			return false
		}
	}
	return true
}

// inSentences calls do with each match in text, as FindAllSubmatchIndex gives
// it. The regexp must not match a 。: it is run only on the stretches between
// two of them that it can match in.
func (g guarded) inSentences(text string, do func(m []int)) {
	if !g.possible(text) {
		return
	}
	for s := range stops(text) {
		g.inSpan(text, s.Start, s.End, do)
	}
}

// stops yields the stretches of text that end with a 。, and the rest.
func stops(text string) iter.Seq[corpus.Span] {
	return func(yield func(corpus.Span) bool) {
		for at := 0; at < len(text); {
			end := len(text)
			if n := strings.Index(text[at:], "。"); n >= 0 {
				end = at + n + len("。")
			}
			if !yield(corpus.Span{Start: at, End: end}) {
				return
			}
			at = end
		}
	}
}

// inSpans is inSentences for some of the stretches.
func (g guarded) inSpans(text string, spans []corpus.Span, do func(m []int)) {
	for _, s := range spans {
		g.inSpan(text, s.Start, s.End, do)
	}
}

func (g guarded) inSpan(text string, from, to int, do func(m []int)) {
	if s := text[from:to]; g.possible(s) {
		for _, m := range g.re.FindAllStringSubmatchIndex(s, -1) {
			for i := range m {
				if m[i] >= 0 {
					m[i] += from
				}
			}
			do(m)
		}
	}
}

func containsAny(s string, words []string) bool {
	for _, w := range words {
		if strings.Contains(s, w) {
			return true
		}
	}
	return false
}

// matchAny reports whether one of gs matches in s.
func matchAny(gs []guarded, s string) bool {
	for i := range gs {
		if gs[i].match(s) {
			return true
		}
	}
	return false
}

// compileGuarded compiles the patterns of a list of terms, one to one.
func compileGuarded(ps []string) ([]guarded, error) {
	res, err := compileAll(ps)
	out := make([]guarded, len(res))
	for i, re := range res {
		out[i] = guard(re)
	}
	return out, err
}

// compileTests compiles the patterns of a list of terms for matchAny.
func compileTests(ps []string) ([]guarded, error) {
	res, err := compileAll(ps)
	return guardAll(res), err
}
