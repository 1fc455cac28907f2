package mojibake

import (
	"bytes"
	"compress/gzip"
	_ "embed"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"math"
	"slices"
	"sort"
	"sync"

	"wenjian/internal/zh"
)

// The file evidence.gz, gzip'ed: the line evidenceMagic; uvarint n; n times
// (uvarint rune, byte level) in falling order of frequency; for each of them
// uvarint k, k times uvarint distance of the id of a successor from the one
// before (ids count from 1, ascending), k bytes level; uvarint t, t times
// uvarint distance of the key of a triple from the one before (a key is its
// three ids, 16 bits each, the first highest), t bytes level. A level is
// round(2·log2(count)) of a character, pair or triple of adjacent characters.
//
//go:embed evidence.gz
var evidenceFile []byte

const evidenceMagic = "wenjian-evidence 2\n"

// evidence is what is known of written Chinese: how often characters follow
// one another in official prose and in words. Characters are folded; figures
// count as one character, Latin letters as another.
type evidence struct {
	id     [0x10000]uint16 // of a folded character; 0 is every unknown one
	count  []float64       // of a character, by id
	total  float64
	fresh  []float64 // by id: how much of its successors to expect among those never seen
	starts []uint32  // by id: where its successors begin in next
	next   []uint16
	level  []uint8  // of the pair, beside next
	triple []uint64 // keys of frequent triples, ascending
	often  []uint8  // level of the triple, beside triple
}

// prose loads the evidence on first use.
var prose = sync.OnceValue(func() *evidence {
	e, err := readEvidence(evidenceFile)
	if err != nil {
		panic(fmt.Sprintf("mojibake: embedded evidence: %v", err)) // a broken build, not input
	}
	return e
})

var errEvidence = errors.New("not a table of bigrams")

func readEvidence(file []byte) (*evidence, error) {
	z, err := gzip.NewReader(bytes.NewReader(file))
	if err != nil {
		return nil, err
	}
	data, err := io.ReadAll(z)
	if err != nil {
		return nil, err
	}
	body, ok := bytes.CutPrefix(data, []byte(evidenceMagic))
	if !ok {
		return nil, errEvidence
	}
	r := &evidenceReader{data: body}
	n := r.uvarint()
	if n <= 0 || n >= 0x10000 {
		return nil, errEvidence
	}
	e := &evidence{count: make([]float64, 1, n+1), fresh: make([]float64, 1, n+1), starts: make([]uint32, 1, n+2)}
	e.count[0] = unseen
	for i := range n {
		c := r.uvarint()
		if c < 0 || c >= len(e.id) {
			return nil, errEvidence
		}
		e.id[c] = uint16(i + 1)
		e.count = append(e.count, countOf(r.byte()))
		e.total += e.count[i+1]
	}
	e.fresh[0] = 1
	for i := range n {
		e.starts = append(e.starts, uint32(len(e.next)))
		k, id := r.uvarint(), 0
		for range min(k, n) {
			id += r.uvarint()
			if id <= 0 || id > n {
				return nil, errEvidence
			}
			e.next = append(e.next, uint16(id))
		}
		for range min(k, n) {
			e.level = append(e.level, r.byte())
		}
		// Witten and Bell 1991: what has had many different successors will have more.
		e.fresh = append(e.fresh, (float64(k)+1)/(float64(k)+1+e.count[i+1]))
	}
	e.starts = append(e.starts, uint32(len(e.next)))
	t, key := r.uvarint(), uint64(0)
	for range min(t, len(r.data)) {
		key += r.uvarint64()
		e.triple = append(e.triple, key)
	}
	for range e.triple {
		e.often = append(e.often, r.byte())
	}
	if r.short {
		return nil, errEvidence
	}
	return e, nil
}

// indent is the likelihood of one more blank after a blank. It depends on
// habits of layout, not of language.
const indent = 0.3

// unseen is the count that a character never seen is given.
const unseen = 0.05

// evidenceReader reads numbers; past the end it reads zero and notes it.
type evidenceReader struct {
	data  []byte
	short bool
}

func (r *evidenceReader) uvarint() int {
	v := r.uvarint64()
	if v > 1<<31 {
		r.short, r.data = true, nil
		return 0
	}
	return int(v)
}

func (r *evidenceReader) uvarint64() uint64 {
	v, n := binary.Uvarint(r.data)
	if n <= 0 {
		r.short, r.data = true, nil
		return 0
	}
	r.data = r.data[n:]
	return v
}

func (r *evidenceReader) byte() uint8 {
	if len(r.data) == 0 {
		r.short = true
		return 0
	}
	b := r.data[0]
	r.data = r.data[1:]
	return b
}

func levelOf(count float64) uint8 { return uint8(max(0, min(255, math.Round(2*math.Log2(count))))) }

func countOf(level uint8) float64 { return math.Exp2(float64(level) / 2) }

// classOf returns the character under which r is counted: its folded form,
// except that opening and closing quotes stay apart.
func classOf(r rune) rune {
	if r == '“' || r == '”' {
		return r
	}
	switch r = zh.FoldRune(r); {
	case r >= '0' && r <= '9':
		return '0'
	case r >= 'a' && r <= 'z':
		return 'a'
	case r <= ' ' || r == '\u3000':
		return ' '
	}
	return r
}

func (e *evidence) idOf(r rune) uint16 {
	if r = classOf(r); r < 0x10000 {
		return e.id[r]
	}
	return 0
}

// chance returns the likelihood of b after a.
func (e *evidence) chance(a, b uint16) float64 {
	p := e.fresh[a] * e.count[b] / e.total
	if n := e.pairs(a, b); n > 0 {
		p += (1 - e.fresh[a]) * n / e.count[a]
	}
	return p
}

// pairs returns how often a and b stood together, 0 when not known to have.
func (e *evidence) pairs(a, b uint16) float64 {
	if a == 0 {
		return 0
	}
	from := e.starts[a]
	succ := e.next[from:e.starts[a+1]]
	if k := sort.Search(len(succ), func(i int) bool { return succ[i] >= b }); k < len(succ) && succ[k] == b {
		return countOf(e.level[from+uint32(k)])
	}
	return 0
}

// triples returns how often a, b and c stood together, 0 when seldom.
func (e *evidence) triples(a, b, c uint16) float64 {
	key := keyOf(a, b, c)
	if k, ok := slices.BinarySearch(e.triple, key); ok {
		return countOf(e.often[k])
	}
	return 0
}

// keyOf returns the key of a triple.
func keyOf(a, b, c uint16) uint64 { return uint64(a)<<32 | uint64(b)<<16 | uint64(c) }

// Likelihood says how likely text is as Chinese official prose: the mean
// natural logarithm of the likelihood of each character after the one before,
// after a table of pairs of characters. Script, width and case do not count.
// Prose scores about -4, other good Chinese above -7, text in a wrong
// encoding below -9. The empty text scores 0.
func Likelihood(text string) float64 {
	sum, n := general().text('\n', text)
	return sum / float64(max(1, n))
}
