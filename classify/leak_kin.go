package classify

import (
	"slices"
	"strings"

	"wenjian/internal/gazetteer"
	"wenjian/internal/pattern"
	"wenjian/internal/zh"
)

const (
	knownBefore  = 8 // characters before a name, and behind it, that may say whose it is
	knownBehind  = 6
	maxLeakTells = 2 // a name told more often is a body of the text's own story
	addressLines = 6 // a salutation stands among the first lines
	addressRunes = 30
)

// kinLeaks finds bodies of our own type in the places where only we, or those
// whom we address, can stand: 岭头村 where 南溪村 builds its village. Bodies of
// another type may be parts of ours or stand above us, and are let be.
func (c *Classifier) kinLeaks(r *reading, own []string, add func(start, end int, rule string, confidence float64)) {
	text := r.view.Text
	ours := append(append([]string(nil), own...), c.addressees(r)...)
	near := c.leak.kinStretches(r, ours)
	inAny(c.leak.kin, text, near, func(_ int, m []int) {
		if name := text[m[2]:m[3]]; c.leak.akin(name, ours) && c.foreign(r, ours, name) && !c.leak.explained(text, name) {
			add(m[2], m[3], "foreign-kin", 0.7)
		}
	})
	for _, g := range c.leak.above {
		in(&g, text, near, func(m []int) {
			if name := text[m[2]:m[3]]; c.leak.akin(name, own) && !c.shares(ours, name) && !c.leak.explained(text, name) && !c.mayGovern(r, own[0], name) {
				add(m[2], m[3], "foreign-above", 0.65)
			}
		})
	}
}

// kinStretches returns the stretches up to a 。 that hold a word for the type
// of one of ours: in no other can a name be akin to ours.
func (l *leakRules) kinStretches(r *reading, ours []string) []stretch {
	words := make([]string, 0, len(l.types))
	for _, w := range l.types {
		for _, o := range ours {
			if strings.Contains(o, w) {
				words = append(words, w)
				break
			}
		}
	}
	var out []stretch
	for _, s := range r.stretches() {
		if len(l.types) == 0 || pattern.ContainsAny(s.Of(r.view.Text), words) {
			out = append(out, s)
		}
	}
	return out
}

// addressees returns the bodies that the document speaks to: in its title, 对X
// 的点评意见, and in its salutation.
func (c *Classifier) addressees(r *reading) []string {
	var out []string
	if m := c.leak.addressed.FindStringSubmatch(zh.Fold(r.Title.Value)); m != nil {
		out = append(out, c.docs.units.host(m[1]))
	}
	text := r.view.Text
	for i, l := range textLines(text) {
		s := text[l.start:l.end]
		if i == addressLines {
			break
		}
		if name := strings.TrimSuffix(s, ":"); name != s && runes(name) <= addressRunes && c.docs.units.organEnd(name) {
			out = append(out, c.docs.units.host(name))
		}
	}
	return out
}

// akin reports whether one of ours is of the type of name: the same word for
// the body ends it or, when name is a place, stands in it.
func (l *leakRules) akin(name string, ours []string) bool {
	kind := l.kindWord.FindString(name)
	if kind == "" || runes(name)-runes(kind) < placeRunes || l.common.MatchString(name) {
		return false
	}
	place := l.place.MatchString(kind)
	for _, o := range ours {
		if strings.HasSuffix(o, kind) || place && l.inSuchPlace(o, kind) {
			return true
		}
	}
	return false
}

// inSuchPlace reports whether a name says that its unit lies in a place of
// that type, or of one on the same rung: 渡口坪镇 beside 龙塘乡.
func (l *leakRules) inSuchPlace(name, kind string) bool {
	for _, g := range l.rivals {
		if !slices.Contains(g, kind) || kind == "市" { // a city may lie above
			continue
		}
		for _, k := range g {
			if at := l.stand.placed.FindString(name); strings.HasSuffix(at, k) && runes(at) > placeRunes {
				return true
			}
		}
	}
	return strings.Contains(name, kind) && !strings.HasPrefix(name, kind)
}

// shares reports whether one of ours holds the name, or begins as it does.
func (c *Classifier) shares(ours []string, name string) bool {
	for _, o := range ours {
		if strings.HasPrefix(o, firstRunes(name, placeRunes)) || holdsAll(o, name) {
			return true
		}
	}
	return false
}

// mayGovern reports whether place can stand above the unit called name: a real
// city above its counties, or a city that may be one above a city that may be
// a county.
func (c *Classifier) mayGovern(r *reading, name, place string) bool {
	if outer := c.lvl.places.Find(place); len(outer) > 0 {
		for _, p := range c.lvl.placesIn(name) {
			for _, o := range outer {
				if p.Within(o) {
					return true
				}
			}
		}
	}
	return strings.HasSuffix(place, "市") && r.Unit.Level != c.lvl.byRung[gazetteer.City] || strings.HasSuffix(place, "市") && !strings.Contains(r.view.Text, "省")
}

// explained reports whether the text says elsewhere what name is to us, a
// partner or a place visited, or tells of it often.
func (l *leakRules) explained(text, name string) bool {
	for at, n := 0, 0; ; n++ {
		i := strings.Index(text[at:], name)
		if i < 0 {
			return false
		}
		start := at + i
		at = start + len(name)
		if n == maxLeakTells || l.known.MatchString(lastRunes(text[:start], knownBefore)) || l.known.MatchString(firstRunes(text[at:], knownBehind)) {
			return true
		}
	}
}

// compileKin compiles the terms of units.yaml that kinLeaks needs.
func (l *leakRules) compileKin(terms *list) error {
	var err error
	if l.kin, err = compileSieve(terms.Terms["leak_kin"]); err != nil {
		return err
	}
	if l.above, err = compileGuarded(terms.Terms["leak_above"]); err != nil {
		return err
	}
	if err := compileTerms(terms, map[string]**pattern.Regexp{
		"leak_known": &l.known, "leak_beside": &l.beside, "leak_common": &l.common, "leak_types": &l.kindWord, "leak_places": &l.place, "leak_addressed": &l.addressed, "leak_company": &l.company,
	}); err != nil {
		return err
	}
	if l.stand, err = compileStand(terms); err != nil {
		return err
	}
	l.ofOthers = terms.Terms["signed_by_others"]
	for _, g := range terms.Terms["leak_rivals"] {
		l.rivals = append(l.rivals, strings.Fields(g))
	}
	if l.echo, err = compileEcho(terms); err != nil {
		return err
	}
	l.types = pattern.Literals(l.kindWord)
	return nil
}
