package index

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"wenjian/corpus"
	"wenjian/index/query"
)

func parse(t testing.TB, s string) query.Node {
	t.Helper()
	n, err := query.Parse(s)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// show prints a snippet with its marks in brackets.
func show(text string, marks [][2]int) string {
	r := []rune(text)
	for _, m := range slices.Backward(marks) {
		r = slices.Insert(r, m[1], ']')
		r = slices.Insert(r, m[0], '[')
	}
	return string(r)
}

func TestSnippets(t *testing.T) {
	const long = "按照上级党委的统一部署和要求我们结合自身实际情况认真研究制定了具体的实施办法并且反复征求了广大党员和群众的意见建议最终形成了共识"
	e := Entry{Title: "關於黨性教育的總結（黨課）", Text: "開展黨性教育。\n支部书记讲党课，“党性 教育”再次进行！同志们受到了教育。\n" +
		"第二段里没有。" + long + "在此基础上组织黨課学习" + long + "。"}
	for _, c := range []struct {
		query string
		title string
		want  []string
	}{
		{"党性教育", "關於[黨性教育]的總結（黨課）", []string{"開展[黨性教育]。", "支部书记讲党课，“[党性 教育]”再次进行！同志们受到了教育。"}},
		{"党课 OR 教育 -无", "關於黨性[教育]的總結（[黨課]）", []string{
			"開展黨性[教育]。",
			"支部书记讲[党课]，“党性 [教育]”再次进行！同志们受到了[教育]。",
			"复征求了广大党员和群众的意见建议最终形成了共识在此基础上组织[黨課]学习" + long + "。",
		}},
		{"标题:总结", "關於黨性教育的[總結]（黨課）", []string{"開展黨性教育。"}},
		{"-无", "關於黨性教育的總結（黨課）", []string{"開展黨性教育。"}},
	} {
		h := NewHighlighter(parse(t, c.query)).Hit(e, 1)
		if got := show(h.Title, h.TitleMarks); got != c.title {
			t.Errorf("%s: title %s, want %s", c.query, got, c.title)
		}
		var got []string
		for _, s := range h.Snippets {
			if !strings.Contains(e.Text, s.Text) || utf8.RuneCountInString(s.Text) > 110 {
				t.Errorf("%s: snippet %q", c.query, s.Text)
			}
			got = append(got, show(s.Text, s.Marks))
		}
		if !slices.EqualFunc(got, c.want, func(got, want string) bool { return strings.HasPrefix(want, got) }) {
			t.Errorf("%s:\n got %q\nwant %q", c.query, got, c.want)
		}
	}
}

// TestSnippetsOfParts demands that a condition on activities or sections
// shows the clause or heading that satisfies it.
func TestSnippetsOfParts(t *testing.T) {
	const text = "一、主要做法\n支部组织宣誓一次。下步拟讲党课。"
	at := func(s string) corpus.Span {
		i := strings.Index(text, s)
		return corpus.Span{Start: i, End: i + len(s)}
	}
	e := Entry{Text: text, Headings: []corpus.Span{at("一、主要做法")}, Sections: []Part{{Span: at(text), Kind: "practice"}},
		Acts: []Part{{at("支部组织宣誓一次"), "宣誓", corpus.Held}, {at("拟讲党课"), "讲党课", corpus.Planned}}}
	for q, want := range map[string]string{
		"活动:讲党课/计划":   "支部组织宣誓一次。下步[拟讲党课]。",
		"活动:讲党课/已开展":  "一、主要做法",
		"状态:held":     "[支部组织宣誓一次]。下步拟讲党课。",
		"环节:practice": "[一、主要做法]",
	} {
		h := NewHighlighter(parse(t, q)).Hit(e, 0)
		var got []string
		for _, s := range h.Snippets {
			got = append(got, show(s.Text, s.Marks))
		}
		if !strings.HasSuffix(want, strings.Join(got, "|")) {
			t.Errorf("%s: %q, want %q", q, got, want)
		}
	}
}

func FuzzSnippets(f *testing.F) {
	f.Add("開展黨性教育。\n支部书记讲党课，“党性 教育”再次进行！\xff", "党性 教育", 2, 9)
	f.Fuzz(func(t *testing.T, text, phrase string, from, to int) {
		text = strings.ToValidUTF8(text, "")
		if len(text) == 0 {
			return
		}
		act := corpus.Span{Start: runeStart(text, min(max(from, 0), len(text))), End: runeStart(text, min(max(to, 0), len(text)))}
		act.Start, act.End = min(act.Start, act.End), max(act.Start, act.End)
		e := Entry{Text: text, Title: phrase, Acts: []Part{{Span: act, Kind: "x"}}}
		h := NewHighlighter(query.And{query.Text{Value: phrase}, query.Field{Name: "activity", Value: "x", Exact: true}}).Hit(e, 0)
		if len(h.Snippets) > maxSnippets {
			t.Fatalf("%d snippets", len(h.Snippets))
		}
		for _, s := range h.Snippets {
			if !utf8.ValidString(s.Text) || !strings.Contains(text, s.Text) {
				t.Fatalf("snippet %q of %q", s.Text, text)
			}
			last := -1
			for _, m := range s.Marks {
				if m[0] <= last || m[1] <= m[0] || m[1] > utf8.RuneCountInString(s.Text) {
					t.Fatalf("marks %v of %q", s.Marks, s.Text)
				}
				last = m[1]
			}
		}
	})
}

func TestExternal(t *testing.T) {
	r := Result{Total: 9, Hits: []Hit{{ID: "3", Source: "a.zip!b.txt", Ordinal: 2, Title: "标题", Unit: "甲", Kind: "通知", Date: "2010", Score: 1.5,
		Snippets: []Snippet{{"讲党课", [][2]int{{1, 3}}}, {"无", nil}}}}, Facets: map[string][]Count{"kind": {{"通知", 9}}}}
	got, err := json.Marshal(r.External())
	want := `{"total":9,"hits":[{"source":"a.zip!b.txt","ordinal":2,"id":"3","title":"标题","title_marks":[],"unit":"甲","unit_kind":"","kind":"通知","date":"2010","score":1.5,` +
		`"snippets":[{"text":"讲党课","marks":[[1,3]]},{"text":"无","marks":[]}]}],"facets":{"kind":[{"value":"通知","count":9}]}}`
	if err != nil || string(got) != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	if got, _ := json.Marshal(Result{}.External()); string(got) != `{"total":0,"hits":[],"facets":{}}` {
		t.Errorf("empty: %s", got)
	}
}

func TestResolve(t *testing.T) {
	tax := corpus.Taxonomy{
		Activities: []corpus.Kind{{ID: "edu", Label: "党性教育"}, {ID: "lecture", Label: "讲党课", Parent: "edu"}, {ID: "oath", Label: "重温入党誓词", Parent: "edu"}},
		Sections:   []corpus.Kind{{ID: "practice", Label: "主要做法"}},
	}
	for in, want := range map[string]string{
		"活动:党性教育/已开展": `活动:"edu"/已开展 OR 活动:"lecture"/已开展 OR 活动:"oath"/已开展`,
		"活动:講黨課":      `活动:"lecture"`,
		"环节:practice": `环节:"practice"`,
		"环节:主要做法":     `环节:"practice"`,
	} {
		n, err := Resolve(parse(t, in), tax)
		if err != nil || query.String(n) != want {
			t.Errorf("%s resolves to %s, %v; want %s", in, query.String(n), err, want)
		}
	}
	if _, err := Resolve(parse(t, "类型:通知"), tax); err == nil {
		t.Error("an unknown kind resolves")
	}
	for _, c := range [][3]string{{"activity", "lecture", "讲党课"}, {"status", "held", "已开展"}, {"unit", "甲校", "甲校"}} {
		if got := LabelOf(tax, c[0], c[1]); got != c[2] {
			t.Errorf("LabelOf(%s, %s) = %s", c[0], c[1], got)
		}
	}
}

func TestSortKey(t *testing.T) {
	want := []string{"1", "01", "2", "10", "99999999999999999999", "", "-1", "100000000000000000000000", "1a", "a"}
	got := slices.Clone(want)
	slices.SortFunc(got, func(a, b string) int { return strings.Compare(SortKey(a), SortKey(b)) })
	want[0], want[1] = "01", "1"
	if !slices.Equal(got, want) {
		t.Errorf("order %q, want %q", got, want)
	}
}
