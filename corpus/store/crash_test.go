package store_test

import (
	"bufio"
	"context"
	"database/sql"
	"fmt"
	"math/rand/v2"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	"wenjian/corpus"
	"wenjian/corpus/store"
)

// A batch that fails half-way leaves nothing behind and gives no document an
// ID; the same batch again ends like an unbroken one.
func TestFailedPutLeavesNothing(t *testing.T) {
	s := open(t)
	put(t, s, "old.txt", "旧", "v1", &corpus.Document{Ordinal: 1, Text: "旧"})
	before, err := s.Changes(t.Context(), 0)
	if err != nil {
		t.Fatal(err)
	}
	var subs []store.Submission
	for i := range 20 {
		subs = append(subs, store.Submission{Source: corpus.Source{Path: fmt.Sprint(i)}, Data: []byte{byte(i)}, Documents: []*corpus.Document{full(t)}, Stamp: "v"})
	}
	subs = append(subs, store.Submission{Source: corpus.Source{Path: "old.txt"}, Data: []byte("新"), Documents: []*corpus.Document{{Ordinal: 1, Text: "新"}}})
	db := raw(t, s.Dir())
	exec1(t, db, `CREATE TRIGGER planted BEFORE INSERT ON documents WHEN (SELECT count(*) FROM documents) >= 10 BEGIN SELECT RAISE(ABORT, 'planted'); END`)
	if _, err := s.PutAll(t.Context(), subs...); err == nil || !strings.Contains(err.Error(), "planted") {
		t.Fatalf("error %v", err)
	}
	for _, sub := range subs {
		if id := sub.Documents[0].ID; id != "" {
			t.Errorf("%s has ID %s", sub.Source.Path, id)
		}
	}
	if after, err := s.Changes(t.Context(), 0); err != nil || !reflect.DeepEqual(after, before) || len(all(t, s)) != 1 {
		t.Errorf("changes %+v, before %+v, %v", after, before, err)
	}
	exec1(t, db, `DROP TRIGGER planted`)
	if _, err := s.PutAll(t.Context(), subs...); err != nil {
		t.Fatal(err)
	}
	if n := len(all(t, s)); n != 21 {
		t.Errorf("%d documents, want 21", n)
	}
}

// raw opens the database file behind the store's back.
func raw(t *testing.T, dir string) *sql.DB {
	t.Helper()
	db, err := sql.Open("sqlite", (&url.URL{Scheme: "file", Path: filepath.Join(dir, "wenjian.db")}).String())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	return db
}

func exec1(t *testing.T, db *sql.DB, query string) {
	t.Helper()
	if _, err := db.Exec(query); err != nil {
		t.Fatal(err)
	}
}

// A writer that waits for another program gives up when its context ends, and
// goes on when the other is done.
func TestWriterWaits(t *testing.T) {
	s := open(t)
	other, err := raw(t, s.Dir()).Conn(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer other.Close()
	if _, err := other.ExecContext(t.Context(), `BEGIN IMMEDIATE`); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 100*time.Millisecond)
	defer cancel()
	began := time.Now()
	if _, err := s.Put(ctx, corpus.Source{Path: "a"}, nil, nil, "v"); err == nil || time.Since(began) > 5*time.Second {
		t.Errorf("error %v after %v", err, time.Since(began))
	}
	if n := len(all(t, s)); n != 0 {
		t.Errorf("%d documents", n) // readers do not wait
	}
	if _, err := other.ExecContext(t.Context(), `ROLLBACK`); err != nil {
		t.Fatal(err)
	}
	put(t, s, "a", "", "v", full(t))
}

// crashSources is how many sources the import below has.
const crashSources = 60

// importAll is an import that resumes: it puts what is not fresh.
func importAll(ctx context.Context, dir string, did func(i int)) error {
	s, err := store.Open(ctx, dir)
	if err != nil {
		return err
	}
	defer s.Close()
	r := rand.New(rand.NewPCG(3, 4))
	for i := range crashSources {
		path, data := fmt.Sprint(i, ".txt"), []byte(fmt.Sprint("bytes ", i))
		docs := []*corpus.Document{random(r, 1), random(r, 2)}
		fresh, err := s.Fresh(ctx, path, hash(data), "v1")
		if err != nil {
			return err
		}
		if !fresh {
			if _, err := s.Put(ctx, corpus.Source{Path: path}, data, docs, "v1"); err != nil {
				return err
			}
		}
		did(i)
	}
	return nil
}

// The test binary is run as the import to be killed when this is set.
const crashFolder = "WENJIAN_STORE_TEST_CRASH_FOLDER"

func TestMain(m *testing.M) {
	if dir := os.Getenv(crashFolder); dir != "" {
		if err := importAll(context.Background(), dir, func(i int) { fmt.Println(i) }); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		os.Exit(0)
	}
	os.Exit(m.Run())
}

// A process killed at any point resumes to the result of an unbroken run.
func TestKilledImportResumes(t *testing.T) {
	unbroken := filepath.Join(t.TempDir(), "unbroken")
	if err := importAll(t.Context(), unbroken, func(int) {}); err != nil {
		t.Fatal(err)
	}
	dir := filepath.Join(t.TempDir(), "killed")
	for _, killAt := range []string{"3", "17", "40"} {
		cmd := exec.Command(os.Args[0])
		cmd.Env = append(os.Environ(), crashFolder+"="+dir)
		out, err := cmd.StdoutPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		for lines := bufio.NewScanner(out); lines.Scan() && lines.Text() != killAt; {
		}
		_ = cmd.Process.Kill() // SIGKILL: no deferred call runs
		_ = cmd.Wait()
	}
	if err := importAll(t.Context(), dir, func(int) {}); err != nil {
		t.Fatal(err)
	}
	want, got := contents(t, unbroken), contents(t, dir)
	if !reflect.DeepEqual(got, want) {
		t.Errorf("%d documents after kills differ from %d of an unbroken run", len(got), len(want))
	}
}

func contents(t *testing.T, dir string) map[string]*corpus.Document {
	t.Helper()
	s, err := store.OpenExisting(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if problems, err := s.Check(t.Context()); err != nil || len(problems) > 0 {
		t.Errorf("check: %v, %v", problems, err)
	}
	return all(t, s)
}
