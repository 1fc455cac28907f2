package ingest

import (
	"html"

	"wenjian/corpus"
	"wenjian/ingest/page"
)

// cleaners lists the steps of Clean in order. Each is a pure function from a
// Text to the edits it needs.
var cleaners = []func(text string) []corpus.Edit{
	entities,
	pinyin,
	noiseLines,
	pagerDigits,
	wraps,
}

// Clean removes web noise, hard wraps and pager digits from a draft.
// Everything removed or repaired is added to its Removals.
func Clean(d page.Draft) page.Draft {
	for _, edits := range cleaners {
		d = d.Edited(edits(d.Text))
	}
	return d
}

// noiseLines finds the lines that are no part of the document.
func noiseLines(text string) []corpus.Edit {
	ls := splitLines(text)
	total := 0
	for _, l := range ls {
		if !l.blank() {
			total++
		}
	}
	var edits []corpus.Edit
	n := 0
	for _, l := range ls {
		if l.blank() {
			continue
		}
		n++
		end := n > total-edgeLines
		if why := noiseOf(l.fold, n <= edgeLines || end, end); why != "" {
			edits = append(edits, corpus.Edit{Span: corpus.Span{Start: l.from, End: l.to}, Why: why})
		}
	}
	return edits
}

// pagerDigits finds page numbers glued to the text that follows: 1 2 3 4 5二是.
func pagerDigits(text string) []corpus.Edit {
	var edits []corpus.Edit
	for _, l := range splitLines(text) {
		if n := pageNumbers(l.text); n > 0 {
			edits = append(edits, corpus.Edit{Span: corpus.Span{Start: l.Start, End: l.Start + n}, Why: whyPager})
		}
	}
	return edits
}

var entity = re(`&(?:[a-zA-Z]{2,8}|#\d{1,7}|#x[0-9a-fA-F]{1,6});(?:amp;)?`)

// entities finds HTML entities that a careless copy left in the text.
func entities(text string) []corpus.Edit {
	var edits []corpus.Edit
	for _, m := range entity.FindAllStringIndex(text, -1) {
		was := text[m[0]:m[1]]
		if now := html.UnescapeString(was); now != was {
			edits = append(edits, corpus.Edit{Span: corpus.Span{Start: m[0], End: m[1]}, New: page.Visible(now), Why: "entity"})
		}
	}
	return edits
}

// annotation matches the pronunciation that some converters put behind a
// character: 黨(dǎng), W(xué).
var annotation = re(`[\p{Han}A-Za-z](\((?:zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])?[aeiouüvāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ]{1,3}(?:ng|n|r)?\))`)

var toned = re(`[āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ]`)

// pinyin finds pronunciations in brackets. A tone mark proves them; without
// one they count only in a text that has some with tone marks.
func pinyin(text string) []corpus.Edit {
	found := annotation.FindAllStringSubmatchIndex(text, -1)
	proven := 0
	for _, m := range found {
		if toned.MatchString(text[m[2]:m[3]]) {
			proven++
		}
	}
	var edits []corpus.Edit
	for _, m := range found {
		if proven >= 3 && m[3]-m[2] > len("(a)") || toned.MatchString(text[m[2]:m[3]]) {
			edits = append(edits, corpus.Edit{Span: corpus.Span{Start: m[2], End: m[3]}, Why: "pinyin"})
		}
	}
	return edits
}
