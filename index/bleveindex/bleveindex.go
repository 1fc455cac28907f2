// Package bleveindex searches with bleve: a scorch index on disk, or in
// memory. It is the only package that knows bleve.
package bleveindex

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"

	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/index/scorch"
	"github.com/blevesearch/bleve/v2/mapping"
	bleveapi "github.com/blevesearch/bleve_index_api"

	"wenjian/index"
)

// version names the way documents are laid out in the index, see document.go.
// It is raised with every change; an index of another version is not opened.
const version = "2"

const versionKey = "wenjian-version"

var (
	// ErrLocked says that another process has the index open.
	ErrLocked = errors.New("检索库正被另一个程序使用，请先关闭它再试")
	// ErrStale says that the index was made by another version of the program
	// or is damaged. It can be deleted and built again from the store.
	ErrStale = errors.New("检索库已损坏或由其他版本建立，请重建")
)

// Index is an index.Index kept by bleve.
type Index struct {
	bleve bleve.Index
	close func() error // bleve panics when closed twice
}

func newIndex(b bleve.Index) *Index { return &Index{b, sync.OnceValue(b.Close)} }

// Open opens the index in dir, or creates it when dir does not exist or is
// empty. Only one process can have it open; after a second of waiting the
// error wraps ErrLocked. An index that cannot be used wraps ErrStale.
func Open(dir string) (*Index, error) {
	made, err := exists(dir)
	if err == nil && !made {
		err = create(dir)
	}
	if err != nil {
		return nil, fmt.Errorf("建立检索库 %s: %w", dir, err)
	}
	b, err := bleve.OpenUsing(dir, map[string]any{"bolt_timeout": "1s"})
	if err != nil {
		return nil, fmt.Errorf("打开检索库 %s: %w", dir, explain(err))
	}
	if v, err := b.GetInternal([]byte(versionKey)); err != nil || string(v) != version {
		return nil, errors.Join(fmt.Errorf("打开检索库 %s: %w", dir, ErrStale), b.Close())
	}
	return newIndex(b), nil
}

// OpenMemory returns an empty index that is lost when closed.
func OpenMemory() (*Index, error) {
	b, err := bleve.NewUsing("", newMapping(), scorch.Name, scorch.Name, nil)
	if err != nil {
		return nil, fmt.Errorf("建立内存检索库: %w", err)
	}
	return newIndex(b), nil
}

// exists reports whether dir holds anything.
func exists(dir string) (bool, error) {
	list, err := os.ReadDir(dir)
	if errors.Is(err, os.ErrNotExist) {
		return false, nil
	}
	return len(list) > 0, err
}

// create makes an empty index and moves it to dir in one step, so that a
// crash leaves either none or a whole one.
func create(dir string) error {
	if err := os.MkdirAll(filepath.Dir(filepath.Clean(dir)), 0o755); err != nil {
		return err
	}
	tmp := filepath.Clean(dir) + ".new"
	if err := os.RemoveAll(tmp); err != nil {
		return err
	}
	b, err := bleve.NewUsing(tmp, newMapping(), scorch.Name, scorch.Name, nil)
	if err != nil {
		return err
	}
	if err := errors.Join(b.SetInternal([]byte(versionKey), []byte(version)), b.Close()); err != nil {
		return err
	}
	if err := os.Remove(dir); err != nil && !errors.Is(err, os.ErrNotExist) {
		return err
	}
	return os.Rename(tmp, dir)
}

// explain turns what bleve says about an index that does not open into one of
// the errors above. bolt's timeout reaches us as a bare "timeout".
func explain(err error) error {
	var be bleve.Error
	switch {
	case strings.Contains(err.Error(), "timeout"):
		return ErrLocked
	case errors.As(err, &be), strings.Contains(err.Error(), "invalid database"), strings.Contains(err.Error(), "mapping JSON"):
		return fmt.Errorf("%w (%w)", ErrStale, err)
	}
	return err
}

// newMapping returns a mapping that maps nothing: documents come with their
// fields already cut, see document.go.
func newMapping() mapping.IndexMapping {
	m := bleve.NewIndexMapping()
	m.DefaultMapping = bleve.NewDocumentStaticMapping()
	m.IndexDynamic, m.StoreDynamic, m.DocValuesDynamic = false, false, false
	m.ScoringModel = bleveapi.BM25Scoring
	return m
}

// Put implements index.Index.
func (x *Index) Put(ctx context.Context, entries ...index.Entry) error {
	batch := x.bleve.NewBatch()
	for _, e := range entries {
		if e.ID == "" {
			return index.ErrNoID
		}
		if err := ctx.Err(); err != nil {
			return err
		}
		d, err := newDocument(e)
		if err == nil {
			err = batch.IndexAdvanced(d)
		}
		if err != nil {
			return fmt.Errorf("index document %s: %w", e.ID, err)
		}
	}
	return x.write(ctx, batch)
}

// Delete implements index.Index.
func (x *Index) Delete(ctx context.Context, ids ...string) error {
	batch := x.bleve.NewBatch()
	for _, id := range ids {
		batch.Delete(id)
	}
	return x.write(ctx, batch)
}

func (x *Index) write(ctx context.Context, batch *bleve.Batch) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	if err := x.bleve.Batch(batch); err != nil {
		return fmt.Errorf("write index: %w", err)
	}
	return nil
}

// Count implements index.Index.
func (x *Index) Count(ctx context.Context) (int, error) {
	if err := ctx.Err(); err != nil {
		return 0, err
	}
	n, err := x.bleve.DocCount()
	if err != nil {
		return 0, fmt.Errorf("count index: %w", err)
	}
	return int(n), nil
}

// Close implements index.Index. Closing twice is no error.
func (x *Index) Close() error { return x.close() }
