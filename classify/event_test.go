package classify

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"wenjian/corpus"
	"wenjian/internal/zh"
	"wenjian/segment"
)

// eventGold lists, for one annotated document, the events that more than one
// of its mentions tells.
type eventGold struct {
	ID      string
	Ordinal int
	Events  [][]goldSpan
}

// clusterScore is B-cubed (Bagga and Baldwin 1998): for each mention, how much
// of its event is in its annotated event and the other way round.
type clusterScore struct{ precision, recall, mentions float64 }

func (s *clusterScore) add(got, want []int) {
	for i := range got {
		var both, inGot, inWant float64
		for j := range got {
			g, w := got[i] == got[j], want[i] == want[j]
			if g {
				inGot++
			}
			if w {
				inWant++
			}
			if g && w {
				both++
			}
		}
		s.precision += both / inGot
		s.recall += both / inWant
		s.mentions++
	}
}

func (s *clusterScore) f1() (p, r, f float64) {
	p, r = s.precision/s.mentions, s.recall/s.mentions
	return p, r, 2 * p * r / (p + r)
}

// linkTally counts the links between mentions, a stricter view than B-cubed.
func (t *tally) links(got, want []int) {
	for i := range got {
		for j := range i {
			switch g, w := got[i] == got[j], want[i] == want[j]; {
			case g && w:
				t.tp++
			case g:
				t.fp++
			case w:
				t.fn++
			}
		}
	}
}

// readEventFile reads a file of testdata/events.
func readEventFile(t testing.TB, name string, to any) {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("..", "testdata", "events", name))
	if err == nil {
		err = json.Unmarshal(data, to)
	}
	if err != nil {
		t.Fatal(err)
	}
}

// ownGold returns the annotated documents of testdata/gold by ID and ordinal.
func ownGold(t testing.TB) map[string]prepared {
	t.Helper()
	files, err := filepath.Glob(filepath.Join("..", "testdata", "gold", "*.json"))
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]prepared{}
	for _, f := range files {
		for i, p := range goldIn(t, f) {
			out[fmt.Sprintf("%s/%d", strings.TrimSuffix(filepath.Base(f), ".json"), i+1)] = p
		}
	}
	return out
}

// goldEvents links the annotated mentions of a document, so that the figure
// does not depend on which mentions are found.
func (c *Classifier) goldEvents(p prepared) []corpus.Activity {
	r := &reading{doc: p.doc, view: zh.NewView(p.doc.Text)}
	r.Facts.Sections = append([]corpus.Section(nil), p.doc.Sections...)
	r.Title.Value, r.Kind.Value, r.Unit.Name, r.Date.Value = p.gold.Title, p.gold.Kind, p.gold.Unit, p.gold.Date
	if at := strings.Index(p.doc.Text, strings.Split(p.gold.Title, "\n")[0]); at >= 0 {
		r.Title.Evidence = corpus.Span{Start: at, End: at + len(p.gold.Title)}
	}
	c.sections(r)
	for _, g := range p.gold.Activities {
		r.Activities = append(r.Activities, corpus.Activity{Span: p.span(g), Kind: g.Kind, Status: corpus.Status(g.Status), When: g.When, By: corpus.By{Rule: "gold"}})
	}
	c.figures(r)
	c.events(r)
	return r.Activities
}

// clusters numbers the mentions that stay by event; those that are only
// mentioned count nothing.
func clusters(p prepared, g eventGold, found []corpus.Activity) (got, want []int, texts []string) {
	for i, a := range p.gold.Activities {
		if a.Status == string(corpus.Mentioned) {
			continue
		}
		w := -1 - i
		for n, e := range g.Events {
			if slices.ContainsFunc(e, func(s goldSpan) bool { return s.Start == a.Start && s.End == a.End && s.Quote == a.Quote }) && p.gold.Activities[i].Kind == kindOf(p, e[0]) {
				w = n
			}
		}
		got, want, texts = append(got, found[i].Event), append(want, w), append(texts, a.Kind+" "+strings.ReplaceAll(a.Quote, "\n", ""))
	}
	return got, want, texts
}

// kindOf returns the kind of the annotated mention s.
func kindOf(p prepared, s goldSpan) string {
	for _, a := range p.gold.Activities {
		if a.Start == s.Start && a.End == s.End {
			return a.Kind
		}
	}
	return ""
}

