package report

import (
	"encoding/json"

	"wenjian/corpus"
)

// ancestry returns pairs [kind, ancestor] as a JSON array for SQLite's
// json_each: every kind with itself and with each kind that includes it, so
// that one join rolls facts up to their parents. A circle of parents ends
// where it closes.
func ancestry(kinds []corpus.Kind) (string, error) {
	pairs := make([][2]string, 0, 2*len(kinds))
	for _, k := range kinds {
		seen := map[string]bool{}
		for up, ok := k, true; ok && !seen[up.ID]; up, ok = corpus.Find(kinds, up.Parent) {
			seen[up.ID] = true
			pairs = append(pairs, [2]string{k.ID, up.ID})
		}
	}
	j, err := json.Marshal(pairs)
	return string(j), err
}

// ranks returns the place of every kind in its taxonomy; kinds that a
// taxonomy does not know rank after all others.
func ranks(kinds []corpus.Kind) func(id string) int {
	m := make(map[string]int, len(kinds))
	for i, k := range kinds {
		m[k.ID] = i
	}
	return func(id string) int {
		if r, ok := m[id]; ok {
			return r
		}
		return len(kinds)
	}
}
