package eval

import (
	"strings"

	"wenjian/corpus"
)

// Facts are what is annotated, with spans of another reading of the text:
// of a section Heading, Level and Kinds, of an activity Span, Kind and Status,
// of a figure Span, Measure and Norm are set.
type Facts struct {
	Sections   []corpus.Section
	Activities []corpus.Activity
	Figures    []corpus.Figure
}

// On returns what is annotated as facts of text, a reading of the gold text
// that may lack its noise and line ends. What has no place in text is left out.
func (g Gold) On(text string) Facts {
	var f Facts
	m := align(text, g.Text)
	points := corpus.NewCodePoints(text)
	// place returns the byte span of text that shows gold characters of s.
	place := func(s GoldSpan) corpus.Span {
		first, last := none, none
		for i, k := range m {
			if k != none && k >= s.Start && k < s.End {
				if first == none {
					first = i
				}
				last = i
			}
		}
		if first == none {
			return corpus.Span{}
		}
		return corpus.Span{Start: points.Byte(first), End: points.Byte(last + 1)}
	}
	for _, h := range g.Headings {
		if at := place(h.GoldSpan); !at.Empty() {
			f.Sections = append(f.Sections, corpus.Section{Span: at, Heading: at, Level: h.Level, Parent: -1, Kinds: strings.Split(h.Kind, "+")})
		}
	}
	for _, a := range g.Activities {
		if at := place(a.GoldSpan); !at.Empty() {
			f.Activities = append(f.Activities, corpus.Activity{Span: at, Kind: a.Kind, Status: a.Status})
		}
	}
	for _, x := range g.Figures {
		if at := place(x.GoldSpan); !at.Empty() {
			f.Figures = append(f.Figures, corpus.Figure{Span: at, Measure: x.Measure, Norm: x.Norm})
		}
	}
	return f
}
