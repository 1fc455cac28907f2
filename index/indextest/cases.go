package indextest

import (
	"slices"
	"strings"
	"testing"

	"wenjian/corpus"
	"wenjian/index"
	"wenjian/index/query"
)

func span(t testing.TB, text, quote string) corpus.Span {
	t.Helper()
	i := strings.Index(text, quote)
	if i < 0 {
		t.Fatalf("%q is not in the text", quote)
	}
	return corpus.Span{Start: i, End: i + len(quote)}
}

// letters puts one entry for each text, with the IDs a, b, c …
func letters(t *testing.T, x index.Index, texts ...string) {
	t.Helper()
	for i, s := range texts {
		Put(t, x, index.Entry{ID: string(rune('a' + i)), Text: s})
	}
}

func testMatches(t *testing.T, x index.Index) {
	letters(t, x,
		"我支部深入开展党性教育，支部书记讲党课两次。", // a
		"黨性教育與崗位奉獻相結合。",          // b: traditional
		"党性，教育。２０１０年ＱＱ群",         // c: punctuation between, full width
		"国务院办公厅印发通知",             // d
		"人民办公用品，国务委员会议",          // e
		"wenjian Ａ４ 纸 3.5 元",     // f
		"党\n性\u3000教 育的的的的的的",    // g
	)
	Put(t, x, index.Entry{ID: "h", Title: "关于讲党课的通知", Text: "课件见附件"}, index.Entry{ID: "i"})
	for _, c := range []struct{ query, want string }{
		{"", "abcdefghi"},
		{"党性教育", "abcg"},
		{"“黨性教育”", "abcg"},
		{"性教", "abcg"},
		{"党性 教育", "abcg"},
		{"党", "abcgh"},
		{"讲党课", "ah"},
		{"课课", ""},
		{"通知课件", ""}, // title and text are apart
		{"知 课", "h"},
		{"国务院办公厅", "d"},
		{"国务院办公", "d"},
		{"务院", "d"},
		{"国务", "de"},
		{"2010年", "c"},
		{"2010", "c"},
		{"201", ""}, // a run of digits is one term
		{"qq群", "c"},
		{"WENJIAN a4纸", "f"},
		{"a4 纸 3 5", "f"},
		{"的的的", "g"},
		{"的的的的的的", "g"},
		{"的的的的的的的", ""},
		{"党性教育 -讲党课", "bcg"},
		{"党性教育 NOT (讲党课 OR 岗位)", "cg"},
		{"国务院 OR 岗位奉献", "bd"},
		{"-党", "defi"},
		{"-(党 OR 国务)", "fi"},
		{"- -党", "defi"},
		{"--党", "abcgh"},
		{"(讲党课 OR 国务院) -通知", "a"},
		{"党 (讲党课 OR -教育)", "ah"},
		{"标题:党课", "h"},
		{"标题:课件", ""},
		{`标题=关于讲党课的通知`, "h"},
		{`标题="" 党`, "abcg"},
		{"-标题:通知 通知", "d"},
	} {
		if got := strings.Join(find(t, x, c.query), ""); got != c.want {
			t.Errorf("%q finds %q, want %q", c.query, got, c.want)
		}
	}
}

