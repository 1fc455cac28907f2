package compare

import (
	"cmp"
	"context"
	"maps"
	"math"
	"os"
	"slices"
	"strings"
	"testing"

	"wenjian/corpus"
)

// A lesson is a likeness of which it is known whether the later block was
// written after the earlier one.
type lesson struct {
	x       likenessFeatures
	planted int // the passage it is of, -1 for none
	doc     int // the later document
}

// TestLearnLikeness learns featureWeights anew and prints them: LEARN=1 go
// test -v -run TestLearnLikeness ./compare. All our annotated documents are
// held against each other, those with planted passages too; a logistic
// regression tells planted passages from the likest places of documents that
// have nothing to do with each other. It prints how many passages it finds of
// documents it has not learned from at a few false alarms.
func TestLearnLikeness(t *testing.T) {
	if os.Getenv("LEARN") == "" {
		t.Skip("LEARN=1 learns the weights of likeness.go anew")
	}
	set := rewrittenDocuments(t)
	lessons := set.lessons(t)
	scores := make([]float64, len(lessons))
	const folds = 5
	for fold := range folds {
		w := learnLikeness(lessons, func(l *lesson) bool { return l.doc%folds != fold })
		for i, l := range lessons {
			if l.doc%folds == fold {
				scores[i] = dot(&w, &l.x)
			}
		}
	}
	set.logFound(t, "held out", lessons, scores)
	w := learnLikeness(lessons, func(*lesson) bool { return true })
	for i := range lessons {
		scores[i] = dot(&w, &lessons[i].x)
	}
	set.logFound(t, "learned", lessons, scores)
	t.Logf("featureWeights: %.3f", w)
}

