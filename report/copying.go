package report

import (
	"cmp"
	"context"
	"database/sql"
	"fmt"
	"slices"
	"unicode/utf8"

	"wenjian/compare"
	"wenjian/corpus"
)

// unitCopying is what one unit shares with others.
type unitCopying struct {
	key, name, kind string
	documents       int
	characters      int
	taken, given    int // characters
	takers, givers  names
	whole           int // documents most of which is another unit's
}

// mostlyTaken is the share from which on a document is mostly another unit's.
const mostlyTaken = 0.5

// copying says how much of every unit's text earlier texts of other units
// have too, and how much of it later ones took over.
func copying(ctx context.Context, q Querier, o Options) (Table, error) {
	fail := func(err error) (Table, error) { return Table{}, fmt.Errorf("统计各单位雷同：%w", err) }
	units, err := copyingUnits(ctx, q)
	if err != nil {
		return fail(err)
	}
	if err := addShared(ctx, q, units); err != nil {
		return fail(err)
	}
	all, err := countAll(ctx, q)
	if err != nil {
		return fail(err)
	}
	list := make([]*unitCopying, 0, len(units))
	for _, u := range units {
		list = append(list, u)
	}
	part := func(u *unitCopying) float64 { return float64(u.taken) / float64(max(1, u.characters)) }
	slices.SortFunc(list, func(a, b *unitCopying) int {
		return cmp.Or(cmp.Compare(part(b), part(a)), cmp.Compare(b.given, a.given), cmp.Compare(a.key, b.key))
	})
	t := Table{Title: "各单位雷同", Chart: "与他人在先的雷同", Columns: []Column{
		{"单位", Text}, {"单位类别", Text}, {"材料数", Count}, {"总字数", Count}, {"与他人在先的雷同", Count}, {"占本单位", Share}, {"过半雷同的材料", Count}, {"在先的单位", Text}, {"被他人用去", Count}, {"占本单位", Share}, {"用去的单位", Text},
	}}
	shown, more := readable(list)
	for _, u := range shown {
		f := o.Filter.ofUnit(u.name)
		t.Rows = append(t.Rows, []Cell{
			{Value: u.name}, known(corpus.LabelOf(o.Taxonomy.Units, u.kind)), opens(u.documents, o.Filter.search(unitNode(u.name))), opens(u.characters, o.Filter.search(unitNode(u.name))),
			lists(u.taken, "overlaps", f), share(u.taken, u.characters), lists(u.whole, "overlaps", f), known(u.givers.all()),
			lists(u.given, "overlaps", f), share(u.given, u.characters), known(u.takers.all()),
		})
	}
	t.Notes = appendNotes([]string{
		"按字数计，重叠的段落只计一次：在先的雷同是更早的其他单位材料里也有的文字，被他人用去是更晚的其他单位材料里也有的文字。",
		"上级文件、规范用语、套话和本单位旧稿不计；谁先谁后按落款日期，日期不明的由查重判断。雷同不等于照搬，请看原文。",
		fmt.Sprintf("“过半雷同”指一份材料有 %.0f%% 以上的文字是在先的雷同。", 100*mostlyTaken),
		all.note(),
	}, more)
	return t, nil
}

func copyingUnits(ctx context.Context, q Querier) (map[string]*unitCopying, error) {
	units := make(map[string]*unitCopying)
	err := each(ctx, q, func(rows *sql.Rows) error {
		u := unitCopying{takers: names{}, givers: names{}}
		err := rows.Scan(&u.key, &u.name, &u.kind, &u.documents, &u.characters)
		units[u.key] = &u
		return err
	}, `SELECT unit_key, unit, max(unit_kind), count(*), sum(characters) FROM counted WHERE unit_key <> '' GROUP BY unit_key`)
	return units, err
}

// A sharedText is what one document shares with others.
type sharedText struct {
	unit         string // key
	taken, given []corpus.Span
}

