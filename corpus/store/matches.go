package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"iter"
	"time"

	"wenjian/corpus"
)

// A Match is a pair of spans in two documents, as package compare finds it.
type Match struct {
	ID           int64  // given by the store, from B and the place among its matches
	A, B         string // document IDs; A is the earlier document
	SpanA, SpanB corpus.Span
	Class        string // a class of package compare
	Bits         float64
	Slots        []Slot
}

// A Slot is a place where the two passages of a match differ.
type Slot struct {
	A, B         corpus.Span // in the texts of the two documents
	TextA, TextB string
}

// A NameLeak is a leak that only comparison could find, or whose owner only
// comparison knows.
type NameLeak struct {
	Document string // ID of the document that holds the foreign name
	corpus.Leak
}

// A Comparison is what one run of compare found.
type Comparison struct {
	Seq        int64  // Changes.Seq of the state that was compared
	Stamp      string // version of the comparison and its options
	Generation int    // number of documents as it entered thresholds
	Matches    []Match
	Leaks      []NameLeak
	Keys       map[string][]byte // by document ID: what its matches as the later document were made from
	Mark       string            // of the index that it led to, see ComparisonMarked; may be empty
}

// A ComparisonState says what the stored matches were made from.
type ComparisonState struct {
	Seq            int64
	Stamp          string
	Generation     int
	Matches, Leaks int // stored, not only found anew
	Anew           int // documents that were compared anew
	At             time.Time
}

// PutComparison replaces all matches, and all leaks that comparison found, in
// one transaction. The error wraps ErrNotFound when a match names a document
// that is no longer there: the corpus changed meanwhile, compare again.
func (s *Store) PutComparison(ctx context.Context, c Comparison) error {
	return s.putComparison(ctx, c, func(w *putter) error {
		for _, q := range []string{`DELETE FROM matches`, `DELETE FROM leaks WHERE origin = 'compare'`, `DELETE FROM compared`} {
			if err := w.exec(q); err != nil {
				return err
			}
		}
		return nil
	})
}

// UpdateComparison replaces what c.Keys names: the matches in which such a
// document is the later one, and the leaks comparison found in it. All others
// stay. The error is that of PutComparison.
func (s *Store) UpdateComparison(ctx context.Context, c Comparison) error {
	return s.putComparison(ctx, c, func(w *putter) error {
		for id := range c.Keys {
			n, err := parseID(id)
			if err != nil {
				return err
			}
			for _, q := range []string{`DELETE FROM matches WHERE b = ?`, `DELETE FROM leaks WHERE document_id = ? AND origin = 'compare'`, `DELETE FROM compared WHERE document_id = ?`} {
				if err := w.exec(q, n); err != nil {
					return err
				}
			}
		}
		return nil
	})
}

// putComparison stores c after clear made room for it.
func (s *Store) putComparison(ctx context.Context, c Comparison, clear func(*putter) error) error {
	return s.write(ctx, "保存雷同", func(tx *sql.Tx) error {
		w := newPutter(ctx, tx)
		known := &sizes{putter: w, some: map[string]int{}}
		if err := clear(w); err != nil {
			return err
		}
		if err := w.matches(c.Matches, known); err != nil {
			return err
		}
		if err := w.nameLeaks(c.Leaks, known); err != nil {
			return err
		}
		if err := w.keys(c.Keys, known); err != nil {
			return err
		}
		if err := w.exec(`DELETE FROM uncompared WHERE document_id NOT IN (SELECT id FROM documents)`); err != nil {
			return err
		}
		return w.exec(`INSERT INTO comparisons (seq, stamp, generation, anew, matches, leaks, stored_at, mark)
			SELECT ?, ?, ?, ?, (SELECT count(*) FROM matches), (SELECT count(*) FROM leaks WHERE origin = 'compare'), ?, ?`,
			c.Seq, c.Stamp, c.Generation, len(c.Keys), w.now, c.Mark)
	})
}

// keys stores what the matches of documents were made from.
func (w *putter) keys(keys map[string][]byte, known *sizes) error {
	rows := make([][]any, 0, len(keys))
	for id, key := range keys {
		if err := known.inside(id, corpus.Span{}); err != nil {
			return err
		}
		n, err := parseID(id)
		if err != nil {
			return err
		}
		rows = append(rows, []any{n, key})
	}
	return w.insert(`compared (document_id, key)`, rows)
}

// ComparisonKeys returns what the stored matches of each document were made
// from, by document ID. Documents whose matches were dropped have none.
func (s *Store) ComparisonKeys(ctx context.Context) (map[string][]byte, error) {
	keys := make(map[string][]byte)
	err := each(ctx, s.reader, func(rows *sql.Rows) error {
		var id int64
		var key []byte
		err := rows.Scan(&id, &key)
		keys[formatID(id)] = key
		return err
	}, `SELECT document_id, key FROM compared`)
	return keys, wrap("读取查重记录", err)
}

