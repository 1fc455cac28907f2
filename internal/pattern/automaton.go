package pattern

import (
	"encoding/binary"
	"regexp/syntax"
	"sync"
	"sync/atomic"
)

// An automaton runs a program of regexp/syntax as a deterministic automaton
// whose states are made when a text first leads to them and kept: a character
// then costs two or three look-ups, however many alternatives are alive
// (Thompson 1968; Cox, "Regular Expression Matching in the Wild", 2010).
// regexp, which has no such engine, pays for each alternative.
// It is safe for concurrent use.
type automaton struct {
	prog    *syntax.Prog
	classes *runeClasses
	search  bool // a match may begin anywhere, otherwise where the walk begins
	longest bool // ends of matches are sought to the last; otherwise the first alternative that matches has precedence, as in regexp
	looks   bool // the program asks where lines or the text begin or end
	memory  atomic.Pointer[memory]
	resets  atomic.Int32
}

const (
	maxCells  = 1 << 18 // of a table: a megabyte
	maxStates = 1 << 12
	maxResets = 16 // tables filled up before an automaton is given up: its states do not repeat
)

// A cell is a state (where its row begins in the table) and what is known
// besides. The zero cell is not known yet.
const (
	matchCell = 1 << 31 // a match ends before the character that leads to the cell
	deadCell  = 1 << 30 // no further character can lead to a match
)

// A memory is the states made so far.
type memory struct {
	cells  atomic.Pointer[[]uint32] // rows of a cell for each class of characters and one for the end
	starts [contexts]atomic.Uint32  // states where a walk begins
	mu     sync.Mutex               // held while something is added
	states []state                  // by row; the first is no state
	known  map[string]uint32        // rows by key
	key    []byte
	now    instSet
	next   instSet
}

// What stands before the place where a walk begins.
const (
	textBegins = iota
	lineBegins
	inLine
	contexts
)

// A state is the instructions at which threads stand, the preferred first.
type state struct {
	pcs     []uint32
	before  uint8 // textBegins, lineBegins or inLine; inLine where the program does not ask
	looking bool  // matches may begin later
}

// prepare makes a, which is zero, run prog; false for a program with word
// boundaries or too many classes of characters.
func (a *automaton) prepare(prog *syntax.Prog, classes *runeClasses, search, longest bool) bool {
	a.prog, a.classes, a.search, a.longest = prog, classes, search, longest
	for i := range prog.Inst {
		if in := &prog.Inst[i]; in.Op == syntax.InstEmptyWidth {
			if syntax.EmptyOp(in.Arg)&(syntax.EmptyWordBoundary|syntax.EmptyNoWordBoundary) != 0 {
				return false
			}
			a.looks = true
		}
	}
	if prog.StartCond()&syntax.EmptyBeginText != 0 {
		a.search = false
	}
	if classes == nil {
		return false
	}
	a.memory.Store(a.newMemory())
	return true
}

func (a *automaton) stride() int { return len(a.classes.sample) + 1 }

func (a *automaton) newMemory() *memory {
	m := &memory{states: make([]state, 1), known: map[string]uint32{}}
	cells := make([]uint32, 8*a.stride())
	m.cells.Store(&cells)
	m.now, m.next = newInstSet(len(a.prog.Inst)), newInstSet(len(a.prog.Inst))
	return m
}

