package classify

import (
	"fmt"
	"strings"

	"wenjian/internal/pattern"
)

// A mood says how a clause speaks of an act: as done, as lying ahead, as
// demanded. Chinese marks it by particles and adverbs (了, 已, 将, 要), and a
// clause without one goes on in the mood of the clause before.
type mood string

const (
	moodNone mood = "none" // nothing in the sentence marks it
	moodDone mood = "done"
	moodWill mood = "will"
	moodMust mood = "must"
	moodNow  mood = "now" // 今年 behind 去年: what was told of the past ends here
)

// A turn is what a paragraph comes to speak of, up to its end or the next turn.
type turn string

const (
	turnNone  turn = ""
	turnNext  turn = "next"  // what lies ahead: 下一步, 明年
	turnFault turn = "fault" // what is not well: 存在的问题是
	turnCall  turn = "call"  // what others are asked to do: 希望, 号召
)

// moodRules are the terms of status.yaml that mark moods and turns.
type moodRules struct {
	marks, turns pattern.Sieve
	moods        []mood // of marks
	turnTo       []turn // of turns
	time         pattern.Guarded
}

func compileMoods(l *list) (moodRules, error) {
	var rules moodRules
	var marks, turns []*pattern.Regexp
	for _, m := range []struct {
		name string
		mood mood
		turn turn
	}{
		{"mood_will", moodWill, turnNone}, {"mood_must", moodMust, turnNone}, {"mood_done", moodDone, turnNone}, {"mood_now", moodNow, turnNone},
		{"turn_next", moodNone, turnNext}, {"turn_fault", moodNone, turnFault}, {"turn_call", moodNone, turnCall},
	} {
		res, err := l.marks(m.name)
		if err != nil {
			return rules, err
		}
		for _, re := range res {
			for _, part := range pattern.Alternatives(re) {
				if m.turn != turnNone {
					turns, rules.turnTo = append(turns, part.Re), append(rules.turnTo, m.turn)
				} else {
					marks, rules.moods = append(marks, part.Re), append(rules.moods, m.mood)
				}
			}
		}
	}
	var err error
	if rules.marks, err = pattern.NewSieve(marks); err != nil {
		return rules, fmt.Errorf("%w: status.yaml: marks of mood: %w", ErrTaxonomy, err)
	}
	if rules.turns, err = pattern.NewSieve(turns); err != nil {
		return rules, fmt.Errorf("%w: status.yaml: turns: %w", ErrTaxonomy, err)
	}
	times, err := l.marks("mood_time")
	if err != nil {
		return rules, err
	}
	rules.time = pattern.Guard(times[0])
	return rules, nil
}

// marks compiles the terms of that name, of which there is at least one.
func (l *list) marks(name string) ([]*pattern.Regexp, error) {
	var out []*pattern.Regexp
	for _, p := range l.Terms[name] {
		// A macro alone can be taken apart into its alternatives, one in brackets cannot.
		if body, ok := l.Macros[strings.Trim(p, "<>")]; ok {
			p = body
		}
		full, err := l.expand(p)
		if err != nil {
			return nil, fmt.Errorf("%w: status.yaml: terms %s: %w", ErrTaxonomy, name, err)
		}
		re, err := pattern.Compile(full)
		if err != nil {
			return nil, fmt.Errorf("%w: status.yaml: terms %s: %w", ErrTaxonomy, name, err)
		}
		out = append(out, re)
	}
	if len(out) == 0 {
		return nil, fmt.Errorf("%w: status.yaml: terms %s are missing", ErrTaxonomy, name)
	}
	return out, nil
}

