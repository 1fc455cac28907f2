package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"wenjian/corpus"
)

// AddCorrections keeps corrections, all or none, and returns their IDs. The
// sources they belong to become due: see DueSources.
func (s *Store) AddCorrections(ctx context.Context, corrections ...corpus.Correction) (ids []int64, err error) {
	err = s.write(ctx, "保存更正", func(tx *sql.Tx) error {
		w := newPutter(ctx, tx)
		ids = nil
		for _, c := range corrections {
			settings, err := json.Marshal(c.Set)
			if err != nil {
				return err
			}
			id, err := w.insertID(`INSERT INTO corrections (sha256, path, ordinal, fact, remove, was, value, settings, start, quote, before, after, who, why, made_at)
				VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`, c.SHA256, c.Path, c.Ordinal, string(c.Fact), c.Remove, c.Was, c.Value, string(settings),
				c.Anchor.Start, c.Anchor.Quote, c.Anchor.Before, c.Anchor.After, c.Who, c.Why, w.now)
			if err != nil {
				return err
			}
			if err := w.due(c.SHA256); err != nil {
				return err
			}
			ids = append(ids, id)
		}
		return nil
	})
	return ids, err
}

// UndoCorrection takes a correction back; it stays in the list with the time,
// and its source becomes due. The error wraps ErrNotFound when no such
// correction is in force.
func (s *Store) UndoCorrection(ctx context.Context, id int64) error {
	return s.write(ctx, "撤销更正", func(tx *sql.Tx) error {
		w := newPutter(ctx, tx)
		var n int
		var sha string
		if err := w.row(`SELECT count(*), coalesce(max(sha256), '') FROM corrections WHERE id = ? AND undone_at IS NULL`, []any{id}, &n, &sha); err != nil {
			return err
		}
		if n == 0 {
			return fmt.Errorf("%w：更正第 %d 条", ErrNotFound, id)
		}
		if err := w.exec(`UPDATE corrections SET undone_at = ? WHERE id = ?`, w.now, id); err != nil {
			return err
		}
		return w.due(sha)
	})
}

// due takes the stamp from the current sources with those bytes: their facts
// are no longer what a run would make. Projections look at their documents
// again: comparison honours corrections that reading has no part in.
func (w *putter) due(sha string) error {
	if err := w.exec(`UPDATE sources SET stamp = '' WHERE sha256 = ? AND superseded = 0`, sha); err != nil {
		return err
	}
	var ids []int64
	err := each(w.ctx, w.tx, func(rows *sql.Rows) error {
		var id int64
		err := rows.Scan(&id)
		ids = append(ids, id)
		return err
	}, `SELECT d.id FROM documents d JOIN sources s ON s.id = d.source_id WHERE s.sha256 = ? ORDER BY d.id`, sha)
	for _, id := range ids {
		err = errors.Join(err, w.changed(id, false))
	}
	return err
}

// Corrections returns the corrections of those bytes that are in force, in
// the order they were made.
func (s *Store) Corrections(ctx context.Context, sha256 string) ([]corpus.Correction, error) {
	return s.corrections(ctx, `sha256 = ? AND undone_at IS NULL`, sha256)
}

// CorrectionsOf returns all corrections ever made of a document's source that
// concern it, or an error that wraps ErrNotFound.
func (s *Store) CorrectionsOf(ctx context.Context, id string) ([]corpus.Correction, error) {
	n, err := parseID(id)
	if err != nil {
		return nil, wrap("读取更正", err)
	}
	return s.corrections(ctx, `EXISTS (SELECT 1 FROM documents d JOIN sources t ON t.id = d.source_id
		WHERE d.id = ? AND t.sha256 = corrections.sha256 AND d.ordinal = corrections.ordinal AND corrections.path IN ('', t.path))`, n)
}

// AllCorrections returns all corrections ever made, in the order they were made.
func (s *Store) AllCorrections(ctx context.Context) ([]corpus.Correction, error) {
	return s.corrections(ctx, `1`)
}

func (s *Store) corrections(ctx context.Context, where string, args ...any) (out []corpus.Correction, err error) {
	err = each(ctx, s.reader, func(rows *sql.Rows) error {
		var c corpus.Correction
		var settings, made string
		var undone sql.NullString
		var document int64
		err := rows.Scan(&document, &c.ID, &c.SHA256, &c.Path, &c.Ordinal, &c.Fact, &c.Remove, &c.Was, &c.Value, &settings,
			&c.Anchor.Start, &c.Anchor.Quote, &c.Anchor.Before, &c.Anchor.After, &c.Who, &c.Why, &made, &undone, &c.Lost)
		if err == nil {
			err = json.Unmarshal([]byte(settings), &c.Set)
		}
		if err == nil {
			c.Made, err = time.Parse(time.RFC3339, made)
		}
		if err == nil && undone.Valid {
			c.Undone, err = time.Parse(time.RFC3339, undone.String)
		}
		if document != 0 {
			c.Document = formatID(document)
		}
		out = append(out, c)
		return err
	}, `SELECT coalesce((SELECT min(d.id) FROM documents d JOIN sources t ON t.id = d.source_id
			WHERE t.sha256 = corrections.sha256 AND d.ordinal = corrections.ordinal AND corrections.path IN ('', t.path)), 0),
		id, sha256, path, ordinal, fact, remove, was, value, settings, start, quote, before, after, who, why, made_at, undone_at, lost
		FROM corrections WHERE `+where+` ORDER BY id`, args...)
	return out, wrap("读取更正", err)
}

// NoteLost records which corrections of those bytes the last reading found no
// place for.
func (s *Store) NoteLost(ctx context.Context, sha256 string, lost []int64) error {
	return s.write(ctx, "保存更正", func(tx *sql.Tx) error {
		w := newPutter(ctx, tx)
		if err := w.exec(`UPDATE corrections SET lost = 0 WHERE sha256 = ? AND lost = 1`, sha256); err != nil {
			return err
		}
		for _, id := range lost {
			if err := w.exec(`UPDATE corrections SET lost = 1 WHERE id = ?`, id); err != nil {
				return err
			}
		}
		return nil
	})
}
