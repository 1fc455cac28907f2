package classify

import (
	"strings"
	"unicode/utf8"

	"wenjian/corpus"
	"wenjian/internal/pattern"
	"wenjian/internal/zh"
)

const (
	headLines       = 8   // a masthead stands among the first lines
	templateHints   = 2   // so many hints, and neither unit nor date, make a template
	titleTailRunes  = 8   // the word for the kind stands this near the end of a title, or is doubtful
	stageRunes      = 400 // a summary says early that it is one of a stage
	minBodyScore    = 0.8
	trustTitleScore = 4 // a doubtful title word gives way to body cues above this
)

// kind decides the document's kind: marks of a template, a newsletter's
// masthead, the word its title ends with, then cues of the running text.
func (c *Classifier) kind(r *reading) {
	text := r.view.Text
	title := zh.Fold(r.Title.Value)
	id, rest := c.titleWord(title)
	r.Kind = corpus.Label{Value: id, Evidence: r.Title.Evidence, By: corpus.By{Rule: "title-word", Confidence: 0.9}}
	say := func(id, rule string, confidence float64) {
		r.Kind.Value, r.Kind.By = id, corpus.By{Rule: rule, Confidence: confidence}
	}
	lines := textLines(text)
	switch {
	case pattern.MatchAny(c.docs.row(c.docs.templateKind).title, title):
		say(c.docs.templateKind, "template-title", 0.95)
	case c.isTemplate(text, title, lines):
		say(c.docs.templateKind, "template-hints", 0.7)
	case c.hasMasthead(text, lines):
		say(c.docs.newsletter, "masthead", 0.95)
	case id == c.docs.summary && c.docs.stage.MatchString(firstRunes(text, stageRunes)):
		say(c.docs.stageKind, "stage-words", 0.8)
	case id == "" || rest > titleTailRunes:
		if k, score := c.bodyKind(text); k != "" && (id == "" || score > trustTitleScore) {
			say(k, "body-cues", min(0.85, 0.4+score/20))
		} else if id == "" && len(lines) > 1 {
			say(c.byModality(text), "modality", 0.4)
		}
	}
	if r.Kind.Value == "" {
		r.Kind.By = corpus.By{Rule: "no-cue"}
	}
}

// titleWord returns the kind whose word ends last in title, the longest
// among equals, and how many characters follow it. The kind of templates is
// left out: its words stand anywhere.
func (c *Classifier) titleWord(title string) (id string, rest int) {
	end, length, sign := 0, 0, pattern.Signed(title)
	for _, k := range c.docs.kinds {
		if k.id == c.docs.templateKind {
			continue
		}
		for i := range k.title {
			g := &k.title[i]
			if !g.PossibleSigned(title, sign) {
				continue
			}
			for _, m := range g.Re.FindAllStringIndex(title, -1) {
				if m[1] > end || m[1] == end && m[1]-m[0] > length {
					id, end, length = k.id, m[1], m[1]-m[0]
				}
			}
		}
	}
	return id, runes(strings.TrimRight(title[end:], "\"()[] "))
}

func (d *documentRules) row(id string) documentKind {
	for _, k := range d.kinds {
		if k.id == id {
			return k
		}
	}
	return documentKind{}
}

// isTemplate reports whether a text without unit and date shows the marks of
// a template made for nobody.
func (c *Classifier) isTemplate(text, title string, lines []textLine) bool {
	if c.titleUnit(title) != "" {
		return false
	}
	if _, signed := c.signingDate(text, lines); signed {
		return false
	}
	hints := 0
	for _, g := range c.docs.template {
		if g.Match(text) {
			hints++
		}
	}
	return hints >= templateHints
}

// hasMasthead reports whether one of the first lines belongs to a newsletter.
func (c *Classifier) hasMasthead(text string, lines []textLine) bool {
	for i, l := range lines {
		if i == headLines {
			break
		}
		if s := text[l.start:l.end]; runes(s) <= titleJoinRunes && c.docs.issue.MatchString(s) {
			return true
		}
	}
	return false
}

// bodyKind returns the kind with the most cues in text, weighted, and its
// score; "" when there are too few.
func (c *Classifier) bodyKind(text string) (id string, best float64) {
	for _, k := range c.docs.kinds {
		score := 0.0
		for _, g := range k.body {
			if g.Match(text) {
				score += k.weight
			}
		}
		if score > best {
			id, best = k.id, score
		}
	}
	if best < minBodyScore {
		return "", 0
	}
	return id, best
}

// byModality calls a text that tells more than it demands a summary, and any
// other a plan.
func (c *Classifier) byModality(text string) string {
	told, demanded := len(c.docs.told.FindAllStringIndex(text, -1)), len(c.docs.demanded.FindAllStringIndex(text, -1))
	switch {
	case told > demanded:
		return c.docs.summary
	case demanded > 0:
		return c.docs.planKind
	}
	return ""
}

// firstRunes returns the first n characters of s, or all of it.
func firstRunes(s string, n int) string {
	at := 0
	for ; n > 0 && at < len(s); n-- {
		_, size := utf8.DecodeRuneInString(s[at:])
		at += size
	}
	return s[:at]
}
