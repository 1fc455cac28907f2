package page

import (
	"strings"
	"unicode"

	"wenjian/corpus"
)

// IsBlank reports whether s shows nothing.
func IsBlank(s string) bool { return strings.TrimSpace(s) == "" }

// Invisible lists the edits that take out what a reader cannot see: control
// characters, NUL, text direction overrides, zero-width characters,
// noncharacters and the replacement character of a cut tail. Line and page
// separators other than \n become \n.
func Invisible(text string) []corpus.Edit {
	var edits []corpus.Edit
	for i, r := range text {
		var why, repl string
		switch {
		case r == '\n' || r == '\t' || r >= 0x20 && r < 0x7F:
			continue
		case r == '\v' || r == '\f' || r == 0x85 || r == 0x2028 || r == 0x2029:
			why, repl = "line-separator", "\n"
		case r < 0x20 || r >= 0x7F && r < 0xA0:
			why = "control"
		case r == 0x061C || r == 0x200E || r == 0x200F || r >= 0x202A && r <= 0x202E || r >= 0x2066 && r <= 0x2069:
			why = "text-direction"
		case r >= 0x200B && r <= 0x200D || r == 0x2060 || r == 0xFEFF || r == 0xAD || r == 0x180E:
			why = "zero-width"
		case r&0xFFFE == 0xFFFE || r >= 0xFDD0 && r <= 0xFDEF || unicode.Is(unicode.Cs, r):
			why = "noncharacter"
		default:
			continue
		}
		n := len(string(r))
		if k := len(edits) - 1; k >= 0 && edits[k].End == i && edits[k].Why == why && repl == "" {
			edits[k].End += n
			continue
		}
		edits = append(edits, corpus.Edit{Span: corpus.Span{Start: i, End: i + n}, New: repl, Why: why})
	}
	return edits
}

// Visible returns s without what Invisible would remove, no-break spaces as spaces.
func Visible(s string) string {
	if s == "\u00a0" || s == "\r" {
		return " "
	}
	return Draft{Text: s}.Edited(Invisible(s)).Text
}

// OneLine returns the words of s, parted by single spaces.
func OneLine(s string) string { return strings.Join(strings.Fields(s), " ") }
