package linear

import (
	"bytes"
	"errors"
	"math/rand/v2"
	"reflect"
	"testing"
)

// examples are sentences of two verbs with noise: the labels follow the verbs.
func examples(n int) []Example {
	rng := rand.New(rand.NewPCG(3, 4))
	var out []Example
	for range n {
		b := &Bag{}
		e := Example{}
		if rng.IntN(2) == 0 {
			b.Grams("c:", "走访慰问", 1, 2)
			e.Labels = append(e.Labels, "visit")
		}
		if rng.IntN(3) == 0 {
			b.Grams("c:", "集中学习", 1, 2)
			e.Labels = append(e.Labels, "study")
		}
		for range 6 {
			b.Add("noise:", string(rune('一'+rng.IntN(60))))
		}
		e.Features = b.Features()
		out = append(out, e)
	}
	return out
}

func TestTrain(t *testing.T) {
	all := examples(600)
	m := Train(all[:400], Options{})
	wrong := 0
	for _, e := range all[400:] {
		s := m.Scores(e.Features, nil)
		for i, l := range m.Labels() {
			has := false
			for _, want := range e.Labels {
				has = has || want == l
			}
			if has != (s[i] > 0.5) {
				wrong++
			}
		}
	}
	if wrong > 4 {
		t.Errorf("%d of 400 decisions wrong", wrong)
	}
	for _, c := range []struct {
		feature Feature
		label   string
		speaks  bool
	}{{Of("c:走访"), "visit", true}, {Of("c:走访"), "study", false}, {Of("c:nothing"), "visit", false}} {
		if got := m.Weight(c.feature, c.label) > 0; got != c.speaks {
			t.Errorf("weight of %d for %s is %v", c.feature, c.label, m.Weight(c.feature, c.label))
		}
	}
}

func TestTrainIsDeterministic(t *testing.T) {
	var one, two bytes.Buffer
	for _, b := range []*bytes.Buffer{&one, &two} {
		if _, err := Train(examples(300), Options{}).WriteTo(b); err != nil {
			t.Fatal(err)
		}
	}
	if !bytes.Equal(one.Bytes(), two.Bytes()) {
		t.Error("the same examples gave two models")
	}
}

func TestParse(t *testing.T) {
	all := examples(300)
	m := Train(all, Options{})
	var b bytes.Buffer
	if _, err := m.WriteTo(&b); err != nil {
		t.Fatal(err)
	}
	back, err := Parse(b.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	if back.Fingerprint() != Fingerprint(all) || !reflect.DeepEqual(back, m) {
		t.Error("a model that was written and read is another one")
	}
	for i := range b.Len() {
		if _, err := Parse(b.Bytes()[:i]); !errors.Is(err, ErrModel) {
			t.Fatalf("the first %d bytes: got %v, want ErrModel", i, err)
		}
	}
}

func TestGrams(t *testing.T) {
	var b Bag
	b.Grams("c:", "党a员\xff", 1, 2)
	want := []Feature{Of("c:党"), Of("c:党a"), Of("c:a"), Of("c:a员"), Of("c:员"), Of("c:员\xff"), Of("c:\xff")}
	if got := b.Features(); !reflect.DeepEqual(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

func FuzzParse(f *testing.F) {
	var b bytes.Buffer
	if _, err := Train(examples(60), Options{}).WriteTo(&b); err != nil {
		f.Fatal(err)
	}
	f.Add(b.Bytes())
	f.Add([]byte(magic))
	f.Fuzz(func(t *testing.T, data []byte) {
		if m, err := Parse(data); err == nil {
			m.Best([]Feature{1, 2, 3})
		} else if !errors.Is(err, ErrModel) {
			t.Errorf("got %v, want ErrModel", err)
		}
	})
}
