package eval

import (
	"slices"
	"sort"
	"unicode"
)

// none marks a predicted character that stands nowhere in the gold text.
const none = -1

// strip returns the runes of s without white space and, for each, its code
// point index in s.
func strip(s string) (kept []rune, at []int) {
	i := 0
	for _, r := range s {
		if !isSpace(r) {
			kept = append(kept, r)
			at = append(at, i)
		}
		i++
	}
	return kept, at
}

// isSpace is Python's str.isspace: unicode.IsSpace and the four separators.
func isSpace(r rune) bool { return unicode.IsSpace(r) || r >= 0x1c && r <= 0x1f }

// align maps each code point of pred to a code point of gold, or none, white
// space apart; one entry more than pred has code points.
func align(pred, gold string) []int {
	p, pi := strip(pred)
	g, gi := strip(gold)
	out := make([]int, len([]rune(pred))+1)
	for i := range out {
		out[i] = none
	}
	if k := indexRunes(g, p); k >= 0 {
		for n, i := range pi {
			out[i] = gi[k+n]
		}
		return out
	}
	for _, b := range matchingBlocks(p, g) {
		for k := range b.n {
			out[pi[b.a+k]] = gi[b.b+k]
		}
	}
	return out
}

func indexRunes(in, what []rune) int {
	for i := 0; i+len(what) <= len(in); i++ {
		if slices.Equal(in[i:i+len(what)], what) {
			return i
		}
	}
	return -1
}

// A block is a[a:a+n] == b[b:b+n].
type block struct{ a, b, n int }

// matchingBlocks is difflib.SequenceMatcher(None, a, b, autojunk=False)
// .get_matching_blocks() (Ratcliff and Obershelp, 1988): the longest common
// run, then the same to its left and right.
func matchingBlocks(a, b []rune) []block {
	where := map[rune][]int{}
	for j, r := range b {
		where[r] = append(where[r], j)
	}
	var out []block
	type area struct{ alo, ahi, blo, bhi int }
	todo := []area{{0, len(a), 0, len(b)}}
	for len(todo) > 0 {
		t := todo[len(todo)-1]
		todo = todo[:len(todo)-1]
		m := longest(a, where, t.alo, t.ahi, t.blo, t.bhi)
		if m.n == 0 {
			continue
		}
		out = append(out, m)
		todo = append(todo, area{t.alo, m.a, t.blo, m.b}, area{m.a + m.n, t.ahi, m.b + m.n, t.bhi})
	}
	sort.Slice(out, func(i, j int) bool { return out[i].a < out[j].a })
	return out
}

// longest finds the longest common run, the earliest in a, then in b.
func longest(a []rune, where map[rune][]int, alo, ahi, blo, bhi int) block {
	best := block{alo, blo, 0}
	length := map[int]int{} // b index -> length of the run that ends there
	for i := alo; i < ahi; i++ {
		next := map[int]int{}
		for _, j := range where[a[i]] {
			if j < blo {
				continue
			}
			if j >= bhi {
				break
			}
			k := length[j-1] + 1
			next[j] = k
			if k > best.n {
				best = block{i - k + 1, j - k + 1, k}
			}
		}
		length = next
	}
	return best
}

// A span is a half-open range of gold code points.
type span struct{ start, end int }

func (s span) overlap(t span) int { return max(0, min(s.end, t.end)-max(s.start, t.start)) }

// goldSpan returns the gold span that a predicted span maps to, or {-1, -1}.
func goldSpan(m []int, start, end int) span {
	out := span{none, none}
	for i := max(0, start); i < min(end, len(m)); i++ {
		if m[i] == none {
			continue
		}
		if out.start == none || m[i] < out.start {
			out.start = m[i]
		}
		out.end = max(out.end, m[i]+1)
	}
	return out
}
