package main

import (
	"context"
	"fmt"
	"strings"

	"wenjian/corpus"
	"wenjian/index"
	"wenjian/report"
)

// mostSuggested is how many names are shown when nothing was found.
const mostSuggested = 5

func (a *app) printHits(res index.Result, tax corpus.Taxonomy) {
	if res.Total == 0 {
		a.printf("没有找到。可以换个说法，或减少条件。\n")
		return
	}
	shown := 0
	for _, h := range res.Hits {
		shown += 1 + len(h.Also)
	}
	a.printf("找到 %d 份材料", res.Total)
	if shown < res.Total {
		a.printf("，显示前 %d 份（--limit 0 显示全部）", shown)
	}
	a.printf("\n\n")
	bold := terminal(a.out)
	for _, h := range res.Hits {
		a.printf("［%s］%s\n", h.ID, marked(orUnknown(h.Title), h.TitleMarks, bold))
		a.printf("　　%s　%s　%s\n", orUnknown(h.Unit), orUnknown(corpus.LabelOf(tax.Documents, h.Kind)), orUnknown(h.Date))
		for _, s := range h.Snippets {
			a.printf("　　…%s…\n", marked(oneLineKeeping(s.Text), s.Marks, bold))
		}
		if len(h.Also) > 0 {
			a.printf("　　%s\n", alsoLine(h))
		}
	}
}

// alsoLine names the copies that were folded under h.
func alsoLine(h index.Hit) string {
	var names []string
	for _, c := range h.Also {
		names = append(names, "［"+c.ID+"］"+orUnknown(c.Unit))
	}
	return fmt.Sprintf("另有 %d 份雷同材料：%s", len(h.Also), strings.Join(names, "、"))
}

// printSuggestions names units that the reader may have meant.
func (a *app) printSuggestions(ctx context.Context, w *workspace, expression string) error {
	n, err := parseQuery(expression, w.classifier.Taxonomy())
	if err != nil {
		return err
	}
	known, err := index.UnitNames(ctx, w.store)
	if err != nil {
		return err
	}
	for _, name := range index.NamesIn(n) {
		if like := index.Suggest(name, known, mostSuggested); len(like) > 0 {
			a.printf("没有“%s”。您是不是要找：%s\n", name, strings.Join(like, "、"))
		}
	}
	return nil
}

// writeHits writes the hits as a table.
func (a *app) writeHits(ask searchAsk, res index.Result, tax corpus.Taxonomy) error {
	t := report.Table{Title: "检索结果", List: true, Columns: []report.Column{
		{Name: "材料编号", Kind: report.Text}, {Name: "标题", Kind: report.Text}, {Name: "单位", Kind: report.Text}, {Name: "文种", Kind: report.Text},
		{Name: "日期", Kind: report.Text}, {Name: "来源", Kind: report.Text}, {Name: "摘录", Kind: report.Text}, {Name: "雷同材料", Kind: report.Text},
	}}
	for _, h := range res.Hits {
		also := ""
		if len(h.Also) > 0 {
			also = alsoLine(h)
		}
		t.Rows = append(t.Rows, append(hitCells(h, tax), report.Cell{Value: also}))
	}
	t.Notes = []string{fmt.Sprintf("检索式：%s；共 %d 份材料。", orUnknown(ask.expression), res.Total)}
	if !ask.each {
		t.Notes = append(t.Notes, "整篇雷同的材料并在最早的一份，列在“雷同材料”一栏。")
	}
	if err := a.writeTable(ask.out, t, res.External()); err != nil {
		return err
	}
	if a.json {
		return a.printJSON(res.External())
	}
	a.printf("%s已存为 %s（%d 行）。\n", t.Title, ask.out, len(t.Rows))
	return nil
}

// hitCells is what every table says of a hit.
func hitCells(h index.Hit, tax corpus.Taxonomy) []report.Cell {
	text := func(s string) report.Cell {
		if s == "" {
			return report.Cell{}
		}
		return report.Cell{Value: s}
	}
	var excerpts []string
	for _, s := range h.Snippets {
		excerpts = append(excerpts, oneLineKeeping(s.Text))
	}
	title := text(h.Title)
	title.Document = h.ID
	return []report.Cell{
		{Value: h.ID}, title, text(h.Unit), text(corpus.LabelOf(tax.Documents, h.Kind)), text(h.Date), text(h.Source), text(strings.Join(excerpts, "……")),
	}
}

// oneLineKeeping puts s on one line without moving any code point.
func oneLineKeeping(s string) string {
	return strings.Map(func(r rune) rune {
		if r == '\n' || r == '\t' {
			return ' '
		}
		return r
	}, s)
}

// marked shows the marked code points of s: in bold on a terminal, in 【】 elsewhere.
func marked(s string, marks [][2]int, bold bool) string {
	open, shut := "【", "】"
	if bold {
		open, shut = "\x1b[1;31m", "\x1b[0m"
	}
	runes := []rune(s)
	var b strings.Builder
	at := 0
	for _, m := range marks {
		b.WriteString(string(runes[at:m[0]]) + open + string(runes[m[0]:m[1]]) + shut)
		at = m[1]
	}
	return b.String() + string(runes[at:])
}
