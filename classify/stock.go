package classify

import (
	"fmt"
	"strings"

	"wenjian/corpus"
	"wenjian/internal/pattern"
)

// A stockKind is a body of people that a unit counts once and whose members
// then appear elsewhere: its measure and the words for its members.
type stockKind struct {
	measure string   // an ID of measures.yaml
	members []string // the first is what members are called in general
}

// stocks compares the numbers of members that the text tells with the unit's
// own: no more can take part, all of them are as many as there are.
func (x *exceptionScan) stocks() {
	for _, k := range x.rules.stockKinds {
		var own []int
		for i, f := range x.figures {
			if f.plain() && f.Measure == k.measure && f.countsPeople() && x.isStock(i, k) {
				own = append(own, i)
			}
		}
		if len(own) == 0 {
			own = x.everyone(k)
		}
		if len(own) == 0 {
			continue
		}
		first := x.figures[own[0]]
		same := true
		for _, i := range own[1:] {
			if g := x.figures[i]; g.Value != first.Value {
				same = false
				if len(own) == 2 && x.sameOwner(own[0], i) {
					x.add(twoValues, g.at, []corpus.Span{first.at}, 0.8, fmt.Sprintf("前面写%s%s，这里写%s。", k.members[0], x.quote(first.at), x.quote(g.at)))
				}
			}
		}
		if same {
			x.members(first, k)
		}
	}
}

// isStock reports whether the i-th figure is the unit's own number of members.
func (x *exceptionScan) isStock(i int, k stockKind) bool {
	f := x.figures[i]
	clause := x.text[stopBefore(x.text, f.at.Start, false):f.at.Start]
	label := clause
	if n := strings.LastIndexAny(label, "、()"); n >= 0 {
		label = label[n+1:]
	}
	after := x.after(f, labelBytes)
	if pattern.ContainsAny(clause, x.rules.partOf) || pattern.ContainsAny(clause, x.rules.notOwn) {
		return false
	}
	named := strings.HasPrefix(after, k.members[0]) || hasAny(label, k.members, strings.Contains)
	if named && pattern.ContainsAny(clause, x.rules.stock) {
		return true
	}
	sentence := x.text[stopBefore(x.text, f.at.Start, true):stopBehind(x.text, f.at.End, true)]
	return contains(k.members, strings.TrimSpace(label)) && pattern.ContainsAny(sentence, x.rules.basics)
}

// everyone returns the first figure that the text itself calls all members
// (全体48名党员), for texts that do not introduce their unit.
func (x *exceptionScan) everyone(k stockKind) []int {
	for i, f := range x.figures {
		left := x.text[stopBefore(x.text, f.at.Start, false):f.at.Start]
		right := x.after(f, labelBytes)
		if f.plain() && f.countsPeople() && hasAny(left, x.rules.all, strings.HasSuffix) && strings.HasPrefix(right, k.members[0]) &&
			!hasAny(right[len(k.members[0]):], x.rules.andOthers, strings.HasPrefix) && !pattern.ContainsAny(left, x.rules.notOwn) {
			return []int{i}
		}
	}
	return nil
}

// sameOwner reports whether two stocks are told of the same body: the words
// before them name none, or the same.
func (x *exceptionScan) sameOwner(i, j int) bool {
	owner := func(n int) string {
		f := x.figures[n]
		s := x.text[stopBefore(x.text, f.at.Start, false):f.at.Start]
		for _, w := range x.rules.stock {
			if k := strings.Index(s, w); k >= 0 {
				s = s[:k]
			}
		}
		return strings.TrimSpace(s)
	}
	a, b := owner(i), owner(j)
	return a == b || a == "" || b == ""
}

// members compares the members that the text tells of with the stock.
func (x *exceptionScan) members(stock placedFigure, k stockKind) {
	for _, f := range x.figures {
		if !f.countsPeople() || f.Masked || f.Norm || f.at == stock.at {
			continue
		}
		right := strings.TrimPrefix(x.after(f, labelBytes), "的")
		word := ""
		for _, w := range k.members {
			if strings.HasPrefix(right, w) {
				word = w
				break
			}
		}
		if word == "" {
			continue
		}
		left := x.text[stopBefore(x.text, f.at.Start, true):f.at.Start]
		clause := left[stopBefore(left, len(left), false):]
		if hasAny(right[len(word):], x.rules.andOthers, strings.HasPrefix) || pattern.ContainsAny(left, x.rules.notOwn) || pattern.ContainsAny(clause, x.rules.partOf) {
			continue
		}
		all := hasAny(clause, x.rules.all, strings.HasSuffix) || hasAny(right[len(word):], x.rules.everybody, strings.HasPrefix)
		switch {
		case all && f.plain() && f.Value != stock.Value:
			x.add(twoValues, f.at, []corpus.Span{stock.at}, 0.85, fmt.Sprintf("总数是%s%s，这里说全体是%s。", x.quote(stock.at), word, x.quote(f.at)))
		case f.Value > stock.Value && (f.Op == corpus.Equal || f.Op == corpus.AtLeast):
			x.add(tooMany, f.at, []corpus.Span{stock.at}, 0.85, fmt.Sprintf("%s总数是%s，这里有%s。", word, x.quote(stock.at), x.quote(f.at)))
		}
	}
}
