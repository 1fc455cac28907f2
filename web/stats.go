package web

import (
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"

	"wenjian/corpus"
	"wenjian/report"
)

// defaultReport is what /stats shows when no view is named.
const defaultReport = "activities"

// A statsView is the page of one report.
type statsView struct {
	Tabs    []tabView
	ID      string
	Help    string
	Form    statsForm
	Table   tableView
	Chart   *chartView
	Missing bool   // nothing to count
	Address string // what the downloads of this table add to their address
}

// A tabView is an entry of the list of reports.
type tabView struct {
	ID, Title string
	Current   bool
}

// reportOf returns the report that the request names.
func reportOf(id string) (report.Report, error) {
	if id == "" {
		id = defaultReport
	}
	r, ok := report.Find(id)
	if !ok {
		return r, inputError("没有这种统计，请从上方标签中选择。")
	}
	return r, nil
}

// stats answers /stats.
func (s *site) stats(w http.ResponseWriter, r *http.Request) error {
	rep, err := reportOf(r.URL.Query().Get("view"))
	if err != nil {
		return err
	}
	asked := optionsOf(r.URL.Query(), rep)
	t, err := s.build(r.Context(), rep.ID, asked)
	var wrong report.AskError
	if err != nil && !errors.As(err, &wrong) {
		return fmt.Errorf("stats %s: %w", rep.ID, err)
	}
	link := s.linker(rep.ID, asked)
	v := statsView{
		ID: rep.ID, Help: rep.Help, Form: s.statsForm(rep, asked, string(wrong)), Table: newTableView(t, link), Chart: newChart(t, link),
		Missing: len(t.Rows) == 0 && wrong == "", Address: addressOf(rep, asked),
	}
	for _, x := range report.Reports() {
		v.Tabs = append(v.Tabs, tabView{x.ID, x.Title, x.ID == rep.ID})
	}
	title := t.Title
	if wrong != "" {
		title = rep.Title
	}
	return s.show(w, http.StatusOK, "stats", page{Title: title + " · 统计分析", Nav: "stats", Body: v})
}

// linker returns how the numbers of a report lead to the documents behind
// them: by the kind that the row counts, and by the status in the heading.
// Unknown kinds are counted in rows without a name; they lead nowhere. Where a
// cell says by itself which search shows what it counts, that is taken; where
// the table counts a part of the documents, nothing else is.
func (s *site) linker(id string, asked report.Options) linker {
	guess := s.guess(id)
	return func(t report.Table, r, c int) string {
		switch q := t.Rows[r][c].Query; {
		case q != "":
			return searchState{Q: q, Page: 1}.URL("/search")
		case guess == nil || asked.Filter != (report.Filter{}):
			return ""
		}
		return guess(t, r, c)
	}
}

// guess is the linker of reports whose cells carry no search.
func (s *site) guess(id string) linker {
	tax := s.opt.Taxonomy
	field, kinds := "", []corpus.Kind(nil)
	switch id {
	case "activities":
		field, kinds = "activity", tax.Activities
	case "sections":
		field, kinds = "section", tax.Sections
	case "kinds":
		field, kinds = "kind", tax.Documents
	case "units":
		field = "unit"
	default:
		return nil
	}
	return func(t report.Table, r, c int) string {
		value, ok := t.Rows[r][0].Value.(string)
		if !ok || value == "" || c > 0 && (t.Columns[c].Kind != report.Count || counterpart(t.Columns[c].Name)) {
			return ""
		}
		if kinds != nil {
			i := slices.IndexFunc(kinds, func(k corpus.Kind) bool { return k.Label == value })
			if i < 0 {
				return ""
			}
			value = kinds[i].ID
		}
		state := searchState{Filters: map[string][]string{field: {value}}, Page: 1}
		if status, ok := statusOf(t.Columns[c].Name); ok {
			state.Filters["status"] = []string{string(status)}
		}
		return state.URL("/search")
	}
}

// counterpart reports whether a column counts what a search for the row
// would not show: units without the section, or a mean.
func counterpart(column string) bool {
	return strings.HasPrefix(column, "未") || strings.HasPrefix(column, "仅") || strings.HasPrefix(column, "平均")
}

// statusOf returns the status that a column's name begins with.
func statusOf(column string) (corpus.Status, bool) {
	for _, s := range corpus.Statuses() {
		if strings.HasPrefix(column, s.Label()) {
			return s, true
		}
	}
	return "", false
}
