package segment

import (
	"strings"
	"unicode/utf8"

	"wenjian/corpus"
	"wenjian/internal/pattern"
	"wenjian/internal/zh"
)

// A form is how a heading stands in its paragraph.
type form int

const (
	noHead   form = iota // a marker, but what follows is no phrase: a list item
	ownLine              // marker and phrase are a paragraph of their own
	sentence             // the same, but it ends with 。 as a sentence does
	runIn                // marker, phrase, 。 or : and then prose
	glued                // marker and phrase run into the prose without punctuation
	clause               // the first clause of a long sentence
)

// A candidate is a marker that may begin a heading.
type candidate struct {
	marker
	start     int // of the marker
	end       int // of the phrase with its 。 or :
	limit     int // end of the paragraph, or the next marker in it
	form      form
	lineStart bool // or directly behind the phrase of an outer marker
	settled   bool // what stands before it is complete: no wrapped sentence
}

// longestHead limits the phrase of a run-in heading, longestOwn that of one
// on a line of its own, in characters.
const (
	longestHead = 40
	longestOwn  = 60
)

// findCandidates returns the markers of all paragraphs, up to the sign-off
// and behind it, with the phrases that follow them.
func findCandidates(text string, lines []line, signoff corpus.Span) []candidate {
	var out []candidate
	for _, l := range lines {
		if signoff.Start <= l.start && l.start < signoff.End {
			continue
		}
		from := len(out)
		for at := l.start; at < l.end; {
			k, ok := markerAt(text[at:l.end])
			leads := ok && (at == l.start || opensInside(text, l, at, k, out))
			if leads || ok && fitsBehind(text, l, at, k, out) {
				out = append(out, candidate{marker: k, start: at, limit: l.end, lineStart: leads, settled: complete(text[:at])})
				if n := len(out); n > from+1 {
					out[n-2].limit = at
				}
				at += k.size
				continue
			}
			_, size := utf8.DecodeRuneInString(text[at:])
			at += size
		}
		for i := from; i < len(out); i++ {
			out[i].findHead(text, out[i].limit == l.end)
		}
		unglue(text, out[from:])
	}
	return out
}

// complete reports whether s ends as a paragraph does.
func complete(s string) bool {
	s = strings.TrimRightFunc(s, isSpace)
	r, _ := utf8.DecodeLastRuneInString(s)
	return s == "" || strings.ContainsRune("。!?;:…)\"", r)
}

func firstRune(s string) rune {
	r, _ := utf8.DecodeRuneInString(s)
	return r
}

// unglue looks again at the markers of a paragraph that holds several of one
// outer style: such a paragraph was put together from headings and bodies, so
// a marker with two sentences behind it is a heading even when only a guess
// tells where its phrase ends.
func unglue(text string, cs []candidate) {
	for _, st := range []style{han, hanParen} {
		n := 0
		for _, c := range cs {
			if c.style == st {
				n++
			}
		}
		for i := range cs {
			c := &cs[i]
			if n < 2 || c.style != st || c.form != noHead && (c.form != runIn || !tellsFact(text[c.start+c.size:c.end])) {
				continue
			}
			if s := text[c.start+c.size : c.limit]; countStops(s) >= 2 && !strings.Contains(s, ";") {
				c.form, c.end = glued, c.start+c.size+guessHead(s)
			}
		}
	}
}

// guessHead returns where the phrase at the start of s may end: gluedHead, or
// behind a second clause as long as the first, or behind the first clause.
func guessHead(s string) int {
	if i := gluedHead(s); i > 0 {
		return i
	}
	i := strings.IndexByte(s, ',')
	if i < 0 || runes(s[:i]) > 16 {
		return len(string([]rune(s)[:min(8, runes(s))]))
	}
	if n := runes(s[:i]); n >= 3 && n <= 8 {
		rest := []rune(s[i+1:])
		if clause := string(rest[:min(n, len(rest))]); zh.HanCount(clause) == n {
			return i + 1 + len(clause)
		}
	}
	return i
}

// opensInside reports whether a marker with the number 1 stands directly
// behind the phrase of an outer marker: 二、广泛宣传,深入发动(一)召开动员大会.
func opensInside(text string, l line, at int, k marker, before []candidate) bool {
	if len(before) == 0 || k.number != 1 || k.style <= han {
		return false
	}
	outer := before[len(before)-1]
	if outer.start < l.start || outer.style >= k.style || !fixed(outer.style) || at-outer.start > 4*longestOwn {
		return false
	}
	if k.style == stage && zh.IsHan(firstRune(text[at+k.size:])) {
		return false // 开展好第一阶段的各项工作
	}
	phrase := text[outer.start+outer.size : at]
	r, _ := utf8.DecodeLastRuneInString(strings.TrimRight(phrase, ` "])`))
	return zh.IsHan(r) && runes(phrase) <= longestHead && countStops(phrase) == 0 && !strings.ContainsAny(phrase, ";:")
}

// fitsBehind reports whether a marker inside a paragraph can begin a heading:
// after the end of a sentence, or, for the outer styles, glued to the text
// before when the number continues the series.
func fitsBehind(text string, l line, at int, k marker, before []candidate) bool {
	prev := strings.TrimRight(text[l.start:at], " \"])")
	if prev == "" {
		return true
	}
	r, _ := utf8.DecodeLastRuneInString(prev)
	switch r {
	case '。', '!', '?', ':', '…':
		return k.style != ordinal || r != ':'
	}
	if k.style != han && k.style != hanParen {
		return false
	}
	for i := len(before) - 1; i >= 0; i-- {
		b := before[i]
		if b.start < l.start || at-b.start > 4*longestOwn {
			break
		}
		if b.style < k.style {
			break
		}
		if b.style == k.style {
			return k.number == b.number+1 && countStops(text[b.start:at]) == 0
		}
	}
	return false
}

