package pdf

import (
	"cmp"
	"math"
	"slices"

	"wenjian/ingest/pdf/pdfium"
)

const (
	touch     = 3.0 // points: rules that come this near meet
	sameTrack = 2.0 // points: parallel rules this near are one line of a grid
	maxTracks = 200 // lines of a grid in one direction; more is a drawing
)

// A grid is a net of rules, the frame of a table: its lines by coordinate and
// which stretches of them are drawn.
type grid struct {
	xs []float64 // ascending
	ys []float64 // descending
	// across[i][j] says that line ys[i] is drawn between xs[j] and xs[j+1];
	// down[i][j] that line xs[j] is drawn between ys[i] and ys[i+1].
	across, down [][]bool
}

// grids finds the nets among rules: rules that meet belong to one net, and a
// net has at least two lines in both directions.
func grids(rules []pdfium.Rule) []*grid {
	rules = joinedRules(rules)
	group := meeting(rules)
	byGroup := map[int][]pdfium.Rule{}
	var order []int
	for i, g := range group {
		if byGroup[g] == nil {
			order = append(order, g)
		}
		byGroup[g] = append(byGroup[g], rules[i])
	}
	var out []*grid
	for _, g := range order {
		if gr := newGrid(byGroup[g]); gr != nil {
			out = append(out, gr)
		}
	}
	return out
}

const maxRules = 4000

// joinedRules joins the pieces that one line is drawn in, as word processors
// draw each cell's border on its own.
func joinedRules(rules []pdfium.Rule) []pdfium.Rule {
	var across, down []pdfium.Rule
	for _, r := range rules[:min(len(rules), maxRules)] {
		if r.Horizontal() {
			across = append(across, r)
		} else {
			down = append(down, r)
		}
	}
	return append(joinedAlong(across, true), joinedAlong(down, false)...)
}

// track is the place of a rule across its direction, from and to along it.
func track(r pdfium.Rule, horizontal bool) (at, from, to float64) {
	if horizontal {
		return (r.Bottom + r.Top) / 2, r.Left, r.Right
	}
	return (r.Left + r.Right) / 2, r.Bottom, r.Top
}

func joinedAlong(rules []pdfium.Rule, horizontal bool) []pdfium.Rule {
	slices.SortFunc(rules, func(a, b pdfium.Rule) int {
		at, af, _ := track(a, horizontal)
		bt, bf, _ := track(b, horizontal)
		if c := cmp.Compare(math.Round(at/sameTrack), math.Round(bt/sameTrack)); c != 0 {
			return c
		}
		return cmp.Compare(af, bf)
	})
	var out []pdfium.Rule
	for _, r := range rules {
		at, from, to := track(r, horizontal)
		if k := len(out) - 1; k >= 0 {
			pt, _, pto := track(out[k], horizontal)
			if math.Abs(at-pt) <= sameTrack && from <= pto+touch {
				if to > pto {
					if horizontal {
						out[k].Right = r.Right
					} else {
						out[k].Top = r.Top
					}
				}
				continue
			}
		}
		out = append(out, r)
	}
	return out
}

// meeting numbers rules so that those that meet, directly or by others, share
// a number.
func meeting(rules []pdfium.Rule) []int {
	parent := make([]int, len(rules))
	for i := range parent {
		parent[i] = i
	}
	root := func(i int) int {
		for parent[i] != i {
			parent[i] = parent[parent[i]]
			i = parent[i]
		}
		return i
	}
	for i, a := range rules {
		for j := i + 1; j < len(rules); j++ {
			b := rules[j]
			if a.Horizontal() != b.Horizontal() && a.Left <= b.Right+touch && b.Left <= a.Right+touch && a.Bottom <= b.Top+touch && b.Bottom <= a.Top+touch {
				parent[root(i)] = root(j)
			}
		}
	}
	out := make([]int, len(rules))
	for i := range rules {
		out[i] = root(i)
	}
	return out
}

