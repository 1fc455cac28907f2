package pattern

import (
	"sync/atomic"
	"unicode/utf8"
)

// What a walk over a text yields besides a place.
const (
	noMatch = -1
	unknown = -2 // the automaton ran out of room, or was given up: ask regexp
)

// end returns where the leftmost match in s[at:] ends, the alternatives
// preferred as regexp does; with soon, where some match is known to end or
// before.
func (a *automaton) end(s string, at int, soon bool) int {
	m := a.memory.Load()
	if m == nil {
		return unknown
	}
	state := a.start(m, contextBefore(s, at))
	cells := *m.cells.Load()
	found := noMatch
	classes := a.classes
	for i := at; i < len(s); {
		var class uint16
		n := 1
		if b := s[i]; b < utf8.RuneSelf {
			class = classes.ascii[b]
		} else if i+2 < len(s) && plainThree(b, s[i+1], s[i+2]) {
			class, n = classes.ofThree(b, s[i+1], s[i+2]), 3
		} else {
			class, n = classes.first(s[i:])
		}
		c := atomic.LoadUint32(&cells[int(state)+int(class)])
		if c == state { // foreseen by the processor, which need not wait for c then
			i += n
			continue
		}
		if c-1 >= deadCell-1 { // unknown, dead or a match
			if c == 0 {
				if c, cells = a.step(m, state, class); c == 0 {
					a.forget(m)
					return unknown
				}
			}
			if c&matchCell != 0 {
				if found = i; soon {
					return found
				}
				c &^= matchCell
			}
			if c == deadCell {
				return found
			}
		}
		state = c
		i += n
	}
	return a.atEnd(m, cells, state, len(s), found)
}

// begin returns where the longest match begins that ends at end of s, not
// before from; a must be of the reversed program.
func (a *automaton) begin(s string, from, end int) int {
	m := a.memory.Load()
	if m == nil {
		return unknown
	}
	state := a.start(m, contextBehind(s, end))
	cells := *m.cells.Load()
	found := noMatch
	classes := a.classes
	for i := end; i > 0; {
		var class uint16
		n := 1
		if b := s[i-1]; b < utf8.RuneSelf {
			class = classes.ascii[b]
		} else if i >= 3 && plainThree(s[i-3], s[i-2], b) {
			class, n = classes.ofThree(s[i-3], s[i-2], b), 3
		} else {
			class, n = classes.last(s[:i])
		}
		c := atomic.LoadUint32(&cells[int(state)+int(class)])
		if c-1 >= deadCell-1 {
			if c == 0 {
				if c, cells = a.step(m, state, class); c == 0 {
					a.forget(m)
					return unknown
				}
			}
			if c&matchCell != 0 {
				found = i
				c &^= matchCell
			}
			if c == deadCell {
				return found
			}
		}
		if i <= from {
			return found
		}
		state = c
		i -= n
	}
	return a.atEnd(m, cells, state, 0, found)
}

// atEnd returns at when a match ends where the text does, else found.
func (a *automaton) atEnd(m *memory, cells []uint32, state uint32, at, found int) int {
	class := uint16(len(a.classes.sample))
	c := atomic.LoadUint32(&cells[int(state)+int(class)])
	if c == 0 {
		if c, _ = a.step(m, state, class); c == 0 {
			a.forget(m)
			return unknown
		}
	}
	if c&matchCell != 0 {
		return at
	}
	return found
}

// contextBefore returns what stands before at.
func contextBefore(s string, at int) uint8 {
	switch {
	case at == 0:
		return textBegins
	case s[at-1] == '\n':
		return lineBegins
	}
	return inLine
}

// contextBehind returns what stands at at, for a walk to the left.
func contextBehind(s string, at int) uint8 {
	switch {
	case at == len(s):
		return textBegins
	case s[at] == '\n':
		return lineBegins
	}
	return inLine
}
