package web

import (
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"wenjian/corpus"
	"wenjian/corpus/store"
	"wenjian/index"
	"wenjian/index/memindex"
)

// The texts of the fixture: the second unit took a passage of the first and
// left its name in.
const (
	firstText = "青石乡中心学校党支部第一阶段总结\n" +
		"自活动开展以来，我校党支部认真组织，现总结如下。\n" +
		"一、主要做法\n" +
		"（一）抓学习。6月28日，支部书记讲党课一次，32名党员全部参加。组织党员到青石乡敬老院走访慰问老人，帮助打扫院落、整理内务。\n" +
		"二、今后打算\n" +
		"下一步，计划开展岗位练兵活动。\n" +
		"青石乡中心学校党支部\n2010年7月5日\n"
	secondText = "白河镇卫生院党支部总结\n" +
		"一、主要做法\n" +
		"组织党员到青石乡敬老院走访慰问老人，帮助打扫院落、整理内务。免费义诊XX人次。\n" +
		"白河镇卫生院党支部\n2010年8月1日\n"
)

func testTaxonomy() corpus.Taxonomy {
	return corpus.Taxonomy{
		Documents:  []corpus.Kind{{ID: "阶段总结", Label: "阶段总结"}},
		Units:      []corpus.Kind{{ID: "中小学", Label: "中小学"}, {ID: "医院", Label: "医院"}},
		Sections:   []corpus.Kind{{ID: "practice", Label: "主要做法"}, {ID: "plans", Label: "今后打算"}, {ID: "signoff", Label: "落款"}, {ID: "preamble", Label: "导语"}},
		Activities: []corpus.Kind{{ID: "党性教育", Label: "党性教育"}, {ID: "讲党课", Label: "讲党课", Parent: "党性教育"}, {ID: "走访慰问", Label: "走访慰问"}, {ID: "岗位练兵", Label: "岗位练兵"}},
		Measures:   []corpus.Kind{{ID: "参加人数", Label: "参加人数"}, {ID: "其他", Label: "其他"}},
		Levels:     []corpus.Kind{{ID: "village", Label: "村（社区）级"}},
		Exceptions: []corpus.Kind{{ID: "count", Label: "数目不符"}},
		Campaigns:  []corpus.Kind{{ID: "创先争优", Label: "创先争优活动"}},
	}
}

// at returns the span of the first occurrence of part in text.
func at(t testing.TB, text, part string) corpus.Span {
	t.Helper()
	i := strings.Index(text, part)
	if i < 0 {
		t.Fatalf("no %q in the text", part)
	}
	return corpus.Span{Start: i, End: i + len(part)}
}

func by(rule string) corpus.By { return corpus.By{Rule: rule, Confidence: 0.9} }

func firstDocument(t testing.TB) *corpus.Document {
	s := func(part string) corpus.Span { return at(t, firstText, part) }
	to := func(from, end string) corpus.Span { return corpus.Span{Start: s(from).Start, End: s(end).Start} }
	return &corpus.Document{
		Ordinal: 1, Text: firstText, Source: corpus.Source{Path: "a.txt", Format: "txt", Charset: "UTF-8"},
		Title:    corpus.Label{Value: "青石乡中心学校党支部第一阶段总结", Evidence: s("青石乡中心学校党支部第一阶段总结"), By: by("title")},
		Kind:     corpus.Label{Value: "阶段总结", By: by("title-word")},
		Unit:     corpus.Unit{Name: "青石乡中心学校党支部", Kind: "中小学", By: by("signoff")},
		Date:     corpus.Label{Value: "2010-07-05", Evidence: s("2010年7月5日"), By: by("signoff")},
		Campaign: corpus.Label{Value: "创先争优", By: by("campaign")},
		Removals: []corpus.Removal{{At: corpus.Span{}, Text: "当前位置：首页 > 党建", Why: "navigation"}},
		Sections: []corpus.Section{
			{Span: to("自活动", "一、"), Parent: -1, Kinds: []string{"preamble"}, By: by("s")},
			{Span: to("一、", "二、"), Heading: s("一、主要做法"), Level: 1, Parent: -1, Kinds: []string{"practice"}, By: by("s")},
			{Span: to("（一）", "二、"), Heading: s("（一）抓学习。"), Level: 2, Parent: 1, Kinds: []string{"practice"}, By: by("s")},
			{Span: corpus.Span{Start: s("二、").Start, End: strings.LastIndex(firstText, "青石乡")}, Heading: s("二、今后打算"), Level: 1, Parent: -1, Kinds: []string{"plans"}, By: by("s")},
			{Span: corpus.Span{Start: strings.LastIndex(firstText, "青石乡"), End: len(firstText)}, Parent: -1, Kinds: []string{"signoff"}, By: by("s")},
		},
		Activities: []corpus.Activity{
			{Span: s("支部书记讲党课一次"), Kind: "讲党课", Status: corpus.Held, When: "2010-06-28", By: by("act")},
			{Span: s("组织党员到青石乡敬老院走访慰问老人"), Kind: "走访慰问", Status: corpus.Held, By: by("act")},
			{Span: s("计划开展岗位练兵活动"), Kind: "岗位练兵", Status: corpus.Planned, By: by("act")},
		},
		Figures: []corpus.Figure{{Span: s("32名"), Measure: "参加人数", Value: 32, Unit: "名", Op: corpus.Equal, By: by("fig")}},
		Persons: []corpus.Person{{Span: s("支部书记"), Name: "赵明", Post: "支部书记", By: by("person")}},
	}
}

