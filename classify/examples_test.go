package classify

import (
	"strings"
	"testing"

	"wenjian/corpus"
)

// TestExamples runs every sentence that a row of the taxonomy carries: a
// match sentence must show its kind, a no_match sentence must not.
func TestExamples(t *testing.T) {
	failed, tested := load(t).FailedExamples()
	if tested < 500 {
		t.Errorf("only %d examples", tested)
	}
	for _, e := range failed {
		t.Errorf("%s: %s in %q: want %v, found %v", e.File, e.ID, e.Sentence, e.Want, e.Found)
	}
}

func (c *Classifier) hasActivity(id, sentence string) bool {
	return contains(c.activityIDs(sentence), id)
}

func (c *Classifier) hasSection(id, head string) bool { return contains(c.sectionIDs(head), id) }

// TestActivityAliases says that a kind is found by each of its names.
func TestActivityAliases(t *testing.T) {
	c, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range c.know.activities.Kinds {
		for _, name := range append([]string{row.Label}, row.Aliases...) {
			if s := "支部开展" + name + "活动"; row.ID != "特色载体" && !c.hasActivity(row.ID, s) {
				t.Errorf("%s is not found in %s", row.ID, s)
			}
		}
	}
}

// TestEveryActivityHasExamples keeps rows without evidence out.
func TestEveryActivityHasExamples(t *testing.T) {
	c, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range c.know.activities.Kinds {
		if len(row.Match) == 0 {
			t.Errorf("activities: %s carries no match sentence", row.ID)
		}
	}
}

