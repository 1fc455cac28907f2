package classify

import (
	"strings"
	"testing"

	"wenjian/corpus"
)

// TestCitations: each citation as title|number|issuer.
func TestCitations(t *testing.T) {
	c := load(t)
	const head, tail = "白石县农业局党委创先争优活动总结\n按照县委组织部的部署，我局开展了活动。", "\n白石县农业局党委\n2011年6月1日\n"
	for _, tc := range []struct{ text, want string }{
		// Title and issuer.
		{"根据县委《关于开展创先争优活动的实施意见》要求，结合实际开展活动。", "关于开展创先争优活动的实施意见||县委"},
		{"为贯彻落实中共白石县委《关于做好公开承诺工作的通知》精神。", "关于做好公开承诺工作的通知||中共白石县委"},
		{"认真学习《中共白石县委关于加强作风建设的决定》。", "中共白石县委关于加强作风建设的决定||中共白石县委"},
		{"按照市委组织部印发的《关于做好领导点评工作的意见》。", "关于做好领导点评工作的意见||市委组织部"},
		{"传达了县委、县政府《关于加快农业发展的若干意见》。", "关于加快农业发展的若干意见||县委、县政府"},
		{"县委办公室转发了《县委组织部关于开展群众评议的方案》。", "县委组织部关于开展群众评议的方案||县委组织部"},
		{"对照和平县委《关于改进作风的规定》逐条自查。", "关于改进作风的规定||和平县委"},
		{"学习了省委和市委《关于创先争优的安排》。", "关于创先争优的安排||省委和市委"},
		{"落实省农业厅党组制定的《党员联系群众办法》。", "党员联系群众办法||省农业厅党组"},
		{"局党委印发了《白石县农业局创先争优活动实施方案》。", "白石县农业局创先争优活动实施方案||白石县农业局"},
		{"国务院《关于加强法治政府建设的意见》下发后，我们组织了学习。", "关于加强法治政府建设的意见||国务院"},
		{"支部制定了****党支部《党员承诺制度》。", "党员承诺制度||****党支部"},
		{"学习《中共县委关于加强作风建设的意见》。", "中共县委关于加强作风建设的意见||中共县委"},
		{"贯彻上级《关于开展活动的通知》。", "关于开展活动的通知||"},
		// Title and number.
		{"根据县委《关于在全县开展创先争优活动的意见》（白发〔2010〕12号）要求。", "关于在全县开展创先争优活动的意见|白发〔2010〕12号|县委"},
		{"按照《关于做好党员承诺的通知》(县委[2010]5号)精神。", "关于做好党员承诺的通知|县委[2010]5号|县委"},
		{"贯彻中组发［２０１０］８号《关于深入开展创先争优活动的意见》。", "关于深入开展创先争优活动的意见|中组发［２０１０］８号|中共中央组织部"},
		// Numbers alone.
		{"根据县委办发〔2011〕3号文件要求。", "|县委办发〔2011〕3号|县委办"},
		{"落实中发〔2010〕1号文件精神。", "|中发〔2010〕1号|中共中央"},
		{"按照国发〔2012〕5 号文件执行。", "|国发〔2012〕5号|国务院"},
		{"文件有县组通〔2010〕22号、县组通〔2011〕4号。", "|县组通〔2010〕22号| |县组通〔2011〕4号|"},
		// Rules, laws, the Party's own papers.
		{"党员学习《中国共产党章程》和《中国共产党纪律处分条例》。", "中国共产党章程|| 中国共产党纪律处分条例||"},
		{"依据《中华人民共和国农业法》办案。", "中华人民共和国农业法||"},
		{"贯彻《国家中长期教育改革和发展规划纲要（2010—2020年）》。", "国家中长期教育改革和发展规划纲要（2010—2020年）||"},
		{"执行《机关考勤制度（试行）》。", "机关考勤制度（试行）||"},
		{"学习《在庆祝中国共产党成立90周年大会上的讲话》。", "在庆祝中国共产党成立90周年大会上的讲话||"},
		// A title within a title.
		{"县委组织部《关于转发〈关于做好创先争优宣传工作的通知〉的通知》已传达。", "关于转发〈关于做好创先争优宣传工作的通知〉的通知||县委组织部"},
		// No citations.
		{"组织党员观看《杨善洲》《第一书记》等影片。", ""},
		{"书记以《争做群众贴心人》为题讲了党课。", ""},
		{"王书记讲了题为《党员的责任与规范》的党课。", ""},
		{"撰写了《关于农业产业化的报告》等调研文章12篇。", ""},
		{"学习《毛泽东邓小平江泽民论科学发展》读本。", ""},
		{"在《农民日报》刊发稿件3篇。", ""},
		{"合唱《没有共产党就没有新中国》。", ""},
		{"填写《民主评议党员测评表》，签订《党风廉政责任书》。", ""},
		{"召开县委九届三次全会，传达会议精神。", ""},
		{"开展“党员示范岗”活动，联系电话5号线。", ""},
		{"家住建设路（2010）15号院的老人。", ""},
		{"发放《廉洁自律规定》读本120册。", ""},
		{"县委宣传部推荐的《焦裕禄》电影。", ""},
		{"《", ""},
		{"《关于\n开展活动的意见》", ""},
	} {
		text := head + tc.text + tail
		d := &corpus.Document{Text: text}
		var got []string
		for _, x := range c.Classify(d).Citations {
			got = append(got, x.Title+"|"+x.Number+"|"+x.Issuer)
			d.Citations = append(d.Citations, x)
		}
		if strings.Join(got, " ") != tc.want {
			t.Errorf("%s: got %q, want %q", tc.text, strings.Join(got, " "), tc.want)
		}
		if err := d.Check(); err != nil {
			t.Errorf("%s: %v", tc.text, err)
		}
	}
}

