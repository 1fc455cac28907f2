package office

import (
	"bytes"
	"slices"
	"strings"
	"unicode"

	"wenjian/corpus"
	"wenjian/ingest/page"
)

// WhyContents is the reason for cutting a table of contents: it says nothing
// that the headings do not say, and would be read as headings.
const WhyContents = "toc"

// isContentsHeading reports whether a line is what stands above a table of contents.
func isContentsHeading(line string) bool {
	switch strings.ToLower(strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return -1
		}
		return r
	}, line)) {
	case "目录", "目次", "目錄", "contents", "tableofcontents", "[目录]", "【目录】", "目录：", "目录:":
		return true
	}
	return false
}

// settleContents ends the cutting of tables of contents in f: the heading
// above one goes with it. They all stay when one has no end (lost), because
// it would swallow the document, and when nothing else is in the document.
func settleContents(f *page.Flow, lost bool) {
	isContents := func(d corpus.Edit) bool { return d.Why == WhyContents }
	if !slices.ContainsFunc(f.Drops, isContents) {
		return
	}
	out := make([]corpus.Edit, 0, len(f.Drops)+1)
	for _, d := range f.Drops {
		floor := 0
		if k := len(out); k > 0 {
			floor = out[k-1].End
		}
		if h := headingAbove(f.Text, floor, d.Start); isContents(d) && !h.Empty() {
			if h.End == d.Start {
				d.Start = h.Start
			} else {
				out = append(out, corpus.Edit{Span: h, Why: WhyContents})
			}
		}
		out = append(out, d)
	}
	if lost || !staysText(f.Text, out) {
		out = slices.DeleteFunc(f.Drops, isContents)
	}
	f.Drops = out
}

// headingAbove returns the last line that is not blank between floor and at,
// with the blank ones behind it, when it is the heading of a table of contents.
func headingAbove(text []byte, floor, at int) corpus.Span {
	above := bytes.TrimRight(text[floor:at], " \t\r\n\u3000")
	start := floor
	if i := bytes.LastIndexByte(above, '\n'); i >= 0 {
		start += i + 1
	}
	if at > 0 && text[at-1] != '\n' || start == floor && floor > 0 && text[floor-1] != '\n' || !isContentsHeading(string(text[start:at])) {
		return corpus.Span{}
	}
	return corpus.Span{Start: start, End: at}
}

// staysText reports whether anything of text that shows is left without drops.
func staysText(text []byte, drops []corpus.Edit) bool {
	at := 0
	for _, d := range drops {
		if !page.IsBlank(string(text[at:d.Start])) {
			return true
		}
		at = d.End
	}
	return !page.IsBlank(string(text[at:]))
}
