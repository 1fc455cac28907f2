package pattern

import "testing"

func TestChoice(t *testing.T) {
	few, many := NewChoice([]*Regexp{MustCompile("走访|慰问.*户")}), NewChoice([]*Regexp{MustCompile("走访|慰问.*户|学习|[0-9]+次"), MustCompile("^支部|培训$"), MustCompile("捐款")})
	if few.can != nil || many.can == nil {
		t.Fatal("the few are to be asked one by one, the many by a walk")
	}
	for _, c := range []struct {
		text      string
		few, many bool
	}{{"走访", true, true}, {"慰问12户", true, true}, {"慰问", false, false}, {"3次", false, true}, {"支部", false, true}, {"党支部", false, false}, {"培训", false, true}, {"培训班", false, false}, {"", false, false}} {
		if few.Match(c.text) != c.few || many.Match(c.text) != c.many {
			t.Errorf("%s: %v and %v, want %v and %v", c.text, few.Match(c.text), many.Match(c.text), c.few, c.many)
		}
	}
	if (Choice{}).Match("走访") || !(Choice{}).None() || many.None() {
		t.Error("nothing to match")
	}
}
