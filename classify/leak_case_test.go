package classify

import (
	"os"
	"strings"
	"testing"

	"wenjian/corpus"
)

// TestLeakCases reads testdata/leaks.txt: texts with a gap (%), and sentences
// to stand there, with every leak in [[ ]]; a sentence without is one in which
// another body is named with good reason.
func TestLeakCases(t *testing.T) {
	c := load(t)
	data, err := os.ReadFile("testdata/leaks.txt")
	if err != nil {
		t.Fatal(err)
	}
	for _, block := range strings.Split("\n"+string(data), "\n# ")[1:] {
		title, rest, _ := strings.Cut(block, "\n")
		frame, sentences, _ := strings.Cut(rest, "\n- ")
		for _, s := range strings.Split(sentences, "\n- ") {
			var want, got []string
			for _, p := range strings.Split(s, "[[")[1:] {
				name, _, _ := strings.Cut(p, "]]")
				want = append(want, name)
			}
			plain := strings.NewReplacer("[[", "", "]]", "").Replace(strings.TrimSpace(s))
			d := &corpus.Document{Text: strings.Replace(frame, "%", plain, 1)}
			d.Leaks = c.Classify(d).Leaks
			for _, x := range d.Leaks {
				got = append(got, x.Name)
			}
			if w, g := strings.Join(want, " "), strings.Join(got, " "); w != g {
				t.Errorf("%s: %s: got %q, want %q", title, plain, g, w)
			}
			if err := d.Check(); err != nil {
				t.Errorf("%s: %s: %v", title, plain, err)
			}
		}
	}
}
