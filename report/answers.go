package report

import (
	"cmp"
	"context"
	"database/sql"
	"encoding/json"
	"slices"
)

// solidSection is how many characters a section has that says something: a
// sentence or two.
const solidSection = 30

// hanBytes is how many bytes a Chinese character has.
const hanBytes = 3

// How a unit keeps the date of a notice.
const (
	inTime      = "按时"
	afterTime   = "逾期"
	unknownTime = "日期不明"
	noTime      = "通知之后没有材料"
)

// answerer gathers what units say to the demands of a notice.
type answerer struct {
	notice  *notice
	byUnit  map[string]*respondent
	counted map[int64]*respondent // documents that answer
	asked   map[demandSort]map[string][]int
}

// respondents returns the units with what they say to n, in the order in which
// they came. With after, only documents not dated before n answer.
func respondents(ctx context.Context, q Querier, n *notice, after bool) ([]*respondent, error) {
	a := &answerer{notice: n, byUnit: map[string]*respondent{}, counted: map[int64]*respondent{}, asked: map[demandSort]map[string][]int{}}
	for i, d := range n.demands {
		if a.asked[d.sort] == nil {
			a.asked[d.sort] = make(map[string][]int)
		}
		for _, k := range d.kinds {
			a.asked[d.sort][k] = append(a.asked[d.sort][k], i)
		}
	}
	units, err := a.documents(ctx, q, after)
	if err != nil {
		return nil, err
	}
	for _, read := range []func(context.Context, Querier) error{a.activities, a.sections, a.figures} {
		if err := read(ctx, q); err != nil {
			return nil, err
		}
	}
	return units, nil
}

// documents reads which documents answer, their dates and lengths.
func (a *answerer) documents(ctx context.Context, q Querier, after bool) (units []*respondent, err error) {
	superior, err := markedSuperior(ctx, q)
	if err != nil {
		return nil, err
	}
	err = each(ctx, q, func(rows *sql.Rows) error {
		var id int64
		var key, name, kind, date string
		var characters int
		if err := rows.Scan(&id, &key, &name, &kind, &date, &characters); err != nil {
			return err
		}
		if key == a.notice.unitKey || id == a.notice.id || superior[id] {
			return nil
		}
		if after && date != "" && a.notice.date != "" && date < a.notice.date[:min(len(date), len(a.notice.date))] {
			return nil
		}
		r := a.byUnit[key]
		if r == nil {
			r = &respondent{unitPresence: unitPresence{key: key, name: name}, answers: make([]answer, len(a.notice.demands))}
			a.byUnit[key], units = r, append(units, r)
		}
		a.counted[id] = r
		r.documents, r.kind = r.documents+1, cmp.Or(r.kind, kind)
		r.handed = bestTime(r.handed, handedIn(date, a.notice.date, a.notice.due))
		for i, d := range a.notice.demands {
			if d.sort != askedLength {
				continue
			}
			r.answers[i].addLength(spot{document: id}, characters, float64(characters) >= d.least)
		}
		return nil
	}, `SELECT id, unit_key, unit, unit_kind, date, characters FROM counted WHERE unit_key <> '' ORDER BY id`)
	return units, err
}

// handedIn says whether a document of that date keeps the day of a notice;
// empty where no day is told. What is older than the notice does not answer it.
func handedIn(date, notice, due string) string {
	switch {
	case due == "":
		return ""
	case len(date) < len("2010-08") || len(date) < len(due) && date == due[:len(date)]:
		return unknownTime
	case notice != "" && date < notice[:min(len(date), len(notice))]:
		return noTime
	case date <= due:
		return inTime
	}
	return afterTime
}

// bestTime returns the better of two answers of handedIn.
func bestTime(a, b string) string {
	order := []string{"", noTime, unknownTime, afterTime, inTime}
	if slices.Index(order, a) > slices.Index(order, b) {
		return a
	}
	return b
}

// kindsOf returns the kinds that demands of a sort name, as a JSON array.
func (a *answerer) kindsOf(s demandSort) string {
	list := make([]string, 0, len(a.asked[s]))
	for k := range a.asked[s] {
		list = append(list, k)
	}
	slices.Sort(list)
	j, err := json.Marshal(list)
	if err != nil { // strings always have JSON
		return "[]"
	}
	return string(j)
}

// to calls f with the answer of a document's unit to every demand for a kind.
func (a *answerer) to(document int64, s demandSort, kind string, f func(*answer)) {
	if r := a.counted[document]; r != nil {
		for _, i := range a.asked[s][kind] {
			f(&r.answers[i])
		}
	}
}

func (a *answerer) activities(ctx context.Context, q Querier) error {
	if len(a.asked[askedActivity]) == 0 {
		return nil
	}
	kinds := make([]string, 0, len(a.asked[askedActivity]))
	for k := range a.asked[askedActivity] {
		kinds = append(kinds, k)
	}
	slices.Sort(kinds)
	// An event is told by several mentions, of which any may show something:
	// what is proven counts once, and as words only what no mention proves.
	var doc int64
	var told []placed
	flush := func() {
		for i, m := range told {
			first := slices.IndexFunc(told, func(x placed) bool { return x.at() == m.at() && x.Kind == m.Kind && x.proven == m.proven }) == i
			better := !m.proven && slices.ContainsFunc(told, func(x placed) bool { return x.at() == m.at() && x.Kind == m.Kind && x.proven })
			if !first || better {
				continue
			}
			a.to(m.document, askedActivity, m.Kind, func(x *answer) {
				if m.proven {
					x.addFact(m.spot(), m.worth(), m.copied)
				} else {
					x.addWords(m.spot())
				}
			})
		}
		told = told[:0]
	}
	err := eachMention(ctx, q, kinds, nil, func(m placed) {
		if m.document != doc {
			flush()
			doc = m.document
		}
		told = append(told, m)
	})
	flush()
	return err
}

func (a *answerer) sections(ctx context.Context, q Querier) error {
	return each(ctx, q, func(rows *sql.Rows) error {
		var at spot
		var kind string
		var heading, stop int
		if err := rows.Scan(&at.document, &kind, &at.start, &heading, &stop); err != nil {
			return err
		}
		at.stop = max(at.start, heading)
		a.to(at.document, askedSection, kind, func(x *answer) {
			if stop-at.stop >= solidSection*hanBytes {
				x.addFact(at, 0, false)
			} else {
				x.addWords(at)
			}
		})
		return nil
	}, `SELECT d.id, k.kind, s.start, s.heading_stop, s.stop FROM counted d CROSS JOIN section_kinds k ON k.document_id = d.id
		JOIN sections s ON s.document_id = d.id AND s.ord = k.section WHERE k.kind IN (SELECT value FROM json_each(?)) ORDER BY d.id, s.ord`, a.kindsOf(askedSection))
}

func (a *answerer) figures(ctx context.Context, q Querier) error {
	if len(a.asked[askedFigure]) == 0 {
		return nil
	}
	return each(ctx, q, func(rows *sql.Rows) error {
		var at spot
		var measure string
		var empty bool
		if err := rows.Scan(&at.document, &measure, &at.start, &at.stop, &empty); err != nil {
			return err
		}
		a.to(at.document, askedFigure, measure, func(x *answer) {
			if empty {
				x.addWords(at)
			} else {
				x.addFact(at, 0, false)
			}
		})
		return nil
	}, `SELECT d.id, f.measure, f.start, f.stop, f.norm OR f.masked FROM counted d CROSS JOIN figures f ON f.document_id = d.id
		WHERE f.measure IN (SELECT value FROM json_each(?)) ORDER BY d.id, f.ord`, a.kindsOf(askedFigure))
}
