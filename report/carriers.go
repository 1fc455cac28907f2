package report

import (
	"cmp"
	"context"
	"database/sql"
	_ "embed"
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode/utf8"

	"wenjian/corpus"
	"wenjian/internal/zh"
)

// carrierWords are what a name in quotes is followed by when it names a way of
// working: lines of words, # begins a comment, - a line of names that are
// nobody's own.
//
//go:embed carriers.txt
var carrierWords string

// A carrierUse is one place where a document names a carrier.
type carrierUse struct {
	document      int64
	unitKey, unit string
	date, name    string // name as printed, without quotes
	what          string // what it is said to be: 工程, 活动 …
	start, stop   int
	counted       bool // the filter leaves the document in
	superior      bool
}

// A carrier is a name that units give to a way of working.
type carrier struct {
	key  string
	uses []carrierUse // the earliest first, the undated last
}

// Whose a carrier is.
const (
	carrierOwn      = "独家"
	carrierTaken    = "首用后被采用"
	carrierAbove    = "上级提出"
	carrierUnplaced = "首用单位不明"
)

// carrierParams are the choices of the report carriers.
func carrierParams() []Param {
	return []Param{
		{ID: "name", Label: "载体", Help: "载体的名称，列出每一处使用；不写则列全部载体"},
		{ID: "origin", Label: "只列", Help: "只列哪种，如 独家", Choices: func(Options) []Choice {
			return []Choice{{"", "全部"}, {carrierOwn, carrierOwn}, {carrierTaken, carrierTaken}, {carrierAbove, carrierAbove}, {carrierUnplaced, carrierUnplaced}}
		}},
	}
}

// origin says whose the carrier is.
func (c *carrier) origin() string {
	first := c.uses[0]
	switch {
	case slices.ContainsFunc(c.uses, func(u carrierUse) bool { return u.superior }):
		return carrierAbove
	case first.unitKey == "":
		return carrierUnplaced
	case len(c.units()) > 1:
		return carrierTaken
	}
	return carrierOwn
}

// units returns the names of the units that use c, the first user first.
func (c *carrier) units() (out []string) {
	seen := make(map[string]bool)
	for _, u := range c.uses {
		if u.unitKey != "" && !seen[u.unitKey] {
			seen[u.unitKey] = true
			out = append(out, u.unit)
		}
	}
	return out
}

// carriers lists the names that units give to their ways of working, with who
// used each first.
func carriers(ctx context.Context, q Querier, o Options) (Table, error) {
	fail := func(err error) (Table, error) { return Table{}, fmt.Errorf("统计特色载体：%w", err) }
	uses, err := readCarriers(ctx, q, o.Taxonomy)
	if err != nil {
		return fail(err)
	}
	list := gatherCarriers(uses)
	var t Table
	if name := o.Ask["name"]; name != "" {
		key := carrierKey(strings.Trim(name, "“”\"「」 "))
		i := slices.IndexFunc(list, func(c *carrier) bool { return c.key == key })
		if i < 0 {
			return Table{}, AskError(fmt.Sprintf("没有材料写到“%s”这个载体。名称见“特色载体”表。", name))
		}
		t, err = carrierUses(ctx, q, list[i])
	} else {
		t, err = carrierTable(ctx, q, o, list)
	}
	if err != nil {
		return fail(err)
	}
	t.Title = "特色载体"
	t.Notes = append([]string{
		"载体是带引号的名称，后面写明是工程、活动、行动、工作法等；主题活动本身（如创先争优）、统一规定的活动（如讲党课、七一）不算。引号、繁简、全半角的不同不计。",
		"首用单位是材料日期最早的；日期不明的排在后面，日期相同的按导入先后。只凭报送的材料判断，请结合实际。",
		"“独家”是只有一个单位写到；“上级提出”是上级文件或通知里也有；首用单位在全部材料里找，不受统计范围限制。",
	}, t.Notes...)
	return t, nil
}

