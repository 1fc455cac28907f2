package index

import (
	"cmp"
	"context"
	"database/sql"
	"encoding/json"
	"slices"
	"strconv"
	"strings"

	"wenjian/compare"
	"wenjian/corpus"
	"wenjian/index/query"
)

const (
	copiedField = "copied"
	idField     = "id"
)

// ResolveCopied returns n with every condition on the share copied (复制比)
// replaced by the IDs of the documents that satisfy it, as the stored matches
// say at this moment: passages that count as shared, with earlier documents,
// each byte once, against the whole text. Documents that share nothing have
// the share 0.
func ResolveCopied(ctx context.Context, n query.Node, q Querier) (query.Node, error) {
	if !names(n, copiedField) {
		return n, nil
	}
	shares, err := CopiedShares(ctx, q)
	if err != nil {
		return nil, err
	}
	return replaceField(n, copiedField, func(f query.Field) query.Node { return copiedIDs(f, shares) }), nil
}

// copiedIDs is what f means; documents without a share are those that are not
// named, so a range that begins at 0 names the others and denies them.
func copiedIDs(f query.Field, shares map[string]float64) query.Node {
	from, _ := strconv.Atoi(f.Value) // four digits, as query writes them
	to, err := strconv.Atoi(f.To)
	if f.To == "" || err != nil { // 复制比="": unknown, which no share is
		return query.Field{Name: idField, Value: "-", Exact: true, Pos: f.Pos}
	}
	var ids []string
	for id, s := range shares {
		in := s*1000 >= float64(from) && s*1000 <= float64(to)
		if in != (from == 0) {
			ids = append(ids, id)
		}
	}
	slices.SortFunc(ids, func(a, b string) int { return cmp.Compare(SortKey(a), SortKey(b)) })
	list := query.Field{Name: idField, Value: "-", Exact: true, Pos: f.Pos} // no ID is a hyphen
	if len(ids) > 0 {
		list.Value = strings.Join(ids, ",")
	}
	if from == 0 {
		return query.Not{Node: list}
	}
	return list
}

// CopiedShares returns, by ID, the part of its text that each document shares
// with earlier ones, from 0 to 1; documents that share nothing are left out.
func CopiedShares(ctx context.Context, q Querier) (map[string]float64, error) {
	claims, err := claiming(ctx, q)
	if err != nil {
		return nil, err
	}
	shares := map[string]float64{}
	var last int64
	end := 0
	err = each(ctx, q, "读取雷同", func(rows *sql.Rows) error {
		var id int64
		var s corpus.Span
		var size int
		if err := rows.Scan(&id, &s.Start, &s.End, &size); err != nil {
			return err
		}
		if id != last {
			last, end = id, 0
		}
		shares[strconv.FormatInt(id, 10)] += float64(max(0, s.End-max(s.Start, end))) / float64(max(1, size))
		end = max(end, s.End)
		return nil
	}, `SELECT m.b, m.b_start, m.b_stop, octet_length(t.body) FROM matches m JOIN texts t ON t.document_id = m.b
		WHERE m.class IN (SELECT value FROM json_each(?)) ORDER BY m.b, m.b_start`, claims)
	return shares, err
}

// claiming returns the stored classes that count as shared, as JSON.
func claiming(ctx context.Context, q Querier) (string, error) {
	list := []string{}
	err := each(ctx, q, "读取雷同", func(rows *sql.Rows) error {
		var c string
		err := rows.Scan(&c)
		if compare.Class(c).Claims() {
			list = append(list, c)
		}
		return err
	}, `SELECT DISTINCT class FROM matches`)
	if err != nil {
		return "", err
	}
	data, err := json.Marshal(list)
	return string(data), err
}

// names reports whether n has a condition on field.
func names(n query.Node, field string) bool {
	found := false
	replaceField(n, field, func(f query.Field) query.Node {
		found = true
		return f
	})
	return found
}

// replaceField returns n with every condition on field replaced.
func replaceField(n query.Node, field string, by func(query.Field) query.Node) query.Node {
	each := func(list []query.Node) []query.Node {
		out := make([]query.Node, len(list))
		for i, c := range list {
			out[i] = replaceField(c, field, by)
		}
		return out
	}
	switch n := n.(type) {
	case query.Field:
		if n.Name == field {
			return by(n)
		}
	case query.And:
		return query.And(each(n))
	case query.Or:
		return query.Or(each(n))
	case query.Not:
		return query.Not{Node: replaceField(n.Node, field, by)}
	}
	return n
}
