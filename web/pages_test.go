package web

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"
)

// TestPages renders every page and looks for what a reader must find there.
func TestPages(t *testing.T) {
	f, empty := newFixture(t), emptyFixture(t)
	type want struct {
		selector string
		n        int    // how many, -1 for one or more
		text     string // part of the first one's text
	}
	for _, c := range []struct {
		name  string
		f     fixture
		url   string
		wants []want
	}{
		{"home", f, "/", []want{
			{"nav a[aria-current=page]", 1, "工作台"}, {".kpi dd", 6, "3"}, {".leakname", 1, "青石乡"}, {".cols a[href*='activity=']", -1, ""},
			{`a[href="/compare/1/2"]`, 1, "逐段比对"}, {"#failures li", 1, "文件已加密"},
		}},
		{"home, first run", empty, "/", []want{{".empty h2", 1, "还没有材料"}, {".empty code", -1, "wenjian import"}, {".kpi", 0, ""}}},
		{"search all", f, "/search", []want{{".res .r", 3, ""}, {".cnt b", 1, "3"}, {".fac", -1, ""}}},
		{"search", f, "/search?q=走访慰问", []want{{".res .r", 2, ""}, {".sn mark", -1, "走访慰问"}, {"#q[value=走访慰问]", 1, ""}}},
		{"search with filter", f, "/search?q=走访慰问&unitkind=医院", []want{
			{".res .r", 1, "白河镇卫生院"}, {".chip", 1, "医院"}, {"input[type=hidden][name=unitkind]", 1, ""}, {".fac li.on", 1, "医院"},
		}},
		{"search by activity and its parent", f, "/search?activity=党性教育&status=held", []want{{".res .r", 1, "青石乡中心学校"}, {".chip", 2, "党性教育"}}},
		{"search one and the same activity", f, "/search?activity=岗位练兵&status=held", []want{{".res .r", 0, ""}, {".empty h2", 1, "没有找到"}}},
		{"search nothing", f, "/search?q=两学一做", []want{{".empty h2", 1, "没有找到"}, {".ex a", -1, ""}}},
		{"document", f, "/docs/1", []want{
			{"h1", 1, "青石乡中心学校党支部第一阶段总结"}, {".toc li", 5, "导语"}, {".txt .act.held", -1, ""}, {".txt .act.planned", -1, "岗位练兵"},
			{".b-act", 3, "讲党课 · 已开展"}, {"#act-1", 1, ""}, {"#fig-1 + .fig", 1, "32名"}, {`.b-pas[href="/compare/1/2#m1"]`, 1, "白河镇卫生院"},
			{".txt h3", 2, "一、主要做法"}, {".txt .runin", -1, ""}, {".txt .dt", 1, ""}, {".txt .so", 2, ""}, {".gone", 1, "当前位置"},
			{`a[href="/docs/1/original"]`, 1, "下载原件"}, {".facts dl .why", -1, "依据 signoff，把握 90%"},
		}},
		{"document found by a query", f, "/docs/1?q=走访慰问 -党课", []want{{".found", 1, "1 处"}, {"#hit-1 + .hit", 1, "走访慰问"}, {"#tq[value='走访慰问 -党课']", 1, ""}}},
		{"document found by a fact", f, "/docs/1?q=活动：讲党课", []want{{".found", 1, "不在正文"}, {".txt .hit", 0, ""}}},
		{"document with a wrong query", f, "/docs/1?q=(", []want{{"h1", 1, "青石乡"}}},
		{"document with a leak", f, "/docs/2", []want{{".txt .leak", -1, "青石乡"}, {".b-leak", 1, "串名"}, {".facts .leakname", 1, "青石乡"}, {".facts .unknown", -1, "不明"}}},
		{"document of which nothing is known", f, "/docs/3", []want{{"h1", 1, "（无标题）"}, {".txt p", 2, "<script>"}, {".txt script, .txt img", 0, ""}}},
		{"compare", f, "/compare/1/2", []want{
			{".pane", 2, ""}, {"#pa .m.c1[data-m='1']", -1, ""}, {"#pb .m.c1", -1, ""}, {"#a1[href='#b1']", 1, "1"}, {"#b1[href='#a1']", 1, "1"},
			{".pos .p", 2, ""}, {".mi", 1, "甲作“走访慰问老人”，乙作“老党员”"}, {"#pa .slot", 1, "老人"}, {".lk li", 1, "青石乡"}, {"#pb .leak", -1, ""}, {".side.a", 1, "较早"},
		}},
		{"compare the other way round", f, "/compare/2/1", []want{{".side.a", 1, "较晚"}, {".mi", 1, "甲作“走访慰问老党员”，乙作“老人”"}, {"#pa .m", -1, ""}}},
		{"compare what shares nothing", f, "/compare/1/3", []want{{".mi", 0, ""}, {".in .note", 1, "没有雷同片段"}}},
		{"overlaps", f, "/overlaps", []want{{`td a[href="/compare/1/2"]`, 1, ""}, {"#leaks tbody tr", 1, "青石乡"}}},
		{"overlaps, first run", empty, "/overlaps", []want{{".msg", 1, "还没有查重"}}},
		{"stats", f, "/stats", []want{{".tabs a[aria-current]", 1, "活动"}, {".chart rect.f0", -1, ""}, {".chart a[href*='q=']", -1, ""}, {"table.grid tbody tr", -1, ""}, {".notes li", -1, ""}}},
		{"stats units", f, "/stats?view=units", []want{{"table.grid tbody tr", 3, ""}}},
		{"stats of nothing", empty, "/stats", []want{{".empty", 1, "还没有"}}},
	} {
		t.Run(c.name, func(t *testing.T) {
			doc := c.f.page(t, escaped(c.url))
			for _, w := range c.wants {
				found := doc.Find(w.selector)
				if n := found.Length(); w.n >= 0 && n != w.n || w.n < 0 && n == 0 {
					t.Errorf("%d × %s, want %d", n, w.selector, w.n)
				}
				if got := found.First().Text(); !strings.Contains(got, w.text) {
					t.Errorf("%s is %q, want %q in it", w.selector, got, w.text)
				}
			}
			checkMarkup(t, doc)
		})
	}
}