// sizes knows the size of the text of every current document, in bytes. It
// asks for one after another, and for all when many are wanted.
type sizes struct {
	*putter
	some map[string]int // negative: there is none
	all  map[string]int
}

const manySizes = 1000

// of returns the size of the text of document id; ok is false when there is
// no such document.
func (z *sizes) of(id string) (size int, ok bool, err error) {
	if len(z.some) >= manySizes && z.all == nil {
		if z.all, err = z.documentIDs(); err != nil {
			return 0, false, err
		}
	}
	if z.all != nil {
		size, ok = z.all[id]
		return size, ok, nil
	}
	if size, ok = z.some[id]; ok {
		return size, size >= 0, nil
	}
	size = -1
	if n, err := parseID(id); err == nil {
		if err := z.row(`SELECT octet_length(body) FROM texts WHERE document_id = ?`, []any{n}, &size); err != nil && !errors.Is(err, sql.ErrNoRows) {
			return 0, false, err
		}
	}
	z.some[id] = size
	return size, size >= 0, nil
}

// documentIDs returns all current document IDs with the size of their text in bytes.
func (w *putter) documentIDs() (map[string]int, error) {
	m := make(map[string]int)
	err := each(w.ctx, w.tx, func(rows *sql.Rows) error {
		var id int64
		var size int
		err := rows.Scan(&id, &size)
		m[formatID(id)] = size
		return err
	}, `SELECT document_id, octet_length(body) FROM texts`)
	return m, err
}

// inside refuses a span of a document that is gone or is shorter.
func (z *sizes) inside(id string, span corpus.Span) error {
	size, ok, err := z.of(id)
	switch {
	case err != nil:
		return err
	case !ok:
		return fmt.Errorf("%w：编号 %q", ErrNotFound, id)
	}
	if span.Start < 0 || span.End < span.Start || span.End > size {
		return fmt.Errorf("材料 %s 没有位置 [%d,%d)", id, span.Start, span.End)
	}
	return nil
}

// matchBits is the part of a match's ID that counts the matches of one later
// document: the ID depends on nothing else in the store.
const matchBits = 24

func (w *putter) matches(ms []Match, known *sizes) error {
	var matches, slots [][]any
	next := map[string]int64{} // by later document
	for _, m := range ms {
		if err := errors.Join(known.inside(m.A, m.SpanA), known.inside(m.B, m.SpanB)); err != nil {
			return err
		}
		b, err := parseID(m.B)
		if err != nil {
			return err
		}
		next[m.B]++
		id := b<<matchBits + next[m.B]
		matches = append(matches, []any{id, m.A, m.B, m.SpanA.Start, m.SpanA.End, m.SpanB.Start, m.SpanB.End, m.Class, m.Bits})
		for k, slot := range m.Slots {
			slots = append(slots, []any{id, k, slot.A.Start, slot.A.End, slot.B.Start, slot.B.End, slot.TextA, slot.TextB})
		}
	}
	if err := w.insert(`matches (id, a, b, a_start, a_stop, b_start, b_stop, class, bits)`, matches); err != nil {
		return err
	}
	return w.insert(`slots (match_id, ord, a_start, a_stop, b_start, b_stop, text_a, text_b)`, slots)
}

// nameLeaks stores what comparison found. Where reading the document alone
// found a name at an overlapping place, it is the same leak: it takes that
// place and name, so that nothing counts it twice.
func (w *putter) nameLeaks(leaks []NameLeak, known *sizes) error {
	if len(leaks) == 0 {
		return nil
	}
	own, err := w.ownLeaks()
	if err != nil {
		return err
	}
	rows := make([][]any, 0, len(leaks))
	next := map[int64]int{} // by document
	for _, l := range leaks {
		if err := known.inside(l.Document, l.Span); err != nil {
			return err
		}
		n, err := parseID(l.Document)
		if err != nil {
			return err
		}
		for _, have := range own[n] {
			if have.Overlap(l.Span) > 0 {
				l.Span, l.Name = have.Span, have.Name
				break
			}
		}
		rows = append(rows, leakRow(n, leakOfCompare, next[n], l.Leak))
		next[n]++
	}
	return w.insert(leakColumns, rows)
}

// ownLeaks returns the place and name of the leaks found by reading, by document.
func (w *putter) ownLeaks() (map[int64][]corpus.Leak, error) {
	m := make(map[int64][]corpus.Leak)
	err := each(w.ctx, w.tx, func(rows *sql.Rows) error {
		var id int64
		var l corpus.Leak
		err := rows.Scan(&id, &l.Start, &l.End, &l.Name)
		m[id] = append(m[id], l)
		return err
	}, `SELECT document_id, start, stop, name FROM leaks WHERE origin = 'document' ORDER BY document_id, ord`)
	return m, err
}

