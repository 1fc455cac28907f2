package main

import (
	"context"
	"slices"

	"wenjian/classify"
	"wenjian/corpus"
	"wenjian/correct"
	"wenjian/ingest"
	"wenjian/pipeline"
)

// heldBack is the number of parts into which corrected documents are dealt to
// see whether learning from the others helps.
const heldBack = 5

// A pupil is a corrected document as the program reads it, with what people
// said of it.
type pupil struct {
	source      ingest.Input
	ordinal     int
	corrections []corpus.Correction // of activities, figures and sections, all in force
	lessons     classify.Lessons
}

// learnable reports whether a correction teaches something: what a unit is
// called, a date or a leak says nothing of other documents.
func learnable(c corpus.Correction) bool {
	return c.Undone.IsZero() && !c.Lost && (c.Fact == corpus.FactActivity || c.Fact == corpus.FactFigure || c.Fact == corpus.FactSection)
}

// pupils returns the corrected documents with their lessons.
func (a *app) pupils(ctx context.Context, w *workspace, t tools) ([]pupil, error) {
	all, err := w.store.AllCorrections(ctx)
	if err != nil {
		return nil, err
	}
	of := map[string][]corpus.Correction{}
	var order []string
	for _, c := range all {
		if c.Document == "" || !learnable(c) {
			continue
		}
		if of[c.Document] == nil {
			order = append(order, c.Document)
		}
		of[c.Document] = append(of[c.Document], c)
	}
	var class []pupil
	for _, id := range order {
		source, data, err := w.store.SourceBytes(ctx, id)
		if err != nil {
			return nil, err
		}
		p := pupil{source: ingest.Input{Path: source.Path, Data: data}, ordinal: of[id][0].Ordinal, corrections: of[id]}
		d, err := p.read(ctx, t)
		if err != nil {
			return nil, err
		}
		if d == nil {
			continue
		}
		p.lessons = lessonsFrom(t.classifier, d, p.corrections)
		class = append(class, p)
	}
	return class, nil
}

// read reads the pupil's document with t, without corrections; nil when its
// file splits otherwise by now.
func (p *pupil) read(ctx context.Context, t tools) (*corpus.Document, error) {
	f, err := pipeline.Run(ctx, pipeline.Understand(t.segmenter, t.classifier), p.source)
	if err != nil {
		return nil, err
	}
	for _, d := range f.Documents {
		if d.Ordinal == p.ordinal {
			return d, nil
		}
	}
	return nil, nil
}

// lessonsFrom returns what the corrections of d teach.
func lessonsFrom(cls *classify.Classifier, d *corpus.Document, corrections []corpus.Correction) classify.Lessons {
	truth := *d
	truth.Sections, truth.Activities, truth.Figures = slices.Clone(d.Sections), slices.Clone(d.Activities), slices.Clone(d.Figures)
	correct.Apply(d.Source.Path, []*corpus.Document{&truth}, corrections)
	var at []corpus.Span
	for _, c := range corrections {
		if s, ok := correct.Find(d.Text, c.Anchor); ok {
			at = append(at, s)
		}
	}
	if len(at) == 0 {
		return classify.Lessons{}
	}
	return cls.Lessons(d, classify.Truth{Sections: truth.Sections, Activities: truth.Activities, Figures: truth.Figures}, at...)
}

func lessonsOf(class []pupil) (all classify.Lessons) {
	for _, p := range class {
		all.Add(p.lessons)
	}
	return all
}

// trial holds back the documents part by part and counts how many of the
// corrections held back the program gets right by itself, before and after it
// learned from the others.
func trial(ctx context.Context, t tools, class []pupil) (before, after, all int, err error) {
	parts := min(heldBack, len(class))
	for k := range parts {
		var others []pupil
		for i, p := range class {
			if i%parts != k {
				others = append(others, p)
			}
		}
		taught := t
		if taught.classifier, err = t.classifier.Adapted(t.classifier.Adapt(lessonsOf(others))); err != nil {
			return 0, 0, 0, err
		}
		for i := k; i < len(class); i += parts {
			for _, x := range []struct {
				with tools
				n    *int
			}{{t, &before}, {taught, &after}} {
				d, err := class[i].read(ctx, x.with)
				if err != nil {
					return 0, 0, 0, err
				}
				for _, c := range class[i].corrections {
					if d != nil && correct.Holds(d, c) {
						*x.n++
					}
				}
			}
			all += len(class[i].corrections)
		}
	}
	return before, after, all, nil
}
