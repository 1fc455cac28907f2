package classify

import (
	"strconv"
	"strings"

	"wenjian/corpus"
	"wenjian/internal/linear"
	"wenjian/internal/pattern"
	"wenjian/internal/zh"
)

// A heading such as 心里装着乡亲 has no rule. A model that learned from
// annotated documents looks at the heading, the beginning of the body and the
// place; it also knows in what order sections come. What rules say is not among
// what it looks at: rules made while looking at the same documents would teach
// it to trust them. How far they are trusted is said in section_order.go.

// sectionWords bounds how much of the body the model reads, in bytes.
const sectionWords = 600

// modals are words whose number in a body tells what was done from what is to be.
var modals = []string{"将", "要", "了", "须", "拟", "不够", "共", "应"}

// sectionFeatures adds what the model may look at for member k of g, but not
// the kinds of those beside it.
func (s *sectionRules) sectionFeatures(b *linear.Bag, r *reading, g *group, k int) {
	i, x := g.members[k], &g.at[k]
	parent := "none"
	if len(x.parents) > 0 {
		parent = strings.Join(x.parents, "+")
	}
	b.Grams("heading:", x.heading, 1, 4)
	b.Add("heading=", x.heading)
	b.Add("document:", x.document)
	b.Add("mode:", x.mode)
	b.Add("level:", strconv.Itoa(r.Sections[i].Level))
	b.Add("parent:", parent)
	b.Add("document, parent:", x.document, parent)
	b.Add("mode, parent:", x.mode, parent)
	b.Add("place:", strconv.Itoa(min(4, k)))
	b.Add("mode, parent, place:", x.mode, parent, strconv.Itoa(min(2, k)))
	if k == len(g.members)-1 {
		b.Add("last of group:", x.mode, parent)
	}
	b.Add("quarter:", strconv.Itoa(i*4/len(r.Sections)))
	if i == len(r.Sections)-1 {
		b.Add("last")
	}
	body := head(x.long, sectionWords)
	b.Grams("begins:", head(body, 120), 1, 2)
	b.Grams("body:", body, 2, 2)
	for _, w := range modals {
		b.Add("modal:", w, strconv.Itoa(min(3, strings.Count(body, w))))
	}
	s.signFeatures(b, x, parent)
}

// manySigns is from how many on the times that a sign is found count as many.
const manySigns = 4

// signFeatures adds which signs of sections.yaml heading and body of x show and
// the tense of the body.
func (s *sectionRules) signFeatures(b *linear.Bag, x *sectionPlace, parent string) {
	heading, body := pattern.Signed(x.heading), pattern.Signed(x.long)
	for i := range s.signs {
		sign := &s.signs[i]
		if sign.re.MatchSigned(x.heading, heading) {
			b.Add("sign of heading:", sign.name)
			b.Add("sign of heading:", sign.name, x.mode)
		}
		n := 0
		if sign.re.PossibleSigned(x.long, body) {
			n = len(sign.re.Re.FindAllStringIndex(x.long, manySigns))
		}
		b.Add("sign:", sign.name, strconv.Itoa(n))
		b.Add("sign:", sign.name, strconv.Itoa(min(n, 1)), x.mode)
	}
	tense := s.tense(x.long)
	b.Add("tense:", tense)
	b.Add("tense:", tense, x.mode, parent)
}

// orderFeatures adds what tells of a section in such a group that one of kind
// before stands in front of it; "" for the first.
func orderFeatures(b *linear.Bag, g *group, before string) {
	b.Add("order:", g.within(), before)
	b.Add("order:", g.at[0].mode, g.within(), before)
}

// shareFeatures adds what tells of a section that it stands in such a group.
func shareFeatures(b *linear.Bag, g *group) {
	b.Add("share:", g.within())
	b.Add("share:", g.at[0].mode, g.within())
}

// within returns the kind of the section around g.
func (g *group) within() string {
	if len(g.at[0].parents) > 0 {
		return g.at[0].parents[0]
	}
	return "none"
}

// sectionLessons returns what can be learned from the sections of r whose truth
// is known: of each what it looks like, what it stands behind and that it stands
// where it does. The three share no feature, so one model keeps them apart.
func (c *Classifier) sectionLessons(r *reading, truth []corpus.Section, known func(corpus.Span) bool) []linear.Example {
	var out []linear.Example
	var bag linear.Bag
	learn := func(labels []string) {
		out = append(out, linear.Example{Features: append([]linear.Feature(nil), bag.Features()...), Labels: labels})
		bag.Reset()
	}
	c.eachGroup(r, func(r *reading, g *group) {
		told := g.setTruth(r, truth, known)
		before := ""
		for k, i := range g.members {
			kinds := r.Sections[i].Kinds
			if told[k] {
				c.sec.sectionFeatures(&bag, r, g, k)
				learn(kinds)
				orderFeatures(&bag, g, before)
				learn(kinds)
				shareFeatures(&bag, g)
				learn(kinds)
			}
			before = lastKind(kinds)
		}
	})
	return out
}

// setTruth gives the members of g their true kinds, so that what is inside them
// or behind them is learned as it is, and reports which are known.
func (g *group) setTruth(r *reading, truth []corpus.Section, known func(corpus.Span) bool) []bool {
	told := make([]bool, len(g.members))
	for k, i := range g.members {
		s := &r.Sections[i]
		for _, t := range truth {
			if t.Heading.Overlap(s.Heading) > 0 && len(s.Kinds) > 0 && known(t.Heading) {
				s.Kinds, told[k] = t.Kinds, true
				break
			}
		}
	}
	return told
}

// lastKind returns the kind that a section ends with: the second of a fused
// one.
func lastKind(kinds []string) string {
	if len(kinds) == 0 {
		return ""
	}
	return kinds[len(kinds)-1]
}

// foldedBody returns how the body of section s begins, folded, at most moreBody
// bytes of it.
func foldedBody(text string, s corpus.Section) string {
	return zh.NewView(head(strings.TrimLeft(text[min(s.Heading.End, s.End):s.End], "\n \t　"), moreBody)).Text
}
