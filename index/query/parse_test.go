package query

import (
	"errors"
	"strings"
	"testing"
	"unicode/utf8"
)

func TestParse(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"", ""},
		{" \t　", ""},
		{"党性教育", `"党性教育"`},
		{"党性教育 讲党课", `"党性教育" "讲党课"`},
		{"“党性 教育”", `"党性 教育"`},
		{"\"党性教育”", `"党性教育"`},
		{"「党性教育」『讲党课』", `"党性教育" "讲党课"`},
		{"甲“乙”丙", `"甲" "乙" "丙"`},
		{"甲 OR 乙 丙", `"甲" OR ("乙" "丙")`},
		{"甲 ＯＲ 乙 AND 丙", `"甲" OR ("乙" "丙")`},
		{"（甲 OR 乙） 丙", `("甲" OR "乙") "丙"`},
		{"党员(含预备)", `"党员" "含预备"`},
		{"-甲", `-"甲"`},
		{"甲 －乙 NOT 丙", `"甲" -"乙" -"丙"`},
		{"-(甲 OR 乙)", `-("甲" OR "乙")`},
		{"--甲", `--"甲"`},
		{"甲 - 乙 —— 、丙", `"甲" "乙" "、丙"`},
		{"甲-乙", `"甲-乙"`},
		{"oR and", `"oR" "and"`},
		{`"OR"`, `"OR"`},
		{"ORACLE", `"ORACLE"`},
		{"时间：三月", `"时间：三月"`},
		{"http://x", `"http://x"`},
		{"单位:桃溪镇", `单位:"桃溪镇"`},
		{"單位： “桃溪镇 小学” 甲", `单位:"桃溪镇 小学" "甲"`},
		{"UNIT＝桃溪镇", `单位="桃溪镇"`},
		{`单位=""`, `单位=""`},
		{"文种:通知 单位类型:村", `类型:"通知" 单位类别:"村"`},
		{"类型:(通知 OR 讲话)", `类型:"通知" OR 类型:"讲话"`},
		{"类型:（-通知） 甲", `-类型:"通知" "甲"`},
		{`-类型:""`, `-类型:""`},
		{"年份:２０１０年", `年份:"2010"`},
		{"年份:2012-2010", "年份:2010-2012"},
		{"年份:2010至2012年", "年份:2010-2012"},
		{"年份:2010—2012", "年份:2010-2012"},
		{"年份:2011- year:-2009", "年份:2011-9999 年份:0000-2009"},
		{"状态:held 状态:计划", `状态:"held" 状态:"planned"`},
		{"活动:讲党课/已开展", `活动:"讲党课"/已开展`},
		{"活动:“讲党课”／计划 甲", `活动:"讲党课"/计划 "甲"`},
		{"活动:甲/乙/提及", `活动:"甲/乙"/提及`},
		{"活动:(讲党课 OR 宣传/已开展)", `活动:"讲党课" OR 活动:"宣传"/已开展`},
		{"文件:A03.txt", `来源:"A03.txt"`},
		{"甲 NEAR/3 乙 丙", `"甲" NEAR/3 "乙" "丙"`},
		{"甲 ＮＥＡＲ “乙” NEAR/0 (丙 OR 丁)", `"甲" NEAR/10 "乙" NEAR/0 ("丙" OR "丁")`},
		{"甲 NEAR (乙 NEAR/2 丙)", `"甲" NEAR/10 ("乙" NEAR/2 "丙")`},
		{"-甲 NEAR 乙", `-"甲" NEAR/10 "乙"`},
		{"NEARBY near", `"NEARBY" "near"`},
		{"党?员 志愿*服务", `党?员 志愿*服务`},
		{"志愿* 怎么办？ *", `"志愿*" "怎么办？"`},
		{"A0* 201？年", `A0* 201？年`},
		{"“党?员”", `"党?员"`},
		{"同句(甲 乙)", `同句("甲" "乙")`},
		{"同段（甲 OR 乙*丙） 丁", `同段("甲" OR 乙*丙) "丁"`},
		{"环节:存在问题(人手 -经费)", `环节:"存在问题"("人手" -"经费")`},
		{"活动:讲党课/已开展(书记)", `活动:"讲党课"/已开展("书记")`},
		{"环节:存在问题 (人手)", `环节:"存在问题" "人手"`},
		{"级别:县级", `级别:"县级"`},
		{"日期:2010-07", "日期:2010-07-01..2010-07-31"},
		{"日期：2010年7月1日..2010.8", "日期:2010-07-01..2010-08-31"},
		{"日期:2010.. 日期:..2011/3", "日期:2010-01-01..9999-12-31 日期:0000-01-01..2011-03-31"},
		{`日期=""`, `日期:""`},
		{"复制比:30%-", "复制比:30%-100%"},
		{"复制比:１０％—50.5 雷同率:-5%", "复制比:10%-50.5% 复制比:0%-5%"},
		{"复制比:40", "复制比:40%-100%"},
		{"编号:3,12", `编号:"3,12"`},
	} {
		n, err := Parse(c.in)
		if got := String(n); err != nil || got != c.want {
			t.Errorf("Parse(%q) = %s, %v; want %s", c.in, got, err, c.want)
		}
	}
}

