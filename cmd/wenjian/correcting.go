package main

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"wenjian/corpus"
	"wenjian/corpus/store"
	"wenjian/correct"
)

// A correcting is what a person says of a document, before its words are
// looked up: kinds may be labels or aliases, the place is a quote.
type correcting struct {
	Document   string
	Correction corpus.Correction // Fact, Remove, Was, Value, Set, Who, Why
	Quote      string
	Nth        int // which of the places that have the quote, from 1; 0 where there is but one
}

// An ambiguity is a quote that stands at several places.
type ambiguity struct{ places []string }

func (e *ambiguity) Error() string {
	lines := make([]string, len(e.places))
	for i, p := range e.places {
		lines[i] = fmt.Sprintf("  第 %d 处：%s", i+1, p)
	}
	return fmt.Sprintf("这段文字在原文里有 %d 处：\n%s\n请把引文写长些，或用 --nth 指明第几处。", len(e.places), strings.Join(lines, "\n"))
}

// prepare looks up what c says: the correction is then ready to be stored.
func (w *workspace) prepare(ctx context.Context, c correcting) (corpus.Correction, *corpus.Document, error) {
	out := c.Correction
	d, err := w.store.Document(ctx, c.Document)
	if errors.Is(err, store.ErrNotFound) {
		return out, nil, notFoundf("没有编号为“%s”的材料。编号在 wenjian search 的结果里。", c.Document)
	}
	if err != nil {
		return out, nil, err
	}
	out.SHA256, out.Ordinal = d.Source.SHA256, d.Ordinal
	if err := w.kinds(&out); err != nil {
		return out, d, err
	}
	if out.Fact.InText() {
		at, err := placeOf(d.Text, c.Quote, c.Nth)
		if err != nil {
			return out, d, err
		}
		out.Anchor = correct.AnchorAt(d.Text, at)
		if err := complete(&out, d, at); err != nil {
			return out, d, err
		}
	} else if out.Path, err = w.onlyPath(ctx, d, out.Fact); err != nil {
		return out, d, err
	}
	if err := correct.Check(out, w.classifier.Taxonomy()); err != nil {
		return out, d, usagef("%v。", err)
	}
	return out, d, nil
}

// kinds turns the names of kinds into IDs.
func (w *workspace) kinds(c *corpus.Correction) error {
	list := map[corpus.Fact]string{
		corpus.FactActivity: "activities", corpus.FactFigure: "measures", corpus.FactSection: "sections", corpus.FactKind: "documents", corpus.FactCampaign: "campaigns",
	}[c.Fact]
	tax := w.classifier.Taxonomy()
	known := map[string][]corpus.Kind{
		"activities": tax.Activities, "measures": tax.Measures, "sections": tax.Sections, "documents": tax.Documents, "campaigns": tax.Campaigns, "units": tax.Units,
	}
	find := func(list, name string) (string, error) {
		id := resolve(w.classifier, list, name)
		if _, ok := corpus.Find(known[list], id); !ok && name != "" {
			return "", usagef("没有“%s”这个种类。运行 wenjian taxonomy list %s 查看；要新增，用 wenjian taxonomy add。", name, list)
		}
		return id, nil
	}
	var err error
	if kind, ok := c.Set[corpus.SetUnitKind]; ok && c.Fact == corpus.FactUnit {
		if c.Set[corpus.SetUnitKind], err = find("units", kind); err != nil {
			return err
		}
	}
	if list == "" {
		return nil
	}
	values := strings.FieldsFunc(c.Value, func(r rune) bool { return r == '+' || r == '＋' })
	for i, v := range values {
		if values[i], err = find(list, strings.TrimSpace(v)); err != nil {
			return err
		}
	}
	c.Value = strings.Join(values, "+")
	c.Was, err = find(list, c.Was)
	return err
}

