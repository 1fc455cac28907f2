package web

import (
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
	Table   tableView
	Chart   *chartView
	Missing bool // nothing to count
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
	t, err := s.build(r.Context(), rep.ID)
	if err != nil {
		return fmt.Errorf("stats %s: %w", rep.ID, err)
	}
	link := s.linker(rep.ID)
	v := statsView{ID: rep.ID, Help: rep.Help, Table: newTableView(t, link), Chart: newChart(t, link), Missing: len(t.Rows) == 0}
	for _, x := range report.Reports() {
		v.Tabs = append(v.Tabs, tabView{x.ID, x.Title, x.ID == rep.ID})
	}
	return s.show(w, http.StatusOK, "stats", page{Title: t.Title + " · 统计分析", Nav: "stats", Body: v})
}

// linker returns how the numbers of a report lead to the documents behind
// them: by the kind that the row counts, and by the status in the heading.
// Unknown kinds are counted in rows without a name; they lead nowhere.
func (s *site) linker(id string) linker {
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
