package report

import (
	"encoding/json"
	"strconv"
	"strings"
)

// A ColumnKind says what the cells of a column are, so that every face can
// align, sum and chart them alike.
type ColumnKind string

// The kinds of columns.
const (
	Text   ColumnKind = "text"   // string
	Count  ColumnKind = "count"  // int: how many of something
	Number ColumnKind = "number" // float64: a sum or mean of figures
	Share  ColumnKind = "share"  // float64 from 0 to 1, printed as a percentage
)

// Numeric reports whether the column holds numbers.
func (k ColumnKind) Numeric() bool { return k != Text }

// A Column is one column of a Table.
type Column struct {
	Name string // Chinese heading
	Kind ColumnKind
}

// A Cell is one value of a Table.
type Cell struct {
	Value any // string, int, float64 as its column's Kind says; nil is unknown, which is never zero
	// Document is the ID of the one document that the value is about; the
	// faces link to it. Empty where there is none.
	Document string
	// Query is the search, as readers write it, that shows the places behind the
	// value. Empty where no search does.
	Query string
	// View is the table that lists what the value counts, nil where none does.
	View *View
}

// A View names a table: a report, what is asked of it and what it counts.
type View struct {
	Report string            // ID
	Ask    map[string]string // values of the report's parameters, by their IDs
	Filter Filter
}

// String returns the cell as the reader sees it; unknown is a dash.
func (c Cell) String() string { return c.as("") }

// as prints the cell for a column of kind k.
func (c Cell) as(k ColumnKind) string {
	switch v := c.Value.(type) {
	case string:
		return v
	case int:
		return strconv.Itoa(v)
	case float64:
		if k == Share {
			return strconv.FormatFloat(v*100, 'f', 1, 64) + "%"
		}
		return strings.TrimSuffix(strconv.FormatFloat(v, 'f', 2, 64), ".00")
	}
	return "—"
}

// A Table is what every report yields. Each row has one cell for each column.
type Table struct {
	Title   string
	Columns []Column
	Rows    [][]Cell
	// Total is the row 合计: one cell for each column, a nil Value where adding
	// up would mean nothing. It is nil where the table has none, as where a
	// unit would count twice.
	Total []Cell
	Notes []string // 口径: what was counted, one sentence each
	List  bool     // rows are single places or cases to be read, not numbers to be compared in a chart
	Chart string   // name of the column that a chart shows; empty: faces choose one
}

// Print returns the cell in row r and column c as the reader sees it.
func (t Table) Print(r, c int) string { return t.Rows[r][c].as(t.Columns[c].Kind) }

// PrintTotal returns the cell of the row 合计 in column c as the reader sees
// it: empty where there is nothing to add up. t must have a Total.
func (t Table) PrintTotal(c int) string {
	if t.Total[c].Value == nil {
		return ""
	}
	return t.Total[c].as(t.Columns[c].Kind)
}

// MarshalJSON returns {"title","columns","rows","notes"}: columns are names,
// rows are lists of plain values, unknown is null, a share is from 0 to 1.
// A table with a row 合计 has it as "total". Where cells have searches behind
// them, "queries" holds these in rows of the same shape, empty where none is.
func (t Table) MarshalJSON() ([]byte, error) {
	x := struct {
		Title   string     `json:"title"`
		Columns []string   `json:"columns"`
		Rows    [][]any    `json:"rows"`
		Total   []any      `json:"total,omitempty"`
		Notes   []string   `json:"notes"`
		Queries [][]string `json:"queries,omitempty"`
	}{t.Title, make([]string, len(t.Columns)), make([][]any, len(t.Rows)), nil, append([]string{}, t.Notes...), t.queries()}
	for i, c := range t.Columns {
		x.Columns[i] = c.Name
	}
	for i, row := range t.Rows {
		x.Rows[i] = make([]any, len(row))
		for j, c := range row {
			x.Rows[i][j] = c.Value
		}
	}
	for _, c := range t.Total {
		x.Total = append(x.Total, c.Value)
	}
	return json.Marshal(x)
}

// queries returns the searches behind the cells of the rows, nil where no cell
// has one.
func (t Table) queries() (all [][]string) {
	some := false
	for _, row := range t.Rows {
		line := make([]string, len(row))
		for i, c := range row {
			line[i], some = c.Query, some || c.Query != ""
		}
		all = append(all, line)
	}
	if !some {
		return nil
	}
	return all
}
