package index

import (
	"slices"
	"strings"
	"testing"

	"wenjian/index/query"
)

func TestSuggest(t *testing.T) {
	known := []string{"桃溪镇中心小学党支部", "桃溪镇党委", "石桥镇党委", "县教育局党委"}
	for in, want := range map[string][]string{
		"桃西镇中心小学":    {"桃溪镇中心小学党支部"},
		"桃溪鎮黨委":      {"石桥镇党委"},
		"":           nil,
		"完全不同的名字而已吧": nil,
	} {
		if got := Suggest(in, known, 1); !slices.Equal(got, want) {
			t.Errorf("Suggest(%q) = %v, want %v", in, got, want)
		}
	}
}

func TestCollapse(t *testing.T) {
	hits := []Hit{{ID: "7"}, {ID: "9"}, {ID: "3"}, {ID: "8"}, {ID: "5"}}
	var got []string
	for _, h := range Collapse(hits, map[string]string{"7": "3", "8": "3", "5": "4"}) {
		s := h.ID
		for _, a := range h.Also {
			s += "+" + a.ID
		}
		got = append(got, s)
	}
	if s := strings.Join(got, " "); s != "3+7+8 9 5" {
		t.Errorf("collapsed to %s", s)
	}
}

func TestRelax(t *testing.T) {
	cut := func(s string) []string { return strings.Split(s, "|") }
	for in, want := range map[string]string{
		"小学|创先争优":           `"小学" OR "创先争优"`,
		"小学|创先争优 类型:通知 -会议": `类型:"通知" -"会议" ("小学" OR "创先争优")`,
		"小学":         "",
		"类型:通知":      "",
		"小学 NEAR 党员": "",
		"二〇一〇|年|总结":  `"二〇一〇" OR "总结"`,
	} {
		n, err := query.Parse(in)
		if err != nil {
			t.Fatal(err)
		}
		if got := query.String(Relax(n, cut)); got != want {
			t.Errorf("Relax(%s) = %s, want %s", in, got, want)
		}
	}
}