// readCarriers returns the places where documents name carriers, document by
// document.
func readCarriers(ctx context.Context, q Querier, tax corpus.Taxonomy) (out []carrierUse, err error) {
	words, common := readCarrierWords(tax)
	superior, err := markedSuperior(ctx, q)
	if err != nil {
		return nil, err
	}
	notices := noticeKinds(tax)
	err = each(ctx, q, func(rows *sql.Rows) error {
		var u carrierUse
		var body string
		var notice bool
		if err := rows.Scan(&u.document, &u.unitKey, &u.unit, &u.date, &notice, &u.counted, &body); err != nil {
			return err
		}
		u.superior = notice || superior[u.document]
		eachQuoted(body, func(from, to, end int) {
			x := u
			x.name, x.start, x.stop = body[from:to], from, to
			if x.what = carrierWord(body[end:], x.name, words); x.what == "" || common[carrierKey(x.name)] {
				return
			}
			out = append(out, x)
		})
		return nil
	}, `SELECT d.id, d.unit_key, d.unit, d.date, d.kind IN (SELECT value FROM json_each(?)), d.id IN (SELECT id FROM counted), t.body
		FROM main.counted d JOIN texts t ON t.document_id = d.id ORDER BY d.id`, notices)
	return out, err
}

// readCarrierWords returns the words of carriers.txt, and the keys of names that
// are common property: those it lists, and the kinds of activities and
// campaigns.
func readCarrierWords(tax corpus.Taxonomy) (words []string, common map[string]bool) {
	common = make(map[string]bool)
	for line := range strings.Lines(carrierWords) {
		switch f := strings.Fields(line); {
		case len(f) == 0 || f[0] == "#":
		case f[0] == "-":
			for _, name := range f[1:] {
				common[carrierKey(name)] = true
			}
		default:
			words = append(words, f...)
		}
	}
	for _, k := range slices.Concat(tax.Activities, tax.Campaigns) {
		common[carrierKey(k.Label)] = true
	}
	return words, common
}

// The characters of a name in quotes.
const leastName, mostName = 2, 16

// eachQuoted calls f for every short text in quotes: its bytes, and where the
// closing quote ends.
func eachQuoted(body string, f func(from, to, end int)) {
	for _, pair := range [][2]string{{"“", "”"}, {"「", "」"}, {"『", "』"}} {
		for at := 0; ; {
			i := strings.Index(body[at:], pair[0])
			if i < 0 {
				break
			}
			from := at + i + len(pair[0])
			at = from
			window := body[from:min(len(body), from+4*mostName)]
			k := strings.Index(window, pair[1])
			if k < 0 || strings.ContainsAny(window[:k], "\n。；！？“「『《") {
				continue
			}
			to := from + k
			if n := utf8.RuneCountInString(body[from:to]); n >= leastName && n <= mostName {
				f(from, to, to+len(pair[1]))
			}
			at = to + len(pair[1])
		}
	}
}

// carrierWord returns the word that says what kind of thing a name in quotes
// is: behind the quote, or at the end of the name; empty when there is none.
func carrierWord(behind, name string, words []string) string {
	const reach = 24 // bytes: 主题实践活动
	rest := zh.Fold(strings.ToValidUTF8(behind[:min(len(behind), reach)], ""))
	for _, between := range []string{"", "主题", "系列", "争创", "创建", "专项", "品牌", "特色", "党建", "主题实践", "实践"} {
		if s, ok := strings.CutPrefix(rest, between); ok {
			for _, w := range words {
				if strings.HasPrefix(s, w) {
					return between + w
				}
			}
		}
	}
	folded := zh.Fold(name)
	for _, w := range words {
		if s, ok := strings.CutSuffix(folded, w); ok && utf8.RuneCountInString(s) >= leastName {
			return w
		}
	}
	return ""
}

// carrierKey returns the form of a name that counts as the same.
func carrierKey(s string) string {
	return strings.Map(func(r rune) rune {
		if zh.IsHan(r) || r >= '0' && r <= '9' || r >= 'a' && r <= 'z' || r == '+' {
			return r
		}
		return -1
	}, zh.Fold(s))
}

