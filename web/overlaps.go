package web

import (
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"wenjian/report"
)

// overlapPage is how many pairs one page lists.
const overlapPage = 50

// An overlapsView is the page of all pairs that share text, and of the names
// that copying left behind.
type overlapsView struct {
	Classes  []facetRow
	Table    tableView
	Leaks    tableView
	Total    int
	Pages    []pageLink
	Compared string
	Stale    bool
}

// overlaps answers /overlaps?class&page.
func (s *site) overlaps(w http.ResponseWriter, r *http.Request) error {
	ctx, q := r.Context(), r.URL.Query()
	number, err := pageNumber(q.Get("page"))
	if err != nil {
		return err
	}
	t, err := s.build(ctx, "overlaps", report.Options{})
	if err != nil {
		return fmt.Errorf("overlaps: %w", err)
	}
	leaks, err := s.build(ctx, "leaks", report.Options{})
	if err != nil {
		return fmt.Errorf("overlaps: %w", err)
	}
	v := overlapsView{Leaks: newTableView(leaks, nil)}
	if v.Compared, v.Stale, err = s.comparison(ctx); err != nil {
		return fmt.Errorf("overlaps: %w", err)
	}
	class := q.Get("class")
	v.Classes = classRows(t, class)
	if class != "" {
		t.Rows = slices.DeleteFunc(slices.Clone(t.Rows), func(row []report.Cell) bool { return !slices.Contains(classesOf(row), class) })
	}
	v.Total = len(t.Rows)
	from := min(v.Total, (number-1)*overlapPage)
	t.Rows = t.Rows[from:min(v.Total, from+overlapPage)]
	v.Table = newTableView(t, nil)
	v.Pages = pager(number, (v.Total+overlapPage-1)/overlapPage, func(n int) string { return overlapsURL(class, n) })
	return s.show(w, http.StatusOK, "overlaps", page{Title: "雷同核查", Nav: "overlaps", Body: v})
}

// pageNumber reads the number of a page; none means the first.
func pageNumber(s string) (int, error) {
	if s == "" {
		return 1, nil
	}
	n, err := strconv.Atoi(s)
	if err != nil || n < 1 || n > maxPage {
		return 0, inputError(fmt.Sprintf("页码应为 1 至 %d 的数字。", maxPage))
	}
	return n, nil
}

// classesOf returns the classes that the last column of an overlaps row names.
func classesOf(row []report.Cell) []string {
	s, _ := row[len(row)-1].Value.(string)
	return strings.Split(s, "、")
}

// classRows counts pairs by class.
func classRows(t report.Table, chosen string) []facetRow {
	rows := []facetRow{{Label: "全部", URL: "/overlaps", N: len(t.Rows), On: chosen == ""}}
	for _, row := range t.Rows {
		for _, c := range classesOf(row) {
			i := slices.IndexFunc(rows, func(f facetRow) bool { return f.Label == c })
			if i < 0 {
				i = len(rows)
				rows = append(rows, facetRow{Label: c, URL: overlapsURL(c, 1), On: chosen == c})
			}
			rows[i].N++
		}
	}
	return rows
}

func overlapsURL(class string, number int) string {
	return listURL("/overlaps", "class", class, number)
}

// listURL returns the address of a page of a list, counted from 1, that shows
// what has value under the filter; all of it where value is empty.
func listURL(path, filter, value string, number int) string {
	v := url.Values{}
	if value != "" {
		v.Set(filter, value)
	}
	if number > 1 {
		v.Set("page", strconv.Itoa(number))
	}
	if len(v) == 0 {
		return path
	}
	return path + "?" + v.Encode()
}