// TestEventsOfGold scores the linking of mentions against annotated events,
// beside two baselines: every mention an event of its own, and all mentions of
// one kind and status one event. The floors may rise, never fall.
func TestEventsOfGold(t *testing.T) {
	c, docs := load(t), ownGold(t)
	var golds []eventGold
	readEventFile(t, "gold.json", &golds)
	var ours, single, joint clusterScore
	var links, jointLinks tally
	rows, right, plain := 0, 0, 0 // kinds held in a document; counted right; right when mentions are counted
	for _, g := range golds {
		p, ok := docs[fmt.Sprintf("%s/%d", g.ID, g.Ordinal)]
		if !ok {
			t.Fatalf("no document %s/%d", g.ID, g.Ordinal)
		}
		got, want, texts := clusters(p, g, c.goldEvents(p))
		ours.add(got, want)
		links.links(got, want)
		for _, n := range heldCounts(p, got, want) {
			rows++
			if n.got == n.want {
				right++
			}
			if n.mentions == n.want {
				plain++
			}
		}
		var one, all []int
		byKind := map[string]int{}
		for i, a := range p.gold.Activities {
			if a.Status == string(corpus.Mentioned) {
				continue
			}
			if _, ok := byKind[a.Kind+a.Status]; !ok {
				byKind[a.Kind+a.Status] = i
			}
			one, all = append(one, i), append(all, byKind[a.Kind+a.Status])
		}
		single.add(one, want)
		joint.add(all, want)
		jointLinks.links(all, want)
		for i := range got {
			for j := range i {
				if (got[i] == got[j]) != (want[i] == want[j]) {
					t.Logf("%s want %t: %s | %s", g.ID, want[i] == want[j], texts[j], texts[i])
				}
			}
		}
	}
	for _, x := range []struct {
		name string
		s    *clusterScore
	}{{"linked", &ours}, {"every mention its own", &single}, {"one event a kind", &joint}} {
		p, r, f := x.s.f1()
		t.Logf("%-22s B-cubed P %.3f R %.3f F1 %.3f over %.0f mentions", x.name, p, r, f, x.s.mentions)
	}
	t.Logf("links F1 %.3f (tp %d fp %d fn %d), one event a kind %.3f", links.f1(), links.tp, links.fp, links.fn, jointLinks.f1())
	t.Logf("held events of a kind in a document counted right: %d of %d; counting mentions: %d", right, rows, plain)
	if _, _, f := ours.f1(); f < eventFloor {
		t.Errorf("B-cubed F1 fell below %.3f", eventFloor)
	}
}

const eventFloor = 0.97

// A heldCount is how many held events of one kind a document tells.
type heldCount struct{ got, want, mentions int }

// heldCounts returns them by kind: what officials sum up.
func heldCounts(p prepared, got, want []int) map[string]heldCount {
	type event struct {
		kind string
		n    int
	}
	seen, wanted, out := map[event]bool{}, map[event]bool{}, map[string]heldCount{}
	i := 0
	for _, a := range p.gold.Activities {
		if a.Status == string(corpus.Mentioned) {
			continue
		}
		if a.Status == string(corpus.Held) {
			n := out[a.Kind]
			n.mentions++
			if !seen[event{a.Kind, got[i]}] {
				n.got++
			}
			if !wanted[event{a.Kind, want[i]}] {
				n.want++
			}
			seen[event{a.Kind, got[i]}], wanted[event{a.Kind, want[i]}] = true, true
			out[a.Kind] = n
		}
		i++
	}
	return out
}

// ownEvents is a text with the events that its mentions tell.
type ownEvents struct {
	ID, Text string
	Events   []struct {
		Kind   string
		Quotes []string // words that only one mention of the kind overlaps
	}
}

// TestEventsOfOwnTexts scores finding and linking together on short texts that
// tell things twice, and on such as only seem to.
func TestEventsOfOwnTexts(t *testing.T) {
	c := load(t)
	seg := segment.New(c.Words())
	var texts []ownEvents
	readEventFile(t, "own.json", &texts)
	var ours, single, joint clusterScore
	for _, x := range texts {
		d := &corpus.Document{Text: x.Text}
		segmented(seg, d)
		f := c.Classify(d)
		var got, want, one, all []int
		var quotes []string
		kinds := map[string]int{}
		for e, ev := range x.Events {
			for _, q := range ev.Quotes {
				a, ok := mentionAt(f.Activities, x.Text, ev.Kind, q)
				if !ok {
					t.Errorf("%s: no %s in %s", x.ID, ev.Kind, q)
					continue
				}
				if kinds[ev.Kind] == 0 {
					kinds[ev.Kind] = e + 1
				}
				got, want, one, all = append(got, a.Event), append(want, e), append(one, len(one)), append(all, kinds[ev.Kind])
				quotes = append(quotes, ev.Kind+" "+q)
			}
		}
		for i := range got {
			for j := range i {
				if (got[i] == got[j]) != (want[i] == want[j]) {
					t.Logf("%s want %t: %s | %s", x.ID, want[i] == want[j], quotes[j], quotes[i])
				}
			}
		}
		ours.add(got, want)
		single.add(one, want)
		joint.add(all, want)
	}
	for _, x := range []struct {
		name string
		s    *clusterScore
	}{{"linked", &ours}, {"every mention its own", &single}, {"one event a kind", &joint}} {
		p, r, f := x.s.f1()
		t.Logf("%-22s B-cubed P %.3f R %.3f F1 %.3f over %.0f mentions", x.name, p, r, f, x.s.mentions)
	}
	if _, _, f := ours.f1(); f < eventFloor {
		t.Errorf("B-cubed F1 fell below %.3f", eventFloor)
	}
}

// mentionAt returns the mention of kind that overlaps the only place of quote in text most.
func mentionAt(list []corpus.Activity, text, kind, quote string) (corpus.Activity, bool) {
	start := strings.Index(text, quote)
	at := corpus.Span{Start: start, End: start + len(quote)}
	var best corpus.Activity
	most := 0
	for _, a := range list {
		if n := a.Overlap(at); start >= 0 && a.Kind == kind && n > most {
			best, most = a, n
		}
	}
	return best, most > 0
}
