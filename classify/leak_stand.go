package classify

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"wenjian/internal/pattern"
	"wenjian/internal/zh"
)

const (
	standRunes  = 18 // a name with the verb before it stands in so many characters
	behindRunes = 24 // what is said of it in so many behind
	typeRunes   = 3  // no word for a type of body is longer
)

// standRules are the terms of units.yaml for names in our stead: 推动县农机局
// 各项工作, 桃林中学党支部将….
type standRules struct {
	last     map[rune]bool     // last characters of the types of bodies
	self     map[rune]bool     // characters before a type that make it no foreign name
	bodies   []string          // Party bodies that may stand behind a name
	pairs    []string          // superiors named by their rung: 县委
	longer   pattern.Edged     // a type behind a type: the name goes on
	general  []string          // syllables of names that tell no line of work
	objects  pattern.Edged     // what of ours stands behind a name whose affairs we tend
	matters  []pattern.Guarded // the same, in wider wordings
	subjects pattern.Edged     // what of ours stands behind a name that begins a clause
	told     []pattern.Guarded // the same, in wider wordings
	heeded   pattern.Edged     // the same, as superiors too are told of
	lead     *regexp.Regexp    // every word that may stand before a name; the last one counts
	own      pattern.Edged     // of these, the verbs of which our own affairs are the object
	with     pattern.Edged     // words that join another body to us
	near     pattern.Edged     // and those for which that holds where the name is of our type
	placed   pattern.Edged     // a name that begins with a place or a rung
	natural  pattern.Edged     // bodies that stand above everybody
	organs   pattern.Edged     // types of which a unit has many of its own
	groups   []*regexp.Regexp
	read     *regexp.Regexp              // words before a title that say it is another's
	peers    map[string]bool             // unit kinds that speak so only of units of these kinds
	upper    map[string]bool             // unit kinds under which other units stand
	above    map[string][]*regexp.Regexp // by unit kind: who stands above it by nature
}

// compileStand compiles the terms of units.yaml that standLeaks needs.
func compileStand(l *list) (*standRules, error) {
	s := &standRules{last: map[rune]bool{}, self: map[rune]bool{}, bodies: l.Terms["stand_bodies"], pairs: l.Terms["stand_pairs"], general: l.Terms["stand_general"], upper: map[string]bool{}, peers: map[string]bool{}, above: map[string][]*regexp.Regexp{}}
	var objects, subjects, heeded, own, near, with, placed, natural, organs, longer, types *regexp.Regexp
	if err := compileTerms(l, map[string]**regexp.Regexp{
		"stand_objects": &objects, "stand_subjects": &subjects, "stand_heeded": &heeded, "stand_lead": &s.lead, "stand_own": &own, "stand_near": &near, "stand_with": &with,
		"stand_placed": &placed, "stand_natural": &natural, "stand_organs": &organs, "stand_longer": &longer, "leak_types": &types, "stand_read": &s.read,
	}); err != nil {
		return nil, err
	}
	for _, e := range []struct {
		to *pattern.Edged
		re *regexp.Regexp
	}{{&s.objects, objects}, {&s.subjects, subjects}, {&s.heeded, heeded}, {&s.own, own}, {&s.near, near}, {&s.with, with}, {&s.placed, placed}, {&s.natural, natural}, {&s.organs, organs}, {&s.longer, longer}} {
		*e.to = pattern.NewEdged(e.re)
	}
	for _, w := range pattern.Literals(types) {
		r, _ := utf8.DecodeLastRuneInString(w)
		s.last[r] = true
	}
	for _, w := range l.Terms["stand_self"] {
		r, _ := utf8.DecodeRuneInString(w)
		s.self[r] = true
	}
	var err error
	if s.matters, err = compileTests(l.Terms["stand_matters"]); err != nil {
		return nil, fmt.Errorf("stand_matters: %w", err)
	}
	if s.told, err = compileTests(l.Terms["stand_told"]); err != nil {
		return nil, fmt.Errorf("stand_told: %w", err)
	}
	if s.groups, err = compileAll(l.Terms["stand_groups"]); err != nil {
		return nil, fmt.Errorf("stand_groups: %w", err)
	}
	for name, set := range map[string]map[string]bool{"stand_upper": s.upper, "stand_organ_kinds": s.peers} {
		for _, kind := range l.Terms[name] {
			if _, ok := l.byID[kind]; !ok {
				return nil, fmt.Errorf("%w: %s: no unit kind %s", ErrTaxonomy, name, kind)
			}
			set[kind] = true
		}
	}
	for _, row := range l.Kinds {
		if s.above[row.ID], err = compileAll(row.Above); err != nil {
			return nil, fmt.Errorf("%w: kind %s: above: %w", ErrTaxonomy, row.ID, err)
		}
	}
	return s, nil
}

