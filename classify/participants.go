package classify

import (
	"wenjian/internal/pattern"
)

// participants returns how many took part in s: the first count of people who
// took part among its words, in its clause, or in the clauses behind it that
// belong to no other act. Those who were served, visited or received
// (受益群众3200人次) took no part. 0 when none is told.
func (e *eventRules) participants(r *reading, s *scene) int {
	for _, f := range s.inside {
		if !f.Masked && !f.Norm && contains(e.attend, f.Measure) {
			return int(f.Value)
		}
	}
	for _, f := range s.figures {
		if f.Masked || f.Norm || !contains(e.attend, f.Measure) {
			continue
		}
		if at := r.toView(f.Start); at > s.clause.End {
			text := r.view.Text
			if pattern.ContainsAny(text[stopBefore(text, at, false):at], e.served) {
				continue
			}
		}
		return int(f.Value)
	}
	return 0
}
