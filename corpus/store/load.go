package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"iter"

	"wenjian/corpus"
)

// pageSize is how many documents Documents reads at a time: between pages no
// read transaction is open, so a slow consumer does not keep the log growing.
const pageSize = 64

// Document returns one document with all its facts; its Leaks are those found
// by reading it, then those found by comparison. The error wraps ErrNotFound
// when there is none with that ID. What it returns passes Check.
func (s *Store) Document(ctx context.Context, id string) (*corpus.Document, error) {
	doing := "读取材料 " + id
	n, err := parseID(id)
	if err != nil {
		return nil, wrap(doing, err)
	}
	var docs []*corpus.Document
	err = s.read(ctx, doing, func(tx *sql.Tx) (err error) {
		docs, err = load(ctx, tx, n, n)
		return err
	})
	if err != nil {
		return nil, err
	}
	if len(docs) == 0 {
		return nil, wrap(doing, fmt.Errorf("%w：编号 %q", ErrNotFound, id))
	}
	return docs[0], nil
}

// Documents yields every current document with all its facts, in the order of
// their IDs. Documents put or deleted while it runs may be missed or seen.
// After an error it yields nothing more.
func (s *Store) Documents(ctx context.Context) iter.Seq2[*corpus.Document, error] {
	return func(yield func(*corpus.Document, error) bool) {
		for after := int64(0); ; {
			var docs []*corpus.Document
			err := s.read(ctx, "读取材料", func(tx *sql.Tx) error {
				last, err := pageEnd(ctx, tx, after)
				if err != nil || last == 0 {
					return err
				}
				docs, err = load(ctx, tx, after+1, last)
				after = last
				return err
			})
			if err != nil {
				yield(nil, err)
				return
			}
			if len(docs) == 0 {
				return
			}
			for _, d := range docs {
				if !yield(d, nil) {
					return
				}
			}
		}
	}
}

// pageEnd returns the last ID of the page of documents after the given ID, 0
// when there is none.
func pageEnd(ctx context.Context, tx *sql.Tx, after int64) (last int64, err error) {
	err = tx.QueryRowContext(ctx, `SELECT coalesce(max(id), 0) FROM (SELECT id FROM documents WHERE id > ? ORDER BY id LIMIT ?)`, after, pageSize).Scan(&last)
	return last, err
}

// load reads the documents with IDs from lo to hi, in order.
func load(ctx context.Context, tx *sql.Tx, lo, hi int64) ([]*corpus.Document, error) {
	l := loader{ctx: ctx, tx: tx, lo: lo, hi: hi, byID: make(map[int64]*corpus.Document)}
	for _, read := range []func() error{l.documents, l.sections, l.kinds, l.activities, l.figures, l.persons, l.leaks, l.citations, l.exceptions, l.others} {
		if err := read(); err != nil {
			return nil, err
		}
	}
	for _, d := range l.docs {
		if err := d.Check(); err != nil {
			return nil, fmt.Errorf("材料 %s 的数据损坏：%w", d.ID, err)
		}
	}
	return l.docs, nil
}

// loader reads the documents with IDs from lo to hi table by table.
type loader struct {
	ctx    context.Context
	tx     *sql.Tx
	lo, hi int64
	docs   []*corpus.Document
	byID   map[int64]*corpus.Document
}

// each runs query, whose parameters are lo and hi, and calls row for each row.
func (l *loader) each(query string, row func(*sql.Rows) error) error {
	return each(l.ctx, l.tx, row, query, l.lo, l.hi)
}

func (l *loader) documents() error {
	return l.each(`SELECT d.id, s.path, s.sha256, s.format, s.charset, s.properties, t.body, t.removals, t.words, `+documentColumns+`
		FROM documents d JOIN sources s ON s.id = d.source_id JOIN texts t ON t.document_id = d.id
		WHERE d.id BETWEEN ? AND ? ORDER BY d.id`, func(rows *sql.Rows) error {
		var id int64
		var properties, removals, skipped string
		var characters int
		var words []byte
		d := &corpus.Document{}
		to := []any{&id, &d.Source.Path, &d.Source.SHA256, &d.Source.Format, &d.Source.Charset, &properties, &d.Text, &removals, &words, &d.Ordinal, &characters}
		label := func(l *corpus.Label) {
			to = append(to, &l.Value, &l.Evidence.Start, &l.Evidence.End, &l.Rule, &l.Confidence)
		}
		label(&d.Title)
		label(&d.Kind)
		to = append(to, &d.Unit.Name, &skipped, &d.Unit.Kind, &d.Unit.Level, &d.Unit.Evidence.Start, &d.Unit.Evidence.End, &d.Unit.Rule, &d.Unit.Confidence)
		label(&d.Superior)
		label(&d.Date)
		label(&d.Campaign)
		err := rows.Scan(to...)
		if err != nil {
			return err
		}
		d.ID = formatID(id)
		if d.Source.Properties, err = unpackProperties(properties); err != nil {
			return fmt.Errorf("材料 %d：%w", id, err)
		}
		if d.Removals, err = unpackRemovals(removals); err != nil {
			return fmt.Errorf("材料 %d：%w", id, err)
		}
		if d.Tokens, d.Sentences, err = unpackWords(words, len(d.Text)); err != nil {
			return fmt.Errorf("材料 %d：%w", id, err)
		}
		l.docs = append(l.docs, d)
		l.byID[id] = d
		return nil
	})
}

func unpackProperties(j string) (m map[string]string, err error) {
	err = json.Unmarshal([]byte(j), &m)
	return m, err
}
