package classify

import (
	"fmt"
	"strings"

	"wenjian/corpus"
	"wenjian/internal/pattern"
	"wenjian/internal/zh"
)

// leakRules are the compiled rules for names left in by copying, terms of
// units.yaml.
type leakRules struct {
	slots   pattern.Sieve     // places where only our own unit can stand; group 1 is who stands there
	schemes []pattern.Guarded // our own scheme's title; group 1 is whose it says it is
	subject *pattern.Regexp
	levels  []string        // 县, 区, 旗
	level   *pattern.Regexp // 我县… where we may be no county's

	kin       pattern.Sieve     // places where only bodies of our type can stand; group 1 is who stands there
	types     []string          // the words that kindWord matches; none when they cannot be told
	above     []pattern.Guarded // whom a text says it is led by; group 1 is the place
	stand     *standRules
	ofOthers  []string        // kinds of documents that tell of others, and are signed by who tells
	rivals    [][]string      // types of places that are each other's like
	company   *pattern.Regexp // how a company's name says that it is one, before its type
	echo      *echoRules
	beside    *pattern.Regexp // words before a name that set it beside us
	known     *pattern.Regexp // words near a name that say what it is to us
	common    *pattern.Regexp // words that end as bodies do and name none: 城镇
	kindWord  *pattern.Regexp // the type of a body at the end of its name
	place     *pattern.Regexp // types that are places
	addressed *pattern.Regexp // whom a title addresses; group 1 is the name
}

const (
	placeRunes    = 2 // a name that shares its first so many characters with ours is ours
	leakMinRunes  = 3
	partnerWindow = 8 // characters before a scheme's title that may say that it is another's
)

func compileLeaks(k *knowledge) (*leakRules, error) {
	l := &leakRules{}
	var err error
	if l.slots, err = compileSieve(k.units.Terms["leak_slots"]); err != nil {
		return nil, fmt.Errorf("%w: units.yaml: leak_slots: %w", ErrTaxonomy, err)
	}
	if l.schemes, err = compileGuarded(k.units.Terms["leak_scheme"]); err != nil {
		return nil, fmt.Errorf("%w: units.yaml: leak_scheme: %w", ErrTaxonomy, err)
	}
	subject, err := anyOf(k.units.Terms["leak_subject"])
	if err != nil {
		return nil, fmt.Errorf("units.yaml: leak_subject: %w", err)
	}
	level, err := anyOf(k.units.Terms["leak_level"])
	l.subject, l.level, l.levels = orNothing(subject), orNothing(level), k.units.Terms["levels"]
	if err != nil {
		return nil, fmt.Errorf("units.yaml: %w", err)
	}
	if err := l.compileKin(&k.units); err != nil {
		return nil, fmt.Errorf("units.yaml: %w", err)
	}
	return l, nil
}

// compileSieve compiles the patterns of a list of terms.
func compileSieve(ps []string) (pattern.Sieve, error) {
	res, err := compileAll(ps)
	if err != nil {
		return pattern.Sieve{}, err
	}
	return pattern.NewSieve(res)
}

// leaks finds names of other units in the places of our own: the title of our
// scheme, the one whose work style we improve, the subject of our acts. It
// knows one document only; package compare knows who owns a name. Of a unit
// whose name is masked only names of other kinds are told apart.
func (c *Classifier) leaks(r *reading) {
	own := c.ownNames(r)
	masked := len(own) == 0
	if masked && (r.Unit.Kind == "" || r.Unit.Kind == c.docs.units.none) {
		return
	}
	text := r.view.Text
	own = c.headLeak(r, own)
	add := func(start, end int, rule string, confidence float64) {
		start, end = nameOnly(text, start, end)
		if masked && c.docs.units.kindOf(text[start:end]) == r.Unit.Kind {
			return // it may be what the masks hide
		}
		span := corpus.Span{Start: r.view.At(start), End: r.view.At(end)}
		for _, l := range r.Leaks {
			if l.Overlap(span) > 0 {
				return
			}
		}
		r.Leaks = append(r.Leaks, corpus.Leak{Span: span, Name: simplified(span.Of(r.doc.Text)), By: corpus.By{Rule: rule, Confidence: confidence}})
	}
	for _, g := range c.leak.schemes {
		in(&g, text, r.stretches(), func(m []int) {
			open := strings.Index(text[m[0]:], "《") + m[0]
			end := strings.Index(text[open:], "》")
			if end < 0 || strings.Contains(text[open:open+end], "\n") || !c.foreign(r, own, text[m[2]:m[3]]) || strings.ContainsAny(lastRunes(text[:m[0]], partnerWindow), "县市上级") && strings.Contains(lastRunes(text[:m[0]], partnerWindow), "委") {
				return
			}
			add(m[2], m[3], "foreign-scheme", 0.85)
		})
	}
	inAny(c.leak.slots, text, r.stretches(), func(_ int, m []int) {
		if c.foreign(r, own, text[m[2]:m[3]]) {
			add(m[2], m[3], "foreign-slot", 0.75)
		}
	})
	c.standLeaks(r, own, add)
	if masked {
		return // what follows compares with our own name
	}
	c.subjectLeaks(r, own, add)
	c.levelLeaks(r, own[0], add)
	c.kinLeaks(r, own, add)
	c.titleLeaks(r, own, add)
	c.lineLeaks(r, own, add)
	c.folkLeaks(r, own, add)
	c.echoLeaks(r, own, add)
}

