package classify

import (
	_ "embed"
	"slices"
	"strconv"
	"strings"
	"sync"

	"go.yaml.in/yaml/v3"

	"wenjian/corpus"
	"wenjian/internal/pattern"
	"wenjian/internal/zh"
)

// A FactKind says what sort of fact a rule made: one and the same name, such
// as "masthead", says one thing of a unit and another of a document's kind.
type FactKind string

// The kinds of facts that carry a corpus.By.
const (
	TitleFact     FactKind = "title"
	KindFact      FactKind = "kind"
	UnitFact      FactKind = "unit"
	SuperiorFact  FactKind = "superior"
	DateFact      FactKind = "date"
	CampaignFact  FactKind = "campaign"
	SectionFact   FactKind = "section"
	ActivityFact  FactKind = "activity"
	FigureFact    FactKind = "figure"
	PersonFact    FactKind = "person"
	LeakFact      FactKind = "leak"
	CitationFact  FactKind = "citation"
	ExceptionFact FactKind = "exception"
	RegisterFact  FactKind = "register" // which unit of a register wrote the document: a corpus.UnitLink
)

// maxWords bounds the words of the text that an explanation quotes, in
// characters.
const maxWords = 16

// explanations is rules.yaml; its head says what the fields mean.
type explanations struct {
	Forms  map[string]string              `yaml:"forms"`
	Facts  map[FactKind]map[string]string `yaml:"facts"`
	Status map[string]string              `yaml:"status"`
}

//go:embed taxonomy/rules.yaml
var rulesFile []byte

// readExplanations parses rules.yaml, once. The file is part of the program:
// a test says whether it is well formed, and a program without it would show
// rule names.
var readExplanations = sync.OnceValues(func() (explanations, error) {
	var e explanations
	err := yaml.Unmarshal(rulesFile, &e)
	return e, err
})

// Why says in Chinese which rule made a fact of d and which words of the text
// it rests on: 字面：讲党课（…词表第3条）；状态：已开展——…. The fact's evidence
// stands at at, which may be empty. A rule that has no words in rules.yaml (a
// site's own) is shown by its name. It does not say how sure the rule is.
func (c *Classifier) Why(d *corpus.Document, of FactKind, at corpus.Span, by corpus.By) string {
	said, _ := c.why(d, of, at, by)
	return said
}

// why is Why; unknown are the parts of the rule that rules.yaml has no words for.
func (c *Classifier) why(d *corpus.Document, of FactKind, at corpus.Span, by corpus.By) (said string, unknown []string) {
	words, err := readExplanations()
	if by.Rule == "" || err != nil || at.Start < 0 || at.End < at.Start || at.End > len(d.Text) {
		return by.Rule, nil
	}
	x := explainer{c: c, words: &words, d: d, of: of, at: at}
	var all []string
	for _, part := range strings.Split(by.Rule, "+") {
		s, ok := x.part(part)
		if !ok {
			unknown = append(unknown, part)
			if s == "" {
				s = "规则 " + part
			}
		}
		all = append(all, s)
	}
	return strings.Join(all, "；"), unknown
}

// explainer explains the parts of one rule.
type explainer struct {
	c     *Classifier
	words *explanations
	d     *corpus.Document
	of    FactKind
	at    corpus.Span
}

// part explains one part of a rule's name; false when rules.yaml has no words
// for it.
func (x *explainer) part(name string) (string, bool) {
	for _, of := range []FactKind{x.of, "any"} {
		if s, ok := x.words.Facts[of][name]; ok {
			if cue := x.figureCue(name); cue != "" {
				s += "：“" + cue + "”"
			}
			return s, true
		}
	}
	if status, rule, ok := strings.Cut(name, ":"); ok {
		return x.status(corpus.Status(status), rule)
	}
	if file, rest, ok := strings.Cut(name, "/"); ok {
		return x.row(file, rest)
	}
	form, ok := x.words.Forms[name]
	return x.fill(form, "words", x.quote(nil)), ok
}

// status explains why an activity has its status.
func (x *explainer) status(s corpus.Status, rule string) (string, bool) {
	if rule == "section" {
		if heading, kinds := x.heading(); heading != "" {
			return x.fill(x.words.Forms["status/section"], "status", s.Label(), "section", heading, "kind", kinds), true
		}
		return x.fill(x.words.Forms["status/document"], "status", s.Label()), true
	}
	says, ok := x.words.Status[rule]
	if !ok {
		says = "规则 " + rule
	}
	if cue := x.cue(s, rule); cue != "" {
		says += "：“" + cue + "”"
	}
	return x.fill(x.words.Forms["status"], "status", s.Label(), "says", says), ok
}

