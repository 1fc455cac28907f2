package main

import (
	"bytes"
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"wenjian/compare"
	"wenjian/corpus"
	"wenjian/corpus/store"
	"wenjian/web"
)

const reuseDev = "../../../shared/reuse/dev"

// TestDirectionDev weighs the pairs of documents whose copying is known, as
// the workspace reads them: as they are, without their dates, and with the
// source that two copies have in common hidden. It holds the part that is
// right of what is decided; DIRECTION=1 prints every pair.
func TestDirectionDev(t *testing.T) {
	files, _ := filepath.Glob(reuseDev + "/*.txt")
	if len(files) == 0 {
		t.Skip("no documents with known copying at " + reuseDev)
	}
	if testing.Short() {
		t.Skip("reads sixty documents; not in -short")
	}
	var out, errs bytes.Buffer
	dir := filepath.Join(t.TempDir(), "w")
	if code := run(t.Context(), append([]string{"import", "--data", dir}, files...), &out, &errs); code != exitOK {
		t.Fatalf("exit code %d: %s", code, errs.String())
	}
	a := &app{data: dir, out: &out, err: &errs}
	w, err := a.existing(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = w.Close() }()
	o, err := w.overlaps(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	truth := readSources(t, files)
	for _, c := range []struct {
		name          string
		dates, hidden bool
		accuracy      float64
	}{{"as they are", true, false, 0.9}, {"without dates", false, false, 0.9}, {"common source hidden", true, true, 0}} {
		s := directionRun(t, w, o, truth, c.dates, c.hidden)
		t.Logf("%s: %d pairs with a known source, %d decided, %d right (%.3f), abstained %.3f; of %d pairs from one source %d without a direction; wrong %v",
			c.name, s.pairs, s.decided, s.right, s.accuracy(), s.abstained(), s.siblings, s.kept, s.wrong)
		if s.accuracy() < c.accuracy {
			t.Errorf("%s: %.3f of the decided are right, floor %.2f", c.name, s.accuracy(), c.accuracy)
		}
	}
}

// readSources reads which documents each document took from, by name without
// suffix; from its own unit only where self says so.
func readSources(t *testing.T, files []string) map[string]map[string]bool {
	t.Helper()
	sources := map[string]map[string]bool{}
	for _, f := range files {
		b, err := os.ReadFile(strings.TrimSuffix(f, ".txt") + ".json")
		if err != nil {
			continue // a base document
		}
		var truth struct{ Passages []struct{ Source string } }
		if err := json.Unmarshal(b, &truth); err != nil {
			t.Fatal(err)
		}
		from := map[string]bool{}
		for _, p := range truth.Passages {
			from[strings.TrimSuffix(p.Source, ".txt")] = true
		}
		sources[strings.TrimSuffix(filepath.Base(f), ".txt")] = from
	}
	return sources
}

// A directionScore counts verdicts.
type directionScore struct {
	pairs, decided, right, siblings, kept int
	wrong                                 []string
}

func (s directionScore) accuracy() float64  { return float64(s.right) / float64(max(1, s.decided)) }
func (s directionScore) abstained() float64 { return 1 - float64(s.decided)/float64(max(1, s.pairs)) }

func directionRun(t *testing.T, w *workspace, o overlaps, sources map[string]map[string]bool, dates, hidden bool) (s directionScore) {
	t.Helper()
	name := func(d *corpus.Document) string {
		return strings.TrimSuffix(filepath.Base(d.Source.Path), ".txt")
	}
	for _, p := range o.pairs() {
		if !p.between() {
			continue
		}
		x, y := *p.a, *p.b
		var st web.DirectionStore = w.store
		if hidden {
			st = noPast{st}
		}
		if !dates {
			x.Date, y.Date = corpus.Label{}, corpus.Label{}
		}
		d, err := web.Direction(t.Context(), st, &x, &y, p.matches, [2]string{name(p.a), name(p.b)})
		if err != nil {
			t.Fatal(err)
		}
		want := compare.Verdict("")
		switch nameA, nameB := name(p.a), name(p.b); {
		case sources[nameB][nameA]:
			want = compare.FromFirst
		case sources[nameA][nameB]:
			want = compare.FromSecond
		default:
			for id := range sources[nameA] {
				if sources[nameB][id] {
					want = compare.SameSource
				}
			}
		}
		if want != "" && os.Getenv("DIRECTION") != "" {
			t.Logf("%s %s（%s，%s）: %s, is %s, %.1f %+v", name(p.a), name(p.b), p.a.Unit.Name, p.b.Unit.Name, d.Verdict, want, d.Score, d.Reasons)
		}
		s.add(d.Verdict, want, name(p.a)+"–"+name(p.b))
	}
	return s
}

func (s *directionScore) add(got, want compare.Verdict, pair string) {
	told := got == compare.FromFirst || got == compare.FromSecond
	switch want {
	case compare.SameSource:
		s.siblings++
		if !told {
			s.kept++
		}
	case compare.FromFirst, compare.FromSecond:
		s.pairs++
		switch {
		case got == want:
			s.decided, s.right = s.decided+1, s.right+1
		case told:
			s.decided, s.wrong = s.decided+1, append(s.wrong, pair)
		}
	}
}

// noPast is a store that knows of no other document.
type noPast struct{ web.DirectionStore }

func (noPast) Matches(context.Context, string) ([]store.Match, error) { return nil, nil }