// findHead sets form and end.
func (c *candidate) findHead(text string, last bool) {
	body := c.start + c.size
	s := text[body:c.limit]
	stop, n := firstStop(s)
	switch {
	case stop < 0:
		s = strings.TrimRight(s, " ")
		c.end = body + len(s)
		c.form = ownLine
		if !last { // runs into the next marker
			c.form = glued
			c.tryGlued(body, s)
		}
		if strings.HasSuffix(s, ";") || strings.HasSuffix(s, ",") || runes(s) > longestOwn || strings.Contains(s, ";") {
			c.form = noHead
		}
		if i := labelColon(s); i > 0 && (c.form == noHead || len(s) > i+1) {
			c.form, c.end = runIn, body+i+1
		}
	case strings.TrimSpace(s[stop+n:]) == "":
		c.form, c.end = sentence, body+stop+n
		if i := labelColon(s[:stop]); i > 0 && c.style != stage {
			c.form, c.end = runIn, body+i+1
		} else if runes(s[:stop]) > longestOwn {
			c.form = noHead
			c.tryGlued(body, s)
		} else if surelyGlued(s) > 0 {
			c.tryGlued(body, s)
		}
	case runes(s[:stop]) <= longestHead && !strings.Contains(s[:stop], ";"):
		c.form, c.end = runIn, body+stop+n
		if i := labelColon(s[:stop]); i > 0 && tellsFact(s[i+1:stop]) {
			c.end = body + i + 1 // 总体:满意率为95%,…
		} else if tellsFact(s[:stop]) || surelyGlued(s) > 0 {
			c.tryGlued(body, s)
		}
	default:
		c.form = noHead
		if i := labelColon(s[:stop]); i > 0 {
			c.form, c.end = runIn, body+i+1
		} else if c.tryGlued(body, s); c.form == noHead {
			c.tryClause(body, s[:stop])
		}
	}
}

// tryGlued makes c a glued heading if the text behind its marker shows where
// the phrase ends. Inner styles need surer signs than outer ones.
func (c *candidate) tryGlued(body int, s string) {
	i := surelyGlued(s)
	if i == 0 && c.style <= hanParen {
		i = gluedHead(s)
	}
	if i > 0 && fixed(c.style) {
		c.form, c.end = glued, body+i
	}
}

// tryClause makes c a heading of the first clause of a long sentence:
// 2、加强学习,每周组织…. Such a series is judged strictly.
func (c *candidate) tryClause(body int, s string) {
	i := strings.IndexByte(s, ',')
	if n := runes(s[:max(i, 0)]); c.lineStart && n >= 4 && n <= 24 && !tellsFact(s[:i]) {
		c.form, c.end = clause, body+i
	}
}

// labelColon returns the place of a colon that ends a short label at the
// start of s, or 0.
func labelColon(s string) int {
	i := strings.IndexByte(s, ':')
	if i <= 0 || runes(s[:i]) > 24 || strings.ContainsAny(s[:i], ",;") || runes(s[:i]) < 2 {
		return 0
	}
	return i
}

// The marker's phrase and the beginning of its body are told apart by words.
//
// bodyOpener matches how the first sentence of a body typically begins.
var bodyOpener = pattern.MustCompile(`我[院校局镇乡村所县市区矿关委办厂]|我公司|我支部|各(?:级|党?支部|单位)|全[院校局镇县市区]|本(?:单位|支部)|[今去]年|截[至止]|活动开展以来|自?\d{4}年|\d{1,2}月|根据|按照|为了|通过|下一?阶段|下一步|目前|一年来|近年来|围绕|坚持以|以`)

// opensBody reports whether s begins as bodies do; the lone 以 is too common.
func opensBody(s string) bool {
	m := bodyOpener.FindStringIndex(s)
	return m != nil && m[0] == 0 && m[1] > len("以") || s != "" && isDigit(s[0])
}

// surelyGlued returns where a heading without punctuation ends in s when a
// body typically begins there: behind the second of two clauses of equal
// length (加强领导,周密部署), or behind a known phrase (存在的问题); else 0.
func surelyGlued(s string) int {
	if i := strings.IndexByte(s, ','); i > 0 {
		n := runes(s[:i])
		end := i + 1
		for k := 0; k < n && end < len(s); k++ {
			_, size := utf8.DecodeRuneInString(s[end:])
			end += size
		}
		clause, body := s[i+1:end], s[end:]
		if 3 <= n && n <= 10 && zh.HanCount(clause) == runes(clause) && zh.HanCount(s[:i]) >= n-2 && opensBody(body) {
			return end
		}
	}
	i := knownPrefix(s)
	if i == 0 || i == len(s) {
		return 0
	}
	stop, _ := firstStop(s)
	if stop < 0 {
		stop = len(s)
	}
	next, _ := utf8.DecodeRuneInString(s[i:])
	switch {
	case opensBody(s[i:]), next == '"':
		return i
	case strings.ContainsRune("和与及、的等是以为,:;(。!?", next), runes(s[i:max(i, stop)]) < 8:
		return 0
	}
	return i
}

// gluedHead returns surelyGlued, or else the first place where a body could
// begin; 0 when there is none.
func gluedHead(s string) int {
	if i := surelyGlued(s); i > 0 {
		return i
	}
	for _, m := range bodyOpener.FindAllStringIndex(s, 3) {
		if n := runes(s[:m[0]]); n >= 4 && n <= 20 && !strings.ContainsAny(s[:m[0]], ",;:") {
			return m[0]
		}
	}
	return 0
}
