package classify

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"wenjian/corpus"
	"wenjian/internal/pattern"
	"wenjian/internal/zh"
)

// A numberClaim says how many things follow: 三点意见.
type numberClaim struct {
	corpus.Span
	n int
}

const (
	claimReach = 150 // bytes before a list in which its number is looked for
	claimTail  = 36  // bytes that may follow the number before the list begins
	maxListed  = 12  // a list of more has other forms
)

// claimBefore returns the number of things announced right before byte at:
// the last one of the text that ends there, when little follows it.
func (x *exceptionScan) claimBefore(from, at int) (numberClaim, bool) {
	from = max(from, runeAt(x.text, at-claimReach))
	s := x.text[from:at]
	best := numberClaim{}
	for _, w := range x.rules.listed {
		i := strings.LastIndex(s, w)
		if i < 0 || len(s)-i-len(w) > claimTail || from+i+len(w) < best.End || from+i+len(w) == best.End && best.n > 0 {
			continue
		}
		if n, start := numeralBefore(s, i); n >= 2 && n <= maxListed {
			best = numberClaim{corpus.Span{Start: from + start, End: from + i + len(w)}, n}
		}
	}
	tail := x.text[max(best.End, from):at]
	return best, best.n > 0 && !strings.ContainsAny(tail, "\"") && !pattern.ContainsAny(tail, x.rules.oneOf)
}

// numeralBefore returns the whole number that ends at byte i of s and where it
// begins; 0 for none, and for an ordinal.
func numeralBefore(s string, i int) (n, start int) {
	start = i
	for start > 0 {
		r, size := utf8.DecodeLastRuneInString(s[:start])
		if !strings.ContainsRune("0123456789一二两三四五六七八九十", r) {
			if r == '第' || r == '前' || r == '几' || r == '.' || r == '/' || r == '-' {
				return 0, i
			}
			break
		}
		start -= size
	}
	num := zh.ReadNumeral(s[start:i])
	if num.Len != i-start || num.Len == 0 || num.High > num.Value {
		return 0, i
	}
	return int(num.Value), start
}

var ordinals = [...]string{"一", "二", "三", "四", "五", "六", "七", "八", "九", "十"}

// series compares the items of 一是 …, 二是 … with each other and with the
// number that is announced before them.
func (x *exceptionScan) series() {
	for _, ending := range x.rules.series {
		first := "一" + ending
		for at := 0; at < len(x.text); {
			i := strings.Index(x.text[at:], first)
			if i < 0 {
				break
			}
			start := at + i
			at = start + len(first)
			if !x.itemBegins(start) {
				continue
			}
			end := len(x.text)
			for next := at; ; {
				j := strings.Index(x.text[next:], first)
				if j < 0 {
					break
				}
				if next += j; x.itemBegins(next) {
					end = next
					break
				}
				next += len(first)
			}
			x.oneSeries(start, end, ending)
		}
	}
}

// itemBegins reports whether an item can begin at byte i: behind a stop.
func (x *exceptionScan) itemBegins(i int) bool {
	before := strings.TrimRight(x.text[:i], " \t\"")
	return before == "" || isStop(before, len(before)-1, false) || strings.HasSuffix(before, "：")
}

// oneSeries looks at the series whose first item begins at start.
func (x *exceptionScan) oneSeries(start, end int, ending string) {
	items := []corpus.Span{{Start: start, End: start + len("一") + len(ending)}}
	for n := 2; n <= len(ordinals); n++ {
		last := items[len(items)-1]
		at, ok := x.item(last.End, end, ordinals[n-1]+ending)
		if !ok {
			if n < len(ordinals) {
				x.leftOut(last, end, ordinals[n-1]+ending, ordinals[n]+ending)
			}
			break
		}
		items = append(items, at)
	}
	if len(items) < 2 {
		return
	}
	from := strings.LastIndexByte(strings.TrimRight(x.text[:start], "\n \t"), '\n') + 1
	if claim, ok := x.claimBefore(from, start); ok && claim.n != len(items) && !x.seriesGoesOn(items[len(items)-1].End, end, len(items)) {
		x.add(listedWrong, claim.Span, items, 0.9, fmt.Sprintf("说是“%s”，下面列了%d项。", x.quote(claim.Span), len(items)))
	}
}

