package classify

import (
	"fmt"
	"sort"
	"strings"

	"wenjian/corpus"
	"wenjian/internal/pattern"
	"wenjian/internal/zh"
)

const (
	citedTitleRunes  = 80 // no title of a document is longer
	citedTitleMin    = 2
	citedNear        = 16 // characters before 《, and behind 》, that may say what it is no title of
	numberRunes      = 26 // no number is longer
	issuerRunes      = 40 // an issuer with what it did stands in so many characters before 《
	ownNumberRest    = 12 // a line with a document's own number holds at most so much else
	citedTitleRule   = "cited-title"
	citedNumberRule  = "cited-number"
	citedBothRule    = "cited-title+number"
	citedIssuedRule  = "cited-issued-title"
	citedNumberGap   = 2 // bytes between a title and its number: ）（
	citedCompanyRune = '、'
)

// citedNumber finds 发文字号 at the end: whose, the year in brackets and the number; group 1
// is whose, with the words that stand before it.
var citedNumber = pattern.MustCompile(`(\p{Han}{1,12})[\[(]((?:19|20)[0-9]{2})[\])] ?第? ?[0-9]{1,4} ?号$`)

// citationRules are the compiled rules of citations.yaml.
type citationRules struct {
	head, notHead        pattern.Edged     // ends of titles
	notBefore, notBehind *pattern.Regexp   // the neighbourhood of what is no document
	lead                 *pattern.Regexp   // what is no part of an issuer's name; the last one counts
	leadWord             *pattern.Regexp   // the same, where the name goes on without it as an issuer's
	issued               *pattern.Regexp   // what an issuer did with its document
	issuer               *pattern.Regexp   // issuers that no ending tells
	short                *pattern.Regexp   // the beginning of an issuer that names no place: 县教育局
	notCode              *pattern.Regexp   // words before a number that are no part of its letters
	street               pattern.Edged     // what stands before a year in brackets in an address
	codes                map[string]string // letters of a number to the issuer's name
}

// compileCitations compiles citations.yaml.
func compileCitations(k *knowledge) (*citationRules, error) {
	l := &k.citations
	r := &citationRules{codes: map[string]string{}}
	var heads, notHeads, tail, street *pattern.Regexp
	if err := compileTerms(l, map[string]**pattern.Regexp{
		"heads": &heads, "not_heads": &notHeads, "tail": &tail, "street": &street, "not_before": &r.notBefore, "not_behind": &r.notBehind, "lead": &r.lead, "lead_word": &r.leadWord, "issued": &r.issued, "issuer": &r.issuer, "short": &r.short, "not_code": &r.notCode,
	}); err != nil {
		return nil, fmt.Errorf("citations.yaml: %w", err)
	}
	for _, e := range []struct {
		to   *pattern.Edged
		ends *pattern.Regexp
	}{{&r.head, heads}, {&r.notHead, notHeads}} {
		re, err := pattern.Compile("(?:" + e.ends.String() + ")" + tail.String() + "$")
		if err != nil {
			return nil, fmt.Errorf("%w: citations.yaml: %w", ErrTaxonomy, err)
		}
		*e.to = pattern.NewEdged(re)
	}
	r.street = pattern.NewEdged(street)
	for _, row := range l.Kinds {
		for _, code := range row.Aliases {
			r.codes[code] = row.ID
		}
	}
	return r, nil
}

// A cited is a citation in the folded text, before it becomes a fact.
type cited struct {
	start, end    int
	title, number corpus.Span // empty where none stands
	issuer        string      // folded
	rule          string
	confidence    float64
}

// citations finds the documents that the text refers to by title or number.
// The document's own number and the titles inside its own title are none.
func (c *Classifier) citations(r *reading) {
	text := r.view.Text
	var found []cited
	titles := citedTitles(text)
	for _, t := range titles {
		if x, ok := c.citedTitle(r, t); ok {
			found = append(found, x)
		}
	}
	for _, n := range c.cite.citedNumbers(text) {
		if c.ownNumber(r, n) {
			continue
		}
		if !joinNumber(text, found, n) {
			found = append(found, cited{start: n.Start, end: n.End, number: n, rule: citedNumberRule, confidence: 0.9})
		}
	}
	sort.SliceStable(found, func(i, j int) bool { return found[i].start < found[j].start })
	for _, x := range found {
		r.Citations = append(r.Citations, c.citation(r, x))
	}
}

