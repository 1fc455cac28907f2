package indextest

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
	"testing"
	"unicode/utf8"

	"wenjian/corpus"
	"wenjian/index"
	"wenjian/index/memindex"
	"wenjian/index/query"
	"wenjian/internal/zh"
)

// testSubstrings takes pieces out of texts and titles and demands that their
// documents are found: the law that nothing is ever missed, without the help
// of memindex.
func testSubstrings(t *testing.T, x index.Index) {
	g := newGenerator(1)
	entries := g.entries(120)
	for i := range entries {
		entries[i].ID = fmt.Sprint(i)
	}
	Put(t, x, entries...)
	for range 1500 {
		e := entries[g.IntN(len(entries))]
		from := e.Text
		if g.IntN(5) == 0 {
			from = e.Title
		}
		piece := g.hanPiece(from)
		if piece == "" {
			continue
		}
		if g.IntN(3) == 0 {
			piece = zh.Fold(piece)
		}
		hits := ids(search(t, x, index.Request{Query: query.Text{Value: piece}}))
		if !slices.Contains(hits, e.ID) {
			t.Errorf("%q stands in document %s but does not find it", piece, e.ID)
		}
	}
}

// testRandom compares the answers to random queries with those of memindex,
// while documents come, change and go.
func testRandom(t *testing.T, x index.Index) {
	g := newGenerator(2)
	want := memindex.New()
	for range 5 {
		entries := g.entries(40)
		gone := []string{g.id(), g.id(), g.id()}
		for _, y := range []index.Index{x, want} {
			Put(t, y, entries...)
			if err := y.Delete(t.Context(), gone...); err != nil {
				t.Fatal(err)
			}
		}
		g.compare(t, x, want, entries, 300)
	}
}

// Compare puts entries into the empty index x and compares its answers to n
// random queries, made of pieces of their text, with those of memindex.
func Compare(t *testing.T, x index.Index, entries []index.Entry, n int) {
	want := memindex.New()
	Put(t, x, entries...)
	Put(t, want, entries...)
	newGenerator(4).compare(t, x, want, entries, n)
}

func (g *generator) compare(t *testing.T, x, want index.Index, entries []index.Entry, n int) {
	fields := countable()
	for range n {
		compare(t, x, want, index.Request{Query: g.query(entries, 3), Facets: []string{pick(g, fields)}})
		if t.Failed() {
			return // one is enough to look at
		}
	}
}

// countable returns the IDs of the fields that can be counted.
func countable() []string {
	var list []string
	for _, f := range index.Fields() {
		if f.Facet {
			list = append(list, f.ID)
		}
	}
	return list
}

// compare demands the same documents, totals and counts of both indexes, and
// snippets that are in order. It also prints and reads back the query.
func compare(t *testing.T, x, want index.Index, r index.Request) {
	t.Helper()
	text := query.String(r.Query)
	if back, err := query.Parse(text); err != nil || !query.Equal(back, r.Query) {
		t.Errorf("%s reads back as %s: %v", text, query.String(back), err)
	}
	a, b := search(t, x, r), search(t, want, r)
	got, wanted := ids(a), ids(b)
	slices.Sort(got)
	slices.Sort(wanted)
	if !slices.Equal(got, wanted) || a.Total != b.Total || a.Total != len(got) {
		t.Errorf("%s finds %d %v, want %d %v", text, a.Total, got, b.Total, wanted)
	}
	for _, f := range r.Facets {
		if !slices.Equal(a.Facets[f], b.Facets[f]) {
			t.Errorf("%s counts %s %v, want %v", text, f, a.Facets[f], b.Facets[f])
		}
	}
	for i, h := range a.Hits {
		if i > 0 && h.Score > a.Hits[i-1].Score {
			t.Errorf("%s: hit %d scores above the one before", text, i)
		}
		checkMarks(t, h.Title, h.TitleMarks)
		for _, s := range h.Snippets {
			checkMarks(t, s.Text, s.Marks)
		}
	}
}

// checkMarks demands marks that are in order, apart and inside text.
func checkMarks(t *testing.T, text string, marks [][2]int) {
	t.Helper()
	last := -1
	for _, m := range marks {
		if m[0] <= last || m[1] <= m[0] || m[1] > utf8.RuneCountInString(text) {
			t.Errorf("marks %v of %q", marks, text)
			return
		}
		last = m[1]
	}
}

