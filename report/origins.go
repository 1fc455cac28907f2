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

// An origin is where text of a document comes from; a character counts for the
// first one that applies.
type origin struct {
	label   string
	classes func(compare.Class) bool
}

// origins returns where text can come from, what explains it best first: what
// a superior wrote is no one's copying, and a unit's own past is its own.
func origins() []origin {
	one := func(c compare.Class) func(compare.Class) bool {
		return func(x compare.Class) bool { return x == c }
	}
	return []origin{
		{"上级文件", one(compare.Superior)},
		{"规范用语和套话", func(c compare.Class) bool { return c == compare.Official || c == compare.Common }},
		{"本单位往年", one(compare.Self)},
		{"流传范本", one(compare.Circulating)},
		{"其他单位", func(c compare.Class) bool { return c == compare.Passage || c == compare.Whole }},
		{"其他单位（改写）", one(compare.Paraphrase)},
	}
}

// originParams are the choices of the report sources.
func originParams() []Param {
	return []Param{{ID: "document", Label: "材料", Help: "材料的编号，如 6，逐段列出来源；不写则每份材料一行"}}
}

// A passage is what a document shares with an earlier one.
type passage struct {
	corpus.Span
	class  compare.Class
	from   int64
	source corpus.Span
}

// sources says of each document how much of it is its own and where the rest
// comes from; of one document, each passage.
func sources(ctx context.Context, q Querier, o Options) (Table, error) {
	fail := func(err error) (Table, error) { return Table{}, fmt.Errorf("分析文字来源：%w", err) }
	h, err := askedDocument(ctx, q, o, "document", "材料")
	if err != nil {
		return Table{}, err
	}
	var t Table
	if h != nil {
		t, err = sourcePassages(ctx, q, *h)
	} else {
		t, err = sourceShares(ctx, q, o)
	}
	if err != nil {
		return fail(err)
	}
	t.Notes = append(t.Notes,
		"按字数计，标点在内；一段文字有几个来源的，依次归上级文件、规范用语和套话、本单位往年、流传范本、其他单位。只看比这份材料早的来源；比对过的往年材料、范文库要先导入。",
		"“自写”是没有找到来源的文字，不等于原创；雷同不等于照搬，请看原文。雷同率的各种口径见 wenjian show 编号。")
	return t, nil
}

// passagesOf returns what the documents share with earlier ones.
func passagesOf(ctx context.Context, q Querier, ids string) (map[int64][]passage, error) {
	out := make(map[int64][]passage)
	err := each(ctx, q, func(rows *sql.Rows) error {
		var id int64
		var p passage
		err := rows.Scan(&id, &p.from, &p.class, &p.Start, &p.End, &p.source.Start, &p.source.End)
		out[id] = append(out[id], p)
		return err
	}, `SELECT b, a, class, b_start, b_stop, a_start, a_stop FROM matches WHERE b IN (SELECT value FROM json_each(?)) ORDER BY b, b_start, id`, ids)
	return out, err
}

// divide returns how many characters of body each of origins explains, and how
// many none does.
func divide(body string, passages []passage) (parts []int, own int) {
	var before []corpus.Span
	have := 0
	for _, o := range origins() {
		for _, p := range passages {
			if o.classes(p.class) {
				before = append(before, p.Span)
			}
		}
		n := charactersIn(body, before)
		parts, have = append(parts, n-have), n
	}
	return parts, utf8.RuneCountInString(body) - have
}