func testPlaces(t *testing.T, x index.Index) {
	letters(t, x,
		"党员志愿者服务队开展活动。群众很满意。",           // a
		"志愿开展各种服务。党员、团员参加。",             // b
		"党委成员学习，\n二〇一〇年七月开展志愿服务。",       // c
		"2010年学习2011年的文件，编号A03、A12、B1。", // d
		"二零一零年和二一〇年",                    // e
	)
	Put(t, x, index.Entry{ID: "f", Title: "党员志愿服务", Text: "二〇一〇"})
	for _, c := range []struct{ query, want string }{
		{"党?员", ""},
		{"党?成员", "c"},
		{"志愿*服务", "abcf"},
		{"志愿?服务", "a"},
		{"志愿*者服务", "a"},
		{"志*服?队", "a"},
		{"A0*", "d"},
		{"a?? 编号", "d"},
		{"*03", "d"},
		{"201?年学习", "d"},
		{"编号?12", ""},
		{"2010", "cdef"},
		{"2010年", "cde"},
		{"二〇一〇年", "cde"},
		{"二○一○", "cdef"},
		{"二零一零年", "cde"},
		{"2010年七月", "c"},
		{"一〇年", "ce"},
		{"210", ""},
		{"党员 NEAR/0 志愿", "af"},
		{"志愿 NEAR/0 党员", "af"},
		{"党员 NEAR 志愿", "abf"},
		{"党员 NEAR/2 志愿", "af"},
		{"志愿 NEAR/6 党员", "abf"},
		{"志愿 NEAR/5 党员", "af"},
		{"党员 NEAR/0 党员", ""},
		{"党员 NEAR 志愿 NEAR 活动", "a"},
		{"(群众 OR 团员) NEAR/3 (参加 OR 满意)", "ab"},
		{"-(党员 NEAR 志愿) 开展", "c"},
		{"同句(党员 志愿)", "af"},
		{"同段(党员 志愿)", "abf"},
		{"同段(学习 志愿)", ""},
		{"学习 志愿", "c"},
		{"同句(开展 -志愿)", ""},
		{"同句(党?者 OR 团员 NEAR/1 参加)", "b"},
		{"-同句(党员 志愿) 党员", "b"},
	} {
		if got := strings.Join(find(t, x, c.query), ""); got != c.want {
			t.Errorf("%q finds %q, want %q", c.query, got, c.want)
		}
	}
	hit := search(t, x, index.Request{Query: parse(t, "同句(党员 志愿) OR 2010年七月")}).Hits
	for _, h := range hit {
		if h.ID == "c" && marked(h.Snippets) != "二〇一〇年七月" || h.ID == "a" && marked(h.Snippets) != "党员志愿" {
			t.Errorf("%s is marked %q", h.ID, marked(h.Snippets))
		}
	}
}

func testParts(t *testing.T, x index.Index) {
	const text = "一、存在问题\n人手少，经费不足。学习不够。\n二、打算\n多讲党课，增加经费。书记讲党课两次。"
	Put(t, x, index.Entry{ID: "a", Level: "town", Date: "2010-07", Text: text,
		Sections: []index.Part{part(t, text, "一、存在问题\n人手少，经费不足。学习不够。", "problem", ""), part(t, text, "二、打算\n多讲党课，增加经费。", "plan", "")},
		Acts:     []index.Part{part(t, text, "讲党课", "讲党课", corpus.Planned), part(t, text, "讲党课两次。", "讲党课", corpus.Held)}},
		index.Entry{ID: "b", Level: "county", Date: "2010", Text: "人手 经费"}, index.Entry{ID: "c", Date: "2010-08-15"})
	for _, c := range []struct{ query, want string }{
		{"环节:problem(人手 经费)", "a"},
		{"环节:plan(人手)", ""},
		{"环节:plan(经费 -人手)", "a"},
		{"环节:problem(讲党课 OR 学习)", "a"},
		{"活动:讲党课(经费)", "a"},
		{"活动:讲党课/计划(经费)", "a"},
		{"活动:讲党课/已开展(经费)", ""},
		{"活动:讲党课/已开展(书记)", "a"},
		{"级别:town", "a"},
		{`级别:""`, "c"},
		{"日期:2010", "abc"},
		{"日期:2010-07", "a"},
		{"日期:2010-07..2010-08", "ac"},
		{"日期:2010-07-01..2010-07-30", ""},
		{"日期:2010-08-15", "c"},
		{"日期:2010-08..", "c"},
		{"-日期:2010-08..", "ab"},
		{`日期:""`, ""},
		{"编号:a,c", "ac"},
		{"编号:x", ""},
	} {
		if got := strings.Join(find(t, x, c.query), ""); got != c.want {
			t.Errorf("%q finds %q, want %q", c.query, got, c.want)
		}
	}
}

