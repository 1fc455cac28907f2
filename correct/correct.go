// Package correct applies what people said of a document's facts. A
// correction outranks every rule; it is found again by the words it quotes
// when the text is read anew.
package correct

import (
	"cmp"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"wenjian/corpus"
)

// rulePrefix begins the By.Rule of every corrected fact; the number of the
// correction follows.
const rulePrefix = "correction/"

// By returns the author of what correction id says.
func By(id int64) corpus.By {
	return corpus.By{Rule: rulePrefix + strconv.FormatInt(id, 10), Confidence: 1}
}

// Made reports whether a fact was corrected, and by which correction.
func Made(by corpus.By) (id int64, ok bool) {
	n, ok := strings.CutPrefix(by.Rule, rulePrefix)
	if !ok {
		return 0, false
	}
	id, err := strconv.ParseInt(n, 10, 64)
	return id, err == nil
}

// Apply changes the facts of one file's documents as the corrections say,
// in the order given, and returns the IDs of those whose place is not there
// any more. A correction that is undone or meant for another path does
// nothing. One whose document is now another (the file splits differently) is
// applied where its words are, if that is one place only.
func Apply(path string, docs []*corpus.Document, corrections []corpus.Correction) (lost []int64) {
	for _, c := range corrections {
		if !c.Undone.IsZero() || c.Path != "" && c.Path != path {
			continue
		}
		if !applyTo(docs, c) {
			lost = append(lost, c.ID)
		}
	}
	return lost
}

func applyTo(docs []*corpus.Document, c corpus.Correction) bool {
	if !c.Fact.InText() {
		for _, d := range docs {
			if d.Ordinal == c.Ordinal {
				document(d, c)
				return true
			}
		}
		return false
	}
	var found *corpus.Document
	var at corpus.Span
	for _, d := range docs {
		s, ok := Find(d.Text, c.Anchor)
		switch {
		case !ok:
		case d.Ordinal == c.Ordinal:
			inText(d, s, c)
			return true
		case found != nil:
			return false
		default:
			found, at = d, s
		}
	}
	if found != nil {
		inText(found, at, c)
	}
	return found != nil
}

// document corrects a fact of the whole document. The evidence of what the
// program found is none for what a person says.
func document(d *corpus.Document, c corpus.Correction) {
	label := func(l *corpus.Label) { *l = corpus.Label{Value: c.Value, By: By(c.ID)} }
	switch c.Fact {
	case corpus.FactKind:
		label(&d.Kind)
	case corpus.FactDate:
		label(&d.Date)
	case corpus.FactCampaign:
		label(&d.Campaign)
	case corpus.FactUnit:
		kind, said := c.Set[corpus.SetUnitKind]
		if !said {
			kind = d.Unit.Kind
		}
		level := d.Unit.Level
		if c.Value != d.Unit.Name {
			level = ""
		}
		d.Unit = corpus.Unit{Name: c.Value, Kind: kind, Level: level, By: By(c.ID)}
	}
}

// inText corrects a fact at a place of the text.
func inText(d *corpus.Document, at corpus.Span, c corpus.Correction) {
	switch c.Fact {
	case corpus.FactActivity:
		activity(d, at, c)
	case corpus.FactFigure:
		figure(d, at, c)
	case corpus.FactSection:
		section(d, at, c)
	case corpus.FactLeak:
		leak(d, at, c)
	}
}

// nearest returns the index of the fact that overlaps s the most among those
// that are of the kind, -1 when there is none. The tighter of two is nearer.
func nearest[F any](facts []F, s corpus.Span, span func(F) corpus.Span, is func(F) bool) int {
	best, most := -1, 0
	for i, f := range facts {
		o := span(f)
		n := 4*s.Overlap(o) - o.Len()
		if s.Overlap(o) > 0 && is(f) && (best < 0 || n > most) {
			best, most = i, n
		}
	}
	return best
}

