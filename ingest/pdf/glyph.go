package pdf

import (
	"math"
	"unicode"

	"wenjian/ingest/pdf/pdfium"
)

// A glyph is one character on a page whose text runs from left to right and
// whose lines go down. Blank ones keep their place: they part words.
type glyph struct {
	r           rune
	run         int32   // text object
	x, y        float64 // origin on the base line
	left, right float64
	size        float64
	hidden      bool
	lost        bool // the file does not say which character it is
}

func (g glyph) blank() bool { return unicode.IsSpace(g.r) }

// ink returns where g shows, roughly: the marks that close or open leave half
// of their place blank, and typesetting lets neighbours use it.
func (g glyph) ink() (left, right float64) {
	half := (g.right - g.left) / 2
	switch {
	case half < 0.4*g.size:
		return g.left, g.right
	case neverFirst(g.r):
		return g.left, g.left + half
	case opens(g.r):
		return g.left + half, g.right
	}
	return g.left, g.right
}

// A sheet is one page while it is read.
type sheet struct {
	number        int // from 0
	width, height float64
	glyphs        []glyph // until they stand in lines
	marks         []glyph // written across the page: a watermark
	aside         []*line // text that runs in another direction than the rest
	rules         []pdfium.Rule
	lines         []*line // the text outside tables, top down
	tables        []*table
	scan          float64 // share of the page that images cover
	tally         tally
}

// A tally counts the glyphs of a page that are not blank.
type tally struct{ shown, hidden, lost int }

// newSheet turns what a page shows upright, so that most of its text runs
// from left to right, drops what is drawn twice, and puts the rest into
// tables and lines.
func newSheet(number int, p pdfium.Page) *sheet {
	s := &sheet{number: number, width: p.Width, height: p.Height, rules: p.Rules, scan: covered(p)}
	turn := mainAngle(p.Glyphs)
	all := make([]glyph, 0, len(p.Glyphs))
	var askew, aside []glyph
	for _, g := range p.Glyphs {
		q := upright(g, turn, p)
		to, off := quarter(g.Angle)
		switch {
		case !usable(q):
		case off >= straight:
			askew = append(askew, q)
		case quarters[to] != turn:
			aside = append(aside, upright(g, quarters[to], p))
		default:
			all = append(all, q)
		}
	}
	if turn != 0 {
		s.turnRules(turn, p)
	}
	if vertical(all) {
		all = s.transposed(all)
	}
	s.glyphs = once(sharedOut(all))
	s.marks = once(askew)
	aside = once(sharedOut(aside))
	s.aside = lines(aside)
	s.tally = count(append(aside, s.glyphs...))
	s.takeTables()
	s.lines = lines(s.glyphs)
	s.glyphs = nil
	return s
}

func count(gs []glyph) tally {
	var t tally
	for _, g := range gs {
		switch {
		case g.blank():
			continue
		case g.hidden:
			t.hidden++
		default:
			t.shown++
		}
		if g.lost {
			t.lost++
		}
	}
	return t
}

// covered returns the share of a page that its images cover, roughly: what
// images cover twice counts twice.
func covered(p pdfium.Page) float64 {
	area := 0.0
	for _, b := range p.Images {
		w := min(b.Right, p.Width) - max(b.Left, 0)
		h := min(b.Top, p.Height) - max(b.Bottom, 0)
		area += max(w, 0) * max(h, 0)
	}
	return min(1, area/(p.Width*p.Height))
}

// quarters are the directions that text on paper has.
var quarters = [4]float64{0, math.Pi / 2, math.Pi, -math.Pi / 2}

// quarter returns the index of the direction next to angle, and how far angle
// is from it.
func quarter(angle float64) (int, float64) {
	q := math.Round(angle / (math.Pi / 2))
	return (int(q) + 4) % 4, math.Abs(angle - q*math.Pi/2)
}

// mainAngle returns the direction, a multiple of 90°, in which most glyphs of
// a page run.
func mainAngle(gs []pdfium.Glyph) float64 {
	var n [4]int
	for _, g := range gs {
		if q, off := quarter(g.Angle); off < straight {
			n[q]++
		}
	}
	best := 0
	for i, k := range n {
		if k > n[best] {
			best = i
		}
	}
	return quarters[best]
}

// upright returns g on its page turned back by turn.
func upright(g pdfium.Glyph, turn float64, p pdfium.Page) glyph {
	x, y := turned(g.X, g.Y, turn, p)
	x1, _ := turned(g.Left, g.Bottom, turn, p)
	x2, _ := turned(g.Right, g.Top, turn, p)
	q := glyph{r: g.Rune, x: x, y: y, left: min(x1, x2), right: max(x1, x2), size: g.Size, run: int32(g.Run), hidden: g.Hidden, lost: g.Unmapped}
	if c, ok := symbolCodes[q.r]; ok {
		q.r, q.lost = c, false
	} else if lostRune(q.r) {
		q.lost = true
	}
	if q.lost {
		q.r = unicode.ReplacementChar
	}
	if q.right-q.left < 0.05*q.size && !q.blank() { // a font that does not say how wide its glyphs are
		q.right = q.left + q.size/2
	}
	return q
}

func turned(x, y, turn float64, p pdfium.Page) (float64, float64) {
	switch turn {
	case math.Pi / 2: // text runs upwards
		return y, p.Width - x
	case -math.Pi / 2:
		return p.Height - y, x
	case math.Pi:
		return p.Width - x, p.Height - y
	}
	return x, y
}

