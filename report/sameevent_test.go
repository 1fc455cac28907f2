package report

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"unicode/utf8"

	"wenjian/corpus"
)

// tell is a held event of a document: document, unit, kind, day, place, people.
func tell(document int64, unit, kind, when, place string, people int, by corpus.Actor) *telling {
	a := corpus.Activity{Kind: kind, Status: corpus.Held, When: when, Place: place, Participants: people, Actor: by}
	return &telling{Happening: corpus.Happening{Activity: a}, document: document, unitKey: unit, unit: unit}
}

func TestOccasions(t *testing.T) {
	const own, part, superior = corpus.ActorOwn, corpus.ActorPart, corpus.ActorSuperior
	above := map[string][]string{"一小": {"教育局", "县委"}, "二小": {"教育局", "县委"}, "教育局": {"县委"}}
	for name, c := range map[string]struct {
		a, b *telling
		one  bool
	}{
		"a unit tells it twice":                 {tell(1, "一小", "党日", "2010-07-01", "", 35, own), tell(2, "一小", "党日", "2010-07-01", "", 0, ""), true},
		"twice in one document":                 {tell(1, "一小", "党日", "2010-07-01", "", 0, own), tell(1, "一小", "党日", "2010-07-01", "", 0, own), false},
		"another day":                           {tell(1, "一小", "党日", "2010-07-01", "", 0, own), tell(2, "一小", "党日", "2010-07-02", "", 0, own), false},
		"only the month is told":                {tell(1, "一小", "党日", "2010-07", "", 35, own), tell(2, "一小", "党日", "2010-07", "", 35, own), false},
		"other numbers":                         {tell(1, "一小", "党日", "2010-07-01", "", 35, own), tell(2, "一小", "党日", "2010-07-01", "", 53, own), false},
		"other places":                          {tell(1, "一小", "党日", "2010-07-01", "礼堂", 0, own), tell(2, "一小", "党日", "2010-07-01", "操场", 0, own), false},
		"the school says the bureau held it":    {tell(1, "教育局", "动员大会", "2010-06-18", "县礼堂", 320, own), tell(2, "一小", "动员大会", "2010-06-18", "", 0, superior), true},
		"the same, the school first":            {tell(1, "一小", "动员大会", "2010-06-18", "", 0, superior), tell(2, "教育局", "动员大会", "2010-06-18", "县礼堂", 320, own), true},
		"both met on that day":                  {tell(1, "教育局", "党日", "2010-07-01", "", 0, own), tell(2, "一小", "党日", "2010-07-01", "", 35, own), false},
		"the bureau tells what the school held": {tell(1, "教育局", "党日", "2010-07-01", "", 35, part), tell(2, "一小", "党日", "2010-07-01", "", 35, own), true},
		"one place, told more fully":            {tell(1, "教育局", "观影", "2010-07-01", "县人民影院", 0, part), tell(2, "一小", "观影", "2010-07-01", "人民影院", 0, ""), true},
		"a place that is everywhere":            {tell(1, "教育局", "观影", "2010-07-01", "会议室", 0, part), tell(2, "一小", "观影", "2010-07-01", "会议室", 0, ""), false},
		"two schools by themselves":             {tell(1, "一小", "党日", "2010-07-01", "县人民影院", 35, own), tell(2, "二小", "党日", "2010-07-01", "县人民影院", 35, own), false},
		"two schools at the bureau's":           {tell(1, "一小", "动员大会", "2010-06-18", "", 0, superior), tell(2, "二小", "动员大会", "2010-06-18", "", 0, superior), true},
		"unknown units":                         {tell(1, "", "党日", "2010-07-01", "", 35, own), tell(2, "", "党日", "2010-07-01", "", 35, own), false},
		"strangers":                             {tell(1, "一小", "党日", "2010-07-01", "", 35, superior), tell(2, "医院", "党日", "2010-07-01", "", 35, superior), false},
	} {
		if got := len(occasions([]*telling{c.a, c.b}, above)); (got == 1) != c.one {
			t.Errorf("%s: %d occasions", name, got)
		}
	}
}

// However many tellings there are, each is of one occasion, and none of an
// occasion contradicts another or stands in the same document.
func TestOccasionsLaws(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 11))
	pick := func(s ...string) string { return s[r.IntN(len(s))] }
	above := map[string][]string{"一小": {"教育局"}, "二小": {"教育局"}}
	for range 200 {
		var list []*telling
		for d := range 30 {
			actor := corpus.Actor(pick("", "own", "part", "superior", "other"))
			list = append(list, tell(int64(d/2+1), pick("", "一小", "二小", "教育局", "医院"), pick("党日", "观影"), pick("2010-07-01", "2010-07-02", "2010-07"), pick("", "县人民影院", "县礼堂大厅"), 10*r.IntN(3), actor))
		}
		n := 0
		for _, o := range occasions(list, above) {
			n += len(o.tellings)
			for i, a := range o.tellings {
				for _, b := range o.tellings[:i] {
					if a.document == b.document || contradict(a, b) || a.Kind != b.Kind || a.When != b.When {
						t.Fatalf("%+v and %+v are one occasion", a, b)
					}
				}
			}
		}
		if n != len(list) {
			t.Fatalf("%d of %d tellings", n, len(list))
		}
	}
}

