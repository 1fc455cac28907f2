package classify

import (
	"reflect"
	"testing"

	"wenjian/internal/pattern"
)

// TestRulesTakenApart says that no rule loses a match by being asked the
// cheap way: its alternatives find what it finds whole.
func TestRulesTakenApart(t *testing.T) {
	texts := []string{
		"", "学习", "支部组织集中学习6次,走访慰问12户,捐款9840元", "学学习习培训训", "面对党旗重温入党誓词,新党员宣誓",
		"党员突击队连夜奋战,帮农户抢收小麦,评出标兵3名,发放测评表120份",
	}
	var patterns []string
	for i, row := range load(t).know.activities.Kinds {
		patterns = append(patterns, row.Patterns...)
		patterns = append(patterns, row.Wide...)
		texts = append(texts, row.Match[i%len(row.Match)])
	}
	for _, p := range patterns {
		re := pattern.MustCompile(p)
		alts := pattern.Alternatives(re)
		for _, s := range texts {
			var can pattern.Alternation
			for _, a := range alts {
				if a.Possible(s) {
					can = append(can, a)
				}
			}
			got, want := can.FindAll(s), re.FindAllStringIndex(s, -1)
			if len(got)+len(want) > 0 && !reflect.DeepEqual(got, want) {
				t.Errorf("%s in %s: got %v, want %v", p, s, got, want)
			}
		}
	}
}

// TestEdges says the same of the expressions that look at the ends of a name.
func TestEdges(t *testing.T) {
	c := load(t)
	u, p := &c.docs.units, c.pers
	for _, e := range []pattern.Edged{u.party, u.organ, u.generic, p.intro, p.spoken, p.chosen, p.several, p.postTail} {
		for _, s := range []string{"", "党支部", "白石县教育局", "中共白石县委员会", ",男,汉族", "说", "授予", "等3名同志", "同志", "书记", "全体党员", "我校"} {
			if e.MatchString(s) != e.Regexp.MatchString(s) {
				t.Errorf("%s in %q: got %v", e.Regexp, s, e.MatchString(s))
			}
		}
	}
}
