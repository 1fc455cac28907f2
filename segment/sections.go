package segment

import (
	"slices"

	"wenjian/corpus"
	"wenjian/internal/zh"
)

// Kinds of the un-headed parts, IDs of the section taxonomy.
const (
	preambleKind = "preamble"
	signoffKind  = "signoff"
)

// Sections returns the sections of text: headed ones with level, parent and
// heading span, and the un-headed preamble and signoff (Level 0, Kinds set to
// that one kind). Headed sections have no Kinds yet; classify decides them.
//
// Sections are in order of Start; a section ends where the next one of its
// level or an outer one begins, or at the sign-off, without trailing white
// space. Every section says by which rule it was found.
func Sections(text string) []corpus.Section {
	v := zh.NewView(text)
	o := newOutline(v.Text)
	sections := o.sections()
	for i := range sections {
		s := &sections[i]
		s.Span = corpus.Span{Start: v.At(s.Start), End: v.At(s.End)}
		s.Heading = corpus.Span{Start: v.At(s.Heading.Start), End: v.At(s.Heading.End)}
	}
	return sections
}

// A heading is a place of the folded text that was judged to be one.
type heading struct {
	start, end int // marker and phrase, with the 。 or : that ends a run-in
	style      style
	number     int
	level      int
	by         corpus.By
}

// An outline is what Sections finds out about one folded text, in order of
// its fields.
type outline struct {
	text     string
	lines    []line
	front    int         // lines before this index are title, masthead, salutation
	signoff  corpus.Span // empty when there is none
	headings []heading   // by start
}

func newOutline(text string) *outline {
	o := &outline{text: text, lines: splitLines(text)}
	o.front = frontLines(text, o.lines)
	o.signoff = findSignoff(text, o.lines[o.front:])
	numbered := judge(text, findCandidates(text, o.body(), o.signoff))
	o.headings = append(numbered, plainHeadings(text, o.body(), o.signoff, numbered)...)
	slices.SortStableFunc(o.headings, func(a, b heading) int { return a.start - b.start })
	adopt(text, o.headings)
	setLevels(o.headings)
	return o
}

// body returns the lines after title and salutation.
func (o *outline) body() []line { return o.lines[o.front:] }

// sections turns the outline into sections of the folded text.
func (o *outline) sections() []corpus.Section {
	var out []corpus.Section
	if p := o.preamble(); !p.Empty() {
		out = append(out, corpus.Section{Span: p, Heading: corpus.Span{Start: p.Start, End: p.Start}, Parent: -1,
			Kinds: []string{preambleKind}, By: corpus.By{Rule: "before-first-heading", Confidence: 0.9}})
	}
	var open []int // indexes into out, outermost first
	for i, h := range o.headings {
		if !o.signoff.Empty() && i > 0 && o.headings[i-1].start < o.signoff.Start && h.start >= o.signoff.Start {
			open = open[:0] // sections end at the sign-off: none contains what follows it
		}
		for len(open) > 0 && out[open[len(open)-1]].Level >= h.level {
			open = open[:len(open)-1]
		}
		s := corpus.Section{Span: corpus.Span{Start: h.start, End: o.sectionEnd(i)}, Heading: corpus.Span{Start: h.start, End: h.end},
			Level: h.level, Parent: -1, By: h.by}
		if len(open) > 0 {
			s.Parent = open[len(open)-1]
		}
		open = append(open, len(out))
		out = append(out, s)
	}
	if !o.signoff.Empty() {
		s := corpus.Section{Span: o.signoff, Heading: corpus.Span{Start: o.signoff.Start, End: o.signoff.Start}, Parent: -1,
			Kinds: []string{signoffKind}, By: corpus.By{Rule: "unit-and-date", Confidence: 0.9}}
		at, _ := slices.BinarySearchFunc(out, s.Start, func(s corpus.Section, start int) int { return s.Start - start })
		for i := range out {
			if out[i].Parent >= at {
				out[i].Parent++
			}
		}
		out = slices.Insert(out, at, s)
	}
	return out
}

// sectionEnd returns where the section of heading i ends.
func (o *outline) sectionEnd(i int) int {
	h, end := o.headings[i], len(o.text)
	for _, next := range o.headings[i+1:] {
		if next.level <= h.level {
			end = next.start
			break
		}
	}
	if !o.signoff.Empty() && h.start < o.signoff.Start {
		end = min(end, o.signoff.Start)
	}
	return max(h.end, trimRight(o.text, h.start, end))
}

// preamble returns the text between salutation and first heading. A text
// without headings has none: nothing says where its preamble would end.
func (o *outline) preamble() corpus.Span {
	if len(o.headings) == 0 || o.front >= len(o.lines) {
		return corpus.Span{}
	}
	start := o.lines[o.front].start
	return corpus.Span{Start: start, End: trimRight(o.text, start, o.headings[0].start)}
}
