package classify

import (
	"sort"

	"wenjian/corpus"
	"wenjian/internal/zh"
)

// wordPlaces tells where the words of a document lie, in bytes of its folded
// text. The segmenter guesses no names, so a name falls apart into single
// characters and short words; a cut through a longer word cuts no name out.
type wordPlaces struct {
	view   zh.View
	tokens []corpus.Token
}

// known reports whether the document was cut into words at all.
func (w wordPlaces) known() bool { return len(w.tokens) > 0 }

// crosses reports whether the place at, no start or end of the text, lies
// inside a word.
func (w wordPlaces) crosses(at int) bool {
	if !w.known() {
		return false
	}
	p := w.view.At(at)
	i := sort.Search(len(w.tokens), func(i int) bool { return w.tokens[i].End > p })
	return i < len(w.tokens) && w.tokens[i].Start < p
}

// one reports whether the text from start to end is one word.
func (w wordPlaces) one(start, end int) bool {
	if !w.known() {
		return false
	}
	p, q := w.view.At(start), w.view.At(end)
	i := sort.Search(len(w.tokens), func(i int) bool { return w.tokens[i].Start >= p })
	return i < len(w.tokens) && w.tokens[i].Start == p && w.tokens[i].End == q
}

// cut reports whether the words known of the document begin at start and end
// at end: nothing but whole words stands between the two.
func (w wordPlaces) cut(start, end int) bool {
	return w.known() && !w.crosses(start) && !w.crosses(end)
}