// gatherCarriers gathers the uses of one name; names that only documents use
// which the filter leaves out are left out. Those of most units come first.
func gatherCarriers(uses []carrierUse) []*carrier {
	byKey := make(map[string]*carrier)
	for _, u := range uses {
		key := carrierKey(u.name)
		if byKey[key] == nil {
			byKey[key] = &carrier{key: key}
		}
		byKey[key].uses = append(byKey[key].uses, u)
	}
	var out []*carrier
	for _, key := range slices.Sorted(maps.Keys(byKey)) {
		c := byKey[key]
		if key != "" && slices.ContainsFunc(c.uses, func(u carrierUse) bool { return u.counted }) {
			slices.SortStableFunc(c.uses, func(a, b carrierUse) int {
				return cmp.Or(cmp.Compare(truth(a.date == ""), truth(b.date == "")), cmp.Compare(a.date, b.date), cmp.Compare(a.document, b.document), cmp.Compare(a.start, b.start))
			})
			out = append(out, c)
		}
	}
	slices.SortStableFunc(out, func(a, b *carrier) int {
		return cmp.Or(cmp.Compare(len(b.units()), len(a.units())), cmp.Compare(len(b.uses), len(a.uses)))
	})
	return out
}

// carrierTable has a row for each carrier.
func carrierTable(ctx context.Context, q Querier, o Options, list []*carrier) (Table, error) {
	t := Table{List: true, Columns: []Column{
		{"载体", Text}, {"是什么", Text}, {"首用单位", Text}, {"首见日期", Text}, {"性质", Text}, {"使用单位数", Count}, {"处数", Count}, {"后用的单位", Text}, {"材料", Text}, {"原文", Text},
	}}
	if only := o.Ask["origin"]; only != "" {
		list = slices.DeleteFunc(list, func(c *carrier) bool { return c.origin() != only })
	}
	list, more := readable(list)
	spots, firsts := make([]spot, len(list)), make(map[int64]bool)
	for i, c := range list {
		u := c.uses[0]
		spots[i], firsts[u.document] = spot{u.document, u.start, u.stop}, true
	}
	named, texts, err := everyHead(ctx, q, firsts, spots)
	if err != nil {
		return t, err
	}
	for i, c := range list {
		first, units := c.uses[0], c.units()
		h := named[first.document]
		open := func(n int) Cell { return lists(n, "carriers", o.Filter, "name", first.name) }
		later := slices.DeleteFunc(slices.Clone(units), func(u string) bool { return u == first.unit })
		t.Rows = append(t.Rows, []Cell{
			{Value: "“" + onOneLine(first.name) + "”"}, {Value: first.what}, known(first.unit), known(first.date), {Value: c.origin()},
			open(len(units)), open(len(c.uses)), known(joined(later, shownTellers)), h.cell(), h.quote(texts[i]),
		})
	}
	t.Notes = appendNotes(nil, fmt.Sprintf("共 %d 个载体。", len(list)), more)
	return t, nil
}

// everyHead returns documents that the filter may leave out, and the texts
// around spots.
func everyHead(ctx context.Context, q Querier, ids map[int64]bool, spots []spot) (map[int64]head, []string, error) {
	named := make(map[int64]head, len(ids))
	if err := eachHead(ctx, q, func(h head) { named[h.id] = h }, allHeads+` WHERE d.id IN (SELECT value FROM json_each(?))`, idList(ids)); err != nil {
		return nil, nil, err
	}
	texts, err := quotes(ctx, q, spots)
	return named, texts, err
}

// carrierUses has a row for each place that names a carrier.
func carrierUses(ctx context.Context, q Querier, c *carrier) (Table, error) {
	t := Table{List: true, Columns: []Column{{"单位", Text}, {"日期", Text}, {"先后", Text}, {"写法", Text}, {"材料", Text}, {"原文", Text}}}
	shown, more := readable(c.uses)
	spots, docs := make([]spot, len(shown)), make(map[int64]bool)
	for i, u := range shown {
		spots[i], docs[u.document] = spot{u.document, u.start, u.stop}, true
	}
	named, texts, err := everyHead(ctx, q, docs, spots)
	if err != nil {
		return t, err
	}
	for i, u := range shown {
		when := "后用"
		switch {
		case u.superior:
			when = "上级"
		case u.unitKey == c.uses[0].unitKey:
			when = "首用"
		}
		h := named[u.document]
		t.Rows = append(t.Rows, []Cell{known(u.unit), known(u.date), {Value: when}, {Value: "“" + onOneLine(u.name) + "”" + u.what}, h.cell(), h.quote(texts[i])})
	}
	t.Notes = appendNotes([]string{"性质：" + c.origin() + "。"}, more)
	return t, nil
}
