package report

import (
	"cmp"
	"context"
	"database/sql"
	"slices"
	"strings"
	"unicode/utf8"

	"wenjian/corpus"
	"wenjian/corpus/store"
	"wenjian/internal/zh"
	"wenjian/register"
)

// An occasion is one event, told by one document or by several.
type occasion struct {
	tellings []*telling // at least one; the earliest document first
}

// told returns how many tellings repeat what another one tells.
func told(list []*occasion) (n int) {
	for _, o := range list {
		n += len(o.tellings) - 1
	}
	return n
}

// mergedNote says which tellings of different documents count as one event.
const mergedNote = "不同材料写的同一次活动合并为一次：同一活动、同一天，由同一单位两次写到，或由上下级（如学校和教育局）分别写到，时间、地点、人数互不矛盾。没有写明哪一天的不合并。"

// occasions gathers held events that several documents tell. Two tellings are
// of one event when they have one kind and one day, do not contradict each
// other in place or number of participants, and either one unit wrote both or
// one of two units stands above the other and the texts agree that it is one:
// the lower says that the higher held it, or both name the same place or
// number. Equal days alone prove nothing: on 1 July everybody meets. Units
// side by side tell one event when both say that their superior held it.
func occasions(list []*telling, above map[string][]string) []*occasion {
	m := &merger{above: above, byUnit: map[occasionKey][]*occasion{}, below: map[occasionKey][]*occasion{}}
	out := make([]*occasion, 0, len(list))
	for _, t := range list {
		o := m.find(t)
		if o == nil {
			o = &occasion{}
			out = append(out, o)
		}
		m.add(o, t)
	}
	return out
}

// An occasionKey is where an occasion can be found again: by what and when it
// was, and a unit that tells it or that stands above one that does.
type occasionKey struct{ kind, when, unit string }

// tried is how many occasions of one kind, day and unit a telling is held
// against; more would be as many meetings in one day.
const tried = 200

type merger struct {
	above         map[string][]string // of a unit: those above it, the nearest first
	byUnit, below map[occasionKey][]*occasion
}

// find returns the occasion that t tells, nil where none is known.
func (m *merger) find(t *telling) *occasion {
	if t.Status != corpus.Held || len(t.When) != len("2010-06-28") || t.unitKey == "" {
		return nil
	}
	try := func(list []*occasion) *occasion {
		for _, o := range list[:min(len(list), tried)] {
			if m.tells(t, o) {
				return o
			}
		}
		return nil
	}
	key := occasionKey{t.Kind, t.When, t.unitKey}
	if o := try(m.byUnit[key]); o != nil {
		return o
	}
	if o := try(m.below[key]); o != nil {
		return o
	}
	for _, u := range m.above[t.unitKey] {
		key.unit = u
		if o := try(m.byUnit[key]); o != nil {
			return o
		}
		if t.Actor == corpus.ActorSuperior {
			if o := try(m.below[key]); o != nil {
				return o
			}
		}
	}
	return nil
}

func (m *merger) add(o *occasion, t *telling) {
	o.tellings = append(o.tellings, t)
	if t.unitKey == "" {
		return
	}
	enter := func(to map[occasionKey][]*occasion, unit string) {
		key := occasionKey{t.Kind, t.When, unit}
		if !slices.Contains(to[key], o) && len(to[key]) < tried {
			to[key] = append(to[key], o)
		}
	}
	enter(m.byUnit, t.unitKey)
	for _, u := range m.above[t.unitKey] {
		enter(m.below, u)
	}
}

// tells reports whether t tells of o: no telling contradicts it or is of the
// same document, and one is akin.
func (m *merger) tells(t *telling, o *occasion) bool {
	akin := false
	for _, x := range o.tellings {
		if x.document == t.document || contradict(x, t) {
			return false
		}
		akin = akin || m.akin(x, t)
	}
	return akin
}

func (m *merger) akin(a, b *telling) bool {
	switch {
	case a.unitKey == b.unitKey:
		return true
	case slices.Contains(m.above[b.unitKey], a.unitKey):
		return b.Actor == corpus.ActorSuperior || agree(a, b)
	case slices.Contains(m.above[a.unitKey], b.unitKey):
		return a.Actor == corpus.ActorSuperior || agree(a, b)
	}
	return a.Actor == corpus.ActorSuperior && b.Actor == corpus.ActorSuperior
}

// minPlace is the least length in characters of a place that tells where:
// 会议室 is everywhere.
const minPlace = 4

// agree reports whether a and b both name one place or one number of people.
func agree(a, b *telling) bool {
	if a.Participants > 0 && a.Participants == b.Participants {
		return true
	}
	p, q := zh.Fold(a.Place), zh.Fold(b.Place)
	return min(utf8.RuneCountInString(p), utf8.RuneCountInString(q)) >= minPlace && (strings.Contains(p, q) || strings.Contains(q, p))
}

