package pattern

// A Sieve is a list of regexps of which only those are run that can match.
type Sieve struct {
	List []Guarded
	Can  *Triggers // of the list: which can match in a text
}

// NewSieve prepares list; the error says which pattern cannot be parsed.
func NewSieve(list []*Regexp) (Sieve, error) {
	ps, gs := make([]string, len(list)), make([]Guarded, len(list))
	for i, re := range list {
		ps[i], gs[i] = re.String(), Guard(re)
	}
	can, err := NewTriggers(ps)
	return Sieve{gs, can}, err
}

// Any reports whether is holds for a match of one of the regexps.
func (g Sieve) Any(text string, is func(loc []int) bool) bool {
	if len(g.List) == 0 {
		return false
	}
	memory := g.Can.spare.Get().(*Scratch)
	defer g.Can.spare.Put(memory)
	g.Can.walk(memory, text)
	for _, i := range memory.list {
		for _, loc := range g.List[i].Re.FindAllStringIndex(text, -1) {
			if is(loc) {
				return true
			}
		}
	}
	return false
}

// All calls do for each match, in the order of the regexps.
func (g Sieve) All(text string, do func(i int, loc []int)) {
	for _, i := range g.Can.In(text) {
		for _, loc := range g.List[i].Re.FindAllStringSubmatchIndex(text, -1) {
			do(i, loc)
		}
	}
}
