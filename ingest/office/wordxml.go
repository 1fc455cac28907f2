package office

import (
	"bytes"
	"context"
	"encoding/xml"
	"strings"

	"wenjian/ingest/page"
)

// Word documents in one XML file, which office systems make from templates
// and mostly name .doc: WordprocessingML of Word 2003, and the parts of a
// docx put one after the other (Flat OPC).
const (
	wordML2003 = "http://schemas.microsoft.com/office/word/2003/wordml"
	flatOPC    = "http://schemas.microsoft.com/office/2006/xmlPackage"
)

// DetectWordXML recognises the XML of Word 2003 and the flat XML of later ones.
func DetectWordXML(_ string, data []byte) bool {
	head := bytes.TrimLeft(data[:min(len(data), 8192)], "\xef\xbb\xbf \t\r\n")
	return bytes.HasPrefix(head, []byte("<")) && (bytes.Contains(head, []byte(wordML2003)) || bytes.Contains(head, []byte(flatOPC)))
}

// ReadWordXML reads a Word document in one XML file as ReadDocx does.
func ReadWordXML(ctx context.Context, data []byte) (page.Page, error) {
	d := newDocx(ctx)
	props := map[string]string{}
	var body *page.Flow
	var err error
	if bytes.Contains(data[:min(len(data), 8192)], []byte(wordML2003)) {
		body, err = d.read2003(data, props)
	} else {
		d.pkg = &zipPackage{ctx: ctx, flat: flatParts(ctx, data)}
		if body, err = d.read(); err == nil {
			props, err = d.pkg.properties()
		}
	}
	if err != nil {
		return page.Page{}, officeError(err, "文档")
	}
	settleContents(body, d.lost)
	p, err := body.Page("utf-8")
	if err != nil {
		return page.Page{}, err
	}
	p.Properties = props
	if d.broken {
		p.Warnings = append(p.Warnings, page.WarnBroken())
	}
	return p, nil
}

// properties2003 names the elements of o:DocumentProperties that are kept.
var properties2003 = map[string]string{
	"Title": page.PropertyTitle, "Subject": page.PropertySubject, "Author": page.PropertyAuthor, "Keywords": page.PropertyKeywords, "LastAuthor": page.PropertyLastSavedBy,
	"Created": page.PropertyCreated, "LastSaved": page.PropertyModified, "LastPrinted": page.PropertyPrinted, "Revision": page.PropertyRevision, "Template": page.PropertyTemplate,
	"Company": page.PropertyCompany, "Manager": page.PropertyManager, "TotalTime": page.PropertyEditing,
}

// read2003 reads WordprocessingML 2003: lists and styles stand before the
// body; headers, notes and tracked changes in it.
func (d *docx) read2003(data []byte, props map[string]string) (*page.Flow, error) {
	d.keepSpace, d.pkg = true, &zipPackage{ctx: d.ctx}
	body := &page.Flow{}
	x := newXMLReader(d.ctx, bytes.NewReader(data))
	s := &docxStory{d: d, x: x}
	err := x.descend(func(e xml.StartElement) error {
		switch e.Name.Local {
		case "DocumentProperties":
			return readProperties(x, properties2003, props)
		case "lists":
			return d.lists.read(x)
		case "styles":
			return d.styles.read(x)
		case "body":
			err := s.blocks("", body.AddLine)
			s.flush(body.AddLine)
			return err
		}
		return nil
	})
	if err != nil {
		d.broken = true
	}
	if err := optional(err); err != nil {
		return nil, err
	}
	all := &d.headers
	all.Add(body)
	all.EndLine()
	all.Add(&d.footers)
	return all, nil
}

// flatParts returns the XML parts of a Flat OPC file by name. They are slices
// of data.
func flatParts(ctx context.Context, data []byte) map[string][]byte {
	parts := map[string][]byte{}
	x := newXMLReader(ctx, bytes.NewReader(data))
	offset := func() int { return int(x.d.InputOffset()) }
	if head := data[:min(len(data), 3)]; bytes.Equal(head, []byte("\xef\xbb\xbf")) {
		data = data[3:]
	}
	_ = x.descend(func(e xml.StartElement) error { // up to where it breaks
		if e.Name.Local != "part" {
			return nil
		}
		name := attr(e, "name")
		return x.each(func(e xml.StartElement) error {
			if e.Name.Local != "xmlData" {
				return nil
			}
			from, base := offset(), x.depth
			for x.depth >= base {
				if _, err := x.next(); err != nil {
					return err
				}
			}
			if to := offset(); to <= len(data) && from < to {
				inner := data[from:to]
				if i := bytes.LastIndex(inner, []byte("</")); i >= 0 {
					inner = inner[:i]
				}
				parts[partKey(name)] = inner
			}
			return nil
		})
	})
	return parts
}

// annotation2003 tells what an aml:annotation around text means: the reason
// to cut the text, or "".
func annotation2003(e xml.StartElement, why string) string {
	switch kind := attr(e, "type"); {
	case strings.HasSuffix(kind, "Deletion"):
		return page.WhyRevision
	case strings.HasSuffix(kind, "Comment") && why == "":
		return page.WhyComment
	}
	return why
}
