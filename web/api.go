package web

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"

	"wenjian/corpus"
	"wenjian/index/query"
	"wenjian/report"
)

// writeJSON writes v as the answer of an API call.
func writeJSON(w http.ResponseWriter, v any) error {
	data, err := json.Marshal(v)
	if err != nil {
		return fmt.Errorf("encode answer: %w", err)
	}
	h := w.Header()
	h.Set("Content-Type", "application/json; charset=utf-8")
	h.Set("Cache-Control", "no-store")
	_, _ = w.Write(append(data, '\n'))
	return nil
}

// apiSearch answers /api/v1/search with index.External; its parameters are
// those of /search.
func (s *site) apiSearch(w http.ResponseWriter, r *http.Request) error {
	state, err := parseSearch(r.URL.Query())
	if err != nil {
		return err
	}
	node, err := state.node(s.opt.Taxonomy)
	var bad *query.Error
	if errors.As(err, &bad) {
		return inputError("检索词有误：" + bad.Error() + "。")
	}
	if err != nil {
		return err
	}
	if node, err = s.expanded(r.Context(), node); err != nil {
		return fmt.Errorf("search %q: %w", state.Q, err)
	}
	res, err := s.opt.Index.Search(r.Context(), state.request(node))
	if err != nil {
		return fmt.Errorf("search %q: %w", state.Q, err)
	}
	return writeJSON(w, res.External())
}

// apiDocument answers /api/v1/documents/{id} with store.ExternalDocument.
func (s *site) apiDocument(w http.ResponseWriter, r *http.Request) error {
	id, err := pathID(r, "id")
	if err != nil {
		return err
	}
	d, err := s.opt.Store.External(r.Context(), id)
	if err != nil {
		return fmt.Errorf("document %s: %w", id, err)
	}
	return writeJSON(w, d)
}

// An apiPair is what /api/v1/compare/{a}/{b} answers. Offsets are code points
// of the documents' texts, half open.
type apiPair struct {
	A       apiSide    `json:"a"`
	B       apiSide    `json:"b"`
	Matches []apiMatch `json:"matches"`
}

// An apiSide names a document of a pair; Share is the part of its text that
// counts as shared.
type apiSide struct {
	ID      string                `json:"id"`
	Source  string                `json:"source"`
	Ordinal int                   `json:"ordinal"`
	Title   string                `json:"title"`
	Unit    string                `json:"unit"`
	Date    string                `json:"date"`
	Share   float64               `json:"share"`
	Leaks   []corpus.ExternalLeak `json:"leaks"`
}

// An apiMatch is one shared passage.
type apiMatch struct {
	N     int       `json:"n"` // as the page numbers it
	A     [2]int    `json:"a"`
	B     [2]int    `json:"b"`
	Class string    `json:"class"`
	Bits  float64   `json:"bits"`
	Slots []apiSlot `json:"slots"`
}

// An apiSlot is a place where the two halves of a match differ.
type apiSlot struct {
	A string `json:"a"`
	B string `json:"b"`
}

// apiCompare answers /api/v1/compare/{a}/{b}.
func (s *site) apiCompare(w http.ResponseWriter, r *http.Request) error {
	p, err := s.pair(r)
	if err != nil {
		return err
	}
	countA, countB := corpus.NewCodePoints(p.a.Text), corpus.NewCodePoints(p.b.Text)
	out := apiPair{Matches: make([]apiMatch, 0, len(p.list))}
	var right []corpus.Span
	for _, m := range p.list {
		x := apiMatch{
			N: m.N, A: [2]int{countA.At(m.Left.Start), countA.At(m.Left.End)}, B: [2]int{countB.At(m.Right.Start), countB.At(m.Right.End)},
			Class: string(m.Class), Bits: m.Bits, Slots: make([]apiSlot, 0, len(m.Slots)),
		}
		for _, slot := range m.Slots {
			x.Slots = append(x.Slots, apiSlot{slot.LeftText, slot.RightText})
		}
		if m.Class.Claims() {
			right = append(right, m.Right)
		}
		out.Matches = append(out.Matches, x)
	}
	out.A, out.B = newAPISide(p.a, countedSpans(p.list)), newAPISide(p.b, right)
	return writeJSON(w, out)
}

func newAPISide(d *corpus.Document, spans []corpus.Span) apiSide {
	x := d.External()
	return apiSide{ID: d.ID, Source: x.Source, Ordinal: x.Ordinal, Title: x.Title, Unit: x.Unit.Name, Date: x.Date, Share: share(size(spans), len(d.Text)), Leaks: x.Leaks}
}

// apiStats answers /api/v1/stats/{view} with a report.Table.
func (s *site) apiStats(w http.ResponseWriter, r *http.Request) error {
	rep, err := reportOf(r.PathValue("view"))
	if err != nil {
		return err
	}
	t, err := s.build(r.Context(), rep.ID, optionsOf(r.URL.Query(), rep))
	var wrong report.AskError
	if errors.As(err, &wrong) {
		return inputError(wrong.Error())
	}
	if err != nil {
		return fmt.Errorf("stats %s: %w", rep.ID, err)
	}
	return writeJSON(w, t)
}
