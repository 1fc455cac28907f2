package main

import (
	"os"
	"strings"

	"github.com/spf13/cobra"
	"golang.org/x/term"

	"wenjian/report"
)

func newStats(a *app) *cobra.Command {
	var out string
	c := &cobra.Command{
		Use:     "stats " + strings.Join(views(), "|"),
		Short:   "统计活动、段落结构、单位、文种",
		Long:    "统计工作区里的材料。可用的统计表：\n" + viewList(),
		Example: "  wenjian stats activities\n  wenjian stats units -o 单位情况.xlsx",
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
			return a.inExisting(c.Context(), func(w *workspace) error {
				t, err := r.Build(c.Context(), w.store, report.Options{Taxonomy: w.classifier.Taxonomy()})
				if err != nil {
					return err
				}
				return a.showTable(t, out)
			})
		},
	}
	outputFlag(c, &out)
	return c
}

func views() []string {
	var ids []string
	for _, r := range report.Reports() {
		ids = append(ids, r.ID)
	}
	return ids
}

func viewList() string {
	var b strings.Builder
	for _, r := range report.Reports() {
		b.WriteString("  " + r.ID + strings.Repeat(" ", max(1, 12-len(r.ID))) + r.Title + "：" + r.Help + "\n")
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