func TestStatusAndWhen(t *testing.T) {
	c, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	const date = "2011-06-09"
	for _, tc := range []struct {
		name, document, heading, body string
		kind                          string
		status                        corpus.Status
		when                          string
	}{
		{"done in a summary", "工作总结", "二、主要做法", "5月18日，支部召开动员大会。", "动员大会", corpus.Held, "2011-05-18"},
		{"last year", "工作总结", "二、主要做法", "去年12月，支部召开专题组织生活会。", "民主生活会", corpus.Held, "2010-12"},
		{"month not yet reached", "工作总结", "二、主要做法", "11月，各支部开展民主评议党员。", "民主评议党员", corpus.Held, "2010-11"},
		{"plans", "工作总结", "四、下一步打算", "七一前举办党史知识竞赛。", "知识竞赛", corpus.Planned, "七一"},
		{"defect", "工作总结", "三、存在的问题", "一是个别党员参加集中学习不够主动。", "学习培训", corpus.Mentioned, ""},
		{"defect, then plan", "工作总结", "三、存在问题和下步打算", "学习抓得不紧。下一步要开展岗位练兵。", "岗位练兵", corpus.Planned, ""},
		{"superior's meeting", "工作总结", "一、加强领导", "传达了县委动员大会精神。", "动员大会", corpus.Mentioned, ""},
		{"scheme", "实施方案", "三、活动内容", "9月份组织党员到烈士陵园祭扫。", "红色参观", corpus.Planned, "2011-09"},
		{"scheme, each member", "实施方案", "三、活动内容", "每名党员撰写心得体会不少于2篇。", "心得体会", corpus.Required, ""},
		{"scheme, each branch", "实施方案", "三、活动内容", "各党支部每月至少组织一次集中学习。", "学习培训", corpus.Required, ""},
		{"scheme, superior's demand", "实施方案", "三、活动内容", "按照局党委要求做好领导点评工作。", "领导点评", corpus.Required, ""},
		{"performative", "实施方案", "五、组织领导", "成立以书记为组长的活动领导小组。", "成立领导小组", corpus.Held, ""},
		{"notice", "通知", "二、工作要求", "认真开展群众评议。", "群众评议", corpus.Required, ""},
		{"promise", "公开承诺书", "一、加强学习", "每月参加一次志愿服务。", "志愿服务", corpus.Planned, ""},
		{"system", "工作总结", "四、今后打算", "完善民主评议党员制度。", "民主评议党员", corpus.Mentioned, ""},
		{"deadline", "实施方案", "三、活动内容", "9月10日前签订承诺书，年底开展群众评议。", "群众评议", corpus.Planned, "2011-12"},
		{"every year", "工作总结", "二、主要做法", "每年走访慰问困难党员20户。", "走访慰问", corpus.Held, ""},
		{"one-month step", "实施方案", "（一）动员部署阶段（7月）", "召开动员大会。", "动员大会", corpus.Planned, "2011-07"},
		{"review, done", "领导点评", "一、主要成绩", "你村党支部组织党员集中学习12次。", "学习培训", corpus.Held, ""},
		{"review, demanded", "领导点评", "三、努力方向", "一是要发展年轻党员2名。", "发展党员", corpus.Required, ""},
		{"speech", "讲话", "三、加强领导", "要广泛开展岗位练兵。", "岗位练兵", corpus.Planned, ""},
		{"speech, told", "讲话", "三、加强领导", "两年来，我们开展了岗位练兵。", "岗位练兵", corpus.Held, ""},
		{"speech, of its own meeting", "讲话", "", "同志们，今天，我们召开动员大会。", "动员大会", corpus.Held, date},
		{"speech, results", "讲话", "第一，充分肯定取得的成绩。", "各支部组织集中学习52次。", "学习培训", corpus.Held, ""},
		{"honours, call", "评选表彰", "", "各支部要广泛开展岗位练兵。", "岗位练兵", corpus.Required, ""},
		{"honours, recital", "评选表彰", "", "一年来，各支部开展岗位练兵12次。", "岗位练兵", corpus.Held, ""},
		{"notice, the issuer's own act", "通知", "二、活动内容", "镇党委将择优举办演讲比赛。", "征文演讲", corpus.Planned, ""},
		{"behind a semicolon", "制度办法", "第二章　标准", "每名党员每月参加集中学习1次；每年撰写心得体会2篇。", "心得体会", corpus.Required, ""},
		{"behind a comma", "实施方案", "三、活动内容", "各分局要对照标准找问题，6月底前制定整改方案。", "制定方案", corpus.Required, "2011-06"},
		{"problems, how they were found", "工作总结", "三、群众反映的问题", "共征求意见建议57条。", "征求意见", corpus.Held, ""},
		{"ranked", "工作总结", "四、今后打算", "对评议靠后的村进行帮扶。", "群众评议", corpus.Mentioned, ""},
		{"may only then", "制度办法", "第四章　结果运用", "90分以上的方可参加优秀党员评选。", "评选表彰", corpus.Mentioned, ""},
		{"next year", "工作总结", "四、明年打算", "上半年举办技能竞赛。", "技能竞赛", corpus.Planned, "2012"},
		{"essay, thesis", "心得体会", "一、体会", "学习不是别人的事。", "学习培训", corpus.Mentioned, ""},
		{"school that will", "信息简报", "", "学校还将举办歌咏比赛。", "征文演讲", corpus.Planned, ""},
		{"long step", "实施方案", "（二）组织实施阶段（8月至11月）", "开展岗位练兵。", "岗位练兵", corpus.Planned, ""},
	} {
		t.Run(tc.name, func(t *testing.T) {
			r := readingOf(tc.heading + "\n" + tc.body + "\n")
			r.Kind.Value, r.Date.Value = tc.document, date
			if tc.heading != "" {
				r.Sections = []corpus.Section{{Span: corpus.Span{End: len(r.doc.Text)}, Heading: corpus.Span{End: len(tc.heading)}, Level: 1, Parent: -1}}
			}
			c.sections(r)
			c.activities(r)
			for _, a := range r.Activities {
				if a.Kind != tc.kind || a.Start < len(tc.heading) {
					continue
				}
				if a.Status != tc.status || a.When != tc.when {
					t.Errorf("got %s %q by %s, want %s %q", a.Status, a.When, a.Rule, tc.status, tc.when)
				}
				return
			}
			t.Errorf("no %s in %v", tc.kind, r.Activities)
		})
	}
}

