package ingest

import (
	"fmt"
	"strings"
	"testing"

	"wenjian/ingest/page"
)

// pieces are the bodies that TestMarkerStyles puts markers between.
var pieces = []string{
	"今年以来，河务段党支部把防汛备汛作为创先争优的主战场，十四名党员分段包堤、昼夜巡查。\n一、责任落实到人。每段堤防都有党员负责，有牌子、有电话。\n二、物资准备到位。储备编织袋四万条、块石两千方。\n汛期安全度过，群众给支部送来了锦旗。\n",
	"我们地质队常年在野外作业，党员分散、集中难，支部就把组织生活搬到帐篷里。\n一、建流动支部。三个钻机组各设党小组，收工后一起学。\n二、树流动红旗。每月评一次，红旗插到哪台钻机，哪台钻机就有干劲。\n全年完成进尺一万二千米，没有发生伤亡事故。\n",
	"根据县直工委安排，图书馆党支部开展了以读书为主题的系列活动，现总结如下。\n一、开门办馆。延长开放时间两小时，周末不闭馆。\n二、送书下乡。为十二个农家书屋更换图书三千册。\n不足之处是电子阅览设备陈旧，下一步将争取资金更新。\n",
}

// A dress is what a compilation stands in: what its site puts around it, and
// how its lines are broken.
type dress struct {
	name, head, tail string
	body             func(string) string
}

var dresses = []dress{
	{"plain", "创先争优工作总结（精选3篇）\n", "", func(s string) string { return s }},
	{"site", "首页 > 范文 > 总结\n创先争优工作总结（精选3篇）\n发布时间：2012-03-01 点击：25\n总结是对过去一个阶段的回顾。那么总结应该怎么写呢？下面是小编收集整理的创先争优工作总结，欢迎大家阅读与收藏，希望对您有所帮助。\n", "【创先争优工作总结（精选3篇）】相关文章：\n1.党建工作计划\n2.入党申请书\n", func(s string) string { return s }},
	{"wrapped", "创先争优工作总结（精选3篇）\n", "", func(s string) string { return wrapAt(s, 44) }},
	{"sentence to a line", "创先争优工作总结（精选3篇）\n", "1 2 3 下一页\n", func(s string) string { return strings.ReplaceAll(s, "。", "。\n") }},
	{"blank lines", "创先争优工作总结（精选3篇）\n\n", "\n", func(s string) string { return "\n" + strings.ReplaceAll(s, "\n", "\n\n") }},
}

// wrapAt breaks the lines of s after n characters.
func wrapAt(s string, n int) string {
	var b strings.Builder
	for l := range strings.Lines(s) {
		rs := []rune(l)
		for len(rs) > n+1 {
			b.WriteString(string(rs[:n]) + "\n")
			rs = rs[n:]
		}
		b.WriteString(string(rs))
	}
	return b.String()
}

// TestMarkerStyles cuts compilations whose pieces are parted by markers of
// many makes; %d is the ordinal in digits, %c in Chinese.
func TestMarkerStyles(t *testing.T) {
	for _, d := range dresses {
		t.Run(d.name, func(t *testing.T) { markerStyles(t, d) })
	}
}

