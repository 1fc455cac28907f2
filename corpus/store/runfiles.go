package store

import (
	"context"
	"database/sql"
	"encoding/json"
)

// A Warning says what was odd about a file that was read all the same.
type Warning struct {
	Code   string `json:"code"`
	Reason string `json:"reason"`
	Advice string `json:"advice"`
}

// A FileResult is one file's part of an import run. Code, Reason and Advice
// are those of an ingest.Failure; they are empty unless Fate is Failed or
// Skipped.
type FileResult struct {
	Path      string
	Fate      Fate
	Documents int    // found in the file; of Failed, what an earlier import of the path found, which stays
	SHA256    string // of the bytes, lower-case hex; empty when they were not read
	Size      int64  // of the bytes
	Code      string
	Reason    string
	Advice    string
	Warnings  []Warning
	SameAs    []string // of Identical, Alike and Sighted: paths stored earlier with the same bytes
	Kept      bool     // of Failed: the bytes are kept and can be tried again
}

// RecordFile records the fate of a file. data is its bytes where Fate is
// Failed, nil when they could not be read; up to KeepLimit they are kept for
// another try. A path recorded twice in one run keeps the last fate, except
// that a second sight of the same bytes says nothing new.
func (s *Store) RecordFile(ctx context.Context, run int64, f FileResult, data []byte) error {
	keep := f.Fate == Failed && len(data) > 0 && len(data) <= KeepLimit
	f.Kept = keep
	var b blob
	if keep {
		if err := seal(&f, data); err != nil {
			return wrap("记录导入", err)
		}
		b = packAll([]Submission{{Data: data, Source: sourceOf(f)}})[0]
	}
	return s.write(ctx, "记录导入", func(tx *sql.Tx) error {
		w := newPutter(ctx, tx)
		if keep {
			if err := w.blob(b); err != nil {
				return err
			}
		}
		if err := w.fileResult(run, f); err != nil {
			return err
		}
		return w.failedFile(run, f)
	})
}

// fileResult writes f as a row of the run.
func (w *putter) fileResult(run int64, f FileResult) error {
	warnings, err := json.Marshal(append([]Warning{}, f.Warnings...))
	if err != nil {
		return err
	}
	same, err := json.Marshal(append([]string{}, f.SameAs...))
	if err != nil {
		return err
	}
	if (f.Fate == Unchanged || f.Fate == Failed) && f.Documents == 0 {
		if err := w.row(`SELECT count(*) FROM documents d JOIN sightings g ON g.source_id = d.source_id WHERE g.path = ? AND g.gone = 0`,
			[]any{f.Path}, &f.Documents); err != nil {
			return err
		}
	}
	return w.exec(`INSERT INTO run_files (run_id, path, fate, documents, sha256, size, code, reason, advice, warnings, same_as, kept)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
		ON CONFLICT (run_id, path) DO UPDATE SET fate = excluded.fate, documents = excluded.documents, sha256 = excluded.sha256, size = excluded.size,
			code = excluded.code, reason = excluded.reason, advice = excluded.advice, warnings = excluded.warnings, same_as = excluded.same_as, kept = excluded.kept
		WHERE excluded.fate <> 'unchanged'`,
		run, f.Path, string(f.Fate), f.Documents, f.SHA256, f.Size, f.Code, f.Reason, f.Advice, string(warnings), string(same), f.Kept)
}

// fileColumns are the columns of run_files that scanFile reads, in its order.
const fileColumns = `f.path, f.fate, f.documents, f.sha256, f.size, f.code, f.reason, f.advice, f.warnings, f.same_as, f.kept`

// RunFiles returns the files of one import, by path: those of the given
// fates, or all when none is given.
func (s *Store) RunFiles(ctx context.Context, run int64, fates ...Fate) ([]FileResult, error) {
	if len(fates) == 0 {
		fates = Fates()
	}
	list, err := json.Marshal(fates)
	if err != nil {
		return nil, wrap("读取导入记录", err)
	}
	return s.files(ctx, `SELECT `+fileColumns+` FROM run_files f WHERE f.run_id = ? AND f.fate IN (SELECT value FROM json_each(?)) ORDER BY f.path`, run, string(list))
}

// Failures returns the files that failed when last imported, by path.
func (s *Store) Failures(ctx context.Context) ([]FileResult, error) {
	return s.files(ctx, `SELECT `+fileColumns+` FROM failed_files x JOIN run_files f ON f.run_id = x.run_id AND f.path = x.path ORDER BY f.path`)
}

func (s *Store) files(ctx context.Context, query string, args ...any) (out []FileResult, err error) {
	err = each(ctx, s.reader, func(rows *sql.Rows) error {
		f, err := scanFile(rows)
		out = append(out, f)
		return err
	}, query, args...)
	if err != nil {
		return nil, wrap("读取导入记录", err)
	}
	return out, nil
}

func scanFile(rows *sql.Rows) (f FileResult, err error) {
	var warnings, same string
	err = rows.Scan(&f.Path, &f.Fate, &f.Documents, &f.SHA256, &f.Size, &f.Code, &f.Reason, &f.Advice, &warnings, &same, &f.Kept)
	if err == nil && warnings != "[]" {
		err = json.Unmarshal([]byte(warnings), &f.Warnings)
	}
	if err == nil && same != "[]" {
		err = json.Unmarshal([]byte(same), &f.SameAs)
	}
	return f, err
}
