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
	return &cobra.Command{
		Use:   "import 路径…",
		Short: "导入文件、文件夹或压缩包",
		Long: `把文件、文件夹或 zip 压缩包里的材料导入工作区：识别、保存、建立检索、比对雷同。
已经导入且没有变化的文件不再处理；一个文件读不了，不影响其他文件。`,
		Example: "  wenjian import 报送材料/\n  wenjian import --data 2010年 总结.txt 汇编.zip",
		Args:    atLeast(1, "要导入的文件或文件夹"),
		RunE: func(c *cobra.Command, args []string) error {
			return a.inNew(c.Context(), func(w *workspace) error {
				return a.importAll(c.Context(), w, func(ctx context.Context, yield func(ingest.Input) bool) error {
					return ingest.WalkSkipping(ctx, args, store.IsWorkspace, yield)
				})
			})
		},
	}
}

// importAll imports all inputs, shows progress, prints what became of them
// and returns errPartly when something failed.
func (a *app) importAll(ctx context.Context, w *workspace, inputs pipeline.Inputs) error {
	sum, err := a.take(ctx, w, inputs)
	if err != nil {
		return err
	}
	if a.json {
		err = a.printJSON(sum)
	} else {
		a.printf("读入 %d 个文件：导入 %d 个（材料 %d 份），未变化 %d 个，失败 %d 个。\n", sum.Files, sum.Imported, sum.Documents, sum.Unchanged, len(sum.Failures))
	}
	if err == nil && (len(sum.Failures) > 0 || len(sum.Warnings) > 0) {
		err = errPartly
	}
	return err
}

// importSummary is what import --json prints.
type importSummary struct {
	Files     int             `json:"files"`
	Imported  int             `json:"imported"`
	Unchanged int             `json:"unchanged"`
	Documents int             `json:"documents"`
	Failures  []importFailure `json:"failures"`
	Warnings  []importFailure `json:"warnings"`
}

type importFailure struct {
	Path   string `json:"path"`
	Code   string `json:"code"`
	Reason string `json:"reason"`
	Advice string `json:"advice"`
}

// take imports all inputs and records every file's fate in the store.
func (a *app) take(ctx context.Context, w *workspace, inputs pipeline.Inputs) (importSummary, error) {
	sum := importSummary{Failures: []importFailure{}, Warnings: []importFailure{}}
	run, err := w.store.BeginRun(ctx, w.pipe.Stamp)
	if err != nil {
		return sum, err
	}
	bar := a.progress("导入")
	var said []func() // messages wait until the progress bar is gone
	im := pipeline.Importer{Stages: w.stages(), Fresh: w.pipe.Fresh, Report: func(ctx context.Context, o pipeline.Outcome) error {
		sum.add(o)
		bar.step()
		for _, f := range slices.Concat(asList(o.Failure), o.Warnings) {
			said = append(said, func() { a.complain(o.Path, f) })
		}
		return w.store.RecordFiles(ctx, run, fileResult(o))
	}}
	err = im.Import(ctx, inputs)
	bar.finish()
	for _, say := range said {
		say()
	}
	if err != nil {
		return sum, err
	}
	return sum, w.store.EndRun(ctx, run)
}

func asList(f *ingest.Failure) []ingest.Failure {
	if f == nil {
		return nil
	}
	return []ingest.Failure{*f}
}

func (s *importSummary) add(o pipeline.Outcome) {
	s.Files++
	switch o.Fate {
	case store.Imported:
		s.Imported++
		s.Documents += o.Documents
	case store.Unchanged:
		s.Unchanged++
	case store.Failed:
		s.Failures = append(s.Failures, importFailure{o.Path, o.Failure.Code, o.Failure.Reason, o.Failure.Advice})
	}
	for _, f := range o.Warnings {
		s.Warnings = append(s.Warnings, importFailure{o.Path, f.Code, f.Reason, f.Advice})
	}
}

func fileResult(o pipeline.Outcome) store.FileResult {
	r := store.FileResult{Path: o.Path, Fate: o.Fate, Documents: o.Documents}
	if o.Failure != nil {
		r.Code, r.Reason, r.Advice = o.Failure.Code, o.Failure.Reason, o.Failure.Advice
	}
	for _, f := range o.Warnings {
		r.Warnings = append(r.Warnings, fmt.Sprintf("%s（%s）。%s", f.Reason, f.Code, f.Advice))
	}
	return r
}
