package classify

import (
	"fmt"
	"strconv"
	"strings"

	"wenjian/corpus"
	"wenjian/internal/linear"
	"wenjian/internal/pattern"
	"wenjian/internal/zh"
)

// A statusRule decides whether a mention was held, planned, required or only
// named. The rules of status.yaml are tried in order, the first that
// applies decides; every field that is given must hold. Regexps look at
// folded text with names and titles blotted out.
type statusRule struct {
	Name       string        `yaml:"name"`
	Status     corpus.Status `yaml:"status"` // "section": what the section suggests
	Confidence float64       `yaml:"confidence"`
	When       string        `yaml:"when"` // "document": it took place on the document's date

	Kinds     []string        `yaml:"kinds"`     // activity kinds it is for
	NotKinds  []string        `yaml:"not_kinds"` // activity kinds it is not for
	Modes     []string        `yaml:"modes"`     // modes of the document, see sections.yaml
	Documents []string        `yaml:"documents"` // document kinds
	Sections  []string        `yaml:"sections"`  // kinds of the section, or of one around it; "none": stands in none
	Default   []corpus.Status `yaml:"default"`   // what the section suggests is one of these
	Heading   string          `yaml:"heading"`   // "yes": stands in a heading; "no": does not
	Actor     string          `yaml:"actor"`     // "other": the clause's subject is a body that is not the unit
	Mood      []mood          `yaml:"mood"`      // how its clause speaks, or where that does not tell those before it: done, will, must, now, none
	Who       []corpus.Actor  `yaml:"who"`       // who carries it out: own, part, superior, other, or "" where the sentence does not tell
	Turn      turn            `yaml:"turn"`      // what its paragraph has turned to: next, fault
	Date      string          `yaml:"date"`      // "after": its date lies after the document's; "past": before or on it

	Before  string `yaml:"before"` // in its clause, left of the mention
	At      string `yaml:"at"`     // in the mention's own words
	After   string `yaml:"after"`  // in its clause, right of the mention
	Clause  string `yaml:"clause"` // in its clause
	Left    string `yaml:"left"`   // in its sentence up to the end of its clause
	Unless  string `yaml:"unless"` // not in its clause
	NotLeft string `yaml:"not_left"`

	before, at, after, clause, left, unless, notLeft *pattern.Guarded
}

// fromSection is the status of a rule that leaves the decision to the section.
const fromSection corpus.Status = "section"

// compileStatus prepares the status rules of l.
func compileStatus(l *list) ([]statusRule, error) {
	rules := append([]statusRule(nil), l.Status...)
	known := map[corpus.Status]bool{fromSection: true}
	for _, s := range corpus.Statuses() {
		known[s] = true
	}
	for i := range rules {
		r := &rules[i]
		fail := func(err error) error {
			return fmt.Errorf("%w: status.yaml: rule %d %s: %w", ErrTaxonomy, i+1, r.Name, err)
		}
		if r.Name == "" || !known[r.Status] {
			return nil, fail(fmt.Errorf("needs a name and a known status, has %q", r.Status))
		}
		if r.Confidence == 0 {
			r.Confidence = 0.8
		}
		for _, p := range []struct {
			to        **pattern.Guarded
			name, src string
		}{
			{&r.before, "before", r.Before}, {&r.at, "at", r.At}, {&r.after, "after", r.After}, {&r.clause, "clause", r.Clause},
			{&r.left, "left", r.Left}, {&r.unless, "unless", r.Unless}, {&r.notLeft, "not_left", r.NotLeft},
		} {
			if p.src == "" {
				continue
			}
			full, err := l.expand(p.src)
			if err != nil {
				return nil, fail(fmt.Errorf("%s: %w", p.name, err))
			}
			re, err := pattern.Compile(full)
			if err != nil {
				return nil, fail(fmt.Errorf("%s: %w", p.name, err))
			}
			g := pattern.Guard(re)
			*p.to = &g
		}
	}
	return rules, nil
}

