package classify

import (
	"strings"

	"wenjian/corpus"
	"wenjian/internal/zh"
)

const (
	maxSuperiors = 2 // a document names so many at most
	maxTries     = 6 // and names each of them early
)

// superior finds the organisations that the opening obeys: 根据X的部署. Several
// are joined by ；, the nearest last named first.
func (c *Classifier) superior(r *reading) corpus.Label {
	text := firstRunes(r.view.Text, 3*stageRunes)
	var names []string
	var at corpus.Span
	for _, g := range c.docs.units.superior {
		tries := 0
		inSentences(g, text, func(m []int) {
			name := text[m[2]:m[3]]
			if tries++; tries > maxTries || len(names) == maxSuperiors || hasSuffixIn(names, name) || c.ownBody(r, name) {
				return
			}
			if at.Empty() {
				at = corpus.Span{Start: r.view.At(m[2]), End: r.view.At(m[3])}
			}
			names = append(names, name)
		})
	}
	if len(names) == 0 {
		return corpus.Label{By: corpus.By{Rule: "no-superior"}}
	}
	return corpus.Label{Value: strings.Join(names, "；"), Evidence: at, By: corpus.By{Rule: "opening", Confidence: 0.7}}
}

// ownBody reports whether name is the document's own Party body (党委, 院党委).
func (c *Classifier) ownBody(r *reading, name string) bool {
	return runes(name) < 2 || name == "党委" || name == "党组" || strings.Contains(zh.Fold(r.Title.Value), name)
}

func hasSuffixIn(names []string, name string) bool {
	for _, n := range names {
		if strings.HasSuffix(n, name) || strings.HasSuffix(name, n) {
			return true
		}
	}
	return false
}
