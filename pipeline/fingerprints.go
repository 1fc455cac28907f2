package pipeline

import (
	"context"
	"crypto/rand"
	"errors"

	"wenjian/compare"
	"wenjian/corpus/store"
)

// indexedKey is the key of the documents that an index compared: it knows by
// itself what changed.
var indexedKey = []byte("index")

// compareIndexed brings the comparison up to the store by way of the index,
// at the cost of what changed. known says that owners are as they were.
//
// The store is written first, then the index: killed in between, the index is
// behind, and what it finds anew next time is stored over the same. An index
// that the stored matches do not go on from is made anew, and so are they.
func (w *Workspace) compareIndexed(ctx context.Context, opt compare.Options, stamp string, known bool) error {
	if err := w.openPrints(opt); err != nil {
		return err
	}
	since, ok, err := w.Store.ComparisonMarked(ctx, w.prints.Mark())
	if err != nil {
		return err
	}
	if !ok || since.Stamp != stamp {
		return w.buildPrints(ctx, opt, stamp)
	}
	changes, err := w.Store.Changes(ctx, since.Seq)
	if err != nil {
		return err
	}
	changed, err := w.textChanges(ctx, changes, known)
	if err != nil {
		return err
	}
	found, err := w.prints.Update(ctx, changed, func(ctx context.Context, ids []string) ([]compare.Text, error) { return w.textsByID(ctx, ids) })
	if errors.Is(err, compare.ErrBuild) {
		return w.buildPrints(ctx, opt, stamp)
	}
	if err != nil {
		return errors.Join(err, w.Close())
	}
	c := w.comparison(found.Texts, found.Findings)
	for id := range c.Keys {
		c.Keys[id] = indexedKey
	}
	c.Generation, c.Seq = since.Generation, changes.Seq
	return w.keepIndexed(ctx, c, stamp, w.Store.UpdateComparison)
}

// openPrints opens the index of fingerprints, again when something went
// wrong with it or another process wrote to it.
func (w *Workspace) openPrints(opt compare.Options) (err error) {
	if w.prints != nil && (w.prints.Mark() == "" || !w.prints.Current() || !w.prints.For(opt)) {
		if err := w.Close(); err != nil {
			return err
		}
	}
	if w.prints == nil {
		w.prints, err = compare.OpenIndex(w.Fingerprints, opt)
	}
	return err
}

// buildPrints compares all documents and makes the index anew.
func (w *Workspace) buildPrints(ctx context.Context, opt compare.Options, stamp string) error {
	if err := w.openPrints(opt); err != nil {
		return err
	}
	changes, err := w.Store.Changes(ctx, 0)
	if err != nil {
		return err
	}
	texts, err := Texts(ctx, w.Store)
	if err != nil {
		return err
	}
	r, err := w.prints.Build(ctx, texts)
	if err != nil {
		return errors.Join(err, w.Close())
	}
	c := w.comparison(texts, []compare.Finding{{Matches: r.Matches, Leaks: r.Leaks}})
	clear(c.Keys)
	for i := range texts {
		c.Keys[texts[i].ID] = indexedKey
	}
	c.Generation, c.Seq = compare.Generation(len(texts)), changes.Seq
	return w.keepIndexed(ctx, c, stamp, w.Store.PutComparison)
}

// keepIndexed stores a comparison, then lets the index keep what led to it.
func (w *Workspace) keepIndexed(ctx context.Context, c store.Comparison, stamp string, put func(context.Context, store.Comparison) error) (err error) {
	c.Stamp, c.Mark = stamp, rand.Text()
	if c.Leaks, err = w.dismissed(ctx, c.Leaks); err == nil {
		err = put(ctx, c)
	}
	if err == nil {
		err = w.prints.Commit(c.Mark)
	}
	if err != nil {
		return errors.Join(err, w.Close())
	}
	return nil
}

// textChanges returns what changed as compare takes it. Documents that were
// dropped from the comparison, and those whose owner is another one now, are
// among them.
func (w *Workspace) textChanges(ctx context.Context, changes store.Changes, known bool) (compare.Changes, error) {
	out := compare.Changes{Deleted: changes.Deleted}
	put := changes.Put
	if !known {
		links, err := w.Store.Links(ctx)
		if err != nil {
			return out, err
		}
		listed := map[string]bool{}
		for _, id := range put {
			listed[id] = true
		}
		for id, owner := range w.prints.Owners {
			if links[id].Owner != owner && !listed[id] {
				put = append(put, id)
			}
		}
	}
	var err error
	if out.Put, err = w.textsByID(ctx, put); err != nil {
		return out, err
	}
	out.Again, err = w.Store.Uncompared(ctx)
	return out, err
}

// textsByID returns the documents that have these IDs, in their order.
func (w *Workspace) textsByID(ctx context.Context, ids []string) ([]compare.Text, error) {
	if len(ids) == 0 {
		return nil, nil
	}
	all, err := w.Store.Comparables(ctx, ids...)
	if err != nil {
		return nil, err
	}
	at := make(map[string]int, len(all))
	texts := textsOf(all)
	for i, t := range texts {
		at[t.ID] = i
	}
	out := make([]compare.Text, 0, len(ids))
	for _, id := range ids {
		if i, ok := at[id]; ok {
			out = append(out, texts[i])
		}
	}
	return out, nil
}
