package web

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"wenjian/corpus"
	"wenjian/corpus/store"
	"wenjian/index"
	"wenjian/index/query"
	"wenjian/register"
	"wenjian/report"
)

// expanded widens the conditions on units of a query by the names that the
// register knows; chosen facet values stay as they are. Shares copied are
// looked up in the store.
func (s *site) expanded(ctx context.Context, n query.Node) (query.Node, error) {
	n, err := index.ResolveCopied(ctx, n, s.opt.Store)
	if err != nil {
		return nil, err
	}
	return index.ExpandUnits(n, func(unit string) ([]string, error) { return register.Synonyms(ctx, s.opt.Store, unit) })
}

// A unitsView is the page of the register.
type unitsView struct {
	States   []facetRow
	Units    []unitRow
	Total    int
	Linked   int // documents
	All      int
	Unknown  []unknownUnit
	Nameless int // documents that name no unit
	Problems []register.Problem
	Notes    []string
}

// A unitRow is one unit of the register.
type unitRow struct {
	Indent           string // spaces that show the depth
	Name, Kind, More string // More: aliases and former names
	Superior         string // shown where the tree does not
	URL              string // its documents; empty when it has none
	Documents, Below int
	Upper            bool
	Due, Last        string
	State            string
	Late             bool // it has not handed in all that it must
}

// An unknownUnit is a name on documents that the register does not know, or
// cannot tell apart.
type unknownUnit struct {
	Name, URL string
	Documents int
	Why       string
	Near      string // who it could be
}

// unitsShown is how many units one page lists.
const unitsShown = 2000

// deepest is the depth beyond which the tree is not indented further.
const deepest = 8

// units answers /units?state.
func (s *site) units(w http.ResponseWriter, r *http.Request) error {
	ctx := r.Context()
	reg, rows, err := s.submissions(ctx)
	if err != nil {
		return fmt.Errorf("units: %w", err)
	}
	v := unitsView{Problems: reg.Check()}
	if err := s.addUnknown(ctx, &v, reg); err != nil {
		return fmt.Errorf("units: %w", err)
	}
	state := report.SubmissionState(r.URL.Query().Get("state"))
	if len(rows) > 0 {
		v.States = stateRows(rows, state)
	}
	v.Notes = report.SubmissionTable(rows, s.opt.Taxonomy).Notes
	upper := map[int]bool{}
	for _, x := range rows {
		upper[x.Up] = true
	}
	for i, x := range rows {
		if state == "" || x.State == state {
			v.Units = append(v.Units, newUnitRow(x, upper[i], state != "", s.opt.Taxonomy))
		}
	}
	if v.Total = len(v.Units); v.Total > unitsShown {
		v.Units = v.Units[:unitsShown]
	}
	return s.show(w, http.StatusOK, "units", page{Title: "单位名册", Nav: "units", Body: v})
}

// submissions returns the register and what its units handed in.
func (s *site) submissions(ctx context.Context) (*register.Register, []report.Submission, error) {
	reg, err := register.Open(ctx, s.opt.Store)
	if err != nil {
		return nil, nil, err
	}
	counts, err := s.opt.Store.UnitCounts(ctx)
	if err != nil {
		return nil, nil, err
	}
	return reg, report.Submissions(reg, counts), nil
}

// newUnitRow shows a unit; flat says that the tree around it is not shown.
func newUnitRow(x report.Submission, upper, flat bool, tax corpus.Taxonomy) unitRow {
	row := unitRow{
		Indent: strings.Repeat("　", min(x.Depth, deepest)), Name: x.Name, Kind: corpus.LabelOf(tax.Units, x.Kind), Documents: x.Documents, Below: x.Below, Upper: upper,
		Due: x.Due, Last: x.Last, State: x.State.Label(), Late: x.State == report.Missing || x.State == report.PartlyDone, More: moreNames(x.RegisterEntry),
	}
	if flat {
		row.Indent, row.Superior = "", x.Superior
	}
	if x.Documents > 0 {
		row.URL = unitURL(x.Name)
	}
	return row
}

// moreNames lists the other names of a unit.
func moreNames(e corpus.RegisterEntry) string {
	out := ""
	for i, n := range slices.Concat(e.Aliases, e.Former) {
		if i > 0 {
			out += "、"
		}
		out += n
	}
	return out
}

// unitURL returns the search for the documents of a unit.
func unitURL(name string) string {
	return "/search?q=" + url.QueryEscape(query.String(query.Field{Name: "unit", Value: name}))
}

