package office

import (
	"encoding/xml"
	"strings"

	"wenjian/ingest/page"
)

// The keys of Page.Properties that word processors fill: who made a document
// and when, which later serves as evidence of what was made from what.
// Times are as the file states them, mostly RFC 3339.
const (
	PropertyTitle       = "title"
	PropertySubject     = "subject"
	PropertyAuthor      = "author"
	PropertyKeywords    = "keywords"
	PropertyLastSavedBy = "last-saved-by"
	PropertyCreated     = "created"
	PropertyModified    = "modified"
	PropertyPrinted     = "printed"
	PropertyRevision    = "revision"
	PropertyTemplate    = "template"
	PropertyCompany     = "company"
	PropertyManager     = "manager"
	PropertyApplication = "application"
	PropertyEditing     = "editing-minutes"
)

// maxProperty is the most bytes of a property that are kept.
const maxProperty = 500

// ooxmlProperties names the elements of docProps/core.xml (ECMA-376 part 2,
// 11) and docProps/app.xml that are kept.
var ooxmlProperties = map[string]string{
	"title": PropertyTitle, "subject": PropertySubject, "creator": PropertyAuthor, "keywords": PropertyKeywords,
	"lastModifiedBy": PropertyLastSavedBy, "created": PropertyCreated, "modified": PropertyModified, "lastPrinted": PropertyPrinted,
	"revision": PropertyRevision, "Template": PropertyTemplate, "Company": PropertyCompany, "Manager": PropertyManager,
	"Application": PropertyApplication, "TotalTime": PropertyEditing,
}

// properties reads the document properties of an OOXML package.
func (p *zipPackage) properties() (map[string]string, error) {
	top, err := p.relations("")
	if err != nil {
		return nil, err
	}
	props := map[string]string{}
	for _, fallback := range []string{"docProps/core.xml", "docProps/app.xml"} {
		part := fallback
		for _, r := range top {
			if r.kind == "core-properties" && fallback == "docProps/core.xml" || r.kind == "extended-properties" && fallback == "docProps/app.xml" {
				part = r.target
			}
		}
		err := p.xml(part, func(x *xmlReader) error { return readProperties(x, ooxmlProperties, props) })
		if optional(err) != nil {
			return nil, err
		}
	}
	return props, nil
}

// readProperties puts the text of the named elements into props; the first
// one of a name counts.
func readProperties(x *xmlReader, names map[string]string, props map[string]string) error {
	return x.descend(func(e xml.StartElement) error {
		key := names[e.Name.Local]
		if key == "" {
			return nil
		}
		s, err := x.text()
		setProperty(props, key, s)
		return err
	})
}

// setProperty keeps a property that says something.
func setProperty(props map[string]string, key, value string) {
	value = page.OneLine(page.Visible(strings.ToValidUTF8(value, "\uFFFD")))
	if len(value) > maxProperty {
		value = strings.ToValidUTF8(value[:maxProperty], "")
	}
	if strings.HasPrefix(value, "1601-01-01") && (key == PropertyPrinted || key == PropertyCreated || key == PropertyModified) {
		return // the zero of Windows' clock: never
	}
	if value != "" && props[key] == "" {
		props[key] = value
	}
}
