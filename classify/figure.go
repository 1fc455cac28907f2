package classify

import (
	"math"
	"strings"
	"unicode/utf8"

	"wenjian/corpus"
	"wenjian/internal/linear"
	"wenjian/internal/zh"
)

// figures finds every number that counts something, with its unit, and says
// what it measures and whether it is a norm.
func (c *Classifier) figures(r *reading) {
	var bag linear.Bag
	c.eachFigure(r, func(s *figureScan, i int, before, after string) { c.learnedMeasure(s, i, before, after, &bag) })
}

// eachFigure finds the figures, and for each what the rules say that it
// measures; then it calls decide for figure i of s.found, with what stands
// before and after it in its sentence, which may change that before the next
// is looked at.
func (c *Classifier) eachFigure(r *reading, decide func(s *figureScan, i int, before, after string)) {
	s := newFigureScan(c.figs, r)
	quoted := s.quoted
	for at := 0; at < len(s.text); {
		for len(quoted) > 0 && quoted[0].Start < at {
			quoted = quoted[1:]
		}
		if len(quoted) > 0 && quoted[0].Start == at {
			at = quoted[0].End
			continue
		}
		if r, size := utf8.DecodeRuneInString(s.text[at:]); !c.figs.begins.Has(r) {
			at += size
			continue
		}
		l, ok := s.literal(at)
		if !ok {
			at = max(at+1, l.end)
			for at < len(s.text) && !utf8.RuneStart(s.text[at]) {
				at++
			}
			continue
		}
		s.found = append(s.found, l)
		at = l.end
	}
	s.measure(decide)
	for _, l := range s.found {
		r.Figures = append(r.Figures, corpus.Figure{
			Span:    corpus.Span{Start: r.view.At(l.start), End: r.view.At(l.end)},
			Measure: l.measure, Value: l.value, Unit: l.unit, Op: l.op, Norm: l.norm, Masked: l.masked,
			By: corpus.By{Rule: l.rule, Confidence: l.confidence},
		})
	}
}

// A literal is one figure on its way: bytes of the folded text.
type literal struct {
	start, end int
	numeral    int // where the number begins: 近 and 约 stand before it
	value      float64
	unit       string
	op         corpus.Op
	masked     bool
	norm       bool
	measure    string
	rule       string
	confidence float64
}

// figureScan walks one text.
type figureScan struct {
	rules  *figureRules
	r      *reading
	text   string
	quoted []corpus.Span // 《…》 and short quotations, in order
	found  []literal

	activities mentionPlaces
	labels     []bool  // labels that can match around the present figure
	row        [][]int // cells of the line that begins at rowStart
	rowStart   int
	can        []bool // patterns of measures that can match around the present figure
}

const (
	yearUnit = "年" // counts only in the contexts of term years
	maxYears = 200 // more is a date
)

// What a numeral (zh.ReadNumeral) can begin with, and what stands for a digit
// that was blotted out.
const (
	numeralStarts = "0123456789〇零○一壹二两贰俩三叁仨四肆五伍六陆七柒八捌九玖十拾百佰千仟万萬亿廿卅几数半"
	masks         = "x*×_□○"
)

const labelRunes = 14 // a quotation no longer than this is a label; its digits count nothing

func newFigureScan(rules *figureRules, r *reading) *figureScan {
	s := &figureScan{rules: rules, r: r, text: r.view.Text}
	for at := 0; at < len(s.text); {
		switch {
		case strings.HasPrefix(s.text[at:], "《"):
			if n := strings.Index(s.text[at:], "》"); n > 0 && !strings.Contains(s.text[at:at+n], "\n") {
				s.quoted = append(s.quoted, corpus.Span{Start: at, End: at + n})
				at += n
			}
		case s.text[at] == '"':
			if n := strings.IndexAny(s.text[at+1:], "\"\n"); n > 0 && s.text[at+1+n] == '"' {
				if runes(s.text[at+1:at+1+n]) <= labelRunes {
					s.quoted = append(s.quoted, corpus.Span{Start: at, End: at + 1 + n + 1})
				}
				at += 1 + n
			}
		}
		at++
	}
	return s
}

