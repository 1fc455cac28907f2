package classify

import (
	"fmt"
	"strconv"
	"strings"

	"wenjian/corpus"
	"wenjian/internal/pattern"
)

// sameQuantity looks for one quantity told with two values: figures of one
// measure that differ only in two neighbouring digits (9840元, 9480元), and
// totals of the year that differ.
func (x *exceptionScan) sameQuantity() {
	for i, f := range x.figures {
		if !f.plain() || f.Measure == x.c.figs.other {
			continue
		}
		for j := range i {
			g := x.figures[j]
			if !g.plain() || g.Measure != f.Measure || g.Unit != f.Unit || g.Value == f.Value {
				continue
			}
			if x.sameWords(j, i) && (transposed(f.Value, g.Value) || x.yearTotal(j) && x.yearTotal(i)) {
				x.add(twoValues, f.at, []corpus.Span{g.at}, 0.75, fmt.Sprintf("前面写%s，这里写%s。", x.quote(g.at), x.quote(f.at)))
			}
		}
	}
}

// minTransposed is how many significant digits two numbers have that are not
// likely to agree but for two of them by chance.
const minTransposed = 3

// transposed reports whether a and b differ in the order of two neighbouring
// digits alone, other than a zero at the end.
func transposed(a, b float64) bool {
	s, t := strconv.FormatFloat(a, 'f', -1, 64), strconv.FormatFloat(b, 'f', -1, 64)
	if len(s) != len(t) || len(strings.TrimRight(s, "0")) < minTransposed {
		return false
	}
	for i := 0; i+1 < len(s); i++ {
		if s[i] != t[i] {
			return s[i] == t[i+1] && s[i+1] == t[i] && s[i+2:] == t[i+2:] && s[i] != '0' && s[i+1] != '0'
		}
	}
	return false
}

// sameWords reports whether two figures stand behind the same words.
func (x *exceptionScan) sameWords(i, j int) bool {
	a, b := []rune(x.label(i)), []rune(x.label(j))
	n := min(len(a), len(b), 2)
	return n == 2 && string(a[len(a)-n:]) == string(b[len(b)-n:])
}

// yearTotal reports whether the i-th figure is told as the total of a year, of
// the whole unit.
func (x *exceptionScan) yearTotal(i int) bool {
	f := x.figures[i]
	clause := x.text[stopBefore(x.text, f.at.Start, false):f.at.Start]
	return f.at.Start < len(x.text) && pattern.ContainsAny(clause, x.rules.year) && strings.Contains(clause, "共") && !pattern.ContainsAny(clause, x.rules.notOwn) && !pattern.ContainsAny(clause, x.rules.partOf)
}