// statusContext is what the status of all mentions of a document depends on.
type statusContext struct {
	c    *Classifier
	r    *reading
	l    *layout
	mode string

	rules    []*statusRule // those that documents like this one can meet
	nextYear string        // the year that the document plans, as texts write it: 2012年; empty where its date is not known

	moods []mood           // by clause; "" where not asked yet
	turns map[int][]turnAt // by the start of the paragraph
	bag   linear.Bag
	who   actorFinder
}

func newStatusContext(c *Classifier, r *reading, l *layout) *statusContext {
	x := &statusContext{c: c, r: r, l: l, mode: c.sec.mode(r), who: newActorFinder(&c.evt.actor, r), turns: map[int][]turnAt{}}
	x.rules = x.rulesHere()
	if year, err := strconv.Atoi(head(r.Date.Value, len("2006"))); err == nil {
		// In January a summary of the old year plans the new one.
		if d, _ := zh.ReadDate(r.Date.Value); d.Month == 0 || d.Month > 2 {
			year++
		}
		x.nextYear = strconv.Itoa(year) + "年"
	}
	return x
}

// setting is one mention with the stretches of text that rules look at.
type setting struct {
	kind, when                      string
	heading                         bool
	sections                        []string
	byDefault                       corpus.Status
	actor                           string // see actorOf
	actorKnown                      bool
	mention                         mention
	mood                            mood         // see moodOf
	who                             corpus.Actor // see whoOf
	whoKnown                        bool
	before, at, after, clause, left string
	today                           bool // set by the rule that applied: it took place on the document's date

	signed struct{ before, at, after, clause, left signedText } // the same stretches, as a hundred rules ask about them
}

// A signedText is a text with the signature of its characters.
type signedText struct {
	text string
	sign pattern.Signature
}

func sign(text string) signedText { return signedText{text, pattern.Signed(text)} }

// status returns the status of the mention at s, the name of the rule and its confidence.
func (x *statusContext) status(s *setting) (corpus.Status, string, float64) {
	for _, rule := range x.rules {
		if !x.applies(rule, s) {
			continue
		}
		status := rule.Status
		s.today = rule.When == "document"
		if status == fromSection {
			status = s.byDefault
		}
		return status, string(status) + ":" + rule.Name, rule.Confidence
	}
	return s.byDefault, string(s.byDefault) + ":section", 0.7
}

// decide returns what is known of m: its status, the rule and confidence
// behind it, and when it takes place. A date without a year is read by whether
// the act lies ahead; where the section suggested otherwise it is read again.
func (x *statusContext) decide(m mention, times *timeline) (corpus.Status, string, float64, string) {
	s := x.setting(m)
	ahead := s.byDefault != corpus.Held
	s.when = times.of(m, ahead)
	status, rule, sure := x.status(&s)
	status, rule, sure = x.learnedStatus(&s, status, rule, sure)
	switch {
	case s.today:
		return status, rule, sure, x.r.Date.Value
	case status == corpus.Held && ahead, (status == corpus.Planned || status == corpus.Required) && !ahead:
		return status, rule, sure, times.of(m, !ahead)
	}
	return status, rule, sure, s.when
}

func (x *statusContext) setting(m mention) setting {
	l, cl := x.l, x.l.clauses[m.clause]
	sent := l.sentences[cl.sentence]
	end := max(cl.End, m.core.End)
	for c := m.clause; c < sent.end && l.clauses[c].Start < end; c++ {
		end = max(end, l.clauses[c].End)
	}
	start := sent.Start
	if x.goesOn(cl.sentence) {
		start = l.sentences[cl.sentence-1].Start
	}
	s := setting{
		mention: m,
		kind:    x.c.act.kinds.Kinds[m.kind].ID, heading: cl.heading,
		before: l.text[cl.Start:m.core.Start], at: m.core.Of(l.text), after: l.text[m.core.End:end],
		clause: l.text[cl.Start:end], left: l.text[start:end],
	}
	s.signed.before, s.signed.at, s.signed.after = sign(s.before), sign(s.at), sign(s.after)
	s.signed.clause, s.signed.left = sign(s.clause), sign(s.left)
	if cl.section >= 0 {
		for i := cl.section; i >= 0; i = x.r.Sections[i].Parent {
			s.sections = append(s.sections, x.r.Sections[i].Kinds...)
		}
	}
	if len(s.sections) == 0 {
		s.sections = []string{"none"}
	}
	s.byDefault = x.byDefault(cl, m.core.Start)
	return s
}

