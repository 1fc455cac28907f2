package report

import (
	"context"
	"database/sql"
	"encoding/json"

	"wenjian/corpus"
)

// A placed is one mention where a document tells of an activity, with what it
// shows for it.
type placed struct {
	document int64
	unitKey  string
	ord      int
	corpus.Activity
	proven bool // held, and it says when, where, who or how many
	copied bool // an earlier text of another unit has it, too
}

func (m placed) spot() spot { return spot{m.document, m.Start, m.End} }

// at names the event that m tells.
func (m placed) at() eventAt { return eventOf(m.document, m.Event, m.ord) }

// proofBytes is how far behind an act a number or a name still speaks of it:
// a sentence of forty characters.
const proofBytes = 120

// worth says how much of a proof m is: the more it tells itself, the better.
func (m placed) worth() int {
	return truth(m.When != "") + truth(m.Place != "") + 2*truth(m.Participants > 0)
}

// eachMention calls f for every place in counted documents that tells of an
// activity of these kinds (nil: of any), in the order of documents and of
// their texts. Proven is what says a date, a place, a number of participants,
// or has a counted figure or a named person beside it.
func eachMention(ctx context.Context, q Querier, kinds []string, documents []int64, f func(placed)) error {
	others, err := classes(ctx, q, fromOthers)
	if err != nil {
		return err
	}
	const near = `.start BETWEEN a.start - ? AND a.stop + ?)` // what proves an act follows it more often than not
	query := `SELECT d.id, d.unit_key, a.ord, a.kind, a.status, a.occurred, a.place, a.actor, a.participants, a.event, a.start, a.stop,
		a.status = 'held' AND (a.occurred <> '' OR a.place <> '' OR a.participants > 0
			OR EXISTS (SELECT 1 FROM figures f WHERE f.document_id = a.document_id AND NOT f.norm AND NOT f.masked AND f` + near + `
			OR EXISTS (SELECT 1 FROM persons p WHERE p.document_id = a.document_id AND p` + near + `),
		EXISTS (SELECT 1 FROM matches m WHERE m.b = a.document_id AND m.class IN (SELECT value FROM json_each(?)) AND a.start >= m.b_start AND a.stop <= m.b_stop)
		FROM counted d CROSS JOIN activities a ON a.document_id = d.id WHERE 1`
	args := []any{nearBytes, proofBytes, nearBytes, proofBytes, others}
	only := func(column string, list any) error {
		j, err := json.Marshal(list)
		query, args = query+` AND `+column+` IN (SELECT value FROM json_each(?))`, append(args, string(j))
		return err
	}
	if kinds != nil {
		if err := only("a.kind", kinds); err != nil {
			return err
		}
	}
	if documents != nil {
		if err := only("d.id", documents); err != nil {
			return err
		}
	}
	return each(ctx, q, func(rows *sql.Rows) error {
		var m placed
		err := rows.Scan(&m.document, &m.unitKey, &m.ord, &m.Kind, &m.Status, &m.When, &m.Place, &m.Actor, &m.Participants, &m.Event, &m.Start, &m.End, &m.proven, &m.copied)
		if err == nil {
			f(m)
		}
		return err
	}, query+` ORDER BY d.id, a.ord`, args...)
}
