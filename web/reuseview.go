package web

import (
	"context"
	"net/http"
	"slices"
	"strings"

	"wenjian/compare"
	"wenjian/corpus"
	"wenjian/corpus/store"
)

// A reuseView is the part of a document's page that says how much of it is
// its own.
type reuseView struct {
	Label   string // of the definition of rates in use
	Presets []facetRow
	Of      int // characters of the text: letters, ideographs, digits
	Rates   []rateView
	Own     float64 // share of the text that is in no other document and no sanctioned wording
	Past    []pastView
	New     []string // sentences that the unit's earlier documents have not, and nobody else's
	NewAll  int      // as many there are; New may be cut
	Done    string
	Mark    store.Mark // superior, or empty
	Edit    bool
	Token   string
}

// A rateView is a line of the table of rates.
type rateView struct {
	Label, Note, With string // With: the document of a largest share
	WithURL           string
	Share             float64
	Shared            int
}

// A pastView is an earlier document of the same unit.
type pastView struct {
	URL, Title, Date string
}

// shownNew is how many new sentences a page shows.
const shownNew = 30

// rateSets returns the definitions of rates, the one in use first.
func (s *site) rateSets() ([]compare.Rates, error) {
	if len(s.opt.Rates) > 0 {
		return s.opt.Rates, nil
	}
	return compare.RatePresets()
}

// compareOptions are the options of the comparison as far as they say what is
// sanctioned wording.
func (s *site) compareOptions(ctx context.Context) (compare.Options, error) {
	var opt compare.Options
	entries, err := s.opt.Store.Whitelist(ctx)
	for _, e := range entries {
		if e.Removed.IsZero() {
			opt.Sanctioned += strings.Join(strings.Fields(e.Text), "") + "\n"
		}
	}
	return opt, err
}

// reuseOf says how much of d is its own; ?rates names the definition.
func (s *site) reuseOf(r *http.Request, d *corpus.Document, related []relation) (v reuseView, err error) {
	ctx := r.Context()
	sets, err := s.rateSets()
	if err != nil {
		return v, doing("rates of "+d.ID, err)
	}
	opt, err := s.compareOptions(ctx)
	if err != nil {
		return v, doing("rates of "+d.ID, err)
	}
	official, err := compare.OfficialSpans(d.Text, opt)
	if err != nil {
		return v, doing("rates of "+d.ID, err)
	}
	ms, err := s.opt.Store.Matches(ctx, d.ID)
	if err != nil {
		return v, doing("rates of "+d.ID, err)
	}
	superiors, err := s.opt.Store.Superiors(ctx)
	if err != nil {
		return v, doing("rates of "+d.ID, err)
	}
	v.Edit, v.Token = s.opt.Editor != nil, s.token
	if superiors[d.ID] {
		v.Mark = store.Superior
	}
	if r.URL.Query().Get("done") == "mark" {
		v.Done = "已保存标注，有关的材料已重新比对。"
	}
	used := s.pickRates(&v, sets, r.URL.Query().Get("rates"), d.ID)
	v.addRates(d, ms, official, used)
	v.addNew(d, ms, official, related)
	return v, nil
}

// pickRates chooses a definition and lists all of them.
func (s *site) pickRates(v *reuseView, sets []compare.Rates, name, id string) compare.Rates {
	used := sets[0]
	for _, x := range sets {
		if x.Name == name {
			used = x
		}
	}
	for _, x := range sets {
		v.Presets = append(v.Presets, facetRow{Label: x.Label, URL: "/docs/" + id + "?rates=" + x.Name + "#rates", On: x.Name == used.Name})
	}
	v.Label = used.Label
	return used
}

func (v *reuseView) addRates(d *corpus.Document, ms []store.Match, official []corpus.Span, used compare.Rates) {
	var passages, all []compare.Shared
	for _, m := range ms {
		if m.B == d.ID {
			passages = append(passages, compare.Shared{Span: m.SpanB, With: m.A, Class: compare.Class(m.Class)})
			all = append(all, compare.Shared{Span: m.SpanB, With: m.A, Class: compare.Passage}) // rewritten text is not its own either
		}
	}
	for _, x := range compare.RatesOf(d.Text, passages, official, used.Rules) {
		v.Of = x.Of
		row := rateView{Label: x.Label, Share: x.Share(), Shared: x.Shared}
		if x.With != "" {
			row.With, row.WithURL = "［"+x.With+"］", compareURL(x.With, d.ID)
		}
		switch {
		case x.Serious > 0 && x.Share() >= x.Serious:
			row.Note = "严重"
		case x.Notice > 0 && x.Share() >= x.Notice:
			row.Note = "需核对"
		}
		v.Rates = append(v.Rates, row)
	}
	for _, o := range official {
		all = append(all, compare.Shared{Span: o, Class: compare.Passage})
	}
	for _, x := range compare.RatesOf(d.Text, all, nil, []compare.RateRule{{}}) {
		v.Own = 1 - x.Share()
	}
}

// addNew tells what d has that its unit's earlier documents have not, where
// there are any that it took something from.
func (v *reuseView) addNew(d *corpus.Document, ms []store.Match, official []corpus.Span, related []relation) {
	var known []corpus.Span
	past := map[string]bool{}
	for _, m := range ms {
		if m.B == d.ID {
			known = append(known, m.SpanB)
			past[m.A] = past[m.A] || compare.Class(m.Class) == compare.Self
		}
	}
	for _, r := range related {
		if past[r.Other.ID] {
			v.Past = append(v.Past, pastView{URL: r.URL, Title: titleOfRow(r.Other), Date: r.Other.Date})
		}
	}
	if len(v.Past) == 0 {
		return
	}
	fresh := compare.OwnSentences(d.Text, slices.Concat(known, official))
	v.NewAll = len(fresh)
	for _, s := range fresh[:min(len(fresh), shownNew)] {
		v.New = append(v.New, flat(s.Of(d.Text)))
	}
}