// contradict reports whether a and b differ in a place or number that both tell.
func contradict(a, b *telling) bool {
	p, q := zh.Fold(a.Place), zh.Fold(b.Place)
	if p != "" && q != "" && !strings.Contains(p, q) && !strings.Contains(q, p) {
		return true
	}
	return a.Participants != 0 && b.Participants != 0 && a.Participants != b.Participants
}

// repeated returns a number from 1 for every event of a document that other
// documents tell too: the same for all tellings of one occasion.
func repeated(list []*occasion) map[eventAt]int {
	out := make(map[eventAt]int)
	for i, o := range list {
		if len(o.tellings) < 2 {
			continue
		}
		for _, t := range o.tellings {
			out[t.at()] = i + 1
		}
	}
	return out
}

// repeatedEvents finds the held events that several counted documents tell,
// and how many tellings repeat another.
func repeatedEvents(ctx context.Context, q Querier) (map[eventAt]int, int, error) {
	list, err := tellings(ctx, q, which{status: corpus.Held, dated: true})
	if err != nil {
		return nil, 0, err
	}
	above, err := superiors(ctx, q)
	if err != nil {
		return nil, 0, err
	}
	all := occasions(list, above)
	return repeated(all), told(all), nil
}

// superiors returns the keys of the units above each unit, the nearest first:
// those of the register, and the superior that its documents name where a unit
// of that name has documents, too.
func superiors(ctx context.Context, q Querier) (map[string][]string, error) {
	reg, err := readRegister(ctx, q)
	if err != nil {
		return nil, err
	}
	out := make(map[string][]string)
	nodes := register.New(reg, register.Options{}).Tree()
	for _, n := range nodes {
		for up := n.Up; up >= 0; up = nodes[up].Up {
			out["@"+n.ID] = append(out["@"+n.ID], "@"+nodes[up].ID)
		}
	}
	named, err := namedSuperiors(ctx, q)
	if err != nil {
		return nil, err
	}
	for _, n := range named {
		if n.unit != n.superior && !slices.Contains(out[n.unit], n.superior) {
			out[n.unit] = append(out[n.unit], n.superior)
		}
	}
	return out, nil
}

// A namedSuperior is a unit with one that its documents name as its superior;
// where no documents are by a unit of that name, the name itself stands for it.
type namedSuperior struct{ unit, superior string }

// minName is the least length in characters of a name that means a unit when
// it is the end of a longer one, as 县教育局党委 of 临岚县教育局党委.
const minName = 4

func namedSuperiors(ctx context.Context, q Querier) (out []namedSuperior, err error) {
	keys := make(map[string]string) // of the ends of printed names, where only one unit has them
	err = each(ctx, q, func(rows *sql.Rows) error {
		var key, name string
		if err := rows.Scan(&key, &name); err != nil {
			return err
		}
		runes := []rune(store.UnitKey(name))
		for i := 0; i+minName <= len(runes); i++ {
			end := string(runes[i:])
			if have, ok := keys[end]; ok && have != key {
				keys[end] = ""
			} else {
				keys[end] = key
			}
		}
		return nil
	}, `SELECT DISTINCT unit_key, unit FROM counted WHERE unit_key <> ''`)
	if err != nil {
		return nil, err
	}
	err = each(ctx, q, func(rows *sql.Rows) error {
		var unit, superior string
		err := rows.Scan(&unit, &superior)
		for _, name := range strings.Split(superior, "；") {
			if name = store.UnitKey(name); name != "" {
				out = append(out, namedSuperior{unit, cmp.Or(keys[name], name)})
			}
		}
		return err
	}, `SELECT DISTINCT d.unit_key, x.superior FROM counted d JOIN documents x ON x.id = d.id WHERE d.unit_key <> '' AND x.superior <> '' ORDER BY 1, 2`)
	return out, err
}

// readRegister returns the units of the register with all their names.
func readRegister(ctx context.Context, q Querier) (out []corpus.RegisterEntry, err error) {
	at := make(map[string]int)
	err = each(ctx, q, func(rows *sql.Rows) error {
		var e corpus.RegisterEntry
		err := rows.Scan(&e.ID, &e.Name, &e.Superior, &e.Kind, &e.Level, &e.Due)
		at[e.ID] = len(out)
		out = append(out, e)
		return err
	}, `SELECT id, name, superior, kind, level, due FROM register ORDER BY ord, id`)
	if err != nil {
		return nil, err
	}
	return out, each(ctx, q, func(rows *sql.Rows) error {
		var id, relation, name string
		if err := rows.Scan(&id, &relation, &name); err != nil {
			return err
		}
		i, ok := at[id]
		switch {
		case !ok: // entered since
		case relation == "alias":
			out[i].Aliases = append(out[i].Aliases, name)
		case relation == "former":
			out[i].Former = append(out[i].Former, name)
		}
		return nil
	}, `SELECT unit_id, relation, name FROM register_names ORDER BY unit_id, ord`)
}
