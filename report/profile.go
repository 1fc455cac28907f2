package report

import (
	"cmp"
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"

	"wenjian/corpus"
	"wenjian/corpus/store"
	"wenjian/index/query"
)

// profileParams are the choices of the report profile.
func profileParams() []Param {
	return []Param{
		{ID: "unit-a", Label: "甲单位", Help: "甲单位，写表中的名称或其中一部分；不写则取材料最多的"},
		{ID: "unit-b", Label: "乙单位", Help: "乙单位；不写则取材料其次多的"},
	}
}

// What both units, or one of them, have.
const (
	inBoth  = "两者都有"
	onlyInA = "只有甲"
	onlyInB = "只有乙"
)

func compared(a, b bool) string {
	switch {
	case a && b:
		return inBoth
	case a:
		return onlyInA
	case b:
		return onlyInB
	}
	return ""
}

// A profiled is one of the two units.
type profiled struct{ *unitPresence }

// profile sets one unit against another.
func profile(ctx context.Context, q Querier, o Options) (Table, error) {
	fail := func(err error) (Table, error) { return Table{}, fmt.Errorf("对照两个单位：%w", err) }
	t := Table{Title: "两单位对照", List: true, Columns: []Column{{"方面", Text}, {"项目", Text}, {"甲", Text}, {"乙", Text}, {"比较", Text}}}
	units, err := countUnitHeads(ctx, q)
	if err != nil {
		return fail(err)
	}
	pair, err := profilePair(units, o)
	if err != nil {
		return Table{}, err
	}
	if pair[1].unitPresence == nil {
		t.Notes = []string{"统计范围里不足两个单位，没有可对照的。"}
		return t, nil
	}
	for _, rows := range []func(context.Context, Querier, Options, [2]profiled) ([][]Cell, error){profileKinds, profileSections, profileActivities, profileFigures, profileShared} {
		more, err := rows(ctx, q, o, pair)
		if err != nil {
			return fail(err)
		}
		t.Rows = append(t.Rows, more...)
	}
	t.Title += fmt.Sprintf("（甲 %s，乙 %s）", pair[0].name, pair[1].name)
	t.Notes = []string{
		fmt.Sprintf("甲：%s，材料 %d 份；乙：%s，材料 %d 份。", pair[0].name, pair[0].documents, pair[1].name, pair[1].documents),
		"活动取最确实的说法：已开展、计划、上级要求、提及；后面的数是处数。数据是实数的合计，同一单位的同一数值只计一次，计划指标和隐去的数字不计。",
		"雷同是两个单位的材料之间相同或改写的文字，按后出的一份计；上级文件、规范用语和套话不计。",
	}
	return t, nil
}

// profilePair finds the two units asked for.
func profilePair(units []*unitPresence, o Options) (pair [2]profiled, err error) {
	most := slices.Clone(units)
	slices.SortStableFunc(most, func(a, b *unitPresence) int { return cmp.Compare(b.documents, a.documents) })
	for i, id := range []string{"unit-a", "unit-b"} {
		if ask := strings.TrimSpace(o.Ask[id]); ask != "" {
			if pair[i].unitPresence, err = findUnit(units, ask); err != nil {
				return pair, err
			}
		}
	}
	for i := range pair {
		for _, u := range most {
			if pair[i].unitPresence == nil && u != pair[1-i].unitPresence {
				pair[i].unitPresence = u
			}
		}
	}
	if pair[0].unitPresence != nil && pair[0].unitPresence == pair[1].unitPresence {
		return pair, AskError("甲、乙是同一个单位，请写两个不同的单位。")
	}
	return pair, nil
}

// findUnit returns the unit that a name means: equal, or holding it.
func findUnit(units []*unitPresence, name string) (*unitPresence, error) {
	key := store.UnitKey(name)
	var part []*unitPresence
	var labels []string
	for _, u := range units {
		if u.key == key || store.UnitKey(u.name) == key {
			return u, nil
		}
		if strings.Contains(store.UnitKey(u.name), key) {
			part, labels = append(part, u), append(labels, u.name)
		}
	}
	switch len(part) {
	case 0:
		return nil, AskError(fmt.Sprintf("统计范围里没有单位“%s”。单位名称见“单位情况”表。", name))
	case 1:
		return part[0], nil
	}
	return nil, AskError(fmt.Sprintf("“%s”可以指 %d 个单位：%s。请把名称写全。", name, len(part), joined(labels, 2*shownTellers)))
}