func testFields(t *testing.T, x index.Index) {
	const text = "我校党支部组织党员重温入党誓词。下一步拟讲党课一次。"
	Put(t, x,
		index.Entry{ID: "a", Unit: "桃溪镇中心小学党支部", UnitKind: "中小学", Kind: "阶段总结", Date: "2010-07-08", Campaign: "创先争优",
			Superior: "县教育局党委", Source: "汇编（一）.zip!A03.txt", Text: text,
			Acts:     []index.Part{part(t, text, "重温入党誓词", "重温入党誓词", corpus.Held), part(t, text, "拟讲党课一次", "讲党课", corpus.Planned)},
			Sections: []index.Part{part(t, text, text, "practice", "")}},
		index.Entry{ID: "b", Unit: "桃溪鎮黨委", UnitKind: "乡镇街道", Kind: "通知", Date: "2011-06", Source: "B01.txt", Text: text,
			Acts: []index.Part{part(t, text, "讲党课一次", "讲党课", corpus.Held)}},
		index.Entry{ID: "c", Date: "2012", Kind: "讲话", Text: text},
		index.Entry{ID: "d"},
	)
	for _, c := range []struct{ query, want string }{
		{"单位:桃溪镇", "ab"},
		{"单位：中心小学 类型:阶段总结", "a"},
		{"单位=桃溪镇党委", "b"},
		{"单位=桃溪镇", ""},
		{`单位=""`, "cd"},
		{`-单位=""`, "ab"},
		{"单位类别:中小学", "a"},
		{"类型:(通知 OR 讲话)", "bc"},
		{`类型:""`, "d"},
		{"年份:2010", "a"},
		{"年份:2010-2011", "ab"},
		{"年份:2011-", "bc"},
		{"年份:-2011", "ab"},
		{"年份:2010至2012年 -年份:2011", "ac"},
		{`年份:""`, "d"},
		{"活动:讲党课", "ab"},
		{"活动:讲党课/已开展", "b"},
		{"活动:讲党课 状态:已开展", "ab"},
		{"活动:讲党课/计划 -状态:上级要求", "a"},
		{"状态:计划", "a"},
		{`活动:""`, "cd"},
		{"-活动:讲党课", "cd"},
		{"环节:practice", "a"},
		{"主题活动:创先争优", "a"},
		{"上级:教育局", "a"},
		{"来源:A03.txt", "a"},
		{"文件:txt", "ab"},
		{"unit:桃溪 year:2010 act:重温入党誓词 拟讲", "a"},
	} {
		if got := strings.Join(find(t, x, c.query), ""); got != c.want {
			t.Errorf("%q finds %q, want %q", c.query, got, c.want)
		}
	}
	h := search(t, x, index.Request{Query: parse(t, "活动:讲党课/计划")}).Hits[0]
	want := index.Hit{ID: "a", Source: "汇编（一）.zip!A03.txt", Unit: "桃溪镇中心小学党支部", UnitKind: "中小学", Kind: "阶段总结", Date: "2010-07-08"}
	if h.ID != want.ID || h.Source != want.Source || h.Unit != want.Unit || h.UnitKind != want.UnitKind || h.Kind != want.Kind || h.Date != want.Date {
		t.Errorf("hit %+v, want %+v", h, want)
	}
	if got := marked(h.Snippets); got != "拟讲党课一次" {
		t.Errorf("marked %q", got)
	}
}

// marked returns the marked pieces of snippets, joined.
func marked(list []index.Snippet) string {
	var pieces []string
	for _, s := range list {
		r := []rune(s.Text)
		for _, m := range s.Marks {
			pieces = append(pieces, string(r[m[0]:m[1]]))
		}
	}
	return strings.Join(pieces, "|")
}

