package main

import (
	"context"
	"strings"

	"github.com/spf13/cobra"

	"wenjian/corpus"
	"wenjian/corpus/store"
	"wenjian/register"
	"wenjian/report"
)

func newUnits(a *app) *cobra.Command {
	c := &cobra.Command{
		Use:   "units",
		Short: "单位名册：哪些单位应报送、报送了没有",
		Long: `名册是应报送材料的单位清单：名称、上级、类别、简称、曾用名等。有了名册，材料按名册里的单位对应：
党委、党组、党支部等党组织名称、省写的县名、繁体字、简称、曾用名都归到同一个单位，检索、统计、比对都照此计算。
材料上印的名称不会改动；每份材料怎样对应上的都有记录，人工指定的优先。没有名册也能用，单位就按材料上的名称。`,
		Example: "  wenjian units learn -o 名册.xlsx\n  wenjian units import 名册.xlsx\n  wenjian units check\n  wenjian units list -o 报送情况.xlsx",
		Args:    exactly(0, ""),
		RunE:    func(c *cobra.Command, _ []string) error { return c.Help() },
	}
	c.AddCommand(newUnitsImport(a), newUnitsTemplate(a), newUnitsExport(a), newUnitsLearn(a), newUnitsList(a), newUnitsShow(a), newUnitsCheck(a),
		newUnitsLink(a), newUnitsAlias(a), newUnitsMerge(a), newUnitsRemove(a))
	return c
}

func newUnitsList(a *app) *cobra.Command {
	var out string
	c := &cobra.Command{
		Use:     "list",
		Short:   "按上下级列出名册和报送情况",
		Example: "  wenjian units list\n  wenjian units list -o 报送情况.xlsx",
		Args:    exactly(0, ""),
		RunE: func(c *cobra.Command, _ []string) error {
			if out != "" {
				if _, err := outputFormat(out); err != nil {
					return err
				}
			}
			return a.inRegister(c.Context(), func(w *workspace, reg *register.Register) error {
				counts, err := w.store.UnitCounts(c.Context())
				if err != nil {
					return err
				}
				rows := report.Submissions(reg, counts)
				if a.json && out == "" {
					return a.printJSON(externalUnits(rows))
				}
				return a.showTable(report.SubmissionTable(rows, w.classifier.Taxonomy()), out)
			})
		},
	}
	a.outputFlag(c, &out)
	return c
}

// inRegister runs do in the workspace with its register, which must hold
// something.
func (a *app) inRegister(ctx context.Context, do func(*workspace, *register.Register) error) error {
	return a.inExisting(ctx, func(w *workspace) error {
		reg, err := register.Open(ctx, w.store)
		if err != nil {
			return err
		}
		if reg.Len() == 0 {
			return notFoundf("还没有名册。用 wenjian units learn -o 名册.xlsx 从材料生成一份，核对后用 wenjian units import 导入；或用 wenjian units template 生成空表。")
		}
		return do(w, reg)
	})
}

// externalUnit is a unit of the register as it leaves the program.
type externalUnit struct {
	ID             string            `json:"id"`
	Name           string            `json:"name"`
	Superior       string            `json:"superior"`
	Kind           string            `json:"kind"`
	Level          string            `json:"level"`
	Aliases        []string          `json:"aliases"`
	Former         []string          `json:"former"`
	Due            string            `json:"due"`
	Contact        string            `json:"contact"`
	Phone          string            `json:"phone"`
	Others         map[string]string `json:"others"`
	Depth          int               `json:"depth"`
	Documents      int               `json:"documents"`
	DocumentsBelow int               `json:"documents_below"`
	Last           string            `json:"last"`
	State          string            `json:"state"`
}

func externalUnits(rows []report.Submission) []externalUnit {
	out := make([]externalUnit, 0, len(rows))
	for _, r := range rows {
		x := externalUnit{
			r.ID, r.Name, r.Superior, r.Kind, r.Level, append([]string{}, r.Aliases...), append([]string{}, r.Former...), r.Due, r.Contact, r.Phone,
			map[string]string{}, r.Depth, r.Documents, r.Below, r.Last, string(r.State),
		}
		for _, f := range r.Others {
			x.Others[f.Name] = f.Value
		}
		out = append(out, x)
	}
	return out
}

func newUnitsShow(a *app) *cobra.Command {
	return &cobra.Command{
		Use:     "show 单位",
		Short:   "查看名册里的一个单位和它的材料",
		Example: "  wenjian units show 县教育局",
		Args:    exactly(1, "单位名称"),
		RunE: func(c *cobra.Command, args []string) error {
			return a.inRegister(c.Context(), func(w *workspace, reg *register.Register) error {
				e, err := oneUnit(reg, args[0])
				if err != nil {
					return err
				}
				return a.showUnit(c.Context(), w, reg, e)
			})
		},
	}
}