// TestSectionPlaces holds headings whose kind depends on the document or on
// what stands before them.
func TestSectionPlaces(t *testing.T) {
	c := load(t)
	for _, tc := range []struct {
		document string
		headings []string
		kinds    string
	}{
		{"制度办法", []string{"第一章　总则", "第二章　考核标准", "第三章　考核程序", "第四章　结果运用", "第五章　附则"}, "guiding standards steps leadership leadership"},
		{"讲话", []string{"一、回顾两年来的工作，成绩值得肯定", "二、正视存在的问题", "三、在新的起点上深入推进", "四、加强组织领导"}, "results problems plans leadership"},
		{"讲话", []string{"一、充分认识重要意义", "二、突出重点，扎实推进", "三、加强领导"}, "significance carriers leadership"},
		{"工作总结", []string{"一、把学习抓在手上", "二、短处", "三、来年"}, "practice problems plans"},
		{"阶段总结", []string{"一、抓学习", "二、下半年重点"}, "practice plans"},
		{"群众评议", []string{"一、测评结果", "二、主要问题", "三、整改要求"}, "results problems plans"},
		{"实施方案", []string{"一、活动主题", "二、参加人员", "三、活动内容"}, "goals goals carriers"},
	} {
		var text strings.Builder
		var sections []corpus.Section
		for _, h := range tc.headings {
			start := text.Len()
			text.WriteString(h + "\n")
			sections = append(sections, corpus.Section{Heading: corpus.Span{Start: start, End: start + len(h)}, Level: 1, Parent: -1})
			text.WriteString("认真做好各项工作。\n")
			sections[len(sections)-1].Span = corpus.Span{Start: start, End: text.Len()}
		}
		r := readingOf(text.String())
		r.Kind.Value, r.Sections = tc.document, sections
		c.sections(r)
		var got []string
		for _, s := range r.Sections {
			got = append(got, s.Kinds[0])
		}
		if s := strings.Join(got, " "); s != tc.kinds {
			t.Errorf("%s %v: got %s, want %s", tc.document, tc.headings, s, tc.kinds)
		}
	}
}

func FuzzClassify(f *testing.F) {
	c, err := Load()
	if err != nil {
		f.Fatal(err)
	}
	f.Add("XX支部工作总结\n一、主要做法\n6月5日，召開“三會一課”動員大會，28人參加。\n", 20, 35)
	f.Add("《未完", 0, 3)
	f.Add("\"\"''。，;：十二月底前，去年，年初至2010年13月", 3, 9)
	f.Fuzz(func(t *testing.T, text string, from, to int) {
		d := &corpus.Document{Text: zhValid(text)}
		if from >= 0 && from < to && to <= len(d.Text) && onRune(d.Text, from) && onRune(d.Text, to) {
			d.Sections = []corpus.Section{{Span: corpus.Span{Start: from, End: len(d.Text)}, Heading: corpus.Span{Start: from, End: to}, Level: 1, Parent: -1}}
		}
		fs := c.Classify(d)
		d.Title, d.Kind, d.Unit, d.Superior, d.Date, d.Campaign = fs.Title, fs.Kind, fs.Unit, fs.Superior, fs.Date, fs.Campaign
		d.Sections, d.Activities, d.Figures, d.Persons, d.Leaks = fs.Sections, fs.Activities, fs.Figures, fs.Persons, fs.Leaks
		if err := d.Check(); err != nil {
			t.Fatal(err)
		}
	})
}

func zhValid(s string) string { return string([]rune(s)) }

func onRune(s string, i int) bool { return i == len(s) || s[i]&0xC0 != 0x80 }

func BenchmarkActivities(b *testing.B) {
	c, err := Load()
	if err != nil {
		b.Fatal(err)
	}
	docs := goldDocs(b)
	n := 0
	for i := 0; b.Loop(); i++ {
		p := docs[i%len(docs)]
		c.goldFacts(p)
		n += len([]rune(p.doc.Text))
	}
	b.ReportMetric(float64(n)/1000/b.Elapsed().Seconds(), "kchar/s")
}
