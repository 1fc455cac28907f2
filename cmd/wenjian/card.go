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
	fmt.Fprintf(w, "  单位 %s　类别 %s　文种 %s　日期 %s\n", orUnknown(d.Unit.Name), orUnknown(corpus.LabelOf(tax.Units, d.Unit.Kind)),
		orUnknown(corpus.LabelOf(tax.Documents, d.Kind.Value)), orUnknown(d.Date.Value))
	if d.Superior.Value != "" || d.Campaign.Value != "" {
		fmt.Fprintf(w, "  上级 %s　主题活动 %s\n", orUnknown(d.Superior.Value), orUnknown(corpus.LabelOf(tax.Campaigns, d.Campaign.Value)))
	}
	if n := headed(d.Sections); n > 0 {
		fmt.Fprintf(w, "  段落结构（%d 个标题）\n", n)
		for _, s := range d.Sections {
			if s.Heading.Empty() {
				continue
			}
			fmt.Fprintf(w, "    %s%s　〔%s〕\n", strings.Repeat("  ", max(0, s.Level-1)), oneLine(s.Heading.Of(d.Text)), sectionLabels(s, tax))
		}
	}
	if len(d.Activities) > 0 {
		fmt.Fprintf(w, "  活动（提及 %d 次）\n", len(d.Activities))
		for _, a := range d.Activities {
			fmt.Fprintf(w, "    %s　%s", corpus.LabelOf(tax.Activities, a.Kind), a.Status.Label())
			if a.When != "" {
				fmt.Fprintf(w, "　%s", a.When)
			}
			fmt.Fprintf(w, "　“%s”\n", oneLine(a.Of(d.Text)))
		}
	}
	if len(d.Figures) > 0 {
		fmt.Fprintf(w, "  数据（%d 个）\n", len(d.Figures))
		for _, f := range d.Figures {
			fmt.Fprintf(w, "    %s　%s%s\n", corpus.LabelOf(tax.Measures, f.Measure), oneLine(f.Of(d.Text)), figureNote(f))
		}
	}
	for _, p := range d.Persons {
		fmt.Fprintf(w, "  人员 %s　%s\n", p.Name, p.Post)
	}
	for _, l := range d.Leaks {
		fmt.Fprintf(w, "  串名 “%s”\n", l.Name)
	}
	if len(d.Removals) > 0 {
		fmt.Fprintf(w, "  清理 %d 处（网页噪声、硬换行等，原文件原样保存）\n", len(d.Removals))
	}
	fmt.Fprintln(w)
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
