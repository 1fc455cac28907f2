package index

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"slices"

	"wenjian/corpus"
	"wenjian/index/query"
	"wenjian/internal/zh"
)

// How many words of a document are looked at, and how many ask for others.
const (
	likeTried = 40
	likeAsked = 12
)

// A Searcher answers searches; every Index is one.
type Searcher interface {
	Search(ctx context.Context, r Request) (Result, error)
}

// Like returns a query for documents about what d is about, d not among them:
// any of the words that are frequent in d and rare elsewhere (tf·idf, Spärck
// Jones, 1972; the way of Lucene's MoreLikeThis). It is nil when d has no such
// word, which would match everything: there is nothing to ask then.
func Like(ctx context.Context, x Searcher, d *corpus.Document) (query.Node, error) {
	all, err := x.Search(ctx, Request{Limit: 1})
	if err != nil {
		return nil, fmt.Errorf("count documents: %w", err)
	}
	type weighed struct {
		word   string
		weight float64
	}
	var list []weighed
	for _, w := range contentWords(d) {
		res, err := x.Search(ctx, Request{Query: query.Text{Value: w.word}, Limit: 1})
		if err != nil {
			return nil, fmt.Errorf("count %q: %w", w.word, err)
		}
		idf := math.Log(float64(all.Total) / float64(max(1, res.Total)))
		if res.Total > 1 && idf > 0 { // in d alone it finds nothing else
			list = append(list, weighed{w.word, float64(w.n) * idf})
		}
	}
	slices.SortFunc(list, func(a, b weighed) int {
		return cmp.Or(cmp.Compare(b.weight, a.weight), cmp.Compare(a.word, b.word))
	})
	var or query.Or
	for _, w := range list[:min(likeAsked, len(list))] {
		or = append(or, query.Text{Value: w.word})
	}
	if len(or) == 0 {
		return nil, nil
	}
	return query.And{or, query.Not{Node: query.Field{Name: idField, Value: d.ID, Exact: true}}}, nil
}

type wordCount struct {
	word string
	n    int
}

// contentWords returns the words of d that have two Chinese characters or
// more, the most frequent first, longer ones before shorter.
func contentWords(d *corpus.Document) []wordCount {
	counted := map[string]int{}
	for _, t := range d.Tokens {
		if w := zh.Fold(t.Of(d.Text)); zh.HanCount(w) >= 2 {
			counted[w]++
		}
	}
	list := make([]wordCount, 0, len(counted))
	for w, n := range counted {
		list = append(list, wordCount{w, n})
	}
	weight := func(w wordCount) int { return w.n * zh.HanCount(w.word) }
	slices.SortFunc(list, func(a, b wordCount) int {
		return cmp.Or(cmp.Compare(weight(b), weight(a)), cmp.Compare(a.word, b.word))
	})
	return list[:min(likeTried, len(list))]
}
