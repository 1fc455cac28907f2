package main

import (
	"github.com/spf13/cobra"
)

func newDoctor(a *app) *cobra.Command {
	return &cobra.Command{
		Use:   "doctor",
		Short: "检查工作区是否完好",
		Long:  "检查工作区：数据库是否完好、原文件是否齐全、检索和雷同比对是否跟上。有问题时退出码为 1。",
		Args:  exactly(0, ""),
		RunE: func(c *cobra.Command, _ []string) error {
			return a.inExisting(c.Context(), func(w *workspace) error {
				h, err := w.health(c)
				if err != nil {
					return err
				}
				if a.json {
					err = a.printJSON(h)
				} else {
					a.printHealth(h)
				}
				if err == nil && len(h.Problems) > 0 {
					err = errPartly
				}
				return err
			})
		},
	}
}

// health is what doctor --json prints.
type health struct {
	Data      string   `json:"data"`
	Sources   int      `json:"sources"`
	Documents int      `json:"documents"`
	Indexed   int      `json:"indexed"`
	Units     int      `json:"units"`
	Matches   int      `json:"matches"`
	Failed    int      `json:"failed_files"`
	Problems  []string `json:"problems"`
}

func (w *workspace) health(c *cobra.Command) (health, error) {
	ctx := c.Context()
	h := health{Data: w.store.Dir(), Problems: []string{}}
	n, err := w.store.Counts(ctx)
	if err != nil {
		return h, err
	}
	h.Sources, h.Documents, h.Units, h.Matches, h.Failed = n.Sources, n.Documents, n.Units, n.Matches, n.Failed
	if h.Indexed, err = w.index.Count(ctx); err != nil {
		return h, err
	}
	if h.Indexed != h.Documents {
		h.Problems = append(h.Problems, "检索的材料数与保存的不一致：运行 wenjian reindex 重建检索库")
	}
	found, err := w.store.Check(ctx)
	if err != nil {
		return h, err
	}
	for _, p := range found {
		h.Problems = append(h.Problems, p.What+"："+p.Advice)
	}
	return h, nil
}

func (a *app) printHealth(h health) {
	a.printf("工作区 %s\n", h.Data)
	a.printf("　　文件 %d 个，材料 %d 份（已建检索 %d 份），单位 %d 个，雷同片段 %d 处，导入失败的文件 %d 个\n",
		h.Sources, h.Documents, h.Indexed, h.Units, h.Matches, h.Failed)
	if len(h.Problems) == 0 {
		a.printf("没有发现问题。\n")
		return
	}
	for _, p := range h.Problems {
		a.printf("问题：%s。\n", p)
	}
}
