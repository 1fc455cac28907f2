package web

import (
	"context"
	"fmt"
	"net/http"
	"slices"
	"time"

	"wenjian/compare"
	"wenjian/corpus/store"
	"wenjian/report"
)

// What the first page shows of each list.
const (
	homeRuns     = 5
	homeFailures = 12
	homeFindings = 5
	homeDoings   = 10
)

// A homeView is the first page: what was found, then what came in.
type homeView struct {
	Counts   store.Counts
	Pairs    int // of documents that share text
	Own      int // further pairs of one unit's own documents
	Leaks    []rowView
	Overlaps []rowView
	Doings   []rowView // the activities that most units held
	Compared string    // when, empty when never
	Stale    bool      // documents changed since
	Runs     []runView
	Failures []store.FileResult
	Hidden   int // failures beyond those shown
	Starters []exampleView
}

// home answers /.
func (s *site) home(w http.ResponseWriter, r *http.Request) error {
	v, err := s.newHomeView(r.Context())
	if err != nil {
		return fmt.Errorf("home: %w", err)
	}
	return s.show(w, http.StatusOK, "home", page{Title: "工作台", Nav: "home", Body: v})
}

func (s *site) newHomeView(ctx context.Context) (v homeView, err error) {
	if v.Counts, err = s.opt.Store.Counts(ctx); err != nil {
		return v, err
	}
	if err = s.addImports(ctx, &v); err != nil || v.Counts.Documents == 0 {
		return v, err
	}
	leaks, err := s.build(ctx, "leaks", report.Options{})
	if err != nil {
		return v, err
	}
	overlaps, err := s.build(ctx, "overlaps", report.Options{})
	if err != nil {
		return v, err
	}
	doings, err := s.build(ctx, defaultReport, report.Options{})
	if err != nil {
		return v, err
	}
	v.Doings = narrowed(doings, homeDoings, openings, "活动", "已开展单位", "仅计划单位")
	own := slices.DeleteFunc(slices.Clone(overlaps.Rows), func(row []report.Cell) bool { return !ownOnly(row) })
	overlaps.Rows = slices.DeleteFunc(overlaps.Rows, ownOnly)
	v.Pairs, v.Own = len(overlaps.Rows), len(own)
	v.Leaks, v.Overlaps = firstRows(leaks, homeFindings), firstRows(overlaps, homeFindings)
	if v.Compared, v.Stale, err = s.comparison(ctx); err != nil {
		return v, err
	}
	for _, k := range s.opt.Taxonomy.Activities {
		if k.Parent == "" && len(v.Starters) < 8 {
			v.Starters = append(v.Starters, exampleView{Query: k.Label, URL: searchState{Q: k.Label}.URL("/search")})
		}
	}
	return v, nil
}

// ownOnly reports whether a row of overlaps is about nothing but a unit that
// took up its own earlier text.
func ownOnly(row []report.Cell) bool {
	return slices.Equal(classesOf(row), []string{compare.Self.Label()})
}

// comparison says when documents were last compared, and whether that is
// out of date.
func (s *site) comparison(ctx context.Context) (at string, stale bool, err error) {
	state, ok, err := s.opt.Store.LastComparison(ctx)
	if err != nil || !ok {
		return "", false, err
	}
	changes, err := s.opt.Store.Changes(ctx, state.Seq)
	if err != nil {
		return "", false, err
	}
	return clock(state.At), len(changes.Put)+len(changes.Deleted) > 0, nil
}

func (s *site) addImports(ctx context.Context, v *homeView) error {
	runs, err := s.opt.Store.Runs(ctx, homeRuns)
	if err != nil {
		return err
	}
	for _, r := range runs {
		v.Runs = append(v.Runs, newRunView(r))
	}
	if v.Failures, err = s.opt.Store.Failures(ctx); err != nil {
		return err
	}
	if n := len(v.Failures); n > homeFailures {
		v.Failures, v.Hidden = v.Failures[:homeFailures], n-homeFailures
	}
	return nil
}

// build makes a report.
func (s *site) build(ctx context.Context, id string, o report.Options) (report.Table, error) {
	r, ok := report.Find(id)
	if !ok {
		return report.Table{}, errNoPage
	}
	o.Taxonomy = s.opt.Taxonomy
	return r.Build(ctx, s.opt.Store, o)
}

// clock prints a time of the machine's own zone to the minute.
func clock(t time.Time) string { return t.Local().Format("2006-01-02 15:04") }
