package compare

import (
	"cmp"
	"slices"
)

// A document that copied one passage often took others from elsewhere, and
// rewrote those. Which further ones of its neighbours it is worth setting
// against is told by rare words that stand close together in both.
const (
	candidateDocs = 6   // further documents looked at
	candidateBits = 6   // that a sentence has to share with neighbouring ones of the other document
	candidateTerm = 1.5 // bits of a word that counts
	candidateNear = 3   // sentences of the other document taken together
)

// A finder looks for candidates; it holds the scratch space of one worker.
type finder struct {
	local []int32   // by number of a term: one more than its number in the later wording
	sum   []float64 // by sentence of the later wording, then of the other
}

// best returns those of others, at most candidateDocs, that share most with a
// free sentence of w, as positions in others.
func (f *finder) best(w *wording, free []bool, u *usage, others []*wording) []int {
	f.local = f.local[:0]
	for id, t := range w.terms {
		if n := int(t.number) + 1 - len(f.local); n > 0 {
			f.local = append(f.local, make([]int32, n)...)
		}
		f.local[t.number] = int32(id) + 1
	}
	type candidate struct {
		at   int
		bits float64
	}
	var all []candidate
	for at, other := range others {
		if bits := f.shared(w, other, free, u); bits >= candidateBits {
			all = append(all, candidate{at, bits})
		}
	}
	slices.SortFunc(all, func(x, y candidate) int { return cmp.Or(cmp.Compare(y.bits, x.bits), cmp.Compare(x.at, y.at)) })
	var out []int
	for _, x := range all[:min(len(all), candidateDocs)] {
		out = append(out, x.at)
	}
	return out
}

// shared returns the most bits that a free sentence of w shares with
// candidateNear neighbouring sentences of other.
func (f *finder) shared(w, other *wording, free []bool, u *usage) float64 {
	n := len(other.ss)
	f.sum = resize(f.sum, n*len(w.ss))
	clear(f.sum)
	best := 0.0
	for a, t := range other.terms {
		if int(t.number) >= len(f.local) || f.local[t.number] == 0 {
			continue
		}
		bits := u.bits(t)
		if bits < candidateTerm {
			continue
		}
		for _, i := range w.in[f.local[t.number]-1] {
			if !free[i] {
				continue
			}
			done := 0 // a word counts once for the same neighbours
			for _, j := range other.in[a] {
				for k := max(done, int(j)-candidateNear+1); k <= int(j); k++ {
					f.sum[int(i)*n+k] += bits
					best = max(best, f.sum[int(i)*n+k])
				}
				done = int(j) + 1
			}
		}
	}
	return best
}
