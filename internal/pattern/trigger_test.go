package pattern

import (
	"reflect"
	"regexp"
	"regexp/syntax"
	"slices"
	"strings"
	"testing"
)

// TestTriggers says that a pattern is called up where all its literals stand,
// and only there.
func TestTriggers(t *testing.T) {
	ps := []string{`走访.{0,9}户`, `慰问|走访`, `[0-9]+次`, `.+`, `党员.*(?:会议|大会)`, `𠮷野.家`}
	can, err := NewTriggers(ps)
	if err != nil {
		t.Fatal(err)
	}
	for text, want := range map[string][]int{
		"":                      {3},
		"走访了困难群众":               {1, 3},
		"走访了12户":                {0, 1, 3},
		"召开党员会议,学习2次":           {2, 3, 4},
		"党员会":                   {3},
		"\xff走访\xe8\xb5户\xff次":  {0, 1, 3},
		"在𠮷野之家":                 {3, 5},
		strings.Repeat("走", 40): {3},
	} {
		if got := can.In(text); !reflect.DeepEqual(got, want) {
			t.Errorf("%q: got %v, want %v", text, got, want)
		}
		seen := can.Mark(nil, text)
		for i := range ps {
			if seen[i] != (len(want) > 0 && slices.Contains(want, i)) {
				t.Errorf("%q: pattern %d marked %v", text, i, seen[i])
			}
		}
	}
	if at := can.Last("走访慰问走"); at != strings.Index("走访慰问走", "慰") {
		t.Errorf("the last literal is at %d", at)
	}
}

// FuzzTriggers: no pattern that matches is left out, and what is told from the
// literals alone (Tests of a plain expression) matches.
func FuzzTriggers(f *testing.F) {
	f.Add(`走访.{0,9}户|学习`, "走访了12户")
	f.Add(`党员(?:会议|大会)`, "党员大会")
	f.Fuzz(func(t *testing.T, expr, text string) {
		if len(expr) > 200 || len(text) > 500 {
			return
		}
		if _, err := syntax.Parse(expr, syntax.Perl); err != nil {
			return
		}
		plain, err := regexp.Compile(expr)
		if err != nil {
			return
		}
		var set TestSet
		tests := set.Add([]*Regexp{MustCompile(expr)})
		can, err := NewTriggers(set.Patterns)
		if err != nil {
			t.Fatal(err)
		}
		if got, want := tests.Match(can.Mark(nil, text), text), plain.MatchString(text); got != want {
			t.Fatalf("%s in %q: got %v, want %v", expr, text, got, want)
		}
	})
}
