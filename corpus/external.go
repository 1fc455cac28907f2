package corpus

import (
	"maps"
	"sort"
	"unicode/utf8"
)

// External is a Document as it leaves the program: what `wenjian analyze
// --json` prints, one a line. Offsets are code points into Text, half open.
// The field names are a contract; they are described in docs/format.md.
type External struct {
	Source     string              `json:"source"`
	Ordinal    int                 `json:"ordinal"`
	ID         string              `json:"id,omitempty"`
	Title      string              `json:"title"`
	Kind       string              `json:"kind"`
	Unit       ExternalUnit        `json:"unit"`
	Superior   string              `json:"superior"`
	Date       string              `json:"date"`
	Campaign   string              `json:"campaign"`
	Text       string              `json:"text"`
	Sections   []ExternalSection   `json:"sections"`
	Activities []ExternalActivity  `json:"activities"`
	Figures    []ExternalFigure    `json:"figures"`
	Persons    []ExternalPerson    `json:"persons"`
	Leaks      []ExternalLeak      `json:"leaks"`
	Citations  []ExternalCitation  `json:"citations"`
	Exceptions []ExternalException `json:"exceptions"`
	Removals   []ExternalRemoval   `json:"removals"`
	Properties map[string]string   `json:"properties"` // of the file, as it says of itself: author, created …
}

// ExternalUnit is the unit of an External document.
type ExternalUnit struct {
	Name  string `json:"name"`
	Kind  string `json:"kind"`
	Level string `json:"level"`
}

// ExternalSection is a section of an External document.
type ExternalSection struct {
	Kind    string   `json:"kind"`
	Kinds   []string `json:"kinds"`
	Level   int      `json:"level"`
	Heading string   `json:"heading"`
	Start   int      `json:"start"`
	End     int      `json:"end"`
	Parent  int      `json:"parent"`
}

// ExternalActivity is an activity of an External document.
type ExternalActivity struct {
	Kind         string  `json:"kind"`
	Status       Status  `json:"status"`
	When         string  `json:"when"`
	Start        int     `json:"start"`
	End          int     `json:"end"`
	Quote        string  `json:"quote"`
	Place        string  `json:"place"`
	Actor        Actor   `json:"actor"`
	Participants int     `json:"participants"`
	Event        int     `json:"event"`
	Rule         string  `json:"rule"`
	Confidence   float64 `json:"confidence"`
}

// ExternalFigure is a figure of an External document; Value is null when masked.
type ExternalFigure struct {
	Measure string   `json:"measure"`
	Value   *float64 `json:"value"`
	Unit    string   `json:"unit"`
	Op      Op       `json:"op"`
	Norm    bool     `json:"norm"`
	Masked  bool     `json:"masked"`
	Start   int      `json:"start"`
	End     int      `json:"end"`
	Quote   string   `json:"quote"`
}

// ExternalPerson is a person of an External document.
type ExternalPerson struct {
	Name  string `json:"name"`
	Post  string `json:"post"`
	Start int    `json:"start"`
	End   int    `json:"end"`
}

// ExternalLeak is a leak of an External document.
type ExternalLeak struct {
	Name  string `json:"name"`
	Start int    `json:"start"`
	End   int    `json:"end"`
	Quote string `json:"quote"`
}

// ExternalCitation is a cited document of an External document.
type ExternalCitation struct {
	Title  string `json:"title"`
	Number string `json:"number"`
	Issuer string `json:"issuer"`
	Start  int    `json:"start"`
	End    int    `json:"end"`
	Quote  string `json:"quote"`
}

// ExternalException is a contradiction inside an External document.
type ExternalException struct {
	Kind   string   `json:"kind"`
	Says   string   `json:"says"`
	Start  int      `json:"start"`
	End    int      `json:"end"`
	Quote  string   `json:"quote"`
	Others [][2]int `json:"others"` // start and end of what contradicts it
}

// ExternalRemoval is a removal of an External document: Text stood before
// the code point Before.
type ExternalRemoval struct {
	Text   string `json:"text"`
	Why    string `json:"why"`
	Before int    `json:"before"`
	Now    string `json:"now,omitempty"` // the repaired characters that stand in its place
}

