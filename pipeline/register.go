package pipeline

import (
	"context"
	"fmt"
	"slices"

	"wenjian/corpus"
	"wenjian/corpus/store"
	"wenjian/register"
)

// linkVersion is raised whenever the same register and documents may give
// other links; older ones are then stale.
const linkVersion = 1

// linkBatch is how many documents are worth being picked out one by one.
const linkBatch = 1000

// link brings the links between documents and the register up to both: after
// a change of the register all of them, else those of the documents that
// changed. Without a register it does nothing.
func (w *Workspace) link(ctx context.Context) error {
	version, err := w.Store.RegisterVersion(ctx)
	if err != nil || version == 0 {
		return err
	}
	last, err := w.Store.LinkState(ctx)
	if err != nil {
		return err
	}
	changes, err := w.Store.Changes(ctx, last.Seq)
	if err != nil {
		return err
	}
	stamp := fmt.Sprintf("link%d %d", linkVersion, version)
	if last.Stamp == stamp && changes.Seq == last.Seq {
		return nil
	}
	reg, err := OpenRegister(ctx, w.Store)
	if err != nil {
		return err
	}
	next := store.LinkState{Stamp: stamp, Home: reg.Home(), Seq: changes.Seq}
	ids := append([]string{}, changes.Put...)
	if last.Stamp != next.Stamp || last.Home != next.Home || len(ids) > linkBatch {
		ids = nil
	}
	links, err := linksOf(ctx, w.Store, reg, ids)
	if err != nil {
		return err
	}
	return w.Store.PutLinks(ctx, links, next)
}

// OpenRegister returns the register of a workspace, which may be empty. Its
// home is the county that its own entries show, or else the documents.
func OpenRegister(ctx context.Context, s *store.Store) (*register.Register, error) {
	entries, err := s.Register(ctx)
	if err != nil {
		return nil, err
	}
	reg := register.New(entries, register.Options{})
	if len(entries) == 0 || reg.Home() != "" {
		return reg, nil
	}
	prints, err := s.UnitPrints(ctx, nil)
	if err != nil {
		return nil, err
	}
	names := make([]string, 0, 2*len(prints))
	for _, p := range prints {
		names = append(names, p.Unit, p.Superior)
	}
	return register.New(entries, register.Options{Home: register.HomeOf(names)}), nil
}

// linksOf returns the links of the documents with those IDs, or of all when
// ids is nil, that differ from what is stored.
func linksOf(ctx context.Context, s *store.Store, reg *register.Register, ids []string) ([]store.Link, error) {
	prints, err := s.UnitPrints(ctx, ids)
	if err != nil {
		return nil, err
	}
	chosen, err := s.UnitChoices(ctx)
	if err != nil {
		return nil, err
	}
	stored, err := s.Links(ctx)
	if err != nil {
		return nil, err
	}
	var out []store.Link
	for _, p := range prints {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		l := store.Link{UnitLink: reg.Resolve(register.Query{Unit: p.Unit, Superior: p.Superior, Kind: p.Kind, Path: p.Path})}
		if unit, ok := chosen[p.Document]; ok {
			l.UnitLink = corpus.UnitLink{Unit: unit, By: corpus.By{Rule: register.RuleManual, Confidence: 1}}
		}
		l.Document = p.Document
		if l.Unit != "" {
			l.Owner = reg.Owner(l.Unit)
		}
		if old, ok := stored[p.Document]; !ok || !sameLink(old, l) {
			out = append(out, l)
		}
	}
	return out, nil
}

func sameLink(a, b store.Link) bool {
	return a.Unit == b.Unit && a.Owner == b.Owner && a.By == b.By && slices.Equal(a.Candidates, b.Candidates)
}

// LearnRegister proposes a register from what the stored documents tell of
// their units; where there is one, what documents tell of units that it lacks.
func LearnRegister(ctx context.Context, s *store.Store) ([]register.Proposal, error) {
	prints, err := s.UnitPrints(ctx, nil)
	if err != nil {
		return nil, err
	}
	links, err := s.Links(ctx)
	if err != nil {
		return nil, err
	}
	reg, err := OpenRegister(ctx, s)
	if err != nil {
		return nil, err
	}
	var seen []register.Observation
	at := make(map[register.Observation]int)
	for _, p := range prints {
		if links[p.Document].Unit != "" {
			continue
		}
		o := register.Observation{Unit: p.Unit, Kind: p.Kind, Level: p.Level, Superior: p.Superior}
		i, ok := at[o]
		if !ok {
			i = len(seen)
			at[o] = i
			seen = append(seen, o)
		}
		seen[i].Documents++
	}
	return slices.DeleteFunc(register.Learn(seen), func(p register.Proposal) bool {
		return len(reg.Find(p.Name)) > 0 // a superior that has its row
	}), nil
}
