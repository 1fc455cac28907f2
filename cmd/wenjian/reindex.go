package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strconv"

	"github.com/spf13/cobra"

	"wenjian/corpus/store"
	"wenjian/index"
	"wenjian/index/bleveindex"
	"wenjian/pipeline"
)

// The index lies in the folder that the file currentIndex names, or in
// firstIndex where there is no such file. A new generation is filled in a
// folder of its own while the old one serves; writing the file is the switch.
const (
	firstIndex   = "index"
	currentIndex = "index.current"
	reindexBatch = 200
)

var generationName = regexp.MustCompile(`^index-([1-9][0-9]{0,8})$`)

// indexDir returns the folder of the index that serves.
func indexDir(data string) string {
	raw, err := os.ReadFile(filepath.Join(data, currentIndex))
	if err != nil || !generationName.Match(raw) {
		return filepath.Join(data, firstIndex)
	}
	return filepath.Join(data, string(raw))
}

// nextGeneration returns the name of the folder after dir.
func nextGeneration(dir string) string {
	n := 1
	if m := generationName.FindStringSubmatch(filepath.Base(dir)); m != nil {
		n, _ = strconv.Atoi(m[1]) // nine digits at most
	}
	return fmt.Sprintf("index-%d", n+1)
}

func newReindex(a *app) *cobra.Command {
	return &cobra.Command{
		Use:   "reindex",
		Short: "重建检索库（重建期间照常检索）",
		Long: `从保存的材料重新建立检索库。重建期间旧的检索库照常使用，建好后一次切换；
中途停止的，再运行一次接着建。正在运行的网页服务要重新启动才用上新的检索库。`,
		Args: exactly(0, ""),
		RunE: func(c *cobra.Command, _ []string) error {
			n, err := a.reindex(c.Context())
			if err != nil {
				return err
			}
			if a.json {
				return a.printJSON(map[string]int{"documents": n})
			}
			a.printf("检索库已重建：%d 份材料。\n", n)
			return nil
		},
	}
}

// reindex fills a new generation, switches to it and returns how many
// documents it holds. It never opens the old one, which others may be using.
func (a *app) reindex(ctx context.Context) (documents int, err error) {
	s, err := store.OpenExisting(ctx, a.data)
	if errors.Is(err, store.ErrNoWorkspace) || errors.Is(err, store.ErrNotWorkspace) {
		return 0, notFoundf("%v", err)
	}
	if err != nil {
		return 0, err
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	old := indexDir(a.data)
	name := nextGeneration(old)
	dir := filepath.Join(a.data, name)
	x, err := openIndex(dir)
	if err != nil {
		return 0, err
	}
	g := generation{store: s, index: x, mark: pipeline.MarkFile(dir)}
	err = g.fill(ctx)
	if err == nil {
		documents, err = x.Count(ctx)
	}
	if err = errors.Join(err, x.Close()); err != nil {
		return 0, fmt.Errorf("重建检索库（已建好的部分保留，再运行一次接着建）：%w", err)
	}
	if err := writeFile(filepath.Join(a.data, currentIndex), func(w io.Writer) error { _, err := io.WriteString(w, name); return err }); err != nil {
		return 0, fmt.Errorf("切换检索库：%w", err)
	}
	return documents, removeIndex(old)
}

// removeIndex removes the folder of a generation that no longer serves, unless
// another process has it open still; the next reindex leaves it as well.
func removeIndex(dir string) error {
	x, err := bleveindex.Open(dir)
	switch {
	case errors.Is(err, bleveindex.ErrLocked):
		return nil
	case err == nil:
		err = x.Close()
	case errors.Is(err, bleveindex.ErrStale):
		err = nil
	}
	if err == nil {
		err = os.RemoveAll(dir)
	}
	if err != nil {
		return fmt.Errorf("清除旧检索库：%w", err)
	}
	return nil
}

// A generation is an index that is being filled.
type generation struct {
	store *store.Store
	index index.Index
	mark  string // file that remembers what the index holds
}

// fill applies all changes of the store that the index does not have. It
// reads one batch while another is being indexed, and remembers each.
func (g generation) fill(ctx context.Context) error {
	identity, err := g.store.Identity(ctx)
	if err != nil {
		return err
	}
	have, err := pipeline.ReadMark(g.mark, identity)
	if err != nil {
		return err
	}
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	type step struct {
		part changedPart
		err  error
	}
	steps := make(chan step, 1)
	go func() {
		defer close(steps)
		for after := have.Seq; ; {
			p, err := g.read(ctx, after)
			if err == nil && p.seq == after {
				return
			}
			select {
			case steps <- step{p, err}:
			case <-ctx.Done():
				return
			}
			if after = p.seq; err != nil {
				return
			}
		}
	}()
	for s := range steps {
		if s.err != nil {
			return s.err
		}
		if err := g.apply(ctx, s.part); err != nil {
			return err
		}
		have.Seq = s.part.seq
		if err := have.Write(g.mark); err != nil {
			return err
		}
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	return have.Write(g.mark)
}

// A changedPart is a stretch of the store's changes.
type changedPart struct {
	put     []index.Entry
	deleted []string
	seq     int64
}

// read returns the changes after that number, at most a batch.
func (g generation) read(ctx context.Context, after int64) (p changedPart, err error) {
	p.seq = after
	put, err := g.changed(ctx, &p)
	if err != nil {
		return p, err
	}
	for _, id := range put {
		d, err := g.store.Document(ctx, id)
		if errors.Is(err, store.ErrNotFound) {
			continue // gone meanwhile: a later change says so
		}
		if err != nil {
			return p, err
		}
		p.put = append(p.put, index.EntryOf(d))
	}
	return p, nil
}

// changed reads the numbers into p and returns the documents to put.
func (g generation) changed(ctx context.Context, p *changedPart) (put []string, err error) {
	rows, err := g.store.Query(ctx, `SELECT document_id, seq, deleted FROM changes WHERE seq > ? ORDER BY seq LIMIT ?`, p.seq, reindexBatch)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	for rows.Next() {
		var id int64
		var deleted bool
		if err := rows.Scan(&id, &p.seq, &deleted); err != nil {
			return nil, err
		}
		if name := strconv.FormatInt(id, 10); deleted {
			p.deleted = append(p.deleted, name)
		} else {
			put = append(put, name)
		}
	}
	return put, rows.Err()
}

func (g generation) apply(ctx context.Context, p changedPart) error {
	if len(p.deleted) > 0 {
		if err := g.index.Delete(ctx, p.deleted...); err != nil {
			return err
		}
	}
	if len(p.put) == 0 {
		return nil
	}
	return g.index.Put(ctx, p.put...)
}
