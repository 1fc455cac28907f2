package register

import (
	"fmt"
	"strconv"
	"strings"
	"testing"

	"wenjian/corpus"
)

// wholeCounty is the register of a county with names as they collide in life:
// every town has its 中心小学 and 卫生院, villages of two towns share names.
func wholeCounty() []corpus.RegisterEntry {
	out := []corpus.RegisterEntry{{Name: "中共柏川县委"}}
	add := func(superior string, names ...string) {
		for _, n := range names {
			out = append(out, corpus.RegisterEntry{Name: n, Superior: superior})
		}
	}
	add("柏川县委", "柏川县教育局", "柏川县卫生局", "柏川县财政局", "柏川县农业局", "柏川县人民法院", "柏川县公安局", "柏川县总工会", "柏川县供电公司", "柏川县委党校", "柏川县市场监督管理局", "柏川县政务服务中心", "国家税务局柏川分局")
	add("县教育局", "柏川县第一中学", "柏川县第二中学", "柏川县实验小学", "柏川县职业教育中心", "柏川县幼儿园")
	add("柏川县卫生局", "柏川县人民医院", "柏川县中医院", "柏川县疾病预防控制中心")
	for _, town := range []string{"桃溪镇", "青石乡", "柳湾镇", "白河镇", "东风街道"} {
		add("柏川县委", town+"党委")
		add("柏川县教育局", town+"中心小学", town+"初级中学")
		add("柏川县卫生局", town+"卫生院")
		for _, village := range []string{"石桥村", "新民村", town[:len("桃")] + "家村"} {
			add(town+"党委", village+"党支部")
		}
	}
	for i := range out {
		out[i].ID = strconv.Itoa(i + 1)
	}
	return out
}

// printed returns the ways in which documents print the name of a unit.
func printed(e corpus.RegisterEntry) map[string]string {
	host := Host(e.Name)
	out := map[string]string{
		"the name":       e.Name,
		"a branch":       host + "党支部",
		"a committee":    "中国共产党" + host + "委员会",
		"its secretary":  "中共" + host + "支部委员会",
		"county before":  "云岭市柏川县" + strings.TrimPrefix(host, "柏川县"),
		"full width":     "　" + strings.ReplaceAll(e.Name, "一", " 一 "),
		"a second group": host + "第二党支部",
	}
	if rest, ok := strings.CutPrefix(host, "柏川县"); ok {
		out["level word"] = "县" + rest
		out["level and body"] = "县" + rest + "党组"
		out["bare"] = rest
	}
	return out
}

// TestVariants: however a document prints a name, with the superior or the
// folder that says where, it leads to the unit or to nobody, never to another.
func TestVariants(t *testing.T) {
	entries := wholeCounty()
	r := New(entries, Options{})
	found, all := map[string]int{}, map[string]int{}
	for _, e := range entries {
		for way, name := range printed(e) {
			for context, q := range map[string]Query{"superior": {Unit: name, Superior: e.Superior}, "folder": {Unit: name, Path: "报送/" + e.Superior + "/总结.doc"}, "alone": {Unit: name}} {
				l := r.Resolve(q)
				all[way+", "+context]++
				if got, _ := r.Entry(l.Unit); l.Unit == e.ID {
					found[way+", "+context]++
				} else if l.Unit != "" && Key(got.Name) != Key(name) {
					t.Errorf("%+v is %s under %s, want %s under %s (%s)", q, got.Name, got.Superior, e.Name, e.Superior, l.Rule)
				}
			}
		}
	}
	least := map[string]float64{"superior": 1, "folder": 1, "alone": 0.82} // alone, 10 of 56 names are two towns' and more
	for way, n := range all {
		_, context, _ := strings.Cut(way, ", ")
		if share := float64(found[way]) / float64(n); share < least[context] {
			t.Errorf("%s: %s of %d found", way, fmt.Sprintf("%.0f%%", 100*share), n)
		}
	}
}
