package segment

import (
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"wenjian/corpus"
	"wenjian/internal/zh"
)

// headingsOf returns the headings of text as "level heading".
func headingsOf(text string) []string {
	var out []string
	for _, s := range Sections(text) {
		if !s.Heading.Empty() {
			out = append(out, string(rune('0'+s.Level))+" "+s.Heading.Of(text))
		}
	}
	return out
}

func TestHeadings(t *testing.T) {
	for _, c := range []struct {
		name, text string
		want       []string
	}{
		{"markers of many shapes", "总结\n一 、基本情况\n全局共有干部八十人。\n（ 二 ）略\n二．主要做法\n(一)抓学习。支部每月学习一次。\n〔二〕抓作风。设立了举报箱。\n三、 打算\n继续努力做好工作。",
			[]string{"1 一 、基本情况", "1 二．主要做法", "2 (一)抓学习。", "2 〔二〕抓作风。", "1 三、 打算"}},
		{"dots for full stops", "总结\n全站9人,现小结如下.\n(一)搭建平台.每月学习一次,写了笔记.\n(二)公开承诺.承诺50条,已兑现30条.\n(三)接受评议.请服务对象打分.",
			[]string{"2 (一)搭建平台.", "2 (二)公开承诺.", "2 (三)接受评议."}},
		{"themes of three characters", "述职报告\n一、履职\n抓班子。全年开会十二次，把任务分工到人。\n带队伍。组织全员轮训，逐人过关，不合格的补课。\n强本领。老师傅带徒弟，月月考试，年底比武。\n二、打算\n今后继续努力工作。",
			[]string{"1 一、履职", "2 抓班子。", "2 带队伍。", "2 强本领。", "1 二、打算"}},
		{"one word on a line", "活动计划\n\n目标\n让老党员发挥余热，退休不褪色，把好传统传给年轻人，让群众都满意。\n\n保障\n由支委会负责组织，经费从党费中列支，每季度检查一次，年底向大会报告。",
			[]string{"1 目标", "1 保障"}},
		{"开展一次 counts nothing", "通知\n一、要求\n（一）开展一次大讨论。各支部要组织好。\n（二）开展一次回头看。各支部要查清楚。",
			[]string{"1 一、要求", "2 （一）开展一次大讨论。", "2 （二）开展一次回头看。"}},
		{"blank instead of a comma", "汇报\n一 基本情况\n全院共有职工八十人。\n二 主要做法\n领导小组每月开会一次。",
			[]string{"1 一 基本情况", "1 二 主要做法"}},
		{"one-sentence items", "方案\n一、评选条件\n1．政治坚定，模范遵守法律。\n2．爱岗敬业，业绩突出显著。\n3．联系群众，办事公道正派。\n二、评选办法\n由支部推荐，党委审定。",
			[]string{"1 一、评选条件", "1 二、评选办法"}},
		{"is-items of one sentence", "总结\n一、存在问题\n一是学习不够经常。二是创新办法不多。三是督促检查不严。\n二、打算\n今后将进一步改进工作。",
			[]string{"1 一、存在问题", "1 二、打算"}},
		{"list inside a sentence", "总结\n一、做法\n主要抓了1、学习，2、宣传，3、督查三项工作，效果较好。\n二、打算\n今后将进一步改进工作。",
			[]string{"1 一、做法", "1 二、打算"}},
		{"weekdays and ordinals", "总结\n一、做法\n二、三两个月集中学习，三、六、九日赶集时宣传。\n二、成效\n群众反映普遍良好。",
			[]string{"1 一、做法", "1 二、成效"}},
		{"arabic outermost", "承诺书\n我支部承诺如下：\n1、坚持学习不放松。每月集中学习两次。\n2、服务群众不推诿。群众来访当日答复。",
			[]string{"1 1、坚持学习不放松。", "1 2、服务群众不推诿。"}},
		{"enclosed numbers", "总结\n一、做法\n1、抓载体\n⑴设岗定责。设岗二十个，人人有岗。\n⑵结对帮扶。结对三十户，每月走访。\n2、抓督查\n每季度督查一次工作。",
			[]string{"1 一、做法", "2 1、抓载体", "3 ⑴设岗定责。", "3 ⑵结对帮扶。", "2 2、抓督查"}},
		{"decimals", "方案\n1 总则\n本方案适用全厂。\n二、内容\n2.1 学习。每周学习一次，2.5小时。\n2.2 讨论。每月讨论一次，写出心得。",
			[]string{"1 二、内容", "2 2.1 学习。", "2 2.2 讨论。"}},
		{"markdown", "# 工作总结\n\n## 一、做法\n\n开展了三项活动。\n\n## 二、成效\n\n群众满意度提高了。",
			[]string{"1 一、做法", "1 二、成效"}},
		{"known phrases alone", "某局工作总结\n\n一年来，我们做了大量工作，现总结如下。\n\n主要做法\n\n我们召开会议，成立组织，制定方案，层层动员，取得了很好的效果。\n\n存在的问题\n\n我们的学习还不够深入，制度还不够健全，督查还不够有力，需要改进。",
			[]string{"1 主要做法", "1 存在的问题"}},
		{"salutation is no heading", "讲话\n\n同志们：\n今天我们开会部署工作。\n一、认识要到位\n这项工作意义重大。\n二、措施要到位\n各单位要马上行动。",
			[]string{"1 一、认识要到位", "1 二、措施要到位"}},
		{"a number used twice", "总结\n一、情况\n全局共有干部八十人。\n二、做法\n我们开了很多会议。\n二、成效\n群众反映普遍良好。\n三、打算\n今后继续努力工作。",
			[]string{"1 一、情况", "1 二、做法", "1 二、成效", "1 三、打算"}},
		{"a number left out", "方案\n一、目标\n建设学习型党组织。\n三、步骤\n分三步推进各项工作。",
			[]string{"1 一、目标", "1 三、步骤"}},
		{"stages by what is done in them", "方案\n四、进度\n发动（3月上旬）：开好动员会，讲清为什么做、怎样做。\n推进（4月至9月）：逐月检查，逐季通报，年底算总账。\n五、保障\n由总支负责。",
			[]string{"1 四、进度", "2 发动（3月上旬）：", "2 推进（4月至9月）：", "1 五、保障"}},
		{"who promises is no heading", "承诺书\n我们郑重承诺如下，请大家监督。\n李铁柱：雨天先把孤老户的屋顶看一遍，漏了就修。\n周春妮：每月给留守孩子上一堂手工课，不落一人。\n马二喜：果园里带出三个徒弟，手艺不藏私。\n",
			nil},
		{"tags and dashes", "总结\n今年做了不少事，现总结如下。\n【学在先】支部每月学两次，人人记笔记。书记带头讲，党员轮着讲。\n【做学结合】修渠时党员走在前头，三天挖通。群众送来茶水，说这才像党员。\n",
			[]string{"1 【学在先】", "1 【做学结合】"}},
		{"questions", "事迹\n渠怎么修？\n他挨家挨户动员了三个月，终于把水渠修到了最远的山梁上，家家通了水。\n孩子谁来管？\n他腾出自家的两间房，放学后由退休教师看着孩子们写作业，分文不收。\n",
			[]string{"1 渠怎么修？", "1 孩子谁来管？"}},
		{"digits and a blank", "方案\n1 活动目标\n人人有岗。\n2 活动内容\n2.1 设岗\n设岗十二个。\n2.2 评岗\n每季评一次。\n",
			[]string{"1 1 活动目标", "1 2 活动内容", "2 2.1 设岗", "2 2.2 评岗"}},
		{"counts at the start of wrapped lines", "总结\n一、做法\n参加者共有\n12 名党员和\n13 名群众。\n二、成效\n群众反映普遍良好。",
			[]string{"1 一、做法", "1 二、成效"}},
		{"a number lost", "总结\n一、做法\n（一）先学一步\n每月逢五学习，一年学了十二次。\n\n帮衬邻里\n给困难户送去煤和面，修好了三户人家的房顶。\n（二）再干一步\n修渠两里，栽树千棵。\n\n存在的问题\n会开得多，事办得慢，外出党员联系少，还要下力气改。\n二、打算\n继续努力做好工作。",
			[]string{"1 一、做法", "2 （一）先学一步", "2 帮衬邻里", "2 （二）再干一步", "1 存在的问题", "1 二、打算"}},
		{"items inside a paragraph, in brief and at length", "讲话\n一、怎么抓\n一要明责。书记负总责。二要督促。每月查一次。\n二、怎么看\n一要看大局。这几年村里的变化大家都看在眼里，路通了，水清了，人心也齐了，这是大家一锹一锹干出来的。二要看差距。跟邻村比，我们的合作社还小，年轻人回来的还不多，有的党员一年到头见不着几回面，这些都要认账。",
			[]string{"1 一、怎么抓", "1 二、怎么看", "2 一要看大局。", "2 二要看差距。"}},
		{"a list whose last item ends as a sentence", "汇报\n一、打算\n（一）定好会期；\n（二）办好夜校；\n（三）管好台账。\n以上是全部打算，不妥之处请批评。",
			[]string{"1 一、打算"}},
		{"one behind the number", "事迹\n一、踏遍青山人未老\n他每天巡山三十里。\n二、一个支部就是一团火\n他把会开到山上。\n三、山里人的大哥\n他帮大家送信。",
			[]string{"1 一、踏遍青山人未老", "1 二、一个支部就是一团火", "1 三、山里人的大哥"}},
		{"attachment above the sign-off", "方案\n一、目标\n全体党员受到教育，各项工作有新的进步。\n二、要求\n各小组要高度重视，按时报送信息。\n附件：领导小组名单\n组长：骆秋萍\n副组长：管文涛\n白石中心党支部\n2012年4月28日",
			[]string{"1 一、目标", "1 二、要求", "1 附件：领导小组名单"}},
		{"run-ins with quotations", "材料\n做实“三个一”，激活红色细胞。一月一课，书记轮流登台讲课。党员都说好。\n亮出一面旗，擦亮先锋底色。门口立起承诺墙，人人别上党徽。群众看得见。\n架起连心桥，温暖千家万户。支部和社区签订协议，开展志愿行动。用户很满意。",
			[]string{"1 做实“三个一”，激活红色细胞。", "1 亮出一面旗，擦亮先锋底色。", "1 架起连心桥，温暖千家万户。"}},
		{"run-ins of unlike length", "简报\n红领巾向雷锋叔叔看齐。三月五日举行仪式，党员带领学生走上街头。市民称赞。\n党员教师结对学困生。每人联系一名学生，课间辅导功课。成绩提高。\n教学比武展风采。党员上示范课，老教师带新教师。大家收获很多。",
			[]string{"1 红领巾向雷锋叔叔看齐。", "1 党员教师结对学困生。", "1 教学比武展风采。"}},
		{"short sentences are no run-ins", "事迹\n他是个闲不住的人。每天天不亮就出门，先到果园转一圈。村里人都认得他。\n她也不甘落后。办起了养鸡场，带着姐妹们一起干。日子越过越好。\n大家都很高兴。村里修了路，家家通了水。老人们逢人便讲。",
			nil},
		{"persons are no labels", "公示\n党员承诺事项公示如下。\n储国平（支部书记）：带头领办合作社，吸纳三十户入社。每月值班二十天。\n殷桂兰（妇女主任）：做好服务，资助一名孤儿上学。每周走访一次。\n翁德才（老党员）：当好护林员，每周巡山三次。义务宣传防火。",
			nil},
		{"units as labels", "总结\n(二)抓载体\n各支部各有特点。\n城关派出所:民警进社区入户走访。收集意见多条。\n交警大队:民警上路执勤不怕风雨。受到好评。\n看守所:组织岗位练兵比武。人人参加。\n二、打算\n继续推进各项工作。",
			[]string{"2 (二)抓载体", "3 城关派出所:", "3 交警大队:", "3 看守所:", "1 二、打算"}},
		{"shaped run-ins with bodies of several paragraphs", "交流材料\n我们做了三件事。\n在“快”字上下功夫，迅速动员。会议开到了支部，人人知晓。\n还开设了宣传专栏，发了许多简报。\n在“实”字上见成效，解决难题。为群众办了实事，群众满意。",
			[]string{"1 在“快”字上下功夫，迅速动员。", "1 在“实”字上见成效，解决难题。"}},
		{"a dialogue", "访谈\n问：学习有什么收获？请谈谈您的体会和感受。\n答：收获很大，认识提高了。今后要多学习。\n问：下一步有什么打算？请介绍一下具体安排。\n答：认真履职，服务好群众。争取当先进。",
			nil},
		{"contact lines are no headings", "通知\n各支部：\n请按时报送材料。\n联系人：张三，办公室在二楼东侧。\n联系电话：五六七八九零，工作时间有人接听。\n邮箱：请以正式文件为准，逾期不候。",
			nil},
	} {
		if got := headingsOf(c.text); !slices.Equal(got, c.want) {
			t.Errorf("%s\n got %q\nwant %q", c.name, got, c.want)
		}
	}
}

