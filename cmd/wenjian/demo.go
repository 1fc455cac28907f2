package main

import (
	"context"
	"fmt"
	"io/fs"
	"os"
	"sort"
	"strings"

	"github.com/spf13/cobra"

	root "wenjian"
	"wenjian/corpus"
	"wenjian/ingest"
)

func newDemo(a *app) *cobra.Command {
	var once bool
	var addr string
	c := &cobra.Command{
		Use:   "demo",
		Short: "用自带的样例演示全部功能",
		Long: `把自带的样例材料导入临时工作区，列出发现的情况：谁开展了什么、谁与谁雷同、
哪份材料里留着别的单位的名称；然后打开网页界面。结束时删除临时工作区。`,
		Example: "  wenjian demo\n  wenjian demo --once",
		Args:    exactly(0, ""),
		RunE: func(c *cobra.Command, _ []string) error {
			return a.demo(c.Context(), once, addr)
		},
	}
	c.Flags().BoolVar(&once, "once", false, "只列出结果，不打开网页界面")
	c.Flags().StringVar(&addr, "addr", "127.0.0.1:0", "监听地址")
	return c
}

func (a *app) demo(ctx context.Context, once bool, addr string) (err error) {
	dir, err := os.MkdirTemp("", "wenjian-demo-")
	if err != nil {
		return fmt.Errorf("建立临时工作区：%w", err)
	}
	defer func() {
		if rerr := os.RemoveAll(dir); err == nil && rerr != nil {
			err = fmt.Errorf("删除临时工作区：%w", rerr)
		}
	}()
	a.data = dir
	return a.inNew(ctx, func(w *workspace) error {
		if err := a.showSample(ctx, w); err != nil || once {
			return err
		}
		return a.serve(ctx, w, addr, nil)
	})
}

// showSample imports the sample and prints what is found in it.
func (a *app) showSample(ctx context.Context, w *workspace) error {
	sample := root.Sample()
	run, err := a.take(ctx, w, nil, func(ctx context.Context, yield func(ingest.Input) bool) error { return eachSample(ctx, sample, yield) })
	if err != nil {
		return err
	}
	r, err := w.store.Run(ctx, run)
	if err != nil {
		return err
	}
	a.printf("样例：%d 个文件，%d 份材料（单位和县名都是虚构的）。\n\n", r.Files, r.Documents)
	o, err := w.overlaps(ctx, nil)
	if err != nil {
		return err
	}
	a.printDoings(o.docs, w.classifier.Taxonomy())
	a.printf("\n谁与谁雷同，哪里串了名\n")
	a.printOverlaps(o)
	a.printf("\n")
	return nil
}

// eachSample yields the embedded submissions in the order of their names.
func eachSample(ctx context.Context, sample fs.FS, yield func(ingest.Input) bool) error {
	names, err := fs.Glob(sample, "*")
	if err != nil {
		return fmt.Errorf("读取样例：%w", err)
	}
	for _, n := range names {
		if err := ctx.Err(); err != nil {
			return err
		}
		data, err := fs.ReadFile(sample, n)
		if err != nil {
			return fmt.Errorf("读取样例：%w", err)
		}
		if !yield(ingest.Input{Path: n, Data: data}) {
			return nil
		}
	}
	return nil
}

// printDoings prints, for each unit, what it held, what it only planned and
// what it demands.
func (a *app) printDoings(docs []*corpus.Document, tax corpus.Taxonomy) {
	a.printf("谁做了什么\n")
	for _, d := range docs {
		done := map[corpus.Status]map[string]bool{corpus.Held: {}, corpus.Planned: {}, corpus.Required: {}}
		for _, x := range d.Activities {
			if kinds, ok := done[x.Status]; ok {
				kinds[corpus.LabelOf(tax.Activities, x.Kind)] = true
			}
		}
		a.printf("［%s］%s（%s，%s）\n", d.ID, orUnknown(d.Unit.Name), orUnknown(corpus.LabelOf(tax.Documents, d.Kind.Value)), orUnknown(d.Date.Value))
		for _, s := range corpus.Statuses() {
			if len(done[s]) > 0 {
				a.printf("　　%s：%s\n", s.Label(), list(done[s]))
			}
		}
	}
}

func list(set map[string]bool) string {
	names := make([]string, 0, len(set))
	for n := range set {
		names = append(names, n)
	}
	sort.Strings(names)
	return strings.Join(names, "、")
}
