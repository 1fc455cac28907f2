package pattern

import (
	"regexp"
	"regexp/syntax"
	"sync"
	"sync/atomic"
)

// A Regexp is a regexp.Regexp that finds matches with deterministic automata:
// what it yields is what regexp.Regexp yields, an order of magnitude sooner.
// Only groups are found by regexp itself, within the match. The automata are
// made after some calls, so that an expression that is hardly asked costs
// nothing. It is safe for concurrent use.
type Regexp struct {
	*regexp.Regexp // for what is not asked of many texts
	calls          atomic.Int32
	making         sync.Mutex
	engine         atomic.Pointer[engine]
}

// patience is how many calls regexp answers before automata are made.
const patience = 24

// An engine is the automata of an expression. A zero engine answers nothing.
// The automata stand in it and not behind it: of a thousand expressions each is
// asked seldom, so every step from one place in memory to the next is a long one.
type engine struct {
	ends   automaton // where matches end
	begins automaton // where they begin, from their ends
	ready  bool
	empty  bool // the expression can match nothing
	place  int  // what the expression asks of where it stands: placeFree …
}

const (
	placeFree   = iota // nothing
	placeBegins        // whether the text begins there
	placeAny
)

// Compile parses an expression as regexp.Compile does.
func Compile(expr string) (*Regexp, error) {
	re, err := regexp.Compile(expr)
	if err != nil {
		return nil, err
	}
	return &Regexp{Regexp: re}, nil
}

// MustCompile is Compile for expressions of the program: a wrong one panics.
func MustCompile(expr string) *Regexp { return &Regexp{Regexp: regexp.MustCompile(expr)} }

// automata returns the engine that is to answer; nil when regexp is to.
func (re *Regexp) automata() *engine {
	e := re.engine.Load()
	if e == nil {
		if re.calls.Add(1) <= patience {
			return nil
		}
		e = re.makeEngine()
	}
	if !e.ready {
		return nil
	}
	return e
}

func (re *Regexp) makeEngine() *engine {
	re.making.Lock()
	defer re.making.Unlock()
	if e := re.engine.Load(); e != nil {
		return e
	}
	e := newEngine(re.String())
	re.engine.Store(e)
	return e
}

// newEngine makes the automata of expr; a zero engine when there are none.
func newEngine(expr string) *engine {
	tree, err := syntax.Parse(expr, syntax.Perl)
	if err != nil {
		return &engine{}
	}
	tree = tree.Simplify()
	prog, err := syntax.Compile(tree)
	if err != nil {
		return &engine{}
	}
	back, err := syntax.Compile(reversed(tree))
	if err != nil {
		return &engine{}
	}
	classes := classesOf(prog)
	e := &engine{empty: canBeEmpty(tree)}
	if !e.ends.prepare(prog, classes, true, false) || !e.begins.prepare(back, classes, false, true) {
		return &engine{}
	}
	e.ready = true
	for i := range prog.Inst {
		if in := &prog.Inst[i]; in.Op == syntax.InstEmptyWidth {
			if syntax.EmptyOp(in.Arg) != syntax.EmptyBeginText {
				e.place = placeAny
			}
			e.place = max(e.place, placeBegins)
		}
	}
	return e
}

// canBeEmpty reports whether a match of re can be empty.
func canBeEmpty(re *syntax.Regexp) bool {
	_, empty := edgeRunes(re, false)
	return empty
}

// find returns the leftmost match in s[at:]; begin is noMatch when there is
// none, or unknown.
func (e *engine) find(s string, at int) (begin, end int) {
	if end = e.ends.end(s, at, false); end < 0 {
		return end, end
	}
	if !e.ends.search && at == 0 { // only where the text begins
		return 0, end
	}
	if begin = e.begins.begin(s, at, end); begin < 0 {
		return unknown, end
	}
	return begin, end
}

// MatchString is that of regexp.Regexp.
func (re *Regexp) MatchString(s string) bool {
	if e := re.automata(); e != nil {
		if end := e.ends.end(s, 0, true); end != unknown {
			return end >= 0
		}
	}
	return re.Regexp.MatchString(s)
}

