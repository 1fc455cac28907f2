package pattern

import (
	"regexp/syntax"
	"slices"
	"sort"
	"sync"
	"unicode/utf8"
)

// Most patterns match nothing in most clauses. A trigger set finds, in one
// walk over a clause, the few patterns that could match there: those of which
// some required literal occurs. It is the idea of the trigram index of
// Cox, "Regular Expression Matching with a Trigram Index" (2012), with whole
// literals instead of trigrams.

// Triggers is a trie of the literals of many patterns. In one walk over a text
// it notes which literals stand there; of each pattern the most telling set of
// literals calls it up, and of its further sets one literal each must have
// been noted too. It is immutable and safe for concurrent use.
type Triggers struct {
	size   int
	always []int     // patterns without a required literal
	calls  [][]int32 // of each literal, the patterns that it calls up
	needs  [][][]int32
	// The trie. Nodes are numbered by level: the children of one are neighbours.
	starts [1 << 8]*[1 << 8]int32 // children of the root up to U+FFFF, by their characters' two bytes
	first  []int32                // of each node, its first child; the next node's is its end
	by     []rune                 // of each node, the character that leads to it
	ends   []int32                // of each node, the literal that ends there, or noLiteral
	leads  leads
	spare  sync.Pool // of *Scratch
}

const noLiteral = -1

// maxSets bounds the sets of literals asked of one pattern.
const maxSets = 4

// NewTriggers prepares the patterns; pattern i is reported as i.
func NewTriggers(patterns []string) (*Triggers, error) {
	t := &Triggers{size: len(patterns), needs: make([][][]int32, len(patterns))}
	number := map[string]int32{}
	for i, p := range patterns {
		sets, err := requiredSets(p)
		if err != nil {
			return nil, err
		}
		if len(sets) == 0 {
			t.always = append(t.always, i)
			continue
		}
		for k, set := range sets {
			lits := make([]int32, 0, len(set.words))
			for _, w := range set.words {
				n, ok := number[w]
				if !ok {
					n = int32(len(t.calls))
					number[w] = n
					t.calls = append(t.calls, nil)
				}
				lits = append(lits, n)
				if called := t.calls[n]; k == 0 && (len(called) == 0 || called[len(called)-1] != int32(i)) {
					t.calls[n] = append(called, int32(i))
				}
			}
			if k > 0 {
				t.needs[i] = append(t.needs[i], lits)
			}
		}
	}
	t.plant(number)
	t.spare.New = func() any { return new(Scratch) }
	return t, nil
}

// requiredSets returns sets of strings of each of which every match of the
// pattern contains one, the most telling first.
func requiredSets(pattern string) ([]literalSet, error) {
	tree, err := syntax.Parse(pattern, syntax.Perl)
	if err != nil {
		return nil, err
	}
	all := literalsOf(tree)
	if all.exact && all.weight() > 0 {
		return []literalSet{all}, nil
	}
	var sets []literalSet
	for _, s := range append(demands(tree), all) {
		if s.weight() > 0 && !slices.ContainsFunc(sets, func(o literalSet) bool { return slices.Equal(o.words, s.words) }) {
			sets = append(sets, s)
		}
	}
	sort.SliceStable(sets, func(i, j int) bool { return sets[i].weight() > sets[j].weight() })
	return sets[:min(len(sets), maxSets+1)], nil
}

// plant builds the trie of the literals with their numbers.
func (t *Triggers) plant(number map[string]int32) {
	type literal struct {
		runes []rune
		n     int32
	}
	all := make([]literal, 0, len(number))
	for w, n := range number {
		all = append(all, literal{[]rune(w), n})
	}
	slices.SortFunc(all, func(a, b literal) int { return slices.Compare(a.runes, b.runes) })
	t.by, t.ends = []rune{0}, []int32{noLiteral}
	for _, l := range all {
		t.leads.add(l.runes)
	}
	level := [][]literal{all} // of each node of a level, the literals that lead through it
	for depth := 0; len(level) > 0; depth++ {
		var next [][]literal
		for _, lits := range level {
			t.first = append(t.first, int32(len(t.by)))
			for len(lits) > 0 {
				if len(lits[0].runes) == depth { // ends here, and stands before what goes on
					t.ends[len(t.first)-1] = lits[0].n
					lits = lits[1:]
					continue
				}
				r, n := lits[0].runes[depth], 1
				for n < len(lits) && lits[n].runes[depth] == r {
					n++
				}
				t.by, t.ends = append(t.by, r), append(t.ends, noLiteral)
				next = append(next, lits[:n])
				lits = lits[n:]
			}
		}
		level = next
	}
	t.first = append(t.first, int32(len(t.by)))
	for n := t.first[0]; n < t.first[1]; n++ {
		if r := t.by[n]; r < 1<<16 {
			if t.starts[r>>8] == nil {
				t.starts[r>>8] = new([1 << 8]int32)
			}
			t.starts[r>>8][r&0xFF] = n
		}
	}
}

