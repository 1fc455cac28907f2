package web

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"

	"wenjian/corpus/store"
	"wenjian/report"
)

// What one page of the import records lists.
const (
	runsListed  = 200
	filesListed = 100
)

// Filters beside the fates: files of any fate.
const (
	warnedFiles = "warned"
	splitFiles  = "split"
)

// A runView is one import.
type runView struct {
	Number                      int64
	URL                         string
	At                          string
	Inputs                      []string
	Files                       int
	Imported, Unchanged, Failed int
	Same, Skipped, Warned       int
	Running                     bool // or cut short
}

func newRunView(r store.Run) runView {
	v := runView{
		Number: r.ID, URL: runURL(r.ID), At: clock(r.Started), Inputs: r.Inputs, Files: r.Files, Running: r.Finished.IsZero(), Warned: r.Warned,
		Imported: r.Imported(), Unchanged: r.Fates[store.Unchanged], Failed: r.Fates[store.Failed], Skipped: r.Fates[store.Skipped],
		Same: r.Fates[store.Sighted] + r.Fates[store.Identical] + r.Fates[store.Alike],
	}
	return v
}

func runURL(id int64) string { return "/imports/" + strconv.FormatInt(id, 10) }

// An importsView is the page of all imports.
type importsView struct {
	Runs   []runView
	Hidden bool // there are more
}

// imports answers /imports.
func (s *site) imports(w http.ResponseWriter, r *http.Request) error {
	runs, err := s.opt.Store.Runs(r.Context(), runsListed+1)
	if err != nil {
		return fmt.Errorf("imports: %w", err)
	}
	v := importsView{Hidden: len(runs) > runsListed}
	for _, run := range runs[:min(len(runs), runsListed)] {
		v.Runs = append(v.Runs, newRunView(run))
	}
	return s.show(w, http.StatusOK, "imports", page{Title: "导入记录", Nav: "imports", Body: v})
}

// An importView is the page of one import.
type importView struct {
	runView
	Query   string // of the downloads: the filter
	Filters []facetRow
	Table   tableView
	Total   int // files that the filter leaves
	Pages   []pageLink
}

// importRun answers /imports/{id}?fate&page.
func (s *site) importRun(w http.ResponseWriter, r *http.Request) error {
	run, files, err := s.run(r)
	if err != nil {
		return err
	}
	number, err := pageNumber(r.URL.Query().Get("page"))
	if err != nil {
		return err
	}
	fate := r.URL.Query().Get("fate")
	v := importView{runView: newRunView(run), Filters: fateFilters(run.ID, files, fate)}
	if files, err = ofFate(files, fate); err != nil {
		return err
	}
	if fate != "" {
		v.Query = "?" + url.Values{"fate": {fate}}.Encode()
	}
	v.Total = len(files)
	from := min(v.Total, (number-1)*filesListed)
	shown := files[from:min(v.Total, from+filesListed)]
	docs, err := s.documentsOf(r.Context(), shown)
	if err != nil {
		return fmt.Errorf("import %d: %w", run.ID, err)
	}
	t := pick(report.Imports(run, shown), "文件", "处理结果", "材料份数", "说明", "处理建议")
	t.Total = nil // of one page it would mislead
	v.Table = newTableView(t, func(_ report.Table, r, c int) string {
		if c == 0 {
			return docs[r]
		}
		return ""
	})
	v.Pages = pager(number, (v.Total+filesListed-1)/filesListed, func(n int) string { return filesURL(run.ID, fate, n) })
	return s.show(w, http.StatusOK, "import", page{Title: fmt.Sprintf("第 %d 次导入", run.ID), Nav: "imports", Body: v})
}

// run reads the import that the request names, with its files.
func (s *site) run(r *http.Request) (store.Run, []store.FileResult, error) {
	id, err := pathID(r, "id")
	if err != nil {
		return store.Run{}, nil, err
	}
	n, err := strconv.ParseInt(id, 10, 64)
	if err != nil {
		return store.Run{}, nil, errNoPage
	}
	run, err := s.opt.Store.Run(r.Context(), n)
	if err != nil {
		return run, nil, fmt.Errorf("import %s: %w", id, err)
	}
	files, err := s.opt.Store.RunFiles(r.Context(), n)
	if err != nil {
		return run, nil, fmt.Errorf("import %s: %w", id, err)
	}
	return run, files, nil
}

