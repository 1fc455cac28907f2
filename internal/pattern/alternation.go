package pattern

import (
	"regexp/syntax"
	"strings"
)

// An Alternation is a regexp taken apart into its outermost alternatives, so
// that only those are run that can match in a text: long lists of wordings
// then cost what the few that occur cost.
type Alternation []Guarded

// Alternatives takes re apart. One that looks at where in the text it stands,
// or that can match nothing, stays whole: cutting the text would change what
// it matches.
func Alternatives(re *Regexp) Alternation {
	whole := Alternation{Guard(re)}
	tree, err := syntax.Parse(re.String(), syntax.Perl)
	if err != nil || anchored(tree) || re.MatchString("") {
		return whole
	}
	if parts := outermost(re); len(parts) > 1 {
		whole = whole[:0]
		for _, part := range parts {
			whole = append(whole, Guard(part))
		}
	}
	return whole
}

// outermost returns the outermost alternatives of re, compiled; re itself when
// it has but one. The pattern is cut, not its syntax tree: to print a tree
// again takes a millisecond for each large character class.
func outermost(re *Regexp) []*Regexp {
	pattern := re.String()
	cuts := bars(pattern)
	if len(cuts) == 0 {
		return []*Regexp{re}
	}
	var out []*Regexp
	from := 0
	for _, at := range append(cuts, len(pattern)) {
		part, err := Compile(pattern[from:at])
		if err != nil { // flags or quotations that reach over the bar
			return []*Regexp{re}
		}
		out = append(out, part)
		from = at + 1
	}
	return out
}

// bars returns where the | of the outermost alternation stand in a pattern;
// nil for a pattern with flags or \Q, whose parts would mean something else
// alone.
func bars(pattern string) []int {
	if strings.Contains(pattern, `\Q`) || flagged.MatchString(pattern) {
		return nil
	}
	var out []int
	depth, class := 0, false
	for i := 0; i < len(pattern); i++ {
		switch c := pattern[i]; {
		case c == '\\':
			i++
		case class:
			class = c != ']'
		case c == '[':
			class = true
			if strings.HasPrefix(pattern[i+1:], "^") {
				i++
			}
			if strings.HasPrefix(pattern[i+1:], "]") {
				i++
			}
		case c == '(':
			depth++
		case c == ')':
			depth--
		case c == '|' && depth == 0:
			out = append(out, i)
		}
	}
	return out
}

// flagged matches a group that sets flags: (?i), (?m:…).
var flagged = MustCompile(`\(\?[imsU-]+[:)]`)

// FindAll returns what FindAllStringIndex of the whole regexp does, given
// those of the alternatives that can match in text, in their order.
func (a Alternation) FindAll(text string) [][]int {
	switch len(a) {
	case 0:
		return nil
	case 1:
		return a[0].Re.FindAllStringIndex(text, -1)
	}
	var out [][]int
	next := make([][]int, len(a)) // the next match of each, nil when there is none left
	for i := range a {
		next[i] = a[i].Re.FindStringIndex(text)
	}
	for {
		best := -1
		for i, n := range next {
			if n != nil && (best < 0 || n[0] < next[best][0]) {
				best = i
			}
		}
		if best < 0 {
			return out
		}
		found := next[best]
		out = append(out, found)
		end := found[1]
		for i, n := range next {
			if n == nil || n[0] >= end {
				continue
			}
			if next[i] = a[i].Re.FindStringIndex(text[end:]); next[i] != nil {
				next[i] = []int{next[i][0] + end, next[i][1] + end}
			}
		}
	}
}
