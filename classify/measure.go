package classify

import (
	"fmt"
	"sort"
	"strings"
	"unicode/utf8"

	"wenjian/corpus"
	"wenjian/internal/zh"
)

// figureRules are the compiled rules of measures.yaml.
type figureRules struct {
	kinds     []measureKind
	other     string              // the measure of a figure that is none of the others
	byUnit    map[string][]int    // measures that a unit can belong to: indexes into kinds
	units     map[rune][]unitWord // by first character, the longest first
	prefixes  []opWord            // 近, 约: part of the literal
	begins    map[rune]bool       // characters that a literal can begin with
	suffixes  []opWord            // 左右
	bounds    []opWord            // 不少于, 以上: outside the literal
	one       []guarded           // contexts in which 一 is a number
	oneNot    []guarded           // contexts in which it is none after all
	labels    []guarded           // what looks like a figure and counts nothing
	years     []guarded           // contexts in which 年 counts
	among     []guarded           // 其中, 其余: goes on with the measure before
	amongWeak []guarded           // the same, unless a pattern knows better
	parts     []guarded           // 机关1个、学校2个: as well
	amongNot  map[string]bool     // measures that 其中 does not go on with
	far       []string            // 至少 and its kin, anywhere before the figure in its clause
	persons   map[string]bool     // units that count persons
	can       *triggers           // of all patterns of all kinds: which can match in a context
	norms     normRules
}

// measureKind is one row of measures.yaml, compiled.
type measureKind struct {
	id            string
	before, after []string // plain words, folded
	patterns, not tests
	weight        float64
}

// A unitWord is a counting word: how it is written and what it is called.
type unitWord struct {
	word, name string
	length     int
	time       bool
	unless     []string // the word is no unit before these
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
	minCueScore  = 34
	perRune      = 4  // a cue loses so much for each character between it and the figure
	perComma     = 14 // and for each comma
	perFigure    = 24 // and for another figure in between
)

