package main

import (
	"context"
	"fmt"
	"iter"

	"github.com/spf13/cobra"

	"wenjian/corpus/store"
	"wenjian/pipeline"
)

func newReread(a *app) *cobra.Command {
	var view runView
	c := &cobra.Command{
		Use:   "reread",
		Short: "规则或程序更新后，重新识别工作区里的材料",
		Long: `用工作区里保存的原件，把按旧规则（或旧版程序）识别的材料重新识别一遍，不需要原来的文件。
已经按现在的规则识别过的不再处理；结果没有变化的不重建检索、不重新比对；人工更正仍然有效。
中途中断不会丢失任何内容，再次运行接着处理剩下的。会改变什么，可以先用 wenjian taxonomy diff 看。`,
		Example: "  wenjian reread\n  wenjian reread -o 重新识别情况.xlsx",
		Args:    exactly(0, ""),
		RunE: func(c *cobra.Command, _ []string) error {
			if err := view.check(); err != nil {
				return err
			}
			return a.inExisting(c.Context(), func(w *workspace) error {
				stale, _, err := w.store.CountStale(c.Context(), w.pipe.Stamp)
				if err != nil {
					return err
				}
				if stale == 0 {
					a.printf("全部材料都是按现在的规则识别的，没有需要重新识别的。\n")
					return nil
				}
				return a.importAll(c.Context(), w, []string{"重新识别"}, view, pipeline.Stored(func(ctx context.Context) iter.Seq2[store.StoredSource, error] {
					return w.store.StaleSources(ctx, w.pipe.Stamp)
				}))
			})
		},
	}
	view.flags(a, c)
	return c
}

// rereadDue reads again what was corrected, where a program that ended early
// did not. It returns how many files have facts of other rules, or of another
// version of the program; those stay as they are.
func (w *workspace) rereadDue(ctx context.Context) (stale int, err error) {
	stale, due, err := w.store.CountStale(ctx, w.pipe.Stamp)
	if err != nil || due == 0 {
		return stale, err
	}
	im := pipeline.Importer{Stages: w.stages()}
	if err := im.Import(ctx, pipeline.Stored(w.store.DueSources)); err != nil {
		return stale, fmt.Errorf("重新识别更正过的材料：%w", err)
	}
	return stale - due, nil
}
