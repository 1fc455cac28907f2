package main

import (
	"context"
	"errors"
	"sort"

	"github.com/spf13/cobra"

	"wenjian/compare"
	"wenjian/corpus"
	"wenjian/corpus/store"
)

func newCompare(a *app) *cobra.Command {
	return &cobra.Command{
		Use:   "compare [编号 编号]",
		Short: "查看材料之间的雷同",
		Long: `不带编号时列出工作区里全部雷同和串名；带两个编号时逐段对照这两份材料。
加 --json 时输出 JSON 行，格式见 docs/format.md。`,
		Example: "  wenjian compare\n  wenjian compare 3 7",
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) != 0 && len(args) != 2 {
				return usagef("compare 后面不写编号，或写两个编号。")
			}
			return nil
		},
		RunE: func(c *cobra.Command, args []string) error {
			return a.inExisting(c.Context(), func(w *workspace) error {
				o, err := w.overlaps(c.Context(), args)
				switch {
				case err != nil:
					return err
				case a.json:
					return a.printOverlapsJSON(o)
				case len(args) == 2:
					a.printPair(o)
				default:
					a.printOverlaps(o)
				}
				return nil
			})
		},
	}
}

// overlaps is what the workspace knows about shared passages among docs.
type overlaps struct {
	docs    []*corpus.Document
	byID    map[string]*corpus.Document
	matches []store.Match
}

// overlaps loads all documents and matches, or those of the two IDs given.
func (w *workspace) overlaps(ctx context.Context, ids []string) (overlaps, error) {
	o := overlaps{byID: map[string]*corpus.Document{}}
	add := func(d *corpus.Document) { o.docs, o.byID[d.ID] = append(o.docs, d), d }
	if len(ids) == 2 {
		for _, id := range ids {
			d, err := w.store.Document(ctx, id)
			if errors.Is(err, store.ErrNotFound) {
				return o, notFoundf("没有编号为“%s”的材料。", id)
			}
			if err != nil {
				return o, err
			}
			add(d)
		}
		matches, err := w.store.PairMatches(ctx, ids[0], ids[1])
		o.matches = matches
		return o, err
	}
	for d, err := range w.store.Documents(ctx) {
		if err != nil {
			return o, err
		}
		add(d)
	}
	for m, err := range w.store.AllMatches(ctx) {
		if err != nil {
			return o, err
		}
		o.matches = append(o.matches, m)
	}
	return o, nil
}

// The lines of compare --json; see docs/format.md.
type (
	documentLine struct {
		Type    string `json:"type"`
		Source  string `json:"source"`
		Ordinal int    `json:"ordinal"`
		ID      string `json:"id"`
		Text    string `json:"text"`
	}
	placeJSON struct {
		Source  string `json:"source"`
		Ordinal int    `json:"ordinal"`
		Start   int    `json:"start"`
		End     int    `json:"end"`
	}
	slotJSON struct {
		A string `json:"a"`
		B string `json:"b"`
	}
	matchLine struct {
		Type  string     `json:"type"`
		A     placeJSON  `json:"a"`
		B     placeJSON  `json:"b"`
		Class string     `json:"class"`
		Bits  float64    `json:"bits"`
		Slots []slotJSON `json:"slots"`
	}
	leakLine struct {
		Type string `json:"type"`
		placeJSON
		Name string `json:"name"`
		From string `json:"from,omitempty"`
	}
)

func (a *app) printOverlapsJSON(o overlaps) error {
	points := map[string]corpus.CodePoints{}
	place := func(id string, s corpus.Span) placeJSON {
		d, n := o.byID[id], points[id]
		return placeJSON{d.Source.Path, d.Ordinal, n.At(s.Start), n.At(s.End)}
	}
	for _, d := range o.docs {
		points[d.ID] = corpus.NewCodePoints(d.Text)
		if err := a.printJSON(documentLine{"document", d.Source.Path, d.Ordinal, d.ID, d.Text}); err != nil {
			return err
		}
	}
	for _, m := range o.matches {
		line := matchLine{Type: "match", A: place(m.A, m.SpanA), B: place(m.B, m.SpanB), Class: m.Class, Bits: m.Bits, Slots: []slotJSON{}}
		for _, s := range m.Slots {
			line.Slots = append(line.Slots, slotJSON{s.TextA, s.TextB})
		}
		if err := a.printJSON(line); err != nil {
			return err
		}
	}
	for _, d := range o.docs {
		for _, l := range d.Leaks {
			if err := a.printJSON(leakLine{"leak", place(d.ID, l.Span), l.Name, l.From}); err != nil {
				return err
			}
		}
	}
	return nil
}

