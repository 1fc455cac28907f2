package report

import (
	"context"
	"database/sql"
	"encoding/json"
	"slices"

	"wenjian/corpus"
)

// A telling is one event as one document tells it.
type telling struct {
	corpus.Happening
	document      int64
	unitKey, unit string
	ord           int // place of the leading mention among the document's activities
}

// eventAt names an event of a document: its number, or -1-ord of the mention
// that stands alone.
type eventAt struct {
	document int64
	event    int
}

func eventOf(document int64, event, ord int) eventAt {
	if event == 0 {
		return eventAt{document, -1 - ord}
	}
	return eventAt{document, event}
}

// at names the event.
func (t *telling) at() eventAt { return eventOf(t.document, t.Event, t.ord) }

// spot is where the document tells it first.
func (t *telling) spot() spot { return spot{t.document, t.Start, t.End} }

// A choice of tellings.
type which struct {
	status corpus.Status // empty: any
	kinds  []string      // nil: any
	dated  bool          // only those whose month is told
}

// tellings returns the events that documents tell, in the order of documents
// and of their texts. What an event's leading mention does not tell is told by
// the others of the same document and status.
func tellings(ctx context.Context, q Querier, w which) ([]*telling, error) {
	by, err := writers(ctx, q)
	if err != nil {
		return nil, err
	}
	query := `SELECT document_id, ord, kind, status, occurred, place, actor, participants, event, start, stop FROM activities WHERE 1`
	var args []any
	if w.status != "" {
		query, args = query+` AND status = ?`, append(args, string(w.status))
	}
	if w.kinds != nil {
		j, err := json.Marshal(w.kinds)
		if err != nil {
			return nil, err
		}
		query, args = query+` AND kind IN (SELECT value FROM json_each(?))`, append(args, string(j))
	}
	if w.dated { // mentions of the same event may tell place and participants
		query += ` AND (occurred GLOB '[0-9][0-9][0-9][0-9]-*' OR event <> 0 AND (place <> '' OR participants > 0))`
	}
	var out []*telling
	var acts []corpus.Activity
	var ords []int
	var now telling
	flush := func() {
		for _, h := range corpus.Happenings(acts) {
			if t := (&telling{h, now.document, now.unitKey, now.unit, ords[leading(acts, h)]}); !w.dated || month(h.When) != "" {
				out = append(out, t)
			}
		}
		acts, ords = acts[:0], ords[:0]
	}
	same := make(words)
	err = each(ctx, q, func(rows *sql.Rows) error {
		var t telling
		var a corpus.Activity
		var kind, status, when, place, actor sql.RawBytes
		if err := rows.Scan(&t.document, &t.ord, &kind, &status, &when, &place, &actor, &a.Participants, &a.Event, &a.Start, &a.End); err != nil {
			return err
		}
		unit, counted := by[t.document]
		if !counted {
			return nil
		}
		t.unitKey, t.unit = unit.key, unit.name
		a.Kind, a.When, a.Place = same.of(kind), same.of(when), same.of(place)
		a.Status, a.Actor = corpus.Status(same.of(status)), corpus.Actor(same.of(actor))
		if t.document != now.document {
			flush()
		}
		now, acts, ords = t, append(acts, a), append(ords, t.ord)
		return nil
	}, query+` ORDER BY document_id, ord`, args...)
	flush()
	return out, err
}

// leading returns the index of h's leading mention, whose place h has.
func leading(acts []corpus.Activity, h corpus.Happening) int {
	i := slices.IndexFunc(h.Mentions, func(m int) bool { return acts[m].Span == h.Span })
	return h.Mentions[max(i, 0)]
}
