package compare

import (
	"bufio"
	_ "embed"
	"slices"
	"strings"
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
	byPrefix map[uint64][][]symbol // by the first four symbols, longest first
}

const shortestPhrase = 4

// newPhrases reads a table of phrases. Lines shorter than four symbols say
// too little to be recognised and are passed over.
func newPhrases(table string) *phrases {
	p := &phrases{map[uint64][][]symbol{}}
	lines := bufio.NewScanner(strings.NewReader(table))
	lines.Buffer(nil, len(table)+64)
	for lines.Scan() {
		line := strings.TrimSpace(lines.Text())
		if strings.HasPrefix(line, "#") {
			continue
		}
		if s := symbolsOf(line); len(s) >= shortestPhrase {
			k := prefixKey(s)
			p.byPrefix[k] = append(p.byPrefix[k], s)
		}
	}
	for k := range p.byPrefix {
		slices.SortFunc(p.byPrefix[k], func(x, y []symbol) int { return len(y) - len(x) })
	}
	return p
}

// find calls f with every stretch of s that a phrase covers, in order.
func (p *phrases) find(s []symbol, f func(from, to int)) {
	done := 0
	for i := 0; i+shortestPhrase <= len(s); i++ {
		for _, x := range p.byPrefix[prefixKey(s[i:])] {
			if len(x) <= len(s)-i && i+len(x) > done && slices.Equal(x, s[i:i+len(x)]) {
				f(max(i, done), i+len(x))
				done = i + len(x)
				break
			}
		}
	}
}
