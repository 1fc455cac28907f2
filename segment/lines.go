package segment

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// A line is a non-blank line of the folded text without the white space
// around it.
type line struct {
	start, end int
	afterBlank bool // a blank line stands before it
}

func (l line) of(text string) string { return text[l.start:l.end] }

func splitLines(text string) []line {
	var out []line
	blank := false
	for at := 0; at < len(text); {
		end := strings.IndexAny(text[at:], "\n\r\u2028\u2029\x0b\x0c")
		next := len(text)
		if end < 0 {
			end = len(text)
		} else {
			end += at
			_, size := utf8.DecodeRuneInString(text[end:])
			next = end + size
		}
		start := skipHash(text, trimLeft(text, at, end), end)
		if start < end {
			out = append(out, line{start, trimRight(text, start, end), blank})
		}
		blank = start == end
		at = next
	}
	return out
}

// skipHash returns the place behind the # of a Markdown heading: it says that
// a line is a heading, but units number their headings all the same.
func skipHash(text string, start, end int) int {
	i := start
	for i < end && text[i] == '#' {
		i++
	}
	if i == start || i == end || text[i] != ' ' {
		return start
	}
	return trimLeft(text, i, end)
}

// trimLeft returns the first place in [start, end) that is no white space.
func trimLeft(text string, start, end int) int {
	return end - len(strings.TrimLeftFunc(text[start:end], isSpace))
}

// trimRight returns the end of [start, end) without trailing white space.
func trimRight(text string, start, end int) int {
	if end <= start {
		return start
	}
	return start + len(strings.TrimRightFunc(text[start:end], isSpace))
}

// isSpace also knows the invisible characters that web pages leave behind.
func isSpace(r rune) bool {
	return unicode.IsSpace(r) || r == '\ufeff' || r == '\u200b' || r == '\u200c' || r == '\u200d' || r == '\u2060'
}

func runes(s string) int { return utf8.RuneCountInString(s) }

// stopAt returns the length of the sentence end at text[i:], closing quotes
// and brackets included, or 0. A semicolon counts only when asked for.
func stopAt(text string, i int, semicolon bool) int {
	r, size := utf8.DecodeRuneInString(text[i:])
	switch r {
	case '。', '!', '?', '…':
	case ';':
		if !semicolon {
			return 0
		}
	default:
		return 0
	}
	n := size
	for i+n < len(text) {
		r, size := utf8.DecodeRuneInString(text[i+n:])
		if !strings.ContainsRune("。!?…", r) {
			break
		}
		n += size
	}
	return n + closers(text[i+n:])
}

// closers returns the length of the closing brackets at the start of s.
// Folded quotes do not tell opening from closing ones and are left alone.
func closers(s string) int {
	n := 0
	for n < len(s) && (s[n] == ')' || s[n] == ']') {
		n++
	}
	for strings.HasPrefix(s[n:], "》") {
		n += len("》")
	}
	return n
}

// firstStop returns the place and length of the first sentence end of s that
// is not inside brackets, or -1.
func firstStop(s string) (at, n int) {
	depth := 0
	for i := 0; i < len(s); {
		r, size := utf8.DecodeRuneInString(s[i:])
		switch r {
		case '(', '[', '《':
			depth++
		case ')', ']', '》':
			depth = max(0, depth-1)
		}
		if depth == 0 && r != '…' {
			if n := stopAt(s, i, false); n > 0 {
				return i, n
			}
		}
		i += size
	}
	return -1, 0
}

// countStops returns how many sentences s ends.
func countStops(s string) int {
	n := 0
	for i := 0; i < len(s); {
		if k := stopAt(s, i, false); k > 0 {
			n++
			i += k
			continue
		}
		_, size := utf8.DecodeRuneInString(s[i:])
		i += size
	}
	return n
}
