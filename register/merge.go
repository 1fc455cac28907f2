package register

import (
	"cmp"
	"fmt"
	"reflect"
	"slices"
	"strings"

	"wenjian/corpus"
)

// An Update is a register as it becomes when rows are imported into it.
type Update struct {
	Entries   []corpus.RegisterEntry // the new register; new entries have no ID
	Added     []string               // names, as are all of the following
	Changed   []string
	Unchanged int
	Missing   []string // entries that no row names: kept, or removed when replacing
	Problems  []Problem
}

// Import joins the rows of a reading into the register old. A row means the
// entry with its 编号, or that with its name and superior, or the only one with
// its name, or the one whose name the row gives as a former one. Rows with
// 编号 replace the entry, others add to it: an empty cell changes nothing. An
// entry that gets another name keeps the old one among the former names,
// unless replace is set: then the register becomes exactly what the rows say.
func Import(old []corpus.RegisterEntry, lines []Line, replace bool) Update {
	m := newMatcher(old)
	lines = slices.Clone(lines)
	for i := range lines {
		m.byNumber(&lines[i], i)
	}
	for i := range lines {
		m.claim(i, m.sameIdentity(lines[i]))
	}
	for i := range lines {
		m.claim(i, m.sameName(lines[i]))
	}
	u := Update{Problems: m.problems}
	for i, e := range old {
		at, ok := m.row[i]
		if !ok {
			u.Missing = append(u.Missing, e.Name)
			if !replace {
				u.Entries = append(u.Entries, e)
			}
			continue
		}
		next := updated(e, lines[at], replace)
		if reflect.DeepEqual(normal(next), normal(e)) {
			u.Unchanged++
		} else {
			u.Changed = append(u.Changed, next.Name)
		}
		u.Entries = append(u.Entries, next)
	}
	for i, l := range lines {
		if !m.used[i] {
			l.ID = ""
			u.Entries = append(u.Entries, l.RegisterEntry)
			u.Added = append(u.Added, l.Name)
		}
	}
	if replace {
		m.order(u.Entries, old, lines)
	}
	return u
}

// normal returns e with empty lists as nil and the columns without meaning by
// name, so that entries that say the same are equal.
func normal(e corpus.RegisterEntry) corpus.RegisterEntry {
	if len(e.Aliases) == 0 {
		e.Aliases = nil
	}
	if len(e.Former) == 0 {
		e.Former = nil
	}
	e.Others = slices.SortedFunc(slices.Values(e.Others), func(a, b corpus.RegisterField) int { return strings.Compare(a.Name, b.Name) })
	return e
}

// updated returns e as the row says.
func updated(e corpus.RegisterEntry, l Line, replace bool) corpus.RegisterEntry {
	next := l.RegisterEntry
	next.ID = e.ID
	if !l.Whole && !replace {
		next = joined(e, l.RegisterEntry)
		next.ID, next.Name = e.ID, l.Name
	}
	if Key(e.Name) != Key(next.Name) && !replace {
		next.Former = distinct(append(slices.Clone(next.Former), e.Name), next.Name)
	}
	return next
}

// joined returns a with what b says instead or in addition.
func joined(a, b corpus.RegisterEntry) corpus.RegisterEntry {
	a.Superior, a.Kind, a.Level = cmp.Or(b.Superior, a.Superior), cmp.Or(b.Kind, a.Kind), cmp.Or(b.Level, a.Level)
	a.Due, a.Contact, a.Phone = cmp.Or(b.Due, a.Due), cmp.Or(b.Contact, a.Contact), cmp.Or(b.Phone, a.Phone)
	a.Aliases = distinct(slices.Concat(a.Aliases, b.Aliases), a.Name)
	a.Former = distinct(slices.Concat(a.Former, b.Former), a.Name)
	a.Others = slices.Clone(a.Others)
	if b.Kind != "" {
		a.Others = without(a.Others, "类别"+verbatim)
	}
	if b.Level != "" {
		a.Others = without(a.Others, "层级"+verbatim)
	}
	for _, f := range b.Others {
		if i := slices.IndexFunc(a.Others, func(o corpus.RegisterField) bool { return o.Name == f.Name }); i >= 0 {
			a.Others[i].Value = f.Value
		} else {
			a.Others = append(a.Others, f)
		}
	}
	return a
}

