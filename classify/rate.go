package classify

import (
	"fmt"
	"math"
	"strings"

	"wenjian/corpus"
	"wenjian/internal/pattern"
)

// rates compares a percentage with the two numbers of which it is the quotient.
func (x *exceptionScan) rates() {
	for i, rate := range x.figures {
		if rate.Unit != "%" || !rate.plain() {
			continue
		}
		before := x.before(rate, labelBytes)
		for _, w := range x.rules.rates {
			if !strings.Contains(before, w[0]) {
				continue
			}
			part, whole, ok := x.quotient(i, w[1], w[2])
			if !ok {
				continue
			}
			p, q := x.figures[part], x.figures[whole]
			if got := 100 * p.Value / q.Value; math.Abs(got-rate.Value) > rounding(x.quote(rate.at)) {
				x.add(rateWrong, rate.at, []corpus.Span{q.at, p.at}, 0.9, fmt.Sprintf("%s中有%s，应为%s%%，写的是%s。", x.quote(q.at), x.quote(p.at), number(math.Round(got*10)/10), x.quote(rate.at)))
			}
			break
		}
	}
}

// quotient returns the figures in the sentence of the i-th that stand behind
// the words for part and whole, the part last; ok says that both are plain and
// nothing else in the sentence could be meant.
func (x *exceptionScan) quotient(i int, partWord, wholeWord string) (part, whole int, ok bool) {
	from := stopBefore(x.text, x.figures[i].at.Start, true)
	part, whole = -1, -1
	for j := i - 1; j >= 0 && x.figures[j].at.Start >= from; j-- {
		label := x.label(j)
		switch {
		case part < 0 && strings.Contains(label, partWord):
			part = j
		case part >= 0 && whole < 0 && strings.Contains(label, wholeWord) && !strings.Contains(label, partWord):
			whole = j
		case whole >= 0 && (strings.Contains(label, wholeWord) || strings.Contains(label, partWord)):
			return 0, 0, false // 承诺120条、践诺96条 of two bodies: which is meant is not certain
		}
	}
	if part < 0 || whole < 0 {
		return 0, 0, false
	}
	p, q := x.figures[part], x.figures[whole]
	return part, whole, p.plain() && !q.Masked && q.Op == corpus.Equal && sameUnit(p, q) && q.Value > 0 && p.Value <= q.Value
}

// rounding returns how far a percentage as printed may lie from the quotient:
// one unit of its last digit, since some round and some cut.
func rounding(printed string) float64 {
	decimals := 0
	if i := strings.IndexAny(printed, ".．"); i >= 0 {
		for _, r := range printed[i+1:] {
			if r >= '0' && r <= '9' || r >= '０' && r <= '９' {
				decimals++
			}
		}
	}
	return math.Pow(10, -float64(decimals)) + 1e-9
}

// norms compares what a sentence demands (每月不少于2次) with the year's count
// that it or the next tells.
func (x *exceptionScan) norms() {
	for i := 0; i+1 < len(x.figures); i++ {
		norm, done := x.figures[i], x.figures[i+1]
		if norm.Masked || norm.Op != corpus.AtLeast || !done.plain() || norm.Unit != done.Unit || done.at.Start-norm.at.End > claimReach {
			continue
		}
		clause := x.text[stopBefore(x.text, norm.at.Start, false):norm.at.Start]
		times := x.perYear(clause)
		told := x.text[stopBefore(x.text, done.at.Start, false):done.at.Start]
		between := x.text[norm.at.End:done.at.Start]
		if times == 0 || !strings.Contains(told, "全年") || strings.Contains(between, "\n") || pattern.ContainsAny(told, x.rules.ahead) || strings.Contains(clause, "每名") {
			continue
		}
		if need := norm.Value * times; done.Value < need && (norm.Measure == done.Measure || sharesWord(clause, told)) {
			x.add(normMissed, done.at, []corpus.Span{norm.at}, 0.8, fmt.Sprintf("按%s的规定全年至少%s%s，这里写的是%s。", x.quote(corpus.Span{Start: norm.at.Start, End: norm.at.End}), number(need), norm.Unit, x.quote(done.at)))
		}
	}
}

// perYear returns how often a year what clause demands is due, 0 where it does
// not say or says two things.
func (x *exceptionScan) perYear(clause string) float64 {
	times := 0.0
	for w, n := range x.rules.perYear {
		if !strings.Contains(clause, w) {
			continue
		}
		if times != 0 && times != n {
			return 0
		}
		times = n
	}
	return times
}

// sharesWord reports whether two stretches share two neighbouring characters
// other than words of time.
func sharesWord(a, b string) bool {
	rs := []rune(a)
	for i := 0; i+1 < len(rs); i++ {
		if w := string(rs[i : i+2]); w != "每月" && w != "全年" && strings.Contains(b, w) {
			return true
		}
	}
	return false
}
