package classify

import (
	"strings"

	"wenjian/internal/zh"
)

// cellNumber returns the number a table's cell holds, with or without a unit;
// false for percentages, approximate numbers and cells of words. A dash or an
// empty cell counts nothing.
func cellNumber(s string) (float64, bool) {
	s = strings.TrimSpace(s)
	if s == "-" || s == "--" || s == "/" || s == "无" {
		return 0, true
	}
	n := zh.ReadNumeral(s)
	if n.Len == 0 || n.Percent || n.More || n.High > n.Value || runes(s[n.Len:]) > 2 || strings.ContainsAny(s[n.Len:], "%.-~/0123456789") {
		return 0, false
	}
	return n.Value, true
}
