package segment

import (
	"slices"
	"strings"
	"unicode/utf8"

	"wenjian/corpus"
	"wenjian/internal/pattern"
	"wenjian/internal/zh"
)

// judge decides which candidates are headings. Outer styles are judged first,
// because their headings bound the series of the inner ones. A series is a
// run of markers of one style and variant whose numbers rise.
func judge(text string, all []candidate) []heading {
	var out []heading
	taken := make([]bool, len(all)) // accepted
	for st := chapter; st <= is; st++ {
		var series []int
		items := newItems(text, all, taken, st)
		flush := func() {
			for _, i := range accept(items, series) {
				taken[i] = true
				c := all[i]
				out = append(out, heading{start: c.start, end: c.end, style: c.style, number: c.number,
					by: corpus.By{Rule: styleRules[c.style], Confidence: confidence(c)}})
			}
			series = nil
		}
		for i, c := range all {
			switch {
			case taken[i] && c.style < st:
				flush()
			case c.style == st && (c.form != noHead || len(series) > 0 || c.number == 1 && c.style != is):
				if len(series) > 0 {
					last := all[series[len(series)-1]]
					if c.number == last.number && c.settled && !last.settled {
						series[len(series)-1] = i // the one before was a wrapped line
						continue
					}
					if c.number == 1 || c.variant != last.variant {
						flush()
					} else if !follows(last, c) {
						continue // breaks the sequence: a wrap, a date, a citation
					}
				} else if c.number > 5 {
					continue
				}
				series = append(series, i)
			}
		}
		flush()
	}
	return out
}

// follows reports whether c can be the next of a series behind last. Writers
// leave numbers out and use one twice; the latter counts only where a
// paragraph begins behind a complete one.
func follows(last, c candidate) bool {
	if c.number <= last.number {
		return c.style <= arabic && c.number >= last.number-1 && c.lineStart && c.settled && c.form == ownLine
	}
	return c.number <= last.number+3 || c.number == 99
}

func confidence(c candidate) float64 {
	switch {
	case c.form == glued:
		return 0.75
	case c.style >= ordinal:
		return 0.85
	case c.form == runIn:
		return 0.93
	}
	return 0.97
}

// longItemOfLine is the length, in characters, from which an item of 一是 inside
// a paragraph is told at length, not listed.
const longItemOfLine = 40

// accept returns those of a series that are headings.
func accept(items items, series []int) []int {
	if len(series) == 0 {
		return nil
	}
	all, st := items.all, items.style
	var good []int
	for k, i := range series {
		if isHeading(items.text, all[i], items.end(series, k)) {
			good = append(good, i)
		}
	}
	switch st {
	case chapter, section, han, hanParen:
		if len(series) > 2 && len(good) == 1 && good[0] == series[len(series)-1] {
			return nil // a list: what follows its last item is no body of it
		}
		return slices.DeleteFunc(good, func(i int) bool { return all[i].form == clause })
	case is:
		if len(series) < 2 || 6*len(good) < 5*len(series) || !all[series[0]].lineStart || all[series[0]].number != 1 {
			return nil
		}
	case stage, ordinal:
		if len(series) < 2 || 3*len(good) < 2*len(series) || st == ordinal && !all[series[0]].lineStart {
			return nil
		}
	default:
		if len(series) == 1 { // the others were cut off, or it is no series at all
			c := all[series[0]]
			if len(good) == 0 || c.form != runIn || c.number != 1 || !c.lineStart || countStops(items.text[c.end:items.end(series, 0)]) < 2 {
				return nil
			}
			return good
		}
		if len(series) < 2 || 5*len(good) < 3*len(series) || !carried(items, series, good) {
			return nil
		}
	}
	// A phrase on its own line that lost its body belongs to the series.
	for _, i := range series {
		if all[i].form == ownLine && !slices.Contains(good, i) {
			good = append(good, i)
		}
	}
	return good
}

