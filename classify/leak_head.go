package classify

import (
	"strings"

	"wenjian/corpus"
	"wenjian/internal/zh"
)

// headLeak finds a title that names one unit over a text that another of the
// same type signs: one of them was left in. It is the one that the running
// text speaks of less, the title's where neither is spoken of. What is left of
// own is returned.
func (c *Classifier) headLeak(r *reading, own []string) []string {
	title := c.docs.units.host(c.titleUnit(zh.Fold(r.Title.Value)))
	unit := c.docs.units.host(zh.Fold(r.Unit.Name))
	if len(own) < 2 || title == unit || r.Title.Evidence.Empty() || r.Unit.Evidence.Empty() || r.Kind.Value == c.docs.newsletter {
		return own
	}
	kind := c.leak.kindWord.FindString(title)
	if kind == "" || kind != c.leak.kindWord.FindString(unit) || strings.Contains(title, "、") || c.related(title, unit) || !c.foreign(r, []string{unit}, title) {
		return own
	}
	at, name, rest := r.Title.Evidence, title, unit
	if r.Unit.Evidence.Start > at.End && r.bodyCount(title) > r.bodyCount(unit) {
		at, name, rest = r.Unit.Evidence, unit, title
	}
	view := corpus.Span{Start: r.toView(at.Start), End: r.toView(at.End)}
	i := strings.Index(view.Of(r.view.Text), name)
	if i < 0 {
		return own
	}
	span := r.span(view.Start+i, view.Start+i+len(name))
	r.Leaks = append(r.Leaks, corpus.Leak{Span: span, Name: simplified(span.Of(r.doc.Text)), By: corpus.By{Rule: "title-signoff", Confidence: 0.6}})
	return []string{rest}
}

// related reports whether one name can be the other's short form or belong to
// it: they share the beginning, or the characters of one stand in the other.
func (c *Classifier) related(a, b string) bool {
	return firstRunes(a, placeRunes) == firstRunes(b, placeRunes) || holdsAll(a, b) || holdsAll(b, a) ||
		strings.Contains(a, firstRunes(b, placeRunes)) || strings.Contains(b, firstRunes(a, placeRunes))
}

// bodyCount counts a name outside the title and the evidence of the unit.
func (r *reading) bodyCount(name string) int {
	n := strings.Count(r.view.Text, name)
	for _, s := range []corpus.Span{r.Title.Evidence, r.Unit.Evidence} {
		if strings.Contains(zh.Fold(s.Of(r.doc.Text)), name) {
			n--
		}
	}
	return n
}