// oneUnit returns the one unit of the register that name means.
func oneUnit(reg *register.Register, name string) (corpus.RegisterEntry, error) {
	found := reg.Find(name)
	if len(found) == 1 {
		return found[0], nil
	}
	if len(found) > 1 {
		return corpus.RegisterEntry{}, usagef("“%s”可能是：%s。请写全称，或写编号。", name, listed(found))
	}
	if near := reg.Nearest(name, 3); len(near) > 0 {
		return corpus.RegisterEntry{}, notFoundf("名册里没有“%s”。名称相近的有：%s。", name, listed(near))
	}
	return corpus.RegisterEntry{}, notFoundf("名册里没有“%s”。用 wenjian units list 查看名册。", name)
}

// entriesOf returns the units with those IDs.
func entriesOf(reg *register.Register, ids []string) (out []corpus.RegisterEntry) {
	for _, id := range ids {
		if e, ok := reg.Entry(id); ok {
			out = append(out, e)
		}
	}
	return out
}

// listed names units with what tells them apart.
func listed(entries []corpus.RegisterEntry) string {
	names := make([]string, len(entries))
	for i, e := range entries {
		names[i] = e.Name
		if e.Superior != "" {
			names[i] += "（上级 " + e.Superior + "，编号 " + e.ID + "）"
		} else {
			names[i] += "（编号 " + e.ID + "）"
		}
	}
	return strings.Join(names, "、")
}

// showUnit prints a unit, where it stands, and how its documents were found.
func (a *app) showUnit(ctx context.Context, w *workspace, reg *register.Register, e corpus.RegisterEntry) error {
	counts, err := w.store.UnitCounts(ctx)
	if err != nil {
		return err
	}
	rows := report.Submissions(reg, counts)
	at := 0
	for i, r := range rows {
		if r.ID == e.ID {
			at = i
		}
	}
	docs, links, err := w.documentsOf(ctx, e.ID)
	if err != nil {
		return err
	}
	if a.json {
		type linked struct {
			ID         string  `json:"id"`
			Title      string  `json:"title"`
			Unit       string  `json:"unit"`
			Rule       string  `json:"rule"`
			Confidence float64 `json:"confidence"`
		}
		out := struct {
			externalUnit
			Linked []linked `json:"linked"`
		}{externalUnits(rows[at : at+1])[0], []linked{}}
		for _, d := range docs {
			out.Linked = append(out.Linked, linked{d.ID, d.Title, d.Unit, links[d.ID].Rule, links[d.ID].Confidence})
		}
		return a.printJSON(out)
	}
	a.printUnit(rows, at, w.classifier.Taxonomy())
	for _, d := range docs {
		l := links[d.ID]
		a.printf("    ［%s］%s　印作“%s”　%s，把握 %.0f%%\n", d.ID, oneLine(orUnknown(d.Title)), oneLine(orUnknown(d.Unit)), register.RuleLabel(l.Rule), 100*l.Confidence)
	}
	return nil
}

// printUnit prints what the register says of the unit in row at.
func (a *app) printUnit(rows []report.Submission, at int, tax corpus.Taxonomy) {
	r := rows[at]
	a.printf("%s　编号 %s\n", r.Name, r.ID)
	line := func(name, value string) {
		if value != "" {
			a.printf("  %s　%s\n", name, oneLine(value))
		}
	}
	line("上级单位", r.Superior)
	line("类别", corpus.LabelOf(tax.Units, r.Kind))
	line("层级", corpus.LabelOf(tax.Levels, r.Level))
	line("简称、别名", strings.Join(r.Aliases, "、"))
	line("曾用名", strings.Join(r.Former, "、"))
	line("应报送", r.Due)
	line("联系人", r.Contact)
	line("联系电话", r.Phone)
	for _, f := range r.Others {
		line(f.Name, f.Value)
	}
	below := 0
	for _, x := range rows {
		if x.Up == at {
			below++
		}
	}
	a.printf("  报送情况　%s　材料 %d 份", r.State.Label(), r.Documents)
	if below > 0 {
		a.printf("，含下级 %d 份（直接下级 %d 个）", r.Below, below)
	}
	a.printf("\n")
}

// documentsOf returns the documents linked to a unit, with their links.
func (w *workspace) documentsOf(ctx context.Context, unit string) ([]store.Row, map[string]store.Link, error) {
	links, err := w.store.Links(ctx)
	if err != nil {
		return nil, nil, err
	}
	ids := []string{}
	for id, l := range links {
		if l.Unit == unit {
			ids = append(ids, id)
		}
	}
	rows, err := w.store.List(ctx, store.Filter{IDs: ids})
	return rows, links, err
}

// printRegistered says which unit of the register wrote a document; without a
// register it says nothing.
func (a *app) printRegistered(ctx context.Context, w *workspace, id string) error {
	links, err := w.store.Links(ctx, id)
	l, ok := links[id]
	if err != nil || !ok {
		return err
	}
	reg, err := register.Open(ctx, w.store)
	if err != nil {
		return err
	}
	switch e, ok := reg.Entry(l.Unit); {
	case ok:
		a.printf("  名册单位 %s　%s，把握 %.0f%%\n", e.Name, register.RuleLabel(l.Rule), 100*l.Confidence)
	case len(l.Candidates) > 0:
		a.printf("  名册单位 未定　%s：%s\n", register.RuleLabel(l.Rule), listed(entriesOf(reg, l.Candidates)))
	default:
		a.printf("  名册单位 无　%s\n", register.RuleLabel(l.Rule))
	}
	return nil
}
