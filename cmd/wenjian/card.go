package main

import (
	"fmt"
	"io"
	"strings"

	"wenjian/corpus"
)

// printCard prints what was found in d, for a person at a terminal.
func printCard(w io.Writer, d *corpus.Document, tax corpus.Taxonomy) {
	title := orUnknown(d.Title.Value)
	if d.ID != "" {
		fmt.Fprintf(w, "［%s］", d.ID)
	}
	fmt.Fprintf(w, "%s\n", title)
	fmt.Fprintf(w, "  来源 %s（第 %d 份）\n", d.Source.Path, d.Ordinal)
	fmt.Fprintf(w, "  单位 %s　类别 %s　层级 %s　文种 %s　日期 %s\n", orUnknown(d.Unit.Name), orUnknown(corpus.LabelOf(tax.Units, d.Unit.Kind)),
		orUnknown(corpus.LabelOf(tax.Levels, d.Unit.Level)), orUnknown(corpus.LabelOf(tax.Documents, d.Kind.Value)), orUnknown(d.Date.Value))
	if d.Superior.Value != "" || d.Campaign.Value != "" {
		fmt.Fprintf(w, "  上级 %s　主题活动 %s\n", orUnknown(d.Superior.Value), orUnknown(corpus.LabelOf(tax.Campaigns, d.Campaign.Value)))
	}
	printSections(w, d, tax)
	printActivities(w, d, tax)
	if len(d.Figures) > 0 {
		fmt.Fprintf(w, "  数据（%d 个）\n", len(d.Figures))
		for _, f := range d.Figures {
			fmt.Fprintf(w, "    %s　%s%s\n", corpus.LabelOf(tax.Measures, f.Measure), oneLine(f.Of(d.Text)), figureNote(f))
		}
	}
	for _, p := range d.Persons {
		fmt.Fprintf(w, "  人员 %s　%s\n", p.Name, p.Post)
	}
	printCitations(w, d)
	for _, l := range d.Leaks {
		fmt.Fprintf(w, "  串名 “%s”\n", l.Name)
	}
	printExceptions(w, d, tax)
	if len(d.Removals) > 0 {
		fmt.Fprintf(w, "  清理 %d 处（网页噪声、硬换行等，原文件原样保存）\n", len(d.Removals))
	}
	fmt.Fprintln(w)
}

func printSections(w io.Writer, d *corpus.Document, tax corpus.Taxonomy) {
	n := headed(d.Sections)
	if n == 0 {
		return
	}
	fmt.Fprintf(w, "  段落结构（%d 个标题）\n", n)
	for _, s := range d.Sections {
		if s.Heading.Empty() {
			continue
		}
		fmt.Fprintf(w, "    %s%s　〔%s〕\n", strings.Repeat("  ", max(0, s.Level-1)), oneLine(s.Heading.Of(d.Text)), sectionLabels(s, tax))
	}
}

// printActivities prints one line an event, however often it is told.
func printActivities(w io.Writer, d *corpus.Document, tax corpus.Taxonomy) {
	if len(d.Activities) == 0 {
		return
	}
	events := corpus.Happenings(d.Activities)
	fmt.Fprintf(w, "  活动（%d 项，提及 %d 处）\n", len(events), len(d.Activities))
	for _, h := range events {
		fmt.Fprintf(w, "    %s　%s", corpus.LabelOf(tax.Activities, h.Kind), h.Status.Label())
		for _, part := range h.Details() {
			fmt.Fprintf(w, "　%s", part)
		}
		fmt.Fprintf(w, "　“%s”\n", oneLine(h.Of(d.Text)))
	}
}

func printCitations(w io.Writer, d *corpus.Document) {
	if len(d.Citations) == 0 {
		return
	}
	fmt.Fprintf(w, "  引用文件（%d 处）\n", len(d.Citations))
	for _, c := range d.Citations {
		fmt.Fprintf(w, "    %s\n", c.Name())
	}
}

// printExceptions prints each contradiction with both places.
func printExceptions(w io.Writer, d *corpus.Document, tax corpus.Taxonomy) {
	if len(d.Exceptions) == 0 {
		return
	}
	fmt.Fprintf(w, "  疑点（%d 处，请核对）\n", len(d.Exceptions))
	for _, x := range d.Exceptions {
		fmt.Fprintf(w, "    %s：%s\n      原文 “%s”\n", corpus.LabelOf(tax.Exceptions, x.Kind), x.Says, oneLine(x.Of(d.Text)))
		for _, o := range x.Others {
			fmt.Fprintf(w, "      对照 “%s”\n", oneLine(o.Of(d.Text)))
		}
	}
}

func headed(ss []corpus.Section) int {
	n := 0
	for _, s := range ss {
		if !s.Heading.Empty() {
			n++
		}
	}
	return n
}

func sectionLabels(s corpus.Section, tax corpus.Taxonomy) string {
	labels := make([]string, 0, len(s.Kinds))
	for _, k := range s.Kinds {
		labels = append(labels, corpus.LabelOf(tax.Sections, k))
	}
	return orUnknown(strings.Join(labels, "＋"))
}

func figureNote(f corpus.Figure) string {
	switch {
	case f.Masked:
		return "（数字已被隐去）"
	case f.Norm:
		return "（指标或计划数）"
	}
	return ""
}

// orUnknown shows unknown as unknown.
func orUnknown(s string) string {
	if s == "" {
		return "未知"
	}
	return s
}

// oneLine joins the lines of s.
func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }
