package corpus

import (
	"errors"
	"math/rand/v2"
	"strings"
	"testing"
	"unicode/utf8"
)

// TestApply edits texts at random many times over and rebuilds the first one
// from what is left: nothing may be lost, doubled or misplaced.
func TestApply(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	letters := []rune("党支部a，\n。")
	random := func(n int) string {
		var b strings.Builder
		for range n {
			b.WriteRune(letters[rng.IntN(len(letters))])
		}
		return b.String()
	}
	for range 3000 {
		first := random(rng.IntN(30))
		text, removals := first, []Removal(nil)
		for range 5 {
			var err error
			text, removals, err = Apply(text, removals, randomEdits(rng, text, random))
			if err != nil {
				t.Fatal(err)
			}
			if got := Original(text, removals); got != first {
				t.Fatalf("original %q, rebuilt %q from %q with %v", first, got, text, removals)
			}
			if err := (&Document{Text: text, Removals: removals}).Check(); err != nil {
				t.Fatal(err)
			}
		}
	}
}

func randomEdits(rng *rand.Rand, text string, random func(int) string) []Edit {
	var edits []Edit
	at := 0
	for at < len(text) && rng.IntN(4) > 0 {
		start := at + rng.IntN(len(text)-at+1)
		end := start + rng.IntN(len(text)-start+1)/2
		for !onRune(text, start) {
			start++
		}
		for end < start || !onRune(text, end) {
			end++
		}
		e := Edit{Span: Span{start, end}, Why: "test"}
		if rng.IntN(2) == 0 {
			e.New = random(rng.IntN(3))
		}
		edits = append(edits, e)
		at = max(end, start+1)
	}
	return edits
}

func TestApplyRefusesDisorder(t *testing.T) {
	if _, _, err := Apply("abcdef", nil, []Edit{{Span: Span{3, 4}}, {Span: Span{1, 2}}}); !errors.Is(err, errEdits) {
		t.Errorf("got %v, want errEdits", err)
	}
}

func TestCheckRefuses(t *testing.T) {
	by := By{Rule: "r", Confidence: 1}
	for name, d := range map[string]Document{
		"invalid utf-8":        {Text: "\xff"},
		"span past the end":    {Text: "党", Leaks: []Leak{{Span: Span{0, 4}, By: by}}},
		"span cuts a rune":     {Text: "党", Figures: []Figure{{Span: Span{0, 1}, By: by}}},
		"empty fact":           {Text: "党", Persons: []Person{{By: by}}},
		"no rule":              {Text: "党", Persons: []Person{{Span: Span{0, 3}}}},
		"confidence":           {Text: "党", Kind: Label{By: By{Confidence: 1.5}}},
		"status":               {Text: "党", Activities: []Activity{{Span: Span{0, 3}, By: by, Status: "done"}}},
		"tokens overlap":       {Text: "党员", Tokens: []Token{{Span{0, 6}}, {Span{3, 6}}}},
		"sentences disorder":   {Text: "党员", Sentences: []Span{{3, 6}, {0, 3}}},
		"parent after child":   {Text: "党", Sections: []Section{{Span: Span{0, 3}, Parent: 0}}},
		"child outside":        {Text: "党员", Sections: []Section{{Span: Span{0, 3}, Parent: -1}, {Span: Span{3, 6}, Parent: 0}}},
		"heading outside":      {Text: "党员", Sections: []Section{{Span: Span{0, 3}, Heading: Span{3, 6}, Parent: -1}}},
		"removals overlap":     {Text: "党员", Removals: []Removal{{At: Span{0, 6}}, {At: Span{3, 3}}}},
		"label outside":        {Text: "党", Title: Label{Evidence: Span{0, 9}}},
		"unit evidence inside": {Text: "党", Unit: Unit{Evidence: Span{1, 3}}},
	} {
		if err := d.Check(); !errors.Is(err, ErrCheck) {
			t.Errorf("%s: got %v, want ErrCheck", name, err)
		}
	}
}

func TestCodePoints(t *testing.T) {
	text := strings.Repeat("党a，", 400) + "末"
	c := NewCodePoints(text)
	n := 0
	for i := range text {
		if got := c.At(i); got != n {
			t.Fatalf("At(%d) = %d, want %d", i, got, n)
		}
		if got := c.Byte(n); got != i {
			t.Fatalf("Byte(%d) = %d, want %d", n, got, i)
		}
		n++
	}
	if c.At(len(text)) != utf8.RuneCountInString(text) || c.Byte(n) != len(text) || c.Byte(n+9) != len(text) {
		t.Error("the end is not the end")
	}
	if e := NewCodePoints(""); e.At(0) != 0 || e.Byte(0) != 0 {
		t.Error("empty text")
	}
}

func TestExternalCountsCodePoints(t *testing.T) {
	v := Document{
		Text: "我校捐款XX元", Activities: []Activity{{Span: Span{6, 12}, Kind: "捐款捐物", Status: Held}},
		Figures: []Figure{{Span: Span{12, 17}, Masked: true}},
	}
	x := v.External()
	if a := x.Activities[0]; a.Start != 2 || a.End != 4 || a.Quote != "捐款" {
		t.Errorf("activity %+v", a)
	}
	if x.Figures[0].Value != nil {
		t.Error("a masked figure has no value")
	}
}
