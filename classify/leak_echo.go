package classify

import (
	"slices"
	"strings"

	"wenjian/corpus"
	"wenjian/internal/pattern"
	"wenjian/internal/zh"
)

// Who copies from another unit's text leaves its name in more than once, and
// not always in full: behind 富源酒业公司 comes 富源酒业面貌一新, behind 县供销社
// comes 我社, behind 芷阳县盐务局 comes 盐务稽查. A short form proves nothing by
// itself; beside the full name it does.

// echoRules are the terms of units.yaml for short forms of names left in.
type echoRules struct {
	opens  *pattern.Regexp   // what stands before a word of another's trade that is told of as ours
	not    *pattern.Regexp   // what stands before it where it is another's indeed
	trades []trade           // words by which a trade is told
	line   *pattern.Regexp   // our own affairs that a trade's word is set before; group 1 is the word
	people []trade           // words for those whom only some trades have: 信贷员
	folk   *pattern.Regexp   // what is told of our own people; group 1 is the word
	all    map[string]bool   // unit kinds that have to do with people of all trades
	self   map[string]string // what bodies of a type call themselves: 我社
}

// A trade is a line of work with all its words.
type trade struct {
	words  []string
	owners *pattern.Regexp // names of units whose trade it is
}

const echoOften = 3 // a word told more often is the text's own

// compileEcho compiles the terms of units.yaml that echoLeaks needs.
func compileEcho(l *list) (*echoRules, error) {
	e := &echoRules{self: map[string]string{}, all: map[string]bool{}}
	if err := compileTerms(l, map[string]**pattern.Regexp{"echo_opens": &e.opens, "echo_not": &e.not}); err != nil {
		return nil, err
	}
	var err error
	if e.trades, err = compileTrades(l.Terms["trades"]); err != nil {
		return nil, err
	}
	if e.people, err = compileTrades(l.Terms["trade_people"]); err != nil {
		return nil, err
	}
	for _, kind := range l.Terms["trade_all"] {
		e.all[kind] = true
	}
	for _, t := range l.Terms["echo_self"] {
		end, self, _ := strings.Cut(t, "=")
		e.self[end] = self
	}
	if e.line, err = withWords(l.Terms["trade_lines"], e.trades); err != nil {
		return nil, err
	}
	e.folk, err = withWords(l.Terms["trade_folk"], e.people)
	return e, err
}

// compileTrades compiles rows of the form words=owners.
func compileTrades(rows []string) ([]trade, error) {
	out := make([]trade, 0, len(rows))
	for _, row := range rows {
		words, owners, _ := strings.Cut(row, "=")
		re, err := anyOf([]string{owners})
		if err != nil {
			return nil, err
		}
		out = append(out, trade{strings.Fields(words), re})
	}
	return out, nil
}

// withWords compiles patterns in which % stands for any word of trades.
func withWords(patterns []string, trades []trade) (*pattern.Regexp, error) {
	var words, out []string
	for _, t := range trades {
		words = append(words, t.words...)
	}
	for _, p := range patterns {
		out = append(out, strings.ReplaceAll(p, "%", strings.Join(words, "|")))
	}
	re, err := anyOf(out)
	return orNothing(re), err
}

// echoLeaks finds the short forms of the names that other rules found left in:
// the name without its type or its place, the word by which such a body calls
// itself, a word of its trade that is none of ours.
func (c *Classifier) echoLeaks(r *reading, own []string, add func(start, end int, rule string, confidence float64)) {
	found := append([]corpus.Leak(nil), r.Leaks...)
	for _, l := range found {
		if l.Rule == "foreign-level" {
			continue
		}
		name := c.docs.units.host(zh.Fold(l.Name))
		for _, short := range c.leak.shortForms(name, own) {
			c.echoes(r, short, own, nil, add)
		}
		if self := c.leak.echo.self[lastRunes(name, 1)]; self != "" && !c.callsItself(r, own, self) {
			c.echoes(r, self, own, nil, add)
		}
		for _, t := range c.leak.echo.tradesOf(name, own) {
			for _, w := range t.words {
				c.echoes(r, w, own, c.leak.echo.opens, add)
			}
		}
	}
}

// callsItself reports whether our unit may say self of itself.
func (c *Classifier) callsItself(r *reading, own []string, self string) bool {
	for _, k := range c.docs.units.kinds {
		if k.id == r.Unit.Kind && slices.Contains(k.self, self) {
			return true
		}
	}
	for _, w := range c.fit.self {
		if w.word == self && w.units[r.Unit.Kind] {
			return true
		}
	}
	return slices.ContainsFunc(own, func(o string) bool {
		return c.leak.echo.self[lastRunes(o, 1)] == self || strings.Contains(o, strings.TrimPrefix(self, "我"))
	})
}

