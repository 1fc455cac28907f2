package report

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	"wenjian/corpus"
)

// citingParams are the choices of the report citing.
func citingParams() []Param {
	return []Param{
		{ID: "cited", Label: "文件", Help: "文件的标题或发文字号，写其中一部分也可以；不写则看引用最多的"},
		{ID: "only", Label: "只列", Help: "只列没有引用或引用了的单位", Choices: func(Options) []Choice {
			return []Choice{{"", "全部"}, {unsaid, "没有引用"}, {said, "引用了"}}
		}},
	}
}

// unitCiting is how one unit cites a document.
type unitCiting struct {
	*unitPresence
	as names
	at spot
}

// citing says of every unit whether it cites a document; those that do stand
// first.
func citing(ctx context.Context, q Querier, o Options) (Table, error) {
	fail := func(err error) (Table, error) { return Table{}, fmt.Errorf("统计引用单位：%w", err) }
	list, err := readCitations(ctx, q)
	if err != nil {
		return fail(err)
	}
	found := countCitations(list)
	x := findCited(found, citationKey(o.Ask["cited"]))
	t := Table{Title: "引用与没有引用", Columns: []Column{{"单位", Text}, {"单位类别", Text}, {"情况", Text}, {"引用处数", Count}, {"写法", Text}, {"材料", Text}, {"原文", Text}}}
	if x == nil {
		t.Notes = []string{"没有材料引用这样的文件。各文件的标题和字号见“引用文件”。"}
		return t, nil
	}
	units, err := unitsCiting(ctx, q, x)
	if err != nil {
		return fail(err)
	}
	citingUnits := 0
	for _, u := range units {
		if u.places[said] > 0 {
			citingUnits++
		}
	}
	all := len(units)
	if only := o.Ask["only"]; only != "" {
		units = slices.DeleteFunc(units, func(u *unitCiting) bool { return u.state() != only })
	}
	slices.SortStableFunc(units, func(a, b *unitCiting) int { return cmp.Compare(b.places[said], a.places[said]) })
	read, err := readPlaces(ctx, q, units, func(u *unitCiting) spot { return u.at })
	if err != nil {
		return fail(err)
	}
	for i, u := range read.shown {
		state := "引用"
		row := []Cell{{Value: u.name}, known(corpus.LabelOf(o.Taxonomy.Units, u.kind)), {}, {Value: u.places[said]}, known(u.as.all()), {}, {}}
		if u.places[said] == 0 {
			state = "没有引用"
		} else if h := read.named[u.at.document]; h.id != 0 {
			row[5], row[6] = h.cell(), h.quote(read.texts[i])
		}
		row[2].Value = state
		t.Rows = append(t.Rows, row)
	}
	t.Title += "（" + cmp.Or(x.titles.most(), x.numbers.most()) + "）"
	t.Notes = appendNotes([]string{
		fmt.Sprintf("文件：%s %s。%d 个单位引用，%d 个没有引用。", cmp.Or(x.titles.most(), "（没有写标题）"), x.numbers.most(), citingUnits, all-citingUnits),
		"按标题和发文字号认定是同一个文件，办法同“引用文件”；只说“按照上级要求”而没有写标题或字号的不算引用。看不出单位的材料不列。",
	}, read.more)
	return t, nil
}

// findCited returns the document that key means, the most cited one of
// several; nil where there is none.
func findCited(found []*cited, key string) *cited {
	for _, part := range []bool{false, true} {
		for _, x := range found {
			for name := range maps.Keys(x.titles) {
				if matchesCited(citationKey(name), key, part) {
					return x
				}
			}
			for name := range maps.Keys(x.numbers) {
				if matchesCited(citationKey(name), key, part) {
					return x
				}
			}
		}
	}
	return nil
}

// unitsCiting counts the places of a document in every unit.
func unitsCiting(ctx context.Context, q Querier, x *cited) ([]*unitCiting, error) {
	heads, err := countUnitHeads(ctx, q)
	if err != nil {
		return nil, err
	}
	out, byKey := make([]*unitCiting, len(heads)), make(map[string]*unitCiting)
	for i, u := range heads {
		out[i] = &unitCiting{unitPresence: u, as: names{}}
		byKey[u.key] = out[i]
	}
	for _, c := range x.places {
		u := byKey[c.unit]
		if u == nil { // of an unknown unit
			continue
		}
		if u.places[said]++; u.places[said] == 1 {
			u.at = spot{c.document, c.start, c.stop}
		}
		u.as.add(cmp.Or(c.title, c.number))
	}
	return out, nil
}

// matchesCited reports whether the key of a name is what was asked for, or
// holds it as a part.
func matchesCited(name, key string, part bool) bool {
	return name == key || part && strings.Contains(name, key)
}
