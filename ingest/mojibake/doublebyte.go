package mojibake

import (
	"sync"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
)

// A doubleByte holds the two-byte codes of an encoding in both directions.
type doubleByte struct {
	rune [0x10000]rune   // by code, lead byte first; 0 where there is none
	code [0x10000]uint16 // by rune of the basic plane; 0 where there is none
}

// The tables are built on first use.
var (
	gbkTable  = sync.OnceValue(newGBK)
	big5Table = sync.OnceValue(func() *doubleByte { return newDoubleByte(traditionalchinese.Big5) })
)

// GBK returns the character of the two-byte code that lead and trail are in
// GB18030-2022: a standard character where it has one, else the private one of
// GB18030-2000. It returns 0 for bytes that are no code.
func GBK(lead, trail byte) rune { return gbkTable().decode(lead, trail) }

func newDoubleByte(enc encoding.Encoding) *doubleByte {
	t := new(doubleByte)
	dec := enc.NewDecoder()
	for lead := 0x81; lead <= 0xFE; lead++ {
		for trail := 0x40; trail <= 0xFE; trail++ {
			s, err := dec.Bytes([]byte{byte(lead), byte(trail)})
			if rs := []rune(string(s)); err == nil && len(rs) == 1 && rs[0] >= 0x80 && rs[0] != Lost {
				t.set(uint16(lead)<<8|uint16(trail), rs[0])
			}
		}
	}
	return t
}

// newGBK adds to what golang.org/x/text knows the codes it lacks. Text of all
// editions of the standard can be encoded again.
func newGBK() *doubleByte {
	t := newDoubleByte(simplifiedchinese.GB18030)
	for lead := 0x81; lead <= 0xFE; lead++ {
		for trail := 0x40; trail <= 0xFE; trail++ {
			code := uint16(lead)<<8 | uint16(trail)
			if r := privateUse(code); r != 0 {
				if t.code[r] = code; t.rune[code] == 0 {
					t.rune[code] = r
				}
			}
		}
	}
	for code, r := range laterCodes {
		t.set(code, r)
	}
	return t
}

// set makes r the character of code.
func (t *doubleByte) set(code uint16, r rune) {
	t.rune[code] = r
	if r < 0x10000 && t.code[r] == 0 {
		t.code[r] = code
	}
}

// decode returns the character of two bytes, 0 when there is none.
func (t *doubleByte) decode(lead, trail byte) rune { return t.rune[uint16(lead)<<8|uint16(trail)] }

// encode returns the two bytes of r; ok is false when r has no such code.
func (t *doubleByte) encode(r rune) (lead, trail byte, ok bool) {
	if r < 0x80 || r >= 0x10000 || t.code[r] == 0 {
		return 0, 0, false
	}
	return byte(t.code[r] >> 8), byte(t.code[r]), true
}
