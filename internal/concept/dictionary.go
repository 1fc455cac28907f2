// Package concept knows which Chinese words can mean the same. It holds no
// meanings as such: words that one English word explains share a concept, so
// do words that a hand-made table sets side by side, and words that share a
// character. From that follows how near two words are.
package concept

import (
	"bufio"
	"bytes"
	"cmp"
	"compress/gzip"
	_ "embed"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"iter"
	"maps"
	"math"
	"slices"
	"strings"
	"sync"
)

// conceptFile is derived from CC-CEDICT by conceptgen.
//
//go:embed concepts.gz
var conceptFile []byte

// A Dictionary tells the concepts of words. It is immutable and safe for
// concurrent use.
//
// File format, gzip: the magic "wjconc1\n", the uvarint number of concepts
// and the uvarint number of words; then the words in byte order, each as
// uvarints: how many bytes it shares with the word before, how many follow,
// these bytes, the number of its senses, and each sense as concept<<2 |
// breadth-1.
type Dictionary struct {
	words  map[Word]int32
	at     []int32 // word i has senses[at[i]:at[i+1]]
	senses []uint32
	weight []float64         // by concept: the rarer, the more it says
	groups map[Word][]uint32 // of the hand-made tables
	fields uint32            // groups from here on are fields
	pairs  []uint64          // one bit for a hash of each first two characters of a word
}

// A Word is a word of up to Letters characters of the basic plane, 16
// bits to each, the last in the lowest bits.
type Word uint64

// Letters is the number of characters a word has at most.
const Letters = 4

// WordOf returns the word of s, folded characters of which there are at most
// Letters.
func WordOf(s []uint16) Word {
	var w Word
	for _, c := range s[:min(len(s), Letters)] {
		w = w<<16 | Word(c)
	}
	return w
}

// pack returns the word of s, 0 when it is none.
func pack(s string) Word {
	var w Word
	n := 0
	for _, r := range s {
		if n++; n > Letters || r >= 1<<16 || r == 0 {
			return 0
		}
		w = w<<16 | Word(r)
	}
	return w
}

// Pack returns the word of s, folded text; ok is false when s is longer than
// a word can be, empty, or has characters beyond the basic plane.
func Pack(s string) (w Word, ok bool) {
	w = pack(s)
	return w, w != 0
}

// length returns the number of characters of w.
func (w Word) length() int {
	n := 0
	for ; w > 0; w >>= 16 {
		n++
	}
	return n
}

// A Sense is one concept of a word; breadth is the number of content words
// of the explanation it stands in, 1 to 4: of a long one each says less.
type Sense struct {
	Concept string
	Breadth int
}

// A Feature is one dimension of a meaning.
type Feature struct {
	Concept uint32
	Weight  float32
}

const (
	magic        = "wjconc1\n"
	maxBreadth   = 4
	maxWords     = 1 << 20
	maxWordBytes = 64
	characters   = 1 << 24 // concepts from here on are characters
	synonyms     = 1 << 26 // and from here on groups of the hand-made table
	charShare    = 0.8     // weight of a word's characters against a rare concept
	groupShare   = 1.8     // weight of a group of the hand-made table against it
	fieldShare   = 0.5     // and of a field
)

var builtIn = sync.OnceValues(func() (*Dictionary, error) {
	d, err := Read(bytes.NewReader(conceptFile))
	if err != nil {
		return nil, err
	}
	d.groups = map[Word][]uint32{}
	d.fields = d.join(synonymText, 0)
	d.join(fieldText, d.fields)
	return d, nil
})

// Builtin returns the dictionary the program carries, with the hand-made
// table of synonyms. It reads it once.
func Builtin() (*Dictionary, error) { return builtIn() }

// Read reads a dictionary file. It fails on bytes that are none.
func Read(r io.Reader) (*Dictionary, error) {
	d, err := read(r)
	if err != nil {
		return nil, fmt.Errorf("read concept dictionary: %w", err)
	}
	return d, nil
}

var errFormat = errors.New("not a dictionary of this version")

func read(r io.Reader) (*Dictionary, error) {
	z, err := gzip.NewReader(r)
	if err != nil {
		return nil, err
	}
	in := bufio.NewReader(z)
	head := make([]byte, len(magic))
	if _, err := io.ReadFull(in, head); err != nil {
		return nil, err
	}
	concepts, err1 := binary.ReadUvarint(in)
	n, err2 := binary.ReadUvarint(in)
	if err := cmp.Or(err1, err2); err != nil {
		return nil, err
	}
	if string(head) != magic || concepts >= characters || n > maxWords {
		return nil, errFormat
	}
	d := &Dictionary{words: make(map[Word]int32, min(n, 1<<17)), at: []int32{0}, pairs: make([]uint64, pairBits/64)}
	count := make([]int, concepts)
	var word []byte
	for i := range int32(n) {
		if word, err = nextWord(in, word); err != nil {
			return nil, err
		}
		k, err := binary.ReadUvarint(in)
		if err != nil {
			return nil, err
		}
		for range k {
			s, err := binary.ReadUvarint(in)
			if err != nil {
				return nil, err
			}
			if s>>2 >= concepts {
				return nil, errFormat
			}
			count[s>>2]++
			d.senses = append(d.senses, uint32(s))
		}
		d.at = append(d.at, int32(len(d.senses)))
		if key := pack(string(word)); key != 0 {
			d.set(key, i)
		}
	}
	d.weight = make([]float64, concepts)
	for c, k := range count {
		d.weight[c] = math.Log(float64(n+1) / float64(k+1))
	}
	return d, nil
}