func (s *sheet) turnRules(turn float64, p pdfium.Page) {
	out := make([]pdfium.Rule, len(s.rules))
	for i, r := range s.rules {
		x1, y1 := turned(r.Left, r.Bottom, turn, p)
		x2, y2 := turned(r.Right, r.Top, turn, p)
		out[i].Box = pdfium.Box{Left: min(x1, x2), Bottom: min(y1, y2), Right: max(x1, x2), Top: max(y1, y2)}
	}
	s.rules = out
	if turn != math.Pi {
		s.width, s.height = s.height, s.width
	}
}

// lostRune reports whether r stands for no character that anyone could read.
func lostRune(r rune) bool {
	switch {
	case r == '\t' || r == '\n' || r == '\r':
		return false
	case r < 0x20, r == unicode.ReplacementChar, r >= 0xD800 && r < 0xE000, r > unicode.MaxRune, r&0xFFFE == 0xFFFE:
		return true
	}
	return unicode.Is(unicode.Co, r)
}

// symbolCodes has what the fonts that word processors take bullets from show
// for a code: Wingdings, and • of Symbol. PDF files give the codes as they
// stand in the private area, and often another name to the font.
var symbolCodes = map[rune]rune{
	0xF06C: '●', 0xF06E: '■', 0xF06F: '□', 0xF071: '❑', 0xF072: '❒', 0xF075: '◆', 0xF076: '❖', 0xF09F: '•', 0xF0A7: '▪',
	0xF0A8: '□', 0xF0AB: '★', 0xF0B7: '•', 0xF0D8: '➢', 0xF0E0: '→', 0xF0E8: '➔', 0xF0FC: '✓', 0xF0FD: '☒', 0xF0FE: '☑',
}

// usable reports whether q is where text can be and of a size that text has.
func usable(q glyph) bool {
	const far = 20_000 // points: the largest page that PDF allows is 14,400
	return q.size > 0.5 && q.size < 2000 && math.Abs(q.x) < far && math.Abs(q.y) < far
}

// sharedOut gives the characters that one glyph stands for, such as the two
// dashes of ——, their share of its place.
func sharedOut(gs []glyph) []glyph {
	for i := 0; i < len(gs); {
		k := i + 1
		for k < len(gs) && gs[k].run == gs[i].run && gs[k].x == gs[i].x && gs[k].y == gs[i].y && gs[k].left == gs[i].left && gs[k].right == gs[i].right {
			k++
		}
		if n := float64(k - i); n > 1 {
			left, w := gs[i].left, (gs[i].right-gs[i].left)/n
			for j := i; j < k; j++ {
				gs[j].left = left + float64(j-i)*w
				gs[j].right = gs[j].left + w
				gs[j].x = gs[j].left
			}
		}
		i = k
	}
	return gs
}

const (
	straight  = 0.1  // radians: a line that is no more askew counts as straight
	sameSpot  = 0.15 // of the size: two glyphs nearer than this are one, drawn twice to look bold
	lookBack  = 64   // how many glyphs of the same character are compared
	straightH = 0.3  // of the size: how far a vertical line may sway
)

// once returns gs without the glyphs that are drawn a second time over
// themselves.
func once(gs []glyph) []glyph {
	seen := map[rune][]int{}
	out := make([]glyph, 0, len(gs))
next:
	for _, g := range gs {
		if !g.blank() {
			was := seen[g.r]
			for _, i := range was[max(0, len(was)-lookBack):] {
				h := out[i]
				if h.run != g.run && math.Abs(h.x-g.x) < sameSpot*g.size && math.Abs(h.y-g.y) < sameSpot*g.size {
					if h.hidden && !g.hidden {
						out[i].hidden = false
					}
					continue next
				}
			}
			seen[g.r] = append(was, len(out))
		}
		out = append(out, g)
	}
	return out
}

// vertical reports whether the text runs down in columns: most glyphs stand
// straight below the one before.
func vertical(gs []glyph) bool {
	down, all := 0, 0
	for i := 1; i < len(gs); i++ {
		a, b := gs[i-1], gs[i]
		if a.blank() || b.blank() {
			continue
		}
		all++
		if dy := a.y - b.y; math.Abs(a.x-b.x) < straightH*a.size && dy > 0.5*a.size && dy < 1.6*a.size {
			down++
		}
	}
	return all >= 4 && 3*down > 2*all
}

// transposed lays columns that go from right to left as lines that go down.
func (s *sheet) transposed(gs []glyph) []glyph {
	for i, g := range gs {
		mid := (g.left + g.right) / 2
		g.left = s.height - g.y - g.size/2
		g.right = g.left + g.size
		g.x, g.y = g.left, mid-g.size/2
		if r, ok := uprightForms[g.r]; ok {
			g.r = r
		}
		gs[i] = g
	}
	s.width, s.height = s.height, s.width
	s.rules = nil
	return gs
}

// uprightForms maps the forms that punctuation has in vertical text (Unicode
// FE10 to FE44) to the marks they stand for.
var uprightForms = map[rune]rune{
	'︐': '，', '︑': '、', '︒': '。', '︓': '：', '︔': '；', '︕': '！', '︖': '？', '︙': '…', '︱': '—', '︳': '_',
	'︵': '（', '︶': '）', '︷': '｛', '︸': '｝', '︹': '〔', '︺': '〕', '︻': '【', '︼': '】', '︽': '《', '︾': '》',
	'︿': '〈', '﹀': '〉', '﹁': '「', '﹂': '」', '﹃': '『', '﹄': '』',
}
