package classify

import (
	"encoding/json"
	"errors"
	"fmt"

	"wenjian/internal/linear"
)

// An Adaptation is what a site's corrections add to the models: the shipped
// ones stay as they are, and what was learned can be dropped again.
type Adaptation struct {
	Deltas map[string]linear.Delta `json:"deltas"` // by the name of the model
}

// ErrAdaptation is wrapped by errors about an adaptation that was learned on
// other models, or is damaged.
var ErrAdaptation = errors.New("classify: adaptation")

// Adapt learns from lessons of corrected documents what to add to the models
// of c. Lessons are taken under the rules of c. Models without lessons stay.
func (c *Classifier) Adapt(l Lessons) Adaptation {
	a := Adaptation{Deltas: map[string]linear.Delta{}}
	examples := map[string][]linear.Example{"mentions": l.Mentions, "sections": l.Sections, "status": l.Status, "measures": l.Measures, "norms": l.Norms}
	for name, model := range c.learned.Files() {
		if *model != nil && len(examples[name]) > 0 {
			a.Deltas[name] = (*model).Adapt(examples[name])
		}
	}
	return a
}

// Adapted returns a classifier with the rules of c that decides by its models
// and what a adds to them. Its taxonomy's hash differs from that of c, so
// documents read by the one are stale to the other. The error wraps
// ErrAdaptation.
func (c *Classifier) Adapted(a Adaptation) (*Classifier, error) {
	m := c.learned
	files := m.Files()
	for name, delta := range a.Deltas {
		model := files[name]
		if model == nil || *model == nil {
			return nil, fmt.Errorf("%w: no model %q", ErrAdaptation, name)
		}
		more, err := (*model).Plus(delta)
		if err != nil {
			return nil, fmt.Errorf("%w: %w", ErrAdaptation, err)
		}
		*model = more
	}
	out := c.With(m)
	out.tax.Hash = m.hash(c.tax.Hash)
	return out, nil
}

// ParseAdaptation reads the JSON form of an Adaptation. The error wraps
// ErrAdaptation.
func ParseAdaptation(data []byte) (a Adaptation, err error) {
	if err := json.Unmarshal(data, &a); err != nil {
		return a, fmt.Errorf("%w: %w", ErrAdaptation, err)
	}
	return a, nil
}
