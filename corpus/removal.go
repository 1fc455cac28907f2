package corpus

import (
	"errors"
	"fmt"
	"strings"
)

// A Removal records what was taken out of the text, or repaired in it.
// At is the place in Document.Text where it stood: empty for a removal,
// the repaired characters for a repair.
type Removal struct {
	At   Span
	Text string // what stood there before
	Why  string // an IngestReason in words stable enough to filter on: navigation, hard-wrap, pager …
}

// Original returns the text as decoded from the source, rebuilt from the
// reading text and its removals: each removal's At replaced by its Text.
// Removals must be ordered and must not overlap, as Check demands.
func Original(text string, removals []Removal) string {
	var b strings.Builder
	at := 0
	for _, r := range removals {
		b.WriteString(text[at:r.At.Start])
		b.WriteString(r.Text)
		at = r.At.End
	}
	b.WriteString(text[at:])
	return b.String()
}

// An Edit replaces a span of a text by other text; empty New removes it.
type Edit struct {
	Span
	New string
	Why string
}

var errEdits = errors.New("corpus: edits overlap or are out of order")

// Apply carries out edits on text, whose earlier removals are given, and
// returns the new text with all removals. Original of the result equals
// Original of the input: an earlier removal that an edit touches becomes part
// of the new one. The edits must be ordered by Start, on rune boundaries, and
// must not overlap; otherwise Apply returns an error and changes nothing.
func Apply(text string, removals []Removal, edits []Edit) (string, []Removal, error) {
	at := 0
	for _, e := range edits {
		if e.Start < at || e.End < e.Start || e.End > len(text) {
			return "", nil, fmt.Errorf("%w: [%d,%d) after %d of %d", errEdits, e.Start, e.End, at, len(text))
		}
		at = e.End
	}
	var b strings.Builder
	out := make([]Removal, 0, len(removals)+len(edits))
	at = 0
	for len(edits) > 0 {
		for len(removals) > 0 && before(removals[0].At, edits[0].Span) {
			out = append(out, shifted(removals[0], b.Len()-at))
			removals = removals[1:]
		}
		// One group: edits and earlier removals that touch each other.
		group, ne, nr := edits[0].Span, 1, 0
		for {
			if nr < len(removals) && !before(group, removals[nr].At) {
				group = cover(group, removals[nr].At)
				nr++
			} else if ne < len(edits) && nr > 0 && edits[ne].Start < group.End {
				group = cover(group, edits[ne].Span)
				ne++
			} else {
				break
			}
		}
		b.WriteString(text[at:group.Start])
		from := b.Len()
		at = group.Start
		for _, e := range edits[:ne] {
			b.WriteString(text[at:e.Start] + e.New)
			at = e.End
		}
		b.WriteString(text[at:group.End])
		at = group.End
		was := make([]Removal, 0, nr)
		for _, r := range removals[:nr] {
			was = append(was, shifted(r, -group.Start))
		}
		out = append(out, Removal{At: Span{from, b.Len()}, Text: Original(group.Of(text), was), Why: edits[0].Why})
		edits, removals = edits[ne:], removals[nr:]
	}
	for _, r := range removals {
		out = append(out, shifted(r, b.Len()-at))
	}
	b.WriteString(text[at:])
	return b.String(), out, nil
}

// before reports whether a ends before b begins, so that the two need not be
// merged. Two spans at one place of which either is empty are merged: their
// order could not be told apart afterwards.
func before(a, b Span) bool {
	return a.End < b.Start || a.End == b.Start && !a.Empty() && !b.Empty()
}

func cover(a, b Span) Span { return Span{min(a.Start, b.Start), max(a.End, b.End)} }

func shifted(r Removal, n int) Removal {
	r.At = r.At.Shift(n)
	return r
}
