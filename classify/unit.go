package classify

import (
	"regexp"
	"strings"

	"wenjian/corpus"
	"wenjian/internal/zh"
)

const (
	unitMaxRunes  = 36 // no unit's name is longer
	unitMinRunes  = 3
	endingRunes   = 16 // no ending of a name is longer
	signoffBefore = 3  // lines before the date that may name the signer
	closingLines  = 4  // lines at the end that may sign an undated text
)

// A signer is a name under which a document may have been issued.
type signer struct {
	name       string // folded
	rule       string
	confidence float64
}

// unit finds who issued the document: the sign-off, the unit that a speaker
// represents, the title, the masthead. Of names of the same unit the fullest
// wins; a name with masks tells the kind only.
func (c *Classifier) unit(r *reading) {
	var found []signer
	for _, s := range c.signers(r) {
		if n := runes(s.name); n >= unitMinRunes && n <= unitMaxRunes && c.docs.units.organEnd(s.name) && !c.docs.units.generic.MatchString(s.name) {
			found = append(found, s)
		}
	}
	r.Superior = c.superior(r)
	best, masked := c.fullest(found)
	switch {
	case r.Kind.Value == c.docs.templateKind:
		r.Unit = corpus.Unit{Kind: c.docs.units.none, By: corpus.By{Rule: "template", Confidence: 0.9}}
		return
	case best.name != "":
		r.Unit = c.named(r, best)
	case masked != "":
		r.Unit = corpus.Unit{Kind: c.docs.units.kindOf(masked), By: corpus.By{Rule: "masked", Confidence: 0.7}}
	default:
		r.Unit.By = corpus.By{Rule: "no-signer"}
		if m := c.docs.units.opening.FindStringSubmatch(firstRunes(r.view.Text, stageRunes)); m != nil && c.isUnitName(m[1]) && !c.docs.units.blotted.MatchString(m[1]) && !strings.Contains(r.Superior.Value, m[1]) {
			r.Unit = c.named(r, signer{m[1], "opening", 0.5})
		}
	}
	if r.Unit.Kind == "" {
		r.Unit.Kind = c.docs.units.contextKind(r.view.Text)
	}
}

// signers returns the names in the order in which they are believed.
func (c *Classifier) signers(r *reading) []signer {
	u := &c.docs.units
	text := r.view.Text
	lines := textLines(text)
	var out []signer
	for _, i := range c.signoffLines(r, lines) {
		for _, n := range u.signoffNames(text[lines[i].start:lines[i].end]) {
			out = append(out, signer{n, "signoff", 0.95})
		}
	}
	if head := firstRunes(text, stageRunes); u.represents.Possible(head) {
		if m := u.represents.Re.FindStringSubmatch(head); m != nil {
			out = append(out, signer{m[1], "represents", 0.85})
		}
	}
	title := c.titleUnit(zh.Fold(r.Title.Value))
	if title != "" && r.Kind.Value != c.docs.newsletter {
		out = append(out, signer{title, "title", 0.9})
	}
	for i, l := range lines {
		if i == headLines {
			break
		}
		if m := u.officer.FindStringSubmatch(text[l.start:l.end]); m != nil {
			out = append(out, signer{m[1], "officer", 0.8})
		}
		if s := text[l.start:l.end]; runes(s) <= titleMaxRunes && !strings.Contains(s, "。") && c.docs.masthead.MatchString(s) {
			for _, n := range u.signoffNames(s) {
				out = append(out, signer{n, "masthead", 0.85})
			}
		}
	}
	if title != "" && r.Kind.Value == c.docs.newsletter { // a newsletter tells of others
		out = append(out, signer{title, "title", 0.6})
	}
	for i := 1; i < min(len(lines), headLines); i++ {
		if m := u.author.FindStringSubmatch(text[lines[i].start:lines[i].end]); m != nil {
			out = append(out, signer{m[1], "author", 0.6})
		}
	}
	if m := subject.FindStringSubmatch(zh.Fold(r.Title.Value)); m != nil {
		out = append(out, signer{m[1], "subject", 0.5})
	}
	if at, ok := strings.CutPrefix(zh.Fold(r.Title.Value), "在"); ok && title == "" { // who speaks at a meeting of X is mostly of X
		if host := c.titleUnit(at); host != "" {
			out = append(out, signer{host, "host", 0.45})
		}
	}
	return out
}

