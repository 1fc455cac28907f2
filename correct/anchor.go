package correct

import (
	"unicode"
	"unicode/utf8"

	"wenjian/corpus"
	"wenjian/internal/zh"
)

// contextRunes is how many characters an anchor keeps on either side.
const contextRunes = 40

// AnchorAt returns the anchor of a stretch of text, which must lie in it.
func AnchorAt(text string, s corpus.Span) corpus.Anchor {
	before, after := s.Start, s.End
	for n := 0; n < contextRunes && before > 0; n++ {
		_, size := utf8.DecodeLastRuneInString(text[:before])
		before -= size
	}
	for n := 0; n < contextRunes && after < len(text); n++ {
		_, size := utf8.DecodeRuneInString(text[after:])
		after += size
	}
	return corpus.Anchor{Start: s.Start, Quote: s.Of(text), Before: text[before:s.Start], After: text[s.End:after]}
}

// Find returns where in text an anchor holds: where it was, when that reads
// the same, else at the place whose words are the quote's and whose
// surroundings are the most alike. White space, width, script and case make
// no difference. ok is false when the quote is not there, or at several
// places of which none is more alike.
func Find(text string, a corpus.Anchor) (s corpus.Span, ok bool) {
	s = corpus.Span{Start: a.Start, End: a.Start + len(a.Quote)}
	if a.Quote == "" || !utf8.ValidString(a.Quote) {
		return corpus.Span{}, false
	}
	if s.Start >= 0 && s.End <= len(text) && s.Of(text) == a.Quote && AnchorAt(text, s) == a {
		return s, true
	}
	t, quote := squeeze(text), squeeze(a.Quote).runes
	before, after := squeeze(a.Before).runes, squeeze(a.After).runes
	best, at, tied := -1, 0, false
	for i := 0; len(quote) > 0 && i+len(quote) <= len(t.runes); i++ {
		if !equal(t.runes[i:i+len(quote)], quote) {
			continue
		}
		score := sameEnd(t.runes[:i], before) + sameStart(t.runes[i+len(quote):], after)
		switch {
		case score > best:
			best, at, tied = score, i, false
		case score == best:
			tied = true
		}
	}
	if best < 0 || tied {
		return corpus.Span{}, false
	}
	return corpus.Span{Start: t.at[at], End: t.end[at+len(quote)-1]}, true
}

// Occurrences returns all places where text has the words of quote, white
// space, width, script and case aside; they do not overlap.
func Occurrences(text, quote string) []corpus.Span {
	t, q := squeeze(text), squeeze(quote).runes
	var out []corpus.Span
	for i := 0; len(q) > 0 && i+len(q) <= len(t.runes); i++ {
		if equal(t.runes[i:i+len(q)], q) {
			out = append(out, corpus.Span{Start: t.at[i], End: t.end[i+len(q)-1]})
			i += len(q) - 1
		}
	}
	return out
}

// Same reports whether two texts have the same words, white space, width,
// script and case aside.
func Same(a, b string) bool { return equal(squeeze(a).runes, squeeze(b).runes) }

// squeezed is a text without white space, folded, with the place of every
// character.
type squeezed struct {
	runes   []rune
	at, end []int // byte offsets in the text
}

func squeeze(text string) squeezed {
	var s squeezed
	for i, r := range text {
		if unicode.IsSpace(r) {
			continue
		}
		s.runes = append(s.runes, zh.FoldRune(r))
		s.at = append(s.at, i)
		_, size := utf8.DecodeRuneInString(text[i:])
		s.end = append(s.end, i+size)
	}
	return s
}

func equal(a, b []rune) bool {
	return len(a) == len(b) && sameStart(a, b) == len(b)
}

// sameStart returns how many characters a and b begin with alike.
func sameStart(a, b []rune) int {
	n := 0
	for n < len(a) && n < len(b) && a[n] == b[n] {
		n++
	}
	return n
}

// sameEnd returns how many characters a and b end with alike.
func sameEnd(a, b []rune) int {
	n := 0
	for n < len(a) && n < len(b) && a[len(a)-1-n] == b[len(b)-1-n] {
		n++
	}
	return n
}
