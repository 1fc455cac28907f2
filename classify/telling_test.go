package classify

import (
	"strings"
	"testing"
)

// TestTellings says that every line of tellings.txt names kinds of the
// taxonomy and that no clause stands in it twice.
func TestTellings(t *testing.T) {
	c := load(t)
	lines := 0
	for line := range strings.Lines(tellingsFile) {
		if line = strings.TrimSpace(line); line != "" && !strings.HasPrefix(line, "#") {
			lines++
		}
	}
	all := tellings(tellingsFile)
	if len(all) != lines || lines == 0 {
		t.Fatalf("%d tellings in %d lines", len(all), lines)
	}
	seen := map[string]bool{}
	for _, x := range all {
		if x.clause == "" || seen[x.clause] {
			t.Errorf("%q is empty or stands twice", x.clause)
		}
		seen[x.clause] = true
		for _, k := range x.kinds {
			if _, ok := c.act.kinds.byID[k]; !ok {
				t.Errorf("%s: unknown kind %q", x.clause, k)
			}
		}
	}
}

func FuzzTellings(f *testing.F) {
	f.Add("服务群众+志愿服务\t为老人理发\n# 注\n-\t提高能力")
	f.Add("\t\n+\t\n")
	f.Fuzz(func(t *testing.T, file string) {
		for _, x := range tellings(file) {
			if strings.ContainsRune(x.clause, '\n') {
				t.Errorf("%q holds a line end", x.clause)
			}
		}
	})
}
