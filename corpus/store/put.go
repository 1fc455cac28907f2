package store

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"time"

	"wenjian/corpus"
)

// A Submission is one source with the documents found in it.
type Submission struct {
	Source    corpus.Source // SHA256 may be empty; Put then computes it
	Data      []byte        // the source's bytes
	Documents []*corpus.Document
	Stamp     string // names what made the facts: stage versions and taxonomy hash
}

// Fresh reports whether the store already holds what a run would make: the
// current source of path has these bytes and its facts this stamp.
func (s *Store) Fresh(ctx context.Context, path, sha256, stamp string) (bool, error) {
	var n int
	err := s.reader.QueryRowContext(ctx, `SELECT count(*) FROM sources WHERE path = ? AND superseded = 0 AND sha256 = ? AND stamp = ?`,
		path, sha256, stamp).Scan(&n)
	return n > 0, wrap("查询 "+path, err)
}

// Put stores one source, its bytes, documents and facts in one transaction:
// after an error, and after a kill at any point, nothing of it is there. It
// returns the document IDs (short decimal integers) in the order of docs and
// sets each document's ID.
//
// The same path, bytes and stamp again change nothing. Another stamp replaces
// the facts and keeps the IDs of documents with the same Ordinal. Other bytes
// supersede the old source: its bytes stay, its documents go. The same bytes
// under another path are another submission. Documents must pass Check.
func (s *Store) Put(ctx context.Context, src corpus.Source, data []byte, docs []*corpus.Document, stamp string) (ids []string, err error) {
	out, err := s.PutAll(ctx, Submission{src, data, docs, stamp})
	if err != nil {
		return nil, err
	}
	return out[0], nil
}

