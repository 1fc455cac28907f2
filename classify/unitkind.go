package classify

import (
	"fmt"
	"sort"
	"strings"

	"wenjian/internal/pattern"
	"wenjian/internal/zh"
)

// unitRules are the compiled rules of units.yaml.
type unitRules struct {
	kinds        []unitKind        // by weight, the heaviest first
	none         string            // the kind that says there is no unit
	party        pattern.Edged     // the Party body at the end of a name
	organ        pattern.Edged     // the end of any organisation's name
	generic      pattern.Edged     // names that name nobody
	blotted      *pattern.Regexp   // a masked stretch of a name
	signedBy     pattern.Guarded   // 承诺单位: and its kin before a name
	stamp        *pattern.Regexp   // (盖章) behind a name
	represents   pattern.Guarded   // 我代表X向…; group 1 is X
	commissioned *pattern.Regexp   // one who speaks for a unit's head; group 1 is the unit
	opening      *pattern.Regexp   // who acts in the opening; group 1 is the name
	author       *pattern.Regexp   // the line of one who writes; group 1 is the unit
	officer      *pattern.Regexp   // an officer's line under the title; group 1 is the unit
	superior     []pattern.Guarded // whom the opening obeys; group 1
	superiorFar  []pattern.Guarded // whom the text obeys anywhere; group 1
	nobody       *pattern.Regexp   // bodies of our own, and superiors without a name
	hostless     *pattern.Regexp   // a name without its Party body that names no host
	subject      *pattern.Regexp   // whom a portrait's title is about; group 1 is the unit
	portrait     *pattern.Regexp   // the same by one of its people
	bare         *pattern.Regexp   // a title's beginning that names a body of no place: 区委
	deed         *pattern.Regexp   // the part of a title that tells a deed: 白衣天使进社区
	bodyIn       *pattern.Regexp   // the first Party body inside a title; group 1 ends there
	officeIn     *pattern.Regexp   // an office that begins a title and holds words of its matter; group 1
	bodyFirst    *pattern.Regexp   // a Party body at the beginning
	placed       *pattern.Regexp   // a name that says where
	placeEnd     *pattern.Regexp   // a place at the end of what stands before a name; group 1
	ownGroup     []pattern.Guarded // our own leading group; group 1 is whose
	introduced   pattern.Guarded   // a name with the short form it introduces; groups 1 and 2
}

// unitKind is one row of units.yaml, compiled.
type unitKind struct {
	id       string
	patterns pattern.Choice
	not      pattern.Choice
	suffixes []string
	context  []pattern.Guarded
	self     []string // what such a unit calls itself
	weight   float64
}

// compile fills u from units.yaml.
func (u *unitRules) compile(l *list) error {
	var party, organ, generic, signedBy, represents, introduced *pattern.Regexp
	if err := compileTerms(l, map[string]**pattern.Regexp{
		"party": &party, "organ": &organ, "generic": &generic, "masked": &u.blotted,
		"signed_by": &signedBy, "stamp": &u.stamp, "represents": &represents, "opening": &u.opening, "author": &u.author, "officer": &u.officer, "hostless": &u.hostless,
		"subject": &u.subject, "portrait": &u.portrait, "bare": &u.bare, "commissioned": &u.commissioned, "nobody": &u.nobody, "deed": &u.deed, "body_in": &u.bodyIn, "office_in": &u.officeIn, "body_first": &u.bodyFirst, "placed": &u.placed, "place_end": &u.placeEnd, "introduced": &introduced,
	}); err != nil {
		return fmt.Errorf("units.yaml: %w", err)
	}
	// Names end with these; the terms themselves say nothing about where.
	for _, e := range []struct {
		to *pattern.Edged
		re *pattern.Regexp
	}{{&u.party, party}, {&u.organ, organ}} {
		end, err := pattern.Compile("(?:" + e.re.String() + ")$")
		if err != nil {
			return fmt.Errorf("%w: units.yaml: %w", ErrTaxonomy, err)
		}
		*e.to = pattern.NewEdged(end)
	}
	u.generic, u.signedBy, u.represents, u.introduced = pattern.NewEdged(generic), pattern.Guard(signedBy), pattern.Guard(represents), pattern.Guard(introduced)
	var err error
	if u.ownGroup, err = compileGuarded(l.Terms["own_group"]); err != nil {
		return fmt.Errorf("%w: units.yaml: own_group: %w", ErrTaxonomy, err)
	}
	if u.superior, err = compileGuarded(l.Terms["superior"]); err != nil {
		return fmt.Errorf("%w: units.yaml: superior: %w", ErrTaxonomy, err)
	}
	if u.superiorFar, err = compileGuarded(l.Terms["superior_far"]); err != nil {
		return fmt.Errorf("%w: units.yaml: superior_far: %w", ErrTaxonomy, err)
	}
	for _, row := range l.Kinds {
		context, err := compileGuarded(row.Context)
		if err != nil {
			return fmt.Errorf("%w: units.yaml: kind %s: context: %w", ErrTaxonomy, row.ID, err)
		}
		u.kinds = append(u.kinds, unitKind{row.ID, pattern.NewChoice(row.patterns), pattern.NewChoice(row.not), row.Suffixes, context, row.Words, weightOf(row.Weight)})
		if len(row.patterns)+len(row.Suffixes)+len(context) == 0 {
			u.none = row.ID
		}
	}
	sort.SliceStable(u.kinds, func(i, j int) bool { return u.kinds[i].weight > u.kinds[j].weight })
	return nil
}

// host returns the folded name without its Party body: 白石小学 for
// 中共白石小学支部委员会. A name that is nothing but a Party body becomes "".
func (u *unitRules) host(name string) string {
	if rest := strings.TrimPrefix(name, "中国共产党"); rest != name {
		name = "中共" + rest
	}
	rest := strings.TrimPrefix(name, "中共")
	for range 3 {
		m := u.party.FindStringIndex(rest)
		if m == nil || m[1] == m[0] {
			break
		}
		rest = rest[:m[0]]
	}
	if rest != name && strings.HasPrefix(name, "中共") {
		rest = strings.TrimSuffix(rest, "委员会")
	}
	return rest
}

// kindOf returns the kind of the unit with that name, "" when unknown.
func (u *unitRules) kindOf(name string) string {
	name = zh.Fold(name)
	host := u.host(name)
	for _, n := range []string{host, name} {
		for _, k := range u.kinds {
			if k.patterns.Match(n) && !k.not.Match(n) {
				return k.id
			}
		}
		id, length := "", 0
		for _, k := range u.kinds {
			for _, s := range k.suffixes {
				if len(s) > length && strings.HasSuffix(n, s) {
					id, length = k.id, len(s)
				}
			}
		}
		if id != "" {
			return id
		}
	}
	return ""
}

// selfWeight is how much more a word for ourselves tells than a word that
// units of a kind like to use.
const selfWeight = 4

// contextKind returns the kind that the running text speaks of as its own.
func (u *unitRules) contextKind(r *reading) string {
	id, best := "", 0
	text := r.view.Text
	for _, k := range u.kinds {
		n := 0
		for _, g := range k.context {
			in(&g, text, r.stretches(), func([]int) { n++ })
		}
		for _, w := range k.self {
			n += selfWeight * strings.Count(text, w)
		}
		if n > best {
			id, best = k.id, n
		}
	}
	return id
}
