package compare

import (
	"cmp"
	"context"
	"slices"

	"wenjian/corpus"
)

// Where exact runs end, a second finder looks for sentences that say the same
// in other words: spun by synonyms, condensed, rewritten. Two stretches of up
// to widest sentences are held against each other by the weighted overlap of
// their characters and character pairs (Dice). What is asked of them depends
// on whether the two documents already share a passage.
var (
	relatedDice    = 0.16
	relatedShared  = 60.
	strangerDice   = 9.
	strangerShared = 110.
	absorbShare    = 0.6
	besideDice     = 0.1
	besideShared   = 20.
)

const (
	widest        = 3  // sentences of the earlier document that one may condense
	maxCandidates = 12 // earlier sentences looked at closely for each sentence
	ownShare      = 0.5
	reach         = 2 // sentences beside an anchor that are tried
)

// A likeness is a sentence of the later document and the stretch of sentences
// of an earlier one it resembles.
type likeness struct {
	sentence, first, last uint32 // last is one past the end
	shared, dice          float64
}

// paraphrases adds the rewritten passages of every document to found.
func (e *engine) paraphrases(ctx context.Context, found []docResult) error {
	if e.count() < 2 {
		return nil
	}
	x, err := e.indexSentences(ctx)
	if err != nil {
		return err
	}
	return e.parallel(ctx, e.count(), func(int) func(int) {
		w := &rewriter{e: e, x: x, scores: map[uint32]float32{}, one: map[feature]float32{}, many: map[feature]float32{}}
		return func(d int) { found[d].matches = w.document(d, found[d].matches) }
	})
}

// A rewriter holds the scratch space of one worker.
type rewriter struct {
	e         *engine
	x         *sentenceIndex
	scores    map[uint32]float32
	one, many map[feature]float32
	a, b      reading
}

// document returns exact, the matches already found in document d, with its
// rewritten passages.
func (w *rewriter) document(d int, exact []Match) []Match {
	x := w.x
	related := map[int]bool{}
	for _, m := range exact {
		related[m.earlier] = true
	}
	w.a.read(w.e.text(d).Text, w.e.names)
	base := x.firstOf[d]
	n := int(x.firstOf[d+1] - base)
	likes := make([]likeness, n) // by sentence; empty where none is known
	taken := make([]bool, n)
	for i := range n {
		s := base + uint32(i)
		span := w.a.span(x.from[s], x.to[s])
		for _, m := range exact {
			taken[i] = taken[i] || float64(m.SpanB.Overlap(span)) > ownShare*float64(span.Len())
		}
		if !taken[i] {
			likes[i], _ = w.sentence(s, d, related)
		}
	}
	anchors := w.anchors(d, exact)
	for i := range n { // what follows an anchor, then what goes before one
		if i > 0 && !taken[i] && likes[i].last == 0 {
			likes[i] = w.beside(base+uint32(i), append(anchors[i-1], likes[i-1]), 1)
		}
	}
	for i := n - 2; i >= 0; i-- {
		if !taken[i] && likes[i].last == 0 {
			likes[i] = w.beside(base+uint32(i), append(anchors[i+1], likes[i+1]), -1)
		}
	}
	exact = w.absorb(d, exact, likes, anchors)
	return append(exact, w.join(d, slices.DeleteFunc(likes, func(l likeness) bool { return l.last == 0 }))...)
}

// absorb takes exact matches that are but the equal words within a rewritten
// passage into it: they cover little of their sentences, and the rest of
// those or a neighbour is rewritten from the same place.
func (w *rewriter) absorb(d int, exact []Match, likes []likeness, anchors [][]likeness) []Match {
	x := w.x
	base := x.firstOf[d]
	return slices.DeleteFunc(exact, func(m Match) bool {
		first, last, size := -1, -1, 0
		for i := range likes {
			if span := w.a.span(x.from[base+uint32(i)], x.to[base+uint32(i)]); span.Overlap(m.SpanB) > 0 {
				if first < 0 {
					first = i
				}
				last, size = i, size+span.Len()
			}
		}
		if first < 0 || float64(m.SpanB.Len()) >= absorbShare*float64(size) {
			return false
		}
		for i := max(0, first-1); i <= min(len(likes)-1, last+1); i++ {
			if likes[i].last == 0 || int(x.docOf[likes[i].first]) != m.earlier {
				continue
			}
			for k := first; k <= last; k++ {
				for _, a := range anchors[k] {
					if likes[k].last == 0 && int(x.docOf[a.first]) == m.earlier {
						likes[k] = likeness{base + uint32(k), a.first, a.last, m.Bits / float64(last-first+1), 0}
					}
				}
			}
			return true
		}
		return false
	})
}