func TestParseErrors(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"党性教育“讲党课", "第 5 个字符处的引号缺少右引号"},
		{"甲 (乙 OR 丙", "第 3 个字符处的左括号缺少右括号"},
		{"(", "第 1 个字符处的左括号缺少右括号"},
		{"甲 乙）", "第 4 个字符处的右括号没有对应的左括号"},
		{"()", "第 1 个字符处的括号里没有内容"},
		{"甲 OR", "第 3 个字符处的 OR 后面缺少内容"},
		{"OR 甲", "第 1 个字符处的 OR 前面缺少内容；要查这个词，请加引号"},
		{"甲 AND AND 乙", "第 7 个字符处的 AND 前面缺少内容；要查这个词，请加引号"},
		{"甲 NOT", "第 3 个字符处的 NOT 后面缺少内容"},
		{"-（，）", "第 2 个字符处的括号里没有内容"},
		{"-、", "第 1 个字符处的 - 后面缺少内容"},
		{"。", "第 1 个字符处起没有可查的字，只有标点"},
		{"甲“，”", "第 2 个字符处的引号里没有可查的字"},
		{"单位：", "第 1 个字符处的“单位”后面缺少内容"},
		{"甲 单位:、", "第 6 个字符处的“单位”没有可查的字"},
		{"类型:(单位:甲)", "第 5 个字符处的括号里不能再写字段，外面已经是“类型”"},
		{"年份:今年", "第 4 个字符处的“今年”不是年份，请写四位数字，如 2010 或 2010-2012"},
		{"年份:-", "第 4 个字符处的“-”不是年份，请写四位数字，如 2010 或 2010-2012"},
		{"甲 NEAR", "第 3 个字符处的 NEAR 后面缺少内容"},
		{"NEAR 甲", "第 1 个字符处的 NEAR 前面缺少内容；要查这个词，请加引号"},
		{"甲 NEAR/500 乙", "第 3 个字符处的距离应为 0 至 100 个字"},
		{"类型:通知 NEAR 乙", "第 1 个字符处起：NEAR 的两边只能是词语，或括号里用 OR 连接的词语"},
		{"甲 NEAR (乙 丙)", "第 8 个字符处起：NEAR 的两边只能是词语，或括号里用 OR 连接的词语"},
		{"党?一?二?三?四?五?六", "第 2 个字符处起通配符太多，一个词里最多 5 个"},
		{"同句(类型:通知)", "第 4 个字符处的括号里只能写词语，外面已经是“同句”"},
		{"同句(甲 同段(乙))", "第 6 个字符处的括号里只能写词语，外面已经是“同句”"},
		{"同句(", "第 3 个字符处的左括号缺少右括号"},
		{"日期:去年", "第 4 个字符处的“去年”不是日期，请写成 2010-07-01、2010-07 或 2010-07-01..2010-08"},
		{"日期:2010-13", "第 4 个字符处的“2010-13”不是日期，请写成 2010-07-01、2010-07 或 2010-07-01..2010-08"},
		{"日期:2011..2010", "第 4 个字符处的“2011..2010”前后颠倒，较早的日期写在前面"},
		{"复制比:高", "第 5 个字符处的“高”不是比例，请写成 30%-（三成以上）或 10%-50%"},
		{"复制比:50-10", "第 5 个字符处的“50-10”超出范围：从小到大，最多 100%"},
		{"状态:完成", "第 4 个字符处的“完成”不是已知的状态，可用：已开展、计划、上级要求、提及"},
		{"活动:讲党课/完成", "第 8 个字符处的“完成”不是已知的状态，可用：已开展、计划、上级要求、提及"},
		{"活动:/已开展", "第 4 个字符处缺少活动名称；只按状态查，请写“状态:已开展”"},
		{strings.Repeat("(", 60) + "甲", "第 51 个字符处的嵌套太深，最多 50 层"},
		{strings.Repeat("-", 60) + "甲", "第 51 个字符处的嵌套太深，最多 50 层"},
		{strings.Repeat("长", 2001), "第 2001 个字符处超出长度：查询最多 2000 个字符"},
	} {
		n, err := Parse(c.in)
		var e *Error
		if !errors.As(err, &e) || err.Error() != c.want {
			t.Errorf("Parse(%q) = %s, %v; want %s", c.in, String(n), err, c.want)
		}
	}
}

