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

// TestHeadLeak: a title that names one unit over a text that another signs.
func TestHeadLeak(t *testing.T) {
	c := load(t)
	for _, tc := range []struct{ text, want string }{
		{"青龙镇中心小学党支部创先争优总结\n一年来，桃溪镇中心小学党支部做了很多事。\n桃溪镇中心小学党支部\n2011年6月1日\n", "青龙镇中心小学"},
		{"桃溪镇中心小学党支部创先争优总结\n一年来，桃溪镇中心小学党支部开展了活动，桃溪镇中心小学党支部做了很多事。\n青龙镇中心小学党支部\n2011年6月1日\n", "青龙镇中心小学"},
		{"中心小学党支部创先争优总结\n一年来，我校做了很多事。\n桃溪镇中心小学党支部\n2011年6月1日\n", ""},
		{"柳河县一中党支部创先争优总结\n一年来，我校做了很多事。\n柳河县第一中学党支部\n2011年6月1日\n", ""},
		{"柳河县第一中学党支部先进事迹\n一年来，该校做了很多事。\n柳河县教育局党委\n2011年6月1日\n", ""},
		{"致全镇党员的倡议书\n同志们：抗旱保苗已经开始。\n中共杨柳镇委员会\n2011年6月1日\n", ""},
	} {
		d := &corpus.Document{Text: tc.text}
		d.Leaks = c.Classify(d).Leaks
		var got []string
		for _, l := range d.Leaks {
			got = append(got, l.Name)
		}
		if strings.Join(got, " ") != tc.want {
			t.Errorf("%s: got %q, want %q", tc.text, got, tc.want)
		}
		if err := d.Check(); err != nil {
			t.Errorf("%s: %v", tc.text, err)
		}
	}
}
