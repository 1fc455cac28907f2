package main

import (
	"context"
	"errors"

	"github.com/spf13/cobra"

	"wenjian/corpus/store"
)

func newMark(a *app) *cobra.Command {
	var superior, ordinary, undo bool
	var unit string
	c := &cobra.Command{
		Use:   "mark 编号 --superior",
		Short: "标明一份材料或一个单位的材料是上级文件",
		Long: `把材料标为上级文件：其他单位照抄它的文字算“上级文件”，不算雷同，两个单位都从它抄来的也不算。
--unit 把一个单位的全部材料（包括以后导入的）标为上级文件；--ordinary 说明其中某一份不是；--undo 取消标注。
标注之后，与它有关的材料会重新比对。`,
		Example: "  wenjian mark 12 --superior\n  wenjian mark --unit 中共青泥县委组织部 --superior\n  wenjian mark 12 --undo",
		Args: func(c *cobra.Command, args []string) error {
			n := 0
			for _, on := range []bool{superior, ordinary, undo} {
				if on {
					n++
				}
			}
			switch {
			case n != 1:
				return usagef("请在 --superior、--ordinary、--undo 中写一个。")
			case unit != "" && len(args) > 0:
				return usagef("编号与 --unit 不能同时写。")
			case unit != "" && ordinary:
				return usagef("--ordinary 只用于一份材料，请写材料编号。")
			case unit == "":
				return atLeast(1, "材料编号")(c, args)
			}
			return nil
		},
		RunE: func(c *cobra.Command, args []string) error {
			return a.inExisting(c.Context(), func(w *workspace) error {
				mark := map[bool]store.Mark{superior: store.Superior, ordinary: store.Ordinary, undo: ""}[true]
				if unit != "" {
					n, err := w.store.MarkUnit(c.Context(), unit, superior)
					if err != nil {
						return err
					}
					a.printf("%s：%s（现有 %d 份材料）。\n", unit, markDone(mark), n)
				} else if err := a.markDocuments(c.Context(), w, args, mark); err != nil {
					return err
				}
				return w.pipe.CatchUp(c.Context())
			})
		},
	}
	c.Flags().BoolVar(&superior, "superior", false, "是上级文件")
	c.Flags().BoolVar(&ordinary, "ordinary", false, "不是上级文件，即使它的单位已标为上级")
	c.Flags().BoolVar(&undo, "undo", false, "取消标注")
	c.Flags().StringVar(&unit, "unit", "", "标注这个单位的全部材料")
	return c
}

func (a *app) markDocuments(ctx context.Context, w *workspace, ids []string, mark store.Mark) error {
	for _, id := range ids {
		err := w.store.MarkDocument(ctx, id, mark)
		if errors.Is(err, store.ErrNotFound) {
			return notFoundf("没有编号为“%s”的材料。编号在 wenjian search 的结果里。", id)
		}
		if err != nil {
			return err
		}
		a.printf("［%s］%s。\n", id, markDone(mark))
	}
	return nil
}

func markDone(m store.Mark) string {
	switch m {
	case store.Superior:
		return "已标为上级文件"
	case store.Ordinary:
		return "已标为不是上级文件"
	}
	return "已取消标注"
}
