package store

import (
	"context"
	"database/sql"
	"iter"
	"strings"
)

// Holding returns the IDs of the documents whose text has one of the words,
// as they are written, in the order of their IDs, at most limit of them.
// Empty words hold nowhere.
func (s *Store) Holding(ctx context.Context, limit int, words ...string) (ids []string, err error) {
	conditions, args := []string{"0"}, []any{}
	for _, w := range words {
		if w != "" {
			conditions, args = append(conditions, "instr(body, ?) > 0"), append(args, w)
		}
	}
	err = each(ctx, s.reader, func(rows *sql.Rows) error {
		var id int64
		err := rows.Scan(&id)
		ids = append(ids, formatID(id))
		return err
	}, `SELECT document_id FROM texts WHERE `+strings.Join(conditions, " OR ")+` ORDER BY document_id LIMIT ?`, append(args, limit)...)
	return ids, wrap("查找文字", err)
}

// A Body is the text of a document without its facts.
type Body struct{ Document, Text string }

// Bodies yields the texts of all documents in the order of their IDs, a page
// at a time: no transaction is open while the caller works. After an error it
// yields nothing more.
func (s *Store) Bodies(ctx context.Context) iter.Seq2[Body, error] {
	return func(yield func(Body, error) bool) {
		for after := int64(0); ; {
			var page []Body
			err := each(ctx, s.reader, func(rows *sql.Rows) error {
				var b Body
				err := rows.Scan(&after, &b.Text)
				b.Document = formatID(after)
				page = append(page, b)
				return err
			}, `SELECT document_id, body FROM texts WHERE document_id > ? ORDER BY document_id LIMIT ?`, after, pageSize)
			if err != nil {
				yield(Body{}, wrap("读取正文", err))
				return
			}
			for _, b := range page {
				if !yield(b, nil) {
					return
				}
			}
			if len(page) < pageSize {
				return
			}
		}
	}
}