// start returns the state in which a walk begins that has before behind it.
func (a *automaton) start(m *memory, before uint8) uint32 {
	if !a.looks {
		before = inLine
	}
	if s := m.starts[before].Load(); s != 0 {
		return s
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	m.next.clear()
	a.follow(&m.next, uint32(a.prog.Start), 0, false)
	s := a.row(m, before, a.search)
	m.starts[before].Store(s)
	return s
}

// step returns the cell of state s and class, and the table it stands in; 0
// when there is no room for another state.
func (a *automaton) step(m *memory, s uint32, class uint16) (uint32, []uint32) {
	m.mu.Lock()
	defer m.mu.Unlock()
	cells := *m.cells.Load()
	at := int(s) + int(class)
	if cells[at] != 0 {
		return cells[at], cells
	}
	if len(cells) > maxCells || len(m.states) > maxStates {
		return 0, nil
	}
	c := a.successor(m, m.states[int(s)/a.stride()], class)
	cells = *m.cells.Load()
	atomic.StoreUint32(&cells[at], c)
	return c, cells
}

// successor makes what follows from on a character of class, or at the end.
func (a *automaton) successor(m *memory, from state, class uint16) uint32 {
	end := int(class) == len(a.classes.sample)
	r := rune(-1)
	if !end {
		r = a.classes.sample[class]
	}
	pcs := from.pcs
	if a.looks {
		m.now.clear()
		here := looks(from.before, r)
		for _, pc := range pcs {
			a.follow(&m.now, pc, here, true)
		}
		pcs = m.now.list
	}
	m.next.clear()
	matched, looking := false, from.looking
threads:
	for _, pc := range pcs {
		switch in := &a.prog.Inst[pc]; in.Op {
		case syntax.InstMatch:
			matched = true
			if !a.longest {
				looking = false // what has less precedence no longer counts
				break threads
			}
		case syntax.InstRune, syntax.InstRune1, syntax.InstRuneAny, syntax.InstRuneAnyNotNL:
			if !end && in.MatchRune(r) {
				a.follow(&m.next, in.Out, 0, false)
			}
		}
	}
	if looking && !end {
		a.follow(&m.next, uint32(a.prog.Start), 0, false)
	}
	c := uint32(deadCell)
	if len(m.next.list) > 0 {
		before := uint8(inLine)
		if a.looks && r == '\n' {
			before = lineBegins
		}
		c = a.row(m, before, looking)
	}
	if matched {
		c |= matchCell
	}
	return c
}

// looks returns what holds between what stands before and r, -1 for the end.
func looks(before uint8, r rune) (here syntax.EmptyOp) {
	switch before {
	case textBegins:
		here |= syntax.EmptyBeginText | syntax.EmptyBeginLine
	case lineBegins:
		here |= syntax.EmptyBeginLine
	}
	switch r {
	case -1:
		here |= syntax.EmptyEndText | syntax.EmptyEndLine
	case '\n':
		here |= syntax.EmptyEndLine
	}
	return here
}

// follow adds the instructions that wait for a character behind pc, in order
// of precedence. What asks where it stands is added itself when decide is not
// set, else followed when here says so.
func (a *automaton) follow(set *instSet, pc uint32, here syntax.EmptyOp, decide bool) {
	stack := append(set.stack[:0], pc)
	for len(stack) > 0 {
		pc = stack[len(stack)-1]
		stack = stack[:len(stack)-1]
		if !set.see(pc) {
			continue
		}
		switch in := &a.prog.Inst[pc]; in.Op {
		case syntax.InstAlt, syntax.InstAltMatch:
			stack = append(stack, in.Arg, in.Out)
		case syntax.InstCapture, syntax.InstNop:
			stack = append(stack, in.Out)
		case syntax.InstEmptyWidth:
			if !decide {
				set.list = append(set.list, pc)
			} else if syntax.EmptyOp(in.Arg)&^here == 0 {
				stack = append(stack, in.Out)
			}
		case syntax.InstFail:
		default:
			set.list = append(set.list, pc)
		}
	}
	set.stack = stack
}

// row returns where the row of the state begins whose instructions are
// m.next, made when it is new.
func (a *automaton) row(m *memory, before uint8, looking bool) uint32 {
	m.key = append(m.key[:0], before, 0)
	if looking {
		m.key[1] = 1
	}
	for _, pc := range m.next.list {
		m.key = binary.AppendUvarint(m.key, uint64(pc))
	}
	if s, ok := m.known[string(m.key)]; ok {
		return s
	}
	s := len(m.states) * a.stride()
	m.states = append(m.states, state{append([]uint32(nil), m.next.list...), before, looking})
	m.known[string(m.key)] = uint32(s)
	if cells := *m.cells.Load(); s+a.stride() > len(cells) {
		more := make([]uint32, 2*len(cells))
		copy(more, cells)
		m.cells.Store(&more)
	}
	return uint32(s)
}

// forget makes room when a table is full. When that happened too often for the
// automaton to be worth its memory, it is given up: it has no table any more.
func (a *automaton) forget(full *memory) {
	var next *memory
	if a.resets.Load() < maxResets {
		next = a.newMemory()
	}
	if a.memory.CompareAndSwap(full, next) {
		a.resets.Add(1)
	}
}

// An instSet is an ordered set of instructions.
type instSet struct {
	list  []uint32
	seen  []uint32 // by instruction, the round in which it was last seen
	round uint32
	stack []uint32
}

func newInstSet(n int) instSet { return instSet{seen: make([]uint32, n)} }

func (s *instSet) clear() { s.list, s.round = s.list[:0], s.round+1 }

// see reports whether pc was not seen since clear.
func (s *instSet) see(pc uint32) bool {
	if s.seen[pc] == s.round {
		return false
	}
	s.seen[pc] = s.round
	return true
}
