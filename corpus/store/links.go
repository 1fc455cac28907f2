package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"

	"wenjian/corpus"
)

// A UnitPrint is what a document tells of its unit, without its text.
type UnitPrint struct {
	Document          string // ID
	Unit, Kind, Level string // see corpus.Unit
	Superior          string
	Title             string
	Path              string // first path under which it came
}

// UnitPrints returns what documents tell of their units, by document ID: of
// those with the IDs given, or of all when ids is nil.
func (s *Store) UnitPrints(ctx context.Context, ids []string) (out []UnitPrint, err error) {
	where, args := Filter{IDs: ids}.where()
	err = each(ctx, s.reader, func(rows *sql.Rows) error {
		var id int64
		var p UnitPrint
		err := rows.Scan(&id, &p.Unit, &p.Kind, &p.Level, &p.Superior, &p.Title, &p.Path)
		p.Document = formatID(id)
		out = append(out, p)
		return err
	}, `SELECT d.id, d.unit, d.unit_kind, d.unit_level, d.superior, d.title, s.path FROM documents d JOIN sources s ON s.id = d.source_id WHERE `+where+` ORDER BY d.id`, args...)
	return out, wrap("读取材料的单位", err)
}

// A LinkState says what the stored links were made from.
type LinkState struct {
	Stamp string // of register and rules, the caller's
	Home  string // the county whose offices leave its name out, see register.Options
	Seq   int64  // changes up to here were looked at
}

// LinkState returns what the stored links were made from; the zero value says
// that none were made.
func (s *Store) LinkState(ctx context.Context) (l LinkState, err error) {
	err = s.reader.QueryRowContext(ctx, `SELECT stamp, home, seq FROM register_state`).Scan(&l.Stamp, &l.Home, &l.Seq)
	if errors.Is(err, sql.ErrNoRows) {
		err = nil
	}
	return l, wrap("读取名册", err)
}

// RegisterHome returns the home of the state that the links were made from.
func (s *Store) RegisterHome(ctx context.Context) (string, error) {
	l, err := s.LinkState(ctx)
	return l.Home, err
}

// A Link is a link with the unit whose texts count as the document's own.
type Link struct {
	corpus.UnitLink
	Owner string // ID of an entry, mostly that of Unit; empty with it
}

// PutLinks stores links over those of the same documents, and what they were
// made from, in one transaction. Where an owner changes, Owners says that
// documents are to be compared again. Documents and units that are gone
// meanwhile are passed over; the change that took them away is seen next time.
func (s *Store) PutLinks(ctx context.Context, links []Link, state LinkState) error {
	return s.write(ctx, "保存材料与名册的对应", func(tx *sql.Tx) error {
		w := newPutter(ctx, tx)
		units, err := w.units()
		if err != nil {
			return err
		}
		changed := false
		for _, l := range links {
			other, err := w.link(l, units)
			if err != nil {
				return err
			}
			changed = changed || other
		}
		if changed {
			if err := w.count(ownersVersion); err != nil {
				return err
			}
		}
		return w.exec(`INSERT OR REPLACE INTO register_state (id, stamp, home, seq) VALUES (1, ?, ?, ?)`, state.Stamp, state.Home, state.Seq)
	})
}

// Keys of meta: how often owners of documents changed, and the state of that
// count which the last comparison knew.
const (
	ownersVersion  = "owners"
	ownersCompared = "owners-compared"
)

// count raises a counter of meta by one.
func (w *putter) count(key string) error {
	return w.exec(`INSERT INTO meta (key, value) VALUES (?, '1') ON CONFLICT (key) DO UPDATE SET value = CAST(value AS INTEGER) + 1`, key)
}

// Owners returns a number that grows whenever owners of documents change, and
// whether a comparison knew them as they are: see OwnersCompared.
func (s *Store) Owners(ctx context.Context) (version int64, compared bool, err error) {
	var known int64
	err = s.reader.QueryRowContext(ctx, `SELECT coalesce(max(CASE key WHEN ?1 THEN CAST(value AS INTEGER) END), 0), coalesce(max(CASE key WHEN ?2 THEN CAST(value AS INTEGER) END), 0)
		FROM meta WHERE key IN (?1, ?2)`, ownersVersion, ownersCompared).Scan(&version, &known)
	return version, version == known, wrap("读取名册", err)
}

