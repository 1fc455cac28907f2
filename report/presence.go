package report

import (
	"cmp"
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"maps"
	"slices"

	"wenjian/corpus"
	"wenjian/index/query"
)

// unsaid is the state of a unit that does not write of something at all, said
// of one that has a section, which has no status; asked for, said is any state
// but unsaid.
const (
	unsaid = "none"
	said   = "said"
)

// presenceParams are the choices of the report presence.
func presenceParams() []Param {
	only := []Choice{{"", "全部"}, {unsaid, "没有写到"}, {said, "写到"}}
	for _, s := range corpus.Statuses() {
		label := "仅" + s.Label()
		if s == corpus.Held {
			label = s.Label()
		}
		only = append(only, Choice{string(s), label})
	}
	return []Param{
		activityParam(),
		kindParam("section", "环节", "哪个环节，如 存在问题；与活动二选一", "不选", func(t corpus.Taxonomy) []corpus.Kind { return t.Sections }),
		{ID: "only", Label: "只列", Help: "只列哪种情况的单位，如 没有写到", Choices: func(Options) []Choice { return only }},
	}
}

// unitPresence is what one unit writes of one thing.
type unitPresence struct {
	key, name, kind string
	documents       int
	places          map[corpus.Status]int
	quoted          map[corpus.Status]spot // the first place of each status
}

// state is the strongest status told, or unsaid.
func (u *unitPresence) state() string {
	for _, s := range append(corpus.Statuses(), said) {
		if u.places[s] > 0 {
			return string(s)
		}
	}
	return unsaid
}

// presence says of every unit whether it writes of an activity or a section;
// those that do not stand first. Without either it is the table of units and
// activities.
func presence(ctx context.Context, q Querier, o Options) (Table, error) {
	activity, section := o.Ask["activity"], o.Ask["section"]
	switch {
	case activity != "" && section != "":
		return Table{}, AskError("活动和环节只能选一项。")
	case activity == "" && section == "" && o.Ask["only"] != "":
		return Table{}, AskError("先选一项活动或环节，再选“只列”。")
	case activity == "" && section == "":
		return presenceMatrix(ctx, q, o)
	}
	units, err := unitsPresent(ctx, q, o, activity, section)
	if err != nil {
		return Table{}, fmt.Errorf("统计写到与没有写到：%w", err)
	}
	t, err := presenceTable(ctx, q, o, units)
	if err != nil {
		return Table{}, fmt.Errorf("统计写到与没有写到：%w", err)
	}
	all, err := countAll(ctx, q)
	t.Notes = append(t.Notes, all.note())
	return t, err
}

// unitsPresent counts the places of an activity, parts included, or of a
// section in every unit, in the order in which units came.
func unitsPresent(ctx context.Context, q Querier, o Options, activity, section string) ([]*unitPresence, error) {
	units, err := countUnitHeads(ctx, q)
	if err != nil {
		return nil, err
	}
	byKey := make(map[string]*unitPresence, len(units))
	for _, u := range units {
		byKey[u.key] = u
	}
	query := `SELECT d.unit_key, a.status, d.id, a.start, a.stop FROM counted d CROSS JOIN activities a ON a.document_id = d.id
		WHERE d.unit_key <> '' AND a.kind IN (SELECT value FROM json_each(?)) ORDER BY d.id, a.ord`
	kinds := below(o.Taxonomy.Activities, activity)
	if section != "" {
		kinds = below(o.Taxonomy.Sections, section)
		query = `SELECT d.unit_key, '` + said + `', d.id, s.start, CASE WHEN s.heading_stop > s.heading_start THEN s.heading_stop ELSE s.start END
			FROM counted d CROSS JOIN section_kinds k ON k.document_id = d.id JOIN sections s ON s.document_id = d.id AND s.ord = k.section
			WHERE d.unit_key <> '' AND k.kind IN (SELECT value FROM json_each(?)) ORDER BY d.id, s.ord`
	}
	j, err := json.Marshal(kinds)
	if err != nil {
		return nil, err
	}
	return units, each(ctx, q, func(rows *sql.Rows) error {
		var key, status string
		var at spot
		if err := rows.Scan(&key, &status, &at.document, &at.start, &at.stop); err != nil {
			return err
		}
		s, u := corpus.Status(status), byKey[key]
		if u == nil { // imported since
			return nil
		}
		if u.places[s]++; u.places[s] == 1 {
			u.quoted[s] = at
		}
		return nil
	}, query, string(j))
}

// countUnitHeads returns the units that have documents, in the order in which
// their first ones came.
func countUnitHeads(ctx context.Context, q Querier) (out []*unitPresence, err error) {
	err = each(ctx, q, func(rows *sql.Rows) error {
		u := unitPresence{places: map[corpus.Status]int{}, quoted: map[corpus.Status]spot{}}
		err := rows.Scan(&u.key, &u.name, &u.kind, &u.documents)
		out = append(out, &u)
		return err
	}, `SELECT unit_key, unit, max(unit_kind), count(*) FROM counted WHERE unit_key <> '' GROUP BY unit_key ORDER BY min(id)`)
	return out, err
}

