package web

import (
	"encoding/json"
	"io"
	"net/http"
	"strings"
	"testing"

	"wenjian/report"
)

func TestStatsCSV(t *testing.T) {
	f := newFixture(t)
	res := f.get(t, "/stats.csv?view=kinds")
	body, _ := io.ReadAll(res.Body)
	if !strings.HasPrefix(string(body), "\ufeff文种,") || !strings.Contains(string(body), "\r\n") {
		t.Errorf("%q", body)
	}
	if d := res.Header.Get("Content-Disposition"); !strings.HasPrefix(d, "attachment; filename*=utf-8''") {
		t.Error(d)
	}
}

func TestCSVHarmless(t *testing.T) {
	table := report.Table{Columns: []report.Column{{Name: "甲", Kind: report.Text}}, Rows: [][]report.Cell{{{Value: "=HYPERLINK(1)"}}, {{Value: "-1"}}, {{Value: "正文"}}}}
	var data strings.Builder
	if err := report.WriteCSV(&data, table, false); err != nil {
		t.Fatal(err)
	}
	if want := "\ufeff甲\r\n'=HYPERLINK(1)\r\n'-1\r\n正文\r\n"; data.String() != want {
		t.Errorf("%q", data.String())
	}
}

// TestChartFits: bars stay inside the picture, whatever the numbers.
func TestChartFits(t *testing.T) {
	for _, most := range []int{1, 2, 7, 99, 100, 101, 54321, 10_000_000} {
		table := report.Table{Title: "题", Columns: []report.Column{{Name: "甲", Kind: report.Text}, {Name: "已开展处数", Kind: report.Count}, {Name: "计划处数", Kind: report.Count}}}
		for i := range 40 {
			table.Rows = append(table.Rows, []report.Cell{{Value: "名称"}, {Value: most / (i + 1)}, {Value: most % (i + 2)}})
		}
		v := newChart(table, nil)
		if v == nil || len(v.Bars) != chartRows || v.Hidden != 40-chartRows || len(v.Series) != 2 || len(v.Ticks) > 9 {
			t.Fatalf("%d: %+v", most, v)
		}
		for _, b := range v.Bars {
			if b.TotalX > chartWidth-20 || b.Y+chartBar > v.Height {
				t.Errorf("%d: bar at %d, %d", most, b.TotalX, b.Y)
			}
		}
	}
	if newChart(report.Table{}, nil) != nil {
		t.Error("chart of nothing")
	}
}

func TestAPI(t *testing.T) {
	f := newFixture(t)
	for u, wants := range map[string][]string{
		"/api/v1/search?q=" + "%E8%B5%B0%E8%AE%BF": {`"total":2`, `"facets":{`},
		"/api/v1/documents/1":                      {`"title":"青石乡中心学校党支部第一阶段总结"`, `"id":"1"`},
		"/api/v1/compare/1/2":                      {`"class":"passage"`, `"slots":[{"a":"老人","b":"老党员"}]`, `"name":"青石乡"`},
		"/api/v1/compare/2/1":                      {`"slots":[{"a":"老党员","b":"老人"}]`},
		"/api/v1/compare/1/3":                      {`"matches":[]`},
		"/api/v1/stats/activities":                 {`"title":`, `"columns":[`},
	} {
		res := f.get(t, u)
		body, _ := io.ReadAll(res.Body)
		if res.StatusCode != http.StatusOK || !json.Valid(body) {
			t.Errorf("%s: %s %s", u, res.Status, body)
		}
		for _, w := range wants {
			if !strings.Contains(string(body), w) {
				t.Errorf("%s: no %s in %s", u, w, body)
			}
		}
	}
}

func TestChartColumns(t *testing.T) {
	columns := func(names ...string) report.Table {
		table := report.Table{Columns: []report.Column{{Name: "名", Kind: report.Text}}}
		for _, n := range names {
			table.Columns = append(table.Columns, report.Column{Name: n, Kind: report.Count})
		}
		return table
	}
	for _, c := range []struct {
		table report.Table
		n     int
		what  string
	}{
		{columns("已开展单位", "已开展处数", "计划单位", "计划处数"), 2, "处数"},
		{columns("材料数", "已开展活动", "计划活动", "数据"), 2, "活动"},
		{columns("材料数", "单位数"), 1, "材料数"},
		{columns(), 0, ""},
		{report.Table{Columns: columns("甲", "乙").Columns, Chart: "乙"}, 1, "乙"},
		{report.Table{Columns: columns("甲", "乙").Columns, Chart: "没有"}, 1, "甲"},
		{report.Table{Columns: columns("甲").Columns, List: true}, 0, ""},
	} {
		if got, what := chartColumns(c.table); len(got) != c.n || what != c.what {
			t.Errorf("%v: %v %s", c.table.Columns, got, what)
		}
	}
}

// Every table has its page under its group, and what its numbers lead to is
// there.
func TestStatsLinks(t *testing.T) {
	f := newFixture(t)
	seen := map[string]bool{}
	for _, r := range report.Reports() {
		doc := f.page(t, "/stats?view="+r.ID)
		if n := doc.Find(".tabs a[aria-current]").Length(); n != 1 {
			t.Errorf("%s is in %d groups", r.ID, n)
		}
		if got := doc.Find(".pick a[aria-current]").Text(); got != r.Title {
			t.Errorf("%s is shown as %q", r.ID, got)
		}
		for _, a := range doc.Find("table.grid tbody a, .chart a").EachIter() {
			if href, _ := a.Attr("href"); !seen[href] {
				seen[href] = true
				f.page(t, href)
			}
		}
	}
	if len(seen) < 20 {
		t.Errorf("only %d links", len(seen))
	}
}
