package classify

import (
	"reflect"
	"regexp"
	"testing"
)

// TestAlternation says that a regexp taken apart finds what the whole finds.
func TestAlternation(t *testing.T) {
	texts := []string{
		"", "学习", "支部组织集中学习6次,走访慰问12户,捐款9840元", "学学习习培训训", "面对党旗重温入党誓词,新党员宣誓",
		"党员突击队连夜奋战,帮农户抢收小麦,评出标兵3名,发放测评表120份",
	}
	c := load(t)
	var patterns []string
	for i, row := range c.know.activities.Kinds {
		patterns = append(patterns, row.Patterns...)
		patterns = append(patterns, row.Wide...)
		texts = append(texts, row.Match[i%len(row.Match)])
	}
	patterns = append(patterns, "ab|abc|c", "a|^b", "x*|y", "a(?:b|c)|a")
	texts = append(texts, "abcab", "bab", "xxyx", "acab")
	for _, p := range patterns {
		re := regexp.MustCompile(p)
		alts := alternatives(re)
		for _, s := range texts {
			var can alternation
			for _, a := range alts {
				if a.possible(s) {
					can = append(can, a)
				}
			}
			got, want := can.findAll(s), re.FindAllStringIndex(s, -1)
			if len(got)+len(want) > 0 && !reflect.DeepEqual(got, want) {
				t.Errorf("%s in %s: got %v, want %v", p, s, got, want)
			}
		}
	}
}

// TestEdged says that looking at the ends first refuses nothing that matches.
func TestEdged(t *testing.T) {
	c := load(t)
	u, p := &c.docs.units, c.pers
	for _, e := range []edged{u.party, u.organ, u.generic, p.intro, p.spoken, p.chosen, p.several, p.postTail, newEdged(regexp.MustCompile("^(?:a|b?c)$"))} {
		for _, s := range []string{"", "a", "c", "bc", "党支部", "白石县教育局", "中共白石县委员会", ",男,汉族", "说", "授予", "等3名同志", "同志", "书记", "全体党员", "我校"} {
			if e.MatchString(s) != e.Regexp.MatchString(s) {
				t.Errorf("%s in %q: got %v", e.Regexp, s, e.MatchString(s))
			}
			if got, want := e.FindStringIndex(s), e.Regexp.FindStringIndex(s); !reflect.DeepEqual(got, want) {
				t.Errorf("%s in %q: got %v, want %v", e.Regexp, s, got, want)
			}
		}
	}
}
