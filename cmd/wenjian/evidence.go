package main

import (
	"bytes"
	"context"
	_ "embed"
	"errors"
	"fmt"
	"html/template"
	"os"
	"path/filepath"
	"sort"
	"strings"

	"github.com/spf13/cobra"

	"wenjian/compare"
	"wenjian/corpus"
	"wenjian/corpus/store"
	"wenjian/pipeline"
	"wenjian/web"
)

// evidencePage is the evidence file: one page without scripts or anything
// from elsewhere, so that it opens and prints the same on any machine, years
// later.
//
//go:embed evidence.html
var evidencePage string

func newReport(a *app) *cobra.Command {
	var out, rates string
	c := &cobra.Command{
		Use:   "report 编号 -o 文件.html|文件.docx",
		Short: "把一份材料的比对结果存成可打印的报告",
		Long: `把一份材料与其他材料相同的段落、雷同率、串名和全文存成一个网页文件：不联网、不含脚本，
任何电脑都能打开和打印，可以作为核实谈话的依据。文件名以 .docx 结尾的，存成同样内容的 Word 文档。`,
		Example: "  wenjian report 12 -o 比对报告.html",
		Args:    exactly(1, "材料编号"),
		RunE: func(c *cobra.Command, args []string) error {
			ext := strings.ToLower(filepath.Ext(out))
			if ext != ".html" && ext != ".htm" && ext != ".docx" {
				return usagef("请用 -o 写明要存的文件，文件名以 .html 或 .docx 结尾。")
			}
			rules, err := a.rateRules(rates)
			if err != nil {
				return err
			}
			return a.inExisting(c.Context(), func(w *workspace) error {
				e, err := w.evidence(c.Context(), args[0], rules)
				if err != nil {
					return err
				}
				render := e.render
				if ext == ".docx" {
					render = e.document
				}
				page, err := render()
				if err != nil {
					return err
				}
				if err := os.WriteFile(out, page, 0o600); err != nil {
					return fmt.Errorf("保存报告：%w", err)
				}
				a.printf("报告已存为 %s（%d 处相同的段落，%d 处串名）。\n", out, len(e.Matches), len(e.Leaks))
				return nil
			})
		},
	}
	c.Flags().StringVarP(&out, "output", "o", "", "报告文件（.html、.docx）")
	c.Flags().StringVar(&rates, "rates", "", "雷同率的口径（standard、strict，或工作区 rates.json 里的名称）")
	return c
}

// An evidence is all that the evidence file says of one document.
type evidence struct {
	ID, Title, Unit, Date, Source, SHA256 string
	Ordinal                               int
	RatesLabel                            string
	Rates                                 []rateEvidence
	Matches                               []matchEvidence
	Directions                            []directionEvidence
	Leaks                                 []leakEvidence
	Text                                  []markedText
	Version, Stamp                        string
}

type rateEvidence struct {
	Label, Percent, Note string
	Shared, Of           int
}

type matchEvidence struct {
	N, Chars                                                      int
	Label, OtherID, OtherUnit, OtherTitle, OtherDate, OtherSource string
	OtherEarlier                                                  bool
	Own, Other                                                    []pieceEvidence
	Figures                                                       string
}

type pieceEvidence struct {
	Text    string
	Changed bool
}

// A directionEvidence says who seems to have had the text first, of this
// document and one other.
type directionEvidence struct {
	OtherID, Verdict string
	Reasons          []string
}

type leakEvidence struct{ Name, Context, From string }

// markedText is a stretch of the text with its style: p peer, s self, x
// superior, o official, empty for none.
type markedText struct{ Text, Class string }

func (e evidence) render() ([]byte, error) {
	t, err := template.New("evidence").Parse(evidencePage)
	if err != nil {
		return nil, fmt.Errorf("evidence page: %w", err)
	}
	var b bytes.Buffer
	if err := t.Execute(&b, e); err != nil {
		return nil, fmt.Errorf("evidence page: %w", err)
	}
	return b.Bytes(), nil
}

// evidence gathers what is known of document id.
func (w *workspace) evidence(ctx context.Context, id string, rules compare.Rates) (evidence, error) {
	d, err := w.store.Document(ctx, id)
	if errors.Is(err, store.ErrNotFound) {
		return evidence{}, notFoundf("没有编号为“%s”的材料。编号在 wenjian search 的结果里。", id)
	}
	if err != nil {
		return evidence{}, err
	}
	e := evidence{ID: d.ID, Title: orUnknown(d.Title.Value), Unit: orUnknown(d.Unit.Name), Date: orUnknown(d.Date.Value),
		Source: d.Source.Path, SHA256: d.Source.SHA256, Ordinal: d.Ordinal, RatesLabel: rules.Label, Version: version}
	ms, err := w.store.Matches(ctx, id)
	if err != nil {
		return e, err
	}
	opt, err := pipeline.CompareOptions(ctx, w.store)
	if err != nil {
		return e, err
	}
	state, _, err := w.store.LastComparison(ctx)
	if err != nil {
		return e, err
	}
	e.Stamp = state.Stamp
	rates, err := ratesOf(d, ms, opt, rules.Rules)
	if err != nil {
		return e, err
	}
	for _, r := range rates {
		e.Rates = append(e.Rates, rateEvidence{r.Label, fmt.Sprintf("%.1f%%", 100*r.Share()), strings.TrimSpace(rateNote(r)), r.Shared, r.Of})
	}
	for i, m := range ms {
		x, err := w.matchEvidence(ctx, d, m)
		if err != nil {
			return e, err
		}
		x.N = i + 1
		e.Matches = append(e.Matches, x)
	}
	if e.Directions, err = w.directionEvidence(ctx, d, ms); err != nil {
		return e, err
	}
	for _, l := range d.Leaks {
		e.Leaks = append(e.Leaks, leakEvidence{l.Name, around(d.Text, l.Span), l.From})
	}
	e.Text, err = markText(d, ms, opt)
	return e, err
}

