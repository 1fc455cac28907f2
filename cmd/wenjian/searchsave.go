package main

import (
	"context"
	"errors"

	"wenjian/corpus/store"
	"wenjian/report"
)

// savedSearch returns the query that was saved under name.
func (w *workspace) savedSearch(ctx context.Context, name string) (string, error) {
	list, err := w.store.SavedSearches(ctx)
	if err != nil {
		return "", err
	}
	for _, s := range list {
		if s.Name == name {
			return s.Query, nil
		}
	}
	return "", notFoundf("没有叫“%s”的检索式。运行 wenjian search --saved 查看已存的。", name)
}

func (a *app) listSearches(ctx context.Context, w *workspace) error {
	list, err := w.store.SavedSearches(ctx)
	if err != nil {
		return err
	}
	t := report.Table{Title: "已存的检索式", List: true, Columns: []report.Column{{Name: "名称", Kind: report.Text}, {Name: "检索式", Kind: report.Text}, {Name: "存入时间", Kind: report.Text}}}
	for _, s := range list {
		t.Rows = append(t.Rows, []report.Cell{{Value: s.Name}, {Value: s.Query, Query: s.Query}, {Value: s.At.Local().Format("2006-01-02 15:04")}})
	}
	return a.showTable(t, "")
}

func (a *app) forgetSearch(ctx context.Context, w *workspace, name string) error {
	err := w.store.ForgetSearch(ctx, name)
	if errors.Is(err, store.ErrNotFound) {
		return notFoundf("没有叫“%s”的检索式。运行 wenjian search --saved 查看已存的。", name)
	}
	if err == nil && !a.json {
		a.printf("已删除检索式“%s”。\n", name)
	}
	return err
}