// has reports whether a file is one that a filter means.
func has(f store.FileResult, filter string) bool {
	switch filter {
	case "":
		return true
	case warnedFiles:
		return len(f.Warnings) > 0
	case splitFiles:
		return f.Documents > 1 && f.Fate != store.Failed
	}
	return string(f.Fate) == filter
}

// ofFate returns the files that a filter means.
func ofFate(files []store.FileResult, filter string) ([]store.FileResult, error) {
	if filter != "" && filter != warnedFiles && filter != splitFiles && !slices.Contains(store.Fates(), store.Fate(filter)) {
		return nil, inputError("没有这种处理结果，请从上方的各项中选择。")
	}
	return slices.DeleteFunc(slices.Clone(files), func(f store.FileResult) bool { return !has(f, filter) }), nil
}

// fateFilters counts files by fate.
func fateFilters(run int64, files []store.FileResult, chosen string) []facetRow {
	rows := []facetRow{{Label: "全部", URL: filesURL(run, "", 1), N: len(files), On: chosen == ""}}
	add := func(filter, label string) {
		row := facetRow{Label: label, URL: filesURL(run, filter, 1), On: chosen == filter}
		for _, f := range files {
			if has(f, filter) {
				row.N++
			}
		}
		if row.N > 0 || row.On {
			rows = append(rows, row)
		}
	}
	for _, f := range store.Fates() {
		add(string(f), f.Short())
	}
	add(splitFiles, "拆分为多篇")
	add(warnedFiles, "有警告")
	return rows
}

func filesURL(run int64, fate string, number int) string {
	return listURL(runURL(run), "fate", fate, number)
}

// documentsOf returns where each file leads: to its first document, or
// nowhere.
func (s *site) documentsOf(ctx context.Context, files []store.FileResult) ([]string, error) {
	out := make([]string, len(files))
	for i, f := range files {
		if f.Documents == 0 {
			continue
		}
		rows, err := s.opt.Store.List(ctx, store.Filter{Source: f.Path, Limit: 1})
		if err != nil {
			return nil, err
		}
		if len(rows) > 0 {
			out[i] = "/docs/" + rows[0].ID
		}
	}
	return out, nil
}

// pick returns t with the columns of those names only.
func pick(t report.Table, names ...string) report.Table {
	var keep []int
	var columns []report.Column
	for i, c := range t.Columns {
		if slices.Contains(names, c.Name) {
			keep, columns = append(keep, i), append(columns, c)
		}
	}
	only := func(row []report.Cell) (out []report.Cell) {
		for _, i := range keep {
			out = append(out, row[i])
		}
		return out
	}
	t.Columns = columns
	for r, row := range t.Rows {
		t.Rows[r] = only(row)
	}
	if t.Total != nil {
		t.Total = only(t.Total)
	}
	return t
}

// importTable makes the table that a download of an import holds.
func (s *site) importTable(r *http.Request) (report.Table, error) {
	run, files, err := s.run(r)
	if err != nil {
		return report.Table{}, err
	}
	if files, err = ofFate(files, r.URL.Query().Get("fate")); err != nil {
		return report.Table{}, err
	}
	return report.Imports(run, files), nil
}

// importCSV answers /imports/{id}/files.csv?fate.
func (s *site) importCSV(w http.ResponseWriter, r *http.Request) error {
	t, err := s.importTable(r)
	if err != nil {
		return err
	}
	return downloadCSV(w, t)
}

// importXLSX answers /imports/{id}/files.xlsx?fate.
func (s *site) importXLSX(w http.ResponseWriter, r *http.Request) error {
	t, err := s.importTable(r)
	if err != nil {
		return err
	}
	return s.downloadXLSX(w, t)
}

// apiImports answers /api/v1/imports with the imports, newest first.
func (s *site) apiImports(w http.ResponseWriter, r *http.Request) error {
	runs, err := s.opt.Store.Runs(r.Context(), 0)
	if err != nil {
		return fmt.Errorf("imports: %w", err)
	}
	out := make([]report.ExternalRun, 0, len(runs))
	for _, run := range runs {
		out = append(out, report.NewExternalRun(run))
	}
	return writeJSON(w, out)
}

// apiImport answers /api/v1/imports/{id} with one import and its files.
func (s *site) apiImport(w http.ResponseWriter, r *http.Request) error {
	run, files, err := s.run(r)
	if err != nil {
		return err
	}
	return writeJSON(w, report.NewExternalImport(run, files))
}
