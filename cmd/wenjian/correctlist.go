package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"strings"
	"unicode/utf8"

	"wenjian/corpus"
	"wenjian/corpus/store"
	"wenjian/correct"
	"wenjian/report"
)

// listCorrections lists all corrections, or those of one document.
func (a *app) listCorrections(ctx context.Context, w *workspace, args []string, out string) error {
	list, err := w.store.AllCorrections(ctx)
	if len(args) == 1 {
		if _, err := w.store.Document(ctx, args[0]); errors.Is(err, store.ErrNotFound) {
			return notFoundf("没有编号为“%s”的材料。编号在 wenjian search 的结果里。", args[0])
		}
		list, err = w.store.CorrectionsOf(ctx, args[0])
	}
	if err != nil {
		return err
	}
	t := report.Table{Title: "人工更正"}
	for _, name := range []string{"序号", "材料", "更正", "原文", "状态", "更正人", "时间", "理由"} {
		t.Columns = append(t.Columns, report.Column{Name: name, Kind: report.Text})
	}
	t.Columns[0].Kind = report.Count
	for _, c := range list {
		document := report.Cell{}
		if c.Document != "" {
			document = report.Cell{Value: c.Document, Document: c.Document}
		}
		t.Rows = append(t.Rows, []report.Cell{
			{Value: int(c.ID)}, document, {Value: correct.Words(c, w.classifier.Taxonomy())}, {Value: oneLine(c.Anchor.Quote)},
			{Value: correct.State(c)}, {Value: c.Who}, {Value: c.Made.Local().Format("2006-01-02 15:04")}, {Value: c.Why},
		})
	}
	t.Notes = []string{"“找不到原文”的更正没有生效，仍然保存；请重新更正，或用 --undo 撤销。", "“—”表示原来的文件已不在库中，或已换成别的内容。"}
	return a.showTable(t, out)
}

// A lesson is one corrected document in the form of the annotated ones, as
// far as corrections go. Offsets are code points of Text, half open.
type lesson struct {
	ID         string           `json:"id"`
	Partial    bool             `json:"partial"` // only what was corrected is here; the rest of the text says nothing
	Kind       string           `json:"kind,omitempty"`
	Unit       string           `json:"unit,omitempty"`
	UnitKind   string           `json:"unit_kind,omitempty"`
	Date       string           `json:"date,omitempty"`
	Campaign   string           `json:"campaign,omitempty"`
	Text       string           `json:"text"`
	Headings   []lessonHeading  `json:"headings,omitempty"`
	Activities []lessonActivity `json:"activities,omitempty"`
	Figures    []lessonFigure   `json:"figures,omitempty"`
	Leaks      []lessonPlace    `json:"leaks,omitempty"`
	Wrong      []lessonWrong    `json:"wrong,omitempty"` // what the program found there and is not there
}

type lessonPlace struct {
	Start int    `json:"start"`
	End   int    `json:"end"`
	Quote string `json:"quote"`
}

type lessonHeading struct {
	lessonPlace
	Level int    `json:"level"`
	Kind  string `json:"kind"` // those of a fused heading joined with +
}

type lessonActivity struct {
	lessonPlace
	Kind   string        `json:"kind"`
	Status corpus.Status `json:"status"`
	When   string        `json:"when"`
}

type lessonFigure struct {
	lessonPlace
	Measure string   `json:"measure"`
	Value   *float64 `json:"value"`
	Norm    bool     `json:"norm"`
	Masked  bool     `json:"masked"`
}

type lessonWrong struct {
	lessonPlace
	Fact corpus.Fact `json:"fact"`
	Kind string      `json:"kind"`
}

// exportCorrections writes the corrected documents as training data, one a
// line.
func (a *app) exportCorrections(ctx context.Context, w *workspace, file string) error {
	all, err := w.store.AllCorrections(ctx)
	if err != nil {
		return err
	}
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	n, seen := 0, map[string]bool{}
	for _, c := range all {
		if c.Document == "" || !c.Undone.IsZero() || c.Lost || seen[c.Document] {
			continue
		}
		seen[c.Document] = true
		d, err := w.store.Document(ctx, c.Document)
		if err != nil {
			return err
		}
		mine, err := w.store.CorrectionsOf(ctx, c.Document)
		if err != nil {
			return err
		}
		if err := enc.Encode(newLesson(d, mine)); err != nil {
			return err
		}
		n++
	}
	if err := writeFile(file, func(to io.Writer) error { _, err := b.WriteTo(to); return err }); err != nil {
		return err
	}
	a.printf("%d 份有更正的材料已存为 %s。\n", n, file)
	return nil
}

// newLesson gathers what people said of d.
func newLesson(d *corpus.Document, corrections []corpus.Correction) lesson {
	l := lesson{ID: d.ID, Partial: true, Text: d.Text}
	said := func(by corpus.By) bool { _, ok := correct.Made(by); return ok }
	place := func(s corpus.Span) lessonPlace {
		start := utf8.RuneCountInString(d.Text[:s.Start])
		return lessonPlace{start, start + utf8.RuneCountInString(s.Of(d.Text)), s.Of(d.Text)}
	}
	for _, x := range []struct {
		to *string
		corpus.Label
	}{{&l.Kind, d.Kind}, {&l.Date, d.Date}, {&l.Campaign, d.Campaign}} {
		if said(x.By) {
			*x.to = x.Value
		}
	}
	if said(d.Unit.By) {
		l.Unit, l.UnitKind = d.Unit.Name, d.Unit.Kind
	}
	for _, s := range d.Sections {
		if said(s.By) && !s.Heading.Empty() {
			l.Headings = append(l.Headings, lessonHeading{place(s.Heading), s.Level, strings.Join(s.Kinds, "+")})
		}
	}
	for _, x := range d.Activities {
		if said(x.By) {
			l.Activities = append(l.Activities, lessonActivity{place(x.Span), x.Kind, x.Status, x.When})
		}
	}
	for _, f := range d.Figures {
		if said(f.By) {
			v := &f.Value
			if f.Masked {
				v = nil
			}
			l.Figures = append(l.Figures, lessonFigure{place(f.Span), f.Measure, v, f.Norm, f.Masked})
		}
	}
	for _, x := range d.Leaks {
		if said(x.By) {
			l.Leaks = append(l.Leaks, place(x.Span))
		}
	}
	for _, c := range corrections {
		kind := c.Was
		if c.Remove {
			kind = c.Value
		}
		if at, ok := correct.Find(d.Text, c.Anchor); ok && c.Undone.IsZero() && kind != "" && (c.Remove || c.Was != c.Value) {
			l.Wrong = append(l.Wrong, lessonWrong{place(at), c.Fact, kind})
		}
	}
	return l
}
