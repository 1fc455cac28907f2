package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
)

// A Mark is what a person said of a document; it outranks what is said of
// its unit.
type Mark string

// The marks of a document.
const (
	Superior Mark = "superior" // a superior's document: what others take from it is no copying
	Ordinary Mark = "none"     // a unit's own document, even where the unit is marked
)

// MarkDocument says what document id is; an empty mark takes back what was
// said. What was compared with it is compared again. The error wraps
// ErrNotFound when there is no such document.
func (s *Store) MarkDocument(ctx context.Context, id string, mark Mark) error {
	return s.write(ctx, "保存标注", func(tx *sql.Tx) error {
		w := newPutter(ctx, tx)
		n, err := parseID(id)
		if err != nil {
			return err
		}
		if err := w.row(`SELECT id FROM documents WHERE id = ?`, []any{n}, &n); errors.Is(err, sql.ErrNoRows) {
			return fmt.Errorf("%w：编号 %q", ErrNotFound, id)
		} else if err != nil {
			return err
		}
		if mark == "" {
			err = w.exec(`DELETE FROM document_marks WHERE document_id = ?`, n)
		} else {
			err = w.exec(`INSERT OR REPLACE INTO document_marks (document_id, mark, marked_at) VALUES (?, ?, ?)`, n, string(mark), w.now)
		}
		return errors.Join(err, w.changed(n, false))
	})
}

// MarkUnit says that the documents of a unit are a superior's, or takes that
// back. It returns how many documents the unit has now.
func (s *Store) MarkUnit(ctx context.Context, unit string, superior bool) (documents int, err error) {
	err = s.write(ctx, "保存标注", func(tx *sql.Tx) error {
		w := newPutter(ctx, tx)
		key := UnitKey(unit)
		if superior {
			err = w.exec(`INSERT OR REPLACE INTO unit_marks (unit_key, unit, mark, marked_at) VALUES (?, ?, ?, ?)`, key, unit, string(Superior), w.now)
		} else {
			err = w.exec(`DELETE FROM unit_marks WHERE unit_key = ?`, key)
		}
		if err != nil {
			return err
		}
		var ids []int64
		err := each(ctx, tx, func(rows *sql.Rows) error {
			var id int64
			err := rows.Scan(&id)
			ids = append(ids, id)
			return err
		}, `SELECT id FROM documents WHERE unit_key = ? ORDER BY id`, key)
		for _, id := range ids {
			err = errors.Join(err, w.changed(id, false))
		}
		documents = len(ids)
		return err
	})
	return documents, err
}

// Superiors returns the IDs of the documents that are a superior's, by their
// own mark or by their unit's.
func (s *Store) Superiors(ctx context.Context) (map[string]bool, error) {
	out := make(map[string]bool)
	err := each(ctx, s.reader, func(rows *sql.Rows) error {
		var id int64
		err := rows.Scan(&id)
		out[formatID(id)] = true
		return err
	}, `SELECT d.id FROM documents d LEFT JOIN document_marks m ON m.document_id = d.id LEFT JOIN unit_marks u ON u.unit_key = d.unit_key
		WHERE coalesce(m.mark, u.mark) = 'superior'`)
	return out, wrap("读取标注", err)
}
