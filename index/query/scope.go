package query

import (
	"strings"

	"wenjian/internal/zh"
)

// A Scope says how large a piece of text is that must hold all words at once.
type Scope int

// The scopes. Part is a section or the sentence of an activity, whose kind
// the condition names.
const (
	Part Scope = iota
	Sentence
	Paragraph
)

// scopeLabels are the words before the bracket.
var scopeLabels = map[Scope]string{Sentence: "同句", Paragraph: "同段"}

// In matches documents of which one piece, of the size that Scope says,
// satisfies Node by itself. A title is a piece, too, but never a Part.
type In struct {
	Scope Scope
	Of    Field // of Part: the section or activity
	Node  Node  // of Text, Wild, Near, And, Or, Not
}

// sectionField is the other field, beside activityField, that has parts.
const sectionField = "section"

// scoped reads the bracket of 环节:存在问题(…) behind a condition that has been
// read; there may be none.
func (p *parser) scoped(n Node, err error) (Node, error) {
	f, ok := n.(Field)
	if err != nil || !ok || p.end() || p.peek() != '(' || f.Value == "" || f.Name != sectionField && f.Name != activityField {
		return n, err
	}
	return p.scope(In{Scope: Part, Of: f}, f.Pos)
}

// scope reads the bracket behind a scope that stands at at.
func (p *parser) scope(in In, at int) (Node, error) {
	if p.inside != "" {
		return nil, p.fail(at, "的括号里只能写词语，外面已经是“%s”", p.inside)
	}
	p.inside = scopeLabels[in.Scope]
	if in.Scope == Part {
		info, _ := FieldByID(in.Of.Name)
		p.inside = info.Label
	}
	defer func() { p.inside = "" }()
	var err error
	in.Node, err = p.group()
	return in, err
}

func writeIn(b *strings.Builder, n In) {
	if n.Scope == Part {
		writeField(b, n.Of)
	} else {
		b.WriteString(scopeLabels[n.Scope])
	}
	b.WriteByte('(')
	write(b, n.Node)
	b.WriteByte(')')
}

// scopeNamed returns the scope that a reader calls name.
func scopeNamed(name string) (Scope, bool) {
	for s, label := range scopeLabels {
		if zh.Fold(name) == zh.Fold(label) {
			return s, true
		}
	}
	return 0, false
}
