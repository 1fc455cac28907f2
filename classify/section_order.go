package classify

import (
	"math"

	"wenjian/corpus"
	"wenjian/internal/linear"
)

// The kinds of a group of sections are decided together: texts of one make
// order them alike (做法, 成效, 问题, 打算), so a heading that says little is read
// by those around it. Of all sequences of kinds the one of the greatest sum of
// logarithms is taken (Viterbi, 1967), of which each section adds
//
//	log P(kind | heading, body, place) + trust, where the rules say that kind
//	+ orderWeight · (log P(kind | kind before) − shareWeight · log P(kind))
//
// The weights were chosen by learning from all sets of annotated documents but
// one and deciding that one, with the rules as they were before anybody had read
// these sets: rules fitted to them would look better than they are.
const (
	orderWeight = 0.7
	shareWeight = 0.5
	leastKind   = 1e-4 // probabilities are not taken to be smaller
	never       = 1000 // subtracted where a kind is out of the question
)

// trusts says how much a rule of at least such confidence adds.
var trusts = []struct{ confidence, weight float64 }{
	{0.85, 6}, // the heading's words, or the section around it
	{0.8, 2},  // the same kind as the section around it
	{0.6, 1},  // the body's words
	{0, 0.3},  // the mode of the document
}

func trust(confidence float64) float64 {
	for _, t := range trusts {
		if confidence >= t.confidence {
			return t.weight
		}
	}
	return 0
}

// A sequencer decides the kinds of one group by a model.
type sequencer struct {
	c      *Classifier
	r      *reading
	g      *group
	m      *linear.Model
	labels []string
	bag    linear.Bag
	share  []float64            // log P(kind) in such groups
	steps  map[string][]float64 // by the kind before, what order adds to each kind
	local  [][]float64          // of each member, log P(kind | what it looks like)
	sums   [][]float64          // of each member, the best sum with each kind
	from   [][]int              // and the kind before it then
}

// learnedKinds overrules the kinds of a group where the model knows better.
func (c *Classifier) learnedKinds(r *reading, g *group) {
	m := c.learned.Sections
	if m == nil || len(m.Labels()) == 0 {
		return
	}
	s := &sequencer{c: c, r: r, g: g, m: m, labels: m.Labels(), steps: map[string][]float64{}}
	shareFeatures(&s.bag, g)
	s.share = s.logs()
	for k := range g.members {
		s.extend(k)
	}
	s.settle()
}

// logs returns the logarithms of what the model says of the bag, normalised to
// be a distribution, and empties the bag.
func (s *sequencer) logs() []float64 {
	out := s.m.Scores(s.bag.Features(), nil)
	s.bag.Reset()
	sum := 0.0
	for l, p := range out {
		out[l] = max(p, leastKind)
		sum += out[l]
	}
	for l, p := range out {
		out[l] = math.Log(p / sum)
	}
	return out
}

// step returns what it adds to each kind to stand behind one of kind before.
func (s *sequencer) step(before string) []float64 {
	out, ok := s.steps[before]
	if !ok {
		orderFeatures(&s.bag, s.g, before)
		out = s.logs()
		for l := range out {
			out[l] = orderWeight * (out[l] - shareWeight*s.share[l])
		}
		s.steps[before] = out
	}
	return out
}

// own returns what member k adds with each kind, whatever stands before it.
func (s *sequencer) own(k int) []float64 {
	of := s.r.Sections[s.g.members[k]]
	out := make([]float64, len(s.labels))
	for l, kind := range s.labels {
		out[l] = s.local[k][l]
		switch _, known := s.c.know.sections.byID[kind]; {
		case len(of.Kinds) > 0 && kind == of.Kinds[0]:
			out[l] += trust(of.Confidence)
		case !known || s.fixed(k) || s.c.sec.unlikely[s.g.at[k].mode+"="+kind]:
			out[l] -= never
		}
	}
	return out
}

// fixed reports whether the model has no say about member k: its heading names
// two kinds, or one that the model does not know.
func (s *sequencer) fixed(k int) bool {
	kinds := s.r.Sections[s.g.members[k]].Kinds
	return len(kinds) != 1 || !s.m.Knows(kinds[0])
}

// extend finds the best sums up to member k.
func (s *sequencer) extend(k int) {
	s.c.sec.sectionFeatures(&s.bag, s.r, s.g, k)
	s.local = append(s.local, s.logs())
	sums, from := s.own(k), make([]int, len(s.labels))
	if k == 0 {
		for l, v := range s.step("") {
			sums[l] += v
		}
	} else {
		steps := make([][]float64, len(s.labels))
		for p, kind := range s.labels {
			if s.fixed(k - 1) {
				kind = lastKind(s.r.Sections[s.g.members[k-1]].Kinds)
			}
			steps[p] = s.step(kind)
		}
		for l := range sums {
			best := math.Inf(-1)
			for p := range steps {
				if v := s.sums[k-1][p] + steps[p][l]; v > best {
					best, from[l] = v, p
				}
			}
			sums[l] += best
		}
	}
	s.sums, s.from = append(s.sums, sums), append(s.from, from)
}

// settle gives the members the kinds of the best sequence.
func (s *sequencer) settle() {
	last := len(s.sums) - 1
	at := 0
	for l, v := range s.sums[last] {
		if v > s.sums[last][at] {
			at = l
		}
	}
	for k := last; k >= 0; k-- {
		of := &s.r.Sections[s.g.members[k]]
		if kind := s.labels[at]; !s.fixed(k) && of.Kinds[0] != kind {
			of.Kinds = []string{kind}
			of.By = corpus.By{Rule: "model/sections", Confidence: math.Exp(s.local[k][at])}
		}
		at = s.from[k][at]
	}
}
