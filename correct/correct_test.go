package correct

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"wenjian/corpus"
)

const text = "白河镇总结\n一、主要做法\n7月1日，支部书记讲党课一次，32名党员参加。走访慰问困难党员五户。\n二、打算\n计划走访慰问困难党员五户。\n"

func at(t testing.TB, text, part string) corpus.Span {
	t.Helper()
	i := strings.Index(text, part)
	if i < 0 {
		t.Fatalf("no %q in the text", part)
	}
	return corpus.Span{Start: i, End: i + len(part)}
}

// read returns what a program may have found in text.
func read(t testing.TB, text string) *corpus.Document {
	s := func(part string) corpus.Span { return at(t, text, part) }
	by := corpus.By{Rule: "r", Confidence: 0.5}
	return &corpus.Document{Ordinal: 1, Text: text,
		Kind: corpus.Label{Value: "工作总结", By: by}, Unit: corpus.Unit{Name: "白河镇", Kind: "乡镇街道", Level: "乡", By: by},
		Sections: []corpus.Section{
			{Span: corpus.Span{Start: s("一、").Start, End: s("二、").Start}, Heading: s("一、主要做法"), Level: 1, Parent: -1, Kinds: []string{"practice"}, By: by},
			{Span: corpus.Span{Start: s("二、").Start, End: len(text)}, Heading: s("二、打算"), Level: 1, Parent: -1, Kinds: []string{"plans"}, By: by},
		},
		Activities: []corpus.Activity{
			{Span: s("讲党课一次"), Kind: "讲党课", Status: corpus.Held, When: "2010-07-01", By: by},
			{Span: s("走访慰问困难党员五户"), Kind: "走访慰问", Status: corpus.Held, By: by},
		},
		Figures: []corpus.Figure{{Span: s("32名"), Measure: "党员数", Value: 32, Unit: "名", Op: corpus.Equal, By: by}},
		Leaks:   []corpus.Leak{{Span: s("白河镇"), Name: "白河镇", By: by}},
	}
}

// facts prints what corrections can change.
func facts(d *corpus.Document) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s|%s/%s/%s|%s|%s", d.Kind.Value, d.Unit.Name, d.Unit.Kind, d.Unit.Level, d.Date.Value, d.Campaign.Value)
	for _, s := range d.Sections {
		b.WriteString(" §" + strings.Join(s.Kinds, "+"))
	}
	for _, a := range d.Activities {
		fmt.Fprintf(&b, " %s:%s:%s@%s", a.Kind, a.Status, a.When, a.Of(d.Text))
	}
	for _, f := range d.Figures {
		fmt.Fprintf(&b, " %s=%v%s@%s", f.Measure, f.Value, f.Unit, f.Of(d.Text))
	}
	for _, l := range d.Leaks {
		b.WriteString(" !" + l.Name)
	}
	return b.String()
}

