package report

import (
	"cmp"
	"context"
	"database/sql"
	"fmt"
	"maps"
	"path"
	"slices"
	"strings"
	"unicode/utf8"

	"wenjian/internal/zh"
	"wenjian/register"
)

// A clue is a unit that could have written a document, and why.
type clue struct {
	unit   string
	weight int
	reason string
}

// How much a clue says: who writes his unit's name on a file means it, a
// person of a unit seldom appears elsewhere, a folder may hold anything.
const (
	clueFile   = 5
	clueFolder = 3
	cluePerson = 2 // but a national leader may do so
	clueName   = 2 // the unit's name stands in the text
	clueSame   = 2 // documents beside it in its folder are all of the unit
	shownClues = 3
)

// unnamed lists the documents whose unit cannot be told, with the units that
// could have written them and what speaks for each.
func unnamed(ctx context.Context, q Querier, o Options) (Table, error) {
	fail := func(err error) (Table, error) { return Table{}, fmt.Errorf("查找未具名材料：%w", err) }
	var list []head
	if err := eachHead(ctx, q, func(h head) { list = append(list, h) }, headQuery+` WHERE d.unit_key = '' ORDER BY d.id`); err != nil {
		return fail(err)
	}
	k, err := readKnown(ctx, q)
	if err != nil {
		return fail(err)
	}
	shown, more := readable(list)
	ids := make(map[int64]bool)
	for _, h := range shown {
		ids[h.id] = true
	}
	people, err := k.peopleOf(ctx, q, ids)
	if err != nil {
		return fail(err)
	}
	inText, err := k.namesIn(ctx, q, ids)
	if err != nil {
		return fail(err)
	}
	t := Table{Title: "未具名材料", List: true, Columns: []Column{{"材料", Text}, {"文件", Text}, {"文种", Text}, {"可能的单位", Text}, {"理由", Text}, {"其他可能", Text}}}
	suggested := 0
	for _, h := range shown {
		best := weigh(slices.Concat(k.pathClues(h.path), people[h.id], inText[h.id]))
		row := []Cell{h.cell(), {Value: h.path}, known(labelOfKind(o, h.kind)), {}, {}, {}}
		if len(best) > 0 {
			suggested++
			row[3], row[4] = Cell{Value: best[0].unit, Query: o.Filter.search(unitNode(best[0].unit))}, Cell{Value: best[0].reason}
			var others []string
			for _, c := range best[1:min(len(best), shownClues)] {
				others = append(others, c.unit+"（"+c.reason+"）")
			}
			row[5] = known(strings.Join(others, "、"))
		}
		t.Rows = append(t.Rows, row)
	}
	t.Notes = appendNotes([]string{
		fmt.Sprintf("共 %d 份材料看不出单位（没有署名，或单位被隐去），其中 %d 份有线索。", len(list), suggested),
		"线索是文件名、文件夹、材料里的人名和单位名，以及同一文件夹里别的材料；只供核对，统计时不按它计入任何单位。确认后用 wenjian correct 改正单位。",
	}, more)
	return t, nil
}

// weigh adds up the clues for each unit, the likeliest first.
func weigh(clues []clue) []clue {
	byUnit := make(map[string]*clue)
	for _, c := range clues {
		x := byUnit[c.unit]
		switch {
		case x == nil:
			byUnit[c.unit] = &c
		case !strings.Contains(x.reason, c.reason):
			x.weight, x.reason = x.weight+c.weight, x.reason+"；"+c.reason
		}
	}
	out := make([]clue, 0, len(byUnit))
	for _, unit := range slices.Sorted(maps.Keys(byUnit)) {
		out = append(out, *byUnit[unit])
	}
	slices.SortStableFunc(out, func(a, b clue) int { return cmp.Compare(b.weight, a.weight) })
	return out
}

// knownUnits are the units that a document could be of.
type knownUnits struct {
	byName  map[string]string // name of a unit by a folded part that only its name has
	lengths []int             // of these parts in characters, the longest first
	folders map[string]string // the unit of all other documents in a folder
}

// minPart is the least length in characters of a part of a unit's name that
// means the unit.
const minPart = 4