// sourceShares has a row for each document.
func sourceShares(ctx context.Context, q Querier, o Options) (Table, error) {
	t := Table{Title: "文字来源", Chart: "自写", Columns: []Column{{"材料", Text}, {"单位", Text}, {"文种", Text}, {"字数", Count}, {"自写", Share}}}
	for _, x := range origins() {
		t.Columns = append(t.Columns, Column{x.label, Share})
	}
	t.Columns = append(t.Columns, Column{"来源最多的材料", Text})
	var list []head
	if err := eachHead(ctx, q, func(h head) { list = append(list, h) }, headQuery+` ORDER BY d.id`); err != nil {
		return t, err
	}
	docs := make(map[int64]head, len(list))
	for _, h := range list {
		docs[h.id] = h
	}
	passages, err := passagesOf(ctx, q, idList(docs))
	if err != nil {
		return t, err
	}
	type line struct {
		head
		size, own int
		parts     []int
	}
	var lines []line
	err = each(ctx, q, func(rows *sql.Rows) error {
		var id int64
		var body string
		err := rows.Scan(&id, &body)
		l := line{head: docs[id], size: utf8.RuneCountInString(body)}
		l.parts, l.own = divide(body, passages[id])
		lines = append(lines, l)
		return err
	}, `SELECT document_id, body FROM texts WHERE document_id IN (SELECT id FROM counted) ORDER BY document_id`)
	if err != nil {
		return t, err
	}
	slices.SortStableFunc(lines, func(a, b line) int {
		return cmp.Compare(float64(a.own)/float64(max(1, a.size)), float64(b.own)/float64(max(1, b.size)))
	})
	shown, more := readable(lines)
	from := make(map[int64]bool)
	for _, l := range shown {
		from[mostFrom(passages[l.id])] = true
	}
	named, _, err := everyHead(ctx, q, from, nil)
	for _, l := range shown {
		size := Cell{Value: l.size, View: view("sources", o.Filter, "document", l.ref())}
		row := []Cell{l.cell(), known(l.unit), known(labelOfKind(o, l.kind)), size, share(l.own, l.size)}
		for _, n := range l.parts {
			row = append(row, share(n, l.size))
		}
		most := Cell{}
		if h := named[mostFrom(passages[l.id])]; h.id != 0 {
			most = h.cell()
		}
		t.Rows = append(t.Rows, append(row, most))
	}
	t.Notes = appendNotes([]string{"自写最少的在前。点开字数，看逐段的来源。"}, more)
	return t, err
}

// mostFrom returns the document that gives most to another one; 0 where none
// gives anything.
func mostFrom(passages []passage) (most int64) {
	bytes := make(map[int64]int)
	for _, p := range passages {
		if bytes[p.from] += p.Len(); bytes[p.from] > bytes[most] {
			most = p.from
		}
	}
	return most
}

// sourcePassages has a row for each passage of one document, and one for each
// origin before them.
func sourcePassages(ctx context.Context, q Querier, h head) (Table, error) {
	t := Table{Title: "文字来源（" + documentName(h.title, h.path) + "）", List: true, Columns: []Column{
		{"来源", Text}, {"字数", Count}, {"占本文", Share}, {"来源材料", Text}, {"来源单位", Text}, {"来源日期", Text}, {"本文", Text}, {"来源原文", Text},
	}}
	all, err := passagesOf(ctx, q, idList(map[int64]bool{h.id: true}))
	if err != nil {
		return t, err
	}
	list := all[h.id]
	body := ""
	if err := each(ctx, q, func(rows *sql.Rows) error { return rows.Scan(&body) }, `SELECT body FROM texts WHERE document_id = ?`, h.id); err != nil {
		return t, err
	}
	size := utf8.RuneCountInString(body)
	total := func(label string, n int) {
		t.Rows = append(t.Rows, []Cell{{Value: "合计：" + label, Document: h.ref()}, {Value: n}, share(n, size), {}, {}, {}, {}, {}})
	}
	parts, own := divide(body, list)
	total("自写", own)
	for i, x := range origins() {
		if parts[i] > 0 {
			total(x.label, parts[i])
		}
	}
	shown, more := readable(list)
	docs, spots := make(map[int64]bool), make([]spot, 0, len(shown))
	for _, p := range shown {
		docs[p.from] = true
		spots = append(spots, spot{p.from, p.source.Start, p.source.End})
	}
	named, texts, err := everyHead(ctx, q, docs, spots)
	if err != nil {
		return t, err
	}
	for i, p := range shown {
		from := named[p.from]
		part := onOneLine(cutText(body, p.Span))
		n := charactersIn(body, []corpus.Span{p.Span})
		t.Rows = append(t.Rows, []Cell{
			{Value: p.class.LabelBetween(from.unit, h.unit)}, {Value: n}, share(n, size), from.cell(), known(from.unit), known(from.date),
			h.quote(shorten(part, shownSection)), from.quote(shorten(texts[i], shownSection)),
		})
	}
	t.Notes = appendNotes([]string{fmt.Sprintf("全文 %d 字，与更早的材料共有 %d 段相同或改写。合计每个字只算一次，逐段的可以重叠。", size, len(list))}, more)
	return t, nil
}