// of returns the mood that the marks of one clause give it. A mark of what
// lies ahead or is demanded outweighs one of what is done, unless that stands
// before it: 已将…送去 has done it, 将…完善已建立的… has not. What is done in
// an attribute (已作出的承诺) says nothing of the clause.
func (m *moodRules) of(text string) mood {
	first := map[mood]int{}
	m.marks.All(text, func(i int, loc []int) {
		mood := m.moods[i]
		if mood == moodDone && attribute(text[loc[0]:]) {
			return
		}
		if at, ok := first[mood]; !ok || loc[0] < at {
			first[mood] = loc[0]
		}
	})
	done, isDone := first[moodDone]
	for _, mood := range [...]mood{moodWill, moodMust} {
		if at, ok := first[mood]; ok && isDone && at <= done {
			isDone = false
		}
	}
	if isDone {
		return moodDone
	}
	for _, mood := range [...]mood{moodWill, moodMust, moodNow} {
		if _, ok := first[mood]; ok {
			return mood
		}
	}
	return moodNone
}

// attributeBytes is how far behind a mark the 的 of its attribute may stand.
const attributeBytes = 24

// attribute reports whether the mark of what is done at the start of text is
// part of an attribute: a 的 follows soon, with something behind it. What 了
// marks has an object, and the 的 is that's (听了57户渔家的意见).
func attribute(text string) bool {
	near := head(text, attributeBytes)
	i := strings.Index(near, "的")
	return i >= 0 && i+len("的") < len(text) && !strings.ContainsAny(near[:i], "了0123456789")
}

// clauseMood returns the mood of clause i of the document.
func (x *statusContext) clauseMood(i int) mood {
	if x.moods == nil {
		x.moods = make([]mood, len(x.l.clauses))
	}
	if x.moods[i] == "" {
		x.moods[i] = x.c.act.moods.of(x.l.clauses[i].Of(x.l.text))
	}
	return x.moods[i]
}

// moodOf returns the mood in which the mention of s is told: that of its
// clause, or else of the nearest clause before it that has one, in its sentence
// and in those that semicolons join to it, or else that of what the paragraph has turned to.
func (x *statusContext) moodOf(s *setting) mood {
	if s.mood != "" {
		return s.mood
	}
	s.mood = x.findMood(s.mention)
	return s.mood
}

func (x *statusContext) findMood(m mention) mood {
	l := x.l
	at := m.clause
	for at+1 < len(l.clauses) && l.clauses[at+1].Start < m.core.End { // told over several clauses
		at++
	}
	for ; at > m.clause; at-- {
		if mood := x.clauseMood(at); mood != moodNone {
			return mood
		}
	}
	now, timed := false, false
	for s := l.clauses[m.clause].sentence; s >= 0; s-- {
		sent := l.sentences[s]
		if l.clauses[sent.first].section != l.clauses[m.clause].section {
			break
		}
		for c := min(sent.end-1, m.clause); c >= sent.first; c-- {
			mood := x.clauseMood(c)
			if mood == moodDone && (now || timed || s < l.clauses[m.clause].sentence) {
				return moodNone
			}
			if mood != moodNone && mood != moodNow {
				return mood
			}
			now = now || mood == moodNow
			timed = timed || x.c.act.moods.time.Match(l.clauses[c].Of(l.text))
		}
		if s == 0 || !l.sentences[s-1].soft {
			break
		}
	}
	if x.turnOf(m) == turnNext {
		return moodWill
	}
	return moodNone
}

// A turnAt is a turn of a paragraph; at is the end of the words that take it.
type turnAt struct {
	at int
	to turn
}

// turnOf returns what the paragraph has come to speak of before the mention.
func (x *statusContext) turnOf(m mention) turn {
	text := x.l.text
	start := strings.LastIndexByte(text[:m.core.Start], '\n') + 1
	turns, ok := x.turns[start]
	if !ok {
		end := len(text)
		if n := strings.IndexByte(text[start:], '\n'); n >= 0 {
			end = start + n
		}
		rules := &x.c.act.moods
		rules.turns.All(text[start:end], func(i int, loc []int) {
			turns = append(turns, turnAt{start + loc[1], rules.turnTo[i]})
		})
		x.turns[start] = turns
	}
	last := turnAt{}
	for _, t := range turns {
		if t.at <= m.core.Start && t.at > last.at {
			last = t
		}
	}
	return last.to
}
