package pattern

import (
	"reflect"
	"testing"
)

// TestAlternation says that a regexp taken apart finds what the whole finds.
// classify repeats it on all rules of the taxonomy.
func TestAlternation(t *testing.T) {
	for _, p := range []string{
		"ab|abc|c", "a|^b", "x*|y", "a(?:b|c)|a", "学习|学习培训|培训", "走访.{0,6}户|捐款[0-9]+元", "(?i:a)|b", `a\|b|c`, "[|]|a",
	} {
		re := MustCompile(p)
		alts := Alternatives(re)
		for _, s := range []string{"", "abcab", "bab", "xxyx", "acab", "a|b|c", "支部学习培训6次,走访慰问12户,捐款9840元", "学学习习培训训"} {
			var can Alternation
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

// TestEdged says that looking at the ends first refuses nothing that matches.
func TestEdged(t *testing.T) {
	for _, p := range []string{"^(?:a|b?c)$", "党(?:委|支部)$", "^(?:我|全体)", "(?:同志|书记)*$", "^a?$", "学习"} {
		e := NewEdged(MustCompile(p))
		for _, s := range []string{"", "a", "c", "bc", "党支部", "县教育局党委", "同志", "书记", "全体党员", "我校", "学习"} {
			if e.MatchString(s) != e.Regexp.MatchString(s) {
				t.Errorf("%s in %q: got %v", e.Regexp, s, e.MatchString(s))
			}
			if got, want := e.FindStringIndex(s), e.Regexp.FindStringIndex(s); !reflect.DeepEqual(got, want) {
				t.Errorf("%s in %q: got %v, want %v", e.Regexp, s, got, want)
			}
		}
	}
}
