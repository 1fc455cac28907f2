package main

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"wenjian/corpus"
	"wenjian/corpus/store"
	"wenjian/ingest"
	"wenjian/pipeline"
)

func newAnalyze(a *app) *cobra.Command {
	var failed bool
	c := &cobra.Command{
		Use:   "analyze 文件…",
		Short: "分析文件并输出结果，不写入工作区",
		Long: `分析文件、文件夹或压缩包，输出识别出的每一份材料：文种、单位、日期、段落结构、
活动、数据、人员和串名。不需要工作区，也不写入任何文件。
加 --json 时每份材料输出一行 JSON，格式见 docs/format.md。
--failed 改为分析工作区里留存的失败文件，看看现在能不能读；要导入它们，用 wenjian import --retry。`,
		Example: "  wenjian analyze 总结.txt\n  wenjian analyze --json 材料/*.txt > 结果.jsonl",
		Args: func(c *cobra.Command, args []string) error {
			if failed {
				return exactly(0, "")(c, args)
			}
			return atLeast(1, "要分析的文件")(c, args)
		},
		RunE: func(c *cobra.Command, args []string) error {
			if failed {
				return a.inExisting(c.Context(), func(w *workspace) error {
					return a.analyze(c.Context(), w.tools, func(ctx context.Context, yield func(ingest.Input) bool) error {
						_, err := w.failedInputs(ctx, yield)
						return err
					})
				})
			}
			tools, err := a.newTools()
			if err != nil {
				return err
			}
			return a.analyze(c.Context(), tools, func(ctx context.Context, yield func(ingest.Input) bool) error {
				return ingest.WalkSkipping(ctx, args, store.IsWorkspace, yield)
			})
		},
	}
	c.Flags().BoolVar(&failed, "failed", false, "分析工作区里留存的失败文件")
	return c
}

// analyze prints what every input says. Identical inputs are printed as often
// as they come: analyze never merges.
func (a *app) analyze(ctx context.Context, t tools, inputs pipeline.Inputs) error {
	stages := pipeline.Understand(t.segmenter, t.classifier)
	failed, skipped := false, 0
	var stop error
	err := inputs(ctx, func(in ingest.Input) bool {
		if in.Skipped != nil {
			skipped++
			return true
		}
		f, err := pipeline.Run(ctx, stages, in)
		var bad *ingest.Failure
		switch {
		case errors.As(err, &bad):
			a.complain(in.Path, *bad)
			failed = true
			return true
		case err != nil:
			stop = err
			return false
		}
		for _, w := range f.Page.Warnings {
			a.complain(in.Path, w)
			failed = true
		}
		for _, d := range f.Documents {
			if stop = a.printDocument(d, t.classifier.Taxonomy()); stop != nil {
				return false
			}
		}
		return true
	})
	if skipped > 0 {
		fmt.Fprintf(a.err, "另有 %d 个隐藏、临时文件或工作区没有分析。\n", skipped)
	}
	switch {
	case stop != nil:
		return stop
	case err != nil:
		return err
	case failed:
		return errPartly
	}
	return nil
}

// complain prints one line about a file that could not be (wholly) read.
func (a *app) complain(path string, f ingest.Failure) {
	fmt.Fprint(a.err, complaintLine(path, f.Code, f.Reason, f.Advice))
}

// complaintLine says on one line what is wrong with a file.
func complaintLine(path, code, reason, advice string) string {
	return fmt.Sprintf("%s：%s（%s）。%s\n", path, strings.TrimSuffix(reason, "。"), code, advice)
}

func (a *app) printDocument(d *corpus.Document, tax corpus.Taxonomy) error {
	if a.json {
		return a.printJSON(d.External())
	}
	printCard(a.out, d, tax)
	return nil
}
