package query

import (
	"strings"
	"unicode"

	"wenjian/internal/zh"
)

// The limits of wildcards.
const (
	gapMost  = 10 // terms that * stands for
	wildMost = 5  // wildcards in one word
)

// Wild is a word with wildcards. Between Chinese characters ? stands for one
// term and * for at most ten; in a run of letters and digits they stand for
// one and for any number of those.
type Wild struct{ Value string } // as typed; never quoted

// A Step is one piece of a Wild.
type Step struct {
	Term string // what it is; for a Glob with ? and * as typed
	Glob bool   // a run of letters and digits with wildcards inside
	Min  int    // of a gap, which has no Term: how many terms it stands for
	Max  int
}

// Steps cuts the word; a gap neither begins nor ends the list.
func (w Wild) Steps() []Step {
	steps, _ := wildSteps(w.Value)
	return steps
}

// wildSteps also counts the wildcards that mean something.
func wildSteps(v string) (steps []Step, wildcards int) {
	in := []rune(zh.Fold(v))
	var run []rune
	flush := func() {
		if len(run) > 0 {
			s := string(run)
			steps = append(steps, Step{Term: s, Glob: strings.ContainsAny(s, "?*")})
			run = nil
		}
	}
	plain := func(r rune) bool {
		return !zh.IsHan(r) && (unicode.IsLetter(r) || unicode.IsNumber(r))
	}
	for i, r := range in {
		switch {
		case r == '?' || r == '*':
			if len(run) > 0 || i+1 < len(in) && plain(in[i+1]) {
				run = append(run, r)
			} else if r == '?' {
				steps = append(steps, Step{Min: 1, Max: 1})
			} else {
				steps = append(steps, Step{Max: gapMost})
			}
		case zh.IsHan(r):
			flush()
			steps = append(steps, Step{Term: string(r)})
		case plain(r) || len(run) > 0 && unicode.IsMark(r):
			run = append(run, r)
		default:
			flush()
		}
	}
	flush()
	for len(steps) > 0 && steps[0].Term == "" {
		steps = steps[1:]
	}
	for len(steps) > 0 && steps[len(steps)-1].Term == "" {
		steps = steps[:len(steps)-1]
	}
	for _, s := range steps {
		if s.Term == "" {
			wildcards++
		}
		wildcards += strings.Count(s.Term, "?") + strings.Count(s.Term, "*")
	}
	return steps, wildcards
}

// word makes the node of a bare word that stands at at.
func (p *parser) word(v string, at int) (Node, error) {
	steps, n := wildSteps(v)
	if n == 0 {
		return Text{v}, nil
	}
	first := at
	for i, r := range []rune(v) {
		if f := zh.FoldRune(r); f == '?' || f == '*' {
			first = at + i
			break
		}
	}
	if n > wildMost {
		return nil, p.fail(first, "起通配符太多，一个词里最多 %d 个", wildMost)
	}
	for _, s := range steps {
		if s.Glob && strings.Trim(s.Term, "?*") == "" {
			return nil, p.fail(first, "的通配符旁边要有字")
		}
	}
	return Wild{v}, nil
}

// findSteps returns where the steps occur in terms: for each beginning the
// shortest piece.
func findSteps(terms []Term, steps []Step) []Range {
	var found []Range
	for i := range terms {
		if len(steps) == 0 || !steps[0].fits(terms[i].Text) {
			continue
		}
		if end := follow(terms, steps[1:], i+1); end > 0 {
			found = append(found, Range{i, end})
		}
	}
	return found
}

// follow returns the least end of the steps when they begin at at, -1 when
// they do not fit there.
func follow(terms []Term, steps []Step, at int) int {
	ends := []int{at} // in order; where the steps so far can end
	for _, s := range steps {
		var next []int
		for _, e := range ends {
			if s.Term != "" {
				if e < len(terms) && s.fits(terms[e].Text) {
					next = append(next, e+1)
				}
				continue
			}
			from := e + s.Min
			if n := len(next); n > 0 {
				from = max(from, next[n-1]+1)
			}
			for to := from; to <= min(e+s.Max, len(terms)); to++ {
				next = append(next, to)
			}
		}
		if ends = next; len(ends) == 0 {
			return -1
		}
	}
	return ends[0]
}

func (s Step) fits(term string) bool {
	if !s.Glob {
		return s.Term == term
	}
	return glob(s.Term, term)
}

// glob reports whether term is what pattern with its ? and * says.
func glob(pattern, term string) bool {
	p, t := []rune(pattern), []rune(term)
	star, mark := -1, 0
	i, j := 0, 0
	for j < len(t) {
		switch {
		case i < len(p) && p[i] == '*':
			star, mark = i, j
			i++
		case i < len(p) && (p[i] == '?' || p[i] == t[j]):
			i++
			j++
		case star >= 0:
			mark++
			i, j = star+1, mark
		default:
			return false
		}
	}
	return strings.Trim(string(p[i:]), "*") == ""
}
