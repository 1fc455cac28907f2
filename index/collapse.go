package index

import (
	"context"
	"database/sql"
	"encoding/json"
	"slices"
	"strconv"

	"wenjian/corpus"
)

// copyShare is how much of a document an earlier one must hold for the two to
// be shown as one.
const copyShare = 0.8

// originRounds bounds how often a copy's origin is itself looked up.
const originRounds = 8

// Origins returns, for those of the documents with the IDs that are whole
// copies, as the stored matches say, the earliest document that they go back
// to. It is read at the moment of asking, so it is never behind the store.
func Origins(ctx context.Context, q Querier, ids ...string) (map[string]string, error) {
	parent := map[string]string{}
	ask := ids
	for range originRounds {
		found, err := copiedFrom(ctx, q, ask)
		if err != nil {
			return nil, err
		}
		ask = nil
		for later, earlier := range found {
			if _, known := parent[later]; !known {
				parent[later] = earlier
				ask = append(ask, earlier)
			}
		}
		if len(ask) == 0 {
			break
		}
	}
	origins := map[string]string{}
	for _, id := range ids {
		at := id
		for range originRounds {
			next, ok := parent[at]
			if !ok {
				break
			}
			at = next
		}
		if at != id {
			origins[id] = at
		}
	}
	return origins, nil
}

// copiedFrom returns the document that each of ids is a whole copy of.
func copiedFrom(ctx context.Context, q Querier, ids []string) (map[string]string, error) {
	list, err := json.Marshal(ids)
	if err != nil {
		return nil, err
	}
	from := map[string]string{}
	best := map[string]float64{}
	var a, b, lastA, lastB int64
	covered, end := 0, 0
	err = each(ctx, q, "读取雷同", func(rows *sql.Rows) error {
		var s corpus.Span
		var size int
		if err := rows.Scan(&b, &a, &s.Start, &s.End, &size); err != nil {
			return err
		}
		if a != lastA || b != lastB {
			lastA, lastB, covered, end = a, b, 0, 0
		}
		covered += max(0, s.End-max(s.Start, end))
		end = max(end, s.End)
		id := strconv.FormatInt(b, 10)
		if share := float64(covered) / float64(max(1, size)); share >= copyShare && share > best[id] {
			best[id], from[id] = share, strconv.FormatInt(a, 10)
		}
		return nil
	}, `SELECT m.b, m.a, m.b_start, m.b_stop, octet_length(t.body) FROM matches m JOIN texts t ON t.document_id = m.b
		WHERE m.b IN (SELECT CAST(value AS INTEGER) FROM json_each(?))
		AND EXISTS (SELECT 1 FROM matches w WHERE w.a = m.a AND w.b = m.b AND w.class IN ('whole', 'self')) ORDER BY m.b, m.a, m.b_start`, string(list))
	return from, err
}

// Collapse folds hits that go back to one document into one: the earliest of
// them stands at the place of the best, the others are its Also, in the order
// they had. origins is what Origins says of them.
func Collapse(hits []Hit, origins map[string]string) []Hit {
	family := func(h Hit) string {
		if o, ok := origins[h.ID]; ok {
			return o
		}
		return h.ID
	}
	var out []Hit
	place := map[string]int{}
	for _, h := range hits {
		at, ok := place[family(h)]
		if !ok {
			place[family(h)] = len(out)
			out = append(out, h)
			continue
		}
		first := &out[at]
		if h.ID != family(h) {
			first.Also = append(first.Also, h)
			continue
		}
		also := slices.Insert(first.Also, 0, *first)
		also[0].Also = nil
		h.Also = also
		*first = h
	}
	return out
}
