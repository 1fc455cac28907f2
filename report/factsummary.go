package report

import (
	"cmp"
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"wenjian/corpus"
)

// shownFacts is how many activities, and how many figures, a summary names.
const shownFacts = 8

// usualShare is how large a part of the documents of one kind has a section
// that the others of the kind are said to lack.
const usualShare = 0.5

// factSummaries has a row for each document: what it says in facts alone.
func factSummaries(ctx context.Context, q Querier, o Options) (Table, error) {
	fail := func(err error) (Table, error) { return Table{}, fmt.Errorf("摘要材料：%w", err) }
	var list []head
	if err := eachHead(ctx, q, func(h head) { list = append(list, h) }, headQuery+` ORDER BY d.id`); err != nil {
		return fail(err)
	}
	missing, err := missingSections(ctx, q, o, list)
	if err != nil {
		return fail(err)
	}
	shown, more := readable(list)
	facts, err := readFacts(ctx, q, o, shown)
	if err != nil {
		return fail(err)
	}
	t := Table{Title: "事实摘要", List: true, Columns: []Column{
		{"单位", Text}, {"材料", Text}, {"文种", Text}, {"日期", Text}, {"有实据的活动", Count}, {"无实据的活动", Count}, {"已开展", Text}, {"数据", Text}, {"仅计划", Text}, {"缺少的环节", Text},
	}}
	for _, h := range shown {
		f := facts[h.id]
		t.Rows = append(t.Rows, []Cell{
			known(h.unit), h.cell(), known(labelOfKind(o, h.kind)), known(h.date), {Value: len(f.proven)}, {Value: f.unproven},
			h.quote(strings.Join(f.acts(o), "；")), h.quote(strings.Join(f.figures, "；")), known(joined(f.planned, shownFacts)), known(strings.Join(missing[h.id], "、")),
		})
	}
	t.Notes = appendNotes([]string{
		"“已开展”只列有实据的活动：写明日期、地点、参加人数，或旁边有实数、人名；同一次活动写了几处的算一次。日期、人数最全的在前。",
		fmt.Sprintf("“数据”是原文的实数，不含计划指标和隐去的数字；各最多列 %d 项。“仅计划”是这份材料里只写到计划的活动。", shownFacts),
		fmt.Sprintf("“缺少的环节”是同文种材料有 %.0f%% 以上写到、而这份没有写到的环节；同文种不足 3 份的不判断。", 100*usualShare),
	}, more)
	return t, nil
}

// facts are what one document tells in facts.
type facts struct {
	proven   []corpus.Happening // the one that tells most first
	unproven int
	planned  []string
	figures  []string
}

// acts returns the proven activities in words.
func (f *facts) acts(o Options) []string {
	var out []string
	for _, h := range f.proven[:min(len(f.proven), shownFacts)] {
		s := corpus.LabelOf(o.Taxonomy.Activities, h.Kind)
		var parts []string
		if h.When != "" {
			parts = append(parts, h.When)
		}
		if h.Place != "" {
			parts = append(parts, onOneLine(h.Place))
		}
		if h.Participants > 0 {
			parts = append(parts, fmt.Sprintf("%d 人", h.Participants))
		}
		if len(parts) > 0 {
			s += "（" + strings.Join(parts, "，") + "）"
		}
		out = append(out, s)
	}
	if n := len(f.proven) - shownFacts; n > 0 {
		out = append(out, fmt.Sprintf("另 %d 项", n))
	}
	return out
}

// readFacts returns the facts of each of the documents.
func readFacts(ctx context.Context, q Querier, o Options, list []head) (map[int64]*facts, error) {
	out, ids := make(map[int64]*facts, len(list)), make([]int64, 0, len(list))
	for _, h := range list {
		out[h.id], ids = &facts{}, append(ids, h.id)
	}
	var acts []placed
	flush := func() {
		if len(acts) > 0 {
			out[acts[0].document].tell(o, acts)
		}
		acts = acts[:0]
	}
	err := eachMention(ctx, q, nil, ids, func(m placed) {
		if len(acts) > 0 && acts[0].document != m.document {
			flush()
		}
		acts = append(acts, m)
	})
	if err != nil {
		return nil, err
	}
	flush()
	return out, addFigures(ctx, q, o, ids, out)
}

