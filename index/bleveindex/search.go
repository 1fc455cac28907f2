package bleveindex

import (
	"context"
	"encoding/json"
	"fmt"
	"math"

	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/search"

	"wenjian/index"
	"wenjian/index/query"
)

// Search implements index.Index.
func (x *Index) Search(ctx context.Context, r index.Request) (index.Result, error) {
	if err := r.Check(); err != nil {
		return index.Result{}, err
	}
	found, own, err := x.find(ctx, r)
	if err != nil {
		return index.Result{}, fmt.Errorf("search index: %w", err)
	}
	res := index.Result{Total: int(found.Total), Facets: map[string][]index.Count{}}
	h := index.NewHighlighter(r.Query)
	for _, m := range found.Hits {
		e, err := entry(m)
		if err != nil {
			return index.Result{}, fmt.Errorf("read index entry %s: %w", m.ID, err)
		}
		if math.IsNaN(m.Score) || math.IsInf(m.Score, 0) {
			m.Score = 0
		}
		res.Hits = append(res.Hits, h.Hit(e, m.Score))
	}
	for _, field := range r.Facets {
		facets := found.Facets
		if own[field] {
			if facets, err = x.countAlone(ctx, r.Query, field); err != nil {
				return index.Result{}, fmt.Errorf("count %s in index: %w", field, err)
			}
		}
		res.Facets[field] = counts(facets[field])
	}
	return res, nil
}

// entry reads back what newDocument stored.
func entry(m *search.DocumentMatch) (index.Entry, error) {
	var e index.Entry
	data, _ := m.Fields[docField].(string)
	err := json.Unmarshal([]byte(data), &e)
	e.Title, _ = m.Fields[nameField].(string)
	e.Text, _ = m.Fields[bodyField].(string)
	return e, err
}

// find runs the search itself and counts those facets on which the query has
// no condition of its own; own says which ones were left.
func (x *Index) find(ctx context.Context, r index.Request) (found *bleve.SearchResult, own map[string]bool, err error) {
	n, err := x.Count(ctx)
	if err != nil {
		return nil, nil, err
	}
	own = map[string]bool{}
	offset := max(r.Offset, 0)
	for {
		size := max(0, n-offset)
		if r.Limit > 0 {
			size = min(size, r.Limit)
		}
		req := bleve.NewSearchRequestOptions(bleveQuery(r.Query), size, min(offset, n), false)
		req.Fields = []string{docField, nameField, bodyField}
		req.Sort = search.SortOrder{&search.SortScore{Desc: true}, &search.SortField{Field: orderField, Type: search.SortFieldAsString}}
		if !scores(r.Query) {
			req.Score, req.Sort = "none", req.Sort[1:]
		}
		for _, field := range r.Facets {
			if own[field] = !query.Equal(index.Without(r.Query, field), r.Query); !own[field] {
				req.AddFacet(field, facet(field))
			}
		}
		found, err = x.bleve.SearchInContext(ctx, req)
		// Documents that came in since n was read may have pushed others out.
		if err != nil || r.Limit > 0 || int(found.Total) <= n {
			return found, own, err
		}
		n = int(found.Total)
	}
}

// countAlone counts field in what matches n without its conditions on field.
func (x *Index) countAlone(ctx context.Context, n query.Node, field string) (search.FacetResults, error) {
	req := bleve.NewSearchRequestOptions(bleveQuery(index.Without(n, field)), 0, 0, false)
	req.Score = "none"
	req.AddFacet(field, facet(field))
	res, err := x.bleve.SearchInContext(ctx, req)
	if err != nil {
		return nil, err
	}
	return res.Facets, nil
}

// facet asks for all values of field.
func facet(field string) *bleve.FacetRequest { return bleve.NewFacetRequest(field, math.MaxInt32) }

// counts returns the rows of a facet.
func counts(f *search.FacetResult) []index.Count {
	if f == nil {
		return nil
	}
	counted := map[string]int{}
	if f.Missing > 0 {
		counted[""] = f.Missing
	}
	if f.Terms != nil {
		for _, t := range f.Terms.Terms() {
			counted[t.Term] = t.Count
		}
	}
	return index.Counts(counted)
}
