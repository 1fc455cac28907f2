package query

import (
	"regexp"
	"strconv"
	"strings"
)

// The reach of NEAR, in characters that may stand between its sides.
const (
	nearDefault = 10
	nearMost    = 100
)

// Near matches documents in whose title or text A and B occur, in either
// order and not overlapping, with at most Within terms between them. Its
// sides are Text, Wild, Near or an Or of those.
type Near struct {
	A, B   Node
	Within int
}

var nearWord = regexp.MustCompile(`^NEAR(?:/([0-9]{1,4}))?$`)

// near reads NEAR or NEAR/n if it stands here as a word of its own. The error
// is that of a distance out of range; ok then is true.
func (p *parser) near() (within int, ok bool, err error) {
	at := p.at
	n := p.wordAt(at)
	m := nearWord.FindStringSubmatch(narrow(p.in[at : at+n]))
	if m == nil {
		return 0, false, nil
	}
	within = nearDefault
	if m[1] != "" {
		within, _ = strconv.Atoi(m[1]) // digits, at most four
	}
	if within < 0 || within > nearMost {
		return 0, true, p.fail(at, "的距离应为 0 至 %d 个字", nearMost)
	}
	p.at += n
	return within, true, nil
}

// narrow returns r with full-width ASCII made half-width, case kept.
func narrow(r []rune) string {
	return strings.Map(func(r rune) rune {
		if r >= '！' && r <= '～' {
			return r - '！' + '!'
		}
		return r
	}, string(r))
}

// nears reads what follows left: any number of NEAR and another side.
func (p *parser) nears(left Node, at int) (Node, error) {
	for {
		back := p.at
		p.skip()
		sign := p.at
		if p.end() {
			return left, nil
		}
		within, ok, err := p.near()
		if err != nil {
			return nil, err
		}
		if !ok {
			p.at = back
			return left, nil
		}
		if !placed(left) {
			return nil, p.fail(at, "起：NEAR 的两边只能是词语，或括号里用 OR 连接的词语")
		}
		if p.skip(); p.end() || p.peek() == ')' {
			return nil, p.fail(sign, "的 NEAR 后面缺少内容")
		}
		if p.depth++; p.depth > maxDepth {
			return nil, p.fail(sign, "的嵌套太深，最多 %d 层", maxDepth)
		}
		from := p.at
		right, err := p.place()
		if err != nil {
			return nil, err
		}
		if !placed(right) {
			return nil, p.fail(from, "起：NEAR 的两边只能是词语，或括号里用 OR 连接的词语")
		}
		left = Near{left, right, within}
	}
}

// placed reports whether n has places in a text, see Occurrences.
func placed(n Node) bool {
	switch n := n.(type) {
	case Text, Wild, Near:
		return true
	case Or:
		for _, c := range n {
			if !placed(c) {
				return false
			}
		}
		return true
	}
	return false
}

func writeNear(b *strings.Builder, n Near) {
	writeChild(b, n.A)
	b.WriteString(" NEAR/" + strconv.Itoa(n.Within) + " ")
	if _, ok := n.B.(Near); ok { // bare it would read as the left side's
		b.WriteByte('(')
		write(b, n.B)
		b.WriteByte(')')
		return
	}
	writeChild(b, n.B)
}
