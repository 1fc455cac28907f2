package store_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"strings"
	"testing"

	"wenjian/corpus"
	"wenjian/corpus/store"
)

// open returns a new, empty workspace.
func open(t testing.TB) *store.Store {
	t.Helper()
	s, err := store.Open(t.Context(), filepath.Join(t.TempDir(), "数据 目录?#%41"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s
}

// span returns the first place of part in text.
func span(t testing.TB, text, part string) corpus.Span {
	t.Helper()
	i := strings.Index(text, part)
	if i < 0 {
		t.Fatalf("%q not in text", part)
	}
	return corpus.Span{Start: i, End: i + len(part)}
}

const fullText = "柳河镇敬老院党支部创先争优活动小结\n七一前夕，我院组织党员重温入党誓词，捐款1200元，慰问老人XX户。\n二、下步打算\n下半年拟请王大川同志讲党课。\n二〇一〇年七月"

// full returns a document that uses every field.
func full(t testing.TB) *corpus.Document {
	t.Helper()
	x := fullText
	by := func(rule string) corpus.By { return corpus.By{Rule: rule, Confidence: 0.75} }
	label := func(value, part string) corpus.Label {
		return corpus.Label{Value: value, Evidence: span(t, x, part), By: by("r")}
	}
	d := &corpus.Document{
		Source:  corpus.Source{Path: "敬老院.zip!小结.txt", Format: "txt", Charset: "gb18030", Properties: map[string]string{"author": "张三"}},
		Ordinal: 1, Text: x,
		Removals: []corpus.Removal{
			{At: corpus.Span{}, Text: "当前位置：首页\n", Why: "navigation"},
			{At: span(t, x, "\n二、"), Text: "\xff\xfe", Why: "bytes"},
		},
		Title:    label("柳河镇敬老院党支部创先争优活动小结", "柳河镇敬老院党支部创先争优活动小结"),
		Kind:     label("阶段总结", "小结"),
		Unit:     corpus.Unit{Name: "柳河镇敬老院党支部", Kind: "事业单位", Level: "股级", Evidence: span(t, x, "柳河镇敬老院党支部"), By: by("title")},
		Superior: corpus.Label{By: by("none")}, Date: label("2010-07", "二〇一〇年七月"), Campaign: label("创先争优", "创先争优"),
		Sections: []corpus.Section{
			{Span: corpus.Span{Start: 0, End: len(x)}, Parent: -1, Kinds: []string{"preamble"}, By: by("all")},
			{Span: corpus.Span{Start: span(t, x, "二、下步").Start, End: len(x)}, Heading: span(t, x, "二、下步打算"), Level: 1, Parent: 0, Kinds: []string{"plans", "problems"}, By: by("h")},
			{Span: span(t, x, "二〇一〇年七月"), Parent: 1, By: by("unclassified")},
		},
		Activities: []corpus.Activity{
			{Span: span(t, x, "重温入党誓词"), Kind: "重温入党誓词", Status: corpus.Held, When: "七一", Place: "院内", Actor: corpus.ActorOwn, Participants: 12, Event: 1, By: by("a")},
			{Span: span(t, x, "讲党课"), Kind: "讲党课", Status: corpus.Planned, Actor: corpus.ActorPart, Event: 2, By: by("b")},
		},
		Figures: []corpus.Figure{
			{Span: span(t, x, "1200元"), Measure: "捐款金额", Value: 1200, Unit: "元", Op: corpus.Equal, By: by("f")},
			{Span: span(t, x, "XX户"), Measure: "走访户数", Unit: "户", Op: corpus.Equal, Norm: true, Masked: true, By: by("f")},
		},
		Persons: []corpus.Person{{Span: span(t, x, "王大川"), Name: "王大川", Post: "书记", By: by("p")}},
		Leaks:   []corpus.Leak{{Span: span(t, x, "我院"), Name: "白杨镇敬老院", By: by("l")}},
		Citations: []corpus.Citation{
			{Span: span(t, x, "创先争优"), Title: "关于创先争优的意见", Number: "县委〔2010〕5号", Issuer: "县委", By: by("c")},
			{Span: span(t, x, "党课"), Number: "中组发[2010]8号", By: by("c")},
		},
		Exceptions: []corpus.Exception{
			{Span: span(t, x, "1200元"), Kind: "sum", Others: []corpus.Span{span(t, x, "七一"), span(t, x, "XX户")}, Says: "分项之和与总数不符。", By: by("e")},
			{Span: span(t, x, "下半年"), Kind: "date", Says: "晚于落款日期。", By: by("e")},
		},
	}
	at := 0
	for i, r := range x {
		if r == '\n' || r == '。' || r == '，' {
			if i > at {
				d.Sentences = append(d.Sentences, corpus.Span{Start: at, End: i})
			}
			at = i + len(string(r))
			continue
		}
		d.Tokens = append(d.Tokens, corpus.Token{Span: corpus.Span{Start: i, End: i + len(string(r))}})
	}
	if err := d.Check(); err != nil {
		t.Fatal(err)
	}
	return d
}

// alphabet mixes scripts, widths, an astral character, separators and NUL.
var alphabet = []rune("党员学习活动創先爭優。，\n 一二ＡbＣ9𠮷\x00\x1e")

// random returns a document with arbitrary facts that passes Check.
func random(r *rand.Rand, ordinal int) *corpus.Document {
	n := r.IntN(120)
	text := make([]rune, n)
	for i := range text {
		text[i] = alphabet[r.IntN(len(alphabet))]
	}
	d := &corpus.Document{Ordinal: ordinal, Text: string(text)}
	bounds := []int{}
	for i := range d.Text {
		bounds = append(bounds, i)
	}
	bounds = append(bounds, len(d.Text))
	pick := func() corpus.Span {
		i, j := r.IntN(len(bounds)), r.IntN(len(bounds))
		return corpus.Span{Start: bounds[min(i, j)], End: bounds[max(i, j)]}
	}
	by := func() corpus.By { return corpus.By{Rule: fmt.Sprint("rule-", r.IntN(9)), Confidence: r.Float64()} }
	label := func() corpus.Label {
		return corpus.Label{Value: string(text[:r.IntN(n+1)]), Evidence: pick(), By: by()}
	}
	d.Title, d.Kind, d.Superior, d.Date, d.Campaign = label(), label(), label(), label(), label()
	d.Unit = corpus.Unit{Name: label().Value, Kind: "村", Level: "村级", Evidence: pick(), By: by()}
	for i := 0; i+1 < len(bounds); i += 1 + r.IntN(3) {
		d.Tokens = append(d.Tokens, corpus.Token{Span: corpus.Span{Start: bounds[i], End: bounds[i+1]}})
	}
	for range r.IntN(150) { // more than one statement's rows
		s := pick()
		if s.Empty() {
			continue
		}
		d.Activities = append(d.Activities, corpus.Activity{
			Span: s, Kind: "讲党课", Status: corpus.Statuses()[r.IntN(4)], When: "2010", Place: string(text[:r.IntN(n+1)]),
			Actor:        []corpus.Actor{"", corpus.ActorOwn, corpus.ActorPart, corpus.ActorSuperior, corpus.ActorOther}[r.IntN(5)],
			Participants: r.IntN(1000), Event: r.IntN(9), By: by(),
		})
		d.Citations = append(d.Citations, corpus.Citation{Span: s, Title: string(text[:r.IntN(n+1)]), Number: "某委〔2010〕1号", Issuer: "某委", By: by()})
		x := corpus.Exception{Span: s, Kind: "sum", Says: "不符。", By: by()}
		for range r.IntN(3) {
			x.Others = append(x.Others, pick())
		}
		d.Exceptions = append(d.Exceptions, x)
		f := corpus.Figure{Span: s, Measure: "其他", Value: r.NormFloat64() * 1e6, Unit: "元", Op: corpus.AtLeast, Norm: r.IntN(2) == 0, By: by()}
		if r.IntN(3) == 0 {
			f.Masked, f.Value = true, 0
		}
		d.Figures = append(d.Figures, f)
		d.Persons = append(d.Persons, corpus.Person{Span: s, Name: "某某", By: by()})
		if !hasLeakAt(d, s) {
			d.Leaks = append(d.Leaks, corpus.Leak{Span: s, Name: "某村", From: "乙.txt", By: by()})
		}
	}
	if len(d.Text) > 0 {
		d.Sections = append(d.Sections, corpus.Section{Span: corpus.Span{End: len(d.Text)}, Parent: -1, Kinds: []string{"practice"}, By: by()})
	}
	return d
}

func hasLeakAt(d *corpus.Document, s corpus.Span) bool {
	for _, l := range d.Leaks {
		if l.Span == s {
			return true
		}
	}
	return false
}

// all returns every document of the store, by ID.
func all(t testing.TB, s *store.Store) map[string]*corpus.Document {
	t.Helper()
	m := make(map[string]*corpus.Document)
	for d, err := range s.Documents(context.WithoutCancel(t.Context())) {
		if err != nil {
			t.Fatal(err)
		}
		m[d.ID] = d
	}
	return m
}
