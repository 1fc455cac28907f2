package classify

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"wenjian/corpus"
	"wenjian/internal/zh"
)

// numbering looks for a number that the headings of one level leave out: 二、
// behind which 四、 follows, with 三、 nowhere between.
func (x *exceptionScan) numbering() {
	last := map[int]int{} // parent to its latest headed section
	secs := x.r.Facts.Sections
	for i, s := range secs {
		if s.Heading.Empty() {
			continue
		}
		j, ok := last[s.Parent]
		last[s.Parent] = i
		if !ok || secs[j].Level != s.Level {
			continue
		}
		a, b := x.mark(secs[j]), x.mark(s)
		if a.number == 0 || b.number != a.number+2 || a.form() != b.form() || b.number > len(ordinals) {
			continue
		}
		missing := fmt.Sprint(a.number + 1)
		if a.han {
			missing = ordinals[a.number]
		}
		between := x.text[a.at.End:b.at.Start]
		if flat := strings.ReplaceAll(between, " ", ""); strings.Contains(flat, a.open+missing+a.shut) || strings.Contains(flat, "\n"+a.open+missing) {
			continue // it stands there, only not as a heading
		}
		x.add(itemMissing, b.at, []corpus.Span{a.at}, 0.8, fmt.Sprintf("标题“%s”之后直接是“%s”，缺少“%s”。", x.quote(a.at), x.quote(b.at), a.open+missing+a.shut))
	}
}

// A headingMarker is the number a heading begins with, as (二) or 2. or 第二,.
type headingMarker struct {
	at         corpus.Span // in the folded text
	number     int         // 0: none
	han        bool
	open, shut string
}

// form tells markers of one kind from those of others.
func (m headingMarker) form() string { return fmt.Sprint(m.open, m.han, m.shut) }

// mark reads the number that the heading of s begins with.
func (x *exceptionScan) mark(s corpus.Section) headingMarker {
	start := x.r.toView(s.Heading.Start)
	text := x.text[start:x.r.toView(s.Heading.End)]
	rest := strings.TrimLeft(text, " \t")
	var m headingMarker
	for _, w := range [...]string{"(", "第"} {
		if strings.HasPrefix(rest, w) {
			m.open, rest = w, rest[len(w):]
		}
	}
	n := zh.ReadNumeral(rest)
	if n.Len == 0 || n.Value != n.High || n.Value < 1 || n.Value > 99 || n.Value != float64(int(n.Value)) {
		return headingMarker{}
	}
	r, size := utf8.DecodeRuneInString(rest[n.Len:])
	if !strings.ContainsRune("、.,:)是要章条部步 ", r) || strings.HasPrefix(rest[n.Len+size:], "1") {
		return headingMarker{}
	}
	m.number, m.han, m.shut = int(n.Value), n.Han, string(r)
	m.at = corpus.Span{Start: start, End: start + len(text) - len(rest) + n.Len + size}
	return m
}
