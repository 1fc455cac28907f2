package mojibake

import (
	"html"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"wenjian/corpus"
	"wenjian/internal/zh"
)

// Parts of an entity: what may stand around its name. A careless copy made
// them full-width or put a blank between.
const (
	ampersand = `[&＆] ?`
	semicolon = `[;；]`
	escaped   = `(?:amp` + semicolon + `){0,4}` // the ampersand had been escaped, perhaps several times
	number    = `#[xX][0-9a-fA-F]{1,6}|#[0-9]{1,7}`
	// bareNames are the names that no sentence holds, known without an
	// ampersand by the semicolon alone.
	bareNames = `nbsp|ensp|emsp|thinsp|[lr][sd]quo|[lr]aquo|mdash|ndash|hellip|middot|quot`
	// openNames are the names that browsers know without a semicolon, and
	// common ones that they do not.
	openNames = bareNames + `|lt|gt|amp|copy|reg|deg|times|yen|sect|bull|permil`
)

// An entity begins with an ampersand, or ends with a semicolon.
var (
	entityHead = regexp.MustCompile(`^(?:` + ampersand + escaped + `(?:[a-zA-Z]{2,8}[0-9]{0,2}|` + number + `)` + semicolon +
		`|` + ampersand + escaped + `(?:` + openNames + `|` + number + `))`)
	entityTail = regexp.MustCompile(`(?:` + escaped + `(?:` + bareNames + `|#[xX][0-9a-fA-F]{4,5}|#[0-9]{4,6})|amp` + semicolon + `(?:lt|gt|amp))` + semicolon + `$`)
)

// entityWindow is more than the longest entity has bytes.
const entityWindow = 48

// Entities decodes the HTML entities that a careless copy left in text, whole
// (&nbsp; &#x4e2d; &amp;nbsp;) or half lost (&nbsp without its semicolon,
// nbsp; without its ampersand, full-width ＆nbsp；). An entity that stands for
// a blank becomes a space, one for something invisible disappears. The edits
// are ordered and do not overlap.
func Entities(text string) []corpus.Edit {
	var edits []corpus.Edit
	done := 0
	for at := 0; ; {
		i := strings.IndexFunc(text[at:], isEntityEdge)
		if i < 0 {
			return edits
		}
		at += i
		_, size := utf8.DecodeRuneInString(text[at:])
		from, to := entityAt(text, done, at, at+size)
		at = max(to, at+size)
		if now, ok := entityOf(text[from:to]); ok && standsAlone(text, from, to) {
			edits = append(edits, corpus.Edit{Span: corpus.Span{Start: from, End: to}, New: now, Why: WhyEntity})
			done = to
		}
	}
}

// isEntityEdge reports whether an entity can begin or end with r.
func isEntityEdge(r rune) bool { return r == '&' || r == ';' || r == '＆' || r == '；' }

// entityAt returns the entity that begins with the ampersand, or ends with the
// semicolon, text[from:to], and not before done; from == to when there is none.
func entityAt(text string, done, from, to int) (int, int) {
	if c := text[from:to]; c == "&" || c == "＆" {
		m := entityHead.FindString(text[from:min(len(text), from+entityWindow)])
		return from, from + len(m)
	}
	if from == 0 || !isNameRune(rune(text[from-1])) {
		return to, to
	}
	head := max(done, to-entityWindow)
	if m := entityTail.FindStringIndex(text[head:to]); m != nil {
		return head + m[0], head + m[1]
	}
	return to, to
}

// entityOf returns what the entity s, whole or half lost, stands for.
func entityOf(s string) (string, bool) {
	s = strings.NewReplacer("＆", "&", "；", ";", "& ", "&").Replace(s)
	s = strings.Trim(s, "&;")
	for strings.HasPrefix(s, "amp;") {
		s = s[len("amp;"):]
	}
	now := html.UnescapeString("&" + s + ";")
	if s == "" || strings.HasPrefix(now, "&"+s) {
		return "", false
	}
	return strings.Map(shown, now), true
}

// shown returns r as text shows it: blanks as spaces, -1 for what is invisible.
func shown(r rune) rune {
	switch {
	case r == '\n' || r == '\t':
		return r
	case unicode.Is(unicode.Zs, r) && r != '\u3000':
		return ' '
	case unicode.Is(unicode.Cc, r) || unicode.Is(unicode.Cf, r) || r == Lost || r&0xFFFE == 0xFFFE:
		return -1
	}
	return r
}

// standsAlone reports whether text[from:to] is an entity and not a part of a
// word, a number or the query of an address (?a=1&lt=2).
func standsAlone(text string, from, to int) bool {
	first, _ := utf8.DecodeRuneInString(text[from:])
	last, _ := utf8.DecodeLastRuneInString(text[:to])
	before, _ := utf8.DecodeLastRuneInString(text[:from])
	after, _ := utf8.DecodeRuneInString(text[to:])
	open := last != ';' && last != '；'
	switch {
	case first != '&' && first != '＆' && isNameRune(before):
		return false
	case open && (after == '=' || isNameRune(after) && !strings.HasSuffix(text[:to], "nbsp")):
		return false
	case open && strings.Contains(text[from:to], "#"): // a number and nothing after it: only for what text holds
		now, _ := entityOf(text[from:to])
		r, _ := utf8.DecodeRuneInString(now)
		return now == " " || zh.IsHan(r) || unicode.IsPunct(r)
	}
	return true
}

func isNameRune(r rune) bool {
	return r == '#' || r == '&' || r >= '0' && r <= '9' || r >= 'A' && r <= 'Z' || r >= 'a' && r <= 'z'
}
