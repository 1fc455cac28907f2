package classify

import (
	"strings"
	"testing"

	"wenjian/corpus"
	"wenjian/internal/zh"
)

// load returns the rules alone: what they find must not hang on what the
// models were taught last.
func load(t testing.TB) *Classifier {
	t.Helper()
	return taught(t).With(Models{})
}

// taught returns the classifier as the program has it, models and all.
func taught(t testing.TB) *Classifier {
	t.Helper()
	c, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// read classifies a text that stands alone.
func read(c *Classifier, text string) Facts { return c.Classify(&corpus.Document{Text: text}) }

// TestDocumentExamples runs the titles in documents.yaml.
func TestDocumentExamples(t *testing.T) {
	c := load(t)
	for _, row := range c.know.documents.Kinds {
		if len(row.Match) == 0 {
			t.Errorf("%s has no example", row.ID)
		}
		for _, title := range row.Match {
			if got := read(c, title+"\n").Kind.Value; got != row.ID {
				t.Errorf("%s: got %q, want %s", title, got, row.ID)
			}
		}
		for _, title := range row.NoMatch {
			if got := read(c, title+"\n").Kind.Value; got == row.ID {
				t.Errorf("%s: must not be %s", title, row.ID)
			}
		}
	}
}

// TestUnitExamples runs the names in units.yaml.
func TestUnitExamples(t *testing.T) {
	c := load(t)
	for _, row := range c.know.units.Kinds {
		for _, name := range row.Match {
			for _, tail := range []string{"", "党支部"} {
				if got := c.docs.units.kindOf(name + tail); got != row.ID {
					t.Errorf("%s%s: got %q, want %s", name, tail, got, row.ID)
				}
			}
		}
		for _, name := range row.NoMatch {
			if got := c.docs.units.kindOf(name); got == row.ID {
				t.Errorf("%s: must not be %s", name, row.ID)
			}
		}
	}
}

// TestMeasureExamples runs the sentences in measures.yaml: the figure in []
// is (is not) of the row's measure.
func TestMeasureExamples(t *testing.T) {
	c := load(t)
	at := func(sentence string) (corpus.Figure, bool) {
		start := strings.Index(sentence, "[")
		end := strings.Index(sentence, "]") - 1
		text := strings.NewReplacer("[", "", "]", "").Replace(sentence)
		for _, f := range read(c, text+"。").Figures {
			if f.Start == start && f.End == end {
				return f, true
			}
		}
		return corpus.Figure{}, false
	}
	for _, row := range c.know.measures.Kinds {
		if len(row.Units) > 0 && len(row.Match) == 0 {
			t.Errorf("%s has no example", row.ID)
		}
		for _, s := range row.Match {
			if f, ok := at(s); !ok || f.Measure != row.ID {
				t.Errorf("%s: got %q (found %v), want %s", s, f.Measure, ok, row.ID)
			}
		}
		for _, s := range row.NoMatch {
			if f, ok := at(s); !ok || f.Measure == row.ID {
				t.Errorf("%s: got %q (found %v), must not be %s", s, f.Measure, ok, row.ID)
			}
		}
	}
}

func TestTitleUnitDate(t *testing.T) {
	c := load(t)
	for _, tc := range []struct{ name, text, title, unit, kind, date string }{
		{"sign-off", "白石小学创先争优活动总结\n今年以来，学校党支部认真开展活动。\n白石县白石小学党支部\n2011年6月3日\n", "白石小学创先争优活动总结", "白石县白石小学党支部", "中小学", "2011-06-03"},
		{"wrapped title", "柳河县人民医院党委\n关于开展创先争优活动的实施方案\n为了贯彻县委部署，制定本方案。\n", "柳河县人民医院党委关于开展创先争优活动的实施方案", "柳河县人民医院党委", "医院", ""},
		{"subtitle", "让党旗飘扬\n——柳河供电公司党委创先争优经验材料\n我们开展了活动。\n", "让党旗飘扬——柳河供电公司党委创先争优经验材料", "柳河供电公司党委", "国企", ""},
		{"masthead", "创先争优活动简报\n第12期\n白石县教育局创先争优活动领导小组办公室　2010年7月2日\n白石县教育局召开动员大会\n近日，会议召开。\n", "白石县教育局召开动员大会", "白石县教育局创先争优活动领导小组办公室", "政府部门", "2010-07-02"},
		{"Chinese digits", "白石村党支部工作总结\n一年来做了很多事。\n白石村党支部\n二〇一一年十二月二十日\n", "白石村党支部工作总结", "白石村党支部", "村", "2011-12-20"},
		{"masked", "**县**小学党支部创先争优总结\n我校开展了活动。\n", "**县**小学党支部创先争优总结", "", "中小学", ""},
		{"traditional", "柳河鎮黨委創先爭優活動總結\n一年來，我鎮開展了活動。\n柳河鎮黨委\n２０１１年６月\n", "柳河鎮黨委創先爭優活動總結", "柳河镇党委", "乡镇街道", "2011-06"},
		{"glued", "白石局创先争优总结\n我们取得了成绩。中共白石县水利局委员会 2011年8月1日\n", "白石局创先争优总结", "中共白石县水利局委员会", "政府部门", "2011-08-01"},
		{"date in prose only", "白石县水利局工作总结\n活动自2010年5月开展以来，成效明显。\n", "白石县水利局工作总结", "白石县水利局", "政府部门", ""},
		{"under the title", "柳河乡创先争优活动汇报\n（2011年5月24日）\n尊敬的各位领导：\n我代表柳河乡党委向大家汇报。\n", "柳河乡创先争优活动汇报", "柳河乡党委", "乡镇街道", "2011-05-24"},
		{"comment on another", "柳河学院党委对历史系党总支创先争优活动的点评意见\n历史系党总支：\n现提出意见。\n", "柳河学院党委对历史系党总支创先争优活动的点评意见", "柳河学院党委", "高校", ""},
		{"officer under the title", "在全局动员大会上的讲话\n白石县国家税务局党组书记、局长　文大山\n（2014年2月26日）\n同志们：\n我讲三点意见。\n", "在全局动员大会上的讲话", "白石县国家税务局党组", "垂管", "2014-02-26"},
		{"officer of the league", "在青年座谈会上的讲话\n共青团白石市委员会机关党支部书记  梅小舟\n同志们：\n下面我讲三点意见。\n", "在青年座谈会上的讲话", "共青团白石市委员会机关党支部", "群团", ""},
		{"officer without Party body", "抓党建工作述职报告\n白石镇高山村党支部书记　卫三省\n各位领导：\n现述职如下。\n", "抓党建工作述职报告", "白石镇高山村党支部", "村", ""},
		{"subtitle wins", "小支部 大作为\n——白石区通达物流园联合党支部创先争优交流材料\n园区有企业六十家。\n", "小支部 大作为——白石区通达物流园联合党支部创先争优交流材料", "白石区通达物流园联合党支部", "非公企业", ""},
		{"lead of a report", "县粮食局三项活动促争创\n本网讯 2012年以来，白石县粮食局党委以三项活动为抓手，把活动引向深入。\n", "县粮食局三项活动促争创", "白石县粮食局党委", "政府部门", ""},
		{"date in the masthead", "创先争优简报\n第17期\n白石街道柳园社区党委编　　　　2011年7月4日\n社区党员亮身份\n近日，社区开展活动。\n", "社区党员亮身份", "白石街道柳园社区党委", "社区", "2011-07-04"},
		{"handed on", "关于印发《柳园街道养老中心党支部创先争优活动实施方案》的通知\n各科室：\n现印发给你们。\n一、目标\n学习。\n附件：领导小组名单\n组长：骆秋萍\n中共柳园街道养老中心支部委员会\n2012年4月28日\n", "关于印发《柳园街道养老中心党支部创先争优活动实施方案》的通知", "中共柳园街道养老中心支部委员会", "事业单位", "2012-04-28"},
		{"number in the name", "让党旗飘扬\n——清泉供水集团第二水厂党支部创先争优经验材料\n支部有党员31人。\n", "让党旗飘扬——清泉供水集团第二水厂党支部创先争优经验材料", "清泉供水集团第二水厂党支部", "国企", ""},
		{"author under the title", "参加创先争优活动的心得体会\n龙山县烟草专卖局　客户经理　简小蓉\n我学习了党章。\n", "参加创先争优活动的心得体会", "龙山县烟草专卖局", "垂管", ""},
		{"portrait", "扎根深山\n——记黑石梁林场党支部书记邬长河\n他先后讲党课36堂。\n", "扎根深山——记黑石梁林场党支部书记邬长河", "黑石梁林场党支部", "事业单位", ""},
		{"year first", "2011年度白石县气象局党组述职报告\n各位领导：\n现述职如下。\n", "2011年度白石县气象局党组述职报告", "白石县气象局党组", "事业单位", ""},
		{"empty", "", "", "", "", ""},
	} {
		t.Run(tc.name, func(t *testing.T) {
			d := &corpus.Document{Text: tc.text}
			f := c.Classify(d)
			if f.Title.Value != tc.title || f.Unit.Name != tc.unit || f.Unit.Kind != tc.kind || f.Date.Value != tc.date {
				t.Errorf("got title %q unit %q (%s) date %q", f.Title.Value, f.Unit.Name, f.Unit.Kind, f.Date.Value)
			}
		})
	}
}

func TestPersons(t *testing.T) {
	c := load(t)
	for _, tc := range []struct{ text, want string }{
		{"成立了由党支部书记、校长周大山任组长的领导小组。", "周大山/党支部书记、校长"},
		{"副组长：严　军（矿长） 苗秀（纪委书记）", "严军/副组长 苗秀/"},
		{"学习邓小平理论和《毛泽东选集》，听取胡锦涛总书记讲话。", "胡锦涛/总书记"},
		{"支部书记王××带头，园长**到会。", "王××/支部书记"},
		{"党员高度重视，干部成立小组，职工全体参加。", ""},
		{"欧阳青同志为大家讲课，欧阳青说得好。", "欧阳青/ 欧阳青/"},
	} {
		var got []string
		for _, p := range read(c, tc.text).Persons {
			got = append(got, p.Name+"/"+p.Post)
		}
		if strings.Join(got, " ") != tc.want {
			t.Errorf("%s: got %q, want %q", tc.text, strings.Join(got, " "), tc.want)
		}
	}
}

func TestLeaks(t *testing.T) {
	c := load(t)
	const head = "白石县第一中学党支部创先争优活动总结\n按照县教育局党委的部署，我校开展了活动。"
	for _, tc := range []struct{ text, want string }{
		{"支部讨论通过了《柳河乡中心小学创先争优活动实施方案》。", "柳河乡中心小学"},
		{"支部印发了《中共柳河乡中心小学支部委员会关于开展创先争优活动的实施方案》。", "柳河乡中心小学"},
		{"支部印发了《白石一中关于开展创先争优活动的实施方案》。", ""},
		{"支部印发了《白石县第一中学创先争优活动实施方案》。", ""},
		{"切实转变县供销社机关的工作作风。", "县供销社"},
		{"请县农机局各科室认真组织学习。", "县农机局"},
		{"党员到柳河乡中心小学参观学习，与县农机局结对共建。", ""},
		{"学习了县委《关于开展创先争优活动的意见》。", ""},
		{"通过这一轮活动，柳河县农业局干部下楼多了。", "柳河县农业局"},
		{"我代表柳河乡卫生院二十三名党员表个态。", "柳河乡卫生院"},
		{"去年12月，石桥公路管理段党总支书记对各支部逐一进行了点评。", "石桥公路管理段"},
		{"成立了柳河乡中心小学创先争优活动领导小组。", "柳河乡中心小学"},
		{"县教育局党委书记对我校进行了点评，全县广大党员受到教育。", ""},
	} {
		var got []string
		text := head + tc.text + "\n白石县第一中学党支部\n2011年6月1日\n"
		for _, l := range read(c, text).Leaks {
			got = append(got, l.Of(text))
		}
		if strings.Join(got, " ") != tc.want {
			t.Errorf("%s: got %q, want %q", tc.text, strings.Join(got, " "), tc.want)
		}
	}
}

// TestKinLeaks holds names of our own type in the places where only we, or
// whom we address, can stand, and beside them names that may stand there.
func TestKinLeaks(t *testing.T) {
	c := load(t)
	const (
		village = "石鼓镇南溪村党总支工作总结\n一年来，我村开展了活动。%\n石鼓镇南溪村党总支\n2011年6月1日\n"
		college = "清沂学院党委对音乐系党总支创先争优活动的点评意见\n音乐系党总支：\n你系党总支组织有力。%\n中共清沂学院委员会\n2011年6月1日\n"
		league  = "在创先争优座谈会上的讲话\n共青团沅溪市委员会机关党支部书记　梅舟\n同志们：我讲三点意见。%\n"
		county  = "沅溪县教育局党组创先争优活动总结\n活动开展以来，我局做了很多事。%\n沅溪县教育局党组\n2011年6月1日\n"
	)
	for _, tc := range []struct{ doc, text, want string }{
		{village, "努力把岭头村建设成为全镇先进村。", "岭头村"},
		{village, "为岭头村经济社会发展作出新的贡献。", "岭头村"},
		{village, "带领群众把南溪村建成富裕村，把我村建设成为先进村。", ""},
		{village, "为新农村建设作贡献，推动农村经济发展，把文明村建成样板。", ""},
		{village, "与岭头村结对共建，帮助他们把岭头村建设成为先进村。", ""},
		{village, "在河口镇党委的正确领导下，完成了任务。", "河口镇"},
		{village, "在石鼓镇党委的正确领导下，完成了任务。", ""},
		{college, "希望美术系党总支针对问题抓紧整改。", "美术系"},
		{college, "希望音乐系党总支针对问题抓紧整改。", ""},
		{college, "希望全体党员密切联系群众，希望各院系认真总结。", ""},
		{league, "希望桐山市直机关的青年党员继续努力。", "桐山市"},
		{league, "希望沅溪市直机关的青年党员继续努力，建设文明城市。", ""},
		{county, "推动桐山县教育事业科学发展。", "桐山县"},
		{county, "局党组在桐山县委的正确领导下开展工作。", "桐山县"},
		{county, "在县委、市委的正确领导下，为全县经济社会发展作贡献。", ""},
		{county, "希望白石小学继续努力，把龙潭镇中心校建成一流学校。", ""},
		{county, "切实转变桐山县卫生局的工作作风。", "桐山县卫生局"},
	} {
		text := strings.Replace(tc.doc, "%", tc.text, 1)
		var got []string
		for _, l := range read(c, text).Leaks {
			got = append(got, l.Of(text))
		}
		if strings.Join(got, " ") != tc.want {
			t.Errorf("%s: got %q, want %q", tc.text, strings.Join(got, " "), tc.want)
		}
	}
}

// FuzzDocument checks the laws of the document model on any text.
func FuzzDocument(f *testing.F) {
	c := load(f)
	for _, s := range []string{"白石小学总结\n捐款两万一千元，3至5名。王××同志\n二〇一〇年七月", "《\"“第一、二条", "XX万元****名\n（2010年", "近约余左右 12月%"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		d := &corpus.Document{Text: strings.ToValidUTF8(s, "")}
		got := c.Classify(d)
		d.Title, d.Kind, d.Unit, d.Superior, d.Date = got.Title, got.Kind, got.Unit, got.Superior, got.Date
		d.Figures, d.Persons, d.Leaks, d.Citations, d.Exceptions = got.Figures, got.Persons, got.Leaks, got.Citations, got.Exceptions
		if err := d.Check(); err != nil {
			t.Fatal(err)
		}
		_ = zh.Fold(d.Text)
	})
}
