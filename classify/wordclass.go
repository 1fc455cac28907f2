package classify

import (
	"fmt"
	"strings"

	"wenjian/internal/linear"
	"wenjian/internal/pattern"
)

// wordClasses are what words of one sense have in common, such as people who
// are helped, or what one does in wind and weather: a model that knows the
// class needs not to have met the word.
type wordClasses struct {
	names []string
	tests []pattern.Tests // of each
	can   *pattern.Triggers
}

// compileWordClasses reads terms of the form name=regexp.
func compileWordClasses(terms []string) (*wordClasses, error) {
	w := &wordClasses{}
	var all pattern.TestSet
	for _, t := range terms {
		name, expr, ok := strings.Cut(t, "=")
		if !ok {
			return nil, fmt.Errorf("%w: activities.yaml: terms word_class: %q is not name=regexp", ErrTaxonomy, t)
		}
		re, err := pattern.Compile(expr)
		if err != nil {
			return nil, fmt.Errorf("%w: activities.yaml: terms word_class: %s: %w", ErrTaxonomy, name, err)
		}
		w.names, w.tests = append(w.names, name), append(w.tests, all.Add([]*pattern.Regexp{re}))
	}
	var err error
	if w.can, err = pattern.NewTriggers(all.Patterns); err != nil {
		return nil, fmt.Errorf("%w: activities.yaml: terms word_class: %w", ErrTaxonomy, err)
	}
	return w, nil
}

// wordFeatures adds the runs of characters of a clause, its edges marked, and
// the classes of its words, one by one and two together.
func (a *activityRules) wordFeatures(b *linear.Bag, text string) {
	b.Grams("", edgeMark+text+edgeMark, 1, 3)
	w := a.classes
	var few [8]string
	have := few[:0]
	can := w.can.Mark(nil, text)
	for i, name := range w.names {
		if w.tests[i].Match(can, text) {
			b.Add("class:", name)
			for _, other := range have {
				b.Add("classes:", other, name)
			}
			have = append(have, name)
		}
	}
}
