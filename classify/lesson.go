package classify

import (
	"slices"
	"sort"

	"wenjian/corpus"
	"wenjian/internal/linear"
	"wenjian/internal/zh"
)

// Truth is what a careful reader found in a document: annotated documents
// and users' corrections. Spans are bytes of the document's text.
type Truth struct {
	Sections   []corpus.Section // those with a heading: Heading and Kinds
	Activities []corpus.Activity
	Figures    []corpus.Figure
}

// Lessons are the examples that a document is for each model.
type Lessons struct{ Mentions, Sections, Status, Measures, Norms []linear.Example }

// Add adds the lessons of another document.
func (l *Lessons) Add(more Lessons) {
	l.Mentions = append(l.Mentions, more.Mentions...)
	l.Sections = append(l.Sections, more.Sections...)
	l.Status = append(l.Status, more.Status...)
	l.Measures = append(l.Measures, more.Measures...)
	l.Norms = append(l.Norms, more.Norms...)
}

// Fingerprints returns, by the name of the model, that of its lessons.
func (l *Lessons) Fingerprints() map[string]string {
	return map[string]string{
		"mentions": linear.Fingerprint(l.Mentions), "sections": linear.Fingerprint(l.Sections),
		"status":   linear.Fingerprint(l.Status),
		"measures": linear.Fingerprint(l.Measures), "norms": linear.Fingerprint(l.Norms),
	}
}

// Teach learns the models. It takes seconds on one core for a hundred
// documents; the same lessons in the same order give the same models.
func (l *Lessons) Teach() Models {
	// The penalty of mentions makes its model a tenth as large and no worse on
	// documents held back; the others lose by it.
	few := linear.Options{Rate: 0.3, Epochs: 20} // for thousands of examples, not tens of thousands
	return Models{
		Mentions: linear.Train(l.Mentions, linear.Options{Sparse: 8e-5}), Sections: linear.Train(l.Sections, linear.Options{Rate: 0.1, Epochs: 60}),
		Status:   linear.Train(l.Status, linear.Options{Epochs: 30}),
		Measures: linear.Train(l.Measures, linear.Options{Rate: 0.1, Epochs: 40}), Norms: linear.Train(l.Norms, few),
	}
}

// Lessons returns what can be learned from d, whose truth is known.
// The rules of c decide what stands around an example, so lessons are good for
// the rules they were taken under; its models take no part. With places given,
// the truth is known of what touches them only, and nothing else is learned.
func (c *Classifier) Lessons(d *corpus.Document, truth Truth, at ...corpus.Span) Lessons {
	known := func(s corpus.Span) bool {
		return len(at) == 0 || slices.ContainsFunc(at, func(a corpus.Span) bool { return a.Overlap(s) > 0 })
	}
	c = c.With(Models{})
	r := &reading{doc: d, view: zh.NewView(d.Text)}
	r.Facts.Sections = append([]corpus.Section(nil), d.Sections...)
	for _, find := range []func(*reading){c.title, c.campaign, c.kind, c.date, c.persons, c.unit} {
		find(r)
	}
	var out Lessons
	var bag linear.Bag
	example := func(labels []string) linear.Example {
		return linear.Example{Features: append([]linear.Feature(nil), bag.Features()...), Labels: labels}
	}
	out.Sections = c.sectionLessons(r, truth.Sections, known)
	c.sections(r) // the others learn what stands in sections as the rules see them
	l := c.layoutOf(r)
	mode := c.sec.mode(r)
	clauses := make([]corpus.Span, len(l.clauses))
	for i, cl := range l.clauses {
		clauses[i] = r.span(cl.Start, cl.End)
	}
	byClause := make([][]mention, len(l.clauses))
	for _, m := range c.act.mentions(l) {
		byClause[m.clause] = append(byClause[m.clause], m)
	}
	for i, kinds := range tells(truth.Activities, clauses) {
		if !known(clauses[i]) {
			continue
		}
		bag.Reset()
		c.act.clauseFeatures(&bag, r, l, i, mode, byClause[i])
		out.Mentions = append(out.Mentions, example(kinds))
	}
	out.Status = c.statusLessons(r, l, those(truth.Activities, known))
	c.activities(r)
	c.eachFigure(r, func(s *figureScan, i int, before, after string) {
		at := r.span(s.found[i].start, s.found[i].end)
		for _, t := range truth.Figures {
			if t.Overlap(at) == 0 || !known(t.Span) {
				continue
			}
			bag.Reset()
			figureFeatures(&bag, s, i, before, after)
			out.Measures = append(out.Measures, example([]string{t.Measure}))
			norm := countLabel
			if t.Norm {
				norm = normLabel
			}
			out.Norms = append(out.Norms, example([]string{norm}))
			break
		}
	})
	return out
}

// those returns the activities whose place is known.
func those(all []corpus.Activity, known func(corpus.Span) bool) []corpus.Activity {
	return slices.DeleteFunc(slices.Clone(all), func(a corpus.Activity) bool { return !known(a.Span) })
}

// tells returns, for each clause, the kinds of the activities told in it. An
// activity is told in the clause that holds most of it.
func tells(all []corpus.Activity, clauses []corpus.Span) [][]string {
	out := make([][]string, len(clauses))
	for _, a := range all {
		best, most := -1, 0
		for i, c := range clauses {
			if n := a.Overlap(c); n > most {
				best, most = i, n
			}
		}
		if best >= 0 && !contains(out[best], a.Kind) {
			out[best] = append(out[best], a.Kind)
		}
	}
	for _, kinds := range out {
		sort.Strings(kinds)
	}
	return out
}
