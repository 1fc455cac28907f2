package main

import (
	"github.com/spf13/cobra"

	"wenjian/corpus/store"
	"wenjian/report"
)

func newList(a *app) *cobra.Command {
	var f store.Filter
	var out string
	c := &cobra.Command{
		Use:     "list",
		Short:   "列出工作区里的材料",
		Long:    "列出工作区里的全部材料：编号、标题、单位、文种、日期、来源路径，以及同一份材料收到几次、有几份完全相同的文件。",
		Example: "  wenjian list\n  wenjian list --unit 白河镇党委\n  wenjian list -o 材料清单.xlsx",
		Args:    exactly(0, ""),
		RunE: func(c *cobra.Command, _ []string) error {
			if out != "" {
				if _, err := outputFormat(out); err != nil {
					return err
				}
			}
			return a.inExisting(c.Context(), func(w *workspace) error {
				rows, err := w.store.List(c.Context(), f)
				if err != nil {
					return err
				}
				origins, err := w.store.Origins(c.Context())
				if err != nil {
					return err
				}
				return a.showTable(report.Documents(rows, origins, w.classifier.Taxonomy()), out)
			})
		},
	}
	c.Flags().StringVar(&f.Unit, "unit", "", "只列这个单位的材料")
	c.Flags().StringVar(&f.Source, "source", "", "只列这个路径的材料")
	a.outputFlag(c, &out)
	return c
}