func TestResolve(t *testing.T) {
	lookup := func(field, value string) []string {
		return map[string][]string{"activity 党性教育": {"x", "y"}, "kind 通知": {"notice"}}[field+" "+value]
	}
	for in, want := range map[string]string{
		"甲 类型:通知": `"甲" 类型:"notice"`,
		"-活动:党性教育/已开展 OR 状态:计划": `-(活动:"x"/已开展 OR 活动:"y"/已开展) OR 状态:"planned"`,
		`类型:"" 单位:甲 年份:2010`:    `类型:"" 单位:"甲" 年份:"2010"`,
	} {
		n, err := Parse(in)
		if err == nil {
			n, err = Resolve(n, lookup)
		}
		if got := String(n); err != nil || got != want {
			t.Errorf("Resolve(%q) = %s, %v; want %s", in, got, err, want)
		}
	}
	n, _ := Parse("甲 (乙 OR -类型:胡说)")
	if _, err := Resolve(n, lookup); err == nil || err.Error() != "第 13 个字符处的“胡说”不是已知的类型" {
		t.Errorf("unknown kind: %v", err)
	}
	if n, err := Resolve(nil, lookup); n != nil || err != nil {
		t.Errorf("Resolve(nil) = %v, %v", n, err)
	}
}

// TestFieldNames demands that no name means two fields and that all are
// folded, so that fieldByName can find them.
func TestFieldNames(t *testing.T) {
	seen := map[string]string{}
	for _, f := range Fields() {
		for _, name := range append([]string{f.ID, f.Label}, f.Aliases...) {
			if other, ok := seen[name]; ok {
				t.Errorf("%q names both %s and %s", name, other, f.ID)
			}
			seen[name] = f.ID
			if got, ok := fieldByName(name); !ok || got.ID != f.ID {
				t.Errorf("fieldByName(%q) = %s", name, got.ID)
			}
		}
	}
}

func FuzzParse(f *testing.F) {
	for _, s := range []string{"党性教育 OR -(讲党课 “岗位 奉献”)", "单位：桃溪镇 活动:讲党课/已开展", "年份:2010-2012", `类型:("通知" OR 讲话)`, "((-", "\xff:＝\"", "状态:计划 AND 活动:\"a\"/提及",
		"甲 NEAR/3 (乙 OR 丙?丁)", "同句(甲 -乙*a) 环节:问题(x)", "日期:2010-07..2011 复制比:30%-", "a?*b NEAR/0 (甲 NEAR 乙)"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		n, err := Parse(s)
		if err != nil {
			var e *Error
			if !errors.As(err, &e) || e.Offset < 0 || e.Offset > utf8.RuneCountInString(s) || e.Message == "" {
				t.Fatalf("Parse(%q): %#v", s, err)
			}
			return
		}
		text := String(n)
		if utf8.RuneCountInString(text) > maxLength {
			return // printing adds quotes and brackets
		}
		back, err := Parse(text)
		if err != nil {
			if strings.Contains(err.Error(), "嵌套太深") { // so do they add depth
				return
			}
			t.Fatalf("Parse(%q) = %s, which does not read back: %v", s, text, err)
		}
		if !Equal(n, back) {
			t.Fatalf("Parse(%q) = %s, which reads back as %s", s, text, String(back))
		}
	})
}
