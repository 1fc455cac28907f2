package compare

import (
	"cmp"
	"context"
	"slices"

	"wenjian/corpus"
)

// Where exact runs end, a second finder looks for sentences that say the same
// in other words: spun by synonyms, condensed, rewritten. It sets blocks of
// sentences of the later document against blocks of an earlier one that it
// shares a passage with, or rare words, and keeps what is surprisingly alike.
// Standing beside what the two documents share already counts for it.
const (
	leastScore   = -2  // surprise asked of a likeness,
	manyScore    = 1.2 // more for every doubling beyond neighbourMax documents,
	farScore     = 2.3 // more where the documents share no passage,
	nearScore    = 1   // less beside what was found,
	betweenScore = 2.2 // and less between two such passages
	beside       = 2   // sentences of the earlier document that may lie between
	rounds       = 4   // of accepting what lies beside what was accepted
	absorbShare  = 0.6 // less equal text than this makes a passage a rewritten one
	takenShare   = 0.5 // of a sentence that lies in an exact match: it is done
	joinReach    = 2   // sentences between two likenesses of one passage
)

// paraphrases adds the rewritten passages of every document to found.
func (e *engine) paraphrases(ctx context.Context, found []docResult) error {
	if !slices.ContainsFunc(found, func(f docResult) bool { return len(f.matches) > 0 }) {
		return nil
	}
	lib, err := e.library(ctx)
	if err != nil {
		return err
	}
	return e.parallel(ctx, e.count(), func(worker int) func(int) {
		w := &rewriter{e: e, lib: lib, worker: worker, pair: pairing{least: e.leastScore()}}
		return func(d int) {
			if len(found[d].matches) > 0 {
				found[d].matches = w.document(d, found[d].matches)
			}
		}
	})
}

// leastScore is what is asked of a likeness among the documents of e. Where
// neighbours are not asked nothing says what all write about, and the more
// documents the more chances: more is asked at once, and again
// for every doubling (fitted on generated documents).
func (e *engine) leastScore() float64 {
	if e.size <= neighbourMax {
		return leastScore
	}
	return leastScore + manyScore*float64(1+generation(e.size)-generation(neighbourMax))
}

// A rewriter holds the scratch space of one worker.
type rewriter struct {
	e       *engine
	lib     *library
	worker  int
	pair    pairing
	usage   usage
	finder  finder
	later   *wording
	earlier map[int]*wording // of the documents the present one is related to
}

// document returns exact, the matches already found in document d, with its
// rewritten passages.
func (w *rewriter) document(d int, exact []Match) []Match {
	w.later = w.lib.wording(d, w.worker)
	w.earlier = map[int]*wording{}
	free := w.later.free(func(s corpus.Span) bool { return taken(s, exact, func(m *Match) corpus.Span { return m.SpanB }) })
	if !slices.Contains(free, true) {
		return exact
	}
	var docs []int
	for _, m := range exact {
		if _, ok := w.earlier[m.earlier]; !ok {
			w.earlier[m.earlier] = w.lib.wording(m.earlier, w.worker)
			docs = append(docs, m.earlier)
		}
	}
	slices.Sort(docs)
	others := w.neighbours(d, docs)
	anchors := w.anchors(exact)
	var all []likeness
	for _, doc := range docs {
		all = w.related(doc, exact, anchors, free, all)
	}
	for _, doc := range w.candidates(free, others) {
		w.earlier[doc] = w.lib.wording(doc, w.worker)
		all = w.related(doc, exact, anchors, free, all)
	}
	likes := accept(all, anchors, w.pair.least)
	exact, likes = w.absorb(exact, likes)
	return append(exact, w.join(d, likes)...)
}

// neighbours counts what document d, the related ones and its neighbours
// use, and returns those neighbours that are not related.
func (w *rewriter) neighbours(d int, docs []int) []int {
	ws := []*wording{w.later}
	for _, doc := range docs {
		ws = append(ws, w.earlier[doc])
	}
	near := slices.DeleteFunc(w.lib.neighbours(d), func(doc int) bool { return w.earlier[doc] != nil })
	near = near[:min(len(near), usualFrom)]
	for _, doc := range near {
		ws = append(ws, w.lib.wording(doc, w.worker))
	}
	w.usage.count(ws)
	return near
}

// candidates returns those of docs that are worth looking at.
func (w *rewriter) candidates(free []bool, docs []int) []int {
	ws := make([]*wording, len(docs))
	for i, doc := range docs {
		ws[i] = w.lib.wording(doc, w.worker)
	}
	best := w.finder.best(w.later, free, &w.usage, ws)
	for i := range best {
		best[i] = docs[best[i]]
	}
	return best
}

// related appends the likenesses of the free sentences in document doc.
func (w *rewriter) related(doc int, exact []Match, anchors []likeness, free []bool, out []likeness) []likeness {
	a := w.earlier[doc]
	freeA := a.free(func(s corpus.Span) bool {
		return taken(s, exact, func(m *Match) corpus.Span {
			if m.earlier == doc {
				return m.SpanA
			}
			return corpus.Span{}
		})
	})
	if !w.pair.fill(w.later, a, free, freeA, &w.usage) {
		return out
	}
	return w.pair.likest(doc, anchors, out)
}

// free tells by sentence whether it is looked at: no heading and not done.
func (w *wording) free(done func(corpus.Span) bool) []bool {
	out := make([]bool, len(w.ss))
	for i, s := range w.ss {
		out[i] = !s.heading && !done(s.span)
	}
	return out
}

