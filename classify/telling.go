package classify

import (
	_ "embed"
	"strings"

	"wenjian/internal/linear"
	"wenjian/internal/zh"
)

// tellings.txt holds clauses in the words of many trades, each with the kinds
// that it tells: what documents cannot be annotated for in any number. A line
// is KIND[+KIND], a tab and the clause; the kind - is none; # begins a comment.
//
//go:embed tellings.txt
var tellingsFile string

// noKind is the label of a clause that tells of no activity.
const noKind = "-"

// A telling is a clause and the kinds of activities that it tells.
type telling struct {
	kinds  []string
	clause string
}

// tellings returns those of a file, in its order. Lines that are no tellings
// are left out.
func tellings(file string) []telling {
	var out []telling
	for line := range strings.Lines(file) {
		kinds, clause, ok := strings.Cut(strings.TrimSpace(line), "\t")
		if !ok || strings.HasPrefix(line, "#") {
			continue
		}
		t := telling{clause: strings.TrimSpace(clause)}
		if kinds != noKind {
			t.kinds = strings.Split(kinds, "+")
		}
		out = append(out, t)
	}
	return out
}

// ExampleLessons are the sentences of the taxonomy and the tellings as lessons
// for Mentions: they carry the words of kinds that few documents tell.
func (c *Classifier) ExampleLessons() []linear.Example {
	var out []linear.Example
	add := func(sentence string, labels []string) {
		var bag linear.Bag
		c.act.wordFeatures(&bag, zh.Fold(sentence))
		out = append(out, linear.Example{Features: bag.Features(), Labels: labels})
	}
	for _, row := range c.know.activities.Kinds {
		for _, s := range row.Match {
			add(s, []string{row.ID})
		}
		for _, s := range row.NoMatch {
			add(s, nil)
		}
	}
	for _, t := range tellings(tellingsFile) {
		add(t.clause, t.kinds)
	}
	return out
}
