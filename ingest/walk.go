package ingest

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"wenjian/ingest/office"
	"wenjian/ingest/page"
)

// An Input is one file to read, found on disk or inside an archive.
type Input struct {
	Path string // as given, or archive.zip!inner.txt
	// Location is the same path made absolute, for whoever remembers files
	// from one run to the next; empty when there is none. Walk leaves it out.
	Location string
	Data     []byte
	Err      error // a *Failure when this one could not be opened or read; Data is then what was read all the same, or nil
	// Skipped says why this one was left alone on purpose; Data and Err are
	// then nil. It may be a folder, which then stands for all it holds.
	Skipped *page.Failure
}

// Walk calls yield for every input under the given files and folders, in
// lexical order, archives opened; it stops when yield returns false or ctx
// ends, and only then returns an error, that of ctx. What cannot be opened is
// yielded as an Input with Err. Hidden files are left out unless they are
// given by name; links are followed to files, not to folders. Data is loaded
// one input at a time, at most MaxFileSize.
func Walk(ctx context.Context, paths []string, yield func(Input) bool) error {
	return WalkSkipping(ctx, paths, func(string) bool { return false }, func(in Input) bool { return in.Skipped != nil || yield(in) })
}

// WalkSkipping is Walk, but yields what is left out too, with Skipped, and
// also leaves out the folders for which skip reports true: a workspace that
// lies among the submissions is none of them.
func WalkSkipping(ctx context.Context, paths []string, skip func(dir string) bool, yield func(Input) bool) error {
	w := &walker{ctx: ctx, yield: yield, skip: skip}
	for _, p := range paths {
		info, err := os.Stat(p)
		switch {
		case err != nil:
			w.emit(Input{Path: p, Err: openFailure(p, err)})
		case info.IsDir():
			w.folder(p)
		default:
			w.file(p, info)
		}
		if w.done() {
			break
		}
	}
	return ctx.Err()
}

// A walker carries one Walk.
type walker struct {
	ctx     context.Context
	yield   func(Input) bool
	skip    func(dir string) bool
	stopped bool
}

func (w *walker) done() bool { return w.stopped || w.ctx.Err() != nil }

func (w *walker) emit(in Input) {
	if !w.done() {
		w.stopped = !w.yield(in)
	}
}

func (w *walker) folder(dir string) {
	if w.skip(dir) {
		w.emit(Input{Path: dir, Skipped: skipWorkspace().At(dir)})
		return
	}
	entries, err := os.ReadDir(dir)
	if err != nil {
		w.emit(Input{Path: dir, Err: openFailure(dir, err)})
	}
	for _, e := range entries {
		if w.done() {
			return
		}
		p := filepath.Join(dir, e.Name())
		if f := hidden(e.Name()); f != nil {
			w.emit(Input{Path: p, Skipped: f.At(p)})
			continue
		}
		if e.IsDir() {
			w.folder(p)
			continue
		}
		info, err := os.Stat(p)
		switch {
		case err != nil:
			w.emit(Input{Path: p, Err: openFailure(p, err)})
		case info.IsDir():
			w.emit(Input{Path: p, Skipped: skipLink().At(p)})
		default:
			w.file(p, info)
		}
	}
}

func (w *walker) file(p string, info fs.FileInfo) {
	if !info.Mode().IsRegular() {
		w.emit(Input{Path: p, Err: &page.Failure{Path: p, Code: page.CodeUnreadable, Reason: "不是普通文件", Advice: "请只导入文件或文件夹。"}})
		return
	}
	f, err := os.Open(p)
	if err != nil {
		w.emit(Input{Path: p, Err: openFailure(p, err)})
		return
	}
	defer func() { _ = f.Close() }() // only read
	if office.IsZip(f) {
		switch z := office.OpenZip(f, info.Size()); {
		case z == nil:
			data, _ := io.ReadAll(io.NewSectionReader(f, 0, page.MaxFileSize)) // to keep; that it is broken is known
			w.emit(Input{Path: p, Data: data, Err: failBroken().At(p)})
			return
		case !isOffice(z):
			w.archive(p, z, 1, &budget{})
			return
		}
	}
	if info.Size() > page.MaxFileSize {
		w.emit(Input{Path: p, Err: page.FailTooLarge(info.Size(), page.MaxFileSize).At(p)})
		return
	}
	data, err := readAll(f)
	if err != nil {
		w.emit(Input{Path: p, Err: openFailure(p, err)})
		return
	}
	w.emit(Input{Path: p, Data: data})
}

// errTooLarge says that a stream holds more than MaxFileSize bytes.
var errTooLarge = errors.New("ingest: input too large")

// readAll reads r to its end, at most MaxFileSize bytes: sizes that files and
// archives state of themselves are not believed.
func readAll(r io.Reader) ([]byte, error) {
	data, err := io.ReadAll(io.LimitReader(r, page.MaxFileSize+1))
	if err == nil && len(data) > page.MaxFileSize {
		err = errTooLarge
	}
	return data, err
}

// openFailure says in words why the file or folder p cannot be read.
func openFailure(p string, err error) *page.Failure {
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return &page.Failure{Path: p, Code: page.CodeNotFound, Reason: "找不到这个文件或文件夹", Advice: "请核对路径是否写对。"}
	case errors.Is(err, fs.ErrPermission):
		return &page.Failure{Path: p, Code: page.CodePermission, Reason: "没有权限读取", Advice: "请让管理员开放读取权限，或把文件复制到自己的文件夹。"}
	case errors.Is(err, errTooLarge):
		return page.FailTooLarge(page.MaxFileSize+1, page.MaxFileSize).At(p)
	}
	return &page.Failure{Path: p, Code: page.CodeUnreadable, Reason: fmt.Sprintf("读取失败（%v）", err), Advice: "请核对文件是否损坏、磁盘或网络是否正常。"}
}
