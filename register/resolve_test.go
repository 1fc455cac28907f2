package register

import (
	"strconv"
	"testing"

	"wenjian/corpus"
)

// county is a register as an office keeps it: some names whole, some short.
func county() []corpus.RegisterEntry {
	entries := []corpus.RegisterEntry{
		{Name: "中共柏川县委", Kind: "县级党委"},
		{Name: "柏川县教育局", Superior: "中共柏川县委", Aliases: []string{"县教体局"}, Former: []string{"柏川县文教局"}, Kind: "机关"},
		{Name: "柏川县卫生局", Superior: "柏川县委", Kind: "机关"},
		{Name: "桃溪镇党委", Superior: "柏川县委", Kind: "乡镇"},
		{Name: "青石乡党委", Superior: "中共柏川县委员会", Kind: "乡镇"},
		{Name: "柏川县第二中学", Superior: "县教育局", Kind: "中小学"},
		{Name: "桃溪镇中心小学", Superior: "柏川县教育局", Kind: "中小学"},
		{Name: "青石乡中心小学", Superior: "柏川县教育局", Kind: "中小学"},
		{Name: "柳湾村党支部", Superior: "桃溪镇党委", Kind: "村"},
		{Name: "石桥村党支部", Superior: "桃溪镇", Kind: "村"},
		{Name: "石桥村党支部", Superior: "青石乡", Kind: "村"},
		{Name: "柏川县教育局机关党支部", Superior: "柏川县教育局"},
		{Name: "县财政局", Superior: "柏川县委"},
		{Name: "柏川县城关街道办事处", Superior: "柏川县委"},
		{Name: "光明社区党总支", Superior: "城关街道"},
		{Name: "国家税务局柏川分局", Aliases: []string{"县国税局"}},
		{Name: "地方税务局柏川分局", Aliases: []string{"县税务局"}},
		{Name: "柏川县供销社", Aliases: []string{"县税务局"}},
		{Name: "柏川县卫生局创先争优活动领导小组办公室", Superior: "柏川县卫生局"},
	}
	for i := range entries {
		entries[i].ID = strconv.Itoa(i + 1)
	}
	return entries
}