// placeOf returns where a text has a quote.
func placeOf(text, quote string, nth int) (corpus.Span, error) {
	places := correct.Occurrences(text, quote)
	switch {
	case strings.TrimSpace(quote) == "":
		return corpus.Span{}, usagef("缺少 --at。请引用原文里的一段文字，说明更正的是哪里。")
	case len(places) == 0:
		return corpus.Span{}, usagef("原文里没有“%s”。请从正文里照抄一段（wenjian show 编号 --text 查看正文）。", shorten(quote, 60))
	case nth > len(places) || nth < 0:
		return corpus.Span{}, usagef("原文里“%s”只有 %d 处。", shorten(quote, 60), len(places))
	case nth > 0:
		return places[nth-1], nil
	case len(places) == 1:
		return places[0], nil
	}
	e := &ambiguity{}
	for _, p := range places {
		a := correct.AnchorAt(text, p)
		e.places = append(e.places, "…"+oneLine(a.Before)+"【"+oneLine(a.Quote)+"】"+oneLine(a.After)+"…")
	}
	return corpus.Span{}, &exitError{exitUsage, e.Error()}
}

// complete says what the program finds at the place, and refuses a
// correction that does not say enough to stand alone.
func complete(c *corpus.Correction, d *corpus.Document, at corpus.Span) error {
	switch c.Fact {
	case corpus.FactActivity:
		finds := func(kind string) bool {
			return kind != "" && slices.ContainsFunc(d.Activities, func(x corpus.Activity) bool { return x.Overlap(at) > 0 && x.Kind == kind })
		}
		there := finds(c.Value) || finds(c.Was)
		switch {
		case c.Remove && !there:
			return usagef("这里没有识别出“%s”，不用去掉。运行 wenjian show %s --why 查看识别出的内容。", c.Value, d.ID)
		case !there && c.Was != "":
			return usagef("这里没有识别出“%s”。运行 wenjian show %s --why 查看识别出的内容。", c.Was, d.ID)
		case !there && c.Set[corpus.SetStatus] == "":
			return usagef("这里原来没有识别出“%s”。要补上这一处，请用 --status 写明开展情况：%s。", c.Value, statusWords())
		case !finds(c.Was):
			c.Was = ""
		}
	case corpus.FactFigure:
		for _, f := range d.Figures {
			if f.Overlap(at) > 0 {
				c.Was = f.Measure
				if c.Value == "" {
					c.Value = f.Measure
				}
				return nil
			}
		}
		if c.Remove || c.Value == "" {
			return usagef("这里没有识别出数据。要补上，请用 --figure 写明指标、--value 写明数值。")
		}
	case corpus.FactSection:
		if len(d.Sections) == 0 {
			return usagef("这份材料没有识别出段落结构，不能更正段落种类。")
		}
	case corpus.FactLeak:
		for _, l := range d.Leaks {
			if l.Overlap(at) > 0 {
				c.Was, c.Value = l.Name, l.Name
				return nil
			}
		}
		if c.Remove {
			return usagef("这里没有识别出串名，不用去掉。")
		}
		c.Value = oneLine(c.Anchor.Quote)
	}
	return nil
}

// onlyPath returns the path that a correction of the unit or the date is for
// when others handed in the same bytes: what one of them says of itself is
// not said of the others.
func (w *workspace) onlyPath(ctx context.Context, d *corpus.Document, f corpus.Fact) (string, error) {
	if f != corpus.FactUnit && f != corpus.FactDate {
		return "", nil
	}
	same, err := w.store.IdenticalTo(ctx, d.ID)
	if err != nil || len(same) == 0 {
		return "", err
	}
	return d.Source.Path, nil
}

