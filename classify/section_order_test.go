package classify

import (
	"testing"

	"wenjian/corpus"
	"wenjian/internal/linear"
	"wenjian/internal/zh"
)

// TestOrderDecides learns from one text in which order sections come and reads
// by it a heading that says nothing.
func TestOrderDecides(t *testing.T) {
	c := load(t)
	of := func(heads ...string) *reading {
		text, r := "", &reading{}
		for _, h := range heads {
			r.Sections = append(r.Sections, corpus.Section{Span: corpus.Span{Start: len(text), End: len(text) + len(h)},
				Heading: corpus.Span{Start: len(text), End: len(text) + len(h)}, Level: 1, Parent: -1})
			text += h + "\n"
		}
		r.doc, r.view = &corpus.Document{Text: text}, zh.NewView(text)
		r.Kind.Value = "工作总结"
		return r
	}
	var lessons []linear.Example
	for range 20 {
		r := of("一、主要做法", "二、山那边", "三、存在问题")
		truth := append([]corpus.Section(nil), r.Sections...)
		for i, k := range []string{"practice", "results", "problems"} {
			truth[i].Kinds = []string{k}
		}
		lessons = append(lessons, c.sectionLessons(r, truth, func(corpus.Span) bool { return true })...)
	}
	taught := c.With(Models{Sections: linear.Train(lessons, linear.Options{})})
	r := of("一、主要做法", "二、河对岸", "三、存在问题")
	taught.sections(r)
	for i, want := range []string{"practice", "results", "problems"} {
		if got := r.Sections[i].Kinds; len(got) != 1 || got[0] != want {
			t.Errorf("section %d is %v by %s, want %s", i+1, got, r.Sections[i].By.Rule, want)
		}
	}
	r = of("一、山那边", "二、存在问题和下一步打算")
	taught.sections(r)
	if got := r.Sections[1].Kinds; len(got) != 2 {
		t.Errorf("a heading that names two kinds has %v", got)
	}
}
