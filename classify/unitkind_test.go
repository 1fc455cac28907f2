package classify

import (
	"os"
	"strings"
	"testing"
)

// TestUnitKindNames reads testdata/unitkinds.txt: what a name alone tells of
// its unit's kind.
func TestUnitKindNames(t *testing.T) {
	c := load(t)
	data, err := os.ReadFile("testdata/unitkinds.txt")
	if err != nil {
		t.Fatal(err)
	}
	for _, line := range strings.Split(string(data), "\n") {
		kind, names, ok := strings.Cut(line, ": ")
		if !ok || strings.HasPrefix(line, "#") {
			continue
		}
		for _, name := range strings.Split(names, "、") {
			if got := c.docs.units.kindOf(name); got != kind {
				t.Errorf("%s: got %q, want %s", name, got, kind)
			}
		}
	}
}

// TestUnitNames puts every name of testdata/unitkinds.txt where documents name
// their unit, and asks for it back.
func TestUnitNames(t *testing.T) {
	c := load(t)
	data, err := os.ReadFile("testdata/unitkinds.txt")
	if err != nil {
		t.Fatal(err)
	}
	body := "一年来，我们按照上级要求，组织党员开展学习，公开承诺，服务群众，取得了较好成效。\n一、主要做法\n组织集中学习12次。\n"
	frames := []string{
		"%创先争优活动工作总结\n" + body,
		"创先争优活动工作总结\n" + body + "%\n2011年6月1日\n",
		"关于%创先争优活动开展情况的汇报\n各位领导：\n" + body,
		"关于印发《%创先争优活动实施方案》的通知\n各支部：\n" + body,
		"让党旗飘扬\n——%创先争优活动纪实\n" + body,
		"%2011年度创先争优工作总结\n（2011年12月20日）\n" + body,
		"%“两学一做”学习教育实施方案\n" + body,
		"公开承诺书\n" + body + "承诺单位（盖章）：%\n2011年6月1日\n",
		"创先争优活动汇报\n" + body + "%2011年6月1日\n",
		"%关于开展党史学习教育的情况报告\n" + body,
		"服务群众当先锋\n（2011年6月1日）\n%\n" + body,
	}
	n := 0
	for _, line := range strings.Split(string(data), "\n") {
		_, names, ok := strings.Cut(line, ": ")
		if !ok || strings.HasPrefix(line, "#") {
			continue
		}
		for _, name := range strings.Split(names, "、") {
			for range 2 { // every frame in turn, and every name twice
				f := frames[n%len(frames)]
				n++
				if got := read(c, strings.Replace(f, "%", name, 1)).Unit; got.Name != name {
					t.Errorf("%s in %q: got %q (%s)", name, firstRunes(f, 12), got.Name, got.Rule)
				}
			}
		}
	}
}