// escaped encodes the Chinese of a readable URL.
func escaped(raw string) string {
	p, q, _ := strings.Cut(raw, "?")
	v, _ := url.ParseQuery(q)
	if len(v) == 0 {
		return p
	}
	return p + "?" + v.Encode()
}

// checkMarkup holds what is true of every page: one h1, landmarks, labels,
// anchors that exist once, nothing that the content policy would block.
func checkMarkup(t *testing.T, doc *goquery.Document) {
	t.Helper()
	if n := doc.Find("h1").Length(); n != 1 {
		t.Errorf("%d h1", n)
	}
	if doc.Find("main#main, header nav, footer").Length() != 3 {
		t.Error("landmarks missing")
	}
	if s := doc.Find("[style], style, script:not([src]), [onclick], [onload], [onerror]"); s.Length() > 0 {
		html, _ := goquery.OuterHtml(s.First())
		t.Errorf("content policy would block %s", html)
	}
	doc.Find("input:not([type=hidden])").Each(func(_ int, in *goquery.Selection) {
		id, _ := in.Attr("id")
		if doc.Find(`label[for="`+id+`"]`).Length() == 0 && in.ParentsFiltered("label").Length() == 0 {
			t.Errorf("input %q has no label", id)
		}
	})
	seen := map[string]bool{}
	doc.Find("[id]").Each(func(_ int, e *goquery.Selection) {
		id, _ := e.Attr("id")
		if seen[id] {
			t.Errorf("id %q twice", id)
		}
		seen[id] = true
	})
	doc.Find(`a[href^="#"]`).Each(func(_ int, a *goquery.Selection) {
		if href, _ := a.Attr("href"); len(href) > 1 && !seen[href[1:]] {
			t.Errorf("link to %s leads nowhere", href)
		}
	})
	if text := doc.Find("body").Text(); strings.Contains(text, "抄袭") {
		t.Error("the interface says 抄袭")
	}
}

// TestLinksResolve follows every link of every page of the fixture.
func TestLinksResolve(t *testing.T) {
	f := newFixture(t)
	seen := map[string]bool{}
	todo := []string{"/"}
	for len(todo) > 0 && len(seen) < 400 {
		u := todo[0]
		todo = todo[1:]
		if seen[u] {
			continue
		}
		seen[u] = true
		res := f.get(t, u)
		if res.StatusCode != http.StatusOK {
			t.Errorf("GET %s: %s", u, res.Status)
			continue
		}
		if !strings.HasPrefix(res.Header.Get("Content-Type"), "text/html") {
			continue
		}
		doc, err := goquery.NewDocumentFromReader(res.Body)
		if err != nil {
			t.Fatal(err)
		}
		doc.Find("a[href^='/'], link[href], script[src]").Each(func(_ int, a *goquery.Selection) {
			href := a.AttrOr("href", a.AttrOr("src", ""))
			href, _, _ = strings.Cut(href, "#")
			todo = append(todo, href)
		})
	}
	if len(seen) < 20 {
		t.Errorf("only %d pages are linked", len(seen))
	}
}
