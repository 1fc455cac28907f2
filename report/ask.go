package report

import (
	"fmt"
	"slices"

	"wenjian/corpus"
)

// kindParam is a parameter whose values are kinds of the taxonomy; unless one
// is chosen, it leaves them all in.
func kindParam(id, label, help, open string, kinds func(corpus.Taxonomy) []corpus.Kind) Param {
	return Param{ID: id, Label: label, Help: help, Choices: func(o Options) []Choice {
		out := []Choice{{"", open}}
		for _, k := range kinds(o.Taxonomy) {
			out = append(out, Choice{k.ID, k.Label})
		}
		return out
	}}
}

func activityParam() Param {
	return kindParam("activity", "活动", "哪项活动，如 主题党日", "全部", func(t corpus.Taxonomy) []corpus.Kind { return t.Activities })
}

func measureParam() Param {
	return kindParam("measure", "数据", "哪种数据，如 捐款金额", "全部", func(t corpus.Taxonomy) []corpus.Kind { return t.Measures })
}

// oneOf is a parameter with few values, of which the first is the default.
func oneOf(id, label, help string, choices ...Choice) Param {
	return Param{ID: id, Label: label, Help: help, Default: choices[0].ID, Choices: func(Options) []Choice { return choices }}
}

// The parameters of an activity's own date.
const (
	sinceParam = "since"
	untilParam = "until"
)

func whenParams() []Param {
	return []Param{
		{ID: sinceParam, Label: "活动日期从", Help: "如 2010-06：活动本身的日期从何时起"},
		{ID: untilParam, Label: "活动日期到", Help: "如 2010-06-30：活动本身的日期到何时止"},
	}
}

// A period is a stretch of days; an empty end is open.
type period struct{ since, until string }

// askedPeriod reads the parameters of whenParams.
func askedPeriod(o Options) (period, error) {
	p := period{o.Ask[sinceParam], o.Ask[untilParam]}
	for _, d := range []string{p.since, p.until} {
		if d != "" && !date.MatchString(d) {
			return p, AskError(fmt.Sprintf("活动日期“%s”不对，写法如 2010、2010-07、2010-07-01。", d))
		}
	}
	return p, nil
}

// open reports whether every day is in p, those not known too.
func (p period) open() bool { return p == period{} }

// holds reports whether a date lies in p as far as it is told.
func (p period) holds(when string) bool {
	if p.open() {
		return true
	}
	if year(when) == "" {
		return false
	}
	return when >= p.since[:min(len(p.since), len(when))] && (p.until == "" || when <= p.until+"\x7f")
}

// note says in Chinese which days are counted; empty for all.
func (p period) note() string {
	switch {
	case p.since != "" && p.until != "":
		return fmt.Sprintf("只列日期在 %s 至 %s 的活动，没有写日期的不列。", p.since, p.until)
	case p.since != "":
		return fmt.Sprintf("只列 %s 起的活动，没有写日期的不列。", p.since)
	case p.until != "":
		return fmt.Sprintf("只列截至 %s 的活动，没有写日期的不列。", p.until)
	}
	return ""
}

// below returns a kind and all kinds that are parts of it.
func below(kinds []corpus.Kind, id string) (ids []string) {
	up := lineage(kinds)
	for _, k := range kinds {
		if slices.Contains(up[k.ID], id) {
			ids = append(ids, k.ID)
		}
	}
	return ids
}
