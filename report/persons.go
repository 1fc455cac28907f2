package report

import (
	"context"
	"database/sql"
	"fmt"
	"strings"

	"wenjian/internal/zh"
)

// persons lists the places that name a person, or without a name the persons
// that most documents name.
func persons(ctx context.Context, q Querier, o Options) (Table, error) {
	name := strings.Join(strings.Fields(o.Ask["name"]), "")
	if name == "" {
		return mostNamed(ctx, q, o)
	}
	type mention struct {
		spot
		post string
	}
	var list []mention
	docs := make(map[int64]bool)
	err := each(ctx, q, func(rows *sql.Rows) error {
		var m mention
		err := rows.Scan(&m.document, &m.post, &m.start, &m.stop)
		list, docs[m.document] = append(list, m), true
		return err
	}, `SELECT d.id, p.post, p.start, p.stop FROM persons p JOIN counted d ON d.id = p.document_id WHERE p.name = ? ORDER BY d.id, p.start`, zh.Fold(name))
	if err != nil {
		return Table{}, fmt.Errorf("查找人员：%w", err)
	}
	shown, more := readable(list)
	spots := make([]spot, len(shown))
	for i, m := range shown {
		spots[i] = m.spot
	}
	named, err := heads(ctx, q, docs)
	if err != nil {
		return Table{}, fmt.Errorf("查找人员：%w", err)
	}
	texts, err := quotes(ctx, q, spots)
	if err != nil {
		return Table{}, fmt.Errorf("查找人员：%w", err)
	}
	t := Table{Title: "人员（" + name + "）", List: true, Columns: []Column{{"姓名", Text}, {"职务", Text}, {"单位", Text}, {"日期", Text}, {"材料", Text}, {"原文", Text}}}
	for i, m := range shown {
		h := named[m.document]
		t.Rows = append(t.Rows, []Cell{{Value: name}, known(m.post), known(h.unit), known(h.date), h.cell(), h.quote(texts[i])})
	}
	t.Notes = appendNotes([]string{fmt.Sprintf("“%s”在 %d 份材料里写到 %d 处；同名的人不分，请看单位和职务。", name, len(docs), len(list)), personNote}, more)
	return t, nil
}

const personNote = "只列程序认出的人名；全文里的字样可用检索查找。“—”表示没有写职务。"

// namedOften is a person with what documents say of him or her.
type namedOften struct {
	name                       string
	documents, units, mentions int
	posts                      names
}

// shownPersons is how many persons the list without a name holds.
const shownPersons = 200

func mostNamed(ctx context.Context, q Querier, o Options) (Table, error) {
	var list []*namedOften
	byName := make(map[string]*namedOften)
	err := each(ctx, q, func(rows *sql.Rows) error {
		p := namedOften{posts: names{}}
		err := rows.Scan(&p.name, &p.documents, &p.units, &p.mentions)
		list, byName[p.name] = append(list, &p), &p
		return err
	}, `SELECT p.name, count(DISTINCT d.id) AS documents, count(DISTINCT nullif(d.unit_key, '')), count(*) AS places
		FROM counted d CROSS JOIN persons p ON p.document_id = d.id GROUP BY p.name ORDER BY documents DESC, places DESC, p.name`)
	if err != nil {
		return Table{}, fmt.Errorf("统计人员：%w", err)
	}
	found := len(list)
	list = list[:min(found, shownPersons)]
	for _, p := range list {
		err := each(ctx, q, func(rows *sql.Rows) error {
			var post string
			err := rows.Scan(&post)
			byName[p.name].posts.add(post)
			return err
		}, `SELECT p.post FROM persons p JOIN counted d ON d.id = p.document_id WHERE p.name = ?`, p.name)
		if err != nil {
			return Table{}, fmt.Errorf("统计人员：%w", err)
		}
	}
	t := Table{Title: "人员", Columns: []Column{{"姓名", Text}, {"职务", Text}, {"材料数", Count}, {"单位数", Count}, {"处数", Count}}}
	for _, p := range list {
		of := func(n int) Cell { return lists(n, "persons", o.Filter, "name", p.name) }
		t.Rows = append(t.Rows, []Cell{{Value: p.name}, known(p.posts.all()), of(p.documents), of(p.units), of(p.mentions)})
	}
	t.Notes = []string{fmt.Sprintf("共写到 %d 个姓名；同名的人不分。写一个姓名，可看逐处的原文。", found), personNote}
	if found > len(list) {
		t.Notes = append(t.Notes, fmt.Sprintf("只列写到最多的 %d 个。", len(list)))
	}
	return t, nil
}
