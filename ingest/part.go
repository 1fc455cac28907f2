package ingest

import (
	"strings"
)

// joined makes a page of documents that a file itself keeps apart: the sheets
// of a workbook, the rows of a table. Split returns them as they are.
// A blank one goes with its neighbour.
func joined(drafts []Draft) Page {
	var p Page
	var text strings.Builder
	drafts = filled(drafts)
	for _, d := range drafts {
		for _, r := range d.Removals {
			r.At = r.At.Shift(text.Len())
			p.Removals = append(p.Removals, r)
		}
		text.WriteString(d.Text)
	}
	p.Text = text.String()
	if len(drafts) > 1 {
		p.Parts = drafts
	} else if len(drafts) == 1 {
		p.Title = drafts[0].Title
	}
	return p
}

// filled returns drafts with the blank ones joined to the ones before them,
// or behind them at the head.
func filled(drafts []Draft) []Draft {
	out := make([]Draft, 0, len(drafts))
	for _, d := range drafts {
		if k := len(out) - 1; k >= 0 && (isBlank(d.Text) || isBlank(out[k].Text)) {
			if isBlank(out[k].Text) {
				out[k].Title = d.Title
			}
			n := len(out[k].Text)
			out[k].Text += d.Text
			for _, r := range d.Removals {
				r.At = r.At.Shift(n)
				out[k].Removals = append(out[k].Removals, r)
			}
			continue
		}
		out = append(out, d)
	}
	return out
}

// draft returns what f holds as a document.
func (f *flow) draft(title string) Draft {
	d := Draft{Title: title, Text: string(f.text)}.edited(f.drops)
	return d.edited(invisible(d.Text))
}

// cutText adds s, all of it cut for the reason why, as a line.
func (f *flow) cutText(s, why string) {
	if s != "" {
		f.write(s+"\n", why)
	}
}
