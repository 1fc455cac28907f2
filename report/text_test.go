package report

import (
	"strings"
	"testing"
)

func TestWidth(t *testing.T) {
	for s, want := range map[string]int{
		"":          0,
		"abc":       3,
		"党课":        4,
		"ＡＢ１":       6,  // full-width
		"ｶﾅ":        2,  // half-width
		"（“党课”）":    10, // quotes are ambiguous: one cell
		"𠮷":         2,  // astral
		"e\u0301":   1,  // combining accent
		"a\u200bb":  2,  // zero-width space
		"—…·":       3,
		"\x1b[31m红": 6, // the escape byte itself takes no cell
	} {
		if got := Width(s); got != want {
			t.Errorf("Width(%q) = %d, want %d", s, got, want)
		}
	}
}

func TestWriteTextFits(t *testing.T) {
	table := Table{
		Title:   "表",
		Columns: []Column{{"材料", Text}, {"原文", Text}, {"上级要求份数", Count}},
		Rows: [][]Cell{
			{{Value: "县医院党委创先争优活动阶段总结"}, {Value: "在县委的正确领导下，认真开展了各项工作"}, {Value: 12}},
			{{Value: "短"}, {}, {Value: 3456}},
		},
	}
	for _, limit := range []int{0, 60, 41, 40, 24, 5} {
		var b strings.Builder
		if err := WriteText(&b, table, limit); err != nil {
			t.Fatal(err)
		}
		lines := strings.Split(strings.TrimSpace(b.String()), "\n")[2:]
		whole := 0 // cells of the rule, which spans all columns
		for _, l := range lines {
			if strings.HasPrefix(l, "─") {
				whole = Width(l)
			}
		}
		for _, l := range lines {
			if Width(l) > whole {
				t.Errorf("limit %d: %q is wider than its rule", limit, l)
			}
			if strings.HasSuffix(l, "12") || strings.HasSuffix(l, "3456") {
				if Width(l) != whole {
					t.Errorf("limit %d: %q does not end at cell %d", limit, l, whole)
				}
			}
		}
		if limit >= 24 && whole > limit {
			t.Errorf("limit %d: table is %d cells wide", limit, whole)
		}
	}
}

func TestHeadingsBreak(t *testing.T) {
	table := Table{Title: "表", Columns: []Column{{"活动", Text}, {"已开展单位", Count}, {"计划", Count}}, Rows: [][]Cell{{{Value: "讲党课"}, {Value: 3}, {Value: 12345}}}}
	var b strings.Builder
	if err := WriteText(&b, table, 19); err != nil {
		t.Fatal(err)
	}
	const want = `表

        已开
        展单
活动      位   计划
──────  ────  ─────
讲党课     3  12345
`
	if b.String() != want {
		t.Errorf("got\n%s\nwant\n%s", b.String(), want)
	}
}

func TestExcerpt(t *testing.T) {
	text := "第一行\n" + strings.Repeat("长", 40) + "杏花村" + strings.Repeat("尾", 40) + "\n末行"
	i := strings.Index(text, "杏花村")
	got := excerpt(text, i, i+9)
	if want := strings.Repeat("长", 20) + "杏花村" + strings.Repeat("尾", 20); got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if got := excerpt(text, 0, 9); got != "第一行" {
		t.Errorf("got %q", got)
	}
	for _, bad := range [][2]int{{-1, 3}, {5, 2}, {0, 1 << 20}} {
		if got := excerpt(text, bad[0], bad[1]); got != "" {
			t.Errorf("%v: got %q", bad, got)
		}
	}
}
