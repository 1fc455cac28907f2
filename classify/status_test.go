package classify

import (
	"strings"
	"testing"

	"wenjian/corpus"
	"wenjian/segment"
)

// understand reads a text as the pipeline hands it on.
func understand(t testing.TB, c *Classifier, text string) Facts {
	t.Helper()
	d := &corpus.Document{Text: text}
	d.Sections = segment.Sections(text)
	return c.With(Models{}).Classify(d)
}

// statuses returns the statuses of the activities of kind, in text order.
func statuses(f Facts, kind string) string {
	var out []string
	for _, a := range f.Activities {
		if a.Kind == kind {
			out = append(out, string(a.Status))
		}
	}
	return strings.Join(out, " ")
}

const (
	summaryHead = "青芦镇水管站党支部2011年创先争优活动总结\n\n"
	summaryFoot = "\n\n青芦镇水管站党支部\n2011年12月8日\n"
	schemeHead  = "青芦镇水管站党支部创先争优活动实施方案\n\n"
	schemeFoot  = "\n\n青芦镇水管站党支部\n2011年3月8日\n"
	noticeHead  = "中共青芦镇委员会关于开展夏季轮训的通知\n\n各党支部：\n"
	noticeFoot  = "\n\n中共青芦镇委员会\n2011年6月8日\n"
)

func TestStatus(t *testing.T) {
	c := load(t)
	summary := func(s string) string { return summaryHead + "一、主要做法\n　　" + s + summaryFoot }
	plans := func(s string) string { return summaryHead + "一、下一步打算\n　　" + s + summaryFoot }
	scheme := func(s string) string { return schemeHead + "一、主要内容\n　　" + s + schemeFoot }
	notice := func(s string) string { return noticeHead + "一、主要任务\n　　" + s + noticeFoot }
	for _, tt := range []struct{ name, text, kind, want string }{
		{"told", summary("支部组织党员撰写心得体会21篇。"), "心得体会", "held"},
		{"ahead in a summary", summary("支部举办了灌溉知识讲座。下一步，支部将请专家再讲一课，并撰写心得体会。"), "心得体会", "planned"},
		{"ordered in a summary's plans", plans("按照镇党委安排，12月底前搞好民主评议党员。"), "民主评议党员", "required"},
		{"an order goes on behind 并", plans("按照镇党委安排，12月底前清理档案，并搞好民主评议党员。"), "民主评议党员", "required"},
		{"who has only part of it to do", summary("个别党员对学习不重视。"), "学习培训", "mentioned"},
		{"lacking", summary("集中学习时断时续，走过场。"), "学习培训", "mentioned"},
		{"a lack that was mended", summary("针对学习不深不透的问题，举办专题培训班3期。"), "学习培训", "held held"},
		{"before it was better", summary("以往组织生活总是拖到年底，今年一月一次。"), "三会一课", "mentioned"},
		{"not taken part", summary("对2名长期未参加组织生活的党员进行批评教育。"), "三会一课", "mentioned"},
		{"the superior's meeting", summary("3月2日，县委召开动员大会后，支部连夜传达。"), "动员大会", "mentioned"},
		{"told in a scheme", scheme("去年，支部慰问困难党员9户。今年开展结对帮扶。"), "走访慰问", "held"},
		{"behind what was told in a scheme", scheme("去年，支部慰问困难党员9户。今年开展结对帮扶。"), "结对帮扶", "planned"},
		{"done in a scheme", scheme("支部已召开党员大会听取意见。"), "三会一课", "held"},
		{"members one by one", scheme("每名党员撰写心得体会不少于2篇。"), "心得体会", "required"},
		{"a second duty of the same members", scheme("每名党员联系农户3户，每月走访2次。"), "走访慰问", "required"},
		{"members as object", scheme("支部书记与每名党员谈心。"), "谈心谈话", "planned"},
		{"each part with a date", scheme("各党小组6月底前制定学习计划。"), "制定方案", "required"},
		{"the unit itself", scheme("支部每月集中学习不少于2次。"), "学习培训", "planned"},
		{"as a basis", scheme("测评结果作为年终评先评优的重要依据。"), "评选表彰", "mentioned"},
		{"joined with", scheme("把夏季防汛与“三会一课”结合起来。"), "三会一课", "mentioned"},
		{"demanded by a notice", notice("各支部组织党员撰写心得体会。"), "心得体会", "required"},
		{"the issuer's own act", notice("镇党委将派3个督查组进行督查。"), "督导检查", "planned"},
		{"an issuer looks back", notice("去年汛期，个别支部学习走过场。"), "学习培训", "required mentioned"},
		{"part of an order", summary("按照县水务局党组关于开展群众评议的部署，认真准备。"), "群众评议", "required"},
	} {
		if got := statuses(understand(t, c, tt.text), tt.kind); got != tt.want {
			t.Errorf("%s: got %q, want %q", tt.name, got, tt.want)
		}
	}
}

func TestWhen(t *testing.T) {
	c := load(t)
	summary := func(s string) string { return summaryHead + "一、主要做法\n　　" + s + summaryFoot }
	plans := func(s string) string { return summaryHead + "一、下一步打算\n　　" + s + summaryFoot }
	for _, tt := range []struct{ text, kind, want string }{
		{summary("6月30日，全体党员重温入党誓词。"), "重温入党誓词", "2011-06-30"},
		{summary("5月下旬至6月上旬，支部开展群众评议。"), "群众评议", "2011-05"},
		{summary("去年11月至今年1月，支部举办培训班2期。"), "学习培训", "2010-11"},
		{summary("2010年下半年支部举办培训班2期。"), "学习培训", "2010"},
		{summary("6月、8月、10月分三次集中学习。"), "学习培训", "2011-06"},
		{summary("春节、中秋看望困难党员9户。"), "走访慰问", "春节"},
		{summary("7月2日支部召开党员大会，同月开展民主评议党员。"), "民主评议党员", "2011-07"},
		{summary("每年一季度重温入党誓词。"), "重温入党誓词", ""},
		{summary("承诺书已于5月底全部签订。"), "公开承诺", "2011-05"},
		{plans("2月搞好民主评议党员。"), "民主评议党员", "2012-02"},
	} {
		found := false
		for _, a := range understand(t, c, tt.text).Activities {
			if a.Kind != tt.kind || found {
				continue
			}
			if found = true; a.When != tt.want {
				t.Errorf("%s: %s: got %q, want %q", strings.Split(tt.text, "\n　　")[1], tt.kind, a.When, tt.want)
			}
		}
		if !found {
			t.Errorf("%s: no %s", tt.text, tt.kind)
		}
	}
}
