package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"time"

	"modernc.org/sqlite"
)

// fileName is the name of the database inside a workspace folder.
const fileName = "wenjian.db"

// applicationID marks a database file as ours ("wenj"), so that a foreign
// SQLite file in the folder is recognised before anything is written to it.
const applicationID = 0x77656e6a

// A writer waits patience for another process's transaction. SQLite's own
// wait does not notice the end of a context, so it is short and repeated;
// only Open, whose migrations repeat nothing, waits in one go.
const (
	patience  = 10 * time.Second
	shortWait = 200 * time.Millisecond
)

// The reasons why a workspace does not open or a document is not there.
var (
	ErrNotFound     = errors.New("没有这份材料")
	ErrNoWorkspace  = errors.New("这里还没有工作区，请先用 wenjian import 导入材料，或用 --data 指定工作区")
	ErrNotWorkspace = errors.New("这个文件夹不是文鉴的工作区，请另选一个空文件夹")
	ErrNewer        = errors.New("这个工作区由更新版本的文鉴建立，请升级程序")
	ErrLocked       = errors.New("工作区正被另一个程序写入，请等它结束后再试")
)

// A Store is an open workspace.
type Store struct {
	dir    string
	writer *sql.DB // one connection, its transactions lock at once
	reader *sql.DB // cannot write
}

// Open opens the workspace in dir and creates it (folder mode 0700) where
// there is none. It brings an older workspace's tables up to date. The error
// wraps ErrNotWorkspace for a folder that holds something else, ErrNewer or
// ErrLocked.
func Open(ctx context.Context, dir string) (*Store, error) {
	if err := prepareFolder(dir); err != nil {
		return nil, wrap("打开工作区 "+dir, err)
	}
	return open(ctx, dir)
}

// OpenExisting opens the workspace in dir as Open does, but creates none: the
// error wraps ErrNoWorkspace when dir holds no database.
func OpenExisting(ctx context.Context, dir string) (*Store, error) {
	switch info, err := os.Stat(filepath.Join(dir, fileName)); {
	case errors.Is(err, fs.ErrNotExist):
		return nil, wrap("打开工作区 "+dir, ErrNoWorkspace)
	case err != nil:
		return nil, wrap("打开工作区 "+dir, err)
	case info.IsDir():
		return nil, wrap("打开工作区 "+dir, ErrNotWorkspace)
	}
	return open(ctx, dir)
}

func open(ctx context.Context, dir string) (*Store, error) {
	abs, err := filepath.Abs(filepath.Join(dir, fileName))
	if err == nil {
		err = makePrivate(abs)
	}
	if err != nil {
		return nil, wrap("打开工作区 "+dir, err)
	}
	s := &Store{dir: dir}
	if s.writer, err = sql.Open("sqlite", dsn(abs, false)); err == nil {
		s.writer.SetMaxOpenConns(1)
		s.reader, err = sql.Open("sqlite", dsn(abs, true))
	}
	if err == nil {
		s.reader.SetMaxOpenConns(max(4, 2*runtime.NumCPU()))
		err = migrate(ctx, s.writer)
	}
	if err == nil {
		_, err = s.writer.ExecContext(ctx, fmt.Sprintf("PRAGMA busy_timeout = %d", shortWait.Milliseconds()))
	}
	if err != nil {
		_ = s.Close() // the first error says more
		return nil, wrap("打开工作区 "+dir, err)
	}
	return s, nil
}

// makePrivate creates the database file for its owner alone when it is
// missing; SQLite gives its log files the same mode.
func makePrivate(file string) error {
	f, err := os.OpenFile(file, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return err
	}
	return f.Close()
}

// prepareFolder makes dir when it is missing and refuses a folder that is in
// use for something else.
func prepareFolder(dir string) error {
	entries, err := os.ReadDir(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return os.MkdirAll(dir, 0o700)
	}
	if info, e := os.Stat(dir); e == nil && !info.IsDir() {
		return ErrNotWorkspace
	}
	if err != nil {
		return err
	}
	foreign := false
	for _, e := range entries {
		if e.Name() == fileName && !e.IsDir() {
			return nil
		}
		foreign = foreign || !strings.HasPrefix(e.Name(), ".") // .DS_Store, .gitignore do not count
	}
	if foreign {
		return ErrNotWorkspace
	}
	return nil
}

// dsn returns the driver's address of the database file.
func dsn(file string, readOnly bool) string {
	path := filepath.ToSlash(file)
	if !strings.HasPrefix(path, "/") {
		path = "/" + path // C:/… as a URI is /C:/…
	}
	q := url.Values{"_pragma": {
		fmt.Sprintf("busy_timeout(%d)", patience.Milliseconds()),
		"foreign_keys(1)",
		"cache_size(-16000)",
	}}
	if readOnly {
		q.Add("_pragma", "query_only(1)")
	} else {
		q.Set("_txlock", "immediate")
		// NORMAL may lose the last commits on power loss, never the database;
		// the import that made them resumes.
		for _, p := range []string{"journal_mode(WAL)", "synchronous(NORMAL)", "secure_delete(FAST)"} {
			q.Add("_pragma", p)
		}
	}
	return (&url.URL{Scheme: "file", Path: path, RawQuery: q.Encode()}).String()
}

// isLocked reports whether err says that another connection is writing.
func isLocked(err error) bool { return errors.Is(explain(err), ErrLocked) }

// explain turns what SQLite and the system say into an error a clerk understands.
func explain(err error) error {
	const ( // SQLite's primary result codes
		busy     = 5
		locked   = 6
		readOnly = 8
		corrupt  = 11
		full     = 13
		cantOpen = 14
		notADB   = 26
	)
	if errors.Is(err, fs.ErrPermission) {
		return fmt.Errorf("没有读写权限（%w）", err)
	}
	var e *sqlite.Error
	if !errors.As(err, &e) {
		return err
	}
	switch e.Code() & 0xff { // the low byte is the primary code
	case busy, locked:
		return fmt.Errorf("%w（%w）", ErrLocked, err)
	case notADB:
		return fmt.Errorf("%w（%w）", ErrNotWorkspace, err)
	case full:
		return fmt.Errorf("磁盘已满，腾出空间后重新运行即可接着做（%w）", err)
	case readOnly, cantOpen:
		return fmt.Errorf("数据库文件打不开或不能写入，请检查文件夹的权限（%w）", err)
	case corrupt:
		return fmt.Errorf("数据库文件损坏，请从备份恢复 %s（%w）", fileName, err)
	}
	return err
}

// IsWorkspace reports whether dir holds a workspace's database, in whatever
// state.
func IsWorkspace(dir string) bool {
	info, err := os.Stat(filepath.Join(dir, fileName))
	return err == nil && info.Mode().IsRegular()
}

// Dir returns the workspace folder as given to Open.
func (s *Store) Dir() string { return s.dir }

// Identity returns a random name given to the workspace when it was made. A
// projection that remembers another identity belongs to another workspace.
func (s *Store) Identity(ctx context.Context) (string, error) {
	var id string
	err := s.reader.QueryRowContext(ctx, `SELECT value FROM meta WHERE key = 'identity'`).Scan(&id)
	return id, wrap("读取工作区标识", err)
}

// Close closes the workspace.
func (s *Store) Close() error {
	var errs []error
	for _, db := range []*sql.DB{s.reader, s.writer} { // the writer last: it empties the log
		if db != nil {
			errs = append(errs, db.Close())
		}
	}
	return wrap("关闭工作区", errors.Join(errs...))
}

// wrap says what was being done; a nil error stays nil.
func wrap(doing string, err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("%s：%w", doing, explain(err))
}
