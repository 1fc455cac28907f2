package classify

import (
	"fmt"
	"strings"

	"wenjian/internal/gazetteer"
	"wenjian/internal/pattern"
	"wenjian/internal/zh"
)

// contextLevelRunes is how much of the text tells the rung of an organ: what
// follows tells of others as well.
const contextLevelRunes = 600

// levelRules are the compiled rules of levels.yaml.
type levelRules struct {
	rows     []levelRow // the highest rung first, as in the file
	byRung   map[gazetteer.Rung]string
	outside  string            // the level of what stands on no rung
	byKind   map[string]string // unit kind to the level that is always its
	address  map[string]bool   // unit kinds whose place is an address
	offRungs map[string]bool   // unit kinds that stand on no rung where the name shows none
	line     *pattern.Regexp   // what stands before a unit's own place
	places   *gazetteer.Table
}

// levelRow is one row of levels.yaml, compiled.
type levelRow struct {
	id       string
	patterns pattern.Choice
	not      *pattern.Regexp
	context  []pattern.Guarded
}

// The rungs stand in levels.yaml from the highest to the lowest; the last row
// is for what stands on none.
const (
	rowProvince = iota + 1
	rowCity
	rowCounty
	rowTown
	rowVillage
	rowOutside
	levelRows
)

// compileLevels compiles levels.yaml.
func compileLevels(k *knowledge, places *gazetteer.Table) (*levelRules, error) {
	l := &k.levels
	if len(l.Kinds) < levelRows {
		return nil, fmt.Errorf("%w: levels.yaml: want %d rungs, got %d", ErrTaxonomy, levelRows, len(l.Kinds))
	}
	r := &levelRules{byKind: map[string]string{}, address: map[string]bool{}, offRungs: map[string]bool{}, places: places}
	if err := compileTerms(l, map[string]**pattern.Regexp{"line": &r.line}); err != nil {
		return nil, fmt.Errorf("levels.yaml: %w", err)
	}
	for _, row := range l.Kinds {
		not, err := anyOf(row.Not)
		if err != nil {
			return nil, fmt.Errorf("levels.yaml: kind %s: %w", row.ID, err)
		}
		context, err := compileGuarded(row.Context)
		if err != nil {
			return nil, fmt.Errorf("%w: levels.yaml: kind %s: context: %w", ErrTaxonomy, row.ID, err)
		}
		r.rows = append(r.rows, levelRow{row.ID, pattern.NewChoice(row.patterns), not, context})
	}
	r.outside = r.rows[rowOutside].id
	r.byRung = map[gazetteer.Rung]string{gazetteer.Province: r.rows[rowProvince].id, gazetteer.City: r.rows[rowCity].id, gazetteer.County: r.rows[rowCounty].id}
	for name, level := range map[string]string{"town": r.rows[rowTown].id, "village": r.rows[rowVillage].id} {
		for _, kind := range l.Terms[name] {
			r.byKind[kind] = level
		}
	}
	for name, set := range map[string]map[string]bool{"address": r.address, "outside": r.offRungs} {
		for _, kind := range l.Terms[name] {
			if _, ok := k.units.byID[kind]; !ok {
				return nil, fmt.Errorf("%w: levels.yaml: terms %s: no unit kind %s", ErrTaxonomy, name, kind)
			}
			set[kind] = true
		}
	}
	return r, nil
}

// level returns the rung of the unit with that name (as printed; "" when
// unknown) and kind, in a document with that folded text. "" is unknown.
func (l *levelRules) level(name, kind, text string) string {
	if kind == "" {
		return ""
	}
	if id, ok := l.byKind[kind]; ok {
		return id
	}
	if l.address[kind] {
		return l.outside
	}
	name = l.line.ReplaceAllString(zh.Fold(name), "")
	if id := l.ofName(name); id != "" {
		return id
	}
	if l.offRungs[kind] {
		if name == "" {
			return ""
		}
		return l.outside
	}
	if id := l.ofStem(name); id != "" {
		return id
	}
	return l.ofContext(firstRunes(text, contextLevelRunes))
}

// ofName returns the lowest rung that a folded name shows: of its places, known
// and unknown, or of a bare 县教育局; "" when it shows none.
func (l *levelRules) ofName(name string) string {
	for i := len(l.rows) - 1; i >= 0; i-- {
		row := &l.rows[i]
		s := name
		if row.not != nil {
			s = row.not.ReplaceAllString(s, " ")
		}
		if !row.patterns.Match(s) {
			continue
		}
		if i == rowCity {
			return l.ofCity(name)
		}
		return row.id
	}
	return ""
}

// ofCity returns the rung of a name with 市 and nothing lower: a prefecture's,
// a county's where the city is a county or lies in one, a province's.
func (l *levelRules) ofCity(name string) string {
	level, cities := l.rows[rowCity].id, 0
	for at := 0; ; {
		i := strings.Index(name[at:], "市")
		if i < 0 {
			return level
		}
		end := at + i + len("市")
		if cities++; cities > 1 {
			return l.rows[rowCounty].id // 柏江市石城市教育局
		}
		for n := 2; n <= 5; n++ {
			city := lastRunes(name[:end], n)
			if ps := l.places.Find(city); len(ps) > 0 && ps[0].Name == city { // 陇川县 says nothing of a 陇川市
				level = l.byRung[ps[0].Rung]
			}
		}
		at = end
	}
}

// ofStem returns the rung of a real place that begins a name without its
// suffix, such as 宁远教育局. Only organs are asked: 金山铜业 is of no 金山区.
func (l *levelRules) ofStem(name string) string {
	for n := 3; n >= 2; n-- {
		if ps := l.places.Stem(firstRunes(name, n)); len(ps) > 0 && runes(name) > n+1 {
			same := true
			for _, p := range ps {
				same = same && p.Rung == ps[0].Rung
			}
			if same {
				return l.byRung[ps[0].Rung]
			}
		}
	}
	return ""
}

// placesIn returns the real places that a folded name begins with, one inside
// another: 湖南省 and 长沙市 of 湖南省长沙市教育局.
func (l *levelRules) placesIn(name string) []*gazetteer.Place {
	var out []*gazetteer.Place
	for name = l.line.ReplaceAllString(name, ""); ; {
		ps, n := l.places.At(name)
		if n == 0 {
			return out
		}
		out = append(out, ps...)
		name = name[n:]
	}
}

// ofContext returns the rung that text speaks of most.
func (l *levelRules) ofContext(text string) string {
	id, best := "", 0
	cut := stretches(text)
	for _, row := range l.rows {
		n := 0
		for _, g := range row.context {
			in(&g, text, cut, func([]int) { n++ })
		}
		if n > best {
			id, best = row.id, n
		}
	}
	return id
}
