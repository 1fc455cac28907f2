package mojibake

import "golang.org/x/text/encoding/charmap"

// A misreading is one accident: bytes of one encoding read as another.
type misreading struct {
	why string
	// encode appends the bytes that were read as r before next; false when none were.
	encode func(b []unit, r, next rune) ([]unit, bool)
	// decode returns what the first units mean, and how many they are; 0 when
	// they mean nothing yet, -1 when they never will.
	decode func(b []unit) (slot, int)
	starts func(r rune) bool // whether a passage can begin with r
	loose  bool              // nearly all bytes decode: only likelihood tells
	pairs  bool              // a lost character may have been a pair of bytes
}

// A unit is a byte, or a byte that was lost.
type unit struct {
	value byte
	lost  []byte // what a lost byte can have been; nil for one that is there
}

// misreadings lists the accidents in the order in which they are tried at a
// place. All of them happen: to files saved by an editor that guessed wrong,
// to databases with a wrong connection charset, to pages converted twice.
func misreadings() []misreading {
	western := func(r rune) bool { return r >= 0x80 && r < 0x2123 }
	wide := func(r rune) bool { return r >= 0x80 }
	return []misreading{
		{WhyDoubleEncoded, asWestern, utf8Of, western, false, false},
		{WhyMisread + "windows-1252", asWestern, gbkOf, western, true, false},
		{WhyMisread + "gb18030", asGBK, utf8Of, wide, false, true},
		{WhyMisread + "gb18030", asGBK, big5Of, wide, true, false},
		{WhyMisread + "big5", asBig5, utf8Of, wide, false, true},
		{WhyMisread + "big5", asBig5, gbkOf, wide, true, false},
	}
}

// asWestern appends the byte that Windows-1252 or Latin-1 shows as r. Five
// bytes are no character of Windows-1252; where they were lost, U+FFFD stands.
func asWestern(b []unit, r, _ rune) ([]unit, bool) {
	switch {
	case r == Lost || r == '?' && len(b) > 0: // nothing in ASCII stands inside a character
		return append(b, unit{lost: notWestern}), true
	case r < 0x100:
		return append(b, unit{value: byte(r)}), true
	}
	if v, ok := charmap.Windows1252.EncodeRune(r); ok {
		return append(b, unit{value: v}), true
	}
	return b, false
}

// notWestern are the bytes that Windows-1252 has no character for.
var notWestern = []byte{0x81, 0x8D, 0x8F, 0x90, 0x9D}

// asGBK appends the bytes that GBK shows as r. 80 alone is no character of
// GBK, and no other byte stands alone before a character of two bytes.
func asGBK(b []unit, r, next rune) ([]unit, bool) {
	switch {
	case (r == Lost || r == '?' && len(b) > 0) && next >= 0x80 && next != Lost:
		return append(b, unit{lost: []byte{0x80}}), true
	case r == '€':
		// 80 in the code page of Windows, else A2 E3, which goes with a next
		// byte that continues.
		if lead, _, ok := gbkTable().encode(next); len(b) != 2 || !ok || lead >= 0xC0 {
			return append(b, unit{value: 0x80}), true
		}
	}
	return asDoubleByte(gbkTable(), b, r)
}

// asBig5 appends the bytes that Big5 shows as r.
func asBig5(b []unit, r, _ rune) ([]unit, bool) { return asDoubleByte(big5Table(), b, r) }

func asDoubleByte(t *doubleByte, b []unit, r rune) ([]unit, bool) {
	switch {
	case r == Lost || r == '?' && len(b) > 0: // nothing in ASCII stands inside a character
		return append(b, unit{lost: continuations}), true
	case r < 0x80:
		return append(b, unit{value: byte(r)}), true
	}
	lead, trail, ok := t.encode(r)
	if !ok {
		return b, false
	}
	return append(b, unit{value: lead}, unit{value: trail}), true
}

// gbkOf reads a character of GBK.
func gbkOf(b []unit) (slot, int) { return gbkTable().read(b) }

// big5Of reads a character of Big5.
func big5Of(b []unit) (slot, int) { return big5Table().read(b) }

// read returns the character of the first units.
func (t *doubleByte) read(b []unit) (slot, int) {
	switch {
	case b[0].lost != nil:
		return slot{one: Lost}, 1
	case b[0].value < 0x80:
		return slot{one: rune(b[0].value)}, 1
	case len(b) < 2:
		return slot{}, 0
	case b[1].lost != nil:
		return slot{one: Lost}, 2
	}
	if r := t.decode(b[0].value, b[1].value); r != 0 {
		return slot{one: r}, 2
	}
	return slot{}, -1
}
