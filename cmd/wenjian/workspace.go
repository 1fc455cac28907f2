package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"wenjian/corpus/store"
	"wenjian/index/bleveindex"
	"wenjian/pipeline"
)

// workspace is an open data folder with everything that works on it.
type workspace struct {
	tools
	store *store.Store
	index *bleveindex.Index
	pipe  *pipeline.Workspace
}

// create opens the workspace, making it when there is none.
func (a *app) create(ctx context.Context) (*workspace, error) { return a.open(ctx, store.Open) }

// existing opens a workspace that must be there already.
func (a *app) existing(ctx context.Context) (*workspace, error) {
	info, err := os.Stat(a.data)
	if err == nil && !info.IsDir() {
		return nil, notFoundf("“%s”不是文件夹。用 --data 指明工作区文件夹。", a.data)
	}
	if errors.Is(err, fs.ErrNotExist) {
		return nil, notFoundf("没有工作区“%s”。先用 wenjian import 导入材料，或用 --data 指明工作区文件夹。", a.data)
	}
	return a.open(ctx, store.OpenExisting)
}

func (a *app) open(ctx context.Context, openStore func(context.Context, string) (*store.Store, error)) (_ *workspace, err error) {
	t, err := a.newTools()
	if err != nil {
		return nil, err
	}
	s, err := openStore(ctx, a.data)
	if err != nil {
		if errors.Is(err, store.ErrNoWorkspace) || errors.Is(err, store.ErrNotWorkspace) {
			return nil, notFoundf("%v", err)
		}
		return nil, err
	}
	dir := indexDir(a.data)
	x, err := openIndex(dir)
	if err != nil {
		return nil, errors.Join(err, s.Close())
	}
	w := &workspace{tools: t, store: s, index: x}
	w.pipe = &pipeline.Workspace{Store: s, Index: x, Mark: pipeline.MarkFile(dir), Fingerprints: filepath.Join(a.data, "fingerprints"), Names: pipeline.Names(t.classifier)}
	w.pipe.Stamp = pipeline.Stamp(w.stages(), t.classifier.Taxonomy().Hash)
	return w, nil
}

// openIndex opens the index in dir. One that is damaged, or made by another
// version, is thrown away: it holds nothing that the store does not, and the
// next catching up fills it again.
func openIndex(dir string) (*bleveindex.Index, error) {
	x, err := bleveindex.Open(dir)
	if !errors.Is(err, bleveindex.ErrStale) {
		return x, err
	}
	if err := os.RemoveAll(dir); err != nil {
		return nil, fmt.Errorf("清除旧检索库：%w", err)
	}
	return bleveindex.Open(dir)
}

func (w *workspace) stages() []pipeline.Stage {
	return pipeline.Stages(w.segmenter, w.classifier, w.pipe)
}

func (w *workspace) Close() error {
	return errors.Join(w.pipe.Close(), w.index.Close(), w.store.Close())
}

// inExisting runs do in the workspace, which must be there already and is
// brought up to date first, and closes it.
func (a *app) inExisting(ctx context.Context, do func(*workspace) error) error {
	return within(ctx, a.existing, func(w *workspace) error {
		stale, err := w.rereadDue(ctx)
		if err != nil {
			return err
		}
		if stale > 0 && terminal(a.err) {
			fmt.Fprintf(a.err, "提示：%d 个文件是按旧规则或旧版程序识别的，运行 wenjian reread 更新。\n", stale)
		}
		if err := w.pipe.CatchUp(ctx); err != nil {
			return err
		}
		return do(w)
	})
}

// inNew runs do in the workspace, made when there is none, and closes it.
func (a *app) inNew(ctx context.Context, do func(*workspace) error) error {
	return within(ctx, a.create, do)
}

func within(ctx context.Context, open func(context.Context) (*workspace, error), do func(*workspace) error) error {
	w, err := open(ctx)
	if err != nil {
		return err
	}
	err = do(w)
	if cerr := w.Close(); cerr != nil {
		err = errors.Join(err, fmt.Errorf("关闭工作区：%w", cerr))
	}
	return err
}
