package mojibake

import (
	"strings"
	"unicode/utf8"

	"wenjian/corpus"
	"wenjian/internal/zh"
)

// Misread repairs passages whose bytes were read in a wrong encoding: UTF-8 as
// GBK (鍏充簬), Windows-1252 (å…³äºŽ) or Big5, GBK as Windows-1252 (¹ØÓÚ) or
// Big5, Big5 as GBK, and UTF-8 encoded several times over. A passage ends with
// its line. Bytes that the wrong encoding could not show are found again where
// the rest leaves no doubt; their characters are Lost elsewhere. The edits are
// ordered and do not overlap; text that is not valid UTF-8 has none.
func Misread(text string) []corpus.Edit { return misread(text, 3) }

// misread does what Misread does; a repaired passage can itself be misread,
// depth times.
func misread(text string, depth int) []corpus.Edit {
	if !utf8.ValidString(text) || !hasStrange(text) {
		return nil
	}
	f := finder{accidents: misreadings(), depth: depth}
	f.gains = make([]float64, len(f.accidents))
	var lines [][]corpus.Edit
	for line := range strings.Lines(text) {
		lines = append(lines, f.line(line))
	}
	worst, proven := f.worst()
	var edits []corpus.Edit
	at, n := 0, 0
	for line := range strings.Lines(text) {
		found := lines[n]
		n++
		if proven && !isASCII(line) {
			if all, _ := f.repair(worst, line, lenient); len(all) > 0 && (len(found) == 0 || found[0].Why == all[0].Why) {
				found = all
			}
		}
		for _, e := range found {
			e.New = f.peeled(e.New)
			e.Span = e.Shift(at)
			edits = append(edits, e)
		}
		at += len(line)
	}
	return edits
}

// A finder looks for misread passages in one text.
type finder struct {
	accidents []misreading
	gains     []float64 // by accident: how much likelier undoing it makes the text, in nats
	depth     int       // how many accidents, one upon another, are undone
	work      int       // characters read anew and pairs of candidates weighed so far
}

// maxWork bounds the work on one text; what lies behind stays as it is. It is
// enough for some megabytes of garbled text.
const maxWork = 20_000_000

// line returns the repairs of a line by the accident that explains most of it.
func (f *finder) line(line string) []corpus.Edit {
	var edits []corpus.Edit
	if !hasStrange(line) {
		return nil
	}
	most, by := 0.0, 0
	for i, m := range f.accidents {
		found, gain := f.repair(m, line, strict)
		if gain > most {
			edits, most, by = found, gain, i
		}
	}
	f.gains[by] += most
	return edits
}

// peeled returns text with the accidents undone that happened to it before.
func (f *finder) peeled(text string) string {
	if f.depth > 1 {
		if now, _, err := corpus.Apply(text, nil, misread(text, f.depth-1)); err == nil {
			return now
		}
	}
	return text
}

// worst returns the accident that explains most of the text. What is beyond
// doubt proves that it has happened; then less is needed elsewhere.
func (f *finder) worst() (misreading, bool) {
	worst := 0
	for i, gain := range f.gains {
		if gain > f.gains[worst] {
			worst = i
		}
	}
	return f.accidents[worst], f.gains[worst] > provenMisread
}

// A demand says what a repaired passage must have to be believed.
type demand struct {
	gain      float64 // how much likelier it is in nats
	han       int     // Chinese characters in it
	looseGain float64 // for a loose misreading: how much likelier per character
	looseHan  int
	looseMean float64 // the same for its Likelihood
	lost      float64 // lost characters in it, at most, for each Chinese one
}

var (
	strict  = demand{10, 2, 3, 4, -9, 0.5}
	lenient = demand{3, 0, 1, 1, -20, 1}
)

// provenMisread is the gain in nats beyond which an accident is known to have
// happened to a text.
const provenMisread = 60.0

// repair returns the passages of line that m explains and what they gain.
func (f *finder) repair(m misreading, line string, want demand) ([]corpus.Edit, float64) {
	var edits []corpus.Edit
	total := 0.0
	before := '\n'
	for at := 0; at < len(line) && f.work < maxWork; {
		r, size := utf8.DecodeRuneInString(line[at:])
		if m.starts(r) {
			p := m.passage(line[at:])
			f.work += p.work
			now, gain := f.judge(m, before, line[at:], p, want)
			if gain > 0 {
				edits = append(edits, corpus.Edit{Span: corpus.Span{Start: at, End: at + p.end}, New: now, Why: m.why})
				total += gain
				before, _ = utf8.DecodeLastRuneInString(now)
				at += p.end
				continue
			}
			size = max(size, p.end) // a part of the passage is no better
		}
		before, _ = utf8.DecodeLastRuneInString(line[:at+size])
		at += size
	}
	return edits, total
}

