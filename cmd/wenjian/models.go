package main

import (
	"sort"

	"wenjian/compare"
	"wenjian/corpus"
)

// A modelText is one text that goes round among units: never a list of
// pairs, never hidden.
type modelText struct {
	places        []compare.Place // the earliest document first
	units         int
	first, latest string // dates, empty when unknown
	text          string // as the earliest document has it
}

// models returns the model texts among the overlaps, the most used first.
func (o overlaps) models() []modelText {
	var links []compare.Link
	for _, m := range o.matches {
		if compare.Class(m.Class) == compare.Circulating {
			links = append(links, compare.Link{From: m.A, To: m.B, SpanFrom: m.SpanA, SpanTo: m.SpanB})
		}
	}
	if len(links) == 0 {
		return nil
	}
	rank := o.byDate()
	var out []modelText
	for _, places := range compare.Clusters(links, func(id string) int { return rank[id] }) {
		m := modelText{places: places, text: places[0].Of(o.byID[places[0].ID].Text)}
		units := map[string]bool{}
		for _, p := range places {
			d := o.byID[p.ID]
			units[orUnknown(d.Unit.Name)] = true
			if date := d.Date.Value; date != "" {
				if m.first == "" || date < m.first {
					m.first = date
				}
				m.latest = max(m.latest, date)
			}
		}
		m.units = len(units)
		out = append(out, m)
	}
	return out
}

// byDate ranks the documents: dated ones first, the earliest first.
func (o overlaps) byDate() map[string]int {
	docs := append([]*corpus.Document(nil), o.docs...)
	sort.SliceStable(docs, func(i, j int) bool {
		x, y := docs[i].Date.Value, docs[j].Date.Value
		return x != "" && (y == "" || x < y)
	})
	rank := make(map[string]int, len(docs))
	for i, d := range docs {
		rank[d.ID] = i
	}
	return rank
}

// printModels prints the model texts and returns how many there are.
func (a *app) printModels(o overlaps) int {
	const named = 12 // documents listed for one model
	models := o.models()
	for _, m := range models {
		a.printf("流传范本：%d 份材料、%d 个单位用了同一段文字", len(m.places), m.units)
		if m.first != "" {
			a.printf("，最早 %s，最晚 %s", m.first, m.latest)
		}
		a.printf("\n　　“%s”\n", shorten(oneLine(m.text), 100))
		for i, p := range m.places {
			if i == named {
				a.printf("　　…另有 %d 份\n", len(m.places)-named)
				break
			}
			d := o.byID[p.ID]
			a.printf("　　［%s］%s　%s\n", d.ID, orUnknown(d.Unit.Name), orUnknown(d.Date.Value))
		}
	}
	return len(models)
}
