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
	for i := 0; len(phrase) > 0 && i+len(phrase) <= len(terms); i++ {
		if terms[i].Text == phrase[0] && slices.EqualFunc(terms[i:i+len(phrase)], phrase, func(t Term, p string) bool { return t.Text == p }) {
			found = append(found, corpus.Span{Start: terms[i].Start, End: terms[i+len(phrase)-1].End})
		}
	}
	return found
}
