package report

import "wenjian/corpus"

// lineage returns, for every kind, itself and each kind that includes it, so
// that facts roll up to their parents. A circle of parents ends where it
// closes.
func lineage(kinds []corpus.Kind) map[string][]string {
	m := make(map[string][]string, len(kinds))
	for _, k := range kinds {
		seen := map[string]bool{}
		for up, ok := k, true; ok && !seen[up.ID]; up, ok = corpus.Find(kinds, up.Parent) {
			seen[up.ID] = true
			m[k.ID] = append(m[k.ID], up.ID)
		}
	}
	return m
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
