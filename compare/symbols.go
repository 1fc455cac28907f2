package compare

import (
	"unicode"

	"wenjian/internal/zh"
)

// A symbol is what the engine compares instead of a character: a folded
// letter, or one mark for a whole number or unit name. Punctuation and space
// have none, so a copy that was only re-punctuated stays contiguous.
type symbol = uint16

const (
	numberSymbol symbol = 0xE000 // a run of digits
	unitSymbol   symbol = 0xE001 // the name of a known unit
	astralFirst  symbol = 0xE100 // characters beyond the BMP share 0xE100–0xF8FF
	astralCount         = 0xF8FF - 0xE100 + 1
)

// symbolOf returns the symbol of one character, 0 when it has none.
func symbolOf(r rune) symbol {
	r = zh.FoldRune(r)
	switch {
	case r >= 0x4E00 && r <= 0x9FFF, r >= 'a' && r <= 'z':
		return symbol(r)
	case r >= '0' && r <= '9':
		return numberSymbol
	case r < 0x80 || r >= 0xE000 && r <= 0xF8FF || !unicode.IsLetter(r) && r != '〇':
		return 0
	case r >= 0x10000:
		return astralFirst + symbol(uint32(r)*2654435761>>8%astralCount)
	}
	return symbol(r)
}

// A reading is a text as symbols, with the way back: symbol i stands for
// the bytes [start[i], end[i]) of the text.
type reading struct {
	syms       []symbol
	start, end []int32
}

// read fills r with the symbols of text, unit names of t masked. The slices
// of r are reused.
func (r *reading) read(text string, t *nameTable) {
	r.syms, r.start, r.end = r.syms[:0], r.start[:0], r.end[:0]
	for i, c := range text {
		s := symbolOf(c)
		if s == 0 {
			continue
		}
		next := int32(i + runeLen(c))
		if n := len(r.syms); s == numberSymbol && n > 0 && r.syms[n-1] == numberSymbol && r.end[n-1] == int32(i) {
			r.end[n-1] = next
			continue
		}
		r.syms = append(r.syms, s)
		r.start = append(r.start, int32(i))
		r.end = append(r.end, next)
	}
	if t != nil {
		r.maskNames(t)
	}
}

// maskNames replaces each longest unit name by one symbol, in place.
func (r *reading) maskNames(t *nameTable) {
	w := 0
	for i := 0; i < len(r.syms); {
		n := t.longest(r.syms[i:])
		if n == 0 {
			r.syms[w], r.start[w], r.end[w] = r.syms[i], r.start[i], r.end[i]
			w, i = w+1, i+1
			continue
		}
		r.syms[w], r.start[w], r.end[w] = unitSymbol, r.start[i], r.end[i+n-1]
		w, i = w+1, i+n
	}
	r.syms, r.start, r.end = r.syms[:w], r.start[:w], r.end[:w]
}

// symbolsOf returns the symbols of s without any masking of names.
func symbolsOf(s string) []symbol {
	var r reading
	r.read(s, nil)
	return r.syms
}

// runeLen is utf8.RuneLen, with 1 for the replacement of an invalid byte:
// texts are valid UTF-8 by the corpus law, but a caller's mistake must not
// move offsets off their characters.
func runeLen(r rune) int {
	switch {
	case r < 0x80:
		return 1
	case r < 0x800:
		return 2
	case r < 0x10000:
		return 3
	}
	return 4
}
