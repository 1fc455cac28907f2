package report

import (
	"cmp"
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"wenjian/corpus"
	"wenjian/corpus/store"
)

// allHeads is headQuery over all documents, whatever the filter leaves in.
const allHeads = `SELECT d.id, d.title, s.path, d.unit_key, d.unit, d.unit_kind, d.kind, d.date FROM main.counted d JOIN sources s ON s.id = d.source_id`

// askedDocument returns the document with the ID that parameter id asks for;
// nil where nothing is asked for.
func askedDocument(ctx context.Context, q Querier, o Options, id, label string) (*head, error) {
	ask := strings.TrimSpace(o.Ask[id])
	if ask == "" {
		return nil, nil
	}
	n, err := strconv.ParseInt(ask, 10, 64)
	if err != nil || n <= 0 {
		return nil, AskError(fmt.Sprintf("“%s”要写材料的编号，如 6，不是“%s”。编号见“材料清单”（wenjian list）。", label, ask))
	}
	var found *head
	err = eachHead(ctx, q, func(h head) { found = &h }, allHeads+` WHERE d.id = ?`, n)
	if err == nil && found == nil {
		return nil, AskError(fmt.Sprintf("没有编号为 %s 的材料。编号见“材料清单”（wenjian list）。", ask))
	}
	return found, err
}

// noticeCandidate is a document that units may have to answer.
type noticeCandidate struct {
	head
	marked bool // a superior's by somebody's word
	cited  int  // units that cite it by title
}

// pickNotice returns the document that most units are to answer: one marked
// as a superior's before a notice, the most cited one of either, the latest of
// these; nil where there is none.
func pickNotice(ctx context.Context, q Querier, t corpus.Taxonomy) (*head, error) {
	var list []*noticeCandidate
	byTitle := make(map[string][]*noticeCandidate)
	marked, err := markedSuperior(ctx, q)
	if err != nil {
		return nil, err
	}
	err = eachHead(ctx, q, func(h head) {
		c := &noticeCandidate{head: h, marked: marked[h.id]}
		list = append(list, c)
		if key := titleCore(h.title); key != "" {
			byTitle[key] = append(byTitle[key], c)
		}
	}, allHeads+` WHERE d.kind IN (SELECT value FROM json_each(?)) OR d.id IN (SELECT value FROM json_each(?))`, noticeKinds(t), idList(marked))
	if err != nil || len(list) == 0 {
		return nil, err
	}
	err = each(ctx, q, func(rows *sql.Rows) error {
		var title string
		var units int
		err := rows.Scan(&title, &units)
		for _, c := range byTitle[titleCore(title)] {
			c.cited += units
		}
		return err
	}, `SELECT c.title, count(DISTINCT d.unit_key) FROM citations c JOIN main.counted d ON d.id = c.document_id WHERE c.title <> '' GROUP BY c.title`)
	if err != nil {
		return nil, err
	}
	best := slices.MaxFunc(list, func(a, b *noticeCandidate) int {
		return cmp.Or(cmp.Compare(truth(a.marked), truth(b.marked)), cmp.Compare(a.cited, b.cited), cmp.Compare(a.date, b.date), cmp.Compare(b.id, a.id))
	})
	return &best.head, nil
}

// markedSuperior returns the documents that people marked as a superior's.
func markedSuperior(ctx context.Context, q Querier) (map[int64]bool, error) {
	out := make(map[int64]bool)
	err := each(ctx, q, func(rows *sql.Rows) error {
		var id int64
		err := rows.Scan(&id)
		out[id] = true
		return err
	}, `SELECT document_id FROM document_marks WHERE mark = ? UNION
		SELECT d.id FROM documents d JOIN unit_marks u ON u.unit_key = d.unit_key
		WHERE u.mark = ? AND d.id NOT IN (SELECT document_id FROM document_marks WHERE mark = ?)`, string(store.Superior), string(store.Superior), string(store.Ordinary))
	return out, err
}

// noticeKinds returns the kinds of documents that ask something of others, as
// a JSON array.
func noticeKinds(t corpus.Taxonomy) string {
	var out []string
	for _, k := range t.Documents {
		if strings.Contains(k.Label, "通知") {
			out = append(out, strconv.Quote(k.ID))
		}
	}
	return "[" + strings.Join(out, ",") + "]"
}

// titleCore returns the part of a title that citations keep: from 关于 on, in
// the form that counts as the same.
func titleCore(title string) string {
	key := citationKey(title)
	if i := strings.Index(key, "关于"); i >= 0 {
		key = key[i:]
	}
	return key
}

func truth(b bool) int {
	if b {
		return 1
	}
	return 0
}
