package correct

import (
	"slices"
	"strconv"
	"strings"

	"wenjian/corpus"
)

// Holds reports whether the facts of d are already what c says of an activity,
// a figure or a section. Values that c leaves open are not looked at; a
// correction whose place is not in the text holds of nothing.
func Holds(d *corpus.Document, c corpus.Correction) bool {
	at, ok := Find(d.Text, c.Anchor)
	if !ok {
		return false
	}
	there := false
	switch c.Fact {
	case corpus.FactActivity:
		finds := func(kind string) int {
			return slices.IndexFunc(d.Activities, func(a corpus.Activity) bool { return a.Overlap(at) > 0 && a.Kind == kind })
		}
		if c.Was != "" && c.Was != c.Value && finds(c.Was) >= 0 {
			return false
		}
		i := finds(c.Value)
		there = i >= 0
		if status := c.Set[corpus.SetStatus]; there && !c.Remove && status != "" && string(d.Activities[i].Status) != status {
			return false
		}
	case corpus.FactFigure:
		i := slices.IndexFunc(d.Figures, func(f corpus.Figure) bool { return f.Overlap(at) > 0 })
		if c.Remove {
			return i < 0
		}
		if i < 0 || d.Figures[i].Measure != c.Value {
			return false
		}
		norm, set := c.Set[corpus.SetNorm]
		return !set || norm == strconv.FormatBool(d.Figures[i].Norm)
	case corpus.FactSection:
		i := slices.IndexFunc(d.Sections, func(s corpus.Section) bool { return s.Heading.Overlap(at) > 0 })
		there = i >= 0 && strings.Join(d.Sections[i].Kinds, "+") == c.Value
	}
	return there != c.Remove
}
