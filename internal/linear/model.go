package linear

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"iter"
	"math"
	"slices"
)

// A Model says how likely each label is. It is immutable and safe for
// concurrent use.
type Model struct {
	labels      []string
	bias        []float64
	features    []Feature // ascending
	starts      []uint32  // of each feature, where in weights its own begin
	weights     []weight  // of each feature in turn: the labels it speaks for or against
	filter      []uint64  // bits by the hash of a feature; one not set says that there is no such feature
	slots       []slot    // open addressing, by the low bits of a feature
	matrix      []uint64  // the weights once more, see pack; nil where they do not fit
	width       int       // words of matrix to a feature
	fingerprint string
}

// A slot is a feature and its number in features, + 1; 0 where none is.
type slot struct {
	feature Feature
	number  uint32
}

// A weight is what a feature adds to a label's score.
type weight struct {
	label uint16
	last  bool // of its feature
	value float32
}

// add gives the model a feature, greater than those before, and its weights,
// of which there must be one.
func (m *Model) add(f Feature, row []weight) {
	m.features, m.starts = append(m.features, f), append(m.starts, uint32(len(m.weights)))
	m.weights = append(m.weights, row...)
	for i := range row {
		m.weights[len(m.weights)-1-i].last = i == 0
	}
}

// index builds the filter, the matrix and the slots, of which at most half are taken. Most
// of what a model costs is memory that is far away: the filter, small enough
// to stay near, answers for the many features that the model does not know.
func (m *Model) index() {
	size := 64
	for size < 2*len(m.features)+1 {
		size *= 2
	}
	m.filter, m.slots = make([]uint64, size*filterBits/64), make([]slot, size)
	for i, f := range m.features {
		word, bit := m.filterBit(f)
		m.filter[word] |= 1 << bit
		at := int(f) & (size - 1)
		for m.slots[at].number != 0 {
			at = (at + 1) & (size - 1)
		}
		m.slots[at] = slot{f, uint32(i + 1)}
	}
	m.matrix, m.width = m.pack()
}

// filterBits is how many bits of the filter there are for each slot.
const filterBits = 4

// filterBit returns the place of f in the filter, by its high bits.
func (m *Model) filterBit(f Feature) (word int, bit uint64) {
	h := uint64(f) * uint64(len(m.filter)) >> 26 // 32 bits less 6, by which the bit is found
	return int(h >> 6), h & 63
}

// all yields the features in order, with their weights.
func (m *Model) all() iter.Seq2[Feature, []weight] {
	return func(yield func(Feature, []weight) bool) {
		for i, f := range m.features {
			end := len(m.weights)
			if i+1 < len(m.starts) {
				end = int(m.starts[i+1])
			}
			if !yield(f, m.weights[m.starts[i]:end:end]) {
				return
			}
		}
	}
}

// number returns the feature's number in features, + 1; 0 for one that the
// model does not know.
func (m *Model) number(f Feature) uint32 {
	for at := int(f) & (len(m.slots) - 1); ; at = (at + 1) & (len(m.slots) - 1) {
		if s := m.slots[at]; s.feature == f || s.number == 0 {
			return s.number
		}
	}
}

// step is the unit in which weights are kept: model files hold small integers.
const step = 1.0 / 32

func (t *trainer) model() *Model {
	m := &Model{labels: t.labels}
	bias := len(t.features)
	for _, w := range t.weights {
		m.bias = append(m.bias, quantised(w[bias]))
	}
	for c, f := range t.features {
		var row []weight
		for l, w := range t.weights {
			if q := quantised(w[c]); q != 0 {
				row = append(row, weight{label: uint16(l), value: float32(q)})
			}
		}
		if row != nil {
			m.add(f, row)
		}
	}
	m.index()
	return m
}

// quantised rounds v to a multiple of step that fits in a signed byte.
func quantised(v float64) float64 { return math.Round(max(-127, min(127, v/step))) * step }

// Labels returns the labels, in the order of Scores.
func (m *Model) Labels() []string { return slices.Clone(m.labels) }

// Knows reports whether label is one that the model can say.
func (m *Model) Knows(label string) bool { return slices.Contains(m.labels, label) }

// Fingerprint returns that of the examples the model was learned from.
func (m *Model) Fingerprint() string { return m.fingerprint }

// Scores returns, for each label, the probability that it holds; out is used
// again when it is long enough.
func (m *Model) Scores(features []Feature, out []float64) []float64 {
	out = m.sums(features, out)
	for i, z := range out {
		out[i] = sigmoid(z)
	}
	return out
}

// sums returns, for each label, what its features and its bias add up to; out
// is used again when it is long enough. The memory of a model is far away, so
// each step is taken for many features at once: then the processor waits for
// all of them together and not for one after another.
func (m *Model) sums(features []Feature, out []float64) []float64 {
	out = append(out[:0], m.bias...)
	var known [batch]Feature
	var places [batch]uint32
	for len(features) > 0 {
		some := features[:min(batch, len(features))]
		features = features[len(some):]
		n := 0
		for _, f := range some {
			word, bit := m.filterBit(f)
			known[n] = f
			n += int(m.filter[word] >> bit & 1)
		}
		found := 0
		for _, f := range known[:n] {
			if number := m.number(f); number != 0 {
				places[found] = number - 1
				found++
			}
		}
		if m.matrix != nil {
			for i := range places[:found] {
				places[i] *= uint32(m.width)
			}
			m.addPacked(places[:found], out)
			continue
		}
		for i, number := range places[:found] {
			places[i] = m.starts[number]
		}
		m.addSparse(places[:found], out)
	}
	return out
}

