package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
)

// Delete removes documents with their facts and matches. A source none of
// whose documents is left goes too, with all earlier versions of its path,
// and so do bytes no source needs any more. When one ID is unknown nothing is
// deleted and the error wraps ErrNotFound.
func (s *Store) Delete(ctx context.Context, ids ...string) error {
	return s.write(ctx, "删除材料", func(tx *sql.Tx) error {
		w := newPutter(ctx, tx)
		for _, id := range ids {
			n, err := parseID(id)
			if err != nil {
				return err
			}
			if err := w.remove(n); err != nil {
				return err
			}
		}
		return w.exec(`DELETE FROM blobs WHERE sha256 NOT IN (SELECT sha256 FROM sources)`)
	})
}

// remove deletes one document, and its path's sources when it was the last.
func (w *putter) remove(id int64) error {
	var path string
	var others int
	err := w.row(`SELECT s.path, (SELECT count(*) FROM documents o WHERE o.source_id = d.source_id AND o.id <> d.id)
		FROM documents d JOIN sources s ON s.id = d.source_id WHERE d.id = ?`, []any{id}, &path, &others)
	if errors.Is(err, sql.ErrNoRows) {
		return fmt.Errorf("%w：编号 %q", ErrNotFound, formatID(id))
	}
	if err != nil {
		return err
	}
	if err := w.deleteDocument(id); err != nil || others > 0 {
		return err
	}
	return w.exec(`DELETE FROM sources WHERE path = ?`, path)
}