func activity(d *corpus.Document, at corpus.Span, c corpus.Correction) {
	span := func(a corpus.Activity) corpus.Span { return a.Span }
	find := func(kind string) int {
		return nearest(d.Activities, at, span, func(a corpus.Activity) bool { return a.Kind == kind })
	}
	i := find(c.Value)
	if j := find(c.Was); c.Was != "" && c.Was != c.Value && j >= 0 {
		if i >= 0 { // the program has come to find what is right, beside what is wrong
			d.Activities = slices.Delete(slices.Clone(d.Activities), j, j+1)
			i = find(c.Value)
		} else {
			i = j
		}
	}
	if c.Remove {
		if i >= 0 {
			d.Activities = slices.Delete(slices.Clone(d.Activities), i, i+1)
		}
		return
	}
	d.Activities = slices.Clone(d.Activities) // a stage writes what is its own
	if i < 0 {
		d.Activities = append(d.Activities, corpus.Activity{Span: at, Status: corpus.Held})
		i = len(d.Activities) - 1
	}
	a := &d.Activities[i]
	was := *a
	a.Kind, a.By = c.Value, By(c.ID)
	if s := corpus.Status(c.Set[corpus.SetStatus]); slices.Contains(corpus.Statuses(), s) {
		a.Status = s
	}
	if a.Kind != was.Kind || a.Status != was.Status {
		a.Event = 0 // other mentions tell what the program took this one for
	}
	if w, ok := c.Set[corpus.SetWhen]; ok {
		a.When = w
	}
	slices.SortStableFunc(d.Activities, func(x, y corpus.Activity) int { return cmp.Compare(x.Start, y.Start) })
}

func figure(d *corpus.Document, at corpus.Span, c corpus.Correction) {
	i := nearest(d.Figures, at, func(f corpus.Figure) corpus.Span { return f.Span }, func(corpus.Figure) bool { return true })
	if c.Remove {
		if i >= 0 {
			d.Figures = slices.Delete(slices.Clone(d.Figures), i, i+1)
		}
		return
	}
	d.Figures = slices.Clone(d.Figures)
	if i < 0 {
		d.Figures = append(d.Figures, corpus.Figure{Span: at, Op: corpus.Equal, Masked: true})
		i = len(d.Figures) - 1
	}
	f := &d.Figures[i]
	f.Measure, f.By = c.Value, By(c.ID)
	if v, err := strconv.ParseFloat(c.Set[corpus.SetValue], 64); err == nil {
		f.Value, f.Masked = v, false
	}
	if u, ok := c.Set[corpus.SetUnit]; ok {
		f.Unit = u
	}
	if n, ok := c.Set[corpus.SetNorm]; ok {
		f.Norm = n == "true"
	}
	slices.SortStableFunc(d.Figures, func(x, y corpus.Figure) int { return cmp.Compare(x.Start, y.Start) })
}

// section corrects the kinds of the section whose heading the quote touches,
// else of the innermost one that holds it.
func section(d *corpus.Document, at corpus.Span, c corpus.Correction) {
	i := -1
	for j, s := range d.Sections {
		if s.Contains(at) { // a section comes before its subsections
			i = j
		}
	}
	for j, s := range d.Sections {
		if s.Heading.Overlap(at) > 0 {
			i = j
			break
		}
	}
	if i < 0 || c.Value == "" {
		return
	}
	d.Sections = slices.Clone(d.Sections)
	d.Sections[i].Kinds, d.Sections[i].By = strings.Split(c.Value, "+"), By(c.ID)
}

func leak(d *corpus.Document, at corpus.Span, c corpus.Correction) {
	overlaps := func(l corpus.Leak) bool { return l.Overlap(at) > 0 }
	if c.Remove {
		d.Leaks = slices.DeleteFunc(slices.Clone(d.Leaks), overlaps)
		return
	}
	if i := slices.IndexFunc(d.Leaks, overlaps); i >= 0 {
		d.Leaks = slices.Clone(d.Leaks)
		d.Leaks[i].By = By(c.ID)
		return
	}
	d.Leaks = append(slices.Clone(d.Leaks), corpus.Leak{Span: at, Name: c.Value, By: By(c.ID)})
}

