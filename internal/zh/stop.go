package zh

import (
	"strings"
	"unicode/utf8"
)

// FullStops returns the byte offsets, ascending, of the full stops that text
// writes as . or ．, as typists do who leave the Chinese keyboard: 制定了方案.
//
// Such a dot stands behind a Chinese character or what closes a quotation or
// bracket. At the end of a line it is a full stop. Elsewhere it is one only in
// texts that end a line with one or have no 。 at all: others write dots in
// names (弗拉基米尔.科马洛夫) and for pauses. It is none in numbers, in Latin words
// and addresses, in rows of dots, behind ordinals (一. （二）.) and between
// numerals (七.一).
func FullStops(text string) []int {
	if strings.IndexByte(text, '.') < 0 && !strings.Contains(text, "．") {
		return nil
	}
	var ends, inside []int
	for i, r := range text {
		if r != '.' && r != '．' {
			continue
		}
		switch dotAt(text, i, utf8.RuneLen(r)) {
		case dotEnds:
			ends = append(ends, i)
		case dotInside:
			inside = append(inside, i)
		}
	}
	if len(inside) == 0 || len(ends) == 0 && (len(inside) < 2 || strings.ContainsAny(text, "。｡")) {
		return ends
	}
	return merged(ends, inside)
}

// merged returns the numbers of two ascending lists, ascending.
func merged(a, b []int) []int {
	out := make([]int, 0, len(a)+len(b))
	for len(a) > 0 && len(b) > 0 {
		if a[0] < b[0] {
			out, a = append(out, a[0]), a[1:]
		} else {
			out, b = append(out, b[0]), b[1:]
		}
	}
	return append(append(out, a...), b...)
}

// A dot is what the place of a dot allows it to be.
type dot int

const (
	dotOther  dot = iota // no full stop
	dotInside            // a full stop if the text writes them so
	dotEnds              // a full stop that ends a line
)

// closingMarks close what a full stop can stand behind, or behind a full stop.
const closingMarks = "”’」』）)》】］]\"＂％%"

// dotAt tells the dot of n bytes at text[i:].
func dotAt(text string, i, n int) dot {
	before, _ := utf8.DecodeLastRuneInString(text[:i])
	if !IsHan(before) && !strings.ContainsRune(closingMarks, before) || isOrdinal(text[:i]) {
		return dotOther
	}
	rest := text[i+n:]
	next, _ := utf8.DecodeRuneInString(strings.TrimLeft(rest, " \t　"))
	switch {
	case rest == "" || strings.ContainsRune("\n\r", next) || next == utf8.RuneError:
		return dotEnds
	case next == '.' || next == '．':
		return dotOther
	case isNumeral(before) && isNumeral(next):
		return dotOther
	case strings.ContainsRune(closingMarks, next):
		if tail := strings.TrimLeft(rest, closingMarks); tail == "" || tail[0] == '\n' || tail[0] == '\r' {
			return dotEnds
		}
		return dotInside
	case IsHan(next), '0' <= next && next <= '9', strings.ContainsRune("“‘「『（(《【[", next):
		return dotInside
	}
	return dotOther
}

const numerals = "一二三四五六七八九十"

func isNumeral(r rune) bool { return strings.ContainsRune(numerals, r) }

// longestOrdinal is how many characters （二十三） has, with a blank or two.
const longestOrdinal = 8

// isOrdinal reports whether s ends with an ordinal that begins a line or a
// sentence: 一, （二）, 第三.
func isOrdinal(s string) bool {
	digits := 0
	for range longestOrdinal {
		r, size := utf8.DecodeLastRuneInString(s)
		switch {
		case isNumeral(r):
			digits++
		case size == 0 || strings.ContainsRune("\n\r。.．；;！!？?：:", r):
			return digits > 0
		case !strings.ContainsRune("（）()第 　\t", r):
			return false
		}
		s = s[:len(s)-size]
	}
	return false
}
