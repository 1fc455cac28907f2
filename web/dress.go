package web

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"wenjian/corpus"
)

// signoffRunes is the longest line that is set to the right as a signature.
const signoffRunes = 30

// dress gives paragraphs the look of an official document: the title in the
// middle, headings by level, signature and date to the right.
func dress(ps []paragraph, d *corpus.Document) {
	for i := range ps {
		p := &ps[i]
		p.ID = "p-" + strconv.Itoa(i+1)
		if h, level := headingOf(d, p.Span); !h.Empty() {
			if runIn := p.End > h.End && strings.TrimSpace(d.Text[h.End:p.End]) != ""; !runIn {
				p.Level = max(1, level)
			}
			continue
		}
		switch {
		case i < 4 && isTitle(d, p.Span):
			p.Class = "dt"
		case inSignoff(d, p.Span) && utf8.RuneCountInString(p.Of(d.Text)) <= signoffRunes:
			p.Class = "so"
		}
	}
}

// isTitle reports whether the line is the document's title or a line of it.
func isTitle(d *corpus.Document, line corpus.Span) bool {
	if d.Title.Evidence.Overlap(line) > 0 {
		return d.Title.Evidence.Contains(line) || d.Title.Evidence.Len()*2 >= line.Len()
	}
	return d.Title.Evidence.Empty() && d.Title.Value != "" && strings.TrimSpace(line.Of(d.Text)) == d.Title.Value
}

// headingOf returns the heading that begins in line and its level.
func headingOf(d *corpus.Document, line corpus.Span) (corpus.Span, int) {
	for _, s := range d.Sections {
		if !s.Heading.Empty() && s.Heading.Start >= line.Start && s.Heading.Start < line.End {
			return s.Heading, s.Level
		}
	}
	return corpus.Span{}, 0
}

// inSignoff reports whether the line belongs to the last un-headed part.
func inSignoff(d *corpus.Document, line corpus.Span) bool {
	if n := len(d.Sections); n > 1 {
		last := d.Sections[n-1]
		return last.Heading.Empty() && last.Level == 0 && last.Contains(line)
	}
	return false
}

// outline lists the sections, each with the anchor of its first paragraph.
func outline(d *corpus.Document, tax corpus.Taxonomy, ps []paragraph) []outlineEntry {
	var out []outlineEntry
	for _, s := range d.Sections {
		e := outlineEntry{Heading: strings.TrimSpace(s.Heading.Of(d.Text)), Depth: min(2, max(0, s.Level-1))}
		var kinds []string
		for _, k := range s.Kinds {
			kinds = append(kinds, corpus.LabelOf(tax.Sections, k))
		}
		if s.Parent < 0 || !slices.Equal(s.Kinds, d.Sections[s.Parent].Kinds) { // a part of its parent needs no label of its own
			e.Kinds = strings.Join(kinds, "、")
		}
		if e.Heading == "" {
			e.Heading, e.Kinds = e.Kinds, ""
		}
		if e.Heading == "" {
			continue
		}
		for _, p := range ps {
			if p.End > s.Start {
				e.Anchor = p.ID
				break
			}
		}
		out = append(out, e)
	}
	return out
}

// runIns marks the headings that share a line with the text they head.
func runIns(d *corpus.Document) []mark {
	var out []mark
	for _, s := range d.Sections {
		if !s.Heading.Empty() {
			out = append(out, mark{Span: s.Heading, Class: "runin"})
		}
	}
	return out
}
