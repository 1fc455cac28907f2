package main

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"wenjian/index"
	"wenjian/register"
	"wenjian/report"
)

// The headings under which the queries of a batch stand; the first column is
// taken where there is none.
const (
	batchHeading  = "检索式"
	batchHeading2 = "检索词"
)

// mostBatch is how many queries one file may hold.
const mostBatch = 5000

func newBatch(a *app) *cobra.Command {
	var out string
	var top int
	c := &cobra.Command{
		Use:   "batch 检索式表格",
		Short: "批量检索：逐行执行表格里的检索式",
		Long: `读取 xlsx、xls 或 csv 表格，逐行检索。检索式写在表头为“检索式”或“检索词”的一列；没有这样的表头时取第一列。
结果每行一份材料：第几行、检索式、共多少份、前几份材料。写错的检索式在结果里说明，不影响其他行。`,
		Example: "  wenjian batch queries.xlsx -o 结果.xlsx\n  wenjian batch queries.csv --top 3",
		Args:    exactly(1, "检索式表格"),
		RunE: func(c *cobra.Command, args []string) error {
			if top < 0 {
				return usagef("--top 不能小于 0。")
			}
			if out != "" {
				if _, err := outputFormat(out); err != nil {
					return err
				}
			}
			sheets, err := readSheets(c.Context(), args[0])
			if err != nil {
				return err
			}
			asked := batchQueries(sheets)
			if len(asked) == 0 || len(asked) > mostBatch {
				return usagef("“%s”里有 %d 个检索式，应为 1 至 %d 个。请把检索式写在表头为“%s”的一列。", args[0], len(asked), mostBatch, batchHeading)
			}
			return a.inExisting(c.Context(), func(w *workspace) error {
				t, err := w.batch(c.Context(), asked, top)
				if err != nil {
					return err
				}
				return a.showTable(t, out)
			})
		},
	}
	c.Flags().IntVar(&top, "top", 5, "每个检索式列出前几份材料")
	a.outputFlag(c, &out)
	return c
}

// A batchQuery is one row of the file.
type batchQuery struct {
	place string // where it stands
	text  string
}

// batchQueries finds the column of queries in each sheet; empty cells are
// passed over.
func batchQueries(sheets []register.Sheet) []batchQuery {
	var list []batchQuery
	for _, s := range sheets {
		column, from := 0, 0
		for i, r := range s.Rows {
			if k := slices.IndexFunc(r.Cells, isBatchHeading); k >= 0 {
				column, from = k, i+1
				break
			}
		}
		for _, r := range s.Rows[from:] {
			if column >= len(r.Cells) || strings.TrimSpace(r.Cells[column]) == "" {
				continue
			}
			place := fmt.Sprintf("第 %d 行", r.Number)
			if s.Name != "" && len(sheets) > 1 {
				place = s.Name + " " + place
			}
			list = append(list, batchQuery{place, strings.TrimSpace(r.Cells[column])})
		}
	}
	return list
}

func isBatchHeading(cell string) bool {
	cell = strings.TrimSpace(cell)
	return cell == batchHeading || cell == batchHeading2
}

// batch answers all queries; a query with a mistake becomes a row that says so.
func (w *workspace) batch(ctx context.Context, asked []batchQuery, top int) (report.Table, error) {
	t := report.Table{Title: "批量检索结果", List: true, Columns: []report.Column{
		{Name: "位置", Kind: report.Text}, {Name: "检索式", Kind: report.Text}, {Name: "材料份数", Kind: report.Count}, {Name: "名次", Kind: report.Text},
		{Name: "材料编号", Kind: report.Text}, {Name: "标题", Kind: report.Text}, {Name: "单位", Kind: report.Text}, {Name: "文种", Kind: report.Text},
		{Name: "日期", Kind: report.Text}, {Name: "来源", Kind: report.Text}, {Name: "摘录", Kind: report.Text}, {Name: "说明", Kind: report.Text},
	}}
	wrong := 0
	for _, b := range asked {
		res, err := w.batchOne(ctx, b.text, top)
		var bad *exitError
		switch {
		case errors.As(err, &bad):
			wrong++
			t.Rows = append(t.Rows, batchRow(b, nil, nil, nil, bad.Error()))
		case err != nil:
			return t, err
		case len(res.Hits) == 0:
			t.Rows = append(t.Rows, batchRow(b, res.Total, nil, nil, ""))
		}
		for i, h := range res.Hits {
			note := ""
			if len(h.Also) > 0 {
				note = alsoLine(h)
			}
			t.Rows = append(t.Rows, batchRow(b, res.Total, fmt.Sprint(i+1), hitCells(h, w.classifier.Taxonomy()), note))
		}
	}
	t.Notes = []string{fmt.Sprintf("共 %d 个检索式，其中 %d 个有误，未能检索。", len(asked), wrong), fmt.Sprintf("每个检索式列出前 %d 份材料；整篇雷同的材料并在最早的一份。", top)}
	return t, nil
}

func (w *workspace) batchOne(ctx context.Context, text string, top int) (index.Result, error) {
	q, err := w.question(ctx, searchAsk{expression: text})
	if err != nil {
		return index.Result{}, err
	}
	res, err := w.find(ctx, q, max(1, top), true)
	res.Hits = res.Hits[:min(top, len(res.Hits))]
	return res, err
}

// batchRow is one row of the result; nil is shown as unknown.
func batchRow(b batchQuery, total, rank any, hit []report.Cell, note string) []report.Cell {
	if hit == nil {
		hit = make([]report.Cell, 7)
	}
	count := report.Cell{Value: total}
	if note == "" || rank != nil {
		count.Query = b.text
	}
	row := []report.Cell{{Value: b.place}, {Value: b.text}, count, {Value: rank}}
	return append(append(row, hit...), report.Cell{Value: note})
}
