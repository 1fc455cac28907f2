package query

import (
	"strings"
	"unicode"

	"wenjian/corpus"
	"wenjian/internal/zh"
)

// The two fields whose values the parser itself looks into.
const (
	activityField = "activity"
	statusField   = "status"
)

// leaf reads a word, a quoted phrase or a field condition.
func (p *parser) leaf() (Node, error) {
	at := p.at
	if isQuote(p.in[at]) {
		v, err := p.quoted()
		if err != nil {
			return nil, err
		}
		return p.value(p.field, v, true, at)
	}
	n := p.wordAt(at)
	if s, ok := scopeNamed(string(p.in[at : at+n])); ok && p.field == nil && p.at+n < len(p.in) && zh.FoldRune(p.in[at+n]) == '(' {
		p.at += n
		return p.scope(In{Scope: s}, at)
	}
	name := p.conditionAt(n)
	if name == 0 {
		p.at += n
		return p.value(p.field, string(p.in[at:p.at]), false, at)
	}
	if p.field != nil {
		return nil, p.fail(at, "的括号里不能再写字段，外面已经是“%s”", p.field.info.Label)
	}
	if p.inside != "" {
		return nil, p.fail(at, "的括号里只能写词语，外面已经是“%s”", p.inside)
	}
	info, _ := fieldByName(string(p.in[at : at+name]))
	p.at += name
	c := condition{info, p.peek() == '='}
	p.at++
	return p.condition(c, at)
}

// conditionAt returns the length of the field name that the next n runes
// start with, 0 when they start with none. An unknown name before a colon is
// text, as 时间：三月 is.
func (p *parser) conditionAt(n int) int {
	for i := range n {
		switch zh.FoldRune(p.in[p.at+i]) {
		case ':', '=':
			if _, ok := fieldByName(string(p.in[p.at : p.at+i])); ok {
				return i
			}
			return 0
		}
	}
	return 0
}

// condition reads the value behind 字段: or 字段=, which starts at at.
func (p *parser) condition(c condition, at int) (Node, error) {
	for !p.end() && unicode.IsSpace(p.in[p.at]) {
		p.at++
	}
	if p.peek() == '(' {
		p.field = &c
		n, err := p.group()
		p.field = nil
		return n, err
	}
	start := p.at
	if !p.end() && isQuote(p.in[p.at]) {
		v, err := p.quoted()
		if err != nil {
			return nil, err
		}
		return p.scoped(p.value(&c, v, true, start))
	}
	n := p.wordAt(p.at)
	if n == 0 {
		return nil, p.fail(at, "的“%s”后面缺少内容", c.info.Label)
	}
	p.at += n
	return p.scoped(p.value(&c, string(p.in[start:p.at]), false, start))
}

// quoted reads what stands between two double quotes of any shape.
func (p *parser) quoted() (string, error) {
	start := p.at
	for p.at++; !p.end(); p.at++ {
		if isQuote(p.in[p.at]) {
			p.at++
			return string(p.in[start+1 : p.at-1]), nil
		}
	}
	return "", p.fail(start, "的引号缺少右引号")
}

// value makes the node for a value that stands at at: text when c is nil.
func (p *parser) value(c *condition, v string, quoted bool, at int) (Node, error) {
	v = strings.TrimSpace(v)
	switch {
	case c == nil:
		if len(Terms(v)) == 0 {
			return nil, p.fail(at, "的引号里没有可查的字")
		}
		if !quoted {
			return p.word(v, at)
		}
		return Text{v}, nil
	case c.info.Match == Phrase:
		if len(Terms(v)) == 0 && (!c.exact || v != "") {
			return nil, p.fail(at, "的“%s”没有可查的字", c.info.Label)
		}
		return Field{Name: c.info.ID, Value: v, Exact: c.exact, Pos: at}, nil
	case v == "":
		return Field{Name: c.info.ID, Exact: true, Pos: at}, nil
	case c.info.Match == Year:
		return p.years(c.info.ID, v, at)
	case c.info.Match == Day:
		return p.days(c.info.ID, v, at)
	case c.info.Match == Share:
		return p.shares(c.info.ID, v, at)
	case c.info.ID == statusField:
		s, err := p.status(v, at)
		return Field{Name: c.info.ID, Value: string(s), Exact: true, Pos: at}, err
	case c.info.ID == activityField:
		return p.activity(c, v, quoted, at)
	}
	return Field{Name: c.info.ID, Value: v, Exact: true, Pos: at}, nil
}

// activity reads 讲党课, 讲党课/已开展 or "讲党课"/已开展.
func (p *parser) activity(c *condition, v string, quoted bool, at int) (Node, error) {
	f := Field{Name: c.info.ID, Value: v, Exact: true, Pos: at}
	status, statusAt, has := "", 0, false
	if quoted {
		if has = p.peek() == '/'; has {
			p.at++
			statusAt = p.at
			p.at += p.wordAt(p.at)
			status = string(p.in[statusAt:p.at])
		}
	} else if i := strings.LastIndexAny(v, "/／"); i >= 0 {
		var kind string
		kind, status, has = v[:i], strings.TrimLeft(v[i:], "/／"), true
		f.Value = strings.TrimRight(kind, "/／")
		statusAt = at + len([]rune(v)) - len([]rune(status))
	}
	if !has {
		return f, nil
	}
	if f.Value == "" {
		return nil, p.fail(at, "缺少活动名称；只按状态查，请写“状态:%s”", brief(status))
	}
	s, err := p.status(status, statusAt)
	f.Status = s
	return f, err
}

// status returns the status that v names by ID or label.
func (p *parser) status(v string, at int) (corpus.Status, error) {
	var labels []string
	for _, s := range corpus.Statuses() {
		if f := zh.Fold(v); f == string(s) || f == zh.Fold(s.Label()) {
			return s, nil
		}
		labels = append(labels, s.Label())
	}
	return "", p.fail(at, "的“%s”不是已知的状态，可用：%s", brief(v), strings.Join(labels, "、"))
}

// years reads 2010, 2010年, 2010-2012, 2010至2012, 2010- or -2012.
func (p *parser) years(name, v string, at int) (Node, error) {
	f := Field{Name: name, Exact: true, Pos: at}
	s := strings.NewReplacer("年", "", "至", "-", "到", "-", "~", "-", "..", "-", " ", "").Replace(zh.Fold(v))
	from, to, ranged := strings.Cut(s, "-")
	if ranged && from == "" {
		from = "0000"
	}
	if ranged && to == "" {
		to = "9999"
	}
	if !isYear(from) || ranged && !isYear(to) || s == "-" {
		return nil, p.fail(at, "的“%s”不是年份，请写四位数字，如 2010 或 2010-2012", brief(v))
	}
	f.Value, f.To = from, to
	if ranged && from > to {
		f.Value, f.To = to, from
	}
	return f, nil
}

func isYear(s string) bool {
	for _, r := range s {
		if r < '0' || r > '9' {
			return false
		}
	}
	return len(s) == 4
}
