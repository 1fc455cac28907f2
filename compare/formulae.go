package compare

import (
	"bytes"
	"cmp"
	_ "embed"
	"encoding/binary"
	"fmt"
	"io"
	"iter"
	"slices"
	"sync"
)

// formulaeFile is what langgen found in government reports: which runs of
// symbols several authors share. Hashes only.
//
//go:embed formulae.gz
var formulaeFile []byte

var builtInFormulae = sync.OnceValues(func() (*formulae, error) { return readFormulae(bytes.NewReader(formulaeFile)) })

// formulae are the wordings that official texts of different authors share:
// the centre's wording of the year, standing sentences. What several authors
// write who have no superior in common but the centre is nobody's own, and
// sharing it is no sign of copying.
//
// File format, gzip: the magic "wjform1\n", the uvarint number of runs, then
// the hash of each run of formulaLength symbols, 48 bits, in ascending order,
// as the uvarint difference to the one before.
type formulae struct {
	slots []uint32 // open addressing; 0 is empty
	mask  uint64
}

const (
	formulaeMagic   = "wjform1\n"
	formulaLength   = 8  // symbols of a run
	shortestFormula = 12 // symbols of runs one after another that make a formula
	formulaHashBits = 48
	formulaSlotBits = 24
	mostFormulae    = 1 << 22
	centreWeight    = 2 // authors that the centre counts for,
	leastAuthors    = 3 // of whom so many make a formula
)

// formulaHash returns the hash of a run of formulaLength symbols.
func formulaHash(s []symbol) uint64 {
	h := (gramKey(s[:4])*0x9E3779B97F4A7C15 ^ gramKey(s[4:formulaLength])) * 0xbf58476d1ce4e5b9
	return (h ^ h>>31) * 0x94d049bb133111eb >> (64 - formulaHashBits)
}

// has reports whether s begins with a known run.
func (f *formulae) has(s []symbol) bool {
	h := formulaHash(s)
	tag := formulaTag(h)
	for i := h >> formulaSlotBits & f.mask; f.slots[i] != 0; i = (i + 1) & f.mask {
		if f.slots[i] == tag {
			return true
		}
	}
	return false
}

// formulaTag returns what is kept of a hash; never 0.
func formulaTag(h uint64) uint32 { return uint32(h) | 1 }

// find calls with every stretch of s that is made of formulae, in order.
func (f *formulae) find(s []symbol, with func(from, to int)) {
	const step = shortestFormula - formulaLength + 1 // one of so many runs of a formula is asked first
	if len(f.slots) == 0 {
		return
	}
	done := 0
	for i := 0; i+formulaLength <= len(s); i += step {
		if i < done || !f.has(s[i:]) {
			continue
		}
		from, to := i, i+1
		for from > done && f.has(s[from-1:]) {
			from--
		}
		for to+formulaLength <= len(s) && f.has(s[to:]) {
			to++
		}
		if end := to + formulaLength - 1; end-from >= shortestFormula {
			with(from, end)
		}
		done = to
	}
}

// readFormulae reads a file of formulae.
func readFormulae(r io.Reader) (*formulae, error) {
	f, err := parseFormulae(r)
	if err != nil {
		return nil, fmt.Errorf("read formulae: %w", err)
	}
	return f, nil
}

func parseFormulae(r io.Reader) (*formulae, error) {
	in, err := unpack(r, formulaeMagic)
	if err != nil {
		return nil, err
	}
	n := in.next()
	if in.failed != nil || n > mostFormulae {
		return nil, cmp.Or(in.failed, errTable)
	}
	hashes := make([]uint64, 0, min(n, 1<<16))
	h := uint64(0)
	for range n {
		if h += in.next(); in.failed != nil {
			return nil, in.failed
		}
		hashes = append(hashes, h)
	}
	size := uint64(2)
	for size < 2*n+1 {
		size *= 2
	}
	f := &formulae{slots: make([]uint32, size), mask: size - 1}
	for _, h := range hashes {
		i := h >> formulaSlotBits & f.mask
		for f.slots[i] != 0 {
			i = (i + 1) & f.mask
		}
		f.slots[i] = formulaTag(h)
	}
	return f, nil
}

// WriteFormulae finds the runs that several authors share and writes them to
// w. Each text comes with its author; the author "" is the centre, whose
// wording is meant for all and counts for two. The result does not depend on
// the order of texts.
func WriteFormulae(w io.Writer, texts iter.Seq2[string, string]) error {
	byAuthor := map[string][]uint64{}
	for author, text := range texts {
		s := symbolsOf(text)
		for i := 0; i+formulaLength <= len(s); i++ {
			byAuthor[author] = append(byAuthor[author], formulaHash(s[i:]))
		}
	}
	var all []uint64
	for author, hashes := range byAuthor {
		slices.Sort(hashes)
		hashes = slices.Compact(hashes)
		all = append(all, hashes...)
		if author == "" {
			for range centreWeight - 1 {
				all = append(all, hashes...)
			}
		}
	}
	slices.Sort(all)
	var kept []uint64
	for i := 0; i < len(all); {
		j := i
		for j < len(all) && all[j] == all[i] {
			j++
		}
		if j-i >= leastAuthors {
			kept = append(kept, all[i])
		}
		i = j
	}
	b := binary.AppendUvarint([]byte(formulaeMagic), uint64(len(kept)))
	last := uint64(0)
	for _, h := range kept {
		b = binary.AppendUvarint(b, h-last)
		last = h
	}
	return pack(w, "formulae", b)
}
