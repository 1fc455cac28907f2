package classify

import (
	"fmt"
	"sort"
	"strings"
	"unicode/utf8"

	"wenjian/corpus"
	"wenjian/internal/pattern"
	"wenjian/internal/zh"
)

// figureRules are the compiled rules of measures.yaml.
type figureRules struct {
	kinds     []measureKind
	other     string              // the measure of a figure that is none of the others
	byUnit    map[string][]int    // measures that a unit can belong to: indexes into kinds
	units     map[rune][]unitWord // by first character, the longest first
	prefixes  []opWord            // 近, 约: part of the literal
	notMasked map[string]bool     // counting words that a blotted-out number never has
	begins    pattern.RuneSet     // characters that a literal can begin with
	suffixes  []opWord            // 左右
	bounds    []opWord            // 不少于, 以上: outside the literal
	one       pattern.Choice      // contexts in which 一 is a number
	oneNot    pattern.Choice      // contexts in which it is none after all
	labels    pattern.Tests       // what looks like a figure and counts nothing
	labelCan  *pattern.Triggers   // which of them can match
	years     pattern.Choice      // contexts in which 年 counts
	among     pattern.Choice      // 其中, 其余: goes on with the measure before
	amongWeak pattern.Choice      // the same, unless a pattern knows better
	parts     pattern.Choice      // 机关1个、学校2个: as well
	amongNot  map[string]bool     // measures that 其中 does not go on with
	far       []string            // 至少 and its kin, anywhere before the figure in its clause
	persons   map[string]bool     // units that count persons
	counted   map[string]bool     // units of acts: their cues stand in the words of the act
	headed    map[string]bool     // units for which a heading speaks where the sentence does not
	can       *pattern.Triggers   // of all patterns of all kinds: which can match in a context
	norms     normRules
}

// measureKind is one row of measures.yaml, compiled.
type measureKind struct {
	id            string
	before, after []cue
	told          []string // activities whose number this is
	patterns, not pattern.Tests
	weight        float64
}

// A unitWord is a counting word: how it is written and what it is called.
type unitWord struct {
	word, name string
	length     int
	time       bool
	unless     []string // the word is no unit before these
	only       []string // where given, it is one before these alone
}

// An opWord says how a value relates to the true number.
type opWord struct {
	word string
	op   corpus.Op
	left bool
}

const (
	contextLeft  = 42 // characters of the sentence before a figure that patterns see
	contextRight = 22
	patternScore = 200
	cueScore     = 100
	insideScore  = 76 // an activity whose words hold the figure
	clauseScore  = 44 // an activity in the figure's clause
	minCueScore  = 34
	perRune      = 4  // a cue loses so much for each character between it and the figure
	perComma     = 14 // and for each comma
	perFigure    = 24 // and for another figure in between
)