// row explains a rule that is a row of a knowledge file, or one of a class.
func (x *explainer) row(file, rest string) (string, bool) {
	kind, number, _ := strings.Cut(rest, "/")
	k := x.c.know
	switch file {
	case "activities":
		variant, n := file, strings.TrimPrefix(number, "w")
		if n != number {
			variant += "/w"
		}
		return x.form(variant, corpus.LabelOf(x.c.tax.Activities, kind), n, x.quote(activityPattern(&k.activities, kind, number)))
	case "sections":
		return x.section(corpus.LabelOf(x.c.tax.Sections, kind), number)
	case "campaign":
		return x.form(file, corpus.LabelOf(x.c.tax.Campaigns, kind), "", x.quote(nil))
	case "exceptions", "misfit":
		return x.form(file, corpus.LabelOf(x.c.tax.Exceptions, kind), number, x.quote(nil))
	}
	return x.form(file, kind, number, x.quote(nil))
}

// section explains a rule of sections.yaml: by what it looks at.
func (x *explainer) section(kind, number string) (string, bool) {
	n, err := strconv.Atoi(number)
	if err != nil || n < 1 || n > len(x.c.sec.rules) {
		return "", false
	}
	rule := &x.c.sec.rules[n-1]
	switch {
	case rule.heading != nil:
		return x.form("sections", kind, number, x.quote(rule.heading))
	case rule.body != nil && rule.body.String() != "":
		if cue := x.bodyCue(rule.body); cue != "" {
			return x.form("sections/body", kind, number, cue)
		}
	}
	return x.form("sections/place", kind, number, "")
}

func (x *explainer) form(name, kind, number, words string) (string, bool) {
	form, ok := x.words.Forms[name]
	return x.fill(form, "kind", kind, "n", number, "words", words), ok
}

// fill replaces each {name} of a form by the value behind it.
func (x *explainer) fill(form string, pairs ...string) string {
	for i := 0; i+1 < len(pairs); i += 2 {
		form = strings.ReplaceAll(form, "{"+pairs[i]+"}", pairs[i+1])
	}
	return form
}

// activityPattern returns the pattern that a rule of activities.yaml names by
// its number (w before it: of the patterns on whole sentences), or nil.
func activityPattern(l *list, kind, number string) *pattern.Regexp {
	row, ok := l.row(kind)
	if !ok {
		return nil
	}
	if wide, ok := strings.CutPrefix(number, "w"); ok {
		if n, err := strconv.Atoi(wide); err == nil && n >= 1 && n <= len(row.Wide) {
			re, _ := pattern.Compile(row.Wide[n-1]) // it compiled when the taxonomy was loaded
			return re
		}
		return nil
	}
	if n, err := strconv.Atoi(number); err == nil && n >= 1 && n <= len(row.patterns) {
		return row.patterns[n-1]
	}
	return nil
}

// quote returns what re matches in the evidence, or in its sentence where
// that overlaps the evidence; else the evidence itself. re may be nil.
func (x *explainer) quote(re *pattern.Regexp) string {
	if re != nil {
		for _, within := range []corpus.Span{x.at, x.sentence()} {
			if s := x.match(re, within, x.at); !s.Empty() {
				return clip(s.Of(x.d.Text))
			}
		}
	}
	return clip(x.at.Of(x.d.Text))
}

// match returns where re matches within a stretch of the text so that the
// match overlaps near; an empty span when it does not.
func (x *explainer) match(re *pattern.Regexp, within, near corpus.Span) corpus.Span {
	view := zh.NewView(within.Of(x.d.Text))
	for _, m := range re.FindAllStringIndex(view.Text, -1) {
		s := corpus.Span{Start: within.Start + view.At(m[0]), End: within.Start + view.At(m[1])}
		if !s.Empty() && s.Overlap(near) > 0 {
			return s
		}
	}
	return corpus.Span{}
}

