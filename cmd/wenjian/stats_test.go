package main

import (
	"bytes"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"wenjian/index"
	"wenjian/report"
)

// sampleWorkspace is a workspace of the sample submissions.
func sampleWorkspace(t *testing.T) *workspace {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "w")
	var out, errs bytes.Buffer
	if code := run(t.Context(), []string{"import", "--data", dir, filepath.Join("..", "..", "testdata", "sample")}, &out, &errs); code != exitOK && code != exitPartly {
		t.Fatalf("exit code %d: %s", code, errs.String())
	}
	a := &app{data: dir, out: &out, err: &errs}
	w, err := a.existing(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = w.Close() })
	return w
}

// Every number of a cross table of documents opens as many documents as it
// says.
func TestCellsOpenWhatTheyCount(t *testing.T) {
	if testing.Short() {
		t.Skip("hundreds of searches, one after the other")
	}
	w := sampleWorkspace(t)
	tax := w.classifier.Taxonomy()
	cross, _ := report.Find("cross")
	opened := 0
	for _, ask := range []string{
		"unit-kind activity held", "unit activity planned", "activity kind all", "kind year held", "unit section held", "status unit-kind all", "kind activity mentioned", "campaign activity all", "year kind all", "unit-kind campaign all",
	} {
		p := strings.Fields(ask)
		for _, f := range []report.Filter{{}, {UnitKind: "中小学"}, {From: "2010", To: "2010"}} {
			table, err := cross.Build(t.Context(), w.store, report.Options{Taxonomy: tax, Filter: f, Ask: map[string]string{"rows": p[0], "columns": p[1], "count": "documents", "status": p[2]}})
			if err != nil {
				t.Fatalf("%s: %v", ask, err)
			}
			for _, row := range table.Rows {
				for _, c := range row {
					if c.Query == "" {
						continue
					}
					q, err := parseQuery(c.Query, tax)
					if err != nil {
						t.Fatalf("%s: %s: %v", ask, c.Query, err)
					}
					found, err := w.index.Search(t.Context(), index.Request{Query: q, Limit: 1})
					if err != nil {
						t.Fatal(err)
					}
					if found.Total != c.Value {
						t.Errorf("%s: %v documents, and %s opens %d", ask, c.Value, c.Query, found.Total)
					}
					opened++
				}
			}
		}
	}
	if opened < 100 {
		t.Errorf("only %d cells open anything", opened)
	}
}

// Every number of every report leads to what it counts: to a search that finds
// as many documents, or units, as the column says; to a table with rows; or to
// a document of its row.
func TestEveryNumberOpens(t *testing.T) {
	if testing.Short() {
		t.Skip("hundreds of searches, one after the other")
	}
	w := sampleWorkspace(t)
	tax := w.classifier.Taxonomy()
	searched, listed := 0, 0
	for _, r := range report.Reports() {
		table, err := r.Build(t.Context(), w.store, report.Options{Taxonomy: tax})
		if err != nil {
			t.Fatalf("%s: %v", r.ID, err)
		}
		for _, row := range table.Rows {
			told := slices.ContainsFunc(row, func(c report.Cell) bool { return c.Document != "" })
			for i, c := range row {
				name := table.Columns[i].Name
				switch {
				case c.Query != "":
					openSearch(t, w, r.ID+" "+name, c)
					searched++
				case c.View != nil:
					openView(t, w, r.ID+" "+name, c)
					listed++
				case !told && row[0].Value != nil && table.Columns[i].Kind != report.Share && table.Columns[i].Kind != report.Text && c.Value != nil && c.Value != 0 && c.Value != 0.0:
					t.Errorf("%s: %s of %v is %v, which opens nothing", r.ID, name, row[0].Value, c.Value)
				}
			}
		}
	}
	if searched < 200 || listed < 100 {
		t.Errorf("only %d cells open a search, %d a table", searched, listed)
	}
}

// openSearch follows a cell to its search.
func openSearch(t *testing.T, w *workspace, what string, c report.Cell) {
	t.Helper()
	q, err := parseQuery(c.Query, w.classifier.Taxonomy())
	if err != nil {
		t.Fatalf("%s: %s: %v", what, c.Query, err)
	}
	found, err := w.index.Search(t.Context(), index.Request{Query: q, Facets: []string{"unit"}})
	if err != nil {
		t.Fatal(err)
	}
	want := -1 // at least one
	switch {
	case strings.HasSuffix(what, "材料") || strings.HasSuffix(what, "材料数"):
		want = found.Total
	case strings.HasSuffix(what, "单位") || strings.HasSuffix(what, "单位数"):
		if want = 0; c.Value != nil {
			for _, u := range found.Facets["unit"] {
				if u.Value != "" {
					want++
				}
			}
		}
	}
	if n, is := c.Value.(int); found.Total == 0 || is && want >= 0 && want != n {
		t.Errorf("%s is %v, and %s opens %d documents of %d units", what, c.Value, c.Query, found.Total, want)
	}
}

// openView follows a cell to its table.
func openView(t *testing.T, w *workspace, what string, c report.Cell) {
	t.Helper()
	r, ok := report.Find(c.View.Report)
	if !ok {
		t.Fatalf("%s: no report %s", what, c.View.Report)
	}
	table, err := r.Build(t.Context(), w.store, report.Options{Taxonomy: w.classifier.Taxonomy(), Ask: c.View.Ask, Filter: c.View.Filter})
	if err != nil {
		t.Fatalf("%s: %s: %v", what, c.View.Report, err)
	}
	column := what[strings.LastIndex(what, " ")+1:]
	same := c.View.Report == "presence" || c.View.Report == "figure-list" && slices.Contains([]string{"数据", "处数", "计划指标", "隐去", "序数"}, column)
	if len(table.Rows) == 0 || same && len(table.Rows) != c.Value {
		t.Errorf("%s is %v, and %s lists %d", what, c.Value, c.View.Report, len(table.Rows))
	}
}
