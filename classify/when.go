package classify

import (
	"fmt"
	"strings"

	"wenjian/internal/pattern"
	"wenjian/internal/zh"
)

// whenRules are the words about time, from the terms of activities.yaml.
type whenRules struct {
	festivals []festival
	words     *pattern.Regexp   // wordings of festivals
	notTime   *pattern.Regexp   // what behind a festival says that it is a name
	never     *pattern.Regexp   // 全年, 每年: no date, and none carried on
	same      *pattern.Regexp   // 当晚: the date told before
	ends      *pattern.Regexp   // 会后: the date told before holds no longer
	turn      *pattern.Regexp   // at a clause's start: another actor's duty
	upTo      *pattern.Regexp   // before a date: 截至
	any       *pattern.Triggers // of never, words, year and same, in this order
	year      *pattern.Regexp   // 去年, 今年, 年底 …
}

// A festival is a day or season that keeps its name whatever the year.
type festival struct {
	name  string
	forms *pattern.Regexp
}

// festival returns the name of the festival that word stands for.
func (w *whenRules) festival(word string) string {
	for _, f := range w.festivals {
		if f.forms.MatchString(word) {
			return f.name
		}
	}
	return ""
}

func compileWhen(l *list) (whenRules, error) {
	w := whenRules{}
	var all []string
	for _, t := range l.Terms["festival"] {
		name, forms, ok := strings.Cut(t, "=")
		if !ok {
			return w, fmt.Errorf("%w: activities.yaml: terms festival: %q is not name=regexp", ErrTaxonomy, t)
		}
		re, err := pattern.Compile("^(?:" + forms + ")$")
		if err != nil {
			return w, fmt.Errorf("%w: activities.yaml: terms festival: %w", ErrTaxonomy, err)
		}
		w.festivals = append(w.festivals, festival{name, re})
		all = append(all, forms)
	}
	for _, t := range []struct {
		to    **pattern.Regexp
		name  string
		terms []string
	}{
		{&w.words, "festival", all}, {&w.notTime, "when_name", l.Terms["when_name"]}, {&w.never, "when_never", l.Terms["when_never"]},
		{&w.same, "when_same", l.Terms["when_same"]}, {&w.ends, "when_ends", l.Terms["when_ends"]},
		{&w.turn, "when_turn", l.Terms["when_turn"]}, {&w.upTo, "when_up_to", l.Terms["when_up_to"]},
	} {
		if t.name == "when_name" && len(t.terms) > 0 {
			t.terms = []string{"^(?:" + strings.Join(t.terms, "|") + ")"}
		}
		re, err := anyOf(t.terms)
		if err == nil && re == nil {
			err = fmt.Errorf("%w: is missing", ErrTaxonomy)
		}
		if err != nil {
			return w, fmt.Errorf("activities.yaml: terms %s: %w", t.name, err)
		}
		*t.to = re
	}
	w.year = pattern.MustCompile(`(去年|上年|今年|本年|明年|次年|来年)?(年?底|年?末|年?初)|(去年|上年|今年|本年度?|明年|次年|来年)|年内|本月|[上下]半年|第?[一二三四]季度`)
	any, err := pattern.NewTriggers([]string{w.never.String(), w.words.String(), w.year.String(), w.same.String()})
	if err != nil {
		return w, fmt.Errorf("%w: activities.yaml: words of time: %w", ErrTaxonomy, err)
	}
	w.any = any
	return w, nil
}

// A timeAt is a wording about time at [start, end) of the folded text.
type timeAt struct {
	start, end int
	when       string // empty: no date from here on
	deadline   bool   // 前: holds for its clause only
	same       bool   // repeats the date before it
	month      bool   // … but only its month
}

// A timeline finds the dates of a document's mentions.
type timeline struct {
	w        *whenRules
	r        *reading
	l        *layout
	date     zh.Date // of the document
	year     int     // that the heading around the present sentence names, or 0
	sentence map[int][]timeAt
}

func newTimeline(w *whenRules, r *reading, l *layout) *timeline {
	d, _ := zh.ReadDate(r.Date.Value)
	if d.Year == 0 && len(r.Date.Value) >= 4 {
		d, _ = zh.ReadDate(r.Date.Value[:4] + "年")
	}
	return &timeline{w: w, r: r, l: l, date: d, sentence: map[int][]timeAt{}}
}

// of returns when m takes place, planned says that it lies ahead.
func (t *timeline) of(m mention, planned bool) string {
	cl := t.l.clauses[m.clause]
	if cl.heading {
		return t.inHeading(cl, planned)
	}
	times := t.times(cl.sentence, planned)
	end := max(m.core.End, cl.Start)
	for i := len(times) - 1; i >= 0; i-- {
		at := times[i]
		if at.start >= end {
			continue
		}
		if at.when == "" && !at.same {
			return ""
		}
		if at.start < cl.Start && t.broken(at, m) {
			return ""
		}
		if at.same {
			return onlyMonth(t.before(cl.sentence, at.start, planned), at.month)
		}
		return at.when
	}
	if when := t.behind(m, times); when != "" {
		return when
	}
	return t.fromStep(cl, planned)
}

// behind returns the date that 于 or 在 puts behind m in its clause: 标识已于5月底发放.
func (t *timeline) behind(m mention, times []timeAt) string {
	end := t.l.clauses[m.clause].End
	for _, at := range times {
		if at.start < m.core.End || at.start >= end || at.when == "" {
			continue
		}
		left := t.l.text[m.core.End:at.start]
		if strings.HasSuffix(left, "于") || strings.HasSuffix(left, "在") || strings.HasSuffix(left, "定在") {
			return at.when
		}
		return ""
	}
	return ""
}

