package bleveindex

import (
	"encoding/json"
	"slices"

	"github.com/blevesearch/bleve/v2/analysis"
	"github.com/blevesearch/bleve/v2/document"
	bleveapi "github.com/blevesearch/bleve_index_api"

	"wenjian/index"
	"wenjian/index/query"
	"wenjian/internal/zh"
)

// The layout of a document. F is the ID of a query field.
//
//	all.1 all.2        title and text: terms, and pairs of neighbouring terms, both without positions
//	title.1 … head.2   the same of the title and of the headings, for ranking; pairs with positions
//	word               the words of segment, for ranking
//	F.1 F.2            the same of the value of a Phrase field, pairs with positions
//	F.=                the folded values of any other field and of those that are counted; none when there are none
//	F                  the values as they are, to be counted
//	held               kind and status of each activity, joined
//	date.from date.to  the days that the date covers
//	order              index.SortKey of the ID
//	name body doc      title and text, and the rest of the entry as JSON, stored
//
// A phrase of two terms is one pair. A longer one is in a text only where all
// its pairs are; those few texts are read to be sure, see verify.go, which
// costs less than the positions of all pairs: they were two thirds of the index.
const (
	allField   = "all"
	titleField = "title"
	headField  = "head"
	wordField  = "word"
	heldField  = "held"
	orderField = "order"
	fromField  = "date.from"
	toField    = "date.to"
	docField   = "doc"
	nameField  = "name"
	bodyField  = "body"

	termsOf = ".1"
	pairsOf = ".2"
	exactOf = ".="
)

// none stands for "no value" in exact fields: bleve has no empty terms.
const none = "\x00"

// pairSep stands between the terms of a pair; no term holds it.
const pairSep = ' '

// partGap keeps the positions of title, headings and text apart.
const partGap = 10

const (
	ranked     = bleveapi.IndexField
	positioned = bleveapi.IndexField | bleveapi.IncludeTermVectors
	exact      = bleveapi.IndexField | bleveapi.SkipFreqNorm
	counted    = bleveapi.IndexField | bleveapi.SkipFreqNorm | bleveapi.DocValues
)

// newDocument lays e out.
func newDocument(e index.Entry) (*document.Document, error) {
	stored := e
	stored.Tokens = nil                // only ranking needs them
	stored.Title, stored.Text = "", "" // quicker to read when they are no JSON
	data, err := json.Marshal(stored)
	if err != nil {
		return nil, err
	}
	d := document.NewDocument(e.ID)
	for _, f := range []struct {
		name string
		data []byte
	}{{nameField, []byte(e.Title)}, {bodyField, []byte(e.Text)}, {docField, data}} {
		d.AddField(document.NewTextFieldWithIndexingOptions(f.name, nil, f.data, bleveapi.StoreField))
	}
	add(d, orderField, counted, keywords(index.SortKey(e.ID)))
	headings := make([]string, len(e.Headings))
	for i, h := range e.Headings {
		headings[i] = h.Of(e.Text)
	}
	addPhrases(d, allField, ranked, e.Title, e.Text)
	addPhrases(d, headField, positioned, headings...)
	words := make([]string, len(e.Tokens))
	for i, t := range e.Tokens {
		words[i] = zh.Fold(t.Of(e.Text))
	}
	add(d, wordField, ranked, keywords(distinct(words)...))
	held := make([]string, len(e.Acts))
	for i, a := range e.Acts {
		held[i] = heldKey(a.Kind, string(a.Status))
	}
	add(d, heldField, exact, keywords(held...))
	if e.Date != "" {
		first, last := query.DaysOf(e.Date)
		add(d, fromField, exact, keywords(first))
		add(d, toField, exact, keywords(last))
	}
	for _, f := range index.Fields() {
		addField(d, f, index.Values(e, f.ID))
	}
	return d, nil
}

// addField adds what f needs to be searched and counted.
func addField(d *document.Document, f index.Field, values []string) {
	switch f.Match {
	case query.Phrase:
		addPhrases(d, f.ID, positioned, values...)
	case query.ID, query.Share:
		return // bleve finds documents by their IDs
	}
	if f.Facet && len(values) > 0 {
		add(d, f.ID, counted, keywords(values...))
	}
	keys := []string{none}
	if len(values) > 0 {
		keys = make([]string, len(values))
		for i, v := range values {
			keys[i] = zh.Fold(v)
		}
	}
	add(d, f.ID+exactOf, exact, keywords(keys...))
}

func heldKey(kind, status string) string { return zh.Fold(kind) + none + status }

// distinct drops what is repeated; list is changed.
func distinct(list []string) []string {
	slices.Sort(list)
	return slices.Compact(list)
}

func addPhrases(d *document.Document, name string, options bleveapi.FieldIndexingOptions, parts ...string) {
	terms, pairs := cut(parts)
	add(d, name+termsOf, ranked, terms)
	add(d, name+pairsOf, options, pairs)
}

func add(d *document.Document, name string, options bleveapi.FieldIndexingOptions, ts tokens) {
	if len(ts) > 0 {
		d.AddField(document.NewTextFieldCustom(name, nil, nil, options, ts))
	}
}

// tokens is an analyzer that has its answer already.
type tokens analysis.TokenStream

// Analyze implements analysis.Analyzer.
func (t tokens) Analyze([]byte) analysis.TokenStream { return analysis.TokenStream(t) }

// keywords returns the values as they are, as one token each.
func keywords(values ...string) tokens {
	ts := make(tokens, len(values))
	all := make([]analysis.Token, len(values))
	for i, v := range values {
		all[i] = analysis.Token{Term: []byte(v), Position: 1}
		ts[i] = &all[i]
	}
	return ts
}

// cut returns the terms of the parts and the pairs of neighbours in one part.
// Byte offsets stay 0: nothing reads them, and they would fill the index.
func cut(parts []string) (terms, pairs tokens) {
	var all [][]query.Term
	n, size := 0, 0
	for _, p := range parts {
		ts := query.Terms(p)
		all = append(all, ts)
		n += len(ts)
		for _, t := range ts {
			size += len(t.Text) + 1
		}
	}
	room := make([]analysis.Token, 0, 2*n)
	buf := make([]byte, 0, size) // never grows: tokens are slices of it
	put := func(ts *tokens, term []byte, pos int) {
		room = append(room, analysis.Token{Term: term, Position: pos})
		*ts = append(*ts, &room[len(room)-1])
	}
	pos := 0
	for _, ts := range all {
		last := -1
		for _, t := range ts {
			start := len(buf)
			buf = append(append(buf, t.Text...), pairSep)
			pos++
			put(&terms, buf[start:len(buf)-1:len(buf)-1], pos)
			if last >= 0 {
				put(&pairs, buf[last:len(buf)-1:len(buf)-1], pos-1)
			}
			last = start
		}
		pos += partGap
	}
	return terms, pairs
}