// literal reads the figure that begins at byte at. When there is none it
// returns where the scan may go on (end), at least past a number that counts
// nothing.
func (s *figureScan) literal(at int) (literal, bool) {
	l := literal{start: at, numeral: at, op: corpus.Equal}
	t := s.text
	for _, p := range s.rules.prefixes {
		if strings.HasPrefix(t[at:], p.word) {
			l.op, l.numeral = p.op, at+len(p.word)
			l.numeral += spaces(t[l.numeral:])
			break
		}
	}
	n := readCount(t[l.numeral:])
	size := n.Len
	if size == 0 {
		size = maskLen(t[l.numeral:])
		l.masked = size > 0
	}
	if size == 0 {
		return l, false
	}
	l.end = l.numeral + size
	if s.ordinal(l.numeral) {
		return l, false
	}
	l.value = n.Value
	if n.More || n.High > n.Value {
		l.op = corpus.AtLeast
	}
	if !s.readUnit(&l, n) {
		return l, false
	}
	if l.masked {
		l.value = 0
	}
	if !l.masked && n.Han && n.Value == 1 && n.High == 1 && l.op != corpus.AtLeast && !s.counts(l) {
		return l, false
	}
	if l.unit == yearUnit && (l.value > maxYears || !s.rules.years.Match(s.before(l, 12)+"#"+l.unit+"#"+s.after(l, 4))) {
		return l, false
	}
	if s.rules.excluded(&s.labels, s.before(l, 12), s.text[l.numeral:l.end], s.after(l, 8)) {
		return l, false
	}
	s.outsideOp(&l)
	return l, true
}

// readCount reads a numeral, 百分之百, 半 before a span of time, or a bare 百余, 千余
// that stands for one.
func readCount(s string) zh.Numeral {
	if n := zh.ReadNumeral(s); n.Len > 0 {
		return n
	}
	if whole := "百分之百"; strings.HasPrefix(s, whole) {
		return zh.Numeral{Value: 100, High: 100, Len: len(whole), Percent: true, Han: true}
	}
	for _, span := range []string{"小时", "天", "个小时"} {
		if rest, ok := strings.CutPrefix(s, "半"); ok && strings.HasPrefix(rest, span) {
			return zh.Numeral{Value: 0.5, High: 0.5, Len: len("半"), Han: true}
		}
	}
	for _, w := range []struct {
		word  string
		value float64
	}{{"百", 100}, {"千", 1000}, {"万", 10000}} {
		if rest, ok := strings.CutPrefix(s, w.word); ok && (strings.HasPrefix(rest, "余") || strings.HasPrefix(rest, "多")) {
			return zh.Numeral{Value: w.value, High: w.value, Len: len(w.word) + len("余"), More: true, Han: true}
		}
	}
	return zh.Numeral{}
}

// readUnit reads what stands between number and unit, the unit, and what is
// still part of the literal behind it.
func (s *figureScan) readUnit(l *literal, n zh.Numeral) bool {
	t, at := s.text, l.end
	if n.Percent {
		l.unit = "%"
		return true
	}
	at += spaces(t[at:])
	if l.masked { // XX万元
		for strings.HasPrefix(t[at:], "万") || strings.HasPrefix(t[at:], "亿") || strings.HasPrefix(t[at:], "千") {
			at += len("万")
		}
	}
	for _, w := range []string{"余", "多", "来"} {
		if strings.HasPrefix(t[at:], w) {
			at += len(w)
			l.op = corpus.AtLeast
			break
		}
	}
	if l.op == corpus.AtLeast { // 1300多万
		for _, w := range []struct {
			word string
			f    float64
		}{{"万", 1e4}, {"亿", 1e8}, {"千", 1e3}} {
			if strings.HasPrefix(t[at:], w.word) {
				l.value = math.Min(l.value*w.f, math.MaxFloat64)
				at += len(w.word)
				break
			}
		}
	}
	at += spaces(t[at:])
	u, ok := s.rules.unitAt(t[at:])
	if !ok {
		return false
	}
	l.unit = u.name
	l.end = at + u.length
	if s.rules.notMasked[u.word] && l.masked { // ××镇 is a name
		return false
	}
	if u.name == "%" && u.word != "%" { // 六成
		l.value *= 10
	}
	if u.time && strings.Contains(u.word, "多") { // 1个多小时
		l.op = corpus.AtLeast
	}
	if strings.HasPrefix(t[l.end:], "多") && (u.time || u.name == "%") { // 三年多, 六成多
		l.op = corpus.AtLeast
	}
	s.closeRange(l, u)
	for _, w := range s.rules.suffixes {
		if strings.HasPrefix(t[l.end:], w.word) {
			l.end += len(w.word)
			l.op = w.op
			break
		}
	}
	return true
}

