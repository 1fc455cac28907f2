package register

import (
	"slices"
	"strings"
	"unicode/utf8"

	"wenjian/corpus"
)

// A Query is what a document tells of the unit that wrote it.
type Query struct {
	Unit     string // as the text prints it
	Superior string // as the text prints it; may be empty
	Kind     string // an ID of Taxonomy.Units; may be empty
	Path     string // of the source: its folders may name the superior; may be empty
}

// The rules by which a document is linked, the surest first, and the reasons
// why it is not. A rule may end in ContextSuffix.
const (
	RuleName   = "name"   // equal to the registered name
	RuleAlias  = "alias"  // equal to an alias
	RuleFormer = "former" // equal to a former name
	RuleBody   = "body"   // equal without Party body
	RuleSeat   = "seat"   // the body that sits at a place, or a school called by its number
	RulePlace  = "place"  // equal but for places left out, which superior, path or register supply
	RuleShort  = "short"  // the division's character left out
	RuleBranch = "branch" // a branch of the entry
	RuleUnder  = "under"  // a branch without host, under the superior that the text names
	RuleManual = "manual" // a person said so

	RuleNoUnit    = "no-unit"   // the document names no unit
	RuleUnknown   = "unknown"   // no entry has such a name
	RuleAmbiguous = "ambiguous" // several entries could be meant
)

// ContextSuffix ends a rule that left several entries, of which superior, path
// or kind picked one.
const ContextSuffix = "+context"

// ruleLabels are the rules as people read them.
var ruleLabels = map[string]string{
	RuleName: "名称相同", RuleAlias: "与别名相同", RuleFormer: "与曾用名相同", RuleBody: "去掉党组织名称后相同", RuleSeat: "同一机关的另一种写法",
	RulePlace: "补上省略的地名后相同", RuleShort: "简写", RuleBranch: "下属支部归入本单位", RuleUnder: "按所写上级归入", RuleManual: "人工指定",
	RuleNoUnit: "材料里看不出单位", RuleUnknown: "名册里没有这个名称", RuleAmbiguous: "名册里有几个单位都可能是",
}

// RuleLabel returns a rule as people read it.
func RuleLabel(rule string) string {
	base, context := strings.CutSuffix(rule, ContextSuffix)
	label := ruleLabels[base]
	if label == "" {
		label = base
	}
	if context {
		label += "，由上级、路径或类别确定"
	}
	return label
}

// The confidences of the rules.
const (
	sureName    = 1.0
	sureAlias   = 0.98
	sureFormer  = 0.95
	sureBody    = 0.95
	sureSeat    = 0.88
	surePlace   = 0.92
	sureHome    = 0.85 // the place is supplied by the register as a whole
	sureShort   = 0.8
	sureBranch  = 0.75
	contextLoss = 0.9 // factor where context had to pick
)

// Resolve finds the entry that wrote a document. It links only what a stated
// rule finds and when one entry is left; then Rule and Confidence say how.
// Otherwise Unit is empty, Rule says why and Candidates who it could be.
func (r *Register) Resolve(q Query) corpus.UnitLink {
	s := shapeOf(Key(q.Unit))
	if s.key == "" {
		return corpus.UnitLink{By: corpus.By{Rule: RuleNoUnit}}
	}
	c := r.hintsOf(q)
	for _, try := range []rule{r.exactly, r.byHost, r.byPlace, r.byShort, r.byBranch, r.bySuperior} {
		if f, ok := try(&s, c); ok {
			return r.link(f, c)
		}
	}
	return corpus.UnitLink{By: corpus.By{Rule: RuleUnknown}}
}

// A rule looks for the entries that a name means; ok is false where it finds
// none, and the next rule is asked.
type rule func(*shape, *hints) (f found, ok bool)

// found is what one rule found.
type found struct {
	entries    []int
	rule       string
	confidence float64
}

// link decides between the entries that a rule found.
func (r *Register) link(f found, c *hints) corpus.UnitLink {
	if len(f.entries) > 1 {
		if i, ok := c.pick(f.entries); ok {
			f = found{[]int{i}, f.rule + ContextSuffix, f.confidence * contextLoss}
		}
	}
	if len(f.entries) == 1 {
		return corpus.UnitLink{Unit: r.entries[f.entries[0]].ID, By: corpus.By{Rule: f.rule, Confidence: f.confidence}}
	}
	l := corpus.UnitLink{By: corpus.By{Rule: RuleAmbiguous}}
	for _, i := range f.entries {
		l.Candidates = append(l.Candidates, r.entries[i].ID)
	}
	return l
}