// leftOut records that a series goes from its item last to the one marked next
// without the one marked missing. Printed with a gap (四 是) it is not missing.
func (x *exceptionScan) leftOut(last corpus.Span, end int, missing, next string) {
	at, ok := x.item(last.End, end, next)
	if ok && !strings.Contains(strings.ReplaceAll(x.text[last.End:at.Start], " ", ""), missing) {
		x.add(itemMissing, at, []corpus.Span{last}, 0.9, fmt.Sprintf("“%s”之后直接是“%s”，缺少“%s”。", x.quote(last), x.quote(at), missing))
	}
}

// item returns the place of marker between from and to, where an item can begin.
func (x *exceptionScan) item(from, to int, marker string) (corpus.Span, bool) {
	for at := from; at < to; {
		i := strings.Index(x.text[at:to], marker)
		if i < 0 {
			break
		}
		if x.itemBegins(at + i) {
			return corpus.Span{Start: at + i, End: at + i + len(marker)}, true
		}
		at += i + len(marker)
	}
	return corpus.Span{}, false
}

// seriesGoesOn reports whether the item after a series of n stands in the text
// between from and to, with another ending or where no item was expected.
func (x *exceptionScan) seriesGoesOn(from, to, n int) bool {
	if n >= len(ordinals) {
		return true
	}
	_, ok := x.item(from, to, ordinals[n])
	if !ok && n+1 < len(ordinals) {
		_, ok = x.item(from, to, ordinals[n+1]+"是")
	}
	return ok
}

// headings compares the number of sections below a heading with the number
// that is announced at the end of the text before them.
func (x *exceptionScan) headings() {
	secs := x.r.Facts.Sections
	for parent := -1; parent < len(secs); parent++ {
		var children []corpus.Section
		for _, s := range secs {
			if s.Parent == parent && !s.Heading.Empty() {
				children = append(children, s)
			}
		}
		if len(children) < 2 {
			continue
		}
		from := 0
		if parent >= 0 {
			from = x.r.toView(secs[parent].Heading.Start)
		}
		first := x.r.toView(children[0].Start)
		claim, ok := x.claimBefore(from, first)
		if !ok || claim.n == len(children) || parent < 0 && !x.spoken(claim) || !x.numbered(children) || x.goesOnBelow(children, claim.n) {
			continue
		}
		var others []corpus.Span
		for _, c := range children {
			others = append(others, corpus.Span{Start: x.r.toView(c.Heading.Start), End: x.r.toView(c.Heading.End)})
		}
		x.add(listedWrong, claim.Span, others, 0.85, fmt.Sprintf("说是“%s”，下面有%d个标题。", x.quote(claim.Span), len(children)))
	}
}

// spoken reports whether a claim is about the document's outermost headings:
// 下面，我讲三点意见.
func (x *exceptionScan) spoken(c numberClaim) bool {
	before := x.text[stopBefore(x.text, c.Start, true):c.Start]
	return pattern.ContainsAny(before, x.rules.spoken)
}

// numbered reports whether the numbers of sections run from one without a gap.
func (x *exceptionScan) numbered(sections []corpus.Section) bool {
	for i, s := range sections {
		if x.mark(s).number != i+1 {
			return false
		}
	}
	return true
}

// goesOnBelow reports whether sections that are numbered from one may be not all
// that the text lists: the mark of the next one stands in the text behind them,
// or there are more than announced because others close the text.
func (x *exceptionScan) goesOnBelow(sections []corpus.Section, claimed int) bool {
	n := len(sections)
	last := sections[n-1]
	if n > claimed && (n > claimed+1 || last.Parent < 0) || n >= len(ordinals) {
		return true
	}
	m := x.mark(last)
	next := fmt.Sprint(n + 1)
	if m.han {
		next = ordinals[n]
	}
	return strings.Contains(x.text[m.at.End:], m.open+next+m.shut)
}
