package store

import (
	"context"
	"database/sql"
	"embed"
	"fmt"
	"io/fs"

	"github.com/pressly/goose/v3"
)

//go:embed migrations/*.sql
var migrations embed.FS

// migrate brings db to the newest schema this program knows. It refuses a
// database that is not ours before it writes to it.
func migrate(ctx context.Context, db *sql.DB) error {
	fresh, err := claim(ctx, db)
	if err != nil {
		return err
	}
	files, err := fs.Sub(migrations, "migrations")
	if err != nil {
		return err
	}
	p, err := goose.NewProvider(goose.DialectSQLite3, db, files, goose.WithDisableGlobalRegistry(true), goose.WithLogger(goose.NopLogger()))
	if err != nil {
		return err
	}
	have, want, err := p.GetVersions(ctx)
	if err != nil {
		return err
	}
	if have > want {
		return fmt.Errorf("%w（工作区第 %d 版，程序认识到第 %d 版）", ErrNewer, have, want)
	}
	if have < want {
		if _, err = p.Up(ctx); err != nil {
			// Another process may have migrated between the two calls.
			if now, _, e := p.GetVersions(ctx); e != nil || now != want {
				return err
			}
		}
	}
	if fresh {
		_, err = db.ExecContext(ctx, fmt.Sprintf("PRAGMA application_id = %d", applicationID))
	}
	return err
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
