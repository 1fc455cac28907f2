package eval

import (
	"sort"
	"strings"
)

// A pairing joins gold item i with predicted item j.
type pairing struct{ i, j int }

// match pairs gold and predicted items one to one, greedily by descending
// score of the pairs that are ok.
func match(golds, preds int, ok func(i, j int) bool, score func(i, j int) float64) []pairing {
	type candidate struct {
		pairing
		score float64
	}
	var all []candidate
	for i := range golds {
		for j := range preds {
			if ok(i, j) {
				all = append(all, candidate{pairing{i, j}, score(i, j)})
			}
		}
	}
	sort.SliceStable(all, func(a, b int) bool { return all[a].score > all[b].score })
	var out []pairing
	usedGold, usedPred := map[int]bool{}, map[int]bool{}
	for _, c := range all {
		if !usedGold[c.i] && !usedPred[c.j] {
			usedGold[c.i], usedPred[c.j] = true, true
			out = append(out, c.pairing)
		}
	}
	return out
}

// left calls missed for gold items and wrong for predicted ones that no pair holds.
func left(pairs []pairing, golds, preds int, missed, wrong func(int)) {
	inGold, inPred := map[int]bool{}, map[int]bool{}
	for _, x := range pairs {
		inGold[x.i], inPred[x.j] = true, true
	}
	for i := range golds {
		if !inGold[i] {
			missed(i)
		}
	}
	for j := range preds {
		if !inPred[j] {
			wrong(j)
		}
	}
}

// norm drops white space and quotation marks.
func norm(s string) string {
	return strings.NewReplacer("“", "", "”", "", `"`, "").Replace(strings.Join(strings.Fields(s), ""))
}

// unitNorm makes one of the ways to write a Party body: 中共X支部委员会 and
// X党支部, 中共X委员会 and X党委 are the same unit.
func unitNorm(s string) string {
	s = strings.ReplaceAll(norm(s), "中国共产党", "中共")
	if rest, ok := strings.CutPrefix(s, "中共"); ok {
		for _, t := range [][2]string{{"总支部委员会", "党总支"}, {"支部委员会", "党支部"}, {"委员会", "党委"}} {
			if body, ok := strings.CutSuffix(rest, t[0]); ok {
				return body + t[1]
			}
		}
	}
	return s
}

// dateOK accepts a date that is as exact as the gold one, or a month short of it.
func dateOK(gold, pred string) bool {
	return gold == "" || strings.HasPrefix(pred, gold) || len(pred) >= 7 && strings.HasPrefix(gold, pred)
}

func sharesAny(a, b []string) bool {
	for _, x := range a {
		for _, y := range b {
			if x == y {
				return true
			}
		}
	}
	return false
}

func common[K comparable](a, b map[K]bool) int {
	n := 0
	for k := range a {
		n += btoi(b[k])
	}
	return n
}

func clip(s string, n int) string {
	if r := []rune(s); len(r) > n {
		return string(r[:n])
	}
	return s
}

func btoi(b bool) int {
	if b {
		return 1
	}
	return 0
}

func abs(n int) int { return max(n, -n) }
