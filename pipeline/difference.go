package pipeline

import (
	"cmp"
	"slices"
	"strings"

	"wenjian/corpus"
)

// A Change says how a fact of a document differs between two readings.
type Change string

// The changes of a fact.
const (
	Gained  Change = "gained"  // only the later reading finds it
	Lost    Change = "lost"    // only the earlier one did
	Changed Change = "changed" // both find it and say something else of it
)

// Label returns the Chinese name of c as the interface shows it.
func (c Change) Label() string {
	switch c {
	case Gained:
		return "新增"
	case Lost:
		return "减少"
	case Changed:
		return "改变"
	}
	return string(c)
}

// A Difference is one fact that two readings of a document do not agree on.
type Difference struct {
	Fact          corpus.Fact
	Change        Change
	Kind          string // label: of what is gained or lost, or of what changed as it was
	Before, After string // in words, as reports show them; empty where there is none
	Quote         string // from the text; empty for a fact of the whole document
}

// Differences returns what the later reading of a document finds otherwise
// than the earlier one, in the order of facts and then of the text. Leaks that
// only comparison found are not missed: they depend on other documents.
func Differences(before, after *corpus.Document, tax corpus.Taxonomy) []Difference {
	var out []Difference
	for _, l := range []struct {
		fact     corpus.Fact
		old, new string
	}{
		{corpus.FactKind, corpus.LabelOf(tax.Documents, before.Kind.Value), corpus.LabelOf(tax.Documents, after.Kind.Value)},
		{corpus.FactUnit, unitWords(before.Unit, tax), unitWords(after.Unit, tax)},
		{corpus.FactDate, before.Date.Value, after.Date.Value},
		{corpus.FactCampaign, corpus.LabelOf(tax.Campaigns, before.Campaign.Value), corpus.LabelOf(tax.Campaigns, after.Campaign.Value)},
	} {
		switch {
		case l.old == l.new:
		case l.old == "":
			out = append(out, Difference{Fact: l.fact, Change: Gained, Kind: l.fact.Label(), After: l.new})
		case l.new == "":
			out = append(out, Difference{Fact: l.fact, Change: Lost, Kind: l.fact.Label(), Before: l.old})
		default:
			out = append(out, Difference{Fact: l.fact, Change: Changed, Kind: l.fact.Label(), Before: l.old, After: l.new})
		}
	}
	for _, f := range []corpus.Fact{corpus.FactSection, corpus.FactActivity, corpus.FactFigure, corpus.FactLeak} {
		out = append(out, placed(f, told(f, before, tax), told(f, after, tax))...)
	}
	return out
}

func unitWords(u corpus.Unit, tax corpus.Taxonomy) string {
	if u.Kind == "" {
		return u.Name
	}
	return strings.TrimSpace(u.Name + "（" + corpus.LabelOf(tax.Units, u.Kind) + "）")
}

// A telling is a fact of the text, in words.
type telling struct {
	span       corpus.Span
	kind, both string // labels: of the kind, and with what else is said of it
	quote      string
	elsewhere  bool // comparison has a part in it
}

// told returns the facts of one sort, in text order.
func told(f corpus.Fact, d *corpus.Document, tax corpus.Taxonomy) (out []telling) {
	add := func(s corpus.Span, kind, more string) {
		out = append(out, telling{span: s, kind: kind, quote: s.Of(d.Text), both: strings.TrimSpace(kind + " " + more)})
	}
	switch f {
	case corpus.FactSection:
		for _, s := range d.Sections {
			if s.Heading.Empty() {
				continue
			}
			labels := make([]string, len(s.Kinds))
			for i, k := range s.Kinds {
				labels[i] = corpus.LabelOf(tax.Sections, k)
			}
			add(s.Heading, strings.Join(labels, "、"), "")
		}
	case corpus.FactActivity:
		for _, a := range d.Activities {
			add(a.Span, corpus.LabelOf(tax.Activities, a.Kind), strings.TrimSpace(a.Status.Label()+" "+a.When))
		}
	case corpus.FactFigure:
		for _, x := range d.Figures {
			add(x.Span, corpus.LabelOf(tax.Measures, x.Measure), "")
		}
	case corpus.FactLeak:
		for _, l := range d.Leaks {
			add(l.Span, l.Name, "")
			out[len(out)-1].elsewhere = l.From != ""
		}
	}
	slices.SortStableFunc(out, func(x, y telling) int { return cmp.Compare(x.span.Start, y.span.Start) })
	return out
}

// placed compares facts that have a place: those of one kind that overlap are
// one fact, then those that overlap; the rest is gained or lost.
func placed(f corpus.Fact, before, after []telling) []Difference {
	partner := make([]int, len(after)) // index into before + 1
	taken := make([]bool, len(before))
	for _, same := range []func(b, a telling) bool{
		func(b, a telling) bool { return b.span == a.span && b.both == a.both },
		func(b, a telling) bool { return b.span.Overlap(a.span) > 0 && b.kind == a.kind },
		func(b, a telling) bool { return b.span.Overlap(a.span) > 0 },
	} {
		for j, a := range after {
			for i, b := range before {
				if b.span.Start >= a.span.End {
					break // facts are in text order
				}
				if partner[j] == 0 && !taken[i] && same(b, a) {
					partner[j], taken[i] = i+1, true
				}
			}
		}
	}
	var out []Difference
	for i, b := range before {
		if !taken[i] && !b.elsewhere {
			out = append(out, Difference{Fact: f, Change: Lost, Kind: b.kind, Before: b.both, Quote: b.quote})
		}
	}
	for j, a := range after {
		switch i := partner[j] - 1; {
		case i < 0:
			out = append(out, Difference{Fact: f, Change: Gained, Kind: a.kind, After: a.both, Quote: a.quote})
		case before[i].both != a.both:
			out = append(out, Difference{Fact: f, Change: Changed, Kind: before[i].kind, Before: before[i].both, After: a.both, Quote: a.quote})
		}
	}
	return out
}
