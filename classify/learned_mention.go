package classify

import (
	"fmt"
	"strconv"
	"strings"

	"wenjian/corpus"
	"wenjian/internal/linear"
	"wenjian/internal/pattern"
)

// Units tell what they did in plain words, and no list of patterns has them
// all. A model learned from annotated documents which words tell which kind. It
// finds kinds in clauses where no rule does; and of the kinds that are told in
// plain words (terms doubted) it drops what rules found where it sees nothing
// of the kind, unless that is called by its name. It does not learn what the
// rules say of these: rules are better on the texts they were written for, and
// a model that saw them there would trust them too much elsewhere.

// The probabilities from which the model is believed, and that below which it
// outweighs a rule. Chosen on annotated sets that neither rules nor model had
// seen: believed sooner it finds more and as much more that is wrong; of the
// doubted kinds, whose rules are wide already, it takes more to be believed.
const (
	tellsFrom        = 0.5
	tellsDoubtedFrom = 0.6
	doubtedBelow     = 0.03
)

// compileLearned reads what the model of mentions hangs on.
func (a *activityRules) compileLearned(l *list) (err error) {
	a.doubted = make([]bool, len(l.Kinds))
	for _, id := range l.Terms["doubted"] {
		k, ok := l.byID[id]
		if !ok {
			return fmt.Errorf("%w: activities.yaml: terms doubted: unknown kind %s", ErrTaxonomy, id)
		}
		a.doubted[k] = true
	}
	a.classes, err = compileWordClasses(l.Terms["word_class"])
	return err
}

// clauseFeatures adds what the model may look at: the words of clause i, in
// runs of up to three characters and by class, its neighbours in the sentence,
// where it stands, and which kinds rules found in it, except the doubted ones.
func (a *activityRules) clauseFeatures(b *linear.Bag, r *reading, l *layout, i int, mode string, found []mention) {
	cl := l.clauses[i]
	text := cl.Of(l.text)
	a.wordFeatures(b, text)
	for _, m := range found {
		if !a.doubted[m.kind] {
			b.Add("found:", a.kinds.Kinds[m.kind].ID)
		}
	}
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

// edgeMark stands at both ends of a clause; hardly any text holds it.
const edgeMark = "\x00"

// tell returns the mentions, which are in text order, without those that the
// model doubts and with those that it finds in clauses where no rule found the
// kind.
func (c *Classifier) tell(r *reading, l *layout, found []mention) []mention {
	m := c.learned.Mentions
	if m == nil {
		return found
	}
	labels := m.Labels()
	kinds := c.act.kindsOf(labels)
	mode := c.sec.mode(r)
	var bag linear.Bag
	var scores []float64
	var kept, told []mention
	doubts := map[int]bool{}
	next := 0 // the mention that the next clause begins with
	for i, cl := range l.clauses {
		here := found[next:]
		for n := range here {
			if here[n].clause > i {
				here = here[:n]
				break
			}
		}
		next += len(here)
		bag.Reset()
		c.act.clauseFeatures(&bag, r, l, i, mode, here)
		scores = m.Scores(bag.Features(), scores)
		clear(doubts)
		for j, p := range scores {
			k := kinds[j]
			if k < 0 {
				continue
			}
			if c.act.doubted[k] && p < doubtedBelow {
				doubts[k] = !c.act.kinds.own[labels[j]] // what a site added is never doubted
			}
			if p < c.act.tellsFrom(k) || toldIn(found, k, cl.Span) {
				continue
			}
			core := strongest(m, labels[j], l.text, cl.Span)
			if !c.act.vetoed(k, cl.Of(l.text), []int{core.Start - cl.Start, core.End - cl.Start}) {
				told = append(told, mention{kind: k, rule: "model/mentions", core: core, span: core, clause: i, sure: p})
			}
		}
		for _, f := range here {
			if !doubts[f.kind] || c.act.named(f.kind, f.core.Of(l.text)) {
				kept = append(kept, f)
			}
		}
	}
	return inOrder(kept, told)
}

// named reports whether said calls kind by one of its names: what is called by
// its name is told, whatever a model thinks.
func (a *activityRules) named(kind int, said string) bool {
	row := &a.kinds.Kinds[kind]
	return strings.Contains(said, row.ID) || pattern.ContainsAny(said, row.Aliases)
}

// kindsOf returns the indices of kinds, -1 for those that the taxonomy lacks.
func (a *activityRules) kindsOf(ids []string) []int {
	kinds := make([]int, len(ids))
	for i, id := range ids {
		k, ok := a.kinds.byID[id]
		if !ok {
			k = -1
		}
		kinds[i] = k
	}
	return kinds
}

// tellsFrom returns the probability from which the model is believed that a
// clause tells kind.
func (a *activityRules) tellsFrom(kind int) float64 {
	if a.doubted[kind] {
		return tellsDoubtedFrom
	}
	return tellsFrom
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