// LastComparison returns what the stored matches were made from; ok is false
// when nothing was ever compared. Matches are stale when its Seq is not the
// Seq of Changes, or its Stamp not the program's.
func (s *Store) LastComparison(ctx context.Context) (state ComparisonState, ok bool, err error) {
	var at string
	err = s.reader.QueryRowContext(ctx, `SELECT seq, stamp, generation, anew, matches, leaks, stored_at FROM comparisons ORDER BY id DESC LIMIT 1`).
		Scan(&state.Seq, &state.Stamp, &state.Generation, &state.Anew, &state.Matches, &state.Leaks, &at)
	if errors.Is(err, sql.ErrNoRows) {
		return ComparisonState{}, false, nil
	}
	if err == nil {
		state.At, err = time.Parse(time.RFC3339, at)
	}
	return state, err == nil, wrap("读取查重记录", err)
}

// Matches returns the matches that document id takes part in, on either side,
// by place in that document.
func (s *Store) Matches(ctx context.Context, id string) ([]Match, error) {
	n, err := parseID(id)
	if err != nil {
		return nil, wrap("读取雷同", err)
	}
	return s.someMatches(ctx, `m.a = ?1 OR m.b = ?1`, `CASE m.a WHEN ?1 THEN m.a_start ELSE m.b_start END, m.id`, n)
}

// PairMatches returns the matches between two documents, whichever is the
// earlier, by place in the earlier one.
func (s *Store) PairMatches(ctx context.Context, a, b string) ([]Match, error) {
	na, errA := parseID(a)
	nb, errB := parseID(b)
	if err := errors.Join(errA, errB); err != nil {
		return nil, wrap("读取雷同", err)
	}
	return s.someMatches(ctx, `m.a = ?1 AND m.b = ?2 OR m.a = ?2 AND m.b = ?1`, `m.a_start, m.id`, na, nb)
}

// AllMatches yields every match by the number of its later document, then in
// the order compare gave them. After an error it yields nothing more.
func (s *Store) AllMatches(ctx context.Context) iter.Seq2[Match, error] {
	const page = 1024
	return func(yield func(Match, error) bool) {
		for after := int64(0); ; {
			ms, err := s.someMatches(ctx, `m.id IN (SELECT id FROM matches WHERE id > ? ORDER BY id LIMIT ?)`, `m.id`, after, page)
			if err != nil {
				yield(Match{}, err)
				return
			}
			if len(ms) == 0 {
				return
			}
			for _, m := range ms {
				if !yield(m, nil) {
					return
				}
			}
			after = ms[len(ms)-1].ID
		}
	}
}

// someMatches reads the matches that meet a condition, with their slots.
func (s *Store) someMatches(ctx context.Context, where, order string, args ...any) (out []Match, err error) {
	err = each(ctx, s.reader, func(rows *sql.Rows) error {
		m, slot, err := scanMatch(rows)
		if err != nil {
			return err
		}
		if n := len(out); n == 0 || out[n-1].ID != m.ID {
			out = append(out, m)
		}
		if slot != nil {
			last := &out[len(out)-1]
			last.Slots = append(last.Slots, *slot)
		}
		return nil
	}, `SELECT m.id, m.a, m.b, m.a_start, m.a_stop, m.b_start, m.b_stop, m.class, m.bits,
			s.a_start, s.a_stop, s.b_start, s.b_stop, s.text_a, s.text_b
		FROM matches m LEFT JOIN slots s ON s.match_id = m.id WHERE `+where+` ORDER BY `+order+`, s.ord`, args...)
	if err != nil {
		return nil, wrap("读取雷同", err)
	}
	return out, nil
}

// scanMatch reads a row of someMatches: a match without its slots, and one
// of its slots when it has any.
func scanMatch(rows *sql.Rows) (m Match, slot *Slot, err error) {
	var a, b int64
	var at [4]sql.NullInt64
	var textA, textB sql.NullString
	err = rows.Scan(&m.ID, &a, &b, &m.SpanA.Start, &m.SpanA.End, &m.SpanB.Start, &m.SpanB.End, &m.Class, &m.Bits,
		&at[0], &at[1], &at[2], &at[3], &textA, &textB)
	m.A, m.B = formatID(a), formatID(b)
	if at[0].Valid {
		slot = &Slot{
			A:     corpus.Span{Start: int(at[0].Int64), End: int(at[1].Int64)},
			B:     corpus.Span{Start: int(at[2].Int64), End: int(at[3].Int64)},
			TextA: textA.String, TextB: textB.String,
		}
	}
	return m, slot, err
}