// compileFigures compiles measures.yaml.
func compileFigures(k *knowledge) (*figureRules, error) {
	l := &k.measures
	f := &figureRules{byUnit: map[string][]int{}, units: map[rune][]unitWord{}}
	for name, to := range map[string]*pattern.Choice{
		"one": &f.one, "one_not": &f.oneNot, "years": &f.years, "among": &f.among, "among_weak": &f.amongWeak, "parts": &f.parts,
		"norm_rate": &f.norms.rate, "norm_words": &f.norms.words, "done": &f.norms.done, "stock": &f.norms.stock, "modal": &f.norms.modal,
	} {
		var err error
		if *to, err = compileTests(l.Terms[name]); err != nil {
			return nil, fmt.Errorf("%w: measures.yaml: terms %s: %w", ErrTaxonomy, name, err)
		}
	}
	labels, err := compileAll(l.Terms["labels"])
	if err != nil {
		return nil, fmt.Errorf("%w: measures.yaml: terms labels: %w", ErrTaxonomy, err)
	}
	var set pattern.TestSet
	f.labels = set.Add(labels)
	if f.labelCan, err = pattern.NewTriggers(set.Patterns); err != nil {
		return nil, fmt.Errorf("%w: measures.yaml: terms labels: %w", ErrTaxonomy, err)
	}
	f.compileWords(l)
	for _, r := range numeralStarts + masks {
		f.begins.Add(r)
	}
	for _, p := range f.prefixes {
		r, _ := utf8.DecodeRuneInString(p.word)
		f.begins.Add(r)
	}
	f.notMasked = setOf(l.Terms["not_masked"])
	f.amongNot = setOf(l.Terms["among_not"])
	f.far = l.Terms["at_least_far"]
	f.norms.sections, f.norms.documents = setOf(l.Terms["norm_sections"]), setOf(l.Terms["norm_documents"])
	f.norms.past = setOf(l.Terms["past_sections"])
	f.norms.stocks = setOf(l.Terms["stock_measures"])
	f.persons, f.counted, f.headed = setOf(l.Terms["person_units"]), setOf(l.Terms["act_units"]), setOf(l.Terms["heading_units"])
	var all pattern.TestSet
	for _, row := range l.Kinds {
		m := measureKind{id: row.ID, patterns: all.Add(row.patterns), not: all.Add(row.not), weight: weightOf(row.Weight), told: row.Told}
		for _, w := range row.Before {
			m.before = append(m.before, newCue(w))
		}
		for _, w := range row.After {
			m.after = append(m.after, newCue(w))
		}
		if len(row.Units) == 0 {
			f.other = row.ID
			continue
		}
		for _, u := range row.Units {
			f.byUnit[u] = append(f.byUnit[u], len(f.kinds))
		}
		f.kinds = append(f.kinds, m)
	}
	if f.can, err = pattern.NewTriggers(all.Patterns); err != nil {
		return nil, fmt.Errorf("%w: measures.yaml: %w", ErrTaxonomy, err)
	}
	return f, nil
}

// compileWords reads the counting words and the words for bounds.
func (f *figureRules) compileWords(l *list) {
	add := func(terms string, time bool) {
		for _, t := range l.Terms[terms] {
			// word, perhaps =name, perhaps !what must not or +what must follow/…
			t, unless, _ := strings.Cut(t, "!")
			t, only, _ := strings.Cut(t, "+")
			word, name, renamed := strings.Cut(t, "=")
			if !renamed {
				name = word
			}
			u := unitWord{word: word, name: name, length: len(word), time: time}
			if unless != "" {
				u.unless = strings.Split(unless, "/")
			}
			if only != "" {
				u.only = strings.Split(only, "/")
			}
			r, _ := utf8.DecodeRuneInString(word)
			f.units[r] = append(f.units[r], u)
		}
	}
	add("units", false)
	add("time_units", true)
	for _, us := range f.units {
		sort.SliceStable(us, func(i, j int) bool { return us[i].length > us[j].length })
	}
	for _, t := range []struct {
		name string
		op   corpus.Op
		left bool
		to   *[]opWord
	}{
		{"inside_at_most", corpus.AtMost, true, &f.prefixes}, {"inside_about", corpus.Approximate, true, &f.prefixes},
		{"inside_about_behind", corpus.Approximate, false, &f.suffixes},
		{"at_most", corpus.AtMost, true, &f.bounds}, {"at_least", corpus.AtLeast, true, &f.bounds},
		{"at_least_behind", corpus.AtLeast, false, &f.bounds}, {"at_most_behind", corpus.AtMost, false, &f.bounds},
	} {
		for _, w := range l.Terms[t.name] {
			*t.to = append(*t.to, opWord{w, t.op, t.left})
		}
	}
	// 不少于 outranks 少于.
	sort.SliceStable(f.bounds, func(i, j int) bool { return len(f.bounds[i].word) > len(f.bounds[j].word) })
}

func setOf(words []string) map[string]bool {
	set := map[string]bool{}
	for _, w := range words {
		set[w] = true
	}
	return set
}

