package compare

import (
	"strings"
	"testing"
)

// The owner decides whose text is whose: one unit under two names copies from
// itself, two units of one name copy from each other.
func TestOwner(t *testing.T) {
	shared := "组织党员到敬老院走访慰问老人，帮助打扫院落、整理内务，送去米面油等生活用品，并与老人拉家常、听取意见，约定每月上门一次。"
	text := func(unit, owner, date, own string) Text {
		return Text{ID: date, Source: date, Unit: unit, Owner: owner, Date: date, Text: strings.Repeat(own, 6) + shared}
	}
	for _, c := range []struct {
		name        string
		a, b        string // units
		ownA, ownB  string
		self        bool
		ids, differ bool
	}{
		{"two names of one unit", "县税务局", "柏川国税分局", "7", "7", true, true, false},
		{"one name, two units", "中心小学", "中心小学", "7", "8", false, false, true},
		{"without a register", "中心小学", "中心小学党支部", "", "", true, true, false},
		{"one of them is not linked", "柏川县教育局", "县教育局", "7", "", true, false, false},
	} {
		texts := []Text{text(c.a, c.ownA, "2010-01-01", "春天我们修了东边的路。"), text(c.b, c.ownB, "2010-02-01", "秋天大家种了西山的树。")}
		r, err := Compare(t.Context(), texts, Options{})
		if err != nil {
			t.Fatal(err)
		}
		if len(r.Matches) == 0 {
			t.Fatalf("%s: no match", c.name)
		}
		for _, m := range r.Matches {
			if (m.Class == Self) != c.self {
				t.Errorf("%s: %s", c.name, m.Class)
			}
		}
		ids, _ := unitIDs(texts, []int{0, 1})
		if c.ids && ids[0] != ids[1] || c.differ && ids[0] == ids[1] {
			t.Errorf("%s: numbers %v", c.name, ids)
		}
	}
}

// TestTelling: dropping owners that the names imply changes no answer.
func TestTelling(t *testing.T) {
	var texts []Text
	for _, u := range [][2]string{
		{"中共桃溪镇委员会", "1"}, {"桃溪镇党委", "1"}, {"桃溪镇", ""}, {"柏川县教育局", "2"}, {"县教育局党组", "2"}, {"青泥县教育局", ""},
		{"中心小学", "3"}, {"中心小学", "4"}, {"中心小学党支部", ""}, {"县国税局", "5"}, {"国税分局", "5"}, {"白河镇卫生院", "6"}, {"", "6"}, {"", ""}, {"光明小学", "7"},
	} {
		texts = append(texts, Text{Unit: u[0], Owner: u[1]})
	}
	short := telling(texts)
	kept := ""
	for i := range texts {
		kept += short[i].Owner
		for j := range texts {
			if i != j && sameOwner(&texts[i], &texts[j]) != sameOwner(&short[i], &short[j]) {
				t.Errorf("%+v and %+v", texts[i], texts[j])
			}
		}
	}
	if kept != "22345566" {
		t.Errorf("owners %s are kept", kept)
	}
	if n := len(telling(nil)); n != 0 {
		t.Error(n)
	}
}