// nextWord reads the word after word, in its place.
func nextWord(in *bufio.Reader, word []byte) ([]byte, error) {
	same, err := binary.ReadUvarint(in)
	if err != nil {
		return nil, err
	}
	rest, err := binary.ReadUvarint(in)
	if err != nil {
		return nil, err
	}
	if same > uint64(len(word)) || rest > maxWordBytes || same+rest > maxWordBytes {
		return nil, errFormat
	}
	word = append(word[:same], make([]byte, rest)...)
	_, err = io.ReadFull(in, word[same:])
	return word, err
}

// Write writes a dictionary file of the words, which have to be folded. A
// concept that only one word has is left out. The same words give the same
// bytes.
func Write(w io.Writer, words map[string][]Sense) error {
	id, order := number(words)
	out := binary.AppendUvarint([]byte(magic), uint64(len(id)))
	out = binary.AppendUvarint(out, uint64(len(order)))
	last := ""
	for _, word := range order {
		same := 0
		for same < min(len(word), len(last)) && word[same] == last[same] {
			same++
		}
		out = binary.AppendUvarint(out, uint64(same))
		out = binary.AppendUvarint(out, uint64(len(word)-same))
		out = append(out, word[same:]...)
		var senses []uint64
		for _, s := range words[word] {
			if k, ok := id[s.Concept]; ok {
				senses = append(senses, uint64(k)<<2|uint64(min(maxBreadth, max(1, s.Breadth))-1))
			}
		}
		slices.Sort(senses)
		senses = slices.CompactFunc(senses, func(a, b uint64) bool { return a>>2 == b>>2 })
		out = binary.AppendUvarint(out, uint64(len(senses)))
		for _, s := range senses {
			out = binary.AppendUvarint(out, s)
		}
		last = word
	}
	z, err := gzip.NewWriterLevel(w, gzip.BestCompression)
	if err != nil {
		return fmt.Errorf("write concept dictionary: %w", err)
	}
	if _, err := z.Write(out); err != nil {
		return fmt.Errorf("write concept dictionary: %w", err)
	}
	if err := z.Close(); err != nil {
		return fmt.Errorf("write concept dictionary: %w", err)
	}
	return nil
}

// number numbers the concepts that words share, frequent ones first, and
// returns the words in order.
func number(words map[string][]Sense) (id map[string]int, order []string) {
	count := map[string]int{}
	for word, senses := range words {
		order = append(order, word)
		seen := map[string]bool{}
		for _, s := range senses {
			if !seen[s.Concept] {
				seen[s.Concept] = true
				count[s.Concept]++
			}
		}
	}
	slices.Sort(order)
	var shared []string
	for c, n := range count {
		if n > 1 {
			shared = append(shared, c)
		}
	}
	slices.SortFunc(shared, func(x, y string) int {
		return cmp.Or(cmp.Compare(count[y], count[x]), strings.Compare(x, y))
	})
	id = map[string]int{}
	for i, c := range shared {
		id[c] = i
	}
	return id, order
}

// Longest returns the number of characters of the longest word of several
// that s, folded text, begins with; 0 when there is none.
func (d *Dictionary) Longest(s []uint16) int {
	if len(s) < 2 {
		return 0
	}
	if k := pairOf(WordOf(s[:2])); d.pairs[k>>6]>>(k&63)&1 == 0 {
		return 0
	}
	for n := min(len(s), Letters); n > 1; n-- {
		if _, ok := d.words[WordOf(s[:n])]; ok {
			return n
		}
	}
	return 0
}

// Has reports whether w is a word of the dictionary.
func (d *Dictionary) Has(w Word) bool {
	_, ok := d.words[w]
	return ok
}

// Words returns all words of the dictionary, in no order.
func (d *Dictionary) Words() iter.Seq[Word] { return maps.Keys(d.words) }

// set makes w word i of the dictionary.
func (d *Dictionary) set(w Word, i int32) {
	d.words[w] = i
	for w >= 1<<32 {
		w >>= 16
	}
	k := pairOf(w)
	d.pairs[k>>6] |= 1 << (k & 63)
}

const pairBits = 1 << 18

// pairOf returns the bit of two characters.
func pairOf(w Word) uint64 { return uint64(w) * 0x9E3779B97F4A7C15 >> 32 % pairBits }

// Meaning appends the meaning of word, folded, to out: features in ascending
// order whose squares sum to 1. The product of two meanings is their
// Nearness. A word that the dictionary does not know means its characters.
func (d *Dictionary) Meaning(word Word, out []Feature) []Feature {
	from := len(out)
	rarest := math.Log(float64(len(d.words) + 2))
	if i, ok := d.words[word]; ok {
		for _, s := range d.senses[d.at[i]:d.at[i+1]] {
			out = append(out, Feature{s >> 2, float32(d.weight[s>>2] / math.Sqrt(float64(s&3+1)))})
		}
	}
	share := charShare * rarest / float64(max(1, word.length()))
	for rest := word; rest > 0; rest >>= 16 {
		out = append(out, Feature{characters + uint32(rest&0xFFFF), float32(share)})
	}
	for _, g := range d.groups[word] {
		share := groupShare
		if g >= d.fields {
			share = fieldShare
		}
		out = append(out, Feature{synonyms + g, float32(share * rarest)})
	}
	own := out[from:]
	slices.SortFunc(own, func(x, y Feature) int { return cmp.Compare(x.Concept, y.Concept) })
	own = slices.CompactFunc(own, func(x, y Feature) bool { return x.Concept == y.Concept })
	sum := 0.0
	for _, f := range own {
		sum += float64(f.Weight) * float64(f.Weight)
	}
	for i := range own {
		own[i].Weight /= float32(math.Sqrt(sum))
	}
	return out[:from+len(own)]
}