// anchors returns, by sentence of document d, the earlier sentences that
// exact matches set against it.
func (w *rewriter) anchors(d int, exact []Match) [][]likeness {
	x := w.x
	base := x.firstOf[d]
	out := make([][]likeness, x.firstOf[d+1]-base)
	for _, m := range exact {
		w.b.read(w.e.text(m.earlier).Text, w.e.names)
		var a likeness
		for y := x.firstOf[m.earlier]; y < x.firstOf[m.earlier+1]; y++ {
			if w.b.span(x.from[y], x.to[y]).Overlap(m.SpanA) > 0 {
				if a.last == 0 {
					a.first = y
				}
				a.last = y + 1
			}
		}
		for i := range out {
			s := base + uint32(i)
			if a.last > 0 && w.a.span(x.from[s], x.to[s]).Overlap(m.SpanB) > 0 {
				out[i] = append(out[i], a)
			}
		}
	}
	return out
}

// beside looks for sentence s next to where its neighbour was found, after it
// (step 1) or before it (-1). Being in place counts: little else is asked.
func (w *rewriter) beside(s uint32, anchors []likeness, step int) likeness {
	x := w.x
	var best likeness
	total := x.bag(s, s+1, w.one)
	for _, a := range anchors {
		if a.last == 0 {
			continue
		}
		doc := x.docOf[a.first]
		from, to := a.last, min(a.last+reach, x.firstOf[doc+1])
		if step < 0 {
			from, to = max(x.firstOf[doc], a.first-min(reach, a.first)), a.first
		}
		for first := from; first < to; first++ {
			for last := first + 1; last <= min(to, first+2); last++ {
				l := likeness{sentence: s, first: first, last: last}
				l.shared, l.dice = w.overlap(total, first, last)
				if l.dice >= besideDice && l.shared >= besideShared && l.dice > best.dice {
					best = l
				}
			}
		}
	}
	return best
}

// sentence returns the stretch of earlier sentences most like sentence s.
func (w *rewriter) sentence(s uint32, d int, related map[int]bool) (likeness, bool) {
	x := w.x
	clear(w.scores)
	for k := x.featureAt[s]; k < x.featureAt[s+1]; k++ {
		if x.features[k] < 1<<16 {
			continue
		}
		ps := x.find(x.features[k])
		if len(ps) > commonFeature {
			continue
		}
		for _, p := range ps {
			if int(x.docOf[p.sentence]) >= d {
				break
			}
			w.scores[p.sentence] += x.weights[k]
		}
	}
	candidates := make([]uint32, 0, len(w.scores))
	for c, score := range w.scores {
		if float64(score) > relatedShared/4 {
			candidates = append(candidates, c)
		}
	}
	slices.SortFunc(candidates, func(i, j uint32) int {
		return cmp.Or(cmp.Compare(w.scores[j], w.scores[i]), cmp.Compare(i, j))
	})
	var best likeness
	margin := 0.0 // how far best lies above what is asked
	total := x.bag(s, s+1, w.one)
	for _, c := range candidates[:min(len(candidates), maxCandidates)] {
		doc := x.docOf[c]
		least, shared := strangerDice, strangerShared
		if related[int(doc)] {
			least, shared = relatedDice, relatedShared
		}
		for n := uint32(1); n <= widest; n++ {
			for first := c - min(n-1, c); first <= c; first++ {
				if first < x.firstOf[doc] || first+n > x.firstOf[doc+1] {
					continue
				}
				l := likeness{sentence: s, first: first, last: first + n}
				l.shared, l.dice = w.overlap(total, first, first+n)
				if m := l.dice / least; l.shared >= shared && m >= 1 && m > margin {
					best, margin = l, m
				}
			}
		}
	}
	return best, margin > 0
}

// overlap compares w.one, of the given total weight, with sentences first to
// last.
func (w *rewriter) overlap(total float64, first, last uint32) (shared, dice float64) {
	other := w.x.bag(first, last, w.many)
	for k := range w.one {
		if v, ok := w.many[k]; ok {
			shared += float64(v)
		}
	}
	return shared, 2 * shared / max(1, total+other)
}

// join makes matches of likenesses, one of those that lie together in both
// documents.
func (w *rewriter) join(d int, likes []likeness) []Match {
	x := w.x
	var out []Match
	for i := 0; i < len(likes); {
		first, last := likes[i].first, likes[i].last
		doc := x.docOf[first]
		bits := likes[i].shared
		j := i + 1
		for j < len(likes) && likes[j].sentence <= likes[j-1].sentence+2 && x.docOf[likes[j].first] == doc && likes[j].first <= last+2 && likes[j].last+2 >= first {
			first, last = min(first, likes[j].first), max(last, likes[j].last)
			bits += likes[j].shared
			j++
		}
		earlier := w.e.text(int(doc))
		w.b.read(earlier.Text, w.e.names)
		m := Match{A: w.e.order[doc], B: w.e.order[d], Class: Paraphrase, Bits: bits, earlier: int(doc)}
		m.SpanB = corpus.Span{Start: int(w.a.start[x.from[likes[i].sentence]]), End: int(w.a.end[x.to[likes[j-1].sentence]-1])}
		m.SpanA = corpus.Span{Start: int(w.b.start[x.from[first]]), End: int(w.b.end[x.to[last-1]-1])}
		takePunctuation(earlier.Text, w.e.text(d).Text, &m.SpanA, &m.SpanB)
		out = append(out, m)
		i = j
	}
	return out
}