// readKnown gathers the names of all units: of the register and of documents.
func readKnown(ctx context.Context, q Querier) (*knownUnits, error) {
	k := &knownUnits{byName: map[string]string{}, folders: map[string]string{}}
	enter := func(name, unit string) {
		for _, part := range []string{zh.Fold(name), register.Host(name), strings.TrimPrefix(register.Host(name), "中共")} {
			if utf8.RuneCountInString(part) < minPart {
				continue
			}
			if have, ok := k.byName[part]; ok && have != unit {
				k.byName[part] = "" // of two units; it means neither
			} else {
				k.byName[part] = unit
			}
		}
	}
	err := each(ctx, q, func(rows *sql.Rows) error {
		var unit, file string
		if err := rows.Scan(&unit, &file); err != nil {
			return err
		}
		if unit != "" {
			enter(unit, unit)
		}
		dir := path.Dir(file)
		if have, ok := k.folders[dir]; ok && have != unit && unit != "" {
			k.folders[dir] = ""
		} else if unit != "" {
			k.folders[dir] = unit
		}
		return nil
	}, `SELECT DISTINCT d.unit, s.path FROM main.counted d JOIN sources s ON s.id = d.source_id ORDER BY 1, 2`)
	if err != nil {
		return nil, err
	}
	err = each(ctx, q, func(rows *sql.Rows) error {
		var name, unit string
		err := rows.Scan(&name, &unit)
		enter(name, unit)
		return err
	}, `SELECT n.name, r.name FROM register_names n JOIN register r ON r.id = n.unit_id ORDER BY n.unit_id, n.ord`)
	sizes := make(map[int]bool)
	for part, unit := range k.byName {
		if unit != "" {
			sizes[utf8.RuneCountInString(part)] = true
		}
	}
	k.lengths = slices.SortedFunc(maps.Keys(sizes), func(a, b int) int { return cmp.Compare(b, a) })
	return k, err
}

// in returns the units that a folded text names, the longest name at every
// place.
func (k *knownUnits) in(folded string) (units []string) {
	runes := []rune(folded)
	for i := 0; i < len(runes); i++ {
		for _, n := range k.lengths {
			if i+n > len(runes) {
				continue
			}
			if unit := k.byName[string(runes[i:i+n])]; unit != "" {
				units = append(units, unit)
				i += n - 1
				break
			}
		}
	}
	return units
}

// pathClues returns what the path of a file tells.
func (k *knownUnits) pathClues(file string) (out []clue) {
	for _, unit := range k.in(zh.Fold(path.Base(file))) {
		out = append(out, clue{unit, clueFile, "文件名里有这个单位"})
	}
	dir := path.Dir(file)
	for _, unit := range k.in(zh.Fold(dir)) {
		out = append(out, clue{unit, clueFolder, "文件夹名里有这个单位"})
	}
	if unit := k.folders[dir]; unit != "" && dir != "." {
		out = append(out, clue{unit, clueSame, "同一文件夹里的其他材料都是它的"})
	}
	return out
}

// peopleOf returns, of each document, the units whose documents alone name a
// person that it names, too.
func (k *knownUnits) peopleOf(ctx context.Context, q Querier, ids map[int64]bool) (map[int64][]clue, error) {
	out := make(map[int64][]clue)
	err := each(ctx, q, func(rows *sql.Rows) error {
		var id int64
		var name, unit string
		err := rows.Scan(&id, &name, &unit)
		out[id] = append(out[id], clue{unit, cluePerson, "都写到" + name})
		return err
	}, `WITH mine AS (SELECT DISTINCT document_id, name FROM persons WHERE document_id IN (SELECT value FROM json_each(?)))
		SELECT mine.document_id, mine.name, min(c.unit) FROM mine JOIN persons p ON p.name = mine.name JOIN main.counted c ON c.id = p.document_id
		WHERE c.unit_key <> '' GROUP BY mine.document_id, mine.name HAVING count(DISTINCT c.unit_key) = 1 ORDER BY 1, 2`, idList(ids))
	return out, err
}

// namesIn returns, of each document, the units whose names stand in its text.
func (k *knownUnits) namesIn(ctx context.Context, q Querier, ids map[int64]bool) (map[int64][]clue, error) {
	out := make(map[int64][]clue)
	err := each(ctx, q, func(rows *sql.Rows) error {
		var id int64
		var body string
		err := rows.Scan(&id, &body)
		for _, unit := range k.in(zh.Fold(body)) {
			c := clue{unit, clueName, "正文里写到这个单位"}
			if !slices.Contains(out[id], c) {
				out[id] = append(out[id], c)
			}
		}
		return err
	}, `SELECT document_id, body FROM texts WHERE document_id IN (SELECT value FROM json_each(?)) ORDER BY document_id`, idList(ids))
	return out, err
}
