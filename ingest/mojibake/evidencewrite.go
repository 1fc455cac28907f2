package mojibake

import (
	"bufio"
	"compress/gzip"
	"encoding/binary"
	"io"
	"iter"
	"slices"
	"sort"
)

// A Word is an entry of a frequency dictionary.
type Word struct {
	Text  string
	Count float64
}

// A Counter counts characters and pairs of them for the table that Likelihood
// and the repairs stand on. Its zero value is not ready; use NewCounter.
type Counter struct {
	chars   map[rune]float64
	pairs   map[[2]rune]float64
	triples map[[3]rune]float64
}

// NewCounter returns an empty Counter.
func NewCounter() *Counter {
	return &Counter{map[rune]float64{}, map[[2]rune]float64{}, map[[3]rune]float64{}}
}

// AddText counts running text; each line begins anew.
func (c *Counter) AddText(text string) {
	earlier, before := ' ', ' '
	for _, r := range text {
		r = classOf(r)
		c.chars[r]++
		if r != ' ' || before != ' ' {
			c.pairs[[2]rune{before, r}]++
		}
		if earlier != ' ' && before != ' ' && r != ' ' {
			c.triples[[3]rune{earlier, before, r}]++
		}
		earlier, before = before, r
	}
}

// AddWords counts the characters of words, each word as often as its count
// times weight says. What words say of their edges is not counted.
func (c *Counter) AddWords(words iter.Seq[Word], weight float64) {
	for w := range words {
		before := rune(-1)
		for _, r := range w.Text {
			r = classOf(r)
			c.chars[r] += w.Count * weight
			if before >= 0 {
				c.pairs[[2]rune{before, r}] += w.Count * weight
			}
			before = r
		}
	}
}

// Write writes the table. Pairs counted less than least times are left out,
// and triples counted less than leastTriple times.
func (c *Counter) Write(w io.Writer, least, leastTriple float64) error {
	z, err := gzip.NewWriterLevel(w, gzip.BestCompression)
	if err != nil {
		return err
	}
	b := bufio.NewWriter(z)
	write := func(p []byte) { _, _ = b.Write(p) } // Flush returns the error
	write([]byte(evidenceMagic))
	var chars []rune
	for r := range c.chars {
		if r < 0x10000 {
			chars = append(chars, r)
		}
	}
	sort.Slice(chars, func(i, j int) bool {
		if x, y := c.chars[chars[i]], c.chars[chars[j]]; x != y {
			return x > y
		}
		return chars[i] < chars[j]
	})
	chars = chars[:min(len(chars), 0xFFFF)]
	id := map[rune]int{}
	write(binary.AppendUvarint(nil, uint64(len(chars))))
	for i, r := range chars {
		id[r] = i + 1
		write(append(binary.AppendUvarint(nil, uint64(r)), levelOf(c.chars[r])))
	}
	for _, succ := range c.successors(id, least) {
		write(binary.AppendUvarint(nil, uint64(len(succ))))
		last := 0
		for _, s := range succ {
			write(binary.AppendUvarint(nil, uint64(s.id-last)))
			last = s.id
		}
		for _, s := range succ {
			write([]byte{levelOf(s.count)})
		}
	}
	keys, levels := c.keys(id, leastTriple)
	write(binary.AppendUvarint(nil, uint64(len(keys))))
	last := uint64(0)
	for _, k := range keys {
		write(binary.AppendUvarint(nil, k-last))
		last = k
	}
	for _, k := range keys {
		write([]byte{levels[k]})
	}
	if err := b.Flush(); err != nil {
		return err
	}
	return z.Close()
}

type successor struct {
	id    int
	count float64
}

// successors returns, for each character in the order of its id, those that follow it.
func (c *Counter) successors(id map[rune]int, least float64) [][]successor {
	out := make([][]successor, len(id))
	for p, n := range c.pairs {
		a, b := id[p[0]], id[p[1]]
		if n >= least && a > 0 && b > 0 {
			out[a-1] = append(out[a-1], successor{b, n})
		}
	}
	for _, succ := range out {
		sort.Slice(succ, func(i, j int) bool { return succ[i].id < succ[j].id })
	}
	return out
}

// keys returns the keys of the triples counted at least least times, in
// ascending order, and their levels.
func (c *Counter) keys(id map[rune]int, least float64) ([]uint64, map[uint64]uint8) {
	var keys []uint64
	levels := map[uint64]uint8{}
	for t, n := range c.triples {
		x, y, z := id[t[0]], id[t[1]], id[t[2]]
		if n >= least && x > 0 && y > 0 && z > 0 {
			k := keyOf(uint16(x), uint16(y), uint16(z))
			keys = append(keys, k)
			levels[k] = levelOf(n)
		}
	}
	slices.Sort(keys)
	return keys, levels
}
