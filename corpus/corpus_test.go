package corpus

import (
	"encoding/json"
	"errors"
	"math/rand/v2"
	"os"
	"reflect"
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
		"actor":                {Text: "党", Activities: []Activity{{Span: Span{0, 3}, By: by, Status: Held, Actor: "we"}}},
		"negative event":       {Text: "党", Activities: []Activity{{Span: Span{0, 3}, By: by, Status: Held, Event: -1}}},
		"negative number":      {Text: "党", Activities: []Activity{{Span: Span{0, 3}, By: by, Status: Held, Participants: -1}}},
		"citation's rule":      {Text: "党", Citations: []Citation{{Span: Span{0, 3}}}},
		"empty exception":      {Text: "党", Exceptions: []Exception{{By: by}}},
		"contradiction":        {Text: "党", Exceptions: []Exception{{Span: Span{0, 3}, By: by, Others: []Span{{0, 3}, {1, 3}}}}},
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

// docs/format.md names every field of the external form.
func TestExternalIsDocumented(t *testing.T) {
	data, err := os.ReadFile("../docs/format.md")
	if err != nil {
		t.Fatal(err)
	}
	words := make(map[string]bool)
	for _, w := range strings.FieldsFunc(string(data), func(r rune) bool { return r != '_' && (r < 'a' || r > 'z') }) {
		words[w] = true
	}
	var walk func(reflect.Type)
	walk = func(x reflect.Type) {
		for x.Kind() == reflect.Slice || x.Kind() == reflect.Pointer {
			x = x.Elem()
		}
		if x.Kind() != reflect.Struct {
			return
		}
		for i := range x.NumField() {
			name, _, _ := strings.Cut(x.Field(i).Tag.Get("json"), ",")
			if !words[name] {
				t.Errorf("%s.%s: no word about %q", x.Name(), x.Field(i).Name, name)
			}
			walk(x.Field(i).Type)
		}
	}
	walk(reflect.TypeFor[External]())
}

// The external form holds every fact that the document has.
func TestExternalIsWhole(t *testing.T) {
	by := By{Rule: "r", Confidence: 0.5}
	d := Document{
		Text: "七项八个讲党课县委〔2010〕5号", Unit: Unit{Name: "某村", Kind: "村", Level: "村级"},
		Activities: []Activity{{Span: Span{12, 21}, Kind: "讲党课", Status: Held, When: "七一", Place: "礼堂", Actor: ActorOwn, Participants: 40, Event: 3, By: by}},
		Citations:  []Citation{{Span: Span{21, 41}, Title: "意见", Number: "县委〔2010〕5号", Issuer: "县委", By: by}},
		Exceptions: []Exception{{Span: Span{0, 6}, Kind: "count", Others: []Span{{6, 12}}, Says: "说七项，列了八个。", By: by}},
	}
	if err := d.Check(); err != nil {
		t.Fatal(err)
	}
	x := d.External()
	if x.Unit != (ExternalUnit{"某村", "村", "村级"}) {
		t.Errorf("unit %+v", x.Unit)
	}
	if want := (ExternalActivity{"讲党课", Held, "七一", 4, 7, "讲党课", "礼堂", ActorOwn, 40, 3, "r", 0.5}); x.Activities[0] != want {
		t.Errorf("activity %+v, want %+v", x.Activities[0], want)
	}
	if want := (ExternalCitation{"意见", "县委〔2010〕5号", "县委", 7, 17, "县委〔2010〕5号"}); x.Citations[0] != want {
		t.Errorf("citation %+v, want %+v", x.Citations[0], want)
	}
	want := ExternalException{"count", "说七项，列了八个。", 0, 2, "七项", [][2]int{{2, 4}}}
	if !reflect.DeepEqual(x.Exceptions[0], want) {
		t.Errorf("exception %+v, want %+v", x.Exceptions[0], want)
	}
	empty, err := json.Marshal((&Document{}).External())
	if err != nil || strings.Contains(string(empty), "null") {
		t.Errorf("lists of an empty document are not empty lists: %s (%v)", empty, err)
	}
}