// standLeaks finds foreign bodies where what is said behind the name, and the
// verb before it, can only be said of us. It asks at each word that ends
// bodies' names, and mostly the next characters answer.
func (c *Classifier) standLeaks(r *reading, own []string, add func(start, end int, rule string, confidence float64)) {
	text := r.view.Text
	rules := c.leak.stand
	ours := append(append([]string(nil), own...), c.addressees(r)...)
	before := rune(0)
	for i, ch := range text {
		self := rules.self[before]
		before = ch
		if !rules.last[ch] || self {
			continue
		}
		end := i + utf8.RuneLen(ch)
		behind := rules.behind(text[end:])
		object, subject, heeded := rules.objects.MatchString(behind) || pattern.MatchAny(rules.matters, behind), rules.subjects.MatchString(behind) || pattern.MatchAny(rules.told, behind), rules.heeded.MatchString(behind)
		if !object && !subject && !heeded && !strings.Contains(behind, "结合") || rules.longer.MatchString(text[end:]) || endsWithAny(text[:end], ours) || endsWithAny(text[:end], rules.pairs) {
			continue
		}
		name, lead, opens := rules.nameBefore(c, text[:end])
		if name == "" || !c.mayStand(r, ours, name, object && lead != "") {
			continue
		}
		akin := c.leak.akinGroup(name, own)
		switch {
		case rules.with.MatchString(lead) && strings.Contains(behind, "结合"):
		case object && lead != "" && (rules.own.MatchString(lead) || akin && rules.near.MatchString(lead)):
		case subject && opens:
		case opens && (akin || len(rules.above[r.Unit.Kind]) > 0) && heeded:
		default:
			continue
		}
		if c.foreign(r, ours, name) && !c.leak.explained(text, name) && !c.leak.partnered(text, name) {
			add(end-len(name), end, "foreign-stand", 0.65)
		}
	}
}

// behind returns the beginning of what text says of the name before it, its
// Party body left out.
func (s *standRules) behind(text string) string {
	text = strings.TrimPrefix(firstRunes(text, behindRunes), "机关")
	for _, b := range s.bodies {
		if rest, ok := strings.CutPrefix(text, b); ok {
			text = rest
			break
		}
	}
	return strings.TrimPrefix(text, "的")
}

// nameBefore returns the body's name at the end of text with the word before
// it, or reports that the name opens a clause.
func (s *standRules) nameBefore(c *Classifier, text string) (name, lead string, opens bool) {
	run := lastRunes(text, standRunes)
	edge := len(run) < len(text)
	for i := len(run); i > 0; {
		r, size := utf8.DecodeLastRuneInString(run[:i])
		if !zh.IsHan(r) {
			run = run[i:]
			edge = false
			opens = strings.ContainsRune(",。;:\n!?)", r)
			break
		}
		i -= size
	}
	at := s.lead.FindAllStringIndex(run, -1)
	for i := len(at) - 1; i >= 0; i-- {
		if i+1 < len(at) && at[i+1][0] == at[i][1] {
			continue // 不断提高学校, 为在公司: behind the later one stood too little for a name
		}
		if rest := run[at[i][1]:]; c.leak.isBody(rest) {
			verb := at[i]
			if i > 0 && run[verb[0]:verb[1]] == "了" && at[i-1][1] == verb[0] {
				verb = at[i-1] // 提高了
			}
			return rest, run[verb[0]:verb[1]], false
		}
	}
	if edge || len(at) > 0 && at[0][0] == 0 && at[0][1] > len("在") || !c.leak.isBody(run) { // 推动学校: a verb before too little
		return "", "", false
	}
	return run, "", opens || len(run) == len(text)
}

// isBody reports whether name can be a body's: a type at its end and enough
// before it.
func (l *leakRules) isBody(name string) bool {
	kind := l.kindWord.FindString(name)
	return kind != "" && runes(name) >= leakMinRunes && runes(name) > runes(kind) && !l.common.MatchString(name)
}

