// Package page holds what reading a file yields: the page, the drafts of
// documents on it, the failure in words, and the builder that the readers of
// all formats share. Readers stand above it, one package to a family of formats.
package page

import "wenjian/corpus"

// MaxFileSize is the largest input, in bytes, that Read and Walk accept.
const MaxFileSize = 64 << 20

// A Page is one input file as text, before it is split into documents.
type Page struct {
	Text       string           // valid UTF-8, line ends are \n
	Removals   []corpus.Removal // what reading already took out or repaired
	Title      string           // the file's own title, when it has one outside Text (html <title>)
	Format     string           // ID of the Format that read it
	Charset    string           // IANA name of the encoding it was decoded from
	Properties map[string]string
	Parts      []Draft   // the documents, where the file itself keeps them apart; joined they are Text and Removals
	Warnings   []Failure // what is wrong with a file that was read all the same: cut off, damaged …
}

// A Draft is one document cut out of a page, before facts are found in it.
// Original(Text, Removals) of all drafts of a page, joined in order, equals
// Original(page.Text, page.Removals).
type Draft struct {
	Title    string // known from outside the text or from a compilation's marker; may be empty
	Text     string
	Removals []corpus.Removal
}

// Edited returns d with edits carried out. The edits are this package's own
// and well formed; should they not be, d comes back unchanged, which keeps
// every law and only leaves noise in.
func (d Draft) Edited(edits []corpus.Edit) Draft {
	if len(edits) == 0 {
		return d
	}
	text, removals, err := corpus.Apply(d.Text, d.Removals, edits)
	if err != nil {
		return d
	}
	d.Text, d.Removals = text, removals
	return d
}
