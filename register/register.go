package register

import (
	"slices"
	"strings"

	"wenjian/corpus"
)

// A Register is a list of units, ready to resolve names. It is immutable and
// safe for concurrent use.
type Register struct {
	entries []corpus.RegisterEntry
	byID    map[string]int // entries without ID have none
	parent  []int          // index of the superior's entry, or -1
	kids    [][]int
	names   [][]shape // of each entry: its name, always, then aliases, then former names
	above   [][]place // places that an entry's superiors lie in or are, and their stems' places
	home    place     // the county whose offices leave its name out, or ""

	exact [3]map[string][]int // by key of name, alias, former name
	hosts map[string][]int    // by host of any name
	cores map[string][]int    // by core of any name
	tails map[string][]tailed // by tail of any name
	short map[string][]int    // by a derived short name
	pairs pairIndex
}

// tailed is one name of an entry behind its places.
type tailed struct {
	entry int
	name  *shape
}

// A shape is a name taken apart.
type shape struct {
	key    string
	host   string // without Party body; "" when the name is nothing else
	core   string // host with 镇人民政府, 村委会 as the place and 第二中学 as 二中
	places []place
	tail   string // core behind places
	level  string // the bare 县 or 镇 that tail was cut from; then places is empty
}

// shapeOf takes a key apart.
func shapeOf(key string) shape { return shapeOfHost(key, host(key)) }

func shapeOfHost(key, host string) shape {
	s := shape{key: key, host: host, core: loose(seat(host))}
	if s.places, s.tail = splitPlaces(s.core); len(s.places) == 0 {
		if level, tail, ok := levelWord(s.core); ok {
			s.level, s.tail = level, tail
		}
	}
	return s
}

// Options tune New; the zero value is good.
type Options struct {
	// Home is the county whose offices leave its name out, when the entries
	// do not show it themselves: see HomeOf.
	Home string
}

// New makes a register of entries. Entries keep their order; an entry's
// superior is found by any of its names.
func New(entries []corpus.RegisterEntry, opt Options) *Register {
	r := &Register{
		entries: entries, byID: make(map[string]int, len(entries)), hosts: map[string][]int{}, cores: map[string][]int{}, tails: map[string][]tailed{}, short: map[string][]int{},
		names: make([][]shape, len(entries)), above: make([][]place, len(entries)),
	}
	for i := range r.exact {
		r.exact[i] = map[string][]int{}
	}
	for i, e := range entries {
		if e.ID != "" {
			r.byID[e.ID] = i
		}
		r.add(i, 0, e.Name)
		for _, a := range e.Aliases {
			r.add(i, 1, a)
		}
		for _, f := range e.Former {
			r.add(i, 2, f)
		}
	}
	for i := range r.names {
		for j := range r.names[i] {
			r.derive(i, &r.names[i][j])
		}
	}
	r.home = homeOf(r.ownCounties())
	if r.home == "" {
		r.home = Key(opt.Home)
	}
	r.tree()
	return r
}

// add enters a name of entry i under its list: 0 names, 1 aliases, 2 former names.
func (r *Register) add(i, list int, name string) {
	key := Key(name)
	if key != "" {
		appendTo(r.exact[list], key, i)
	}
	if key != "" || list == 0 {
		r.names[i] = append(r.names[i], shapeOf(key))
	}
}

// derive enters what follows from a name of entry i.
func (r *Register) derive(i int, s *shape) {
	if s.host == "" {
		return
	}
	appendTo(r.hosts, s.host, i)
	appendTo(r.cores, s.core, i)
	r.tails[s.tail] = append(r.tails[s.tail], tailed{i, s})
	if s.level != "" { // 县教育局 may be meant whole
		r.tails[s.core] = append(r.tails[s.core], tailed{i, s})
	}
	for _, n := range shortNames(s) {
		appendTo(r.short, n, i)
	}
}

func appendTo(m map[string][]int, key string, i int) {
	if list := m[key]; len(list) == 0 || list[len(list)-1] != i {
		m[key] = append(list, i)
	}
}

// shortNames returns the names that a name is shortened to by leaving out the
// character of its last division: 桃溪中心小学 for 桃溪镇中心小学.
func shortNames(s *shape) []string {
	if len(s.places) == 0 {
		return nil
	}
	last := stem(s.places[len(s.places)-1])
	if last == "" {
		return nil
	}
	return []string{last + s.tail}
}

// tree finds every entry's superior, without cycles, and the places above it.
func (r *Register) tree() {
	r.parent = make([]int, len(r.entries))
	r.kids = make([][]int, len(r.entries))
	for i := range r.entries {
		r.parent[i] = -1
	}
	for i, e := range r.entries {
		p := r.superiorOf(shapeOf(Key(e.Superior)))
		if p < 0 || r.isAbove(i, p) {
			continue
		}
		r.parent[i] = p
		r.kids[p] = append(r.kids[p], i)
	}
	for i := range r.entries {
		if r.parent[i] < 0 {
			r.placesBelow(i, splitAll(Key(r.entries[i].Superior)))
		}
	}
}

