package store

import (
	"context"
	"time"

	"wenjian/corpus"
)

// An ExternalDocument is a document of a workspace as it leaves the program:
// what analyze prints, where it came from, and the submissions identical to
// it. The field names are a contract; they are described in docs/format.md.
type ExternalDocument struct {
	corpus.External
	Sightings []ExternalSighting  `json:"sightings"`
	Identical []ExternalIdentical `json:"identical"`
	Register  *ExternalLink       `json:"register,omitempty"` // absent without a register
}

// An ExternalLink says which unit of the register wrote a document.
type ExternalLink struct {
	Unit       string   `json:"unit"` // ID; empty: none, rule says why
	Name       string   `json:"name"` // of the unit in the register
	Rule       string   `json:"rule"`
	Confidence float64  `json:"confidence"`
	Candidates []string `json:"candidates"` // IDs of the units that it could be, where that is several
}

// An ExternalSighting is one path under which a document came.
type ExternalSighting struct {
	Path string `json:"path"`
	Run  int64  `json:"run"`            // 0: not known
	At   string `json:"at"`             // UTC, RFC 3339
	Last int64  `json:"last"`           // the last import that saw it there; 0: not known
	Gone bool   `json:"gone,omitempty"` // the path has other bytes now
}

// An ExternalIdentical is another submission with the same bytes.
type ExternalIdentical struct {
	ID     string `json:"id"`
	Source string `json:"source"`
	Title  string `json:"title"`
	Unit   string `json:"unit"` // empty: unknown
	Date   string `json:"date"`
}

// External returns a document as it leaves the program, or an error that
// wraps ErrNotFound.
func (s *Store) External(ctx context.Context, id string) (ExternalDocument, error) {
	d, err := s.Document(ctx, id)
	if err != nil {
		return ExternalDocument{}, err
	}
	x := ExternalDocument{External: d.External(), Sightings: []ExternalSighting{}, Identical: []ExternalIdentical{}}
	seen, err := s.Sightings(ctx, id)
	if err != nil {
		return x, err
	}
	for _, g := range seen {
		x.Sightings = append(x.Sightings, ExternalSighting{g.Path, g.Run, g.At.Format(time.RFC3339), g.Last, g.Gone})
	}
	same, err := s.IdenticalTo(ctx, id)
	for _, r := range same {
		x.Identical = append(x.Identical, ExternalIdentical{r.ID, r.Source, r.Title, r.Unit, r.Date})
	}
	if err != nil {
		return x, err
	}
	x.Register, err = s.externalLink(ctx, id)
	return x, err
}

func (s *Store) externalLink(ctx context.Context, id string) (*ExternalLink, error) {
	links, err := s.Links(ctx, id)
	l, ok := links[id]
	if err != nil || !ok {
		return nil, err
	}
	rows, err := s.List(ctx, Filter{IDs: []string{id}})
	if err != nil {
		return nil, err
	}
	x := &ExternalLink{Unit: l.Unit, Rule: l.Rule, Confidence: l.Confidence, Candidates: append([]string{}, l.Candidates...)}
	for _, r := range rows {
		x.Name = r.Registered
	}
	return x, nil
}
