// Package query parses what a reader types into a search box.
//
// The language:
//
//	党性教育 讲党课          both occur (AND is implied)
//	"党性教育" “党性教育”     the same as the bare word: a word is a phrase
//	甲 OR 乙 · 甲 AND 乙     capitals, half or full width; AND binds tighter
//	-甲 · NOT 甲             does not occur
//	( … ) （ … ）            grouping
//	类型:通知 · 类型：通知    a field, see Fields; the value may be quoted
//	类型:(通知 OR 讲话)      a field for a whole group
//	单位=桃溪镇              the whole value, not a part of it
//	单位="" · 类型=""        the value is unknown
//	年份:2010 · 年份:2010-2012 · 年份:2011-
//	活动:讲党课/已开展        one and the same activity has this kind and status;
//	                         活动:讲党课 状态:已开展 are two conditions that two
//	                         different activities may satisfy
//	日期:2010-07 · 日期:2010-07-01..2010-08   the day lies in that time
//	复制比:30%- · 复制比:10%-50%   the share of the text that is copied
//	党?员 · 志愿*服务 · A0*  one character, up to ten; in a run of letters any
//	甲 NEAR/10 乙            at most 10 characters between them, in either order
//	同句(甲 乙) · 同段(甲 乙)  all in one sentence, in one paragraph
//	环节:存在问题(甲 乙)     all in one part of that kind
//	活动:讲党课(书记)        all in one sentence that tells that activity
//
// Words and phrases are cut by Terms: they match wherever their terms stand
// one after the other, whatever punctuation, space, script (繁简), width or
// case lies between or upon them. A year is found in figures and in Chinese
// numerals alike, see Phrases.
package query

import (
	"strings"

	"wenjian/corpus"
)

// A Node is a parsed query: Text, Wild, Near, In, Field, And, Or or Not.
type Node interface{ node() }

// Text matches documents in whose title or text the terms of one of its
// Phrases occur one after the other.
type Text struct {
	Value string // as typed, without quotes; Terms of it is never empty when parsed
}

// Field is a condition on one field.
type Field struct {
	Name   string // a FieldInfo.ID
	Value  string // as typed; the lower bound of a range; empty with Exact means unknown
	To     string // the upper bound of a range of years, included; empty when no range
	Exact  bool   // the whole value, folded, must be equal; always set for Label and Year fields
	Status corpus.Status
	Pos    int // where the value stands in the query, in code points; not part of the meaning
}

// And matches documents that match all of its nodes.
type And []Node

// Or matches documents that match one of its nodes.
type Or []Node

// Not matches documents that do not match Node.
type Not struct{ Node Node }

func (Text) node()  {}
func (Wild) node()  {}
func (Near) node()  {}
func (In) node()    {}
func (Field) node() {}
func (And) node()   {}
func (Or) node()    {}
func (Not) node()   {}

// String returns n as a query that Parse reads back as the same tree, with
// Chinese field names and every value quoted. nil is the empty string.
func String(n Node) string {
	var b strings.Builder
	write(&b, n)
	return b.String()
}

func write(b *strings.Builder, n Node) {
	switch n := n.(type) {
	case Text:
		b.WriteString(quote(n.Value))
	case Wild:
		b.WriteString(n.Value)
	case Near:
		writeNear(b, n)
	case In:
		writeIn(b, n)
	case Field:
		writeField(b, n)
	case And:
		writeList(b, n, " ")
	case Or:
		writeList(b, n, " OR ")
	case Not:
		b.WriteByte('-')
		writeChild(b, n.Node)
	}
}

func writeList(b *strings.Builder, list []Node, sep string) {
	for i, c := range list {
		if i > 0 {
			b.WriteString(sep)
		}
		writeChild(b, c)
	}
}

func writeChild(b *strings.Builder, n Node) {
	switch n.(type) {
	case And, Or:
		b.WriteByte('(')
		write(b, n)
		b.WriteByte(')')
	default:
		write(b, n)
	}
}

func writeField(b *strings.Builder, f Field) {
	info, _ := FieldByID(f.Name)
	b.WriteString(info.Label)
	if f.Exact && info.Match == Phrase {
		b.WriteByte('=')
	} else {
		b.WriteByte(':')
	}
	if f.To != "" {
		b.WriteString(writeRange(info.Match, f))
		return
	}
	b.WriteString(quote(f.Value))
	if f.Status != "" {
		b.WriteString("/" + f.Status.Label())
	}
}

// quote puts s in quotes; the quotes inside it are no terms and become spaces.
func quote(s string) string {
	return `"` + strings.Map(func(r rune) rune {
		if isQuote(r) {
			return ' '
		}
		return r
	}, s) + `"`
}

// Equal reports whether a and b mean the same; positions do not count.
func Equal(a, b Node) bool { return String(a) == String(b) }