// profileRow is a row about one thing; an empty value is what a unit lacks.
func profileRow(o Options, pair [2]profiled, aspect, what, a, b string, node query.Node) []Cell {
	row := []Cell{{Value: aspect}, {Value: what}, known(a), known(b), {Value: compared(a != "", b != "")}}
	for i, s := range []string{a, b} {
		if s != "" && node != nil {
			row[2+i].Query = o.Filter.search(unitNode(pair[i].name), node)
		}
	}
	return row
}

// perKind reads kind, unit and numbers, and returns what each unit has of each
// kind, in words.
func perKind(ctx context.Context, q Querier, pair [2]profiled, words func(rows *sql.Rows) (key, kind, text string, err error), query string) (map[string][2]string, error) {
	out := make(map[string][2]string)
	keys, err := json.Marshal([]string{pair[0].key, pair[1].key})
	if err != nil {
		return nil, err
	}
	return out, each(ctx, q, func(rows *sql.Rows) error {
		key, kind, text, err := words(rows)
		x := out[kind]
		x[truth(key == pair[1].key)] = text
		out[kind] = x
		return err
	}, query, string(keys))
}

// kindRows returns a row for each kind, in the order of the taxonomy.
func kindRows(o Options, pair [2]profiled, aspect, field string, kinds []corpus.Kind, has map[string][2]string) (rows [][]Cell) {
	rank := ranks(kinds)
	list := slices.SortedFunc(maps.Keys(has), func(a, b string) int { return cmp.Or(cmp.Compare(rank(a), rank(b)), cmp.Compare(a, b)) })
	for _, k := range list {
		var node query.Node
		if field != "" {
			node = kindNode(field, k, kinds)
		}
		rows = append(rows, profileRow(o, pair, aspect, cmp.Or(corpus.LabelOf(kinds, k), "看不出"), has[k][0], has[k][1], node))
	}
	return rows
}

func scanCount(unit string) func(*sql.Rows) (string, string, string, error) {
	return func(rows *sql.Rows) (key, kind, text string, err error) {
		var n int
		err = rows.Scan(&key, &kind, &n)
		return key, kind, fmt.Sprintf("%d %s", n, unit), err
	}
}

func profileKinds(ctx context.Context, q Querier, o Options, pair [2]profiled) ([][]Cell, error) {
	has, err := perKind(ctx, q, pair, scanCount("份"), `SELECT unit_key, kind, count(*) FROM counted WHERE unit_key IN (SELECT value FROM json_each(?)) GROUP BY 1, 2`)
	return kindRows(o, pair, "文种", "kind", o.Taxonomy.Documents, has), err
}

func profileSections(ctx context.Context, q Querier, o Options, pair [2]profiled) ([][]Cell, error) {
	has, err := perKind(ctx, q, pair, scanCount("段"), `SELECT d.unit_key, k.kind, count(*) FROM counted d CROSS JOIN section_kinds k ON k.document_id = d.id
		WHERE d.unit_key IN (SELECT value FROM json_each(?)) GROUP BY 1, 2`)
	return kindRows(o, pair, "环节", "section", o.Taxonomy.Sections, has), err
}

func profileActivities(ctx context.Context, q Querier, o Options, pair [2]profiled) ([][]Cell, error) {
	keys, err := json.Marshal([]string{pair[0].key, pair[1].key})
	if err != nil {
		return nil, err
	}
	type said map[corpus.Status]int
	has := make(map[string]*[2]said)
	err = each(ctx, q, func(rows *sql.Rows) error {
		var key, kind, status string
		var n int
		if err := rows.Scan(&key, &kind, &status, &n); err != nil {
			return err
		}
		if has[kind] == nil {
			has[kind] = &[2]said{{}, {}}
		}
		has[kind][truth(key == pair[1].key)][corpus.Status(status)] = n
		return nil
	}, `SELECT d.unit_key, a.kind, a.status, count(*) FROM counted d CROSS JOIN activities a ON a.document_id = d.id
		WHERE d.unit_key IN (SELECT value FROM json_each(?)) GROUP BY 1, 2, 3`, string(keys))
	rank := ranks(o.Taxonomy.Activities)
	var rows [][]Cell
	for _, k := range slices.SortedFunc(maps.Keys(has), func(a, b string) int { return cmp.Or(cmp.Compare(rank(a), rank(b)), cmp.Compare(a, b)) }) {
		row := []Cell{{Value: "活动"}, {Value: corpus.LabelOf(o.Taxonomy.Activities, k)}, {}, {}, {}}
		var held [2]corpus.Status
		for i, s := range has[k] {
			for _, status := range corpus.Statuses() {
				if n := s[status]; n > 0 {
					held[i] = status
					row[2+i] = Cell{Value: fmt.Sprintf("%s %d", status.Label(), n), Query: o.Filter.search(unitNode(pair[i].name), activityNode(o.Taxonomy, k, status))}
					break
				}
			}
		}
		row[4].Value = compared(held[0] != "", held[1] != "")
		if row[4].Value == inBoth && held[0] != held[1] {
			row[4].Value = "都写到，情况不同"
		}
		rows = append(rows, row)
	}
	return rows, err
}

