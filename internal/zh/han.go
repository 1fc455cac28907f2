package zh

import "unicode"

// IsHan reports whether r is a Chinese character, 〇 included.
func IsHan(r rune) bool {
	return r >= 0x4E00 && r <= 0x9FFF || r == '〇' || r > 0x9FFF && unicode.Is(unicode.Han, r) || r >= 0x3400 && r <= 0x4DBF
}

// HanCount returns the number of Chinese characters in s.
func HanCount(s string) int {
	n := 0
	for _, r := range s {
		if IsHan(r) {
			n++
		}
	}
	return n
}

// IsSentenceEnd reports whether r ends a sentence: 。！？；… and their
// half-width forms, but not the full stop, which numbers use.
func IsSentenceEnd(r rune) bool {
	switch r {
	case '。', '！', '？', '；', '…', '!', '?', ';', '｡':
		return true
	}
	return false
}
