package classify

import (
	"fmt"
	"sort"
	"strings"

	"wenjian/corpus"
	"wenjian/internal/pattern"
)

// An activityRule is one pattern of one kind.
type activityRule struct {
	kind int // index into the activities list
	name string
	alts pattern.Alternation
	from int             // number of its first alternative among all
	wide bool            // looked for in a whole sentence, else in a clause
	at   *pattern.Regexp // the pattern, when a group named at says which part of a hit is the mention
}

// activityRules is the compiled form of activities.yaml.
type activityRules struct {
	kinds   *list
	rules   []activityRule
	narrow  *pattern.Triggers // of the alternatives of rules that look at clauses
	wide    *pattern.Triggers // of those of the others
	ruleOf  [2][]int          // their rules, by index into rules: of narrow, of wide
	veto    []pattern.Sieve   // exceptions, by kind
	mask    pattern.Sieve     // names and slogans in which nothing is an activity
	verb    *pattern.Triggers // verbs that a mention may begin with
	figure  *pattern.Regexp   // a number behind a mention
	status  []statusRule
	moods   moodRules
	actor   pattern.Guarded
	own     *pattern.Regexp
	body    []string        // endings that stand for a Party body, longest first
	onward  *pattern.Regexp // ends of clauses that the next clause completes
	goesOn  *pattern.Regexp // beginnings of sentences whose subject is that of the sentence before
	doubted []bool          // by kind: told in plain words, so that a model may doubt what rules find
	classes *wordClasses    // what a model knows of words it may not have met
	when    whenRules
}

// atGroup is the name of the group that marks the mention in a longer hit:
// what stands before it is what makes the mention one of its kind.
const atGroup = "at"

func newActivityRule(re *pattern.Regexp, kind int, name string, wide bool) activityRule {
	r := activityRule{kind: kind, name: name, alts: pattern.Alternatives(re), wide: wide}
	if re.SubexpIndex(atGroup) > 0 {
		r.at = re
	}
	return r
}

// core returns the part of the hit loc of text that is the mention.
func (r *activityRule) core(text string, loc []int) []int {
	if r.at == nil {
		return loc
	}
	m, g := r.at.FindStringSubmatchIndex(text[loc[0]:loc[1]]), 2*r.at.SubexpIndex(atGroup)
	if m == nil || m[g] < 0 {
		return loc
	}
	return []int{loc[0] + m[g], loc[0] + m[g+1]}
}

// compileActivities prepares the lists of activities and of their statuses.
func compileActivities(l, status *list) (*activityRules, error) {
	a := &activityRules{kinds: l, body: l.Terms["body"]}
	var narrow, wide []activityRule
	for k := range l.Kinds {
		for i, re := range l.Kinds[k].patterns {
			narrow = append(narrow, newActivityRule(re, k, fmt.Sprintf("activities/%s/%d", l.Kinds[k].ID, i+1), false))
		}
		res, err := compileAll(l.Kinds[k].Wide)
		if err != nil {
			return nil, fmt.Errorf("%w: activities.yaml: kind %s: %w", ErrTaxonomy, l.Kinds[k].ID, err)
		}
		for i, re := range res {
			wide = append(wide, newActivityRule(re, k, fmt.Sprintf("activities/%s/w%d", l.Kinds[k].ID, i+1), true))
		}
	}
	for k := range l.Kinds {
		g, err := pattern.NewSieve(l.Kinds[k].not)
		if err != nil {
			return nil, fmt.Errorf("%w: activities.yaml: kind %s: %w", ErrTaxonomy, l.Kinds[k].ID, err)
		}
		a.veto = append(a.veto, g)
	}
	var err error
	if a.narrow, a.ruleOf[0], err = rulesTriggers(narrow, 0); err != nil {
		return nil, err
	}
	if a.wide, a.ruleOf[1], err = rulesTriggers(wide, len(narrow)); err != nil {
		return nil, err
	}
	a.rules = append(narrow, wide...)
	for _, t := range []struct {
		to   **pattern.Regexp
		name string
	}{{&a.figure, "figure"}, {&a.actor.Re, "actor"}, {&a.own, "own"}, {&a.onward, "onward"}, {&a.goesOn, "goes_on"}} {
		if *t.to, err = anyOf(l.Terms[t.name]); err != nil {
			return nil, fmt.Errorf("activities.yaml: terms %s: %w", t.name, err)
		}
		if *t.to == nil {
			return nil, fmt.Errorf("%w: activities.yaml: terms %s are missing", ErrTaxonomy, t.name)
		}
	}
	a.actor = pattern.Guard(a.actor.Re)
	if err := a.compileLearned(l); err != nil {
		return nil, err
	}
	if a.verb, err = pattern.NewTriggers([]string{strings.Join(l.Terms["verb"], "|")}); err != nil {
		return nil, fmt.Errorf("%w: activities.yaml: terms verb: %w", ErrTaxonomy, err)
	}
	masks, err := compileAll(l.Terms["mask"])
	if err == nil {
		a.mask, err = pattern.NewSieve(masks)
	}
	if err != nil {
		return nil, fmt.Errorf("%w: activities.yaml: terms mask: %w", ErrTaxonomy, err)
	}
	if a.status, err = compileStatus(status); err != nil {
		return nil, err
	}
	if a.moods, err = compileMoods(status); err != nil {
		return nil, err
	}
	a.when, err = compileWhen(l)
	return a, err
}

