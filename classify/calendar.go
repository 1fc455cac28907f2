package classify

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"wenjian/corpus"
	"wenjian/internal/pattern"
	"wenjian/internal/zh"
)

// dates looks for days that no calendar has, years that cannot be meant, and
// acts told as done outside the time in which they can have been.
func (x *exceptionScan) dates() {
	x.months()
	x.years()
	for i := range x.r.Activities {
		x.signed(&x.r.Activities[i])
		x.season(&x.r.Activities[i])
	}
}

// daysOf is how many days a month has; February as in a leap year.
var daysOf = [...]int{0, 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31}

// months looks at every 月 with a number before it.
func (x *exceptionScan) months() {
	for at := 0; ; {
		i := strings.Index(x.text[at:], "月")
		if i < 0 {
			return
		}
		at += i + len("月")
		month, start := x.numberBefore(at - len("月"))
		if month < 0 {
			continue
		}
		day, end := x.dayBehind(at)
		span := corpus.Span{Start: start, End: end}
		year := 0
		if strings.HasSuffix(x.text[:start], "年") {
			if y, from := x.numberBefore(start - len("年")); y > 0 {
				year, span.Start = y, from
			}
		}
		switch {
		case month == 0 || month > 12:
			if day > 0 || !hasAny(x.text[:start], x.rules.countsTime, strings.HasSuffix) && !strings.HasPrefix(x.text[at:], "龄") {
				x.add(noSuchDay, span, nil, 0.9, fmt.Sprintf("“%s”：一年没有%d月。", x.quote(span), month))
			}
		case day > daysOf[month] || day == 29 && month == 2 && year > 0 && !leap(year):
			x.add(noSuchDay, span, nil, 0.95, fmt.Sprintf("“%s”：这个月没有%d日。", x.quote(span), day))
		}
	}
}

func leap(year int) bool { return year%4 == 0 && year%100 != 0 || year%400 == 0 }

// numberBefore returns the whole number of at most five digits that ends at
// byte i, with where it begins; -1 for none, and for what is a decimal, a code,
// or the end of a range.
func (x *exceptionScan) numberBefore(i int) (n, start int) {
	start = i
	for start > 0 && i-start <= 5*utf8.UTFMax {
		r, size := utf8.DecodeLastRuneInString(x.text[:start])
		if !strings.ContainsRune("0123456789〇一二三四五六七八九十", r) {
			break
		}
		start -= size
	}
	num := zh.ReadNumeral(x.text[start:i])
	if num.Len == 0 || num.Len != i-start || num.Value != num.High || num.Value > 99999 || num.Value != float64(int(num.Value)) {
		return -1, i
	}
	if r, _ := utf8.DecodeLastRuneInString(x.text[:start]); strings.ContainsRune(".-/~*x第、_+%", r) || r >= 'a' && r <= 'z' {
		return -1, i
	}
	return int(num.Value), start
}

// dayBehind returns the day that follows the 月 which ends at byte i, and where
// its 日 ends; 0 for none.
func (x *exceptionScan) dayBehind(i int) (day, end int) {
	num := zh.ReadNumeral(x.text[i:min(len(x.text), i+4*utf8.UTFMax)])
	rest := i + num.Len
	if num.Len == 0 || num.Value != num.High || num.Value > 99 || !strings.HasPrefix(x.text[rest:], "日") && !strings.HasPrefix(x.text[rest:], "号") {
		return 0, i
	}
	return int(num.Value), rest + len("日")
}

const (
	farFuture  = 2060 // a document of this campaign age means no later year
	aheadYears = 40   // nor one so long after its own
)

