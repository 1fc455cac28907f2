package store_test

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"

	"wenjian/corpus"
	"wenjian/corpus/store"
)

func TestOpenCreatesPrivateFolder(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "a", "b")
	s, err := store.Open(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	first, err := s.Identity(t.Context())
	if err != nil || len(first) != 32 {
		t.Errorf("identity %q, %v", first, err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if info, err := os.Stat(dir); err != nil || runtime.GOOS != "windows" && info.Mode().Perm() != 0o700 {
		t.Errorf("folder: %v, %v", info.Mode(), err)
	}
	if info, err := os.Stat(filepath.Join(dir, "wenjian.db")); err != nil || runtime.GOOS != "windows" && info.Mode().Perm() != 0o600 {
		t.Errorf("database: %v, %v", info.Mode(), err)
	}
	s, err = store.OpenExisting(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if again, _ := s.Identity(t.Context()); again != first {
		t.Errorf("identity changed from %s to %s", first, again)
	}
}

func TestOpenRefuses(t *testing.T) {
	file := func(name, content string) func(t *testing.T, dir string) {
		return func(t *testing.T, dir string) {
			if err := os.WriteFile(filepath.Join(dir, name), []byte(content), 0o600); err != nil {
				t.Fatal(err)
			}
		}
	}
	db := func(queries ...string) func(t *testing.T, dir string) {
		return func(t *testing.T, dir string) {
			for _, q := range queries {
				exec1(t, raw(t, dir), q)
			}
		}
	}
	for _, c := range []struct {
		name  string
		plant func(t *testing.T, dir string)
		want  error
	}{
		{"foreign folder", file("论文.docx", "x"), store.ErrNotWorkspace},
		{"not a database", file("wenjian.db", strings.Repeat("no database ", 100)), store.ErrNotWorkspace},
		{"foreign database", db(`CREATE TABLE t (x)`), store.ErrNotWorkspace},
		{"other application", db(`PRAGMA application_id = 42`, `PRAGMA user_version = 1`), store.ErrNotWorkspace},
		{"hidden files only", file(".DS_Store", ""), nil},
		{"empty database", file("wenjian.db", ""), nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			dir := t.TempDir()
			c.plant(t, dir)
			s, err := store.Open(t.Context(), dir)
			if !errors.Is(err, c.want) {
				t.Errorf("error %v, want %v", err, c.want)
			}
			if err == nil {
				s.Close()
			} else if !strings.Contains(err.Error(), dir) {
				t.Errorf("error does not name the folder: %v", err)
			}
		})
	}
	t.Run("no workspace", func(t *testing.T) {
		dir := filepath.Join(t.TempDir(), "none")
		if _, err := store.OpenExisting(t.Context(), dir); !errors.Is(err, store.ErrNoWorkspace) {
			t.Errorf("error %v", err)
		}
		if _, err := os.Stat(dir); !errors.Is(err, fs.ErrNotExist) {
			t.Error("OpenExisting made the folder")
		}
	})
	t.Run("a file", func(t *testing.T) {
		name := filepath.Join(t.TempDir(), "f")
		if err := os.WriteFile(name, nil, 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := store.Open(t.Context(), name); !errors.Is(err, store.ErrNotWorkspace) {
			t.Errorf("error %v", err)
		}
	})
	t.Run("newer", func(t *testing.T) {
		s := open(t)
		exec1(t, raw(t, s.Dir()), `INSERT INTO goose_db_version (version_id, is_applied) VALUES (9999, 1)`)
		if _, err := store.Open(t.Context(), s.Dir()); !errors.Is(err, store.ErrNewer) {
			t.Errorf("error %v", err)
		}
	})
}

// Several processes may open a new workspace at the same time.
func TestOpenConcurrently(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "w")
	var wg sync.WaitGroup
	for range 6 {
		wg.Go(func() {
			s, err := store.Open(t.Context(), dir)
			if err != nil {
				t.Error(err)
				return
			}
			defer s.Close()
			if _, err := s.Counts(t.Context()); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
}

// Readers see whole submissions while writers of two processes write.
func TestConcurrentReadersAndWriters(t *testing.T) {
	s := open(t)
	other, err := store.Open(t.Context(), s.Dir())
	if err != nil {
		t.Fatal(err)
	}
	defer other.Close()
	const writers, each = 4, 15
	var write, read sync.WaitGroup
	stop := make(chan struct{})
	for i := range writers {
		write.Go(func() {
			st := []*store.Store{s, other}[i%2]
			for k := range each {
				path := string(rune('a'+i)) + string(rune('a'+k))
				docs := []*corpus.Document{full(t), full(t)}
				docs[1].Ordinal = 2
				if _, err := st.Put(t.Context(), corpus.Source{Path: path}, []byte(path), docs, "v"); err != nil {
					t.Error(err)
				}
			}
		})
	}
	for range 3 {
		read.Go(func() {
			for {
				select {
				case <-stop:
					return
				default:
				}
				if c, err := s.Counts(t.Context()); err != nil || c.Documents != 2*c.Sources {
					t.Errorf("counts %+v, %v", c, err)
				}
				for d, err := range other.Documents(t.Context()) {
					if err != nil || len(d.Figures) != 2 {
						t.Errorf("document %+v, %v", d, err)
					}
				}
			}
		})
	}
	write.Wait()
	close(stop)
	read.Wait()
	if n := len(all(t, s)); n != 2*writers*each {
		t.Errorf("%d documents, want %d", n, 2*writers*each)
	}
}

// Query cannot write.
func TestQueryIsReadOnly(t *testing.T) {
	s := open(t)
	rows, err := s.Query(t.Context(), `DELETE FROM meta RETURNING key`)
	if err == nil {
		defer rows.Close()
		for rows.Next() {
		}
		err = rows.Err()
	}
	if err == nil {
		t.Error("a report deleted rows")
	}
}