// newGrid builds the net of rules that meet, nil when they frame nothing.
func newGrid(rules []pdfium.Rule) *grid {
	var xs, ys []float64
	for _, r := range rules {
		at, _, _ := track(r, r.Horizontal())
		if r.Horizontal() {
			ys = append(ys, at)
		} else {
			xs = append(xs, at)
		}
	}
	g := &grid{xs: tracks(xs), ys: tracks(ys)}
	slices.Reverse(g.ys)
	if len(g.xs) < 2 || len(g.ys) < 2 || len(g.xs) > maxTracks || len(g.ys) > maxTracks {
		return nil
	}
	g.across = flags(len(g.ys), len(g.xs)-1)
	g.down = flags(len(g.ys)-1, len(g.xs))
	for _, r := range rules {
		g.draw(r)
	}
	return g
}

func flags(rows, columns int) [][]bool {
	out := make([][]bool, rows)
	for i := range out {
		out[i] = make([]bool, columns)
	}
	return out
}

// tracks returns the distinct places of vs, ascending.
func tracks(vs []float64) []float64 {
	slices.Sort(vs)
	var out []float64
	for _, v := range vs {
		if k := len(out) - 1; k < 0 || v-out[k] > touch {
			out = append(out, v)
		}
	}
	return out
}

// draw marks the stretches of g that r covers.
func (g *grid) draw(r pdfium.Rule) {
	if r.Horizontal() {
		i := nearest(g.ys, (r.Bottom+r.Top)/2)
		for j := range g.across[i] {
			mid := (g.xs[j] + g.xs[j+1]) / 2
			g.across[i][j] = g.across[i][j] || r.Left <= mid && r.Right >= mid
		}
		return
	}
	j := nearest(g.xs, (r.Left+r.Right)/2)
	for i := range g.down {
		mid := (g.ys[i] + g.ys[i+1]) / 2
		g.down[i][j] = g.down[i][j] || r.Bottom <= mid && r.Top >= mid
	}
}

func nearest(vs []float64, v float64) int {
	best := 0
	for i := range vs {
		if math.Abs(vs[i]-v) < math.Abs(vs[best]-v) {
			best = i
		}
	}
	return best
}

// A space is a cell of a grid: rows top to bottom and columns left to right,
// both ends included.
type space struct {
	top, bottom, left, right int
}

// spaces returns the cells of g, in rows: fields that no drawn line parts are
// one cell.
func (g *grid) spaces() []space {
	rows, columns := len(g.ys)-1, len(g.xs)-1
	taken := flags(rows, columns)
	var out []space
	for i := range rows {
		for j := range columns {
			if taken[i][j] {
				continue
			}
			s := space{top: i, bottom: i, left: j, right: j}
			for s.right+1 < columns && !g.down[i][s.right+1] && !taken[i][s.right+1] {
				s.right++
			}
			for s.bottom+1 < rows && g.open(s) {
				s.bottom++
			}
			for y := s.top; y <= s.bottom; y++ {
				for x := s.left; x <= s.right; x++ {
					taken[y][x] = true
				}
			}
			out = append(out, s)
		}
	}
	return out
}

// open reports whether the row under s continues it: no line between, none
// inside.
func (g *grid) open(s space) bool {
	for x := s.left; x <= s.right; x++ {
		if g.across[s.bottom+1][x] || x > s.left && g.down[s.bottom+1][x] {
			return false
		}
	}
	return true
}

// box returns where s lies.
func (g *grid) box(s space) pdfium.Box {
	return pdfium.Box{Left: g.xs[s.left], Right: g.xs[s.right+1], Top: g.ys[s.top], Bottom: g.ys[s.bottom+1]}
}

// frame returns where g lies.
func (g *grid) frame() pdfium.Box {
	return pdfium.Box{Left: g.xs[0], Right: g.xs[len(g.xs)-1], Top: g.ys[0], Bottom: g.ys[len(g.ys)-1]}
}
