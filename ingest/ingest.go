// Package ingest turns a file into canonical text: it reads formats, splits
// compilations and cleans what the web and the word processor left behind.
// The formats of word processors are read by package office, PDF by package
// pdf; package charset decodes bytes, package page is what reading yields.
package ingest

import (
	"context"
	"errors"
	"fmt"

	"wenjian/ingest/charset"
	"wenjian/ingest/page"
)

type (
	// A Page is one input file as text.
	Page = page.Page
	// A Draft is one document cut out of a page.
	Draft = page.Draft
	// A Failure says in words why an input did not become a document.
	Failure = page.Failure
)

// MaxFileSize is the largest input, in bytes, that Read and Walk accept.
const MaxFileSize = page.MaxFileSize

// Read turns the bytes of a file into a page. The name decides nothing alone:
// the content outranks the extension. An input that cannot become text is a
// *Failure that names it; other errors are infrastructure.
func Read(ctx context.Context, name string, data []byte) (page.Page, error) {
	if err := ctx.Err(); err != nil {
		return page.Page{}, err
	}
	if len(data) == 0 {
		return page.Page{}, page.FailEmpty().At(name)
	}
	if len(data) > page.MaxFileSize {
		return page.Page{}, page.FailTooLarge(int64(len(data)), page.MaxFileSize).At(name)
	}
	format, fail := detect(name, data)
	if fail != nil {
		return page.Page{}, fail.At(name)
	}
	p, err := format.Read(ctx, data)
	var f *page.Failure
	if errors.As(err, &f) {
		return page.Page{}, f.At(name)
	}
	if err != nil {
		return page.Page{}, fmt.Errorf("ingest %s as %s: %w", name, format.ID, err)
	}
	p.Format = format.ID
	charset.NoteDamage(&p)
	for i := range p.Warnings {
		p.Warnings[i].Path = name
	}
	return p, nil
}
