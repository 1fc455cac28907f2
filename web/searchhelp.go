package web

import (
	"context"
	"slices"

	"wenjian/index"
	"wenjian/index/query"
)

// mostMeant is how many names a page without hits suggests.
const mostMeant = 5

// collapsed folds the whole copies among the hits of a page.
func (s *site) collapsed(ctx context.Context, hits []index.Hit) ([]index.Hit, error) {
	ids := make([]string, len(hits))
	for i, h := range hits {
		ids[i] = h.ID
	}
	origins, err := index.Origins(ctx, s.opt.Store, ids...)
	if err != nil {
		return nil, err
	}
	return index.Collapse(hits, origins), nil
}

// meant suggests searches for units whose names are like what was asked for.
func (s *site) meant(ctx context.Context, n query.Node) ([]chipView, error) {
	known, err := index.UnitNames(ctx, s.opt.Store)
	if err != nil {
		return nil, err
	}
	var out []chipView
	for _, asked := range index.NamesIn(n) {
		for _, name := range index.Suggest(asked, known, mostMeant-len(out)) {
			if slices.ContainsFunc(out, func(c chipView) bool { return c.Label == name }) {
				continue
			}
			t := searchState{Q: query.String(query.Field{Name: "unit", Value: name, Exact: true})}
			out = append(out, chipView{Label: name, URL: t.URL("/search")})
		}
		if len(out) >= mostMeant {
			break
		}
	}
	return out, nil
}
