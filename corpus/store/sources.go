package store

import (
	"context"
	"database/sql"
	"iter"
)

// A StoredSource is a current source as it came in.
type StoredSource struct {
	Path   string // that stands for it
	SHA256 string
	Stamp  string // of its facts; empty: they are due to be made again
	Data   []byte
	Damage error // why Data is not what came in; nil: it is
}

// Sources yields all current sources with their bytes, the oldest first.
func (s *Store) Sources(ctx context.Context) iter.Seq2[StoredSource, error] {
	return s.sources(ctx, `1`)
}

// StaleSources yields the current sources whose facts do not have that stamp,
// the oldest first. What is put while it runs may be missed or seen.
func (s *Store) StaleSources(ctx context.Context, stamp string) iter.Seq2[StoredSource, error] {
	return s.sources(ctx, `s.stamp <> ?`, stamp)
}

// DueSources yields the current sources whose facts were corrected, or whose
// correction was undone, and that were not read again since.
func (s *Store) DueSources(ctx context.Context) iter.Seq2[StoredSource, error] {
	return s.sources(ctx, `s.stamp = ''`)
}

// CountStale returns how many current sources have facts of another stamp
// (due ones among them), and how many are due.
func (s *Store) CountStale(ctx context.Context, stamp string) (stale, due int, err error) {
	err = s.reader.QueryRowContext(ctx, `SELECT count(*), count(*) FILTER (WHERE stamp = '') FROM sources WHERE superseded = 0 AND stamp <> ?`, stamp).Scan(&stale, &due)
	return stale, due, wrap("查询材料", err)
}

// Restamp gives the source that a path shows another stamp: its facts were
// made again and are the same. It does nothing when the path shows other
// bytes by now.
func (s *Store) Restamp(ctx context.Context, path, sha256, stamp string) error {
	return s.write(ctx, "保存材料", func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, `UPDATE sources SET stamp = ? WHERE path = ? AND sha256 = ? AND superseded = 0`, stamp, path, sha256)
		return err
	})
}

// sources yields the current sources that meet a condition, one at a time: no
// transaction is open while the caller works.
func (s *Store) sources(ctx context.Context, where string, args ...any) iter.Seq2[StoredSource, error] {
	return func(yield func(StoredSource, error) bool) {
		for after := int64(-1); ; {
			var one []StoredSource
			err := each(ctx, s.reader, func(rows *sql.Rows) error {
				var x StoredSource
				var size int64
				var encoding string
				err := rows.Scan(&after, &x.Path, &x.SHA256, &x.Stamp, &size, &encoding, &x.Data)
				if err == nil {
					x.Data, x.Damage = unpack(x.SHA256, encoding, size, x.Data)
				}
				one = append(one, x)
				return err
			}, `SELECT s.id, s.path, s.sha256, s.stamp, b.size, b.encoding, b.data FROM sources s JOIN blobs b ON b.sha256 = s.sha256
				WHERE s.superseded = 0 AND `+where+` AND s.id > ? ORDER BY s.id LIMIT 1`, append(append([]any{}, args...), after)...)
			if err != nil {
				yield(StoredSource{}, wrap("读取源文件", err))
				return
			}
			if len(one) == 0 || !yield(one[0], nil) {
				return
			}
		}
	}
}