// placesBelow notes the places above entry i and the entries below it.
func (r *Register) placesBelow(i int, above []place) {
	slices.Sort(above)
	r.above[i] = slices.Compact(above)
	for _, k := range r.kids[i] {
		r.placesBelow(k, slices.Concat(r.above[i], splitAll(r.names[i][0].core), splitAll(Key(r.entries[k].Superior))))
	}
}

// splitAll returns the divisions that a key begins with or is.
func splitAll(key string) []place {
	places, tail := splitPlaces(host(key))
	if divisionAt(tail) == len(tail) && tail != "" {
		places = append(places, tail)
	}
	if rest := strings.TrimSuffix(tail, "委"); rest != tail && divisionAt(rest) == len(rest) && rest != "" {
		places = append(places, rest)
	}
	return places
}

// superiorOf returns the one entry that name means, or -1.
func (r *Register) superiorOf(s shape) int {
	if s.key == "" {
		return -1
	}
	for _, try := range []rule{r.exactly, r.byHost, r.byPlace, r.byShort} {
		f, ok := try(&s, &hints{r: r})
		if ok && len(f.entries) == 1 {
			return f.entries[0]
		}
		if ok {
			return -1
		}
	}
	return -1
}

// whole returns the entries with that host; of several the organisation itself
// (教育局 rather than 教育局机关党支部) where it has a row.
func (r *Register) whole(host string) []int {
	found := r.hosts[host]
	if own := r.exact[0][host]; len(found) > 1 && len(own) > 0 {
		return own
	}
	return r.topmost(found)
}

// topmost returns the one entry that is above all others, or all.
func (r *Register) topmost(entries []int) []int {
	for _, top := range entries {
		if !slices.ContainsFunc(entries, func(i int) bool { return !r.isAbove(top, i) }) {
			return []int{top}
		}
	}
	return entries
}

// isAbove reports whether entry i is p or above it: then p cannot be its superior.
func (r *Register) isAbove(i, p int) bool {
	for ; p >= 0; p = r.parent[p] {
		if p == i {
			return true
		}
	}
	return false
}

// Len returns the number of entries.
func (r *Register) Len() int { return len(r.entries) }

// Entry returns the entry with that ID.
func (r *Register) Entry(id string) (corpus.RegisterEntry, bool) {
	i, ok := r.byID[id]
	if !ok {
		return corpus.RegisterEntry{}, false
	}
	return r.entries[i], true
}

// Home returns the county whose offices leave its name out, or "".
func (r *Register) Home() string { return r.home }

// Owner returns the entry that a unit counts as when asking whose text is
// whose: a Party body that has a row of its own under its organisation's
// counts as the organisation. IDs the register lacks are their own owners.
func (r *Register) Owner(id string) string {
	i, ok := r.byID[id]
	if !ok {
		return id
	}
	for p := r.parent[i]; p >= 0; p = r.parent[i] {
		part, _ := cutBranch(r.names[i][0].host)
		if part != "" && part != r.names[p][0].host {
			break
		}
		i = p
	}
	return r.entries[i].ID
}

// A Node is an entry in the tree of superiors.
type Node struct {
	corpus.RegisterEntry
	Depth int // 0 at the top
	Up    int // index of the superior among the nodes, or -1
}

// Tree returns all entries, superiors before their units, siblings in the
// register's order.
func (r *Register) Tree() []Node {
	out := make([]Node, 0, len(r.entries))
	var walk func(i, depth, up int)
	walk = func(i, depth, up int) {
		at := len(out)
		out = append(out, Node{r.entries[i], depth, up})
		for _, k := range r.kids[i] {
			walk(k, depth+1, at)
		}
	}
	for i, p := range r.parent {
		if p < 0 {
			walk(i, 0, -1)
		}
	}
	return out
}

// ownCounties returns the counties that the names of the register show, once
// for each name.
func (r *Register) ownCounties() []place {
	var out []place
	for i, e := range r.entries {
		out = append(out, countyOf(r.names[i][0].core), countyOf(Host(e.Superior)))
	}
	return out
}

// HomeOf returns the county that most of the names lie in which show one; ""
// when no county has half of them.
func HomeOf(names []string) string {
	counties := make([]place, len(names))
	for i, n := range names {
		counties[i] = countyOf(Host(n))
	}
	return homeOf(counties)
}

func homeOf(counties []place) place {
	n := map[place]int{}
	all := 0
	for _, c := range counties {
		if c != "" {
			n[c]++
			all++
		}
	}
	for c, k := range n {
		if 2*k > all {
			return c
		}
	}
	return ""
}
