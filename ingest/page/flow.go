package page

import (
	"errors"
	"strings"
	"unicode/utf8"

	"wenjian/corpus"
	"wenjian/internal/zh"
)

// The reasons why text of a word-processor document or PDF is not reading text.
const (
	WhyHeader      = "header"
	WhyFooter      = "footer"
	WhyPageNumber  = "page-number"
	WhyRevision    = "tracked-deletion"
	WhyHidden      = "hidden-text"
	WhyNoteMark    = "note-mark"   // the [1] in the text; the note itself stays, after its paragraph
	WhyPlaceholder = "placeholder" // the prompt of a form field that was not filled in
	WhyPhonetic    = "phonetic"
	WhyComment     = "comment"
)

// MaxFlow is the most text, in bytes, that a document may unfold to. Notes,
// list numbers and the like can be many times larger than the file.
const MaxFlow = MaxFileSize / 2

// ErrFlood says that a document unfolds to more than MaxFlow bytes of text or
// to more markup than any real one has.
var ErrFlood = errors.New("ingest: document unfolds beyond all measure")

// A Flow is the text of a document, or of one paragraph, while it is built:
// everything the file shows, and which parts of it are to be cut.
type Flow struct {
	Text  []byte
	Drops []corpus.Edit // ordered, not overlapping
}

// Write appends s; it is cut for the reason why unless that is empty.
func (f *Flow) Write(s, why string) {
	if s == "" {
		return
	}
	if !utf8.ValidString(s) {
		s = strings.ToValidUTF8(s, "\uFFFD")
	}
	from := len(f.Text)
	f.Text = append(f.Text, s...)
	if why != "" {
		f.drop(corpus.Span{Start: from, End: len(f.Text)}, why)
	}
}

func (f *Flow) drop(s corpus.Span, why string) {
	if k := len(f.Drops) - 1; k >= 0 && f.Drops[k].End == s.Start && f.Drops[k].Why == why {
		f.Drops[k].End = s.End
		return
	}
	f.Drops = append(f.Drops, corpus.Edit{Span: s, Why: why})
}

// Add appends all of g with what is cut in it.
func (f *Flow) Add(g *Flow) {
	from := len(f.Text)
	f.Text = append(f.Text, g.Text...)
	for _, d := range g.Drops {
		f.drop(d.Shift(from), d.Why)
	}
}

// Cut marks all of f that is not cut yet for the reason why.
func (f *Flow) Cut(why string) {
	was := f.Drops
	f.Drops = nil
	at := 0
	gap := func(to int) {
		if at < to {
			f.drop(corpus.Span{Start: at, End: to}, why)
		}
	}
	for _, d := range was {
		gap(d.Start)
		f.drop(d.Span, d.Why)
		at = d.End
	}
	gap(len(f.Text))
}

// isCut reports whether f holds text but nothing of it that shows will stay.
func (f *Flow) isCut() bool {
	at := 0
	for _, d := range f.Drops {
		if !IsBlank(string(f.Text[at:d.Start])) {
			return false
		}
		at = d.End
	}
	return len(f.Drops) > 0 && IsBlank(string(f.Text[at:]))
}

// EndLine ends the line, if one has begun; the line end goes with what it
// ends: a line that is cut whole takes it along.
func (f *Flow) EndLine() {
	n := len(f.Text)
	if n == 0 || f.Text[n-1] == '\n' {
		return
	}
	f.Write("\n", f.cutLine())
}

// AddLine appends g as a line of its own; an empty g makes an empty line.
func (f *Flow) AddLine(g *Flow) {
	f.EndLine()
	f.Add(g)
	f.Write("\n", f.cutLine())
}

// cutLine returns the reason for which the whole last line is cut, or "".
func (f *Flow) cutLine() string {
	start, at, why := 0, len(f.Text), ""
	for i := at - 1; i >= 0; i-- {
		if f.Text[i] == '\n' {
			start = i + 1
			break
		}
	}
	for k := len(f.Drops) - 1; k >= 0 && at > start; k-- {
		if f.Drops[k].End != at {
			return ""
		}
		at, why = f.Drops[k].Start, f.Drops[k].Why
	}
	if at > start {
		return ""
	}
	return why
}

// Page makes the finished flow a page; a flow that shows nothing is a *Failure.
func (f *Flow) Page(charset string) (Page, error) {
	d := Draft{Text: string(f.Text)}.Edited(f.Drops)
	d = d.Edited(Invisible(d.Text))
	if IsBlank(d.Text) {
		return Page{}, FailNoText()
	}
	return Page{Text: d.Text, Removals: d.Removals, Charset: charset}, nil
}

// Numbered puts the number that a list gives a paragraph before it. Chinese
// marks stand close to the text; a letter or a dot before a figure would run
// into it.
func (f *Flow) Numbered(label string) *Flow {
	if label == "" {
		return f
	}
	g := &Flow{}
	g.Write(label, "")
	last, _ := utf8.DecodeLastRuneInString(label)
	next, _ := utf8.DecodeRune(f.Text)
	word := IsASCIIAlnum(last) || zh.IsHan(last)
	if len(f.Text) > 0 && next != ' ' && next != '\t' && next != '\u3000' && (word || last < 0x80 && IsASCIIAlnum(next)) {
		g.Write(" ", "")
	}
	g.Add(f)
	return g
}

// IsASCIIAlnum reports whether r is a letter or digit of ASCII.
func IsASCIIAlnum(r rune) bool {
	return r >= '0' && r <= '9' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z'
}

// Unindented returns f without the white space it begins with.
func (f *Flow) Unindented() *Flow {
	n := 0
	for n < len(f.Text) && (f.Text[n] == ' ' || f.Text[n] == '\t') {
		n++
	}
	g := &Flow{Text: f.Text[n:]}
	for _, d := range f.Drops {
		if d.End > n {
			d.Span = corpus.Span{Start: max(0, d.Start-n), End: d.End - n}
			g.Drops = append(g.Drops, d)
		}
	}
	return g
}
