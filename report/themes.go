package report

import (
	"cmp"
	_ "embed"
	"math"
	"slices"
	"strings"
	"unicode/utf16"

	"wenjian/internal/concept"
)

// A point is what an item is about: features in ascending order whose squares
// sum to 1.
type point []dimensionWeight

type dimensionWeight struct {
	feature uint64
	weight  float64
}

func (p point) dot(x point) (sum float64) {
	for i, j := 0, 0; i < len(p) && j < len(x); {
		switch {
		case p[i].feature < x[j].feature:
			i++
		case p[i].feature > x[j].feature:
			j++
		default:
			sum += p[i].weight * x[j].weight
			i, j = i+1, j+1
		}
	}
	return sum
}

// How much the kinds of features count beside a word itself, chosen on 85
// problems of annotated documents that were put into 40 themes by hand.
const (
	conceptWeight  = 0.7 // that words can mean the same
	activityWeight = 2.0 // that items speak of one activity
	pairWeight     = 0.4 // two characters in a row
	aspectWeight   = 2.0 // that items are about one thing by aspects.txt; the first word tells most
)

// aspectWords says by which words problems tell what they are about.
//
//go:embed aspects.txt
var aspectWords string

// The spaces of features, in their highest bits.
const (
	wordSpace     = uint64(0) << 62
	conceptSpace  = uint64(1) << 62
	activitySpace = uint64(2) << 62
	pairSpace     = uint64(3) << 62
	aspectShift   = 1 << 32 // aspects are numbered behind activities
)

// in returns a feature of a space; two different ones are hardly ever equal.
func in(space, id uint64) uint64 {
	const golden = 0x9E3779B97F4A7C15 // Knuth's multiplicative hashing
	return space | id*golden>>2
}

// A themeReader says what items are about.
type themeReader struct {
	dictionary *concept.Dictionary
}

// A themeText is an item to be read: its folded text and the activities that
// it tells of.
type themeText struct {
	text       string
	activities []string
}

// emptyWords are the words that say how much or who, and never what.
const emptyWords = "不够 不足 不强 不高 有待 加强 提高 进一步 存在 问题 一些 有的 个别 少数 部分 有些 还是 仍然 比较 较为 不太 没有 需要 方面 情况 工作 活动 开展 我们 一定 程度 不同 党员 支部 同志 单位 干部 他们 由于 以及 不能 还没 还要 还不 时候 主要 多数 各个 全年 今年 去年"

// read returns the points of texts. Features that many have say little.
func (r themeReader) read(texts []themeText) []point {
	stop := make(map[concept.Word]bool)
	for _, s := range strings.Fields(emptyWords) {
		if w, ok := concept.Pack(s); ok {
			stop[w] = true
		}
	}
	out := make([]point, len(texts))
	frequency := make(map[uint64]int)
	names := make(map[string]uint64)
	for i, t := range texts {
		out[i] = r.features(t, stop, names)
		for _, f := range out[i] {
			frequency[f.feature]++
		}
	}
	for _, p := range out {
		sum := 0.0
		for j := range p {
			p[j].weight *= math.Log(1 + float64(len(texts))/float64(frequency[p[j].feature]))
			sum += p[j].weight * p[j].weight
		}
		for j := range p {
			p[j].weight /= math.Sqrt(sum)
		}
	}
	return out
}

// headUnits is how much of an item tells what it is about; the rest explains.
const headUnits = 30

// features returns the features of t, not yet weighed by how many have them.
func (r themeReader) features(t themeText, stop map[concept.Word]bool, names map[string]uint64) point {
	units := utf16.Encode([]rune(t.text))
	units = units[:min(len(units), headUnits)]
	weights := make(map[uint64]float64)
	var meaning []concept.Feature
	for i := 0; i < len(units); {
		n := min(r.dictionary.Longest(units[i:]), len(units)-i)
		if n < 2 {
			i++
			continue
		}
		w := concept.WordOf(units[i : i+n])
		if !stop[w] {
			weights[in(wordSpace, uint64(w))] = 1
			meaning = r.dictionary.Meaning(w, meaning[:0])
			for _, f := range meaning {
				weights[in(conceptSpace, uint64(f.Concept))] += conceptWeight * float64(f.Weight)
			}
		}
		i += n
	}
	for i := 0; i+1 < len(units); i++ {
		w := concept.WordOf(units[i : i+2])
		if !stop[w] && isHanUnit(units[i]) && isHanUnit(units[i+1]) {
			weights[in(pairSpace, uint64(w))] = pairWeight
		}
	}
	for rank, a := range aspectsOf(string(utf16.Decode(units))) {
		weights[in(activitySpace, aspectShift+uint64(a))] = aspectWeight / float64(1+rank)
	}
	for _, a := range t.activities {
		if _, ok := names[a]; !ok {
			names[a] = uint64(len(names))
		}
		weights[in(activitySpace, names[a])] = activityWeight
	}
	p := make(point, 0, len(weights))
	for f, w := range weights {
		p = append(p, dimensionWeight{f, w})
	}
	slices.SortFunc(p, func(a, b dimensionWeight) int { return cmp.Compare(a.feature, b.feature) })
	return p
}

