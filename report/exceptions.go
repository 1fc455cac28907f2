package report

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"wenjian/corpus"
)

// shownOthers is how many contradicting places of one exception are quoted,
// with otherBytes of text on either side: a row is to be read at a glance.
const (
	shownOthers = 3
	otherBytes  = 18
)

// Exceptions lists the places where a document contradicts itself or what is
// known of its unit and time, each with what contradicts it, in the order of documents and of their texts.
func Exceptions(ctx context.Context, q Querier, o Options) (Table, error) {
	t := Table{Title: "疑点", Columns: []Column{{"材料", Text}, {"单位", Text}, {"疑点", Text}, {"说明", Text}, {"原文", Text}, {"对照", Text}}}
	others, err := contradictions(ctx, q)
	if err != nil {
		return Table{}, fmt.Errorf("统计疑点：%w", err)
	}
	documents, byKind := make(map[int64]bool), make(map[string]int)
	err = each(ctx, q, func(rows *sql.Rows) error {
		var at exceptionKey
		var title, path, unit, kind, says, body string
		var start, stop int
		if err := rows.Scan(&at.document, &at.ord, &title, &path, &unit, &kind, &says, &start, &stop, &body); err != nil {
			return err
		}
		documents[at.document] = true
		byKind[kind]++
		doc := strconv.FormatInt(at.document, 10)
		var against []string
		for i, s := range others[at] {
			if i == shownOthers {
				against[i-1] += fmt.Sprintf(" 等 %d 处", len(others[at]))
				break
			}
			against = append(against, "“"+excerptWithin(body, s.Start, s.End, otherBytes)+"”")
		}
		t.Rows = append(t.Rows, []Cell{
			{Value: documentName(title, path), Document: doc}, known(unit), {Value: corpus.LabelOf(o.Taxonomy.Exceptions, kind)}, known(says),
			{Value: excerpt(body, start, stop), Document: doc}, known(strings.Join(against, "、")),
		})
		return nil
	}, `SELECT d.id, x.ord, d.title, s.path, d.unit, x.kind, x.says, x.start, x.stop, t.body
		FROM exceptions x JOIN counted d ON d.id = x.document_id JOIN sources s ON s.id = d.source_id JOIN texts t ON t.document_id = d.id
		ORDER BY d.id, x.start, x.ord`)
	if err != nil {
		return Table{}, fmt.Errorf("统计疑点：%w", err)
	}
	t.Notes = []string{
		fmt.Sprintf("共 %d 处，涉及 %d 份材料。", len(t.Rows), len(documents)),
		"疑点是材料里前后对不上、或与本单位和当时情况不相称的说法，逐处列出，供核对；是笔误还是另有所指，以原件和报送单位的说明为准。",
		"“对照”是同一材料里与之不符的地方，“—”表示没有另一处原文可以对照。",
	}
	if len(byKind) > 1 {
		t.Notes = append(t.Notes, "其中"+kindCounts(byKind, o.Taxonomy.Exceptions)+"。")
	}
	return t, nil
}

// An exceptionKey names one exception of the workspace.
type exceptionKey struct {
	document int64
	ord      int
}

// contradictions returns the places that contradict each exception, in order.
func contradictions(ctx context.Context, q Querier) (map[exceptionKey][]corpus.Span, error) {
	m := make(map[exceptionKey][]corpus.Span)
	err := each(ctx, q, func(rows *sql.Rows) error {
		var at exceptionKey
		var s corpus.Span
		err := rows.Scan(&at.document, &at.ord, &s.Start, &s.End)
		m[at] = append(m[at], s)
		return err
	}, `SELECT document_id, exception, start, stop FROM exception_others ORDER BY document_id, exception, ord`)
	return m, err
}

// kindCounts prints how many there are of each kind, in the order of kinds.
func kindCounts(n map[string]int, kinds []corpus.Kind) string {
	ids := make([]string, 0, len(n))
	for id := range n {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	rank := ranks(kinds)
	slices.SortStableFunc(ids, func(a, b string) int { return rank(a) - rank(b) })
	parts := make([]string, len(ids))
	for i, id := range ids {
		parts[i] = fmt.Sprintf("%s %d 处", corpus.LabelOf(kinds, id), n[id])
	}
	return strings.Join(parts, "、")
}
