package store

import (
	"context"
	"database/sql"
	"fmt"
	"time"
)

// A SavedSearch is a query that somebody keeps under a name.
type SavedSearch struct {
	Name  string
	Query string // as typed
	At    time.Time
}

// SaveSearch keeps query under name, in the place of an earlier one.
func (s *Store) SaveSearch(ctx context.Context, name, query string) error {
	return s.write(ctx, "保存检索式", func(tx *sql.Tx) error {
		w := newPutter(ctx, tx)
		return w.exec(`INSERT INTO searches (name, query, saved_at) VALUES (?, ?, ?)
			ON CONFLICT (name) DO UPDATE SET query = excluded.query, saved_at = excluded.saved_at`, name, query, w.now)
	})
}

// ForgetSearch drops what is kept under name. The error wraps ErrNotFound when
// there is nothing.
func (s *Store) ForgetSearch(ctx context.Context, name string) error {
	return s.write(ctx, "删除检索式", func(tx *sql.Tx) error {
		w := newPutter(ctx, tx)
		var n int
		if err := w.row(`SELECT count(*) FROM searches WHERE name = ?`, []any{name}, &n); err != nil {
			return err
		}
		if n == 0 {
			return fmt.Errorf("%w：检索式 %q", ErrNotFound, name)
		}
		return w.exec(`DELETE FROM searches WHERE name = ?`, name)
	})
}

// SavedSearches returns all saved searches, by name.
func (s *Store) SavedSearches(ctx context.Context) (out []SavedSearch, err error) {
	err = each(ctx, s.reader, func(rows *sql.Rows) error {
		var e SavedSearch
		var at string
		if err := rows.Scan(&e.Name, &e.Query, &at); err != nil {
			return err
		}
		e.At, err = time.Parse(time.RFC3339, at)
		out = append(out, e)
		return err
	}, `SELECT name, query, saved_at FROM searches ORDER BY name`)
	return out, wrap("读取检索式", err)
}