// matcher finds the old entry that a row means.
type matcher struct {
	byID               map[string]int
	byIdentity, byName map[string][]int
	row                map[int]int  // of an old entry: index of its line
	used               map[int]bool // lines that mean an old entry
	problems           []Problem
}

func newMatcher(old []corpus.RegisterEntry) *matcher {
	m := &matcher{byID: map[string]int{}, byIdentity: map[string][]int{}, byName: map[string][]int{}, row: map[int]int{}, used: map[int]bool{}}
	for i, e := range old {
		m.byID[e.ID] = i
		appendTo(m.byIdentity, identity(e), i)
		appendTo(m.byName, Key(e.Name), i)
	}
	return m
}

// byNumber finds the entry whose ID the row gives.
func (m *matcher) byNumber(l *Line, at int) {
	if !l.Whole {
		return
	}
	if i, ok := m.byID[l.ID]; ok {
		m.claim(at, []int{i})
		return
	}
	l.Whole = false
	m.problems = append(m.problems, Problem{
		Code: CodeUnknownID, Sheet: l.Sheet, Row: l.Row, Unit: l.Name,
		Reason: fmt.Sprintf("名册里没有编号“%s”。", brief(l.ID)), Advice: "已改按名称查找；新单位的编号请留空。",
	})
}

// claim makes the row mean the one entry among found; an entry that another
// row means already is another unit.
func (m *matcher) claim(at int, found []int) {
	if len(found) != 1 || m.used[at] {
		return
	}
	if _, taken := m.row[found[0]]; !taken {
		m.row[found[0]], m.used[at] = at, true
	}
}

func (m *matcher) sameIdentity(l Line) []int { return m.byIdentity[identity(l.RegisterEntry)] }

func (m *matcher) sameName(l Line) []int {
	for _, name := range append([]string{l.Name}, l.Former...) {
		if same := m.byName[Key(name)]; len(same) > 0 {
			return same
		}
	}
	return nil
}

// order puts entries, the first of which are old ones, in the order of the
// rows that they come from.
func (m *matcher) order(entries []corpus.RegisterEntry, old []corpus.RegisterEntry, lines []Line) {
	type placed struct {
		row   int
		entry corpus.RegisterEntry
	}
	var all []placed
	for i := range old {
		if row, ok := m.row[i]; ok {
			all = append(all, placed{row, entries[len(all)]})
		}
	}
	for i := range lines {
		if !m.used[i] {
			all = append(all, placed{i, entries[len(all)]})
		}
	}
	slices.SortFunc(all, func(a, b placed) int { return cmp.Compare(a.row, b.row) })
	for i, p := range all {
		entries[i] = p.entry
	}
}

// Find returns the entries that name means, as a person types it: by ID, by
// any name, or as a document would print it.
func (r *Register) Find(name string) []corpus.RegisterEntry {
	if e, ok := r.Entry(strings.TrimSpace(name)); ok {
		return []corpus.RegisterEntry{e}
	}
	l := r.Resolve(Query{Unit: name})
	if e, ok := r.Entry(l.Unit); ok && l.Rule != RuleBranch {
		return []corpus.RegisterEntry{e}
	}
	var out []corpus.RegisterEntry
	for _, id := range l.Candidates {
		if e, ok := r.Entry(id); ok {
			out = append(out, e)
		}
	}
	return out
}

// Merge returns into with what other has beside it: other's names become its
// aliases and former names, and what into does not say is taken from other.
func Merge(into, other corpus.RegisterEntry) corpus.RegisterEntry {
	id := into.ID
	out := joined(other, into) // what into says wins
	out.ID, out.Name = id, into.Name
	out.Aliases = distinct(slices.Concat(into.Aliases, []string{other.Name}, other.Aliases), into.Name)
	out.Former = distinct(slices.Concat(into.Former, other.Former), into.Name)
	return out
}
