package main

import (
	"context"
	"errors"
	"sort"
	"strings"

	"github.com/spf13/cobra"

	"wenjian/compare"
	"wenjian/corpus"
	"wenjian/corpus/store"
	"wenjian/pipeline"
)

func newCompare(a *app) *cobra.Command {
	var against, rates string
	var width int
	var groups bool
	c := &cobra.Command{
		Use:   "compare [编号 编号]",
		Short: "查看材料之间的雷同",
		Long: `不带编号时列出工作区里全部雷同、流传范本和串名；带两个编号时逐段对照这两份材料，并列出谁先谁后的依据，终端够宽时左右并排。
--groups 把共用一段文字的材料归为一组，还原母本：公共的文字、各单位改动的空格、各单位自己写的话；后面写组编号看其中一组。
--against 拿工作区的材料与一个文件夹（往年材料、范文库、外地材料）比，文件夹里的文件不导入。
加 --json 时输出 JSON 行，格式见 docs/format.md；同时写 --rates 时另输出每份材料的规范表述和雷同率，含义见 docs/zh/雷同.md。`,
		Example: "  wenjian compare\n  wenjian compare 3 7\n  wenjian compare --groups\n  wenjian compare --groups 3\n  wenjian compare --against 范文库/",
		Args: func(_ *cobra.Command, args []string) error {
			switch {
			case groups && against != "":
				return usagef("--groups 与 --against 不能同时写。")
			case groups && len(args) > 1:
				return usagef("compare --groups 后面不写编号，或写一个组编号。")
			case groups:
				return nil
			case against != "" && len(args) > 0:
				return usagef("--against 与编号不能同时写。")
			case len(args) != 0 && len(args) != 2:
				return usagef("compare 后面不写编号，或写两个编号。")
			}
			return nil
		},
		RunE: func(c *cobra.Command, args []string) error {
			rules, err := a.rateRules(rates)
			if err != nil {
				return err
			}
			return a.inExisting(c.Context(), func(w *workspace) error {
				if groups {
					o, err := w.overlaps(c.Context(), nil)
					if err != nil {
						return err
					}
					return a.showGroups(o, strings.Join(args, ""))
				}
				var o overlaps
				if against != "" {
					o, err = a.overlapsAgainst(c.Context(), w, against)
				} else {
					o, err = w.overlaps(c.Context(), args)
				}
				switch {
				case err != nil:
					return err
				case a.json:
					return a.compareJSON(c.Context(), w, o, len(args) == 2, rates != "", rules)
				case len(args) == 2:
					return a.printPair(c.Context(), w, o, width)
				default:
					a.printOverlaps(o)
				}
				return nil
			})
		},
	}
	c.Flags().StringVar(&against, "against", "", "与这个文件夹里的材料比，不导入它们")
	c.Flags().BoolVar(&groups, "groups", false, "共用一段文字的材料归为一组，还原母本")
	c.Flags().StringVar(&rates, "rates", "", "雷同率的口径（standard、strict，或工作区 rates.json 里的名称）")
	c.Flags().IntVar(&width, "width", 0, "左右并排时的总宽度（列），默认与终端同宽")
	return c
}

// compareJSON prints everything as JSON lines: of two documents also who had
// it first, with rates also what rates leave out.
func (a *app) compareJSON(ctx context.Context, w *workspace, o overlaps, pair, rates bool, rules compare.Rates) error {
	if err := a.printOverlapsJSON(o); err != nil {
		return err
	}
	if pair {
		if err := a.printDirectionsJSON(ctx, w, o); err != nil {
			return err
		}
	}
	if !rates {
		return nil
	}
	if err := a.printOfficialJSON(o); err != nil {
		return err
	}
	return a.printRatesJSON(o, rules)
}