// FindStringIndex is that of regexp.Regexp.
func (re *Regexp) FindStringIndex(s string) []int {
	if e := re.automata(); e != nil {
		switch begin, end := e.find(s, 0); {
		case begin >= 0:
			return []int{begin, end}
		case begin == noMatch:
			return nil
		}
	}
	return re.Regexp.FindStringIndex(s)
}

// FindString is that of regexp.Regexp.
func (re *Regexp) FindString(s string) string {
	if at := re.FindStringIndex(s); at != nil {
		return s[at[0]:at[1]]
	}
	return ""
}

// FindAllStringIndex is that of regexp.Regexp.
func (re *Regexp) FindAllStringIndex(s string, n int) [][]int {
	e := re.automata()
	if e == nil || e.empty || n == 0 {
		return re.Regexp.FindAllStringIndex(s, n)
	}
	var out [][]int
	for at := 0; len(out) != n; {
		begin, end := e.find(s, at)
		if begin == unknown {
			return re.Regexp.FindAllStringIndex(s, n)
		}
		if begin == noMatch {
			break
		}
		out = append(out, []int{begin, end})
		at = end
	}
	return out
}

// groups returns the match in s[begin:end] with its groups.
func (e *engine) groups(re *regexp.Regexp, s string, begin, end int) []int {
	// Nothing that regexp prefers to this match fits into it, so it finds the
	// same one there, as long as it does not ask what stands around.
	if e.place == placeFree || e.place == placeBegins && begin == 0 {
		m := re.FindStringSubmatchIndex(s[begin:end])
		for i := range m {
			if m[i] >= 0 {
				m[i] += begin
			}
		}
		return m
	}
	return nil
}

// FindStringSubmatchIndex is that of regexp.Regexp.
func (re *Regexp) FindStringSubmatchIndex(s string) []int {
	if e := re.automata(); e != nil {
		switch begin, end := e.find(s, 0); {
		case begin == noMatch:
			return nil
		case begin >= 0:
			if m := e.groups(re.Regexp, s, begin, end); m != nil {
				return m
			}
		}
	}
	return re.Regexp.FindStringSubmatchIndex(s)
}

// FindStringSubmatch is that of regexp.Regexp.
func (re *Regexp) FindStringSubmatch(s string) []string {
	m := re.FindStringSubmatchIndex(s)
	if m == nil {
		return nil
	}
	out := make([]string, len(m)/2)
	for i := range out {
		if m[2*i] >= 0 {
			out[i] = s[m[2*i]:m[2*i+1]]
		}
	}
	return out
}

// FindAllStringSubmatchIndex is that of regexp.Regexp.
func (re *Regexp) FindAllStringSubmatchIndex(s string, n int) [][]int {
	e := re.automata()
	if e == nil || e.empty || n == 0 {
		return re.Regexp.FindAllStringSubmatchIndex(s, n)
	}
	var out [][]int
	for at := 0; len(out) != n; {
		begin, end := e.find(s, at)
		if begin == noMatch {
			return out
		}
		m := []int(nil)
		if begin >= 0 {
			m = e.groups(re.Regexp, s, begin, end)
		}
		if m == nil {
			return re.Regexp.FindAllStringSubmatchIndex(s, n)
		}
		out = append(out, m)
		at = end
	}
	return out
}

// FindAllStringSubmatch is that of regexp.Regexp.
func (re *Regexp) FindAllStringSubmatch(s string, n int) [][]string {
	var out [][]string
	for _, m := range re.FindAllStringSubmatchIndex(s, n) {
		row := make([]string, len(m)/2)
		for i := range row {
			if m[2*i] >= 0 {
				row[i] = s[m[2*i]:m[2*i+1]]
			}
		}
		out = append(out, row)
	}
	return out
}

// ReplaceAllString is that of regexp.Regexp.
func (re *Regexp) ReplaceAllString(s, with string) string {
	if !re.MatchString(s) {
		return s
	}
	return re.Regexp.ReplaceAllString(s, with)
}

// Split is that of regexp.Regexp.
func (re *Regexp) Split(s string, n int) []string {
	if n < 0 && !re.MatchString(s) {
		return []string{s}
	}
	return re.Regexp.Split(s, n)
}
