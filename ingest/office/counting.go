package office

import (
	"strconv"
	"strings"
)

// The ways of counting that all word processors share.

// roman writes n in Roman numerals, in Arabic ones beyond what they are used for.
func roman(n int) string {
	if n < 1 || n > 3999 {
		return strconv.Itoa(n)
	}
	var b strings.Builder
	for _, d := range []struct {
		v int
		s string
	}{{1000, "M"}, {900, "CM"}, {500, "D"}, {400, "CD"}, {100, "C"}, {90, "XC"}, {50, "L"}, {40, "XL"}, {10, "X"}, {9, "IX"}, {5, "V"}, {4, "IV"}, {1, "I"}} {
		for ; n >= d.v; n -= d.v {
			b.WriteString(d.s)
		}
	}
	return b.String()
}

// alphabetic counts A … Z, AA, BB … ZZ, AAA …, as Word does.
func alphabetic(n int) string {
	if n < 1 || n > 26*30 {
		return strconv.Itoa(n)
	}
	return strings.Repeat(string(rune('A'+(n-1)%26)), 1+(n-1)/26)
}

// digitwise writes 12 as 一二.
func digitwise(n int) string {
	digits := []rune("〇一二三四五六七八九")
	return strings.Map(func(r rune) rune { return digits[r-'0'] }, strconv.Itoa(max(n, 0)))
}

// fullWidth writes 12 as １２.
func fullWidth(s string) string {
	return strings.Map(func(r rune) rune { return r + '０' - '0' }, s)
}
