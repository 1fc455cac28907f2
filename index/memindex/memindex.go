// Package memindex searches by reading everything: slow, in memory and
// obviously right. It is the oracle that other indexes are tested against.
package memindex

import (
	"cmp"
	"context"
	"slices"
	"sync"

	"wenjian/index"
	"wenjian/index/query"
)

// Index is an index.Index over a map. Its zero value is not usable; see New.
type Index struct {
	mu   sync.RWMutex
	docs map[string]doc
}

// A doc is an entry with its title and text cut into terms.
type doc struct {
	index.Entry
	title, text []query.Term
}

// New returns an empty index.
func New() *Index { return &Index{docs: map[string]doc{}} }

// Put implements index.Index.
func (x *Index) Put(ctx context.Context, entries ...index.Entry) error {
	for _, e := range entries {
		if e.ID == "" {
			return index.ErrNoID
		}
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	x.mu.Lock()
	defer x.mu.Unlock()
	for _, e := range entries {
		x.docs[e.ID] = doc{e, query.Terms(e.Title), query.Terms(e.Text)}
	}
	return nil
}

// Delete implements index.Index.
func (x *Index) Delete(ctx context.Context, ids ...string) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	x.mu.Lock()
	defer x.mu.Unlock()
	for _, id := range ids {
		delete(x.docs, id)
	}
	return nil
}

// Count implements index.Index.
func (x *Index) Count(ctx context.Context) (int, error) {
	x.mu.RLock()
	defer x.mu.RUnlock()
	return len(x.docs), ctx.Err()
}

// Close implements index.Index.
func (x *Index) Close() error { return nil }

// Search implements index.Index.
func (x *Index) Search(ctx context.Context, r index.Request) (index.Result, error) {
	if err := r.Check(); err != nil {
		return index.Result{}, err
	}
	x.mu.RLock()
	defer x.mu.RUnlock()
	found, err := x.matching(ctx, r.Query)
	if err != nil {
		return index.Result{}, err
	}
	res := index.Result{Total: len(found), Facets: map[string][]index.Count{}}
	scores := x.scores(r.Query, found)
	slices.SortFunc(found, func(a, b doc) int {
		return cmp.Or(cmp.Compare(scores[b.ID], scores[a.ID]), cmp.Compare(index.SortKey(a.ID), index.SortKey(b.ID)))
	})
	found = found[min(max(r.Offset, 0), len(found)):]
	if r.Limit > 0 {
		found = found[:min(r.Limit, len(found))]
	}
	h := index.NewHighlighter(r.Query)
	for _, d := range found {
		res.Hits = append(res.Hits, h.Hit(d.Entry, scores[d.ID]))
	}
	for _, field := range r.Facets {
		if res.Facets[field], err = x.count(ctx, r.Query, field); err != nil {
			return index.Result{}, err
		}
	}
	return res, nil
}

// matching returns the documents that match n, in no order.
func (x *Index) matching(ctx context.Context, n query.Node) ([]doc, error) {
	var found []doc
	for _, d := range x.docs {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		if n == nil || matches(d, n) {
			found = append(found, d)
		}
	}
	return found, nil
}

// count counts the values of field in the documents that match n without its
// own conditions on that field.
func (x *Index) count(ctx context.Context, n query.Node, field string) ([]index.Count, error) {
	found, err := x.matching(ctx, index.Without(n, field))
	if err != nil {
		return nil, err
	}
	counted := map[string]int{}
	for _, d := range found {
		values := index.Values(d.Entry, field)
		if len(values) == 0 {
			values = []string{""}
		}
		for _, v := range values {
			counted[v]++
		}
	}
	return index.Counts(counted), nil
}
