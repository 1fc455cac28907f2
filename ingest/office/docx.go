// Package office reads the files of word processors and spreadsheets: Word
// (docx, doc, rtf, Word XML), WPS, OpenDocument and Excel. Page.Text holds the
// body as a reader of the printed page sees it; the rest is in Removals.
package office

import (
	"bytes"
	"context"
	"encoding/xml"
	"errors"
	"slices"
	"strings"

	"wenjian/ingest/page"
)

// DetectDocx recognises a Word document in a zip container by what it holds,
// whatever its name: WPS saves such files as .wps, mail gateways as .doc. The
// extension decides only for a container too broken to look into.
func DetectDocx(ext string, data []byte) bool {
	if isEncryptedPackage(data) {
		return !isSheetName(ext)
	}
	if !bytes.HasPrefix(data, []byte("PK\x03\x04")) {
		return false
	}
	p := openPackage(context.Background(), data)
	if p == nil {
		return slices.Contains(DocxExtensions(), ext)
	}
	types, _ := p.read("[Content_Types].xml", 1<<20)
	for _, t := range []string{"wordprocessingml.document.main+xml", "wordprocessingml.template.main+xml", "ms-word.document.macroEnabled.main+xml", "ms-word.template.macroEnabledTemplate.main+xml"} {
		if bytes.Contains(types, []byte(t)) {
			return true
		}
	}
	return p.has("word/document.xml")
}

// DocxExtensions returns the extensions that such files have.
func DocxExtensions() []string { return []string{".docx", ".docm", ".dotx", ".dotm", ".wps"} }

// A docx carries the reading of one Word document.
type docx struct {
	ctx     context.Context
	pkg     *zipPackage
	main    string // name of the main part
	rels    map[string]relation
	styles  docxStyles
	lists   *docxLists
	notes   map[string][]*page.Flow // paragraphs of foot- and endnotes by kind and id
	noted   int                     // notes numbered so far
	edges   []docxEdge              // headers and footers in order of first use
	used    map[string]bool         // parts that the body has drawn in
	headers page.Flow               // of documents that have them in the body
	footers page.Flow
	written int
	// keepSpace says that white space counts even where the text does not say so.
	keepSpace bool
	chunks    ReadChunk
	nested    bool // this is a chunk of another document
	broken    bool
	lost      bool // a table of contents has no end
}

// A docxEdge is a header or footer, or the comments.
type docxEdge struct{ why, part string }

// ReadDocx reads a Word document (ECMA-376). Page.Text holds the body with
// the numbers that Word computes, a row of a table to a line; notes follow
// the paragraph that refers to them, text boxes the one they are anchored in.
// Headers, footers, deletions, hidden text become Removals.
// chunks reads the documents of other formats that lie whole inside this one.
func ReadDocx(ctx context.Context, data []byte, chunks ReadChunk) (page.Page, error) {
	if isEncryptedPackage(data) {
		return readEncrypted(ctx, data, chunks)
	}
	return readDocxIn(ctx, data, chunks, nil)
}

// A ReadChunk reads a file by its content and the name it has inside a document.
type ReadChunk func(ctx context.Context, name string, data []byte) (page.Page, error)

// readDocxIn reads a document that is a chunk of outer, unless that is nil,
// within what is left of outer's limits.
func readDocxIn(ctx context.Context, data []byte, chunks ReadChunk, outer *docx) (page.Page, error) {
	pkg := openPackage(ctx, data)
	if pkg == nil {
		return page.Page{}, page.FailBroken("文档")
	}
	d := newDocx(ctx)
	d.pkg, d.nested, d.chunks = pkg, outer != nil, chunks
	if outer != nil {
		pkg.spent = outer.pkg.spent
		defer func() { outer.pkg.spent = pkg.spent }()
	}
	body, err := d.read()
	if err != nil {
		return page.Page{}, officeError(err, "文档")
	}
	settleContents(body, d.lost)
	p, err := body.Page("utf-8")
	if err != nil {
		if d.broken {
			return page.Page{}, page.FailBroken("文档")
		}
		return page.Page{}, err
	}
	if p.Properties, err = pkg.properties(); err != nil {
		return page.Page{}, officeError(err, "文档")
	}
	if d.broken {
		p.Warnings = append(p.Warnings, page.WarnBroken())
	}
	return p, nil
}

func newDocx(ctx context.Context) *docx {
	d := &docx{ctx: ctx, styles: docxStyles{}, notes: map[string][]*page.Flow{}, used: map[string]bool{}}
	d.lists = &docxLists{abstract: map[string]*docxAbstract{}, nums: map[string]*docxNum{}, styles: d.styles}
	return d
}

// officeError says in words what stopped the reading of a file, which the
// label names: an end of ctx stays what it is, all else lies in the file.
func officeError(err error, label string) error {
	var fail *page.Failure
	switch {
	case errors.As(err, &fail), errors.Is(err, context.Canceled), errors.Is(err, context.DeadlineExceeded):
		return err
	case errors.Is(err, page.ErrFlood):
		return page.FailFlood()
	}
	return page.FailBroken(label)
}

