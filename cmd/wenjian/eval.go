package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"

	"github.com/spf13/cobra"

	"wenjian/corpus"
	"wenjian/ingest"
	"wenjian/internal/eval"
	"wenjian/pipeline"
)

func newEval(a *app) *cobra.Command {
	var showErrors int
	var floors string
	c := &cobra.Command{
		Use:   "eval 标注文件夹",
		Short: "用人工标注的材料检验识别质量",
		Long: `分析标注文件夹里的每个 NAME.txt，与 NAME.json 中的人工标注逐项比较，
输出各项指标的准确率 P、召回率 R 和 F1。`,
		Example: "  wenjian eval testdata/gold --errors 20",
		Args:    exactly(1, "标注文件夹"),
		RunE: func(c *cobra.Command, args []string) error {
			// Figures must not depend on what lies in the current folder.
			load := a.builtin
			if a.rules != "" {
				load = a.newTools
			}
			t, err := load()
			if err != nil {
				return err
			}
			return a.eval(c.Context(), t, args[0], floors, showErrors)
		},
	}
	c.Flags().IntVar(&showErrors, "errors", 0, "列出前 N 条错误")
	c.Flags().StringVar(&floors, "floors", "", "各项 F1 的下限（JSON 文件），低于下限则退出码为 1")
	c.AddCommand(newEvalIngest(a))
	return c
}

// evalRow is one measure as eval --json prints it.
type evalRow struct {
	P    float64 `json:"p"`
	R    float64 `json:"r"`
	F1   float64 `json:"f1"`
	Gold int     `json:"gold"`
	Pred int     `json:"pred"`
}

func (a *app) eval(ctx context.Context, t tools, dir, floors string, showErrors int) error {
	cases, err := eval.Load(os.DirFS(dir))
	switch {
	case errors.Is(err, eval.ErrNoGold), errors.Is(err, fs.ErrNotExist):
		return notFoundf("“%s”里没有标注材料（NAME.json 和同名的 NAME.txt）。", dir)
	case err != nil:
		return err
	}
	preds := map[string][]corpus.External{}
	stages := pipeline.Understand(t.segmenter, t.classifier)
	for _, c := range cases {
		f, err := pipeline.Run(ctx, stages, ingest.Input{Path: c.Name + ".txt", Data: c.Input})
		if err != nil {
			return err
		}
		for _, d := range f.Documents {
			preds[c.Name] = append(preds[c.Name], d.External())
		}
	}
	report := eval.Score(cases, preds)
	if err := a.printEval(report, showErrors); err != nil {
		return err
	}
	return a.holdFloors(report, floors)
}

func (a *app) printEval(r eval.Report, showErrors int) error {
	if a.json {
		rows := map[string]evalRow{}
		for m, c := range r.Counts {
			rows[m] = evalRow{c.Precision(), c.Recall(), c.F1(), c.TP + c.FN, c.TP + c.FP}
		}
		return a.printJSON(rows)
	}
	a.printf("%-16s%8s%8s%8s%7s%7s\n", "", "P", "R", "F1", "gold", "pred")
	for _, m := range eval.Measures() {
		c := r.Counts[m]
		a.printf("%-16s%8.3f%8.3f%8.3f%7d%7d\n", m, c.Precision(), c.Recall(), c.F1(), c.TP+c.FN, c.TP+c.FP)
	}
	for _, e := range r.Errors[:min(showErrors, len(r.Errors))] {
		a.printf("%s\t%s\n", e.Doc, e.What)
	}
	return nil
}

// holdFloors fails when a measure fell below its floor.
func (a *app) holdFloors(r eval.Report, file string) error {
	if file == "" {
		return nil
	}
	raw, err := os.ReadFile(file)
	if err != nil {
		return fmt.Errorf("读取下限文件：%w", err)
	}
	var floors map[string]float64
	if err := json.Unmarshal(raw, &floors); err != nil {
		return fmt.Errorf("下限文件 %s 不是合法的 JSON：%w", file, err)
	}
	low := false
	for _, m := range eval.Measures() {
		floor, ok := floors[m]
		if f1 := r.Counts[m].F1(); ok && f1 < floor {
			fmt.Fprintf(a.err, "%s 的 F1 是 %.4f，低于下限 %.4f\n", m, f1, floor)
			low = true
		}
	}
	if low {
		return errPartly
	}
	return nil
}
