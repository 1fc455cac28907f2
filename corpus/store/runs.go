package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"time"
)

// Fate says what became of one file of an import run.
type Fate string

// The fates of a file.
const (
	Imported  Fate = "imported"
	Unchanged Fate = "unchanged" // already stored with these bytes and stamp
	Failed    Fate = "failed"
)

// A FileResult is one file's part of an import run. Code, Reason and Advice
// are those of an ingest.Failure and are empty unless Fate is Failed.
type FileResult struct {
	Path      string
	Fate      Fate
	Documents int // found in the file
	Code      string
	Reason    string
	Advice    string
	Warnings  []string // in Chinese: what was odd though the file was read
}

// A Run is one import.
type Run struct {
	ID       int64
	Stamp    string
	Started  time.Time
	Finished time.Time // zero: under way, or killed
	// How many files met which fate.
	Imported, Unchanged, Failed int
}

// BeginRun records that an import starts and returns its number.
func (s *Store) BeginRun(ctx context.Context, stamp string) (run int64, err error) {
	err = s.write(ctx, "记录导入", func(tx *sql.Tx) error {
		res, err := tx.ExecContext(ctx, `INSERT INTO runs (stamp, started_at) VALUES (?, ?)`, stamp, timestamp(time.Now()))
		if err == nil {
			run, err = res.LastInsertId()
		}
		return err
	})
	return run, err
}

// RecordFiles records the fate of files; a path recorded twice in one run
// keeps the last.
func (s *Store) RecordFiles(ctx context.Context, run int64, files ...FileResult) error {
	if len(files) == 0 {
		return nil
	}
	return s.write(ctx, "记录导入", func(tx *sql.Tx) error {
		for _, f := range files {
			warnings, err := json.Marshal(f.Warnings)
			if err != nil {
				return err
			}
			if _, err := tx.ExecContext(ctx, `INSERT OR REPLACE INTO run_files (run_id, path, fate, documents, code, reason, advice, warnings) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
				run, f.Path, string(f.Fate), f.Documents, f.Code, f.Reason, f.Advice, string(warnings)); err != nil {
				return err
			}
		}
		return nil
	})
}

// EndRun records that an import came to its end.
func (s *Store) EndRun(ctx context.Context, run int64) error {
	return s.write(ctx, "记录导入", func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, `UPDATE runs SET finished_at = ? WHERE id = ?`, timestamp(time.Now()), run)
		return err
	})
}

// Runs returns the last imports, newest first; limit 0 means all.
func (s *Store) Runs(ctx context.Context, limit int) ([]Run, error) {
	if limit <= 0 {
		limit = -1
	}
	var out []Run
	err := each(ctx, s.reader, func(rows *sql.Rows) (err error) {
		var r Run
		var started, finished string
		if err = rows.Scan(&r.ID, &r.Stamp, &started, &finished, &r.Imported, &r.Unchanged, &r.Failed); err != nil {
			return err
		}
		if r.Started, err = time.Parse(time.RFC3339, started); err == nil && finished != "" {
			r.Finished, err = time.Parse(time.RFC3339, finished)
		}
		out = append(out, r)
		return err
	}, `SELECT r.id, r.stamp, r.started_at, r.finished_at,
			count(*) FILTER (WHERE f.fate = 'imported'), count(*) FILTER (WHERE f.fate = 'unchanged'), count(*) FILTER (WHERE f.fate = 'failed')
		FROM (SELECT * FROM runs ORDER BY id DESC LIMIT ?) r LEFT JOIN run_files f ON f.run_id = r.id GROUP BY r.id ORDER BY r.id DESC`, limit)
	if err != nil {
		return nil, wrap("读取导入记录", err)
	}
	return out, nil
}

// RunFiles returns the files of one import, by path.
func (s *Store) RunFiles(ctx context.Context, run int64) ([]FileResult, error) {
	return s.files(ctx, `SELECT path, fate, documents, code, reason, advice, warnings FROM run_files WHERE run_id = ? ORDER BY path`, run)
}

// Failures returns the files that failed when last imported, by path.
func (s *Store) Failures(ctx context.Context) ([]FileResult, error) {
	return s.files(ctx, `SELECT path, fate, documents, code, reason, advice, warnings FROM run_files f
		WHERE fate = 'failed' AND NOT EXISTS (SELECT 1 FROM run_files l WHERE l.path = f.path AND l.run_id > f.run_id) ORDER BY path`)
}

func (s *Store) files(ctx context.Context, query string, args ...any) (out []FileResult, err error) {
	err = each(ctx, s.reader, func(rows *sql.Rows) error {
		var f FileResult
		var warnings string
		if err := rows.Scan(&f.Path, &f.Fate, &f.Documents, &f.Code, &f.Reason, &f.Advice, &warnings); err != nil {
			return err
		}
		err := json.Unmarshal([]byte(warnings), &f.Warnings)
		out = append(out, f)
		return err
	}, query, args...)
	if err != nil {
		return nil, wrap("读取导入记录", err)
	}
	return out, nil
}
