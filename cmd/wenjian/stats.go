package main

import (
	"errors"
	"os"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"golang.org/x/term"

	"wenjian/classify"
	"wenjian/report"
)

func newStats(a *app) *cobra.Command {
	var out string
	var f filterFlags
	ask := make(map[string]*string)
	c := &cobra.Command{
		Use:   "stats 统计表",
		Short: "统计活动、段落结构、单位、文种，或任选两项交叉",
		Long: "统计工作区里的材料。可用的统计表：\n" + viewList() + `

哪张表都可以只统计一部分材料：--unit、--unit-kind、--level、--kind、--campaign、--from、--to；
--own 不计与其他单位在先材料雷同的段落里写的活动和数据。
组织部门常问的三十个问题各用哪张表，见 docs/zh/统计.md。`,
		Example: "  wenjian stats activities\n  wenjian stats units -o 单位情况.xlsx\n  wenjian stats activities --unit-kind 中小学 --from 2010-05 --to 2010-12\n  wenjian stats cross --rows 单位 --columns 活动 --status 已开展",
		Args:    exactly(1, "统计表的名称"),
		RunE: func(c *cobra.Command, args []string) error {
			r, ok := report.Find(args[0])
			if !ok {
				return usagef("没有“%s”这张统计表。可用的有：%s。", args[0], strings.Join(views(), "、"))
			}
			if out != "" {
				if _, err := outputFormat(out); err != nil {
					return err
				}
			}
			o := report.Options{Ask: map[string]string{}}
			for id, v := range ask {
				if !c.Flags().Changed(id) {
					continue
				}
				if !slices.ContainsFunc(r.Params, func(p report.Param) bool { return p.ID == id }) {
					return usagef("统计表 %s 没有选项 --%s。", r.ID, id)
				}
				o.Ask[id] = *v
			}
			return a.inExisting(c.Context(), func(w *workspace) error {
				o.Taxonomy, o.Filter = w.classifier.Taxonomy(), f.filter(w.classifier)
				t, err := r.Build(c.Context(), w.store, o)
				var said report.AskError
				if errors.As(err, &said) {
					return usagef("%s", said)
				}
				if err != nil {
					return err
				}
				return a.showTable(t, out)
			})
		},
	}
	f.flags(c)
	for _, r := range report.Reports() {
		for _, p := range r.Params {
			if ask[p.ID] == nil {
				ask[p.ID] = c.Flags().String(p.ID, p.Default, p.Help+"（用于 "+strings.Join(reportsWith(p.ID), "、")+"）")
			}
		}
	}
	a.outputFlag(c, &out)
	return c
}

// reportsWith returns the IDs of the reports that have a parameter.
func reportsWith(param string) (ids []string) {
	for _, r := range report.Reports() {
		if slices.ContainsFunc(r.Params, func(p report.Param) bool { return p.ID == param }) {
			ids = append(ids, r.ID)
		}
	}
	return ids
}

// filterFlags are the options that say which documents are counted.
type filterFlags struct{ report.Filter }

func (f *filterFlags) flags(c *cobra.Command) {
	s := c.Flags()
	s.StringVar(&f.Unit, "unit", "", "只统计这个单位")
	s.StringVar(&f.UnitKind, "unit-kind", "", "只统计这类单位，如 中小学")
	s.StringVar(&f.Level, "level", "", "只统计这一级的单位，如 县级")
	s.StringVar(&f.Kind, "kind", "", "只统计这种文种，如 阶段总结")
	s.StringVar(&f.Campaign, "campaign", "", "只统计这个主题活动")
	s.StringVar(&f.From, "from", "", "材料日期从何时起，如 2010-05")
	s.StringVar(&f.To, "to", "", "材料日期到何时止，如 2010-12-31")
	s.BoolVar(&f.Own, "own", false, "不计与其他单位在先材料雷同的段落里写的活动和数据")
}

// filter returns the filter with the names of kinds turned into IDs; a name
// that no kind has stays, and is refused when the table is made.
func (f *filterFlags) filter(cls *classify.Classifier) report.Filter {
	out := f.Filter
	out.UnitKind = resolve(cls, "units", out.UnitKind)
	for _, k := range cls.Taxonomy().Levels {
		if k.Label == out.Level {
			out.Level = k.ID
		}
	}
	out.Kind, out.Campaign = resolve(cls, "documents", out.Kind), resolve(cls, "campaigns", out.Campaign)
	return out
}

func views() []string {
	var ids []string
	for _, r := range report.Reports() {
		ids = append(ids, r.ID)
	}
	return ids
}

func viewList() string {
	const idWidth = 17
	var b strings.Builder
	for _, g := range report.Groups() {
		list := report.In(g)
		if len(list) > 0 {
			b.WriteString(string(g) + "：\n")
		}
		for _, r := range list {
			b.WriteString("  " + r.ID + strings.Repeat(" ", max(1, idWidth-len(r.ID))) + r.Title + "：" + r.Help + "\n")
		}
	}
	return strings.TrimSuffix(b.String(), "\n")
}

// width returns the columns of the terminal, 0 (no limit) when output goes elsewhere.
func (a *app) width() int {
	if f, ok := a.out.(*os.File); ok {
		if w, _, err := term.GetSize(int(f.Fd())); err == nil {
			return w
		}
	}
	return 0
}