func testPages(t *testing.T, x index.Index) {
	g := newGenerator(3)
	Put(t, x, g.entries(150)...)
	for _, q := range []string{"", "党", "学习 OR 教育", "-党员"} {
		all := search(t, x, index.Request{Query: parse(t, q)})
		if all.Total != len(all.Hits) {
			t.Errorf("%q: limit 0 returns %d of %d", q, len(all.Hits), all.Total)
		}
		var pages []string
		for at := 0; at < all.Total; at += 7 {
			page := search(t, x, index.Request{Query: parse(t, q), Limit: 7, Offset: at})
			if page.Total != all.Total {
				t.Errorf("%q: total %d on the page at %d, want %d", q, page.Total, at, all.Total)
			}
			pages = append(pages, ids(page)...)
		}
		if !slices.Equal(pages, ids(all)) {
			t.Errorf("%q: pages do not add up to the whole", q)
		}
		for _, at := range []int{all.Total, 1 << 40, -1} {
			page := search(t, x, index.Request{Query: parse(t, q), Limit: 3, Offset: at})
			if want := all.Hits[:3]; at < 0 && len(page.Hits) != len(want) || at >= 0 && len(page.Hits) != 0 || page.Total != all.Total {
				t.Errorf("%q at %d: %d hits of %d", q, at, len(page.Hits), page.Total)
			}
		}
	}
}

// testConcurrent searches while batches come in; a search must see whole
// batches only.
func testConcurrent(t *testing.T, x index.Index) {
	const batch = 5
	var wg sync.WaitGroup
	for w := range 2 {
		wg.Go(func() {
			for i := range 10 {
				var entries []index.Entry
				for j := range batch {
					entries = append(entries, index.Entry{ID: fmt.Sprint(w, i, j), Text: "一批文字"})
				}
				if err := x.Put(t.Context(), entries...); err != nil {
					t.Error(err)
				}
			}
		})
		wg.Go(func() {
			for range 20 {
				res, err := x.Search(t.Context(), index.Request{Query: query.Text{Value: "文字"}})
				if err != nil || res.Total%batch != 0 || len(res.Hits) != res.Total {
					t.Errorf("while writing: total %d, %d hits, %v", res.Total, len(res.Hits), err)
				}
			}
		})
	}
	wg.Wait()
	if n, err := x.Count(t.Context()); n != 2*10*batch || err != nil {
		t.Errorf("Count = %d, %v", n, err)
	}
}

// generator makes entries and queries from few words, so that they meet often.
type generator struct {
	*rand.Rand
	words, units, kinds, acts []string
}

func newGenerator(seed uint64) *generator {
	return &generator{
		Rand: rand.New(rand.NewPCG(seed, 0)),
		words: strings.Fields("党性教育 黨性 教育 党员 学习 學習 支部 岗位奉献 崗位 奉献 讲党课 讲 课 党 的 和 活动 开展 群众 服务群众 为民 先锋 2010 ２０１１ 年 " +
			"二〇一一 二零一〇年 QQ ｗｗｗ 一 二 三 次 人 重温入党誓词 入党 誓词 与会 会议 议事 事业 业务 务工 工会 会员 员工 〇 ① é 𠮷 ア"),
		units: []string{"", "甲镇中心小学", "甲鎮中心小學", "甲镇党委", "乙县（局）", "乙县局"},
		kinds: []string{"", "通知", "总结", "讲话"},
		acts:  []string{"讲党课", "学习", "宣传"},
	}
}

func pick[T any](g *generator, list []T) T { return list[g.IntN(len(list))] }

func (g *generator) id() string { return fmt.Sprint(g.IntN(100)) }

// text returns n words with punctuation and breaks strewn in.
func (g *generator) text(n int) string {
	var b strings.Builder
	for range n {
		b.WriteString(pick(g, g.words))
		if g.IntN(4) == 0 {
			b.WriteString(pick(g, []string{"，", "。", "\n", "“", "”", " ", "　", "、", "……", "-", "；"}))
		}
	}
	return b.String()
}

func (g *generator) entries(n int) []index.Entry {
	list := make([]index.Entry, n)
	for i := range list {
		e := index.Entry{ID: g.id(), Title: g.text(g.IntN(4)), Unit: pick(g, g.units), UnitKind: pick(g, g.kinds), Kind: pick(g, g.kinds), Level: pick(g, g.kinds),
			Date: pick(g, []string{"", "2010", "2010-07", "2011-12-31", "2012-01"}), Campaign: pick(g, g.kinds), Superior: pick(g, g.units),
			Source: fmt.Sprintf("来稿/%d.txt", g.IntN(9)), Text: g.text(g.IntN(40))}
		terms := query.Terms(e.Text)
		for k, t := range terms {
			if g.IntN(3) == 0 {
				e.Tokens = append(e.Tokens, corpus.Token{Span: t.Span})
			}
			if g.IntN(9) == 0 {
				e.Acts = append(e.Acts, index.Part{Span: t.Span, Kind: pick(g, g.acts), Status: pick(g, corpus.Statuses())})
			}
			if g.IntN(20) == 0 {
				e.Headings = append(e.Headings, t.Span)
				to := corpus.Span{Start: t.Start, End: terms[min(len(terms)-1, k+g.IntN(20))].End}
				e.Sections = append(e.Sections, index.Part{Span: to, Kind: pick(g, g.kinds)})
			}
		}
		list[i] = e
	}
	return list
}

