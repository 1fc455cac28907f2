package store

import (
	"context"
	"database/sql"
)

// Changes tells a projection what to do to catch up.
type Changes struct {
	Put     []string // IDs of documents that are new or have new facts, by time of change
	Deleted []string // IDs of documents that are gone
	Seq     int64    // what to pass as after next time
}

// Changes returns what changed after the given sequence number; 0 asks for
// everything. Numbers only grow, one for each change, and a document is listed
// once, with its last change. A projection applies the changes, then remembers
// Seq together with Identity: killed in between, it applies them again.
func (s *Store) Changes(ctx context.Context, after int64) (Changes, error) {
	c := Changes{Seq: after}
	err := each(ctx, s.reader, func(rows *sql.Rows) error {
		var id int64
		var deleted bool
		if err := rows.Scan(&id, &c.Seq, &deleted); err != nil {
			return err
		}
		if deleted {
			c.Deleted = append(c.Deleted, formatID(id))
		} else {
			c.Put = append(c.Put, formatID(id))
		}
		return nil
	}, `SELECT document_id, seq, deleted FROM changes WHERE seq > ? ORDER BY seq`, after)
	if err != nil {
		return Changes{}, wrap("读取变更", err)
	}
	return c, nil
}
