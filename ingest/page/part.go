package page

import (
	"strings"
)

// Joined makes a page of documents that a file itself keeps apart: the sheets
// of a workbook, the rows of a table. Split returns them as they are.
// A blank one goes with its neighbour.
func Joined(drafts []Draft) Page {
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
		if k := len(out) - 1; k >= 0 && (IsBlank(d.Text) || IsBlank(out[k].Text)) {
			if IsBlank(out[k].Text) {
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

// Draft returns what f holds as a document.
func (f *Flow) Draft(title string) Draft {
	d := Draft{Title: title, Text: string(f.Text)}.Edited(f.Drops)
	return d.Edited(Invisible(d.Text))
}

// CutText adds s, all of it cut for the reason why, as a line.
func (f *Flow) CutText(s, why string) {
	if s != "" {
		f.Write(s+"\n", why)
	}
}
