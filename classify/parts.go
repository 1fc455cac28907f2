package classify

import (
	"fmt"
	"strings"

	"wenjian/corpus"
	"wenjian/internal/pattern"
)

// labelBytes is how much of the text left of a figure says what it counts.
const labelBytes = 36

// label returns the words left of the i-th figure that say what it counts: up
// to the figure before it and the last stop, brackets included.
func (x *exceptionScan) label(i int) string {
	f := x.figures[i]
	from := max(stopBefore(x.text, f.at.Start, false), runeAt(x.text, f.at.Start-labelBytes))
	if i > 0 {
		from = max(from, min(x.figures[i-1].at.End, f.at.Start))
	}
	s := x.text[from:f.at.Start]
	if j := strings.LastIndexAny(s, "(、"); j >= 0 {
		s = strings.TrimPrefix(s[j:], "、")
	}
	return s
}

// noun returns the words right of the i-th figure, up to the next stop.
func (x *exceptionScan) noun(i int) string {
	s := x.after(x.figures[i], labelBytes/2)
	if j := strings.IndexAny(s, ",、()"); j >= 0 {
		s = s[:j]
	}
	return s
}

// parts compares a whole with the parts that its sentence tells: each is no
// greater, two halves and the parts in a bracket make it up.
func (x *exceptionScan) parts() {
	for i, whole := range x.figures {
		if !whole.plain() || whole.Unit == "%" {
			continue
		}
		end := stopBehind(x.text, whole.at.End, true)
		var parts []int
		for j := i + 1; j < len(x.figures) && x.figures[j].at.Start < end; j++ {
			if !sameUnit(whole, x.figures[j]) || !x.figures[j].plain() {
				break
			}
			parts = append(parts, j)
		}
		if len(parts) == 0 {
			continue
		}
		between := x.text[whole.at.End:x.figures[parts[0]].at.Start]
		switch {
		case pattern.ContainsAny(between, x.rules.among):
			if p := x.figures[parts[0]]; p.Value > whole.Value && x.isPart(i, parts[0], between) {
				x.add(partsWrong, p.at, []corpus.Span{whole.at}, 0.9, fmt.Sprintf("“其中”的%s比总数%s还多。", x.quote(p.at), x.quote(whole.at)))
				continue
			}
			x.halves(whole, parts)
		case strings.HasPrefix(strings.TrimLeft(x.text[whole.at.End:], "党支部员总职工人"), "("):
			x.bracket(whole, parts)
		default:
			x.halves(whole, parts)
		}
	}
}

// isPart reports whether the p-th figure surely counts a part of the whole-th,
// which it follows behind between: both count the same, known, thing, and the
// whole is no change or average.
func (x *exceptionScan) isPart(whole, p int, between string) bool {
	w, f := x.figures[whole], x.figures[p]
	return f.Measure == w.Measure && f.Measure != x.c.figs.other && !strings.ContainsAny(between, ";·") &&
		!pattern.ContainsAny(x.label(whole)+between, x.rules.change)
}

// halves compares a whole with two neighbouring parts that make it up, such as
// men and women.
func (x *exceptionScan) halves(whole placedFigure, parts []int) {
	for n := 0; n+1 < len(parts); n++ {
		a, b := x.label(parts[n])+"|"+x.noun(parts[n]), x.label(parts[n+1])+"|"+x.noun(parts[n+1])
		for _, h := range x.rules.halves {
			if !(strings.Contains(a, h[0]) && strings.Contains(b, h[1]) || strings.Contains(a, h[1]) && strings.Contains(b, h[0])) {
				continue
			}
			f, g := x.figures[parts[n]], x.figures[parts[n+1]]
			if sum := f.Value + g.Value; sum != whole.Value && (sum > whole.Value || len(parts) == 2) && !pattern.ContainsAny(a+b, []string{"以上", "以下"}) {
				x.add(partsWrong, whole.at, []corpus.Span{f.at, g.at}, 0.9, fmt.Sprintf("总数是%s，%s与%s合起来是%s。", x.quote(whole.at), x.quote(f.at), x.quote(g.at), number(sum)))
			}
			return
		}
	}
}

// bracket compares a whole with the parts in the bracket behind it.
func (x *exceptionScan) bracket(whole placedFigure, parts []int) {
	open := whole.at.End + strings.IndexByte(x.text[whole.at.End:], '(')
	n := strings.IndexAny(x.text[open:], ")\n")
	if n < 0 || pattern.ContainsAny(x.text[open:open+n], x.rules.noBracket) {
		return
	}
	sum, at := 0.0, []corpus.Span(nil)
	for _, j := range parts {
		if f := x.figures[j]; f.at.Start < open+n {
			sum += f.Value
			at = append(at, f.at)
		}
	}
	if strings.Count(x.text[open:open+n], x.figures[parts[0]].Unit) != len(at) {
		return // some of its numbers were not read
	}
	if len(at) >= 2 && sum != whole.Value && x.figures[parts[0]].Measure == whole.Measure {
		x.add(partsWrong, whole.at, at, 0.85, fmt.Sprintf("总数是%s，括号内各项合起来是%s。", x.quote(whole.at), number(sum)))
	}
}

