package classify

import (
	"slices"
	"strings"

	"wenjian/corpus"
	"wenjian/internal/zh"
)

// An Example is one sentence that says what a row of the taxonomy finds, or
// must not find.
type Example struct {
	File     string   `json:"file"`     // activities.yaml
	ID       string   `json:"id"`       // of the row
	Label    string   `json:"label"`    // of the row
	Sentence string   `json:"sentence"` // as the file has it
	Want     bool     `json:"want"`     // the kind must be found in it; else it must not
	Own      bool     `json:"own"`      // a site's file has the row, or adds to it
	Found    []string `json:"found"`    // labels of what was found instead, in text order; may be empty
}

// An examiner says which kinds of one list a sentence shows.
type examiner struct {
	list *list
	find func(sentence string) []string
	// named returns a sentence that says no more than a name; nil where names
	// alone find nothing.
	named func(name string) string
}

// examiners returns how the examples of each list are put to the test.
func (c *Classifier) examiners() []examiner {
	return []examiner{
		{&c.know.activities, c.activityIDs, func(n string) string { return "支部开展" + strings.TrimSuffix(n, "活动") + "活动" }},
		{&c.know.sections, c.sectionIDs, func(n string) string { return "二、" + n }},
		{&c.know.campaigns, func(s string) []string { return one(c.campaignOf(s)) }, func(n string) string { return n + "工作方案" }},
		{&c.know.documents, func(title string) []string {
			return one(c.Classify(&corpus.Document{Text: title + "\n"}).Kind.Value)
		}, nil},
		{&c.know.units, func(name string) []string { return one(c.docs.units.kindOf(name)) }, nil},
		{&c.know.measures, c.measureIDs, nil},
		{&c.know.citations, c.issuers, nil},
		{&c.know.levels, func(name string) []string {
			return one(c.lvl.ofName(c.lvl.line.ReplaceAllString(zh.Fold(name), "")))
		}, nil},
	}
}

// FailedExamples puts every sentence of the taxonomy to the test and returns
// those that do not hold, and how many there are. Left out are the texts of
// exceptions.yaml, which take a whole document cut into sentences. The names of a site's own
// rows count as sentences, too: what a clerk has named must be found.
func (c *Classifier) FailedExamples() (failed []Example, tested int) {
	c = c.With(Models{}) // examples are tests of rules
	for _, x := range c.examiners() {
		for _, r := range x.list.Kinds {
			for _, e := range x.examples(r) {
				tested++
				found := x.find(e.Sentence)
				if slices.Contains(found, r.ID) == e.Want {
					continue
				}
				for _, id := range found {
					if row, ok := x.list.row(id); ok && id != r.ID {
						e.Found = append(e.Found, row.Label)
					}
				}
				failed = append(failed, e)
			}
		}
	}
	return failed, tested
}

// examples returns what a row must and must not find.
func (x examiner) examples(r row) []Example {
	own := x.list.own[r.ID]
	var out []Example
	add := func(s string, want bool) {
		out = append(out, Example{File: x.list.name + ".yaml", ID: r.ID, Label: r.Label, Sentence: s, Want: want, Own: own})
	}
	for _, s := range r.Match {
		add(s, true)
	}
	for _, s := range r.NoMatch {
		add(s, false)
	}
	if own && x.named != nil {
		for _, n := range append([]string{r.Label}, r.Aliases...) {
			if zh.HanCount(n) >= 2 {
				add(x.named(n), true)
			}
		}
	}
	return out
}

// issuers returns who issued the documents that a sentence cites.
func (c *Classifier) issuers(sentence string) []string {
	var ids []string
	for _, x := range c.Classify(&corpus.Document{Text: "工作总结\n今年以来，我们认真开展活动。\n" + sentence + "\n"}).Citations {
		ids = append(ids, x.Issuer)
	}
	return ids
}

func one(id string) []string {
	if id == "" {
		return nil
	}
	return []string{id}
}

func readingOf(text string) *reading {
	return &reading{doc: &corpus.Document{Text: text}, view: zh.NewView(text)}
}

// activityIDs returns the kinds of the activities in a sentence.
func (c *Classifier) activityIDs(sentence string) []string {
	r := readingOf(sentence)
	c.activities(r)
	var ids []string
	for _, a := range r.Activities {
		if !slices.Contains(ids, a.Kind) {
			ids = append(ids, a.Kind)
		}
	}
	return ids
}

func (c *Classifier) campaignOf(sentence string) string {
	r := readingOf(sentence)
	c.campaign(r)
	return r.Campaign.Value
}

// sectionIDs returns the kinds of a heading, in a plan and in a report.
func (c *Classifier) sectionIDs(head string) []string {
	var ids []string
	for _, kind := range []string{c.docs.planKind, c.docs.summary} {
		r := readingOf(head + "\n正文。\n")
		r.Kind.Value = kind
		r.Sections = []corpus.Section{{Span: corpus.Span{End: len(r.doc.Text)}, Heading: corpus.Span{End: len(head)}, Level: 1, Parent: -1}}
		c.sections(r)
		for _, id := range r.Sections[0].Kinds {
			if !slices.Contains(ids, id) {
				ids = append(ids, id)
			}
		}
	}
	return ids
}

// measureIDs returns the measure of the figure that a sentence has in [].
func (c *Classifier) measureIDs(sentence string) []string {
	start, end := strings.Index(sentence, "["), strings.Index(sentence, "]")-1
	text := strings.NewReplacer("[", "", "]", "").Replace(sentence)
	for _, f := range c.Classify(&corpus.Document{Text: text + "。"}).Figures {
		if f.Start == start && f.End == end {
			return []string{f.Measure}
		}
	}
	return nil
}