// read reads all parts that hold text and puts them in order: headers, body,
// footers, comments.
func (d *docx) read() (*page.Flow, error) {
	if err := d.findParts(); err != nil {
		return nil, err
	}
	body := &page.Flow{}
	if err := d.story(d.main, "", body.AddLine); err != nil {
		return nil, err
	}
	if part := d.part("comments"); part != "" {
		d.edges = append(d.edges, docxEdge{page.WhyComment, part})
	}
	return d.framed(body)
}

// framed puts the headers before body and the other edges behind it.
func (d *docx) framed(body *page.Flow) (*page.Flow, error) {
	all, footers := &page.Flow{}, &page.Flow{}
	for _, e := range d.edges {
		to := all
		if e.why != page.WhyHeader {
			to = footers
		}
		if err := d.story(e.part, e.why, func(p *page.Flow) {
			if !page.IsBlank(string(p.Text)) {
				p.Cut(e.why)
				to.AddLine(p)
			}
		}); err != nil {
			return nil, err
		}
	}
	all.Add(body)
	all.EndLine()
	all.Add(footers)
	return all, nil
}

// findParts finds the main part and reads those that the body refers to.
func (d *docx) findParts() error {
	top, err := d.pkg.relations("")
	if err != nil {
		return err
	}
	d.main = "word/document.xml"
	found := false
	for _, r := range top {
		if r.kind == "officeDocument" && d.pkg.has(r.target) && (!found || r.target < d.main) {
			d.main, found = r.target, true
		}
	}
	if !d.pkg.has(d.main) {
		return page.FailBroken("文档")
	}
	if d.rels, err = d.pkg.relations(d.main); err != nil {
		return err
	}
	if err := d.related("styles", d.styles.read); err != nil {
		return err
	}
	if err := d.related("numbering", d.lists.read); err != nil {
		return err
	}
	for _, kind := range []string{"footnotes", "endnotes"} {
		part := d.part(kind)
		if part == "" {
			continue
		}
		if err := d.pkg.xml(part, func(x *xmlReader) error { return d.readNotes(x, part) }); optional(err) != nil {
			return err
		}
	}
	return nil
}

// part returns the name of the part that the main one has for kind, or ""; of
// several, the first by name.
func (d *docx) part(kind string) string {
	found := ""
	for _, r := range d.rels {
		if r.kind == kind && d.pkg.has(r.target) && (found == "" || r.target < found) {
			found = r.target
		}
	}
	return found
}

// first reports whether the body draws in part for the first time: a part is
// read once, however often a file refers to it.
func (d *docx) first(part string) bool {
	k := partKey(part)
	seen := d.used[k] || k == partKey(d.main)
	d.used[k] = true
	return !seen
}

func (d *docx) related(kind string, read func(*xmlReader) error) error {
	if part := d.part(kind); part != "" {
		return optional(d.pkg.xml(part, read))
	}
	return nil
}

// readNotes keeps the notes of word/footnotes.xml or word/endnotes.xml.
func (d *docx) readNotes(x *xmlReader, part string) error {
	rels, err := d.pkg.relations(part)
	if err != nil {
		return err
	}
	s := &docxStory{d: d, x: x, rels: rels}
	return x.descend(func(e xml.StartElement) error {
		if kind := e.Name.Local; kind != "footnote" && kind != "endnote" {
			return nil
		}
		if t := attr(e, "type"); t != "" && t != "normal" {
			return x.leave(x.depth - 1) // the line above the notes
		}
		var ps []*page.Flow
		err := s.blocks("", func(p *page.Flow) { ps = append(ps, p) })
		if len(d.notes) < maxDefined {
			d.notes[e.Name.Local+attr(e, "id")] = ps
		}
		return err
	})
}

// story reads the paragraphs of a part. What is broken ends the story, not
// the document, unless it is a matter of ctx or of limits.
func (d *docx) story(part, why string, sink func(*page.Flow)) error {
	rels := d.rels
	if part != d.main {
		var err error
		if rels, err = d.pkg.relations(part); err != nil {
			return err
		}
	}
	err := d.pkg.xml(part, func(x *xmlReader) error {
		s := &docxStory{d: d, x: x, rels: rels}
		err := s.blocks(why, sink)
		s.flush(sink)
		return err
	})
	if err != nil {
		d.broken = true
	}
	return optional(err)
}

// chunk reads a document that lies whole inside another one (altChunk): Word
// takes it in when it next saves.
func (d *docx) chunk(part string) ([]*page.Flow, error) {
	if d.nested || d.chunks == nil || part == "" || !d.first(part) {
		return nil, nil
	}
	data, err := d.pkg.read(part, page.MaxFileSize)
	if err != nil || len(data) == 0 {
		return nil, optional(err)
	}
	var p page.Page
	if DetectDocx("", data) {
		p, err = readDocxIn(d.ctx, data, d.chunks, d)
	} else {
		p, err = d.chunks(d.ctx, part, data)
	}
	if err != nil {
		if ctxErr := d.ctx.Err(); ctxErr != nil {
			return nil, ctxErr
		}
		d.broken = true
		return nil, nil // one bad chunk does not spoil the document
	}
	if d.written += len(p.Text); d.written > page.MaxFlow {
		return nil, page.ErrFlood
	}
	text := &page.Flow{}
	text.Write(strings.TrimRight(p.Text, "\n"), "")
	return []*page.Flow{text}, nil
}
