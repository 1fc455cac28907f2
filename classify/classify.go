// Package classify says what a document, a section and a sentence are about.
// Its knowledge is data in classify/taxonomy.
package classify

import (
	"wenjian/corpus"
	"wenjian/internal/zh"
)

// Facts are what Classify finds in a document.
type Facts struct {
	Title      corpus.Label
	Kind       corpus.Label
	Unit       corpus.Unit
	Superior   corpus.Label
	Date       corpus.Label
	Campaign   corpus.Label
	Sections   []corpus.Section // the document's sections, with Kinds, Rule and Confidence
	Activities []corpus.Activity
	Figures    []corpus.Figure
	Persons    []corpus.Person
	Leaks      []corpus.Leak
}

// A Classifier applies one taxonomy. It is safe for concurrent use.
type Classifier struct {
	tax corpus.Taxonomy
}

// Load returns the classifier for the built-in taxonomy.
func Load() (*Classifier, error) { return &Classifier{}, nil }

// Taxonomy returns the kinds the classifier knows.
func (c *Classifier) Taxonomy() corpus.Taxonomy { return c.tax }

// Words returns the terms that segmentation must not cut apart: names and
// aliases of activities, sections, measures and campaigns.
func (c *Classifier) Words() []string { return nil }

// A reading is one document with what all rules need, computed once, and the
// facts found so far: later rules look at earlier facts.
type reading struct {
	doc  *corpus.Document
	view zh.View // folded Text: rules match on it and report spans by view.At
	Facts
}

// Classify finds the facts of d, which has Text, Title, Tokens, Sentences and
// Sections. It does not change d. The order of the rules is the order below.
func (c *Classifier) Classify(d *corpus.Document) Facts {
	r := &reading{doc: d, view: zh.NewView(d.Text)}
	r.Facts.Sections = append([]corpus.Section(nil), d.Sections...)
	for _, find := range []func(*reading){
		c.title, c.campaign, c.kind, c.date, c.persons, c.unit, c.sections, c.activities, c.figures, c.leaks,
	} {
		find(r)
	}
	return r.Facts
}
