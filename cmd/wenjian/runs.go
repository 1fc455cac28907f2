package main

import (
	"errors"
	"fmt"
	"strconv"

	"github.com/spf13/cobra"

	"wenjian/corpus/store"
	"wenjian/report"
)

func newRuns(a *app) *cobra.Command {
	var view runView
	c := &cobra.Command{
		Use:   "runs [次序|last]",
		Short: "查看历次导入和每个文件的结果",
		Long: `不写次序时列出历次导入；写次序（或 last，即最近一次）时列出那次导入的失败、警告、
相同的文件和各种结果的个数，--all 逐个列出全部文件，-o 另存为 xlsx、csv 或 json。`,
		Example: "  wenjian runs\n  wenjian runs last --all\n  wenjian runs 3 -o 第三次导入.xlsx",
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) > 1 {
				return usagef("多出了“%s”。一次只看一次导入。", args[1])
			}
			return nil
		},
		RunE: func(c *cobra.Command, args []string) error {
			if err := view.check(); err != nil {
				return err
			}
			return a.inExisting(c.Context(), func(w *workspace) error {
				runs, err := w.store.Runs(c.Context(), 0)
				if err != nil {
					return err
				}
				if len(args) == 0 {
					return a.listRuns(runs, view)
				}
				id, err := runNumber(args[0], runs)
				if err != nil {
					return err
				}
				r, err := w.runReport(c.Context(), id, nil)
				if errors.Is(err, store.ErrNoRun) {
					return notFoundf("没有第 %d 次导入。运行 wenjian runs 查看历次导入。", id)
				}
				if err != nil {
					return err
				}
				if !a.json && !view.all {
					a.complainAgain(r)
				}
				return a.showRun(r, view)
			})
		},
	}
	view.flags(a, c)
	return c
}

// runNumber reads what the user calls a run; runs are all there are, newest first.
func runNumber(s string, runs []store.Run) (int64, error) {
	if s == "last" {
		if len(runs) == 0 {
			return 0, notFoundf("还没有导入过。先用 wenjian import 导入材料。")
		}
		return runs[0].ID, nil
	}
	id, err := strconv.ParseInt(s, 10, 64)
	if err != nil || id < 1 {
		return 0, usagef("“%s”不是次序。请写数字，或写 last 表示最近一次。", s)
	}
	return id, nil
}

// complainAgain prints the failures and warnings of an earlier run.
func (a *app) complainAgain(r runReport) {
	for _, f := range r.files {
		if f.Fate == store.Failed {
			a.printf("%s", complaintLine(f.Path, f.Code, f.Reason, f.Advice))
		}
		for _, w := range f.Warnings {
			a.printf("%s", complaintLine(f.Path, w.Code, w.Reason, w.Advice))
		}
	}
}

// listRuns prints all runs.
func (a *app) listRuns(runs []store.Run, view runView) error {
	t := report.Runs(runs)
	list := make([]report.ExternalRun, 0, len(runs))
	for _, r := range runs {
		list = append(list, report.NewExternalRun(r))
	}
	if view.out != "" {
		if err := a.writeTable(view.out, t, list); err != nil {
			return err
		}
	}
	switch {
	case a.json:
		return a.printJSON(list)
	case len(runs) == 0:
		a.printf("还没有导入过。先用 wenjian import 导入材料。\n")
		return nil
	}
	if err := report.WriteText(a.out, t, a.width()); err != nil {
		return fmt.Errorf("输出结果：%w", err)
	}
	return nil
}
