package web

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"wenjian/corpus"
	"wenjian/corpus/store"
)

// A compareView is the page of two documents side by side.
type compareView struct {
	A, B  paneView
	List  []passageView
	Leaks []factView
	Total string // what was found, in one sentence

	Direction *verdictView // nil where neither took from the other
	Classes   []facetRow   // to show one class alone
}

// A paneView is one side of a comparison.
type paneView struct {
	Key        string // a or b
	ID         string
	Title      string
	Unit       string
	Meta       []string
	When       string // 较早 or 较晚, empty when both are undated
	Characters int    // shared, counted classes only
	All        int
	Share      float64
	Strip      []stripMark
	Paragraphs []paragraph
}

// A stripMark shows where in a text a passage stands, in thousandths.
type stripMark struct {
	N, X, W int
	Colour  string
}

// A passageView is one row of the list of shared passages.
type passageView struct {
	N           int
	Colour      string
	Class       string
	Shade       string
	TextA       string
	TextB       string
	Characters  int
	Differences []difference
	Kept        []string // numbers that are the same in both
	Allow       string   // where to put the words on the whitelist; empty where that cannot be
}

// A difference is a place where the two texts of a passage differ; Lead and
// Tail are the words around it in the left one, inside the same clause.
type difference struct{ A, B, Lead, Tail string }

// Characters shown around a difference: a bare 6 says nothing.
const (
	leadRunes = 4
	tailRunes = 3
)

// newCompareView sets a (left) and b side by side; list is seen from a, and
// firstIsA says which of the two is the earlier.
func newCompareView(a, b *corpus.Document, list []shared, firstIsA bool, tax corpus.Taxonomy) compareView {
	mirrored := make([]shared, len(list))
	for i, s := range list {
		mirrored[i] = shared{N: s.N, Left: s.Right, Right: s.Left, Class: s.Class}
		for _, x := range s.Slots {
			mirrored[i].Slots = append(mirrored[i].Slots, sharedSlot{x.Right, x.Left, x.RightText, x.LeftText})
		}
	}
	v := compareView{A: newPane("a", "b", a, list, tax), B: newPane("b", "a", b, mirrored, tax)}
	if a.Date.Value != "" && b.Date.Value != "" && a.Date.Value != b.Date.Value {
		v.A.When, v.B.When = "较晚", "较早"
		if firstIsA {
			v.A.When, v.B.When = "较早", "较晚"
		}
	}
	for _, s := range list {
		p := passageView{
			N: s.N, Colour: colour(s.N, s.Class), Class: s.Class.LabelBetween(a.Unit.Name, b.Unit.Name), Shade: shade(s.Class),
			TextA: flat(s.Left.Of(a.Text)), TextB: flat(s.Right.Of(b.Text)), Characters: utf8.RuneCountInString(s.Left.Of(a.Text)),
		}
		for _, x := range s.Slots {
			p.Differences = append(p.Differences, newDifference(a.Text, s.Left, x))
		}
		v.List = append(v.List, p)
	}
	for _, side := range []struct {
		key, name string
		d         *corpus.Document
	}{{"a", "甲", a}, {"b", "乙", b}} {
		for i, l := range side.d.Leaks {
			v.Leaks = append(v.Leaks, factView{Anchor: "leak-" + side.key + strconv.Itoa(i+1), Label: l.Name, Detail: side.name, Quote: around(side.d.Text, l.Span)})
		}
	}
	return v
}

func newDifference(text string, passage corpus.Span, x sharedSlot) difference {
	d := difference{A: orNothing(x.LeftText), B: orNothing(x.RightText)}
	if passage.Contains(x.Left) {
		lead, tail := []rune(text[passage.Start:x.Left.Start]), []rune(text[x.Left.End:passage.End])
		from, to := len(lead), 0
		for from > 0 && from > len(lead)-leadRunes && inClause(lead[from-1]) {
			from--
		}
		for to < len(tail) && to < tailRunes && inClause(tail[to]) {
			to++
		}
		d.Lead, d.Tail = string(lead[from:]), string(tail[:to])
	}
	return d
}

// inClause reports whether r belongs to the clause that it stands in.
func inClause(r rune) bool { return !unicode.IsPunct(r) && !unicode.IsSpace(r) }

// orNothing shows that one side has no words where the other has some.
func orNothing(s string) string {
	if s = flat(s); s == "" {
		return "（无）"
	}
	return s
}

// flat puts s on one line.
func flat(s string) string { return strings.Join(strings.Fields(s), " ") }

func newPane(key, other string, d *corpus.Document, list []shared, tax corpus.Taxonomy) paneView {
	spans := countedSpans(list)
	v := paneView{
		Key: key, ID: d.ID, Title: titleOf(d), Unit: d.Unit.Name, Characters: characters(d.Text, spans),
		All: utf8.RuneCountInString(d.Text), Share: share(size(spans), len(d.Text)),
	}
	for _, m := range []string{corpus.LabelOf(tax.Documents, d.Kind.Value), d.Date.Value} {
		if m != "" {
			v.Meta = append(v.Meta, m)
		}
	}
	marks := runIns(d)
	for _, s := range list {
		n := strconv.Itoa(s.N)
		marks = append(marks, mark{Span: s.Left, Class: "m " + colour(s.N, s.Class), Data: n,
			Before: &badge{ID: key + n, Label: n, Href: "#" + other + n, Class: "mno", Data: n, Title: "片段 " + n + "，" + s.Class.Label() + "：转到另一份材料"}})
		for _, x := range s.Slots {
			if !x.Left.Empty() {
				marks = append(marks, mark{Span: x.Left, Class: "slot", Title: "另一份写作：" + orNothing(x.RightText)})
			}
		}
		w := max(3, 1000*s.Left.Len()/max(1, len(d.Text)))
		v.Strip = append(v.Strip, stripMark{N: s.N, X: min(1000*s.Left.Start/max(1, len(d.Text)), 1000-w), W: w, Colour: colour(s.N, s.Class)})
	}
	for i, l := range d.Leaks {
		marks = append(marks, mark{Span: l.Span, Class: "leak", Title: "疑为他单位名称",
			After: &badge{ID: "leak-" + key + strconv.Itoa(i+1), Label: "串名", Class: "b-leak"}})
	}
	v.Paragraphs = paragraphs(d.Text, marks)
	dress(v.Paragraphs, d)
	for i := range v.Paragraphs {
		p := &v.Paragraphs[i]
		p.ID = "" // two texts on one page: the paragraphs have no anchors
		for _, q := range p.Pieces {
			if q.Data != "" {
				p.Class = strings.TrimSpace(p.Class + " has-m")
				break
			}
		}
	}
	return v
}

// A docPair is two documents and what they share, seen from a.
type docPair struct {
	a, b     *corpus.Document
	list     []shared
	matches  []store.Match // the same as they are stored
	firstIsA bool          // a is the earlier
}
