package linear

import (
	"encoding/json"
	"errors"
	"testing"
)

// spoken is an example of words.
func spoken(words string, labels ...string) Example {
	var b Bag
	b.Grams("", words, 1, 2)
	return Example{Features: b.Features(), Labels: labels}
}

func taughtModel() *Model {
	var all []Example
	for range 5 {
		all = append(all, spoken("看望老人", "走访"), spoken("看望病人", "走访"), spoken("讲党课", "党课"), spoken("听党课", "党课"), spoken("天气晴好"))
	}
	return Train(all, Options{})
}

func TestAdapt(t *testing.T) {
	m := taughtModel()
	site := []Example{spoken("巡河护堤", "巡河"), spoken("天气转凉"), spoken("到老人家里坐坐", "走访"), spoken("看望教练")}
	d := m.Adapt(site)
	if again := m.Adapt(site); again.Lessons != d.Lessons || len(again.Weights) != len(d.Weights) {
		t.Error("the same examples gave something else")
	}
	data, err := json.Marshal(d)
	if err != nil {
		t.Fatal(err)
	}
	var back Delta
	if err := json.Unmarshal(data, &back); err != nil {
		t.Fatal(err)
	}
	out, err := m.Plus(back)
	if err != nil {
		t.Fatal(err)
	}
	if out.Fingerprint() == m.Fingerprint() {
		t.Error("the fingerprint says nothing of what was learned")
	}
	for k, e := range site {
		for i, p := range out.Scores(e.Features, nil) {
			want := len(e.Labels) == 1 && e.Labels[0] == out.Labels()[i]
			if (p > 0.5) != want {
				t.Errorf("example %d: %s %.2f", k, out.Labels()[i], p)
			}
		}
	}
	for words, want := range map[string]string{"看望老人": "走访", "讲党课": "党课", "巡河护堤坝": "巡河"} {
		if got, p := out.Best(spoken(words).Features); got != want || p < 0.5 {
			t.Errorf("%s: %s %.2f, want %s", words, got, p, want)
		}
	}
	if _, p := m.Best(spoken("看望教练").Features); p < 0.5 {
		t.Error("the model itself changed")
	}
}

func TestPlusRefuses(t *testing.T) {
	m := taughtModel()
	if _, err := m.Plus(Delta{Base: "another"}); !errors.Is(err, ErrModel) {
		t.Errorf("a delta of another model: %v", err)
	}
	if _, err := m.Plus(Delta{Base: m.Fingerprint(), Weights: map[string]map[Feature]float64{"没有": {1: 1}}}); !errors.Is(err, ErrModel) {
		t.Errorf("a label nobody knows: %v", err)
	}
}
