// Package pdfium reads the glyphs, rules and properties of PDF files with
// PDFium, the PDF library of Chromium, compiled to WebAssembly and run by
// wazero: in pure Go, on every machine Go runs on, in a sandbox.
//
// It says what is drawn where and knows nothing of texts: no words, no lines,
// no order but that of the file.
package pdfium

import (
	"context"
	"errors"
	"fmt"
)

// What can be wrong with a file.
var (
	ErrPassword = errors.New("pdfium: file needs a password")
	ErrBroken   = errors.New("pdfium: file is broken")
	ErrSecurity = errors.New("pdfium: encryption is not supported")
	ErrMemory   = errors.New("pdfium: file needs too much memory")
)

// errTrap is wrapped, beside ErrBroken, by the error of a call that PDFium
// did not survive.
var errTrap = errors.New("pdfium: stopped by the sandbox")

// The error numbers of FPDF_GetLastError (fpdfview.h).
const (
	lastPassword = 4
	lastSecurity = 5
)

// A Document is an open file. It is used by one goroutine at a time and must
// be closed.
type Document struct {
	library *Library
	in      *instance
	data    uint32 // the file's bytes, in the instance
	handle  uint32
	pages   int
}

// Open opens a file. The slot is given back when the document is closed, or
// at once when there is an error: that of the context, or one that wraps
// ErrPassword, ErrBroken, ErrSecurity or ErrMemory.
func (s Slot) Open(ctx context.Context, data []byte) (*Document, error) {
	d := &Document{library: s.library, in: s.in}
	if err := d.load(ctx, data); err != nil {
		d.Close()
		return nil, err
	}
	return d, nil
}

func (d *Document) load(ctx context.Context, data []byte) error {
	if len(data) > d.library.opts.Memory/2 {
		return ErrMemory
	}
	if d.data = d.in.alloc(ctx, max(len(data), 1)); d.data == 0 {
		return cmpErr(d.failure(ctx), ErrMemory)
	}
	if !d.in.module.Memory().Write(d.data, data) {
		return ErrMemory
	}
	d.handle = d.in.u32(ctx, "FPDF_LoadMemDocument", uint64(d.data), uint64(len(data)), 0)
	if d.handle == 0 {
		last := d.in.u32(ctx, "FPDF_GetLastError")
		if err := d.failure(ctx); err != nil {
			return err
		}
		switch last {
		case lastPassword:
			return ErrPassword
		case lastSecurity:
			return ErrSecurity
		}
		return ErrBroken
	}
	d.pages = d.in.i32(ctx, "FPDF_GetPageCount", uint64(d.handle))
	return d.failure(ctx)
}

// failure returns what has gone wrong with the instance since it was opened.
func (d *Document) failure(ctx context.Context) error {
	switch {
	case d.in.failed == nil:
		return nil
	case ctx.Err() != nil:
		return ctx.Err()
	case errors.Is(d.in.failed, errAbort), d.in.full():
		return fmt.Errorf("%w: %w", ErrMemory, d.in.failed)
	}
	return fmt.Errorf("%w: %w", ErrBroken, d.in.failed)
}

// Close gives back what the document holds.
func (d *Document) Close() {
	if d.in == nil {
		return
	}
	ctx := context.Background()
	if d.handle != 0 {
		d.in.call(ctx, "FPDF_CloseDocument", uint64(d.handle))
	}
	if d.data != 0 {
		d.in.free(ctx, d.data)
	}
	d.library.release(d.in)
	d.in = nil
}

// Pages returns the number of pages, which may be 0.
func (d *Document) Pages() int { return d.pages }

// Encrypted reports whether the file is encrypted; that it could be opened
// does not prove that its text could be deciphered.
func (d *Document) Encrypted(ctx context.Context) bool {
	return d.in.i32(ctx, "FPDF_GetSecurityHandlerRevision", uint64(d.handle)) >= 0
}

// Property returns an entry of the document's information dictionary: Title,
// Author, Subject, Keywords, Creator, Producer, CreationDate, ModDate. It is
// empty where the file has none.
func (d *Document) Property(ctx context.Context, key string) string {
	p := d.in.room + roomSize/2
	if !d.in.module.Memory().WriteString(p, key+"\x00") {
		return ""
	}
	return d.in.utf16(ctx, "FPDF_GetMetaText", uint64(d.handle), uint64(p))
}