// signoffLines returns the lines that may sign the text, the likeliest first:
// that of the date and the ones before it, or the last ones; and any line that
// says 承诺单位: or the like.
func (c *Classifier) signoffLines(r *reading, lines []textLine) []int {
	var out []int
	text := r.view.Text
	at, signed := c.signingDate(text, lines)
	from, stop := len(lines)-1, len(lines)-1-closingLines
	if signed {
		for i, l := range lines {
			if l.start <= at.Start && at.Start < l.end {
				from, stop = i, i-signoffBefore
			}
		}
		if from < headLines && from < len(lines)/2 { // under the title
			from, stop = min(from+1, len(lines)-1), 0
		}
	}
	for i := from; i > max(stop, 0); i-- {
		s := text[lines[i].start:lines[i].end]
		if strings.HasSuffix(s, ":") {
			continue // a salutation
		}
		out = append(out, i)
		if runes(s) > signerRunes+shortSigner && i < from {
			break // prose: the sign-off began below
		}
	}
	for i := len(lines) - 1; i > 0 && i >= len(lines)-tailLines; i-- {
		if c.docs.units.signedBy.Match(text[lines[i].start:lines[i].end]) {
			out = append(out, i)
		}
	}
	return out
}

// signoffNames returns the organisations that a line of a sign-off names.
func (u *unitRules) signoffNames(s string) []string {
	if dates := zh.FindDates(s); len(dates) > 0 {
		d := dates[len(dates)-1]
		s = s[:d.Start] + " " + s[d.End:]
	}
	if u.signedBy.Possible(s) {
		if m := u.signedBy.Re.FindStringIndex(s); m != nil {
			s = s[m[1]:]
		}
	}
	s = u.stamp.ReplaceAllString(strings.TrimSpace(lastClause(strings.TrimSpace(s))), "")
	s = strings.Trim(s, "-() :\t")
	if u.organEnd(s) && !strings.ContainsAny(s, ",:。") && !strings.Contains(s, " ") {
		return []string{s}
	}
	var out []string
	for _, part := range strings.Fields(s) {
		if part = strings.Trim(part, "():"); u.organEnd(part) && !strings.ContainsAny(part, ",:") {
			out = append(out, part)
		}
	}
	return out
}

// organEnd reports whether name ends as organisations' names do.
func (u *unitRules) organEnd(name string) bool {
	return name != "" && u.organ.MatchString(lastRunes(name, endingRunes))
}

// titleUnit returns the unit that a title begins with, or that a subtitle
// names: the part before the first word of its matter.
func (c *Classifier) titleUnit(title string) string {
	if m := handsOn.FindStringIndex(title); m != nil { // 关于印发《X…方案》的通知
		title = title[m[1]:]
	}
	if i := strings.LastIndex(title, "--"); i > 0 { // a subtitle says plainly what the title plays with
		title = title[i:] + " " + title[:i]
	}
	for _, part := range strings.FieldsFunc(title, func(r rune) bool { return r == '-' || r == ' ' || r == '\n' || r == ':' || r == '"' }) {
		if strings.HasPrefix(part, "记") || strings.HasPrefix(part, "在") {
			continue
		}
		part = strings.TrimPrefix(part[len(yearFirst.FindString(part)):], "关于")
		if c.isUnitName(part) {
			return part
		}
		for _, m := range c.docs.topic.FindAllStringIndex(part, -1) {
			if c.isUnitName(part[:m[0]]) {
				return part[:m[0]]
			}
		}
	}
	return ""
}

// yearFirst begins a title that names the year before the unit.
var yearFirst = regexp.MustCompile(`^(?:19|20)[0-9]{2}年(?:度)?`)

// subject finds whom a portrait is about: 记X党支部, 记X党支部书记甲; group 1 is
// X with its Party body, behind the honours it may bear.
var subject = regexp.MustCompile(`记(?:[^,。]{0,14}(?:先进|优秀|模范|标兵|红旗|五好)[\p{Han}]{0,6}?(?:党组织|党支部|集体|单位|者))?、?"?([^\s,。、"]{2,24}?(?:党支部|党总支|党委|党组))(?:第一|副)?(?:书记|委员|"|$)`)

// handsOn begins the title of a document that hands on its issuer's own.
var handsOn = regexp.MustCompile(`^关于(?:印发|下发)《`)

func (c *Classifier) isUnitName(s string) bool {
	u := &c.docs.units
	return !strings.Contains(s, "《") && runes(s) >= unitMinRunes && u.organEnd(s) && !u.generic.MatchString(s)
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
func compileTerms(l *list, to map[string]**regexp.Regexp) error {
	for name, re := range to {
		got, err := anyOf(l.Terms[name])
		if err != nil {
			return err
		}
		*re = orNothing(got)
	}
	return nil
}
