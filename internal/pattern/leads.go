package pattern

// leads are the characters that literals begin with, in pairs, as a filter of
// few bits that stays near: of a text it tells nearly all places where none
// begins without a look at the trie, whose pages are far away. It may say that
// one begins where none does (Bloom, "Space/Time Trade-offs in Hash Coding with
// Allowable Errors", 1970, with one hash).
type leads struct {
	pairs [1 << (leadBits - 6)]uint64
	alone RuneSet // literals of one character
	any   bool    // of which there are some
}

const (
	leadBits = 14
	noRune   = -1 // behind the end of a text
)

// leadBit returns the place of a pair in the filter.
func leadBit(first, second rune) uint32 {
	return (uint32(first)*0x9E3779B1 ^ uint32(second)*0x85EBCA6B) >> (32 - leadBits)
}

// add puts a literal, which is not empty, into the filter.
func (l *leads) add(literal []rune) {
	if len(literal) > 1 && literal[0] < 1<<16 {
		h := leadBit(literal[0], literal[1])
		l.pairs[h>>6] |= 1 << (h & 63)
		return
	}
	l.any = true
	l.alone.Add(literal[0])
}

// may reports whether a literal may begin with first where second follows, noRune
// at the end of the text.
func (l *leads) may(first, second rune) bool {
	h := leadBit(first, second)
	return l.pairs[h>>6]>>(h&63)&1 != 0 || l.any && (l.alone.Has(first) || first >= 1<<16)
}