// printOfficialJSON prints the sanctioned wording of every document, which
// is in no match: nobody took it from a peer.
func (a *app) printOfficialJSON(o overlaps) error {
	for _, d := range o.docs {
		official, err := compare.OfficialSpans(d.Text, o.opt)
		if err != nil {
			return err
		}
		n := corpus.NewCodePoints(d.Text)
		for _, s := range official {
			if err := a.printJSON(officialLine{string(compare.Official), placeJSON{d.Source.Path, d.Ordinal, n.At(s.Start), n.At(s.End)}}); err != nil {
				return err
			}
		}
	}
	return nil
}

// overlaps is what the workspace knows about shared passages among docs.
type overlaps struct {
	docs    []*corpus.Document
	byID    map[string]*corpus.Document
	matches []store.Match
	opt     compare.Options
}

// overlaps loads all documents and matches, or those of the two IDs given.
func (w *workspace) overlaps(ctx context.Context, ids []string) (overlaps, error) {
	o := overlaps{byID: map[string]*corpus.Document{}}
	var err error
	if o.opt, err = pipeline.CompareOptions(ctx, w.store); err != nil {
		return o, err
	}
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
	officialLine struct {
		Type string `json:"type"`
		placeJSON
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

// printRatesJSON prints the rates of every document that shares something
// with an earlier one.
func (a *app) printRatesJSON(o overlaps, rules compare.Rates) error {
	ofLater := map[string][]store.Match{}
	for _, m := range o.matches {
		ofLater[m.B] = append(ofLater[m.B], m)
	}
	for _, d := range o.docs {
		if len(ofLater[d.ID]) == 0 {
			continue
		}
		rates, err := ratesOf(d, ofLater[d.ID], o.opt, rules.Rules)
		if err != nil {
			return err
		}
		if err := a.printJSON(rateLineOf(d, rates)); err != nil {
			return err
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
	n := 0
	for _, p := range o.pairs() {
		if p.claimed == 0 || p.onlyModels() {
			continue
		}
		n++
		a.printf("%s\n", pairTitle(p))
		for _, m := range p.matches {
			a.printf("　　%s（%d 字）“%s”\n", a.classLabel(m, p), len([]rune(m.SpanB.Of(p.b.Text))), shorten(oneLine(m.SpanB.Of(p.b.Text)), 60))
		}
	}
	models := a.printModels(o)
	switch {
	case n > 0:
		a.printf("共 %d 对材料有雷同。用 wenjian compare 编号 编号 逐段对照。\n", n)
	case models == 0:
		a.printf("没有发现需要核对的雷同。\n")
	}
	for _, d := range o.docs {
		for _, l := range d.Leaks {
			a.printf("串名：［%s］%s 中出现“%s”%s\n", d.ID, orUnknown(d.Title.Value), l.Name, leakFrom(l))
		}
	}
}

// classLabel names the class of m, in its colour on a terminal: red between
// units, blue for a unit's own past, grey for what is no copying.
func (a *app) classLabel(m store.Match, p pair) string {
	c := compare.Class(m.Class)
	return a.coloured(map[string]string{"p": "\x1b[31m", "s": "\x1b[34m", "x": "\x1b[2m"}[styleOf(c)], c.LabelBetween(p.a.Unit.Name, p.b.Unit.Name))
}

// onlyModels reports whether p shares nothing but model texts, which are
// printed once and not for every pair.
func (p pair) onlyModels() bool {
	for _, m := range p.matches {
		if c := compare.Class(m.Class); c.Claims() && c != compare.Circulating {
			return false
		}
	}
	return true
}

// between reports whether p shares anything that claims copying between two
// documents, not from a unit's own past.
func (p pair) between() bool {
	for _, m := range p.matches {
		if c := compare.Class(m.Class); c.Claims() && c != compare.Self {
			return true
		}
	}
	return false
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

// shorten cuts s to n code points.
func shorten(s string, n int) string {
	if r := []rune(s); len(r) > n {
		return string(r[:n]) + "…"
	}
	return s
}
