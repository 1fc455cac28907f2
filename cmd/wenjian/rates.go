package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"wenjian/compare"
	"wenjian/corpus"
	"wenjian/corpus/store"
	"wenjian/pipeline"
)

// rateFile is a site's own definition of rates, in the workspace folder; see
// docs/zh/雷同.md. Its first definition is used where none is asked for.
const rateFile = "rates.json"

// rateSets returns all definitions of rates, the site's own first.
func (a *app) rateSets() ([]compare.Rates, error) {
	all, err := compare.RatePresets()
	if err != nil {
		return nil, err
	}
	raw, err := os.ReadFile(filepath.Join(a.data, rateFile))
	if errors.Is(err, fs.ErrNotExist) {
		return all, nil
	}
	if err != nil {
		return nil, fmt.Errorf("读取 %s：%w", rateFile, err)
	}
	own, err := compare.ReadRates(raw)
	if err != nil {
		return nil, usagef("雷同率定义文件 %s 不对：%v。请对照 docs/zh/雷同.md 修改，或删除这个文件改用自带的定义。", filepath.Join(a.data, rateFile), err)
	}
	return append(own, all...), nil
}

// rateRules returns the definition of rates called name, or the first one.
func (a *app) rateRules(name string) (compare.Rates, error) {
	all, err := a.rateSets()
	if err != nil {
		return compare.Rates{}, err
	}
	if name == "" {
		return all[0], nil
	}
	var names []string
	for _, r := range all {
		if r.Name == name || r.Label == name {
			return r, nil
		}
		names = append(names, r.Name+"（"+r.Label+"）")
	}
	return compare.Rates{}, usagef("没有“%s”这种雷同率定义。现有：%s。", name, strings.Join(names, "、"))
}

// rates returns the rates of d by rules, from what the store knows.
func (w *workspace) rates(ctx context.Context, d *corpus.Document, rules []compare.RateRule) ([]compare.Rate, error) {
	ms, err := w.store.Matches(ctx, d.ID)
	if err != nil {
		return nil, err
	}
	opt, err := pipeline.CompareOptions(ctx, w.store)
	if err != nil {
		return nil, err
	}
	return ratesOf(d, ms, opt, rules)
}

// ratesOf returns the rates of d; of ms those count in which d is the later.
func ratesOf(d *corpus.Document, ms []store.Match, opt compare.Options, rules []compare.RateRule) ([]compare.Rate, error) {
	official, err := compare.OfficialSpans(d.Text, opt)
	if err != nil {
		return nil, err
	}
	var passages []compare.Shared
	for _, m := range ms {
		if m.B == d.ID {
			passages = append(passages, compare.Shared{Span: m.SpanB, With: m.A, Class: compare.Class(m.Class)})
		}
	}
	return compare.RatesOf(d.Text, passages, official, rules), nil
}

// printRatesOf prints the rates of d by the definition in use.
func (a *app) printRatesOf(ctx context.Context, w *workspace, d *corpus.Document) error {
	rules, err := a.rateRules("")
	if err != nil {
		return err
	}
	rates, err := w.rates(ctx, d, rules.Rules)
	if err == nil {
		a.printRates(rules.Label, rates)
	}
	return err
}

// printRates prints the rates of one document, unless it shares nothing.
func (a *app) printRates(label string, rates []compare.Rate) {
	if !slices.ContainsFunc(rates, func(r compare.Rate) bool { return r.Shared > 0 }) {
		return
	}
	a.printf("  雷同率（%s口径，全文 %d 字，只与更早的材料比）\n", label, rates[0].Of)
	for _, r := range rates {
		a.printf("    %s　%s%s\n", r.Label, percent(r), rateNote(r))
	}
}

func percent(r compare.Rate) string {
	return fmt.Sprintf("%.1f%%（%d 字）", 100*r.Share(), r.Shared)
}

// rateNote says with which document a largest rate is, and whether the rate
// passes a threshold of its definition.
func rateNote(r compare.Rate) string {
	note := ""
	if r.With != "" {
		note = "　与［" + r.With + "］"
	}
	switch share := r.Share(); {
	case r.Serious > 0 && share >= r.Serious:
		note += "　严重"
	case r.Notice > 0 && share >= r.Notice:
		note += "　需核对"
	}
	return note
}

// A rateLine is the rates of one document in compare --json; see docs/format.md.
type rateLine struct {
	Type    string     `json:"type"`
	Source  string     `json:"source"`
	Ordinal int        `json:"ordinal"`
	Rates   []rateJSON `json:"rates"`
}

type rateJSON struct {
	ID     string  `json:"id"`
	Label  string  `json:"label"`
	Shared int     `json:"shared"`
	Of     int     `json:"of"`
	Share  float64 `json:"share"`
	With   string  `json:"with,omitempty"`
}

func rateLineOf(d *corpus.Document, rates []compare.Rate) rateLine {
	line := rateLine{Type: "rates", Source: d.Source.Path, Ordinal: d.Ordinal, Rates: []rateJSON{}}
	for _, r := range rates {
		line.Rates = append(line.Rates, rateJSON{r.ID, r.Label, r.Shared, r.Of, r.Share(), r.With})
	}
	return line
}