// goesOn reports whether a sentence behind a semicolon names no subject of its
// own: 每名党员每月学习一次;每年写心得2篇.
func (x *statusContext) goesOn(sentence int) bool {
	l := x.l
	if sentence == 0 || !l.sentences[sentence-1].soft {
		return false
	}
	s, prev := l.sentences[sentence], l.sentences[sentence-1]
	return l.clauses[s.first].section == l.clauses[prev.first].section && x.c.act.goesOn.MatchString(s.Of(l.text))
}

// byDefault returns what the section suggests for a mention at offset at. In
// a section that is both, such as 存在问题和下步打算, the text turns from the
// one to the other at a word such as 下一步.
func (x *statusContext) byDefault(cl clause, at int) corpus.Status {
	if cl.section < 0 {
		return x.c.sec.statusOf("", x.r.Kind.Value, x.mode)
	}
	sec := x.r.Sections[cl.section]
	if len(sec.Kinds) == 0 {
		return x.c.sec.statusOf("", x.r.Kind.Value, x.mode)
	}
	status := x.c.sec.statusOf(sec.Kinds[0], x.r.Kind.Value, x.mode)
	if status == corpus.Held && x.mode == "summary" && sec.Kinds[0] == "leadership" && x.behindFaults(cl.section) {
		return corpus.Planned
	}
	if status != corpus.Mentioned || cl.heading {
		return status
	}
	from := x.r.toView(max(sec.Start, sec.Heading.End))
	if from < at && !contains(x.c.sec.noTurn, sec.Kinds[0]) {
		if said := x.l.text[from:at]; x.c.sec.turn.MatchString(said) || x.nextYear != "" && strings.Contains(said, x.nextYear) {
			return corpus.Planned
		}
	}
	return status
}

// behindFaults reports whether a section on problems or plans stands before
// section i: a summary that comes to speak of leadership behind those speaks
// of what lies ahead.
func (x *statusContext) behindFaults(i int) bool {
	for _, sec := range x.r.Sections[:i] {
		if sec.Parent != i && overlap([]string{"problems", "causes", "plans"}, sec.Kinds) {
			return true
		}
	}
	return false
}

// actorOf says who acts in the clause of s, or in a short clause before it.
func (x *statusContext) actorOf(s *setting) string {
	if s.actorKnown {
		return s.actor
	}
	s.actorKnown = true
	l, m := x.l, s.mention
	s.actor = x.actor(l.text[l.clauses[m.clause].Start:m.core.End])
	if s.actor == "" && m.clause > l.sentences[l.clauses[m.clause].sentence].first {
		if prev := l.clauses[m.clause-1]; prev.Len() < shortClause {
			s.actor = x.actor(prev.Of(l.text))
		}
	}
	return s.actor
}

// whoOf says what the acting body that the sentence of s names is to the unit.
func (x *statusContext) whoOf(s *setting) corpus.Actor {
	if !s.whoKnown {
		text, core := x.r.view.Text, s.mention.core
		start := stopBefore(text, core.Start, false)
		if n := x.c.sec.number.FindStringIndex(text[start:core.Start]); n != nil && n[0] == 0 {
			start += n[1] // (五)县直机关工委将…
		}
		s.who, _ = x.who.of(&scene{
			at:       core,
			clause:   corpus.Span{Start: start, End: core.End},
			sentence: corpus.Span{Start: min(start, stopBefore(text, core.Start, true)), End: core.End},
		})
		s.whoKnown = true
	}
	return s.who
}

// shortClause is the length in bytes below which a clause may only name who
// acts in the next.
const shortClause = 45