// onlyMonth returns when, cut down to its month where only that is said.
func onlyMonth(when string, month bool) string {
	if month && len(when) > len("2006-01") && when[0] <= '9' {
		return when[:len("2006-01")]
	}
	return when
}

// broken reports whether the date at, told in an earlier clause of the
// sentence, no longer holds for m.
func (t *timeline) broken(at timeAt, m mention) bool {
	first := true
	for c := t.l.sentences[t.l.clauses[m.clause].sentence].first; c <= m.clause; c++ {
		cl := t.l.clauses[c]
		if cl.Start <= at.start {
			continue
		}
		// 12月,各支部召开…: the clause behind a bare date is the date's own.
		if first && c > 0 && at.end >= t.l.clauses[c-1].End-3 {
			first = false
			continue
		}
		text := cl.Of(t.l.text)
		if c == m.clause && m.core.Start > cl.Start {
			text = t.l.text[cl.Start:m.core.Start]
		}
		if t.w.turn.MatchString(text) || t.w.ends.MatchString(text) && (len(at.when) > len("2006-01") || at.when == "" || at.when[0] > '9') {
			return true
		}
		if at.deadline && !deadlineGoesOn(text) {
			return true
		}
		first = false
	}
	return false
}

// deadlineGoesOn reports whether a clause is done together with the one before.
func deadlineGoesOn(text string) bool {
	for _, w := range []string{"并", "同时", "同步"} {
		if strings.HasPrefix(text, w) {
			return true
		}
	}
	return false
}

// before returns the latest date told before offset at, in the same or the
// two preceding sentences.
func (t *timeline) before(sentence, at int, planned bool) string {
	for s := sentence; s >= 0 && s >= sentence-2; s-- {
		times := t.times(s, planned)
		for i := len(times) - 1; i >= 0; i-- {
			if times[i].start < at && times[i].when != "" {
				return times[i].when
			}
		}
	}
	return ""
}

// inHeading returns the date that stands in a heading.
func (t *timeline) inHeading(cl clause, planned bool) string {
	for c := t.l.sentences[cl.sentence].first; c < len(t.l.clauses) && t.l.clauses[c].section == cl.section && t.l.clauses[c].heading; c++ {
		for _, at := range t.times(t.l.clauses[c].sentence, planned) {
			if at.when != "" {
				return at.when
			}
		}
	}
	return ""
}

// fromStep returns the month of the step that cl stands in, when its heading
// names one month or days of one month.
func (t *timeline) fromStep(cl clause, planned bool) string {
	for i := cl.section; i >= 0; i = t.r.Sections[i].Parent {
		h := t.r.Sections[i].Heading
		if h.Empty() {
			continue
		}
		text := zh.Fold(h.Of(t.r.doc.Text))
		ds := zh.FindDates(text)
		if len(ds) == 0 || ds[0].Month == 0 {
			continue
		}
		for _, d := range ds[1:] {
			if d.Month != ds[0].Month {
				return ""
			}
		}
		if rest := text[ds[0].End:]; strings.HasPrefix(rest, "起") || len(ds) == 1 && (strings.HasPrefix(rest, "-") || strings.HasPrefix(rest, "至") && !strings.HasPrefix(rest, "至今")) {
			return ""
		}
		d := ds[0].Date
		d.Day = 0
		return t.full(d, "", planned)
	}
	return ""
}

// full completes a date by the document's year and writes it.
func (t *timeline) full(d zh.Date, relative string, planned bool) string {
	if d.Year == 0 && t.year > 0 && relative == "" {
		d.Year = t.year
	}
	if d.Year == 0 {
		if t.date.Year == 0 {
			return ""
		}
		d.Year = t.date.Year
		switch relative {
		case "去年", "上年":
			d.Year--
		case "明年", "次年", "来年":
			d.Year++
		case "":
			switch {
			case t.date.Month == 0 || d.Month == 0:
			case !planned && (d.Month > t.date.Month || d.Month == t.date.Month && t.date.Day > 0 && d.Day > t.date.Day):
				d.Year--
			case planned && d.Month+2 < t.date.Month:
				d.Year++
			}
		}
	}
	return d.String()
}

// times returns the wordings about time of one sentence, in order.
func (t *timeline) times(s int, planned bool) []timeAt {
	key := 2*s + 1
	if !planned {
		key--
	}
	if out, ok := t.sentence[key]; ok {
		return out
	}
	t.year = t.headingYear(t.l.clauses[t.l.sentences[s].first].section)
	out := t.scan(t.l.sentences[s].Span, planned)
	t.year = 0
	t.sentence[key] = out
	return out
}

// headingYear returns the year that the heading of the section or of one
// around it names alone (四、2017年工作思路), or 0.
func (t *timeline) headingYear(section int) int {
	for i := section; i >= 0; i = t.r.Sections[i].Parent {
		head := zh.Fold(t.r.Sections[i].Heading.Of(t.r.doc.Text))
		if ds := zh.FindDates(head); len(ds) == 1 && ds[0].Year > 0 && ds[0].Month == 0 {
			return ds[0].Year
		}
		if t.date.Year > 0 && (strings.Contains(head, "明年") || strings.Contains(head, "来年")) {
			return t.date.Year + 1
		}
	}
	return 0
}
