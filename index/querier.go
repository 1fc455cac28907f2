package index

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
)

// A Querier reads the store's tables; *store.Store is one.
type Querier interface {
	Query(ctx context.Context, query string, args ...any) (*sql.Rows, error)
}

// each calls row for every row of the answer; doing says in Chinese what is
// being read.
func each(ctx context.Context, q Querier, doing string, row func(*sql.Rows) error, text string, args ...any) (err error) {
	defer func() {
		if err != nil {
			err = fmt.Errorf("%s：%w", doing, err)
		}
	}()
	rows, err := q.Query(ctx, text, args...)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	for rows.Next() {
		if err := row(rows); err != nil {
			return err
		}
	}
	return rows.Err()
}
