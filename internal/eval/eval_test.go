package eval

import (
	"errors"
	"slices"
	"testing"
	"testing/fstest"

	"wenjian/corpus"
)

// The blocks are those Python's difflib.SequenceMatcher(None, a, b,
// autojunk=False) returns for the same strings.
func TestMatchingBlocks(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want []block
	}{
		{"", "", nil},
		{"abxcd", "abcd", []block{{0, 0, 2}, {3, 2, 2}}},
		{"qabxcd", "abycdf", []block{{1, 0, 2}, {4, 3, 2}}},
		{"党课三次", "讲党课共三次", []block{{0, 1, 2}, {2, 4, 2}}},
		{"aaaa", "aa", []block{{0, 0, 2}}},
	} {
		if got := matchingBlocks([]rune(c.a), []rune(c.b)); !slices.Equal(got, c.want) {
			t.Errorf("%q %q: got %v, want %v", c.a, c.b, got, c.want)
		}
	}
}

func TestAlignSkipsWhiteSpaceAndNoise(t *testing.T) {
	m := align("讲了党课", "导航\n讲了\n党课")
	if want := []int{3, 4, 6, 7, none}; !slices.Equal(m, want) {
		t.Errorf("got %v, want %v", m, want)
	}
}

func TestUnitNorm(t *testing.T) {
	for _, c := range []struct{ a, b string }{
		{"中共石桥镇委员会", "石桥镇党委"}, {"中国共产党石桥镇委员会", "石桥镇党委"}, {"中共石桥中学支部委员会", "石桥中学党支部"}, {"石桥“镇” 党委", "石桥镇党委"},
	} {
		if unitNorm(c.a) != unitNorm(c.b) {
			t.Errorf("%s and %s should be one unit", c.a, c.b)
		}
	}
	if unitNorm("石桥镇党委") == unitNorm("石桥镇党支部") {
		t.Error("a committee is no branch")
	}
}

func example() (Case, corpus.External) {
	text := "甲镇党委总结\n一、做法\n组织学习3次，讲党课。\n甲镇党委\n2010年8月1日\n"
	three, annotated := 3.0, Number(3)
	g := Gold{ID: "a", Kind: "工作总结", Unit: "甲镇党委", UnitKind: "乡镇街道", Date: "2010-08-01", Text: text}
	g.Headings = []GoldHeading{{GoldSpan{7, 11, "一、做法"}, 1, "practice"}}
	g.Activities = []GoldActivity{{GoldSpan{12, 18, "组织学习3次"}, "学习培训", corpus.Held}, {GoldSpan{19, 22, "讲党课"}, "讲党课", corpus.Held}}
	g.Figures = []GoldFigure{{GoldSpan{16, 18, "3次"}, "学习次数", &annotated, false, false}}
	x := corpus.External{
		Title: "甲镇党委总结", Kind: "工作总结", Unit: corpus.ExternalUnit{Name: "中共甲镇委员会", Kind: "乡镇街道"}, Date: "2010-08-01", Text: text,
		Sections:   []corpus.ExternalSection{{Kind: "practice", Kinds: []string{"practice"}, Level: 1, Heading: "一、做法", Start: 7, End: 23, Parent: -1}},
		Activities: []corpus.ExternalActivity{{Kind: "学习培训", Status: corpus.Held, Start: 12, End: 18}, {Kind: "讲党课", Status: corpus.Planned, Start: 19, End: 22}, {Kind: "宣传", Status: corpus.Held, Start: 0, End: 2}},
		Figures:    []corpus.ExternalFigure{{Measure: "会议次数", Value: &three, Start: 16, End: 18}},
	}
	return Case{Name: "a", Docs: []Gold{g}}, x
}

func TestScore(t *testing.T) {
	c, x := example()
	r := Score([]Case{c}, map[string][]corpus.External{"a": {x}})
	for m, want := range map[string]Count{
		"split": {1, 0, 0}, "doc_kind": {1, 0, 0}, "doc_unit": {1, 0, 0}, "doc_unit_kind": {1, 0, 0}, "doc_date": {1, 0, 0},
		"headings": {1, 0, 0}, "section_kind": {1, 0, 0}, "level": {1, 0, 0}, "activities": {2, 1, 0}, "activity_status": {1, 2, 1},
		"activity_doc": {1, 2, 1}, "figures": {1, 0, 0}, "figure_measure": {0, 1, 1}, "noise": {0, 0, 0},
	} {
		if got := *r.Counts[m]; got != want {
			t.Errorf("%s: got %+v, want %+v", m, got, want)
		}
	}
	if len(r.Errors) != 3 { // a wrong activity, a wrong status, a wrong measure
		t.Errorf("errors %v", r.Errors)
	}
}

func TestScoreMissingDocument(t *testing.T) {
	c, _ := example()
	r := Score([]Case{c}, nil)
	if got := *r.Counts["activities"]; got != (Count{0, 0, 2}) {
		t.Errorf("activities %+v", got)
	}
	if got := r.Counts["doc_kind"].F1(); got != 0 {
		t.Errorf("doc_kind %v", got)
	}
}

func TestLoad(t *testing.T) {
	if _, err := Load(fstest.MapFS{"floors.json": {Data: []byte("{}")}}); !errors.Is(err, ErrNoGold) {
		t.Errorf("got %v, want ErrNoGold", err)
	}
	if _, err := Load(fstest.MapFS{"a.json": {Data: []byte("{")}, "a.txt": {}}); err == nil {
		t.Error("broken JSON is no gold")
	}
	cases, err := Load(fstest.MapFS{"a.json": {Data: []byte(`[{"id":"a","text":"甲","figures":[{"value":"3-5"},{"value":null}]}]`)}, "a.txt": {Data: []byte("甲")}})
	if err != nil || len(cases) != 1 || cases[0].Docs[0].Text != "甲" {
		t.Errorf("got %v, %v", cases, err)
	}
}