func TestSentenceAt(t *testing.T) {
	const text = "第一句说学习。第二句说走访，很详细；第三句说捐款。\n下一行。"
	at := func(part string) string {
		i := strings.Index(text, part)
		return sentenceAt(text, i, i+len(part))
	}
	for part, want := range map[string]string{"走访": "第二句说走访，很详细；", "捐款": "第三句说捐款。", "学习": "第一句说学习。", "下一": "下一行。"} {
		if got := at(part); got != want {
			t.Errorf("%s: %q, want %q", part, got, want)
		}
	}
}

func TestLeadersIn(t *testing.T) {
	for text, want := range map[string]string{
		"成立了创先争优活动领导小组，由党委书记张三任组长，李四、王五任副组长。":        "创先争优活动领导小组 组长 张三；创先争优活动领导小组 副组长 李四；创先争优活动领导小组 副组长 王五",
		"创先争优活动领导小组名单\n组　长：张三　书记\n副组长：李四　校长\n成　员：王五": "创先争优活动领导小组 组长 张三；创先争优活动领导小组 副组长 李四；创先争优活动领导小组 成员 王五",
		"成立由张三任组长、院长李四为第一副组长的领导小组，下设办公室，会议由副书记王五主持。": "领导小组 组长 张三；领导小组 副组长 李四",
		"成立了领导小组，组长由书记张三担任，副组长由李四担任。":                "领导小组 组长 张三；领导小组 副组长 李四",
		"成立了领导小组，张三、班组长186人到会，经理李四主持。":               "领导小组  ",
		"成立以张三为组长的领导小组。":                             "领导小组 组长 张三",
		"及时成立领导小组，明确责任。":                             "领导小组  ",
		"按照县委领导小组的要求，张三讲话。":                          "",
	} {
		var people []namedPerson
		for _, name := range []string{"张三", "李四", "王五"} {
			if i := strings.Index(text, name); i >= 0 {
				people = append(people, namedPerson{spot{1, i, i + len(name)}, name, ""})
			}
		}
		var got []string
		for _, l := range leadersIn(1, text, "领导小组", people) {
			got = append(got, l.body+" "+l.role+" "+l.name)
		}
		if s := strings.Join(got, "；"); s != want {
			t.Errorf("%s: %q, want %q", text, s, want)
		}
	}
}

// FuzzLeaders says that whatever the text, places lie in it and quotes are
// valid text.
func FuzzLeaders(f *testing.F) {
	f.Add("成立领导小组，组长：张三", "领导小组", 3, 9)
	f.Add("领导小组\n领导小组", "组", 0, 1)
	f.Add("", "", 0, 0)
	f.Fuzz(func(t *testing.T, text, what string, start, stop int) {
		if what == "" || !utf8.ValidString(text) || start < 0 || stop < start || stop > len(text) {
			return
		}
		for _, l := range leadersIn(1, text, what, []namedPerson{{spot{1, start, stop}, "张三", ""}}) {
			if l.start < 0 || l.stop > len(text) {
				t.Fatalf("%v of %d bytes", l.spot, len(text))
			}
		}
		_ = sentenceAt(text, start, stop)
	})
}

func TestPeriod(t *testing.T) {
	for s, want := range map[string]bool{
		"2010-06..2010-07 2010-06-30": true, "2010-06-15.. 2010-06": true, "2010-06-15.. 2010-06-14": false, "..2010-06-30 2010-07-01": false, "..2010-06 2010-06-30": true,
		"2010.. 七一": false, ".. 七一": true, ".. ": true, "2010.. ": false, "2011.. 2010-12-31": false,
	} {
		span, when, _ := strings.Cut(s, " ")
		since, until, _ := strings.Cut(span, "..")
		if got := (period{since, until}).holds(when); got != want {
			t.Errorf("%s: %v", s, got)
		}
	}
}

func TestWeigh(t *testing.T) {
	got := weigh([]clue{{"甲村", 2, "文件夹"}, {"乙村", 5, "文件名"}, {"甲村", 4, "人名"}, {"甲村", 4, "人名"}})
	if s := fmt.Sprint(got); s != "[{甲村 6 文件夹；人名} {乙村 5 文件名}]" {
		t.Error(s)
	}
}
