package mojibake

import "sync"

// strange holds the characters that Chinese prose hardly ever uses. What a
// wrong encoding makes of Chinese is full of them.
var strange = sync.OnceValue(func() *[0x10000]bool {
	e, t := prose(), new([0x10000]bool)
	for r := rune(0x80); r < 0x10000; r++ {
		t[r] = e.count[e.idOf(r)] < strangeCount
	}
	return t
})

const (
	strangeCount  = 60 // times in the texts that the evidence was counted from
	strangeWindow = 4  // characters of which two make a text worth a look
)

// hasStrange reports whether strange characters stand close together in text,
// as they do wherever it was misread.
func hasStrange(text string) bool {
	t := strange()
	recent := 0 // a bit to a character, the last one lowest
	for _, r := range text {
		recent = recent << 1 & (1<<strangeWindow - 1)
		if r >= 0x80 && (r >= 0x10000 || t[r]) {
			if recent != 0 {
				return true
			}
			recent |= 1
		}
	}
	return false
}

// isASCII reports whether text holds ASCII only.
func isASCII(text string) bool {
	for i := range len(text) {
		if text[i] >= 0x80 {
			return false
		}
	}
	return true
}

// IsStrange reports whether Chinese prose hardly ever uses r.
func IsStrange(r rune) bool { return r >= 0x80 && (r < 0 || r >= 0x10000 || strange()[r]) }
