package classify

import (
	"strings"

	"wenjian/corpus"
	"wenjian/internal/pattern"
	"wenjian/internal/zh"
)

const (
	unitMaxRunes    = 36 // no unit's name is longer
	unitMinRunes    = 3
	endingRunes     = 16 // no ending of a name is longer
	placeChainRunes = 14 // places before a name take no more
	bodyRunes       = 6  // a Party body behind a name takes no more
)

// unit finds who issued the document: the sign-off, the unit that a speaker
// represents, the title, the masthead. Of names of the same unit the fullest
// wins; a name with masks tells the kind only.
func (c *Classifier) unit(r *reading) {
	u := &c.docs.units
	r.Superior = c.superior(r)
	best, masked := c.fullest(c.believable(c.signers(r)))
	if best.name == "" && masked == "" {
		best = c.ownPapers(r)
	}
	if title, ok := c.misSigned(r, best); ok {
		best = title
	}
	switch {
	case r.Kind.Value == c.docs.templateKind:
		r.Unit = corpus.Unit{Kind: u.none, By: corpus.By{Rule: "template", Confidence: 0.9}}
		return
	case best.name != "":
		r.Unit = c.named(r, c.grown(r, best))
	case masked != "":
		r.Unit = corpus.Unit{Kind: u.kindOf(masked), By: corpus.By{Rule: "masked", Confidence: 0.7}}
	default:
		r.Unit.By = corpus.By{Rule: "no-signer"}
		if m := u.opening.FindStringSubmatch(firstRunes(r.view.Text, stageRunes)); m != nil && c.isUnitName(m[1]) && !u.blotted.MatchString(m[1]) && !strings.Contains(r.Superior.Value, m[1]) {
			r.Unit = c.named(r, c.grown(r, signer{m[1], "opening", 0.5}))
		}
	}
	if r.Unit.Kind == "" {
		r.Unit.Kind = u.kindOf(u.bare.FindString(zh.Fold(r.Title.Value)))
	}
	if r.Unit.Kind == "" {
		r.Unit.Kind = u.contextKind(r)
	}
	name := r.Unit.Name
	if name == "" {
		name = masked
	}
	r.Unit.Level = c.lvl.level(name, r.Unit.Kind, r.view.Text)
}

// believable returns the signers whose names are organisations'.
func (c *Classifier) believable(signers []signer) []signer {
	var out []signer
	for _, s := range signers {
		if n := runes(s.name); n >= unitMinRunes && n <= unitMaxRunes && c.docs.units.organEnd(s.name) && !c.docs.units.generic.MatchString(s.name) {
			out = append(out, s)
		}
	}
	return out
}

// isUnitName reports whether s, folded, can name an organisation.
func (c *Classifier) isUnitName(s string) bool {
	u := &c.docs.units
	return !strings.Contains(s, "《") && runes(s) >= unitMinRunes && u.organEnd(s) && !u.generic.MatchString(s)
}

// grown returns s under the fuller name that the running text prints for it:
// with the place before it (白石县城关小学 for 城关小学), in full where s is
// introduced as its short form, and with its Party body where the text names
// one and only one.
func (c *Classifier) grown(r *reading, s signer) signer {
	u := &c.docs.units
	text := r.view.Text
	for _, a := range c.aliases(r) {
		if (a.short == s.name || a.short == u.host(s.name)) && c.isUnitName(a.full) && holdsAll(a.full, u.host(s.name)) {
			s.name, s.rule = a.full, s.rule+"+alias"
			break
		}
	}
	if before := c.placeBefore(text, s.name); before != "" {
		s.name, s.rule = before+s.name, s.rule+"+place"
	}
	if body := c.onlyBody(text, s.name); body != "" && s.rule != "signoff" && !hasBody(u, s.name) {
		s.name, s.rule = s.name+body, s.rule+"+body"
	}
	return s
}