// citation makes x a fact.
func (c *Classifier) citation(r *reading, x cited) corpus.Citation {
	text := r.view.Text
	printed := func(s corpus.Span) string {
		return strings.Join(strings.Fields(simplified(r.span(s.Start, s.End).Of(r.doc.Text))), "")
	}
	out := corpus.Citation{Span: r.span(x.start, x.end), By: corpus.By{Rule: x.rule, Confidence: x.confidence}}
	if !x.title.Empty() {
		out.Title = printed(x.title)
	}
	if !x.number.Empty() {
		out.Number = printed(x.number)
		if x.issuer == "" {
			x.issuer = c.numberIssuer(r, x.number.Of(text))
		}
	}
	out.Issuer = simplified(x.issuer)
	return out
}

// citedTitles returns the titles in 《》 of the text, without the marks; one
// inside another is a part of it. A title ends in its line.
func citedTitles(text string) []corpus.Span {
	var out []corpus.Span
	depth, start := 0, 0
	for i, r := range text {
		switch {
		case r == '《':
			if depth++; depth == 1 {
				start = i + len("《")
			}
		case r == '\n':
			depth = 0
		case r == '》' && depth > 0:
			// A title within a title often shares its end.
			if depth--; depth == 0 || !strings.Contains(lineFrom(text, i+len("》")), "》") {
				depth = 0
				if n := runes(text[start:i]); n >= citedTitleMin && n <= citedTitleRunes {
					out = append(out, corpus.Span{Start: start, End: i})
				}
			}
		}
	}
	return out
}

// lineFrom returns the rest of the line of text from at, up to the next 《.
func lineFrom(text string, at int) string {
	s := text[at:]
	if i := strings.IndexAny(s, "\n《"); i >= 0 {
		s = s[:i]
	}
	return s
}

// citedTitle reports whether a title in 《》 is that of a cited document, and
// who issued it.
func (c *Classifier) citedTitle(r *reading, t corpus.Span) (cited, bool) {
	text := r.view.Text
	title := strings.TrimSpace(t.Of(text))
	x := cited{start: t.Start - len("《"), end: t.End + len("》"), title: t, rule: citedTitleRule, confidence: 0.8}
	if !c.cite.head.MatchString(title) && !strings.HasSuffix(title, "》") {
		return x, false
	}
	own := r.Title.Evidence
	if at := r.span(x.start, x.end); own.Contains(at) || strings.Contains(zh.Fold(r.Title.Value), "《"+title) {
		return x, false // what the document itself hands on
	}
	before, behind := lastRunes(text[:x.start], citedNear), firstRunes(text[x.end:], citedNear)
	if c.cite.notBefore.MatchString(before) || c.cite.notBehind.MatchString(behind) || c.cite.notHead.MatchString(title) {
		return x, false
	}
	x.issuer = c.titleIssuer(r, title)
	if x.issuer == "" {
		if x.issuer = c.issuerBefore(text[:x.start]); x.issuer != "" {
			x.rule, x.confidence = citedIssuedRule, 0.9
		}
	}
	return x, true
}

// titleIssuer returns the organisation that a title names as its issuer:
// 中共白石县委关于….
func (c *Classifier) titleIssuer(r *reading, title string) string {
	if i := strings.Index(title, "关于"); i > 0 && runes(title[:i]) <= unitMaxRunes {
		name := strings.TrimSpace(title[:i])
		if c.isIssuer(name) {
			return strings.ReplaceAll(name, " ", "、")
		}
	}
	if strings.HasPrefix(title, "关于") {
		return ""
	}
	// 国营工业企业工作条例 is a rule for them: a name must say where it is, or be ours.
	name := c.titleUnit(title)
	if c.isIssuer(name) && (c.docs.units.placed.MatchString(name) || holdsAll(zh.Fold(r.Unit.Name), c.docs.units.host(name))) {
		return name
	}
	return ""
}

// isIssuer reports whether name is one who issues documents, or several.
func (c *Classifier) isIssuer(name string) bool {
	parts := strings.FieldsFunc(name, func(r rune) bool { return r == citedCompanyRune || r == ' ' })
	for _, p := range parts {
		if !c.cite.issuer.MatchString(p) && (runes(p) < leakMinRunes || !c.docs.units.organEnd(p) || c.docs.units.generic.MatchString(p)) {
			return false
		}
	}
	return len(parts) > 0
}

// issuerBefore returns the organisation that text, which ends before a title
// in 《》, names as its issuer: 根据县委《, 县委组织部印发的《.
func (c *Classifier) issuerBefore(text string) string {
	s := lastRunes(text, issuerRunes)
	if i := strings.LastIndexAny(s, "\n,。;:《》()\""); i >= 0 {
		s = strings.TrimLeft(s[i:], "\n,。;:《》()\"")
	}
	if m := c.cite.issued.FindStringIndex(s); m != nil {
		s = s[:m[0]]
	}
	// 县委、县政府 issue together; 党章、县委 do not.
	parts := strings.Split(s, "、")
	var names []string
	for i := len(parts) - 1; i >= 0; i-- {
		name := c.issuerIn(parts[i])
		if name == "" {
			break
		}
		names = append([]string{name}, names...)
		if name != parts[i] {
			break
		}
	}
	return strings.Join(names, "、")
}