func markerStyles(t *testing.T, dress dress) {
	for _, style := range []string{
		"第%c篇：工作总结\n", "第%d篇\n", "第%c篇\n", "第%c篇 工作总结\n", "第%d篇、工作总结\n", "（第%c篇）\n", "【第%d篇】工作总结\n", "第%c篇创先争优工作总结\n",
		"篇%c\n", "篇%d：\n", "【篇%c】\n", "【篇%c：工作总结】\n", "★篇%c★\n", "■ 篇%c：工作总结\n", "篇%c：", "第%c篇：", "篇%d 创先争优工作总结\n", "——篇%c——\n",
		"创先争优工作总结 篇%d\n", "创先争优工作总结篇%c\n", "创先争优工作总结【篇%c】\n", "创先争优工作总结（篇%c）\n", "创先争优工作总结 第%c篇\n", "创先争优工作总结第%d篇：\n", "%d.创先争优工作总结 篇%c\n",
		"创先争优工作总结范文第%d篇\n", "范文%c\n", "范文%c：工作总结\n", "例文%d：\n", "【范文%c】\n", "样本%c：工作总结\n",
		"创先争优工作总结（%c）\n", "创先争优工作总结%c\n", "创先争优工作总结%d\n", "创先争优工作总结【%d】\n", "总结%c：\n", "材料之%c\n", "交流材料之%c\n", "会议材料（%c）\n", "（%c）\n",
		"创先争优工作总结精选3篇（%c）", "%d.河务段党支部总结.doc\n",
	} {
		var b strings.Builder
		b.WriteString(dress.head)
		for i, body := range pieces {
			marker := strings.ReplaceAll(style, "%c", []string{"一", "二", "三"}[i])
			b.WriteString(strings.ReplaceAll(marker, "%d", fmt.Sprint(i+1)) + dress.body(body))
		}
		b.WriteString(dress.tail)
		out := lawful(t, page.Page{Text: b.String()})
		if len(out) != len(pieces) {
			t.Errorf("%q: %d documents", style, len(out))
			continue
		}
		for i, d := range out {
			if text := bare(d.Text); !strings.HasSuffix(text, tail(bare(pieces[i]), 12)) || strings.Contains(text, "篇") && !strings.Contains(style, "工作总结\n") {
				t.Errorf("%q, document %d: %q … %q", style, i+1, clip(text, 20), tail(text, 12))
			}
			if d.Title != "" && !strings.Contains(d.Title, "总结") {
				t.Errorf("%q: title %q", style, d.Title)
			}
		}
	}
}

// TestUnmarked cuts collections without markers, and leaves alone single
// documents that look like them.
func TestUnmarked(t *testing.T) {
	for _, c := range []struct {
		name string
		want int
		text string
	}{
		{"same title, unit below", 3, "创先争优活动总结\n河务段党支部\n\n" + pieces[0] + "\n创先争优活动总结\n地质队党支部\n\n" + pieces[1] + "\n创先争优活动总结\n图书馆党支部\n\n" + pieces[2]},
		{"same title, name below", 2, "学习心得体会\n张大勇\n" + pieces[0] + "\n学习心得体会\n王  敏\n" + pieces[1]},
		{"own titles, unit below", 3, "守堤护岸铸忠诚\n河务段党支部\n\n" + pieces[0] + "\n帐篷里的组织生活\n地质队党支部\n\n" + pieces[1] + "\n书香里的先锋\n图书馆党支部\n\n" + pieces[2]},
		{"year by year", 2, "河务段党支部2010年创先争优工作总结\n" + pieces[0] + "\n河务段党支部2011年创先争优工作总结\n" + pieces[1]},
		{"bulletins on one line", 2, "河务工作简报 第3期\n" + pieces[0] + "\n河务工作简报 第4期\n" + pieces[1]},
		{"list of units", 1, "创先争优工作总结\n河务段党支部\n\n" + pieces[0] + "\n先进党支部\n地质队党支部\n图书馆党支部\n林场党支部\n"},
		{"scheme with forms", 1, "河务段党支部创先争优实施方案\n" + pieces[0] + "\n河务段党支部\n2011年3月1日\n\n党员公开承诺书\n\n我承诺：\n1. \n2. \n承诺人：\n"},
		{"quoted documents", 1, "河务段党支部制度建设情况汇报\n" + pieces[0] + "一年来印发了以下文件：\n河务段党支部实施方案\n河务段党支部学习计划\n河务段党支部活动总结\n这些文件都得到了落实。\n"},
		{"parts of a speech", 1, "在动员会上的讲话\n同志们：\n" + pieces[0] + pieces[1] + pieces[2]},
	} {
		if out := lawful(t, page.Page{Text: c.text}); len(out) != c.want {
			t.Errorf("%s: %d documents, want %d", c.name, len(out), c.want)
			for _, d := range out {
				t.Logf("  %q", clip(d.Text, 20))
			}
		}
	}
}
