package web

import (
	"fmt"
	"strconv"
	"strings"

	"wenjian/classify"
	"wenjian/corpus"
)

// An eventView is one event beside the text, with all places that tell it.
type eventView struct {
	ID       string // its own anchor: the labels of its places lead back to it
	Anchor   string // of its leading mention
	Label    string
	Status   string // CSS class
	State    string // the status in words
	Details  []string
	Quote    string
	Why      string
	Mentions []placeView // with a single one there is nothing to list
}

// A placeView leads to a place in the text.
type placeView struct {
	Anchor string
	Label  string // what the link says: a number or a quote
	Title  string // read aloud instead of the label; may be empty
}

// mentionAnchor names the place of an activity, which counts from 0.
func mentionAnchor(i int) string { return "act-" + strconv.Itoa(i+1) }

// addEvents lists the events of d and returns the marks of their mentions.
func (v *documentView) addEvents(d *corpus.Document, tax corpus.Taxonomy, because reasons) []mark {
	var marks []mark
	v.Mentions = len(d.Activities)
	for n, h := range corpus.Happenings(d.Activities) {
		e := eventView{
			ID: "ev-" + strconv.Itoa(n+1), Label: corpus.LabelOf(tax.Activities, h.Kind), Status: string(h.Status), State: h.Status.Label(),
			Details: h.Details(), Quote: h.Of(d.Text), Why: because.of(classify.ActivityFact, h.Span, h.By),
		}
		for k, i := range h.Mentions {
			a, id := d.Activities[i], mentionAnchor(i)
			if a.Span == h.Span && e.Anchor == "" {
				e.Anchor = id
			}
			if len(h.Mentions) > 1 {
				e.Mentions = append(e.Mentions, placeView{Anchor: id, Label: strconv.Itoa(k + 1), Title: fmt.Sprintf("%s，第 %d 处提及", e.Label, k+1)})
			}
			words := corpus.LabelOf(tax.Activities, a.Kind) + " · " + a.Status.Label()
			b := &badge{ID: id, Label: words, Class: "b-act b-" + string(a.Status), Title: strings.TrimSpace(a.When + " " + because.of(classify.ActivityFact, a.Span, a.By))}
			if n := len(h.Mentions); n > 1 {
				e.lead(b, k+1, n)
			}
			marks = append(marks, mark{Span: a.Span, Class: "act " + string(a.Status), Title: words, After: b})
		}
		v.Events = append(v.Events, e)
	}
	return marks
}

// lead makes the label of the k-th of n places that tell e a link to e.
func (e *eventView) lead(b *badge, k, n int) {
	b.Href = "#" + e.ID
	b.Title = fmt.Sprintf("%s，同一活动 %d 处提及中的第 %d 处 %s", b.Label, n, k, b.Title)
	b.Label = fmt.Sprintf("%s（%d/%d）", b.Label, k, n)
}
