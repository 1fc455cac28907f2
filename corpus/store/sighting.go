package store

import (
	"context"
	"database/sql"
	"errors"
	"maps"
	"slices"
	"time"
)

// A Sighting is one path under which the bytes of a source came.
type Sighting struct {
	Path string
	Run  int64     // the import that saw it first; 0 when that is not known
	At   time.Time // when it was first seen
	Last int64     // the last import that saw these bytes there; 0 when that is not known
	Gone bool      // the path has other bytes now
}

// Sightings returns every path under which the source of a document came, the
// first one first, or an error that wraps ErrNotFound.
func (s *Store) Sightings(ctx context.Context, id string) ([]Sighting, error) {
	doing := "读取材料 " + id + " 的来源"
	n, err := parseID(id)
	if err != nil {
		return nil, wrap(doing, err)
	}
	var out []Sighting
	err = each(ctx, s.reader, func(rows *sql.Rows) error {
		var g Sighting
		var at string
		err := rows.Scan(&g.Path, &g.Run, &at, &g.Last, &g.Gone)
		if err == nil {
			g.At, err = time.Parse(time.RFC3339, at)
		}
		g.Last = max(g.Last, g.Run)
		out = append(out, g)
		return err
	}, `SELECT g.path, g.run_id, g.seen_at,
			coalesce((SELECT max(f.run_id) FROM run_files f WHERE f.path = g.path AND f.sha256 = s.sha256 AND f.fate NOT IN ('failed', 'skipped')), 0), g.gone
		FROM documents d JOIN sources s ON s.id = d.source_id JOIN sightings g ON g.source_id = s.id WHERE d.id = ? ORDER BY g.id`, n)
	if err == nil && len(out) == 0 {
		err = ErrNotFound
	}
	if err != nil {
		return nil, wrap(doing, err)
	}
	return out, nil
}

// A Twin is a stored source with the same bytes as another.
type Twin struct {
	Source int64    // for Submission.SameAs
	Paths  []string // that show it, the first one first
}

// mostTwins is how many sources Twins returns: a blank form that thousands
// hand in must not make each of them slower than the one before.
const mostTwins = 100

// Twins returns the current sources with those bytes, the oldest first, at
// most 100.
func (s *Store) Twins(ctx context.Context, sha256 string) ([]Twin, error) {
	var out []Twin
	err := each(ctx, s.reader, func(rows *sql.Rows) error {
		var id int64
		var path string
		if err := rows.Scan(&id, &path); err != nil {
			return err
		}
		if n := len(out); n == 0 || out[n-1].Source != id {
			out = append(out, Twin{Source: id})
		}
		t := &out[len(out)-1]
		t.Paths = append(t.Paths, path)
		return nil
	}, `SELECT s.id, g.path FROM sources s JOIN sightings g ON g.source_id = s.id AND g.gone = 0
		WHERE s.id IN (SELECT id FROM sources WHERE sha256 = ? AND superseded = 0 ORDER BY id LIMIT ?) ORDER BY s.id, g.id`, sha256, mostTwins)
	if err != nil {
		return nil, wrap("查询相同的文件", err)
	}
	return out, nil
}

// IdenticalTo returns the documents that came in other files with the same
// bytes, at the same place in them, by ID: submissions that were kept apart
// because they are another unit's, or unit or period is unknown.
func (s *Store) IdenticalTo(ctx context.Context, id string) ([]Row, error) {
	n, err := parseID(id)
	if err != nil {
		return nil, wrap("查询相同的文件", err)
	}
	rows, err := s.list(ctx, `s.superseded = 0 AND d.id <> ?1 AND d.ordinal = (SELECT ordinal FROM documents WHERE id = ?1)
			AND s.sha256 = (SELECT t.sha256 FROM documents e JOIN sources t ON t.id = e.source_id WHERE e.id = ?1)`,
		`d.id`, -1, 0, n)
	return rows, wrap("查询相同的文件", err)
}

// An Origin counts where a document came from.
type Origin struct {
	Sightings int // paths that show it now
	Identical int // other submissions with the same bytes
}

