package report

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// listed is how many rows a table of single places shows: what nobody would
// read to the end is to be asked for in parts.
const listed = 3000

// readable leaves the first rows that a list shows, and says in words what it left
// out; the note is empty where that is nothing.
func readable[T any](rows []T) (shown []T, note string) {
	if len(rows) <= listed {
		return rows, ""
	}
	return rows[:listed], fmt.Sprintf("共 %d 条，只列前 %d 条；请缩小统计范围，再看其余。", len(rows), listed)
}

// A spot is a place of a document that a table quotes.
type spot struct {
	document    int64
	start, stop int
}

// quotes returns the text around each spot, empty where the document has no
// such place. Every document is read once, and none that is not quoted.
func quotes(ctx context.Context, q Querier, spots []spot) ([]string, error) {
	at := make(map[int64][]int, len(spots))
	for i, s := range spots {
		at[s.document] = append(at[s.document], i)
	}
	out := make([]string, len(spots))
	err := each(ctx, q, func(rows *sql.Rows) error {
		var id int64
		var body string
		if err := rows.Scan(&id, &body); err != nil {
			return err
		}
		for _, i := range at[id] {
			out[i] = sentenceAt(body, spots[i].start, spots[i].stop)
		}
		return nil
	}, `SELECT document_id, body FROM texts WHERE document_id IN (SELECT value FROM json_each(?))`, idList(at))
	return out, err
}

// A reading is what a list of places needs to be shown: the rows that are
// shown, the documents they are of, the sentence of each, and a note on what is
// left out.
type reading[T any] struct {
	shown []T
	named map[int64]head
	texts []string
	more  string
}

// readPlaces reads what the rows of a list quote; at says where each stands,
// and of, where given, the document of a row that may quote nothing.
func readPlaces[T any](ctx context.Context, q Querier, rows []T, at func(T) spot, of ...func(T) int64) (r reading[T], err error) {
	r.shown, r.more = readable(rows)
	docs, spots := make(map[int64]bool), make([]spot, len(r.shown))
	for i, x := range r.shown {
		spots[i] = at(x)
		docs[spots[i].document] = true
		for _, document := range of {
			docs[document(x)] = true
		}
	}
	if r.named, err = heads(ctx, q, docs); err != nil {
		return r, err
	}
	r.texts, err = quotes(ctx, q, spots)
	return r, err
}

// sentenceBytes is how much of a sentence a quote shows on either side of the
// place that is meant.
const sentenceBytes = 150

// sentenceAt returns the sentence around [start, stop), as far as it is short
// enough to be read in a table.
func sentenceAt(text string, start, stop int) string {
	s := excerptWithin(text, start, stop, sentenceBytes)
	if s == "" {
		return ""
	}
	meant := strings.Join(strings.Fields(text[start:stop]), " ")
	at := strings.Index(s, meant)
	if at < 0 {
		return s
	}
	if i := strings.LastIndexAny(s[:at], "。！？；"); i >= 0 {
		_, n := utf8.DecodeRuneInString(s[i:])
		s, at = s[i+n:], at-i-n
	}
	if i := strings.IndexAny(s[at+len(meant):], "。！？；"); i >= 0 {
		i += at + len(meant)
		_, n := utf8.DecodeRuneInString(s[i:])
		s = s[:i+n]
	}
	return s
}

// idList returns the keys of m, ascending, as a JSON array for SQLite's
// json_each.
func idList[V any](m map[int64]V) string {
	ids := make([]int64, 0, len(m))
	for id := range m {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	j, err := json.Marshal(ids)
	if err != nil { // integers always have JSON
		return "[]"
	}
	return string(j)
}

// A head is what tables say of a document.
type head struct {
	id                                               int64
	title, path, unitKey, unit, unitKind, kind, date string
}

// cell returns the name of the document, which leads to it.
func (h head) cell() Cell {
	return Cell{Value: documentName(h.title, h.path), Document: h.ref()}
}

func (h head) ref() string { return strconv.FormatInt(h.id, 10) }

// quote returns a text of the document as a cell that leads to it.
func (h head) quote(s string) Cell {
	if s == "" {
		return Cell{}
	}
	return Cell{Value: s, Document: h.ref()}
}

const headQuery = `SELECT d.id, d.title, s.path, d.unit_key, d.unit, d.unit_kind, d.kind, d.date FROM counted d JOIN sources s ON s.id = d.source_id`

// heads returns the counted documents with these IDs.
func heads[V any](ctx context.Context, q Querier, ids map[int64]V) (map[int64]head, error) {
	out := make(map[int64]head, len(ids))
	err := eachHead(ctx, q, func(h head) { out[h.id] = h }, headQuery+` WHERE d.id IN (SELECT value FROM json_each(?))`, idList(ids))
	return out, err
}

// eachHead calls f for every document that query, which begins with
// headQuery, finds.
func eachHead(ctx context.Context, q Querier, f func(head), query string, args ...any) error {
	return each(ctx, q, func(rows *sql.Rows) error {
		var h head
		err := rows.Scan(&h.id, &h.title, &h.path, &h.unitKey, &h.unit, &h.unitKind, &h.kind, &h.date)
		if err == nil {
			f(h)
		}
		return err
	}, query, args...)
}

// joined returns the different texts of list in order, at most n of them.
func joined(list []string, n int) string {
	var out []string
	for _, s := range list {
		if s != "" && !slices.Contains(out, s) {
			out = append(out, s)
		}
	}
	if len(out) > n {
		return strings.Join(out[:n], "、") + fmt.Sprintf(" 等 %d 个", len(out))
	}
	return strings.Join(out, "、")
}