// The half-width form of a text has the same outline at the same characters.
func TestFoldedTextHasSameOutline(t *testing.T) {
	files, _ := filepath.Glob("testdata/*.txt")
	for _, name := range files {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		text := string(data)
		folded := zh.Fold(text)
		a, b := Sections(text), Sections(folded)
		if len(a) != len(b) {
			t.Errorf("%s: %d sections, %d when folded", name, len(a), len(b))
			continue
		}
		for i := range a {
			if zh.Fold(a[i].Of(text)) != b[i].Of(folded) || a[i].Level != b[i].Level || a[i].Parent != b[i].Parent {
				t.Errorf("%s: section %d differs: %q, %q", name, i, a[i].Of(text), b[i].Of(folded))
			}
		}
	}
}

func TestSectionsSayTheirRule(t *testing.T) {
	text := "总结\n现汇报如下。\n一、做法\n我们做了很多工作。\n某局党支部\n2010年5月1日"
	ss := Sections(text)
	if len(ss) != 3 || ss[0].Kinds[0] != "preamble" || ss[2].Kinds[0] != "signoff" {
		t.Fatalf("%+v", ss)
	}
	for _, s := range ss {
		if s.Rule == "" || s.Confidence <= 0 || s.Confidence > 1 {
			t.Errorf("%+v", s)
		}
	}
}

