package segment

import (
	"math"
	"unicode"
	"unicode/utf8"

	"github.com/go-ego/gse"
)

// A lexicon cuts text as gse does, from gse's dictionary, several times
// faster: its trie takes a look-up for each character instead of several for
// each byte, and nothing is allocated for a word. It is immutable.
type lexicon struct {
	edges   []edge // open addressing
	weights []float32
	longest int // atoms of the longest word
}

// An edge leads from a node, by a character, to another; the root is node 1,
// and an edge from node 0 is none.
type edge struct {
	from uint32
	by   rune
	to   uint32
}

const (
	root    = 1
	noWord  = -math.MaxFloat32 // weight of a node at which no word ends
	unknown = 32               // weight of a character that is no word, as in gse
)

// newLexicon takes over the words of a gse dictionary, which weigh as gse
// weighs them: log2(all occurrences / occurrences of the word).
func newLexicon(dict *gse.Dictionary) *lexicon {
	x := &lexicon{weights: []float32{noWord, noWord}, longest: dict.MaxTokenLen()}
	x.grow(1 << 12)
	all := float32(math.Log2(dict.TotalFreq()))
	for i := range dict.Tokens {
		node := uint32(root)
		for _, r := range dict.Tokens[i].Text() {
			node = x.add(node, r)
		}
		x.weights[node] = all - float32(math.Log2(dict.Tokens[i].Freq()))
	}
	return x
}

// place returns where in edges the edge is or would be.
func (x *lexicon) place(from uint32, by rune) int {
	mask := len(x.edges) - 1
	at := int(from*0x9E3779B1^uint32(by)*0x85EBCA6B) & mask
	for e := &x.edges[at]; e.from != 0 && (e.from != from || e.by != by); e = &x.edges[at] {
		at = (at + 1) & mask
	}
	return at
}

// step returns the node that the character leads to, 0 for none.
func (x *lexicon) step(from uint32, by rune) uint32 { return x.edges[x.place(from, by)].to }

// add is step that makes the node where there is none.
func (x *lexicon) add(from uint32, by rune) uint32 {
	at := x.place(from, by)
	if x.edges[at].from == 0 {
		if len(x.weights) > len(x.edges)/2 {
			x.grow(2 * len(x.edges))
			at = x.place(from, by)
		}
		x.edges[at] = edge{from, by, uint32(len(x.weights))}
		x.weights = append(x.weights, noWord)
	}
	return x.edges[at].to
}

// grow makes room for size edges, a power of two.
func (x *lexicon) grow(size int) {
	old := x.edges
	x.edges = make([]edge, size)
	for _, e := range old {
		if e.from != 0 {
			x.edges[x.place(e.from, e.by)] = e
		}
	}
}

// A cutter is a lexicon with the memory that its cuts share.
type cutter struct {
	*lexicon
	runes []rune
	atoms []atom
	words []int // ends, from the last to the first
}

// An atom is what words are made of: a Han character, or a run of other
// letters and digits. best and from are the lightest way to cut the text up to
// its end and the atom that the last word of that begins with.
type atom struct {
	end  int // in bytes
	last int // index behind its last character, in runes
	best float32
	from int
}

// cut calls yield with the place of each word of text, which holds letters and
// digits alone: of all ways to cut it the one whose words weigh least.
func (c *cutter) cut(text string, yield func(start, end int)) {
	c.split(text)
	for i := range c.atoms {
		base, first := float32(0), 0
		if i > 0 {
			base, first = c.atoms[i-1].best, c.atoms[i-1].last
		}
		alone := false // the atom is a word
		node := uint32(root)
		for k := i; k < len(c.atoms) && k < i+c.longest; k++ {
			a := &c.atoms[k]
			for ; first < a.last && node != 0; first++ {
				node = c.step(node, c.runes[first])
			}
			if node == 0 {
				break
			}
			if w := c.weights[node]; w != noWord {
				alone = alone || k == i
				a.reach(base+w, i)
			}
		}
		if !alone {
			c.atoms[i].reach(base+unknown, i)
		}
	}
	c.words = c.words[:0]
	for k := len(c.atoms) - 1; k >= 0; k = c.atoms[k].from - 1 {
		c.words = append(c.words, c.atoms[k].end)
	}
	start := 0
	for i := len(c.words) - 1; i >= 0; i-- {
		yield(start, c.words[i])
		start = c.words[i]
	}
}

// reach notes a way to cut the text up to the atom. Like gse it takes one of
// weight 0 for none.
func (a *atom) reach(weight float32, from int) {
	if a.best == 0 || a.best > weight {
		a.best, a.from = weight, from
	}
}

// split cuts text into atoms as gse does: letters and numbers of one or two
// bytes stand together.
func (c *cutter) split(text string) {
	c.runes, c.atoms = c.runes[:0], c.atoms[:0]
	joined := false
	for i := 0; i < len(text); {
		r, size := utf8.DecodeRuneInString(text[i:])
		i += size
		if 'A' <= r && r <= 'Z' {
			r += 'a' - 'A'
		}
		c.runes = append(c.runes, r)
		narrow := size <= 2 && (unicode.IsLetter(r) || unicode.IsNumber(r))
		if narrow && joined {
			c.atoms = c.atoms[:len(c.atoms)-1]
		}
		c.atoms = append(c.atoms, atom{end: i, last: len(c.runes)})
		joined = narrow
	}
}
