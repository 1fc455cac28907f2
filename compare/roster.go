package compare

import (
	"cmp"
	"slices"
)

// A roster counts the names of the units of a corpus, and finds them in
// symbols.
type roster struct {
	units map[string]int // documents by unit
	names map[string]int // units by alias, in symbols
	table *nameTable
}

// newRoster returns the roster of units, one for each document.
func newRoster(units func(func(string) bool)) *roster {
	r := &roster{units: map[string]int{}, names: map[string]int{}}
	for u := range units {
		if r.units[u]++; r.units[u] > 1 || u == "" {
			continue
		}
		for _, name := range namesOf(u) {
			r.names[string(symbolBytes(name, nil))]++
		}
	}
	all := make([]string, 0, len(r.units))
	for u := range r.units {
		all = append(all, u)
	}
	slices.Sort(all)
	r.table = newNameTable(all)
	return r
}

// change counts the units of documents that come and go, and returns the
// names that are known from now on, and those that no longer are. The table
// still is the old one: see apply.
func (r *roster) change(come, gone []string) (fresh, lost [][]symbol) {
	was := map[string]bool{}
	count := func(unit string, by int) {
		if unit == "" {
			return
		}
		had := r.units[unit]
		if r.units[unit] += by; r.units[unit] == 0 {
			delete(r.units, unit)
		}
		if (had == 0) == (r.units[unit] == 0) {
			return
		}
		for _, name := range namesOf(unit) {
			key := string(symbolBytes(name, nil))
			if _, ok := was[key]; !ok {
				was[key] = r.names[key] > 0
			}
			if r.names[key] += by; r.names[key] == 0 {
				delete(r.names, key)
			}
		}
	}
	for _, u := range come {
		count(u, 1)
	}
	for _, u := range gone {
		count(u, -1)
	}
	for key, had := range was {
		switch has := r.names[key] > 0; {
		case has && !had:
			fresh = append(fresh, symbolsIn(key, nil))
		case had && !has:
			lost = append(lost, symbolsIn(key, nil))
		}
	}
	slices.SortFunc(fresh, slices.Compare)
	slices.SortFunc(lost, slices.Compare)
	return fresh, lost
}

// apply brings the table up to what change returned.
func (r *roster) apply(fresh, lost [][]symbol) {
	for _, name := range fresh {
		r.table.add(name)
	}
	for _, name := range lost {
		r.table.drop(name)
	}
}

// A unitPair is a unit's name with the owner that a register gives its
// documents, and who that is among all of them.
type unitPair struct {
	unit, given string
	docs        int
	owner       string // given, or empty where it says no more than the name does
	org         int32  // number of the organisation; negative: unknown, each document is one of its own
}

// parties are the pairs of a corpus: they decide who is who.
type parties struct {
	pairs map[[2]string]*unitPair
	orgs  map[string]int32
	owned int  // pairs with an owner
	told  bool // settle knew of owners the last time
}

func newParties() *parties {
	return &parties{pairs: map[[2]string]*unitPair{}, orgs: map[string]int32{}}
}

// add counts a document in and returns its pair; fresh says that there was
// none.
func (p *parties) add(unit, owner string) (q *unitPair, fresh bool) {
	key := [2]string{unit, owner}
	q, ok := p.pairs[key]
	if !ok {
		q = &unitPair{unit: unit, given: owner, owner: owner, org: p.org(unit, "")}
		p.pairs[key] = q
		p.owned += boolInt(owner != "")
	}
	q.docs++
	return q, !ok
}

// drop counts a document out and reports whether it was the last of its pair.
func (p *parties) drop(q *unitPair) (last bool) {
	if q.docs--; q.docs > 0 {
		return false
	}
	delete(p.pairs, [2]string{q.unit, q.given})
	p.owned -= boolInt(q.given != "")
	return true
}

// org returns the number of the organisation that unit or owner names.
func (p *parties) org(unit, owner string) int32 {
	if unit == "" && owner == "" {
		return -1
	}
	name := organisation(unit)
	if owner != "" {
		name = "\x00" + owner
	}
	n, ok := p.orgs[name]
	if !ok {
		n = int32(len(p.orgs))
		p.orgs[name] = n
	}
	return n
}

// settle decides anew who is who, after pairs have come or gone, and returns
// the pairs of which something else is said than before, with the number of
// the organisation they had. Without owners names alone decide, and nothing
// changes.
func (p *parties) settle() (other map[*unitPair]int32) {
	if p.owned == 0 && !p.told {
		return nil
	}
	p.told = p.owned > 0
	all := p.list()
	texts := make([]Text, len(all))
	for i, q := range all {
		texts[i] = Text{Unit: q.unit, Owner: q.given}
	}
	texts = telling(texts)
	owners := ownersOf(texts)
	other = map[*unitPair]int32{}
	for i, q := range all {
		t := &texts[i]
		org := p.org(t.Unit, "")
		if t.Unit != "" || t.Owner != "" {
			org = p.org(t.Unit, cmp.Or(t.Owner, owners[organisation(t.Unit)]))
		}
		if q.owner != t.Owner || q.org != org {
			other[q] = q.org
			q.owner, q.org = t.Owner, org
		}
	}
	return other
}

// list returns the pairs in a fixed order.
func (p *parties) list() []*unitPair {
	all := make([]*unitPair, 0, len(p.pairs))
	for _, q := range p.pairs {
		all = append(all, q)
	}
	slices.SortFunc(all, func(x, y *unitPair) int {
		return cmp.Or(cmp.Compare(x.unit, y.unit), cmp.Compare(x.given, y.given))
	})
	return all
}
