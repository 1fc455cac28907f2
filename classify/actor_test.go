package classify

import (
	"testing"

	"wenjian/corpus"
	"wenjian/segment"
)

// TestActorPlaceParticipants looks at the first mention of a kind in a text of
// a unit: who acted, where, and how many took part.
func TestActorPlaceParticipants(t *testing.T) {
	c := load(t)
	seg := segment.New(c.Words())
	for _, tc := range []struct {
		unit, superior, text, kind string
		actor                      corpus.Actor
		place                      string
		participants               int
	}{
		{"桃溪镇中心小学党支部", "县教育局党委", "6月28日，支部召开动员大会，31名党员参加。", "动员大会", corpus.ActorOwn, "", 31},
		{"桃溪镇中心小学党支部", "县教育局党委", "6月28日，我校党支部在多功能会议室召开动员大会。", "动员大会", corpus.ActorOwn, "多功能会议室", 0},
		{"桃溪镇中心小学党支部", "县教育局党委", "5月20日，县教育局党委召开动员大会。", "动员大会", corpus.ActorSuperior, "", 0},
		{"桃溪镇中心小学党支部", "县教育局党委", "县教育局党委副书记闵向荣来校讲党课，28名党员听讲。", "讲党课", corpus.ActorSuperior, "", 28},
		{"桃溪镇中心小学党支部", "县教育局党委", "党员教师走进学生家中家访。", "走访慰问", corpus.ActorPart, "学生家中", 0},
		{"青河乡党委", "县委", "7月1日，乡党委组织党员到陈家湾烈士陵园重温入党誓词，受教育群众300人次。", "重温入党誓词", corpus.ActorOwn, "陈家湾烈士陵园", 0},
		{"青河乡党委", "县委", "各支部组织集中学习12次。", "学习培训", corpus.ActorPart, "", 0},
		{"青河乡党委", "县委", "卫生院党支部到敬老院义诊。", "志愿服务", corpus.ActorPart, "敬老院", 0},
		{"青河乡党委", "县委", "县委第二督导组到我乡检查指导。", "督导检查", corpus.ActorSuperior, "", 0},
		{"青河乡党委", "县委", "52名村民代表参加群众满意度测评。", "群众评议", corpus.ActorOther, "", 52},
		{"青河乡党委", "县委", "开展了知识竞赛，46人参加。", "知识竞赛", "", "", 46},
		{"中共丰田县烟草专卖局委员会", "县委", "局党委中心组学习10次。", "学习培训", corpus.ActorOwn, "", 0},
		{"青河乡党委", "县委", "乡党委组织党员到延安革命纪念馆参观。", "红色参观", corpus.ActorOwn, "延安革命纪念馆", 0},
		{"青河乡党委", "县委", "7月1日，在乡中学大礼堂召开动员大会。", "动员大会", "", "乡中学大礼堂", 0},
		{"", "", "支部赴井冈山接受党性教育。", "党性教育", corpus.ActorOwn, "井冈山", 0},
	} {
		d := &corpus.Document{Text: tc.text}
		segmented(seg, d)
		r := readingOf(tc.text)
		r.doc = d
		r.Unit.Name, r.Superior.Value, r.Kind.Value = tc.unit, tc.superior, "工作总结"
		c.activities(r)
		c.figures(r)
		c.events(r)
		found := false
		for _, a := range r.Activities {
			if a.Kind != tc.kind {
				continue
			}
			found = true
			if a.Actor != tc.actor || a.Place != tc.place || a.Participants != tc.participants {
				t.Errorf("%s: got %q %q %d, want %q %q %d", tc.text, a.Actor, a.Place, a.Participants, tc.actor, tc.place, tc.participants)
			}
			break
		}
		if !found {
			t.Errorf("%s: no %s", tc.text, tc.kind)
		}
	}
}

// FuzzEvents says that whatever the text, the facts pass Check and events are
// numbered from 1 in the order of their first mention.
func FuzzEvents(f *testing.F) {
	c := load(f)
	seg := segment.New(c.Words())
	f.Add("支部6月28日在县礼堂召开动员大会，共31人参加。这次大会后，一是讲党课；三是讲党课2次，其中书记3次。\n合计  3次  4次\n2月30日")
	f.Add("下设“甲”、“乙”和《丙》三项活动（男40名、女28名），共有党员71名，全体72名党员20011年13月")
	f.Add("一、一是\n三、第\n\"\"三个方面，分别是、和；从、、四个方面")
	f.Fuzz(func(t *testing.T, text string) {
		d := &corpus.Document{Text: zhValid(text)}
		segmented(seg, d)
		fs := c.Classify(d)
		d.Activities, d.Figures, d.Exceptions, d.Sections = fs.Activities, fs.Figures, fs.Exceptions, fs.Sections
		if err := d.Check(); err != nil {
			t.Fatal(err)
		}
		last := 0
		for _, a := range fs.Activities {
			if a.Event < 1 || a.Event > last+1 {
				t.Fatalf("event %d follows %d", a.Event, last)
			}
			last = max(last, a.Event)
		}
	})
}