// presenceTable lists units by their state, those that say least first.
func presenceTable(ctx context.Context, q Querier, o Options, units []*unitPresence) (Table, error) {
	what, node := corpus.LabelOf(o.Taxonomy.Activities, o.Ask["activity"]), query.Node(nil)
	if o.Ask["section"] != "" {
		what, node = corpus.LabelOf(o.Taxonomy.Sections, o.Ask["section"]), kindNode("section", o.Ask["section"], o.Taxonomy.Sections)
	}
	t := Table{Title: "写到与没有写到（" + what + "）", Columns: []Column{{"单位", Text}, {"单位类别", Text}, {"情况", Text}, {"材料数", Count}}}
	statuses := corpus.Statuses()
	if node != nil {
		statuses = []corpus.Status{said}
	}
	for _, s := range statuses {
		t.Columns = append(t.Columns, Column{presenceLabel(string(s)) + "处数", Count})
	}
	t.Columns = append(t.Columns, Column{"原文", Text})
	counts := make(map[string]int)
	var kept []*unitPresence
	for _, u := range units {
		counts[u.state()]++
		if only := o.Ask["only"]; only == "" || only == u.state() || only == said && u.state() != unsaid {
			kept = append(kept, u)
		}
	}
	order := []string{unsaid, string(corpus.Mentioned), string(corpus.Required), string(corpus.Planned), string(corpus.Held), said}
	slices.SortStableFunc(kept, func(a, b *unitPresence) int {
		return cmp.Compare(slices.Index(order, a.state()), slices.Index(order, b.state()))
	})
	kept, more := readable(kept)
	spots := make([]spot, len(kept))
	for i, u := range kept {
		spots[i] = u.quoted[corpus.Status(u.state())]
	}
	texts, err := quotes(ctx, q, spots)
	if err != nil {
		return Table{}, err
	}
	for i, u := range kept {
		row := []Cell{{Value: u.name}, known(corpus.LabelOf(o.Taxonomy.Units, u.kind)), {Value: presenceLabel(u.state())}, opens(u.documents, o.Filter.search(unitNode(u.name)))}
		for _, s := range statuses {
			n := node
			if n == nil {
				n = activityNode(o.Taxonomy, o.Ask["activity"], s)
			}
			row = append(row, opens(u.places[s], o.Filter.search(unitNode(u.name), n)))
		}
		t.Rows = append(t.Rows, append(row, head{id: spots[i].document}.quote(texts[i])))
	}
	t.Notes = []string{presenceNote(counts, order), "一个单位有几份材料的，取其中最确实的情况：已开展、计划、上级要求、提及、没有写到，依次取前者；下级活动也算写到。没有报送材料的单位不在表内。"}
	if more != "" {
		t.Notes = append(t.Notes, more)
	}
	return t, nil
}

func presenceLabel(state string) string {
	switch state {
	case unsaid:
		return "没有写到"
	case said:
		return "写到"
	}
	return corpus.Status(state).Label()
}

func presenceNote(counts map[string]int, order []string) string {
	s, n := "", 0
	for _, state := range order {
		n += counts[state]
		if counts[state] > 0 {
			s += fmt.Sprintf("，%s %d 个", presenceLabel(state), counts[state])
		}
	}
	return fmt.Sprintf("%d 个单位%s。", n, s)
}

// presenceMatrix shows the strongest status of every activity in every unit.
func presenceMatrix(ctx context.Context, q Querier, o Options) (Table, error) {
	fail := func(err error) (Table, error) { return Table{}, fmt.Errorf("统计单位与活动：%w", err) }
	units, err := countUnitHeads(ctx, q)
	if err != nil {
		return fail(err)
	}
	all, err := countAll(ctx, q)
	if err != nil {
		return fail(err)
	}
	best, up := make(map[[2]string]corpus.Status), lineage(o.Taxonomy.Activities)
	found := make(map[string]bool)
	rank := func(s corpus.Status) int { return slices.Index(corpus.Statuses(), s) }
	err = each(ctx, q, func(rows *sql.Rows) error {
		var unit, kind, status string
		err := rows.Scan(&unit, &kind, &status)
		line := up[kind]
		if line == nil {
			line = []string{kind}
		}
		for _, k := range line {
			at, s := [2]string{unit, k}, corpus.Status(status)
			if have, ok := best[at]; !ok || rank(s) < rank(have) {
				best[at] = s
			}
			found[k] = true
		}
		return err
	}, `SELECT DISTINCT d.unit_key, a.kind, a.status FROM counted d CROSS JOIN activities a ON a.document_id = d.id WHERE d.unit_key <> ''`)
	if err != nil {
		return fail(err)
	}
	kinds := slices.Collect(maps.Keys(found))
	dimensionOf("activity").order(o.Taxonomy, kinds)
	t := Table{Title: "写到与没有写到", Columns: []Column{{"单位", Text}}, List: true}
	for _, k := range kinds {
		t.Columns = append(t.Columns, Column{corpus.LabelOf(o.Taxonomy.Activities, k), Text})
	}
	units, more := readable(units)
	for _, u := range units {
		row := []Cell{{Value: u.name, Query: o.Filter.search(unitNode(u.name))}}
		for _, k := range kinds {
			c := Cell{}
			if s, ok := best[[2]string{u.key, k}]; ok {
				c = Cell{Value: s.Label(), Query: o.Filter.search(unitNode(u.name), activityNode(o.Taxonomy, k, s))}
			}
			row = append(row, c)
		}
		t.Rows = append(t.Rows, row)
	}
	t.Notes = []string{"每格是该单位对这项活动最确实的说法：已开展、计划、上级要求、提及；“—”是没有写到。选定一项活动或环节，可看没有写到的单位和原文。", all.note()}
	if more != "" {
		t.Notes = append(t.Notes, more)
	}
	return t, nil
}
