package correct

import (
	"testing"

	"wenjian/corpus"
)

func TestHolds(t *testing.T) {
	text := "一、主要做法\n支部书记讲了一堂党课，参加32人。"
	at := func(quote string) corpus.Span { return Occurrences(text, quote)[0] }
	d := &corpus.Document{Text: text,
		Sections:   []corpus.Section{{Heading: at("一、主要做法"), Kinds: []string{"practice"}}},
		Activities: []corpus.Activity{{Span: at("讲了一堂党课"), Kind: "讲党课", Status: corpus.Held}},
		Figures:    []corpus.Figure{{Span: at("32人"), Measure: "参加人数"}},
	}
	says := func(f corpus.Fact, quote, was, value string, remove bool, set ...string) corpus.Correction {
		c := corpus.Correction{Fact: f, Was: was, Value: value, Remove: remove, Set: map[string]string{}, Anchor: AnchorAt(text, at(quote))}
		for i := 0; i+1 < len(set); i += 2 {
			c.Set[set[i]] = set[i+1]
		}
		return c
	}
	gone := says(corpus.FactActivity, "讲了一堂党课", "", "讲党课", false)
	gone.Anchor.Quote = "没有这句话"
	for name, tc := range map[string]struct {
		c    corpus.Correction
		want bool
	}{
		"there":            {says(corpus.FactActivity, "一堂党课", "", "讲党课", false), true},
		"status as said":   {says(corpus.FactActivity, "一堂党课", "", "讲党课", false, corpus.SetStatus, "held"), true},
		"another status":   {says(corpus.FactActivity, "一堂党课", "", "讲党课", false, corpus.SetStatus, "planned"), false},
		"to be removed":    {says(corpus.FactActivity, "一堂党课", "", "讲党课", true), false},
		"is removed":       {says(corpus.FactActivity, "一堂党课", "", "知识竞赛", true), true},
		"still the old":    {says(corpus.FactActivity, "一堂党课", "讲党课", "知识竞赛", false), false},
		"elsewhere":        {says(corpus.FactActivity, "参加", "", "讲党课", false), false},
		"place is gone":    {gone, false},
		"figure":           {says(corpus.FactFigure, "32人", "", "参加人数", false), true},
		"figure, a norm":   {says(corpus.FactFigure, "32人", "", "参加人数", false, corpus.SetNorm, "true"), false},
		"another measure":  {says(corpus.FactFigure, "32人", "", "党员人数", false), false},
		"no figure":        {says(corpus.FactFigure, "32人", "", "参加人数", true), false},
		"section":          {says(corpus.FactSection, "主要做法", "", "practice", false), true},
		"another section":  {says(corpus.FactSection, "主要做法", "", "results", false), false},
		"fused section":    {says(corpus.FactSection, "主要做法", "", "practice+results", false), false},
		"not of this sort": {says(corpus.FactLeak, "支部", "", "支部", false), false},
	} {
		if got := Holds(d, tc.c); got != tc.want {
			t.Errorf("%s: %v", name, got)
		}
	}
}
