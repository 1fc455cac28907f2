package store

import (
	"database/sql"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"reflect"
	"testing"

	"github.com/pressly/goose/v3"

	"wenjian/corpus"
)

// Migrations go up from nothing, all the way down and up again; after that
// nothing is pending and the workspace is sound.
func TestMigrationsUpAndDown(t *testing.T) {
	s, err := Open(t.Context(), filepath.Join(t.TempDir(), "w"))
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	files, err := fs.Sub(migrations, "migrations")
	if err != nil {
		t.Fatal(err)
	}
	p, err := goose.NewProvider(goose.DialectSQLite3, s.writer, files, goose.WithDisableGlobalRegistry(true), goose.WithLogger(goose.NopLogger()))
	if err != nil {
		t.Fatal(err)
	}
	if pending, err := p.HasPending(t.Context()); pending || err != nil {
		t.Errorf("pending after Open: %v, %v", pending, err)
	}
	tables := func() (names []string) {
		err := each(t.Context(), s.writer, func(rows *sql.Rows) error {
			var name string
			err := rows.Scan(&name)
			names = append(names, name)
			return err
		}, `SELECT name FROM sqlite_master WHERE name NOT LIKE 'sqlite_%' AND name NOT LIKE 'goose_%' ORDER BY name`)
		if err != nil {
			t.Fatal(err)
		}
		return names
	}
	before := len(tables())
	if _, err := p.DownTo(t.Context(), 0); err != nil {
		t.Fatal(err)
	}
	if left := tables(); len(left) > 0 {
		t.Errorf("left after going down: %v", left)
	}
	if _, err := p.Up(t.Context()); err != nil {
		t.Fatal(err)
	}
	if n := len(tables()); n != before || n == 0 {
		t.Errorf("%d tables and indexes, want %d", n, before)
	}
	if problems, err := s.Check(t.Context()); err != nil || len(problems) > 0 {
		t.Errorf("check: %v, %v", problems, err)
	}
}

// openOld makes a workspace of an earlier schema with the rows of a file in
// testdata and opens it with this program.
func openOld(t *testing.T, version int64, rows string) *Store {
	t.Helper()
	dir := t.TempDir()
	db, err := sql.Open("sqlite", dsn(filepath.Join(dir, fileName), false))
	if err != nil {
		t.Fatal(err)
	}
	files, err := fs.Sub(migrations, "migrations")
	if err != nil {
		t.Fatal(err)
	}
	p, err := goose.NewProvider(goose.DialectSQLite3, db, files, goose.WithDisableGlobalRegistry(true), goose.WithLogger(goose.NopLogger()))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := p.UpTo(t.Context(), version); err != nil {
		t.Fatal(err)
	}
	old, err := fs.ReadFile(os.DirFS("testdata"), rows)
	if err != nil {
		t.Fatal(err)
	}
	for _, q := range []string{fmt.Sprintf("PRAGMA application_id = %d", applicationID), string(old)} {
		if _, err := db.ExecContext(t.Context(), q); err != nil {
			t.Fatal(err)
		}
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	s, err := Open(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	return s
}

// A workspace of the first schema opens in this program and has lost nothing:
// every source is a sighting, every file a fate, every property a fact.
func TestUpgrade(t *testing.T) {
	s := openOld(t, 1, "workspace1.sql")
	if problems, err := s.Check(t.Context()); err != nil || len(problems) > 0 {
		t.Errorf("check: %v, %v", problems, err)
	}
	list, err := s.Sightings(t.Context(), "2")
	if err != nil || len(list) != 1 || list[0].Path != "甲.docx" || list[0].Run != 0 || list[0].At.Year() != 2026 || list[0].Gone {
		t.Errorf("sightings %+v, %v", list, err)
	}
	if ids, err := s.DocumentsWith(t.Context(), "author", "王芳"); err != nil || len(ids) != 1 || ids[0] != "2" {
		t.Errorf("documents by the author: %v, %v", ids, err)
	}
	fates := map[string]Fate{}
	for run := range int64(3) {
		files, err := s.RunFiles(t.Context(), run)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range files {
			fates[fmt.Sprint(run, f.Path)] = f.Fate
			if f.Path == "甲.docx" && run == 1 && (len(f.Warnings) != 1 || f.Warnings[0].Reason != "末尾不完整（truncated-utf8）。请补报。") {
				t.Errorf("warnings %+v", f.Warnings)
			}
		}
	}
	if want := (map[string]Fate{"1甲.docx": Added, "1坏.doc": Failed, "1好.doc": Failed, "2甲.docx": Added, "2好.doc": Unchanged}); !maps.Equal(fates, want) {
		t.Errorf("fates %v, want %v", fates, want)
	}
	if bad, err := s.Failures(t.Context()); err != nil || len(bad) != 1 || bad[0].Path != "坏.doc" || bad[0].Kept {
		t.Errorf("failures %+v, %v", bad, err)
	}
	if runs, err := s.Runs(t.Context(), 0); err != nil || len(runs) != 2 || runs[1].Warned != 1 || len(runs[1].Inputs) != 0 {
		t.Errorf("runs %+v, %v", runs, err)
	}
}

// A workspace from before events and levels opens with its facts as they
// were; what nobody looked for then is unknown, not none.
func TestUpgradeFacts(t *testing.T) {
	s := openOld(t, 3, "workspace3.sql")
	if problems, err := s.Check(t.Context()); err != nil || len(problems) > 0 {
		t.Errorf("check: %v, %v", problems, err)
	}
	d, err := s.Document(t.Context(), "1")
	if err != nil {
		t.Fatal(err)
	}
	if d.Unit.Kind != "村" || d.Unit.Level != "" || d.Citations != nil || d.Exceptions != nil {
		t.Errorf("%+v", d)
	}
	want := []corpus.Activity{
		{Span: corpus.Span{Start: 0, End: 9}, Kind: "讲党课", Status: corpus.Held, When: "2010-06", By: corpus.By{Rule: "activities/讲党课/1", Confidence: 0.9}},
		{Span: corpus.Span{Start: 12, End: 21}, Kind: "讲党课", Status: corpus.Planned, By: corpus.By{Rule: "activities/讲党课/1", Confidence: 0.9}},
	}
	if !reflect.DeepEqual(d.Activities, want) {
		t.Errorf("activities %+v, want %+v", d.Activities, want)
	}
	if fresh, err := s.Fresh(t.Context(), "村.txt", d.Source.SHA256, "v1"); err != nil || !fresh {
		t.Errorf("the stamp is not what it was: %v, %v", fresh, err)
	}
}