// Origins returns the origin of every document, by ID, that came more than
// once or has identical submissions.
func (s *Store) Origins(ctx context.Context) (map[string]Origin, error) {
	m := make(map[string]Origin)
	err := each(ctx, s.reader, func(rows *sql.Rows) error {
		var id int64
		var o Origin
		err := rows.Scan(&id, &o.Sightings, &o.Identical)
		m[formatID(id)] = o
		return err
	}, `SELECT d.id, g.n, t.n - 1 FROM documents d JOIN sources s ON s.id = d.source_id
			JOIN (SELECT source_id, count(*) AS n FROM sightings WHERE gone = 0 GROUP BY source_id) g ON g.source_id = s.id
			JOIN (SELECT sha256, count(*) AS n FROM sources WHERE superseded = 0 GROUP BY sha256) t ON t.sha256 = s.sha256
		WHERE g.n > 1 OR t.n > 1`)
	return m, wrap("统计来源", err)
}

// sighted is what a path shows at the moment.
type sighted struct {
	id          int64 // of the sighting
	source      int64
	sha, stamp  string
	sourcePath  string // the path that stands for the source
	found, main bool   // main: it is this one
}

// sightedAt returns the source that the path shows.
func (w *putter) sightedAt(path string) (g sighted, err error) {
	err = w.row(`SELECT g.id, s.id, s.sha256, s.stamp, s.path FROM sightings g JOIN sources s ON s.id = g.source_id WHERE g.path = ? AND g.gone = 0`,
		[]any{path}, &g.id, &g.source, &g.sha, &g.stamp, &g.sourcePath)
	if errors.Is(err, sql.ErrNoRows) {
		return sighted{}, nil
	}
	g.found, g.main = err == nil, g.sourcePath == path
	return g, err
}

// Places says what a path given to an import stands for: known is the path
// under which the file at that location was imported before, taken the
// location of the file that has the path now. Either is empty when there is
// none. A path is what the user wrote; two folders may hold files of one name.
func (s *Store) Places(ctx context.Context, path, location string) (known, taken string, err error) {
	err = s.reader.QueryRowContext(ctx, `SELECT
		coalesce((SELECT path FROM sightings WHERE location = ?1 AND location <> '' AND gone = 0 ORDER BY id LIMIT 1), ''),
		coalesce((SELECT location FROM sightings WHERE path = ?2 AND gone = 0), '')`, location, path).Scan(&known, &taken)
	return known, taken, wrap("查询 "+path, err)
}

// see records that the bytes of a source came under the path of sub.
func (w *putter) see(source int64, sub Submission) error {
	return w.exec(`INSERT INTO sightings (source_id, path, location, run_id, seen_at) VALUES (?, ?, ?, ?, ?)`, source, sub.Source.Path, sub.Location, sub.Run, w.now)
}

// unsee records that a path no longer shows its source: the path has other
// bytes. A source that no path shows is superseded; one that others show
// takes the oldest of them as its own.
func (w *putter) unsee(g sighted) error {
	if err := w.exec(`UPDATE sightings SET gone = 1 WHERE id = ?`, g.id); err != nil {
		return err
	}
	var heir string
	err := w.row(`SELECT path FROM sightings WHERE source_id = ? AND gone = 0 ORDER BY id LIMIT 1`, []any{g.source}, &heir)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return w.supersede(g.source)
	case err != nil || !g.main:
		return err
	}
	if err := w.exec(`UPDATE sources SET path = ? WHERE id = ?`, heir, g.source); err != nil {
		return err
	}
	have, err := w.ordinals(g.source)
	if err != nil {
		return err
	}
	for _, id := range slices.Sorted(maps.Values(have)) { // projections show the path
		if err := w.changed(id, false); err != nil {
			return err
		}
	}
	return nil
}

// holds reports whether that source is current and has those bytes, and
// returns the stamp of its facts.
func (w *putter) holds(source int64, sha256 string) (stamp string, ok bool, err error) {
	err = w.row(`SELECT stamp FROM sources WHERE id = ? AND sha256 = ? AND superseded = 0`, []any{source, sha256}, &stamp)
	if errors.Is(err, sql.ErrNoRows) {
		return "", false, nil
	}
	return stamp, err == nil, err
}
