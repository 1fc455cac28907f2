package classify

import (
	"strings"

	"wenjian/internal/pattern"
	"wenjian/internal/zh"
)

const (
	signoffBefore = 3 // lines before the date that may name the signer
	bylineLines   = 4 // lines at the beginning one of which may name who writes
	closingLines  = 4 // lines at the end that may sign an undated text
)

// A signer is a name under which a document may have been issued.
type signer struct {
	name       string // folded
	rule       string
	confidence float64
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
		for _, m := range u.represents.Re.FindAllStringSubmatch(head, maxTries) {
			out = append(out, signer{m[1], "represents", 0.85})
		}
	}
	if m := u.commissioned.FindStringSubmatch(firstRunes(text, stageRunes)); m != nil {
		out = append(out, signer{m[1], "represents", 0.85})
	}
	title := c.titleUnit(zh.Fold(r.Title.Value))
	if title != "" && r.Kind.Value != c.docs.newsletter {
		out = append(out, signer{title, "title", 0.9})
	}
	host := c.meetingHost(zh.Fold(r.Title.Value), title)
	for i, l := range lines {
		if i == headLines {
			break
		}
		if m := u.officer.FindStringSubmatch(text[l.start:l.end]); m != nil {
			if host != "" && u.host(host) == u.host(m[1]) { // as the title prints it
				out = append(out, signer{host, "host", 0.8})
			}
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
	for i := 1; i < min(len(lines), bylineLines); i++ {
		if s := text[lines[i].start:lines[i].end]; title == "" && runes(s) <= unitMaxRunes && c.isUnitName(s) && !strings.ContainsAny(s, ",: ") {
			out = append(out, signer{s, "author", 0.8})
		}
	}
	for i := 1; i < min(len(lines), headLines); i++ {
		if m := u.author.FindStringSubmatch(text[lines[i].start:lines[i].end]); m != nil {
			out = append(out, signer{m[1], "author", 0.6})
		}
	}
	if m := u.subject.FindStringSubmatch(zh.Fold(r.Title.Value)); m != nil {
		out = append(out, signer{m[1], "subject", 0.5})
	}
	if host != "" {
		out = append(out, signer{host, "host", 0.45})
	}
	return out
}

// meetingHost returns the X of 在X…会上的讲话, for who speaks at a meeting of X
// is mostly of X; "" where the title names its unit otherwise.
func (c *Classifier) meetingHost(title, unit string) string {
	at, ok := strings.CutPrefix(title, "在")
	if !ok || unit != "" {
		return ""
	}
	return c.titleUnit(at)
}

// signoffLines returns the lines that may sign the text, the likeliest first:
// that of the date and the ones before it, or the last ones; and any line that
// says 承诺单位: or the like.
func (c *Classifier) signoffLines(r *reading, lines []textLine) []int {
	var out []int
	text := r.view.Text
	at, signed := c.signingDate(text, lines)
	from, stop, undated := len(lines)-1, len(lines)-1-closingLines, false
	if signed {
		for i, l := range lines {
			if l.start <= at.Start && at.Start < l.end {
				from, stop = i, i-signoffBefore
			}
		}
		if from < headLines && from < len(lines)/2 { // under the title
			from, stop = min(from+1, len(lines)-1), 0
			undated = true
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
		s := text[lines[i].start:lines[i].end]
		if c.docs.units.signedBy.Match(s) || undated && i == len(lines)-1 && c.isUnitName(s) {
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
		if name := c.unitAtStart(part); name != "" {
			return name
		}
	}
	return ""
}

// unitAtStart returns the unit that begins a part of a title: all of it, what
// stands before the first word of its matter, or what ends with a Party body.
func (c *Classifier) unitAtStart(part string) string {
	if c.docs.units.deed.MatchString(part) {
		return ""
	}
	if c.isUnitName(part) {
		return part
	}
	if m := c.docs.units.officeIn.FindStringSubmatch(part); m != nil && c.isUnitName(m[1]) {
		return m[1]
	}
	for _, m := range c.docs.topic.FindAllStringIndex(part, -1) {
		if c.isUnitName(part[:m[0]]) {
			return part[:m[0]]
		}
	}
	if m := c.docs.units.bodyIn.FindStringSubmatchIndex(part); m != nil && c.isUnitName(part[:m[3]]) {
		return part[:m[3]]
	}
	return ""
}

// ownPapers returns the unit whose member a portrait is about, whose scheme the text says it made, or whose
// leading group it set up, where nothing else names one. The running text
// must speak of itself as of a unit of that kind, for such a name can be
// another's, left in.
func (c *Classifier) ownPapers(r *reading) signer {
	u := &c.docs.units
	text := r.view.Text
	name := ""
	if m := u.portrait.FindStringSubmatch(zh.Fold(r.Title.Value)); m != nil && c.isUnitName(m[1]) {
		return signer{m[1], "portrait", 0.5}
	}
	for _, g := range append(append([]pattern.Guarded(nil), c.leak.schemes...), u.ownGroup...) {
		in(&g, text, r.stretches(), func(m []int) {
			if n := text[m[2]:m[3]]; name == "" && c.isUnitName(n) && !u.blotted.MatchString(n) && !strings.Contains(zh.Fold(r.Superior.Value), n) {
				name = n
			}
		})
	}
	if name == "" || u.kindOf(name) != u.contextKind(r) {
		return signer{}
	}
	return signer{name, "own-papers", 0.5}
}

// yearFirst begins a title that names the year before the unit.
var yearFirst = pattern.MustCompile(`^(?:19|20)[0-9]{2}年(?:度)?`)

// handsOn begins the title of a document that hands on its issuer's own.
var handsOn = pattern.MustCompile(`^关于(?:印发|下发)《`)
