package classify

import (
	"testing"

	"wenjian/corpus"
	"wenjian/internal/zh"
)

// TestExamples runs every sentence that a row of the taxonomy carries: a
// match sentence must show its kind, a no_match sentence must not.
func TestExamples(t *testing.T) {
	c, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	for _, l := range []struct {
		list *list
		has  func(id, sentence string) bool
	}{
		{&c.know.activities, c.hasActivity},
		{&c.know.campaigns, func(id, s string) bool { return c.campaignOf(s) == id }},
		{&c.know.sections, c.hasSection},
	} {
		for _, row := range l.list.Kinds {
			for _, s := range row.Match {
				if !l.has(row.ID, s) {
					t.Errorf("%s: %s is not found in %s", l.list.name, row.ID, s)
				}
			}
			for _, s := range row.NoMatch {
				if l.has(row.ID, s) {
					t.Errorf("%s: %s is wrongly found in %s", l.list.name, row.ID, s)
				}
			}
		}
	}
}

func readingOf(text string) *reading {
	return &reading{doc: &corpus.Document{Text: text}, view: zh.NewView(text)}
}

func (c *Classifier) hasActivity(id, sentence string) bool {
	r := readingOf(sentence)
	c.activities(r)
	for _, a := range r.Activities {
		if a.Kind == id {
			return true
		}
	}
	return false
}

func (c *Classifier) campaignOf(sentence string) string {
	r := readingOf(sentence)
	c.campaign(r)
	return r.Campaign.Value
}

// hasSection looks at a heading in a document of either mode.
func (c *Classifier) hasSection(id, head string) bool {
	for _, kind := range []string{"实施方案", "工作总结"} {
		r := readingOf(head + "\n正文。\n")
		r.Kind.Value = kind
		end := len(head)
		r.Sections = []corpus.Section{{Span: corpus.Span{End: len(r.doc.Text)}, Heading: corpus.Span{End: end}, Level: 1, Parent: -1}}
		c.sections(r)
		if contains(r.Sections[0].Kinds, id) {
			return true
		}
	}
	return false
}

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
		{"long step", "实施方案", "（二）组织实施阶段（8月至11月）", "开展岗位练兵。", "岗位练兵", corpus.Planned, ""},
	} {
		t.Run(tc.name, func(t *testing.T) {
			r := readingOf(tc.heading + "\n" + tc.body + "\n")
			r.Kind.Value, r.Date.Value = tc.document, date
			r.Sections = []corpus.Section{{Span: corpus.Span{End: len(r.doc.Text)}, Heading: corpus.Span{End: len(tc.heading)}, Level: 1, Parent: -1}}
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
