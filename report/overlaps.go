package report

import (
	"cmp"
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"wenjian/compare"
	"wenjian/corpus"
)

// overlap is what two documents share.
type overlap struct {
	a, b     int64
	passages int
	classes  []compare.Class
	later    []corpus.Span // in document b
	size     int           // bytes of b's text
}

// Overlaps lists the pairs of documents that share passages, the ones with
// the largest shared part first.
func Overlaps(ctx context.Context, q Querier, _ Options) (Table, error) {
	pairs, err := countOverlaps(ctx, q)
	if err != nil {
		return Table{}, fmt.Errorf("统计雷同：%w", err)
	}
	names, err := documentNames(ctx, q)
	if err != nil {
		return Table{}, fmt.Errorf("统计雷同：%w", err)
	}
	t := Table{Title: "雷同材料", Columns: []Column{
		{"较早材料", Text}, {"较早单位", Text}, {"较晚材料", Text}, {"较晚单位", Text}, {"雷同段落", Count}, {"占较晚材料", Share}, {"类型", Text},
	}}
	for _, p := range pairs {
		a, b := names[p.a], names[p.b]
		var classes []string
		for _, c := range p.classes {
			classes = append(classes, c.LabelBetween(a.unit, b.unit))
		}
		t.Rows = append(t.Rows, []Cell{
			{Value: a.name, Document: strconv.FormatInt(p.a, 10)}, known(a.unit), {Value: b.name, Document: strconv.FormatInt(p.b, 10)}, known(b.unit),
			{Value: p.passages}, share(union(p.later), p.size), {Value: strings.Join(classes, "、")},
		})
	}
	t.Notes = []string{
		fmt.Sprintf("共 %d 对。", len(t.Rows)),
		"相同、改写或同出一稿的段落计入，本单位旧稿在“类型”中注明；上级文件、规范用语和套话不计。",
		"占比按字节计，重叠的段落只计一次；较早较晚按落款日期，日期不明的由查重判断。",
	}
	return t, nil
}

func countOverlaps(ctx context.Context, q Querier) ([]*overlap, error) {
	var out []*overlap
	claims, err := classes(ctx, q, compare.Class.Claims)
	if err != nil {
		return nil, err
	}
	err = each(ctx, q, func(rows *sql.Rows) error {
		var a, b int64
		var span corpus.Span
		var class string
		var size int
		if err := rows.Scan(&a, &b, &span.Start, &span.End, &class, &size); err != nil {
			return err
		}
		if n := len(out); n == 0 || out[n-1].a != a || out[n-1].b != b {
			out = append(out, &overlap{a: a, b: b, size: size})
		}
		p := out[len(out)-1]
		p.passages++
		p.later = append(p.later, span)
		if c := compare.Class(class); !slices.Contains(p.classes, c) {
			p.classes = append(p.classes, c)
		}
		return nil
	}, `SELECT m.a, m.b, m.b_start, m.b_stop, m.class, octet_length(t.body) FROM matches m JOIN texts t ON t.document_id = m.b
		WHERE m.class IN (SELECT value FROM json_each(?)) AND (m.a IN (SELECT id FROM counted) OR m.b IN (SELECT id FROM counted)) ORDER BY m.a, m.b, m.b_start, m.id`, claims)
	slices.SortStableFunc(out, func(x, y *overlap) int {
		return cmp.Compare(float64(union(y.later))/float64(max(1, y.size)), float64(union(x.later))/float64(max(1, x.size)))
	})
	return out, err
}

// union returns how many bytes spans cover that are ordered by their start.
func union(spans []corpus.Span) (n int) {
	end := 0
	for _, s := range spans {
		n += max(0, s.End-max(s.Start, end))
		end = max(end, s.End)
	}
	return n
}

type documentLabel struct{ name, unit string }

// documentNames returns what to call each document that has a match.
func documentNames(ctx context.Context, q Querier) (map[int64]documentLabel, error) {
	m := make(map[int64]documentLabel)
	err := each(ctx, q, func(rows *sql.Rows) error {
		var id int64
		var title, path, unit string
		err := rows.Scan(&id, &title, &path, &unit)
		m[id] = documentLabel{documentName(title, path), unit}
		return err
	}, `SELECT d.id, d.title, s.path, d.unit FROM documents d JOIN sources s ON s.id = d.source_id
		WHERE d.id IN (SELECT a FROM matches UNION SELECT b FROM matches)`)
	return m, err
}
