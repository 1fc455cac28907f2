package main

import (
	"context"
	"fmt"

	"wenjian/compare"
	"wenjian/web"
)

// direction weighs which document of p had the shared text first; ok is false
// where they share nothing that one took from the other.
func (w *workspace) direction(ctx context.Context, p pair) (d compare.Direction, ok bool, err error) {
	if !p.between() {
		return d, false, nil
	}
	d, err = web.Direction(ctx, w.store, p.a, p.b, p.matches, [2]string{"［" + p.a.ID + "］", "［" + p.b.ID + "］"})
	return d, err == nil, err
}

// printDirection says who seems to have had the shared text of p first, and
// why.
func (a *app) printDirection(d compare.Direction, p pair) {
	a.printf("先后：%s。\n", a.highlight(d.Verdict.Label("［"+p.a.ID+"］", "［"+p.b.ID+"］")))
	for _, r := range d.Reasons {
		a.printf("　　%s%s\n", r.Words, pointsNote(r, p))
	}
	a.printf("　　（依据供核实时参考，不影响雷同率。）\n\n")
}

// pointsNote says for which document a reason speaks, and how much.
func pointsNote(r compare.Reason, p pair) string {
	switch {
	case r.Points > 0:
		return fmt.Sprintf("　（［%s］在先 +%.1f）", p.a.ID, r.Points)
	case r.Points < 0:
		return fmt.Sprintf("　（［%s］在先 +%.1f）", p.b.ID, -r.Points)
	}
	return ""
}

// A directionLine is a verdict in compare A B --json; see docs/format.md.
type directionLine struct {
	Type    string       `json:"type"`
	A       string       `json:"a"` // IDs
	B       string       `json:"b"`
	Verdict string       `json:"verdict"`
	Score   float64      `json:"score"`
	Reasons []reasonJSON `json:"reasons"`
}

type reasonJSON struct {
	Kind   string  `json:"kind"`
	Points float64 `json:"points"`
	Words  string  `json:"words"`
}

// printDirectionsJSON prints the verdict of every pair of o.
func (a *app) printDirectionsJSON(ctx context.Context, w *workspace, o overlaps) error {
	for _, p := range o.pairs() {
		d, ok, err := w.direction(ctx, p)
		if err != nil {
			return err
		}
		if !ok {
			continue
		}
		line := directionLine{Type: "direction", A: p.a.ID, B: p.b.ID, Verdict: string(d.Verdict), Score: d.Score, Reasons: []reasonJSON{}}
		for _, r := range d.Reasons {
			line.Reasons = append(line.Reasons, reasonJSON{r.Kind, r.Points, r.Words})
		}
		if err := a.printJSON(line); err != nil {
			return err
		}
	}
	return nil
}