// exactly finds the entries that have the very name.
func (r *Register) exactly(s *shape, _ *hints) (found, bool) {
	for i, f := range []found{{nil, RuleName, sureName}, {nil, RuleAlias, sureAlias}, {nil, RuleFormer, sureFormer}} {
		if f.entries = r.exact[i][s.key]; len(f.entries) > 0 {
			return f, true
		}
	}
	return found{}, false
}

// byHost finds the entries that have the name but for Party body or seat.
func (r *Register) byHost(s *shape, _ *hints) (found, bool) {
	if utf8.RuneCountInString(s.host) < 2 {
		return found{}, false
	}
	if hit := r.whole(s.host); len(hit) > 0 {
		return found{hit, RuleBody, sureBody}, true
	}
	if hit := r.cores[s.core]; len(hit) > 0 {
		return found{hit, RuleSeat, sureSeat}, true
	}
	return found{}, false
}

// byPlace finds the entries whose name is that of the document but for the
// divisions it begins with, where what is left out is known from elsewhere.
func (r *Register) byPlace(s *shape, c *hints) (found, bool) {
	var hits [known + 1][]tailed
	tails := []*shape{s}
	if s.level != "" {
		whole := *s
		whole.level, whole.tail = "", s.core
		tails = append(tails, &whole)
	}
	for _, doc := range tails {
		if !longEnough(doc.tail) {
			continue
		}
		for _, t := range r.tails[doc.tail] {
			f := r.fits(doc, t, c)
			hits[f] = append(hits[f], t)
		}
	}
	if len(hits[known]) > 0 {
		return found{r.chief(hits[known]), RulePlace, surePlace}, true
	}
	return found{r.chief(hits[assumed]), RulePlace, sureHome}, len(hits[assumed]) > 0
}

// chief returns the entries of hits, of several the organisations themselves
// or the one above all others, as whole does.
func (r *Register) chief(hits []tailed) []int {
	var all, own []int
	for _, t := range hits {
		all = append(all, t.entry)
		if t.name.key == t.name.host {
			own = append(own, t.entry)
		}
	}
	if own = uniq(own); len(own) > 0 {
		return r.topmost(own)
	}
	return r.topmost(uniq(all))
}

func uniq(entries []int) []int {
	slices.Sort(entries)
	return slices.Compact(entries)
}

// byShort finds the entries whose name the document shortens, or the other way round.
func (r *Register) byShort(s *shape, _ *hints) (found, bool) {
	if hit := r.short[s.core]; len(hit) > 0 {
		return found{hit, RuleShort, sureShort}, true
	}
	for _, n := range shortNames(s) {
		if hit := r.cores[n]; len(hit) > 0 {
			return found{hit, RuleShort, sureShort}, true
		}
	}
	return found{}, false
}

// byBranch finds the entries of which the document's unit is a branch.
func (r *Register) byBranch(s *shape, c *hints) (found, bool) {
	rest, cut := cutBranch(s.host)
	if !cut || utf8.RuneCountInString(rest) < 2 {
		return found{}, false
	}
	whole := shapeOfHost(s.key, rest)
	for _, try := range []rule{r.byHost, r.byPlace, r.byShort} {
		if f, ok := try(&whole, c); ok {
			return found{f.entries, RuleBranch, sureBranch}, true
		}
	}
	return found{}, false
}

// bySuperior finds the branch that has no host in its name under the superior
// that the text names, or else that superior itself.
func (r *Register) bySuperior(s *shape, c *hints) (found, bool) {
	rest, _ := cutBranch(s.host)
	if utf8.RuneCountInString(rest) >= 2 && !slices.Contains(branches, rest) || c.superior.host == "" {
		return found{}, false
	}
	for _, try := range []rule{r.exactly, r.byHost, r.byPlace} {
		if f, ok := try(&c.superior, c); ok {
			return found{f.entries, RuleUnder, sureBranch * f.confidence}, true
		}
	}
	return found{}, false
}
