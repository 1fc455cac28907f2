package query

import (
	"strings"
	"testing"

	"wenjian/internal/zh"
)

func TestTerms(t *testing.T) {
	for in, want := range map[string]string{
		"":               "",
		"，。 ——“”":        "",
		"黨性，教育":          "党|性|教|育",
		"２０１０年ＱＱ群a4纸3.5": "2010|年|qq|群|a4|纸|3|5",
		"二〇一〇○":          "二|〇|一|〇|〇",
		"𠮷é①ア\xff党":      "𠮷|é①ア|党",
	} {
		if got := strings.Join(TermTexts(in), "|"); got != want {
			t.Errorf("Terms(%q) = %s, want %s", in, got, want)
		}
	}
}

func TestFind(t *testing.T) {
	const text = "黨 性教育；性 、教，性教性教"
	terms := Terms(text)
	for phrase, want := range map[string]string{
		"性教":   "性教|性 、教|性教|性教",
		"性教性":  "性 、教，性|性教性",
		"党性教育": "黨 性教育",
		"教教":   "",
		"":     "",
	} {
		var got []string
		for _, s := range Find(terms, TermTexts(phrase)) {
			got = append(got, s.Of(text))
		}
		if strings.Join(got, "|") != want {
			t.Errorf("Find(%q) = %q, want %s", phrase, got, want)
		}
	}
}

func FuzzContains(f *testing.F) {
	f.Add("黨 性教育；性 、教，性教性教a的", "性教性")
	f.Fuzz(func(t *testing.T, s, p string) {
		phrase := TermTexts(p)
		if got, want := Contains(s, phrase), len(Find(Terms(s), phrase)) > 0; got != want {
			t.Fatalf("Contains(%q, %q) = %v", s, phrase, got)
		}
	})
}

func FuzzTerms(f *testing.F) {
	f.Add("黨性教育，２０１０年ab\xffc")
	f.Fuzz(func(t *testing.T, s string) {
		last := 0
		for _, term := range Terms(s) {
			if term.Start < last || term.Empty() || term.End > len(s) {
				t.Fatalf("term %v of %q out of order", term, s)
			}
			last = term.End
			if got := zh.Fold(term.Of(s)); got != term.Text {
				t.Fatalf("term %q of %q stands for %q", term.Text, s, got)
			}
		}
	})
}
