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
	"wenjian/internal/concept"
)

// problemParams are the choices of the report problems.
func problemParams() []Param {
	return []Param{
		listedSection("把哪个环节里写的归类，如 经验体会；不写则是存在问题"),
		{ID: "theme", Label: "哪一类", Help: "只看哪一类问题，写表中的名称；逐处列出原文"},
	}
}

// listedSection is the parameter section of tables about one kind of section.
func listedSection(help string) Param {
	return kindParam("section", "环节", help, "存在问题", func(t corpus.Taxonomy) []corpus.Kind { return t.Sections })
}

// askedSections returns the kind of section asked for, else the one that tells
// of problems, and the IDs of it and its parts; they are nil where the taxonomy
// has none such.
func askedSections(o Options) (label string, ids []string) {
	id := o.Ask["section"]
	for _, k := range o.Taxonomy.Sections {
		if id == "" && strings.Contains(k.Label, "问题") {
			id = k.ID
		}
	}
	return cmp.Or(corpus.LabelOf(o.Taxonomy.Sections, id), "存在问题"), below(o.Taxonomy.Sections, id)
}

// A problem is one thing that a document says is wrong.
type problem struct {
	listItem
	document      int64
	unitKey, unit string
	copied        bool // an earlier text of another unit has it, too
	activities    []string
}

// A theme is what several units say is wrong.
type theme struct {
	label    string
	problems []*problem // the most central first, then in the order of documents
	units    names      // that say it in their own words
	copied   names      // that say it in another's words only
}

// commonProblems gathers what sections list, such as problems, into themes,
// those of most units first.
func commonProblems(ctx context.Context, q Querier, o Options) (Table, error) {
	fail := func(err error) (Table, error) { return Table{}, fmt.Errorf("归类存在问题：%w", err) }
	label, kinds := askedSections(o)
	list, documents, err := readProblems(ctx, q, kinds)
	if err != nil {
		return fail(err)
	}
	dictionary, err := concept.Builtin()
	if err != nil {
		return fail(err)
	}
	all := themesOf(list, themeReader{dictionary})
	var t Table
	if name := o.Ask["theme"]; name != "" {
		i := slices.IndexFunc(all, func(x *theme) bool { return x.label == name })
		if i < 0 {
			return Table{}, AskError(fmt.Sprintf("没有“%s”这一类。请从“共性问题”表里选，统计范围不同，归类也不同。", name))
		}
		if t, err = themePlaces(ctx, q, all[i]); err != nil {
			return fail(err)
		}
	} else if t, err = themeTable(ctx, q, o, all); err != nil {
		return fail(err)
	}
	units := make(map[string]bool)
	for _, p := range list {
		units[p.unitKey] = true
	}
	t.Title = "共性问题"
	if label != "存在问题" {
		t.Title += "（" + label + "）"
	}
	t.Notes = append([]string{
		fmt.Sprintf("“%s”环节里写到 %d 条，来自 %d 份材料、%d 个单位，归为 %d 类。", label, len(list), documents, len(units), len(all)),
		"按一是、二是、分号等分条；没有分条的取说不足的句子；转而说原因、下一步的不取。",
		"说法相近的归为一类：按字词、近义词和说到的活动的相近程度，由程序自动归并，名称取最有代表性的一条。归类只供参考，请看原文。",
		"与其他单位在先材料雷同的不重复计单位，列在“雷同未计”。看不出单位的材料计处数，不计单位数。",
	}, t.Notes...)
	return t, nil
}

