package classify

import (
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"slices"

	"wenjian/internal/linear"
)

// The models are written by `make train` (classify/train) from testdata/gold
// and say which examples they were learned from. An empty file is no model.
//
//go:embed models/*.bin
var modelFiles embed.FS

// Models decide where rules end. Where one is nil the rules decide alone.
type Models struct {
	Mentions *linear.Model // which activities a clause tells
	Sections *linear.Model // of which kind a section is
	Status   *linear.Model // whether an activity was held, is planned, required or only named
	Measures *linear.Model // what a figure measures
	Norms    *linear.Model // whether it is a norm or a count
}

// Files returns the models by the name of their file, without ending.
func (m *Models) Files() map[string]**linear.Model {
	return map[string]**linear.Model{"mentions": &m.Mentions, "sections": &m.Sections, "status": &m.Status, "measures": &m.Measures, "norms": &m.Norms}
}

// loadModels reads models/NAME.bin of fsys.
func loadModels(fsys fs.FS) (Models, error) {
	var m Models
	for name, to := range m.Files() {
		data, err := fs.ReadFile(fsys, "models/"+name+".bin")
		if errors.Is(err, fs.ErrNotExist) || err == nil && len(data) == 0 {
			continue
		}
		if err == nil {
			*to, err = linear.Parse(data)
		}
		if err != nil {
			return m, fmt.Errorf("classify: model %s: %w", name, err)
		}
	}
	return m, nil
}

// hash returns one of the taxonomy's hash and of what the models were learned
// from: facts found by other models are as stale as those found by other rules.
func (m *Models) hash(taxonomy string) string {
	sum := sha256.New()
	fmt.Fprintln(sum, taxonomy)
	files := m.Files()
	for _, name := range slices.Sorted(maps.Keys(files)) {
		if model := *files[name]; model != nil {
			fmt.Fprintln(sum, name, model.Fingerprint())
		}
	}
	return hex.EncodeToString(sum.Sum(nil))
}

// With returns a classifier with the rules of c that decides by m.
func (c *Classifier) With(m Models) *Classifier {
	taught := *c
	taught.learned = m
	return &taught
}

// Models returns those that c decides by.
func (c *Classifier) Models() Models { return c.learned }
