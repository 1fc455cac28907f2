package compare

import (
	"cmp"
	"math"
	"slices"

	"wenjian/corpus"
	"wenjian/internal/zh"
)

// A feature is what two sentences can have in common: a pair of neighbouring
// characters, one character, or a number.
type feature uint32

// A sentence is a sentence of a document with its features in ascending
// order.
type sentence struct {
	from, to int32 // in symbols
	span     corpus.Span
	features []feature
	weights  []weight
}

// A weight is what a feature says, in bits: in all, and when stock words of
// the genre say nothing.
type weight struct {
	all, rare float32
}

const (
	leastSentence = 6    // symbols; shorter ones say nothing alone
	maxRarity     = 22   // bits of an n-gram the reference does not know
	commonRarity  = 8    // bits of an n-gram of common language, deducted
	singleWeight  = 0.25 // of a character against a pair of characters
	numberBase    = 1    // bits of a number,
	numberDigit   = 2    // of each byte of its digits,
	maxNumber     = 8    // and at most
)

// sentences returns the sentences of document d, read into r.
func (e *engine) sentences(d int, r *reading) []sentence {
	text := e.text(d).Text
	r.read(text, e.names)
	var out []sentence
	from := int32(0)
	bag := map[feature]weight{}
	for _, c := range r.clauses(text, nil) {
		if !c.last {
			continue
		}
		if c.to-from >= leastSentence {
			e.weigh(d, r, text, from, c.to, bag)
			s := sentence{from: from, to: c.to, span: r.span(from, c.to)}
			for f := range bag {
				s.features = append(s.features, f)
			}
			slices.Sort(s.features)
			for _, f := range s.features {
				s.weights = append(s.weights, bag[f])
			}
			out = append(out, s)
		}
		from = c.to
	}
	return out
}

// weigh fills out with the features of symbols from to to of document d and
// their weights: the bits of a pair of characters in the reference, beyond
// what common language has; numbers by their digits. Sanctioned wording and
// names weigh nothing, stock words are not rare.
func (e *engine) weigh(d int, r *reading, text string, from, to int32, out map[feature]weight) {
	s := r.syms
	clear(out)
	stock := make([]bool, to-from)
	stockWords().cover(s[from:to], stock)
	plain := func(i int32) bool {
		return s[i] != numberSymbol && s[i] != unitSymbol && !e.sanctioned(d, int(i))
	}
	put := func(f feature, bits float64, known bool) {
		w := weight{all: float32(bits)}
		if !known {
			w.rare = w.all
		}
		out[f] = weight{max(w.all, out[f].all), max(w.rare, out[f].rare)}
	}
	for i := from; i < to; i++ {
		if s[i] == numberSymbol {
			n := text[r.start[i]:r.end[i]]
			put(numberFeature(n), float64(min(maxNumber, numberBase+numberDigit*len(n))), isYear(n))
		}
		if !plain(i) {
			continue
		}
		if w := e.lang.rarity(s[i:i+1]) - commonRarity; w > 0 {
			put(feature(s[i]), w*singleWeight, stock[i-from])
		}
		if i+1 < to && plain(i+1) {
			if w := e.lang.rarity(s[i:i+2]) - commonRarity; w > 0 {
				put(feature(s[i])<<16|feature(s[i+1]), w, stock[i-from] || stock[i+1-from])
			}
		}
	}
}

// numberFeature is the feature of a number by its digits. Its upper half is
// the number mark, which no pair of characters has.
func numberFeature(digits string) feature {
	h := uint32(2166136261) // FNV-1a
	for _, r := range digits {
		h = (h ^ uint32(zh.FoldRune(r))) * 16777619
	}
	return feature(numberSymbol)<<16 | feature(h>>16^h&0xFFFF)
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

// A bag is the features of some sentences together.
type bag struct {
	features []feature
	weights  []weight
	total    float64
}

// fill makes b the features of ss.
func (b *bag) fill(ss []sentence) {
	b.features, b.weights, b.total = b.features[:0], b.weights[:0], 0
	type weighed struct {
		f feature
		w weight
	}
	var all []weighed
	for i := range ss {
		for k, f := range ss[i].features {
			all = append(all, weighed{f, ss[i].weights[k]})
		}
	}
	slices.SortFunc(all, func(x, y weighed) int { return cmp.Compare(x.f, y.f) })
	for i, x := range all {
		if i == 0 || x.f != all[i-1].f {
			b.features, b.weights = append(b.features, x.f), append(b.weights, x.w)
			b.total += float64(x.w.all)
		}
	}
}

// overlap returns the weight a and b share, how much of it is rare, and
// their Dice coefficient.
func overlap(a, b *bag) (shared, rare, dice float64) {
	for i, j := 0, 0; i < len(a.features) && j < len(b.features); {
		switch x, y := a.features[i], b.features[j]; {
		case x < y:
			i++
		case x > y:
			j++
		default:
			shared += float64(min(a.weights[i].all, b.weights[j].all))
			rare += float64(min(a.weights[i].rare, b.weights[j].rare))
			i, j = i+1, j+1
		}
	}
	return shared, rare, 2 * shared / max(1, a.total+b.total)
}
