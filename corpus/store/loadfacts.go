package store

import (
	"database/sql"
	"fmt"

	"wenjian/corpus"
)

// doc returns the document that a fact's row belongs to.
func (l *loader) doc(id int64) (*corpus.Document, error) {
	if d := l.byID[id]; d != nil {
		return d, nil
	}
	return nil, fmt.Errorf("材料 %d 有事实而无正文", id)
}

func (l *loader) sections() error {
	return l.each(`SELECT document_id, parent, level, start, stop, heading_start, heading_stop, rule, confidence
		FROM sections WHERE document_id BETWEEN ? AND ? ORDER BY document_id, ord`, func(rows *sql.Rows) error {
		var id int64
		var s corpus.Section
		if err := rows.Scan(&id, &s.Parent, &s.Level, &s.Start, &s.End, &s.Heading.Start, &s.Heading.End, &s.Rule, &s.Confidence); err != nil {
			return err
		}
		d, err := l.doc(id)
		if err == nil {
			d.Sections = append(d.Sections, s)
		}
		return err
	})
}

func (l *loader) kinds() error {
	return l.each(`SELECT document_id, section, kind
		FROM section_kinds WHERE document_id BETWEEN ? AND ? ORDER BY document_id, section, ord`, func(rows *sql.Rows) error {
		var id int64
		var section int
		var kind string
		if err := rows.Scan(&id, &section, &kind); err != nil {
			return err
		}
		d, err := l.doc(id)
		if err != nil {
			return err
		}
		if section < 0 || section >= len(d.Sections) {
			return fmt.Errorf("材料 %d 没有第 %d 个段落结构", id, section)
		}
		d.Sections[section].Kinds = append(d.Sections[section].Kinds, kind)
		return nil
	})
}

func (l *loader) activities() error {
	return l.each(`SELECT document_id, kind, status, occurred, place, actor, participants, event, start, stop, rule, confidence
		FROM activities WHERE document_id BETWEEN ? AND ? ORDER BY document_id, ord`, func(rows *sql.Rows) error {
		var id int64
		var a corpus.Activity
		if err := rows.Scan(&id, &a.Kind, &a.Status, &a.When, &a.Place, &a.Actor, &a.Participants, &a.Event, &a.Start, &a.End, &a.Rule, &a.Confidence); err != nil {
			return err
		}
		d, err := l.doc(id)
		if err == nil {
			d.Activities = append(d.Activities, a)
		}
		return err
	})
}

func (l *loader) figures() error {
	return l.each(`SELECT document_id, measure, coalesce(value, 0.0), unit, op, norm, masked, start, stop, rule, confidence
		FROM figures WHERE document_id BETWEEN ? AND ? ORDER BY document_id, ord`, func(rows *sql.Rows) error {
		var id int64
		var f corpus.Figure
		if err := rows.Scan(&id, &f.Measure, &f.Value, &f.Unit, &f.Op, &f.Norm, &f.Masked, &f.Start, &f.End, &f.Rule, &f.Confidence); err != nil {
			return err
		}
		d, err := l.doc(id)
		if err == nil {
			d.Figures = append(d.Figures, f)
		}
		return err
	})
}

func (l *loader) persons() error {
	return l.each(`SELECT document_id, name, post, start, stop, rule, confidence
		FROM persons WHERE document_id BETWEEN ? AND ? ORDER BY document_id, ord`, func(rows *sql.Rows) error {
		var id int64
		var p corpus.Person
		if err := rows.Scan(&id, &p.Name, &p.Post, &p.Start, &p.End, &p.Rule, &p.Confidence); err != nil {
			return err
		}
		d, err := l.doc(id)
		if err == nil {
			d.Persons = append(d.Persons, p)
		}
		return err
	})
}

// leaks reads those found by reading the document before those found by
// comparison; one that both found is read once.
func (l *loader) leaks() error {
	return l.each(`SELECT document_id, name, from_path, start, stop, rule, confidence
		FROM leaks WHERE document_id BETWEEN ? AND ?
		ORDER BY document_id, CASE origin WHEN 'document' THEN 0 ELSE 1 END, ord`, func(rows *sql.Rows) error {
		var id int64
		var k corpus.Leak
		if err := rows.Scan(&id, &k.Name, &k.From, &k.Start, &k.End, &k.Rule, &k.Confidence); err != nil {
			return err
		}
		d, err := l.doc(id)
		if err != nil {
			return err
		}
		for i, have := range d.Leaks {
			if have.Span == k.Span && have.Name == k.Name {
				if have.From == "" {
					d.Leaks[i].From = k.From // comparison knows whose name it is
				}
				return nil
			}
		}
		d.Leaks = append(d.Leaks, k)
		return nil
	})
}

func (l *loader) citations() error {
	return l.each(`SELECT document_id, title, number, issuer, start, stop, rule, confidence
		FROM citations WHERE document_id BETWEEN ? AND ? ORDER BY document_id, ord`, func(rows *sql.Rows) error {
		var id int64
		var c corpus.Citation
		if err := rows.Scan(&id, &c.Title, &c.Number, &c.Issuer, &c.Start, &c.End, &c.Rule, &c.Confidence); err != nil {
			return err
		}
		d, err := l.doc(id)
		if err == nil {
			d.Citations = append(d.Citations, c)
		}
		return err
	})
}

func (l *loader) exceptions() error {
	return l.each(`SELECT document_id, kind, says, start, stop, rule, confidence
		FROM exceptions WHERE document_id BETWEEN ? AND ? ORDER BY document_id, ord`, func(rows *sql.Rows) error {
		var id int64
		var x corpus.Exception
		if err := rows.Scan(&id, &x.Kind, &x.Says, &x.Start, &x.End, &x.Rule, &x.Confidence); err != nil {
			return err
		}
		d, err := l.doc(id)
		if err == nil {
			d.Exceptions = append(d.Exceptions, x)
		}
		return err
	})
}

func (l *loader) others() error {
	return l.each(`SELECT document_id, exception, start, stop
		FROM exception_others WHERE document_id BETWEEN ? AND ? ORDER BY document_id, exception, ord`, func(rows *sql.Rows) error {
		var id int64
		var exception int
		var s corpus.Span
		if err := rows.Scan(&id, &exception, &s.Start, &s.End); err != nil {
			return err
		}
		d, err := l.doc(id)
		if err != nil {
			return err
		}
		if exception < 0 || exception >= len(d.Exceptions) {
			return fmt.Errorf("材料 %d 没有第 %d 个疑点", id, exception)
		}
		x := &d.Exceptions[exception]
		x.Others = append(x.Others, s)
		return nil
	})
}
