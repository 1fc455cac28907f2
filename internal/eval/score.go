package eval

import (
	"fmt"
	"math"
	"sort"
	"strings"

	"wenjian/corpus"
)

// Measures returns the names of all measures, in the order they are printed.
func Measures() []string {
	return []string{
		"split", "doc_kind", "doc_unit", "doc_unit_kind", "doc_date", "headings", "section_kind", "level", "activities", "activity_status",
		"activity_key3", "activity_doc", "figures", "figure_measure", "persons", "leaks", "noise",
	}
}

// A Count holds true positives, false positives and false negatives.
type Count struct{ TP, FP, FN int }

// Precision returns TP/(TP+FP), 1 when nothing was predicted.
func (c Count) Precision() float64 { return ratio(c.TP, c.TP+c.FP) }

// Recall returns TP/(TP+FN), 1 when nothing was to be found.
func (c Count) Recall() float64 { return ratio(c.TP, c.TP+c.FN) }

// F1 returns the harmonic mean of precision and recall.
func (c Count) F1() float64 { return ratio(2*c.TP, 2*c.TP+c.FP+c.FN) }

func ratio(a, b int) float64 {
	if b == 0 {
		return 1
	}
	return float64(a) / float64(b)
}

// add counts good pairs out of want gold and got predicted ones.
func (c *Count) add(good, want, got int) {
	c.TP += good
	c.FP += got - good
	c.FN += want - good
}

// An Error is one thing the prediction got wrong, for a person to read.
type Error struct{ Doc, What string }

// A Report holds the counts of each measure and what went wrong.
type Report struct {
	Counts map[string]*Count
	Errors []Error
}

// Score compares predictions, by the name of their case, with the gold.
func Score(cases []Case, preds map[string][]corpus.External) Report {
	r := Report{Counts: map[string]*Count{}}
	for _, m := range Measures() {
		r.Counts[m] = &Count{}
	}
	for _, c := range cases {
		r.file(c.Docs, preds[c.Name])
	}
	return r
}

func (r *Report) wrong(g Gold, format string, args ...any) {
	r.Errors = append(r.Errors, Error{g.ID, fmt.Sprintf(format, args...)})
}

// named are the three activities that the founding documents ask for.
func named(kind string) bool {
	return kind == "党性教育" || kind == "岗位奉献" || kind == "服务群众"
}

// file pairs the documents of one file by the characters they share.
func (r *Report) file(golds []Gold, preds []corpus.External) {
	type pair struct {
		share float64
		i, j  int
		m     []int
	}
	var table []pair
	for j, p := range preds {
		for i, g := range golds {
			m := align(p.Text, g.Text)
			table = append(table, pair{sharedText(g, p.Text, m), i, j, m})
		}
	}
	sort.SliceStable(table, func(a, b int) bool { return table[a].share > table[b].share })
	usedGold, usedPred := map[int]bool{}, map[int]bool{}
	good := 0
	for _, t := range table {
		if t.share < 0.5 || usedGold[t.i] || usedPred[t.j] {
			continue
		}
		usedGold[t.i], usedPred[t.j] = true, true
		if t.share >= 0.9 {
			good++
		}
		r.document(golds[t.i], preds[t.j], t.m)
	}
	r.Counts["split"].add(good, len(golds), len(preds))
	for i, g := range golds {
		if !usedGold[i] {
			r.missing(g)
		}
	}
}

// sharedText returns the share of the text, noise apart, that both have.
func sharedText(g Gold, pred string, m []int) float64 {
	noise := noiseOf(g)
	n, want, have := 0, 0, 0
	for _, x := range m {
		if x != none && !noise[x] {
			n++
		}
	}
	k := 0
	for _, c := range g.Text {
		if !isSpace(c) && !noise[k] {
			want++
		}
		k++
	}
	k = 0
	for _, c := range pred {
		if !isSpace(c) && (m[k] == none || !noise[m[k]]) {
			have++
		}
		k++
	}
	return float64(n) / float64(max(want, have, 1))
}

func noiseOf(g Gold) map[int]bool {
	noise := map[int]bool{}
	for _, x := range g.Noise {
		for i := x.Start; i < x.End; i++ {
			noise[i] = true
		}
	}
	return noise
}

// missing counts everything in a document that was not found.
func (r *Report) missing(g Gold) {
	for m, n := range map[string]int{
		"headings": len(g.Headings), "section_kind": len(g.Headings), "activities": len(g.Activities), "activity_status": len(g.Activities),
		"figures": len(g.Figures), "figure_measure": len(g.Figures), "persons": len(g.Persons), "leaks": len(g.Leaks),
	} {
		r.Counts[m].FN += n
	}
	for _, m := range []string{"doc_kind", "doc_unit", "doc_unit_kind", "doc_date"} {
		r.Counts[m].add(0, 1, 1)
	}
	r.wrong(g, "document not found")
}

