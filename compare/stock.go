package compare

import (
	_ "embed"
	"strings"
	"sync"
)

// Stock words are the vocabulary of the genre, which the reference of general
// language counts as rarer than it is. They are left out where two sentences
// are compared by their words; exact runs do not depend on them.
//
//go:embed stock.txt
var stockText string

// A wordSet holds words of two symbols and more by their first two.
type wordSet map[uint32][][]symbol

var stockWords = sync.OnceValue(func() wordSet {
	set := wordSet{}
	for line := range strings.Lines(stockText) {
		if strings.HasPrefix(line, "#") {
			continue
		}
		for _, w := range strings.Fields(line) {
			if s := symbolsOf(w); len(s) >= 2 {
				k := uint32(s[0])<<16 | uint32(s[1])
				set[k] = append(set[k], s)
			}
		}
	}
	return set
})

// cover marks in to, of the length of s, the symbols that lie in a word of
// the set.
func (set wordSet) cover(s []symbol, to []bool) {
	for i := 0; i+1 < len(s); i++ {
		for _, w := range set[uint32(s[i])<<16|uint32(s[i+1])] {
			if hasPrefix(s[i:], w) {
				for k := range w {
					to[i+k] = true
				}
			}
		}
	}
}

func hasPrefix(s, w []symbol) bool {
	if len(s) < len(w) {
		return false
	}
	for i := range w {
		if s[i] != w[i] {
			return false
		}
	}
	return true
}
