package store

import (
	"context"
	"database/sql"
	"fmt"
	"strings"
)

// A Filter picks documents; an empty field picks all.
type Filter struct {
	IDs    []string // unknown IDs are passed over
	Source string   // a path under which it came
	Unit   string   // counts as the same in any script or width; a name of a unit of the register finds the documents linked to it, too
	Kind   string   // of the document
	Limit  int      // 0 means all
	Offset int
}

// A Row is a document without its text and facts.
type Row struct {
	ID             string
	Source         string // path
	Ordinal        int
	Title          string
	Kind           string
	Unit, UnitKind string
	Registered     string // name of the unit of the register that wrote it; empty when it is linked to none
	Superior       string
	Date           string
	Campaign       string
	Characters     int // code points of the text
	Sections       int
	Activities     int // mentions
	Figures        int
	Leaks          int
	Matches        int // shared passages on either side, of any class
}

// List returns the documents that f picks, in the order of their IDs.
func (s *Store) List(ctx context.Context, f Filter) ([]Row, error) {
	where, args := f.where()
	limit := f.Limit
	if limit <= 0 {
		limit = -1
	}
	out, err := s.list(ctx, where, `d.id`, limit, f.Offset, args...)
	return out, wrap("列出材料", err)
}

// list returns the documents that meet a condition over documents d and
// sources s.
func (s *Store) list(ctx context.Context, where, order string, limit, offset int, args ...any) (out []Row, err error) {
	err = each(ctx, s.reader, func(rows *sql.Rows) error {
		var r Row
		var id int64
		err := rows.Scan(&id, &r.Source, &r.Ordinal, &r.Title, &r.Kind, &r.Unit, &r.UnitKind, &r.Registered, &r.Superior, &r.Date, &r.Campaign, &r.Characters,
			&r.Sections, &r.Activities, &r.Figures, &r.Leaks, &r.Matches)
		r.ID = formatID(id)
		out = append(out, r)
		return err
	}, `SELECT d.id, s.path, d.ordinal, d.title, d.kind, d.unit, d.unit_kind, coalesce(u.name, ''), d.superior, d.date, d.campaign, d.characters,
			(SELECT count(*) FROM sections x WHERE x.document_id = d.id),
			(SELECT count(*) FROM activities x WHERE x.document_id = d.id),
			(SELECT count(*) FROM figures x WHERE x.document_id = d.id),
			(SELECT count(*) FROM (SELECT DISTINCT start, stop, name FROM leaks x WHERE x.document_id = d.id)),
			(SELECT count(*) FROM matches x WHERE x.a = d.id) + (SELECT count(*) FROM matches x WHERE x.b = d.id)
		FROM documents d JOIN sources s ON s.id = d.source_id LEFT JOIN register_links l ON l.document_id = d.id LEFT JOIN register u ON u.id = l.unit_id
		WHERE `+where+` ORDER BY `+order+fmt.Sprintf(` LIMIT %d OFFSET %d`, limit, offset), args...)
	if err != nil {
		return nil, err
	}
	return out, nil
}

// where returns the filter as an SQL condition over documents d and sources s.
func (f Filter) where() (string, []any) {
	conditions, args := []string{"1"}, []any{}
	if f.IDs != nil {
		marks := []string{"NULL"}
		for _, id := range f.IDs {
			if n, err := parseID(id); err == nil {
				marks, args = append(marks, "?"), append(args, n)
			}
		}
		conditions = append(conditions, "d.id IN ("+strings.Join(marks, ", ")+")")
	}
	for _, c := range []struct{ condition, value string }{
		{"s.id IN (SELECT source_id FROM sightings WHERE path = ? AND gone = 0)", f.Source}, {"d.kind = ?", f.Kind},
	} {
		if c.value != "" {
			conditions, args = append(conditions, c.condition), append(args, c.value)
		}
	}
	if key := UnitKey(f.Unit); key != "" {
		conditions = append(conditions, `(d.unit_key = ? OR d.id IN (SELECT k.document_id FROM register_links k JOIN register_names n ON n.unit_id = k.unit_id WHERE n.unit_key = ?))`)
		args = append(args, key, key)
	}
	return strings.Join(conditions, " AND "), args
}

// Counts says how much a workspace holds.
type Counts struct {
	Sources    int   // current
	Documents  int   //
	Units      int   // different ones that are known
	NoUnit     int   // documents whose unit is unknown
	Characters int64 // code points of all texts
	Bytes      int64 // of all sources as handed in, each content once
	Activities int   // mentions
	Matches    int   // shared passages of any class
	Leaks      int   // foreign names
	Failed     int   // files that failed when last imported
}

// Counts counts what the workspace holds.
func (s *Store) Counts(ctx context.Context) (Counts, error) {
	var c Counts
	err := s.reader.QueryRowContext(ctx, `SELECT
		(SELECT count(*) FROM sources WHERE superseded = 0),
		(SELECT count(*) FROM documents),
		(SELECT count(DISTINCT unit_key) FROM counted WHERE unit_key <> ''),
		(SELECT count(*) FROM documents WHERE unit_key = ''),
		(SELECT coalesce(sum(characters), 0) FROM documents),
		(SELECT coalesce(sum(size), 0) FROM blobs),
		(SELECT count(*) FROM activities),
		(SELECT count(*) FROM matches),
		(SELECT count(*) FROM (SELECT DISTINCT document_id, start, stop, name FROM leaks)),
		(SELECT count(*) FROM failed_files)`).
		Scan(&c.Sources, &c.Documents, &c.Units, &c.NoUnit, &c.Characters, &c.Bytes, &c.Activities, &c.Matches, &c.Leaks, &c.Failed)
	return c, wrap("统计工作区", err)
}
