package linear

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"math"
	"slices"
)

// A Model says how likely each label is. It is immutable and safe for
// concurrent use.
type Model struct {
	labels      []string
	bias        []float64
	features    []Feature  // ascending
	rows        [][]weight // of each feature, the labels it speaks for or against
	slots       []slot     // open addressing, by the low bits of a feature
	fingerprint string
}

// A slot is a feature and its place in features + 1; 0 where none is.
type slot struct {
	feature Feature
	place   int32
}

// index builds slots, of which at most half are taken: a map would find
// features too, at three times the cost, and that is most of what a model costs.
func (m *Model) index() {
	size := 1
	for size < 2*len(m.features)+1 {
		size *= 2
	}
	m.slots = make([]slot, size)
	for i, f := range m.features {
		at := int(f) & (size - 1)
		for m.slots[at].place != 0 {
			at = (at + 1) & (size - 1)
		}
		m.slots[at] = slot{f, int32(i + 1)}
	}
}

// row returns what the feature says.
func (m *Model) row(f Feature) []weight {
	for at := int(f) & (len(m.slots) - 1); ; at = (at + 1) & (len(m.slots) - 1) {
		switch s := m.slots[at]; {
		case s.place == 0:
			return nil
		case s.feature == f:
			return m.rows[s.place-1]
		}
	}
}

// A weight is what a feature adds to a label's score.
type weight struct {
	label uint16
	value float32
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
				row = append(row, weight{uint16(l), float32(q)})
			}
		}
		if row != nil {
			m.features, m.rows = append(m.features, f), append(m.rows, row)
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
// is used again when it is long enough.
func (m *Model) sums(features []Feature, out []float64) []float64 {
	out = append(out[:0], m.bias...)
	for _, f := range features {
		for _, w := range m.row(f) {
			out[w.label] += float64(w.value)
		}
	}
	return out
}

// Best returns the most probable label and its probability; "" when the
// model has no label. Equal ones are decided by the order of labels.
func (m *Model) Best(features []Feature) (label string, p float64) {
	for i, s := range m.Scores(features, nil) {
		if s > p {
			label, p = m.labels[i], s
		}
	}
	return label, p
}

// Weight returns what a feature adds to the score of label, 0 when it says
// nothing about it.
func (m *Model) Weight(f Feature, label string) float64 {
	for _, w := range m.row(f) {
		if m.labels[w.label] == label {
			return float64(w.value)
		}
	}
	return 0
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
	for i, f := range m.features {
		b.Write(binary.AppendUvarint(nil, uint64(f-last)))
		last = f
		b.Write(binary.AppendUvarint(nil, uint64(len(m.rows[i]))))
		for _, x := range m.rows[i] {
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
	for i := range r.count(3) {
		more := r.unsigned()
		if i > 0 && more == 0 || more > math.MaxUint32-uint64(f) {
			r.bad = true
			break
		}
		f += Feature(more)
		row := make([]weight, r.count(2))
		for i := range row {
			label := r.unsigned()
			if label >= uint64(len(m.labels)) {
				r.bad = true
				break
			}
			row[i] = weight{uint16(label), float32(int8(r.byte())) * step}
		}
		m.features, m.rows = append(m.features, f), append(m.rows, row)
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