// Dismissed reports whether a person said that a leak at that place of a
// document is none; corrections are those of its source.
func Dismissed(path string, d *corpus.Document, at corpus.Span, corrections []corpus.Correction) bool {
	for _, c := range corrections {
		if c.Fact != corpus.FactLeak || !c.Remove || !c.Undone.IsZero() || c.Path != "" && c.Path != path {
			continue
		}
		if s, ok := Find(d.Text, c.Anchor); ok && s.Overlap(at) > 0 {
			return true
		}
	}
	return false
}

// ErrCorrection is wrapped by what Check returns.
var ErrCorrection = errors.New("更正有误")

// limits of what people write, in characters.
const (
	maxQuote = 2000
	maxValue = 200
)

// Check says in Chinese what is wrong with a correction that is to be made, or
// returns nil: its fact and settings are known, its kinds are the taxonomy's,
// its quote, where it needs one, is not empty. The error wraps ErrCorrection.
func Check(c corpus.Correction, tax corpus.Taxonomy) error {
	fail := func(format string, args ...any) error {
		return fmt.Errorf("%w："+format, append([]any{ErrCorrection}, args...)...)
	}
	if !slices.Contains(corpus.Facts(), c.Fact) {
		return fail("没有“%s”这种可更正的内容", c.Fact)
	}
	for _, s := range []string{c.Value, c.Was, c.Who, c.Why} {
		if utf8.RuneCountInString(s) > maxValue || !utf8.ValidString(s) || strings.ContainsAny(s, "\n\r\x00") {
			return fail("内容太长或含有换行")
		}
	}
	if c.Fact.InText() && strings.TrimSpace(c.Anchor.Quote) == "" || utf8.RuneCountInString(c.Anchor.Quote) > maxQuote {
		return fail("引文是空的，或者太长")
	}
	if !c.Fact.InText() && c.Remove {
		return fail("%s不能去掉，只能改", c.Fact.Label())
	}
	values := []string{c.Value}
	if c.Fact == corpus.FactSection {
		values = strings.Split(c.Value, "+")
	}
	for _, v := range values {
		if list := kindsOf(c.Fact, tax); list != nil && !(c.Remove && v == "") && !(c.Fact == corpus.FactCampaign && v == "") {
			if _, found := corpus.Find(list, v); !found {
				return fail("%s没有“%s”这个种类", c.Fact.Label(), v)
			}
		}
	}
	if c.Fact == corpus.FactDate && !isDate(c.Value) {
		return fail("日期“%s”不对，应写成 2011-07-05、2011-07 或 2011", c.Value)
	}
	for _, name := range slices.Sorted(maps.Keys(c.Set)) {
		if !settable(c.Fact, name, c.Set[name], tax) {
			return fail("%s的 %s“%s”不对", c.Fact.Label(), name, c.Set[name])
		}
	}
	return nil
}

func settable(f corpus.Fact, name, value string, tax corpus.Taxonomy) bool {
	if utf8.RuneCountInString(value) > maxValue {
		return false
	}
	switch {
	case f == corpus.FactActivity && name == corpus.SetStatus:
		return slices.Contains(corpus.Statuses(), corpus.Status(value))
	case f == corpus.FactActivity && name == corpus.SetWhen:
		return !strings.ContainsAny(value, "\n\r\x00")
	case f == corpus.FactFigure && name == corpus.SetValue:
		v, err := strconv.ParseFloat(value, 64)
		return err == nil && v-v == 0 // neither infinite nor not a number
	case f == corpus.FactFigure && name == corpus.SetUnit:
		return !strings.ContainsAny(value, "\n\r\x00")
	case f == corpus.FactFigure && name == corpus.SetNorm:
		return value == "true" || value == "false"
	case f == corpus.FactUnit && name == corpus.SetUnitKind:
		_, ok := corpus.Find(tax.Units, value)
		return ok || value == ""
	}
	return false
}

// isDate reports whether s is empty, YYYY, YYYY-MM or YYYY-MM-DD.
func isDate(s string) bool {
	for _, layout := range []string{"2006-01-02", "2006-01", "2006"} {
		if len(s) == len(layout) {
			_, err := time.Parse(layout, s)
			return err == nil
		}
	}
	return s == ""
}