// placeBefore returns the place that text prints before name where a clause
// begins: 白石县, 石岭镇; "" when it prints none or name has one.
func (c *Classifier) placeBefore(text, name string) string {
	u := &c.docs.units
	if u.placed.MatchString(name) {
		return ""
	}
	for at := 0; ; {
		i := strings.Index(text[at:], name)
		if i < 0 {
			return ""
		}
		at += i
		if m := u.placeEnd.FindStringSubmatch(lastRunes(text[:at], placeChainRunes)); m != nil {
			return m[1]
		}
		at += len(name)
	}
}

// onlyBody returns the Party body that the text prints behind the unit's
// name; "" when it prints none, or several.
func (c *Classifier) onlyBody(text, name string) string {
	u := &c.docs.units
	body := ""
	for at := 0; ; {
		i := strings.Index(text[at:], name)
		if i < 0 {
			return body
		}
		at += i + len(name)
		if b := u.bodyFirst.FindString(firstRunes(text[at:], bodyRunes)); b != "" {
			if body != "" && b != body {
				return ""
			}
			body = b
		}
	}
}

// fullest returns the first name without masks, or a later one that contains
// it; and the first masked name.
func (c *Classifier) fullest(found []signer) (best signer, masked string) {
	for _, s := range found {
		switch {
		case c.docs.units.blotted.MatchString(s.name):
			if masked == "" {
				masked = s.name
			}
		case best.name == "":
			best = s
		case s.rule == "subject": // whom the text is about may be a part of who tells it
		default:
			if name, ok := c.docs.units.merged(best.name, s.name); ok && name != best.name {
				best = signer{name, s.rule, s.confidence}
			}
		}
	}
	return best, masked
}

// merged returns the fullest name that a and b, found in that order, give
// together; ok is false when they name different units. 县法院党组 under a
// title of 岷西县人民法院 is 岷西县人民法院党组.
func (u *unitRules) merged(a, b string) (name string, ok bool) {
	ha, hb := u.host(a), u.host(b)
	switch {
	case ha == "" || hb == "" || !strings.Contains(hb, ha) && !(holdsAll(hb, ha) && strings.HasSuffix(hb, lastRunes(ha, 1))):
		return "", false
	case ha == hb:
		if len(b) > len(a) && hasBody(u, b) && !hasBody(u, a) {
			return b, true
		}
		return a, true
	case hasBody(u, b) || !hasBody(u, a):
		return b, true
	case strings.HasPrefix(hb, ha):
		return a, true // the committee of the village beside its Party branch
	}
	if strings.HasPrefix(a, "中共") {
		return "", false // 中共X委员会 cannot be taken apart
	}
	return hb + strings.TrimPrefix(a, ha), true
}

// hasBody reports whether a name ends with a Party body.
func hasBody(u *unitRules, name string) bool { return u.host(name) != name }

// named returns the unit called by s: a Party branch whose name has no host of
// its own takes that of its superior.
func (c *Classifier) named(r *reading, s signer) corpus.Unit {
	u := corpus.Unit{Name: s.name, By: corpus.By{Rule: s.rule, Confidence: s.confidence}}
	u.Kind = c.docs.units.kindOf(s.name)
	if at := strings.Index(r.view.Text, s.name); at >= 0 {
		u.Evidence = corpus.Span{Start: r.view.At(at), End: r.view.At(at + len(s.name))}
		u.Name = simplified(u.Evidence.Of(r.doc.Text))
	}
	if host := c.docs.units.host(s.name); c.docs.units.hostless.MatchString(host) {
		if above := c.docs.units.host(zh.Fold(r.Superior.Value)); len(above) > 0 && !strings.Contains(r.Superior.Value, ";") && runes(above) > unitMinRunes {
			u.Name, u.Rule, u.Confidence = above+u.Name, s.rule+"+superior", 0.7
		}
	}
	return u
}

// compileTerms compiles the named lists of l into regexps.
func compileTerms(l *list, to map[string]**pattern.Regexp) error {
	for name, re := range to {
		got, err := anyOf(l.Terms[name])
		if err != nil {
			return err
		}
		*re = orNothing(got)
	}
	return nil
}