// stateRows counts the units by state.
func stateRows(rows []report.Submission, chosen report.SubmissionState) []facetRow {
	out := []facetRow{{Label: "全部", URL: "/units", N: len(rows), On: chosen == ""}}
	n := report.CountStates(rows)
	for _, st := range []report.SubmissionState{report.Submitted, report.PartlyDone, report.Missing, report.Exempt} {
		if n[st] > 0 {
			out = append(out, facetRow{Label: st.Label(), URL: listURL("/units", "state", string(st), 1), N: n[st], On: chosen == st})
		}
	}
	return out
}

// addUnknown counts documents and lists the names that lead to no unit, those
// of most documents first.
func (s *site) addUnknown(ctx context.Context, v *unitsView, reg *register.Register) error {
	links, err := s.opt.Store.Links(ctx)
	if err != nil {
		return err
	}
	prints, err := s.opt.Store.UnitPrints(ctx, nil)
	if err != nil {
		return err
	}
	v.All = len(prints)
	at := map[string]int{}
	for _, p := range prints {
		l := links[p.Document]
		switch {
		case l.Unit != "":
			v.Linked++
		case l.Rule == register.RuleNoUnit:
			v.Nameless++
		case l.Rule == register.RuleUnknown || l.Rule == register.RuleAmbiguous:
			key := l.Rule + store.UnitKey(p.Unit)
			i, ok := at[key]
			if !ok {
				i = len(v.Unknown)
				at[key] = i
				v.Unknown = append(v.Unknown, unknownUnit{Name: p.Unit, URL: unitURL(p.Unit), Why: register.RuleLabel(l.Rule), Near: nearNames(reg, p.Unit, l)})
			}
			v.Unknown[i].Documents++
		}
	}
	slices.SortStableFunc(v.Unknown, func(a, b unknownUnit) int { return b.Documents - a.Documents })
	return nil
}

// nearNames says which units of the register a name could mean.
func nearNames(reg *register.Register, name string, l store.Link) string {
	near := reg.Nearest(name, 3)
	if len(l.Candidates) > 0 {
		near = nil
		for _, id := range l.Candidates {
			if e, ok := reg.Entry(id); ok {
				near = append(near, e)
			}
		}
	}
	out := ""
	for i, e := range near {
		if i > 0 {
			out += "、"
		}
		out += e.Name
		if e.Superior != "" && len(l.Candidates) > 0 {
			out += "（" + e.Superior + "）"
		}
	}
	return out
}

// unitsCSV answers /units.csv, unitsXLSX /units.xlsx: the tree of /units.
func (s *site) unitsCSV(w http.ResponseWriter, r *http.Request) error {
	t, err := s.unitsTable(r.Context())
	if err != nil {
		return err
	}
	return downloadCSV(w, t)
}

func (s *site) unitsXLSX(w http.ResponseWriter, r *http.Request) error {
	t, err := s.unitsTable(r.Context())
	if err != nil {
		return err
	}
	return s.downloadXLSX(w, t)
}

// apiUnits answers /api/v1/units with a report.Table.
func (s *site) apiUnits(w http.ResponseWriter, r *http.Request) error {
	t, err := s.unitsTable(r.Context())
	if err != nil {
		return err
	}
	return writeJSON(w, t)
}

// addRegistered says in the facts of a document which unit of the register it
// is of, or why of none; without a register it says nothing.
func (s *site) addRegistered(ctx context.Context, v *documentView) error {
	links, err := s.opt.Store.Links(ctx, v.ID)
	l, ok := links[v.ID]
	if err != nil || !ok || len(v.Labels) == 0 {
		return err
	}
	reg, err := register.Open(ctx, s.opt.Store)
	if err != nil {
		return err
	}
	label := labelView{Name: "名册单位", Why: register.RuleLabel(l.Rule)}
	if e, ok := reg.Entry(l.Unit); ok {
		label.Value = e.Name
		label.Why += fmt.Sprintf("，把握 %.0f%%", 100*l.Confidence)
	} else if near := nearNames(reg, "", l); near != "" {
		label.Why += "：" + near
	}
	v.Labels = slices.Insert(v.Labels, 1, label) // behind the name that the text prints
	return nil
}

// unitsTable is the tree of the register's page as a table.
func (s *site) unitsTable(ctx context.Context) (report.Table, error) {
	_, rows, err := s.submissions(ctx)
	if err != nil {
		return report.Table{}, fmt.Errorf("units: %w", err)
	}
	return report.SubmissionTable(rows, s.opt.Taxonomy), nil
}
