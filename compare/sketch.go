package compare

import (
	"cmp"
	"compress/gzip"
	"encoding/binary"
	"fmt"
	"io"
	"iter"
	"math"
	"slices"
)

// A sketch holds the n-gram counts (n = 1 to 4) of a reference of general
// and official language, approximately: from it the surprise of a character
// in its context is read. It holds no text.
//
// File format, gzip: the magic "wjlang1\n", a byte with the binary logarithm
// of the number of buckets, the little-endian uint64 total of symbols, then
// for each bucket four uint16 cells: 10 bits of the n-gram's hash above 6
// bits of its count, 1+⌊3·log₂ count⌋. An empty cell is 0.
type sketch struct {
	total float64
	cells []uint16
	mask  uint64
}

const (
	sketchMagic = "wjlang1\n"
	bucketCells = 4
	countBits   = 6
	maxOrder    = 4
	rareBits    = 16 // surprise of a character the reference never saw
)

// gramKey packs an n-gram of up to four symbols; symbols are never 0, so the
// orders cannot be confused.
func gramKey(s []symbol) uint64 {
	var k uint64
	for _, x := range s {
		k = k<<16 | uint64(x)
	}
	return k
}

func sketchPlace(key uint64) (bucket uint64, tag uint16) {
	h := (key ^ key>>29) * 0xbf58476d1ce4e5b9
	h = (h ^ h>>32) * 0x94d049bb133111eb
	return h >> 16, uint16(h&0x3ff) << countBits
}

// code returns the count of the n-gram as the sketch holds it, 0 for none:
// two codes differ by three times the binary logarithm of their counts.
func (k *sketch) code(key uint64) int {
	b, tag := sketchPlace(key)
	at := b & k.mask * bucketCells
	for _, c := range k.cells[at : at+bucketCells] {
		if c>>countBits<<countBits == tag && c&(1<<countBits-1) != 0 {
			return int(c & (1<<countBits - 1))
		}
	}
	return 0
}

// count returns about how often the n-gram occurs in the reference.
func (k *sketch) count(key uint64) float64 { return countOf[k.code(key)] }

var countOf = func() (t [1 << countBits]float64) {
	for i := 1; i < len(t); i++ {
		t[i] = math.Exp2((float64(i) - 0.5) / 3)
	}
	return t
}()

// surprise returns the surprise in bits of symbol i of s after up to three
// symbols before it, by backing off to shorter contexts (Brants et al. 2007,
// "stupid backoff").
func (k *sketch) surprise(s []symbol, i int) float64 {
	penalty := 0.0
	for n := min(maxOrder, i+1); n >= 2; n-- {
		gram := s[i-n+1 : i+1]
		if c := k.code(gramKey(gram)); c > 0 {
			h := k.code(gramKey(gram[:n-1]))
			return penalty + float64(max(0, h-c))/3
		}
		penalty += 1.3
	}
	if c := k.count(uint64(s[i])); c > 0 {
		return min(rareBits, penalty+math.Log2(k.total/c))
	}
	return rareBits
}

// readSketch reads a sketch file.
func readSketch(r io.Reader) (*sketch, error) {
	z, err := gzip.NewReader(r)
	if err != nil {
		return nil, fmt.Errorf("read language sketch: %w", err)
	}
	head := make([]byte, len(sketchMagic)+9)
	if _, err := io.ReadFull(z, head); err != nil {
		return nil, fmt.Errorf("read language sketch: %w", err)
	}
	logBuckets := head[len(sketchMagic)]
	if string(head[:len(sketchMagic)]) != sketchMagic || logBuckets > 24 {
		return nil, fmt.Errorf("read language sketch: not a sketch of this version")
	}
	k := &sketch{total: float64(binary.LittleEndian.Uint64(head[len(sketchMagic)+1:])), mask: 1<<logBuckets - 1, cells: make([]uint16, bucketCells<<logBuckets)}
	if err := binary.Read(z, binary.LittleEndian, k.cells); err != nil {
		return nil, fmt.Errorf("read language sketch: %w", err)
	}
	return k, nil
}

// WriteSketch counts the n-grams of texts and writes them as a language
// sketch of 4<<logBuckets cells to w. N-grams seen fewer than minCount times are
// dropped; where a bucket overflows the rarer ones are. The result does not
// depend on the order of texts.
func WriteSketch(w io.Writer, texts iter.Seq[string], logBuckets, minCount int) error {
	counts := map[uint64]uint32{}
	var total uint64
	for t := range texts {
		s := symbolsOf(t)
		total += uint64(len(s))
		for i := range s {
			for n := 1; n <= min(maxOrder, i+1); n++ {
				counts[gramKey(s[i-n+1:i+1])]++
			}
		}
	}
	type gram struct {
		key   uint64
		count uint32
	}
	var grams []gram
	for key, c := range counts {
		if int(c) >= minCount || key < 1<<16 {
			grams = append(grams, gram{key, c})
		}
	}
	slices.SortFunc(grams, func(x, y gram) int {
		return cmp.Or(cmp.Compare(y.count, x.count), cmp.Compare(x.key, y.key))
	})
	cells := make([]uint16, bucketCells<<logBuckets)
	for _, g := range grams {
		b, tag := sketchPlace(g.key)
		at := b & (1<<logBuckets - 1) * bucketCells
		for j := at; j < at+bucketCells; j++ {
			if cells[j] == 0 {
				cells[j] = tag | uint16(min(1<<countBits-1, 1+int(3*math.Log2(float64(g.count)))))
				break
			}
			if cells[j]>>countBits<<countBits == tag {
				break // indistinguishable from a more frequent one
			}
		}
	}
	z, err := gzip.NewWriterLevel(w, gzip.BestCompression)
	if err != nil {
		return fmt.Errorf("write language sketch: %w", err)
	}
	head := append([]byte(sketchMagic), byte(logBuckets))
	head = binary.LittleEndian.AppendUint64(head, total)
	if _, err := z.Write(head); err != nil {
		return fmt.Errorf("write language sketch: %w", err)
	}
	if err := binary.Write(z, binary.LittleEndian, cells); err != nil {
		return fmt.Errorf("write language sketch: %w", err)
	}
	if err := z.Close(); err != nil {
		return fmt.Errorf("write language sketch: %w", err)
	}
	return nil
}
