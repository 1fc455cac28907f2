package pattern

import (
	"regexp"
	"regexp/syntax"
	"slices"
	"testing"
)

func TestPatternKnowsWhatMustBe(t *testing.T) {
	for _, c := range []struct {
		expr     string
		first    string // one rune of each range, "" for any
		literals []string
	}{
		{`^(?:[您你]|读者)?(?:现在|当前)的?位置`, "你您读现当", []string{"位置"}},
		{`^第 ?\d+ ?页$`, "第", []string{"第"}},
		{`版权(?:所有|声明)|icp[备证]`, "", []string{"icp", "版权"}},
		{`(?:网|网站|范文网)`, "", []string{"网"}},
		{`^.{0,40}转载`, "", []string{"转载"}},
		{`(?i)copyright`, "", nil},
		{`^a*$`, "", nil},
		{`^(?:甲|乙)*丙`, "甲丙", []string{"丙"}},
		{`^甲$|^乙`, "甲", []string{"乙", "甲"}},
		{`(?m)^甲`, "", []string{"甲"}},
		{`x{0,3}`, "", nil},
		{`(?:甲乙){2,}`, "", []string{"甲乙"}},
	} {
		p := Must(c.expr)
		var got []string
		for _, l := range p.literals {
			got = append(got, l.text)
		}
		slices.Sort(got)
		want := slices.Sorted(slices.Values(c.literals))
		if !slices.Equal(got, want) {
			t.Errorf("%s: literals %q, want %q", c.expr, got, want)
		}
		if (c.first == "") != (p.first == nil) {
			t.Errorf("%s: first %q, want %q", c.expr, string(p.first), c.first)
		}
		for _, r := range c.first {
			if !inRanges(p.first, r) {
				t.Errorf("%s: %c is no first rune", c.expr, r)
			}
		}
	}
}

// FuzzPattern: what a pattern says a match must hold never costs a match.
func FuzzPattern(f *testing.F) {
	f.Add(`^(?:[您你]|读者)?(?:现在|当前)的?位置`, "您现在的位置：首页 > 正文")
	f.Add(`(?:发布|更新)(?:时间|日期) ?:|来源 ?:`, "发布时间:2010-08-01 来源:本站")
	f.Add(`(?m)(?:^甲|乙$)[^丙]{1,2}`, "甲乙\n甲")
	f.Add(`\bword\B|(?i:k)`, "K word")
	f.Fuzz(func(t *testing.T, expr, text string) {
		if len(expr) > 2000 || len(text) > 2000 {
			return
		}
		if _, err := syntax.Parse(expr, syntax.Perl); err != nil {
			return
		}
		plain, err := regexp.Compile(expr)
		if err != nil {
			return
		}
		p := Must(expr)
		if got, want := p.MatchString(text), plain.MatchString(text); got != want {
			t.Fatalf("%s on %q: %v, want %v", expr, text, got, want)
		}
		if got, want := p.FindStringSubmatchIndex(text), plain.FindStringSubmatchIndex(text); !slices.Equal(got, want) {
			t.Fatalf("%s on %q: %v, want %v", expr, text, got, want)
		}
	})
}
