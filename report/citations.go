package report

import (
	"cmp"
	"context"
	"database/sql"
	"fmt"
	"maps"
	"slices"
	"strings"

	"wenjian/internal/zh"
)

// A citation is one place where a document refers to another by title or number.
type citation struct {
	document              int64
	unit                  string // key of the unit that cites
	title, number, issuer string // as printed
	titleKey, numberKey   string // what counts as the same title, the same number
	start, stop           int    // in the document's text
}

// cited is what was counted for one cited document.
type cited struct {
	titles, numbers, issuers names
	documents                map[int64]struct{}
	units                    map[string]struct{}
	places                   []citation // in order
	first                    int        // place of its first citation among all
}

// Citations counts by how many documents and units each document was cited,
// the most cited first.
func Citations(ctx context.Context, q Querier, o Options) (Table, error) {
	list, err := readCitations(ctx, q)
	if err != nil {
		return Table{}, fmt.Errorf("统计引用文件：%w", err)
	}
	all, err := countAll(ctx, q)
	if err != nil {
		return Table{}, fmt.Errorf("统计引用文件：%w", err)
	}
	found := countCitations(list)
	t := Table{Title: "引用文件", Columns: []Column{
		{"文件", Text}, {"发文字号", Text}, {"发文机关", Text}, {"引用单位", Count}, {"引用材料", Count}, {"引用处数", Count},
	}}
	for _, c := range found {
		row := []Cell{known(cmp.Or(c.titles.most(), c.numbers.most())), known(c.numbers.most()), known(c.issuers.all())}
		name := cmp.Or(c.numbers.most(), c.titles.most())
		t.Rows = append(t.Rows, append(row,
			lists(len(c.units), "citing", o.Filter, "cited", name), lists(len(c.documents), "citing", o.Filter, "cited", name), lists(len(c.places), "citing", o.Filter, "cited", name)))
	}
	t.Notes = []string{
		fmt.Sprintf("共 %d 个文件，%d 处引用。", len(found), len(list)),
		"同一发文字号计为一个文件；没有写字号的按标题计，标题在别处与唯一一个字号写在一起的，并入那个文件。括号、全半角、繁简的不同不计。",
		"同名而没有字号的文件分不清，列在一行，发文机关列出写到的各种写法。没有写标题的以字号为名，“—”表示没有写到。",
		"单位数按单位计，材料数按材料计：同一单位、同一材料多次引用计一次；处数逐处计。",
		all.note(),
	}
	return t, nil
}

func readCitations(ctx context.Context, q Querier) (out []citation, err error) {
	err = each(ctx, q, func(rows *sql.Rows) error {
		var c citation
		err := rows.Scan(&c.document, &c.unit, &c.title, &c.number, &c.issuer, &c.start, &c.stop)
		c.titleKey, c.numberKey = citationKey(c.title), citationKey(c.number)
		if c.titleKey != "" || c.numberKey != "" {
			out = append(out, c)
		}
		return err
	}, `SELECT d.id, d.unit_key, c.title, c.number, c.issuer, c.start, c.stop FROM citations c JOIN counted d ON d.id = c.document_id ORDER BY d.id, c.ord`)
	return out, err
}

// citationKey returns the form of a title or number that counts as the same
// in any script, width and kind of bracket.
func citationKey(s string) string {
	return strings.Map(func(r rune) rune {
		switch r {
		case '(', '{', '<', '《':
			return '['
		case ')', '}', '>', '》':
			return ']'
		case ' ', '\t', '\n':
			return -1
		}
		return r
	}, zh.Fold(s))
}

// countCitations gathers citations of one document: those with one number,
// and those by a title that stands beside that number only.
func countCitations(list []citation) []*cited {
	numbers := make(map[string]string) // of a title: its only number, empty when it has several
	for _, c := range list {
		if c.titleKey == "" || c.numberKey == "" {
			continue
		}
		if have, ok := numbers[c.titleKey]; ok && have != c.numberKey {
			numbers[c.titleKey] = ""
		} else {
			numbers[c.titleKey] = c.numberKey
		}
	}
	byKey := make(map[string]*cited)
	for i, c := range list {
		key := "title " + c.titleKey
		if number := cmp.Or(c.numberKey, numbers[c.titleKey]); number != "" {
			key = "number " + number
		}
		d := byKey[key]
		if d == nil {
			d = &cited{titles: names{}, numbers: names{}, issuers: names{}, documents: map[int64]struct{}{}, units: map[string]struct{}{}, first: i}
			byKey[key] = d
		}
		d.add(c)
	}
	return slices.SortedFunc(maps.Values(byKey), func(a, b *cited) int {
		return cmp.Or(cmp.Compare(len(b.units), len(a.units)), cmp.Compare(len(b.documents), len(a.documents)), cmp.Compare(len(b.places), len(a.places)), cmp.Compare(a.first, b.first))
	})
}

func (d *cited) add(c citation) {
	d.places = append(d.places, c)
	d.documents[c.document] = struct{}{}
	if c.unit != "" {
		d.units[c.unit] = struct{}{}
	}
	d.titles.add(c.title)
	d.numbers.add(c.number)
	d.issuers.add(c.issuer)
}

// names counts the ways in which one thing is written.
type names map[string]int

func (n names) add(s string) {
	if s != "" {
		n[s]++
	}
}

// sorted returns the names, the most frequent first.
func (n names) sorted() []string {
	return slices.SortedFunc(maps.Keys(n), func(a, b string) int { return cmp.Or(cmp.Compare(n[b], n[a]), cmp.Compare(a, b)) })
}

// most returns the most frequent name, empty when there is none.
func (n names) most() string {
	if len(n) == 0 {
		return ""
	}
	return n.sorted()[0]
}

// shownNames is how many ways of writing a cell shows.
const shownNames = 3

func (n names) all() string {
	list := n.sorted()
	if len(list) > shownNames {
		return strings.Join(list[:shownNames], "、") + fmt.Sprintf(" 等 %d 种", len(list))
	}
	return strings.Join(list, "、")
}
