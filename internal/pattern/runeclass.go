package pattern

import (
	"encoding/binary"
	"regexp/syntax"
	"slices"
	"unicode"
	"unicode/utf8"
)

// runeClasses sorts all characters into the few classes that a program tells
// apart: a row of an automaton's table then has some dozen cells.
type runeClasses struct {
	ascii  [utf8.RuneSelf]uint16
	index  [1 << 10]uint16 // of each 64 characters up to U+FFFF, where in blocks their classes begin, in 64
	blocks []uint16
	high   []runeRange // beyond U+FFFF, in order
	sample []rune      // a character of each class
}

// A runeRange is characters of one class: lo and what follows up to the next.
type runeRange struct {
	lo    rune
	class uint16
}

// maxClasses bounds the classes of a program worth a table.
const maxClasses = 1 << 12

// classesOf returns the classes that the program's instructions tell apart;
// nil when they are too many.
func classesOf(prog *syntax.Prog) *runeClasses {
	ranges, sample := partition(runeSets(prog))
	if len(sample) > maxClasses {
		return nil
	}
	c := &runeClasses{sample: sample}
	uniform := map[uint16]uint16{} // class: block that holds it alone
	at := 0                        // range that holds the block's first character
	for b := range c.index {
		first := rune(b) << 6
		for at+1 < len(ranges) && ranges[at+1].lo <= first {
			at++
		}
		alone := at+1 == len(ranges) || ranges[at+1].lo >= first+1<<6
		if place, ok := uniform[ranges[at].class]; ok && alone {
			c.index[b] = place
			continue
		}
		place := uint16(len(c.blocks) >> 6)
		c.index[b] = place
		if alone {
			uniform[ranges[at].class] = place
		}
		for r, k := first, at; r < first+1<<6; r++ {
			for k+1 < len(ranges) && ranges[k+1].lo <= r {
				k++
			}
			c.blocks = append(c.blocks, ranges[k].class)
		}
	}
	for r := range c.ascii {
		c.ascii[r] = c.of(rune(r))
	}
	for i, r := range ranges {
		if r.lo > 0xFFFF || i+1 == len(ranges) || ranges[i+1].lo > 0x10000 {
			c.high = append(c.high, runeRange{max(r.lo, 0x10000), r.class})
		}
	}
	return c
}

// of returns the class of r.
func (c *runeClasses) of(r rune) uint16 {
	if r <= 0xFFFF {
		return c.blocks[int(c.index[r>>6])<<6|int(r&63)]
	}
	for i := len(c.high) - 1; i > 0; i-- {
		if c.high[i].lo <= r {
			return c.high[i].class
		}
	}
	return c.high[0].class
}

// plainThree reports whether the bytes are a character of three bytes such as
// nearly all of a Chinese text: neither overlong nor a surrogate, which need a
// closer look.
func plainThree(a, b, c byte) bool {
	return a > 0xE0 && a < 0xF0 && a != 0xED && b&0xC0 == 0x80 && c&0xC0 == 0x80
}

// ofThree returns the class of a plain character of three bytes: two of them
// choose the block.
func (c *runeClasses) ofThree(b0, b1, b2 byte) uint16 {
	return c.blocks[int(c.index[int(b0&0x0F)<<6|int(b1&0x3F)])<<6|int(b2&0x3F)]
}

// first returns the class of the first character of s, which is not empty,
// and its length.
func (c *runeClasses) first(s string) (class uint16, n int) {
	r, n := utf8.DecodeRuneInString(s)
	return c.of(r), n
}

// last returns the class of the last character of s, which is not empty, and
// its length.
func (c *runeClasses) last(s string) (class uint16, n int) {
	r, n := utf8.DecodeLastRuneInString(s)
	return c.of(r), n
}

// runeSets returns the different sets of characters, as ranges, that the
// instructions of prog ask for.
func runeSets(prog *syntax.Prog) [][]rune {
	sets, known := [][]rune{{'\n', '\n'}}, map[string]bool{} // lines end at \n, whatever is asked
	for i := range prog.Inst {
		in := &prog.Inst[i]
		var set []rune
		switch in.Op {
		case syntax.InstRune1:
			set = []rune{in.Rune[0], in.Rune[0]}
		case syntax.InstRune:
			set = in.Rune
			if len(set) == 1 {
				set = orbit(set[0], syntax.Flags(in.Arg)&syntax.FoldCase != 0)
			}
		default:
			continue
		}
		var key []byte
		for _, r := range set {
			key = binary.AppendUvarint(key, uint64(r))
		}
		if !known[string(key)] {
			known[string(key)] = true
			sets = append(sets, set)
		}
	}
	return sets
}

// orbit returns r and, when fold says so, what differs from it in case alone.
func orbit(r rune, fold bool) []rune {
	set := []rune{r, r}
	if fold {
		for o := unicode.SimpleFold(r); o != r; o = unicode.SimpleFold(o) {
			set = append(set, o, o)
		}
	}
	return set
}

// partition cuts all characters into ranges of classes: two characters are of
// one class when they are in the same sets. It gives a sample of each.
func partition(sets [][]rune) (ranges []runeRange, sample []rune) {
	type edge struct {
		at  rune
		set int
	}
	var edges []edge
	for i, set := range sets {
		for k := 0; k+1 < len(set); k += 2 {
			edges = append(edges, edge{set[k], i}, edge{set[k+1] + 1, i})
		}
	}
	slices.SortFunc(edges, func(a, b edge) int { return int(a.at - b.at) })
	number := map[string]uint16{}
	var in []int // sets that hold the characters from here on, in order
	for k, at := 0, rune(0); ; {
		for ; k < len(edges) && edges[k].at == at; k++ {
			in = toggled(in, edges[k].set)
		}
		var key []byte
		for _, i := range in {
			key = binary.AppendUvarint(key, uint64(i))
		}
		class, ok := number[string(key)]
		if !ok {
			class = uint16(len(sample))
			number[string(key)] = class
			sample = append(sample, at)
		}
		ranges = append(ranges, runeRange{at, class})
		if k == len(edges) || edges[k].at > utf8.MaxRune || len(sample) > maxClasses {
			return ranges, sample
		}
		at = edges[k].at
	}
}

// toggled returns the ordered set with x put in or, where it is in, taken out.
func toggled(set []int, x int) []int {
	i, ok := slices.BinarySearch(set, x)
	if ok {
		return slices.Delete(set, i, i+1)
	}
	return slices.Insert(set, i, x)
}
