package classify

// eventRules are the words of events.yaml.
type eventRules struct {
	once, round, family, theme, apart []string // kinds of activities
	opens, total, sum, series         []string // words
	definite, again                   []string
	actor                             actorRules
	place                             placeRules
	attend                            []string // measures that count who took part
	served                            []string // words before those who took none
}

func compileEvents(l *list) *eventRules {
	t := l.Terms
	return &eventRules{
		once: t["once"], round: t["round"], family: t["family"], theme: t["theme"], apart: t["apart"],
		opens: t["opens"], total: t["total"], sum: t["sum"], series: t["series"], definite: t["definite"], again: t["again"],
		actor: newActorRules(l), place: placeRules{t["to"], t["place_link"], newWordFinder(t["place"])}, attend: t["participants"], served: t["served"],
	}
}

// events says of every mention who acts, where, how many took part, and which
// mentions tell one event.
func (c *Classifier) events(r *reading) {
	if len(r.Activities) == 0 {
		return
	}
	scenes := r.scenes()
	actors := newActorFinder(&c.evt.actor, r)
	kinds := map[string]int{} // how many mentions each has
	for i := range scenes {
		s := &scenes[i]
		s.Actor, s.subject = actors.of(s)
		s.Place = c.evt.place.place(r, s)
		s.Participants = c.evt.participants(r, s)
		kinds[s.Kind]++
	}
	for i := range scenes {
		if s := &scenes[i]; kinds[s.Kind] > 1 {
			c.evt.mark(r.view.Text, s)
		}
	}
	markListed(scenes)
	l := eventLinker{rules: c.evt, r: r, scenes: scenes}
	l.link()
}

// An eventLinker gathers mentions of one kind into events, in text order: each
// joins the event that most speaks for and nothing speaks against, else it
// begins one of its own. It is the mention-cluster ranking of coreference
// resolution (Rahman and Ng 2009) with rules in the place of a learned ranker.
type eventLinker struct {
	rules  *eventRules
	r      *reading
	scenes []scene
	groups map[string][]*eventGroup // by kind, in order of first mention
}

// An eventGroup is one event on its way: indices of its mentions.
type eventGroup struct {
	members []int
	number  int
}

// Evidence that a mention tells the event of a group, the strongest first.
const (
	byReference = 9.0 // 这次活动
	byHeading   = 8.0 // the first of its kind below a heading that names it
	byNext      = 7.0 // goes on where the mention before it stopped
	byTitle     = 6.0 // the first of its kind below a title that names it
	byRound     = 5.0 // a step of the same round
	byOnce      = 4.0 // there is but one
	byIdentity  = 3.0 // the same day, the same figure
	byOverview  = 2.0 // one names in passing what the other details
)

func (l *eventLinker) link() {
	l.groups = map[string][]*eventGroup{}
	number := 0
	for i := range l.scenes {
		s := &l.scenes[i]
		var best *eventGroup
		score := 0.0
		for _, g := range l.groups[s.Kind] {
			if n := l.evidence(g, i); n > 0 && n >= score {
				best, score = g, n
			}
		}
		if best == nil {
			number++
			best = &eventGroup{number: number}
			l.groups[s.Kind] = append(l.groups[s.Kind], best)
		}
		best.members = append(best.members, i)
		s.Event = best.number
	}
}

// evidence says how much speaks for mention i telling the event of g; 0 when
// nothing does or something speaks against it.
func (l *eventLinker) evidence(g *eventGroup, i int) float64 {
	m := &l.scenes[i]
	for _, j := range g.members {
		if l.against(&l.scenes[j], m) {
			return 0
		}
	}
	best := 0.0
	for _, j := range g.members {
		best = max(best, l.pair(g, j, i))
	}
	if best == 0 && m.definite && g == l.latest(m) {
		return byReference
	}
	return best
}

// latest returns the group of m's kind whose last mention stands closest before it.
func (l *eventLinker) latest(m *scene) *eventGroup {
	var best *eventGroup
	for _, g := range l.groups[m.Kind] {
		if best == nil || g.last() > best.last() {
			best = g
		}
	}
	return best
}

func (g *eventGroup) last() int { return g.members[len(g.members)-1] }

// pair says how much speaks for mention i telling what mention j of g tells.
func (l *eventLinker) pair(g *eventGroup, j, i int) float64 {
	x, m := &l.scenes[j], &l.scenes[i]
	round := contains(l.rules.round, m.Kind)
	switch {
	case x.heading && !x.title && l.below(x, m) && (round || !l.hasBody(g)):
		return byHeading
	case j == g.last() && l.goesOn(x, m, i):
		return byNext
	case x.title && (l.allTitles(g) || contains(l.rules.theme, m.Kind)):
		return byTitle
	case round && x.section == m.section && !x.title:
		return byRound
	case contains(l.rules.once, m.Kind):
		return byOnce
	case l.identical(x, m):
		return byIdentity
	case l.overview(g, x, m):
		return byOverview
	}
	return 0
}

// below reports whether m stands in the section that x heads.
func (l *eventLinker) below(x, m *scene) bool {
	for n := m.section; n >= 0; n = l.r.Facts.Sections[n].Parent {
		if n == x.section {
			return m != x && m.at.Start >= x.at.End
		}
	}
	return false
}

// hasBody reports whether g is told outside headings already.
func (l *eventLinker) hasBody(g *eventGroup) bool {
	for _, j := range g.members {
		if s := &l.scenes[j]; !s.heading && !s.title {
			return true
		}
	}
	return false
}

func (l *eventLinker) allTitles(g *eventGroup) bool {
	for _, j := range g.members {
		if !l.scenes[j].title {
			return false
		}
	}
	return true
}
