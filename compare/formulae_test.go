package compare

import (
	"bytes"
	"iter"
	"testing"
)

const (
	ofTheYear = "稳中求进守住底线把各项民生实事一件一件办好"
	ownWords  = "渔港码头今年新添了三座吊机两条栈桥"
)

// formulaeOf returns the table of texts, each with its author.
func formulaeOf(t testing.TB, texts ...[2]string) ([]byte, *formulae) {
	t.Helper()
	var b bytes.Buffer
	var all iter.Seq2[string, string] = func(yield func(string, string) bool) {
		for _, x := range texts {
			if !yield(x[0], x[1]) {
				return
			}
		}
	}
	if err := WriteFormulae(&b, all); err != nil {
		t.Fatal(err)
	}
	f, err := readFormulae(bytes.NewReader(b.Bytes()))
	if err != nil {
		t.Fatal(err)
	}
	return b.Bytes(), f
}

// found returns the stretches of text that f finds.
func (f *formulae) found(text string) (out []string) {
	s := symbolsOf(text)
	f.find(s, func(from, to int) {
		runes := make([]rune, 0, to-from)
		for _, x := range s[from:to] {
			runes = append(runes, rune(x))
		}
		out = append(out, string(runes))
	})
	return out
}

// TestFormulae: what three authors write, or the centre and one, is a
// formula; what two write, or one writes often, is not.
func TestFormulae(t *testing.T) {
	text := "我们" + ofTheYear + "。" + ownWords
	for _, c := range []struct {
		name    string
		authors []string
		want    bool
	}{
		{"three", []string{"甲", "乙", "丙"}, true},
		{"the centre and one", []string{"", "甲"}, true},
		{"two", []string{"甲", "乙"}, false},
		{"one often", []string{"甲", "甲", "甲", "甲"}, false},
		{"the centre alone", []string{"", ""}, false},
	} {
		var texts [][2]string
		for _, a := range c.authors {
			texts = append(texts, [2]string{a, ofTheYear})
		}
		_, f := formulaeOf(t, texts...)
		got := f.found(text)
		if c.want != (len(got) == 1 && got[0] == ofTheYear) || !c.want && len(got) > 0 {
			t.Errorf("%s: got %q", c.name, got)
		}
	}
}

// TestFormulaeAreNoCopies: two documents share nothing but the centre's
// wording, which the built-in reference knows from reports of many provinces.
func TestFormulaeAreNoCopies(t *testing.T) {
	f, err := builtInFormulae()
	if err != nil {
		t.Fatal(err)
	}
	if got := f.found("坚持以人为本，树立全面、协调、可持续的发展观，促进经济社会和人的全面发展。" + ownWords); len(got) != 1 {
		t.Errorf("got %q, want the centre's sentence alone", got)
	}
}

// FuzzFormulae: any bytes are a table or an error; stretches lie inside, in order.
func FuzzFormulae(f *testing.F) {
	file, _ := formulaeOf(f, [2]string{"甲", ofTheYear}, [2]string{"", ofTheYear})
	f.Add(file, ownWords+ofTheYear+ofTheYear)
	f.Add([]byte(formulaeMagic), "")
	f.Fuzz(func(t *testing.T, file []byte, text string) {
		table, err := readFormulae(bytes.NewReader(file))
		if err != nil {
			return
		}
		s, last := symbolsOf(text), 0
		known := &phrases{formulae: table}
		known.find(s, func(from, to int) {
			if from < last || to <= from || to > len(s) {
				t.Fatalf("[%d, %d) after %d of %d symbols", from, to, last, len(s))
			}
			last = to
		})
	})
}
