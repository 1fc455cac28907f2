package classify

import (
	"strings"
	"testing"

	"wenjian/corpus"
	"wenjian/segment"
)

// readWords classifies a text as the pipeline does, cut into words.
func readWords(c *Classifier, s *segment.Segmenter, text string) Facts {
	return c.Classify(&corpus.Document{Text: text, Tokens: s.Tokens(text)})
}

// TestPersonsInText holds sentences with the names in them; most are told by
// the words around them, with the word places of the segmenter.
func TestPersonsInText(t *testing.T) {
	c := load(t)
	seg := segment.New(c.Words())
	for _, tc := range []struct{ text, want string }{
		// Behind what anybody may be called.
		{"社区女工卢小芹的孩子没人接送，支部安排专人照看。", "卢小芹"},
		{"聋哑老人佟老根无亲无故，党员轮流送饭。", "佟老根"},
		{"在技能比武中，党员井大勇夺得第一名。", "井大勇"},
		{"种粮大户尚二喜高兴地说，这下收成有保障了。", "尚二喜"},
		{"“管家”龚长顺把老人背下楼。", "龚长顺"},
		{"“热心大姐”之外，还有居民辛桂芝笑着说：“真方便。”", "辛桂芝"},
		{"贫困学生明小燕家中失火，师生捐款三千元。", "明小燕"},
		{"村民高长山带病修路，群众高兴地说好。", "高长山"},
		{"党员车辆统一张贴标识，党员时刻牢记宗旨。", ""},
		{"群众路线教育中，干部管理更严，职工安全有保障，居民安居乐业。", ""},
		{"党员向困难群众捐款，学生应当守纪，教师任劳任怨。", ""},
		{"让群众满意，为居民谋利，不让一个家长白跑。", ""},
		{"中心粮库党员汤大年带病坚守岗位。", "汤大年"},
		// Behind a post, before a verb.
		{"支部书记雷鸣远常说，急诊科的党员心里要有团火。", "雷鸣远"},
		{"局长查显明率队督查，副局长费立群通报了情况。", "查显明 费立群"},
		{"由支部书记安志刚领誓，全体党员重温誓词。", "安志刚"},
		{"镇长高峰同志致辞。", "高峰"},
		{"支部书记查房时发现，院长讲话强调，主任安排值班。", ""},
		{"党支部书记任组长，校长应经常听课，以严治教。", ""},
		{"支部书记包志华现场宣读决定。", "包志华"},
		// Several names.
		{"授予冉启星等7名同志“优秀共产党员”称号。", "冉启星"},
		{"表彰了苗小云、池海、路长河等十二名党员。", "苗小云 池海 路长河"},
		{"成员：闵学文、宫丽、晏平、欧阳小波。", "闵学文 宫丽 晏平 欧阳小波"},
		{"附件：优秀共产党员名单\n冉启明　县工会生活部部长\n沙　红（女，回族）　城关镇工会主席\n宗家祥　青衣街道工会干事\n晏　青　工人文化宫美工\n", "冉启明 沙红 宗家祥 晏青"},
		{"优秀党务工作者（4名）\n闵学文　宫　丽　晏家平　成海波\n", "闵学文 宫丽 晏家平 成海波"},
		{"先进党支部（2个）\n机关第二党支部　　城关镇工会党支部\n高山村党支部　　白石村党支部\n", ""},
		{"单位　　发放　　收回\n房管所　　120份　　118份\n白蚁所　　80份　　78份\n", ""},
		// Those who report.
		{"居民都说好。（桂花社区　蒲小雨）\n报：街道党工委\n", "蒲小雨"},
		{"本报讯（通讯员 祁连海）近日，支部开展活动。", "祁连海"},
		{"活动取得成效。（记者 岑志远　通讯员 卜文）\n", "岑志远 卜文"},
		{"受到好评。（县教育局 单小梅）\n", "单小梅"},
		{"供稿：项文海　　审核：项怀山\n", "项文海 项怀山"},
		{"联系人：宁一鸣　　联系电话：0000—5566778\n", "宁一鸣"},
		{"下设办公室。（以下简称领导小组）\n受到好评（见附件）。\n", ""},
		// Introduced, or speaking.
		{"邵玉芳，女，汉族，1968年生，现任公司党支部书记。", "邵玉芳"},
		{"我叫罗秉山，今年七十四岁。", "罗秉山"},
		{"滕文秀激动地说：“谢谢支部。”", "滕文秀"},
		{"群众反映说，温暖送到了家，安全地说就是放心。", ""},
		{"费立群同志具体负责，高度重视同志意见。", "费立群"},
		{"党组书记王××带头，村民李某某受到帮助。", "王×× 李某某"},
		{"学习岑家祥、马凯同志的讲话，由支部书记巴音贺希格为组长。", "岑家祥 马凯 巴音贺希格"},
		{"为群众解难题、办实事，由于工作忙，儿童权益有保障。", ""},
		{"另设河口、双岔、马坪3个人民法庭和原种场5个党支部。", ""},
	} {
		var got []string
		for _, p := range readWords(c, seg, tc.text).Persons {
			got = append(got, p.Name)
		}
		if strings.Join(got, " ") != tc.want {
			t.Errorf("%s: got %q, want %q (words %q)", tc.text, strings.Join(got, " "), tc.want, seg.Words(tc.text))
		}
	}
}
