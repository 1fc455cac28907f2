package classify

import (
	"strings"

	"wenjian/corpus"
	"wenjian/internal/pattern"
	"wenjian/internal/zh"
)

const (
	dateTailBytes = 90 // a signing date lies in so much of the end of its line
	signerRunes   = 40 // the signer before it is no longer
	tailLines     = 8  // lines at the end where prose may run into the sign-off
	shortSigner   = 14 // a signer that is no organisation (a person) is no longer
)

// afterDate is what may follow a signing date on its line.
var afterDate = pattern.MustCompile(`^[x*_ 月日]*[)\]]?(?:印发|印|发|制)?[。.]?$`)

// date finds the date of signing: of the last sign-off, of a masthead or of a
// line below the title. A date in the running text is none.
func (c *Classifier) date(r *reading) {
	r.Date = corpus.Label{By: corpus.By{Rule: "no-date"}}
	at, ok := c.signingDate(r.view.Text, textLines(r.view.Text))
	if !ok {
		return
	}
	r.Date = corpus.Label{
		Value:    at.Date.String(),
		Evidence: corpus.Span{Start: r.view.At(at.Start), End: r.view.At(at.End)},
		By:       corpus.By{Rule: "signed", Confidence: 0.95},
	}
}

// signingDate returns the last date that signs the text.
func (c *Classifier) signingDate(text string, lines []textLine) (zh.DateAt, bool) {
	for i := len(lines) - 1; i > 0; i-- {
		at, ok := trailingDate(text, lines[i])
		if !ok {
			continue
		}
		before := strings.TrimRight(text[lines[i].start:at.Start], " \t")
		tail := i >= len(lines)-tailLines
		if tail {
			before = lastClause(before)
		}
		before = strings.TrimSpace(before)
		switch {
		case before == "":
			return at, true
		case before == "(" || before == "[":
			if i < headLines || tail {
				return at, true
			}
		case runes(before) > signerRunes || c.docs.unsigned.MatchString(before) || strings.ContainsAny(before, ",。("):
		case c.docs.units.organEnd(c.docs.units.stamp.ReplaceAllString(before, "")) || tail && runes(before) <= shortSigner && !headingMark.MatchString(before):
			return at, true
		}
	}
	return zh.DateAt{}, false
}

// trailingDate returns the date, with its year, that ends a line.
func trailingDate(text string, l textLine) (zh.DateAt, bool) {
	from := max(l.start, l.end-dateTailBytes)
	for from < l.end && text[from]&0xC0 == 0x80 {
		from++
	}
	found := zh.FindDates(text[from:l.end])
	if len(found) == 0 {
		return zh.DateAt{}, false
	}
	d := found[len(found)-1]
	d.Start, d.End = d.Start+from, d.End+from
	return d, d.Year > 0 && afterDate.MatchString(text[d.End:l.end])
}

// lastClause returns what follows the last stop or white space of s.
func lastClause(s string) string {
	if i := strings.LastIndexAny(s, "。!;"); i >= 0 {
		s = strings.TrimLeft(s[i:], "。!;\" ")
	}
	return s
}
