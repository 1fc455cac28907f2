package classify

import (
	"strconv"
	"strings"

	"wenjian/corpus"
	"wenjian/internal/linear"
	"wenjian/internal/zh"
)

// A heading such as 心里装着乡亲 has no rule. A model that learned from
// annotated documents looks at the heading, the beginning of the body and the
// place; it is asked where the rules are not sure. What they say is not among
// what it looks at: rules made while looking at the same documents would teach
// it to trust them.

const (
	unsureRule   = 0.87 // rules that are less sure than this can be overruled
	kindFrom     = 0.5  // probability from which the model is believed
	sectionWords = 600  // bytes of the body that the model reads
)

// modals are words whose number in a body tells what was done from what is to be.
var modals = []string{"将", "要", "了", "须", "拟", "不够", "共", "应"}

// sectionFeatures adds what the model may look at for section i at place x,
// as they are decided from the top.
func sectionFeatures(b *linear.Bag, r *reading, i int, x sectionPlace) {
	s := r.Sections[i]
	parent := "none"
	if len(x.parents) > 0 {
		parent = strings.Join(x.parents, "+")
	}
	body := zh.Fold(head(strings.TrimLeft(r.doc.Text[min(s.Heading.End, s.End):s.End], "\n \t　"), sectionWords))
	b.Grams("heading:", x.heading, 1, 4)
	b.Add("heading=", x.heading)
	b.Add("document:", x.document)
	b.Add("mode:", x.mode)
	b.Add("level:", strconv.Itoa(s.Level))
	b.Add("parent:", parent)
	b.Add("document, parent:", x.document, parent)
	b.Add("mode, parent:", x.mode, parent)
	if n := len(x.before); n > 0 {
		b.Add("before:", x.before[n-1])
	}
	b.Add("place:", strconv.Itoa(min(4, len(x.before))))
	b.Add("quarter:", strconv.Itoa(i*4/len(r.Sections)))
	if i == len(r.Sections)-1 {
		b.Add("last")
	}
	b.Grams("begins:", head(body, 120), 1, 2)
	b.Grams("body:", body, 2, 2)
	for _, w := range modals {
		b.Add("modal:", w, strconv.Itoa(min(3, strings.Count(body, w))))
	}
}

// learnedKind overrules the kinds of section i where the model knows better.
func (c *Classifier) learnedKind(r *reading, i int, x sectionPlace, bag *linear.Bag) {
	m, s := c.learned.Sections, &r.Sections[i]
	if m == nil || len(s.Kinds) == 0 || !m.Knows(s.Kinds[0]) {
		return
	}
	bag.Reset()
	sectionFeatures(bag, r, i, x)
	best, p := m.Best(bag.Features())
	if _, known := c.know.sections.byID[best]; !known || best == s.Kinds[0] {
		return
	}
	if s.Confidence < unsureRule && p >= kindFrom && !c.sec.unlikely[x.mode+"="+best] {
		s.Kinds, s.By = []string{best}, corpus.By{Rule: "model/sections", Confidence: p}
	}
}
