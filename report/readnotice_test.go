package report

import (
	"strings"
	"testing"
	"unicode/utf8"

	"wenjian/corpus"
)

func TestNoticeDue(t *testing.T) {
	for text, want := range map[string]string{
		"请于2010年8月31日前报送。":        "2010-08-31",
		"各单位于8月31日之前上报总结。":        "2010-08-31",
		"报送截止时间：2010年9月3日。":       "2010-09-03",
		"请在9月5日下班前报送电子版。":         "2010-09-05",
		"8月1日召开会议。请于8月20日以前报组织部。": "2010-08-20",
		"7月1日前开展主题党日。":            "", // nothing is handed in
		"总结报送办公室，联系电话1234567。":    "",
		"请于八月三十一日前報送。":            "2010-08-31",
	} {
		n := &notice{head: head{id: 1, date: "2010-08-12"}}
		n.addDue(text)
		if n.due != want {
			t.Errorf("%s: due %q, want %q", text, n.due, want)
		}
	}
}

func TestNoticeSections(t *testing.T) {
	tax := corpus.Taxonomy{Sections: []corpus.Kind{{ID: "basics", Label: "基本情况"}, {ID: "practice", Label: "主要做法"}, {ID: "problems", Label: "存在问题"}, {ID: "plans", Label: "下一步打算"}}}
	for text, want := range map[string]string{
		"材料内容包括基本情况、主要做法、存在问题和下一步打算。": "基本情况 主要做法 存在问题 下一步打算",
		"为全面掌握活动进展情况，现通知如下。":          "",
		"如有问题请来电。": "",
		"要如實反映不足。": "存在问题",
	} {
		n := &notice{}
		n.addSections(text, tax)
		var got []string
		for _, d := range n.demands {
			got = append(got, d.label)
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%s: %v, want %s", text, got, want)
		}
	}
}

func TestItems(t *testing.T) {
	for text, want := range map[string]string{
		"一是学习抓得不紧；二是3.5万元经费不足，阵地建设滞后。":                "学习抓得不紧|3.5万元经费不足|阵地建设滞后",
		"问题主要有三：外线班组流动性强；督促检查偏松。下一步，一是挂牌上岗；二是开现场会。":   "外线班组流动性强|督促检查偏松",
		"活动载体还不够丰富，宣传力度有待加强。":                         "活动载体还不够丰富|宣传力度有待加强",
		"有的承诺偏虚；分散的支部大会人难齐。":                          "有的承诺偏虚|分散的支部大会人难齐",
		"1.组织生活不够严格。会议记录有后补的痕迹。\n2.作用发挥不够均衡。":         "组织生活不够严格|作用发挥不够均衡",
		"一是案多人少，学习时间被挤占。究其原因，一是制度不严；二是督促不够。":          "案多人少,学习时间被挤占",
		"以上汇报，不足之处请批评指正。":                             "",
		"主要是退休黨員過組織生活不經常；個別承諾寫得籠統。\n2012年，一是開好組織生活會。": "退休党员过组织生活不经常|个别承诺写得笼统",
		"":  "",
		"好": "",
	} {
		var got []string
		for _, x := range itemsIn(text, 0, len(text)) {
			got = append(got, x.text)
		}
		if strings.Join(got, "|") != want {
			t.Errorf("%s\n got %s\nwant %s", text, strings.Join(got, "|"), want)
		}
	}
}

// Whatever a text is, items, notices and names lie inside it and begin and end
// with whole characters.
func FuzzTexts(f *testing.F) {
	for _, s := range []string{"一是学习不够；二是载体单一，缺少新意。下一步，一要", "请于8月31日前报送。内容包括基本情况、存在问题", "开展“暖心工程”和「板凳課堂」活动", "（一）．１、\xff“", "1.2.3、；：，一是二是"} {
		f.Add(s, 0, len(s))
	}
	tax := corpus.Taxonomy{Sections: []corpus.Kind{{ID: "problems", Label: "存在问题"}}}
	words, _ := readCarrierWords(tax)
	f.Fuzz(func(t *testing.T, s string, from, to int) {
		s = strings.ToValidUTF8(s, "")
		check := func(what string, start, stop int) {
			if start < 0 || stop < start || stop > len(s) || !utf8.ValidString(s[start:stop]) {
				t.Errorf("%s: [%d, %d) of %q", what, start, stop, s)
			}
		}
		if from < 0 || to > len(s) || from > to || !utf8.ValidString(s[from:to]) {
			from, to = 0, len(s)
		}
		last := from
		for _, x := range itemsIn(s, from, to) {
			check("item", x.Start, x.End)
			if x.Start < last || x.End > to {
				t.Errorf("item [%d, %d) of %q is out of order or outside", x.Start, x.End, s)
			}
			last = x.Start
			_ = shortItem(x.text)
		}
		n := &notice{head: head{date: "2010-08-12"}}
		n.addSections(s, tax)
		n.addDue(s)
		for _, d := range n.demands {
			check("demand", d.at.start, d.at.stop)
		}
		check("due", n.dueAt.start, n.dueAt.stop)
		eachQuoted(s, func(a, b, end int) {
			check("name", a, b)
			_ = carrierWord(s[end:], s[a:b], words)
		})
		_ = clauseAt(s, corpus.Span{Start: from, End: to})
		_ = headingWords(s)
	})
}

// Points are paired by key, by likeness, and where either side has one only.
func TestAlignPoints(t *testing.T) {
	p := func(aspect, key, words string, level int) schemePoint {
		return schemePoint{aspect: aspect, key: key, words: words, level: level}
	}
	a := []schemePoint{p("环节：活动载体", "", "六件事", 1), p("环节：活动载体", "", "党员带户", 2), p("环节：活动载体", "", "门口挂牌", 2), p("活动", "k1", "", 0), p("指标", "", "每名党员联系2户", 0)}
	b := []schemePoint{p("环节：活动载体", "", "重点内容", 1), p("环节：活动载体", "", "窗口挂牌", 2), p("活动", "k2", "", 0), p("指标", "", "每名党员联系3户", 0)}
	var got []string
	for _, x := range alignPoints(a, b) {
		s := "-/"
		if x[0] != nil {
			s = x[0].words + x[0].key + "/"
		}
		if x[1] != nil {
			s += x[1].words + x[1].key
		} else {
			s += "-"
		}
		got = append(got, s)
	}
	const want = "六件事/重点内容 党员带户/- 门口挂牌/窗口挂牌 k1/- 每名党员联系2户/每名党员联系3户 -/k2"
	if strings.Join(got, " ") != want {
		t.Errorf("got %s\nwant %s", strings.Join(got, " "), want)
	}
}
