package compare

import (
	"bufio"
	_ "embed"
	"fmt"
	"slices"
	"strings"

	"wenjian/corpus"
)

// Sanctioned wording is a table of phrases that everyone is meant to write
// the same: slogans, names of campaigns and congresses, guiding formulae.
// One phrase to a line; a line that begins with # names the source of the
// lines below it. Punctuation and script do not matter.
//
//go:embed sanctioned.txt
var sanctionedText string

// phrases finds sanctioned wording in symbols.
type phrases struct {
	first    symbolSet // first symbols
	filter   prefixFilter
	byPrefix map[uint64][][]symbol // by the first four symbols, longest first
	formulae *formulae             // nil for none
}

const shortestPhrase = 4

// newPhrases reads a table of phrases. Lines shorter than four symbols say
// too little to be recognised and are passed over.
func newPhrases(table string) *phrases {
	p := &phrases{byPrefix: map[uint64][][]symbol{}}
	lines := bufio.NewScanner(strings.NewReader(table))
	lines.Buffer(nil, len(table)+64)
	for lines.Scan() {
		line := strings.TrimSpace(lines.Text())
		if strings.HasPrefix(line, "#") {
			continue
		}
		if s := symbolsOf(line); len(s) >= shortestPhrase {
			k := prefixKey(s)
			p.first.add(s[0])
			p.byPrefix[k] = append(p.byPrefix[k], s)
		}
	}
	p.filter = newPrefixFilter(p.byPrefix)
	for k := range p.byPrefix {
		slices.SortFunc(p.byPrefix[k], func(x, y []symbol) int { return len(y) - len(x) })
	}
	return p
}

// find calls f with every stretch of s that phrases or formulae cover, in
// order and not overlapping.
func (p *phrases) find(s []symbol, f func(from, to int)) {
	if p.formulae == nil {
		p.findPhrases(s, f)
		return
	}
	type stretch struct{ from, to int }
	var more []stretch
	p.formulae.find(s, func(from, to int) { more = append(more, stretch{from, to}) })
	done := 0
	tell := func(from, to int) {
		if to > done {
			f(max(from, done), to)
			done = to
		}
	}
	p.findPhrases(s, func(from, to int) {
		for len(more) > 0 && more[0].from <= from {
			tell(more[0].from, more[0].to)
			more = more[1:]
		}
		tell(from, to)
	})
	for _, x := range more {
		tell(x.from, x.to)
	}
}

// findPhrases calls f with every stretch of s that a phrase covers, in order.
func (p *phrases) findPhrases(s []symbol, f func(from, to int)) {
	done := 0
	for i := 0; i+shortestPhrase <= len(s); i++ {
		if !p.first.has(s[i]) {
			continue
		}
		key := prefixKey(s[i:])
		if !p.filter.may(key) {
			continue
		}
		for _, x := range p.byPrefix[key] {
			if len(x) <= len(s)-i && i+len(x) > done && slices.Equal(x, s[i:i+len(x)]) {
				f(max(i, done), i+len(x))
				done = i + len(x)
				break
			}
		}
	}
}

// OfficialSpans returns the parts of text that are sanctioned wording, in
// order and not overlapping: what Compare never counts and a view shows in
// grey.
func OfficialSpans(text string, opt Options) ([]corpus.Span, error) {
	_, known, err := opt.reference()
	if err != nil {
		return nil, fmt.Errorf("find official wording: %w", err)
	}
	var r reading
	r.read(text, nil)
	var out []corpus.Span
	known.find(r.syms, func(from, to int) {
		s := r.span(int32(from), int32(to))
		if n := len(out); n > 0 && from > 0 && out[n-1].End == int(r.end[from-1]) {
			out[n-1].End = s.End
		} else {
			out = append(out, s)
		}
	})
	return out, nil
}