// rulesTriggers prepares the alternatives of rules, whose first is at index
// base of all, and says whose each is.
func rulesTriggers(rules []activityRule, base int) (*pattern.Triggers, []int, error) {
	var ps []string
	var of []int
	for i := range rules {
		rules[i].from = len(ps)
		for _, alt := range rules[i].alts {
			ps = append(ps, alt.Re.String())
			of = append(of, base+i)
		}
	}
	t, err := pattern.NewTriggers(ps)
	if err != nil {
		return nil, nil, fmt.Errorf("%w: activities.yaml: %w", ErrTaxonomy, err)
	}
	return t, of, nil
}

// A mention is an activity before it becomes a fact. Offsets are bytes of
// the folded text.
type mention struct {
	kind   int
	rule   string
	core   corpus.Span // what the pattern matched
	span   corpus.Span // with verb and figure
	clause int
	sure   float64 // of a model; 0 for rules, which are as sure as their status
}

// activities finds the activities of the document.
func (c *Classifier) activities(r *reading) {
	a, l := c.act, c.layoutOf(r)
	ms := c.tell(r, l, a.mentions(l))
	ctx, times := newStatusContext(c, r, l), newTimeline(&a.when, r, l)
	for _, m := range ms {
		status, rule, sure, when := ctx.decide(m, times)
		if m.sure > 0 {
			sure = min(sure, m.sure)
		}
		r.Activities = append(r.Activities, corpus.Activity{
			Span: r.span(m.span.Start, m.span.End), Kind: a.kinds.Kinds[m.kind].ID, Status: status, When: when,
			By: corpus.By{Rule: m.rule + "+" + rule, Confidence: sure},
		})
	}
}

// layoutOf cuts the document for the activity rules.
func (c *Classifier) layoutOf(r *reading) *layout {
	return newLayout(r, blotTitles(blotted(r.view.Text, c.act.mask)))
}

// mentions returns the mentions of l in text order.
func (a *activityRules) mentions(l *layout) []mention {
	var out []mention
	wide, narrow := a.wide.Borrow(), a.narrow.Borrow()
	defer a.wide.Return(wide)
	defer a.narrow.Return(narrow)
	for s, sent := range l.sentences {
		var found []mention
		found = a.match(found, l, a.ruleOf[1], a.wide.IDs(wide, sent.Of(l.text)), sent.Span, sent.first)
		for c := sent.first; c < sent.end; c++ {
			found = a.match(found, l, a.ruleOf[0], a.narrow.IDs(narrow, l.clauses[c].Of(l.text)), l.clauses[c].Span, c)
		}
		out = append(out, a.settle(l, l.sentences[s], found)...)
	}
	return out
}

// match adds the mentions that the alternatives with the given numbers, which
// are in order, find in the stretch in; of says whose each alternative is.
func (a *activityRules) match(out []mention, l *layout, of, ids []int, in corpus.Span, first int) []mention {
	text := in.Of(l.text)
	var can pattern.Alternation
	for n := 0; n < len(ids); {
		rule := &a.rules[of[ids[n]]]
		can = can[:0]
		for i := of[ids[n]]; n < len(ids) && of[ids[n]] == i; n++ {
			can = append(can, rule.alts[ids[n]-rule.from])
		}
		for _, loc := range can.FindAll(text) {
			loc = rule.core(text, loc)
			if loc[0] == loc[1] || a.vetoed(rule.kind, text, loc) {
				continue
			}
			core := corpus.Span{Start: in.Start + loc[0], End: in.Start + loc[1]}
			c := first
			for c+1 < len(l.clauses) && l.clauses[c+1].Start <= core.Start {
				c++
			}
			out = append(out, mention{kind: rule.kind, rule: rule.name, core: core, span: core, clause: c})
		}
	}
	return out
}

