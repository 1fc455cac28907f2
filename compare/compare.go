// Package compare finds the passages that documents share and says what each
// means: peer copy, the unit's own past, the superior's text, a circulating
// model, or official language.
package compare

import (
	"context"
	"fmt"

	"wenjian/corpus"
)

// A Text is one document as compare sees it.
type Text struct {
	ID      string
	Source  string // path, for reports
	Ordinal int
	Title   string
	Unit    string // name of the writing unit, empty when unknown
	Owner   string // ID of that unit in a register, empty when unknown: it decides whose text is whose before any name does
	Kind    string // document kind
	Date    string // YYYY-MM-DD, YYYY-MM, YYYY or empty
	Hash    string // of Text; breaks ties of date
	Text    string
	// Superior says that this is a superior's document, by the user's word:
	// what others take from it is no copying. It counts as the earliest.
	Superior bool
	// Above is the unit that the text names as its own superior, if any. A
	// document of that unit whose title the text cites is a superior's too.
	Above string
}

// Class says what a shared passage means. The values are the contract of
// docs/format.md.
type Class string

// The classes of a match. The last three never count as copying.
const (
	Passage     Class = "passage"     // copied between units
	Whole       Class = "whole"       // part of a document that another covers to 55 % or more, or all of it when they are equal
	Self        Class = "self"        // the same unit, earlier
	Paraphrase  Class = "paraphrase"  // rewritten, spun or condensed
	Circulating Class = "circulating" // a model text that many units share
	Official    Class = "official"    // sanctioned wording
	Superior    Class = "superior"    // the superior's text
	Common      Class = "common"      // set phrases
)

// Label returns the Chinese name of c as the interface shows it.
func (c Class) Label() string {
	switch c {
	case Passage:
		return "片段雷同"
	case Whole:
		return "整篇雷同"
	case Self:
		return "沿用本单位往年"
	case Paraphrase:
		return "改写"
	case Circulating:
		return "流传范本"
	case Official:
		return "规范表述"
	case Superior:
		return "上级文件"
	case Common:
		return "常用套话"
	}
	return string(c)
}

// LabelBetween is Label for a match between documents of those units, either
// of which may be unknown (empty): a whole copy is then said to be between
// unknown units, because it may turn out to be a unit's own.
func (c Class) LabelBetween(unitA, unitB string) string {
	if c == Whole && (unitA == "" || unitB == "") {
		return c.Label() + "（单位不明）"
	}
	return c.Label()
}

// Claims reports whether a match of class c claims that text was taken over:
// official wording, the superior's text and set phrases do not.
func (c Class) Claims() bool { return c != Official && c != Superior && c != Common }

// A Slot is a place where two matched passages differ: the names, numbers or
// words that were exchanged.
type Slot struct {
	A, B         corpus.Span // in the texts of the two documents
	TextA, TextB string
}

// A Match is a pair of spans in two documents. Compare gives it one of the
// classes that claim copying; what is official wording OfficialSpans tells.
type Match struct {
	A, B         int         // indexes into the texts given to Compare; A is the earlier document
	SpanA, SpanB corpus.Span // bytes
	Class        Class
	Bits         float64 // surprise of the shared text, in bits
	Slots        []Slot

	earlier int     // A in chronological order
	density float64 // part of the longer side that is equal, symbol for symbol
}

// A NameLeak is a foreign unit's name left in a matched passage.
type NameLeak struct {
	Text int // index of the document that holds the foreign name
	corpus.Leak
}

// A Result is what Compare found, in a fixed order whatever the order of the input.
type Result struct {
	Matches []Match
	Leaks   []NameLeak
}

// Options tune Compare; the zero value is the recommended setting.
type Options struct {
	// Sanctioned holds further sanctioned phrases, one to a line; lines that
	// begin with # are comments. What they cover never counts as copied.
	Sanctioned string
	// ExactOnly leaves out the search for rewritten passages, which takes most
	// of the time where much is copied.
	ExactOnly bool
	// NoReference leaves out the built-in reference of common language and
	// sanctioned phrases. It is for measuring what they are worth.
	NoReference bool

	atLeast int // the comparison takes itself to be of so many texts at least; for tests
}

// Compare finds the shared passages of texts. The result is the same
// whatever the order of texts, up to the indexes. It fails only when ctx
// ends.
func Compare(ctx context.Context, texts []Text, opt Options) (Result, error) {
	e, err := newEngine(ctx, texts, opt)
	if err != nil {
		return Result{}, fmt.Errorf("compare %d texts: %w", len(texts), err)
	}
	r, err := e.compare(ctx)
	if err != nil {
		return Result{}, fmt.Errorf("compare %d texts: %w", len(texts), err)
	}
	return r, nil
}
