package pattern

// A Choice is regexps of which it matters whether one matches. The zero
// Choice matches nothing.
type Choice struct {
	list []Guarded
	can  *Triggers // which of list can match; nil for few, which are asked one by one
}

// manyTests is how many regexps are worth a walk over a text to know which of
// them can match.
const manyTests = 6

// NewChoice prepares res: each alternative of each is a regexp of its own, so
// that one that can match does not make all others run.
func NewChoice(res []*Regexp) Choice {
	var set TestSet
	c := Choice{list: set.Add(res).list}
	if len(c.list) < manyTests {
		return c
	}
	can, err := NewTriggers(set.Patterns)
	if err != nil { // never: they are compiled
		return c
	}
	c.can = can
	return c
}

// None reports whether there is nothing to match.
func (c Choice) None() bool { return len(c.list) == 0 }

// Match reports whether one of the regexps matches in s.
func (c Choice) Match(s string) bool {
	if c.can == nil {
		return MatchAny(c.list, s)
	}
	memory := c.can.spare.Get().(*Scratch)
	defer c.can.spare.Put(memory)
	c.can.walk(memory, s)
	for _, i := range memory.list {
		if g := &c.list[i]; g.plain || g.Re.MatchString(s) {
			return true
		}
	}
	return false
}
