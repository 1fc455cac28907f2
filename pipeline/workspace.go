package pipeline

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"wenjian/compare"
	"wenjian/corpus/store"
	"wenjian/index"
)

// A Workspace is where the sinks write: the store, which is the only truth,
// and two projections of it. A projection catches up from the store's list of
// changes, so a run that was killed is completed by the next one.
type Workspace struct {
	Store *store.Store
	Index index.Index
	Mark  string // file that remembers what Index holds; lives and dies with the index
	Stamp string // of the facts, see Stamp
}

// indexBatch is how many documents are indexed at a time.
const indexBatch = 100

// Fresh reports whether the store holds what the stages would make of the input.
func (w *Workspace) Fresh(ctx context.Context, path, sha256 string) (bool, error) {
	return w.Store.Fresh(ctx, path, sha256, w.Stamp)
}

// CatchUp brings the projections up to the store, after a run that was killed.
// It is cheap when there is nothing to do.
func (w *Workspace) CatchUp(ctx context.Context) error {
	if err := w.index(ctx); err != nil {
		return fmt.Errorf("stage index: %w", err)
	}
	if err := w.compare(ctx); err != nil {
		return fmt.Errorf("stage compare: %w", err)
	}
	return nil
}

func (w *Workspace) put(ctx context.Context, f *File) error {
	_, err := w.Store.Put(ctx, f.Source, f.Input.Data, f.Documents, w.Stamp)
	return err
}

// mark is the content of the mark file.
type mark struct {
	Store string `json:"store"` // identity of the store that was indexed
	Seq   int64  `json:"seq"`   // its changes up to here are in the index
}

func (w *Workspace) readMark() (mark, error) {
	var m mark
	raw, err := os.ReadFile(w.Mark)
	if errors.Is(err, fs.ErrNotExist) {
		return m, nil
	}
	if err != nil {
		return m, fmt.Errorf("read index mark: %w", err)
	}
	if json.Unmarshal(raw, &m) != nil {
		m = mark{} // a torn mark means: index everything again
	}
	return m, nil
}

func (w *Workspace) writeMark(m mark) error {
	raw, err := json.Marshal(m)
	if err != nil {
		return fmt.Errorf("write index mark: %w", err)
	}
	tmp := w.Mark + ".new"
	if err := os.WriteFile(tmp, raw, 0o600); err != nil {
		return fmt.Errorf("write index mark: %w", err)
	}
	if err := os.Rename(tmp, w.Mark); err != nil {
		return fmt.Errorf("write index mark: %w", err)
	}
	return nil
}

// index brings the index up to the store.
func (w *Workspace) index(ctx context.Context) error {
	have, err := w.readMark()
	if err != nil {
		return err
	}
	identity, err := w.Store.Identity(ctx)
	if err != nil {
		return err
	}
	if have.Store != identity {
		have = mark{Store: identity}
	}
	changes, err := w.Store.Changes(ctx, have.Seq)
	if err != nil || changes.Seq == have.Seq {
		return err
	}
	if err := w.Index.Delete(ctx, changes.Deleted...); err != nil {
		return err
	}
	for ids := range slices.Chunk(changes.Put, indexBatch) {
		entries := make([]index.Entry, 0, len(ids))
		for _, id := range ids {
			d, err := w.Store.Document(ctx, id)
			if err != nil {
				return err
			}
			entries = append(entries, index.EntryOf(d))
		}
		if err := w.Index.Put(ctx, entries...); err != nil {
			return err
		}
	}
	return w.writeMark(mark{identity, changes.Seq})
}

// compareStamp names the version of the comparison; matches with another
// stamp are stale.
const compareStamp = "compare2"

// compare finds the shared passages of the whole corpus anew, unless nothing
// changed since the last time.
func (w *Workspace) compare(ctx context.Context) error {
	changes, err := w.Store.Changes(ctx, 0)
	if err != nil {
		return err
	}
	last, ok, err := w.Store.LastComparison(ctx)
	if err != nil || ok && last.Seq == changes.Seq && last.Stamp == compareStamp {
		return err
	}
	texts, err := Texts(ctx, w.Store)
	if err != nil {
		return err
	}
	found, err := compare.Compare(ctx, texts, compare.Options{})
	if err != nil {
		return err
	}
	c := store.Comparison{Seq: changes.Seq, Stamp: compareStamp}
	for _, m := range found.Matches {
		c.Matches = append(c.Matches, storeMatch(m, texts))
	}
	for _, l := range found.Leaks {
		c.Leaks = append(c.Leaks, store.NameLeak{Document: texts[l.Text].ID, Leak: l.Leak})
	}
	return w.Store.PutComparison(ctx, c)
}

func storeMatch(m compare.Match, texts []compare.Text) store.Match {
	out := store.Match{A: texts[m.A].ID, B: texts[m.B].ID, SpanA: m.SpanA, SpanB: m.SpanB, Class: string(m.Class), Bits: m.Bits}
	for _, s := range m.Slots {
		out.Slots = append(out.Slots, store.Slot(s))
	}
	return out
}

// Texts returns all documents of s as compare sees them, in the order of
// their IDs.
func Texts(ctx context.Context, s *store.Store) ([]compare.Text, error) {
	var texts []compare.Text
	for d, err := range s.Documents(ctx) {
		if err != nil {
			return nil, err
		}
		texts = append(texts, TextOf(d))
	}
	return texts, nil
}

// MarkFile returns where the mark of the index in folder dir lies.
func MarkFile(dir string) string { return filepath.Join(dir, "wenjian-mark.json") }
