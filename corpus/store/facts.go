package store

import (
	"strings"

	"wenjian/corpus"
)

// facts writes the facts of d as rows of the document id.
func (w *putter) facts(id int64, d *corpus.Document) error {
	var sections, kinds, activities, figures, persons, leaks [][]any
	for i, s := range d.Sections {
		sections = append(sections, []any{id, i, s.Parent, s.Level, s.Start, s.End, s.Heading.Start, s.Heading.End, s.Rule, s.Confidence})
		for k, kind := range s.Kinds {
			kinds = append(kinds, []any{id, i, k, kind})
		}
	}
	for i, a := range d.Activities {
		activities = append(activities, []any{id, i, a.Kind, string(a.Status), a.When, a.Place, string(a.Actor), a.Participants, a.Event, a.Start, a.End, a.Rule, a.Confidence})
	}
	for i, f := range d.Figures {
		var value any = f.Value
		if f.Masked {
			value = nil
		}
		figures = append(figures, []any{id, i, f.Measure, value, f.Unit, string(f.Op), f.Norm, f.Masked, f.Start, f.End, f.Rule, f.Confidence})
	}
	for i, p := range d.Persons {
		persons = append(persons, []any{id, i, p.Name, p.Post, p.Start, p.End, p.Rule, p.Confidence})
	}
	for i, l := range d.Leaks {
		leaks = append(leaks, leakRow(id, leakOfDocument, i, l))
	}
	err := w.insertAll([]tableRows{
		{`sections (document_id, ord, parent, level, start, stop, heading_start, heading_stop, rule, confidence)`, sections},
		{`section_kinds (document_id, section, ord, kind)`, kinds},
		{`activities (document_id, ord, kind, status, occurred, place, actor, participants, event, start, stop, rule, confidence)`, activities},
		{`figures (document_id, ord, measure, value, unit, op, norm, masked, start, stop, rule, confidence)`, figures},
		{`persons (document_id, ord, name, post, start, stop, rule, confidence)`, persons},
		{leakColumns, leaks},
	})
	if err != nil {
		return err
	}
	return w.review(id, d)
}

// review writes what a reviewer looks up: cited documents and contradictions.
func (w *putter) review(id int64, d *corpus.Document) error {
	var citations, exceptions, others [][]any
	for i, c := range d.Citations {
		citations = append(citations, []any{id, i, c.Title, c.Number, c.Issuer, c.Start, c.End, c.Rule, c.Confidence})
	}
	for i, x := range d.Exceptions {
		exceptions = append(exceptions, []any{id, i, x.Kind, x.Says, x.Start, x.End, x.Rule, x.Confidence})
		for k, o := range x.Others {
			others = append(others, []any{id, i, k, o.Start, o.End})
		}
	}
	return w.insertAll([]tableRows{
		{`citations (document_id, ord, title, number, issuer, start, stop, rule, confidence)`, citations},
		{`exceptions (document_id, ord, kind, says, start, stop, rule, confidence)`, exceptions},
		{`exception_others (document_id, exception, ord, start, stop)`, others},
	})
}

// Who found a leak, as leaks.origin says it.
const (
	leakOfDocument = "document"
	leakOfCompare  = "compare"
)

const leakColumns = `leaks (document_id, origin, ord, name, from_path, start, stop, rule, confidence)`

func leakRow(id int64, origin string, ord int, l corpus.Leak) []any {
	return []any{id, origin, ord, l.Name, l.From, l.Start, l.End, l.Rule, l.Confidence}
}

// tableRows are rows for a table given as "name (columns)".
type tableRows struct {
	into string
	rows [][]any
}

// insertAll writes rows table by table, in that order.
func (w *putter) insertAll(tables []tableRows) error {
	for _, t := range tables {
		if err := w.insert(t.into, t.rows); err != nil {
			return err
		}
	}
	return nil
}

// insert writes rows into a table given as "name (columns)".
func (w *putter) insert(into string, rows [][]any) error {
	if len(rows) == 0 {
		return nil
	}
	query := "INSERT INTO " + into + " VALUES (" + strings.Repeat(", ?", len(rows[0]))[2:] + ")"
	for _, r := range rows {
		if err := w.exec(query, r...); err != nil {
			return err
		}
	}
	return nil
}
