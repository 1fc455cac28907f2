package query

import (
	"fmt"
	"strings"
	"unicode"

	"wenjian/internal/zh"
)

// Limits keep a pasted chapter or a hostile string from costing more than an
// error message.
const (
	maxLength = 2000 // code points
	maxDepth  = 50   // nested parentheses and negations
)

// Parse reads a query. An empty one is nil, which matches every document.
// Every error is an *Error.
func Parse(s string) (Node, error) {
	p := &parser{in: []rune(s)}
	if len(p.in) > maxLength {
		return nil, &Error{maxLength, fmt.Sprintf("超出长度：查询最多 %d 个字符", maxLength)}
	}
	p.skip()
	if p.end() {
		if strings.TrimSpace(s) == "" {
			return nil, nil
		}
		return nil, &Error{0, "起没有可查的字，只有标点"}
	}
	n, err := p.or()
	if err != nil {
		return nil, err
	}
	if !p.end() { // or stops only at the end or at a right bracket
		return nil, p.fail(p.at, "的右括号没有对应的左括号")
	}
	return n, nil
}

// parser reads by recursive descent:
//
//	or    = and { "OR" and }
//	and   = unary { [ "AND" ] unary }
//	unary = ( "-" | "NOT" ) unary | place { "NEAR" [ "/" digits ] place }
//	place = "(" or ")" | field | scope "(" or ")" | quoted | word
type parser struct {
	in    []rune
	at    int
	depth int
	field *condition // set inside 字段:( … ): words are values of it
	// inside names the scope whose brackets are being read, which hold no fields.
	inside string
}

// condition is the part of a field condition before its value.
type condition struct {
	info  FieldInfo
	exact bool
}

func (p *parser) end() bool { return p.at >= len(p.in) }

func (p *parser) fail(at int, format string, args ...any) error {
	return &Error{at, fmt.Sprintf(format, args...)}
}

// peek returns the folded rune at the reading place, 0 at the end.
func (p *parser) peek() rune {
	if p.end() {
		return 0
	}
	return zh.FoldRune(p.in[p.at])
}

// skip passes over white space and over words that hold no term.
func (p *parser) skip() {
	for !p.end() {
		if unicode.IsSpace(p.in[p.at]) {
			p.at++
			continue
		}
		w := p.wordAt(p.at)
		if w == 0 || p.minus() || len(Terms(string(p.in[p.at:p.at+w]))) > 0 || p.conditionAt(w) > 0 {
			return
		}
		p.at += w
	}
}

// wordAt returns how many runes from i on belong to one bare word.
func (p *parser) wordAt(i int) int {
	n := 0
	for ; i+n < len(p.in) && !isBreak(p.in[i+n]); n++ {
	}
	return n
}

func isBreak(r rune) bool {
	f := zh.FoldRune(r)
	return unicode.IsSpace(r) || isQuote(r) || f == '(' || f == ')'
}

func isQuote(r rune) bool { return zh.FoldRune(r) == '"' }

// minus reports whether a negation starts here: a hyphen, not a dash, with
// something right behind it.
func (p *parser) minus() bool {
	r := p.in[p.at]
	return (r == '-' || r == '－' || r == '−') && p.at+1 < len(p.in) && !unicode.IsSpace(p.in[p.at+1])
}

// operator reads the operator op if it stands here as a word of its own.
func (p *parser) operator(op string) bool {
	n := p.wordAt(p.at)
	if n != len(op) {
		return false
	}
	for i, r := range op {
		if in := p.in[p.at+i]; in != r && in != r-'!'+'！' {
			return false
		}
	}
	p.at += n
	return true
}

func (p *parser) or() (Node, error) {
	var list Or
	for {
		n, err := p.and()
		if err != nil {
			return nil, err
		}
		list = append(list, n)
		at := p.at
		if !p.operator("OR") {
			break
		}
		if p.skip(); p.end() || p.peek() == ')' {
			return nil, p.fail(at, "的 OR 后面缺少内容")
		}
	}
	if len(list) == 1 {
		return list[0], nil
	}
	return list, nil
}

func (p *parser) and() (Node, error) {
	var list And
	for {
		n, err := p.unary()
		if err != nil {
			return nil, err
		}
		list = append(list, n)
		p.skip()
		at := p.at
		if p.operator("AND") {
			if p.skip(); p.end() || p.peek() == ')' {
				return nil, p.fail(at, "的 AND 后面缺少内容")
			}
			continue
		}
		if p.end() || p.peek() == ')' || p.seesOr() {
			break
		}
	}
	if len(list) == 1 {
		return list[0], nil
	}
	return list, nil
}

func (p *parser) seesOr() bool {
	at := p.at
	saw := p.operator("OR")
	p.at = at
	return saw
}

func (p *parser) unary() (Node, error) {
	p.skip()
	at := p.at
	if p.depth++; p.depth > maxDepth {
		return nil, p.fail(at, "的嵌套太深，最多 %d 层", maxDepth)
	}
	defer func() { p.depth-- }()
	switch {
	case p.end():
		return nil, p.fail(at, "缺少内容")
	case p.minus():
		p.at++
		return p.not(at, "-")
	case p.operator("NOT"):
		return p.not(at, "NOT")
	case p.operator("AND"):
		return nil, p.fail(at, "的 AND 前面缺少内容；要查这个词，请加引号")
	case p.operator("OR"):
		return nil, p.fail(at, "的 OR 前面缺少内容；要查这个词，请加引号")
	case p.peek() == ')':
		return nil, p.fail(at, "的右括号前面缺少内容")
	}
	if _, ok, _ := p.near(); ok {
		return nil, p.fail(at, "的 NEAR 前面缺少内容；要查这个词，请加引号")
	}
	n, err := p.place()
	if err != nil {
		return nil, err
	}
	return p.nears(n, at)
}

// place reads what one side of NEAR can be, and anything else that is no list.
func (p *parser) place() (Node, error) {
	if p.peek() == '(' {
		return p.group()
	}
	return p.leaf()
}

func (p *parser) not(at int, sign string) (Node, error) {
	if p.skip(); p.end() || p.peek() == ')' {
		return nil, p.fail(at, "的 %s 后面缺少内容", sign)
	}
	n, err := p.unary()
	if err != nil {
		return nil, err
	}
	return Not{n}, nil
}

func (p *parser) group() (Node, error) {
	at := p.at
	p.at++
	if p.skip(); p.peek() == ')' {
		return nil, p.fail(at, "的括号里没有内容")
	} else if p.end() {
		return nil, p.fail(at, "的左括号缺少右括号")
	}
	n, err := p.or()
	if err != nil {
		return nil, err
	}
	if p.end() {
		return nil, p.fail(at, "的左括号缺少右括号")
	}
	p.at++
	return n, nil
}
