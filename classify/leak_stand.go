package classify

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"wenjian/internal/pattern"
	"wenjian/internal/zh"
)

const (
	standRunes  = 18 // a name with the verb before it stands in so many characters
	behindRunes = 24 // what is said of it in so many behind
	toldRunes   = 40 // what is said of its state in so many
	typeRunes   = 3  // no word for a type of body is longer
	partRunes   = 5  // a name of so many characters without a place is a part's of ours: 运输公司
)

// standRules are the terms of units.yaml for names in our stead: 推动县农机局
// 各项工作, 桃林中学党支部将….
type standRules struct {
	last     map[rune]bool   // last characters of the types of bodies
	self     map[rune]bool   // characters before a type that make it no foreign name
	bodies   []string        // Party bodies that may stand behind a name
	pairs    []string        // superiors named by their rung: 县委
	longer   pattern.Edged   // a type behind a type: the name goes on
	general  []string        // syllables of names that tell no line of work
	objects  pattern.Edged   // what of ours stands behind a name whose affairs we tend
	matters  pattern.Choice  // the same, in wider wordings
	subjects pattern.Edged   // what of ours stands behind a name that begins a clause
	told     pattern.Choice  // what is told of one's own state, good or bad
	helped   *pattern.Regexp // words in its sentence that say that we made it so for another
	models   pattern.Edged   // what of a body one becomes: 排头兵
	rise     pattern.Edged   // verbs for that
	inner    *pattern.Regexp // units whose names say that they speak for their own organ alone
	sole     pattern.Edged   // types that tell a body even where its name shows no place
	siblings *pattern.Regexp // types of parts of a larger body
	whole    *pattern.Regexp // the larger body before the part's name
	part     *pattern.Regexp // units that have such bodies of their own
	heeded   pattern.Edged   // the same, as superiors too are told of
	lead     *pattern.Regexp // every word that may stand before a name; the last one counts
	own      pattern.Edged   // of these, the verbs of which our own affairs are the object
	with     pattern.Edged   // words that join another body to us
	near     pattern.Edged   // and those for which that holds where the name is of our type
	placed   pattern.Edged   // a name that begins with a place or a rung
	natural  pattern.Edged   // bodies that stand above everybody
	organs   pattern.Edged   // types of which a unit has many of its own
	groups   []*pattern.Regexp
	read     *pattern.Regexp              // words before a title that say it is another's
	peers    map[string]bool              // unit kinds that speak so only of units of these kinds
	upper    map[string]bool              // unit kinds under which other units stand
	above    map[string][]*pattern.Regexp // by unit kind: who stands above it by nature
}

// compileStand compiles the terms of units.yaml that standLeaks needs.
func compileStand(l *list) (*standRules, error) {
	s := &standRules{last: map[rune]bool{}, self: map[rune]bool{}, bodies: l.Terms["stand_bodies"], pairs: l.Terms["stand_pairs"], general: l.Terms["stand_general"], upper: map[string]bool{}, peers: map[string]bool{}, above: map[string][]*pattern.Regexp{}}
	var objects, subjects, heeded, own, near, with, placed, natural, organs, longer, types, models, rise, sole *pattern.Regexp
	if err := compileTerms(l, map[string]**pattern.Regexp{
		"stand_objects": &objects, "stand_subjects": &subjects, "stand_heeded": &heeded, "stand_lead": &s.lead, "stand_own": &own, "stand_near": &near, "stand_with": &with,
		"stand_placed": &placed, "stand_natural": &natural, "stand_organs": &organs, "stand_longer": &longer, "leak_types": &types, "stand_read": &s.read,
		"stand_helped": &s.helped, "stand_models": &models, "stand_rise": &rise, "stand_inner": &s.inner, "stand_sole": &sole, "stand_part": &s.part, "stand_siblings": &s.siblings, "stand_whole": &s.whole,
	}); err != nil {
		return nil, err
	}
	for _, e := range []struct {
		to *pattern.Edged
		re *pattern.Regexp
	}{{&s.objects, objects}, {&s.subjects, subjects}, {&s.heeded, heeded}, {&s.own, own}, {&s.near, near}, {&s.with, with}, {&s.placed, placed}, {&s.natural, natural}, {&s.organs, organs}, {&s.longer, longer}, {&s.models, models}, {&s.rise, rise}, {&s.sole, sole}} {
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
		said := rules.saidOf(text[end:])
		if !said.any() || rules.longer.MatchString(text[end:]) || endsWithAny(text[:end], ours) || endsWithAny(text[:end], rules.pairs) {
			continue
		}
		name, lead, opens := rules.nameBefore(c, text[:end])
		home := c.leak.atHome(name, own)
		if name == "" || !c.standsFor(r, own, ours, home, lead, opens, said) {
			continue
		}
		if said.told && !said.owned() && (rules.helped.MatchString(clausesAround(text, end-len(name), end)) || c.leak.goesOn(name, text[end:])) {
			continue
		}
		if c.foreign(r, ours, home) && !c.leak.explained(text, name) && !c.leak.partnered(text, name) {
			add(end-len(name), end, "foreign-stand", 0.65)
		}
	}
}