func (r *Report) document(g Gold, p corpus.External, m []int) {
	for _, l := range []struct {
		name, want, got string
		ok              bool
	}{
		{"kind", g.Kind, p.Kind, g.Kind == p.Kind},
		{"unit_kind", g.UnitKind, p.Unit.Kind, g.UnitKind == p.Unit.Kind},
		{"unit", g.Unit, p.Unit.Name, unitNorm(g.Unit) == unitNorm(p.Unit.Name)},
		{"date", g.Date, p.Date, dateOK(g.Date, p.Date)},
	} {
		switch {
		case l.name == "unit_kind" && g.UnitKind == "":
		case l.ok:
			r.Counts["doc_"+l.name].TP++
		default:
			r.Counts["doc_"+l.name].add(0, 1, 1)
			r.wrong(g, "%s: want %q got %q", l.name, l.want, l.got)
		}
	}
	r.headings(g, p, m)
	r.activities(g, p, m)
	r.figures(g, p, m)
	r.persons(g, p)
	r.leaks(g, p, m)
	r.noise(g, m)
}

func (r *Report) headings(g Gold, p corpus.External, m []int) {
	type heading struct {
		span
		corpus.ExternalSection
	}
	var got []heading
	for _, s := range p.Sections {
		if n := len([]rune(s.Heading)); n > 0 {
			got = append(got, heading{goldSpan(m, s.Start, s.Start+n), s})
		}
	}
	near := func(i, j int) int { return abs(got[j].start - g.Headings[i].Start) }
	pairs := match(len(g.Headings), len(got), func(i, j int) bool { return near(i, j) <= 3 }, func(i, j int) float64 { return float64(3 - near(i, j)) })
	r.Counts["headings"].add(len(pairs), len(g.Headings), len(got))
	good := 0
	for _, x := range pairs {
		want, have := g.Headings[x.i], got[x.j].ExternalSection
		kinds := have.Kinds
		if len(kinds) == 0 {
			kinds = []string{have.Kind}
		}
		if sharesAny(strings.Split(want.Kind, "+"), kinds) {
			good++
		} else {
			r.wrong(g, "section %q: want %s got %s", clip(want.Quote, 24), want.Kind, have.Kind)
		}
		if want.Level == have.Level {
			r.Counts["level"].TP++
		} else {
			r.Counts["level"].add(0, 1, 1)
		}
	}
	r.Counts["section_kind"].add(good, len(g.Headings), len(got))
	left(pairs, len(g.Headings), len(got), func(i int) { r.wrong(g, "heading missed: %q", clip(g.Headings[i].Quote, 30)) },
		func(j int) { r.wrong(g, "heading wrong: %q", clip(got[j].Heading, 30)) })
}

func (r *Report) activities(g Gold, p corpus.External, m []int) {
	at := make([]span, len(p.Activities))
	for j, a := range p.Activities {
		at[j] = goldSpan(m, a.Start, a.End)
	}
	over := func(i, j int) int { return at[j].overlap(span{g.Activities[i].Start, g.Activities[i].End}) }
	pairs := match(len(g.Activities), len(p.Activities), func(i, j int) bool { return g.Activities[i].Kind == p.Activities[j].Kind && over(i, j) > 0 },
		func(i, j int) float64 {
			return float64(over(i, j) + 1000*btoi(g.Activities[i].Status == p.Activities[j].Status))
		})
	status, key, keyGold, keyPred := 0, 0, 0, 0
	for _, x := range pairs {
		want, have := g.Activities[x.i], p.Activities[x.j]
		if want.Status == have.Status {
			status++
		} else {
			r.wrong(g, "status of %q: want %s got %s", clip(want.Quote, 24), want.Status, have.Status)
		}
		key += btoi(named(want.Kind))
	}
	type fact struct {
		kind   string
		status corpus.Status
	}
	want, have := map[fact]bool{}, map[fact]bool{}
	for _, a := range g.Activities {
		keyGold += btoi(named(a.Kind))
		want[fact{a.Kind, a.Status}] = true
	}
	for _, a := range p.Activities {
		keyPred += btoi(named(a.Kind))
		have[fact{a.Kind, a.Status}] = true
	}
	r.Counts["activities"].add(len(pairs), len(g.Activities), len(p.Activities))
	r.Counts["activity_status"].add(status, len(g.Activities), len(p.Activities))
	r.Counts["activity_key3"].add(key, keyGold, keyPred)
	r.Counts["activity_doc"].add(common(want, have), len(want), len(have))
	left(pairs, len(g.Activities), len(p.Activities),
		func(i int) {
			a := g.Activities[i]
			r.wrong(g, "activity missed: %s/%s %q", a.Kind, a.Status, clip(a.Quote, 30))
		},
		func(j int) {
			a := p.Activities[j]
			r.wrong(g, "activity wrong: %s/%s %q", a.Kind, a.Status, clip(a.Quote, 30))
		})
}