func TestApply(t *testing.T) {
	before := facts(read(t, text))
	anchor := func(part string) corpus.Anchor { return AnchorAt(text, at(t, text, part)) }
	set := func(kv ...string) map[string]string {
		m := map[string]string{}
		for i := 0; i+1 < len(kv); i += 2 {
			m[kv[i]] = kv[i+1]
		}
		return m
	}
	for name, tc := range map[string]struct {
		c        corpus.Correction
		old, new string // what of before changes
	}{
		"status":            {corpus.Correction{Fact: corpus.FactActivity, Value: "讲党课", Set: set(corpus.SetStatus, "planned"), Anchor: anchor("讲党课")}, "讲党课:held:2010-07-01", "讲党课:planned:2010-07-01"},
		"date taken away":   {corpus.Correction{Fact: corpus.FactActivity, Value: "讲党课", Set: set(corpus.SetWhen, ""), Anchor: anchor("讲党课")}, "held:2010-07-01", "held:"},
		"another kind":      {corpus.Correction{Fact: corpus.FactActivity, Value: "结对帮扶", Was: "走访慰问", Anchor: anchor("走访慰问困难党员五户")}, "走访慰问:held", "结对帮扶:held"},
		"wrong one":         {corpus.Correction{Fact: corpus.FactActivity, Value: "讲党课", Remove: true, Anchor: anchor("讲党课")}, " 讲党课:held:2010-07-01@讲党课一次", ""},
		"wrong one is gone": {corpus.Correction{Fact: corpus.FactActivity, Value: "知识竞赛", Remove: true, Anchor: anchor("讲党课")}, "", ""},
		"missed one":        {corpus.Correction{Fact: corpus.FactActivity, Value: "学习培训", Set: set(corpus.SetStatus, "held"), Anchor: anchor("7月1日")}, " 讲党课:", " 学习培训:held:@7月1日 讲党课:"},
		"figure":            {corpus.Correction{Fact: corpus.FactFigure, Value: "参加人数", Set: set(corpus.SetValue, "31", corpus.SetUnit, "人"), Anchor: anchor("32名党员")}, "党员数=32名@32名", "参加人数=31人@32名"},
		"no figure":         {corpus.Correction{Fact: corpus.FactFigure, Remove: true, Anchor: anchor("32名")}, " 党员数=32名@32名", ""},
		"missed figure":     {corpus.Correction{Fact: corpus.FactFigure, Value: "走访户数", Set: set(corpus.SetValue, "5"), Anchor: anchor("五户。\n二")}, " !白", " 走访户数=5@五户。\n二 !白"},
		"section":           {corpus.Correction{Fact: corpus.FactSection, Value: "results+problems", Anchor: anchor("主要做法")}, "§practice", "§results+problems"},
		"section by body":   {corpus.Correction{Fact: corpus.FactSection, Value: "goals", Anchor: anchor("计划走访")}, "§plans", "§goals"},
		"no leak":           {corpus.Correction{Fact: corpus.FactLeak, Remove: true, Anchor: anchor("白河镇")}, " !白河镇", ""},
		"leak":              {corpus.Correction{Fact: corpus.FactLeak, Value: "支部书记", Anchor: anchor("支部书记")}, " !白河镇", " !白河镇 !支部书记"},
		"document kind":     {corpus.Correction{Fact: corpus.FactKind, Value: "阶段总结"}, "工作总结|", "阶段总结|"},
		"unit":              {corpus.Correction{Fact: corpus.FactUnit, Value: "白河镇党委"}, "白河镇/乡镇街道/乡", "白河镇党委/乡镇街道/"},
		"unit kind":         {corpus.Correction{Fact: corpus.FactUnit, Value: "白河镇", Set: set(corpus.SetUnitKind, "村")}, "白河镇/乡镇街道/乡", "白河镇/村/乡"},
		"date":              {corpus.Correction{Fact: corpus.FactDate, Value: "2010-08"}, "||", "|2010-08|"},
		"other path":        {corpus.Correction{Fact: corpus.FactDate, Value: "2010-08", Path: "b.txt"}, "", ""},
		"undone":            {corpus.Correction{Fact: corpus.FactDate, Value: "2010-08", Undone: time.Unix(1, 0)}, "", ""},
	} {
		t.Run(name, func(t *testing.T) {
			d := read(t, text)
			tc.c.ID, tc.c.Ordinal = 7, 1
			if lost := Apply("a.txt", []*corpus.Document{d}, []corpus.Correction{tc.c}); len(lost) > 0 {
				t.Fatal("lost")
			}
			if got, want := facts(d), strings.Replace(before, tc.old, tc.new, 1); got != want {
				t.Errorf("got\n%s\nwant\n%s", got, want)
			}
			if err := d.Check(); err != nil {
				t.Error(err)
			}
			again := facts(d)
			if Apply("a.txt", []*corpus.Document{d}, []corpus.Correction{tc.c}); facts(d) != again {
				t.Errorf("applied twice:\n%s\nonce:\n%s", facts(d), again)
			}
			if id, ok := Made(By(tc.c.ID)); !ok || id != 7 {
				t.Error("a corrected fact does not name its correction")
			}
		})
	}
}