// TestOwnNumber: a document's own number and what it hands on are no
// citations of it.
func TestOwnNumber(t *testing.T) {
	c := load(t)
	text := "中共白石县农业局委员会文件\n白农党〔2011〕9号\n关于印发《白石县农业局党员承诺制度》的通知\n各支部：\n现将《白石县农业局党员承诺制度》印发给你们，请按白农党〔2010〕3号文件一并执行。\n中共白石县农业局委员会\n2011年6月1日\n"
	var got []string
	for _, x := range c.Classify(&corpus.Document{Text: text}).Citations {
		got = append(got, x.Title+"|"+x.Number+"|"+x.Issuer)
	}
	if want := "|白农党〔2010〕3号|中共白石县农业局委员会"; strings.Join(got, " ") != want {
		t.Errorf("got %q, want %q", strings.Join(got, " "), want)
	}
}

// TestCitationExamples runs the sentences of citations.yaml.
func TestCitationExamples(t *testing.T) {
	c := load(t)
	cites := func(s, issuer string) bool {
		for _, x := range read(c, "工作总结\n今年以来，我们认真开展活动。\n"+s+"\n").Citations {
			if x.Issuer == issuer {
				return true
			}
		}
		return false
	}
	for _, row := range c.know.citations.Kinds {
		if len(row.Match) == 0 {
			t.Errorf("%s has no example", row.ID)
		}
		for _, s := range row.Match {
			if !cites(s, row.ID) {
				t.Errorf("%s is not found in %s", row.ID, s)
			}
		}
		for _, s := range row.NoMatch {
			if cites(s, row.ID) {
				t.Errorf("%s is wrongly found in %s", row.ID, s)
			}
		}
	}
}

func FuzzCitations(f *testing.F) {
	c := load(f)
	for _, s := range []string{"县委《关于〈转发〉的通知》(县委〔2010〕5号)", "《》《", "》号〔2010〕1号", "中发[2010]1号《意见》中发(2011)2号", "和县委、《办法"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		d := &corpus.Document{Text: strings.ToValidUTF8(s, "")}
		r := readingOf(d.Text)
		c.citations(r)
		d.Citations = r.Citations
		if err := d.Check(); err != nil {
			t.Fatal(err)
		}
	})
}