// wholes compares two figures of one sentence of which the second is part of
// the first: 发放200份,收回215份.
func (x *exceptionScan) wholes() {
	for i := 0; i+1 < len(x.figures); i++ {
		a, b := x.figures[i], x.figures[i+1]
		if a.Value >= b.Value || !sameUnit(a, b) || !a.plain() || !b.plain() || b.at.Start > stopBehind(x.text, a.at.End, true) {
			continue
		}
		for _, w := range x.rules.within {
			if strings.Contains(x.label(i), w[1]) && !strings.Contains(x.label(i), w[0]) && strings.Contains(x.label(i+1), w[0]) {
				x.add(partsWrong, b.at, []corpus.Span{a.at}, 0.9, fmt.Sprintf("%s%s，%s却有%s。", w[1], x.quote(a.at), w[0], x.quote(b.at)))
			}
		}
	}
}

// sums compares 合计 in running text with the figures before it in its sentence.
func (x *exceptionScan) sums() {
	for i, total := range x.figures {
		if i < 2 || !total.plain() || total.Unit == "%" {
			continue
		}
		label := x.label(i)
		if !hasAny(strings.TrimLeft(label, ",、:;( "), x.rules.sums, strings.HasPrefix) || pattern.ContainsAny(label, x.rules.noSum) {
			continue
		}
		from := stopBefore(x.text, total.at.Start, true)
		sum, fits, n := 0.0, false, 0
		var at []corpus.Span
		for j := i - 1; j >= 0 && x.figures[j].at.Start >= from; j-- {
			f := x.figures[j]
			if !f.plain() || f.Unit != total.Unit || f.Measure != total.Measure {
				n = 0
				break
			}
			sum += f.Value
			at = append([]corpus.Span{f.at}, at...)
			if n++; n >= 2 && sum == total.Value {
				fits = true
			}
		}
		if n >= 2 && !fits && !pattern.ContainsAny(x.text[from:total.at.Start], x.rules.noSum[:1]) {
			x.add(partsWrong, total.at, at, 0.8, fmt.Sprintf("写的合计是%s，前面各项合起来是%s。", x.quote(total.at), number(sum)))
		}
	}
}

// minCells is how many cells make a line a row of a table with a total.
const minCells = 2

// tables compares the row 合计 of a table with the sums of its columns.
func (x *exceptionScan) tables() {
	for _, w := range x.rules.totalRows {
		for at := 0; ; {
			i := strings.Index(x.text[at:], w)
			if i < 0 {
				break
			}
			at += i
			if at == 0 || x.text[at-1] == '\n' {
				x.table(at)
			}
			at += len(w)
		}
	}
}

// table looks at the table whose row of totals begins at byte at.
func (x *exceptionScan) table(at int) {
	line := func(start int) (corpus.Span, [][]int) {
		end := len(x.text)
		if n := strings.IndexByte(x.text[start:], '\n'); n >= 0 {
			end = start + n
		}
		return corpus.Span{Start: start, End: end}, cells.FindAllStringIndex(x.text[start:end], -1)
	}
	total, totals := line(at)
	if len(totals) < minCells {
		return
	}
	var rows []corpus.Span
	var columns [][][]int
	for start := at; start > 0; {
		start = strings.LastIndexByte(x.text[:start-1], '\n') + 1
		row, found := line(start)
		if len(found) != len(totals) || !strings.ContainsAny(row.Of(x.text), "0123456789") {
			break
		}
		rows, columns = append(rows, row), append(columns, found)
	}
	if len(rows) < 2 {
		return
	}
	for c := 1; c < len(totals); c++ {
		want, ok := cellNumber(total.Of(x.text)[totals[c][0]:totals[c][1]])
		sum := 0.0
		for i, row := range rows {
			n, isNumber := cellNumber(row.Of(x.text)[columns[i][c][0]:columns[i][c][1]])
			ok, sum = ok && isNumber, sum+n
		}
		if ok && sum != want {
			cell := corpus.Span{Start: at + totals[c][0], End: at + totals[c][1]}
			x.add(partsWrong, cell, rows, 0.9, fmt.Sprintf("表中%s写的是%s，各行合起来是%s。", x.text[at:at+totals[0][1]], x.quote(cell), number(sum)))
		}
	}
}