// issuerIn returns the organisation at the end of s; "" when there is none.
func (c *Classifier) issuerIn(s string) string {
	if at := c.cite.lead.FindAllStringIndex(s, -1); len(at) > 0 {
		s = s[at[len(at)-1][1]:]
	}
	s = strings.TrimSpace(s)
	// 和 and the like stand in names too (和平县委): they end at the first one
	// behind which, and before which, stands what can stand alone.
	for _, m := range c.cite.leadWord.FindAllStringIndex(s, -1) {
		if rest := s[m[1]:]; c.isIssuer(rest) && (m[0] > 0 || c.cite.short.MatchString(rest)) && (m[0] == 0 || c.isIssuer(s[:m[0]]) || c.cite.short.MatchString(rest)) {
			return rest
		}
	}
	if !c.isIssuer(s) {
		return ""
	}
	return s
}

// citedNumbers returns the numbers of documents in the text: whose, year and
// number, without the words before.
func (rules *citationRules) citedNumbers(text string) []corpus.Span {
	var out []corpus.Span
	for at := 0; ; {
		i := strings.Index(text[at:], "号")
		if i < 0 {
			return out
		}
		at += i + len("号")
		window := lastRunes(text[:at], numberRunes)
		m := citedNumber.FindStringSubmatchIndex(window)
		if m == nil {
			continue
		}
		for i := range m {
			m[i] += at - len(window)
		}
		start := m[2]
		for _, l := range rules.lead.FindAllStringIndex(text[start:m[3]], -1) {
			if m[2]+l[1] < m[3] {
				start = m[2] + l[1]
			}
		}
		if l := rules.notCode.FindStringIndex(text[start:m[3]]); l != nil {
			start += l[1]
		}
		if n := runes(text[start:m[3]]); n >= placeRunes && !rules.street.MatchString(text[:m[3]]) {
			out = append(out, corpus.Span{Start: start, End: m[1]})
		}
	}
}

// joinNumber gives n to the found title that it stands directly behind, or
// directly before, and reports whether there is one.
func joinNumber(text string, found []cited, n corpus.Span) bool {
	for i := range found {
		x := &found[i]
		var gap string
		switch {
		case n.Start >= x.end:
			gap = text[x.end:n.Start]
		case n.End <= x.start:
			gap = text[n.End:x.start]
		default:
			continue
		}
		if !x.number.Empty() || len(gap) > citedNumberGap || strings.Trim(gap, "() ,") != "" {
			continue
		}
		x.number, x.rule, x.confidence = n, citedBothRule, 0.95
		x.start, x.end = min(x.start, n.Start), max(x.end, n.End)
		if strings.HasPrefix(text[x.end:], ")") && strings.HasSuffix(gap, "(") {
			x.end++
		}
		return true
	}
	return false
}

// ownNumber reports whether n is the number of the document itself: it stands
// among the first lines on a line of its own.
func (c *Classifier) ownNumber(r *reading, n corpus.Span) bool {
	text := r.view.Text
	for i, l := range textLines(text) {
		if i == titleSearchLines || l.start > n.Start {
			return false
		}
		if n.End <= l.end {
			rest := text[l.start:n.Start] + text[n.End:l.end]
			return runes(rest) <= ownNumberRest && !strings.ContainsAny(rest, "《。,")
		}
	}
	return false
}

// numberIssuer returns who issues under the letters of a number: one of
// citations.yaml, the letters themselves where they name an organisation
// (县委[2010]5号), or one of our own line whose name holds them.
func (c *Classifier) numberIssuer(r *reading, number string) string {
	code, _, _ := strings.Cut(strings.ReplaceAll(number, "(", "["), "[")
	if id, ok := c.cite.codes[code]; ok {
		return id
	}
	name := strings.TrimSuffix(strings.TrimSuffix(code, "字"), "发")
	if c.isIssuer(name) {
		return name
	}
	letters := strings.TrimSuffix(strings.TrimSuffix(name, "办"), "党")
	if runes(letters) < placeRunes {
		return ""
	}
	for _, body := range append(strings.Split(r.Superior.Value, "；"), r.Unit.Name) {
		if holdsAll(zh.Fold(body), letters) && strings.HasPrefix(c.docs.units.host(zh.Fold(body)), firstRunes(letters, 1)) && name != letters+"办" {
			return body
		}
	}
	return ""
}
