package compare

import (
	"bytes"
	"testing"

	"wenjian/internal/concept"
)

func packed(t testing.TB, s string) concept.Word {
	t.Helper()
	w, ok := concept.Pack(s)
	if !ok {
		t.Fatalf("%s is no word", s)
	}
	return w
}

// TestWeights: what all reports say and what everybody says tells little.
func TestWeights(t *testing.T) {
	w, err := builtInWeights()
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ usual, telling string }{{"党员", "接骨"}, {"我们", "渔网"}, {"于是", "磨坊"}, {"学习", "唢呐"}} {
		if x, y := w.bits(packed(t, c.usual), 2), w.bits(packed(t, c.telling), 2); x >= y {
			t.Errorf("%s tells %.1f bits, %s %.1f", c.usual, x, c.telling, y)
		}
	}
}

func TestWriteWeights(t *testing.T) {
	words := map[concept.Word]WordWeight{packed(t, "茶园"): {Frequency: 7, Documents: 2}, packed(t, "水渠"): {Frequency: 3}, packed(t, "茶"): {Documents: 9}}
	var b bytes.Buffer
	if err := WriteWeights(&b, 100, 9, words); err != nil {
		t.Fatal(err)
	}
	file := b.Bytes()
	w, err := readWeights(bytes.NewReader(file))
	if err != nil {
		t.Fatal(err)
	}
	for word, want := range words {
		if got := w.words[word]; got != want {
			t.Errorf("got %+v, want %+v", got, want)
		}
	}
	if _, err := readWeights(bytes.NewReader(file[:len(file)/2])); err == nil {
		t.Error("half a file: no error")
	}
}

// FuzzReadWeights: bytes that are no table are an error, never a panic.
func FuzzReadWeights(f *testing.F) {
	var b bytes.Buffer
	if err := WriteWeights(&b, 100, 9, map[concept.Word]WordWeight{packed(f, "茶园"): {Frequency: 7, Documents: 2}}); err != nil {
		f.Fatal(err)
	}
	f.Add(b.Bytes())
	f.Add([]byte(weightsMagic))
	tea := packed(f, "茶园")
	f.Fuzz(func(_ *testing.T, data []byte) {
		if w, err := readWeights(bytes.NewReader(data)); err == nil {
			w.bits(tea, 2)
		}
	})
}
