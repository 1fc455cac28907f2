// Package segment cuts text into words (gse), sentences, headings and
// sections. It is the only package that knows gse.
package segment

import "wenjian/corpus"

// A Segmenter cuts Chinese text into words. It loads its dictionary on first
// use and is safe for concurrent use.
type Segmenter struct{}

// New returns a Segmenter that knows, besides its embedded dictionary, the
// given words; they outrank the dictionary.
func New(words []string) *Segmenter { return &Segmenter{} }

// Tokens returns the words of text in order, punctuation and white space left
// out. Spans are bytes of text; text may be in traditional characters.
func (s *Segmenter) Tokens(text string) []corpus.Token { return nil }

// Sentences returns the sentences of text, in order, without surrounding
// white space.
func Sentences(text string) []corpus.Span { return nil }

// Sections returns the sections of text: headed ones with level, parent and
// heading span, and the un-headed preamble and signoff (Level 0, Kinds set to
// that one kind). Headed sections have no Kinds yet; classify decides them.
func Sections(text string) []corpus.Section { return nil }
