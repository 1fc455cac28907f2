package query

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"wenjian/internal/zh"
)

// The bounds of days and of shares that a reader leaves open.
const (
	firstDay  = "0000-01-01"
	lastDay   = "9999-12-31"
	wholeText = 1000
)

// DaysOf returns the first and the last day of a date that may name no day or
// no month (YYYY-MM-DD, YYYY-MM, YYYY). Every month counts as having 31 days:
// days are only compared.
func DaysOf(date string) (first, last string) {
	switch len(date) {
	case len("2010"):
		return date + "-01-01", date + "-12-31"
	case len("2010-07"):
		return date + "-01", date + "-31"
	}
	return date, date
}

var dayForm = regexp.MustCompile(`^(\d{4})(?:[-./年](\d{1,2})(?:[-./月](\d{1,2})日?|月)?|年)?$`)

// days reads 2010-07, 2010年7月1日, 2010-07-01..2010-08, 2010-07.. or ..2010-08.
// A range is written with .., ~, 至 or 到: a hyphen parts the numbers of one day.
func (p *parser) days(name, v string, at int) (Node, error) {
	s := strings.NewReplacer("至", "..", "到", "..", "~", "..", "…", "..", " ", "").Replace(zh.Fold(v))
	from, to, ranged := strings.Cut(s, "..")
	if !ranged {
		to = from
	}
	first, last := firstDay, lastDay
	ok := from != "" || to != ""
	if from != "" {
		d, is := readDay(from)
		first, _ = DaysOf(d)
		ok = ok && is
	}
	if to != "" {
		d, is := readDay(to)
		_, last = DaysOf(d)
		ok = ok && is
	}
	if !ok {
		return nil, p.fail(at, "的“%s”不是日期，请写成 2010-07-01、2010-07 或 2010-07-01..2010-08", brief(v))
	}
	if first > last {
		return nil, p.fail(at, "的“%s”前后颠倒，较早的日期写在前面", brief(v))
	}
	return Field{Name: name, Value: first, To: last, Exact: true, Pos: at}, nil
}

// readDay returns s as YYYY-MM-DD, YYYY-MM or YYYY.
func readDay(s string) (string, bool) {
	m := dayForm.FindStringSubmatch(s)
	if m == nil {
		return "", false
	}
	day := m[1]
	for i, most := range []int{12, 31} {
		if m[i+2] == "" {
			break
		}
		n, _ := strconv.Atoi(m[i+2]) // one or two digits
		if n < 1 || n > most {
			return "", false
		}
		day += fmt.Sprintf("-%02d", n)
	}
	return day, true
}

var shareForm = regexp.MustCompile(`^(\d{1,3}(?:\.\d)?)?(?:(-)(\d{1,3}(?:\.\d)?)?)?$`)

// shares reads 30%-, -10%, 10%-50% or 30%; the sign % may be left out. One
// number alone means that much or more.
func (p *parser) shares(name, v string, at int) (Node, error) {
	s := strings.NewReplacer("%", "", "至", "-", "到", "-", "~", "-", "..", "-", " ", "", "以上", "-", ">=", "", "≥", "").Replace(zh.Fold(v))
	m := shareForm.FindStringSubmatch(s)
	if m == nil || m[1] == "" && m[3] == "" {
		return nil, p.fail(at, "的“%s”不是比例，请写成 30%%-（三成以上）或 10%%-50%%", brief(v))
	}
	from, to := 0, wholeText
	if m[1] != "" {
		from = permille(m[1])
	}
	if m[3] != "" {
		to = permille(m[3])
	}
	if from > to || to > wholeText {
		return nil, p.fail(at, "的“%s”超出范围：从小到大，最多 100%%", brief(v))
	}
	return Field{Name: name, Value: fmt.Sprintf("%04d", from), To: fmt.Sprintf("%04d", to), Exact: true, Pos: at}, nil
}

// permille reads a percentage with at most one decimal.
func permille(s string) int {
	whole, tenth, _ := strings.Cut(s, ".")
	n, _ := strconv.Atoi(whole + (tenth + "0")[:1]) // digits, at most four
	return n
}

// writeRange writes the value of a condition that has two bounds.
func writeRange(m Match, f Field) string {
	switch m {
	case Day:
		return f.Value + ".." + f.To
	case Share:
		return percent(f.Value) + "-" + percent(f.To)
	}
	return f.Value + "-" + f.To
}

func percent(permille string) string {
	n, err := strconv.Atoi(permille)
	if err != nil {
		return permille
	}
	return strings.TrimSuffix(fmt.Sprintf("%d.%d", n/10, n%10), ".0") + "%"
}
