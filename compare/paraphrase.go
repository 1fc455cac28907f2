package compare

import (
	"context"
	"slices"

	"wenjian/corpus"
)

// Where exact runs end, a second finder looks for sentences that say the same
// in other words: spun by synonyms, condensed, rewritten. It looks only into
// pairs of documents that already share a passage, because the overlap of
// two unrelated sentences on one subject can be as large. A sentence of the
// later document is held against stretches of up to widest sentences of the
// earlier one by the weighted overlap of their characters, pairs of
// characters and numbers.
const (
	leastDice    = 0.2 // overlap asked of a sentence anywhere,
	leastShared  = 60  // in bits,
	leastPart    = 12  // some of them from one earlier sentence
	besideDice   = 0.1 // and of one whose neighbour was found beside it
	besideShared = 20  //
	leastRare    = 60  // bits of what a rewritten passage shares that are no stock words,
	anchoredRare = 10  // and of one that goes on where an exact passage ends
	absorbShare  = 0.6 // less equal text than this makes a passage a rewritten one
	takenShare   = 0.5 // of a sentence that lies in an exact match: it is done
	widest       = 3   // sentences that one sentence may condense
	reach        = 2   // sentences beside an anchor that are tried
	joinReach    = 2   // sentences between two likenesses of one passage
	mostPairs    = 4e5 // pairs of sentences looked at for one pair of documents
)

// A likeness sets sentence number at of the later document against sentences
// first to last of an earlier one; last is 0 where there is none.
type likeness struct {
	at, first, last int
	doc             int
	shared, dice    float64
	rare            float64 // what is shared without the stock words
}

// paraphrases adds the rewritten passages of every document to found.
func (e *engine) paraphrases(ctx context.Context, found []docResult) error {
	return e.parallel(ctx, e.count(), func(int) func(int) {
		w := &rewriter{e: e}
		return func(d int) {
			if len(found[d].matches) > 0 {
				found[d].matches = w.document(d, found[d].matches)
			}
		}
	})
}

// A rewriter holds the scratch space of one worker.
type rewriter struct {
	e       *engine
	r       reading
	later   []sentence
	earlier map[int]*stretchBags // of the documents the present one is related to
	one     bag
}

// stretchBags holds the sentences of a document and, once asked for, the
// bags of stretches of them.
type stretchBags struct {
	ss   []sentence
	bags []*bag // by first sentence and length
}

// bag returns the bag of sentences first to last, at most widest of them.
func (s *stretchBags) bag(first, last int) *bag {
	p := &s.bags[first*widest+last-first-1]
	if *p == nil {
		*p = new(bag)
		(*p).fill(s.ss[first:last])
	}
	return *p
}

// document returns exact, the matches already found in document d, with its
// rewritten passages.
func (w *rewriter) document(d int, exact []Match) []Match {
	w.later = w.e.sentences(d, &w.r)
	w.earlier = map[int]*stretchBags{}
	var docs []int // in a fixed order
	for _, m := range exact {
		if _, ok := w.earlier[m.earlier]; !ok {
			ss := w.e.sentences(m.earlier, &w.r)
			w.earlier[m.earlier] = &stretchBags{ss, make([]*bag, widest*len(ss))}
			docs = append(docs, m.earlier)
		}
	}
	slices.Sort(docs)
	likes := make([]likeness, len(w.later)) // by sentence
	taken := make([]bool, len(w.later))
	for i := range w.later {
		span := w.later[i].span
		for _, m := range exact {
			taken[i] = taken[i] || float64(m.SpanB.Overlap(span)) > takenShare*float64(span.Len())
		}
		if !taken[i] {
			likes[i] = w.anywhere(i, docs)
		}
	}
	anchors := w.anchors(exact)
	for i := 1; i < len(likes); i++ { // what follows an anchor,
		if !taken[i] && likes[i].last == 0 {
			likes[i] = w.beside(i, append(anchors[i-1], likes[i-1]), 1)
		}
	}
	for i := len(likes) - 2; i >= 0; i-- { // and what goes before one
		if !taken[i] && likes[i].last == 0 {
			likes[i] = w.beside(i, append(anchors[i+1], likes[i+1]), -1)
		}
	}
	w.doubt(likes, anchors)
	exact = w.absorb(exact, likes, anchors)
	return append(exact, w.join(d, likes)...)
}

// anywhere returns the sentences of docs most like sentence i.
func (w *rewriter) anywhere(i int, docs []int) likeness {
	var best likeness
	w.one.fill(w.later[i : i+1])
	if w.one.total < leastShared {
		return best
	}
	for _, doc := range docs {
		other := w.earlier[doc]
		if len(other.ss)*len(w.later) > mostPairs {
			continue
		}
		for at := range other.ss {
			if shared, _, _ := overlap(&w.one, other.bag(at, at+1)); shared < leastPart {
				continue
			}
			for first := max(0, at-widest+1); first <= at; first++ {
				for last := at + 1; last <= min(len(other.ss), first+widest); last++ {
					best.improve(w.compare(i, doc, first, last), leastDice, leastShared)
				}
			}
		}
	}
	return best
}

// compare sets sentence i against sentences first to last of doc. w.one must
// hold sentence i.
func (w *rewriter) compare(i, doc, first, last int) likeness {
	l := likeness{at: i, first: first, last: last, doc: doc}
	l.shared, l.rare, l.dice = overlap(&w.one, w.earlier[doc].bag(first, last))
	return l
}

// improve makes l other when other is enough and more alike.
func (l *likeness) improve(other likeness, dice, shared float64) {
	if other.dice >= dice && other.shared >= shared && other.dice > l.dice {
		*l = other
	}
}

