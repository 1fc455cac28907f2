package main

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"wenjian/corpus/store"
	"wenjian/register"
	"wenjian/report"
)

// What units check finds beside the problems of the register itself.
const (
	codeNotInRegister = "unit-not-in-register" // documents whose unit has no row
	codeAmbiguousUnit = "unit-ambiguous"       // documents that several rows could have written
	codeNoUnit        = "unit-unknown"         // documents that name no unit
	codeNoDocument    = "nothing-submitted"    // units that should have handed something in
)

func newUnitsCheck(a *app) *cobra.Command {
	var out string
	c := &cobra.Command{
		Use:   "check",
		Short: "核对名册：重名、上级不对、没有对应上的材料、没有报送的单位",
		Long: `核对名册和材料，列出：重复的单位、几个单位共用的别名、不存在或成圈的上级、
名册里没有的单位（附名称相近的单位）、可能属于几个单位的材料、看不出单位的材料、应报送而没有材料的单位。`,
		Example: "  wenjian units check\n  wenjian units check -o 名册问题.xlsx",
		Args:    exactly(0, ""),
		RunE: func(c *cobra.Command, _ []string) error {
			if out != "" {
				if _, err := outputFormat(out); err != nil {
					return err
				}
			}
			return a.inRegister(c.Context(), func(w *workspace, reg *register.Register) error {
				problems, err := w.unitProblems(c.Context(), reg)
				if err != nil {
					return err
				}
				switch {
				case out != "":
					return a.showTable(report.Problems(problems), out)
				case a.json:
					return a.printJSON(externalProblems(problems))
				}
				for _, p := range problems {
					a.printf("%s\n", p)
				}
				if len(problems) == 0 {
					a.printf("名册没有问题，材料全部对应，应报送的单位都已报送。\n")
				}
				return nil
			})
		},
	}
	a.outputFlag(c, &out)
	return c
}

// unitProblems returns all that a person should look at.
func (w *workspace) unitProblems(ctx context.Context, reg *register.Register) ([]register.Problem, error) {
	counts, err := w.store.UnitCounts(ctx)
	if err != nil {
		return nil, err
	}
	links, err := w.store.Links(ctx)
	if err != nil {
		return nil, err
	}
	prints, err := w.store.UnitPrints(ctx, nil)
	if err != nil {
		return nil, err
	}
	return slices.Concat(reg.Check(), unlinked(reg, prints, links), silent(reg, counts)), nil
}

// unlinked says which documents are linked to no unit, those of one printed
// name together.
func unlinked(reg *register.Register, prints []store.UnitPrint, links map[string]store.Link) []register.Problem {
	type group struct {
		link store.Link
		unit string
		docs []string
	}
	var groups []*group
	at := map[string]*group{}
	for _, p := range prints {
		l := links[p.Document]
		if l.Unit != "" || l.Rule == register.RuleManual {
			continue
		}
		key := l.Rule + "\n" + store.UnitKey(p.Unit) + "\n" + strings.Join(l.Candidates, " ")
		g := at[key]
		if g == nil {
			g = &group{link: l, unit: p.Unit}
			at[key], groups = g, append(groups, g)
		}
		g.docs = append(g.docs, p.Document)
	}
	var out []register.Problem
	for _, g := range groups {
		p := register.Problem{Unit: g.unit}
		docs := fmt.Sprintf("%d 份材料（编号 %s）", len(g.docs), someOf(g.docs))
		switch g.link.Rule {
		case register.RuleNoUnit:
			p.Code, p.Reason = codeNoUnit, docs+"看不出是哪个单位的。"
			p.Advice = "知道单位的，用 wenjian units link 材料编号 单位 指定。"
		case register.RuleAmbiguous:
			p.Code, p.Reason = codeAmbiguousUnit, fmt.Sprintf("%s印作“%s”，可能是 %s。", docs, g.unit, listed(entriesOf(reg, g.link.Candidates)))
			p.Advice = "用 wenjian units link 材料编号 单位编号 指定。"
		default:
			p.Code, p.Reason = codeNotInRegister, fmt.Sprintf("%s印作“%s”，名册里没有这个单位。", docs, g.unit)
			if near := reg.Nearest(g.unit, 3); len(near) > 0 {
				p.Advice = fmt.Sprintf("名称相近的有 %s；如果就是它，用 wenjian units alias 单位 %s 加为别名，否则请补进名册。", listed(near), g.unit)
			} else {
				p.Advice = "请把它补进名册，或加为某个单位的别名。"
			}
		}
		out = append(out, p)
	}
	return out
}

// silent says which units handed in less than the register expects.
func silent(reg *register.Register, counts map[string]store.UnitCount) []register.Problem {
	var out []register.Problem
	for _, r := range report.Submissions(reg, counts) {
		if r.State != report.Missing && r.State != report.PartlyDone {
			continue
		}
		p := register.Problem{Code: codeNoDocument, Unit: r.Name, Reason: fmt.Sprintf("“%s”%s（材料 %d 份）。", r.Name, r.State.Label(), r.Documents), Advice: "请催报；不需报送的，在名册“应报送”一列写“否”。"}
		if r.Superior != "" {
			p.Reason = fmt.Sprintf("“%s”（上级 %s）%s（材料 %d 份）。", r.Name, r.Superior, r.State.Label(), r.Documents)
		}
		out = append(out, p)
	}
	return out
}
