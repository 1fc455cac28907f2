package classify

import (
	"fmt"
	"regexp"
	"strings"

	"wenjian/corpus"
)

// A statusRule decides whether a mention was held, planned, required or only
// named. The rules of activities.yaml are tried in order, the first that
// applies decides; every field that is given must hold. Regexps look at
// folded text with names and titles blotted out.
type statusRule struct {
	Name       string        `yaml:"name"`
	Status     corpus.Status `yaml:"status"` // "section": what the section suggests
	Confidence float64       `yaml:"confidence"`

	Kinds     []string        `yaml:"kinds"`     // activity kinds it is for
	NotKinds  []string        `yaml:"not_kinds"` // activity kinds it is not for
	Modes     []string        `yaml:"modes"`     // modes of the document, see sections.yaml
	Documents []string        `yaml:"documents"` // document kinds
	Sections  []string        `yaml:"sections"`  // kinds of the section, or of one around it
	Default   []corpus.Status `yaml:"default"`   // what the section suggests is one of these
	Heading   string          `yaml:"heading"`   // "yes": stands in a heading; "no": does not
	Actor     string          `yaml:"actor"`     // "other": the clause's subject is a body that is not the unit
	Date      string          `yaml:"date"`      // "after": its date lies after the document's; "past": before or on it

	Before  string `yaml:"before"`  // in its clause, left of the mention
	At      string `yaml:"at"`      // in the mention's own words
	After   string `yaml:"after"`   // in its clause, right of the mention
	Clause  string `yaml:"clause"`  // in its clause
	Left    string `yaml:"left"`    // in its sentence up to the end of the mention
	Section string `yaml:"section"` // in its section's body up to the mention
	Unless  string `yaml:"unless"`  // not in its clause
	NotLeft string `yaml:"not_left"`

	res map[string]*regexp.Regexp
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
			return fmt.Errorf("%w: activities.yaml: status rule %d %s: %w", ErrTaxonomy, i+1, r.Name, err)
		}
		if r.Name == "" || !known[r.Status] {
			return nil, fail(fmt.Errorf("needs a name and a known status, has %q", r.Status))
		}
		if r.Confidence == 0 {
			r.Confidence = 0.8
		}
		r.res = map[string]*regexp.Regexp{}
		for name, p := range map[string]string{
			"before": r.Before, "at": r.At, "after": r.After, "clause": r.Clause,
			"left": r.Left, "section": r.Section, "unless": r.Unless, "not_left": r.NotLeft,
		} {
			if p == "" {
				continue
			}
			full, err := l.expand(p)
			if err != nil {
				return nil, fail(err)
			}
			if r.res[name], err = regexp.Compile(full); err != nil {
				return nil, fail(fmt.Errorf("%s: %w", name, err))
			}
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
}

func newStatusContext(c *Classifier, r *reading, l *layout) *statusContext {
	return &statusContext{c, r, l, c.sec.mode(r)}
}

// setting is one mention with the stretches of text that rules look at.
type setting struct {
	kind, when                      string
	heading                         bool
	sections                        []string
	byDefault                       corpus.Status
	actor                           string
	before, at, after, clause, left string
	section                         string
}

// status returns the status of the mention at s, the name of the rule and its confidence.
func (x *statusContext) status(s *setting) (corpus.Status, string, float64) {
	for i := range x.c.act.status {
		rule := &x.c.act.status[i]
		if !x.applies(rule, s) {
			continue
		}
		status := rule.Status
		if status == fromSection {
			status = s.byDefault
		}
		return status, string(status) + ":" + rule.Name, rule.Confidence
	}
	return s.byDefault, string(s.byDefault) + ":section", 0.7
}

