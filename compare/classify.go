package compare

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"wenjian/corpus"
	"wenjian/internal/zh"
)

// wholeShare is the part of a document that one other unit's document has to
// cover to make it a whole copy.
const wholeShare = 0.55

// compare runs the stages: shared fingerprints, passages, their meaning.
func (e *engine) compare(ctx context.Context) (Result, error) {
	g, err := e.group(ctx)
	if err != nil {
		return Result{}, err
	}
	found, err := e.describe(ctx, g, func(int) bool { return true })
	if err != nil {
		return Result{}, err
	}
	var r Result
	for _, f := range found {
		r.Matches = append(r.Matches, f.matches...)
		r.Leaks = append(r.Leaks, f.leaks...)
	}
	return r, nil
}

// describe returns what the wanted documents share with earlier ones.
func (e *engine) describe(ctx context.Context, g *sharedGrams, wanted func(d int) bool) ([]docResult, error) {
	found := make([]docResult, e.count())
	err := e.parallel(ctx, e.count(), func(int) func(int) {
		w := &aligner{e: e, g: g}
		return func(d int) {
			if wanted(d) {
				found[d] = w.describe(d, w.passages(d))
			}
		}
	})
	if err != nil {
		return nil, err
	}
	return found, e.complete(ctx, found, wanted)
}

// complete adds to the exact matches of the wanted documents what is told
// from them: rewritten passages, equal texts, what came from above, leaks.
func (e *engine) complete(ctx context.Context, found []docResult, wanted func(d int) bool) error {
	if !e.exactOnly {
		if err := e.paraphrases(ctx, found); err != nil {
			return err
		}
	}
	e.identical(found)
	return e.parallel(ctx, e.count(), func(int) func(int) {
		return func(d int) {
			if wanted(d) {
				sortMatches(found[d].matches)
				handedDown(found[d].matches)
				found[d].leaks = e.leaks(d, found[d].matches)
			}
		}
	})
}

// docResult is what one document shares with earlier ones.
type docResult struct {
	matches []Match
	leaks   []NameLeak
}

// describe turns the passages of document d into matches.
func (w *aligner) describe(d int, ps []passage) docResult {
	var out docResult
	if len(ps) == 0 {
		return out
	}
	e, a, b := w.e, &w.later, &w.earlier
	later := e.text(d)
	a.read(later.Text, e.names)
	w.laterClauses = a.clauses(later.Text, w.laterClauses)
	for i := 0; i < len(ps); {
		j := i
		for j < len(ps) && ps[j].b == ps[i].b {
			j++
		}
		earlier := e.text(ps[i].b)
		b.read(earlier.Text, e.names)
		w.earlierClauses = b.clauses(earlier.Text, w.earlierClauses)
		first := len(out.matches)
		covered := int32(0)
		for k := range ps[i:j] {
			p := &ps[i+k]
			for _, c := range p.trim(w.laterClauses, w.earlierClauses, w.bits.all(), clauseShare, pieceBits) {
				covered += c.a1 - c.a0
				out.matches = append(out.matches, w.match(p, &c, later, earlier))
			}
		}
		for k := first; k < len(out.matches); k++ {
			switch m := &out.matches[k]; {
			case isSuperior(later, earlier):
				m.Class = Superior
			case sameOwner(later, earlier):
				m.Class = Self
			case m.Class == Passage && float64(covered) >= wholeShare*float64(len(a.syms)):
				m.Class = Whole
			}
		}
		i = j
	}
	return out
}

// sortMatches puts the matches of one later document in text order.
func sortMatches(ms []Match) {
	slices.SortFunc(ms, func(x, y Match) int {
		return cmp.Or(cmp.Compare(x.SpanB.Start, y.SpanB.Start), cmp.Compare(x.SpanB.End, y.SpanB.End), cmp.Compare(x.SpanA.Start, y.SpanA.Start), cmp.Compare(x.earlier, y.earlier))
	})
}

// match makes a Match of piece c of passage p.
func (w *aligner) match(p *passage, c *piece, later, earlier *Text) Match {
	m := Match{A: w.e.order[p.b], B: w.e.order[p.a], Class: Passage, Bits: c.bits, earlier: p.b, density: c.density()}
	if p.star {
		m.Class = Circulating
	}
	m.SpanB = w.later.span(c.a0, c.a1)
	m.SpanA = w.earlier.span(c.b0, c.b1)
	takePunctuation(earlier.Text, later.Text, &m.SpanA, &m.SpanB)
	m.Slots = slots(c.runs, &w.later, &w.earlier, later.Text, earlier.Text)
	return m
}

// takePunctuation widens both spans over the punctuation that belongs to
// them: closing marks after, opening marks before, where both texts agree.
func takePunctuation(a, b string, x, y *corpus.Span) {
	for {
		r, n := utf8.DecodeRuneInString(a[x.End:])
		s, m := utf8.DecodeRuneInString(b[y.End:])
		if zh.FoldRune(r) != zh.FoldRune(s) || unicode.IsSpace(r) || !unicode.IsPunct(r) || unicode.In(r, unicode.Ps, unicode.Pi) {
			break
		}
		x.End, y.End = x.End+n, y.End+m
	}
	for {
		r, n := utf8.DecodeLastRuneInString(a[:x.Start])
		s, m := utf8.DecodeLastRuneInString(b[:y.Start])
		if zh.FoldRune(r) != zh.FoldRune(s) || !unicode.In(r, unicode.Ps, unicode.Pi) {
			break
		}
		x.Start, y.Start = x.Start-n, y.Start-m
	}
	takeOpening(a, x)
	takeOpening(b, y)
}

// takeOpening widens s over the bracket before it when the bracket closes
// soon inside: （二）开展 is not cut to 二）开展.
func takeOpening(text string, s *corpus.Span) {
	const soon = 12 // bytes: the number of a heading
	r, n := utf8.DecodeLastRuneInString(text[:s.Start])
	if !unicode.Is(unicode.Ps, r) {
		return
	}
	head := text[s.Start:min(s.End, s.Start+soon)]
	if i := strings.IndexFunc(head, func(c rune) bool { return unicode.In(c, unicode.Ps, unicode.Pe) }); i >= 0 && strings.ContainsRune("）)】]〕", firstRune(head[i:])) {
		s.Start -= n
	}
}

func firstRune(s string) rune {
	r, _ := utf8.DecodeRuneInString(s)
	return r
}
