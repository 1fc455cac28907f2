package pattern

import (
	"regexp"
	"regexp/syntax"
	"slices"
	"sort"
	"unicode/utf8"
)

// Most patterns match nothing in most clauses. A trigger set finds, in one
// walk over a clause, the few patterns that could match there: those of which
// some required literal occurs. It is the idea of the trigram index of
// Cox, "Regular Expression Matching with a Trigram Index" (2012), with whole
// literals instead of trigrams.

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
func Literals(re *regexp.Regexp) []string {
	tree, err := syntax.Parse(re.String(), syntax.Perl)
	if err != nil {
		return nil
	}
	if s := literalsOf(tree); s.exact {
		return s.words
	}
	return nil
}

// requiredLiterals returns strings of which every match of pattern contains
// at least one; nil when there is no such set.
func requiredLiterals(pattern string) ([]string, error) {
	re, err := syntax.Parse(pattern, syntax.Perl)
	if err != nil {
		return nil, err
	}
	return literalsOf(re).words, nil
}

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

// Triggers is a trie of literals; each ends at the patterns it triggers.
type Triggers struct {
	root   trieNode
	starts [1 << 8]*[1 << 8]*trieNode // children of the root up to U+FFFF, by their characters' two bytes
	always []int                      // patterns without a required literal
	size   int                        // number of patterns
}

// A trieNode keeps its children in order of their characters.
type trieNode struct {
	keys []rune
	next []*trieNode
	ends []int
}

// child returns the node behind r, nil when there is none.
func (n *trieNode) child(r rune) *trieNode {
	keys := n.keys
	if len(keys) > fewKeys {
		if i, ok := slices.BinarySearch(keys, r); ok {
			return n.next[i]
		}
		return nil
	}
	for i, k := range keys {
		if k == r {
			return n.next[i]
		}
	}
	return nil
}

// fewKeys is how many keys are looked through one by one.
const fewKeys = 8

// A Sieve is a list of regexps of which only those are run that can match.
type Sieve struct {
	List []Guarded
	Can  *Triggers // of the list: which can match in a text
}

// NewSieve prepares list; the error says which pattern cannot be parsed.
func NewSieve(list []*regexp.Regexp) (Sieve, error) {
	ps, gs := make([]string, len(list)), make([]Guarded, len(list))
	for i, re := range list {
		ps[i], gs[i] = re.String(), Guard(re)
	}
	can, err := NewTriggers(ps)
	return Sieve{gs, can}, err
}

// All calls do for each match, in the order of the regexps.
func (g Sieve) All(text string, do func(i int, loc []int)) {
	for _, i := range g.Can.In(text) {
		if !g.List[i].Possible(text) {
			continue
		}
		for _, loc := range g.List[i].Re.FindAllStringSubmatchIndex(text, -1) {
			do(i, loc)
		}
	}
}

// NewTriggers prepares the patterns; pattern i is reported as i.
func NewTriggers(patterns []string) (*Triggers, error) {
	t := &Triggers{size: len(patterns)}
	for i, p := range patterns {
		words, err := requiredLiterals(p)
		if err != nil {
			return nil, err
		}
		if (literalSet{words: words}).weight() == 0 {
			t.always = append(t.always, i)
			continue
		}
		for _, w := range words {
			t.root.insert(w, i)
		}
	}
	for i, r := range t.root.keys {
		if r >= 1<<16 {
			continue
		}
		page := t.starts[r>>8]
		if page == nil {
			page = new([1 << 8]*trieNode)
			t.starts[r>>8] = page
		}
		page[r&0xFF] = t.root.next[i]
	}
	return t, nil
}

// start returns the node behind the first character of a literal.
func (t *Triggers) start(r rune) *trieNode {
	if r < 0 || r >= 1<<16 {
		return t.root.child(r)
	}
	if page := t.starts[r>>8]; page != nil {
		return page[r&0xFF]
	}
	return nil
}

func (n *trieNode) insert(word string, id int) {
	for _, r := range word {
		i, ok := slices.BinarySearch(n.keys, r)
		if !ok {
			n.keys = slices.Insert(n.keys, i, r)
			n.next = slices.Insert(n.next, i, &trieNode{})
		}
		n = n.next[i]
	}
	if k := len(n.ends); k == 0 || n.ends[k-1] != id {
		n.ends = append(n.ends, id)
	}
}

// Mark returns, for each pattern, whether it may match in text; it may reuse
// seen.
func (t *Triggers) Mark(seen []bool, text string) []bool {
	if len(seen) != t.size {
		seen = make([]bool, t.size)
	}
	clear(seen)
	for _, id := range t.always {
		seen[id] = true
	}
	t.walk(text, func(id int) { seen[id] = true })
	return seen
}

// walk calls do for each pattern that a literal in text triggers, perhaps
// more than once.
func (t *Triggers) walk(text string, do func(id int)) {
	for i, first := range text {
		n := t.start(first)
		if n == nil {
			continue
		}
		for _, id := range n.ends {
			do(id)
		}
		for _, r := range text[i+utf8.RuneLen(first):] {
			if n = n.child(r); n == nil {
				break
			}
			for _, id := range n.ends {
				do(id)
			}
		}
	}
}

// Scratch is memory that calls of IDs share.
type Scratch struct {
	seen []bool
	list []int
}

// IDs is In without its allocations: the list is good until the next call
// with that scratch.
func (t *Triggers) IDs(s *Scratch, text string) []int {
	if len(s.seen) != t.size {
		s.seen = make([]bool, t.size)
	}
	s.list = append(s.list[:0], t.always...)
	t.walk(text, func(id int) {
		if !s.seen[id] {
			s.seen[id] = true
			s.list = append(s.list, id)
		}
	})
	for _, id := range s.list {
		s.seen[id] = false
	}
	sort.Ints(s.list)
	return s.list
}

// In returns, in order, the patterns that may match in text.
func (t *Triggers) In(text string) []int {
	seen := make([]bool, t.size)
	out := append([]int(nil), t.always...)
	t.walk(text, func(id int) {
		if !seen[id] {
			seen[id] = true
			out = append(out, id)
		}
	})
	sort.Ints(out)
	return out
}

// Last returns where the last literal in text begins, -1 when there is none.
// Literals are taken from the left, the longest first, and do not overlap.
func (t *Triggers) Last(text string) int {
	at, end := -1, 0
	for i := range text {
		if i < end {
			continue
		}
		n := &t.root
		for j, r := range text[i:] {
			if n = n.child(r); n == nil {
				break
			}
			if len(n.ends) > 0 {
				at, end = i, i+j+utf8.RuneLen(r)
			}
		}
	}
	return at
}