// lessons returns what all pairs of documents teach: of every later block its
// likest earlier one.
func (set *rewrittenSet) lessons(t *testing.T) []lesson {
	docs := ownDocuments(t)
	planted := len(set.texts)
	used := map[string]bool{}
	for _, x := range set.texts {
		used[x.ID] = true
	}
	texts := slices.Clone(set.texts)
	for _, name := range slices.Sorted(maps.Keys(docs)) {
		if !used[name] {
			texts = append(texts, Text{ID: name, Unit: "单位" + name, Date: "2011-01-01", Hash: name, Text: docs[name]})
		}
	}
	e, err := newEngine(context.Background(), texts, Options{})
	if err != nil {
		t.Fatal(err)
	}
	lib, err := e.library(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	w := &rewriter{e: e, lib: lib, earlier: map[int]*wording{}}
	var out []lesson
	for d := range e.count() {
		w.later = lib.wording(d, 0)
		w.neighbours(d, nil)
		free := w.later.free(func(corpus.Span) bool { return false })
		for a := range d {
			earlier := lib.wording(a, 0)
			later := e.order[d]
			if later < planted && e.text(a).Date[:4] == e.text(d).Date[:4] {
				continue // may have taken the same
			}
			if !w.pair.fill(w.later, earlier, free, earlier.free(func(corpus.Span) bool { return false }), &w.usage) {
				continue
			}
			w.pair.least = math.Inf(-1)
			for _, l := range w.pair.likest(a, nil, nil) {
				if k, known := set.label(later, e.order[a], w.later.span(l.b), earlier.span(l.a), texts); known {
					out = append(out, lesson{x: w.pair.everyFeature(&l), planted: k, doc: d})
				}
			}
		}
	}
	return out
}

// everyFeature returns all features of l.
func (p *pairing) everyFeature(l *likeness) likenessFeatures {
	p.seqB, p.seqA = p.later.sequence(l.b, p.seqB), p.earlier.sequence(l.a, p.seqA)
	f, told := p.features(l)
	f[chanceFeature] = p.chance(l) / (told + few)
	f[orderFeature] = math.Log(1 + p.inOrder())
	return f
}

func (w *wording) span(b block) corpus.Span {
	return corpus.Span{Start: w.ss[b.from].span.Start, End: w.ss[b.to-1].span.End}
}

// label returns which planted passage the spans are of, -1 for none; known is
// false where they hold a part of one, or equal text.
func (set *rewrittenSet) label(later, earlier int, b, a corpus.Span, texts []Text) (k int, known bool) {
	for i, p := range set.planted {
		n := b.Overlap(p.span)
		if p.doc != later || n == 0 {
			continue
		}
		if set.at[p.source] == earlier {
			return i, a.Overlap(p.from) > 0 && 2*n > b.Len() && 10*n >= 6*p.span.Len()
		}
	}
	if later >= len(set.texts) || earlier >= len(set.texts) {
		return -1, true
	}
	const long = 13
	text := []rune(b.Of(texts[later].Text))
	for i := 0; i+long <= len(text); i++ {
		if strings.Contains(a.Of(texts[earlier].Text), string(text[i:i+long])) {
			return 0, false
		}
	}
	return -1, true
}

func dot(w, x *likenessFeatures) float64 {
	sum := 0.0
	for i := range w {
		sum += w[i] * x[i]
	}
	return sum
}

// learnLikeness fits a logistic regression to the lessons that use picks, by
// Newton's method, on the best few of each planted passage and, in rounds, on
// the worst mistakes of each document.
func learnLikeness(lessons []lesson, use func(*lesson) bool) (w likenessFeatures) {
	const right, wrong = 3, 12 // lessons of a passage, of a document
	w[surplusFeature] = 1
	chosen := map[int]bool{}
	for range 5 {
		byDoc, byPlant := map[int][]int{}, map[int][]int{}
		for i := range lessons {
			switch l := &lessons[i]; {
			case !use(l):
			case l.planted >= 0:
				byPlant[l.planted] = append(byPlant[l.planted], i)
			default:
				byDoc[l.doc] = append(byDoc[l.doc], i)
			}
		}
		best := func(is []int, n int) []int {
			slices.SortFunc(is, func(a, b int) int {
				return cmp.Or(cmp.Compare(dot(&w, &lessons[b].x), dot(&w, &lessons[a].x)), cmp.Compare(a, b))
			})
			return is[:min(n, len(is))]
		}
		for _, is := range byDoc {
			for _, i := range best(is, wrong) {
				chosen[i] = true
			}
		}
		sel := slices.Sorted(maps.Keys(chosen))
		for _, is := range byPlant {
			sel = append(sel, best(is, right)...)
		}
		slices.Sort(sel)
		for range 12 {
			step := newtonStep(lessons, sel, &w)
			before, size := loss(lessons, sel, &w), 1.0
			for range 20 {
				next := w
				for i := range next {
					next[i] += size * step[i]
				}
				if loss(lessons, sel, &next) < before {
					w = next
					break
				}
				size /= 2
			}
		}
	}
	return w
}

const (
	ridge       = 2.0
	rightWeight = 3.0 // of a lesson that holds a planted passage
)

// loss returns the penalised loss of w on the selected lessons.
func loss(lessons []lesson, sel []int, w *likenessFeatures) float64 {
	sum := 0.0
	for _, x := range w[1:] {
		sum += ridge * x * x / 2
	}
	for _, k := range sel {
		s := dot(w, &lessons[k].x)
		if lessons[k].planted >= 0 {
			sum += rightWeight * math.Log1p(math.Exp(-s))
		} else {
			sum += math.Log1p(math.Exp(s))
		}
	}
	return sum
}

// newtonStep returns the step to the minimum of the parabola that touches the
// loss at w.
func newtonStep(lessons []lesson, sel []int, w *likenessFeatures) likenessFeatures {
	var h [featureCount][featureCount]float64
	var g likenessFeatures
	for i := range g {
		h[i][i] = ridge
		if i > 0 {
			g[i] = -ridge * w[i]
		}
	}
	for _, k := range sel {
		l := &lessons[k]
		p := 1 / (1 + math.Exp(-dot(w, &l.x)))
		y, v := 0.0, 1.0
		if l.planted >= 0 {
			y, v = 1, rightWeight
		}
		for i := range g {
			g[i] += v * (y - p) * l.x[i]
			for j := range g {
				h[i][j] += v * p * (1 - p) * l.x[i] * l.x[j]
			}
		}
	}
	return solve(h, g)
}

// solve solves a·x = b by elimination.
func solve(a [featureCount][featureCount]float64, b likenessFeatures) (x likenessFeatures) {
	n := len(b)
	for i := range n {
		top := i
		for r := i; r < n; r++ {
			if math.Abs(a[r][i]) > math.Abs(a[top][i]) {
				top = r
			}
		}
		a[i], a[top], b[i], b[top] = a[top], a[i], b[top], b[i]
		for r := i + 1; r < n; r++ {
			f := a[r][i] / a[i][i]
			for c := i; c < n; c++ {
				a[r][c] -= f * a[i][c]
			}
			b[r] -= f * b[i]
		}
	}
	for i := n - 1; i >= 0; i-- {
		x[i] = b[i]
		for c := i + 1; c < n; c++ {
			x[i] -= a[i][c] * x[c]
		}
		x[i] /= a[i][i]
	}
	return x
}

// logFound prints how many planted passages have a score above that of some
// false alarms.
func (set *rewrittenSet) logFound(t *testing.T, name string, lessons []lesson, scores []float64) {
	plants, wrong := map[int]float64{}, map[int]float64{}
	raise := func(m map[int]float64, k int, s float64) {
		if old, ok := m[k]; !ok || s > old {
			m[k] = s
		}
	}
	for i, l := range lessons {
		if l.planted >= 0 {
			raise(plants, l.planted, scores[i])
		} else {
			raise(wrong, l.doc, scores[i])
		}
	}
	worst := make([]float64, 0, len(wrong))
	for _, s := range wrong {
		worst = append(worst, s)
	}
	slices.SortFunc(worst, func(x, y float64) int { return cmp.Compare(y, x) })
	for _, n := range []int{1, 2, 4, 8, 16, 32, 64} {
		if n >= len(worst) {
			break
		}
		rewritten, summaries := 0, 0
		for k, s := range plants {
			switch {
			case s <= worst[n]:
			case set.planted[k].manner == "summary":
				summaries++
			default:
				rewritten++
			}
		}
		t.Logf("%s: above %.2f %d of %d documents alarm, %d passages and %d summaries of %d are found", name, worst[n], n, len(worst), rewritten, summaries, len(set.planted))
	}
}
