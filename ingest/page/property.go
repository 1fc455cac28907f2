package page

import "strings"

// The keys of Page.Properties that the formats share: who made a document
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
	PropertyProducer    = "producer" // of a PDF: the program that printed it
	PropertySavedBy     = "saved-by" // who saved it under what path, oldest first, as Word 97 to 2003 noted it
	PropertyEditing     = "editing-minutes"
)

// MaxProperty is the most bytes of a property that are kept.
const MaxProperty = 500

// SetProperty keeps a property that says something, on one line and cut to
// MaxProperty bytes; the first value of a key stays.
func SetProperty(props map[string]string, key, value string) {
	value = OneLine(Visible(strings.ToValidUTF8(value, "\uFFFD")))
	if len(value) > MaxProperty {
		value = strings.ToValidUTF8(value[:MaxProperty], "")
	}
	if strings.HasPrefix(value, "1601-01-01") && (key == PropertyPrinted || key == PropertyCreated || key == PropertyModified) {
		return // the zero of Windows' clock: never
	}
	if value != "" && props[key] == "" {
		props[key] = value
	}
}