func testRanking(t *testing.T, x index.Index) {
	filler := strings.Repeat("本单位按照要求认真落实各项工作任务。", 20)
	entry := func(id, title, text string, words ...string) index.Entry {
		e := index.Entry{ID: id, Title: title, Text: text}
		for _, w := range words {
			e.Tokens = append(e.Tokens, corpus.Token{Span: span(t, text, w)})
		}
		return e
	}
	heading := entry("heading", "", "一、关于志愿服务\n"+filler)
	heading.Headings = []corpus.Span{span(t, heading.Text, "一、关于志愿服务")}
	Put(t, x,
		entry("title", "志愿服务情况", filler), entry("body", "工作情况", "志愿服务。"+filler), heading,
		entry("word", "", "认真学习新党章。"+filler, "党章"), entry("chars", "", "入党章程学习。"+filler, "章程"),
		entry("often", "", "捐款，捐款，又捐款。"+filler), entry("once", "", "捐款，学习，又学习。"+filler),
		entry("short", "", "慰问一次。"), entry("long", "", "慰问一次。"+filler+filler),
		entry("rare", "", "谈心。"+filler), entry("common", "", "任务。"+filler), entry("common2", "", "任务。"+filler),
	)
	for _, c := range []struct{ query, want string }{
		{"志愿服务", "title heading body"},
		{"党章", "word chars"},
		{"捐款", "often once"},
		{"慰问", "short long"},
	} {
		got := strings.Join(ids(search(t, x, index.Request{Query: parse(t, c.query)})), " ")
		if got != c.want {
			t.Errorf("%q ranks %q, want %q", c.query, got, c.want)
		}
	}
	if top := search(t, x, index.Request{Query: parse(t, "谈心 OR 任务"), Limit: 1}); top.Hits[0].ID != "rare" {
		t.Errorf("the rare word ranks below the common one: %v", ids(top))
	}
}

func testTies(t *testing.T, x index.Index) {
	want := []string{"1", "2", "10", "00011", "a", "a10", "a2"}
	for _, id := range slices.Backward(want) {
		Put(t, x, index.Entry{ID: id, Text: "一样的文字"})
	}
	for _, q := range []string{"", "文字", "-别的", `单位=""`} {
		if got := ids(search(t, x, index.Request{Query: parse(t, q)})); !slices.Equal(got, want) {
			t.Errorf("%q orders ties %v, want %v", q, got, want)
		}
	}
}

func testFacets(t *testing.T, x index.Index) {
	act := func(kinds ...string) []index.Part {
		var list []index.Part
		for _, k := range kinds {
			list = append(list, index.Part{Kind: k, Status: corpus.Held})
		}
		return list
	}
	Put(t, x,
		index.Entry{ID: "1", Kind: "通知", Unit: "甲学校", Date: "2010", Text: "学习", Acts: act("讲党课", "讲党课", "宣传")},
		index.Entry{ID: "2", Kind: "通知", Unit: "甲學校", Date: "2011-01", Text: "学习"},
		index.Entry{ID: "3", Kind: "讲话", Unit: "甲学校", Date: "2011-02-03", Text: "学习", Acts: act("讲党课")},
		index.Entry{ID: "4", Kind: "讲话", Unit: "乙学校", Text: "宣传"},
	)
	for _, c := range []struct {
		query, field string
		want         []index.Count
	}{
		{"", "kind", []index.Count{{Value: "讲话", N: 2}, {Value: "通知", N: 2}}},
		{"学习", "unit", []index.Count{{Value: "甲学校", N: 3}}},
		{"学习", "year", []index.Count{{Value: "2011", N: 2}, {Value: "2010", N: 1}}},
		{"", "year", []index.Count{{Value: "2011", N: 2}, {Value: "", N: 1}, {Value: "2010", N: 1}}},
		{"", "activity", []index.Count{{Value: "", N: 2}, {Value: "讲党课", N: 2}, {Value: "宣传", N: 1}}},
		{"类型:通知 学习", "kind", []index.Count{{Value: "通知", N: 2}, {Value: "讲话", N: 1}}},
		{"类型:(通知 OR 讲话) 宣传", "kind", []index.Count{{Value: "讲话", N: 1}}},
		{"(类型:通知 OR 宣传)", "kind", []index.Count{{Value: "通知", N: 2}, {Value: "讲话", N: 1}}},
		{"(学习 -类型:通知) 年份:2011", "kind", []index.Count{{Value: "讲话", N: 1}, {Value: "通知", N: 1}}},
		{"类型:通知 年份:2011", "year", []index.Count{{Value: "2010", N: 1}, {Value: "2011", N: 1}}},
		{"无此字", "kind", []index.Count{}},
	} {
		got := search(t, x, index.Request{Query: parse(t, c.query), Limit: 1, Facets: []string{c.field}}).Facets[c.field]
		if !slices.Equal(got, c.want) {
			t.Errorf("%q counts %s %v, want %v", c.query, c.field, got, c.want)
		}
	}
	if q := index.Without(parse(t, "类型:通知"), "kind"); q != nil {
		t.Errorf("Without leaves %s", query.String(q))
	}
}
