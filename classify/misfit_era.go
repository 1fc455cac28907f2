package classify

import (
	"fmt"
	"strconv"
	"strings"

	"wenjian/corpus"
)

// eraMisfits finds what the text cannot say at its time: a congress that was
// still to come told as past, one long past awaited or studied as news, a
// jubilee of another year, an earlier campaign led as if it were ours. A text
// without a date is of its campaign's months.
func (c *Classifier) eraMisfits(r *reading) {
	first, last, said := c.timeOf(r)
	if last == 0 {
		return
	}
	inAny(c.fit.named, r.view.Text, r.stretches(), func(i int, m []int) {
		e := &c.fit.eras[c.fit.eraOf[i]]
		if why := c.fit.wrongEra(r.view.Text, e, m[0], m[1], first, last); why != "" {
			r.misfit(misfitEra, m[0], m[1], 0.7, said+why)
		}
	})
	for i := range c.fit.founded {
		j := &c.fit.founded[i]
		in(&j.Guarded, r.view.Text, r.stretches(), func(m []int) { c.jubileeMisfit(r, j, m, first, last, said) })
	}
	c.campaignMisfits(r, first, said)
}

// timeOf returns the first and the last month in which the text can have been
// written, and how to say so; 0 when neither date nor campaign tell.
func (c *Classifier) timeOf(r *reading) (first, last int, said string) {
	if m := monthOf(r.Date.Value); m > 0 {
		if len(r.Date.Value) == len("2010") { // the year alone
			return m - 5, m + 6, fmt.Sprintf("材料写于%s年，", r.Date.Value)
		}
		return m, m, fmt.Sprintf("材料写于%s年%s月，", r.Date.Value[:4], strings.TrimLeft(r.Date.Value[5:7], "0"))
	}
	if row, ok := c.know.campaigns.row(r.Campaign.Value); ok && r.Campaign.Confidence > 0.9 {
		if from, to := monthOf(row.From), monthOf(row.To); from > 0 && to > 0 {
			return from, to + eraLate, fmt.Sprintf("材料讲的是%s，", row.Label)
		}
	}
	return 0, 0, ""
}

// wrongEra says in Chinese why a text of the months first to last cannot speak
// so of e, found at [start, end); "" when it can.
func (m *misfitRules) wrongEra(text string, e *era, start, end, first, last int) string {
	line := sentenceAt(text, start)
	before := lastRunes(text[line.Start:start], eraNear)
	behind := firstRunes(text[end:line.End], eraNear)
	ahead := m.ahead.MatchString(before) || m.ahead.MatchString(behind)
	if e.from-last <= eraSoon { // plans for what is announced
		ahead = ahead || m.ahead.MatchString(line.Of(text))
	}
	month := fmt.Sprintf("%d年%d月", (e.from-1)/12, (e.from-1)%12+1)
	switch {
	case last < e.from && !ahead:
		return fmt.Sprintf("%s在%s才有，这里已当作既成的事，可能是照搬后来的稿子。", e.label, month)
	case last < e.from-eraAhead:
		return fmt.Sprintf("%s在%s才有，当时还不会提到。", e.label, month)
	case first > e.from+1 && (m.awaited.MatchString(before) || m.awaitedBehind.MatchString(behind)):
		return fmt.Sprintf("%s已在%s召开，这里却还在迎接，可能是照搬以前的稿子。", e.label, month)
	case e.to > 0 && first > e.to+eraLate && m.studied.MatchString(before) && strings.HasPrefix(behind, "精神") && !m.past.MatchString(behind):
		return fmt.Sprintf("这里仍在学习%s年的%s，可能是照搬以前的稿子。", month[:4], e.label)
	}
	return ""
}

// jubileeMisfit looks at a count of years from a founding.
func (c *Classifier) jubileeMisfit(r *reading, j *jubilee, m []int, first, last int, said string) {
	n := 0
	for g := 2; g+1 < len(m) && n == 0; g += 2 {
		if m[g] >= 0 {
			n, _ = strconv.Atoi(r.view.Text[m[g]:m[g+1]])
		}
	}
	year := j.year + n
	if n == 0 || year >= (first-1)/12-jubileeSlack && year <= (last-1)/12+jubileeSlack {
		return
	}
	if c.fit.past.MatchString(firstRunes(r.view.Text[m[1]:], eraNear)) || strings.Contains(sentenceAt(r.view.Text, m[0]).Of(r.view.Text), strconv.Itoa(year)) {
		return
	}
	r.misfit(misfitEra, m[0], m[1], 0.7, fmt.Sprintf("%s%s%d周年却在%d年，可能是照搬旧稿。", said, j.of, n, year))
}

// campaignMisfits finds an earlier campaign, over before the text was
// written, that the text leads or sets about as its own.
func (c *Classifier) campaignMisfits(r *reading, first int, said string) {
	for i := range c.know.campaigns.Kinds {
		row := &c.know.campaigns.Kinds[i]
		to := monthOf(row.To)
		if row.ID == r.Campaign.Value || to == 0 || first <= to {
			continue
		}
		for _, re := range row.patterns {
			for _, m := range re.FindAllStringIndex(r.view.Text, -1) {
				if c.fit.led(r.view.Text, corpus.Span{Start: m[0], End: m[1]}) {
					r.misfit(misfitEra, m[0], m[1], 0.65, fmt.Sprintf("%s%s早已结束，这里却当作正在开展，可能是照搬以前的稿子。", said, row.Label))
				}
			}
		}
	}
}

// led reports whether a campaign named at is led or set about: 切实加强对X活动
// 的领导, 成立X领导小组, 扎实开展X活动.
func (m *misfitRules) led(text string, at corpus.Span) bool {
	before, behind := lastRunes(text[:at.Start], eraNear), firstRunes(text[at.End:], eraNear)
	if m.finished.MatchString(before) || m.finished.MatchString(behind) {
		return false
	}
	return m.leading.MatchString(before) && m.leadable.MatchString(behind)
}
