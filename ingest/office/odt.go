package office

import (
	"bytes"
	"context"
	"encoding/xml"
	"errors"
	"strings"

	"wenjian/ingest/page"
)

// odtTypes are the media types of text documents in a zip container:
// OpenDocument (ISO/IEC 26300) and its forerunner of StarOffice 6.
var odtTypes = []string{"application/vnd.oasis.opendocument.text", "application/vnd.sun.xml.writer"}

// DetectODT recognises an OpenDocument text by the type it states, or by its
// parts where careless packing lost that.
func DetectODT(ext string, data []byte) bool {
	if isFlatODT(data) {
		return true
	}
	if !bytes.HasPrefix(data, []byte("PK\x03\x04")) {
		return false
	}
	p := openPackage(context.Background(), data)
	if p == nil {
		return ext == ".odt" || ext == ".ott"
	}
	mimetype, _ := p.read("mimetype", 200)
	if len(mimetype) == 0 {
		mimetype, _ = p.read("META-INF/manifest.xml", 1<<20)
	}
	for _, t := range odtTypes {
		if bytes.Contains(mimetype, []byte(t)) {
			return p.has("content.xml")
		}
	}
	return false
}

// isFlatODT reports whether data is an OpenDocument text in one XML file.
func isFlatODT(data []byte) bool {
	head := bytes.TrimLeft(data[:min(len(data), 8192)], "\xef\xbb\xbf \t\r\n")
	if !bytes.HasPrefix(head, []byte("<")) {
		return false
	}
	return bytes.Contains(head, []byte("<office:document")) && bytes.Contains(head, []byte(odtTypes[0]))
}

// An odt carries the reading of one OpenDocument text.
type odt struct {
	styles  map[string]odtStyle
	lists   map[string]*odtListStyle
	outline *odtListStyle // numbers headings
	counts  *odtCounters  // of headings
	byID    map[string]*odtCounters
	byStyle map[string]*odtCounters
	deleted map[string]string // tracked deletions by the id of their change
	props   map[string]string

	headers, body, footers page.Flow

	noted   int
	written int
	broken  bool
}

// odtStyle is what a style of paragraphs or characters says about the text.
type odtStyle struct {
	parent, list string
	hidden       bool
}

// ReadODT reads an OpenDocument text. Page.Text is made as that of ReadDocx.
func ReadODT(ctx context.Context, data []byte) (page.Page, error) {
	d := &odt{
		styles: map[string]odtStyle{}, lists: map[string]*odtListStyle{}, outline: &odtListStyle{}, counts: &odtCounters{},
		byID: map[string]*odtCounters{}, byStyle: map[string]*odtCounters{}, deleted: map[string]string{}, props: map[string]string{},
	}
	var err error
	if isFlatODT(data) {
		err = d.parts(newXMLReader(ctx, bytes.NewReader(data)))
	} else {
		err = d.readPackage(ctx, data)
	}
	if err != nil && !errors.Is(err, errNoPart) && optional(err) == nil {
		d.broken, err = true, nil
	}
	if err != nil {
		return page.Page{}, officeError(err, "文档")
	}
	all := &d.headers
	all.Add(&d.body)
	all.EndLine()
	all.Add(&d.footers)
	settleContents(all, false)
	p, err := all.Page("utf-8")
	if err != nil {
		if d.broken {
			return page.Page{}, page.FailBroken("文档")
		}
		return page.Page{}, err
	}
	p.Properties = d.props
	if d.broken {
		p.Warnings = append(p.Warnings, page.WarnBroken())
	}
	return p, nil
}

// readPackage reads the parts of a document: what is said of styles before
// the text that uses them.
func (d *odt) readPackage(ctx context.Context, data []byte) error {
	p := openPackage(ctx, data)
	if p == nil {
		return page.FailBroken("文档")
	}
	manifest, err := p.read("META-INF/manifest.xml", 4<<20)
	if optional(err) != nil {
		return err
	}
	if bytes.Contains(manifest, []byte("encryption-data")) {
		return failEncrypted()
	}
	for _, part := range []string{"styles.xml", "meta.xml"} {
		if err := optional(p.xml(part, d.parts)); err != nil {
			return err
		}
	}
	return p.xml("content.xml", d.parts)
}

// odtProperties names the elements of meta.xml that are kept.
var odtProperties = map[string]string{
	"title": page.PropertyTitle, "subject": page.PropertySubject, "initial-creator": page.PropertyAuthor, "keyword": page.PropertyKeywords,
	"creator": page.PropertyLastSavedBy, "creation-date": page.PropertyCreated, "date": page.PropertyModified, "print-date": page.PropertyPrinted,
	"editing-cycles": page.PropertyRevision, "generator": page.PropertyApplication,
}

// parts reads any of the parts, or the one file of a flat document.
func (d *odt) parts(x *xmlReader) error {
	return x.descend(func(e xml.StartElement) error {
		switch e.Name.Local {
		case "meta":
			return x.descend(func(e xml.StartElement) error {
				if e.Name.Local == "template" {
					page.SetProperty(d.props, page.PropertyTemplate, attr(e, "title"))
				}
				key := odtProperties[e.Name.Local]
				if key == "" {
					return nil
				}
				s, err := x.text()
				page.SetProperty(d.props, key, s)
				return err
			})
		case "style":
			return d.style(x, e)
		case "list-style", "outline-style":
			return d.listStyle(x, e)
		case "header", "header-left", "header-first":
			return d.edge(x, &d.headers, page.WhyHeader)
		case "footer", "footer-left", "footer-first":
			return d.edge(x, &d.footers, page.WhyFooter)
		case "body":
			s := &odtStory{d: d, x: x}
			return s.blocks("", d.body.AddLine)
		case "scripts", "forms", "font-face-decls":
			return x.leave(x.depth - 1)
		}
		return nil
	})
}

// edge reads a header or footer.
func (d *odt) edge(x *xmlReader, to *page.Flow, why string) error {
	s := &odtStory{d: d, x: x}
	return s.blocks(why, func(p *page.Flow) {
		if !page.IsBlank(string(p.Text)) {
			p.Cut(why)
			to.AddLine(p)
		}
	})
}

func (d *odt) style(x *xmlReader, e xml.StartElement) error {
	v := odtStyle{parent: attr(e, "parent-style-name"), list: attr(e, "list-style-name")}
	err := x.each(func(e xml.StartElement) error {
		v.hidden = v.hidden || e.Name.Local == "text-properties" && attr(e, "display") == "none"
		return nil
	})
	if len(d.styles) < maxDefined {
		d.styles[attr(e, "family")+" "+attr(e, "name")] = v
	}
	return err
}

// hidden reports whether text of a style is not shown.
func (d *odt) hidden(family, style string) bool {
	for range maxStyleChain {
		v, ok := d.styles[family+" "+style]
		if !ok || v.hidden {
			return v.hidden
		}
		style = v.parent
	}
	return false
}

// keepDeleted keeps the text of tracked deletions, which stands before the body.
func (d *odt) keepDeleted(x *xmlReader) error {
	return x.each(func(e xml.StartElement) error {
		id := attr(e, "id")
		return x.each(func(e xml.StartElement) error {
			if e.Name.Local != "deletion" {
				return nil
			}
			s := &odtStory{d: d, x: x}
			var ps []string
			err := s.blocks("", func(p *page.Flow) { ps = append(ps, string(p.Text)) })
			if len(d.deleted) < maxDefined {
				d.deleted[id] = strings.Join(ps, "\n")
			}
			return err
		})
	})
}
