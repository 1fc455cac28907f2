package classify

import (
	"bufio"
	"os"
	"strings"
	"testing"

	"wenjian/corpus"
)

// A unitCase is one invented text with what a careful reader knows of its
// unit. Cases stand in testdata/units.txt:
//
//	# 国税局 讲话, officer under the title
//	unit: 白石县国家税务局党组 | 垂管 | 县
//	text, up to the next line that begins with #
type unitCase struct {
	name, unit, kind, level, text string
}

func unitCases(t testing.TB) []unitCase {
	t.Helper()
	f, err := os.Open("testdata/units.txt")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var out []unitCase
	s := bufio.NewScanner(f)
	for n := 1; s.Scan(); n++ {
		line := s.Text()
		if name, ok := strings.CutPrefix(line, "# "); ok {
			out = append(out, unitCase{name: name})
			continue
		}
		if len(out) == 0 {
			t.Fatalf("testdata/units.txt:%d: text before the first case", n)
		}
		c := &out[len(out)-1]
		if want, ok := strings.CutPrefix(line, "unit: "); ok && c.text == "" {
			parts := strings.Split(want, "|")
			if len(parts) != 3 {
				t.Fatalf("testdata/units.txt:%d: want name | kind | level", n)
			}
			c.unit, c.kind, c.level = strings.TrimSpace(parts[0]), strings.TrimSpace(parts[1]), strings.TrimSpace(parts[2])
			continue
		}
		c.text += line + "\n"
	}
	if err := s.Err(); err != nil {
		t.Fatal(err)
	}
	return out
}

// TestUnits reads every case: name, kind and level of the unit.
func TestUnits(t *testing.T) {
	c := load(t)
	for _, tc := range unitCases(t) {
		t.Run(tc.name, func(t *testing.T) {
			u := c.Classify(&corpus.Document{Text: tc.text}).Unit
			if u.Name != tc.unit || u.Kind != tc.kind {
				t.Errorf("got %s | %s (rule %s), want %s | %s", u.Name, u.Kind, u.Rule, tc.unit, tc.kind)
			}
			if u.Level != tc.level {
				t.Errorf("%s: level %q, want %q", u.Name, u.Level, tc.level)
			}
		})
	}
}