// atHome returns a name in our own place as we would say it: 县公路段 for
// 临河县公路段 in a text of 临河县水文队. Others it returns as they are.
func (l *leakRules) atHome(name string, own []string) string {
	for _, o := range own {
		at := l.stand.placed.FindString(o)
		rest, ok := strings.CutPrefix(name, at)
		if !ok || runes(at) <= placeRunes || runes(rest) < placeRunes || strings.HasPrefix(o[len(at):], firstRunes(rest, placeRunes)) || holdsAll(o[len(at):], rest) {
			continue
		}
		return lastRunes(at, 1) + rest
	}
	return name
}

// standsFor reports whether what is said of name, with the verb before it, can
// only be said of us.
func (c *Classifier) standsFor(r *reading, own, ours []string, name, lead string, opens bool, said said) bool {
	rules := c.leak.stand
	if said.told && (opens || rules.own.MatchString(lead)) && (c.mayBeTold(r, ours, name) || said.system && !c.speaksForOthers(r) && len(c.leak.echo.tradesOf(name, ours)) > 0) {
		return true
	}
	if !c.mayStand(r, ours, name, (said.object || said.model) && lead != "") {
		return false
	}
	akin := c.leak.akinGroup(name, own)
	switch {
	case rules.with.MatchString(lead) && said.joined:
	case said.object && lead != "" && (rules.own.MatchString(lead) || akin && rules.near.MatchString(lead)):
	case said.model && rules.rise.MatchString(lead):
	case said.subject && opens:
	case opens && (akin || len(rules.above[r.Unit.Kind]) > 0) && said.heeded:
	default:
		return false
	}
	return true
}

// behind returns the first n characters of what text says of the name before
// it, its Party body left out.
func (s *standRules) behind(text string, n int) string {
	text = strings.TrimPrefix(firstRunes(text, n), "机关")
	for _, b := range s.bodies {
		if rest, ok := strings.CutPrefix(text, b); ok && !strings.HasPrefix(rest, "织") && !strings.HasPrefix(rest, "员") {
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
			opens = opensClause(text[:len(text)-len(run)+i])
			run = run[i:]
			edge = false
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

// clauseOpener is what ends where a clause can begin: a stop, a quotation's end,
// a heading's number.
var clauseOpener = pattern.MustCompile(`(?:[,。;:\n!?)]|[。!?]"|(?:^|\n|\()[一二三四五六七八九十0-9]{1,2}[、.])$`)

// opensClause reports whether a clause begins behind text.
func opensClause(text string) bool { return clauseOpener.MatchString(lastRunes(text, 4)) }

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
	kind := c.leak.kindWord.FindString(name)
	if endsWithAny(name, ours) {
		return false
	}
	if c.leak.place.MatchString(kind) {
		return c.leak.akin(name, ours) && (!c.speaksForOthers(r) || c.lvl.ofName(name) == r.Unit.Level) &&
			(slices.ContainsFunc(ours, func(o string) bool { return strings.HasSuffix(s.placed.FindString(o), kind) }) || !anyMatch(s.above[r.Unit.Kind], name))
	}
	if s.isSibling(name, kind, ours) {
		return true
	}
	if anyMatch(s.above[r.Unit.Kind], name) {
		return false
	}
	rung := s.placed.FindString(name)
	akin := c.leak.akinGroup(name, ours)
	if akin && c.leak.bareRung(name) != "" && c.lvl.ofName(name) != r.Unit.Level {
		return false // 省电力公司 above 沅岭供电公司
	}
	if akin && rung == "" && runes(name) < partRunes && s.part.MatchString(ours[0]) {
		return false
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

// anyMatch reports whether one of res matches s.
func anyMatch(res []*pattern.Regexp, s string) bool {
	return slices.ContainsFunc(res, func(re *pattern.Regexp) bool { return re.MatchString(s) })
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