// carried reports whether a series in which most headings are mere first
// clauses has items long enough to be sections and not a list.
func carried(items items, series, good []int) bool {
	clauses, size, stops := 0, 0, 0
	for _, i := range good {
		if items.all[i].form == clause {
			clauses++
		}
	}
	if 3*clauses < len(good) {
		return true
	}
	for k, i := range series {
		item := items.text[items.all[i].start:items.end(series, k)]
		size += runes(item)
		if countStops(item) > 1 {
			stops++
		}
	}
	return len(series) > 2 && size/len(series) >= 90 && 3*stops >= 2*len(series)
}

// longItem is how many bytes of an item are looked at: enough to judge it, and
// a bound on the work that a hostile text can cause.
const longItem = 6000

// items knows where the items of the candidates of one style end.
type items struct {
	text    string
	all     []candidate
	style   style
	barrier []int // for each candidate, where the next accepted outer heading begins
}

func newItems(text string, all []candidate, taken []bool, st style) items {
	b := make([]int, len(all))
	next := len(text)
	for i := len(all) - 1; i >= 0; i-- {
		b[i] = next
		if taken[i] && all[i].style < st {
			next = all[i].start
		}
	}
	return items{text, all, st, b}
}

// end returns where the item of series[k] ends: at the next of the series, at
// the next outer heading, or with the text; the last of a series of 一是 ends
// with its paragraph. It is at most longItem bytes behind the phrase.
func (t items) end(series []int, k int) int {
	c := t.all[series[k]]
	end := t.barrier[series[k]]
	if k+1 < len(series) {
		end = t.all[series[k+1]].start
	}
	if end-c.end > longItem {
		for end = c.end + longItem; !utf8.RuneStart(t.text[end]); end-- {
		}
	}
	if c.style == is && c.form == runIn && k+1 == len(series) && end > c.end {
		if n := strings.IndexByte(t.text[c.end:end], '\n'); n >= 0 {
			end = c.end + n
		}
	}
	return end
}

var (
	inBrackets = pattern.MustCompile(`\([^()]*\)|《[^《》]*》|"[^"]*"`)
	// countOrDate matches what tells a fact and not a theme; 开展一次 counts nothing.
	countOrDate = pattern.MustCompile(`\d月|\d日|\d+[余多]?[次名人份条个户场期元万件篇分%]|[二三四五六七八九十两]次|[^展办行织搞来做]一次|^[今去]年|^每个|每[名月季年周]|^截[至止]`)
)

// tellsFact reports whether a phrase gives a date or a count outside brackets
// and quotes: a sentence of a report, not a heading.
func tellsFact(s string) bool { return countOrDate.MatchString(inBrackets.ReplaceAllString(s, "")) }

// isHeading reports whether a candidate whose item ends at end reads like a
// heading: a phrase that names a theme, and a body that carries it out.
func isHeading(text string, c candidate, end int) bool {
	if c.form == noHead {
		return false
	}
	head := strings.TrimRight(text[c.start+c.size:c.end], "。:!? ")
	body := strings.TrimSpace(text[c.end:max(c.end, end)])
	if zh.HanCount(head) == 0 || runes(head) < 2 && c.style != stage || zh.HanCount(body) < 4 {
		return false
	}
	if c.form == ownLine || c.form == glued {
		return true
	}
	if tellsFact(head) || c.style == ordinal && runes(head) > 24 {
		return false
	}
	if c.style >= arabic && c.form == runIn && countStops(body) == 0 && !strings.HasSuffix(text[:c.end], ":") {
		return false
	}
	if c.style == is && (countStops(body) == 0 || !c.lineStart && runes(body) < longItemOfLine) {
		return false // a list within a paragraph
	}
	if c.style >= arabic && c.style < ordinal && c.form == runIn && strings.Count(head, ",") > 1 {
		return false // a sentence of a list
	}
	return true
}
