package web

import (
	"context"
	"fmt"

	"wenjian/compare"
	"wenjian/corpus"
	"wenjian/corpus/store"
)

// A DirectionStore gives what tells the direction of copying.
type DirectionStore interface {
	Matches(ctx context.Context, id string) ([]store.Match, error)
	List(ctx context.Context, f store.Filter) ([]store.Row, error)
}

// Direction weighs which of two documents had their shared text first, from
// all that the workspace knows of both. shared are their matches, in whatever
// order; names are what reasons call a and b. Matches of a unit with its own
// past claim nothing of the kind.
func Direction(ctx context.Context, st DirectionStore, a, b *corpus.Document, shared []store.Match, names [2]string) (compare.Direction, error) {
	sideA, err := directionSide(ctx, st, a, b, names[0])
	if err != nil {
		return compare.Direction{}, fmt.Errorf("direction of %s and %s: %w", a.ID, b.ID, err)
	}
	sideB, err := directionSide(ctx, st, b, a, names[1])
	if err != nil {
		return compare.Direction{}, fmt.Errorf("direction of %s and %s: %w", a.ID, b.ID, err)
	}
	var ms []compare.DirectionMatch
	for _, m := range shared {
		if compare.Class(m.Class) == compare.Self {
			continue
		}
		x := compare.DirectionMatch{A: m.SpanA, B: m.SpanB, Class: compare.Class(m.Class)}
		for _, s := range m.Slots {
			x.Slots = append(x.Slots, compare.Slot{A: s.A, B: s.B, TextA: s.TextA, TextB: s.TextB})
		}
		if m.A != a.ID {
			x.A, x.B = x.B, x.A
			for i, s := range x.Slots {
				x.Slots[i] = compare.Slot{A: s.B, B: s.A, TextA: s.TextB, TextB: s.TextA}
			}
		}
		ms = append(ms, x)
	}
	return compare.DirectionOf(sideA, sideB, ms), nil
}

// directionSide gathers what is known of d beside other.
func directionSide(ctx context.Context, st DirectionStore, d, other *corpus.Document, name string) (compare.DirectionSide, error) {
	side := compare.DirectionSide{
		Text: compare.Text{ID: d.ID, Source: d.Source.Path, Ordinal: d.Ordinal, Title: d.Title.Value, Unit: d.Unit.Name, Kind: d.Kind.Value, Date: d.Date.Value, Text: d.Text},
		Name: name, Properties: d.Source.Properties,
	}
	for _, l := range d.Leaks {
		if l.From == other.Source.Path {
			side.Leaks = append(side.Leaks, l)
		}
	}
	ms, err := st.Matches(ctx, d.ID)
	if err != nil {
		return side, err
	}
	at := map[string][]int{} // by earlier document, indexes into side.Prior
	var ids []string
	for _, m := range ms {
		if m.B != d.ID || m.A == other.ID {
			continue
		}
		if at[m.A] == nil {
			ids = append(ids, m.A)
		}
		at[m.A] = append(at[m.A], len(side.Prior))
		side.Prior = append(side.Prior, compare.Prior{Span: m.SpanB, ID: m.A, Self: compare.Class(m.Class) == compare.Self})
	}
	if len(ids) == 0 {
		return side, nil
	}
	rows, err := st.List(ctx, store.Filter{IDs: ids})
	for _, r := range rows {
		for _, i := range at[r.ID] {
			side.Prior[i].Date = r.Date
		}
	}
	return side, err
}