// PutAll is Put for several sources in one transaction: all or none of them
// are stored. It returns one list of IDs for each submission.
func (s *Store) PutAll(ctx context.Context, subs ...Submission) ([][]string, error) {
	for i := range subs {
		if err := subs[i].prepare(); err != nil {
			return nil, fmt.Errorf("保存 %s：%w", subs[i].Source.Path, err)
		}
	}
	all := make([][]int64, len(subs))
	blobs := packAll(subs)
	err := s.write(ctx, "保存材料", func(tx *sql.Tx) error {
		w := newPutter(ctx, tx)
		for i, sub := range subs {
			ids, err := w.submission(sub, blobs[i])
			if err != nil {
				return fmt.Errorf("%s：%w", sub.Source.Path, err)
			}
			all[i] = ids
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	out := make([][]string, len(subs))
	for i, ids := range all {
		out[i] = make([]string, len(ids))
		for j, id := range ids {
			out[i][j] = formatID(id)
			subs[i].Documents[j].ID = out[i][j]
		}
	}
	return out, nil
}

// prepare completes the hash and refuses what must not enter the store.
func (sub *Submission) prepare() error {
	sum := sha256.Sum256(sub.Data)
	sha := hex.EncodeToString(sum[:])
	if sub.Source.SHA256 == "" {
		sub.Source.SHA256 = sha
	}
	if sub.Source.SHA256 != sha {
		return errors.New("内容与校验值不符")
	}
	seen := make(map[int]bool, len(sub.Documents))
	for _, d := range sub.Documents {
		if seen[d.Ordinal] {
			return fmt.Errorf("两份材料的序号都是 %d", d.Ordinal)
		}
		seen[d.Ordinal] = true
		if err := d.Check(); err != nil {
			return fmt.Errorf("第 %d 份材料：%w", d.Ordinal, err)
		}
	}
	return nil
}

// putter writes inside one transaction.
type putter struct {
	ctx        context.Context
	tx         *sql.Tx
	now        string
	statements map[string]*sql.Stmt // prepared once; the end of tx closes them
}

func newPutter(ctx context.Context, tx *sql.Tx) *putter {
	return &putter{ctx, tx, timestamp(time.Now()), make(map[string]*sql.Stmt)}
}

// prepare makes sure that query has a statement: parsing costs more than
// running one does, and a document runs the same few a hundred times.
func (w *putter) prepare(query string) (err error) {
	if w.statements[query] == nil {
		w.statements[query], err = w.tx.PrepareContext(w.ctx, query) //nolint:sqlclosecheck // the end of tx closes it
	}
	return err
}

func (w *putter) exec(query string, args ...any) error {
	if err := w.prepare(query); err != nil {
		return err
	}
	_, err := w.statements[query].ExecContext(w.ctx, args...)
	return err
}

// insertID runs an INSERT and returns the ID that the row got.
func (w *putter) insertID(query string, args ...any) (int64, error) {
	if err := w.prepare(query); err != nil {
		return 0, err
	}
	res, err := w.statements[query].ExecContext(w.ctx, args...)
	if err != nil {
		return 0, err
	}
	return res.LastInsertId()
}

// row runs a query for one row and scans it.
func (w *putter) row(query string, args []any, to ...any) error {
	if err := w.prepare(query); err != nil {
		return err
	}
	return w.statements[query].QueryRowContext(w.ctx, args...).Scan(to...)
}

func (w *putter) submission(sub Submission, data blob) ([]int64, error) {
	var source int64
	var sha, stamp string
	err := w.row(`SELECT id, sha256, stamp FROM sources WHERE path = ? AND superseded = 0`, []any{sub.Source.Path}, &source, &sha, &stamp)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		source, err = w.insertSource(sub, data)
	case err != nil:
	case sha != sub.Source.SHA256:
		if err = w.supersede(source); err == nil {
			source, err = w.insertSource(sub, data)
		}
	case stamp != sub.Stamp:
		err = w.updateSource(source, sub)
	default:
		if ids, e := w.unchanged(source, sub.Documents); e != nil || ids != nil {
			return ids, e
		}
	}
	if err != nil {
		return nil, err
	}
	return w.documents(source, sub.Documents)
}

// unchanged returns the IDs of documents that are all stored already, or nil
// when the stored documents are others (some were deleted).
func (w *putter) unchanged(source int64, docs []*corpus.Document) ([]int64, error) {
	have, err := w.ordinals(source)
	if err != nil || len(have) != len(docs) {
		return nil, err
	}
	ids := make([]int64, 0, len(docs))
	for _, d := range docs {
		id, ok := have[d.Ordinal]
		if !ok {
			return nil, nil
		}
		ids = append(ids, id)
	}
	return ids, nil
}

// ordinals returns the IDs of a source's documents by ordinal.
func (w *putter) ordinals(source int64) (map[int]int64, error) {
	m := make(map[int]int64)
	err := each(w.ctx, w.tx, func(rows *sql.Rows) error {
		var ordinal int
		var id int64
		err := rows.Scan(&ordinal, &id)
		m[ordinal] = id
		return err
	}, `SELECT ordinal, id FROM documents WHERE source_id = ?`, source)
	return m, err
}

func (w *putter) insertSource(sub Submission, data blob) (int64, error) {
	if err := w.blob(data); err != nil {
		return 0, err
	}
	properties, err := json.Marshal(sub.Source.Properties)
	if err != nil {
		return 0, err
	}
	return w.insertID(`INSERT INTO sources (path, sha256, format, charset, properties, stamp, imported_at) VALUES (?, ?, ?, ?, ?, ?, ?)`,
		sub.Source.Path, sub.Source.SHA256, sub.Source.Format, sub.Source.Charset, string(properties), sub.Stamp, w.now)
}

func (w *putter) updateSource(source int64, sub Submission) error {
	properties, err := json.Marshal(sub.Source.Properties)
	if err != nil {
		return err
	}
	return w.exec(`UPDATE sources SET format = ?, charset = ?, properties = ?, stamp = ?, imported_at = ? WHERE id = ?`,
		sub.Source.Format, sub.Source.Charset, string(properties), sub.Stamp, w.now, source)
}

// supersede keeps a source's bytes and drops its documents.
func (w *putter) supersede(source int64) error {
	have, err := w.ordinals(source)
	if err != nil {
		return err
	}
	for _, id := range have {
		if err := w.deleteDocument(id); err != nil {
			return err
		}
	}
	return w.exec(`UPDATE sources SET superseded = 1 WHERE id = ?`, source)
}

// documents writes docs as the documents of source, under the IDs that their
// ordinals already have, and drops those no longer there.
func (w *putter) documents(source int64, docs []*corpus.Document) ([]int64, error) {
	have, err := w.ordinals(source)
	if err != nil {
		return nil, err
	}
	ids := make([]int64, 0, len(docs))
	for _, d := range docs {
		id, known := have[d.Ordinal]
		delete(have, d.Ordinal)
		if id, err = w.document(source, id, known, d); err != nil {
			return nil, err
		}
		ids = append(ids, id)
	}
	for _, id := range have {
		if err := w.deleteDocument(id); err != nil {
			return nil, err
		}
	}
	return ids, nil
}

// changed gives a document the next change number.
func (w *putter) changed(id int64, deleted bool) error {
	return w.exec(`INSERT INTO changes (document_id, seq, deleted) VALUES (?, (SELECT coalesce(max(seq), 0) + 1 FROM changes), ?)
		ON CONFLICT (document_id) DO UPDATE SET seq = excluded.seq, deleted = excluded.deleted`, id, deleted)
}

// deleteDocument removes a document; its facts and matches go with it.
func (w *putter) deleteDocument(id int64) error {
	if err := w.exec(`DELETE FROM documents WHERE id = ?`, id); err != nil {
		return err
	}
	return w.changed(id, true)
}

func formatID(id int64) string { return strconv.FormatInt(id, 10) }

// parseID returns the number of a document ID; what is none names no document.
func parseID(id string) (int64, error) {
	n, err := strconv.ParseInt(id, 10, 64)
	if err != nil || n <= 0 || formatID(n) != id {
		return 0, fmt.Errorf("%w：编号 %q", ErrNotFound, id)
	}
	return n, nil
}

// timestamp prints t as the store keeps times.
func timestamp(t time.Time) string { return t.UTC().Format(time.RFC3339) }
