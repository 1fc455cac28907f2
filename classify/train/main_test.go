package main

import (
	"context"
	"testing"

	"wenjian/classify"
)

// TestModelsAreOfToday says that the models in the binary were learned from
// the annotated documents as they are, under the rules as they are.
func TestModelsAreOfToday(t *testing.T) {
	s, err := newSchool(context.Background(), []string{"../../testdata/gold"})
	if err != nil {
		t.Fatal(err)
	}
	have, err := classify.Load()
	if err != nil {
		t.Fatal(err)
	}
	models := have.Models()
	files := models.Files()
	lessons := s.lessons(func(string) bool { return true })
	for name, want := range lessons.Fingerprints() {
		switch m := *files[name]; {
		case m == nil:
			t.Errorf("there is no model %s: run make train", name)
		case m.Fingerprint() != want:
			t.Errorf("model %s was learned from other lessons: run make train", name)
		}
	}
}

// TestTeaching learns from two documents and asks about what they tell.
func TestTeaching(t *testing.T) {
	s, err := newSchool(context.Background(), []string{"../../testdata/gold"})
	if err != nil {
		t.Fatal(err)
	}
	s.pupils = s.pupils[:2]
	l := s.lessons(func(string) bool { return true })
	if len(l.Mentions) < 100 || len(l.Sections) < 2 || len(l.Measures) < 10 || len(l.Norms) != len(l.Measures) {
		t.Fatalf("lessons: %d, %d, %d, %d", len(l.Mentions), len(l.Sections), len(l.Measures), len(l.Norms))
	}
	m := l.Teach()
	right := 0
	for _, e := range l.Measures {
		if best, _ := m.Measures.Best(e.Features); best == e.Labels[0] {
			right++
		}
	}
	if right*10 < len(l.Measures)*9 {
		t.Errorf("of what it learned it knows %d of %d", right, len(l.Measures))
	}
}