func secondDocument(t testing.TB) *corpus.Document {
	s := func(part string) corpus.Span { return at(t, secondText, part) }
	return &corpus.Document{
		Ordinal: 1, Text: secondText, Source: corpus.Source{Path: "汇编.zip!b & c.txt", Format: "txt", Charset: "GB18030"},
		Title:      corpus.Label{Value: "白河镇卫生院党支部总结", Evidence: s("白河镇卫生院党支部总结"), By: by("title")},
		Kind:       corpus.Label{Value: "阶段总结", By: by("title-word")},
		Unit:       corpus.Unit{Name: "白河镇卫生院党支部", Kind: "医院", By: by("signoff")},
		Date:       corpus.Label{Value: "2010-08-01", By: by("signoff")},
		Activities: []corpus.Activity{{Span: s("组织党员到青石乡敬老院走访慰问老人"), Kind: "走访慰问", Status: corpus.Held, By: by("act")}},
		Figures:    []corpus.Figure{{Span: s("XX人次"), Measure: "其他", Unit: "人次", Op: corpus.Equal, Masked: true, By: by("fig")}},
	}
}

// hostileDocument is a text that tries to be markup, with nothing known.
func hostileDocument() *corpus.Document {
	return &corpus.Document{Ordinal: 1, Source: corpus.Source{Path: `<script>alert(1)</script>.txt`, Format: "txt", Charset: "UTF-8"},
		Text: "<script>alert(1)</script>\n\"><img src=x onerror=alert(1)>\n"}
}

// A fixture is a small workspace with its site.
type fixture struct {
	handler http.Handler
	store   *store.Store
}

// newFixture serves three documents, one comparison and one failed file.
func newFixture(t testing.TB) fixture {
	t.Helper()
	ctx := context.Background()
	f := emptyFixture(t)
	ix := memindex.New()
	for _, d := range []*corpus.Document{firstDocument(t), secondDocument(t), hostileDocument()} {
		if _, err := f.store.Put(ctx, d.Source, []byte("原件："+d.Text), []*corpus.Document{d}, "test"); err != nil {
			t.Fatal(err)
		}
		if err := ix.Put(ctx, index.EntryOf(d)); err != nil {
			t.Fatal(err)
		}
	}
	const passage = "组织党员到青石乡敬老院走访慰问老人，帮助打扫院落、整理内务。"
	a, b := at(t, firstText, passage), at(t, secondText, passage)
	err := f.store.PutComparison(ctx, store.Comparison{Seq: 3, Stamp: "test",
		Matches: []store.Match{{A: "1", B: "2", SpanA: a, SpanB: b, Class: "passage", Bits: 90,
			Slots: []store.Slot{{A: at(t, firstText, "老人"), B: at(t, secondText, "老人"), TextA: "老人", TextB: "老党员"}}}},
		Leaks: []store.NameLeak{{Document: "2", Leak: corpus.Leak{Span: at(t, secondText, "青石乡"), Name: "青石乡", From: "a.txt", By: by("leak")}}},
	})
	if err != nil {
		t.Fatal(err)
	}
	run, err := f.store.BeginRun(ctx, "test")
	if err != nil {
		t.Fatal(err)
	}
	for _, x := range []store.FileResult{
		{Path: "坏.doc", Fate: store.Failed, Code: "encrypted", Reason: "文件已加密", Advice: "请解密后重新导入"},
		{Path: "a.txt", Fate: store.Added, Documents: 1, Warnings: []store.Warning{{Code: "damaged-text", Reason: "有乱码", Advice: "请核对"}}},
		{Path: "汇编.zip!b & c.txt", Fate: store.Identical, Documents: 2, SameAs: []string{"a.txt"}},
		{Path: "<b>.txt", Fate: store.Skipped, Code: "hidden-file", Reason: "隐藏文件", Advice: "不用处理"},
	} {
		if err := f.store.RecordFile(ctx, run, x, []byte("字节")); err != nil {
			t.Fatal(err)
		}
	}
	if err := f.store.EndRun(ctx, run); err != nil {
		t.Fatal(err)
	}
	f.handler = newSite(t, f.store, ix)
	return f
}

// emptyFixture serves a workspace without documents.
func emptyFixture(t testing.TB) fixture {
	t.Helper()
	st, err := store.Open(context.Background(), t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { st.Close() })
	return fixture{newSite(t, st, memindex.New()), st}
}

func newSite(t testing.TB, st Store, ix Searcher) http.Handler {
	t.Helper()
	h, err := New(Options{Store: st, Index: ix, Taxonomy: testTaxonomy(), Version: "test"})
	if err != nil {
		t.Fatal(err)
	}
	return h
}

// get asks for a URL and returns the answer.
func (f fixture) get(t testing.TB, url string) *http.Response {
	t.Helper()
	w := httptest.NewRecorder()
	r := httptest.NewRequest(http.MethodGet, url, nil)
	r.Host = "127.0.0.1:8420"
	f.handler.ServeHTTP(w, r)
	return w.Result()
}

// page asks for a page that must succeed and parses it.
func (f fixture) page(t testing.TB, url string) *goquery.Document {
	t.Helper()
	res := f.get(t, url)
	defer res.Body.Close()
	if res.StatusCode != http.StatusOK {
		body, _ := io.ReadAll(res.Body)
		t.Fatalf("GET %s: %s\n%s", url, res.Status, body)
	}
	doc, err := goquery.NewDocumentFromReader(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	return doc
}
