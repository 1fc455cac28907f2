package web

import (
	"errors"
	"fmt"
	"net/http"
	"slices"

	"wenjian/report"
)

// defaultReport is what /stats shows when no view is named.
const defaultReport = "activities"

// A statsView is the page of one report.
type statsView struct {
	Groups  []tabView // what tables are about, each leading to the first of them
	Tabs    []tabView // the tables of the current group
	ID      string
	Help    string
	Form    statsForm
	Table   tableView
	Chart   *chartView
	Missing bool   // nothing to count
	Address string // what the downloads of this table add to their address
}

// A tabView is an entry of the list of reports, or of their groups.
type tabView struct {
	ID, Title string // ID of the report that it leads to
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
	v := statsView{
		ID: rep.ID, Help: rep.Help, Form: s.statsForm(rep, asked, string(wrong)), Table: newTableView(t, openings), Chart: newChart(t, openings),
		Missing: len(t.Rows) == 0 && wrong == "", Address: addressOf(rep, asked),
	}
	v.Groups, v.Tabs = tabsOf(rep)
	title := t.Title
	if wrong != "" {
		title = rep.Title
	}
	return s.show(w, http.StatusOK, "stats", page{Title: title + " · 统计分析", Nav: "stats", Body: v})
}

// tabsOf returns the groups of reports, and the reports of rep's group.
func tabsOf(rep report.Report) (groups, tabs []tabView) {
	for _, g := range report.Groups() {
		list := report.In(g)
		if len(list) == 0 {
			continue
		}
		current := slices.ContainsFunc(list, func(r report.Report) bool { return r.ID == rep.ID })
		groups = append(groups, tabView{list[0].ID, string(g), current})
		if !current {
			continue
		}
		for _, r := range list {
			tabs = append(tabs, tabView{r.ID, r.Title, r.ID == rep.ID})
		}
	}
	return groups, tabs
}

// openings is how the numbers of a report lead to what they count: to the
// search or the table that the cell itself names.
func openings(t report.Table, r, c int) string {
	cell := t.Rows[r][c]
	switch {
	case cell.Query != "":
		return searchState{Q: cell.Query, Page: 1}.URL("/search")
	case cell.View != nil:
		if rep, ok := report.Find(cell.View.Report); ok {
			return "/stats?" + addressOf(rep, report.Options{Ask: cell.View.Ask, Filter: cell.View.Filter})
		}
	}
	return ""
}