func (x *statusContext) setting(m mention) setting {
	l, cl := x.l, x.l.clauses[m.clause]
	sent := l.sentences[cl.sentence]
	end := max(cl.End, m.core.End)
	for c := m.clause; c < sent.end && l.clauses[c].Start < end; c++ {
		end = max(end, l.clauses[c].End)
	}
	s := setting{
		kind: x.c.act.kinds.Kinds[m.kind].ID, heading: cl.heading,
		before: l.text[cl.Start:m.core.Start], at: m.core.Of(l.text), after: l.text[m.core.End:end],
		clause: l.text[cl.Start:end], left: l.text[sent.Start:m.core.End],
	}
	if cl.section >= 0 {
		sec := x.r.Sections[cl.section]
		from := x.r.toView(max(sec.Start, sec.Heading.End))
		if from < m.core.Start {
			s.section = l.text[from:m.core.Start]
		}
		for i := cl.section; i >= 0; i = x.r.Sections[i].Parent {
			s.sections = append(s.sections, x.r.Sections[i].Kinds...)
		}
	}
	main := ""
	if cl.section >= 0 && len(x.r.Sections[cl.section].Kinds) > 0 {
		main = x.r.Sections[cl.section].Kinds[0]
	}
	s.byDefault = x.c.sec.statusOf(main, x.mode)
	s.actor = x.actor(l.text[cl.Start:m.core.End])
	if s.actor == "" && m.clause > sent.first {
		prev := l.clauses[m.clause-1]
		if prev.Len() < 45 {
			s.actor = x.actor(prev.Of(l.text))
		}
	}
	return s
}

// actor says who acts in a clause: "own", "other", or "" when it does not tell.
func (x *statusContext) actor(text string) string {
	m := x.c.act.actor.FindStringSubmatch(text)
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
	stem := name
	for _, tail := range []string{"党委", "党组", "党总支", "党支部", "委员会", "委"} {
		stem = strings.TrimSuffix(stem, tail)
	}
	if stem == "" {
		return "own"
	}
	for _, unit := range x.ownNames() {
		if strings.HasSuffix(unit, stem) || strings.HasSuffix(unit, name) {
			return "own"
		}
	}
	return "other"
}

// ownNames returns the folded names of the unit without its Party body.
func (x *statusContext) ownNames() []string {
	var out []string
	for _, n := range []string{x.r.Unit.Name} {
		n = foldName(n)
		if n == "" {
			continue
		}
		out = append(out, n)
		n = strings.TrimPrefix(n, "中共")
		for _, tail := range []string{"总支部委员会", "支部委员会", "委员会", "党总支", "党支部", "党委", "党组", "支部"} {
			n = strings.TrimSuffix(n, tail)
		}
		out = append(out, n)
	}
	return out
}

// applies reports whether every condition of rule holds for s.
func (x *statusContext) applies(rule *statusRule, s *setting) bool {
	switch {
	case len(rule.Kinds) > 0 && !contains(rule.Kinds, s.kind),
		contains(rule.NotKinds, s.kind),
		len(rule.Modes) > 0 && !contains(rule.Modes, x.mode),
		len(rule.Documents) > 0 && !contains(rule.Documents, x.r.Kind.Value),
		len(rule.Default) > 0 && !contains(rule.Default, s.byDefault),
		len(rule.Sections) > 0 && !overlap(rule.Sections, s.sections),
		rule.Heading == "yes" && !s.heading, rule.Heading == "no" && s.heading,
		rule.Actor != "" && rule.Actor != s.actor,
		rule.Date != "" && rule.Date != dateSide(s.when, x.r.Date.Value):
		return false
	}
	for name, text := range map[string]string{
		"before": s.before, "at": s.at, "after": s.after, "clause": s.clause, "left": s.left, "section": s.section,
	} {
		if re := rule.res[name]; re != nil && !re.MatchString(text) {
			return false
		}
	}
	if re := rule.res["unless"]; re != nil && re.MatchString(s.clause) {
		return false
	}
	re := rule.res["not_left"]
	return re == nil || !re.MatchString(s.left)
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