// hanPiece returns a piece of s that neither begins nor ends inside a run of
// letters, or "" when it hits on one without a term.
func (g *generator) hanPiece(s string) string {
	terms := query.Terms(s)
	if len(terms) == 0 {
		return ""
	}
	i := g.IntN(len(terms))
	j := min(len(terms), i+1+g.IntN(9))
	return s[terms[i].Start:terms[j-1].End]
}

// query returns a random tree, at most depth operators deep.
func (g *generator) query(entries []index.Entry, depth int) query.Node {
	if depth > 0 && g.IntN(3) > 0 {
		list := make([]query.Node, 2+g.IntN(2))
		for i := range list {
			list[i] = g.query(entries, depth-1)
		}
		switch g.IntN(5) {
		case 0:
			return query.Not{Node: list[0]}
		case 1, 2:
			return query.Or(list)
		}
		return query.And(list)
	}
	switch g.IntN(6) {
	case 0:
		return g.condition()
	case 1:
		return query.Text{Value: pick(g, g.words)}
	case 2:
		return g.placed(2)
	case 3:
		return g.within()
	}
	if p := strings.TrimSpace(g.hanPiece(pick(g, entries).Text)); p != "" && !strings.ContainsAny(p, "“”") {
		return query.Text{Value: p}
	}
	return query.Text{Value: pick(g, g.words) + pick(g, g.words)}
}

// placed returns a word, one with wildcards, or two near each other.
func (g *generator) placed(depth int) query.Node {
	switch g.IntN(4) {
	case 0:
		if n, err := query.Parse(pick(g, g.words) + pick(g, []string{"?", "*", "*？", "?a*"}) + pick(g, g.words)); err == nil {
			if w, ok := n.(query.Wild); ok {
				return w
			}
		}
	case 1, 2:
		if depth > 0 {
			return query.Near{A: g.placed(depth - 1), B: g.placed(depth - 1), Within: g.IntN(9)}
		}
	}
	return query.Text{Value: pick(g, g.words)}
}

// within returns words that must stand in one piece of a text.
func (g *generator) within() query.Node {
	in := query.In{Scope: pick(g, []query.Scope{query.Sentence, query.Paragraph, query.Part, query.Part})}
	if in.Scope == query.Part {
		in.Of = query.Field{Name: "section", Value: pick(g, g.kinds[1:]), Exact: true}
		if g.IntN(2) == 0 {
			in.Of = query.Field{Name: "activity", Value: pick(g, g.acts), Exact: true, Status: pick(g, append(corpus.Statuses(), ""))}
		}
	}
	list := []query.Node{g.placed(1), g.placed(0)}
	in.Node = pick(g, []query.Node{list[0], query.And(list), query.Or(list), query.And{list[0], query.Not{Node: list[1]}}})
	return in
}

func (g *generator) condition() query.Node {
	kind := query.Field{Name: pick(g, []string{"kind", "unitkind", "campaign", "section"}), Value: pick(g, g.kinds), Exact: true}
	act := query.Field{Name: "activity", Value: pick(g, g.acts), Exact: true}
	withStatus := act
	withStatus.Status = pick(g, corpus.Statuses())
	years := []query.Field{{Value: "2010"}, {Value: "2010", To: "2011"}, {Value: ""}, {Value: "2011", To: "9999"}}
	year := pick(g, years)
	year.Name, year.Exact = "year", true
	days := pick(g, []query.Field{{Value: "2010-01-01", To: "2010-12-31"}, {Value: "2010-07-01", To: "2012-01-31"}, {Value: "0000-01-01", To: "2011-12-30"}, {}})
	days.Name, days.Exact = "date", true
	return pick(g, []query.Node{
		days, query.Field{Name: "id", Value: g.id() + "," + g.id(), Exact: true}, query.Field{Name: "level", Value: pick(g, g.kinds), Exact: true},
		kind, act, withStatus, year,
		query.Field{Name: "activity", Exact: true},
		query.Field{Name: "status", Value: string(pick(g, corpus.Statuses())), Exact: true},
		query.Field{Name: pick(g, []string{"unit", "superior"}), Value: pick(g, g.units), Exact: true},
		query.Field{Name: pick(g, []string{"unit", "superior", "title"}), Value: pick(g, []string{"甲镇", "小学", "党委", "局", "党", "學習"})},
		query.Field{Name: "source", Value: fmt.Sprint(g.IntN(9))},
	})
}
