package compare

import (
	"cmp"
	"slices"
	"sort"
)

const (
	anchorLength = 6       // symbols of a run that, standing once in both texts, aligns them
	anchorLeast  = 3       // the shortest such run, tried where longer ones leave a large gap
	gapCells     = 1 << 18 // product of the sides of a gap up to which it is aligned symbol by symbol
	loneRun      = 2       // equal symbols between two differences below which they are chance
)

// alignRunes returns for every rune of base the index of its equal in other,
// or -1; the indexes rise. It is patience alignment (B. Cohen): runs that
// stand once in both are fixed, gaps between them are aligned by the longest
// common subsequence, gaps too large for that are left open.
func alignRunes(base, other []rune) []int {
	to := make([]int, len(base))
	for i := range to {
		to[i] = -1
	}
	alignGap(base, other, 0, len(base), 0, len(other), anchorLength, to)
	dropLoneRuns(to)
	return to
}

// alignGap aligns base[i:j] with other[k:l].
func alignGap(base, other []rune, i, j, k, l, n int, to []int) {
	for i < j && k < l && base[i] == other[k] {
		to[i] = k
		i, k = i+1, k+1
	}
	for i < j && k < l && base[j-1] == other[l-1] {
		j, l = j-1, l-1
		to[j] = l
	}
	if i == j || k == l {
		return
	}
	anchors := uniqueRuns(base[i:j], other[k:l], n)
	if len(anchors) == 0 {
		switch {
		case (j-i)*(l-k) <= gapCells:
			longestCommon(base[i:j], other[k:l], func(x, y int) { to[i+x] = k + y })
		case n > anchorLeast:
			alignGap(base, other, i, j, k, l, n-1, to)
		}
		return
	}
	x, y := i, k
	for _, a := range anchors {
		if i+a[0] < x || k+a[1] < y { // inside what the anchor before it grew to
			continue
		}
		alignGap(base, other, x, i+a[0], y, k+a[1], n, to)
		x, y = i+a[0], k+a[1]
		for x < j && y < l && base[x] == other[y] {
			to[x] = y
			x, y = x+1, y+1
		}
	}
	alignGap(base, other, x, j, y, l, n, to)
}

// uniqueRuns returns the places of runs of n runes that stand once in a and
// once in b, as many as rise in both.
func uniqueRuns(a, b []rune, n int) [][2]int {
	if len(a) < n || len(b) < n {
		return nil
	}
	once := func(s []rune) map[string]int {
		at := make(map[string]int, len(s))
		for i := 0; i+n <= len(s); i++ {
			key := string(s[i : i+n])
			if _, twice := at[key]; twice {
				at[key] = -1
			} else {
				at[key] = i
			}
		}
		return at
	}
	inB := once(b)
	var pairs [][2]int
	for key, i := range once(a) {
		if j, ok := inB[key]; ok && i >= 0 && j >= 0 {
			pairs = append(pairs, [2]int{i, j})
		}
	}
	slices.SortFunc(pairs, func(x, y [2]int) int { return cmp.Compare(x[0], y[0]) })
	return rising(pairs)
}

// rising returns a longest part of pairs whose second numbers rise.
func rising(pairs [][2]int) [][2]int {
	var ends []int // index of the pair that ends the best part of each length
	before := make([]int, len(pairs))
	for i, p := range pairs {
		n := sort.Search(len(ends), func(k int) bool { return pairs[ends[k]][1] >= p[1] })
		if before[i] = -1; n > 0 {
			before[i] = ends[n-1]
		}
		if n == len(ends) {
			ends = append(ends, i)
		} else {
			ends[n] = i
		}
	}
	if len(ends) == 0 {
		return nil
	}
	out := make([][2]int, len(ends))
	for i, n := ends[len(ends)-1], len(ends)-1; i >= 0; i, n = before[i], n-1 {
		out[n] = pairs[i]
	}
	return out
}

// longestCommon calls pair for the members of a longest common subsequence
// of a and b, by dynamic programming.
func longestCommon(a, b []rune, pair func(i, j int)) {
	w := len(b) + 1
	best := make([]uint16, (len(a)+1)*w) // the shorter side of a gap is below 1<<16
	for i := len(a) - 1; i >= 0; i-- {
		for j := len(b) - 1; j >= 0; j-- {
			if a[i] == b[j] {
				best[i*w+j] = best[(i+1)*w+j+1] + 1
			} else {
				best[i*w+j] = max(best[(i+1)*w+j], best[i*w+j+1])
			}
		}
	}
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch {
		case a[i] == b[j]:
			pair(i, j)
			i, j = i+1, j+1
		case best[(i+1)*w+j] >= best[i*w+j+1]:
			i++
		default:
			j++
		}
	}
}

// dropLoneRuns opens runs of equal symbols so short that they are chance,
// with a difference on either side.
func dropLoneRuns(to []int) {
	for i := 0; i < len(to); {
		j := i + 1
		for j < len(to) && to[i] >= 0 && to[j] == to[j-1]+1 {
			j++
		}
		if to[i] >= 0 && j-i < loneRun && i > 0 && j < len(to) {
			for k := i; k < j; k++ {
				to[k] = -1
			}
		}
		i = j
	}
}
