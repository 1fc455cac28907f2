package pipeline

import (
	"context"
	"fmt"
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
	// Fingerprints is the folder of what comparison remembers of many
	// documents, another projection (compare.Index); empty: all texts are read
	// again whenever some change.
	Fingerprints string
	Stamp        string // of the facts, see Stamp
	Run          int64  // the import under way, for what it sees first; 0 when there is none
	// Names says which unit a file or folder name names, empty when none;
	// nil means that names tell nothing. See sender.go.
	Names func(name string) string

	prints *compare.Index // in Fingerprints, once it was needed
}

// Close gives back what the projections hold open, but Store and Index.
func (w *Workspace) Close() error {
	if w.prints == nil {
		return nil
	}
	err := w.prints.Close()
	w.prints = nil
	return err
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
	if err := w.link(ctx); err != nil {
		return fmt.Errorf("stage register: %w", err)
	}
	if err := w.index(ctx); err != nil {
		return fmt.Errorf("stage index: %w", err)
	}
	if err := w.compare(ctx); err != nil {
		return fmt.Errorf("stage compare: %w", err)
	}
	return nil
}

// put stores a file. One whose bytes are stored already under another path is
// another sighting of those documents, or a submission of its own: see
// identify.
func (w *Workspace) put(ctx context.Context, f *File) error {
	twins, err := w.Store.Twins(ctx, f.Source.SHA256)
	if err != nil {
		return err
	}
	before, err := w.Store.List(ctx, store.Filter{Source: f.Input.Path})
	if err != nil {
		return err
	}
	if f.Corrected {
		if err := w.Store.NoteLost(ctx, f.Source.SHA256, f.Lost); err != nil {
			return err
		}
	}
	if done, err := w.restamp(ctx, f, before); done || err != nil {
		return err
	}
	same, others := w.identify(f, twins)
	out, err := w.Store.PutAll(ctx, store.Submission{
		Source: f.Source, Data: f.Input.Data, Documents: f.Documents, Stamp: w.Stamp, Run: w.Run, Location: f.Input.Location, SameAs: same,
	})
	if err != nil {
		return err
	}
	f.Fate = out[0].Fate
	if f.Fate == store.Updated || f.Fate == store.Sighted {
		f.warnOfNewUnit(before)
	}
	switch {
	case f.Fate == store.Sighted:
		f.SameAs = pathsOf(twins, same)
	case len(others) > 0 && (f.Fate == store.Added || f.Fate == store.Updated):
		f.Fate, f.SameAs = w.alike(f, others), pathsOf(others, 0)
	}
	return nil
}

// index brings the index up to the store.
func (w *Workspace) index(ctx context.Context) error {
	identity, err := w.Store.Identity(ctx)
	if err != nil {
		return err
	}
	have, err := ReadMark(w.Mark, identity)
	if err != nil {
		return err
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
	return IndexMark{identity, changes.Seq}.Write(w.Mark)
}