// anchors returns, by sentence of the later document, the earlier sentences
// that exact matches set against it.
func (w *rewriter) anchors(exact []Match) [][]likeness {
	out := make([][]likeness, len(w.later))
	for _, m := range exact {
		first, last := touched(w.earlier[m.earlier].ss, m.SpanA)
		from, to := touched(w.later, m.SpanB)
		if first == last {
			continue
		}
		for i := from; i < to; i++ {
			out[i] = append(out[i], likeness{at: i, first: first, last: last, doc: m.earlier})
		}
	}
	return out
}

// touched returns the range of sentences that span touches.
func touched(ss []sentence, span corpus.Span) (from, to int) {
	for i := range ss {
		if ss[i].span.Overlap(span) > 0 {
			if to == 0 {
				from = i
			}
			to = i + 1
		}
	}
	return from, to
}

// beside looks for sentence i next to where its neighbour was found, after
// it (step 1) or before it (-1). Being in place counts: little else is asked.
func (w *rewriter) beside(i int, anchors []likeness, step int) likeness {
	var best likeness
	w.one.fill(w.later[i : i+1])
	for _, a := range anchors {
		if a.last == 0 {
			continue
		}
		from, to := a.last, min(a.last+reach, len(w.earlier[a.doc].ss))
		if step < 0 {
			from, to = max(0, a.first-reach), a.first
		}
		for first := from; first < to; first++ {
			for last := first + 1; last <= to; last++ {
				best.improve(w.compare(i, a.doc, first, last), besideDice, besideShared)
			}
		}
	}
	return best
}

// absorb takes exact matches that are but the equal words within a rewritten
// passage into it: little of them is equal, or they cover little of their
// sentences, and a sentence there or beside is rewritten from the same place.
func (w *rewriter) absorb(exact []Match, likes []likeness, anchors [][]likeness) []Match {
	return slices.DeleteFunc(exact, func(m Match) bool {
		from, to := touched(w.later, m.SpanB)
		size := 0
		for i := from; i < to; i++ {
			size += w.later[i].span.Len()
		}
		if from == to || m.Class == Circulating || m.density >= absorbShare && float64(m.SpanB.Len()) >= absorbShare*float64(size) {
			return false
		}
		beside := false
		for i := max(0, from-1); i < min(len(likes), to+1); i++ {
			beside = beside || likes[i].last > 0 && likes[i].doc == m.earlier
		}
		if !beside {
			return false
		}
		for i := from; i < to; i++ {
			for _, a := range anchors[i] {
				if likes[i].last == 0 && a.doc == m.earlier {
					likes[i] = a
					likes[i].shared = m.Bits / float64(to-from)
					likes[i].rare = likes[i].shared
				}
			}
		}
		return true
	})
}

// together returns the number after the last of the likenesses from i on that
// lie together in both documents: those are one passage.
func together(likes []likeness, i int) int {
	first, last := likes[i].first, likes[i].last
	j := i + 1
	for ; j < len(likes); j++ {
		l := &likes[j]
		if l.at > likes[j-1].at+joinReach || l.doc != likes[i].doc || l.first > last+joinReach || l.last+joinReach < first {
			break
		}
		first, last = min(first, l.first), max(last, l.last)
	}
	return j
}

// doubt takes back the likenesses of passages that share little but stock
// words: units that do the same things say so with the same words.
func (w *rewriter) doubt(likes []likeness, anchors [][]likeness) {
	found := present(likes)
	for i := 0; i < len(found); {
		j := together(found, i)
		rare, least := 0.0, float64(leastRare)
		for _, l := range found[i:j] {
			rare += l.rare
			if anchored(l, anchors) {
				least = anchoredRare
			}
		}
		for _, l := range found[i:j] {
			if rare < least {
				likes[l.at] = likeness{}
			}
		}
		i = j
	}
}

// anchored reports whether an exact passage ends or begins beside l in both
// documents.
func anchored(l likeness, anchors [][]likeness) bool {
	if l.at > 0 {
		for _, a := range anchors[l.at-1] {
			if a.doc == l.doc && l.first >= a.last-1 && l.first <= a.last+reach {
				return true
			}
		}
	}
	if l.at+1 < len(anchors) {
		for _, a := range anchors[l.at+1] {
			if a.doc == l.doc && l.last <= a.first+1 && l.last >= a.first-reach {
				return true
			}
		}
	}
	return false
}

// present returns the likenesses that were found.
func present(likes []likeness) []likeness {
	var out []likeness
	for _, l := range likes {
		if l.last > 0 {
			out = append(out, l)
		}
	}
	return out
}

// join makes matches of likenesses, one of those that lie together in both
// documents.
func (w *rewriter) join(d int, likes []likeness) []Match {
	likes = present(likes)
	var out []Match
	for i := 0; i < len(likes); {
		l, j := likes[i], together(likes, i)
		for _, next := range likes[i+1 : j] {
			l.first, l.last = min(l.first, next.first), max(l.last, next.last)
			l.shared += next.shared
		}
		ss := w.earlier[l.doc].ss
		m := Match{A: w.e.order[l.doc], B: w.e.order[d], Class: Paraphrase, Bits: l.shared, earlier: l.doc}
		m.SpanB = corpus.Span{Start: w.later[l.at].span.Start, End: w.later[likes[j-1].at].span.End}
		m.SpanA = corpus.Span{Start: ss[l.first].span.Start, End: ss[l.last-1].span.End}
		takePunctuation(w.e.text(l.doc).Text, w.e.text(d).Text, &m.SpanA, &m.SpanB)
		out = append(out, m)
		i = j
	}
	return out
}