// readProblems returns what the counted documents list in sections of these
// kinds, and how many documents have any.
func readProblems(ctx context.Context, q Querier, kinds []string) (list []*problem, documents int, err error) {
	j, err := json.Marshal(append([]string{}, kinds...))
	if err != nil {
		return nil, 0, err
	}
	type place struct {
		unitKey, unit string
		sections      []corpus.Span
	}
	docs := make(map[int64]*place)
	err = each(ctx, q, func(rows *sql.Rows) error {
		var id int64
		var p place
		var s corpus.Span
		if err := rows.Scan(&id, &p.unitKey, &p.unit, &s.Start, &s.End); err != nil {
			return err
		}
		if docs[id] == nil {
			docs[id] = &p
		}
		d := docs[id]
		if n := len(d.sections); n == 0 || s.Start >= d.sections[n-1].End { // not part of the one before
			d.sections = append(d.sections, s)
		}
		return nil
	}, `SELECT d.id, d.unit_key, d.unit, max(s.start, s.heading_stop), s.stop FROM section_kinds k JOIN counted d ON d.id = k.document_id
		JOIN sections s ON s.document_id = d.id AND s.ord = k.section WHERE k.kind IN (SELECT value FROM json_each(?)) ORDER BY d.id, s.ord`, string(j))
	if err != nil {
		return nil, 0, err
	}
	err = each(ctx, q, func(rows *sql.Rows) error {
		var id int64
		var body string
		if err := rows.Scan(&id, &body); err != nil {
			return err
		}
		d, n := docs[id], len(list)
		for _, s := range d.sections {
			if s.Start < 0 || s.End > len(body) || s.Start > s.End {
				continue
			}
			for _, x := range itemsIn(body, s.Start, s.End) {
				list = append(list, &problem{listItem: x, document: id, unitKey: d.unitKey, unit: d.unit})
			}
		}
		documents += truth(len(list) > n)
		return nil
	}, `SELECT document_id, body FROM texts WHERE document_id IN (SELECT value FROM json_each(?)) ORDER BY document_id`, idList(docs))
	if err != nil {
		return nil, 0, err
	}
	return list, documents, markProblems(ctx, q, list)
}

// markProblems says of each problem which activities it speaks of and whether
// it is in another's words. The list is in the order of documents.
func markProblems(ctx context.Context, q Querier, list []*problem) error {
	byDocument := make(map[int64][]*problem)
	for _, p := range list {
		byDocument[p.document] = append(byDocument[p.document], p)
	}
	overlapping := func(query string, mark func(*problem, string), args ...any) error {
		return each(ctx, q, func(rows *sql.Rows) error {
			var id int64
			var what string
			var s corpus.Span
			err := rows.Scan(&id, &what, &s.Start, &s.End)
			for _, p := range byDocument[id] {
				// A passage need not cover all of an item: its words may differ.
				if covered := min(p.End, s.End) - max(p.Start, s.Start); covered > 0 && 2*covered >= min(p.Len(), s.Len()) {
					mark(p, what)
				}
			}
			return err
		}, query, append(args, idList(byDocument))...)
	}
	others, err := classes(ctx, q, fromOthers)
	if err != nil {
		return err
	}
	if err := overlapping(`SELECT m.b, m.class, m.b_start, m.b_stop FROM matches m WHERE m.class IN (SELECT value FROM json_each(?)) AND m.b IN (SELECT value FROM json_each(?))`,
		func(p *problem, _ string) { p.copied = true }, others); err != nil {
		return err
	}
	return overlapping(`SELECT document_id, kind, start, stop FROM main.activities WHERE document_id IN (SELECT value FROM json_each(?)) ORDER BY document_id, ord`,
		func(p *problem, kind string) { p.activities = append(p.activities, kind) })
}

// themesOf gathers problems into themes, those of most units first.
func themesOf(list []*problem, r themeReader) []*theme {
	at := make(map[string]int) // texts that several have are one point
	var texts []themeText
	var said []int
	for _, p := range list {
		i, ok := at[p.text]
		if !ok {
			i = len(texts)
			at[p.text], texts, said = i, append(texts, themeText{text: p.text, activities: p.activities}), append(said, 0)
		}
		said[i]++
	}
	order := make([]int, len(texts)) // the most frequent first
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(said[b], said[a]) })
	sorted := make([]themeText, len(texts))
	for i, k := range order {
		sorted[i] = texts[k]
	}
	points := r.read(sorted)
	themes := group(points)
	var out []*theme
	point := make(map[string]int, len(sorted))
	for i, t := range themes {
		for t >= len(out) {
			out = append(out, &theme{units: names{}, copied: names{}})
		}
		point[sorted[i].text] = i
	}
	for _, p := range list {
		x := out[themes[point[p.text]]]
		x.problems = append(x.problems, p)
	}
	for _, x := range out {
		x.finish(points, point)
	}
	slices.SortStableFunc(out, func(a, b *theme) int {
		return cmp.Or(cmp.Compare(len(b.units), len(a.units)), cmp.Compare(len(b.problems), len(a.problems)))
	})
	nameThemes(out)
	return out
}