func TestResolve(t *testing.T) {
	r := New(county(), Options{})
	for _, c := range []struct {
		q    Query
		unit string // name of the entry, "" for none
		rule string
	}{
		{Query{Unit: "柏川县教育局"}, "柏川县教育局", RuleName},
		{Query{Unit: "柏川縣教育局"}, "柏川县教育局", RuleName},
		{Query{Unit: " 柏川县 教育局 "}, "柏川县教育局", RuleName},
		{Query{Unit: "县教体局"}, "柏川县教育局", RuleAlias},
		{Query{Unit: "县教体局党组"}, "柏川县教育局", RuleBody},
		{Query{Unit: "柏川县文教局"}, "柏川县教育局", RuleFormer},
		{Query{Unit: "中共柏川县教育局党组"}, "柏川县教育局", RuleBody},
		{Query{Unit: "中国共产党柏川县教育局委员会"}, "柏川县教育局", RuleBody},
		{Query{Unit: "柏川县教育局机关党支部"}, "柏川县教育局机关党支部", RuleName},
		{Query{Unit: "柏川县教育局老干部党支部"}, "柏川县教育局", RuleBranch},
		{Query{Unit: "县教育局"}, "柏川县教育局", RulePlace},
		{Query{Unit: "教育局党委", Superior: "柏川县委"}, "柏川县教育局", RulePlace},
		{Query{Unit: "云岭市柏川县教育局"}, "柏川县教育局", RulePlace},
		{Query{Unit: "青泥县教育局"}, "", RuleUnknown},
		{Query{Unit: "县教育局", Superior: "中共青泥县委"}, "", RuleUnknown},
		{Query{Unit: "市教育局"}, "", RuleUnknown},
		{Query{Unit: "柏川县财政局"}, "县财政局", RulePlace},
		{Query{Unit: "青泥县财政局"}, "", RuleUnknown},
		{Query{Unit: "财政局"}, "县财政局", RulePlace},
		{Query{Unit: "中共柏川县委员会"}, "中共柏川县委", RuleBody},
		{Query{Unit: "柏川县委"}, "中共柏川县委", RuleBody},
		{Query{Unit: "县委"}, "中共柏川县委", RulePlace},
		{Query{Unit: "中共桃溪镇委员会"}, "桃溪镇党委", RuleBody},
		{Query{Unit: "桃溪镇"}, "桃溪镇党委", RuleBody},
		{Query{Unit: "桃溪镇人民政府"}, "桃溪镇党委", RuleSeat},
		{Query{Unit: "柏川县桃溪镇党委"}, "桃溪镇党委", RulePlace},
		{Query{Unit: "青泥县桃溪镇党委"}, "", RuleUnknown},
		{Query{Unit: "柏川县第2中学"}, "柏川县第二中学", RuleName},
		{Query{Unit: "柏川县二中党支部"}, "柏川县第二中学", RuleSeat},
		{Query{Unit: "县二中"}, "柏川县第二中学", RulePlace},
		{Query{Unit: "柏川二中"}, "柏川县第二中学", RuleShort},
		{Query{Unit: "桃溪中心小学党支部"}, "桃溪镇中心小学", RuleShort},
		{Query{Unit: "中心小学"}, "", RuleUnknown},
		{Query{Unit: "中心小学", Superior: "桃溪镇党委"}, "桃溪镇中心小学", RulePlace},
		{Query{Unit: "镇中心小学", Path: "报送/桃溪镇/总结.doc"}, "桃溪镇中心小学", RulePlace},
		{Query{Unit: "乡中心小学", Superior: "桃溪镇党委"}, "", RuleUnknown},
		{Query{Unit: "石桥村党支部"}, "", RuleAmbiguous},
		{Query{Unit: "石桥村党支部", Superior: "中共桃溪镇委员会"}, "石桥村党支部/桃溪镇", RuleName + ContextSuffix},
		{Query{Unit: "石桥村", Path: "2010/03青石乡/石桥.doc"}, "石桥村党支部/青石乡", RuleBody + ContextSuffix},
		{Query{Unit: "柳湾村村民委员会"}, "柳湾村党支部", RuleSeat},
		{Query{Unit: "城关街道党工委"}, "柏川县城关街道办事处", RulePlace},
		{Query{Unit: "光明社区居委会"}, "光明社区党总支", RuleSeat},
		{Query{Unit: "县税务局"}, "", RuleAmbiguous},
		{Query{Unit: "第一党支部", Superior: "柏川县卫生局党组"}, "柏川县卫生局", RuleUnder},
		{Query{Unit: "机关党支部"}, "", RuleUnknown},
		{Query{Unit: "县教育局创先争优活动办公室"}, "柏川县教育局", RuleBranch},
		{Query{Unit: "中共柏川县委创先争优活动领导小组办公室"}, "中共柏川县委", RuleBranch},
		{Query{Unit: "县卫生局创先争优办"}, "柏川县卫生局创先争优活动领导小组办公室", RulePlace},
		{Query{Unit: "县卫生局"}, "柏川县卫生局", RulePlace},
		{Query{Unit: ""}, "", RuleNoUnit},
		{Query{Unit: "×县教育局"}, "", RuleUnknown},
	} {
		l := r.Resolve(c.q)
		name := ""
		if e, ok := r.Entry(l.Unit); ok {
			if name = e.Name; name == "石桥村党支部" {
				name += "/" + e.Superior
			}
		}
		if name != c.unit || l.Rule != c.rule {
			t.Errorf("%+v: %q by %s (%v), want %q by %s", c.q, name, l.Rule, l.Candidates, c.unit, c.rule)
		}
		if (l.Unit == "") != (l.Confidence == 0) || RuleLabel(l.Rule) == l.Rule {
			t.Errorf("%+v: %+v says too little", c.q, l)
		}
	}
}
