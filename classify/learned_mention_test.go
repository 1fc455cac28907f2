package classify

import (
	"slices"
	"testing"

	"wenjian/corpus"
	"wenjian/internal/linear"
)

// TestLearnedDoubts: of a kind that is told in plain words a model drops what
// a rule finds where it sees nothing of the kind, but neither what a site
// added nor other kinds.
func TestLearnedDoubts(t *testing.T) {
	const text = "支部上门为老人办理证件。\n支部召开组织生活会。\n"
	tells := func(c *Classifier, kind string) bool {
		return slices.ContainsFunc(c.Classify(&corpus.Document{Text: text}).Activities, func(a corpus.Activity) bool { return a.Kind == kind })
	}
	rules := load(t)
	never := append(lessons("咚咚锵", "服务群众", "支部上门为老人办理证件"), lessons("锵锵咚", "民主生活会", "支部召开组织生活会")...)
	m := Models{Mentions: linear.Train(never, linear.Options{Rate: 1, Epochs: 80})}
	for _, kind := range []string{"服务群众", "民主生活会"} {
		if !tells(rules.With(Models{}), kind) {
			t.Fatalf("rules do not find %s", kind)
		}
	}
	if tells(rules.With(m), "服务群众") {
		t.Error("what the model doubts is still found")
	}
	if !tells(rules.With(m), "民主生活会") {
		t.Error("a kind that nobody doubts is gone")
	}
	site := loadSite(t, map[string]string{"activities.yaml": "kinds:\n  - {id: 服务群众, aliases: [跑腿帮办]}\n"})
	if !tells(site.With(m), "服务群众") {
		t.Error("a kind that the site added to is gone")
	}
}

// TestWordClasses: words that no lesson held are known by their class.
func TestWordClasses(t *testing.T) {
	c := load(t)
	features := func(s string) map[linear.Feature]bool {
		var b linear.Bag
		c.act.wordFeatures(&b, s)
		have := map[linear.Feature]bool{}
		for _, f := range b.Features() {
			have[f] = true
		}
		return have
	}
	shared := 0
	one, other := features("帮茶农找买家"), features("替渔民卖海货")
	for f := range one {
		if other[f] {
			shared++
		}
	}
	if shared < 3 {
		t.Errorf("two clauses of one sense share %d features", shared)
	}
}
