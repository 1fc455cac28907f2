package report

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"

	"wenjian/corpus"
)

// How much of a section a table shows, in characters.
const (
	shownSection = 200
	mostSection  = 5000
)

// sectionTextParams are the choices of the report sections-text.
func sectionTextParams() []Param {
	return []Param{
		listedSection("哪个环节，如 主要做法；不写则是存在问题"),
		{ID: "length", Label: "摘录字数", Help: "每段最多摘录多少字，如 200", Default: strconv.Itoa(shownSection)},
	}
}

// A sectionPlace is where a document has a section of a kind.
type sectionPlace struct {
	document      int64
	heading, body corpus.Span
}

// sectionTexts puts all sections of one kind side by side.
func sectionTexts(ctx context.Context, q Querier, o Options) (Table, error) {
	most, err := strconv.Atoi(strings.TrimSpace(o.Ask["length"]))
	if err != nil || most < 1 || most > mostSection {
		return Table{}, AskError(fmt.Sprintf("“摘录字数”要写 1 到 %d 的数，不是“%s”。", mostSection, o.Ask["length"]))
	}
	fail := func(err error) (Table, error) { return Table{}, fmt.Errorf("并列环节原文：%w", err) }
	label, kinds := askedSections(o)
	list, err := sectionPlaces(ctx, q, kinds)
	if err != nil {
		return fail(err)
	}
	all, err := countAll(ctx, q)
	if err != nil {
		return fail(err)
	}
	shown, more := readable(list)
	rows, err := sectionRows(ctx, q, o, shown, most)
	if err != nil {
		return fail(err)
	}
	t := Table{Title: "环节原文（" + label + "）", List: true, Rows: rows, Columns: []Column{
		{"单位", Text}, {"单位类别", Text}, {"材料", Text}, {"日期", Text}, {"标题", Text}, {"字数", Count}, {"原文", Text},
	}}
	documents := make(map[int64]bool)
	for _, s := range list {
		documents[s.document] = true
	}
	t.Notes = appendNotes([]string{
		fmt.Sprintf("共 %d 段，来自 %d 份材料，按单位排列；每段最多摘录 %d 字，“…”是没有列完。", len(list), len(documents), most),
		"下级小标题包括在上级环节里，不另列；字数含标点，不含标题。", all.note(),
	}, more)
	return t, nil
}

// sectionPlaces returns the sections of these kinds that lie in no other one,
// unit by unit, in the order in which these came.
func sectionPlaces(ctx context.Context, q Querier, kinds []string) (out []sectionPlace, err error) {
	j, err := json.Marshal(append([]string{}, kinds...))
	if err != nil {
		return nil, err
	}
	err = each(ctx, q, func(rows *sql.Rows) error {
		var s sectionPlace
		var start int
		if err := rows.Scan(&s.document, &start, &s.heading.Start, &s.heading.End, &s.body.End); err != nil {
			return err
		}
		s.body.Start = max(start, s.heading.End)
		if n := len(out); n > 0 && out[n-1].document == s.document && s.body.End <= out[n-1].body.End {
			return nil
		}
		out = append(out, s)
		return nil
	}, `WITH came AS (SELECT unit_key, min(id) AS first FROM counted GROUP BY unit_key)
		SELECT DISTINCT d.id, s.start, s.heading_start, s.heading_stop, s.stop FROM section_kinds k JOIN counted d ON d.id = k.document_id
		JOIN sections s ON s.document_id = d.id AND s.ord = k.section JOIN came c ON c.unit_key = d.unit_key
		WHERE k.kind IN (SELECT value FROM json_each(?)) ORDER BY d.unit_key = '', c.first, d.id, s.start, s.stop DESC`, string(j))
	return out, err
}

// sectionRows returns a row for each section.
func sectionRows(ctx context.Context, q Querier, o Options, list []sectionPlace, most int) ([][]Cell, error) {
	docs := make(map[int64]bool)
	for _, s := range list {
		docs[s.document] = true
	}
	named, err := heads(ctx, q, docs)
	if err != nil {
		return nil, err
	}
	at := make(map[int64][]int)
	for i, s := range list {
		at[s.document] = append(at[s.document], i)
	}
	rows := make([][]Cell, len(list))
	err = each(ctx, q, func(r *sql.Rows) error {
		var id int64
		var body string
		if err := r.Scan(&id, &body); err != nil {
			return err
		}
		for _, i := range at[id] {
			s, h := list[i], named[id]
			text := onOneLine(cutText(body, s.body))
			rows[i] = []Cell{
				known(h.unit), known(corpus.LabelOf(o.Taxonomy.Units, h.unitKind)), h.cell(), known(h.date), h.quote(onOneLine(cutText(body, s.heading))),
				{Value: utf8.RuneCountInString(text)}, h.quote(shorten(text, most)),
			}
		}
		return nil
	}, `SELECT document_id, body FROM texts WHERE document_id IN (SELECT value FROM json_each(?))`, idList(docs))
	for i, s := range list { // a text that went meanwhile
		if rows[i] == nil {
			h := named[s.document]
			rows[i] = []Cell{known(h.unit), {}, h.cell(), {}, {}, {Value: 0}, {}}
		}
	}
	return rows, err
}

// cutText returns the bytes of text that s covers, as far as text has them.
func cutText(text string, s corpus.Span) string {
	from := min(max(0, s.Start), len(text))
	return strings.ToValidUTF8(text[from:min(max(from, s.End), len(text))], "")
}

func onOneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

// shorten returns at most n characters of s, and an ellipsis where that is
// not all.
func shorten(s string, n int) string {
	for i := range s {
		if n--; n < 0 {
			return s[:i] + "…"
		}
	}
	return s
}
