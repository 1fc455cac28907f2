package compare

import (
	"cmp"
	"context"
	"math"
	"slices"

	"wenjian/internal/zh"
)

// A feature is what two sentences can have in common: a pair of neighbouring
// characters, or one character.
type feature = uint32

// A sentenceIndex holds the sentences of all documents with their features,
// in flat arrays, and the places of the features that are not too common.
type sentenceIndex struct {
	firstOf   []uint32 // by document: its first sentence; one more at the end
	docOf     []uint32 // by sentence
	from, to  []int32  // by sentence, in symbols
	featureAt []uint64 // by sentence
	features  []feature
	weights   []float32
	total     []float32 // by sentence: its features' weights
	postings  []featurePosting
}

type featurePosting struct {
	feature  feature
	sentence uint32
}

const (
	maxRarity     = 22
	leastSentence = 6  // symbols; shorter ones say nothing alone
	commonFeature = 96 // sentences that may share a feature that leads to candidates
)

var (
	maxNumber    = 8.0
	numberBase   = 1.0
	numberDigit  = 2.0
	weightFloor  = 8.0  // bits below which a pair of characters is common language
	singleWeight = 0.25 // of a character against a pair
)

// weigh returns the features of sentence s[from:to] of document d with their
// weights: the surprise of a pair of characters in the reference, beyond
// what common language has; numbers by their digits. Sanctioned wording and
// names weigh nothing.
func (e *engine) weigh(d int, r *reading, text string, from, to int32, out map[feature]float32) {
	s := r.syms
	clear(out)
	plain := func(i int32) bool {
		return s[i] != numberSymbol && s[i] != unitSymbol && !e.sanctioned(d, int(i))
	}
	for i := from; i < to; i++ {
		if s[i] == numberSymbol {
			n := text[r.start[i]:r.end[i]]
			out[numberFeature(n)] = float32(min(maxNumber, numberBase+numberDigit*float64(len(n))))
		}
		if !plain(i) {
			continue
		}
		if w := e.lang.rarity(s[i:i+1]) - weightFloor; w > 0 {
			out[feature(s[i])] = float32(w * singleWeight)
		}
		if i+1 < to && plain(i+1) {
			if w := e.lang.rarity(s[i:i+2]) - weightFloor; w > 0 {
				out[feature(s[i])<<16|feature(s[i+1])] = float32(w)
			}
		}
	}
}

// numberFeature is the feature of a number by its digits. It shares the
// space of single characters' pairs with the number mark, which no pair has.
func numberFeature(digits string) feature {
	h := uint32(2166136261) // FNV-1a
	for _, r := range digits {
		h = (h ^ uint32(zh.FoldRune(r))) * 16777619
	}
	return feature(numberSymbol)<<16 | (h>>16 ^ h&0xFFFF)
}

// rarity returns how many bits it takes to tell the n-gram, at most
// maxRarity.
func (k *sketch) rarity(gram []symbol) float64 {
	c := k.count(gramKey(gram))
	if c == 0 {
		return maxRarity
	}
	return min(maxRarity, math.Log2(k.total/c))
}

// indexSentences makes the index of all documents.
func (e *engine) indexSentences(ctx context.Context) (*sentenceIndex, error) {
	type docSentences struct {
		from, to []int32
		features [][]feature
		weights  [][]float32
	}
	all := make([]docSentences, e.count())
	err := e.parallel(ctx, e.count(), func(int) func(int) {
		var r reading
		var cs []clause
		bag := map[feature]float32{}
		return func(d int) {
			text := e.text(d).Text
			r.read(text, e.names)
			cs = r.clauses(text, cs)
			from := int32(0)
			for _, c := range cs {
				if !c.last {
					continue
				}
				if c.to-from >= leastSentence {
					e.weigh(d, &r, text, from, c.to, bag)
					fs := make([]feature, 0, len(bag))
					for f := range bag {
						fs = append(fs, f)
					}
					slices.Sort(fs)
					ws := make([]float32, len(fs))
					for i, f := range fs {
						ws[i] = bag[f]
					}
					x := &all[d]
					x.from, x.to = append(x.from, from), append(x.to, c.to)
					x.features, x.weights = append(x.features, fs), append(x.weights, ws)
				}
				from = c.to
			}
		}
	})
	if err != nil {
		return nil, err
	}
	x := &sentenceIndex{firstOf: []uint32{0}, featureAt: []uint64{0}}
	for d := range all {
		for i := range all[d].from {
			x.docOf = append(x.docOf, uint32(d))
			x.from, x.to = append(x.from, all[d].from[i]), append(x.to, all[d].to[i])
			x.features = append(x.features, all[d].features[i]...)
			x.weights = append(x.weights, all[d].weights[i]...)
			x.featureAt = append(x.featureAt, uint64(len(x.features)))
			sum := float32(0)
			for _, w := range all[d].weights[i] {
				sum += w
			}
			x.total = append(x.total, sum)
		}
		x.firstOf = append(x.firstOf, uint32(len(x.from)))
		all[d] = docSentences{}
	}
	x.invert()
	return x, nil
}

// invert makes the postings of pairs of characters.
func (x *sentenceIndex) invert() {
	for s := range x.docOf {
		for _, f := range x.features[x.featureAt[s]:x.featureAt[s+1]] {
			if f >= 1<<16 {
				x.postings = append(x.postings, featurePosting{f, uint32(s)})
			}
		}
	}
	slices.SortFunc(x.postings, func(a, b featurePosting) int {
		return cmp.Or(cmp.Compare(a.feature, b.feature), cmp.Compare(a.sentence, b.sentence))
	})
}

// find returns the postings of f.
func (x *sentenceIndex) find(f feature) []featurePosting {
	less := func(p featurePosting, f feature) int { return cmp.Compare(p.feature, f) }
	i, _ := slices.BinarySearchFunc(x.postings, f, less)
	j := i
	for j < len(x.postings) && x.postings[j].feature == f && j-i <= commonFeature {
		j++
	}
	return x.postings[i:j]
}

// bag returns the features and weights of sentences i to j of the index,
// together, and the sum of the weights.
func (x *sentenceIndex) bag(i, j uint32, out map[feature]float32) (total float64) {
	clear(out)
	for s := i; s < j; s++ {
		for k := x.featureAt[s]; k < x.featureAt[s+1]; k++ {
			f := x.features[k]
			if _, ok := out[f]; !ok {
				total += float64(x.weights[k])
			}
			out[f] = x.weights[k]
		}
	}
	return total
}
