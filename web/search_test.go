package web

import (
	"net/url"
	"reflect"
	"strings"
	"testing"

	"wenjian/index/query"
)

func TestSearchStateIsItsURL(t *testing.T) {
	for _, raw := range []string{
		"/search", "/search?q=%E5%85%9A%E8%AF%BE", "/search?activity=a&activity=b&q=x&status=held", "/search?kind=&page=3", "/search?unit=%26%3D%2B+x",
	} {
		_, q, _ := strings.Cut(raw, "?")
		v, err := url.ParseQuery(q)
		if err != nil {
			t.Fatal(err)
		}
		s, err := parseSearch(v)
		if err != nil {
			t.Fatal(err)
		}
		if got := s.URL("/search"); got != raw {
			t.Errorf("%s became %s", raw, got)
		}
	}
}

func TestToggle(t *testing.T) {
	s := searchState{Q: "x", Filters: map[string][]string{"kind": {"a"}}, Page: 3}
	on := s.toggled("kind", "b")
	if want := (searchState{Q: "x", Filters: map[string][]string{"kind": {"a", "b"}}, Page: 1}); !reflect.DeepEqual(on, want) {
		t.Errorf("%+v", on)
	}
	if off := on.toggled("kind", "a").toggled("kind", "b"); len(off.Filters) != 0 {
		t.Errorf("%+v", off)
	}
	if len(s.Filters["kind"]) != 1 {
		t.Error("toggled changed its receiver")
	}
}

func TestSearchNode(t *testing.T) {
	for _, c := range []struct {
		params, want string
	}{
		{"", ""},
		{"q=党课", `"党课"`},
		{"q=党课&kind=阶段总结", `"党课" 类型:"阶段总结"`},
		{"unit=甲&unit=乙", `单位="甲" OR 单位="乙"`},
		{"unit=", `单位=""`},
		{"activity=党性教育&status=held", `(活动:"党性教育"/已开展 OR 活动:"讲党课"/已开展) 状态:"held"`},
	} {
		v, err := url.ParseQuery(c.params)
		if err != nil {
			t.Fatal(err)
		}
		s, err := parseSearch(v)
		if err != nil {
			t.Fatal(err)
		}
		n, err := s.node(testTaxonomy())
		if err != nil {
			t.Fatal(err)
		}
		if got := query.String(n); got != c.want {
			t.Errorf("%s: %s, want %s", c.params, got, c.want)
		}
	}
}

func TestPager(t *testing.T) {
	for _, c := range []struct {
		current, pages int
		want           string
	}{
		{1, 1, ""}, {1, 2, "[1] 2 下一页"}, {5, 9, "上一页 1 … 3 4 [5] 6 7 … 9 下一页"}, {9, 9, "上一页 1 … 7 8 [9]"},
	} {
		var got []string
		for _, l := range pager(c.current, c.pages, func(int) string { return "" }) {
			switch {
			case l.Gap:
				got = append(got, "…")
			case l.Current:
				got = append(got, "["+l.Label+"]")
			default:
				got = append(got, l.Label)
			}
		}
		if s := strings.Join(got, " "); s != c.want {
			t.Errorf("page %d of %d: %s, want %s", c.current, c.pages, s, c.want)
		}
	}
}

// FuzzSearch: any parameters give a page, and never status 500.
func FuzzSearch(f *testing.F) {
	site := newFixture(f)
	f.Add("q=%E5%85%9A&kind=&page=2")
	f.Add(`q="x&status=held&activity=%2F`)
	f.Fuzz(func(t *testing.T, raw string) {
		v, _ := url.ParseQuery(raw)
		if res := site.get(t, "/search?"+v.Encode()); res.StatusCode >= 500 {
			t.Errorf("%q: %s", raw, res.Status)
		}
	})
}
