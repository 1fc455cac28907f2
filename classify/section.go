package classify

import (
	"fmt"
	"strings"

	"wenjian/corpus"
	"wenjian/internal/pattern"
	"wenjian/internal/zh"
)

// sectionRules is the compiled form of sections.yaml.
type sectionRules struct {
	can       *pattern.Triggers // which rules a heading can meet
	rules     []sectionRule
	inherit   map[string]bool   // kinds that their subsections take over whatever their headings say
	opening   map[string]bool   // kinds of sections that introduce a unit before it tells anything
	number    *pattern.Regexp   // a heading's number
	split     *pattern.Regexp   // what joins the parts of a fused heading
	modeOf    map[string]string // document kind to mode
	handedOn  []titleMode       // for documents that hand on another
	titles    []titleMode       // for documents whose kind has no mode
	fallback  map[string]string // mode to the kind of a heading that says nothing
	unlikely  map[string]bool   // mode=kind that a model alone is not believed to have found
	statuses  map[string]corpus.Status
	otherwise string          // mode of a document that nothing tells
	told      *pattern.Regexp // words of what was done
	planned   *pattern.Regexp // words of what is to be done
	turn      *pattern.Regexp // words by which problems turn to plans within a section
	noTurn    []string        // kinds in which they do not
	signs     []sectionSign   // what the model of kinds looks for
}

// A sectionSign is an expression that tells of a section's kind, without saying
// which.
type sectionSign struct {
	name string
	re   pattern.Guarded
}

// A titleMode says how documents with such titles speak.
type titleMode struct {
	title *pattern.Regexp
	mode  string
}

// sectionFault wraps what is wrong at a place of sections.yaml.
func sectionFault(where string, err error) error {
	return fmt.Errorf("%w: sections.yaml: %s: %w", ErrTaxonomy, where, err)
}

func compileSections(l *list) (*sectionRules, error) {
	s := &sectionRules{rules: append([]sectionRule(nil), l.Rules...), inherit: map[string]bool{}, opening: map[string]bool{}, modeOf: map[string]string{}, fallback: map[string]string{}, unlikely: map[string]bool{}, statuses: map[string]corpus.Status{}}
	for i := range s.rules {
		r := &s.rules[i]
		if _, ok := l.byID[r.Kind]; !ok {
			return nil, sectionFault(fmt.Sprintf("rule %d", i+1), fmt.Errorf("unknown kind %q", r.Kind))
		}
		if err := r.compile(l); err != nil {
			return nil, sectionFault(fmt.Sprintf("rule %d", i+1), err)
		}
	}
	heads := make([]string, len(s.rules))
	for i, r := range s.rules {
		if r.heading != nil {
			heads[i] = r.heading.String()
		}
	}
	var err error
	if s.can, err = pattern.NewTriggers(heads); err != nil {
		return nil, sectionFault("rules", err)
	}
	if err := s.readTerms(l); err != nil {
		return nil, err
	}
	return s, nil
}

// readTerms fills what the terms of sections.yaml say.
func (s *sectionRules) readTerms(l *list) error {
	fail := func(name string, err error) error { return sectionFault("terms "+name, err) }
	for _, k := range l.Terms["inherit"] {
		s.inherit[k] = true
	}
	for _, k := range l.Terms["opening"] {
		s.opening[k] = true
	}
	for _, t := range []struct {
		name string
		put  func(k, v string)
	}{
		{"mode", func(k, v string) { s.modeOf[k] = v }}, {"fallback", func(k, v string) { s.fallback[k] = v }}, {"unlikely", func(k, v string) { s.unlikely[k+"="+v] = true }},
		{"status", func(k, v string) { s.statuses[k] = corpus.Status(v) }},
	} {
		for _, e := range l.Terms[t.name] {
			k, v, ok := strings.Cut(e, "=")
			if !ok {
				return fail(t.name, fmt.Errorf("%q is not key=value", e))
			}
			t.put(k, v)
		}
	}
	s.noTurn = l.Terms["no_turn"]
	for _, e := range l.Terms["signs"] {
		name, p, _ := strings.Cut(e, "=")
		re, err := pattern.Compile(p)
		if err != nil || p == "" {
			return fail("signs", fmt.Errorf("%q is not name=regexp: %w", e, err))
		}
		s.signs = append(s.signs, sectionSign{name, pattern.Guard(re)})
	}
	for name, to := range map[string]*[]titleMode{"title_mode": &s.titles, "handed_on": &s.handedOn} {
		for _, e := range l.Terms[name] {
			p, mode, _ := strings.Cut(e, "=")
			re, err := pattern.Compile(p)
			if err != nil || mode == "" {
				return fail(name, fmt.Errorf("%q is not regexp=mode: %w", e, err))
			}
			*to = append(*to, titleMode{re, mode})
		}
	}
	if n := len(s.titles); n > 0 {
		s.otherwise = s.titles[n-1].mode
	}
	for _, t := range []struct {
		to   **pattern.Regexp
		name string
	}{{&s.number, "number"}, {&s.split, "split"}, {&s.turn, "turn"}, {&s.told, "told"}, {&s.planned, "planned"}} {
		var err error
		if *t.to, err = anyOf(l.Terms[t.name]); err != nil || *t.to == nil {
			return fail(t.name, fmt.Errorf("missing or wrong: %w", err))
		}
	}
	return nil
}

