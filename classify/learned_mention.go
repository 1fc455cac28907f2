package classify

import (
	"strconv"

	"wenjian/corpus"
	"wenjian/internal/linear"
)

// Units tell what they did in plain words, and no list of patterns has them
// all. Clauses in which no rule finds a kind are put to a model that learned
// from annotated documents which words tell it.

// tellsFrom is the probability from which the model is believed: lower ones
// found more on blind texts and as much more that was wrong.
const tellsFrom = 0.5

// clauseFeatures adds what the model may look at: the words of clause i, in
// runs of up to three characters, its neighbours in the sentence, and where it
// stands.
func clauseFeatures(b *linear.Bag, r *reading, l *layout, i int, mode string) {
	cl := l.clauses[i]
	text := cl.Of(l.text)
	wordFeatures(b, text)
	b.Add("length:", strconv.Itoa(min(8, len(text)/15)))
	if cl.heading {
		b.Add("heading")
	}
	b.Add("mode:", mode)
	b.Add("document:", r.Kind.Value)
	if cl.section >= 0 && len(r.Sections[cl.section].Kinds) > 0 {
		b.Add("section:", r.Sections[cl.section].Kinds[0])
	}
	s := l.sentences[cl.sentence]
	if i > s.first {
		b.Grams("before:", l.clauses[i-1].Of(l.text), 2, 2)
	}
	if i+1 < s.end {
		b.Grams("after:", l.clauses[i+1].Of(l.text), 2, 2)
	}
}

// wordFeatures adds the runs of characters of a clause, its edges marked.
func wordFeatures(b *linear.Bag, text string) { b.Grams("", edgeMark+text+edgeMark, 1, 3) }

// edgeMark stands at both ends of a clause; hardly any text holds it.
const edgeMark = "\x00"

// tell adds to the mentions, which are in text order, those that the model
// finds in clauses where no rule found the kind.
func (c *Classifier) tell(r *reading, l *layout, found []mention) []mention {
	m := c.learned.Mentions
	if m == nil {
		return found
	}
	labels := m.Labels()
	kinds := make([]int, len(labels))
	for i, id := range labels {
		k, ok := c.act.kinds.byID[id]
		if !ok {
			k = -1 // the site's taxonomy has no such kind any more
		}
		kinds[i] = k
	}
	mode := c.sec.mode(r)
	var bag linear.Bag
	var scores []float64
	var told []mention
	for i, cl := range l.clauses {
		bag.Reset()
		clauseFeatures(&bag, r, l, i, mode)
		scores = m.Scores(bag.Features(), scores)
		for j, p := range scores {
			if p < tellsFrom || kinds[j] < 0 || toldIn(found, kinds[j], cl.Span) {
				continue
			}
			core := strongest(m, labels[j], l.text, cl.Span)
			if c.act.vetoed(kinds[j], cl.Of(l.text), []int{core.Start - cl.Start, core.End - cl.Start}) {
				continue
			}
			told = append(told, mention{kind: kinds[j], rule: "model/mentions", core: core, span: core, clause: i, sure: p})
		}
	}
	return inOrder(found, told)
}

// toldIn reports whether a mention of kind lies in span.
func toldIn(found []mention, kind int, span corpus.Span) bool {
	for _, m := range found {
		if m.kind == kind && m.span.Overlap(span) > 0 {
			return true
		}
	}
	return false
}

// inOrder merges two lists that are in text order.
func inOrder(a, b []mention) []mention {
	if len(b) == 0 {
		return a
	}
	out := make([]mention, 0, len(a)+len(b))
	for len(a) > 0 && len(b) > 0 {
		if b[0].core.Start < a[0].core.Start {
			out, b = append(out, b[0]), b[1:]
		} else {
			out, a = append(out, a[0]), a[1:]
		}
	}
	return append(append(out, a...), b...)
}

// strongest returns the stretch of the clause whose words speak most for
// label: the run of characters with the largest sum of weights, each weight
// spread over its characters, less a little for each character.
func strongest(m *linear.Model, label, text string, clause corpus.Span) corpus.Span {
	s := clause.Of(text)
	var at []int // offsets of characters, and the end
	for i := range s {
		at = append(at, i)
	}
	at = append(at, len(s))
	gain := make([]float64, len(at)-1)
	sum := 0.0
	for i := range gain {
		for n := 1; n <= 3 && i+n < len(at); n++ {
			w := m.Weight(linear.Of(s[at[i]:at[i+n]]), label)
			for k := i; k < i+n; k++ {
				gain[k] += w / float64(n)
			}
			sum += max(0, w)
		}
	}
	least := sum / float64(2*len(gain)+1) // what a character must bring
	best, bestSum := corpus.Span{Start: 0, End: len(gain)}, 0.0
	from, run := 0, 0.0
	for i, g := range gain {
		if run <= 0 {
			from, run = i, 0
		}
		if run += g - least; run > bestSum {
			best, bestSum = corpus.Span{Start: from, End: i + 1}, run
		}
	}
	return corpus.Span{Start: clause.Start + at[best.Start], End: clause.Start + at[best.End]}
}
