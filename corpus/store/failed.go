package store

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"errors"
	"iter"

	"wenjian/corpus"
)

// KeepLimit is the most bytes of a failed file that are kept. It is what
// ingest reads of one file at most, so only files that were never read whole
// are not kept; the import report says so.
const KeepLimit = 64 << 20

// A KeptFile is a failed file with its bytes as they were handed in.
type KeptFile struct {
	Path string
	Data []byte
}

// KeptFailures yields the files that failed when last imported and whose
// bytes are kept, by path: a version that reads more formats tries them
// again. After an error it yields nothing more.
func (s *Store) KeptFailures(ctx context.Context) iter.Seq2[KeptFile, error] {
	return func(yield func(KeptFile, error) bool) {
		for after := ""; ; {
			f, sha, encoding, size, err := s.nextKept(ctx, after)
			if errors.Is(err, sql.ErrNoRows) {
				return
			}
			if err == nil {
				f.Data, err = unpack(sha, encoding, size, f.Data)
			}
			if err != nil {
				yield(KeptFile{}, wrap("读取留存的文件 "+f.Path, err))
				return
			}
			if !yield(f, nil) {
				return
			}
			after = f.Path
		}
	}
}

// nextKept reads the first kept file whose path comes after the given one.
func (s *Store) nextKept(ctx context.Context, after string) (f KeptFile, sha, encoding string, size int64, err error) {
	err = s.reader.QueryRowContext(ctx, `SELECT x.path, b.sha256, b.encoding, b.size, b.data FROM failed_files x JOIN blobs b ON b.sha256 = x.sha256
		WHERE x.path > ? ORDER BY x.path LIMIT 1`, after).Scan(&f.Path, &sha, &encoding, &size, &f.Data)
	return f, sha, encoding, size, err
}

// seal completes hash and size of a file whose bytes are kept.
func seal(f *FileResult, data []byte) error {
	sum := sha256.Sum256(data)
	sha := hex.EncodeToString(sum[:])
	if f.SHA256 != "" && f.SHA256 != sha {
		return errors.New("内容与校验值不符")
	}
	f.SHA256, f.Size = sha, int64(len(data))
	return nil
}

func sourceOf(f FileResult) corpus.Source { return corpus.Source{Path: f.Path, SHA256: f.SHA256} }

// failedFile notes a failed file, or that a file fails no more; bytes that
// nothing needs any longer go.
func (w *putter) failedFile(run int64, f FileResult) error {
	var old sql.NullString
	err := w.row(`SELECT sha256 FROM failed_files WHERE path = ?`, []any{f.Path}, &old)
	if errors.Is(err, sql.ErrNoRows) {
		err = nil
		if f.Fate != Failed {
			return nil
		}
	}
	if err != nil {
		return err
	}
	if f.Fate == Failed {
		err = w.exec(`INSERT INTO failed_files (path, run_id, sha256) VALUES (?, ?, ?)
			ON CONFLICT (path) DO UPDATE SET run_id = excluded.run_id, sha256 = excluded.sha256`, f.Path, run, sql.NullString{String: f.SHA256, Valid: f.Kept})
	} else {
		err = w.exec(`DELETE FROM failed_files WHERE path = ?`, f.Path)
	}
	if err != nil || !old.Valid {
		return err
	}
	return w.exec(`DELETE FROM blobs WHERE sha256 = ?1 AND NOT EXISTS (SELECT 1 FROM sources WHERE sha256 = ?1)
		AND NOT EXISTS (SELECT 1 FROM failed_files WHERE sha256 = ?1)`, old.String)
}