// years looks at every 年 with four or five digits before it.
func (x *exceptionScan) years() {
	signed := zh.ReadNumeral(head(x.r.Date.Value, 4))
	for at := 0; ; {
		i := strings.Index(x.text[at:], "年")
		if i < 0 {
			return
		}
		at += i + len("年")
		start := at - len("年")
		for start > 0 && isDigit(x.text[start-1]) {
			start--
		}
		digits := x.text[start : at-len("年")]
		span := corpus.Span{Start: start, End: at}
		if start > 0 && strings.ContainsRune(".,-/~", rune(x.text[start-1])) {
			continue
		}
		switch {
		case len(digits) == 5 && (digits[:2] == "20" || digits[:2] == "19"):
			x.add(yearWrong, span, nil, 0.9, fmt.Sprintf("“%s”：年份多了一位。", x.quote(span)))
		case len(digits) == 4 && digits[0] == '2' && x.isYear(span):
			if year := int(zh.ReadNumeral(digits).Value); year > farFuture || signed.Value > 1900 && year > int(signed.Value)+aheadYears {
				x.add(yearWrong, span, nil, 0.85, fmt.Sprintf("“%s”：年份还远未到。", x.quote(span)))
			}
		}
	}
}

// isYear reports whether digits before 年 name a year and count none: a month
// or a word such as 以来 follows, and no 长达 stands before.
func (x *exceptionScan) isYear(at corpus.Span) bool {
	if hasAny(x.text[:at.Start], x.rules.countsTime, strings.HasSuffix) {
		return false
	}
	rest := x.text[at.End:]
	return rest != "" && isDigit(rest[0]) || hasAny(rest, x.rules.namesYear, strings.HasPrefix)
}

// fullDate is the length of a date that is known to the day.
const fullDate = len("2006-01-02")

// signed looks for an act told as done on a day after the document's own. The
// day must be printed with its year: 12月5日 may be that of the year before.
func (x *exceptionScan) signed(a *corpus.Activity) {
	date := x.r.Date.Value
	if len(a.When) < fullDate || len(date) < len("2006-01") || a.When[0] > '9' || a.When[:len(date)] <= date {
		return
	}
	at := x.r.toView(a.Start)
	from := stopBefore(x.text, at, true)
	to := stopBehind(x.text, x.r.toView(a.End), false)
	told := x.text[from:to]
	if !strings.Contains(told, a.When[:4]+"年") || !pattern.ContainsAny(told, x.rules.done) || pattern.ContainsAny(told, x.rules.ahead) {
		return
	}
	claim := corpus.Span{Start: at, End: x.r.toView(a.End)}
	day := corpus.Span{Start: x.r.toView(x.r.Date.Evidence.Start), End: x.r.toView(x.r.Date.Evidence.End)}
	x.add(afterSigning, claim, []corpus.Span{day}, 0.85, fmt.Sprintf("落款日期是%s，%s的事却写成已经办了。", date, a.When))
}

// season looks for the kick-off of a campaign that is dated before the
// campaign began or after it ended.
func (x *exceptionScan) season(a *corpus.Activity) {
	if a.Status != corpus.Held || !contains(x.c.evt.once, a.Kind) || len(a.When) < len("2006-01") || a.When[0] > '9' {
		return
	}
	row, ok := x.c.know.campaigns.row(x.r.Campaign.Value)
	if !ok || row.From == "" || row.To == "" {
		return
	}
	month := a.When[:len("2006-01")]
	if month >= row.From && month <= row.To {
		return
	}
	at := corpus.Span{Start: x.r.toView(a.Start), End: x.r.toView(a.End)}
	clause := x.text[stopBefore(x.text, at.Start, false):stopBehind(x.text, at.End, false)]
	sentence := x.text[stopBefore(x.text, at.Start, true):at.End]
	if !strings.Contains(sentence, a.When[:4]+"年") {
		return
	}
	for _, re := range row.patterns {
		if re.MatchString(clause) {
			x.add(outOfSeason, at, nil, 0.75, fmt.Sprintf("“%s”是%s至%s的活动，这里的日期是%s。", row.Label, row.From, row.To, a.When))
			return
		}
	}
}
