package compare

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"wenjian/internal/zh"
)

// A clause is a stretch of symbols between two marks of punctuation or at a
// line that ends, [from, to). last says that a sentence ends with it.
type clause struct {
	from, to int32
	last     bool
}

const shortLine = 25 // characters; a longer line may be hard-wrapped, its end says nothing

// clauses cuts a reading of text into clauses that cover all its symbols.
func (r *reading) clauses(text string, out []clause) []clause {
	out = out[:0]
	from := int32(0)
	for i := range r.syms {
		next := len(text)
		if i+1 < len(r.syms) {
			next = int(r.start[i+1])
		}
		between := text[r.end[i]:next]
		cut, sentence := boundary(text, int(r.end[i]), between)
		if i+1 == len(r.syms) {
			cut, sentence = true, true
		}
		if cut {
			out = append(out, clause{from, int32(i + 1), sentence})
			from = int32(i + 1)
		}
	}
	return out
}

// boundary says whether a clause and a sentence end in the marks between two
// symbols, which begin at byte at of text.
func boundary(text string, at int, between string) (cut, sentence bool) {
	for i, c := range between {
		switch {
		case zh.IsSentenceEnd(c):
			return true, true
		case c == '，' || c == ',' || c == '：' || c == ':':
			cut = true
		case c == '\n':
			rest := between[i+1:]
			next, _ := utf8.DecodeRuneInString(rest)
			line := text[strings.LastIndexByte(text[:at], '\n')+1 : at]
			if rest != "" && unicode.IsSpace(next) || utf8.RuneCountInString(line) < shortLine {
				return true, true
			}
		}
	}
	return cut, false
}