// centralOf is how many items of a theme are looked at for the most central.
const centralOf = 300

// finish counts the units of x and puts its most central problem first.
func (x *theme) finish(points []point, at map[string]int) {
	best, first := -1.0, 0
	some := x.problems[:min(len(x.problems), centralOf)]
	for i, p := range some {
		sum := 0.0
		for _, y := range some {
			sum += points[at[p.text]].dot(points[at[y.text]])
		}
		if sum > best+1e-9 { // the earliest of equals, whatever the rounding
			best, first = sum, i
		}
	}
	central := x.problems[first]
	x.problems = append([]*problem{central}, slices.Delete(slices.Clone(x.problems), first, first+1)...)
	x.label = shortItem(central.text)
	for _, p := range x.problems {
		if p.unitKey != "" && !p.copied {
			x.units.add(p.unit)
		}
	}
	for _, p := range x.problems {
		if p.copied && x.units[p.unit] == 0 {
			x.copied.add(p.unit)
		}
	}
}

// nameThemes makes labels differ: a theme whose label another one has is
// called by its number, too.
func nameThemes(list []*theme) {
	seen := make(map[string]int)
	for _, x := range list {
		if seen[x.label]++; seen[x.label] > 1 {
			x.label = fmt.Sprintf("%s（%d）", x.label, seen[x.label])
		}
	}
}

// themeTable has a row for each theme.
func themeTable(ctx context.Context, q Querier, o Options, all []*theme) (Table, error) {
	t := Table{Chart: "单位数", Columns: []Column{
		{"名次", Count}, {"问题", Text}, {"单位数", Count}, {"处数", Count}, {"雷同未计", Count}, {"单位", Text}, {"材料", Text}, {"原文", Text}, {"其他说法", Text},
	}}
	read, err := readPlaces(ctx, q, all, func(x *theme) spot {
		p := x.problems[0]
		return spot{p.document, p.Start, p.End}
	})
	if err != nil {
		return t, err
	}
	for i, x := range read.shown {
		var others []string
		for _, p := range x.problems[1:] {
			others = append(others, shortItem(p.text))
		}
		h := read.named[x.problems[0].document]
		open := func(n int) Cell {
			return lists(n, "problems", o.Filter, "section", o.Ask["section"], "theme", x.label)
		}
		t.Rows = append(t.Rows, []Cell{
			{Value: i + 1}, {Value: x.label}, open(len(x.units)), open(len(x.problems)), open(len(x.copied)), known(x.units.all()), h.cell(), h.quote(read.texts[i]), known(joined(others, shownTellers)),
		})
	}
	t.Notes = appendNotes(nil, read.more)
	return t, nil
}

// themePlaces has a row for each place of one theme.
func themePlaces(ctx context.Context, q Querier, x *theme) (Table, error) {
	t := Table{List: true, Columns: []Column{{"单位", Text}, {"材料", Text}, {"日期", Text}, {"雷同", Text}, {"原文", Text}}}
	read, err := readPlaces(ctx, q, x.problems, func(p *problem) spot { return spot{p.document, p.Start, p.End} })
	if err != nil {
		return t, err
	}
	for i, p := range read.shown {
		h, copied := read.named[p.document], Cell{}
		if p.copied {
			copied.Value = "与在先材料雷同"
		}
		t.Rows = append(t.Rows, []Cell{known(p.unit), h.cell(), known(h.date), copied, h.quote(read.texts[i])})
	}
	t.Notes = appendNotes([]string{"这一类：" + x.label + "。"}, read.more)
	return t, nil
}
