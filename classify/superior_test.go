package classify

import "testing"

// TestSuperior: whom a text obeys, from its opening, else from anywhere.
func TestSuperior(t *testing.T) {
	c := load(t)
	const title, end = "白石县第一中学党支部创先争优活动总结\n", "\n白石县第一中学党支部\n2011年6月1日\n"
	for _, tc := range []struct{ text, want string }{
		{"根据县教育局党委的统一部署，我校开展了活动。", "县教育局党委"},
		{"根据县委和县教育局党委的统一部署，我校开展了活动。", "县委；县教育局党委"},
		{"按照ＸＸ镇党委要求，我校开展了活动。", "ＸＸ镇党委"},
		{"按照市文化和旅游局党委安排，我馆开展了活动。", "市文化和旅游局党委"},
		{"5月中旬，县教育局党委召开了动员大会。", "县教育局党委"},
		{"在上级党委的领导下，学校党委开展了活动。", ""},
		{"我校开展了活动。", ""},
		{"我校开展了活动。" + longText() + "五是按县委组织部要求做好评议。", "县委组织部"},
		{"我校开展了活动。\n报：县委创先争优办公室", "县委创先争优办公室"},
	} {
		if got := read(c, title+tc.text+end).Superior.Value; got != tc.want {
			t.Errorf("%.60s: got %q, want %q", tc.text, got, tc.want)
		}
	}
	for _, tc := range []struct{ text, want string }{
		{"大坪乡党委创先争优活动总结\n按照乡党委的部署，各村行动。根据县委的要求，开展了活动。\n大坪乡党委\n2011年6月1日\n", "县委"},
		{"南溪村党支部创先争优活动总结\n按照镇党委的部署，村党支部开展了活动。\n南溪村党支部\n2011年6月1日\n", "镇党委"},
		{"关于自查情况的报告\n市局党委第二巡回指导组：\n现将情况报告如下。\n白石县税务局党委\n2019年6月1日\n", "市局党委"},
	} {
		if got := read(c, tc.text).Superior.Value; got != tc.want {
			t.Errorf("%.60s: got %q, want %q", tc.text, got, tc.want)
		}
	}
}

// longText is longer than an opening.
func longText() string {
	s := ""
	for range 60 {
		s += "组织党员认真学习，做好各项服务，办实事若干件。"
	}
	return s
}
