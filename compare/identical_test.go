package compare

import (
	"fmt"
	"strings"
	"testing"

	"wenjian/corpus"
)

const reportText = "\n开展情况汇报\n我单位按照上级部署，把学习讨论与岗位练兵结合起来，集中学习十二次，上门走访困难群众四十六户，解决用水难题三件。\n下一步将巩固成果，建立台账。\n"

// Equal texts of different or unknown units are one whole match, of one unit
// its own text; a few words that are equal are no finding.
func TestIdentical(t *testing.T) {
	body := strings.TrimSpace(reportText)
	whole := corpus.Span{Start: 1, End: 1 + len(body)}
	for _, c := range []struct {
		name, text, a, b string
		want             Class
	}{
		{"two units", reportText, "白河镇党委", "青石乡党委", Whole},
		{"units unknown", reportText, "", "", Whole},
		{"one unit unknown", reportText, "白河镇党委", "", Whole},
		{"one unit", reportText, "中共白河镇委员会", "白河镇党委", Self},
		{"a heading", "承诺书\n", "白河镇党委", "青石乡党委", ""},
		{"nothing", "", "", "", ""},
	} {
		r, err := Compare(t.Context(), []Text{{Source: "a", Unit: c.a, Text: c.text}, {Source: "b", Unit: c.b, Text: c.text}}, Options{})
		if err != nil {
			t.Fatal(err)
		}
		if c.want == "" {
			if len(r.Matches) > 0 {
				t.Errorf("%s: matches %+v", c.name, r.Matches)
			}
			continue
		}
		if len(r.Matches) != 1 || r.Matches[0].Class != c.want || r.Matches[0].SpanA != whole || r.Matches[0].SpanB != whole || r.Matches[0].Bits <= 0 {
			t.Errorf("%s: matches %+v, want one %s of %v", c.name, r.Matches, c.want, whole)
		}
	}
}

// Many equal texts stay linear: each is matched with the earliest.
func TestManyIdentical(t *testing.T) {
	for n, want := range map[int]int{identicalPairs: identicalPairs * (identicalPairs - 1) / 2, 40: 39} {
		var texts []Text
		for i := range n {
			texts = append(texts, Text{Source: fmt.Sprintf("%03d", i), Unit: fmt.Sprintf("第%d中学", i), Date: "2010", Text: reportText})
		}
		r, err := Compare(t.Context(), texts, Options{})
		if err != nil || len(r.Matches) != want {
			t.Errorf("%d equal texts: %d matches (%v), want %d", n, len(r.Matches), err, want)
		}
		for _, m := range r.Matches {
			if m.Class != Whole || m.A >= m.B {
				t.Errorf("match %+v", m)
			}
		}
	}
}