// unitAt returns the counting word that s begins with.
func (f *figureRules) unitAt(s string) (unitWord, bool) {
	r, _ := utf8.DecodeRuneInString(s)
	for _, u := range f.units[r] {
		if !strings.HasPrefix(s, u.word) || hasPrefixOf(s[u.length:], u.unless) {
			continue
		}
		if len(u.only) == 0 || hasPrefixOf(s[u.length:], u.only) {
			return u, true
		}
	}
	return unitWord{}, false
}

// hasPrefixOf reports whether s begins with one of words.
func hasPrefixOf(s string, words []string) bool {
	for _, w := range words {
		if strings.HasPrefix(s, w) {
			return true
		}
	}
	return false
}

// excluded reports whether the figure is a label or a time that counts
// nothing.
func (f *figureRules) excluded(seen *[]bool, before, literal, after string) bool {
	context := before + "#" + literal + "#" + after
	*seen = f.labelCan.Mark(*seen, context)
	return f.labels.Match(*seen, context)
}

// measure says of every figure what it measures and whether it is a norm.
func (s *figureScan) measure(decide func(s *figureScan, i int, before, after string)) {
	s.activities = newMentionPlaces(s.r)
	for i := range s.found {
		l := &s.found[i]
		before, after := s.before(*l, contextLeft), s.after(*l, contextRight)
		l.measure, l.rule, l.confidence = s.bestMeasure(i, before, after)
		l.norm = s.isNorm(l, before, after)
		decide(s, i, before, after)
	}
}

// A figureContext is what a measure is judged by.
type figureContext struct {
	before, after string
	prevEnd       int    // where the figure before ends, in before, or -1
	inside        string // kind of the activity whose words hold the figure
	clause        []string
	signs         [2]pattern.Signature // of before and after, set by rate
}

// A cue is a plain word, folded, that speaks for a measure.
type cue struct {
	word string
	sign pattern.Signature
}

func newCue(word string) cue {
	word = zh.Fold(word)
	return cue{word, pattern.Signed(word)}
}

// bestMeasure returns the measure with the best score: a pattern on the whole
// context, else the nearest cue word or the activity that the figure counts;
// where the sentence says nothing, what the table's head or the heading says.
func (s *figureScan) bestMeasure(i int, before, after string) (id, rule string, confidence float64) {
	l := s.found[i]
	x := figureContext{before: before, after: after, prevEnd: -1}
	if i > 0 && l.start-s.found[i-1].end <= len(before) {
		x.prevEnd = len(before) - (l.start - s.found[i-1].end)
	}
	if head, lead, ok := s.columnHead(l); ok {
		id, best, rule := s.rate(l.unit, figureContext{before: head, prevEnd: -1})
		if best == 0 && lead != "" { // 意见如下: a table of 类别, 条数, 已整改
			id, best, rule = s.rate(l.unit, figureContext{before: lead + head, prevEnd: -1})
		}
		if best == 0 {
			return s.rules.other, "figure-column", 0.7
		}
		return id, "column+" + rule, 0.8
	}
	x.inside, x.clause = s.activities.around(l.start, l.end)
	if from := s.activities.from; x.inside != "" && s.rules.counted[l.unit] && l.start-from < len(before) {
		// 悬挂横幅,开展一次警示教育: what stands before the mention counts other things.
		x.before = before[max(0, len(before)-(l.start-from)):]
	}
	id, best, rule := s.rate(l.unit, x)
	if p, why, sure := s.goesOn(i, before, x.prevEnd, best); p != "" {
		return p, why, sure
	}
	if best == 0 && s.rules.headed[l.unit] {
		if head := s.headingAt(l.start); head != "" {
			if id, best, rule = s.rate(l.unit, figureContext{before: head, prevEnd: -1}); best > 0 {
				return id, "heading+" + rule, 0.6
			}
		}
	}
	if best > 0 {
		return id, rule, min(0.95, 0.5+best/400)
	}
	return s.rules.other, "figure", 0.6
}

