// Package index says what it means to search a corpus: the interface that
// every search backend implements, and its types.
package index

import (
	"context"

	"wenjian/corpus"
	"wenjian/index/query"
)

// An Entry is one document as an index sees it. Tokens are the words that
// segment cut; an index never cuts text again.
type Entry struct {
	ID       string
	Source   string
	Ordinal  int
	Title    string
	Unit     string
	UnitKind string
	Level    string // of the unit
	Kind     string
	Date     string
	Superior string
	Campaign string
	Text     string
	Tokens   []corpus.Token
	Headings []corpus.Span // of Text; a hit in one ranks higher
	Sections []Part        // Kind is a section kind
	Acts     []Part        // Kind is an activity kind, Status set
}

// A Part is a span of an entry's text that has a kind.
type Part struct {
	corpus.Span
	Kind   string
	Status corpus.Status // of an activity; empty for sections
}

// EntryOf returns d as an index sees it.
func EntryOf(d *corpus.Document) Entry {
	e := Entry{
		ID: d.ID, Source: d.Source.Path, Ordinal: d.Ordinal, Title: d.Title.Value, Unit: d.Unit.Name, UnitKind: d.Unit.Kind, Level: d.Unit.Level,
		Kind: d.Kind.Value, Date: d.Date.Value, Superior: d.Superior.Value, Campaign: d.Campaign.Value, Text: d.Text, Tokens: d.Tokens,
	}
	for _, s := range d.Sections {
		if !s.Heading.Empty() {
			e.Headings = append(e.Headings, s.Heading)
		}
		for _, k := range s.Kinds {
			e.Sections = append(e.Sections, Part{Span: s.Span, Kind: k})
		}
	}
	for _, a := range d.Activities {
		e.Acts = append(e.Acts, Part{Span: a.Span, Kind: a.Kind, Status: a.Status})
	}
	return e
}

// A Request asks for the documents that match a query.
type Request struct {
	Query  query.Node // nil matches every document
	Limit  int        // hits returned; 0 means all
	Offset int
	Facets []string // IDs of fields to count, see Fields; counts ignore the field's own condition, see Without
}

// A Result is the answer to a Request. Total counts all matching documents.
type Result struct {
	Total  int
	Hits   []Hit // best first; ties by ID in numeric, then byte order, see SortKey
	Facets map[string][]Count
}

// A Hit is one matching document.
type Hit struct {
	ID, Source            string
	Ordinal               int
	Title, Unit, UnitKind string
	Kind, Date            string
	Score                 float64
	Snippets              []Snippet
	TitleMarks            [][2]int // code points of Title
	Also                  []Hit    // copies that were folded under it, see Collapse; empty from an Index
}

// A Snippet is a piece of a document's text in its own script, with the
// matches marked.
type Snippet struct {
	Text  string
	Marks [][2]int // half-open code-point ranges of Text, in order, not overlapping
}

// A Count is how many matching documents have a value in a field. The value
// "" counts the documents in which the field is unknown or empty; a query
// names them by 字段="".
type Count struct {
	Value string
	N     int
}

// An Index finds documents. Implementations pass package indextest and are
// safe for concurrent use.
type Index interface {
	// Put adds entries, replacing those with the same ID; of two with one ID
	// the later counts. It is atomic for the batch: searches and crashes see
	// all of it or none. An entry without an ID is ErrNoID.
	Put(ctx context.Context, entries ...Entry) error
	// Delete removes entries; unknown IDs are no error.
	Delete(ctx context.Context, ids ...string) error
	// Search answers r. What Request.Check finds wrong is an error.
	Search(ctx context.Context, r Request) (Result, error)
	// Count returns the number of entries.
	Count(ctx context.Context) (int, error)
	Close() error
}