// External returns d in the form that leaves the program. d must pass Check.
func (d *Document) External() External {
	n := NewCodePoints(d.Text)
	x := External{
		Source: d.Source.Path, Ordinal: d.Ordinal, ID: d.ID, Title: d.Title.Value, Kind: d.Kind.Value,
		Unit: ExternalUnit{d.Unit.Name, d.Unit.Kind, d.Unit.Level}, Superior: d.Superior.Value, Date: d.Date.Value,
		Campaign: d.Campaign.Value, Text: d.Text,
		Sections:   make([]ExternalSection, 0, len(d.Sections)),
		Activities: make([]ExternalActivity, 0, len(d.Activities)),
		Figures:    make([]ExternalFigure, 0, len(d.Figures)),
		Persons:    make([]ExternalPerson, 0, len(d.Persons)),
		Leaks:      make([]ExternalLeak, 0, len(d.Leaks)),
		Citations:  make([]ExternalCitation, 0, len(d.Citations)),
		Exceptions: make([]ExternalException, 0, len(d.Exceptions)),
		Removals:   make([]ExternalRemoval, 0, len(d.Removals)),
		Properties: make(map[string]string, len(d.Source.Properties)),
	}
	maps.Copy(x.Properties, d.Source.Properties)
	for _, s := range d.Sections {
		e := ExternalSection{Kinds: append([]string{}, s.Kinds...), Level: s.Level, Heading: s.Heading.Of(d.Text), Start: n.At(s.Start), End: n.At(s.End), Parent: s.Parent}
		if len(s.Kinds) > 0 {
			e.Kind = s.Kinds[0]
		}
		x.Sections = append(x.Sections, e)
	}
	for _, a := range d.Activities {
		x.Activities = append(x.Activities, ExternalActivity{
			Kind: a.Kind, Status: a.Status, When: a.When, Start: n.At(a.Start), End: n.At(a.End), Quote: a.Of(d.Text),
			Place: a.Place, Actor: a.Actor, Participants: a.Participants, Event: a.Event, Rule: a.Rule, Confidence: a.Confidence,
		})
	}
	for _, f := range d.Figures {
		e := ExternalFigure{f.Measure, nil, f.Unit, f.Op, f.Norm, f.Masked, n.At(f.Start), n.At(f.End), f.Of(d.Text)}
		if v := f.Value; !f.Masked {
			e.Value = &v
		}
		x.Figures = append(x.Figures, e)
	}
	for _, p := range d.Persons {
		x.Persons = append(x.Persons, ExternalPerson{p.Name, p.Post, n.At(p.Start), n.At(p.End)})
	}
	for _, l := range d.Leaks {
		x.Leaks = append(x.Leaks, ExternalLeak{l.Name, n.At(l.Start), n.At(l.End), l.Of(d.Text)})
	}
	for _, c := range d.Citations {
		x.Citations = append(x.Citations, ExternalCitation{c.Title, c.Number, c.Issuer, n.At(c.Start), n.At(c.End), c.Of(d.Text)})
	}
	for _, e := range d.Exceptions {
		y := ExternalException{Kind: e.Kind, Says: e.Says, Start: n.At(e.Start), End: n.At(e.End), Quote: e.Of(d.Text), Others: make([][2]int, 0, len(e.Others))}
		for _, o := range e.Others {
			y.Others = append(y.Others, [2]int{n.At(o.Start), n.At(o.End)})
		}
		x.Exceptions = append(x.Exceptions, y)
	}
	for _, r := range d.Removals {
		x.Removals = append(x.Removals, ExternalRemoval{r.Text, r.Why, n.At(r.At.Start), r.At.Of(d.Text)})
	}
	return x
}

// codePointStep is how many bytes lie between two remembered counts.
const codePointStep = 256

// CodePoints converts byte offsets of one text to code-point offsets and back.
type CodePoints struct {
	text  string
	marks []int // code points before byte i*codePointStep, rounded up to a rune start
}

// NewCodePoints prepares the conversion for text, which must be valid UTF-8.
func NewCodePoints(text string) CodePoints {
	marks := make([]int, 0, len(text)/codePointStep+1)
	n := 0
	for i := range len(text) {
		if i%codePointStep == 0 {
			marks = append(marks, n)
		}
		if utf8.RuneStart(text[i]) {
			n++
		}
	}
	return CodePoints{text, append(marks, n)}
}

// At returns the number of code points before the byte offset i.
func (c CodePoints) At(i int) int {
	k := i / codePointStep
	n := c.marks[k]
	for j := k * codePointStep; j < i; j++ {
		if utf8.RuneStart(c.text[j]) {
			n++
		}
	}
	return n
}

// Byte returns the byte offset of code point n, len(text) when n is past the end.
func (c CodePoints) Byte(n int) int {
	k := sort.SearchInts(c.marks, n+1) - 1
	if k < 0 {
		return 0
	}
	have := c.marks[k]
	for i := k * codePointStep; i < len(c.text); i++ {
		if utf8.RuneStart(c.text[i]) {
			if have == n {
				return i
			}
			have++
		}
	}
	return len(c.text)
}
