package classify

import (
	"slices"
	"strings"

	"wenjian/corpus"
	"wenjian/internal/zh"
)

// headLeak finds a title that names one unit over a text that another of the
// same type signs: one of them was left in. It is the one that the running
// text speaks of less, who signs where neither is spoken of. What is left of
// own is returned.
func (c *Classifier) headLeak(r *reading, own []string) []string {
	unit := c.docs.units.host(zh.Fold(r.Unit.Name))
	for _, s := range c.believable(c.signers(r)) {
		if signed := c.docs.units.host(s.name); s.rule == "signoff" && c.rivals(unit, signed) && strings.HasPrefix(r.Unit.Rule, "title") {
			if i := strings.LastIndex(r.view.Text, s.name); i >= 0 {
				i += max(0, strings.Index(s.name, signed))
				r.leak(i, i+len(signed), "title-signoff", 0.6)
			}
			return own
		}
	}
	title := c.docs.units.host(c.titleUnit(zh.Fold(r.Title.Value)))
	if len(own) < 2 || r.Title.Evidence.Empty() || r.Unit.Evidence.Empty() || !c.rivals(title, unit) || !c.foreign(r, []string{unit}, title) {
		return own
	}
	view := corpus.Span{Start: r.toView(r.Title.Evidence.Start), End: r.toView(r.Title.Evidence.End)}
	i := strings.Index(view.Of(r.view.Text), title)
	if i < 0 || !c.signsItself(r) || r.bodyCount(title) >= r.bodyCount(unit) {
		return own
	}
	r.leak(view.Start+i, view.Start+i+len(title), "title-signoff", 0.6)
	return []string{unit}
}

// misSigned returns the unit that the title names where who signed is another
// of the same type, of which the text does not speak more.
func (c *Classifier) misSigned(r *reading, signed signer) (signer, bool) {
	name := c.titleUnit(zh.Fold(r.Title.Value))
	title, unit := c.docs.units.host(name), c.docs.units.host(signed.name)
	if signed.rule != "signoff" || !c.signsItself(r) || !c.rivals(title, unit) || len(c.believable([]signer{{name: name}})) == 0 {
		return signer{}, false
	}
	text := r.view.Text
	if strings.Count(text, title) < strings.Count(text, unit) {
		return signer{}, false
	}
	return signer{name, "title", 0.7}, true
}

// signsItself reports whether a document of that kind is signed by the unit
// that its title names: what is told of others, or said to them, is not.
func (c *Classifier) signsItself(r *reading) bool {
	return r.Kind.Value != c.docs.newsletter && !slices.Contains(c.leak.ofOthers, r.Kind.Value) && !c.leak.addressed.MatchString(zh.Fold(r.Title.Value))
}

// rivals reports whether two names are of different units of one type.
func (c *Classifier) rivals(a, b string) bool {
	kind := c.leak.kindWord.FindString(a)
	return a != b && kind != "" && kind == c.leak.kindWord.FindString(b) && !strings.Contains(a, "、") && !strings.Contains(b, "、") && !c.related(a, b)
}

// leak records the name at [start, end) of the folded text.
func (r *reading) leak(start, end int, rule string, confidence float64) {
	span := r.span(start, end)
	r.Leaks = append(r.Leaks, corpus.Leak{Span: span, Name: simplified(span.Of(r.doc.Text)), By: corpus.By{Rule: rule, Confidence: confidence}})
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
