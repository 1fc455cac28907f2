package store

import (
	"context"
	"database/sql"
	"fmt"
	"time"
)

// A WhitelistEntry is wording that the site allows everyone to use.
type WhitelistEntry struct {
	ID             int64
	Text           string
	Source         string    // where it is from: a document, a decision
	Added, Removed time.Time // Removed is zero while it is in force
}

// AddWhitelist puts an entry in force and returns its number.
func (s *Store) AddWhitelist(ctx context.Context, text, source string) (id int64, err error) {
	err = s.write(ctx, "保存白名单", func(tx *sql.Tx) error {
		w := newPutter(ctx, tx)
		id, err = w.insertID(`INSERT INTO whitelist (text, source, added_at) VALUES (?, ?, ?)`, text, source, w.now)
		return err
	})
	return id, err
}

// RemoveWhitelist takes an entry back; it stays in the list with the time.
// The error wraps ErrNotFound when no such entry is in force.
func (s *Store) RemoveWhitelist(ctx context.Context, id int64) error {
	return s.write(ctx, "保存白名单", func(tx *sql.Tx) error {
		w := newPutter(ctx, tx)
		var n int
		if err := w.row(`SELECT count(*) FROM whitelist WHERE id = ? AND removed_at IS NULL`, []any{id}, &n); err != nil {
			return err
		}
		if n == 0 {
			return fmt.Errorf("%w：白名单第 %d 条", ErrNotFound, id)
		}
		return w.exec(`UPDATE whitelist SET removed_at = ? WHERE id = ?`, w.now, id)
	})
}

// Whitelist returns all entries that were ever in force, by number.
func (s *Store) Whitelist(ctx context.Context) (out []WhitelistEntry, err error) {
	err = each(ctx, s.reader, func(rows *sql.Rows) error {
		var e WhitelistEntry
		var added string
		var removed sql.NullString
		if err := rows.Scan(&e.ID, &e.Text, &e.Source, &added, &removed); err != nil {
			return err
		}
		if e.Added, err = time.Parse(time.RFC3339, added); err == nil && removed.Valid {
			e.Removed, err = time.Parse(time.RFC3339, removed.String)
		}
		out = append(out, e)
		return err
	}, `SELECT id, text, source, added_at, removed_at FROM whitelist ORDER BY id`)
	return out, wrap("读取白名单", err)
}