// aspectsOf returns the lines of aspects.txt that s has words of, in the order
// in which these stand in it.
func aspectsOf(s string) (lines []int) {
	at := make(map[int]int)
	n := 0
	for line := range strings.Lines(aspectWords) {
		f := strings.Fields(line)
		if len(f) < 2 || f[0] == "#" {
			continue
		}
		n++
		for _, w := range f[1:] {
			if i := strings.Index(s, w); i >= 0 {
				if have, ok := at[n]; !ok || i < have {
					at[n] = i
				}
			}
		}
		if _, ok := at[n]; ok {
			lines = append(lines, n)
		}
	}
	slices.SortStableFunc(lines, func(a, b int) int { return cmp.Compare(at[a], at[b]) })
	return lines
}

func isHanUnit(u uint16) bool { return u >= 0x4E00 && u <= 0x9FFF }

// near is how alike the items of one theme are on average at least.
const near = 0.08

// joinedPoints is how many points are joined pair by pair; of more, the rest join
// the themes that these made.
const joinedPoints = 1200

// group puts points into themes: average linkage (Sokal and Michener, 1958)
// until no two themes are near; it returns the theme of each point. Points
// earlier in the list come first, and their themes have the lower numbers.
func group(points []point) []int {
	n := min(len(points), joinedPoints)
	theme := link(points[:n])
	sums, sizes := sumsOf(points[:n], theme)
	for _, p := range points[n:] {
		best, at := near, -1
		for t, s := range sums {
			var dot float64
			for _, f := range p {
				dot += f.weight * s[f.feature]
			}
			if dot /= float64(sizes[t]); dot > best {
				best, at = dot, t
			}
		}
		if at < 0 { // a theme of its own, which the points behind it may join
			at = len(sums)
			own := make(map[uint64]float64, len(p))
			for _, f := range p {
				own[f.feature] = f.weight
			}
			sums, sizes = append(sums, own), append(sizes, 1)
		}
		theme = append(theme, at)
	}
	return theme
}

// sumsOf returns the sum of the points of each theme, and their number.
func sumsOf(points []point, theme []int) (sums []map[uint64]float64, sizes []int) {
	for i, t := range theme {
		for t >= len(sums) {
			sums, sizes = append(sums, map[uint64]float64{}), append(sizes, 0)
		}
		sizes[t]++
		for _, f := range points[i] {
			sums[t][f.feature] += f.weight
		}
	}
	return sums, sizes
}

// link joins points pair by pair.
func link(points []point) []int {
	n := len(points)
	like := make([][]float64, n)
	for i := range like {
		like[i] = make([]float64, n)
		for j := range i {
			like[i][j] = points[i].dot(points[j])
			like[j][i] = like[i][j]
		}
	}
	size, best, into := make([]int, n), make([]int, n), make([]int, n)
	for i := range n {
		size[i], into[i] = 1, i
	}
	// nearest finds the nearest theme of i among the later ones.
	nearest := func(i int) {
		best[i] = -1
		for j := i + 1; j < n; j++ {
			if size[j] > 0 && (best[i] < 0 || like[i][j] > like[i][best[i]]) {
				best[i] = j
			}
		}
	}
	for i := range n {
		nearest(i)
	}
	for {
		a := -1
		for i := range n {
			if size[i] > 0 && best[i] >= 0 && (a < 0 || like[i][best[i]] > like[a][best[a]]) {
				a = i
			}
		}
		if a < 0 || like[a][best[a]] < near {
			return numbered(into)
		}
		b := best[a]
		for k := range n {
			if size[k] > 0 && k != a && k != b {
				like[a][k] = (float64(size[a])*like[a][k] + float64(size[b])*like[b][k]) / float64(size[a]+size[b])
				like[k][a] = like[a][k]
			}
		}
		size[a], size[b], into[b] = size[a]+size[b], 0, a
		for i := range n {
			if size[i] > 0 && (i == a || best[i] == a || best[i] == b) {
				nearest(i)
			} else if size[i] > 0 && i < a && best[i] >= 0 && like[i][a] > like[i][best[i]] {
				best[i] = a
			}
		}
	}
}

// numbered returns the themes of points that were joined into others, numbered
// in the order of their first points.
func numbered(into []int) []int {
	out, number := make([]int, len(into)), make(map[int]int)
	for i := range into {
		root := i
		for into[root] != root {
			root = into[root]
		}
		if _, ok := number[root]; !ok {
			number[root] = len(number)
		}
		out[i] = number[root]
	}
	return out
}