// A passage is the head of a text, read anew.
type passage struct {
	end   int // bytes of the text
	slots []slot
	work  int // characters looked at
}

// passage returns the longest head of text that m explains: its units decode,
// and the last one ends both a character shown and a character meant. It
// begins and ends beyond ASCII.
func (m misreading) passage(text string) passage {
	p := passage{work: 1}
	var units []unit
	var slots []slot
	for at := 0; at < len(text) && len(slots) < maxPassage; {
		r, size := utf8.DecodeRuneInString(text[at:])
		next := rune(0)
		if at+size < len(text) {
			next, _ = utf8.DecodeRuneInString(text[at+size:])
		}
		had := len(units)
		var ok bool
		if units, ok = m.encode(units, r, next); !ok {
			break
		}
		at += size
		p.work++
		if r == Lost && m.pairs {
			p.work += forkWork
		}
		if r == Lost && m.pairs && m.longer(units, text[at:]) {
			units[had].lost = first
			units = append(units, unit{lost: second}) // it stands for two bytes
		}
		beyond := units[had].value >= 0x80 || units[had].lost != nil
		used := 0
		for used < len(units) {
			c, n := m.decode(units[used:])
			if n < 0 {
				return p
			}
			if n == 0 {
				break
			}
			slots = append(slots, c)
			used += n
		}
		units = units[:copy(units, units[used:])]
		if len(units) == 0 && beyond {
			p.end, p.slots = at, slots[:len(slots):len(slots)]
		}
	}
	return p
}

// longer reports whether a lost character of which one byte is in units reads
// on farther when it was a pair of bytes.
func (m misreading) longer(units []unit, text string) bool {
	pair := append(append([]unit(nil), units...), unit{lost: second})
	return m.reach(pair, text, 0, 2) > m.reach(units, text, 0, 2)
}

// reach returns n and how many characters of text, up to reachFar, can be read
// on when units wait. The next forks lost ones may be pairs.
func (m misreading) reach(units []unit, text string, n, forks int) int {
	units = append([]unit(nil), units...)
	for at, r := range text {
		for len(units) > 0 {
			_, k := m.decode(units)
			if k < 0 {
				return n
			}
			if k == 0 {
				break
			}
			units = units[k:]
		}
		var ok bool
		if units, ok = m.encode(units, r, 'x'); !ok || n == reachFar {
			return n
		}
		n++
		if r == Lost && forks > 0 {
			rest := text[at+utf8.RuneLen(r):]
			return max(m.reach(units, rest, n, forks-1), m.reach(append(units[:len(units):len(units)], unit{lost: second}), rest, n, forks-1))
		}
	}
	return n
}

const (
	reachFar = 8
	forkWork = 100 // what looking ahead costs, in characters read anew
)

// Where a pair of bytes has no character, both are lost at once. Most such
// pairs begin with one of these; the second byte ends a character or begins one.
var (
	first  = continuations[0x21:0x30]
	second = append(append([]byte(nil), continuations...), hanLeads...)
)

// maxPassage is how many characters are read anew at a time.
const maxPassage = 1 << 16

// judge returns what p, read by m, makes of the head of text and how much
// likelier that is, 0 when it is not what want demands.
func (f *finder) judge(m misreading, before rune, text string, p passage, want demand) (string, float64) {
	han, last := 0, 1
	for _, s := range p.slots {
		if zh.IsHan(s.first()) {
			han++
		}
		f.work += last * len(s.many)
		last = max(1, len(s.many))
	}
	if m.why == WhyDoubleEncoded && han == 0 && len(p.slots) > 0 {
		return f.judgePeeled(before, text[:p.end], p)
	}
	if p.end == 0 || han < want.han || m.loose && han < want.looseHan || f.work > maxWork {
		return "", 0
	}
	after := '\n'
	if p.end < len(text) {
		after, _ = utf8.DecodeRuneInString(text[p.end:])
	}
	was, n := general().text(before, text[:p.end]+string(after))
	out, likelihood := general().decide(before, p.slots, after, choice{mark: minCertainty})
	now, gain := string(out), likelihood-was
	switch {
	case gain < want.gain, float64(strings.Count(now, string(Lost))) > want.lost*float64(max(han, 2)):
		return "", 0
	case m.loose && (gain < want.looseGain*float64(n) || Likelihood(now) < want.looseMean):
		return "", 0
	}
	return now, gain
}

// judgePeeled judges a passage that is no Chinese yet when read anew.
func (f *finder) judgePeeled(before rune, text string, p passage) (string, float64) {
	var b strings.Builder
	for _, s := range p.slots {
		b.WriteRune(s.first())
	}
	now := f.peeled(b.String())
	if now == b.String() {
		return "", 0
	}
	was, _ := general().text(before, text)
	likelihood, _ := general().text(before, now)
	return now, likelihood - was
}
