package classify

import (
	"strings"

	"wenjian/corpus"
	"wenjian/internal/pattern"
	"wenjian/internal/zh"
)

const (
	maxSuperiors = 2 // a document names so many at most
	maxTries     = 6 // and names each of them early
)

// superior finds the organisations that the text obeys: 根据X的部署. The opening
// is asked first, then the whole text. Several are joined by ；, the first named
// first.
func (c *Classifier) superior(r *reading) corpus.Label {
	u := &c.docs.units
	opening := firstRunes(r.view.Text, 3*stageRunes)
	for _, tier := range []struct {
		text  string
		rules []pattern.Guarded
		by    corpus.By
	}{
		{opening, u.superior, corpus.By{Rule: "opening", Confidence: 0.7}},
		{r.view.Text, u.superiorFar, corpus.By{Rule: "obeyed", Confidence: 0.55}},
	} {
		if names, at := c.superiorsIn(r, tier.text, tier.rules); len(names) > 0 {
			return corpus.Label{Value: strings.Join(names, "；"), Evidence: at, By: tier.by}
		}
	}
	return corpus.Label{By: corpus.By{Rule: "no-superior"}}
}

// superiorsIn returns the bodies that rules find in text, at most
// maxSuperiors, and where the first one stands.
func (c *Classifier) superiorsIn(r *reading, text string, rules []pattern.Guarded) (names []string, at corpus.Span) {
	cut := r.stretches()
	if len(text) < len(r.view.Text) {
		cut = stretches(text)
	}
	for _, g := range rules {
		tries := 0
		in(&g, text, cut, func(m []int) {
			name := text[m[2]:m[3]]
			if tries++; tries > maxTries || len(names) == maxSuperiors || hasSuffixIn(names, name) || c.ownBody(r, name) {
				return
			}
			if at.Empty() {
				at = r.span(m[2], m[3])
			}
			names = append(names, simplified(r.span(m[2], m[3]).Of(r.doc.Text)))
		})
	}
	return names, at
}

// ownBody reports whether name is the document's own Party body (党委, 院党委;
// 乡党委 in a text of 大坪乡) or a superior without a name.
func (c *Classifier) ownBody(r *reading, name string) bool {
	title := zh.Fold(r.Title.Value)
	if runes(name) < 2 || c.docs.units.nobody.MatchString(name) || strings.Contains(title, name) {
		return true
	}
	host := c.docs.units.host(c.titleUnit(title))
	bare := c.docs.units.host(name)
	return bare != "" && strings.HasSuffix(host, bare)
}

// hasSuffixIn reports whether one of names ends with the folded name, or the
// name with it.
func hasSuffixIn(names []string, name string) bool {
	for _, n := range names {
		if n = zh.Fold(n); strings.HasSuffix(n, name) || strings.HasSuffix(name, n) {
			return true
		}
	}
	return false
}
