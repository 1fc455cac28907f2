package ingest

import (
	"strings"
	"unicode/utf8"

	"wenjian/corpus"
	"wenjian/internal/zh"
)

// A line is one line of a text, seen without the white space around it.
type line struct {
	corpus.Span        // of the trimmed line
	from, to    int    // of the whole line; to is past its \n
	indent      string // the white space before it
	text        string
	fold        string // folded text: simplified, half-width, lower case
}

const blanks = " \t\u3000\u00a0\u2002\u2003\u2009\ufeff"

// splitLines returns the lines of text in order, blank ones included.
func splitLines(text string) []line {
	var out []line
	for from := 0; from < len(text); {
		end, to := len(text), len(text)
		if n := strings.IndexByte(text[from:], '\n'); n >= 0 {
			end, to = from+n, from+n+1
		}
		start := end - len(strings.TrimLeft(text[from:end], blanks))
		end = start + len(strings.TrimRight(text[start:end], blanks))
		l := line{Span: corpus.Span{Start: start, End: end}, from: from, to: to, indent: text[from:start], text: text[start:end]}
		l.fold = zh.Fold(l.text)
		out = append(out, l)
		from = to
	}
	return out
}

func (l line) blank() bool { return l.text == "" }

// runes returns the number of characters in l.
func (l line) runes() int { return utf8.RuneCountInString(l.text) }

// last returns the last character of l, 0 when it is blank.
func (l line) last() rune {
	if l.blank() {
		return 0
	}
	r, _ := utf8.DecodeLastRuneInString(l.text)
	return r
}

// cells returns the width of s on a Chinese terminal: 1 for ASCII, 2 for the rest.
func cells(s string) int {
	n := 0
	for _, r := range s {
		if n++; r >= 0x80 {
			n++
		}
	}
	return n
}
