package classify

import (
	"sort"
	"strings"

	"wenjian/corpus"
	"wenjian/internal/pattern"
	"wenjian/internal/zh"
)

// scan returns the wordings about time in a stretch, in order.
func (t *timeline) scan(in corpus.Span, planned bool) []timeAt {
	text := in.Of(t.l.text)
	var out []timeAt
	taken := func(from, to int) bool {
		for _, o := range out {
			if from < o.end-in.Start && o.start-in.Start < to {
				return true
			}
		}
		return false
	}
	add := func(from, to int, at timeAt) {
		if !taken(from, to) {
			at.start, at.end = in.Start+from, in.Start+to
			out = append(out, at)
		}
	}
	var can [4]bool
	for _, i := range t.w.any.In(text) {
		can[i] = true
	}
	for _, m := range findIf(can[0], t.w.never, text) {
		add(m[0], m[1], timeAt{})
	}
	t.scanDates(text, planned, add)
	for _, m := range findIf(can[1], t.w.words, text) {
		if rest := text[m[1]:]; !t.w.notTime.MatchString(rest) {
			// 七一前 names an occasion, not a deadline.
			end, _ := deadlineAfter(text, m[1])
			if n := len(out); n > 0 && out[n-1].when != "" && strings.HasSuffix(text[:m[0]], "、") && out[n-1].end == in.Start+m[0]-len("、") {
				out[n-1].end = in.Start + end // 春节、中秋: a row is told by its first
				continue
			}
			add(m[0], end, timeAt{when: t.w.festival(text[m[0]:m[1]])})
		}
	}
	if can[2] {
		t.scanYears(text, add)
	}
	for _, m := range findIf(can[3], t.w.same, text) {
		add(m[0], m[1], timeAt{same: true, month: strings.HasSuffix(text[:m[1]], "月")})
	}
	sort.SliceStable(out, func(i, j int) bool { return out[i].start < out[j].start })
	return out
}

// findIf returns the matches of re where it can match at all.
func findIf(can bool, re *pattern.Regexp, text string) [][]int {
	if !can {
		return nil
	}
	return re.FindAllStringIndex(text, -1)
}

// scanDates adds the calendar dates of text.
func (t *timeline) scanDates(text string, planned bool, add func(from, to int, at timeAt)) {
	skip := 0
	for i, dates := 0, zh.FindDates(text); i < len(dates); i++ {
		d := dates[i]
		if d.Start < skip {
			continue
		}
		left, relative := text[:d.Start], ""
		for _, w := range []string{"去年", "上年", "今年", "本年", "明年", "次年", "来年"} {
			if strings.HasSuffix(left, w) {
				relative, left = w, strings.TrimSuffix(left, w)
			}
		}
		end := d.End
		// A range begins where it begins; its end is no date of its own.
		for ; i+1 < len(dates) && isRange(text[end:dates[i+1].Start]); i++ {
			end = dates[i+1].End
			skip = end
		}
		when := t.full(d.Date, relative, planned)
		if d.Month == 0 && d.Year > 0 {
			when = yearEdge(d.Year, text[end:])
		}
		if endsWith(t.w.upTo, left) {
			when = ""
		}
		end, deadline := deadlineAfter(text, end)
		add(len(left), end, timeAt{when: when, deadline: deadline})
	}
}

// scanYears adds 去年, 年底 and their kin.
func (t *timeline) scanYears(text string, add func(from, to int, at timeAt)) {
	if t.date.Year == 0 {
		return
	}
	for _, m := range t.w.year.FindAllStringSubmatchIndex(text, -1) {
		if m[2] < 0 && m[6] < 0 && behindYear(text[:m[0]]) {
			continue // 2017年下半年, 去年三季度 are the year
		}
		word := func(g int) string {
			if m[2*g] < 0 {
				return ""
			}
			return text[m[2*g]:m[2*g+1]]
		}
		d, edge := zh.Date{Year: t.date.Year}, word(2)
		if t.year > 0 && word(1)+word(3) == "" {
			d.Year = t.year
		}
		if edge == "底" || edge == "末" || edge == "初" {
			if word(1) == "" {
				continue
			}
		}
		switch relative := word(1) + word(3); relative {
		case "去年", "上年":
			d.Year--
		case "明年", "次年", "来年":
			d.Year++
		}
		switch {
		case text[m[0]:m[1]] == "本月":
			d.Month = t.date.Month
		case strings.HasSuffix(edge, "底"), strings.HasSuffix(edge, "末"):
			d.Month = 12
		case strings.HasSuffix(edge, "初"):
			d.Month = 1
		}
		end, deadline := deadlineAfter(text, m[1])
		add(m[0], end, timeAt{when: d.String(), deadline: deadline})
	}
}

// behindYear reports whether left ends with a year, so that what follows is a
// part of it.
func behindYear(left string) bool {
	for _, w := range [...]string{"去年", "上年", "今年", "本年", "明年", "次年", "来年"} {
		if strings.HasSuffix(left, w) {
			return true
		}
	}
	rest, ok := strings.CutSuffix(left, "年")
	return ok && rest != "" && isDigit(rest[len(rest)-1])
}

// yearEdge returns what a year with the text behind it means: 2010年底 is
// 2010-12, 2010年初 2010-01, else the year.
func yearEdge(year int, rest string) string {
	d := zh.Date{Year: year}
	switch {
	case strings.HasPrefix(rest, "底"), strings.HasPrefix(rest, "年底"):
		d.Month = 12
	case strings.HasPrefix(rest, "初"):
		d.Month = 1
	}
	return d.String()
}

// isRange reports whether what stands between two dates makes them one range
// or row: 5月下旬至6月上旬, 去年11月到今年1月, 6月、8月.
func isRange(between string) bool {
	for _, w := range [...]string{"上旬", "中旬", "下旬", "底", "初", "末", "中"} {
		between = strings.TrimPrefix(between, w)
	}
	for _, w := range [...]string{"去年", "今年", "本年", "当年", "明年", "次年"} {
		between = strings.TrimSuffix(between, w)
	}
	switch between {
	case "-", "--", "至", "到", "~", "、":
		return true
	}
	return false
}

// deadlineAfter looks past 底, 中旬 … behind a date for 前, and for 起: both
// hold for their own clause only.
func deadlineAfter(text string, at int) (int, bool) {
	rest := text[at:]
	for _, w := range []string{"上旬", "中旬", "下旬", "月底", "底", "初", "末", "中"} {
		if strings.HasPrefix(rest, w) {
			at, rest = at+len(w), rest[len(w):]
			break
		}
	}
	for _, w := range []string{"前后", "之前", "以前", "前", "起"} {
		if strings.HasPrefix(rest, w) {
			return at + len(w), w != "前后"
		}
	}
	return at, false
}

func endsWith(re *pattern.Regexp, s string) bool {
	if len(s) > 30 {
		s = s[len(s)-30:]
	}
	for _, loc := range re.FindAllStringIndex(s, -1) {
		if loc[1] == len(s) {
			return true
		}
	}
	return false
}
