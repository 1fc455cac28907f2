package register

import (
	"cmp"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"

	"wenjian/corpus"
)

// How alike names must be to be suggested, from 0 to 1, and how alike one is to
// the name that it abbreviates (质监局, 质量技术监督局).
const (
	leastAlike  = 0.5
	abbreviated = 0.6
	samePlace   = 0.2 // added where both name the same place
	otherPlace  = 0.8 // factor where both name places and these differ
)

// Nearest returns up to n entries whose names are most like name, the nearest
// first: by the pairs of characters that both have behind their places (Dice's
// coefficient), or because one abbreviates the other. It suggests; it never
// decides.
func (r *Register) Nearest(name string, n int) []corpus.RegisterEntry {
	s := shapeOf(Key(name))
	want := pairsOf(s.tail)
	if len(want) == 0 || n < 1 {
		return nil
	}
	r.pairs.once.Do(func() { r.pairs.fill(r.names) })
	both := make(map[int32]int) // pairs in common, by form
	for _, p := range want {
		for _, form := range r.pairs.with[p] {
			both[form]++
		}
	}
	best := make(map[int]float64)
	for i, f := range r.pairs.forms {
		alike := 2 * float64(both[int32(i)]) / float64(len(want)+f.pairs)
		if alike < abbreviated && (abbreviates(s.tail, f.name.tail) || abbreviates(f.name.tail, s.tail)) {
			alike = abbreviated
		}
		if len(s.places) > 0 && len(f.name.places) > 0 {
			if s.places[len(s.places)-1] == f.name.places[len(f.name.places)-1] {
				alike += samePlace
			} else {
				alike *= otherPlace
			}
		}
		if alike >= leastAlike {
			best[f.entry] = max(best[f.entry], alike)
		}
	}
	type near struct {
		entry int
		alike float64
	}
	found := make([]near, 0, len(best))
	for i, alike := range best {
		found = append(found, near{i, alike})
	}
	slices.SortFunc(found, func(a, b near) int { return cmp.Or(cmp.Compare(b.alike, a.alike), cmp.Compare(a.entry, b.entry)) })
	var out []corpus.RegisterEntry
	for _, f := range found[:min(n, len(found))] {
		out = append(out, r.entries[f.entry])
	}
	return out
}

// pairsOf returns the pairs of neighbouring characters of s, sorted, each once.
func pairsOf(s string) []uint64 {
	var out []uint64
	last := rune(0)
	for i, c := range s {
		if i > 0 {
			out = append(out, uint64(uint32(last))<<32|uint64(uint32(c)))
		}
		last = c
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// pairIndex finds the names that share pairs of characters. It is filled when
// it is first asked, since most registers never are.
type pairIndex struct {
	once  sync.Once
	forms []form
	with  map[uint64][]int32 // indexes of forms
}

// A form is one name of an entry.
type form struct {
	entry, pairs int
	name         *shape
}

func (x *pairIndex) fill(names [][]shape) {
	x.with = map[uint64][]int32{}
	for i, list := range names {
		for j := range list {
			pairs := pairsOf(list[j].tail)
			for _, p := range pairs {
				x.with[p] = append(x.with[p], int32(len(x.forms)))
			}
			x.forms = append(x.forms, form{i, len(pairs), &list[j]})
		}
	}
}

// abbreviates reports whether short is long with characters left out: three or
// more stay, the first and the last among them.
func abbreviates(short, long string) bool {
	first, n := utf8.DecodeRuneInString(short)
	last, _ := utf8.DecodeLastRuneInString(short)
	if len(short) >= len(long) || utf8.RuneCountInString(short) < 3 || !strings.HasPrefix(long, string(first)) || !strings.HasSuffix(long, string(last)) {
		return false
	}
	rest := short[n:]
	for _, c := range long[n:] {
		if next, size := utf8.DecodeRuneInString(rest); size > 0 && next == c {
			rest = rest[size:]
		}
	}
	return rest == ""
}
