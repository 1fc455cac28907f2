package classify

import (
	"fmt"
	"strings"

	"wenjian/corpus"
	"wenjian/internal/pattern"
	"wenjian/internal/zh"
)

const (
	maxNameRunes = 14 // the names of a list are no longer
	maxFirst     = 30 // the first one may carry the words that open the list
)

// names compares numbers with the names that stand right before them
// (下设机关、生产、后勤三个支部) or behind them (三个支部,分别是…).
func (x *exceptionScan) names() {
	if !strings.Contains(x.text, "、") {
		return
	}
	for _, f := range x.figures {
		if !f.plain() || f.Value < 2 || f.Value > maxListed || f.Unit != "个" {
			continue
		}
		x.namesBefore(f)
		x.namesBehind(f)
	}
	x.claimsBehind("\"", x.quotedBefore)
	x.claimsBehind("》", x.quotedBefore)
	for at := 0; ; {
		i := strings.Index(x.text[at:], sides)
		if i < 0 {
			return
		}
		at += i
		if n, start := numeralBefore(x.text[:at], at); n >= 2 && n <= maxListed {
			x.sidesBefore(numberClaim{corpus.Span{Start: start, End: at + len(sides)}, n})
		}
		at += len(sides)
	}
}

// sides is the noun of 从组织领导、整改落实两个方面.
const sides = "个方面"

// claimsBehind calls check with each number of things that follows mark:
// "岗位奉献"三项活动.
func (x *exceptionScan) claimsBehind(mark string, check func(numberClaim) bool) {
	for at := 0; ; {
		i := strings.Index(x.text[at:], mark)
		if i < 0 {
			return
		}
		at += i + len(mark)
		num := zh.ReadNumeral(head(x.text[at:], len("十二")))
		if num.Len == 0 || num.Value < 2 || num.Value > maxListed || num.High > num.Value {
			continue
		}
		for _, w := range x.rules.listed {
			if end := at + num.Len; strings.HasPrefix(x.text[end:], w) {
				check(numberClaim{corpus.Span{Start: at, End: end + len(w)}, int(num.Value)})
				break
			}
		}
	}
}

// namesBefore handles the names left of a figure: all in quotation marks, or
// opened by a verb such as 下设.
func (x *exceptionScan) namesBefore(f placedFigure) {
	if x.quotedBefore(numberClaim{f.at, int(f.Value)}) {
		return
	}
	from := stopBefore(x.text, f.at.Start, false)
	left := x.text[from:f.at.Start]
	if i := strings.LastIndexAny(left, "()"); i >= 0 {
		left = left[i+1:]
	}
	start := -1
	for _, w := range x.rules.opensList {
		if i := strings.LastIndex(left, w); i >= 0 && i+len(w) > start {
			start = i + len(w)
		}
	}
	if start < 0 || !strings.Contains(left[start:], "、") {
		return
	}
	items, spare := splitNames(left[start:])
	for _, it := range items {
		if it == "" || runes(it) > maxNameRunes || strings.ContainsAny(it, "0123456789") || pattern.ContainsAny(it, x.rules.noName) {
			return
		}
	}
	if n := int(f.Value); len(items) != n && len(items)+spare != n {
		at := corpus.Span{Start: f.at.Start - len(left) + start, End: f.at.Start}
		x.add(listedWrong, f.at, []corpus.Span{at}, 0.85, fmt.Sprintf("说是“%s”，前面列了%d个名称。", x.quote(f.at), len(items)+spare))
	}
}

