package ingest

import (
	"wenjian/corpus"
	"wenjian/ingest/mojibake"
	"wenjian/ingest/page"
)

// cleaners lists the steps of Clean in order. Each is a pure function from a
// draft to the edits it needs.
var cleaners = []func(d page.Draft) []corpus.Edit{
	onText(mojibake.Entities),
	onText(mojibake.Misread),
	onText(mojibake.Pinyin),
	onText(mojibake.LostLeads),
	typedContents,
	noiseLines,
	buttons,
	pagerDigits,
	chunkNumbers,
	wraps,
}

// Clean removes web noise, hard wraps and pager digits from a draft.
// Everything removed or repaired is added to its Removals.
func Clean(d page.Draft) page.Draft {
	for _, edits := range cleaners {
		d = d.Edited(edits(d))
	}
	return d
}

// noiseLines finds the lines that are no part of the document.
func noiseLines(d page.Draft) []corpus.Edit {
	ls := splitLines(d.Text)
	var edits []corpus.Edit
	for i, why := range noiseOfLines(ls) {
		if why != "" {
			edits = append(edits, corpus.Edit{Span: corpus.Span{Start: ls[i].from, End: ls[i].to}, Why: why})
		}
	}
	return edits
}

// pagerDigits finds page numbers glued to the text that follows: 1 2 3 4 5二是.
func pagerDigits(d page.Draft) []corpus.Edit {
	var edits []corpus.Edit
	for _, l := range splitLines(d.Text) {
		if n := pageNumbers(l.text); n > 0 {
			edits = append(edits, corpus.Edit{Span: corpus.Span{Start: l.Start, End: l.Start + n}, Why: whyPager})
		}
	}
	return edits
}
