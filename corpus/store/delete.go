package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
)

// Delete removes documents with their facts and matches. A source none of
// whose documents is left goes too, with its sightings and all earlier
// versions of their paths, and so do bytes that nothing needs any more. When one ID is unknown nothing is
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
		return w.exec(`DELETE FROM blobs WHERE sha256 NOT IN (SELECT sha256 FROM sources UNION SELECT sha256 FROM failed_files WHERE sha256 IS NOT NULL)`)
	})
}

// remove deletes one document, and the sources of its paths when it was the last.
func (w *putter) remove(id int64) error {
	var source int64
	var others int
	err := w.row(`SELECT d.source_id, (SELECT count(*) FROM documents o WHERE o.source_id = d.source_id AND o.id <> d.id)
		FROM documents d WHERE d.id = ?`, []any{id}, &source, &others)
	if errors.Is(err, sql.ErrNoRows) {
		return fmt.Errorf("%w：编号 %q", ErrNotFound, formatID(id))
	}
	if err != nil {
		return err
	}
	if err := w.deleteDocument(id); err != nil || others > 0 {
		return err
	}
	return w.exec(`DELETE FROM sources WHERE id = ?1 OR superseded = 1 AND path IN (SELECT path FROM sightings WHERE source_id = ?1)`, source)
}
