package query

import (
	"slices"
	"strings"
)

// The digits of years in Chinese numerals, after folding: zh.Fold makes ○ 〇.
const hanDigits = "〇一二三四五六七八九"

// yearVariants bounds what one phrase can become: three ways of writing for
// each of its years.
const yearVariants = 9

// Phrases returns the ways in which v may stand in a text, each as its terms:
// as it is, and with each year from 1900 to 2099 in figures, with 〇 and with
// 零. Nothing but years is another way of writing.
func Phrases(v string) [][]string {
	all := [][]string{{}}
	terms := TermTexts(v)
	for i := 0; i < len(terms); {
		ways, n := yearAt(terms[i:])
		if n == 0 {
			ways, n = [][]string{terms[i : i+1]}, 1
		} else if len(all)*len(ways) > yearVariants {
			ways = [][]string{terms[i : i+n]}
		}
		var next [][]string
		for _, head := range all {
			for _, w := range ways {
				next = append(next, append(slices.Clone(head), w...))
			}
		}
		all = next
		i += n
	}
	return all
}

// yearAt returns the ways to write the year that terms begin with, first as
// it stands there, and how many terms it has.
func yearAt(terms []string) (ways [][]string, n int) {
	digits := terms[0]
	n = 1
	if len(digits) != 4 || strings.Trim(digits, "0123456789") != "" {
		var b strings.Builder
		for n = 0; n < 4 && n < len(terms); n++ {
			d := strings.Index(hanDigits, strings.ReplaceAll(terms[n], "零", "〇"))
			if d < 0 || len(terms[n]) != len("〇") {
				return nil, 0
			}
			b.WriteByte(byte('0' + d/len("〇")))
		}
		digits = b.String()
	}
	if n != 1 && n != 4 || digits < "1900" || digits > "2099" {
		return nil, 0
	}
	ways = [][]string{terms[:n]}
	for _, zero := range []string{"", "〇", "零"} {
		if w := writtenYear(digits, zero); !slices.ContainsFunc(ways, func(x []string) bool { return slices.Equal(x, w) }) {
			ways = append(ways, w)
		}
	}
	return ways, n
}

// writtenYear writes a year in figures, or in Chinese numerals with zero.
func writtenYear(digits, zero string) []string {
	if zero == "" {
		return []string{digits}
	}
	han := strings.Split(strings.Replace(hanDigits, "〇", zero, 1), "")
	var w []string
	for _, d := range digits {
		w = append(w, han[d-'0'])
	}
	return w
}