// correctAll stores corrections, but for those that are in force already,
// applies them and brings everything up to date. It returns the new ones'
// IDs.
func (w *workspace) correctAll(ctx context.Context, all ...corpus.Correction) ([]int64, error) {
	var fresh []corpus.Correction
	for _, c := range all {
		have, err := w.store.Corrections(ctx, c.SHA256)
		if err != nil {
			return nil, err
		}
		if !slices.ContainsFunc(append(have, fresh...), func(h corpus.Correction) bool { return sameCorrection(h, c) }) {
			fresh = append(fresh, c)
		}
	}
	if len(fresh) == 0 {
		return nil, nil
	}
	ids, err := w.store.AddCorrections(ctx, fresh...)
	if err != nil {
		return nil, err
	}
	return ids, w.settle(ctx)
}

// settle reads again what is due and brings the projections up to date.
func (w *workspace) settle(ctx context.Context) error {
	if _, err := w.rereadDue(ctx); err != nil {
		return err
	}
	return w.pipe.CatchUp(ctx)
}

// sameCorrection reports whether two corrections say the same of the same place.
func sameCorrection(a, b corpus.Correction) bool {
	if a.SHA256 != b.SHA256 || a.Path != b.Path || a.Ordinal != b.Ordinal || a.Fact != b.Fact || a.Remove != b.Remove || a.Value != b.Value || len(a.Set) != len(b.Set) || a.Anchor != b.Anchor {
		return false
	}
	for k, v := range a.Set {
		if b.Set[k] != v {
			return false
		}
	}
	return true
}

// An elsewhere is another place that has the sentence of a correction.
type elsewhere struct {
	document   *corpus.Document
	sentence   string
	correction corpus.Correction
}

// everywhere finds the other places of the workspace that have the sentence
// around a correction, word for word, and returns the correction for each.
func (w *workspace) everywhere(ctx context.Context, c corpus.Correction, d *corpus.Document) ([]elsewhere, error) {
	at, ok := correct.Find(d.Text, c.Anchor)
	if !ok {
		return nil, nil
	}
	sentence := sentenceAround(d, at)
	words := sentence.Of(d.Text)
	inside := correct.Occurrences(words, at.Of(d.Text))
	nth := slices.IndexFunc(inside, func(s corpus.Span) bool { return s.Shift(sentence.Start) == at })
	if nth < 0 {
		return nil, nil
	}
	var out []elsewhere
	for b, err := range w.store.Bodies(ctx) {
		if err != nil {
			return nil, err
		}
		found := correct.Occurrences(b.Text, words)
		if len(found) == 0 {
			continue
		}
		x, err := w.store.Document(ctx, b.Document)
		if err != nil {
			return nil, err
		}
		for _, s := range found {
			if x.ID == d.ID && s == sentence || x.Source.SHA256 == d.Source.SHA256 && x.ID != d.ID {
				continue // its own place; what has the same bytes is corrected with it
			}
			places := correct.Occurrences(s.Of(x.Text), at.Of(d.Text))
			if nth >= len(places) {
				continue
			}
			o := c
			o.SHA256, o.Path, o.Ordinal = x.Source.SHA256, "", x.Ordinal
			o.Anchor = correct.AnchorAt(x.Text, places[nth].Shift(s.Start))
			out = append(out, elsewhere{x, s.Of(x.Text), o})
		}
	}
	return out, nil
}

// sentenceAround returns the sentences of d that a stretch touches, or the
// stretch itself where there are none.
func sentenceAround(d *corpus.Document, at corpus.Span) corpus.Span {
	s := at
	for _, x := range d.Sentences {
		if x.Overlap(at) > 0 {
			s.Start, s.End = min(s.Start, x.Start), max(s.End, x.End)
		}
	}
	return s
}

// statusWords lists the statuses as a person may write them.
func statusWords() string {
	var words []string
	for _, s := range corpus.Statuses() {
		words = append(words, string(s)+"（"+s.Label()+"）")
	}
	return strings.Join(words, "、")
}

// statusOf returns the status that a word means.
func statusOf(word string) (string, bool) {
	for _, s := range corpus.Statuses() {
		if word == string(s) || word == s.Label() {
			return string(s), true
		}
	}
	return "", false
}
