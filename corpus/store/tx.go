package store

import (
	"context"
	"database/sql"
	"errors"
	"time"
)

// write runs do in one transaction that locks out other writers at once.
func (s *Store) write(ctx context.Context, doing string, do func(*sql.Tx) error) error {
	tx, err := s.begin(ctx)
	if err != nil {
		return wrap(doing, err)
	}
	if err = do(tx); err != nil {
		return wrap(doing, errors.Join(err, rollback(tx)))
	}
	return wrap(doing, tx.Commit())
}

// begin starts a writing transaction, waiting for its turn.
func (s *Store) begin(ctx context.Context) (*sql.Tx, error) {
	giveUp := time.Now().Add(patience)
	for {
		tx, err := s.writer.BeginTx(ctx, nil)
		if err == nil || ctx.Err() != nil || time.Now().After(giveUp) || !errors.Is(explain(err), ErrLocked) {
			return tx, err
		}
	}
}

// read runs do in one read transaction, so that all its queries see the same state.
func (s *Store) read(ctx context.Context, doing string, do func(*sql.Tx) error) error {
	tx, err := s.reader.BeginTx(ctx, &sql.TxOptions{ReadOnly: true})
	if err != nil {
		return wrap(doing, err)
	}
	return wrap(doing, errors.Join(do(tx), rollback(tx)))
}

// rollback ends tx; that a cancelled context already ended it is no error.
func rollback(tx *sql.Tx) error {
	if err := tx.Rollback(); !errors.Is(err, sql.ErrTxDone) {
		return err
	}
	return nil
}
