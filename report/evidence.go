package report

import (
	"context"
	"database/sql"
	"fmt"

	"wenjian/corpus"
)

// nearBytes is how far from an activity a number still speaks of it: half a
// dozen words, within one sentence most often.
const nearBytes = 60

// unproven is a document whose held activities have neither date nor number.
type unproven struct {
	document int64
	held     int
	example  spot // empty where nothing is held
}

// evidenceFree lists the documents that report no activity with a date, a
// number of participants or a count beside it. Documents that plan and
// require more than they report are no reports, and left out.
func evidenceFree(ctx context.Context, q Querier, o Options) (Table, error) {
	fail := func(err error) (Table, error) { return Table{}, fmt.Errorf("查找没有实据的材料：%w", err) }
	all, err := countAll(ctx, q)
	if err != nil {
		return fail(err)
	}
	list, plans, err := unprovenDocuments(ctx, q)
	if err != nil {
		return fail(err)
	}
	read, err := readPlaces(ctx, q, list, func(u unproven) spot { return u.example }, func(u unproven) int64 { return u.document })
	if err != nil {
		return fail(err)
	}
	t := Table{Title: "没有实据的材料", List: true, Columns: []Column{
		{"单位", Text}, {"材料", Text}, {"文种", Text}, {"情况", Text}, {"写到已开展", Count}, {"原文", Text},
	}}
	for i, u := range read.shown {
		h := read.named[u.document]
		state := "写到已开展的活动，都没有日期和数字"
		if u.held == 0 {
			state = "没有写到具体活动"
		}
		t.Rows = append(t.Rows, []Cell{known(h.unit), h.cell(), known(corpus.LabelOf(o.Taxonomy.Documents, h.kind)), {Value: state}, {Value: u.held}, h.quote(read.texts[i])})
	}
	t.Notes = []string{
		fmt.Sprintf("共 %d 份：写到的已开展活动没有一处写明日期、参加人数，旁边也没有数字；或者一项活动也没有写。", len(list)),
		"计划指标和隐去的数字（XX、**）不算数字；原文只举一处。",
		fmt.Sprintf("以计划、要求为主的材料（方案、通知、承诺书等）有 %d 份，本来不报活动，不列。", plans),
		all.note(),
	}
	t.Notes = appendNotes(t.Notes, read.more)
	return t, nil
}

// unprovenDocuments returns the documents without evidence in their order, and
// how many documents only plan or require.
func unprovenDocuments(ctx context.Context, q Querier) (out []unproven, plans int, err error) {
	err = each(ctx, q, func(rows *sql.Rows) error {
		var u unproven
		var ahead int // planned or required
		var start, stop sql.NullInt64
		if err := rows.Scan(&u.document, &ahead, &u.held, &start, &stop); err != nil {
			return err
		}
		if ahead > u.held {
			plans++
			return nil
		}
		u.example = spot{u.document, int(start.Int64), int(stop.Int64)}
		out = append(out, u)
		return nil
	}, `WITH dated AS (SELECT document_id FROM activities WHERE status = 'held' AND (occurred <> '' OR participants > 0)),
		numbered AS (SELECT a.document_id FROM activities a WHERE a.status = 'held' AND a.document_id NOT IN (SELECT document_id FROM dated)
			AND EXISTS (SELECT 1 FROM figures f WHERE f.document_id = a.document_id AND NOT f.norm AND NOT f.masked AND f.start >= a.start - ? AND f.start <= a.stop + ?))
		SELECT d.id, count(*) FILTER (WHERE a.status IN ('planned', 'required')), count(*) FILTER (WHERE a.status = 'held'),
			min(a.start) FILTER (WHERE a.status = 'held'), min(a.stop) FILTER (WHERE a.status = 'held')
		FROM counted d LEFT JOIN activities a ON a.document_id = d.id
		WHERE d.id NOT IN (SELECT document_id FROM dated) AND d.id NOT IN (SELECT document_id FROM numbered) GROUP BY d.id ORDER BY d.id`, nearBytes, nearBytes)
	return out, plans, err
}
