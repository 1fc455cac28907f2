package web

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"wenjian/corpus"
	"wenjian/index"
	"wenjian/index/query"
)

// A searchView is the page of search results.
type searchView struct {
	State    searchState
	Wrong    *wrongQuery
	Total    int
	Took     string
	Hits     []hitView
	Facets   []facetView
	Chips    []chipView
	ClearURL string // the same words without filters
	Pages    []pageLink
	Meant    []chipView // units that may have been meant, when nothing was found
	Examples []exampleView
}

// A wrongQuery shows which character of a query is meant.
type wrongQuery struct {
	Message           string
	Before, At, After string
}

// A hitView is one result.
type hitView struct {
	ID       string
	URL      string
	Title    []piece
	Meta     []string
	Source   string
	Snippets [][]piece
	Also     []alsoView // copies that are not listed themselves
	Found    []tagView  // what else is known: activities, shared passages, leaks
}

// An alsoView is one copy that stands under its earliest.
type alsoView struct{ URL, Title, Unit string }

// A tagView is a short note on a result; Class is empty or how grave it is.
type tagView struct{ Text, Class string }

// A facetView is one facet with its rows; More holds those that are folded.
type facetView struct {
	Label       string
	Rows, More  []facetRow
	Overflowing bool // not even More holds all
}

// A facetRow is one value of a facet.
type facetRow struct {
	ID, Label, URL string
	N, Width       int // Width is of 100, by the largest row
	On             bool
}

// A chipView is a chosen filter and the address without it.
type chipView struct{ Label, URL string }

// A pageLink is one entry of a pager.
type pageLink struct {
	Label, URL   string
	Current, Gap bool
}

// An exampleView is a query to try.
type exampleView struct{ Query, Means, URL string }

func newWrongQuery(q string, e *query.Error) *wrongQuery {
	r := []rune(q)
	at := min(max(0, e.Offset), len(r))
	end := min(at+1, len(r))
	return &wrongQuery{Message: e.Error(), Before: string(r[:at]), At: string(r[at:end]), After: string(r[end:])}
}

func newSearchView(s searchState, res index.Result, tax corpus.Taxonomy, took time.Duration) searchView {
	v := searchView{
		State: s, Total: res.Total, Took: fmt.Sprintf("%.1f 毫秒", float64(took.Microseconds())/1000),
		ClearURL: searchState{Q: s.Q}.URL("/search"), Examples: examples(),
	}
	for _, h := range res.Hits {
		hit := newHitView(h, tax)
		hit.URL = documentURL(h.ID, s.Q)
		for _, c := range h.Also {
			copied := newHitView(c, tax)
			hit.Also = append(hit.Also, alsoView{documentURL(c.ID, s.Q), plain(copied.Title), copied.Meta[0]})
		}
		v.Hits = append(v.Hits, hit)
	}
	for _, f := range facetFields() {
		if fv := newFacetView(s, f, res.Facets[f.ID], tax); len(fv.Rows) > 0 {
			v.Facets = append(v.Facets, fv)
		}
		for _, value := range s.Filters[f.ID] {
			v.Chips = append(v.Chips, chipView{f.Label + "：" + valueLabel(tax, f.ID, value), s.toggled(f.ID, value).URL("/search")})
		}
	}
	v.Pages = pager(s.Page, (res.Total+pageSize-1)/pageSize, func(n int) string {
		t := s
		t.Page = n
		return t.URL("/search")
	})
	return v
}

func newHitView(h index.Hit, tax corpus.Taxonomy) hitView {
	v := hitView{ID: h.ID, Title: marked(h.Title, h.TitleMarks), Source: h.Source}
	if h.Title == "" {
		v.Title = []piece{{Text: untitled(h.Source, h.Ordinal)}}
	}
	unit := h.Unit
	if unit == "" {
		unit = "单位不明"
	}
	for _, m := range []string{unit, corpus.LabelOf(tax.Units, h.UnitKind), corpus.LabelOf(tax.Documents, h.Kind), h.Date} {
		if m != "" {
			v.Meta = append(v.Meta, m)
		}
	}
	for _, s := range h.Snippets {
		v.Snippets = append(v.Snippets, marked(s.Text, s.Marks))
	}
	return v
}