func TestSentences(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"他说：“好。”大家笑了！真的？是；对…完", "他说：“好。”|大家笑了！|真的？|是；|对…|完"},
		{"他说:\"好。\"\"不好。\"大家笑了!真的?是;对", "他说:\"好。\"|\"不好。\"|大家笑了!|真的?|是;|对"},
		{"第一行\n第二行\r\n　第三行　\n", "第一行|第二行|第三行"},
		{"（见附件。）然后……结束。", "（见附件。）|然后……|结束。"},
		{"共5.2%，计1.5万元。", "共5.2%，计1.5万元。"},
		{"题目\n一、加强领导，周密部署我院成立了小组。制定了方案。", "题目|一、加强领导，周密部署|我院成立了小组。|制定了方案。"},
		{"", ""},
		{" \n\t\n", ""},
	} {
		var got []string
		for _, s := range Sentences(c.text) {
			got = append(got, s.Of(c.text))
		}
		if strings.Join(got, "|") != c.want {
			t.Errorf("%q\n got %s\nwant %s", c.text, strings.Join(got, "|"), c.want)
		}
	}
}

func FuzzSections(f *testing.F) {
	files, _ := filepath.Glob("testdata/*.txt")
	for _, name := range files {
		if data, err := os.ReadFile(name); err == nil {
			f.Add(string(data))
		}
	}
	for _, seed := range []string{"", "一、", "附件：", "（一）\n（一）", "1.1 1.2 2.1", "一是。二是。", "\ufeff一、\u3000x\n\n二、", "第一章\n第一条", "标题\n甲：乙丙丁戊己庚辛壬。\n2010年1月1日", "## \n# 一、甲\n乙", "题\n一、甲\n乙丙丁戊。\n（一）己\n庚辛壬癸。\n某某党支部\n2010年1月1日\n（二）子\n丑寅卯辰。\n"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		Sections(text) // invalid UTF-8 must not panic either
		Sentences(text)
		text = strings.ToValidUTF8(text, "?")
		d := corpus.Document{Text: text, Sections: Sections(text), Sentences: Sentences(text)}
		if err := d.Check(); err != nil {
			t.Fatal(err)
		}
		for i, s := range d.Sections {
			if headed := !s.Heading.Empty(); headed != (s.Level > 0) || headed != (len(s.Kinds) == 0) || s.Rule == "" || s.Empty() {
				t.Fatalf("section %d: %+v", i, s)
			}
			if s.Parent >= 0 && d.Sections[s.Parent].Level >= s.Level {
				t.Fatalf("section %d is no deeper than its parent: %+v", i, s)
			}
		}
	})
}

