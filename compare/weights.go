package compare

import (
	"bytes"
	"cmp"
	_ "embed"
	"encoding/binary"
	"fmt"
	"io"
	"math"
	"slices"
	"sync"

	"wenjian/internal/concept"
)

// weightsFile is what langgen counted: how frequent words are in general,
// and how many of our own documents use them. Counts only.
//
//go:embed weights.gz
var weightsFile []byte

var builtInWeights = sync.OnceValues(func() (*wordWeights, error) { return readWeights(bytes.NewReader(weightsFile)) })

// A WordWeight says how common a word is.
type WordWeight struct {
	Frequency uint32 // in the dictionary of general language, 0 when it has none
	Documents uint32 // of the genre that use it
}

// wordWeights tell what a word tells: little where it is common in general
// language, or where every report uses it.
//
// File format, gzip: the magic "wjword1\n", the uvarints total frequency,
// number of documents and number of words; then the words in ascending order
// of concept.Word, each as uvarints: the difference to the word before, its
// frequency and its documents.
type wordWeights struct {
	total, documents float64
	words            map[concept.Word]WordWeight
}

const (
	weightsMagic    = "wjword1\n"
	mostWeights     = 1 << 20
	noWordRarity    = 21  // bits of a word that the dictionary of general language lacks,
	oneLetterRarity = 15  // and of a character that is no word of its own
	generalBits     = 9   // of a word's general rarity that tell nothing
	smoothing       = 0.3 // documents that may use a word although none of ours does
)

// rarity returns the bits it takes to tell the word, of so many characters,
// from all others in general language.
func (w *wordWeights) rarity(word concept.Word, letters int) float64 {
	if f := w.words[word].Frequency; f > 0 {
		return math.Log2(w.total / float64(f))
	}
	if letters == 1 {
		return oneLetterRarity
	}
	return noWordRarity
}

// bits returns what the use of a word of so many characters tells.
func (w *wordWeights) bits(word concept.Word, letters int) float64 {
	genre := 1 + math.Log2((w.documents+1)/(float64(w.words[word].Documents)+smoothing))
	return max(0, min(genre, w.rarity(word, letters)-generalBits))
}

// readWeights reads a file of weights.
func readWeights(r io.Reader) (*wordWeights, error) {
	w, err := parseWeights(r)
	if err != nil {
		return nil, fmt.Errorf("read word weights: %w", err)
	}
	return w, nil
}

func parseWeights(r io.Reader) (*wordWeights, error) {
	in, err := unpack(r, weightsMagic)
	if err != nil {
		return nil, err
	}
	total, documents, n := in.next(), in.next(), in.next()
	if in.failed != nil || n > mostWeights {
		return nil, cmp.Or(in.failed, errTable)
	}
	w := &wordWeights{total: float64(total), documents: float64(documents), words: make(map[concept.Word]WordWeight, min(n, 1<<17))}
	word := concept.Word(0)
	for range n {
		word += concept.Word(in.next())
		w.words[word] = WordWeight{Frequency: uint32(min(in.next(), math.MaxUint32)), Documents: uint32(min(in.next(), documents))}
		if in.failed != nil {
			return nil, in.failed
		}
	}
	return w, nil
}

// WriteWeights writes the weights of words as readWeights expects them:
// total is the sum of all frequencies of the dictionary of general language,
// documents the number of documents that were read. The same words give the
// same bytes.
func WriteWeights(out io.Writer, total uint64, documents int, words map[concept.Word]WordWeight) error {
	order := make([]concept.Word, 0, len(words))
	for word := range words {
		order = append(order, word)
	}
	slices.Sort(order)
	b := binary.AppendUvarint([]byte(weightsMagic), total)
	b = binary.AppendUvarint(b, uint64(documents))
	b = binary.AppendUvarint(b, uint64(len(order)))
	last := concept.Word(0)
	for _, word := range order {
		b = binary.AppendUvarint(b, uint64(word-last))
		b = binary.AppendUvarint(b, uint64(words[word].Frequency))
		b = binary.AppendUvarint(b, uint64(words[word].Documents))
		last = word
	}
	return pack(out, "word weights", b)
}
