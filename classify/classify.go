// Package classify says what a document, a section and a sentence are about.
// Its knowledge is data in classify/taxonomy.
package classify

import (
	"fmt"
	"io/fs"

	"wenjian/corpus"
	"wenjian/internal/gazetteer"
	"wenjian/internal/pattern"
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
	Citations  []corpus.Citation
	Exceptions []corpus.Exception
}

// A Classifier applies one taxonomy. It is safe for concurrent use.
type Classifier struct {
	tax     corpus.Taxonomy
	words   []string
	docs    *documentRules
	figs    *figureRules
	pers    *personRules
	leak    *leakRules
	sec     *sectionRules
	act     *activityRules
	evt     *eventRules
	exc     *exceptionRules
	camp    *pattern.Triggers // which patterns of campaigns can match
	cite    *citationRules
	lvl     *levelRules
	fit     *misfitRules
	learned Models
	know    *knowledge // the rows; compiled rules of one file's facts are further fields, filled by LoadWith
}

// Load returns the classifier for the built-in taxonomy. It takes about a tenth
// of a second; callers load once and share.
func Load() (*Classifier, error) { return LoadWith(nil) }

// LoadWith returns the classifier for the built-in taxonomy extended by a
// site's own files, which lie in site under the built-in names (activities.yaml
// …): a row with a new ID is added, one with a known ID adds its aliases and
// patterns to that row; the names of a row without patterns are what is looked
// for. site may be nil and may lack files. When a file of the site is wrong
// nothing is loaded: the error is Faults, with file, line and what to do.
func LoadWith(site fs.FS) (*Classifier, error) {
	builtin, err := fs.Sub(taxonomyFiles, "taxonomy")
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrTaxonomy, err)
	}
	k, hash, err := readKnowledge(builtin, site)
	if err != nil {
		return nil, err
	}
	c, err := compile(k, hash)
	if err != nil && site != nil { // the built-in files are sound: tests load them
		return nil, Faults{blame(site, err)}
	}
	return c, err
}

// compile makes a classifier of the lists.
func compile(k *knowledge, hash string) (*Classifier, error) {
	var err error
	c := &Classifier{tax: k.taxonomy(hash), words: k.words(), know: k}
	if c.docs, err = compileDocuments(k); err != nil {
		return nil, err
	}
	if c.camp, err = compileCampaigns(&k.campaigns); err != nil {
		return nil, err
	}
	if c.figs, err = compileFigures(k); err != nil {
		return nil, err
	}
	if c.pers, err = compilePersons(k, c.docs.units.organ); err != nil {
		return nil, err
	}
	if c.leak, err = compileLeaks(k); err != nil {
		return nil, err
	}
	if c.sec, err = compileSections(&k.sections); err != nil {
		return nil, err
	}
	if c.act, err = compileActivities(&k.activities, &k.status); err != nil {
		return nil, err
	}
	c.evt = compileEvents(&k.events)
	if c.exc, err = compileExceptions(&k.exceptions); err != nil {
		return nil, err
	}
	if c.cite, err = compileCitations(k); err != nil {
		return nil, err
	}
	places, err := gazetteer.Load()
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrTaxonomy, err)
	}
	if c.lvl, err = compileLevels(k, places); err != nil {
		return nil, err
	}
	if c.fit, err = compileMisfits(k); err != nil {
		return nil, err
	}
	if c.learned, err = loadModels(modelFiles); err != nil {
		return nil, err
	}
	c.tax.Hash = c.learned.hash(c.tax.Hash)
	return c, nil
}

// Taxonomy returns the kinds the classifier knows.
func (c *Classifier) Taxonomy() corpus.Taxonomy { return c.tax }

// Words returns the terms that segmentation must not cut apart: names and
// aliases of activities, sections, measures and campaigns, folded.
func (c *Classifier) Words() []string { return c.words }

// A reading is one document with what all rules need, computed once, and the
// facts found so far: later rules look at earlier facts.
type reading struct {
	doc  *corpus.Document
	view zh.View // folded Text: rules match on it and report spans by view.At
	cut  []stretch
	Facts
}

// Classify finds the facts of d, which has Text, Title, Tokens, Sentences and
// Sections. It does not change d. The order of the rules is the order below.
func (c *Classifier) Classify(d *corpus.Document) Facts { return c.ClassifyHolding(d, nil) }

// ClassifyHolding is Classify where some facts are known beforehand: hold is
// called after every rule and puts them in place, so that later rules build on
// them (what a text tells that is known to be a plan is planned). What hold
// leaves alone is found as always; hold may be nil.
func (c *Classifier) ClassifyHolding(d *corpus.Document, hold func(*Facts)) Facts {
	r := &reading{doc: d, view: zh.NewView(d.Text)}
	r.Facts.Sections = append([]corpus.Section(nil), d.Sections...)
	for _, find := range []func(*reading){
		c.title, c.campaign, c.kind, c.date, c.persons, c.unit, c.sections, c.activities, c.figures, c.events, c.citations, c.leaks, c.misfits, c.exceptions,
	} {
		find(r)
		if hold != nil {
			hold(&r.Facts)
		}
	}
	return r.Facts
}
