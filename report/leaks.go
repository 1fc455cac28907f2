package report

import (
	"context"
	"database/sql"
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"
)

// contextBytes is how much text a quoted place shows on either side.
const contextBytes = 60

// Leaks lists the foreign names left in documents, each with its place.
func Leaks(ctx context.Context, q Querier, _ Options) (Table, error) {
	t := Table{Title: "串名", Columns: []Column{{"材料", Text}, {"单位", Text}, {"留下的名称", Text}, {"名称出自", Text}, {"原文", Text}}}
	documents := make(map[int64]bool)
	err := each(ctx, q, func(rows *sql.Rows) error {
		var id int64
		var title, path, unit, name, from, body string
		var start, stop int
		if err := rows.Scan(&id, &title, &path, &unit, &name, &from, &start, &stop, &body); err != nil {
			return err
		}
		documents[id] = true
		doc := strconv.FormatInt(id, 10)
		t.Rows = append(t.Rows, []Cell{{Value: documentName(title, path), Document: doc}, known(unit), {Value: name}, known(from), {Value: excerpt(body, start, stop), Document: doc}})
		return nil
	}, `SELECT d.id, d.title, s.path, d.unit, l.name, max(l.from_path), l.start, l.stop, t.body
		FROM leaks l JOIN counted d ON d.id = l.document_id JOIN sources s ON s.id = d.source_id JOIN texts t ON t.document_id = d.id
		GROUP BY d.id, l.start, l.stop, l.name ORDER BY d.id, l.start, l.stop`)
	if err != nil {
		return Table{}, fmt.Errorf("统计串名：%w", err)
	}
	t.Notes = []string{
		fmt.Sprintf("共 %d 处，涉及 %d 份材料。", len(t.Rows), len(documents)),
		"逐处列出；上级、帮扶对象、参观学习对象等正常提到的单位不算。",
	}
	return t, nil
}

// documentName is what a document is called in a table: its title, or its
// file when it has none.
func documentName(title, path string) string {
	if title != "" {
		return title
	}
	return path
}

// excerpt returns the text around [start, stop) on one line.
func excerpt(text string, start, stop int) string {
	return excerptWithin(text, start, stop, contextBytes)
}

// excerptWithin is excerpt with at most so many bytes on either side.
func excerptWithin(text string, start, stop, context int) string {
	if start < 0 || stop < start || stop > len(text) {
		return ""
	}
	from, to := max(0, start-context), min(len(text), stop+context)
	for from > 0 && !utf8.RuneStart(text[from]) {
		from--
	}
	for to < len(text) && !utf8.RuneStart(text[to]) {
		to++
	}
	// Not past the line that holds the place: the next line is another thought.
	if i := strings.LastIndexByte(text[from:start], '\n'); i >= 0 {
		from += i + 1
	}
	if i := strings.IndexByte(text[stop:to], '\n'); i >= 0 {
		to = stop + i
	}
	return strings.Join(strings.Fields(text[from:to]), " ")
}
