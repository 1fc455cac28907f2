package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
)

// A Comparable is what comparison takes from a document.
type Comparable struct {
	ID       string
	Path     string // of its source
	Ordinal  int
	Title    string
	Unit     string // as the text prints it
	Owner    string // ID of the unit of the register whose own it counts as, or empty
	Kind     string
	Date     string
	Above    string // name of the unit's superior
	Superior bool   // by the user's word it is a superior's document
	SHA256   string // of Text
	Text     string
}

// Comparables returns documents as comparison needs them, without reading
// their facts: those with the IDs, or all when there are none. They stand in
// the order of their IDs; unknown IDs are passed over.
func (s *Store) Comparables(ctx context.Context, ids ...string) ([]Comparable, error) {
	where, args := "", []any(nil)
	if len(ids) > 0 {
		list, err := json.Marshal(ids)
		if err != nil {
			return nil, err
		}
		where, args = `WHERE d.id IN (SELECT CAST(value AS INTEGER) FROM json_each(?))`, []any{string(list)}
	}
	var out []Comparable
	err := each(ctx, s.reader, func(rows *sql.Rows) error {
		var id int64
		var owner sql.NullInt64
		var c Comparable
		err := rows.Scan(&id, &c.Path, &c.Ordinal, &c.Title, &c.Unit, &c.Kind, &c.Date, &c.Above, &c.SHA256, &c.Text, &c.Superior, &owner)
		c.ID, c.Owner = formatID(id), optionalID(owner)
		out = append(out, c)
		return err
	}, `SELECT d.id, s.path, d.ordinal, d.title, d.unit, d.kind, d.date, d.superior, t.sha256, t.body, coalesce(coalesce(m.mark, u.mark) = 'superior', 0), l.owner_id
		FROM documents d JOIN sources s ON s.id = d.source_id JOIN texts t ON t.document_id = d.id
		LEFT JOIN document_marks m ON m.document_id = d.id LEFT JOIN unit_marks u ON u.unit_key = d.unit_key
		LEFT JOIN register_links l ON l.document_id = d.id `+where+` ORDER BY d.id`, args...)
	if err != nil {
		return nil, wrap("读取材料", err)
	}
	return out, nil
}

// Len returns the number of current documents.
func (s *Store) Len(ctx context.Context) (n int, err error) {
	err = s.reader.QueryRowContext(ctx, `SELECT count(*) FROM documents`).Scan(&n)
	return n, wrap("读取材料", err)
}

// Uncompared returns the documents whose matches or leaks of comparison were
// dropped since it was made, in the order of their IDs.
func (s *Store) Uncompared(ctx context.Context) ([]string, error) {
	var ids []string
	err := each(ctx, s.reader, func(rows *sql.Rows) error {
		var id int64
		err := rows.Scan(&id)
		ids = append(ids, formatID(id))
		return err
	}, `SELECT u.document_id FROM uncompared u JOIN documents d ON d.id = u.document_id ORDER BY u.document_id`)
	return ids, wrap("读取查重记录", err)
}

// ComparisonMarked returns what the comparison with that mark was made from.
// ok is false when there is none, or when one of those since then had another
// stamp or generation, or no mark: the stored matches do not go on from it.
func (s *Store) ComparisonMarked(ctx context.Context, mark string) (state ComparisonState, ok bool, err error) {
	if mark == "" {
		return state, false, nil
	}
	err = s.reader.QueryRowContext(ctx, `SELECT seq, stamp, generation FROM comparisons c WHERE mark = ?
		AND NOT EXISTS (SELECT 1 FROM comparisons o WHERE o.id > c.id AND (o.mark = '' OR o.stamp <> c.stamp OR o.generation <> c.generation))`, mark).
		Scan(&state.Seq, &state.Stamp, &state.Generation)
	if errors.Is(err, sql.ErrNoRows) {
		return ComparisonState{}, false, nil
	}
	return state, err == nil, wrap("读取查重记录", err)
}