func (r *Report) figures(g Gold, p corpus.External, m []int) {
	at := make([]span, len(p.Figures))
	for j, f := range p.Figures {
		at[j] = goldSpan(m, f.Start, f.End)
	}
	over := func(i, j int) int { return at[j].overlap(span{g.Figures[i].Start, g.Figures[i].End}) }
	same := func(i, j int) bool {
		want, have := g.Figures[i], p.Figures[j]
		switch {
		case over(i, j) == 0:
			return false
		case want.Masked:
			return have.Masked
		case want.Value == nil || have.Value == nil:
			return false
		}
		value := float64(*want.Value)
		return math.Abs(*have.Value-value) <= 1e-6*math.Max(1, math.Abs(value))
	}
	pairs := match(len(g.Figures), len(p.Figures), same, func(i, j int) float64 {
		return float64(over(i, j) + 10*btoi(g.Figures[i].Measure == p.Figures[j].Measure))
	})
	measured := 0
	for _, x := range pairs {
		want, have := g.Figures[x.i], p.Figures[x.j]
		measured += btoi(want.Measure == have.Measure && want.Norm == have.Norm)
		if want.Measure != have.Measure {
			r.wrong(g, "measure of %q: want %s got %s", want.Quote, want.Measure, have.Measure)
		}
	}
	r.Counts["figures"].add(len(pairs), len(g.Figures), len(p.Figures))
	r.Counts["figure_measure"].add(measured, len(g.Figures), len(p.Figures))
	left(pairs, len(g.Figures), len(p.Figures), func(i int) { r.wrong(g, "figure missed: %s %q", g.Figures[i].Measure, g.Figures[i].Quote) },
		func(j int) { r.wrong(g, "figure wrong: %s %q", p.Figures[j].Measure, clip(p.Figures[j].Quote, 30)) })
}

func (r *Report) persons(g Gold, p corpus.External) {
	want, have, known := map[string]bool{}, map[string]bool{}, map[string]bool{}
	for _, x := range g.Persons {
		want[norm(x.Name)] = true
		known[norm(x.Name)] = true
	}
	for _, x := range p.Persons {
		have[norm(x.Name)] = true
	}
	r.Counts["persons"].add(common(want, have), len(want), len(have))
	for _, x := range g.Persons {
		if n := norm(x.Name); want[n] && !have[n] {
			r.wrong(g, "person missed: %s", x.Name)
			delete(want, n) // every name is told once
		}
	}
	for _, x := range p.Persons {
		if n := norm(x.Name); have[n] && !known[n] {
			r.wrong(g, "person wrong: %s", x.Name)
			delete(have, n)
		}
	}
}

func (r *Report) leaks(g Gold, p corpus.External, m []int) {
	over := func(i, j int) int {
		return goldSpan(m, p.Leaks[j].Start, p.Leaks[j].End).overlap(span{g.Leaks[i].Start, g.Leaks[i].End})
	}
	pairs := match(len(g.Leaks), len(p.Leaks), func(i, j int) bool { return over(i, j) > 0 }, func(int, int) float64 { return 1 })
	r.Counts["leaks"].add(len(pairs), len(g.Leaks), len(p.Leaks))
	left(pairs, len(g.Leaks), len(p.Leaks), func(i int) { r.wrong(g, "leak missed: %q", clip(g.Leaks[i].Quote, 30)) },
		func(j int) { r.wrong(g, "leak wrong: %q", clip(p.Leaks[j].Quote, 30)) })
}

// noise counts characters removed: those that are noise and those that are not.
func (r *Report) noise(g Gold, m []int) {
	kept, noise := map[int]bool{}, noiseOf(g)
	for _, x := range m {
		if x != none {
			kept[x] = true
		}
	}
	c := r.Counts["noise"]
	text := []rune(g.Text)
	var left, lost []rune
	for k, ch := range text {
		switch {
		case isSpace(ch):
		case noise[k] && !kept[k]:
			c.TP++
		case noise[k]:
			c.FN++
			left = append(left, ch)
		case !kept[k]:
			c.FP++
			lost = append(lost, ch)
		}
	}
	if len(left) > 0 {
		r.wrong(g, "noise left: %q", clip(string(left), 60))
	}
	if len(lost) > 0 {
		r.wrong(g, "text lost: %q", clip(string(lost), 60))
	}
}