// batch is how many features are looked up together.
const batch = 128

// Best returns the most probable label and its probability; "" when the
// model has no label. Equal ones are decided by the order of labels.
func (m *Model) Best(features []Feature) (label string, p float64) {
	var few [fewLabels]float64
	most := math.Inf(-1)
	for i, z := range m.sums(features, few[:0]) {
		if z <= most {
			continue
		}
		if s := sigmoid(z); s > p {
			label, p, most = m.labels[i], s, z
		}
	}
	return label, p
}

// fewLabels is how many labels' sums fit on the stack.
const fewLabels = 128

// Weight returns what a feature adds to the score of label, 0 when it says
// nothing about it.
func (m *Model) Weight(f Feature, label string) float64 {
	number := m.number(f)
	if number == 0 {
		return 0
	}
	for at := m.starts[number-1]; ; at++ {
		if w := m.weights[at]; m.labels[w.label] == label {
			return float64(w.value)
		} else if w.last {
			return 0
		}
	}
}

// magic begins a model file; its last byte is the version.
const magic = "wjlinear\x01"

// ErrModel is wrapped by errors about the content of a model file.
var ErrModel = errors.New("linear: model file")

// WriteTo writes the model; the same model gives the same bytes.
func (m *Model) WriteTo(w io.Writer) (int64, error) {
	var b bytes.Buffer
	b.WriteString(magic)
	text := func(s string) {
		b.Write(binary.AppendUvarint(nil, uint64(len(s))))
		b.WriteString(s)
	}
	text(m.fingerprint)
	b.Write(binary.AppendUvarint(nil, uint64(len(m.labels))))
	for i, l := range m.labels {
		text(l)
		b.Write(binary.AppendVarint(nil, int64(math.Round(m.bias[i]/step))))
	}
	b.Write(binary.AppendUvarint(nil, uint64(len(m.features))))
	last := Feature(0)
	for f, row := range m.all() {
		b.Write(binary.AppendUvarint(nil, uint64(f-last)))
		last = f
		b.Write(binary.AppendUvarint(nil, uint64(len(row))))
		for _, x := range row {
			b.Write(binary.AppendUvarint(nil, uint64(x.label)))
			b.WriteByte(byte(int8(math.Round(float64(x.value) / step))))
		}
	}
	n, err := w.Write(b.Bytes())
	if err != nil {
		return int64(n), fmt.Errorf("write model: %w", err)
	}
	return int64(n), nil
}

// Parse reads what WriteTo wrote. The error wraps ErrModel.
func Parse(data []byte) (*Model, error) {
	if !bytes.HasPrefix(data, []byte(magic)) {
		return nil, fmt.Errorf("%w: not a model of this version", ErrModel)
	}
	r := reader{data: data[len(magic):]}
	m := &Model{fingerprint: r.text()}
	for range r.count(2) {
		m.labels = append(m.labels, r.text())
		m.bias = append(m.bias, float64(r.signed())*step)
	}
	f := Feature(0)
	var row []weight
	for i := range r.count(3) {
		more := r.unsigned()
		if i > 0 && more == 0 || more > math.MaxUint32-uint64(f) {
			r.bad = true
			break
		}
		f += Feature(more)
		row = row[:0]
		for range r.count(2) {
			label := r.unsigned()
			if label >= uint64(len(m.labels)) || label > math.MaxUint16 {
				r.bad = true
				break
			}
			row = append(row, weight{label: uint16(label), value: float32(int8(r.byte())) * step})
		}
		if r.bad || len(row) == 0 {
			r.bad = true
			break
		}
		m.add(f, row)
	}
	if r.bad || len(r.data) > 0 {
		return nil, fmt.Errorf("%w: damaged", ErrModel)
	}
	m.index()
	return m, nil
}

// A reader takes numbers and texts off the front of data; bad says that one
// was not there.
type reader struct {
	data []byte
	bad  bool
}

func (r *reader) unsigned() uint64 {
	v, n := binary.Uvarint(r.data)
	return r.took(v, n)
}

func (r *reader) signed() int64 {
	v, n := binary.Varint(r.data)
	return int64(r.took(uint64(v), n))
}

func (r *reader) took(v uint64, n int) uint64 {
	if n <= 0 {
		r.bad, r.data = true, nil
		return 0
	}
	r.data = r.data[n:]
	return v
}

// count reads a number of things of at least size bytes each.
func (r *reader) count(size int) int {
	n := r.unsigned()
	if n > uint64(len(r.data)/size) {
		r.bad, r.data = true, nil
		return 0
	}
	return int(n)
}

func (r *reader) byte() byte {
	if len(r.data) == 0 {
		r.bad = true
		return 0
	}
	c := r.data[0]
	r.data = r.data[1:]
	return c
}

func (r *reader) text() string {
	n := r.count(1)
	s := string(r.data[:n])
	r.data = r.data[n:]
	return s
}
