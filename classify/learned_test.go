package classify

import (
	"strings"
	"testing"

	"wenjian/corpus"
	"wenjian/internal/linear"
	"wenjian/internal/zh"
	"wenjian/segment"
)

// lessons are examples in which one word decides.
func lessons(word, label string, others ...string) []linear.Example {
	var out []linear.Example
	for range 8 {
		var b linear.Bag
		b.Grams("", word, 1, 3)
		out = append(out, linear.Example{Features: b.Features(), Labels: []string{label}})
		for _, o := range others {
			var b linear.Bag
			b.Grams("", o, 1, 3)
			out = append(out, linear.Example{Features: b.Features()})
		}
	}
	return out
}

// TestLearnedMentions teaches a word that no rule knows and finds it, at its
// place, with its author.
func TestLearnedMentions(t *testing.T) {
	const text = "7月1日,支部一班人逐家敲开了咚咚锵门,问问冷暖。"
	d := &corpus.Document{Text: text}
	rules := load(t)
	m := linear.Train(lessons("咚咚锵", "走访慰问", "天气晴朗", "问问冷暖"), linear.Options{Rate: 0.5})
	for _, a := range rules.Classify(d).Activities {
		if a.Kind == "走访慰问" {
			t.Fatalf("the rules know it: %s", a.Rule)
		}
	}
	found := false
	for _, a := range rules.With(Models{Mentions: m}).Classify(d).Activities {
		if a.Kind != "走访慰问" {
			continue
		}
		found = true
		if !strings.Contains(a.Of(text), "咚咚锵") || !strings.HasPrefix(a.Rule, "model/mentions+") || a.Confidence <= 0 || a.Confidence > 1 {
			t.Errorf("found %q by %s with %v", a.Of(text), a.Rule, a.Confidence)
		}
	}
	if !found {
		t.Error("what was learned is not found")
	}
}

// TestLearnedYields says that a model decides nothing about kinds it does not
// know, and that one that says kinds the taxonomy lacks is not believed.
func TestLearnedYields(t *testing.T) {
	const text = "走访了12户困难群众。"
	d := &corpus.Document{Text: text}
	rules := load(t)
	want := rules.Classify(d)
	strange := linear.Train(lessons("走访", "没有的种类", "群众"), linear.Options{Rate: 0.5})
	got := rules.With(Models{Mentions: strange, Sections: strange, Measures: strange, Status: strange}).Classify(d)
	if len(got.Figures) != 1 || got.Figures[0].Measure != want.Figures[0].Measure || len(got.Activities) != len(want.Activities) {
		t.Errorf("figures %v, activities %v", got.Figures, got.Activities)
	}
	for _, a := range got.Activities {
		if err := (&corpus.Document{Text: text, Activities: []corpus.Activity{a}}).Check(); err != nil {
			t.Error(err)
		}
	}
}

// TestTaught runs the program's own models over the texts of the taxonomy:
// whatever they say keeps the laws.
func TestTaught(t *testing.T) {
	c := taught(t)
	seg := segment.New(c.Words())
	for _, s := range exampleTexts(c) {
		d := &corpus.Document{Text: zh.Fold(s)}
		segmented(seg, d)
		f := c.Classify(d)
		d.Sections, d.Activities, d.Figures, d.Persons, d.Leaks, d.Citations, d.Exceptions = f.Sections, f.Activities, f.Figures, f.Persons, f.Leaks, f.Citations, f.Exceptions
		if err := d.Check(); err != nil {
			t.Fatalf("%s: %v", s, err)
		}
	}
}