func BenchmarkSections(b *testing.B) {
	data, err := os.ReadFile("testdata/scheme.txt")
	if err != nil {
		b.Fatal(err)
	}
	b.SetBytes(int64(len(data)))
	for b.Loop() {
		Sections(string(data))
	}
}

// hostile are pieces whose repetition was made to be slow.
var hostile = []string{"一、甲\n", "一 ", "（一）", "1、甲", "一是甲。二是乙。", "甲：乙丙丁戊己庚辛壬。\n", "　", "(((", "甲乙丙丁。戊己庚辛壬癸子丑寅卯辰。\n", "第一，", "一、二、(一)1.", "附件：\n", "2010年1月1日\n"}

func TestHostileTexts(t *testing.T) {
	for _, unit := range hostile {
		text := strings.Repeat(unit, 10_000/len(unit))
		if err := (&corpus.Document{Text: text, Sections: Sections(text)}).Check(); err != nil {
			t.Errorf("%q repeated: %v", unit, err)
		}
	}
}

// BenchmarkHostile shows whether the cost grows faster than the text.
func BenchmarkHostile(b *testing.B) {
	for _, size := range []int{20_000, 200_000} {
		for _, unit := range hostile {
			text := strings.Repeat(unit, size/len(unit))
			b.Run(strconv.Quote(unit)+"/"+strconv.Itoa(size), func(b *testing.B) {
				b.SetBytes(int64(len(text)))
				for b.Loop() {
					Sections(text)
				}
			})
		}
	}
}
