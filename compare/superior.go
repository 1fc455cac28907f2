package compare

import (
	"strings"
	"unicode/utf8"

	"wenjian/corpus"
	"wenjian/internal/zh"
)

const (
	citedTitle  = 8   // characters a title needs to be recognised where it is cited
	handedShare = 0.8 // of a passage that stands in the superior's text: nobody copied it from a peer
)

// isSuperior reports whether what later shares with earlier came down from
// above: the user marked earlier as a superior's document, or it is of the
// unit that later names as its superior, and later cites its title.
func isSuperior(later, earlier *Text) bool {
	if earlier.Superior {
		return true
	}
	title := zh.Fold(strings.Join(strings.Fields(earlier.Title), ""))
	return later.Above != "" && sameUnit(later.Above, earlier.Unit) &&
		utf8.RuneCountInString(title) >= citedTitle && strings.Contains(zh.Fold(later.Text), title)
}

// handedDown gives the class of the superior's text to what a document
// shares with a peer but has from above, as the peer does. Only the part that
// the superior's text covers is exempt.
func handedDown(ms []Match) {
	var above []corpus.Span
	for _, m := range ms {
		if m.Class == Superior {
			above = append(above, m.SpanB)
		}
	}
	if len(above) == 0 {
		return
	}
	for i := range ms {
		if m := &ms[i]; m.Class.Claims() && float64(within(m.SpanB, above)) >= handedShare*float64(m.SpanB.Len()) {
			m.Class = Superior
		}
	}
}
