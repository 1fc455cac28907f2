package main

import (
	"context"
	"errors"
	"io"

	"github.com/spf13/cobra"

	"wenjian/corpus"
	"wenjian/corpus/store"
)

func newShow(a *app) *cobra.Command {
	var why, text, original bool
	c := &cobra.Command{
		Use:   "show 编号",
		Short: "查看一份材料识别出的内容",
		Long: `按编号（检索结果里［ ］中的数字）显示一份材料：文种、单位、日期、段落结构、活动、数据、
人员、引用文件、串名和疑点，以及它从哪些路径来、有没有完全相同的文件、文件自带的属性（作者、最后保存者、创建时间等）。
--why 说明每一项的依据；--text 输出正文；--original 原样输出当初交来的文件。`,
		Example: "  wenjian show 12\n  wenjian show 12 --why",
		Args:    exactly(1, "材料编号"),
		RunE: func(c *cobra.Command, args []string) error {
			if text && original {
				return usagef("--text 与 --original 不能同时用。")
			}
			return a.inExisting(c.Context(), func(w *workspace) error {
				d, err := w.store.Document(c.Context(), args[0])
				if errors.Is(err, store.ErrNotFound) {
					return notFoundf("没有编号为“%s”的材料。编号在 wenjian search 的结果里。", args[0])
				}
				if err != nil {
					return err
				}
				switch {
				case original:
					_, data, err := w.store.SourceBytes(c.Context(), d.ID)
					if err == nil {
						_, err = a.out.Write(data)
					}
					return err
				case a.json:
					x, err := w.store.External(c.Context(), d.ID)
					if err != nil {
						return err
					}
					return a.printJSON(x)
				case text:
					_, err := io.WriteString(a.out, d.Text)
					return err
				default:
					if err := a.printStored(c.Context(), w, d); err != nil {
						return err
					}
					if err := a.printRatesOf(c.Context(), w, d); err != nil {
						return err
					}
					if why {
						a.printWhy(w.classifier, d)
					}
					return nil
				}
			})
		},
	}
	c.Flags().BoolVar(&why, "why", false, "说明每一项的规则、把握和原文依据")
	c.Flags().BoolVar(&text, "text", false, "只输出正文")
	c.Flags().BoolVar(&original, "original", false, "原样输出当初交来的文件")
	return c
}

// printStored prints the card of a document, and where the document came from.
func (a *app) printStored(ctx context.Context, w *workspace, d *corpus.Document) error {
	seen, err := w.store.Sightings(ctx, d.ID)
	if err != nil {
		return err
	}
	same, err := w.store.IdenticalTo(ctx, d.ID)
	if err != nil {
		return err
	}
	printCard(a.out, d, w.classifier.Taxonomy())
	if err := a.printRegistered(ctx, w, d.ID); err != nil {
		return err
	}
	a.printf("  来源路径（%d 处）\n", len(seen))
	for _, g := range seen {
		a.printf("    %s　%s", oneLine(g.Path), g.At.Local().Format("2006-01-02 15:04"))
		if g.Run != 0 {
			a.printf("　第 %d 次导入", g.Run)
		}
		if g.Gone {
			a.printf("　此路径后来换成了别的文件")
		}
		a.printf("\n")
	}
	for _, r := range same {
		unit := r.Unit
		if unit == "" {
			unit = "单位不明"
		}
		a.printf("  完全相同的文件　［%s］%s　%s\n", r.ID, unit, oneLine(r.Source))
	}
	if props := store.PropertiesOf(d.Source); len(props) > 0 {
		a.printf("  文件属性（文件自带的记录，未经核实）\n")
		for _, p := range props {
			a.printf("    %s　%s\n", p.Label, oneLine(p.Shown()))
		}
	}
	a.printf("\n")
	return nil
}
