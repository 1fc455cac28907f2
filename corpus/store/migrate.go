package store

import (
	"context"
	"database/sql"
	"embed"
	"fmt"
	"io/fs"
	"time"

	"github.com/pressly/goose/v3"
)

//go:embed migrations/*.sql
var migrations embed.FS

// migrate brings db to the newest schema this program knows. It refuses a
// database that is not ours before it writes to it. Other processes may be at
// the same: while one of them gets on or holds the lock it tries again, for as
// long as patience lasts (SQLite itself does not wait for every lock).
func migrate(ctx context.Context, db *sql.DB) error {
	before, until := int64(-1), time.Now().Add(patience)
	for {
		have, err := upgrade(ctx, db)
		if err == nil || !isLocked(err) && have == before || time.Now().After(until) {
			return err
		}
		before = have
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(shortWait / 4):
		}
	}
}

// upgrade applies the migrations that are missing, once. It returns the
// version it found.
func upgrade(ctx context.Context, db *sql.DB) (have int64, err error) {
	fresh, err := claim(ctx, db)
	if err != nil {
		return 0, err
	}
	files, err := fs.Sub(migrations, "migrations")
	if err != nil {
		return 0, err
	}
	p, err := goose.NewProvider(goose.DialectSQLite3, db, files, goose.WithDisableGlobalRegistry(true), goose.WithLogger(goose.NopLogger()))
	if err != nil {
		return 0, err
	}
	have, want, err := p.GetVersions(ctx)
	switch {
	case err != nil:
		return 0, err
	case have > want:
		return have, fmt.Errorf("%w（工作区第 %d 版，程序认识到第 %d 版）", ErrNewer, have, want)
	case have < want:
		if _, err := p.Up(ctx); err != nil {
			return have, err
		}
	}
	if fresh {
		_, err = db.ExecContext(ctx, fmt.Sprintf("PRAGMA application_id = %d", applicationID))
	}
	return have, err
}

// claim reports whether db still lacks our application ID: a new file, or
// one whose creation was cut short. Any other database is not ours.
func claim(ctx context.Context, db *sql.DB) (fresh bool, err error) {
	var id, foreign int
	if err := db.QueryRowContext(ctx, "PRAGMA application_id").Scan(&id); err != nil {
		return false, err
	}
	if id == applicationID {
		return false, nil
	}
	const q = `SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'
	           AND NOT EXISTS (SELECT 1 FROM sqlite_master WHERE name = 'goose_db_version')`
	if err := db.QueryRowContext(ctx, q).Scan(&foreign); err != nil {
		return false, err
	}
	if id != 0 || foreign > 0 {
		return false, ErrNotWorkspace
	}
	return true, nil
}
