package main

import (
	"bytes"
	"path/filepath"
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
	w := sampleWorkspace(t)
	tax := w.classifier.Taxonomy()
	cross, _ := report.Find("cross")
	opened := 0
	for _, ask := range []string{
		"unit-kind activity held", "unit activity planned", "activity kind all", "kind year held", "unit section held", "status unit-kind all", "kind activity mentioned",
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