// mode returns how the document speaks: as a scheme, a summary …, from its
// kind or, where that is unknown, its title.
func (s *sectionRules) mode(r *reading) string {
	title := zh.Fold(r.Title.Value)
	for _, t := range s.handedOn {
		if t.title.MatchString(title) {
			return t.mode
		}
	}
	if m, ok := s.modeOf[r.Kind.Value]; ok {
		return m
	}
	for _, t := range s.titles {
		if t.title.MatchString(title) {
			return t.mode
		}
	}
	return s.otherwise
}

// statusOf returns what a section of kind, in a document of that kind and
// mode, suggests about its activities.
func (s *sectionRules) statusOf(kind, document, mode string) corpus.Status {
	for _, key := range []string{document + "/" + kind, mode + "/" + kind, kind, mode} {
		if st, ok := s.statuses[key]; ok {
			return st
		}
	}
	return corpus.Mentioned
}

// sections gives every headed section its kinds.
func (c *Classifier) sections(r *reading) { c.eachGroup(r, c.learnedKinds) }

// opens reports whether nothing but what introduces a unit stands before.
func (s *sectionRules) opens(before []string) bool {
	for _, k := range before {
		if !s.opening[k] {
			return false
		}
	}
	return true
}

// sectionPlace is what the kind of a section depends on.
type sectionPlace struct {
	heading, mode, document string
	body, long              string   // how the body begins: its first words, and more of it
	parents, before         []string // kinds of the section around it and of those before it there
	first, last, late       bool
}

// headBody and moreBody bound what of a body is looked at, in bytes.
const (
	headBody = 300
	moreBody = 900
)

// heading returns a heading folded, without its number and closing stop.
func heading(number *pattern.Regexp, text string) string {
	t := strings.TrimSpace(zh.Fold(text))
	if loc := number.FindStringIndex(t); loc != nil && loc[0] == 0 {
		t = t[loc[1]:]
	}
	return strings.TrimRight(strings.TrimSpace(t), "。.:;, ")
}

// kinds decides the kinds of a section at x.
func (s *sectionRules) kinds(x *sectionPlace) ([]string, corpus.By) {
	if len(x.parents) == 1 && s.inherit[x.parents[0]] {
		for i := range s.rules {
			if rule := &s.rules[i]; rule.heading != nil && contains(rule.Parents, x.parents[0]) && s.applies(rule, x.heading, x) {
				return []string{rule.Kind}, corpus.By{Rule: fmt.Sprintf("sections/%s/%d", rule.Kind, i+1), Confidence: 0.85}
			}
		}
		return []string{x.parents[0]}, corpus.By{Rule: "sections/inherit", Confidence: 0.85}
	}
	var out []string
	within := "" // a kind that a rule gives to sections inside such ones
	by := corpus.By{Rule: "sections/fallback", Confidence: 0.5}
	parts := append(s.split.Split(x.heading, -1), x.heading)
	for n, part := range parts {
		if part == "" || n == len(parts)-1 && len(out) > 0 {
			continue
		}
		for _, i := range s.can.In(part) {
			if rule := &s.rules[i]; rule.heading != nil && s.applies(rule, part, x) {
				if !contains(out, rule.Kind) {
					out = append(out, rule.Kind)
				}
				if within == "" && overlap(rule.Parents, x.parents) {
					within = rule.Kind
				}
				if by.Confidence < 0.6 {
					by = corpus.By{Rule: fmt.Sprintf("sections/%s/%d", rule.Kind, i+1), Confidence: 0.9}
				}
				break
			}
		}
	}
	if len(x.parents) > 1 {
		// Under a fused heading a section is one of the two, or what one of them holds.
		if within != "" {
			return []string{within}, by
		}
		for _, k := range out {
			if contains(x.parents, k) {
				return []string{k}, by
			}
		}
		return []string{x.parents[0]}, by
	}
	if len(out) == 0 {
		return s.untold(x)
	}
	return out[:min(len(out), 2)], by
}

// untold decides the kind of a section whose heading says nothing: by its
// body, else as its parent's, else by how the document speaks.
func (s *sectionRules) untold(x *sectionPlace) ([]string, corpus.By) {
	for i := range s.rules {
		if rule := &s.rules[i]; rule.heading == nil && (len(rule.Parents) > 0 || len(x.parents) == 0) && s.applies(rule, "", x) {
			return []string{rule.Kind}, corpus.By{Rule: fmt.Sprintf("sections/%s/%d", rule.Kind, i+1), Confidence: 0.6}
		}
	}
	if len(x.parents) > 0 {
		return []string{x.parents[0]}, corpus.By{Rule: "sections/parent", Confidence: 0.8}
	}
	return []string{s.fallback[x.mode]}, corpus.By{Rule: "sections/fallback", Confidence: 0.5}
}

// head returns at most n bytes of s, cut on a character.
func head(s string, n int) string {
	if len(s) <= n {
		return s
	}
	for n > 0 && s[n]&0xC0 == 0x80 {
		n--
	}
	return s[:n]
}