// tell reads the activities of one document.
func (f *facts) tell(o Options, acts []placed) {
	plain := make([]corpus.Activity, len(acts))
	held := make(map[string]bool)
	for i, a := range acts {
		plain[i] = a.Activity
		if a.Status == corpus.Held {
			held[a.Kind] = true
		}
	}
	for _, h := range corpus.Happenings(plain) {
		proven := slices.ContainsFunc(h.Mentions, func(i int) bool { return acts[i].proven })
		switch label := corpus.LabelOf(o.Taxonomy.Activities, h.Kind); {
		case h.Status == corpus.Held && proven:
			f.proven = append(f.proven, h)
		case h.Status == corpus.Held:
			f.unproven++
		case h.Status == corpus.Planned && !held[h.Kind]:
			f.planned = append(f.planned, label)
		}
	}
	worth := func(h corpus.Happening) int { return placed{Activity: h.Activity}.worth() }
	slices.SortStableFunc(f.proven, func(a, b corpus.Happening) int { return cmp.Compare(worth(b), worth(a)) })
}

// addFigures adds the first figures of the documents, told twice once.
func addFigures(ctx context.Context, q Querier, o Options, ids []int64, out map[int64]*facts) error {
	j, err := json.Marshal(ids)
	if err != nil {
		return err
	}
	return each(ctx, q, func(rows *sql.Rows) error {
		var id int64
		var measure, unit string
		var value float64
		if err := rows.Scan(&id, &measure, &value, &unit); err != nil {
			return err
		}
		f, label := out[id], corpus.LabelOf(o.Taxonomy.Measures, measure)
		if s := fmt.Sprintf("%s %s%s", label, Cell{Value: value}.String(), unit); label != other && len(f.figures) < shownFacts && !slices.Contains(f.figures, s) {
			f.figures = append(f.figures, s)
		}
		return nil
	}, `SELECT d.id, f.measure, f.value, f.unit FROM counted d CROSS JOIN figures f ON f.document_id = d.id
		WHERE NOT f.norm AND NOT f.masked AND f.value IS NOT NULL AND d.id IN (SELECT value FROM json_each(?)) ORDER BY d.id, f.ord`, string(j))
}

// missingSections returns, for each document, the sections that most of its
// kind have and it has not.
func missingSections(ctx context.Context, q Querier, o Options, list []head) (map[int64][]string, error) {
	const fewest = 3 // documents of a kind that show what is usual
	has := make(map[int64]map[string]bool)
	counts, documents := make(map[[2]string]int), make(map[string]int)
	kindOf := make(map[int64]string, len(list))
	for _, h := range list {
		kindOf[h.id] = h.kind
		documents[h.kind]++
	}
	err := each(ctx, q, func(rows *sql.Rows) error {
		var id int64
		var kind string
		err := rows.Scan(&id, &kind)
		if has[id] == nil {
			has[id] = make(map[string]bool)
		}
		has[id][kind] = true
		counts[[2]string{kindOf[id], kind}]++
		return err
	}, `SELECT DISTINCT d.id, k.kind FROM counted d CROSS JOIN section_kinds k ON k.document_id = d.id`)
	out := make(map[int64][]string)
	for _, h := range list {
		for _, k := range o.Taxonomy.Sections {
			n := documents[h.kind]
			if n >= fewest && h.kind != "" && float64(counts[[2]string{h.kind, k.ID}]) > usualShare*float64(n) && !has[h.id][k.ID] {
				out[h.id] = append(out[h.id], k.Label)
			}
		}
	}
	return out, err
}