func profileFigures(ctx context.Context, q Querier, o Options, pair [2]profiled) ([][]Cell, error) {
	has, err := perKind(ctx, q, pair, func(rows *sql.Rows) (key, kind, text string, err error) {
		var unit string
		var sum float64
		err = rows.Scan(&key, &kind, &unit, &sum)
		return key, kind + "\x00" + unit, Cell{Value: sum}.String() + " " + unit, err
	}, `SELECT unit_key, measure, unit, sum(value) FROM (
			SELECT DISTINCT d.unit_key, f.measure, f.unit, f.value FROM counted d CROSS JOIN figures f ON f.document_id = d.id
			WHERE NOT f.norm AND NOT f.masked AND f.value IS NOT NULL AND d.unit_key IN (SELECT value FROM json_each(?))) GROUP BY 1, 2, 3`)
	rank := ranks(o.Taxonomy.Measures)
	var rows [][]Cell
	for _, k := range slices.SortedFunc(maps.Keys(has), func(a, b string) int {
		return cmp.Or(cmp.Compare(rank(measureIn(a)), rank(measureIn(b))), cmp.Compare(a, b))
	}) {
		if label := corpus.LabelOf(o.Taxonomy.Measures, measureIn(k)); label != other { // which counts unlike things
			row := profileRow(o, pair, "数据", label, has[k][0], has[k][1], nil)
			for i := range pair {
				if has[k][i] != "" {
					row[2+i].View = view("figure-list", o.Filter.ofUnit(pair[i].name), "measure", measureIn(k))
				}
			}
			rows = append(rows, row)
		}
	}
	return rows, err
}

func measureIn(key string) string {
	measure, _, _ := strings.Cut(key, "\x00")
	return measure
}

// profileShared says how much of either unit's text the other's earlier one has.
func profileShared(ctx context.Context, q Querier, o Options, pair [2]profiled) ([][]Cell, error) {
	claims, err := classes(ctx, q, fromOthers)
	if err != nil {
		return nil, err
	}
	docs := make(map[int64][]corpus.Span)
	side := make(map[int64]int)
	err = each(ctx, q, func(rows *sql.Rows) error {
		var id int64
		var key string
		var s corpus.Span
		err := rows.Scan(&id, &key, &s.Start, &s.End)
		docs[id], side[id] = append(docs[id], s), truth(key == pair[1].key)
		return err
	}, `SELECT m.b, y.unit_key, m.b_start, m.b_stop FROM matches m JOIN counted x ON x.id = m.a JOIN counted y ON y.id = m.b
		WHERE m.class IN (SELECT value FROM json_each(?)) AND (x.unit_key = ? AND y.unit_key = ? OR x.unit_key = ? AND y.unit_key = ?) ORDER BY m.id`,
		claims, pair[0].key, pair[1].key, pair[1].key, pair[0].key)
	if err != nil {
		return nil, err
	}
	var taken, all [2]int
	err = each(ctx, q, func(rows *sql.Rows) error {
		var id int64
		var body string
		err := rows.Scan(&id, &body)
		taken[side[id]] += charactersIn(body, docs[id])
		return err
	}, `SELECT document_id, body FROM texts WHERE document_id IN (SELECT value FROM json_each(?))`, idList(docs))
	if err != nil {
		return nil, err
	}
	for i := range pair {
		if err := each(ctx, q, func(rows *sql.Rows) error { return rows.Scan(&all[i]) }, `SELECT coalesce(sum(characters), 0) FROM counted WHERE unit_key = ?`, pair[i].key); err != nil {
			return nil, err
		}
	}
	words := func(i int) string {
		if taken[i] == 0 {
			return ""
		}
		return fmt.Sprintf("%d 字，%.1f%%", taken[i], 100*float64(taken[i])/float64(max(1, all[i])))
	}
	row := profileRow(o, pair, "雷同", "与对方在先材料相同的文字", words(0), words(1), nil)
	for i := range pair {
		if taken[i] > 0 {
			row[2+i].View = view("overlaps", o.Filter.ofUnit(pair[i].name))
		}
	}
	row[4].Value = "没有雷同"
	if taken[0]+taken[1] > 0 {
		row[4].Value = "有雷同"
	}
	return [][]Cell{row}, nil
}