// addShared adds to each unit what its documents share with other units'.
func addShared(ctx context.Context, q Querier, units map[string]*unitCopying) error {
	others, err := classes(ctx, q, fromOthers)
	if err != nil {
		return err
	}
	docs := make(map[int64]*sharedText)
	at := func(id int64, unit string) *sharedText {
		if docs[id] == nil {
			docs[id] = &sharedText{unit: unit}
		}
		return docs[id]
	}
	err = each(ctx, q, func(rows *sql.Rows) error {
		var a, b int64
		var unitA, unitB, nameA, nameB string
		var early, late corpus.Span
		if err := rows.Scan(&a, &b, &early.Start, &early.End, &late.Start, &late.End, &unitA, &nameA, &unitB, &nameB); err != nil {
			return err
		}
		if unitA == unitB && unitA != "" {
			return nil
		}
		if u := units[unitB]; u != nil {
			x := at(b, unitB)
			x.taken = append(x.taken, late)
			u.givers.add(nameA)
		}
		if u := units[unitA]; u != nil {
			x := at(a, unitA)
			x.given = append(x.given, early)
			u.takers.add(nameB)
		}
		return nil
	}, `SELECT m.a, m.b, m.a_start, m.a_stop, m.b_start, m.b_stop, x.unit_key, x.unit, y.unit_key, y.unit
		FROM matches m JOIN main.counted x ON x.id = m.a JOIN main.counted y ON y.id = m.b
		WHERE m.class IN (SELECT value FROM json_each(?)) AND (m.a IN (SELECT id FROM counted) OR m.b IN (SELECT id FROM counted)) ORDER BY m.id`, others)
	if err != nil {
		return err
	}
	return each(ctx, q, func(rows *sql.Rows) error {
		var id int64
		var body string
		if err := rows.Scan(&id, &body); err != nil {
			return err
		}
		x := docs[id]
		u, taken := units[x.unit], charactersIn(body, x.taken)
		u.taken, u.given = u.taken+taken, u.given+charactersIn(body, x.given)
		if float64(taken) >= mostlyTaken*float64(utf8.RuneCountInString(body)) {
			u.whole++
		}
		return nil
	}, `SELECT document_id, body FROM texts WHERE document_id IN (SELECT value FROM json_each(?)) AND document_id IN (SELECT id FROM counted)`, idList(docs))
}

// charactersIn counts the code points that spans cover together.
func charactersIn(text string, spans []corpus.Span) (n int) {
	slices.SortFunc(spans, func(a, b corpus.Span) int { return cmp.Compare(a.Start, b.Start) })
	end := 0
	for _, s := range spans {
		if from, to := max(s.Start, end), min(s.End, len(text)); from < to {
			n += utf8.RuneCountInString(text[from:to])
			end = to
		}
	}
	return n
}

// ownShares returns, of each document that shares text with another unit's
// earlier one, the share of its text that is its own.
func ownShares(ctx context.Context, q Querier) (map[int64]float64, error) {
	claims, err := classes(ctx, q, func(c compare.Class) bool {
		return fromOthers(c) || c == compare.Superior
	})
	if err != nil {
		return nil, err
	}
	out := make(map[int64]float64)
	var id int64
	var spans []corpus.Span
	size := 0
	flush := func() {
		if id != 0 {
			out[id] = 1 - float64(union(spans))/float64(max(1, size))
		}
		spans = spans[:0]
	}
	err = each(ctx, q, func(rows *sql.Rows) error {
		var document int64
		var s corpus.Span
		var of int
		if err := rows.Scan(&document, &s.Start, &s.End, &of); err != nil {
			return err
		}
		if document != id {
			flush()
		}
		id, size, spans = document, of, append(spans, s)
		return nil
	}, `SELECT m.b, m.b_start, m.b_stop, octet_length(t.body) FROM matches m JOIN texts t ON t.document_id = m.b
		WHERE m.class IN (SELECT value FROM json_each(?)) AND m.b IN (SELECT id FROM counted) ORDER BY m.b, m.b_start`, claims)
	flush()
	return out, err
}
