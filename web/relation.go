package web

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"wenjian/corpus"
	"wenjian/corpus/store"
)

// A relation is what a document shares with one other document.
type relation struct {
	Other    store.Row
	URL      string // of the comparison
	Passages []shared
}

// relations returns what document id shares with others, most text first.
func (s *site) relations(ctx context.Context, id string) ([]relation, error) {
	ms, err := s.opt.Store.Matches(ctx, id)
	if err != nil || len(ms) == 0 {
		return nil, err
	}
	byOther := map[string][]store.Match{}
	var others []string
	for _, m := range ms {
		other := m.A
		if other == id {
			other = m.B
		}
		if _, ok := byOther[other]; !ok {
			others = append(others, other)
		}
		byOther[other] = append(byOther[other], m)
	}
	rows, err := s.opt.Store.List(ctx, store.Filter{IDs: others})
	if err != nil {
		return nil, err
	}
	out := make([]relation, 0, len(rows))
	for _, r := range rows {
		list := byOther[r.ID]
		out = append(out, relation{Other: r, URL: compareURL(list[0].A, list[0].B), Passages: sharedFrom(list, id)})
	}
	slices.SortStableFunc(out, func(a, b relation) int {
		return cmp.Or(size(countedSpans(b.Passages))-size(countedSpans(a.Passages)), len(b.Passages)-len(a.Passages))
	})
	return out, nil
}

// nameOf names a document in a list by its unit, or by its title.
func nameOf(r store.Row) string {
	if r.Unit != "" {
		return r.Unit
	}
	return titleOfRow(r)
}

func titleOfRow(r store.Row) string {
	if r.Title != "" {
		return r.Title
	}
	return untitled(r.Source, r.Ordinal)
}

// addRelations lists the documents that share text with d and returns marks
// for the shared passages. A stretch that several documents share is one
// mark: a badge for each of them would drown the text.
func (v *documentView) addRelations(d *corpus.Document, list []relation) []mark {
	type passage struct {
		shared
		relation *relation
	}
	var all []passage
	for i := range list {
		r := &list[i]
		spans := countedSpans(r.Passages)
		class := foremost(r.Passages)
		v.Pairs = append(v.Pairs, pairView{
			URL: r.URL, Title: titleOfRow(r.Other), Unit: r.Other.Unit, Class: class.LabelBetween(d.Unit.Name, r.Other.Unit), Shade: shade(class),
			Passages: len(r.Passages), Characters: characters(d.Text, spans), Share: share(size(spans), len(d.Text)),
		})
		for _, p := range r.Passages {
			all = append(all, passage{p, r})
		}
	}
	slices.SortStableFunc(all, func(a, b passage) int { return cmp.Or(a.Left.Start-b.Left.Start, b.Left.End-a.Left.End) })
	var marks []mark
	for i := 0; i < len(all); {
		end, j := all[i].Left.End, i
		best := all[i]
		var names []string
		for ; j < len(all) && all[j].Left.Start < end; j++ {
			p := all[j]
			end = max(end, p.Left.End)
			names = appendNew(names, nameOf(p.relation.Other))
			if p.Class.Claims() && !best.Class.Claims() || p.Class.Claims() == best.Class.Claims() && p.Bits > best.Bits {
				best = p
			}
		}
		class, sh := "pas", shade(best.Class)
		if sh != "copy" {
			class += " " + sh
		}
		label := "同 " + nameOf(best.relation.Other)
		if len(names) > 1 {
			label += fmt.Sprintf(" 等 %d 份", len(names))
		}
		marks = append(marks, mark{
			Span: corpus.Span{Start: all[i].Left.Start, End: end}, Class: class,
			Before: &badge{Label: label, Href: fmt.Sprintf("%s#m%d", best.relation.URL, best.N), Class: "b-pas " + sh,
				Title: label + "：" + best.Class.Label() + "，见于：" + strings.Join(names, "、")},
		})
		i = j
	}
	return marks
}
