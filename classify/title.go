package classify

import (
	"strings"

	"wenjian/corpus"
	"wenjian/internal/pattern"
)

const (
	titleSearchLines = 10 // a title stands among the first lines
	titleMaxRunes    = 60
	titleJoinRunes   = 44 // a line that continues a title is no longer
)

// headingMark begins a numbered heading or list item.
var headingMark = pattern.MustCompile(`^(?:[一二三四五六七八九十]+ ?[、.]|\([一二三四五六七八九十0-9]+\)|[0-9]+ ?[.、])`)

// salutation begins the first line of a letter, speech or notice.
var salutation = pattern.MustCompile(`^(?:各|尊敬的|同志们|县|市|区).{0,40}:$`)

// title finds the document's title: the first line that reads like one, with
// the lines that a wrap or a subtitle added to it. A title from outside the
// text (html) stands in where the text has none.
func (c *Classifier) title(r *reading) {
	text := r.view.Text
	lines := textLines(text)
	r.Title = r.doc.Title
	first := c.titleLine(text, lines)
	if first < 0 {
		if r.Title.Value == "" {
			r.Title = corpus.Label{By: corpus.By{Rule: "no-title"}}
		}
		return
	}
	last := first
	for last+1 < len(lines) && last < first+2 && c.continues(text, lines[first:last+1], lines[last+1]) {
		last++
	}
	span := corpus.Span{Start: r.view.At(lines[first].start), End: r.view.At(lines[last].end)}
	var b strings.Builder
	for _, l := range lines[first : last+1] {
		b.WriteString(r.doc.Text[r.view.At(l.start):r.view.At(l.end)])
	}
	r.Title = corpus.Label{Value: b.String(), Evidence: span, By: corpus.By{Rule: "title-line", Confidence: 0.9}}
}

// titleLine returns the index of the first line of the title, -1 when the
// text has none.
func (c *Classifier) titleLine(text string, lines []textLine) int {
	fallback := -1
	for i, l := range lines {
		if i == titleSearchLines {
			break
		}
		s := text[l.start:l.end]
		if c.docs.masthead.MatchString(s) {
			if fallback < 0 && !strings.ContainsAny(s[:1], "([") {
				fallback = i
			}
			continue
		}
		if titleLike(s) {
			return i
		}
		break
	}
	return fallback
}

// titleLike reports whether a line can be a title: short, no sentence, no
// heading, no salutation.
func titleLike(s string) bool {
	if runes(s) > titleMaxRunes || headingMark.MatchString(s) || salutation.MatchString(s) {
		return false
	}
	return !strings.Contains(s, "。") && !strings.HasSuffix(s, ";") && !strings.HasSuffix(s, ":") && !strings.HasSuffix(s, ",")
}

// continues reports whether next goes on the title that head begins: a
// subtitle, or the part behind a wrap that brings the word for the kind.
func (c *Classifier) continues(text string, head []textLine, next textLine) bool {
	s := text[next.start:next.end]
	if !titleLike(s) || runes(s) > titleJoinRunes || c.docs.masthead.MatchString(s) {
		return false
	}
	if strings.HasPrefix(s, "-") {
		return true
	}
	have := text[head[0].start:head[len(head)-1].end]
	before, _ := c.titleWord(have)
	word, rest := c.titleWord(s)
	return before == "" && word != "" && rest <= 2
}
