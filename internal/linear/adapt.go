package linear

import (
	"fmt"
	"maps"
	"slices"
)

// A Delta is what examples of one place add to a model that was learned
// elsewhere.
type Delta struct {
	Base    string                         `json:"base"`    // fingerprint of the model it was learned on
	Lessons string                         `json:"lessons"` // fingerprint of the examples
	Fresh   []string                       `json:"fresh"`   // labels that the model does not know, ascending
	Weights map[string]map[Feature]float64 `json:"weights"` // by label
}

// How Adapt learns: a label that holds shall score at least margin, one that
// does not at most -margin; no example moves a score by more than bold at a
// time; a label that the model does not know begins at unheardOf.
const (
	margin    = 2.0
	bold      = 4.0
	unheardOf = -3.0
	passes    = 20
	near      = 1e-3 // what is left to the margin and not worth a step
)

// Adapt returns the least that must be added to m so that the examples come
// out right: the passive-aggressive steps PA-I of Crammer et al., Online
// Passive-Aggressive Algorithms, JMLR 2006, over the examples in their order
// until none asks for one. Where examples contradict each other the later
// ones win in part. Labels that m does not know are learned too.
func (m *Model) Adapt(examples []Example) Delta {
	d := Delta{Base: m.fingerprint, Lessons: Fingerprint(examples), Weights: map[string]map[Feature]float64{}}
	for _, e := range examples {
		for _, l := range e.Labels {
			if !m.Knows(l) && !slices.Contains(d.Fresh, l) {
				d.Fresh = append(d.Fresh, l)
			}
		}
	}
	slices.Sort(d.Fresh)
	labels := slices.Concat(m.labels, d.Fresh)
	fixed := make([][]float64, len(examples)) // what m says
	for i, e := range examples {
		fixed[i] = m.sums(e.Features, nil)
		for range d.Fresh {
			fixed[i] = append(fixed[i], unheardOf)
		}
	}
	for range passes {
		calm := true
		for i, e := range examples {
			for l, label := range labels {
				if d.step(label, fixed[i][l], e) {
					calm = false
				}
			}
		}
		if calm {
			break
		}
	}
	return d
}

// step moves the weights of label for one example, of which the model says z,
// and reports whether it had to.
func (d *Delta) step(label string, z float64, e Example) bool {
	sign := -1.0
	if slices.Contains(e.Labels, label) {
		sign = 1
	}
	added := d.Weights[label]
	for _, f := range e.Features {
		z += added[f]
	}
	loss := margin - sign*z
	if loss < near || len(e.Features) == 0 {
		return false
	}
	if added == nil {
		added = map[Feature]float64{}
		d.Weights[label] = added
	}
	by := sign * min(loss, bold) / float64(len(e.Features))
	for _, f := range e.Features {
		added[f] += by
	}
	return true
}

// Plus returns m with d added. The error wraps ErrModel when d was learned on
// another model or is damaged.
func (m *Model) Plus(d Delta) (*Model, error) {
	if d.Base != m.fingerprint {
		return nil, fmt.Errorf("%w: what was learned was learned on another model", ErrModel)
	}
	out := &Model{
		labels: slices.Concat(m.labels, d.Fresh), bias: slices.Clone(m.bias), fingerprint: m.fingerprint + "+" + d.Lessons,
	}
	for range d.Fresh {
		out.bias = append(out.bias, unheardOf)
	}
	rows := make(map[Feature][]weight, len(m.features))
	for f, row := range m.all() {
		rows[f] = slices.Clone(row)
	}
	for _, label := range slices.Sorted(maps.Keys(d.Weights)) {
		l := slices.Index(out.labels, label)
		if l < 0 {
			return nil, fmt.Errorf("%w: no label %q", ErrModel, label)
		}
		for f, v := range d.Weights[label] {
			if i := slices.IndexFunc(rows[f], func(w weight) bool { return int(w.label) == l }); i >= 0 {
				rows[f][i].value += float32(v)
			} else {
				rows[f] = append(rows[f], weight{label: uint16(l), value: float32(v)})
			}
		}
	}
	for _, f := range slices.Sorted(maps.Keys(rows)) {
		out.add(f, rows[f])
	}
	out.index()
	return out, nil
}