// A pair is two documents that share passages.
type pair struct {
	a, b    *corpus.Document
	matches []store.Match
	claimed int // characters of b in passages that count as copying
}

// pairs groups the matches by pair of documents, the largest copy first.
func (o overlaps) pairs() []pair {
	at := map[[2]string]int{}
	var out []pair
	for _, m := range o.matches {
		key := [2]string{m.A, m.B}
		i, ok := at[key]
		if !ok {
			i = len(out)
			at[key] = i
			out = append(out, pair{a: o.byID[m.A], b: o.byID[m.B]})
		}
		p := &out[i]
		p.matches = append(p.matches, m)
		if compare.Class(m.Class).Claims() {
			p.claimed += len([]rune(m.SpanB.Of(p.b.Text)))
		}
	}
	sort.SliceStable(out, func(i, j int) bool { return out[i].claimed > out[j].claimed })
	return out
}

func (a *app) printOverlaps(o overlaps) {
	pairs := o.pairs()
	n := 0
	for _, p := range pairs {
		if p.claimed == 0 {
			continue
		}
		n++
		a.printf("%s\n", pairTitle(p))
		for _, m := range p.matches {
			a.printf("　　%s（%d 字）“%s”\n", compare.Class(m.Class).Label(), len([]rune(m.SpanB.Of(p.b.Text))), shorten(oneLine(m.SpanB.Of(p.b.Text)), 60))
		}
	}
	if n == 0 {
		a.printf("没有发现需要核对的雷同。\n")
	} else {
		a.printf("共 %d 对材料有雷同。用 wenjian compare 编号 编号 逐段对照。\n", n)
	}
	for _, d := range o.docs {
		for _, l := range d.Leaks {
			a.printf("串名：［%s］%s 中出现“%s”%s\n", d.ID, orUnknown(d.Title.Value), l.Name, leakFrom(l))
		}
	}
}

func leakFrom(l corpus.Leak) string {
	if l.From == "" {
		return ""
	}
	return "（见 " + l.From + "）"
}

func pairTitle(p pair) string {
	who := func(d *corpus.Document) string {
		return "［" + d.ID + "］" + orUnknown(d.Unit.Name) + "《" + orUnknown(d.Title.Value) + "》"
	}
	return who(p.a) + "\n　与" + who(p.b)
}

// printPair shows the shared passages of two documents one under the other.
func (a *app) printPair(o overlaps) {
	if len(o.matches) == 0 {
		a.printf("［%s］与［%s］没有雷同。\n", o.docs[0].ID, o.docs[1].ID)
		return
	}
	for _, p := range o.pairs() {
		a.printf("%s\n\n", pairTitle(p))
		for i, m := range p.matches {
			a.printf("%d. %s\n", i+1, compare.Class(m.Class).Label())
			a.printf("  ［%s］%s\n", p.a.ID, oneLine(m.SpanA.Of(p.a.Text)))
			a.printf("  ［%s］%s\n", p.b.ID, oneLine(m.SpanB.Of(p.b.Text)))
			for _, s := range m.Slots {
				a.printf("  改动：“%s”→“%s”\n", oneLine(s.TextA), oneLine(s.TextB))
			}
			a.printf("\n")
		}
	}
}

// shorten cuts s to n code points.
func shorten(s string, n int) string {
	if r := []rune(s); len(r) > n {
		return string(r[:n]) + "…"
	}
	return s
}