// TestFind: a place is found again in another reading of the same file.
func TestFind(t *testing.T) {
	second := corpus.Span{Start: strings.LastIndex(text, "走访慰问"), End: strings.LastIndex(text, "五户") + len("五户")}
	for name, tc := range map[string]struct {
		text string
		span corpus.Span
		want string // what stands before the place found; "lost" when there is none
	}{
		"as it was":      {text, second, "计划"},
		"noise gone":     {strings.Replace(text, "白河镇总结\n", "", 1), second, "计划"},
		"wrapped":        {strings.Replace(text, "计划走访慰问", "计划走访\n慰问", 1), second, "计划"},
		"traditional":    {strings.Replace(text, "计划走访慰问困难党员", "計劃走訪慰問困難黨員", 1), second, "計劃"},
		"full width":     {strings.Replace(text, "32名", "３２名", 1), at(t, text, "32名"), "一次，"},
		"quote gone":     {strings.Replace(text, "计划走访慰问困难党员五户", "计划开会", 1), at(t, text, "计划走访慰问困难党员五户"), "lost"},
		"context gone":   {"走访慰问困难党员五户。", second, ""},
		"two equal":      {"走访慰问困难党员五户。走访慰问困难党员五户。", corpus.Span{Start: second.Start, End: second.End}, "lost"},
		"two, no reason": {"甲走访慰问困难党员五户乙，丙走访慰问困难党员五户丁", second, "lost"},
	} {
		t.Run(name, func(t *testing.T) {
			s, ok := Find(tc.text, AnchorAt(text, tc.span))
			if tc.want == "lost" {
				if ok {
					t.Errorf("found at %d", s.Start)
				}
				return
			}
			if !ok || !strings.HasSuffix(tc.text[:s.Start], tc.want) || !Same(s.Of(tc.text), tc.span.Of(text)) {
				t.Errorf("found %v %v", s, ok)
			}
		})
	}
}

// A file that splits otherwise by now: the words decide, one place only.
func TestApplyToAnotherDocument(t *testing.T) {
	c := corpus.Correction{ID: 1, Ordinal: 3, Fact: corpus.FactActivity, Value: "讲党课", Set: map[string]string{corpus.SetStatus: "planned"}, Anchor: AnchorAt(text, at(t, text, "讲党课"))}
	other := read(t, text)
	other.Ordinal, other.Text = 2, strings.ReplaceAll(text, "讲党课", "上网课")
	docs := []*corpus.Document{read(t, text), other}
	if lost := Apply("", docs, []corpus.Correction{c}); len(lost) > 0 || docs[0].Activities[0].Status != corpus.Planned {
		t.Errorf("lost %v, %s", lost, facts(docs[0]))
	}
	docs = []*corpus.Document{read(t, text), read(t, text)}
	docs[1].Ordinal = 2
	if lost := Apply("", docs, []corpus.Correction{c}); len(lost) != 1 || facts(docs[0]) != facts(read(t, text)) {
		t.Error("applied where it is not clear to what")
	}
	if lost := Apply("", docs, []corpus.Correction{{ID: 2, Ordinal: 9, Fact: corpus.FactKind, Value: "x"}}); len(lost) != 1 {
		t.Error("a document that is not there is corrected")
	}
}

func TestDismissed(t *testing.T) {
	d := read(t, text)
	c := []corpus.Correction{{Fact: corpus.FactLeak, Remove: true, Anchor: AnchorAt(text, at(t, text, "白河镇"))}}
	if !Dismissed("a", d, at(t, text, "白河镇总结"), c) || Dismissed("a", d, at(t, text, "支部"), c) {
		t.Error("a leak that a person dismissed")
	}
	if c[0].Path = "b"; Dismissed("a", d, at(t, text, "白河镇总结"), c) {
		t.Error("dismissed for another path")
	}
}

