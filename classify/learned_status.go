package classify

import (
	"strconv"

	"wenjian/corpus"
	"wenjian/internal/linear"
	"wenjian/internal/zh"
)

// Whether a clause tells of an act done, planned, demanded or only named hangs
// on more wordings than rules foresee. A model that learned from annotated
// documents has the last word where it is sure enough; what the rules say is
// among what it looks at.

// statusFeatures adds what the model may look at for the mention of s, for
// which the rules say status.
func (x *statusContext) statusFeatures(b *linear.Bag, s *setting, status corpus.Status) {
	byDefault, mood, who := string(s.byDefault), string(x.moodOf(s)), string(x.whoOf(s))
	b.Add("rules:", string(status))
	b.Add("default:", byDefault)
	b.Add("mood:", mood)
	b.Add("default, mood:", byDefault, mood)
	b.Add("who:", who)
	b.Add("default, who:", byDefault, who)
	b.Add("mode:", x.mode)
	b.Add("document:", x.r.Kind.Value)
	b.Add("section:", s.sections[0])
	b.Add("document, section:", x.r.Kind.Value, s.sections[0])
	b.Add("kind:", s.kind)
	b.Add("kind, default:", s.kind, byDefault)
	b.Add("date:", dateSide(s.when, x.r.Date.Value))
	b.Add("turn:", string(x.turnOf(s.mention)))
	if s.heading {
		b.Add("heading:", byDefault)
	}
	b.Add("place:", strconv.Itoa(s.mention.core.Start*places/len(x.l.text)), x.mode)
	b.Grams("", edgeMark+s.clause+edgeMark, 1, 2)
	if i := x.l.clauses[s.mention.clause].section; i >= 0 {
		b.Grams("under:", zh.Fold(x.r.Sections[i].Heading.Of(x.r.doc.Text)), 1, 2)
	}
}

// statusFrom is the probability from which the model outweighs the rules. On
// documents that neither had seen, 0 and 0.5 did equally well, more did worse;
// 0.5 leaves more of what the rules can explain.
const statusFrom = 0.5

// places is into how many parts a document is cut to say where a mention stands.
const places = 5

// learnedStatus returns the status that the model gives the mention of s, in
// place of what the rules say. Without a model, and where it agrees, the rules
// have their way.
func (x *statusContext) learnedStatus(s *setting, status corpus.Status, rule string, sure float64) (corpus.Status, string, float64) {
	m := x.c.learned.Status
	if m == nil {
		return status, rule, sure
	}
	x.bag.Reset()
	x.statusFeatures(&x.bag, s, status)
	best, p := m.Best(x.bag.Features())
	if best == string(status) || p < statusFrom || !contains(corpus.Statuses(), corpus.Status(best)) {
		return status, rule, sure
	}
	s.today = false
	return corpus.Status(best), "model/status", p
}

// statusLessons returns what the activities of truth teach about status; the
// mentions that rules found stand for those they overlap.
func (c *Classifier) statusLessons(r *reading, l *layout, truth []corpus.Activity) []linear.Example {
	found := c.act.mentions(l)
	x, times := newStatusContext(c, r, l), newTimeline(&c.act.when, r, l)
	var out []linear.Example
	for _, t := range truth {
		k, ok := c.act.kinds.byID[t.Kind]
		if !ok {
			continue
		}
		s := x.setting(mentionFor(r, l, found, k, t.Span))
		s.when = times.of(s.mention, s.byDefault != corpus.Held)
		status, _, _ := x.status(&s)
		var bag linear.Bag
		x.statusFeatures(&bag, &s, status)
		out = append(out, linear.Example{Features: bag.Features(), Labels: []string{string(t.Status)}})
	}
	return out
}

// mentionFor returns the mention of kind among found that overlaps at most, or
// else one made of the span itself.
func mentionFor(r *reading, l *layout, found []mention, kind int, at corpus.Span) mention {
	core := corpus.Span{Start: r.toView(at.Start), End: r.toView(at.End)}
	best := mention{kind: kind, core: core, span: core}
	for i := range l.clauses {
		if l.clauses[i].Start <= core.Start {
			best.clause = i
		}
	}
	most := 0
	for _, m := range found {
		if n := m.span.Overlap(core); m.kind == kind && n > most {
			best, most = m, n
		}
	}
	return best
}
