package classify

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"wenjian/internal/pattern"
	"wenjian/internal/zh"
)

// documentRules are the compiled rules for what holds of a whole document:
// title, kind, date, unit, superior.
type documentRules struct {
	kinds    []documentKind
	topic    *pattern.Regexp   // where a title stops naming its unit
	masthead *pattern.Regexp   // a line above the title
	issue    *pattern.Regexp   // a line that makes the document a newsletter
	stage    *pattern.Regexp   // marks of a stage in a summary
	template []pattern.Guarded // marks of a template
	unsigned *pattern.Regexp   // what before a date says that it signs nothing

	told, demanded *pattern.Regexp // verbs of summaries and of plans

	newsletter, summary, stageKind, planKind, templateKind string // IDs of the kinds that have rules of their own
	units                                                  unitRules
}

// documentKind is one row of documents.yaml, compiled.
type documentKind struct {
	id     string
	title  []pattern.Guarded
	body   []pattern.Guarded
	weight float64
}

// compileDocuments compiles documents.yaml and units.yaml.
func compileDocuments(k *knowledge) (*documentRules, error) {
	r := &documentRules{}
	if err := compileTerms(&k.documents, map[string]**pattern.Regexp{
		"topic": &r.topic, "masthead": &r.masthead, "issue": &r.issue, "stage": &r.stage, "not_signed": &r.unsigned, "told": &r.told, "demanded": &r.demanded,
	}); err != nil {
		return nil, fmt.Errorf("documents.yaml: %w", err)
	}
	for name, to := range map[string]*string{"newsletter_kind": &r.newsletter, "summary_kind": &r.summary, "stage_kind": &r.stageKind, "plan_kind": &r.planKind, "template_kind": &r.templateKind} {
		ids := k.documents.Terms[name]
		if len(ids) != 1 || k.documents.byID[ids[0]] == 0 && k.documents.Kinds[0].ID != ids[0] {
			return nil, fmt.Errorf("%w: documents.yaml: terms %s must name one kind", ErrTaxonomy, name)
		}
		*to = ids[0]
	}
	var err error
	if r.template, err = compileGuarded(k.documents.Terms["template"]); err != nil {
		return nil, fmt.Errorf("%w: documents.yaml: terms template: %w", ErrTaxonomy, err)
	}
	for _, row := range k.documents.Kinds {
		title, err := compileGuarded(row.Title)
		if err != nil {
			return nil, fmt.Errorf("%w: documents.yaml: kind %s: title: %w", ErrTaxonomy, row.ID, err)
		}
		d := documentKind{id: row.ID, title: title, weight: weightOf(row.Weight)}
		for _, p := range row.Body {
			re, err := pattern.Compile("(?m)" + p)
			if err != nil {
				return nil, fmt.Errorf("%w: documents.yaml: kind %s: body: %w", ErrTaxonomy, row.ID, err)
			}
			d.body = append(d.body, pattern.Guard(re))
		}
		r.kinds = append(r.kinds, d)
	}
	return r, r.units.compile(&k.units)
}

// orNothing returns re, or a regexp that never matches when re is nil.
func orNothing(re *pattern.Regexp) *pattern.Regexp {
	if re == nil {
		return pattern.MustCompile(`[^\s\S]`)
	}
	return re
}

// weightOf returns w, or 1 when the row gives none.
func weightOf(w float64) float64 {
	if w == 0 {
		return 1
	}
	return w
}

// A textLine is a non-blank line: bytes of the folded text, white space around it
// left out.
type textLine struct{ start, end int }

// textLines returns the non-blank lines of text.
func textLines(text string) []textLine {
	var out []textLine
	for at := 0; at < len(text); {
		end := strings.IndexByte(text[at:], '\n')
		if end < 0 {
			end = len(text)
		} else {
			end += at
		}
		body := strings.TrimRight(text[at:end], " \t\r")
		start := at + len(body) - len(strings.TrimLeft(body, " \t\r"))
		if start < at+len(body) {
			out = append(out, textLine{start, at + len(body)})
		}
		at = end + 1
	}
	return out
}

// simplified returns s with traditional characters simplified and everything
// else as it stands.
func simplified(s string) string {
	return strings.Map(func(r rune) rune {
		if zh.IsHan(r) {
			return zh.FoldRune(r)
		}
		return r
	}, s)
}

// runes returns the number of characters of s.
func runes(s string) int { return utf8.RuneCountInString(s) }
