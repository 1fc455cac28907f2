package web

import (
	"net/url"

	"wenjian/corpus"
	"wenjian/report"
)

// A statsForm asks what a report shall count.
type statsForm struct {
	View    string
	Wrong   string // what is wrong with what was asked, or empty
	Choices []statsChoice
	Texts   []statsText
	Own     bool
	Asks    bool   // the report has choices of its own
	Narrow  bool   // something is left out
	Plain   string // address without any choice
}

// A statsChoice is a list to choose from; the first option is the default.
type statsChoice struct {
	ID, Label string
	Options   []option
}

// A statsText is a field to type into.
type statsText struct{ ID, Label, Value, Hint string }

// The parts of a filter in an address, beside those that name kinds.
const (
	unitParam = "unit"
	fromParam = "from"
	toParam   = "to"
	ownParam  = "own"
)

// optionsOf reads what an address asks of a report; the taxonomy is not in it.
func optionsOf(v url.Values, rep report.Report) report.Options {
	o := report.Options{Ask: map[string]string{}, Filter: report.Filter{
		Unit: v.Get(unitParam), UnitKind: v.Get("only-unit-kind"), Level: v.Get("only-level"), Kind: v.Get("only-kind"), Campaign: v.Get("only-campaign"),
		From: v.Get(fromParam), To: v.Get(toParam), Own: v.Get(ownParam) != "",
	}}
	for _, p := range rep.Params {
		if x := v.Get(p.ID); x != "" {
			o.Ask[p.ID] = x
		}
	}
	return o
}

// addressOf returns the query of an address that asks o of rep.
func addressOf(rep report.Report, o report.Options) string {
	v := url.Values{"view": {rep.ID}}
	for id, x := range o.Ask {
		if x != "" {
			v.Set(id, x)
		}
	}
	for id, x := range map[string]string{
		unitParam: o.Filter.Unit, "only-unit-kind": o.Filter.UnitKind, "only-level": o.Filter.Level, "only-kind": o.Filter.Kind, "only-campaign": o.Filter.Campaign,
		fromParam: o.Filter.From, toParam: o.Filter.To,
	} {
		if x != "" {
			v.Set(id, x)
		}
	}
	if o.Filter.Own {
		v.Set(ownParam, "1")
	}
	return v.Encode()
}

// statsForm returns the form of a report as o fills it.
func (s *site) statsForm(rep report.Report, o report.Options, wrong string) statsForm {
	tax := s.opt.Taxonomy
	f := statsForm{View: rep.ID, Wrong: wrong, Own: o.Filter.Own, Narrow: o.Filter != (report.Filter{}), Asks: len(rep.Params) > 0, Plain: "/stats?view=" + rep.ID}
	o.Taxonomy = tax
	for _, p := range rep.Params {
		value := o.Ask[p.ID]
		if value == "" {
			value = p.Default
		}
		if p.Choices == nil {
			f.Texts = append(f.Texts, statsText{p.ID, p.Label, value, p.Help})
			continue
		}
		c := statsChoice{ID: p.ID, Label: p.Label}
		for _, x := range p.Choices(o) {
			c.Options = append(c.Options, option{x.ID, x.Label, x.ID == value || x.Label == value})
		}
		f.Choices = append(f.Choices, c)
	}
	for _, k := range []struct {
		id, label, value string
		kinds            []corpus.Kind
	}{
		{"only-unit-kind", "单位类别", o.Filter.UnitKind, tax.Units}, {"only-level", "级别", o.Filter.Level, tax.Levels},
		{"only-kind", "文种", o.Filter.Kind, tax.Documents}, {"only-campaign", "主题活动", o.Filter.Campaign, tax.Campaigns},
	} {
		c := statsChoice{ID: k.id, Label: "只统计" + k.label, Options: []option{{"", "全部", k.value == ""}}}
		for _, x := range k.kinds {
			c.Options = append(c.Options, option{x.ID, x.Label, x.ID == k.value})
		}
		f.Choices = append(f.Choices, c)
	}
	f.Texts = append(f.Texts,
		statsText{unitParam, "只统计单位", o.Filter.Unit, "单位全称"},
		statsText{fromParam, "材料日期从", o.Filter.From, "如 2010-05"},
		statsText{toParam, "材料日期到", o.Filter.To, "如 2010-12"})
	return f
}
