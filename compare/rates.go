package compare

import (
	"bytes"
	_ "embed"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"unicode"

	"wenjian/corpus"
)

// A RateRule defines one rate of a document: which of its shared text counts.
// Site data: see ReadRates and docs/zh/雷同.md.
type RateRule struct {
	ID      string  `json:"id"`
	Label   string  `json:"label"`   // Chinese
	Without []Class `json:"without"` // classes of matches whose text does not count: official, common for set phrases, superior, self …
	Largest bool    `json:"largest"` // the largest share that one other document has, instead of all together
	Notice  float64 `json:"notice"`  // from this share on it is worth a look,
	Serious float64 `json:"serious"` // and from this on it is serious; 0 is never
}

// Rates are a named set of rules.
type Rates struct {
	Name  string     `json:"name"`
	Label string     `json:"label"`
	Rules []RateRule `json:"rates"`
}

// Presets of rates. The file format is that of a site's own file: a JSON
// array of {name, label, rates}; fields are those of Rates and RateRule.
//
//go:embed rates.json
var ratePresets []byte

// ReadRates reads definitions of rates in the format of rates.json.
func ReadRates(b []byte) ([]Rates, error) {
	var out []Rates
	d := json.NewDecoder(bytes.NewReader(b))
	d.DisallowUnknownFields()
	if err := d.Decode(&out); err != nil {
		return nil, fmt.Errorf("read rates: %w", err)
	}
	if len(out) == 0 {
		return nil, errors.New("read rates: none defined")
	}
	for _, r := range out {
		for _, rule := range r.Rules {
			if rule.ID == "" || rule.Label == "" || rule.Notice < 0 || rule.Serious < 0 {
				return nil, fmt.Errorf("read rates: %s: a rate needs id, label and thresholds that are not negative", r.Name)
			}
		}
	}
	return out, nil
}

// RatePresets returns the built-in definitions, the recommended one first.
func RatePresets() ([]Rates, error) { return ReadRates(ratePresets) }

// Shared is a passage of one document that an earlier one has too.
type Shared struct {
	corpus.Span        // in the document
	With        string // ID of the earlier document
	Class       Class
}

// A Rate is how much of a document a rule counts.
type Rate struct {
	RateRule
	Shared int    // characters: letters, ideographs and digits
	Of     int    // of as many
	With   string // for a largest share: ID of the other document
}

// Share returns the rate as a share from 0 to 1.
func (r Rate) Share() float64 { return float64(r.Shared) / float64(max(1, r.Of)) }

// RatesOf returns the rates of a document by rules. passages are what it
// shares with earlier documents, official its sanctioned wording
// (OfficialSpans). Rewritten passages are a finding of their own and enter no
// rate.
func RatesOf(text string, passages []Shared, official []corpus.Span, rules []RateRule) []Rate {
	total := count(text, []corpus.Span{{Start: 0, End: len(text)}})
	out := make([]Rate, 0, len(rules))
	for _, rule := range rules {
		var without []corpus.Span
		if slices.Contains(rule.Without, Official) || slices.Contains(rule.Without, Common) {
			without = append(without, official...)
		}
		spans := map[string][]corpus.Span{}
		for _, p := range passages {
			switch {
			case p.Class == Paraphrase:
			case slices.Contains(rule.Without, p.Class):
				without = append(without, p.Span)
			case rule.Largest:
				spans[p.With] = append(spans[p.With], p.Span)
			default:
				spans[""] = append(spans[""], p.Span)
			}
		}
		without = union(without)
		r := Rate{RateRule: rule, Of: total}
		for with, s := range spans {
			n := count(text, minus(union(s), without))
			if n > r.Shared || n == r.Shared && n > 0 && (len(with) < len(r.With) || len(with) == len(r.With) && with < r.With) {
				r.Shared, r.With = n, with
			}
		}
		out = append(out, r)
	}
	return out
}

// union sorts spans and joins those that meet or overlap.
func union(spans []corpus.Span) []corpus.Span {
	spans = slices.Clone(spans)
	slices.SortFunc(spans, func(x, y corpus.Span) int { return x.Start - y.Start })
	out := spans[:0]
	for _, s := range spans {
		if n := len(out); n > 0 && s.Start <= out[n-1].End {
			out[n-1].End = max(out[n-1].End, s.End)
		} else {
			out = append(out, s)
		}
	}
	return out
}

// minus returns what of spans is not in without; both are unions.
func minus(spans, without []corpus.Span) []corpus.Span {
	var out []corpus.Span
	for _, s := range spans {
		for _, w := range without {
			if w.End <= s.Start || w.Start >= s.End {
				continue
			}
			if w.Start > s.Start {
				out = append(out, corpus.Span{Start: s.Start, End: w.Start})
			}
			s.Start = min(s.End, w.End)
		}
		if s.Start < s.End {
			out = append(out, s)
		}
	}
	return out
}

// within returns how many bytes of s the others hold.
func within(s corpus.Span, others []corpus.Span) int {
	n := s.Len()
	for _, left := range minus([]corpus.Span{s}, union(others)) {
		n -= left.Len()
	}
	return n
}

// count returns the letters, ideographs and digits in spans of text.
func count(text string, spans []corpus.Span) int {
	n := 0
	for _, s := range spans {
		for _, r := range s.Of(text) {
			n += boolInt(unicode.IsLetter(r) || unicode.IsDigit(r))
		}
	}
	return n
}
