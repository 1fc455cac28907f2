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
	Run       int64  // the import that brings it, for its sightings; 0 when there is none
	Location  string // absolute, where Source.Path is not: see Places; may be empty
	// SameAs names the stored source that this one is another sighting of: a
	// Twin with the same bytes whose unit and period are known and the same.
	// The caller decides; 0, or a source that no longer has these bytes, makes
	// it a submission of its own.
	SameAs int64
}

// A Stored says what Put did with a submission.
type Stored struct {
	IDs  []string // of its documents, in their order: short decimal integers
	Fate Fate     // Added, Updated, Reread, Unchanged or Sighted
}

// Fresh reports whether the store already holds what a run would make: path
// shows a source with these bytes whose facts have this stamp.
func (s *Store) Fresh(ctx context.Context, path, sha256, stamp string) (bool, error) {
	var n int
	err := s.reader.QueryRowContext(ctx, `SELECT count(*) FROM sightings g JOIN sources s ON s.id = g.source_id
		WHERE g.path = ? AND g.gone = 0 AND s.sha256 = ? AND s.stamp = ?`, path, sha256, stamp).Scan(&n)
	return n > 0, wrap("查询 "+path, err)
}

// Put stores one source, its bytes, documents and facts in one transaction:
// after an error, and after a kill at any point, nothing of it is there. It
// returns the document IDs (short decimal integers) in the order of docs and
// sets each document's ID.
//
// The same path, bytes and stamp again change nothing. Another stamp replaces
// the facts and keeps the IDs of documents with the same Ordinal. Other bytes
// supersede the old source: its bytes stay, its documents go, unless other
// paths still show them. The same bytes under another path are another
// submission unless Submission.SameAs says otherwise; then the path becomes
// one more sighting of the documents that are there. Documents must pass Check.
func (s *Store) Put(ctx context.Context, src corpus.Source, data []byte, docs []*corpus.Document, stamp string) (ids []string, err error) {
	out, err := s.PutAll(ctx, Submission{Source: src, Data: data, Documents: docs, Stamp: stamp})
	if err != nil {
		return nil, err
	}
	return out[0].IDs, nil
}

// PutAll is Put for several sources in one transaction: all or none of them
// are stored. It returns what it did with each submission.
func (s *Store) PutAll(ctx context.Context, subs ...Submission) ([]Stored, error) {
	for i := range subs {
		if err := subs[i].prepare(); err != nil {
			return nil, fmt.Errorf("保存 %s：%w", subs[i].Source.Path, err)
		}
	}
	all := make([][]int64, len(subs))
	out := make([]Stored, len(subs))
	blobs := packAll(subs)
	err := s.write(ctx, "保存材料", func(tx *sql.Tx) error {
		w := newPutter(ctx, tx)
		for i, sub := range subs {
			ids, fate, err := w.submission(sub, blobs[i])
			if err != nil {
				return fmt.Errorf("%s：%w", sub.Source.Path, err)
			}
			all[i], out[i].Fate = ids, fate
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	for i, ids := range all {
		out[i].IDs = make([]string, len(ids))
		for j, id := range ids {
			out[i].IDs[j] = formatID(id)
			subs[i].Documents[j].ID = out[i].IDs[j]
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

// submission stores one submission and says what that was.
func (w *putter) submission(sub Submission, data blob) ([]int64, Fate, error) {
	source, stamp, fate, err := w.place(sub, data)
	if err != nil {
		return nil, fate, err
	}
	switch {
	case fate == Added || fate == Updated:
	case stamp == sub.Stamp:
		if ids, err := w.unchanged(source, sub.Documents); err != nil || ids != nil {
			return ids, fate, err
		}
	default:
		if err := w.updateSource(source, sub); err != nil {
			return nil, fate, err
		}
	}
	ids, err := w.documents(source, sub)
	return ids, fate, err
}

// place finds or makes the source that the path of sub shows from now on. It
// returns the stamp that its facts have; a new source has none.
func (w *putter) place(sub Submission, data blob) (source int64, stamp string, fate Fate, err error) {
	now, err := w.sightedAt(sub.Source.Path)
	if err != nil {
		return 0, "", "", err
	}
	same := now.found && now.sha == sub.Source.SHA256
	switch {
	case same && (now.main || now.source == sub.SameAs) && now.stamp == sub.Stamp:
		return now.source, now.stamp, Unchanged, nil
	case same && (now.main || now.source == sub.SameAs):
		return now.source, now.stamp, Reread, nil
	case now.found: // other bytes, or no longer thought to be the same submission
		if err := w.unsee(now); err != nil {
			return 0, "", "", err
		}
	}
	fate = Added
	if now.found && !same {
		fate = Updated
	}
	stamp, ok, err := w.holds(sub.SameAs, sub.Source.SHA256)
	switch {
	case err != nil:
		return 0, "", "", err
	case ok:
		source, fate = sub.SameAs, Sighted
	default:
		if source, err = w.insertSource(sub, data); err != nil {
			return 0, "", "", err
		}
	}
	return source, stamp, fate, w.see(source, sub)
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

// documents writes those of sub as the documents of source, under the IDs that their
// ordinals already have, and drops those no longer there.
func (w *putter) documents(source int64, sub Submission) ([]int64, error) {
	have, err := w.ordinals(source)
	if err != nil {
		return nil, err
	}
	ids := make([]int64, 0, len(sub.Documents))
	for _, d := range sub.Documents {
		id, known := have[d.Ordinal]
		delete(have, d.Ordinal)
		if id, err = w.document(source, id, known, d); err != nil {
			return nil, err
		}
		if err := w.properties(id, sub.Source); err != nil {
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