// mayStand reports whether a name can be told from ours and from those of our
// superiors at all: it is of our type, or says where it is and stands on our
// rung. As the object of our own affairs it may stand on another, when nothing
// says that it is of our line, and we may have others below us.
func (c *Classifier) mayStand(r *reading, ours []string, name string, object bool) bool {
	s := c.leak.stand
	name = strings.TrimPrefix(name, "中共")
	if s.natural.MatchString(name) {
		return false
	}
	for _, re := range s.above[r.Unit.Kind] {
		if re.MatchString(name) {
			return false
		}
	}
	for _, o := range ours {
		if strings.HasSuffix(name, o) {
			return false
		}
	}
	if c.leak.place.MatchString(c.leak.kindWord.FindString(name)) {
		return c.leak.akin(name, ours)
	}
	rung := s.placed.FindString(name)
	akin := c.leak.akinGroup(name, ours)
	if akin && c.leak.bareRung(name) != "" && c.lvl.ofName(name) != r.Unit.Level {
		return false // 省电力公司 above 沅岭供电公司
	}
	if akin && (rung != "" || !s.organs.MatchString(name)) {
		return true
	}
	if rung == "" || s.upper[r.Unit.Kind] && !object {
		return false
	}
	if s.peers[r.Unit.Kind] && !s.peers[c.docs.units.kindOf(name)] {
		return false
	}
	level := c.lvl.ofName(name)
	return level == r.Unit.Level || r.Unit.Level == c.lvl.outside || r.Unit.Level == "" || object && !s.sameLine(name, rung, ours)
}

// sameLine reports whether a name, its place left out, shares a word of two
// characters with one of ours: 市林业局 and 沅溪县林业局. Words that all lines
// of work use do not count.
func (s *standRules) sameLine(name, place string, ours []string) bool {
	rest := []rune(strings.TrimPrefix(name, place))
	for i := 0; i+1 < len(rest); i++ {
		word := string(rest[i : i+2])
		if slices.Contains(s.general, word) {
			continue
		}
		for _, o := range ours {
			if strings.Contains(o, word) {
				return true
			}
		}
	}
	return false
}

// endsWithAny reports whether text ends with one of words.
func endsWithAny(text string, words []string) bool {
	for _, w := range words {
		if strings.HasSuffix(text, w) {
			return true
		}
	}
	return false
}

// akinGroup reports whether one of ours is of the type of name, or of one that
// is mostly its like: schools of all stages, hospitals, works.
func (l *leakRules) akinGroup(name string, ours []string) bool {
	if l.akin(name, ours) {
		return true
	}
	for _, g := range l.stand.groups {
		if !g.MatchString(name) {
			continue
		}
		for _, o := range ours {
			if g.MatchString(o) {
				return true
			}
		}
	}
	return false
}

// partnered reports whether the text names the body beside us somewhere: 与X,
// X、Y. 同X的工作结合 is no partnership.
func (l *leakRules) partnered(text, name string) bool {
	for at := 0; ; {
		i := strings.Index(text[at:], name)
		if i < 0 {
			return false
		}
		start := at + i
		at = start + len(name)
		if l.beside.MatchString(lastRunes(text[:start], typeRunes)) && !strings.Contains(firstRunes(text[at:], behindRunes), "结合") || strings.HasPrefix(text[at:], "、") || strings.HasPrefix(text[at:], "等") {
			return true
		}
	}
}

// titleLeaks finds papers of bodies of our type that the text handles as its
// own: 按照《桃林中学创先争优活动实施方案》. What it reads as another's is let be.
func (c *Classifier) titleLeaks(r *reading, own []string, add func(start, end int, rule string, confidence float64)) {
	text := r.view.Text
	for _, t := range citedTitles(text) {
		title := t.Of(text)
		name := c.docs.units.host(c.titleUnit(title))
		if name == "" || !c.leak.isBody(name) || !c.leak.akinGroup(name, own) || c.leak.stand.read.MatchString(lastRunes(text[:t.Start-len("《")], citedNear)) {
			continue
		}
		at := strings.Index(title, name)
		if at >= 0 && c.mayStand(r, own, name, false) && c.foreign(r, own, name) && !c.leak.explained(text, name) && !c.leak.partnered(text, name) {
			add(t.Start+at, t.Start+at+len(name), "foreign-title", 0.7)
		}
	}
}
