package compare

const (
	edgeBits    = 50 // an edge that says less belongs only where it lies close
	edgeGap     = 12 // symbols that may always lie before it,
	edgeFactor  = 2  // and for each symbol it matches
	slotContext = 2  // equal symbols asked on either side of a slot
	slotGap     = 24 // symbols a slot may hold on either side
)

// core returns the runs of a passage without the ends that are no part of
// it: a few equal words, such as two set phrases that every report has, from
// which more symbols are crossed than they match before the passage goes on.
// A strong end stays however far it lies.
func core(runs []run, cum []float64) []run {
	from, to := 0, len(runs)
	matched, bits := int32(0), 0.0
	for k := 0; k+1 < len(runs); k++ {
		matched, bits = matched+runs[k].n, bits+cum[runs[k].a+runs[k].n]-cum[runs[k].a]
		if bits >= edgeBits {
			break
		}
		if distance(runs[k], runs[k+1]) > max(edgeGap, edgeFactor*matched) {
			from = k + 1
		}
	}
	matched, bits = 0, 0
	for k := len(runs) - 1; k > from; k-- {
		matched, bits = matched+runs[k].n, bits+cum[runs[k].a+runs[k].n]-cum[runs[k].a]
		if bits >= edgeBits {
			break
		}
		if distance(runs[k-1], runs[k]) > max(edgeGap, edgeFactor*matched) {
			to = k
		}
	}
	return runs[from:to]
}

// distance returns how many symbols lie between two runs, in the document
// where they are more; p comes first in the later document, in the earlier
// one either may.
func distance(p, r run) int32 {
	b := r.b - (p.b + p.n)
	if r.b < p.b {
		b = p.b - (r.b + r.n)
	}
	return max(r.a-(p.a+p.n), b, 0)
}