// closeRange takes in the second half of 3条至5条.
func (s *figureScan) closeRange(l *literal, u unitWord) {
	rest := s.text[l.end:]
	r, size := utf8.DecodeRuneInString(rest)
	if r != '至' && r != '-' && r != '~' {
		return
	}
	n := zh.ReadNumeral(rest[size:])
	if n.Len == 0 || n.Value <= l.value {
		return
	}
	if v, ok := s.rules.unitAt(rest[size+n.Len:]); ok && v.name == u.name {
		l.end += size + n.Len + v.length
		l.op = corpus.AtLeast
	}
}

// ordinal reports whether the number at byte at is part of an ordinal, a
// decimal, a code or a longer word.
func (s *figureScan) ordinal(at int) bool {
	before := s.text[:at]
	r, size := utf8.DecodeLastRuneInString(before)
	switch {
	case r == '第' || r == '.' || r == '+' || r == '/' || r >= '0' && r <= '9' || r >= 'a' && r <= 'z' && r != 'x':
		return true
	case r == '、' || r == '-':
		// 第一、二、三支部
		p := before[:len(before)-size]
		for p != "" {
			q, n := utf8.DecodeLastRuneInString(p)
			if q == '第' {
				return true
			}
			if zh.ReadNumeral(p[len(p)-n:]).Len == 0 && q != '、' && (q < '0' || q > '9') {
				return r == '-' && q >= '0' && q <= '9'
			}
			p = p[:len(p)-n]
		}
	case r == '=' || r == '第':
		return true
	}
	return false
}

// counts reports whether 一 with its unit is a number here and no article:
// in a norm (每月一次), or as how often an act was done (上了一堂党课).
func (s *figureScan) counts(l literal) bool {
	before, after := s.before(l, 44), s.after(l, 6)
	context := before + "#" + l.unit + "#" + after
	return !s.rules.oneNot.Match(context) && s.rules.one.Match(context)
}

// before returns up to n characters of l's sentence left of it.
func (s *figureScan) before(l literal, n int) string {
	at := l.start
	for ; n > 0 && at > 0; n-- {
		r, size := utf8.DecodeLastRuneInString(s.text[:at])
		if r == '\n' || zh.IsSentenceEnd(r) {
			break
		}
		at -= size
	}
	return s.text[at:l.start]
}

// after returns up to n characters of l's sentence right of it.
func (s *figureScan) after(l literal, n int) string {
	at := l.end
	for ; n > 0 && at < len(s.text); n-- {
		r, size := utf8.DecodeRuneInString(s.text[at:])
		if r == '\n' || zh.IsSentenceEnd(r) {
			break
		}
		at += size
	}
	return s.text[l.end:at]
}

// outsideOp looks for a bound around the literal: 不少于, 以上 …
func (s *figureScan) outsideOp(l *literal) {
	if l.op != corpus.Equal {
		return
	}
	before, after := s.before(*l, 6), s.after(*l, 4)
	for _, w := range s.rules.bounds {
		if w.left && strings.HasSuffix(before, w.word) || !w.left && strings.HasPrefix(after, w.word) {
			l.op = w.op
			return
		}
	}
	clause := s.before(*l, 16)
	if i := strings.LastIndexAny(clause, ",:0123456789"); i >= 0 {
		clause = clause[i+1:]
	}
	for _, w := range s.rules.far {
		if strings.Contains(clause, w) {
			l.op = corpus.AtLeast
			return
		}
	}
}

// maskLen returns the length of a blotted-out number at the start of s.
func maskLen(s string) int {
	n := 0
	for n < len(s) {
		r, size := utf8.DecodeRuneInString(s[n:])
		if r == '.' && n > 0 && maskLen(s[n+size:]) > 0 { // *.*万元
			n += size
			continue
		}
		if !strings.ContainsRune(masks, r) {
			break
		}
		n += size
	}
	return n
}

func spaces(s string) int { return len(s) - len(strings.TrimLeft(s, " ")) }