// nameOnly narrows [start, end) of text to an organisation's name: without
// 中共 before it, and without 机关 or 各科室 behind.
func nameOnly(text string, start, end int) (int, int) {
	name := text[start:end]
	if i := strings.LastIndex(name, "各"); i > 0 {
		name = name[:i]
	}
	if rest := strings.TrimSuffix(name, "机关"); runes(rest) >= leakMinRunes {
		name = rest
	}
	end = start + len(name)
	if rest := strings.TrimPrefix(name, "中共"); runes(rest) >= leakMinRunes {
		start = end - len(rest)
	}
	return start, end
}

// levelLeaks finds 我县 in the text of a unit whose name says that it belongs
// to a district, or to a city in a text that has no county (全县).
func (c *Classifier) levelLeaks(r *reading, own string, add func(start, end int, rule string, confidence float64)) {
	text := r.view.Text
	ours := strings.Contains(own, "市") && !strings.Contains(text, "全县")
	for _, l := range c.leak.levels {
		if strings.Contains(own, l) {
			if ours && l != c.leak.levels[0] {
				return
			}
			ours = true
		}
	}
	if !ours {
		return
	}
	for _, m := range c.leak.level.FindAllStringIndex(text, -1) {
		at := m[0] + len("我")
		if level := firstRunes(text[at:], 1); !strings.Contains(own, level) && !strings.Contains(r.Superior.Value, level) {
			add(m[0], m[1], "foreign-level", 0.65)
		}
	}
}

// subjectLeaks finds acts of ours told of a unit of our kind in another
// place: 柳湾公路管理段党总支开展… in a text of 榆坪公路管理段.
func (c *Classifier) subjectLeaks(r *reading, own []string, add func(start, end int, rule string, confidence float64)) {
	tail := lastRunes(own[0], 3)
	if runes(own[0]) < leakMinRunes+placeRunes {
		return
	}
	text := r.view.Text
	for at := 0; ; {
		i := strings.Index(text[at:], tail)
		if i < 0 {
			return
		}
		end := at + i + len(tail)
		at = end
		start := end
		for n := 0; n < 12 && start > 0; n++ {
			p := lastRunes(text[:start], 1)
			if !zh.IsHan([]rune(p)[0]) {
				break
			}
			start -= len(p)
		}
		name := text[start:end]
		if (start == 0 || strings.ContainsAny(lastRunes(text[:start], 1), "。,;\n")) && c.leak.subject.MatchString(text[end:]) && c.foreign(r, own, name) {
			add(start, end, "foreign-subject", 0.7)
		}
	}
}

// ownNames returns the names under which the document's unit goes, without
// Party bodies, folded: that of the unit, that in the title and the short
// forms that the text introduces for them.
func (c *Classifier) ownNames(r *reading) []string {
	var out []string
	for _, n := range []string{zh.Fold(r.Unit.Name), c.titleUnit(zh.Fold(r.Title.Value))} {
		if h := c.docs.units.host(n); runes(h) >= leakMinRunes {
			out = append(out, h)
		}
	}
	for _, a := range c.aliases(r) {
		for _, o := range out {
			if strings.Contains(a.full, o) && runes(a.short) >= leakMinRunes {
				out = append(out, c.docs.units.host(a.short))
				break
			}
		}
	}
	return out
}

// foreign reports whether name is an organisation's that is neither ours nor
// our superior.
func (c *Classifier) foreign(r *reading, own []string, name string) bool {
	name = strings.TrimPrefix(name, "中共")
	core := strings.TrimLeft(name, "我本各全该县市区省州旗")
	core = strings.TrimSuffix(core, "机关")
	if runes(core) < placeRunes || runes(name) < leakMinRunes || c.docs.units.generic.MatchString(name) || c.docs.units.blotted.MatchString(name) || c.leak.common.MatchString(name) {
		return false
	}
	for _, o := range own {
		if strings.HasPrefix(name, firstRunes(o, placeRunes)) || holdsAll(o, core) {
			return false
		}
	}
	for _, s := range strings.FieldsFunc(zh.Fold(r.Superior.Value), func(r rune) bool { return r == ';' }) {
		if host := c.docs.units.host(s); holdsAll(s, core) || holdsAll(core, host) && c.leak.kindWord.FindString(host) != host {
			return false
		}
	}
	if rung := c.leak.bareRung(name); rung != "" && c.leak.stand.sameLine(name, rung, own) {
		return false // the bureau of our line: 市公路局 for a 公路管理段
	}
	return c.docs.units.kindOf(name) != ""
}

// bareRung returns the rung that begins a name in place of a place: 市 of
// 市公路局; "" when none does.
func (l *leakRules) bareRung(name string) string {
	first := firstRunes(name, 1)
	if l.stand.placed.FindString(name) == first {
		return first
	}
	return ""
}

// holdsAll reports whether the characters of part occur in whole, in order:
// 县法院 is a short form of 岷西县人民法院.
func holdsAll(whole, part string) bool {
	at := 0
	for _, r := range part {
		i := strings.IndexRune(whole[at:], r)
		if i < 0 {
			return false
		}
		at += i + len(string(r))
	}
	return part != ""
}
