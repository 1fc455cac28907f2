package main

import (
	"context"
	"fmt"
	"slices"

	"github.com/spf13/cobra"

	"wenjian/corpus/store"
	"wenjian/ingest"
	"wenjian/pipeline"
)

func newImport(a *app) *cobra.Command {
	var retry bool
	var view runView
	c := &cobra.Command{
		Use:   "import 路径…",
		Short: "导入文件、文件夹或压缩包",
		Long: `把文件、文件夹或 zip 压缩包里的材料导入工作区：识别、保存、建立检索、比对雷同。
已经导入且没有变化的文件不再处理；一个文件读不了，不影响其他文件。
同一单位、同一时间的相同文件只记一份，另记来源；其他相同的文件各立一份，互相关联。
每个文件的结果都有记录：--all 逐个列出，-o 另存为 xlsx、csv 或 json，以后用 wenjian runs 再看。
失败的文件留存原件，程序升级后用 --retry 重试。`,
		Example: "  wenjian import 报送材料/\n  wenjian import --data 2010年 总结.txt 汇编.zip\n  wenjian import 报送材料/ -o 导入情况.xlsx\n  wenjian import --retry",
		Args: func(c *cobra.Command, args []string) error {
			if retry && len(args) == 0 {
				return nil
			}
			return atLeast(1, "要导入的文件或文件夹")(c, args)
		},
		RunE: func(c *cobra.Command, args []string) error {
			if err := view.check(); err != nil {
				return err
			}
			open := a.inNew
			if retry {
				open = a.inExisting
			}
			return open(c.Context(), func(w *workspace) error {
				return a.importAll(c.Context(), w, args, view, func(ctx context.Context, yield func(ingest.Input) bool) error {
					if retry {
						if more, err := w.failedInputs(ctx, yield); err != nil || !more {
							return err
						}
					}
					return w.walk(ctx, args, yield)
				})
			})
		},
	}
	c.Flags().BoolVar(&retry, "retry", false, "重试工作区里留存的失败文件")
	view.flags(a, c)
	return c
}

// failedInputs yields the kept bytes of files that failed; it returns false
// when yield wants no more.
func (w *workspace) failedInputs(ctx context.Context, yield func(ingest.Input) bool) (bool, error) {
	for f, err := range w.store.KeptFailures(ctx) {
		if err != nil {
			return false, err
		}
		if !ingest.Reopen(ctx, f.Path, f.Data, yield) {
			return false, nil
		}
	}
	return true, nil
}

// importAll imports all inputs, shows progress, prints what became of them
// and returns errPartly when something failed. what is what the user named.
func (a *app) importAll(ctx context.Context, w *workspace, what []string, view runView, inputs pipeline.Inputs) error {
	run, err := a.take(ctx, w, what, inputs)
	if err != nil {
		return err
	}
	r, err := w.runReport(ctx, run, view.fates(a.json))
	if err == nil {
		err = a.showRun(r, view)
	}
	if err == nil && (r.run.Fates[store.Failed] > 0 || r.run.Warned > 0) {
		err = errPartly
	}
	return err
}

// take imports all inputs and records every file's fate in the store. It
// returns the number of the run.
func (a *app) take(ctx context.Context, w *workspace, what []string, inputs pipeline.Inputs) (int64, error) {
	run, err := w.store.BeginRun(ctx, w.pipe.Stamp, what...)
	if err != nil {
		return 0, err
	}
	w.pipe.Run = run
	bar := a.progress("导入")
	var said []func() // messages wait until the progress bar is gone
	im := pipeline.Importer{Stages: w.stages(), Fresh: w.pipe.Fresh, Report: func(ctx context.Context, o pipeline.Outcome) error {
		bar.step()
		if o.Fate != store.Skipped {
			for _, f := range slices.Concat(asList(o.Failure), o.Warnings) {
				said = append(said, func() { a.complain(o.Path, f) })
			}
		}
		return w.store.RecordFile(ctx, run, fileResult(o), o.Data)
	}}
	err = im.Import(ctx, inputs)
	bar.finish()
	for _, say := range said {
		say()
	}
	if err != nil {
		return 0, err
	}
	return run, w.store.EndRun(ctx, run)
}

func asList(f *ingest.Failure) []ingest.Failure {
	if f == nil {
		return nil
	}
	return []ingest.Failure{*f}
}

func fileResult(o pipeline.Outcome) store.FileResult {
	r := store.FileResult{Path: o.Path, Fate: o.Fate, Documents: o.Documents, SHA256: o.SHA256, Size: int64(len(o.Data)), SameAs: o.SameAs}
	if o.Failure != nil {
		r.Code, r.Reason, r.Advice = o.Failure.Code, o.Failure.Reason, o.Failure.Advice
	}
	for _, f := range o.Warnings {
		r.Warnings = append(r.Warnings, store.Warning{Code: f.Code, Reason: f.Reason, Advice: f.Advice})
	}
	return r
}

// runReport reads back what a run did to the files of those fates, or of all.
func (w *workspace) runReport(ctx context.Context, id int64, fates []store.Fate) (runReport, error) {
	run, err := w.store.Run(ctx, id)
	if err != nil {
		return runReport{}, fmt.Errorf("导入情况：%w", err)
	}
	files, err := w.store.RunFiles(ctx, id, fates...)
	return runReport{run, files}, err
}
