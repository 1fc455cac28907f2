package classify

import (
	"fmt"
	"sort"
	"strings"
	"unicode/utf8"

	"wenjian/corpus"
)

// Kinds of exceptions, rows of exceptions.yaml. The tests say that each row has
// a check and each check a row.
const (
	listedWrong  = "数目不符"
	itemMissing  = "序号缺失"
	partsWrong   = "分项不符"
	tooMany      = "人数超出"
	twoValues    = "前后不一"
	rateWrong    = "比例不符"
	normMissed   = "未达次数"
	noSuchDay    = "日期不存在"
	yearWrong    = "年份有误"
	afterSigning = "落款后日期"
	outOfSeason  = "活动期外"
)

// exceptionRules are the words of exceptions.yaml.
type exceptionRules struct {
	listed, series, opensList, noName, namesFollow []string
	sums, noSum, totalRows                         []string
	stock, basics, partOf, andOthers, notOwn, all  []string
	done, ahead, year                              []string
	halves, within, rates                          [][]string // bar-separated
	perYear                                        map[string]float64
	stockKinds                                     []stockKind
	everybody, spoken, among, change, noBracket    []string
	countsTime, namesYear, oneOf                   []string
}

func compileExceptions(l *list) (*exceptionRules, error) {
	t := l.Terms
	e := &exceptionRules{
		listed: t["listed"], series: t["series"], opensList: t["opens_list"], noName: t["no_name"], namesFollow: t["names_follow"],
		sums: t["sums"], noSum: t["no_sum"], totalRows: t["total_rows"],
		stock: t["stock"], basics: t["basics"], partOf: t["part_of"], andOthers: t["and_others"], notOwn: t["not_own"], all: t["all"],
		done: t["done"], ahead: t["ahead"], year: t["year"], perYear: map[string]float64{},
		everybody: t["everybody"], spoken: t["spoken"], among: t["among"], change: t["change"], noBracket: t["no_bracket"],
		countsTime: t["counts_time"], namesYear: t["names_year"], oneOf: t["one_of"],
	}
	for _, s := range []struct {
		to   *[][]string
		name string
		n    int
	}{{&e.halves, "halves", 2}, {&e.within, "within", 2}, {&e.rates, "rates", 3}} {
		for _, w := range t[s.name] {
			parts := strings.Split(w, "|")
			if len(parts) != s.n {
				return nil, fmt.Errorf("%w: exceptions.yaml: terms %s: %q needs %d parts", ErrTaxonomy, s.name, w, s.n)
			}
			*s.to = append(*s.to, parts)
		}
	}
	for _, w := range t["stock_of"] {
		measure, members, ok := strings.Cut(w, "=")
		if !ok {
			return nil, fmt.Errorf("%w: exceptions.yaml: terms stock_of: %q is not measure=members", ErrTaxonomy, w)
		}
		e.stockKinds = append(e.stockKinds, stockKind{measure, strings.Split(members, "|")})
	}
	for _, w := range t["rates_of_year"] {
		var n float64
		word, number, _ := strings.Cut(w, "=")
		if _, err := fmt.Sscanf(number, "%g", &n); err != nil || n <= 0 {
			return nil, fmt.Errorf("%w: exceptions.yaml: terms rates_of_year: %q is not word=times", ErrTaxonomy, w)
		}
		e.perYear[word] = n
	}
	return e, nil
}

// An exceptionScan looks for contradictions in one document. Offsets are bytes
// of the folded text. Every check wants to be certain: an official who is sent
// to look at nothing twice looks no third time.
type exceptionScan struct {
	rules   *exceptionRules
	c       *Classifier
	r       *reading
	text    string
	figures []placedFigure
}

// A placedFigure is a figure with its place in the folded text.
type placedFigure struct {
	corpus.Figure
	at corpus.Span
}

// exceptions finds where the document contradicts itself.
func (c *Classifier) exceptions(r *reading) {
	x := &exceptionScan{rules: c.exc, c: c, r: r, text: r.view.Text}
	for _, f := range r.Figures {
		p := placedFigure{f, corpus.Span{Start: r.toView(f.Start), End: r.toView(f.End)}}
		if before, _ := utf8.DecodeLastRuneInString(x.text[:p.at.Start]); strings.ContainsRune("·一二三四五六七八九十〇", before) {
			p.Masked = true // the end of a number in an old way of writing: 二七个
		}
		x.figures = append(x.figures, p)
	}
	x.series()
	x.headings()
	x.numbering()
	x.names()
	x.parts()
	x.wholes()
	x.sums()
	x.tables()
	x.stocks()
	x.sameQuantity()
	x.rates()
	x.norms()
	x.dates()
	sort.SliceStable(r.Exceptions, func(i, j int) bool { return r.Exceptions[i].Start < r.Exceptions[j].Start })
}

// add records a contradiction unless the same claim stands recorded already.
func (x *exceptionScan) add(kind string, claim corpus.Span, others []corpus.Span, sure float64, says string) {
	e := corpus.Exception{
		Span: x.r.span(claim.Start, claim.End), Kind: kind, Says: says,
		By: corpus.By{Rule: "exceptions/" + kind, Confidence: sure},
	}
	for _, o := range x.r.Exceptions {
		if o.Kind == kind && o.Overlap(e.Span) > 0 {
			return
		}
	}
	for _, o := range others {
		e.Others = append(e.Others, x.r.span(o.Start, o.End))
	}
	x.r.Exceptions = append(x.r.Exceptions, e)
}

// quote returns what the document prints at a span of the folded text, on one line.
func (x *exceptionScan) quote(s corpus.Span) string {
	return strings.Join(strings.Fields(x.r.span(s.Start, s.End).Of(x.r.doc.Text)), "")
}

// before returns at most n bytes of f's sentence left of it.
func (x *exceptionScan) before(f placedFigure, n int) string {
	return x.text[max(stopBefore(x.text, f.at.Start, true), runeAt(x.text, f.at.Start-n)):f.at.Start]
}

// after returns at most n bytes of f's sentence right of it.
func (x *exceptionScan) after(f placedFigure, n int) string {
	return x.text[f.at.End:min(stopBehind(x.text, f.at.End, true), runeAt(x.text, f.at.End+n))]
}

// runeAt returns the rune boundary of s at or before byte i, which may lie outside.
func runeAt(s string, i int) int {
	i = min(max(i, 0), len(s))
	for i > 0 && i < len(s) && s[i]&0xC0 == 0x80 {
		i--
	}
	return i
}

// plain reports whether f is a number that can be compared with others.
func (f placedFigure) plain() bool {
	return !f.Masked && !f.Norm && f.Op == corpus.Equal
}

// countsPeople reports whether f counts persons (not 人次).
func (f placedFigure) countsPeople() bool {
	return f.Unit == "名" || f.Unit == "人" || f.Unit == "位"
}

// sameUnit reports whether two figures count the same way.
func sameUnit(a, b placedFigure) bool {
	return a.Unit == b.Unit || a.countsPeople() && b.countsPeople()
}

// number prints a figure's value as Chinese texts print it.
func number(v float64) string {
	return strings.TrimSuffix(strings.TrimRight(fmt.Sprintf("%.2f", v), "0"), ".")
}