// quotedBefore handles names in quotation marks left of a number:
// "党性教育"、"岗位奉献"和"服务群众"三项活动.
func (x *exceptionScan) quotedBefore(c numberClaim) bool {
	left := x.text[max(stopBefore(x.text, c.Start, true), runeAt(x.text, c.Start-4*claimReach)):c.Start]
	n, end := 0, len(left)
	for more := true; more; {
		open := "\""
		if strings.HasSuffix(left[:end], "》") {
			open = "《"
		} else if !strings.HasSuffix(left[:end], "\"") {
			break
		}
		i := strings.LastIndex(left[:end-1], open)
		if i < 0 {
			return false
		}
		n, end = n+1, i
		more = strings.HasSuffix(left[:end], "\"") // 、 may be left out between quotation marks
		for _, joint := range [...]string{"、", "以及", "和", "与", "及", ","} {
			if rest, ok := strings.CutSuffix(left[:end], joint); ok {
				end, more = len(rest), true
				break
			}
		}
	}
	if n < 2 {
		return false
	}
	if n != c.n {
		at := corpus.Span{Start: c.Start - len(left) + end, End: c.Start}
		x.add(listedWrong, c.Span, []corpus.Span{at}, 0.9, fmt.Sprintf("说是“%s”，前面列了%d项。", x.quote(c.Span), n))
	}
	return true
}

// sidesBefore handles 从组织领导、检视问题、整改落实三个方面.
func (x *exceptionScan) sidesBefore(c numberClaim) {
	left := x.text[stopBefore(x.text, c.Start, false):c.Start]
	i := strings.LastIndex(left, "从")
	if i < 0 {
		return
	}
	items, spare := splitNames(left[i+len("从"):])
	for _, it := range items {
		if it == "" || runes(it) > maxNameRunes/2 || strings.ContainsAny(it, "0123456789\"等") {
			return
		}
	}
	if len(items) >= 2 && len(items) != c.n && len(items)+spare != c.n {
		x.add(listedWrong, c.Span, []corpus.Span{{Start: c.Start - len(left) + i, End: c.Start}}, 0.8, fmt.Sprintf("说是“%s”，前面列了%d个。", x.quote(c.Span), len(items)+spare))
	}
}

// namesBehind handles 三个支部,分别是甲支部、乙支部和丙支部.
func (x *exceptionScan) namesBehind(f placedFigure) {
	right := x.after(f, 4*claimReach)
	follow, at := "", len(right)
	for _, w := range x.rules.namesFollow {
		if i := strings.Index(right, w); i >= 0 && i < at {
			follow, at = w, i
		}
	}
	if follow == "" || runes(right[:at]) > 8 || strings.ContainsAny(right[:at], ",、(\"") {
		return
	}
	list := right[at+len(follow):]
	if i := strings.IndexAny(list, ",:;("); i >= 0 {
		if follow == ":" || list[i] != ',' && list[i] != ';' {
			return
		}
		list = list[:i]
	}
	items, spare := splitNames(list)
	if len(items)+spare < 2 || hasAny(list, []string{"一、", "一是", "一要", "1"}, strings.HasPrefix) || strings.HasPrefix(list, "(") || strings.Contains(list, "是") {
		return
	}
	for _, it := range items {
		if it == "" || runes(it) > maxNameRunes || strings.ContainsAny(it, "0123456789") || strings.Contains(it, "等") {
			return
		}
	}
	if n := int(f.Value); len(items) != n && len(items)+spare != n && !strings.Contains(list, "为主") {
		start := f.at.End + at + len(follow)
		x.add(listedWrong, f.at, []corpus.Span{{Start: start, End: start + len(list)}}, 0.85, fmt.Sprintf("说是“%s”，后面列了%d个名称。", x.quote(f.at), len(items)+spare))
	}
}

// splitNames returns the items of a list joined by 、 and how many more they
// may be: a 和 joins two items that end alike (一支部和二支部), otherwise it may
// stand inside one (老干部和关工委).
func splitNames(s string) (items []string, spare int) {
	items = strings.Split(strings.TrimSpace(s), "、")
	last := items[len(items)-1]
	for _, w := range [...]string{"和", "与", "及"} {
		left, right, ok := strings.Cut(last, w)
		switch {
		case !ok:
		case left != "" && lastRunes(left, 2) == lastRunes(right, 2):
			return append(items[:len(items)-1], left, right), 0
		default:
			spare = 1
		}
	}
	return items, spare
}
