package report_test

import (
	"errors"
	"path/filepath"
	"strings"
	"testing"

	"wenjian/corpus"
	"wenjian/internal/golden"
	"wenjian/report"
)

func build(t *testing.T, id string, o report.Options) (report.Table, error) {
	t.Helper()
	r, ok := report.Find(id)
	if !ok {
		t.Fatal("no report", id)
	}
	o.Taxonomy = taxonomy()
	return r.Build(t.Context(), sample(t), o)
}

// Every pair of dimensions counts the sample as testdata holds it.
func TestCross(t *testing.T) {
	var all strings.Builder
	for _, ask := range []string{
		"unit activity units held", "unit activity events all", "unit activity documents planned", "activity status events", "unit-kind section documents",
		"unit section units", "kind unit-kind units", "year unit-kind documents", "when activity events", "campaign kind documents",
	} {
		p := append(strings.Fields(ask), "")
		table, err := build(t, "cross", report.Options{Ask: map[string]string{"rows": p[0], "columns": p[1], "count": p[2], "status": p[3]}})
		if err != nil {
			t.Fatalf("%s: %v", ask, err)
		}
		all.WriteString("== " + ask + "\n")
		if err := report.WriteText(&all, table, 0); err != nil {
			t.Fatal(err)
		}
	}
	golden.Check(t, filepath.Join("testdata", "crossings.golden"), all.String())
}

// What cannot be asked is refused in words.
func TestCrossRefuses(t *testing.T) {
	for want, ask := range map[string]map[string]string{
		"不能是同一项":    {"rows": "unit", "columns": "unit"},
		"不能互相交叉":    {"rows": "section", "columns": "activity"},
		"要有一项是活动":   {"rows": "unit", "columns": "kind", "count": "events"},
		"“行”没有“天气”": {"rows": "天气"},
	} {
		_, err := build(t, "cross", report.Options{Ask: ask})
		var said report.AskError
		if !errors.As(err, &said) || !strings.Contains(said.Error(), want) {
			t.Errorf("%v: %v, want %q", ask, err, want)
		}
	}
}

// A filter leaves out the same documents in every report.
func TestFilter(t *testing.T) {
	total := func(f report.Filter) string {
		table, err := build(t, "kinds", report.Options{Filter: f})
		if err != nil {
			t.Fatalf("%+v: %v", f, err)
		}
		return strings.Join(table.Notes, "")
	}
	for want, f := range map[string]report.Filter{
		"共 4 份材料":     {},
		"共 2 份材料、1 个": {UnitKind: "村"},
		"共 1 份材料、1 个": {UnitKind: "村", Kind: "实施方案"},
		"共 0 份材料":     {From: "2010"},
	} {
		if got := total(f); !strings.Contains(got, want) {
			t.Errorf("%+v: %s", f, got)
		}
	}
	if got := total(report.Filter{UnitKind: "村", To: "2010-07"}); !strings.Contains(got, "只统计：单位类别 村；材料日期 截至 2010-07。") {
		t.Error(got)
	}
	for _, f := range []report.Filter{{UnitKind: "没有"}, {From: "去年"}, {From: "2011", To: "2010"}} {
		if err := f.Check(taxonomy()); err == nil {
			t.Errorf("%+v is taken", f)
		}
	}
	for _, r := range report.Reports() {
		table, err := build(t, r.ID, report.Options{Filter: report.Filter{UnitKind: "村", Own: true}})
		if err != nil {
			t.Errorf("%s: %v", r.ID, err)
			continue
		}
		for _, row := range table.Rows {
			for _, c := range row {
				if c.Value == "县医院党委" && r.ID != "overlaps" && r.ID != "copying" {
					t.Errorf("%s counts what the filter leaves out: %v", r.ID, row)
				}
			}
		}
	}
}

// Activities in passages taken from another unit are left out on request.
func TestOwnOnly(t *testing.T) {
	held := func(own bool) (n int) {
		table, err := build(t, "cross", report.Options{Filter: report.Filter{UnitKind: "医院", Own: own}, Ask: map[string]string{"rows": "unit-kind", "columns": "status", "count": "events"}})
		if err != nil {
			t.Fatal(err)
		}
		for i, c := range table.Columns {
			if c.Name == corpus.Mentioned.Label() {
				return table.Total[i].Value.(int)
			}
		}
		return 0
	}
	if all, own := held(false), held(true); all != 1 || own != 0 {
		t.Errorf("%d of which its own %d, want 1 and 0: it stands in a copied passage", all, own)
	}
}
