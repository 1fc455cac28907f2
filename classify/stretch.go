package classify

import (
	"slices"
	"strings"

	"wenjian/corpus"
	"wenjian/internal/pattern"
)

// A stretch is a part of a text that ends with a 。, or the rest, and the
// signature of its characters: most rules are told by it alone that they have
// nothing to say there.
type stretch struct {
	corpus.Span
	sign pattern.Signature
}

// stretches cuts text at each 。.
func stretches(text string) []stretch {
	out := make([]stretch, 0, strings.Count(text, "。")+1)
	for at := 0; at < len(text); {
		end := len(text)
		if n := strings.Index(text[at:], "。"); n >= 0 {
			end = at + n + len("。")
		}
		out = append(out, stretch{corpus.Span{Start: at, End: end}, pattern.Signed(text[at:end])})
		at = end
	}
	return out
}

// stretches returns those of the folded text.
func (r *reading) stretches() []stretch {
	if r.cut == nil {
		r.cut = stretches(r.view.Text)
	}
	return r.cut
}

// in calls do with each match of g in the given stretches of text, as
// FindAllSubmatchIndex gives it. The regexp must not match a 。.
func in(g *pattern.Guarded, text string, some []stretch, do func(m []int)) {
	for _, at := range some {
		s := at.Of(text)
		if !g.PossibleSigned(s, at.sign) {
			continue
		}
		for _, m := range g.Re.FindAllStringSubmatchIndex(s, -1) {
			for i := range m {
				if m[i] >= 0 {
					m[i] += at.Start
				}
			}
			do(m)
		}
	}
}

// inAny is in for each regexp of g, in their order: one walk over a stretch
// tells which of them can match there.
func inAny(g pattern.Sieve, text string, some []stretch, do func(i int, m []int)) {
	type visit struct{ re, stretch int }
	var visits []visit
	if len(g.List) == 0 {
		return
	}
	memory := g.Can.Borrow()
	defer g.Can.Return(memory)
	for k, at := range some {
		for _, i := range g.Can.IDs(memory, at.Of(text)) {
			visits = append(visits, visit{i, k})
		}
	}
	slices.SortStableFunc(visits, func(a, b visit) int { return a.re - b.re })
	for _, v := range visits {
		in(&g.List[v.re], text, some[v.stretch:v.stretch+1], func(m []int) { do(v.re, m) })
	}
}