// taken reports whether an exact match, at the span that at tells, covers s.
func taken(s corpus.Span, exact []Match, at func(*Match) corpus.Span) bool {
	for i := range exact {
		if float64(at(&exact[i]).Overlap(s)) > takenShare*float64(s.Len()) {
			return true
		}
	}
	return false
}

// anchors returns which sentences exact matches set against each other.
func (w *rewriter) anchors(exact []Match) []likeness {
	var out []likeness
	for _, m := range exact {
		b := touched(w.later.ss, m.SpanB)
		a := touched(w.earlier[m.earlier].ss, m.SpanA)
		if b.to > 0 && a.to > 0 {
			out = append(out, likeness{b: b, a: a, doc: m.earlier, told: m.Bits})
		}
	}
	return out
}

// touched returns the sentences that span touches; to is 0 when there are
// none.
func touched(ss []sentence, span corpus.Span) (out block) {
	for i := range ss {
		if ss[i].span.Overlap(span) > 0 {
			if out.to == 0 {
				out.from = i
			}
			out.to = i + 1
		}
	}
	return out
}

// accept returns those of all that are surprising enough, least or more, the most surprising
// first where two want the same sentence, in the order of the later
// document. What lies beside an anchor or something accepted has to be less
// surprising.
func accept(all, anchors []likeness, least float64) []likeness {
	slices.SortFunc(all, func(x, y likeness) int {
		return cmp.Or(cmp.Compare(y.score, x.score), cmp.Compare(x.doc, y.doc), cmp.Compare(x.b.from, y.b.from), cmp.Compare(x.b.to, y.b.to))
	})
	var out []likeness
	known := slices.Clone(anchors)
	for range rounds {
		before := len(out)
		for _, l := range all {
			if l.score < least+l.asked(known) || slices.ContainsFunc(out, func(o likeness) bool { return !o.b.apart(l.b) }) {
				continue
			}
			out, known = append(out, l), append(known, l)
		}
		if len(out) == before {
			break
		}
	}
	slices.SortFunc(out, func(x, y likeness) int { return cmp.Compare(x.b.from, y.b.from) })
	return out
}

// asked returns how much more than usual is asked of l: less where it goes on
// what is known, before or after it in both documents; more where nothing is
// known of its document.
func (l *likeness) asked(known []likeness) float64 {
	more, follows, leads := float64(farScore), false, false
	for i := range known {
		if k := &known[i]; k.doc == l.doc {
			more = 0
			follows = follows || k.b.from < l.b.from && l.b.after(k.b, 1) && l.a.after(k.a, beside)
			leads = leads || k.b.to > l.b.to && k.b.after(l.b, 1) && k.a.after(l.a, beside)
		}
	}
	switch {
	case follows && leads:
		more -= betweenScore
	case follows || leads:
		more -= nearScore
	}
	return more
}

// absorb takes exact matches that are but the equal words within a rewritten
// passage into it: little of them is equal, or they cover little of their
// sentences, and a sentence there or beside is rewritten from the same place.
func (w *rewriter) absorb(exact []Match, likes []likeness) ([]Match, []likeness) {
	found := slices.Clone(likes)
	exact = slices.DeleteFunc(exact, func(m Match) bool {
		b := touched(w.later.ss, m.SpanB)
		a := touched(w.earlier[m.earlier].ss, m.SpanA)
		size := 0
		for i := b.from; i < b.to; i++ {
			size += w.later.ss[i].span.Len()
		}
		if b.to == 0 || a.to == 0 || m.Class == Circulating || m.density >= absorbShare && float64(m.SpanB.Len()) >= absorbShare*float64(size) {
			return false
		}
		if !slices.ContainsFunc(likes, func(l likeness) bool { return l.doc == m.earlier && l.b.from <= b.to && b.from <= l.b.to }) {
			return false
		}
		for i := b.from; i < b.to; i++ {
			one := block{from: i, to: i + 1}
			if !slices.ContainsFunc(found, func(l likeness) bool { return !l.b.apart(one) }) {
				found = append(found, likeness{b: one, a: a, doc: m.earlier, told: m.Bits / float64(b.to-b.from)})
			}
		}
		return true
	})
	slices.SortFunc(found, func(x, y likeness) int { return cmp.Compare(x.b.from, y.b.from) })
	return exact, found
}

// join makes matches of likenesses, one of those that lie together in both
// documents.
func (w *rewriter) join(d int, likes []likeness) []Match {
	var out []Match
	for i := 0; i < len(likes); {
		l := likes[i]
		j := i + 1
		for ; j < len(likes); j++ {
			next := likes[j]
			if next.doc != l.doc || next.b.from > l.b.to+joinReach || next.a.from > l.a.to+joinReach || next.a.to+joinReach < l.a.from {
				break
			}
			l.a.from, l.a.to, l.b.to = min(l.a.from, next.a.from), max(l.a.to, next.a.to), next.b.to
			l.told += next.told
		}
		b, a := w.later.ss, w.earlier[l.doc].ss
		m := Match{A: w.e.order[l.doc], B: w.e.order[d], Class: Paraphrase, Bits: l.told, earlier: l.doc}
		m.SpanB = corpus.Span{Start: b[l.b.from].span.Start, End: b[l.b.to-1].span.End}
		m.SpanA = corpus.Span{Start: a[l.a.from].span.Start, End: a[l.a.to-1].span.End}
		takePunctuation(w.e.text(l.doc).Text, w.e.text(d).Text, &m.SpanA, &m.SpanB)
		out = append(out, m)
		i = j
	}
	return out
}