// OwnersCompared notes that documents were compared with the owners of that
// version.
func (s *Store) OwnersCompared(ctx context.Context, version int64) error {
	return s.write(ctx, "保存雷同", func(tx *sql.Tx) error {
		return newPutter(ctx, tx).exec(`INSERT OR REPLACE INTO meta (key, value) VALUES (?, ?)`, ownersCompared, strconv.FormatInt(version, 10))
	})
}

// link stores one link and reports whether the document has another owner now.
func (w *putter) link(l Link, units map[int64]bool) (changed bool, err error) {
	id, err := parseID(l.Document)
	if err != nil {
		return false, err
	}
	unit, owner := reference(l.Unit, units), reference(l.Owner, units)
	var old sql.NullInt64
	err = w.row(`SELECT (SELECT owner_id FROM register_links WHERE document_id = d.id) FROM documents d WHERE d.id = ?`, []any{id}, &old)
	if errors.Is(err, sql.ErrNoRows) {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	candidates, err := json.Marshal(append([]string{}, l.Candidates...))
	if err != nil {
		return false, err
	}
	return old != owner, w.exec(`INSERT OR REPLACE INTO register_links (document_id, unit_id, owner_id, rule, confidence, candidates) VALUES (?, ?, ?, ?, ?, ?)`,
		id, unit, owner, l.Rule, l.Confidence, string(candidates))
}

// reference returns the number of a unit that is there, or null.
func reference(id string, units map[int64]bool) (out sql.NullInt64) {
	if n, err := parseID(id); err == nil && units[n] {
		out = sql.NullInt64{Int64: n, Valid: true}
	}
	return out
}

// Links returns the links of all documents that were looked at, by document
// ID. IDs, where given, pick documents.
func (s *Store) Links(ctx context.Context, ids ...string) (map[string]Link, error) {
	out := make(map[string]Link)
	f := Filter{}
	if len(ids) > 0 {
		f.IDs = ids
	}
	where, args := f.where()
	err := each(ctx, s.reader, func(rows *sql.Rows) error {
		var id int64
		var l Link
		var unit, owner sql.NullInt64
		var candidates string
		if err := rows.Scan(&id, &unit, &owner, &l.Rule, &l.Confidence, &candidates); err != nil {
			return err
		}
		l.Document, l.Unit, l.Owner = formatID(id), optionalID(unit), optionalID(owner)
		if err := json.Unmarshal([]byte(candidates), &l.Candidates); err != nil {
			return fmt.Errorf("材料 %d：%w", id, err)
		}
		if len(l.Candidates) == 0 {
			l.Candidates = nil
		}
		out[l.Document] = l
		return nil
	}, `SELECT l.document_id, l.unit_id, l.owner_id, l.rule, l.confidence, l.candidates
		FROM register_links l JOIN documents d ON d.id = l.document_id JOIN sources s ON s.id = d.source_id WHERE `+where, args...)
	return out, wrap("读取材料与名册的对应", err)
}

// A UnitCount is what the documents of one unit of the register come to.
type UnitCount struct {
	Documents int
	Last      string // latest date of a document, as corpus.Document.Date; empty when none is dated
}

// UnitCounts counts the documents of the units of the register that have any,
// by unit ID.
func (s *Store) UnitCounts(ctx context.Context) (map[string]UnitCount, error) {
	out := make(map[string]UnitCount)
	err := each(ctx, s.reader, func(rows *sql.Rows) error {
		var id int64
		var c UnitCount
		err := rows.Scan(&id, &c.Documents, &c.Last)
		out[formatID(id)] = c
		return err
	}, `SELECT l.unit_id, count(*), max(d.date) FROM register_links l JOIN documents d ON d.id = l.document_id WHERE l.unit_id IS NOT NULL GROUP BY l.unit_id`)
	return out, wrap("统计名册", err)
}
