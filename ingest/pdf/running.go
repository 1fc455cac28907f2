package pdf

import (
	"cmp"
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"wenjian/ingest/page"
	"wenjian/internal/zh"
)

const (
	edgeLines  = 3    // lines at the top and bottom of a page that may be headers and footers
	edgeZone   = 0.16 // share of the page's height at top and bottom where they stand
	sameHeight = 6.0  // points: headers of several pages stand at one height
	tooBig     = 1.12 // times the size of the text: headers are no larger
)

// An edge is a line that may be a header or footer.
type edge struct {
	sheet *sheet
	line  *line
	top   bool
	key   string  // its text without blanks, figures as #
	plain string  // its text without blanks, folded
	at    float64 // height above the bottom, or below the top
}

var (
	// surePageNumber matches what is a page number wherever it stands at an edge.
	surePageNumber = regexp.MustCompile(`^(?:[-–—―_·•~*]+[0-9]{1,4}[-–—―_·•~*]+|第?[0-9]{1,4}页(?:[,、/|]?共[0-9]{1,4}页)?|第[0-9一二三四五六七八九十百]{1,5}页(?:[,、/|]?共[0-9一二三四五六七八九十百]{1,5}页)?|共[0-9]{1,4}页[,、/|]?第[0-9]{1,4}页|page[0-9]{1,4}(?:(?:of|/)[0-9]{1,4})?|[-–—―]+[ivxlc]{1,6}[-–—―]+)$`)
	// likePageNumber matches what may be one.
	likePageNumber = regexp.MustCompile(`^(?:[0-9]{1,4}|[ivxl]{1,5}|[0-9]{1,4}/[0-9]{1,4})$`)
	// browserFoot matches what browsers print below a page, browserHead what above.
	browserFoot = regexp.MustCompile(`^(?:https?|file|about):.*?(?:[0-9]+/[0-9]+)?$`)
	browserHead = regexp.MustCompile(`^[0-9]{1,4}[/.-][0-9]{1,2}[/.-][0-9]{1,4},?(?:上午|下午|am|pm)?[0-9]{1,2}:[0-9]{2}`)
	figures     = regexp.MustCompile(`[0-9]+`)
)

// takeRunning takes headers, footers and page numbers out of the lines of the
// sheets: what stands at the edge of the paper and is a page number by its
// form, or returns on other pages.
func takeRunning(sheets []*sheet, m margins) {
	var edges []edge
	for _, s := range sheets {
		edges = append(edges, s.edges()...)
	}
	same := map[string][]edge{}
	for _, e := range edges {
		same[e.key] = append(same[e.key], e)
	}
	steps := pageSteps(edges)
	browser := slices.ContainsFunc(edges, func(e edge) bool { return !e.top && browserFoot.MatchString(e.plain) })
	for _, e := range edges {
		switch {
		case surePageNumber.MatchString(e.plain):
			e.line.why = page.WhyPageNumber
		case likePageNumber.MatchString(e.plain) && (steps[step(e)] > 1 || e.isFirstNumber() && e.alone(m)):
			e.line.why = page.WhyPageNumber
		case !e.top && browserFoot.MatchString(e.plain) && e.alone(m):
			e.line.why = page.WhyFooter
		case browser && e.top && browserHead.MatchString(e.plain):
			e.line.why = page.WhyHeader
		case e.line.size > tooBig*m.size:
		case returns(e, same[e.key], len(sheets)) && (e.alone(m) || e.line.size < 0.95*m.size || e.underlined()), e.underlined() && e.line.size < 0.95*m.size && e.top:
			e.line.why = page.WhyFooter
			if e.top {
				e.line.why = page.WhyHeader
			}
		}
	}
	for _, s := range sheets {
		s.keepContiguous()
	}
}

// edges returns the lines at the top and bottom of s.
func (s *sheet) edges() []edge {
	var out []edge
	n := len(s.lines)
	for i, l := range s.lines {
		mid := (l.top() + l.bottom()) / 2
		top := i < edgeLines && mid > s.height*(1-edgeZone)
		if !top && (i < n-edgeLines || mid > s.height*edgeZone) {
			continue
		}
		plain := zh.Fold(strings.Join(strings.Fields(l.text()), ""))
		e := edge{sheet: s, line: l, top: top, plain: plain, key: figures.ReplaceAllString(plain, "#"), at: l.base}
		if top {
			e.at = s.height - l.base
		}
		if plain != "" {
			out = append(out, e)
		}
	}
	return out
}

// step returns the difference between the number that e says and the number
// of its page: the same for all page numbers of a document.
func step(e edge) int {
	n, err := strconv.Atoi(strings.SplitN(e.plain, "/", 2)[0])
	if err != nil {
		return math.MinInt
	}
	return n - e.sheet.number
}

// pageSteps counts how many edges have each step, a page once.
func pageSteps(edges []edge) map[int]int {
	out, seen := map[int]int{}, map[[2]int]bool{}
	for _, e := range edges {
		if !likePageNumber.MatchString(e.plain) {
			continue
		}
		if k := [2]int{step(e), e.sheet.number}; k[0] != math.MinInt && !seen[k] {
			seen[k] = true
			out[k[0]]++
		}
	}
	return out
}

// isFirstNumber reports whether e says the number of its page, counted from 1.
func (e edge) isFirstNumber() bool { return step(e) == 1 }

// returns reports whether e stands at the same height of other pages, too:
// of a third of them, since odd and even pages differ and the first has none.
func returns(e edge, same []edge, pages int) bool {
	if len([]rune(e.plain)) < 2 {
		return false
	}
	on := map[int]bool{}
	for _, o := range same {
		if o.top == e.top && math.Abs(o.at-e.at) <= sameHeight {
			on[o.sheet.number] = true
		}
	}
	return len(on) >= 2 && len(on)*3 >= pages
}

// alone reports whether e stands apart from the text.
func (e edge) alone(m margins) bool {
	gap := math.Inf(1)
	for _, l := range e.sheet.lines {
		if l == e.line || l.why != "" {
			continue
		}
		d := l.bottom() - e.line.top()
		if e.top {
			d = e.line.bottom() - l.top()
		}
		if d > -0.5*l.size {
			gap = min(gap, d)
		}
	}
	for _, t := range e.sheet.tables {
		d := t.box.Bottom - e.line.top()
		if e.top {
			d = e.line.bottom() - t.box.Top
		}
		if d > 0 {
			gap = min(gap, d)
		}
	}
	return gap > max(0.5*m.pitch, 0.9*m.size)
}

// underlined reports whether a rule parts e from the text.
func (e edge) underlined() bool {
	for _, r := range e.sheet.rules {
		if !r.Horizontal() || r.Width() < 0.4*e.sheet.width {
			continue
		}
		y := (r.Top + r.Bottom) / 2
		if e.top && y < e.line.base && e.line.base-y < 1.2*e.line.size || !e.top && y > e.line.base && y-e.line.top() < e.line.size {
			return true
		}
	}
	return false
}

// keepContiguous lets only lines be running ones that no text parts from the
// edge of the page.
func (s *sheet) keepContiguous() {
	slices.SortStableFunc(s.lines, func(a, b *line) int { return cmp.Compare(b.base, a.base) })
	body := func(l *line) bool { return l.why == "" }
	first := slices.IndexFunc(s.lines, body)
	if first < 0 {
		return
	}
	last := len(s.lines) - 1
	for !body(s.lines[last]) {
		last--
	}
	for _, l := range s.lines[first:last] {
		l.why = ""
	}
}
