package classify

import "wenjian/internal/pattern"

// A sectionRule gives a heading its kind. The rules of sections.yaml are
// tried in order on each part of a heading; the first that applies decides.
type sectionRule struct {
	Kind      string   `yaml:"kind"`
	Heading   string   `yaml:"heading"`       // regexp on the part, folded, without numbering; none: for sections whose heading says nothing
	Unless    string   `yaml:"unless"`        // regexp the whole heading must not match
	Modes     []string `yaml:"modes"`         // modes of the document
	NotModes  []string `yaml:"not_modes"`     //
	Documents []string `yaml:"documents"`     // document kinds
	NotDocs   []string `yaml:"not_documents"` //
	Parents   []string `yaml:"parents"`       // kinds of the section around it; "none" for the outermost level
	Place     string   `yaml:"place"`         // "first", "last": of its level under its parent ("first" also behind what introduces the unit); "late": last or in the last third
	Behind    []string `yaml:"behind"`        // kinds of which one stands before it under its parent
	Body      string   `yaml:"body"`          // regexp on the first words of the body
	Signs     []string `yaml:"signs"`         // regexps on a longer part of the body, of which
	Least     int      `yaml:"least"`         // so many match
	Without   string   `yaml:"without"`       // regexp that part must not match
	Tense     string   `yaml:"tense"`         // "told", "planned": of what the body mostly speaks

	heading, unless, body *pattern.Regexp
	without               *pattern.Regexp
	signs                 []*pattern.Regexp
}

// compile fills the compiled fields of r from its expressions in l.
func (r *sectionRule) compile(l *list) error {
	r.signs = make([]*pattern.Regexp, len(r.Signs)) // rules are shared by classifiers
	to := []**pattern.Regexp{&r.heading, &r.unless, &r.body, &r.without}
	for i := range r.signs {
		to = append(to, &r.signs[i])
	}
	for i, src := range append([]string{r.Heading, r.Unless, r.Body, r.Without}, r.Signs...) {
		if src == "" {
			continue
		}
		full, err := l.expand(src)
		if err != nil {
			return err
		}
		if *to[i], err = pattern.Compile(full); err != nil {
			return err
		}
	}
	return nil
}

// applies reports whether rule holds for a part of the heading of the section at
// x; "" is the part of a section whose heading says nothing.
func (s *sectionRules) applies(rule *sectionRule, part string, x *sectionPlace) bool {
	return rule.stands(x) &&
		(rule.heading == nil || rule.heading.MatchString(part)) &&
		(rule.unless == nil || !rule.unless.MatchString(x.heading)) &&
		(rule.body == nil || rule.body.MatchString(x.body)) &&
		(rule.Tense == "" || rule.Tense == s.tense(x.long)) &&
		rule.shows(x.long)
}

// stands reports whether x is where the rule holds: all that it asks for but the
// words.
func (r *sectionRule) stands(x *sectionPlace) bool {
	switch {
	case len(r.Modes) > 0 && !contains(r.Modes, x.mode),
		contains(r.NotModes, x.mode),
		len(r.Documents) > 0 && !contains(r.Documents, x.document),
		contains(r.NotDocs, x.document),
		len(r.Behind) > 0 && !overlap(r.Behind, x.before),
		r.Place == "first" && !x.first, r.Place == "last" && !x.last, r.Place == "late" && !x.late:
		return false
	}
	if len(r.Parents) == 0 {
		return true
	}
	if len(x.parents) == 0 {
		return contains(r.Parents, "none")
	}
	return overlap(r.Parents, x.parents)
}

// shows reports whether body has as many of the rule's signs as it asks for.
func (r *sectionRule) shows(body string) bool {
	if r.without != nil && r.without.MatchString(body) {
		return false
	}
	n := 0
	for _, re := range r.signs {
		if re.MatchString(body) {
			n++
		}
	}
	return n >= r.Least
}

// tense returns whether body mostly tells what was done or what is planned;
// "" where neither prevails.
func (s *sectionRules) tense(body string) string {
	told, planned := len(s.told.FindAllStringIndex(body, -1)), len(s.planned.FindAllStringIndex(body, -1))
	switch {
	case told > planned:
		return "told"
	case planned > told:
		return "planned"
	}
	return ""
}
