package classify

import (
	"strings"

	"wenjian/corpus"
	"wenjian/internal/linear"
)

// What a figure measures, and whether it counts or demands, is often said by
// words that no list of cues foresaw. Two models that learned from annotated
// documents decide, with what the rules say among what they look at.

// The labels of the model of norms.
const (
	normLabel  = "norm"
	countLabel = "count"
)

// figureFeatures adds what the models may look at for figure i, whose measure
// and norm by rule are set; before and after are what stands around it in its
// sentence.
func figureFeatures(b *linear.Bag, s *figureScan, i int, before, after string) {
	l := s.found[i]
	near := lastRunes(before, 5)
	b.Add("unit:", l.unit)
	b.Grams("left:", lastRunes(before, 15), 2, 3)
	b.Grams("near:", near, 1, 3)
	b.Grams("right:", firstRunes(after, 10), 1, 3)
	b.Add("unit, left:", l.unit, lastRunes(before, 2))
	b.Add("unit, right:", l.unit, firstRunes(after, 2))
	if i > 0 {
		b.Add("previous:", s.found[i-1].measure, "/", l.unit)
	}
	at := corpus.Span{Start: s.r.view.At(l.start), End: s.r.view.At(l.end)}
	for _, a := range s.r.Activities {
		if a.Overlap(at) > 0 {
			b.Add("in:", a.Kind)
			b.Add("in, unit:", a.Kind, l.unit)
			b.Add("status:", string(a.Status))
		}
	}
	if kinds := s.section(l.start); len(kinds) > 0 {
		b.Add("section:", kinds[0])
	}
	b.Add("document:", s.r.Kind.Value)
	b.Add("rule:", l.rule)
	b.Add("measure:", l.measure)
	b.Add("measure, unit:", l.measure, l.unit)
	if l.norm {
		b.Add("norm")
		b.Add("norm, section:", strings.Join(s.section(l.start), "+"))
	}
}

// learnedMeasure lets the models decide on figure i.
func (c *Classifier) learnedMeasure(s *figureScan, i int, before, after string, bag *linear.Bag) {
	if c.learned.Measures == nil && c.learned.Norms == nil {
		return
	}
	bag.Reset()
	figureFeatures(bag, s, i, before, after)
	l := &s.found[i]
	if m := c.learned.Measures; m != nil && m.Knows(l.measure) { // a site's own measure stays
		best, p := m.Best(bag.Features())
		if _, known := c.know.measures.byID[best]; known && best != l.measure && p >= measureFrom {
			l.measure, l.rule, l.confidence = best, "model/measures", p
		}
	}
	if m := c.learned.Norms; m != nil {
		best, _ := m.Best(bag.Features())
		l.norm = best == normLabel
	}
}

// measureFrom is the probability from which the model is believed.
const measureFrom = 0.2
