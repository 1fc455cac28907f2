package classify

import (
	"slices"
	"strings"
	"unicode/utf8"

	"wenjian/internal/zh"
)

// Of whom a good or a bad state is told as the fruit of the campaign, that is
// the teller: 县供销社党员干部的积极性得到充分调动. Of another body it is told only where
// the text says what we had to do with it.

// said is what a text says behind a name, in the terms of units.yaml.
type said struct{ object, subject, heeded, told, model, joined, system bool }

func (s said) any() bool { return s.told || s.owned() }

// owned reports whether more is said than how the body is.
func (s said) owned() bool { return s.object || s.subject || s.heeded || s.model || s.joined }

// saidOf returns what text says of the name before it.
func (s *standRules) saidOf(text string) said {
	behind := s.behind(text, behindRunes)
	return said{
		object: s.objects.MatchString(behind) || s.matters.Match(behind), subject: s.subjects.MatchString(behind), heeded: s.heeded.MatchString(behind),
		told: s.told.Match(s.behind(text, toldRunes)), model: s.models.MatchString(behind), joined: strings.Contains(strings.SplitN(behind, ",", 2)[0], "结合"), system: strings.HasPrefix(text, "系统"),
	}
}

// isSibling reports whether ours is a part of a larger body, and name, which
// ends as ours does, can be another part of it: 外国语学院 beside 理工大学土木工程学院.
func (s *standRules) isSibling(name, kind string, ours []string) bool {
	return s.siblings.MatchString(name) && slices.ContainsFunc(ours, func(o string) bool {
		rest, ok := strings.CutSuffix(o, kind)
		return ok && s.whole.MatchString(rest)
	})
}

// mayBeTold reports whether a name of which a good or a bad state is told can
// be no part of ours: it says where it is or is of our type, or of a type that
// units of our kind do not have below them.
func (c *Classifier) mayBeTold(r *reading, ours []string, name string) bool {
	s := c.leak.stand
	if c.mayStand(r, ours, name, false) {
		return true
	}
	name = strings.TrimPrefix(name, "中共")
	if s.natural.MatchString(name) || c.speaksForOthers(r) || c.leak.place.MatchString(c.leak.kindWord.FindString(name)) || endsWithAny(name, ours) {
		return false
	}
	if anyMatch(s.above[r.Unit.Kind], name) {
		return false
	}
	rung := s.placed.FindString(name)
	if s.sameLine(name, rung, ours) {
		return false
	}
	if rung == "" {
		return s.sole.MatchString(name) && !s.part.MatchString(ours[0]) && runes(name) > partRunes
	}
	if c.leak.bareRung(name) != "" {
		level := c.lvl.ofName(name)
		return (!s.peers[r.Unit.Kind] || s.peers[c.docs.units.kindOf(name)]) && (level == r.Unit.Level || r.Unit.Level == c.lvl.outside || r.Unit.Level == "")
	}
	return c.docs.units.kindOf(name) == r.Unit.Kind || !c.below(name, ours)
}

// below reports whether a name says that it lies in a town or a village where
// ours lies in none: a county's bureau tells of a town's school.
func (c *Classifier) below(name string, ours []string) bool {
	level := c.lvl.ofName(name)
	if level != c.lvl.rows[rowTown].id && level != c.lvl.rows[rowVillage].id {
		return false
	}
	for _, o := range ours {
		if c.lvl.ofName(o) == level {
			return false
		}
	}
	return true
}

// speaksForOthers reports whether other units stand below ours, and it speaks
// for them: not the branch of its own organ.
func (c *Classifier) speaksForOthers(r *reading) bool {
	return c.leak.stand.upper[r.Unit.Kind] && !c.leak.stand.inner.MatchString(zh.Fold(r.Unit.Name))
}

// clausesAround returns the clause that holds [start, end) of text with the
// one before it.
func clausesAround(text string, start, end int) string {
	const stops = ",;:。\n"
	from := strings.LastIndexAny(text[:start], ";。\n") + 1
	if i := strings.LastIndexAny(text[from:start], stops); i > 0 {
		from += strings.LastIndexAny(text[from:from+i], stops) + 1
	}
	to := len(text)
	if i := strings.IndexAny(text[end:], stops); i >= 0 {
		to = end + i
	}
	return text[from:start] + text[end:to]
}

// goesOn reports whether the name of another body goes on from name in text: 中医院
// behind 青山县.
func (l *leakRules) goesOn(name, text string) bool {
	run := firstRunes(text, 2*typeRunes)
	if i := strings.IndexAny(run, "的党在,。;:\n"); i >= 0 {
		run = run[:i]
	}
	for i, ch := range run {
		if l.stand.last[ch] && l.isBody(name+run[:i+utf8.RuneLen(ch)]) && runes(l.kindWord.FindString(run[:i+utf8.RuneLen(ch)])) > 1 {
			return true
		}
	}
	return false
}
