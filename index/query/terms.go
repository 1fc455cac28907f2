package query

import (
	"slices"
	"unicode"
	"unicode/utf8"

	"wenjian/corpus"
	"wenjian/internal/zh"
)

// A Term is the smallest thing that search knows: one Chinese character, or
// one run of other letters and digits.
type Term struct {
	Text        string // folded
	corpus.Span        // bytes of the text that was cut
}

// Terms cuts s: each Han character is a term, each run of other letters and
// digits is one; punctuation, symbols and space are none. Because a text and
// a query are cut alike, character by character, no piece of Han text that
// occurs in a document can be missed, wherever words begin and end.
func Terms(s string) []Term {
	folded := zh.Fold(s)
	terms := make([]Term, 0, len(s)/3)
	run := -1 // where the open run starts in folded
	runAt, at := 0, 0
	flush := func(end, endAt int) {
		if run >= 0 {
			terms = append(terms, Term{folded[run:end], corpus.Span{Start: runAt, End: endAt}})
			run = -1
		}
	}
	for i, r := range folded {
		_, size := utf8.DecodeRuneInString(s[at:])
		switch {
		case zh.IsHan(r):
			flush(i, at)
			terms = append(terms, Term{folded[i : i+utf8.RuneLen(r)], corpus.Span{Start: at, End: at + size}})
		case unicode.IsLetter(r) || unicode.IsNumber(r) || run >= 0 && unicode.IsMark(r):
			if run < 0 {
				run, runAt = i, at
			}
		default:
			flush(i, at)
		}
		at += size
	}
	flush(len(folded), at)
	return terms
}

// TermTexts returns the texts of the terms of s.
func TermTexts(s string) []string {
	terms := Terms(s)
	texts := make([]string, len(terms))
	for i, t := range terms {
		texts[i] = t.Text
	}
	return texts
}

// Find returns where phrase occurs in terms, first to last, as spans of the
// text that was cut. Occurrences may overlap. An empty phrase occurs nowhere.
func Find(terms []Term, phrase []string) []corpus.Span {
	var found []corpus.Span
	for _, r := range findRanges(terms, phrase) {
		found = append(found, r.Span(terms))
	}
	return found
}

// findRanges is Find in terms.
func findRanges(terms []Term, phrase []string) []Range {
	var found []Range
	for i := 0; len(phrase) > 0 && i+len(phrase) <= len(terms); i++ {
		if terms[i].Text == phrase[0] && slices.EqualFunc(terms[i:i+len(phrase)], phrase, func(t Term, p string) bool { return t.Text == p }) {
			found = append(found, Range{i, i + len(phrase)})
		}
	}
	return found
}

// Contains reports whether phrase occurs in the terms of s: what
// len(Find(Terms(s), phrase)) > 0 says, without cutting s. A phrase that holds
// anything but Chinese characters is asked in that way.
func Contains(s string, phrase []string) bool {
	want := make([]rune, 0, len(phrase))
	for _, p := range phrase {
		r, size := utf8.DecodeRuneInString(p)
		if size != len(p) || !zh.IsHan(r) {
			return len(findRanges(Terms(s), phrase)) > 0
		}
		want = append(want, r)
	}
	if len(want) == 0 {
		return false
	}
	// One pass (Knuth, Morris and Pratt, 1977): back[n] is how much of a match
	// of n characters can be kept when the next one differs.
	back := make([]int, len(want)+1)
	for i, k := 1, 0; i < len(want); i++ {
		for k > 0 && want[i] != want[k] {
			k = back[k]
		}
		if want[i] == want[k] {
			k++
		}
		back[i+1] = k
	}
	n := 0
	for _, r := range s {
		f := zh.FoldRune(r)
		for n > 0 && f != want[n] {
			if !zh.IsHan(f) && !isTerm(f) {
				break // punctuation does not count
			}
			n = back[n]
		}
		if f == want[n] {
			if n++; n == len(want) {
				return true
			}
		}
	}
	return false
}

func isTerm(r rune) bool { return unicode.IsLetter(r) || unicode.IsNumber(r) }