// plain returns the text of pieces.
func plain(list []piece) string {
	var b strings.Builder
	for _, p := range list {
		b.WriteString(p.Text)
	}
	return b.String()
}

// valueLabel names a value of a field; an empty value is shown as unknown,
// or as none found for the fields of which a document has many.
func valueLabel(tax corpus.Taxonomy, field, value string) string {
	if value == "" {
		switch field {
		case "activity", "status", "section":
			return "未识别到"
		}
		return "不明"
	}
	return index.LabelOf(tax, field, value)
}

// newFacetView shows counted values. Chosen ones come first and stay even
// when nothing is left of them, so that they can be given up again; unknown
// comes last.
func newFacetView(s searchState, f query.FieldInfo, counts []index.Count, tax corpus.Taxonomy) facetView {
	v := facetView{Label: f.Label}
	chosen := s.Filters[f.ID]
	most := 1
	for _, c := range counts {
		most = max(most, c.N)
	}
	row := func(value string, n int, on bool) facetRow {
		return facetRow{ID: fragment(f.ID, value), Label: valueLabel(tax, f.ID, value), URL: s.toggled(f.ID, value).URL("/search"), N: n, Width: 100 * n / most, On: on}
	}
	var rows, unknown []facetRow
	for _, value := range chosen {
		n := 0
		if i := slices.IndexFunc(counts, func(c index.Count) bool { return c.Value == value }); i >= 0 {
			n = counts[i].N
		}
		rows = append(rows, row(value, n, true))
	}
	for _, c := range counts {
		switch {
		case slices.Contains(chosen, c.Value):
		case c.Value == "":
			unknown = append(unknown, row(c.Value, c.N, false))
		default:
			rows = append(rows, row(c.Value, c.N, false))
		}
	}
	rows = append(rows, unknown...)
	if len(rows) > facetMax {
		rows, v.Overflowing = rows[:facetMax], true
	}
	if len(rows) > facetShown+1 { // a fold for a single row would only hide it
		rows, v.More = rows[:facetShown], rows[facetShown:]
	}
	v.Rows = rows
	return v
}

// pager lists the first, the last and the pages around the current one; it is
// empty when all is on one page.
func pager(current, pages int, url func(int) string) []pageLink {
	pages = min(pages, maxPage)
	if pages <= 1 {
		return nil
	}
	var out []pageLink
	if current > 1 {
		out = append(out, pageLink{Label: "上一页", URL: url(current - 1)})
	}
	last := 0
	for n := 1; n <= pages; n++ {
		if n != 1 && n != pages && (n < current-2 || n > current+2) {
			continue
		}
		if n > last+1 {
			out = append(out, pageLink{Gap: true})
		}
		out = append(out, pageLink{Label: fmt.Sprint(n), URL: url(n), Current: n == current})
		last = n
	}
	if current < pages {
		out = append(out, pageLink{Label: "下一页", URL: url(current + 1)})
	}
	return out
}

// examples shows what the search box understands.
func examples() []exampleView {
	list := []exampleView{
		{Query: "党性教育 讲党课", Means: "两个词都出现"},
		{Query: "结对帮扶 OR 走访慰问", Means: "出现其中一个"},
		{Query: "群众评议 -领导点评", Means: "有前者而没有后者"},
		{Query: "“为民服务”", Means: "加不加引号，词都按原样连着查"},
		{Query: "活动：讲党课/已开展", Means: "确已讲过党课的材料"},
		{Query: "年份：2010-2011 单位：中心小学", Means: "按年份、单位查"},
	}
	for i, e := range list {
		list[i].URL = searchState{Q: e.Query}.URL("/search")
	}
	return list
}
