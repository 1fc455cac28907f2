// Package pdf reads PDF files: it turns the glyphs that package pdfium finds
// on the pages into lines, paragraphs, tables and notes, as Chinese official
// documents are set, and takes headers, footers and page numbers out.
package pdf

import (
	"bytes"
	"context"
	"errors"
	"slices"
	"sync"
	"time"

	"wenjian/ingest/page"
	"wenjian/ingest/pdf/pdfium"
)

const (
	// MaxPages is the most pages that are read of one file.
	MaxPages = 2000

	timeLimit = 25 * time.Second // for one file
	maxText   = 2_000_000        // glyphs of one file: what keeps it below half a gigabyte
	maxTraps  = 3                // pages that PDFium may fail at before the file is given up
)

// Options adjust a Reader. The zero value works.
type Options struct {
	Cache     string        // folder for compiled code; empty: none is kept
	Instances int           // the most files read at the same time; 0 means one
	Limit     time.Duration // the most time one file may take; 0 means 25 s
}

// A Reader reads PDF files. It may be used by many goroutines; files wait for
// each other when there are more than Instances. It costs nothing until its
// first file.
type Reader struct {
	library *pdfium.Library
	limit   time.Duration
}

// New returns a Reader.
func New(o Options) *Reader {
	if o.Limit <= 0 {
		o.Limit = timeLimit
	}
	return &Reader{library: pdfium.New(pdfium.Options{Cache: o.Cache, Instances: o.Instances}), limit: o.Limit}
}

// Close frees what the reader holds. It cannot be used after.
func (r *Reader) Close(ctx context.Context) error { return r.library.Close(ctx) }

// Extensions lists the endings of the names of PDF files.
func Extensions() []string { return []string{".pdf"} }

var magic = []byte("%PDF-")

// Detect reports whether data is a PDF file. The mark may stand behind some
// bytes that a mail program put before it (ISO 32000-1, annex H.3.4.1).
func Detect(ext string, data []byte) bool {
	head := data[:min(len(data), 1024)]
	return bytes.HasPrefix(data, magic) || ext == ".pdf" && bytes.Contains(head, []byte("%PDF"))
}

// Read returns the text of a PDF file, a paragraph to a line. An input that
// cannot become text is a *page.Failure; other errors are the context's or
// the machine's.
func (r *Reader) Read(ctx context.Context, data []byte) (page.Page, error) {
	// The time a file waits for others is not its own: it counts from the
	// moment the file is opened.
	f := &file{reader: r, data: data, outer: ctx}
	defer f.close()
	if err := f.open(); err != nil {
		return page.Page{}, f.failure(err)
	}
	sheets, err := f.sheets()
	if err != nil {
		return page.Page{}, f.failure(err)
	}
	p, err := f.page(sheets)
	if err != nil {
		return page.Page{}, err
	}
	return p, ctx.Err()
}

// A file is one PDF file while it is read.
type file struct {
	reader *Reader
	data   []byte
	outer  context.Context // the caller's
	ctx    context.Context // with the time limit, from the first opening on
	cancel context.CancelFunc
	doc    *pdfium.Document

	properties map[string]string
	encrypted  bool
	pages      int
	broken     []int // pages, from 1, that could not be read
}

func (f *file) close() {
	if f.doc != nil {
		f.doc.Close()
		f.doc = nil
	}
	if f.cancel != nil {
		f.cancel()
	}
}

// open opens the file, again after PDFium failed.
func (f *file) open() error {
	if f.doc != nil {
		f.doc.Close()
		f.doc = nil
	}
	slot, err := f.reader.library.Wait(f.outer)
	if err != nil {
		return err
	}
	if f.ctx == nil {
		f.ctx, f.cancel = context.WithTimeout(f.outer, f.reader.limit)
	}
	f.doc, err = slot.Open(f.ctx, f.data)
	return err
}

// sheets reads the pages. A page at which PDFium fails is left out.
func (f *file) sheets() ([]*sheet, error) {
	f.pages = f.doc.Pages()
	f.properties = properties(f.ctx, f.doc)
	f.encrypted = f.doc.Encrypted(f.ctx)
	if f.pages > MaxPages {
		return nil, failPages(f.pages)
	}
	var out []*sheet
	text := 0
	for n := range f.pages {
		p, err := f.doc.Page(f.ctx, n)
		if err != nil {
			if f.ctx.Err() != nil || len(f.broken) >= maxTraps {
				return nil, err
			}
			f.broken = append(f.broken, n+1)
			if err := f.open(); err != nil {
				return nil, err
			}
			continue
		}
		if text += len(p.Glyphs); text > maxText {
			return nil, failText()
		}
		out = append(out, newSheet(n, p))
	}
	return out, nil
}

// failure says in words what is wrong with the file. What is wrong with the
// machine, or is the caller's wish, stays an error.
func (f *file) failure(err error) error {
	var known *page.Failure
	switch {
	case errors.As(err, &known):
		return known
	case f.outer.Err() != nil:
		return f.outer.Err()
	case f.ctx != nil && f.ctx.Err() != nil:
		return failSlow(f.reader.limit)
	case errors.Is(err, pdfium.ErrPassword):
		return failPassword()
	case errors.Is(err, pdfium.ErrSecurity):
		return failSecurity()
	case errors.Is(err, pdfium.ErrMemory):
		return failMemory()
	case errors.Is(err, pdfium.ErrBroken):
		return page.FailBroken("PDF 文件")
	}
	return err
}

// page makes a page of the sheets.
func (f *file) page(sheets []*sheet) (page.Page, error) {
	in := inspect(sheets)
	if fail := in.failure(f); fail != nil {
		return page.Page{}, fail
	}
	flow := layout(sheets)
	if len(flow.Text) > page.MaxFlow {
		return page.Page{}, page.FailFlood()
	}
	p, err := flow.Page("utf-8")
	if in.bareScan(p.Text) {
		return page.Page{}, failScanned()
	}
	if err != nil {
		return page.Page{}, err
	}
	d := page.Draft{Text: p.Text, Removals: p.Removals}
	d = d.Edited(radicals(d.Text))
	p.Text, p.Removals = d.Text, d.Removals
	p.Properties = f.properties
	p.Warnings = in.warnings(f)
	return p, nil
}

// layout turns the sheets into text.
func layout(sheets []*sheet) *page.Flow {
	takeRunning(sheets, measure(bodyLines(sheets), nil))
	doc := measure(bodyLines(sheets), nil)
	doc.pageEdges(sheets)
	for i := 1; i < len(sheets); i++ {
		if t, u := sheets[i-1].lastTable(), sheets[i].firstTable(); t != nil && u != nil {
			t.continued(u)
		}
	}
	w := &writer{}
	for _, s := range sheets {
		w.sheet(s, doc)
	}
	w.end()
	return &w.flow
}

// bodyLines returns the lines of all sheets that are text.
func bodyLines(sheets []*sheet) []*line {
	var out []*line
	for _, s := range sheets {
		out = append(out, s.lines...)
	}
	return slices.DeleteFunc(out, func(l *line) bool { return l.why != "" })
}

// Read reads a PDF file with a Reader that the process shares: see
// Reader.Read.
func Read(ctx context.Context, data []byte) (page.Page, error) { return shared().Read(ctx, data) }

// shared is the reader of those who do not bring their own: an immutable
// resource that is built at its first use, like a compiled regular expression.
var shared = sync.OnceValue(func() *Reader { return New(Options{Instances: defaultInstances()}) })
