package classify

// A group is what stands under one parent: its headed sections in order, and
// the place of each.
type group struct {
	members []int // indexes of sections
	at      []sectionPlace
}

// eachGroup gives the sections of every group, outer groups first, the kinds
// that the rules say, and then calls decide, which may change them, before it
// goes on to the groups inside.
func (c *Classifier) eachGroup(r *reading, decide func(r *reading, g *group)) {
	mode := c.sec.mode(r)
	members := map[int][]int{} // by parent
	for i, s := range r.Sections {
		if !s.Heading.Empty() {
			members[s.Parent] = append(members[s.Parent], i)
		}
	}
	for parent := -1; parent < len(r.Sections); parent++ {
		if len(members[parent]) == 0 {
			continue
		}
		g := &group{members: members[parent]}
		var before []string // kinds of those so far
		for k, i := range g.members {
			s := &r.Sections[i]
			x := c.placeOf(r, i, mode)
			x.before, x.first, x.last = before, c.sec.opens(before), k > 0 && k == len(g.members)-1
			x.late = x.late || x.last
			s.Kinds, s.By = c.sec.kinds(&x)
			before = append(before[:len(before):len(before)], s.Kinds...)
			g.at = append(g.at, x)
		}
		decide(r, g)
	}
}

// placeOf returns what of the place of section i does not depend on those
// beside it.
func (c *Classifier) placeOf(r *reading, i int, mode string) sectionPlace {
	s, text := r.Sections[i], r.doc.Text
	long := foldedBody(text, s)
	x := sectionPlace{
		heading: heading(c.sec.number, s.Heading.Of(text)), mode: mode, document: r.Kind.Value,
		late: s.Start > len(text)*2/3, long: long, body: head(long, headBody),
	}
	if s.Parent >= 0 {
		x.parents = r.Sections[s.Parent].Kinds
	}
	return x
}
