package classify

import (
	"os"
	"regexp"
	"testing"
	"testing/fstest"
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
	failed, _ := c.FailedExamples()
	for _, e := range failed {
		t.Errorf("%s: %s in %q: want %v, found %v", e.File, e.ID, e.Sentence, e.Want, e.Found)
	}
	for _, l := range []struct {
		list *list
		id   string
	}{{&c.know.activities, "义务护林"}, {&c.know.units, "事业单位"}, {&c.know.sections, "practice"}, {&c.know.measures, "巡护地块数"}} {
		if row, ok := l.list.row(l.id); !ok || len(row.Match) == 0 || !l.list.own[l.id] {
			t.Errorf("the example has no %s", l.id)
		}
	}
	if !c.isUnitName("白石县北山护林站") {
		t.Error("no text is believed to be signed by the new kind of unit")
	}
	if got := read(c, "北山护林站总结\n").Kind.Value; got != "工作总结" {
		t.Errorf("the site's files change the kind of a summary to %q", got)
	}
}