// matchEvidence turns a match so that d is on the left.
func (w *workspace) matchEvidence(ctx context.Context, d *corpus.Document, m store.Match) (matchEvidence, error) {
	earlier := m.B == d.ID
	if earlier {
		m = turned(m)
	}
	o, err := w.store.Document(ctx, m.B)
	if err != nil {
		return matchEvidence{}, err
	}
	x := matchEvidence{Chars: len([]rune(m.SpanA.Of(d.Text))), Label: compare.Class(m.Class).Label(), OtherID: o.ID, OtherUnit: orUnknown(o.Unit.Name),
		OtherTitle: orUnknown(o.Title.Value), OtherDate: o.Date.Value, OtherSource: o.Source.Path, OtherEarlier: earlier}
	for _, p := range pieces(d.Text, m.SpanA, m.Slots, sideA) {
		x.Own = append(x.Own, pieceEvidence{p.text, p.changed})
	}
	for _, p := range pieces(o.Text, m.SpanB, m.Slots, sideB) {
		x.Other = append(x.Other, pieceEvidence{p.text, p.changed})
	}
	x.Figures = strings.Join(quotes(d.Text, compare.EqualFigures(o.Text, d.Text, m.SpanB, m.SpanA)), "、")
	return x, nil
}

// directionEvidence weighs d with each document that it shares text with, in
// the order of matches.
func (w *workspace) directionEvidence(ctx context.Context, d *corpus.Document, ms []store.Match) (out []directionEvidence, err error) {
	byOther := map[string][]store.Match{}
	var others []string
	for _, m := range ms {
		other := m.A
		if other == d.ID {
			other = m.B
		}
		if byOther[other] == nil {
			others = append(others, other)
		}
		byOther[other] = append(byOther[other], m)
	}
	for _, id := range others {
		p := pair{a: d, matches: byOther[id]}
		if !p.between() {
			continue
		}
		if p.b, err = w.store.Document(ctx, id); err != nil {
			return nil, err
		}
		v, err := web.Direction(ctx, w.store, d, p.b, p.matches, [2]string{"本材料", "［" + id + "］"})
		if err != nil {
			return nil, err
		}
		x := directionEvidence{OtherID: id, Verdict: v.Verdict.Label("本材料", "［"+id+"］")}
		for _, r := range v.Reasons {
			x.Reasons = append(x.Reasons, r.Words)
		}
		out = append(out, x)
	}
	return out, nil
}

// around returns the words beside span.
func around(text string, span corpus.Span) string {
	const beside = 20 // characters
	before, after := []rune(text[:span.Start]), []rune(text[span.End:])
	return oneLine(string(before[max(0, len(before)-beside):])) + "【" + span.Of(text) + "】" + oneLine(string(after[:min(len(after), beside)]))
}

// markText cuts the text of d where its style changes. What is official
// wording shows as such inside whatever passage; of passages that overlap the
// one that weighs most shows.
func markText(d *corpus.Document, ms []store.Match, opt compare.Options) ([]markedText, error) {
	official, err := compare.OfficialSpans(d.Text, opt)
	if err != nil {
		return nil, err
	}
	type layer struct {
		corpus.Span
		class string
	}
	var layers []layer // later ones lie above
	for _, style := range []string{"s", "p", "x"} {
		for _, m := range ms {
			if m.B == d.ID && styleOf(compare.Class(m.Class)) == style {
				layers = append(layers, layer{m.SpanB, style})
			}
		}
	}
	for _, s := range official {
		layers = append(layers, layer{s, "o"})
	}
	cuts := []int{0, len(d.Text)}
	for _, l := range layers {
		cuts = append(cuts, l.Start, l.End)
	}
	sort.Ints(cuts)
	var out []markedText
	for i := 0; i+1 < len(cuts); i++ {
		at := corpus.Span{Start: cuts[i], End: cuts[i+1]}
		if at.Empty() {
			continue
		}
		class := ""
		for _, l := range layers {
			if l.Contains(at) {
				class = l.class
			}
		}
		if n := len(out); n > 0 && out[n-1].Class == class {
			out[n-1].Text += at.Of(d.Text)
		} else {
			out = append(out, markedText{at.Of(d.Text), class})
		}
	}
	return out, nil
}

func styleOf(c compare.Class) string {
	switch c {
	case compare.Self:
		return "s"
	case compare.Superior, compare.Official, compare.Common:
		return "x"
	}
	return "p"
}
