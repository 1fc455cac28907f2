package classify

import (
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"wenjian/corpus"
)

// docBlock is a block of YAML whose first line names its file.
var docBlock = regexp.MustCompile("(?s)```yaml\n# ([a-z]+\\.yaml)\n(.*?)```")

// TestRulesDoc runs the worked example of docs/rules.md: it loads as a site's
// files, and each sentence it carries is found, or not found, as it says.
func TestRulesDoc(t *testing.T) {
	text, err := os.ReadFile("../docs/rules.md")
	if err != nil {
		t.Fatal(err)
	}
	site := fstest.MapFS{}
	for _, m := range docBlock.FindAllStringSubmatch(string(text), -1) {
		site[m[1]] = &fstest.MapFile{Data: []byte(m[2])}
	}
	if len(site) < 4 {
		t.Fatalf("docs/rules.md shows %d files, want 4", len(site))
	}
	c, err := LoadWith(site)
	if err != nil {
		t.Fatal(err)
	}
	check := func(list *list, id string, has func(id, sentence string) bool) {
		t.Helper()
		row, ok := list.row(id)
		if !ok {
			t.Fatalf("%s: no %s", list.name, id)
		}
		for _, s := range row.Match {
			if !has(id, s) {
				t.Errorf("%s: %s is not found in %s", list.name, id, s)
			}
		}
		for _, s := range row.NoMatch {
			if has(id, s) {
				t.Errorf("%s: %s is wrongly found in %s", list.name, id, s)
			}
		}
	}
	check(&c.know.activities, "义务护林", c.hasActivity)
	check(&c.know.sections, "practice", c.hasSection)
	check(&c.know.units, "事业单位", func(id, name string) bool {
		return c.isUnitName(name) && c.docs.units.kindOf(name) == id
	})
	check(&c.know.measures, "巡护林班数", func(id, s string) bool {
		plain := strings.NewReplacer("[", "", "]", "").Replace(s)
		return slices.ContainsFunc(read(c, plain+"。").Figures, func(f corpus.Figure) bool { return f.Measure == id })
	})
	if got := read(c, "北山护林站总结\n").Kind.Value; got != "工作总结" {
		t.Errorf("the site's files change the kind of a summary to %q", got)
	}
}
