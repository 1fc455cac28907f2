package mojibake

import "testing"

func TestMarks(t *testing.T) {
	for _, c := range []struct {
		text  string
		kinds []Kind
		of    string // what the first mark covers
	}{
		{"各支部要认真组织学习。", nil, ""},
		{"根据锟斤拷锟斤拷安排", []Kind{Destroyed}, "锟斤拷锟斤拷"},
		{"根据县委\uFFFD\uFFFD安排，\uFFFD", []Kind{Replaced, Replaced}, "\uFFFD\uFFFD"},
		{"姓名：烫烫烫烫", []Kind{Unset}, "烫烫烫烫"},
		{"水温太烫烫手，屯垦戍边", nil, ""},
		{"组织????学习", []Kind{Questioned}, "????"},
		{"怎么办？？？这是为什么???", nil, ""},
		{"是吗???我们认为", nil, ""},
		{"造字\ue000\ue001两个", []Kind{Private}, "\ue000\ue001"},
		{"\uf0b7 项目符号", nil, ""},
		{"\ue601首页\n更多\ue602\n返回 \ue603 列表", nil, ""},
		{"ࡱ> 各支部", []Kind{Binary}, "ࡱ>"},
		{"Ñ§Ï°¼Æ»®£ºÂÔ¼û¸½¼þÄ¿Â¼±í¸ñ", []Kind{Unrecognised}, ""},
		{"鎵嶈兘鐪嬫竻妤氶暱杩滅殑鐩爣浠诲姟", []Kind{Unrecognised}, ""},
		{"出席：李䶮、王喆、张赟、刘彧、陈玥、赵珺、孙烨、周晟、吴珏、郑翀", nil, ""},
		{"Café Zürich, Ångström — São Paulo, naïveté", nil, ""},
		{"Компартия Китая проводит съезд", nil, ""},
	} {
		var kinds []Kind
		marks := Marks(c.text)
		for _, m := range marks {
			kinds = append(kinds, m.Kind)
		}
		if len(kinds) != len(c.kinds) {
			t.Errorf("%q: %v, want %v", c.text, kinds, c.kinds)
			continue
		}
		for i, k := range kinds {
			if k != c.kinds[i] {
				t.Errorf("%q: %v, want %v", c.text, kinds, c.kinds)
			}
		}
		if c.of != "" && marks[0].Of(c.text) != c.of {
			t.Errorf("%q: covers %q, want %q", c.text, marks[0].Of(c.text), c.of)
		}
	}
}