// rate returns the measure that has most to say for itself in x.
func (s *figureScan) rate(unit string, x figureContext) (id string, best float64, rule string) {
	context := x.before + "#" + unit + "#" + x.after
	s.can = s.rules.can.Mark(s.can, context)
	x.signs = [2]pattern.Signature{pattern.Signed(x.before), pattern.Signed(x.after)}
	for _, k := range s.rules.byUnit[unit] {
		m := &s.rules.kinds[k]
		if score, why := m.score(s.can, context, &x); score > best {
			best, id, rule = score, m.id, why
		}
	}
	return id, best, rule
}

// goesOn reports the measure of the figure before when the figure at i goes
// on with it: 其中女党员9名.
func (s *figureScan) goesOn(i int, before string, prevEnd int, best float64) (id, rule string, confidence float64) {
	if prevEnd < 0 {
		return "", "", 0
	}
	l, p := s.found[i], s.found[i-1]
	if p.measure == s.rules.other {
		return "", "", 0
	}
	if s.rules.among.Match(before[prevEnd:]) || best < patternScore && s.rules.amongWeak.Match(before[prevEnd:]) {
		// 简报9期,其中5篇被采用: another unit with a cue of its own is another measure.
		speaks := best > 0 && p.unit != l.unit && !s.rules.persons[l.unit]
		if !speaks && !s.rules.amongNot[p.measure] && s.rules.persons[p.unit] == s.rules.persons[l.unit] && s.rules.carries(p.measure, l.unit) {
			return p.measure, "among", 0.7
		}
	}
	if best == 0 && p.unit == l.unit && s.rules.parts.Match(before[prevEnd:]) {
		return p.measure, "parts", 0.6
	}
	return "", "", 0
}

// carries reports whether a figure of that unit can be of the measure.
func (f *figureRules) carries(measure, unit string) bool {
	for _, k := range f.byUnit[unit] {
		if f.kinds[k].id == measure {
			return true
		}
	}
	return false
}

// score rates how well the context speaks for m; 0 means not at all. can says
// which patterns can match in the context.
func (m *measureKind) score(can []bool, context string, x *figureContext) (float64, string) {
	if m.patterns.Match(can, context) {
		if m.not.Match(can, context) {
			return 0, ""
		}
		return patternScore + m.weight, "figure-pattern"
	}
	best, rule := m.cued(x)
	if t := m.toldBy(x); t > best {
		best, rule = t, "figure-activity"
	}
	if best < minCueScore || m.not.Match(can, context) {
		return 0, ""
	}
	return best, rule
}

// toldBy rates the activities that the figure may count.
func (m *measureKind) toldBy(x *figureContext) float64 {
	switch {
	case x.inside != "" && contains(m.told, x.inside):
		return insideScore + m.weight
	case x.inside == "" && overlap(m.told, x.clause):
		return clauseScore + m.weight
	}
	return 0
}

// cued returns the score of the nearest cue word.
func (m *measureKind) cued(x *figureContext) (best float64, rule string) {
	for i := range m.before {
		w := m.before[i].word
		if !x.signs[0].Holds(m.before[i].sign) {
			continue
		}
		at := strings.LastIndex(x.before, w)
		if at < 0 {
			continue
		}
		score := cueScore - distance(x.before[at+len(w):])
		if x.prevEnd > at {
			score -= perFigure
		}
		if score += m.weight; score > best {
			best, rule = score, "figure-before"
		}
	}
	for i := range m.after {
		w := m.after[i].word
		if !x.signs[1].Holds(m.after[i].sign) {
			continue
		}
		at := strings.Index(x.after, w)
		if at < 0 {
			continue
		}
		gap := x.after[:at]
		score := cueScore - distance(gap)
		if strings.ContainsAny(gap, "0123456789") {
			score -= perFigure
		}
		if strings.ContainsAny(gap, ",:") { // another clause
			continue
		}
		if score += m.weight; score > best {
			best, rule = score, "figure-after"
		}
	}
	return best, rule
}

// distance is what a cue loses for the text between it and the figure.
func distance(gap string) float64 {
	commas := strings.Count(gap, ",") + strings.Count(gap, ":")
	return float64(perRune*runes(gap) + perComma*commas)
}
