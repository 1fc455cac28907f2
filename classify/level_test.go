package classify

import (
	"strings"
	"testing"

	"wenjian/internal/zh"
)

// TestLevelExamples runs the names in levels.yaml.
func TestLevelExamples(t *testing.T) {
	c := load(t)
	of := func(name string) string { return c.lvl.ofName(c.lvl.line.ReplaceAllString(zh.Fold(name), "")) }
	for _, row := range c.know.levels.Kinds {
		for _, name := range row.Match {
			if got := of(name); got != row.ID {
				t.Errorf("%s: got %q, want %s", name, got, row.ID)
			}
		}
		for _, name := range row.NoMatch {
			if got := of(name); got == row.ID {
				t.Errorf("%s: must not stand on %s", name, row.ID)
			}
		}
	}
}

// TestLevel holds what a name alone does not tell.
func TestLevel(t *testing.T) {
	c := load(t)
	for _, tc := range []struct{ name, kind, text, want string }{
		{"", "政府部门", "按照县委部署，我局认真开展活动，全县干部响应。", "县"},
		{"", "政府部门", "按照市委部署，在全市开展。", "市"},
		{"", "", "按照县委部署。", ""},
		{"", "中小学", "按照县教育局部署，我校开展活动。", ""},
		{"育才学校", "中小学", "按照县教育局部署。", "基层单位"},
		{"柏江市华晟公司", "非公企业", "", "基层单位"},
		{"柏江市石城市教育局", "政府部门", "", "县"},
		{"重庆市教委", "政府部门", "", "省"},
		{"宁远教育局", "政府部门", "", "县"},
		{"柏江教育局", "政府部门", "", ""},
		{"双塔街道党工委", "乡镇街道", "", "乡"},
	} {
		if got := c.lvl.level(tc.name, tc.kind, zh.Fold(tc.text)); got != tc.want {
			t.Errorf("%s (%s) %s: got %q, want %q", tc.name, tc.kind, tc.text, got, tc.want)
		}
	}
}

func FuzzUnit(f *testing.F) {
	c := load(f)
	for _, tc := range unitCases(f)[:8] {
		f.Add(tc.text)
	}
	f.Add("关于印发《《》\n成立局领导小组(以下简称\"")
	f.Fuzz(func(t *testing.T, s string) {
		text := strings.ToValidUTF8(s, "")
		r := readingOf(text)
		c.title(r)
		c.unit(r)
		r.doc.Title, r.doc.Unit, r.doc.Superior = r.Title, r.Unit, r.Superior
		if err := r.doc.Check(); err != nil {
			t.Fatal(err)
		}
	})
}
