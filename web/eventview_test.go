package web

import (
	"strings"
	"testing"

	"wenjian/classify"
	"wenjian/corpus"
)

const eventText = "柳湾村党支部小结\n" +
	"支部开展五项活动。6月28日，书记在村部讲党课，32人参加。\n" +
	"书记的党课讲到县委〔2010〕5号文件。下步计划慰问老人。\n　\n"

// eventDocument tells one event twice, contradicts itself twice and cites.
func eventDocument(t testing.TB) *corpus.Document {
	s := func(part string) corpus.Span { return at(t, eventText, part) }
	return &corpus.Document{
		Ordinal: 1, Text: eventText, Source: corpus.Source{Path: "村.txt", Format: "txt"},
		Unit: corpus.Unit{Name: "柳湾村党支部", Kind: "村", Level: "village", By: by("signoff")},
		Activities: []corpus.Activity{
			{Span: s("书记的党课"), Kind: "讲党课", Status: corpus.Mentioned, Event: 1, By: by("act")},
			{Span: s("书记在村部讲党课"), Kind: "讲党课", Status: corpus.Held, When: "2010-06-28", Place: "村部", Actor: corpus.ActorOwn, Participants: 32, Event: 1, By: by("act")},
			{Span: s("计划慰问老人"), Kind: "走访慰问", Status: corpus.Planned, Event: 2, By: by("act")},
		},
		Citations: []corpus.Citation{{Span: s("县委〔2010〕5号文件"), Number: "县委〔2010〕5号", Issuer: "县委", By: by("cit")}},
		Exceptions: []corpus.Exception{
			{Span: s("五项活动"), Kind: "count", Others: []corpus.Span{s("讲党课"), s("慰问老人"), s("\n　\n")}, Says: "前称五项活动，正文写到两项。", By: by("exc")},
			{Span: s("32人"), Kind: "count", Says: "与党员总数不符。", By: by("exc")},
		},
	}
}

// TestEvents: an event leads to all its places and back, a contradiction to
// both of its.
func TestEvents(t *testing.T) {
	f := emptyFixture(t)
	d := eventDocument(t)
	if _, err := f.store.Put(t.Context(), d.Source, []byte("原件"), []*corpus.Document{d}, "test"); err != nil {
		t.Fatal(err)
	}
	doc := f.page(t, "/docs/1")
	checkMarkup(t, doc)
	for _, w := range []struct {
		selector string
		n        int
		text     string // part of the first one's text
	}{
		{"#ev-1", 1, "讲党课"}, {"#ev-1 .pill", 1, "已开展"}, {"#ev-1", 1, "2010-06-28 地点 村部 本单位 参加 32 人（次） 提及2处"}, {"#ev-1 > a[href='#act-2']", 1, "讲党课"},
		{"#ev-1 .why a[href='#act-1'][aria-label]", 1, "1"}, {"#ev-1 .why a[href='#act-2'][aria-label]", 1, "2"},
		{"a#act-1[href='#ev-1']", 1, "讲党课 · 提及（1/2）"}, {"a#act-2[href='#ev-1']", 1, "讲党课 · 已开展（2/2）"},
		{"#ev-2 .why a", 0, ""}, {"span#act-3", 1, "走访慰问 · 计划"}, {"[aria-label=活动清单] > li", 2, ""},
		{"#doubts li", 2, "数目不符"}, {"#doubts li", 2, "前称五项活动"}, {"#doubt-1 a[href='#exc-1']", 1, "五项活动"}, {"#doubt-1 a[href='#exc-1-1']", 1, "讲党课"},
		{"#doubt-1 a", 3, ""}, {"#doubt-2 a", 1, "32人"}, {"a#exc-1.b-exc[href='#doubt-1']", 1, "疑点 1"}, {"#exc-1-2 + .exo", 1, "慰问老人"}, {".txt .exc", -1, "五项活动"},
		{"#citations li a[href='#cit-1']", 1, "县委〔2010〕5号　发文机关 县委"}, {"#cit-1 + .cit", 1, "县委"}, {".facts dl", -1, "村（社区）级"},
	} {
		found := doc.Find(w.selector)
		if n := found.Length(); w.n >= 0 && n != w.n || w.n < 0 && n == 0 {
			t.Errorf("%d × %s, want %d", n, w.selector, w.n)
		}
		if got := strings.Join(strings.Fields(found.First().Text()), " "); !strings.Contains(got, strings.Join(strings.Fields(w.text), " ")) {
			t.Errorf("%s is %q, want %q in it", w.selector, got, w.text)
		}
	}
}

// TestReasons: what the program says of a rule is shown, with how sure it is;
// of something unknown, why it is unknown.
func TestReasons(t *testing.T) {
	d := eventDocument(t)
	said := func(_ *corpus.Document, of classify.FactKind, at corpus.Span, by corpus.By) string {
		return string(of) + "：" + at.Of(d.Text) + "（" + by.Rule + "）"
	}
	a := d.Activities[1]
	for _, c := range []struct{ got, want string }{
		{reasons{d, said}.of(classify.ActivityFact, a.Span, a.By), "依据 activity：书记在村部讲党课（act），把握 90%"},
		{reasons{d, nil}.of(classify.ActivityFact, a.Span, a.By), "依据 act，把握 90%"},
		{reasons{d, said}.label(classify.DateFact, corpus.Label{By: corpus.By{Rule: "no-date"}}), "原因 date：（no-date）"},
		{reasons{d, said}.label(classify.DateFact, corpus.Label{}), ""},
	} {
		if c.got != c.want {
			t.Errorf("%q, want %q", c.got, c.want)
		}
	}
}