// compileFigures compiles measures.yaml.
func compileFigures(k *knowledge) (*figureRules, error) {
	l := &k.measures
	f := &figureRules{byUnit: map[string][]int{}, units: map[rune][]unitWord{}, persons: map[string]bool{}}
	for name, to := range map[string]*[]guarded{
		"one": &f.one, "one_not": &f.oneNot, "labels": &f.labels, "years": &f.years, "among": &f.among, "among_weak": &f.amongWeak, "parts": &f.parts,
		"norm_rate": &f.norms.rate, "norm_words": &f.norms.words, "done": &f.norms.done, "stock": &f.norms.stock, "modal": &f.norms.modal,
	} {
		var err error
		if *to, err = compileTests(l.Terms[name]); err != nil {
			return nil, fmt.Errorf("%w: measures.yaml: terms %s: %w", ErrTaxonomy, name, err)
		}
	}
	f.compileWords(l)
	f.begins = map[rune]bool{}
	for _, r := range numeralStarts + masks {
		f.begins[r] = true
	}
	for _, p := range f.prefixes {
		r, _ := utf8.DecodeRuneInString(p.word)
		f.begins[r] = true
	}
	f.amongNot = setOf(l.Terms["among_not"])
	f.far = l.Terms["at_least_far"]
	f.norms.sections, f.norms.documents = setOf(l.Terms["norm_sections"]), setOf(l.Terms["norm_documents"])
	f.norms.past = setOf(l.Terms["past_sections"])
	f.norms.stocks = setOf(l.Terms["stock_measures"])
	for _, u := range l.Terms["person_units"] {
		f.persons[u] = true
	}
	var all testSet
	for _, row := range l.Kinds {
		m := measureKind{id: row.ID, patterns: all.add(row.patterns), not: all.add(row.not), weight: weightOf(row.Weight)}
		for _, w := range row.Before {
			m.before = append(m.before, zh.Fold(w))
		}
		for _, w := range row.After {
			m.after = append(m.after, zh.Fold(w))
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
	var err error
	if f.can, err = newTriggers(all.patterns); err != nil {
		return nil, fmt.Errorf("%w: measures.yaml: %w", ErrTaxonomy, err)
	}
	return f, nil
}

// compileWords reads the counting words and the words for bounds.
func (f *figureRules) compileWords(l *list) {
	add := func(terms string, time bool) {
		for _, t := range l.Terms[terms] {
			// word, perhaps =name, perhaps !what must not follow,…
			t, unless, _ := strings.Cut(t, "!")
			word, name, renamed := strings.Cut(t, "=")
			if !renamed {
				name = word
			}
			u := unitWord{word: word, name: name, length: len(word), time: time}
			if unless != "" {
				u.unless = strings.Split(unless, "/")
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
next:
	for _, u := range f.units[r] {
		if !strings.HasPrefix(s, u.word) {
			continue
		}
		for _, w := range u.unless {
			if strings.HasPrefix(s[u.length:], w) {
				continue next
			}
		}
		return u, true
	}
	return unitWord{}, false
}

// excluded reports whether the figure is a label or a time that counts
// nothing.
func (f *figureRules) excluded(before, literal, after string) bool {
	return matchAny(f.labels, before+"#"+literal+"#"+after)
}

// measure says of every figure what it measures and whether it is a norm.
func (s *figureScan) measure() {
	for i := range s.found {
		l := &s.found[i]
		before, after := s.before(*l, contextLeft), s.after(*l, contextRight)
		l.measure, l.rule, l.confidence = s.bestMeasure(i, before, after)
		l.norm = s.isNorm(l, before, after)
	}
}

// bestMeasure returns the measure with the best score: a pattern on the whole
// context, else the nearest cue word.
func (s *figureScan) bestMeasure(i int, before, after string) (id, rule string, confidence float64) {
	l := s.found[i]
	prevEnd := -1 // where the figure before ends, in before
	if i > 0 && l.start-s.found[i-1].end <= len(before) {
		prevEnd = len(before) - (l.start - s.found[i-1].end)
	}
	context := before + "#" + l.unit + "#" + after
	s.can = s.rules.can.mark(s.can, context)
	best := 0.0
	id, rule, confidence = s.rules.other, "figure", 0.6
	for _, k := range s.rules.byUnit[l.unit] {
		m := s.rules.kinds[k]
		score, why := m.score(s.can, context, before, after, prevEnd)
		if score > best {
			best, id, rule = score, m.id, why
		}
	}
	if prevEnd >= 0 && (matchAny(s.rules.among, before[prevEnd:]) || best < patternScore && matchAny(s.rules.amongWeak, before[prevEnd:])) {
		p := s.found[i-1]
		if !s.rules.amongNot[p.measure] && s.rules.persons[p.unit] == s.rules.persons[l.unit] && p.measure != s.rules.other && s.rules.carries(p.measure, l.unit) {
			return p.measure, "among", 0.7
		}
	}
	if p := i - 1; best == 0 && prevEnd >= 0 && s.found[p].unit == l.unit && s.found[p].measure != s.rules.other && matchAny(s.rules.parts, before[prevEnd:]) {
		return s.found[p].measure, "parts", 0.6
	}
	if best > 0 {
		confidence = min(0.95, 0.5+best/400)
	}
	return id, rule, confidence
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
func (m *measureKind) score(can []bool, context, before, after string, prevEnd int) (float64, string) {
	if m.patterns.match(can, context) {
		if m.not.match(can, context) {
			return 0, ""
		}
		return patternScore + m.weight, "figure-pattern"
	}
	best, rule := 0.0, ""
	for _, w := range m.before {
		at := strings.LastIndex(before, w)
		if at < 0 {
			continue
		}
		gap := before[at+len(w):]
		score := cueScore - distance(gap)
		if prevEnd > at {
			score -= perFigure
		}
		if score += m.weight; score > best {
			best, rule = score, "figure-before"
		}
	}
	for _, w := range m.after {
		at := strings.Index(after, w)
		if at < 0 {
			continue
		}
		gap := after[:at]
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
	if best < minCueScore || m.not.match(can, context) {
		return 0, ""
	}
	return best, rule
}

// distance is what a cue loses for the text between it and the figure.
func distance(gap string) float64 {
	commas := strings.Count(gap, ",") + strings.Count(gap, ":")
	return float64(perRune*runes(gap) + perComma*commas)
}
