package office

import (
	"encoding/xml"

	"wenjian/ingest/page"
)

// ooxmlProperties names the elements of docProps/core.xml (ECMA-376 part 2,
// 11) and docProps/app.xml that are kept.
var ooxmlProperties = map[string]string{
	"title": page.PropertyTitle, "subject": page.PropertySubject, "creator": page.PropertyAuthor, "keywords": page.PropertyKeywords,
	"lastModifiedBy": page.PropertyLastSavedBy, "created": page.PropertyCreated, "modified": page.PropertyModified, "lastPrinted": page.PropertyPrinted,
	"revision": page.PropertyRevision, "Template": page.PropertyTemplate, "Company": page.PropertyCompany, "Manager": page.PropertyManager,
	"Application": page.PropertyApplication, "TotalTime": page.PropertyEditing,
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
		page.SetProperty(props, key, s)
		return err
	})
}