// echoes adds the places where the text has word, behind what before matches
// where it is given.
func (c *Classifier) echoes(r *reading, word string, own []string, before *pattern.Regexp, add func(start, end int, rule string, confidence float64)) {
	text := r.view.Text
	if n := strings.Count(text, word); n == 0 || n > echoOften+1 || slices.ContainsFunc(own, func(o string) bool { return strings.Contains(o, word) }) {
		return
	}
	for at := 0; ; {
		i := strings.Index(text[at:], word)
		if i < 0 {
			return
		}
		start := at + i
		at = start + len(word)
		head := lastRunes(text[:start], knownBefore)
		if before != nil && !before.MatchString(head) || c.leak.echo.not.MatchString(head) || quoted(text, start) {
			continue
		}
		add(start, at, "foreign-stand", 0.6)
	}
}

// shortForms returns how a text may go on calling the body called name: without
// its place, without the word for its type.
func (l *leakRules) shortForms(name string, own []string) []string {
	var out []string
	bare := strings.TrimPrefix(name, l.stand.placed.FindString(name))
	if runes(bare) < placeRunes {
		bare = name // 朝阳桥社区 is in no 朝阳桥社区
	}
	if runes(bare) > leakMinRunes-1 && !l.common.MatchString(bare) && !l.stand.sole.MatchString("甲"+bare) || runes(bare) > typeRunes+1 {
		out = append(out, bare)
	}
	stem := l.company.ReplaceAllString(strings.TrimSuffix(bare, l.kindWord.FindString(bare)), "")
	if runes(stem) >= leakMinRunes {
		out = append(out, stem)
	}
	return slices.DeleteFunc(out, func(s string) bool {
		return slices.ContainsFunc(own, func(o string) bool { return holdsAll(o, s) })
	})
}

// tradesOf returns the trades of the body called name that are none of ours.
func (e *echoRules) tradesOf(name string, own []string) []trade {
	var out []trade
	for _, t := range e.trades {
		if t.owners.MatchString(name) && !slices.ContainsFunc(own, t.owners.MatchString) {
			out = append(out, t)
		}
	}
	return out
}

// lineLeaks finds a trade's word that is none of ours before our own affairs:
// 为我县水务事业又好又快发展 in a text of a forestry bureau. A unit of no known
// trade may serve any.
func (c *Classifier) lineLeaks(r *reading, own []string, add func(start, end int, rule string, confidence float64)) {
	e := c.leak.echo
	if c.leak.stand.upper[r.Unit.Kind] || !slices.ContainsFunc(e.trades, func(t trade) bool { return slices.ContainsFunc(own, t.owners.MatchString) }) {
		return
	}
	text := r.view.Text
	for _, s := range r.stretches() {
		for _, m := range e.line.FindAllStringSubmatchIndex(s.Of(text), -1) {
			word := s.Of(text)[m[2]:m[3]]
			if strings.Count(text, word) > echoOften || !e.strange(word, own) || strings.Contains(zh.Fold(r.Superior.Value), word) {
				continue
			}
			add(s.Start+m[2], s.Start+m[3], "foreign-stand", 0.6)
		}
	}
}

// folkLeaks finds another trade's people told of as our own: 部分信贷员主动性差 in
// a court's text. Who has to do with people of all trades may speak so.
func (c *Classifier) folkLeaks(r *reading, own []string, add func(start, end int, rule string, confidence float64)) {
	e := c.leak.echo
	if e.all[r.Unit.Kind] {
		return
	}
	text := r.view.Text
	for _, s := range r.stretches() {
		for _, m := range e.folk.FindAllStringSubmatchIndex(s.Of(text), -1) {
			start, end := 0, 0
			for g := 2; g+1 < len(m); g += 2 {
				if m[g] >= 0 {
					start, end = s.Start+m[g], s.Start+m[g+1]
				}
			}
			if end > start && strings.Count(text, text[start:end]) < echoOften && e.noFolk(text[start:end], own) && !quoted(text, start) {
				add(start, end, "foreign-stand", 0.55)
			}
		}
	}
}

// noFolk reports whether none of ours can have people called so.
func (e *echoRules) noFolk(word string, own []string) bool {
	for _, t := range e.people {
		for _, w := range t.words {
			if strings.HasSuffix(word, w) && slices.ContainsFunc(own, t.owners.MatchString) {
				return false
			}
		}
	}
	return true
}

// strange reports whether word is of no trade that one of ours can have.
func (e *echoRules) strange(word string, own []string) bool {
	for _, t := range e.trades {
		if slices.Contains(t.words, word) && slices.ContainsFunc(own, t.owners.MatchString) {
			return false
		}
	}
	return !slices.ContainsFunc(own, func(o string) bool { return strings.Contains(o, word) })
}
