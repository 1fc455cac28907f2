package store

import (
	"context"
	"database/sql"
	"errors"
)

// A queryer runs a query: a database or a transaction.
type queryer interface {
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
}

// each runs query and calls row for every row of its result.
func each(ctx context.Context, q queryer, row func(*sql.Rows) error, query string, args ...any) error {
	rows, err := q.QueryContext(ctx, query, args...)
	if err != nil {
		return err
	}
	return eachOf(rows, row)
}

// eachOf calls row for every row that is left, and closes rows.
func eachOf(rows *sql.Rows, row func(*sql.Rows) error) (err error) {
	defer func() { err = errors.Join(err, rows.Close()) }()
	for rows.Next() {
		if err := row(rows); err != nil {
			return err
		}
	}
	return rows.Err()
}

// Query runs a read-only query over the tables of migrations/, for reports.
// The caller closes the rows.
func (s *Store) Query(ctx context.Context, query string, args ...any) (*sql.Rows, error) {
	rows, err := s.reader.QueryContext(ctx, query, args...)
	return rows, wrap("统计", err)
}
