package classify

import (
	"strings"

	"wenjian/corpus"
	"wenjian/internal/pattern"
	"wenjian/internal/zh"
)

// against reports whether x and m cannot tell one event.
func (l *eventLinker) against(x, m *scene) bool {
	switch {
	case statusSide(x.Status) != statusSide(m.Status):
		return true
	case x.When != "" && m.When != "" && !strings.HasPrefix(x.When, m.When) && !strings.HasPrefix(m.When, x.When):
		return true
	case x.ordinal != m.ordinal && x.ordinal != "" && m.ordinal != "":
		return true
	case l.otherActor(x, m):
		return true
	case x.heading || x.title || m.heading || m.title:
		return false
	case m.again && !m.definite:
		return true
	}
	return m.series != x.series && !m.total && x.sentence != m.sentence
}

// statusSide joins the statuses that one event can have: what a superior
// requires is planned.
func statusSide(s corpus.Status) corpus.Status {
	if s == corpus.Required {
		return corpus.Planned
	}
	return s
}

// otherActor reports whether different bodies carry x and m out: two parts of
// the unit, or the unit and somebody else.
func (l *eventLinker) otherActor(x, m *scene) bool {
	if x.Actor == "" || m.Actor == "" {
		return false
	}
	outside := func(a corpus.Actor) bool { return a == corpus.ActorSuperior || a == corpus.ActorOther }
	if contains(l.rules.round, m.Kind) {
		return outside(x.Actor) && outside(m.Actor) && x.Actor != m.Actor
	}
	switch {
	case outside(x.Actor) != outside(m.Actor):
		return true
	case x.Actor == corpus.ActorPart && m.Actor == corpus.ActorPart:
		return x.subject != m.subject && strings.HasSuffix(x.subject, "支部") && strings.HasSuffix(m.subject, "支部")
	}
	return false
}

// mark notes which words of events.yaml the clause of s holds. Only a series
// may be told behind the mention.
func (e *eventRules) mark(text string, s *scene) {
	words := text[s.clause.Start:s.at.End]
	s.ordinal = ordinal(words)
	s.opens, s.again = pattern.ContainsAny(words, e.opens), pattern.ContainsAny(words, e.again)
	s.among = strings.Contains(words, "其中")
	s.total, s.sum = pattern.ContainsAny(words, e.total), pattern.ContainsAny(words, e.sum)
	s.definite, s.series = pattern.ContainsAny(words, e.definite), pattern.ContainsAny(s.clause.Of(text), e.series)
}

// ordinal returns the 第…次 of a mention's clause.
func ordinal(words string) string {
	i := strings.Index(words, "第")
	if i < 0 {
		return ""
	}
	n := i + len("第")
	size := zh.ReadNumeral(words[n:]).Len
	for _, w := range [...]string{"次", "期", "批", "轮", "届", "场"} {
		if size > 0 && strings.HasPrefix(words[n+size:], w) {
			return words[i : n+size+len(w)]
		}
	}
	return ""
}

// details returns the figures of s that are no number of participants.
func (l *eventLinker) details(s *scene) []corpus.Figure {
	var out []corpus.Figure
	for _, f := range s.inside {
		if !contains(l.rules.attend, f.Measure) {
			out = append(out, f)
		}
	}
	return out
}

// goesOn reports whether m, which stands in the sentence of x or behind a bare
// one, tells the same: what only one of them counts, or the total of a series.
func (l *eventLinker) goesOn(x, m *scene, i int) bool {
	if x.title || m.heading || x.section != m.section {
		return false
	}
	dx, dm := l.details(x), l.details(m)
	if x.sentence != m.sentence {
		return l.bare(x) && !m.opens && l.adjacent(x, m, i) || len(dx) == 0 && len(dm) > 0 && m.sum
	}
	if contains(l.rules.apart, m.Kind) {
		return false
	}
	if m.total && (x.series || len(dx) == 0 || m.among) {
		return true
	}
	return !m.opens && (len(dx) == 0 || len(dm) == 0) && l.adjacent(x, m, i)
}

// adjacent reports whether no mention of another kind stands between x and m,
// which is the i-th.
func (l *eventLinker) adjacent(x, m *scene, i int) bool {
	return i > 0 && l.scenes[i-1].Activity == x.Activity && m.at.Start-x.at.End < maxEventGap
}

const (
	maxEventGap = 90 // bytes between mentions that go on telling one event
	bareRunes   = 12 // a clause no longer than this only names its act
)

// bare reports whether s only names its act: 要认真学习.
func (l *eventLinker) bare(s *scene) bool {
	return len(s.inside) == 0 && len(s.When) < fullDate && runes(s.clause.Of(l.r.view.Text)) <= bareRunes
}

// identical reports whether x and m agree in what few events share: the day,
// or a figure that is not small.
func (l *eventLinker) identical(x, m *scene) bool {
	if x.Status != corpus.Held {
		return false
	}
	if len(x.When) == fullDate && x.When == m.When {
		return true
	}
	for _, f := range l.details(x) {
		for _, g := range l.details(m) {
			if f.Value == g.Value && f.Unit == g.Unit && f.Measure == g.Measure && !f.Masked && !g.Masked && !f.Norm && f.Value >= minTelling {
				return true
			}
		}
	}
	return false
}

// minTelling is the least value of a figure that two events are not likely to share.
const minTelling = 5

// overview reports whether one of x and m is an item of a list of acts that
// tells nothing more of them, and the other the detail.
func (l *eventLinker) overview(g *eventGroup, x, m *scene) bool {
	if contains(l.rules.family, m.Kind) || !strings.Contains(l.r.view.Text[x.at.End:max(x.at.End, m.at.Start)], "\n") {
		return false
	}
	if x.listed && !m.listed {
		for _, j := range g.members {
			if s := &l.scenes[j]; !s.listed && !s.title {
				return false
			}
		}
		return true
	}
	return m.listed && len(l.groups[m.Kind]) == 1
}

// minListed is how many acts in one sentence make a list of them.
const minListed = 3

// markListed notes which mentions are items of a list of acts that tells
// nothing more of them: 先后开展了集中学习、主题党日、走访慰问等活动.
func markListed(scenes []scene) {
	bare := map[int]int{} // where a sentence begins to how many acts it only names
	for i := range scenes {
		if len(scenes[i].inside) == 0 {
			bare[scenes[i].sentence.Start]++
		}
	}
	for i := range scenes {
		s := &scenes[i]
		s.listed = bare[s.sentence.Start] >= minListed && !s.heading && !s.title && len(s.figures) == 0 && len(s.When) < fullDate
	}
}
