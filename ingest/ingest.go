// Package ingest turns a file into canonical text: it reads formats, splits
// compilations and cleans what the web and the word processor left behind.
// One file holds one format.
package ingest

import (
	"context"

	"wenjian/corpus"
)

// A Page is one input file as text, before it is split into documents.
type Page struct {
	Text       string           // valid UTF-8, line ends are \n
	Removals   []corpus.Removal // what reading already took out or repaired
	Title      string           // the file's own title, when it has one outside Text (html <title>)
	Format     string           // ID of the Format that read it
	Charset    string           // IANA name of the encoding it was decoded from
	Properties map[string]string
}

// A Draft is one document cut out of a page, before facts are found in it.
// Original(Text, Removals) of all drafts of a page, joined in order, equals
// Original(page.Text, page.Removals).
type Draft struct {
	Title    string // known from outside the text or from a compilation's marker; may be empty
	Text     string
	Removals []corpus.Removal
}

// Read turns the bytes of a file into a page. The name decides nothing alone:
// the content outranks the extension. An input that cannot become text is a
// *Failure; other errors are infrastructure.
func Read(ctx context.Context, name string, data []byte) (Page, error) {
	return Page{Text: string(data), Format: "txt", Charset: "utf-8"}, nil
}

// Split cuts a page into its documents: one, or several for a compilation.
// What belongs to none of them (page title, markers) becomes a Removal of
// the nearest one.
func Split(p Page) []Draft {
	return []Draft{{Title: p.Title, Text: p.Text, Removals: p.Removals}}
}

// Clean removes web noise, hard wraps and pager digits from a draft.
func Clean(d Draft) Draft { return d }
