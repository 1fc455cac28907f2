package corpus

import (
	"errors"
	"fmt"
	"unicode/utf8"
)

// ErrCheck is wrapped by every error that Check returns.
var ErrCheck = errors.New("corpus: document breaks a law")

// Check reports the first law of the document model that d breaks, or nil:
// Text is valid UTF-8; every span lies inside Text on rune boundaries and
// facts are not empty; removals, tokens and sentences are in order and do not
// overlap; a section's parent comes before it and contains it; confidences
// lie in [0, 1]; statuses are known.
func (d *Document) Check() error {
	if !utf8.ValidString(d.Text) {
		return fmt.Errorf("%w: text is not valid UTF-8", ErrCheck)
	}
	c := checker{text: d.Text}
	for _, l := range []struct {
		name string
		Label
	}{{"title", d.Title}, {"kind", d.Kind}, {"superior", d.Superior}, {"date", d.Date}, {"campaign", d.Campaign}} {
		c.span(l.name, 0, l.Evidence)
		c.by(l.name, 0, l.By)
	}
	c.span("unit", 0, d.Unit.Evidence)
	c.by("unit", 0, d.Unit.By)
	c.removals(d.Removals)
	last := 0
	for i, t := range d.Tokens {
		last = c.next("token", i, t.Span, last)
	}
	last = 0
	for i, s := range d.Sentences {
		last = c.next("sentence", i, s, last)
	}
	c.sections(d.Sections)
	for i, a := range d.Activities {
		c.fact("activity", i, a.Span, a.By)
		switch a.Status {
		case Held, Planned, Required, Mentioned:
		default:
			c.fail("activity", i, "unknown status "+string(a.Status))
		}
		switch a.Actor {
		case "", ActorOwn, ActorPart, ActorSuperior, ActorOther:
		default:
			c.fail("activity", i, "unknown actor "+string(a.Actor))
		}
		if a.Event < 0 || a.Participants < 0 {
			c.fail("activity", i, "negative number")
		}
	}
	for i, f := range d.Figures {
		c.fact("figure", i, f.Span, f.By)
	}
	for i, p := range d.Persons {
		c.fact("person", i, p.Span, p.By)
	}
	for i, l := range d.Leaks {
		c.fact("leak", i, l.Span, l.By)
	}
	for i, x := range d.Citations {
		c.fact("citation", i, x.Span, x.By)
	}
	for i, x := range d.Exceptions {
		c.fact("exception", i, x.Span, x.By)
		for _, o := range x.Others {
			c.span("exception", i, o)
		}
	}
	return c.err
}

// checker collects the first failure.
type checker struct {
	text string
	err  error
}

func (c *checker) fail(what string, i int, why string) {
	if c.err == nil {
		c.err = fmt.Errorf("%w: %s %d: %s", ErrCheck, what, i, why)
	}
}

func (c *checker) span(what string, i int, s Span) {
	switch {
	case s.Start < 0 || s.End < s.Start || s.End > len(c.text):
		c.fail(what, i, fmt.Sprintf("span [%d,%d) outside text of %d bytes", s.Start, s.End, len(c.text)))
	case !onRune(c.text, s.Start) || !onRune(c.text, s.End):
		c.fail(what, i, fmt.Sprintf("span [%d,%d) cuts a character", s.Start, s.End))
	}
}

func (c *checker) by(what string, i int, b By) {
	if !(b.Confidence >= 0 && b.Confidence <= 1) {
		c.fail(what, i, fmt.Sprintf("confidence %v outside [0,1]", b.Confidence))
	}
}

func (c *checker) fact(what string, i int, s Span, b By) {
	if s.Empty() {
		c.fail(what, i, "empty span")
	}
	c.span(what, i, s)
	c.by(what, i, b)
	if b.Rule == "" {
		c.fail(what, i, "does not say which rule made it")
	}
}

// next checks an ordered, non-overlapping, non-empty span and returns its end.
func (c *checker) next(what string, i int, s Span, last int) int {
	if s.Empty() {
		c.fail(what, i, "empty span")
	}
	c.span(what, i, s)
	if s.Start < last {
		c.fail(what, i, "overlaps the one before")
	}
	return s.End
}

func (c *checker) removals(rs []Removal) {
	last := -1
	for i, r := range rs {
		c.span("removal", i, r.At)
		if r.At.Start < last {
			c.fail("removal", i, "overlaps the one before")
		}
		last = r.At.End
	}
}

func (c *checker) sections(ss []Section) {
	last := 0
	for i, s := range ss {
		c.span("section", i, s.Span)
		c.span("heading", i, s.Heading)
		c.by("section", i, s.By)
		switch {
		case s.Start < last:
			c.fail("section", i, "out of order")
		case s.Parent < -1 || s.Parent >= i:
			c.fail("section", i, "parent does not come before it")
		case s.Parent >= 0 && !ss[s.Parent].Contains(s.Span):
			c.fail("section", i, "not inside its parent")
		case !s.Heading.Empty() && !s.Contains(s.Heading):
			c.fail("section", i, "heading outside the section")
		}
		last = s.Start
	}
}

func onRune(s string, i int) bool {
	return i == len(s) || i < len(s) && utf8.RuneStart(s[i])
}