// start returns the node behind the first character of a literal, 0 for none.
func (t *Triggers) start(r rune) int32 {
	if r < 0 || r >= 1<<16 {
		return t.child(0, r)
	}
	if page := t.starts[r>>8]; page != nil {
		return page[r&0xFF]
	}
	return 0
}

// child returns the node behind r, 0 when there is none.
func (t *Triggers) child(n int32, r rune) int32 {
	from, to := t.first[n], t.first[n+1]
	for to-from > fewKeys {
		if half := (from + to) / 2; t.by[half] <= r {
			from = half
		} else {
			to = half
		}
	}
	for ; from < to; from++ {
		if t.by[from] == r {
			return from
		}
	}
	return 0
}

// fewKeys is how many keys are looked through one by one.
const fewKeys = 8

// Scratch is memory that walks share.
type Scratch struct {
	noted []uint32 // of each literal, the round in which it was last found
	seen  []uint32 // of each pattern, the round in which it was last called up
	round uint32
	list  []int
}

// begin prepares s for a walk of t.
func (s *Scratch) begin(t *Triggers) {
	if len(s.noted) != len(t.calls) || len(s.seen) != t.size || s.round == 1<<32-1 {
		s.noted, s.seen, s.round = make([]uint32, len(t.calls)), make([]uint32, t.size), 0
	}
	s.round++
	s.list = s.list[:0]
}

// walk lists the patterns that may match in text, in no order.
func (t *Triggers) walk(s *Scratch, text string) {
	s.begin(t)
	next, width := rune(noRune), 0 // the character at i
	if text != "" {
		next, width = runeAt(text, 0)
	}
	for i := 0; i < len(text); {
		r, size := next, width
		if i += size; i < len(text) {
			next, width = runeAt(text, i)
		} else {
			next = noRune
		}
		if !t.leads.may(r, next) {
			continue
		}
		n := t.start(r)
		if n == 0 {
			continue
		}
		if t.ends[n] != noLiteral {
			t.note(s, t.ends[n])
		}
		for j := i; j < len(text) && t.first[n] != t.first[n+1]; j += size {
			r, size = runeAt(text, j)
			if n = t.child(n, r); n == 0 {
				break
			}
			if t.ends[n] != noLiteral {
				t.note(s, t.ends[n])
			}
		}
	}
	kept := s.list[:0]
	for _, id := range s.list {
		if t.satisfied(s, id) {
			kept = append(kept, id)
		}
	}
	s.list = append(kept, t.always...)
}

// runeAt is utf8.DecodeRuneInString(s[i:]), sooner for most Chinese characters.
func runeAt(s string, i int) (r rune, size int) {
	b := s[i]
	if b < utf8.RuneSelf {
		return rune(b), 1
	}
	if i+2 < len(s) && plainThree(b, s[i+1], s[i+2]) {
		return rune(b&0x0F)<<12 | rune(s[i+1]&0x3F)<<6 | rune(s[i+2]&0x3F), 3
	}
	return utf8.DecodeRuneInString(s[i:])
}

// note says that a literal was found.
func (t *Triggers) note(s *Scratch, literal int32) {
	if s.noted[literal] == s.round {
		return
	}
	s.noted[literal] = s.round
	for _, id := range t.calls[literal] {
		if s.seen[id] != s.round {
			s.seen[id] = s.round
			s.list = append(s.list, int(id))
		}
	}
}

// satisfied reports whether one literal of each further set of the pattern
// was found.
func (t *Triggers) satisfied(s *Scratch, id int) bool {
	for _, set := range t.needs[id] {
		found := false
		for _, l := range set {
			if s.noted[l] == s.round {
				found = true
				break
			}
		}
		if !found {
			return false
		}
	}
	return true
}

// Mark returns, for each pattern, whether it may match in text; it may reuse
// seen.
func (t *Triggers) Mark(seen []bool, text string) []bool {
	if len(seen) != t.size {
		seen = make([]bool, t.size)
	}
	clear(seen)
	s := t.spare.Get().(*Scratch)
	t.walk(s, text)
	for _, id := range s.list {
		seen[id] = true
	}
	t.spare.Put(s)
	return seen
}

// Borrow returns memory for walks over many texts; Return takes it back.
func (t *Triggers) Borrow() *Scratch { return t.spare.Get().(*Scratch) }

// Return takes back what Borrow gave. What IDs returned with it is no longer good.
func (t *Triggers) Return(s *Scratch) { t.spare.Put(s) }

// IDs is In without its allocations: the list is good until the next call
// with that scratch.
func (t *Triggers) IDs(s *Scratch, text string) []int {
	t.walk(s, text)
	slices.Sort(s.list)
	return s.list
}

// In returns, in order, the patterns that may match in text.
func (t *Triggers) In(text string) []int {
	s := t.spare.Get().(*Scratch)
	out := slices.Clone(t.IDs(s, text))
	t.spare.Put(s)
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
		n := int32(0)
		for j, r := range text[i:] {
			if n = t.child(n, r); n == 0 {
				break
			}
			if t.ends[n] != noLiteral {
				at, end = i, i+j+utf8.RuneLen(r)
			}
		}
	}
	return at
}