// vetoed reports whether a hit overlaps one of its kind's exceptions.
func (a *activityRules) vetoed(kind int, text string, loc []int) bool {
	return a.veto[kind].Any(text, func(n []int) bool { return n[0] < loc[1] && loc[0] < n[1] })
}

// settle merges the hits of one sentence: overlapping hits of one kind are
// one mention, a hit that yields to another kind at its place goes, and a
// kind told over several clauses without a break is one mention where its row
// says so. Then each mention takes in its verb and its figure.
func (a *activityRules) settle(l *layout, s sentence, found []mention) []mention {
	sort.SliceStable(found, func(i, j int) bool {
		return found[i].core.Start < found[j].core.Start || found[i].core.Start == found[j].core.Start && found[i].core.End > found[j].core.End
	})
	found = a.yield(found)
	var out []mention
	last := map[int]int{} // kind to its latest mention in out
	for _, m := range found {
		if k, ok := last[m.kind]; ok && a.sameTelling(l, out[k], m) {
			out[k].core.End = max(out[k].core.End, m.core.End)
			continue
		}
		last[m.kind] = len(out)
		out = append(out, m)
	}
	for i := range out {
		m := &out[i]
		m.span = m.core
		limit := l.clauses[m.clause].Start
		for _, o := range out {
			if o.core.End <= m.core.Start {
				limit = max(limit, o.core.End)
			}
		}
		m.span.Start = a.verbBefore(l, limit, m.core.Start)
		limit = s.End
		for c := s.first; c < s.end; c++ {
			if l.clauses[c].End >= m.core.End {
				limit = l.clauses[c].End
				break
			}
		}
		for _, o := range out {
			if o.core.Start >= m.core.End {
				limit = min(limit, o.core.Start)
			}
		}
		m.span.End = a.figureAfter(l, m.core.End, limit)
	}
	return out
}

// yield drops each hit that overlaps a hit of a kind its row yields to.
func (a *activityRules) yield(found []mention) []mention {
	drop := make([]bool, len(found))
	for i, m := range found {
		for _, to := range a.kinds.Kinds[m.kind].Yields {
			k := a.kinds.byID[to]
			for _, o := range found {
				if o.kind == k && o.core.Overlap(m.core) > 0 {
					drop[i] = true
				}
			}
		}
	}
	out := found[:0]
	for i, m := range found {
		if !drop[i] {
			out = append(out, m)
		}
	}
	return out
}

// sameTelling reports whether next goes on telling prev: in one clause, or in
// clauses that follow each other when the kind's row says join.
func (a *activityRules) sameTelling(l *layout, prev, next mention) bool {
	if next.core.Start <= prev.core.End {
		return true
	}
	end := prev.clause
	for end+1 < len(l.clauses) && l.clauses[end+1].Start < prev.core.End {
		end++
	}
	if next.clause == end {
		return true
	}
	if next.clause != end+1 {
		return false
	}
	if a.onward.MatchString(l.clauses[end].Of(l.text)) {
		return true
	}
	join := a.kinds.Kinds[prev.kind].join
	return join != nil && join.MatchString(l.text[l.clauses[next.clause].Start:next.core.Start])
}

// maxVerbGap is how many bytes may lie between a verb and its activity.
const maxVerbGap = 75

// verbBefore returns where the last verb between limit and start begins, or
// start when there is none near.
func (a *activityRules) verbBefore(l *layout, limit, start int) int {
	if start-limit > maxVerbGap {
		limit = start - maxVerbGap
		for limit < start && l.text[limit]&0xC0 == 0x80 {
			limit++
		}
	}
	left := l.text[limit:start]
	if i := strings.LastIndex(left, "、"); i >= 0 {
		left = left[i:]
	}
	if i := a.verb.Last(left); i >= 0 {
		return start - len(left) + i
	}
	return start
}

// figureAfter returns where a figure right behind end ends, or end.
func (a *activityRules) figureAfter(l *layout, end, limit int) int {
	if limit <= end {
		return end
	}
	loc := a.figure.FindStringIndex(l.text[end:limit])
	if loc == nil || loc[0] > 0 {
		return end
	}
	return end + loc[1]
}
