package office

import (
	"encoding/binary"
	"unicode/utf16"
)

// A block is a run of foreign little-endian bytes. Reading outside it yields
// zero, so that readers of damaged files need no check at every step.
type block []byte

func (b block) u8(at int) int {
	if at < 0 || at >= len(b) {
		return 0
	}
	return int(b[at])
}

func (b block) u16(at int) int {
	if at < 0 || at > len(b)-2 {
		return 0
	}
	return int(binary.LittleEndian.Uint16(b[at:]))
}

func (b block) u32(at int) int {
	if at < 0 || at > len(b)-4 {
		return 0
	}
	return int(binary.LittleEndian.Uint32(b[at:]))
}

func (b block) i32(at int) int { return int(int32(uint32(b.u32(at)))) }

// part returns up to n bytes from at on, fewer where b ends.
func (b block) part(at, n int) block {
	if at < 0 || n <= 0 || at >= len(b) {
		return nil
	}
	return b[at:min(len(b), at+min(n, len(b)))]
}

// utf16 returns n UTF-16 units from at on as text.
func (b block) utf16(at, n int) string {
	p := b.part(at, 2*n)
	units := make([]uint16, len(p)/2)
	for i := range units {
		units[i] = uint16(p.u16(2 * i))
	}
	return string(utf16.Decode(units))
}
