package register

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"wenjian/corpus"
)

// An Observation is what one document, or several alike, tell of their unit.
type Observation struct {
	Unit, Kind, Level, Superior string
	Documents                   int
}

// A Proposal is an entry that documents suggest.
type Proposal struct {
	corpus.RegisterEntry
	Documents int // of all its names
}

// Learn proposes a register from what documents tell of their units: names of
// one unit make one entry, the fullest name without Party body first, the
// others its aliases. Kind, level and superior are those that most documents
// tell. A person must look it over: it knows only what was written.
func Learn(seen []Observation) []Proposal {
	var names []string
	for _, o := range seen {
		names = append(names, o.Unit, o.Superior)
	}
	home := HomeOf(names)
	groups := join(group(seen), home)
	groups = append(groups, superiors(groups, home)...)
	r, _ := registerOf(groups, home)
	out := make([]Proposal, len(groups))
	for i, g := range groups {
		out[i] = g.proposal()
		if above := r.superiorOf(shapeOf(Key(g.above(home)))); above >= 0 && above != i {
			out[i].Superior = r.entries[above].Name
		}
	}
	slices.SortStableFunc(out, func(a, b Proposal) int { return cmp.Compare(b.Documents, a.Documents) })
	return out
}

// superiors returns the units that the groups name as their superiors and that
// wrote nothing themselves: without them there is no tree.
func superiors(groups []variants, home string) (out []variants) {
	r, _ := registerOf(groups, home)
	seen := map[string]bool{}
	for _, g := range groups {
		name := g.above(home)
		s := shapeOf(Key(name))
		if !longEnough(s.host) || s.level != "" || strings.Contains("县市区旗州镇乡省", s.host) || seen[s.core] || isNobody(s.host) || r.superiorOf(s) >= 0 {
			continue
		}
		seen[s.core] = true
		out = append(out, variants{{Unit: name}})
	}
	return out
}

// isNobody reports whether a superior is called so by everybody: 上级党委, 集团公司.
func isNobody(host string) bool {
	for _, p := range []string{"上级", "集团", "公司", "总公司", "本", "各"} {
		if strings.HasPrefix(host, p) && utf8.RuneCountInString(host) <= utf8.RuneCountInString(p)+2 {
			return true
		}
	}
	return false
}

// above returns the superior that most documents of g print, the nearest of
// several, with its place where they leave it out: 县委 is that of the home,
// 镇党委 that of the town in g's own name.
func (g variants) above(home string) string {
	names := strings.FieldsFunc(g.most(Observation.superior), func(x rune) bool { return x == '；' || x == ';' })
	if len(names) == 0 {
		return ""
	}
	name := names[len(names)-1]
	key := Key(name)
	_, n := utf8.DecodeRuneInString(key)
	level := key[:n]
	if !strings.Contains("县市区旗州镇乡", level) || crosses(key, level) || len(splitAll(key)) > 0 {
		return name
	}
	for _, p := range append(shapeOf(Key(g.name())).places, home) {
		if strings.HasSuffix(p, level) {
			return p + key[n:]
		}
	}
	return name
}

// A variants is all observations of one unit.
type variants []Observation

// group puts observations together whose names are one without Party body,
// in the order of first appearance.
func group(seen []Observation) []variants {
	at := map[string]int{}
	var out []variants
	for _, o := range seen {
		s := shapeOf(Key(o.Unit))
		if utf8.RuneCountInString(s.host) < 2 {
			continue
		}
		i, ok := at[s.core]
		if !ok {
			i = len(out)
			at[s.core] = i
			out = append(out, nil)
		}
		out[i] = append(out[i], o)
	}
	return out
}

// join adds the groups whose names leave places out to the one group that
// they surely mean, those with more places first.
func join(groups []variants, home string) (out []variants) {
	byPlaces := map[int][]variants{}
	most := 0
	for _, g := range groups {
		n := len(shapeOf(Key(g.name())).places)
		byPlaces[n] = append(byPlaces[n], g)
		most = max(most, n)
	}
	for n := most; n >= 0; n-- {
		r, at := registerOf(out, home)
		for _, g := range byPlaces[n] {
			l := r.Resolve(Query{Unit: g.name(), Superior: g.most(Observation.superior)})
			if i, ok := at[l.Unit]; ok && strings.HasPrefix(l.Rule, RulePlace) {
				out[i] = append(slices.Clone(out[i]), g...)
			} else {
				out = append(out, g)
			}
		}
	}
	return out
}

// registerOf makes a register of groups; at finds the group of an ID.
func registerOf(groups []variants, home string) (r *Register, at map[string]int) {
	entries := make([]corpus.RegisterEntry, len(groups))
	at = make(map[string]int, len(groups))
	for i, g := range groups {
		entries[i] = g.proposal().RegisterEntry
		entries[i].ID = strconv.Itoa(i + 1)
		at[entries[i].ID] = i
	}
	return New(entries, Options{Home: home}), at
}

func (o Observation) superior() string { return o.Superior }
func (o Observation) kind() string     { return o.Kind }
func (o Observation) level() string    { return o.Level }

// proposal makes an entry of a group.
func (g variants) proposal() Proposal {
	p := Proposal{}
	p.Name = g.name()
	for _, o := range g {
		p.Documents += o.Documents
		p.Aliases = append(p.Aliases, o.Unit)
	}
	p.Aliases = distinct(p.Aliases, p.Name)
	p.Kind = g.most(Observation.kind)
	p.Level = g.most(Observation.level)
	return p
}

// name returns the best name of a group: with the most places, without Party
// body where such a form was printed, and the one that most documents print.
func (g variants) name() string {
	best := slices.MinFunc(g, func(a, b Observation) int {
		x, y := shapeOf(Key(a.Unit)), shapeOf(Key(b.Unit))
		return cmp.Or(cmp.Compare(len(y.places), len(x.places)), cmp.Compare(flag(x.key != x.host), flag(y.key != y.host)),
			cmp.Compare(b.Documents, a.Documents), strings.Compare(a.Unit, b.Unit))
	})
	return best.Unit
}

func flag(b bool) int {
	if b {
		return 1
	}
	return 0
}

// most returns the value that most documents tell, the first of several;
// documents that tell none do not count.
func (g variants) most(of func(Observation) string) string {
	n := map[string]int{}
	best := ""
	for _, o := range g {
		if v := of(o); v != "" {
			n[v] += o.Documents
		}
	}
	for _, o := range g {
		if v := of(o); v != "" && (best == "" || n[v] > n[best]) {
			best = v
		}
	}
	return best
}
