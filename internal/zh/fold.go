// Package zh holds facts about written Chinese that several stages need:
// folding, numerals, dates, sentence ends.
package zh

import (
	"strings"
	"unicode/utf8"
)

// FoldRune returns the representative of r's class: full-width forms become
// half-width, traditional characters simplified (OpenCC's first choice),
// Latin letters lower case, punctuation variants one form. It is idempotent
// and maps one rune to one rune.
func FoldRune(r rune) rune {
	if r < 0x80 {
		if 'A' <= r && r <= 'Z' {
			r += 'a' - 'A'
		}
		return r
	}
	if r >= 0xFF01 && r <= 0xFF5E {
		return FoldRune(r - 0xFF01 + '!')
	}
	if r < 0x10000 {
		if t := foldTable[r]; t != 0 {
			return rune(t)
		}
		return r
	}
	if t, ok := foldAstral[r]; ok {
		return t
	}
	return r
}

// Fold returns s with every rune replaced by FoldRune of it. Rune i of the
// result is rune i of s; byte offsets may differ, see NewView. Invalid bytes
// become U+FFFD.
func Fold(s string) string {
	for i, r := range s {
		if FoldRune(r) != r || r == utf8.RuneError {
			var b strings.Builder
			b.Grow(len(s))
			b.WriteString(s[:i])
			for _, r := range s[i:] {
				b.WriteRune(FoldRune(r))
			}
			return b.String()
		}
	}
	return s
}

// A View is a folded text that remembers where its bytes come from.
// Search and rules work on Text and report offsets of the source by At.
type View struct {
	Text string // the folded text
	src  []int32
}

// NewView folds text and keeps the mapping of offsets. A full stop that the
// text writes as a dot (FullStops) is 。 in the view: only what stands around a
// dot tells, so Fold, which looks at single runes, leaves it.
func NewView(text string) View {
	var b strings.Builder
	b.Grow(len(text))
	src := make([]int32, 0, len(text)+1)
	stops := FullStops(text)
	for i, r := range text {
		if len(stops) > 0 && stops[0] == i {
			r, stops = '。', stops[1:]
		}
		r, at := FoldRune(r), int32(i)
		b.WriteRune(r)
		switch utf8.RuneLen(r) {
		case 1:
			src = append(src, at)
		case 2:
			src = append(src, at, at)
		case 3:
			src = append(src, at, at, at)
		default:
			src = append(src, at, at, at, at)
		}
	}
	return View{b.String(), append(src, int32(len(text)))}
}

// At returns the byte offset in the source text of the character that covers
// byte i of v.Text; len(v.Text) maps to the length of the source.
func (v View) At(i int) int { return int(v.src[i]) }

// punctuation lists, in each word, variants and at its end the form they fold to.
var punctuation = []string{
	"“”„‟〝〞＂「」『』\"", "‘’‚‛＇'", "｡。", "､、", "〔〕[]", "【】[]", "〖〗[]", "〈〉《》", "﹝﹞[]",
	"—―─–‐‑‒−-", "〜～∼~", "•・‧∙⋅·", "﹐,", "﹑、", "﹔;", "﹕:", "﹖?", "﹗!", "﹙(", "﹚)", "﹪%", "\u3000 ", "\u00a0 ", "\u2002 ", "\u2003 ", "\u2009 ", "∶:", "︰:", "○〇",
}

var foldTable, foldAstral = newFoldTable()

func newFoldTable() (*[0x10000]uint16, map[rune]rune) {
	table, astral := new([0x10000]uint16), map[rune]rune{}
	set := func(from, to rune) {
		if from >= 0x10000 || to >= 0x10000 {
			astral[from] = to
		} else {
			table[from] = uint16(to)
		}
	}
	pairs := []rune(t2sPairs)
	for i := 0; i+1 < len(pairs); i += 2 {
		set(pairs[i], pairs[i+1])
	}
	for _, p := range punctuation {
		rs := []rune(p)
		// Brackets come in pairs: the k-th variant folds to the k-th target.
		if len(rs) == 4 && rs[2] != rs[3] && strings.ContainsRune("[《", rs[2]) {
			set(rs[0], rs[2])
			set(rs[1], rs[3])
			continue
		}
		for _, r := range rs[:len(rs)-1] {
			set(r, rs[len(rs)-1])
		}
	}
	// A target that is itself folded would make Fold not idempotent.
	for from, to := range table {
		if to != 0 && table[to] != 0 {
			table[from] = table[to]
		}
	}
	return table, astral
}