// cue returns the words by which a rule of status.yaml decided, empty when
// they are not to be found in the sentence.
func (x *explainer) cue(s corpus.Status, name string) string {
	in := x.sentence()
	for i := range x.c.act.status {
		r := &x.c.act.status[i]
		if r.Name != name || r.Status != s && r.Status != fromSection {
			continue
		}
		for _, l := range []struct {
			re     *pattern.Regexp
			within corpus.Span
		}{
			{regexpOf(r.at), x.at}, {regexpOf(r.before), corpus.Span{Start: in.Start, End: x.at.End}}, {regexpOf(r.after), corpus.Span{Start: x.at.Start, End: in.End}},
			{regexpOf(r.left), corpus.Span{Start: in.Start, End: x.at.End}}, {regexpOf(r.clause), in},
		} {
			if l.re == nil {
				continue
			}
			if m := x.match(l.re, l.within, l.within); !m.Empty() {
				return clip(m.Of(x.d.Text))
			}
		}
	}
	return ""
}

// figureCue returns the word of measures.yaml by which a figure has its
// measure, or the activity that it counts; empty when that is not to be found
// in the sentence (it stands in a heading) and for other facts.
func (x *explainer) figureCue(rule string) string {
	i := slices.IndexFunc(x.d.Figures, func(f corpus.Figure) bool { return f.Span == x.at })
	if x.of != FigureFact || i < 0 {
		return ""
	}
	row, ok := x.c.know.measures.row(x.d.Figures[i].Measure)
	if !ok {
		return ""
	}
	in := x.sentence()
	switch rule {
	case "figure-before":
		return nearest(zh.Fold(x.d.Text[in.Start:x.at.Start]), row.Before, strings.LastIndex, func(at, best int) bool { return at > best })
	case "figure-after":
		return nearest(zh.Fold(x.d.Text[x.at.End:in.End]), row.After, strings.Index, func(at, best int) bool { return at < best })
	case "figure-activity":
		for _, a := range x.d.Activities {
			if in.Contains(a.Span) && slices.Contains(row.Told, a.Kind) {
				return corpus.LabelOf(x.c.tax.Activities, a.Kind)
			}
		}
	}
	return ""
}

// nearest returns the word whose place in text is nearer than all others'.
func nearest(text string, words []string, find func(string, string) int, nearer func(at, best int) bool) string {
	best, found := -1, ""
	for _, w := range words {
		if at := find(text, zh.Fold(w)); at >= 0 && (found == "" || nearer(at, best)) {
			best, found = at, w
		}
	}
	return clip(found)
}

// regexpOf returns the regexp of g, which may be nil.
func regexpOf(g *pattern.Guarded) *pattern.Regexp {
	if g == nil {
		return nil
	}
	return g.Re
}

// bodyCue returns what re matches at the beginning of the body of the section
// whose heading is the evidence.
func (x *explainer) bodyCue(re *pattern.Regexp) string {
	for _, s := range x.d.Sections {
		if s.Heading == x.at {
			body := corpus.Span{Start: s.Heading.End, End: s.End}
			return clip(x.match(re, body, body).Of(x.d.Text))
		}
	}
	return ""
}

// heading returns the innermost heading that the evidence stands under, and
// what its section is about.
func (x *explainer) heading() (heading, kinds string) {
	for _, s := range x.d.Sections {
		if s.Heading.Empty() || !s.Contains(x.at) {
			continue
		}
		labels := make([]string, len(s.Kinds))
		for i, k := range s.Kinds {
			labels[i] = corpus.LabelOf(x.c.tax.Sections, k)
		}
		heading, kinds = clip(s.Heading.Of(x.d.Text)), strings.Join(labels, "、")
	}
	return heading, kinds
}

// sentence returns the sentences that the evidence overlaps, as one stretch;
// the evidence where it overlaps none.
func (x *explainer) sentence() corpus.Span {
	out := x.at
	for _, s := range x.d.Sentences {
		if s.Overlap(x.at) > 0 {
			out.Start, out.End = min(out.Start, s.Start), max(out.End, s.End)
		}
	}
	return out
}

// inner turns quotation marks into those of a quotation within another.
var inner = strings.NewReplacer("“", "‘", "”", "’", "「", "‘", "」", "’")

// clip returns s on one line, cut after maxWords characters, as it stands
// between “ and ”.
func clip(s string) string {
	s = strings.Trim(strings.Join(strings.Fields(s), " "), " ,，、;；:：.。")
	for closing := false; strings.Contains(s, `"`); closing = !closing {
		mark := "‘"
		if closing {
			mark = "’"
		}
		s = strings.Replace(s, `"`, mark, 1)
	}
	s = inner.Replace(s)
	if r := []rune(s); len(r) > maxWords {
		return string(r[:maxWords]) + "…"
	}
	return s
}