func TestCheck(t *testing.T) {
	tax := corpus.Taxonomy{Activities: []corpus.Kind{{ID: "讲党课"}}, Sections: []corpus.Kind{{ID: "plans"}, {ID: "problems"}}, Units: []corpus.Kind{{ID: "村"}}, Measures: []corpus.Kind{{ID: "走访户数"}}}
	q := corpus.Anchor{Quote: "讲党课"}
	for name, tc := range map[string]struct {
		c  corpus.Correction
		ok bool
	}{
		"activity":         {corpus.Correction{Fact: corpus.FactActivity, Value: "讲党课", Anchor: q, Set: map[string]string{"status": "held", "when": "七一"}}, true},
		"unknown kind":     {corpus.Correction{Fact: corpus.FactActivity, Value: "讲课", Anchor: q}, false},
		"no quote":         {corpus.Correction{Fact: corpus.FactActivity, Value: "讲党课"}, false},
		"unknown status":   {corpus.Correction{Fact: corpus.FactActivity, Value: "讲党课", Anchor: q, Set: map[string]string{"status": "done"}}, false},
		"unknown setting":  {corpus.Correction{Fact: corpus.FactActivity, Value: "讲党课", Anchor: q, Set: map[string]string{"value": "3"}}, false},
		"fused section":    {corpus.Correction{Fact: corpus.FactSection, Value: "problems+plans", Anchor: q}, true},
		"fused, unknown":   {corpus.Correction{Fact: corpus.FactSection, Value: "problems+x", Anchor: q}, false},
		"figure":           {corpus.Correction{Fact: corpus.FactFigure, Value: "走访户数", Anchor: q, Set: map[string]string{"value": "2.1e4", "norm": "true"}}, true},
		"infinite":         {corpus.Correction{Fact: corpus.FactFigure, Value: "走访户数", Anchor: q, Set: map[string]string{"value": "Inf"}}, false},
		"not a number":     {corpus.Correction{Fact: corpus.FactFigure, Value: "走访户数", Anchor: q, Set: map[string]string{"value": "NaN"}}, false},
		"date":             {corpus.Correction{Fact: corpus.FactDate, Value: "2011-02"}, true},
		"no such day":      {corpus.Correction{Fact: corpus.FactDate, Value: "2011-02-30"}, false},
		"no date":          {corpus.Correction{Fact: corpus.FactDate}, true},
		"no campaign":      {corpus.Correction{Fact: corpus.FactCampaign}, true},
		"unit kind":        {corpus.Correction{Fact: corpus.FactUnit, Value: "甲村", Set: map[string]string{"unit_kind": "村"}}, true},
		"unit with a line": {corpus.Correction{Fact: corpus.FactUnit, Value: "甲\n村"}, false},
		"unit removed":     {corpus.Correction{Fact: corpus.FactUnit, Remove: true}, false},
		"unknown fact":     {corpus.Correction{Fact: "person"}, false},
	} {
		if err := Check(tc.c, tax); (err == nil) != tc.ok || err != nil && !errors.Is(err, ErrCorrection) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// FuzzApply: whatever was corrected in whatever text, a document keeps its laws.
func FuzzApply(f *testing.F) {
	f.Add(text, text, 20, 9, "activity", "讲党课", "走访慰问", false, "planned")
	f.Add("讲党课", "讲 党\n课", 0, 9, "figure", "党员数", "", false, "5")
	f.Add("\x80\xff讲", "讲", 1, 2, "leak", "", "", true, "")
	f.Add("一、", "一、一、", -1, 40, "section", "plans+", "", false, "")
	f.Fuzz(func(t *testing.T, was, is string, start, n int, fact, value, old string, remove bool, setting string) {
		if start < 0 || n < 0 || start > len(was) || n > len(was)-start {
			start, n = 0, 0
		}
		d := &corpus.Document{Ordinal: 1, Text: string([]rune(is))}
		if r := []rune(d.Text); len(r) > 2 {
			s := corpus.Span{End: len(string(r[:2]))}
			by := corpus.By{Rule: "r"}
			d.Activities = []corpus.Activity{{Span: s, Kind: old, Status: corpus.Held, By: by}}
			d.Figures = []corpus.Figure{{Span: s, By: by}}
			d.Leaks = []corpus.Leak{{Span: s, By: by}}
			d.Sections = []corpus.Section{{Span: corpus.Span{End: len(d.Text)}, Heading: s, Parent: -1}}
		}
		c := corpus.Correction{ID: 1, Ordinal: 1, Fact: corpus.Fact(fact), Value: value, Was: old, Remove: remove,
			Set: map[string]string{corpus.SetStatus: setting, corpus.SetValue: setting}, Anchor: AnchorAt(was, corpus.Span{Start: start, End: start + n})}
		Apply("", []*corpus.Document{d}, []corpus.Correction{c})
		if err := d.Check(); err != nil {
			t.Fatal(err)
		}
	})
}
