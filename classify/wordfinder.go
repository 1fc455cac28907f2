package classify

import (
	"slices"
	"unicode/utf8"

	"wenjian/internal/pattern"
)

// A wordFinder tells which of many words stand in a text in one walk over it: most
// characters begin no word, and one look at a bit says so.
type wordFinder struct {
	begins pattern.RuneSet
	by     map[rune][]string // by first character, the longest first
}

// newWordFinder prepares words, which must not be empty strings.
func newWordFinder(words []string) *wordFinder {
	w := &wordFinder{by: map[rune][]string{}}
	for _, s := range words {
		r, _ := utf8.DecodeRuneInString(s)
		w.begins.Add(r)
		w.by[r] = append(w.by[r], s)
	}
	for _, list := range w.by {
		slices.SortFunc(list, func(a, b string) int { return len(b) - len(a) })
	}
	return w
}

// at returns the length of the longest word that s begins with, 0 for none.
func (w *wordFinder) at(s string) int {
	r, _ := utf8.DecodeRuneInString(s)
	if !w.begins.Has(r) {
		return 0
	}
	for _, word := range w.by[r] {
		if len(s) >= len(word) && s[:len(word)] == word {
			return len(word)
		}
	}
	return 0
}

// find returns the place of the first word in s, the longest of those that
// begin there; start is -1 when there is none.
func (w *wordFinder) find(s string) (start, length int) {
	for i := range s {
		if n := w.at(s[i:]); n > 0 {
			return i, n
		}
	}
	return -1, 0
}
