package linear

import "math"

// Most of what a decision costs is memory that is far away and branches that
// nobody can foresee. Weights are small integers, so the rows of a model are
// kept once more as a matrix of bytes, eight labels to a word, and added up in
// lanes of sixteen bits: a feature then costs a few words that stand together,
// whatever it says, and no branch. ("SIMD within a register": Fisher and Dietz,
// Compiling for SIMD Within a Register, 1998.)
const (
	laneMask  = 0x00FF00FF00FF00FF // the even bytes of a word, each in a lane of its own
	lanesOf   = 8                  // labels of a word
	offset    = 128                // added to each weight, so that bytes have no sign; a batch of sums fits in a lane
	maxPacked = fewLabels / lanesOf
)

// pack returns the matrix of the model's weights, width words to a feature, in
// their order; nil when a weight is no multiple of step that fits in a byte
// (what was added by Plus), or when the labels are too many.
func (m *Model) pack() (matrix []uint64, width int) {
	width = (len(m.labels) + lanesOf - 1) / lanesOf
	if width > maxPacked {
		return nil, 0
	}
	matrix = make([]uint64, 0, len(m.features)*width)
	var row [fewLabels]byte
	for _, weights := range m.all() {
		for l := range row {
			row[l] = offset
		}
		for _, w := range weights {
			units := float64(w.value) / step
			if units != math.Trunc(units) || units < -offset || units >= offset {
				return nil, 0
			}
			row[w.label] = byte(int(units) + offset)
		}
		for k := range width {
			word := uint64(0)
			for l := range lanesOf {
				word |= uint64(row[k*lanesOf+l]) << (8 * l)
			}
			matrix = append(matrix, word)
		}
	}
	return matrix, width
}

// addPacked adds to out, which holds a sum for each label, the rows of the
// matrix that begin at the given places; at most batch of them.
func (m *Model) addPacked(places []uint32, out []float64) {
	none := uint64(offset * len(places))
	for k := range m.width {
		column := m.matrix[k:]
		even, odd := uint64(0), uint64(0)
		for _, at := range places {
			word := column[at]
			even += word & laneMask
			odd += word >> 8 & laneMask
		}
		for l := k * lanesOf; l < min((k+1)*lanesOf, len(out)); l += 2 {
			out[l] += float64(int64(even&0xFFFF)-int64(none)) * step
			if l+1 < len(out) {
				out[l+1] += float64(int64(odd&0xFFFF)-int64(none)) * step
			}
			even, odd = even>>16, odd>>16
		}
	}
}

// addSparse adds to out the weights that begin at the given places.
func (m *Model) addSparse(places []uint32, out []float64) {
	for _, at := range places {
		for ; ; at++ {
			w := m.weights[at]
			out[w.label] += float64(w.value)
			if w.last {
				break
			}
		}
	}
}
