package compare

import (
	"unicode"
	"unicode/utf8"

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

// A symbolSet is a set of symbols.
type symbolSet [1 << 16 / 64]uint64

func (s *symbolSet) add(c symbol)      { s[c>>6] |= 1 << (c & 63) }
func (s *symbolSet) has(c symbol) bool { return s[c>>6]>>(c&63)&1 != 0 }

// symbolTable holds the symbols of the characters of the BMP.
var symbolTable = func() *[1 << 16]symbol {
	var t [1 << 16]symbol
	for r := range t {
		t[r] = makeSymbol(rune(r))
	}
	return &t
}()

// symbolOf returns the symbol of one character, 0 when it has none.
func symbolOf(r rune) symbol {
	if uint32(r) < 1<<16 {
		return symbolTable[r]
	}
	return makeSymbol(r)
}

// makeSymbol is symbolOf without the table.
func makeSymbol(r rune) symbol {
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
func symbolsOf(s string) []symbol { return appendSymbols(nil, s) }

// appendSymbols appends the symbols of text to s as reading finds them,
// without the way back and without any masking of names.
func appendSymbols(s []symbol, text string) []symbol {
	number := -1 // where the number ends that the last symbol stands for
	for i := 0; i < len(text); {
		var r rune
		n := 1
		switch c := text[i]; {
		case c < utf8.RuneSelf:
			r = rune(c)
		case c >= 0xE1 && c <= 0xEC && i+2 < len(text) && text[i+1]&0xC0 == 0x80 && text[i+2]&0xC0 == 0x80: // most Chinese ones
			r, n = rune(c&0x0F)<<12|rune(text[i+1]&0x3F)<<6|rune(text[i+2]&0x3F), 3
		default:
			r, n = utf8.DecodeRuneInString(text[i:])
		}
		c := symbolOf(r)
		i += n
		if c == 0 {
			continue
		}
		if c == numberSymbol {
			if again := number == i-n; again {
				number = i
				continue
			}
			number = i
		}
		s = append(s, c)
	}
	return s
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

// symbolBytes appends s to b, two bytes to a symbol, the lower one first;
// symbolsIn reads them.
func symbolBytes(s []symbol, b []byte) []byte {
	for _, c := range s {
		b = append(b, byte(c), byte(c>>8))
	}
	return b
}

// symbolsIn appends the symbols that b holds to s.
func symbolsIn[T string | []byte](b T, s []symbol) []symbol {
	for i := 0; i+1 < len(b); i += 2 {
		s = append(s, symbol(b[i])|symbol(b[i+1])<<8)
	}
	return s
}
