package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"time"
)

// ErrNoRun says that there is no import of that number.
var ErrNoRun = errors.New("没有这次导入")

// A Run is one import.
type Run struct {
	ID       int64
	Stamp    string
	Inputs   []string // what it was told to read
	Started  time.Time
	Finished time.Time    // zero: under way, or killed
	Fates    map[Fate]int // files by fate
	Files    int          // of any fate
	Warned   int          // files that were read with a warning
	// Documents were found in the files that gave the workspace something.
	Documents int
}

// Imported returns how many files gave the workspace something.
func (r Run) Imported() (n int) {
	for f, files := range r.Fates {
		if f.Stored() {
			n += files
		}
	}
	return n
}

// BeginRun records that an import starts and returns its number. inputs is
// what it was told to read; it may be empty.
func (s *Store) BeginRun(ctx context.Context, stamp string, inputs ...string) (run int64, err error) {
	list, err := json.Marshal(append([]string{}, inputs...))
	if err != nil {
		return 0, wrap("记录导入", err)
	}
	err = s.write(ctx, "记录导入", func(tx *sql.Tx) error {
		res, err := tx.ExecContext(ctx, `INSERT INTO runs (stamp, started_at, inputs) VALUES (?, ?, ?)`, stamp, timestamp(time.Now()), string(list))
		if err == nil {
			run, err = res.LastInsertId()
		}
		return err
	})
	return run, err
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
	return s.runs(ctx, `id IN (SELECT id FROM runs ORDER BY id DESC LIMIT ?)`, limit)
}

// Run returns the import of that number, or an error that wraps ErrNoRun.
func (s *Store) Run(ctx context.Context, id int64) (Run, error) {
	found, err := s.runs(ctx, `id = ?`, id)
	if err == nil && len(found) == 0 {
		err = wrap("读取导入记录", fmt.Errorf("%w：第 %d 次", ErrNoRun, id))
	}
	if err != nil {
		return Run{}, err
	}
	return found[0], nil
}

// runs returns the imports that meet a condition, newest first.
func (s *Store) runs(ctx context.Context, where string, args ...any) (out []Run, err error) {
	err = s.read(ctx, "读取导入记录", func(tx *sql.Tx) error {
		at := map[int64]int{}
		err := each(ctx, tx, func(rows *sql.Rows) error {
			r, err := scanRun(rows)
			at[r.ID] = len(out)
			out = append(out, r)
			return err
		}, `SELECT id, stamp, inputs, started_at, finished_at FROM runs WHERE `+where+` ORDER BY id DESC`, args...)
		if err != nil {
			return err
		}
		return each(ctx, tx, func(rows *sql.Rows) error {
			var id int64
			var fate Fate
			var files, warned, documents int
			if err := rows.Scan(&id, &fate, &files, &warned, &documents); err != nil {
				return err
			}
			r := &out[at[id]]
			r.Fates[fate] = files
			r.Files += files
			r.Warned += warned
			if fate.Stored() {
				r.Documents += documents
			}
			return nil
		}, `SELECT run_id, fate, count(*), count(*) FILTER (WHERE warnings <> '[]'), sum(documents) FROM run_files
			WHERE run_id IN (SELECT id FROM runs WHERE `+where+`) GROUP BY run_id, fate`, args...)
	})
	return out, err
}

func scanRun(rows *sql.Rows) (Run, error) {
	r := Run{Fates: map[Fate]int{}}
	var inputs, started, finished string
	err := rows.Scan(&r.ID, &r.Stamp, &inputs, &started, &finished)
	if err == nil {
		err = json.Unmarshal([]byte(inputs), &r.Inputs)
	}
	if err == nil {
		r.Started, err = time.Parse(time.RFC3339, started)
	}
	if err == nil && finished != "" {
		r.Finished, err = time.Parse(time.RFC3339, finished)
	}
	return r, err
}