// actor says who acts in a clause: "own", "other", or "" when it does not tell.
func (x *statusContext) actor(text string) string {
	if !x.c.act.actor.Possible(text) {
		return ""
	}
	m := x.c.act.actor.Re.FindStringSubmatch(text)
	if m == nil {
		return ""
	}
	name := m[len(m)-1]
	for _, g := range m[1:] {
		if g != "" {
			name = g
			break
		}
	}
	if x.c.act.own.MatchString(name) {
		return "own"
	}
	stem := x.host(name)
	if stem == "" {
		return "own"
	}
	own := x.ownNames()
	for _, unit := range own {
		if strings.HasSuffix(unit, stem) || strings.HasSuffix(unit, name) {
			return "own"
		}
	}
	// A unit whose name was blotted out (**乡) still says in the title what it is.
	if len(own) == 0 && strings.Contains(zh.Fold(x.r.Title.Value), stem) {
		return "own"
	}
	return "other"
}

// host returns an organisation's name without the ending that stands for its
// Party body: 县教育局党委 is 县教育局.
func (x *statusContext) host(name string) string {
	for _, tail := range x.c.act.body {
		if rest, ok := strings.CutSuffix(name, tail); ok {
			return rest
		}
	}
	return name
}

// ownNames returns the folded names of the unit, with and without its Party
// body.
func (x *statusContext) ownNames() []string {
	name := foldName(x.r.Unit.Name)
	if name == "" {
		return nil
	}
	return []string{name, strings.TrimPrefix(x.host(name), "中共")}
}

// rulesHere returns the rules that are for documents of this kind and mode.
func (x *statusContext) rulesHere() []*statusRule {
	var out []*statusRule
	for i := range x.c.act.status {
		rule := &x.c.act.status[i]
		if (len(rule.Modes) == 0 || contains(rule.Modes, x.mode)) && (len(rule.Documents) == 0 || contains(rule.Documents, x.r.Kind.Value)) {
			out = append(out, rule)
		}
	}
	return out
}

// applies reports whether every condition of rule, one of x.rules, holds for s.
func (x *statusContext) applies(rule *statusRule, s *setting) bool {
	switch {
	case len(rule.Kinds) > 0 && !contains(rule.Kinds, s.kind),
		contains(rule.NotKinds, s.kind),
		len(rule.Default) > 0 && !contains(rule.Default, s.byDefault),
		len(rule.Sections) > 0 && !overlap(rule.Sections, s.sections),
		rule.Heading == "yes" && !s.heading, rule.Heading == "no" && s.heading,
		rule.Date != "" && rule.Date != dateSide(s.when, x.r.Date.Value),
		len(rule.Mood) > 0 && !contains(rule.Mood, x.moodOf(s)),
		rule.Turn != "" && rule.Turn != x.turnOf(s.mention),
		len(rule.Who) > 0 && !contains(rule.Who, x.whoOf(s)):
		return false
	}
	for _, p := range [...]struct {
		re   *pattern.Guarded
		text *signedText
	}{{rule.before, &s.signed.before}, {rule.at, &s.signed.at}, {rule.after, &s.signed.after}, {rule.clause, &s.signed.clause}, {rule.left, &s.signed.left}} {
		if p.re != nil && !p.re.MatchSigned(p.text.text, p.text.sign) {
			return false
		}
	}
	clause, left := &s.signed.clause, &s.signed.left
	if rule.unless != nil && rule.unless.MatchSigned(clause.text, clause.sign) || rule.notLeft != nil && rule.notLeft.MatchSigned(left.text, left.sign) {
		return false
	}
	return rule.Actor == "" || rule.Actor == x.actorOf(s)
}

// dateSide says on which side of the document's date an activity's lies:
// "past", "after", or "" when that cannot be told.
func dateSide(when, date string) string {
	if when == "" || date == "" || when[0] < '0' || when[0] > '9' {
		return ""
	}
	n := min(len(when), len(date))
	switch {
	case when[:n] > date[:n]:
		return "after"
	case when[:n] < date[:n] || len(when) >= len("2006-01-02"):
		return "past"
	}
	return ""
}

func contains[T comparable](list []T, v T) bool {
	for _, x := range list {
		if x == v {
			return true
		}
	}
	return false
}

func overlap(a, b []string) bool {
	for _, x := range b {
		if contains(a, x) {
			return true
		}
	}
	return false
}
